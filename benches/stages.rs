//! What each stage takes for one plan of 6 KB, on one thread: `cargo bench`. Whole commands are timed by
//! `scripts/bench.mjs`.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use phasebook::analysis::analyse;
use phasebook::disk::{Protected, Publisher};
use phasebook::model::plan::Article;
use phasebook::pipeline::{BuildConfig, Input, ParsedFile, Site, assemble};
use phasebook::render::Theme;
use phasebook::settings::Settings;
use phasebook::text::Source;
use phasebook::view::plan::{PlanView, routes};

const PLAN: &str = include_str!("../content/payments/refund-approvals.md");

// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn stages(bench: &mut Criterion) {
    let today = "2026-11-22".parse().expect("a date");
    let config = Arc::new(BuildConfig::new(Settings::default(), today));
    let BuildConfig { settings, language, .. } = &*config;
    let source = Arc::new(Source::new("refund-approvals.md", PLAN.as_bytes()));

    bench.bench_function("markdown: the tree of a text", |b| {
        b.iter(|| black_box(phasebook::markdown::read(&source, &settings.limits)));
    });
    bench.bench_function("parse: a plan of its tree", |b| {
        let tree = || phasebook::markdown::read(&source, &settings.limits).0;
        b.iter_with_setup(tree, |tree| phasebook::parse::parse(&source, tree, language));
    });
    let (tree, _) = phasebook::markdown::read(&source, &settings.limits);
    let (Article::Plan(plan), _) = phasebook::parse::parse(&source, tree, language) else {
        panic!("the example is a plan");
    };
    bench.bench_function("analysis: what follows from a plan", |b| {
        b.iter(|| black_box(analyse(&plan, settings, today)));
    });
    bench.bench_function("pipeline: all of a file, with findings and summary", |b| {
        b.iter(|| black_box(ParsedFile::new(Arc::clone(&source), &config, true)));
    });

    let input = Input { documents: vec![Arc::clone(&source)], ..Input::default() };
    let portfolio = Arc::new(assemble(input, &config));
    let theme = Arc::new(Theme::built_in().expect("the theme"));
    let site = Site::new(Arc::clone(&portfolio), Arc::clone(&config), theme);
    let context = site.context();
    let entry = &portfolio.entries[0];
    bench.bench_function("view: what the pages of a plan share", |b| {
        b.iter(|| black_box(PlanView::new(&context, entry)));
    });
    let (view, pages) = (PlanView::new(&context, entry), routes(entry));
    let print = |route| site.page_of(&view, route).expect("a page");
    bench.bench_function("render: all pages of a plan", |b| {
        b.iter(|| pages.iter().map(print).map(|page| page.len()).sum::<usize>());
    });

    let printed: Vec<_> = pages.iter().map(|route| (route.path(), print(route))).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let protected = Protected {
        root: folder.path().to_path_buf(),
        content: folder.path().join("content"),
        home: None,
    };
    let mut sites = 0;
    bench.bench_function("disk: a site of the pages of one plan, published", |b| {
        b.iter(|| {
            sites += 1;
            let output = folder.path().join(format!("site-{sites}"));
            let publisher = Publisher::begin(&output, &protected).expect("a folder of its own");
            for (path, bytes) in &printed {
                publisher.put(path, bytes, None).expect("it is written");
            }
            publisher.commit().expect("it is published")
        });
    });
}

criterion_group!(benches, stages);
criterion_main!(benches);
