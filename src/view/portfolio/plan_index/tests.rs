use super::*;
use crate::analysis::progress::Progress;
use crate::model::date::parse_iso;
use crate::model::phase::PhaseNumber;
use crate::model::plan::Plan;
use crate::model::risk::LevelKind::{Critical, High, Low, Unknown};
use crate::portfolio::PlanEntry;
use crate::portfolio::fixture::{entry, entry_of, phase, risk};
use crate::view::data::write_script;
use crate::view::portfolio::fixture::site;

fn plan(path: &str, title: &str, status: Option<StatusKind>) -> PlanEntry {
    let mut plan = entry(path, title, status);
    plan.summary.updated = parse_iso("2026-11-20");
    plan
}

fn live() -> PlanEntry {
    let mut plan = Plan {
        phases: (0..4).map(|i| phase(i, Some(PhaseNumber::whole(1)), "Beta")).collect(),
        risks: vec![risk("R1", High, Critical), risk("R2", Low, Low)],
        ..Plan::default()
    };
    plan.header.status =
        entry("x.md", "x", Some(StatusKind::InProgress)).plan.header.status.clone();
    let mut live = entry_of("pay/eu/a.md", plan, Some(1));
    "Wave 2".clone_into(&mut live.summary.title);
    live.summary.owner = Some("Ada".to_owned());
    live.summary.progress = Progress { done: 1, total: 4 };
    live.summary.tags = vec!["q4".to_owned()];
    live
}

fn entries() -> Vec<PlanEntry> {
    let mut unknown = plan("b.md", "Wave 10", Some(StatusKind::Unknown));
    unknown.summary.risks =
        entry_of("c.md", Plan { risks: vec![risk("R1", Unknown, Low)], ..Plan::default() }, None)
            .summary
            .risks;
    unknown.summary.owner = Some("Ada".to_owned());
    unknown.summary.owner_is_author = true;
    unknown.summary.progress = Progress { done: 3, total: 6 };
    vec![
        unknown,
        live(),
        plan("pay/d.md", "alpha", Some(StatusKind::Draft)),
        plan("e.md", "Zeta", None),
    ]
}

#[test]
fn rows_stand_by_title_and_name_their_cells() {
    let index = site(entries(), Vec::new(), index);
    let titles: Vec<&str> = index.rows.iter().map(|r| r.0.as_str()).collect();
    assert_eq!(titles, ["alpha", "Wave 2", "Wave 10", "Zeta"]);
    assert_eq!(index.folders, ["", "pay/", "pay/eu/"]);
    let place = |row: &IndexRow| format!("{}{}", index.folders[row.1], row.2);
    assert_eq!(index.rows.iter().map(place).collect::<Vec<_>>(), ["pay/d", "pay/eu/a", "b", "e"]);
    assert_eq!(index.attention, [1, 0, 2, 3], "live, draft, unknown, not stated");
    let live = &index.rows[1];
    assert_eq!(index.owner.0[usize::try_from(live.3).expect("stated")], ["Ada"]);
    assert_eq!(index.owner.0[1], ["Ada", "Author"]);
    assert_eq!(index.place.0, [["2 of 4", "pb-1-1-4"]]);
    assert_eq!(index.phase.0, [["Beta"]]);
    assert_eq!(index.gate.0, [["ready", "check", "Ready"]]);
    assert_eq!(index.risk.0, [["severe", "4", "Severe"]]);
    assert_eq!(index.risk.1, [["none", "None"], ["not-placed", "Not rated"]]);
    assert_eq!(index.checklist.0, [["1 of 4"], ["3 of 6"]]);
    assert_eq!(
        index.updated,
        IndexCells(
            vec![vec!["2026-11-20".into(), "20 Nov 2026".into()]],
            vec![vec!["Not stated".into()]]
        )
    );
    assert_eq!((live.10, index.rows[0].10), (-1, 0));
}

#[test]
fn rows_say_what_they_are_filtered_by_and_long_lists_come_with_them() {
    let few = site(entries(), Vec::new(), index);
    assert_eq!(few.program.0, [vec!["pay"], vec!["pay/eu", "pay"]]);
    assert_eq!((few.rows[0].11, few.rows[1].11, few.rows[2].11), (0, 1, -1));
    assert_eq!((few.rows[1].13, &few.tag.0), (0, &vec![vec!["q4".to_owned()]]));
    assert!(few.choices.is_empty(), "short lists are on each page");
    let tagged = |n: usize| {
        let mut plan = plan(&format!("{n}.md"), &format!("Plan {n}"), None);
        plan.summary.tags = vec![format!("Tag {n}")];
        plan
    };
    let many = site((0..=filters::ON_PAGE).map(tagged).collect(), Vec::new(), |context| {
        let on_page = filters::filters(context);
        let tags = on_page.iter().find(|filter| filter.name == "tag").expect("a list");
        assert!(tags.choices.is_empty(), "too many for every page");
        index(context)
    });
    let tags = &many.choices["tag"];
    assert_eq!((tags.len(), many.choices.len()), (filters::ON_PAGE + 1, 1));
    assert_eq!((tags[10].value.as_str(), tags[10].text.as_str()), ("tag 10", "Tag 10"));
}

