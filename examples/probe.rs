use phasebook::{build::*, parse::Language, settings::Settings, text::Source, model::date};
use std::sync::Arc;
fn main() {
    let mut input = Input::default();
    let root = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    for e in walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten() {
        let p = e.path().strip_prefix(&root).unwrap().to_string_lossy().to_string();
        if p.ends_with(".md") { input.documents.push(Arc::new(Source::new(p, &std::fs::read(e.path()).unwrap()))); }
        else if e.file_type().is_file() { input.files.insert(p); }
    }
    let s = Settings::default();
    let t = std::time::Instant::now();
    let p = assemble(input, &Language::new(&s), &s, date::parse_iso("2026-11-22").unwrap(), &mut Cache::default());
    eprintln!("{:?}", t.elapsed());
    let verbose = std::env::args().nth(2).is_some();
    for e in &p.entries {
        let s = &e.summary; let pl = &e.plan;
        println!("{} | {} | {:?} | cur {:?} {:?} {:?} | ph {} risks {} dec {} trig {} steps {} own {} tc {} cl {:?} more {} unf {} | gate {:?} | att {:?}", s.slug, s.title, s.status_kind(), e.analysis.current.state.word(), e.analysis.current.position.map(|p| p.get()), e.analysis.current.from.map(|f| f.word()), pl.phases.len(), pl.risks.len(), pl.decisions.len(), pl.rollback.triggers.len(), pl.rollback.steps.len(), pl.rollback.owners.len(), pl.transition_criteria.len(), pl.checklists.iter().map(|c| (c.name.plain.as_str(), c.items.len(), c.marks.len())).collect::<Vec<_>>(), pl.more.len(), pl.unfilled.len(), s.gate.as_ref().map(|g| (g.verdict.word(), g.met, g.total, &g.blockers)), s.attention.as_ref().map(|a| a.reasons.iter().map(|r| r.text.as_str()).collect::<Vec<_>>()));
        for f in &e.findings { println!("    {}:{} {} [{}] {}", e.source.position(f.span.start).line, e.source.position(f.span.start).column, f.severity.word(), f.code, f.message); }
        if verbose { println!("{:#?}", (&pl.header, &pl.phases, &pl.risks)); }
    }
    for e in &p.pages { println!("page {} {}", e.slug, e.title); for f in &e.findings { println!("    [{}] {}", f.code, f.message); } }
}
