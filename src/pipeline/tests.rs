//! The law of the cache: what was made bit by bit is what is made from nothing, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::*;
use crate::check::{AcceptedFinding, line_fingerprint};
use crate::model::date::parse_iso;
use crate::render::Theme;
use crate::settings::Settings;
use crate::site::Route;

/// A source of numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        // xorshift64: Marsaglia, "Xorshift RNGs", 2003.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

const NAMES: [&str; 9] = [
    "a.md",
    "A.md",
    "b.md",
    "pay/a.md",
    "pay/README.md",
    "pay/eu/b.md",
    "notes.md",
    "x/index.md",
    "straße.md",
];

/// Parts of a document; which of them stand in it makes it a plan or a page.
const PARTS: [&str; 14] = [
    "**Status:** In Progress\n**Date:** 2026-03-02\n",
    "**Status:** Draft\n**Owner:** Ada\n",
    "## Phases\n\n| Phase | Users | Duration | Go / No-Go |\n|---|---|---|---|\n\
     | Phase 0 — Staff | 5 | 1 week | Ada + PM |\n| Phase 1 — All | All | 2 weeks | |\n",
    "## Phases\n\n| Phase | Start | End |\n|---|---|---|\n| Phase 0 — Staff | 2026-08-03 | 2026-11-24 |\n\
     | Phase 1 — All | 2027-02-01 | |\n",
    "## Risk Register\n\n| ID | Risk | Likelihood | Impact | Category | Owner |\n\
     |---|---|---|---|---|---|\n| R1 | It fails | High | Critical | Technical | ADA |\n",
    "## Rollback Owners\n\n| Phase | Primary Owner | Backup Owner |\n|---|---|---|\n\
     | All | On-call | Ada |\n",
    "## Rollback Plan\n\n### Rollback Triggers\n\n- errors > 1%\n\n### Rollback Steps\n\n1. Off.\n",
    "## Launch Checklist\n\n- [x] one\n- [ ] two\n",
    "See [the other](../a.md#risk-register) and [that](b.md).\n",
    "See [notes](notes.md#kept), [here](#kept), [pay](pay) and ![a picture](pay/p.png).\n",
    "## Kept\n\nA word.\n",
    "## Decision Log\n\n| Phase | Decision | Date |\n|---|---|---|\n| 0 | Go | 2026-02-01 |\n",
    "<b>raw</b> text\n",
    "\n\u{202e}odd\n",
];

fn document(dice: &mut Dice) -> String {
    let mut text = String::new();
    if dice.roll(6) == 0 {
        text.push_str("---\naliases: [old/place, a]\n---\n\n");
    }
    text.push_str(dice.pick(&["# One\n\n", "# Rollout Plan: Two\n\n", ""]));
    for _ in 0..dice.roll(6) {
        text.push_str(dice.pick(&PARTS));
        text.push('\n');
    }
    text
}

/// A content folder in memory.
#[derive(Default)]
struct Folder {
    documents: BTreeMap<String, String>,
    picture: bool,
}

impl Folder {
    fn edit(&mut self, dice: &mut Dice) {
        let name = dice.pick(&NAMES).to_owned();
        let other = dice.pick(&NAMES).to_owned();
        match dice.roll(8) {
            0 => {
                self.documents.remove(&name);
            }
            1 => {
                if let Some(text) = self.documents.remove(&name) {
                    self.documents.insert(other, text);
                }
            }
            2 => {
                let (one, two) = (self.documents.remove(&name), self.documents.remove(&other));
                self.documents.extend(one.map(|text| (other.clone(), text)));
                self.documents.extend(two.map(|text| (name, text)));
            }
            3 => self.picture = !self.picture,
            4 => {
                let more = dice.pick(&PARTS);
                self.documents.entry(name).or_default().push_str(more);
            }
            _ => {
                self.documents.insert(name, document(dice));
            }
        }
    }

