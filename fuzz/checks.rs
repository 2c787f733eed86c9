//! What must hold of any bytes, one function a reader: the fuzz targets call them with bytes that nobody
//! thought of, `tests/suite/fuzz.rs` with the seeds and with what fuzzing has found.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;

use phasebook::federation;
use phasebook::language_server::{
    Connection, Loaded, Message, Notification, Request as Asked, serve,
};
use phasebook::model::date;
use phasebook::pipeline::{BuildConfig, Input, Site, assemble};
use phasebook::preview::server::Request;
use phasebook::render::Theme;
use phasebook::settings::{Federation, Settings};
use phasebook::site::{Route, Slug};
use phasebook::text::{Source, fingerprint};
use scraper::{Html, node::Element};
use serde_json::{Value, json};

/// A check, and the name of its target and of its folder of seeds.
pub(crate) type Check = (&'static str, fn(&[u8]));

/// All of them.
pub(crate) const ALL: [Check; 9] = [
    ("plan", plan),
    ("front_matter", front_matter),
    ("page", page),
    ("url", url),
    ("slug", slug),
    ("http_path", http_path),
    ("measures", measures),
    ("federation", federation),
    ("language_server", language_server),
];

/// Longer inputs only take longer.
const MOST_BYTES: usize = 64 << 10;

/// Elements that a page may hold; a script only by its address.
const ELEMENTS: &[&str] = &[
    "a",
    "bdi",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "circle",
    "code",
    "dd",
    "defs",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "line",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "output",
    "p",
    "path",
    "pattern",
    "pre",
    "progress",
    "rect",
    "script",
    "section",
    "select",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "symbol",
    "table",
    "tbody",
    "td",
    "template",
    "text",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "u",
    "ul",
    "use",
];

/// Attributes that hold an address.
const ADDRESSES: [&str; 4] = ["href", "src", "action", "xlink:href"];

/// Schemes that a link of a page may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

static BASIS: LazyLock<Arc<BuildConfig>> = LazyLock::new(|| {
    let today = date::parse_iso("2026-11-22").expect("a date");
    Arc::new(BuildConfig::new(Settings::default(), today))
});

static THEME: LazyLock<Arc<Theme>> =
    LazyLock::new(|| Arc::new(Theme::built_in().expect("the theme loads")));

fn source(path: &str, bytes: &[u8]) -> Arc<Source> {
    Arc::new(Source::new(path.to_owned(), &bytes[..bytes.len().min(MOST_BYTES)]))
}

/// A file is read, and every finding has its place in it.
pub(crate) fn plan(bytes: &[u8]) {
    let source = source("plans/a.md", bytes);
    let site = site(Arc::clone(&source));
    let text = source.text();
    let portfolio = site.portfolio();
    let of_plans = portfolio.entries.iter().flat_map(|entry| entry.findings.iter());
    let of_pages = portfolio.pages.iter().flat_map(|page| page.findings.iter());
    for finding in of_plans.chain(of_pages) {
        let (start, end) = (finding.span.start as usize, finding.span.end as usize);
        assert!(
            text.get(start..end).is_some(),
            "{}: {start}..{end} of {}",
            finding.code,
            text.len()
        );
    }
}

/// The same for what stands between the fences of front matter, as YAML and as TOML.
pub(crate) fn front_matter(bytes: &[u8]) {
    for fence in [&b"---\n"[..], b"+++\n"] {
        plan(&[fence, bytes, b"\n", fence, b"\n# Rollout Plan: a\n\n## Risks\n\n- one\n"].concat());
    }
}

fn site(source: Arc<Source>) -> Site {
    let input = Input { documents: vec![source], ..Input::default() };
    let portfolio = Arc::new(assemble(input, &BASIS));
    Site::new(portfolio, Arc::clone(&BASIS), Arc::clone(&THEME))
}

/// Every page prints, and an HTML parser finds only what pages may hold.
pub(crate) fn page(bytes: &[u8]) {
    let site = site(source("plans/a.md", &bytes[..bytes.len().min(4 << 10)]));
    // The plan's own pages and the lists of all plans; what is the same on every site is left out.
    let is_of_plan = |route: &Route| {
        let path = route.path();
        let lists = ["index.html", "gates.html", "rollback.html", "findings.html", "owners.html"];
        route.is_page()
            && (path.contains('/') || lists.contains(&path.as_str()))
            && !path.starts_with("rules/")
    };
    for route in site.routes().into_iter().filter(is_of_plan).take(40) {
        let printed = site.bytes(&route).expect("it prints");
        check_html(&String::from_utf8(printed).expect("text"), &route.path());
    }
}

fn check_html(html: &str, path: &str) {
    // Parsing takes most of the time, and a list of all plans is often the same list.
    static GOOD: LazyLock<Mutex<HashSet<(String, u64)>>> = LazyLock::new(Mutex::default);
    let good = || GOOD.lock().unwrap_or_else(PoisonError::into_inner);
    let page = (path.to_owned(), fingerprint(html.as_bytes()));
    if good().contains(&page) {
        return;
    }
    let tree = Html::parse_document(html);
    for node in tree.tree.nodes() {
        if let Some(element) = node.value().as_element() {
            let has_content = node.children().next().is_some();
            check_element(element, has_content, path);
        }
    }
    good().insert(page);
}

fn check_element(element: &Element, has_content: bool, path: &str) {
    let name = element.name();
    assert!(ELEMENTS.contains(&name), "{path}: <{name}>");
    assert!(name != "script" || !has_content, "{path}: a script stands in the page");
    for (attribute, value) in element.attrs() {
        assert!(!attribute.starts_with("on"), "{path}: <{name} {attribute}>");
        assert!(
            !["style", "srcdoc", "formaction", "ping", "srcset"].contains(&attribute),
            "{path}: {attribute}"
        );
        if ADDRESSES.contains(&attribute) {
            check_address(value, name != "a", path);
        }
        assert!(
            attribute != "http-equiv" || value != "refresh" || path.starts_with("plans/"),
            "{path}"
        );
    }
}

/// An address as a browser reads it: control characters and spaces around it are nothing, tabs and line
/// ends inside it neither (WHATWG URL, section 4.4).
fn check_address(value: &str, loads: bool, path: &str) {
    let trimmed = value.trim_matches(|c: char| c <= ' ');
    let clean: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let scheme = clean.split_once([':', '/', '?', '#']).filter(|(before, _)| {
        clean[before.len()..].starts_with(':')
            && before.starts_with(|c: char| c.is_ascii_alphabetic())
    });
    match scheme {
        Some((scheme, _)) => {
            let known = SCHEMES.contains(&scheme.to_ascii_lowercase().as_str());
            assert!(known && !loads, "{path}: {value:?}");
        }
        None => assert!(
            !clean.replace('\\', "/").starts_with("//"),
            "{path}: {value:?} leads to a host"
        ),
    }
}

/// Whatever stands in a link, the page's links are good.
pub(crate) fn url(bytes: &[u8]) {
    let url = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 10)]).replace(['\n', '\r'], "");
    let quoted = url.replace('"', "&quot;");
    let text = format!(
        "# a\n\n## Risks\n\n[a]({url}) [b](<{url}>) ![c]({url}) <{url}> <a href=\"{quoted}\">d</a> {url}\n\n\
         [e] ![f][e]\n\n[e]: <{url}> \"{quoted}\"\n"
    );
    let site = site(source("plans/a.md", text.as_bytes()));
    let slug = Slug::of_source("plans/a.md");
    for route in [Route::Source(slug.clone()), Route::PlanRisks(slug, 1)] {
        let printed = site.bytes(&route).expect("it prints");
        check_html(&String::from_utf8(printed).expect("text"), &route.path());
    }
}

