//! How often reading a plan asks for memory: a budget that no clock sways. It is a program of its own, as it
//! counts what the whole of it does.

use std::sync::Arc;

use phasebook::pipeline::{BuildConfig, ParsedFile};
use phasebook::settings::Settings;
use phasebook::text::Source;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Most requests for each 4,500 bytes of a plan: its tree and facts, what follows from them, its findings and its
/// summary.
const BUDGET: u64 = 1_160;

#[test]
fn reading_a_plan_asks_seldom_for_memory() {
    let plans = [
        ("log-retention.md", include_str!("../content/platform/log-retention.md")),
        (
            "notification-preferences.md",
            include_str!("../content/mobile/notification-preferences.md"),
        ),
        ("refund-approvals.md", include_str!("../content/payments/refund-approvals.md")),
    ];
    let today = "2026-11-22".parse().expect("a date");
    let config = BuildConfig::new(Settings::default(), today);
    let _profiler = dhat::Profiler::builder().testing().build();
    for (path, text) in plans {
        let source = Arc::new(Source::new(path, text.as_bytes()));
        // The word lists are read once a run.
        drop(ParsedFile::new(Arc::clone(&source), &config, true));
        let before = dhat::HeapStats::get().total_blocks;
        let parsed = ParsedFile::new(source, &config, true);
        let asked = dhat::HeapStats::get().total_blocks - before;
        assert!(parsed.is_plan(), "{path}");
        let most = BUDGET * text.len() as u64 / 4_500;
        assert!(asked <= most, "{path}: {asked} requests for memory, at most {most} are its due");
    }
}
