//! `feed.xml`: what a feed reader is told of changed plans.

use roxmltree::{Document, Node};

use crate::project::{ALPHA, Project};

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// A plan by title, with header lines.
fn plan(title: &str, header: &str) -> String {
    let alpha = ALPHA.replace("Alpha search", title).replace("**Date:** 2026-11-02\n", header);
    alpha.replace("**Author:** Dana Ruiz\n", "**Author:** Ana Lima\n")
}

/// Builds a site, whatever its plans lack.
fn build(project: &Project, arguments: &[&str]) {
    let ran = project.run(&[&["build"], arguments].concat());
    assert!(ran.status <= 1, "{}", ran.stderr);
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.has_tag_name((ATOM, name)))
}

fn text<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    child(node, name).unwrap_or_else(|| panic!("no {name}")).text().unwrap_or_default()
}

/// The `href` of a link by what it is for.
fn link<'a>(node: Node<'a, 'a>, rel: &str) -> Option<&'a str> {
    let links = node.children().filter(|child| child.has_tag_name((ATOM, "link")));
    links.filter(|link| link.attribute("rel") == Some(rel)).find_map(|link| link.attribute("href"))
}

/// The entries of a feed, after a look at what RFC 4287 asks of every one.
fn entries<'a>(feed: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    let root = feed.root_element();
    assert!(root.has_tag_name((ATOM, "feed")));
    let entries: Vec<Node> =
        root.children().filter(|node| node.has_tag_name((ATOM, "entry"))).collect();
    let days: Vec<&str> = entries.iter().map(|entry| text(*entry, "updated")).collect();
    assert_eq!(text(root, "updated"), days.first().copied().unwrap_or("1970-01-01T00:00:00+00:00"));
    assert!(days.is_sorted_by(|a, b| a >= b), "{days:?}");
    let mut ids = Vec::new();
    for node in entries.iter().copied().chain([root]) {
        ids.push(text(node, "id"));
        assert!(!text(node, "title").is_empty());
        assert!(link(node, "alternate").is_some());
    }
    assert!(!text(child(root, "author").expect("an author"), "name").is_empty());
    assert!(ids.iter().all(|id| id.is_ascii() && id.starts_with("tag:phasebook,2026:")), "{ids:?}");
    ids.sort_unstable();
    assert!(ids.windows(2).all(|two| two[0] != two[1]), "{ids:?}");
    entries
}

fn titles(project: &Project, path: &str) -> Vec<String> {
    let xml = project.read(&format!("public/{path}"));
    let feed = Document::parse(&xml).expect(path);
    entries(&feed).into_iter().map(|entry| text(entry, "title").to_owned()).collect()
}

/// Four plans: two with both dates, one with a date alone, one with none.
fn four() -> Project {
    let updated = |day: &str| format!("**Date:** 2026-01-05\n**Updated:** {day}\n");
    Project::empty()
        .file("content/pay/older.md", &plan("Older", &updated("2026-10-01")))
        .file("content/pay/newest.md", &plan("Newest", &updated("2026-11-20")))
        .file("content/dated.md", &plan("Dated", "**Date:** 2026-11-02\n**Owner:** Kim Ono\n"))
        .file("content/undated.md", &plan("Undated", ""))
}

#[test]
fn a_feed_holds_the_plans_that_were_changed_last() {
    let project = four();
    build(&project, &[]);
    assert_eq!(titles(&project, "feed.xml"), ["Newest", "Dated", "Older"]);
    assert_eq!(titles(&project, "programs/pay/feed.xml"), ["Newest", "Older"]);
    assert_eq!(titles(&project, "owner/kim-ono.xml"), ["Dated"]);
    // The author answers for plans without an owner.
    assert_eq!(titles(&project, "owner/ana-lima.xml"), ["Newest", "Older"]);
    // Who signs gates or would roll back is told of every plan.
    assert_eq!(titles(&project, "owner/roles/vp-product.xml"), ["Newest", "Dated", "Older"]);
}

#[test]
fn an_entry_tells_what_the_plan_s_page_opens_with() {
    let project = four();
    build(&project, &[]);
    let xml = project.read("public/feed.xml");
    let feed = Document::parse(&xml).expect("a feed");
    let entry = entries(&feed)[0];
    assert_eq!(text(entry, "id"), "tag:phasebook,2026:plans/pay/newest");
    assert_eq!(text(entry, "updated"), "2026-11-20T00:00:00+00:00");
    assert_eq!(text(child(entry, "author").expect("an author"), "name"), "Ana Lima");
    let sentence = text(entry, "summary");
    assert!(
        sentence.starts_with("Phase 1 — Private preview is live with ~200 users. "),
        "{sentence}"
    );
    let page = project.page("plans/pay/newest/index.html");
    let lede = page.split_once("<p class=\"lede\">").expect("a lede").1;
    let lede = lede.split_once("</p>").expect("its end").0;
    let mut plain = String::new();
    let mut is_tag = false;
    for c in lede.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => plain.push(c),
            _ => {}
        }
    }
    assert_eq!(plain, sentence);
}

