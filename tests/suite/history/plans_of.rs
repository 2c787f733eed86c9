//! What changed in the plans of a program, a person or a role.

use std::collections::BTreeSet;

use super::repository::Repository;
use crate::html::{Site, is_page, parse};
use crate::project::ALPHA;

const REFUNDS: &str = "content/pay/refunds.md";

fn plan(title: &str, owner: &str) -> String {
    let alpha = ALPHA.replace("Alpha search", title);
    alpha.replace("**Author:** Dana Ruiz\n", &format!("**Owner:** {owner}\n"))
}

/// Two plans of a program and one beside it, two commits of the first; one commit begins two plans.
fn repository() -> Repository {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", REFUNDS, &plan("Refunds", "Ana Lima"));
    repository.project.write("content/maps.md", plan("Maps", "Kim Ono"));
    repository.commit("2026-10-02", "Ana Lima", "content/pay/cards.md", &plan("Cards", "Kim Ono"));
    let looser = plan("Refunds", "Ana Lima").replace("opens in < 400 ms", "opens in < 900 ms");
    repository.commit("2026-11-12", "Kim Ono", REFUNDS, &looser);
    repository
}

fn lines(repository: &Repository, page: &str) -> Vec<String> {
    let page = parse(&repository.project.page(page));
    page.main().lines()
}

#[test]
fn a_program_and_an_owner_have_pages_of_what_changed() {
    let repository = repository();
    repository.project.build(0);
    let expected = [
        "Plans",
        "pay",
        "What changed in pay",
        "What changed in pay",
        "3 commits changed facts of 2 plans of this program.",
        "12 Nov 2026",
        "Refunds Kim Ono · Write content/pay/refunds.md",
        "▽ Phase 0 — Internal dogfood: success criterion loosened: search opens in < 400 ms → search opens in < 900 ms",
        "2 Oct 2026",
        "Cards Ana Lima · Write content/pay/cards.md First version",
        "1 Oct 2026",
        "Refunds Ana Lima · Write content/pay/refunds.md First version",
    ];
    assert_eq!(lines(&repository, "programs/pay/changes.html").join("\n"), expected.join("\n"));
    let of_kim = lines(&repository, "owner/kim-ono/changes.html").join("\n");
    assert!(
        of_kim.contains(
            "What changed in plans that name Kim Ono\n1 commit changed facts of 2 plans."
        ),
        "{of_kim}"
    );
    assert!(!of_kim.contains("Refunds"), "{of_kim}");
    // A role is named for something in every plan, as whose rollback it is or whose signature is wanted.
    let of_role = lines(&repository, "owner/roles/vp-product/changes.html").join("\n");
    assert!(of_role.contains("3 commits changed facts of 3 plans."), "{of_role}");
}

#[test]
fn pages_lead_to_what_changed_and_back_and_to_nothing_that_is_not_there() {
    let repository = repository();
    repository.project.build(0);
    for (page, href) in [
        ("programs/pay/index.html", "changes.html"),
        ("owner/ana-lima.html", "ana-lima/changes.html"),
        ("owner/roles/vp-product.html", "vp-product/changes.html"),
        ("changes.html", "programs/pay/changes.html"),
        ("changes.html", "owner/index.html"),
        ("programs/pay/changes.html", "feed.xml"),
        ("owner/kim-ono/changes.html", "../kim-ono.xml"),
        ("owner/kim-ono/changes.html", "../kim-ono.html"),
    ] {
        let text = repository.project.page(page);
        assert!(text.contains(&format!("href=\"{href}\"")), "{page}: {href}");
    }
    let site = Site::of(&repository.project, "public");
    for (path, page) in &site.pages {
        for href in page.root.all("a").into_iter().filter_map(|a| a.attribute("href")) {
            let (place, id) = href.split_once('#').unwrap_or((href, ""));
            if place.is_empty() || place.contains(':') {
                continue;
            }
            let mut steps: Vec<&str> = path.split('/').collect();
            steps.pop();
            for step in place.split('/') {
                if step == ".." {
                    steps.pop();
                } else {
                    steps.push(step);
                }
            }
            let to = steps.join("/");
            assert!(site.files.contains_key(&to), "{path}: {href}");
            let is_there = id.is_empty() || site.page(&to).ids().contains(id);
            assert!(is_there, "{path}: {href}");
        }
    }
}

#[test]
fn where_commits_tell_of_nothing_there_is_no_such_page() {
    let repository = repository();
    // A program whose one plan was never committed, and a person whom that plan alone names.
    repository.project.write("content/new/plan.md", plan("New", "Max Roth"));
    repository.project.build(0);
    for (folder, page) in
        [("programs/new", "programs/new/index.html"), ("owner/max-roth", "owner/max-roth.html")]
    {
        assert!(!repository.project.exists(&format!("public/{folder}/changes.html")), "{folder}");
        assert!(!repository.project.page(page).contains("changes.html"), "{page}");
    }
    assert!(!repository.project.page("changes.html").contains("programs/new/"));
    assert_eq!(repository.run(&["build", "--no-history"]).status, 0);
    let left: BTreeSet<String> = repository.project.files("public").into_keys().collect();
    assert!(left.iter().filter(|path| is_page(path)).all(|path| !path.contains("changes")));
}

#[test]
fn pages_of_changes_made_again_are_those_of_a_build_from_nothing() {
    let repository = repository();
    repository.project.build(0);
    let users = plan("Maps", "Max Roth").replace("~200 users", "~300 users");
    repository.commit("2026-11-14", "Kim Ono", "content/maps.md", &users);
    repository.project.build(0);
    let ran = repository.run(&["build", "--output", "anew"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let files = |folder: &str| {
        let mut files = repository.project.files(folder);
        files.retain(|name, _| !name.starts_with(".phasebook"));
        files
    };
    let (public, anew) = (files("public"), files("anew"));
    let names = |files: &std::collections::BTreeMap<String, Vec<u8>>| -> Vec<String> {
        files.keys().cloned().collect()
    };
    assert_eq!(names(&public), names(&anew));
    let other: Vec<&String> = public.keys().filter(|path| public[*path] != anew[*path]).collect();
    assert!(other.is_empty(), "{other:?}");
    assert!(public.contains_key("owner/max-roth/changes.html"));
}

#[test]
fn many_changes_of_a_program_have_pages() {
    let repository = Repository::new();
    for n in 0..51 {
        let users = plan("Refunds", "Ana Lima").replace("~200 users", &format!("~{n} users"));
        repository.commit("2026-11-03", "Ana Lima", REFUNDS, &users);
    }
    repository.project.build(0);
    for path in ["programs/pay/changes-2.html", "owner/ana-lima/changes-2.html"] {
        let second = lines(&repository, path).join("\n");
        assert!(second.contains("First version"), "{path}: {second}");
    }
}

#[test]
fn how_the_site_works_says_whether_commits_are_known() {
    let repository = repository();
    repository.project.build(0);
    let unknown = "The commits of these plans are not known here";
    let page = repository.project.page("about.html");
    assert!(page.contains("<a href=\"changes.html\">What changed</a>") && !page.contains(unknown));
    assert_eq!(repository.run(&["build", "--no-history"]).status, 0);
    let page = repository.project.page("about.html");
    assert!(page.contains(unknown) && !page.contains("changes.html"));
}
