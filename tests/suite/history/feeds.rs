//! Feeds of what commits changed.

use roxmltree::{Document, Node};

use super::repository::Repository;
use crate::html::parse;
use crate::project::ALPHA;

const ATOM: &str = "http://www.w3.org/2005/Atom";
const PLAN: &str = "content/pay/alpha.md";

/// Three commits of a plan, one of which changes its prose alone, and a plan that was never committed.
fn repository() -> Repository {
    let repository = Repository::new();
    repository.commit("2026-11-02", "Ana Lima", PLAN, ALPHA);
    let looser = ALPHA
        .replace("opens in < 400 ms", "opens in < 900 ms")
        .replace("- [ ] Legal review", "- [x] Legal review");
    repository.commit("2026-11-12", "Kim & Ono", PLAN, &looser);
    repository.commit("2026-11-13", "Ana Lima", PLAN, &(looser + "\nAnd so on.\n"));
    let dated = ALPHA
        .replace("Alpha search", "New one")
        .replace("**Date:** 2026-11-02", "**Date:** 2026-11-10");
    repository.project.write("content/new.md", dated);
    repository
}

fn all<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(move |child| child.has_tag_name((ATOM, name)))
}

fn text<'a>(node: Node<'a, 'a>, name: &'a str) -> &'a str {
    all(node, name).next().unwrap_or_else(|| panic!("no {name}")).text().unwrap_or_default()
}

/// Moment, title and id of each entry; the commit in an id as its word.
fn entries(repository: &Repository, path: &str) -> Vec<[String; 3]> {
    let xml = repository.project.read(&format!("public/{path}"));
    let feed = Document::parse(&xml).expect(path);
    let entries: Vec<Node> = all(feed.root_element(), "entry").collect();
    let of = |entry: &Node| {
        let id = text(*entry, "id").rsplit_once('/').map(|(before, last)| match last.len() {
            40 => format!("{before}/COMMIT"),
            _ => format!("{before}/{last}"),
        });
        [
            text(*entry, "updated").to_owned(),
            text(*entry, "title").to_owned(),
            id.unwrap_or_default(),
        ]
    };
    let told = entries.iter().map(of).collect::<Vec<_>>();
    assert_eq!(text(feed.root_element(), "updated"), told[0][0]);
    told
}

#[test]
fn a_feed_tells_what_each_commit_changed() {
    let repository = repository();
    repository.project.build(0);
    let id = "tag:phasebook,2026:changes/pay/alpha/COMMIT";
    let loosened = "Alpha search: Phase 0 — Internal dogfood: success criterion loosened: search opens in < 400 ms → \
                    search opens in < 900 ms (and 1 more change)";
    let of_alpha = [
        ["2026-11-12T10:00:00+00:00", loosened, id],
        ["2026-11-02T10:00:00+00:00", "Alpha search: first version", id],
    ];
    let new = ["2026-11-10T00:00:00+00:00", "New one", "tag:phasebook,2026:plans/new"];
    let told = entries(&repository, "feed.xml");
    assert_eq!(told, [of_alpha[0], new, of_alpha[1]], "other prose is no change");
    assert_eq!(entries(&repository, "programs/pay/feed.xml"), of_alpha);
    assert_eq!(entries(&repository, "owner/dana-ruiz.xml"), [of_alpha[0], new, of_alpha[1]]);
    let again = repository.project.read("public/feed.xml");
    assert_eq!(repository.run(&["build", "--output", "anew", "--today", "2026-11-29"]).status, 0);
    assert_eq!(again, repository.project.read("anew/feed.xml"), "another day changes nothing");
}

#[test]
fn an_entry_lists_the_changes_and_leads_to_their_commit() {
    let repository = repository();
    repository.project.build(0);
    let xml = repository.project.read("public/programs/pay/feed.xml");
    let feed = Document::parse(&xml).expect("a feed");
    let entry = all(feed.root_element(), "entry").next().expect("an entry");
    let author = all(entry, "author").next().expect("an author");
    assert_eq!(text(author, "name"), "Kim & Ono");
    let content = all(entry, "content").next().expect("content");
    assert_eq!(content.attribute("type"), Some("html"));
    let html = content.text().unwrap_or_default();
    let expected = "<p><bdi>Write content/pay/alpha.md</bdi></p> <ul> <li><bdi>Phase 0 — Internal dogfood: success criterion \
                    loosened</bdi>: <s>search opens in &lt; 400 ms</s> → <bdi>search opens in &lt; 900 ms</bdi></li> \
                    <li><bdi>Ticked: Legal review complete (if applicable)</bdi></li> </ul> ";
    assert_eq!(html, expected);
    let href = all(entry, "link").next().and_then(|link| link.attribute("href")).expect("a link");
    let (page, id) = href.split_once('#').expect("a place on the page");
    assert_eq!(page, "../../plans/pay/alpha/history.html");
    let history = parse(&repository.project.page("plans/pay/alpha/history.html"));
    let row = history.root.first(|element| element.attribute("id") == Some(id)).expect("a row");
    assert!(row.text().contains("success criterion loosened"), "{}", row.text());
}

#[test]
fn ids_of_entries_stay_when_more_is_committed() {
    let repository = repository();
    repository.project.build(0);
    let ids = |xml: &str| -> Vec<String> {
        let feed = Document::parse(xml).expect("a feed");
        let entries = all(feed.root_element(), "entry").map(|entry| text(entry, "id").to_owned());
        entries.collect()
    };
    let before = ids(&repository.project.read("public/feed.xml"));
    let text = repository.project.read(PLAN).replace("~200 users", "~300 users");
    repository.commit("2026-11-20", "Ana Lima", PLAN, &text);
    repository.project.build(0);
    let after = ids(&repository.project.read("public/feed.xml"));
    let known: Vec<&String> = after.iter().filter(|id| before.contains(id)).collect();
    // The plan that was not committed is now, with the rest.
    assert_eq!((known.len(), after.len()), (2, 4), "{after:?}");
}

#[test]
fn a_feed_has_fifty_entries_and_no_moment_breaks_it() {
    let repository = Repository::new();
    for n in 0..52 {
        let users = ALPHA.replace("~200 users", &format!("~{n} users"));
        repository.commit("2026-11-03", "A\u{7}\u{202e}", PLAN, &users);
    }
    repository.project.build(0);
    let told = entries(&repository, "feed.xml");
    assert_eq!(told.len(), 50);
    assert_eq!(
        told[0][1],
        "Alpha search: Phase 1 — Private preview: users changed: ~50 users → ~51 users"
    );
}