#[test]
fn links_are_absolute_where_the_address_is_known_and_ids_never_change() {
    let project = four();
    build(&project, &[]);
    let read = |path: &str| project.read(&format!("public/{path}"));
    let relative = [read("feed.xml"), read("programs/pay/feed.xml"), read("owner/ana-lima.xml")];
    build(&project, &["--base-url", "https://docs.example.org/r"]);
    let absolute = [read("feed.xml"), read("programs/pay/feed.xml"), read("owner/ana-lima.xml")];
    let page = "plans/pay/newest/index.html";
    let expected = [
        ("index.html", "feed.xml", page.to_owned()),
        ("programs/pay/index.html", "programs/pay/feed.xml", format!("../../{page}")),
        ("owner/ana-lima.html", "owner/ana-lima.xml", format!("../{page}")),
    ];
    for ((before, after), (html, own, to)) in relative.iter().zip(&absolute).zip(&expected) {
        let (before, after) =
            (Document::parse(before).expect("XML"), Document::parse(after).expect("XML"));
        let base = "https://docs.example.org/r/";
        assert_eq!(link(entries(&before)[0], "alternate"), Some(&**to));
        assert_eq!(link(before.root_element(), "self"), None);
        assert_eq!(link(entries(&after)[0], "alternate"), Some(&*format!("{base}{page}")));
        assert_eq!(link(after.root_element(), "alternate"), Some(&*format!("{base}{html}")));
        assert_eq!(link(after.root_element(), "self"), Some(&*format!("{base}{own}")));
        let ids = |feed: &Document| -> Vec<String> {
            let all = feed.descendants().filter(|node| node.has_tag_name((ATOM, "id")));
            all.map(|id| id.text().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(ids(&before), ids(&after));
    }
}

#[test]
fn pages_link_to_their_feeds() {
    let project = four();
    build(&project, &[]);
    for (page, href) in [
        ("index.html", "feed.xml"),
        ("programs/pay/index.html", "feed.xml"),
        ("owner/ana-lima.html", "ana-lima.xml"),
        ("owner/roles/vp-product.html", "vp-product.xml"),
    ] {
        let html = project.page(page);
        let head = format!("<link href=\"{href}\" rel=\"alternate\" title=\"Feed: ");
        assert!(html.contains(&head), "{page}: {html}");
        assert!(html.contains(&format!("<a href=\"{href}\">Feed</a>")), "{page}");
    }
    for page in ["timeline.html", "gates.html", "plans/pay/newest/index.html", "owner/index.html"] {
        assert!(!project.page(page).contains("atom+xml"), "{page}");
    }
}

#[test]
fn a_feed_has_fifty_entries_at_most_and_may_have_none() {
    let project = Project::empty();
    for n in 10..70 {
        let day = format!("**Date:** 2026-{:02}-{:02}\n", 1 + n / 28, 1 + n % 28);
        project.write(&format!("content/p{n}.md"), plan(&format!("P{n}"), &day));
    }
    build(&project, &[]);
    let told = titles(&project, "feed.xml");
    assert_eq!((told.len(), told[0].as_str(), told[49].as_str()), (50, "P69", "P20"));
    let none = Project::empty();
    none.folder("content");
    build(&none, &["--allow-empty"]);
    assert_eq!(titles(&none, "feed.xml"), Vec::<String>::new());
}

#[test]
fn no_title_breaks_a_feed() {
    for title in [
        "</title><script>alert(1)</script>",
        "]]> <![CDATA[ & &amp; &#x0;",
        "A\u{7}B\u{1b}[31mC\u{202e}D\u{fffe}\u{ffff}",
        "\"><link rel='self' href='javascript:x'/>",
    ] {
        let header = format!("**Date:** 2026-11-02\n**Owner:** {title}\n");
        let project = Project::empty().file("content/ü %20 ?#.md", &plan(title, &header));
        build(&project, &[]);
        let feeds: Vec<String> =
            project.files("public").into_keys().filter(|p| p.ends_with("xml")).collect();
        assert!(feeds.len() > 2, "{feeds:?}");
        for path in feeds {
            let xml = project.read(&format!("public/{path}"));
            let feed =
                Document::parse(&xml).unwrap_or_else(|error| panic!("{path}: {error}\n{xml}"));
            for entry in entries(&feed) {
                assert_eq!(text(entry, "id"), "tag:phasebook,2026:plans/%C3%BC-20");
            }
            assert!(!xml.contains(|c: char| c.is_control() && c != '\n'), "{xml:?}");
        }
    }
}

#[test]
fn another_day_leaves_a_feed_as_it_is() {
    let dated = ALPHA.replace("| Duration |", "| End |").replace("| 2–3 weeks |", "| 2026-11-30 |");
    let project = four().file("content/overdue.md", &dated);
    build(&project, &[]);
    let before = project.files("public");
    build(&project, &["--today", "2027-11-23"]);
    let page = project.page("plans/overdue/index.html");
    assert!(page.contains("has passed."), "{page}");
    let after = project.files("public");
    for path in before.keys().filter(|path| path.ends_with("xml")) {
        assert_eq!(before[path], after[path], "{path}");
    }
}