    fn input(&self) -> Input {
        let documents = self.documents.iter();
        Input {
            documents: documents.map(|(n, t)| Arc::new(Source::new(n, t.as_bytes()))).collect(),
            files: self.picture.then(|| ("pay/p.png".to_owned(), None)).into_iter().collect(),
            file_findings: Vec::new(),
            withheld: BTreeSet::new(),
        }
    }
}

fn config() -> Arc<BuildConfig> {
    let mut config =
        BuildConfig::new(Settings::default(), parse_iso("2026-11-22").expect("a date"));
    let source = Source::new("a.md", b"<b>raw</b> text\n");
    let span = source.line_span(1);
    let finding = crate::diagnostic::Diagnostic::new("raw-html", span, "m");
    let line = line_fingerprint(Some(&source), &finding);
    config.baseline.add(AcceptedFinding { path: "a.md", rule: "raw-html", line, count: 1 });
    Arc::new(config)
}

/// Every file of a site but the rules' pages, which no content changes.
fn files(
    portfolio: Arc<Portfolio>,
    config: &Arc<BuildConfig>,
    theme: &Arc<Theme>,
) -> BTreeMap<String, String> {
    let site = Site::new(portfolio, Arc::clone(config), Arc::clone(theme));
    let routes = site.routes().into_iter().filter(|r| !matches!(r, Route::Rule(_)));
    routes
        .map(|route| {
            let path = route.path();
            assert_eq!(site.find(&path), Some(route.clone()), "{path}");
            let bytes = site.bytes(&route).unwrap_or_else(|e| panic!("{path}: {e}"));
            (path, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

#[test]
fn made_bit_by_bit_or_from_nothing_it_is_the_same_site() {
    let (config, theme) = (config(), Arc::new(Theme::built_in().expect("a theme")));
    let reading_again = Arc::new(BuildConfig { held_bytes: 0, ..(*config).clone() });
    for seed in 1_u64..=40 {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ seed);
        let mut folder = Folder::default();
        // Whether models stay in memory makes no difference either.
        let own = if seed % 2 == 0 { &config } else { &reading_again };
        let mut assembler = Assembler::new(Arc::clone(own));
        for step in 0..12 {
            folder.edit(&mut dice);
            let portfolio = assembler.assemble(folder.input());
            if step % 4 == 3 {
                let clean = Arc::new(assemble(folder.input(), &config));
                assert_eq!(portfolio.accepted, clean.accepted);
                let (bit_by_bit, clean) =
                    (files(portfolio, own, &theme), files(clean, &config, &theme));
                let names = |files: &BTreeMap<String, String>| {
                    files.keys().cloned().collect::<Vec<String>>()
                };
                assert_eq!(names(&bit_by_bit), names(&clean), "seed {seed}, step {step}");
                for (name, text) in &clean {
                    let other = bit_by_bit[name].lines().zip(text.lines()).find(|(a, b)| a != b);
                    assert_eq!(other, None, "{name}, seed {seed}, step {step}");
                    assert_eq!(bit_by_bit[name].len(), text.len(), "{name}, seed {seed}");
                }
            }
        }
    }
}

#[test]
fn what_did_not_change_is_not_made_again() {
    let config = config();
    let mut folder = Folder::default();
    let plan = format!("# A\n\n{}", PARTS[2]);
    for name in ["a.md", "b.md"] {
        folder.documents.insert(name.to_owned(), plan.clone());
    }
    let mut assembler = Assembler::new(Arc::clone(&config));
    let before = assembler.assemble(folder.input());
    folder.documents.insert("b.md".to_owned(), format!("{plan}\nMore.\n"));
    let after = assembler.assemble(folder.input());
    let is_kept: Vec<bool> =
        before.entries.iter().zip(&after.entries).map(|(a, b)| Arc::ptr_eq(a, b)).collect();
    assert_eq!(is_kept, [true, false]);
    assert!(Arc::ptr_eq(&before.directory, &after.directory));
}