/// A slug is a path that every file system and every server takes, and as an alias it is itself.
pub(crate) fn slug(bytes: &[u8]) {
    let path = String::from_utf8_lossy(&bytes[..bytes.len().min(4 << 10)]);
    let (of_source, of_alias) = (Slug::of_source(&path), Slug::of_alias(&path));
    for slug in [of_source.numbered(2), of_alias.numbered(1000), of_source, of_alias] {
        let text = slug.as_str();
        assert!(!text.is_empty(), "{path:?}");
        for segment in text.split('/') {
            assert!(!segment.is_empty() && segment.len() <= 80, "{path:?}: {segment:?}");
            assert!(
                segment.chars().all(|c| c.is_alphanumeric() || c == '-'),
                "{path:?}: {segment:?}"
            );
            assert!(!segment.starts_with('-') && !segment.ends_with('-'), "{path:?}: {segment:?}");
            assert!(!["con", "prn", "aux", "nul"].contains(&segment), "{path:?}: {segment:?}");
        }
        assert_eq!(Slug::of_alias(text), slug, "{path:?}: a slug's slug is itself");
    }
}

/// A path of a request leads to a file of the site or nowhere, and what it leads to has that path.
pub(crate) fn http_path(bytes: &[u8]) {
    static SITE: LazyLock<Site> = LazyLock::new(|| {
        let text = b"# Rollout Plan: a\n\n## Phase 1: b\n\n## Risks\n\n- one\n\n## Rollback Plan\n";
        site(Arc::new(Source::new("a/b.md".to_owned(), text)))
    });
    let Ok(target) = str::from_utf8(bytes) else { return };
    let Some(request) = Request::parse(target) else { return };
    if let Some(route) = SITE.find(&request.path) {
        assert_eq!(route.path(), request.path, "{target:?}");
        assert!(!request.path.split('/').any(|segment| segment == ".."), "{target:?}");
        if !matches!(route, Route::File(_)) {
            SITE.bytes(&route).expect("it prints");
        }
    }
}