#[test]
fn numbers_sort_as_the_column_does_and_blank_ones_are_below_zero() {
    let index = site(entries(), Vec::new(), index);
    let statuses: Vec<&str> = index.status.0.iter().map(|cell| cell[0].as_str()).collect();
    assert_eq!(statuses, ["draft", "in-progress"]);
    assert_eq!(index.rows.iter().map(|r| r.4).collect::<Vec<_>>(), [0, 1, -2, -1]);
    let mut gates = Vec::new();
    for (verdict, met) in [
        (GateVerdict::Ready, 4),
        (GateVerdict::Blocked, 3),
        (GateVerdict::Unknown, 1),
        (GateVerdict::Stopped, 2),
        (GateVerdict::Blocked, 4),
        (GateVerdict::Blocked, 1),
    ] {
        let mut plan = live();
        let place = format!("{}.md", gates.len());
        plan.source = std::sync::Arc::new(crate::text::Source::new(&place, b""));
        place.clone_into(&mut plan.summary.title);
        plan.slug = crate::site::Slug::of_source(&place);
        plan.summary.slug = plan.slug.clone();
        let gate = plan.summary.gate.as_mut().expect("it is live");
        let gate = std::sync::Arc::make_mut(gate);
        (gate.verdict, gate.met, gate.total) = (verdict, met, 4);
        gates.push(plan);
    }
    let index = site(gates, Vec::new(), super::index);
    let words: Vec<&str> = index.gate.0.iter().map(|cell| cell[2].as_str()).collect();
    assert_eq!(words, ["Stopped", "1 of 4 met", "3 of 4 met", "Blocked", "Ready"]);
    assert_eq!(index.rows.iter().map(|r| r.7).collect::<Vec<_>>(), [4, 2, -1, 0, 3, 1]);
}

#[test]
fn the_script_holds_all_and_names_the_symbols() {
    let index = site(entries(), Vec::new(), index);
    let names = ["i-check", "i-draft", "i-progress", "i-unknown", "pb-1-1-4"];
    assert_eq!(index.symbol_names(), names);
    let mut bytes = Vec::new();
    write_script(&mut bytes, &Script { plans: &index }).expect("memory");
    let script = String::from_utf8(bytes).expect("text");
    let row = "[\"Wave 2\",2,\"a\",0,1,0,0,0,0,0,-1,1,-1,0,1]";
    assert!(
        script.starts_with("phasebookData({\"plans\":{\"rows\":[[\"alpha\",1,\"d\","),
        "{script}"
    );
    assert!(script.contains(row), "{script}");
    let empty = site(Vec::new(), Vec::new(), super::index);
    assert_eq!((empty.rows.len(), empty.symbol_names().len()), (0, 0));
}

#[test]
fn a_shape_is_a_row_with_marks_in_the_place_of_values() {
    let index = site(entries(), Vec::new(), index);
    let shape = |row: usize| &index.shapes.table.rows[index.rows[row].14];
    let live = shape(1);
    assert_eq!((&live["title"], &live["owner"]), (&"\u{E002}".into(), &"\u{E003}".into()));
    assert_eq!(live["bar"]["done"], "\u{E006}", "a number is a value, too");
    assert_eq!(live["status"]["status"], "in-progress", "values that a template tests are kept");
    assert_eq!(shape(0)["owner"], Value::Null, "a value that is not stated has no mark");
    let twins = [plan("a.md", "A", None), plan("b.md", "B", None)].to_vec();
    assert_eq!(site(twins, Vec::new(), super::index).shapes.table.rows.len(), 1);
}

#[test]
fn the_table_of_shapes_is_kept_in_pieces_that_make_it_again() {
    let mut index = site(entries(), Vec::new(), index);
    let html = "é<table><tr><td>a<td>b<tr><td>a<td>c</table>\n";
    index.add_table(html);
    let again: String = index.table.iter().map(|&piece| &*index.pieces[piece]).collect();
    assert_eq!((&*again, index.pieces.len()), (html, 6), "{:?}", index.pieces);
}