/// A plan whose criterion and trigger name metrics.
const MEASURED: &str = "# Rollout Plan: a\n\n**Status:** In Progress\n**Current phase:** Phase 1\n\n## Rollout Phases\n\n\
    | Phase | Success Criteria |\n|---|---|\n| Phase 1 | error rate < 1 % |\n| Phase 2 | error rate < 1 % |\n\n\
    ## Rollback Plan\n\n### Triggers\n\n- latency > 2 s\n";

/// A file of measures is read, every finding has its place in it, and only a number is met or not met.
pub(crate) fn measures(bytes: &[u8]) {
    let companion = source("a.measures.json", bytes);
    let plan =
        Source::new("a.md", MEASURED.as_bytes()).with_companion(Some(Arc::clone(&companion)));
    let site = site(Arc::new(plan));
    let portfolio = site.portfolio();
    for finding in &portfolio.file_findings {
        let span = finding.diagnostic.span;
        assert!(companion.text().get(span.range()).is_some(), "{:?}", finding.diagnostic);
    }
    let entry = &portfolio.entries[0];
    for (measure, state) in entry.plan.measures.iter().zip(&entry.analysis.measures.states) {
        let value = measure.actual.as_ref().and_then(|actual| actual.value);
        assert!(value.is_some_and(f64::is_finite) || !["met", "not-met"].contains(&state.word()));
    }
}

/// The data of another site is read or refused, and what is read of it leads into that site alone.
pub(crate) fn federation(bytes: &[u8]) {
    let url = "https://other.example/".to_owned();
    let site = Federation { name: "Other".to_owned(), url, plans: "other.json".to_owned() };
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MOST_BYTES)]);
    match federation::read(&Arc::new(site), &text, &BASIS.settings, BASIS.today) {
        Ok(plans) => {
            for plan in plans {
                let summary = &plan.summary;
                assert!(summary.site.is_some() && !plan.is_open());
                assert!(summary.live_phase().is_none_or(|live| live < summary.phases.len()));
                assert_eq!(Slug::of_alias(summary.slug.as_str()), summary.slug);
            }
        }
        Err(fault) => assert!(!fault.message.is_empty() && !fault.help.is_empty()),
    }
}

/// Whatever an editor says, each request has one answer, and the conversation ends well.
pub(crate) fn language_server(bytes: &[u8]) {
    let (editor, own) = Connection::memory();
    let load = |_| {
        let documents = vec![Arc::new(Source::new("a.md", MEASURED.as_bytes()))];
        let input = Input { documents, ..Input::default() };
        Ok(Loaded { content: "/site".into(), config: Arc::clone(&BASIS), input })
    };
    let server = thread::spawn(move || serve(&own, &load).is_ok());
    let ask = |id: i32, method: &str, parameters: Value| {
        let request = Asked::new(id.into(), method.to_owned(), parameters);
        editor.sender.send(request.into()).expect("it listens");
        loop {
            if let Message::Response(answer) = editor.receiver.recv().expect("an answer") {
                assert_eq!(answer.id, id.into());
                return;
            }
        }
    };
    // The server tells findings while it is told something, so that an editor listens all the time.
    let say = |method: &str, parameters: Value| {
        let notification = Notification::new(method.to_owned(), parameters);
        editor.sender.send(notification.into()).expect("it listens");
    };
    ask(0, "initialize", json!({}));
    say("initialized", json!({}));
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MOST_BYTES)]);
    let place = |line: usize| {
        json!({
            "textDocument": { "uri": "file:///site/a.md", "text": text },
            "contentChanges": [{ "text": text }],
            "position": { "line": line, "character": line * 7 % 40 },
            "range": { "start": { "line": 0, "character": 0 }, "end": { "line": line, "character": 0 } },
        })
    };
    let any = text.lines().take(4).filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let methods =
        ["hover", "completion", "definition", "documentSymbol", "codeAction", "foldingRange"];
    let mut id = 0;
    for parameters in (0..3).map(|at| place(at * 5)).chain(any) {
        say("textDocument/didChange", parameters.clone());
        for method in methods {
            id += 1;
            ask(id, &format!("textDocument/{method}"), parameters.clone());
        }
    }
    ask(id + 1, "shutdown", Value::Null);
    say("exit", Value::Null);
    assert!(server.join().expect("it does not panic"), "the conversation ends well");
}
