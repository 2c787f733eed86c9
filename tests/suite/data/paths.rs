//! Which plans `export` prints: PATHs inside the content folder, elsewhere, and single files.

use crate::project::{ALPHA, Project};

/// Two programs and a plan beside them, and plans that lie elsewhere.
fn project() -> Project {
    Project::alpha()
        .file("content/pay/beta.md", ALPHA)
        .file("content/pay/deep/gamma.md", ALPHA)
        .file("content/payroll/delta.md", ALPHA)
        .file("elsewhere/more/epsilon.md", ALPHA)
        .file("_draft.md", ALPHA)
}

/// Slugs and sources of what is exported.
fn exported(paths: &[&str]) -> Vec<(String, String)> {
    let data = project().run(&[&["export"], paths].concat()).json();
    let plans = data["plans"].as_array().expect("plans");
    let text = |plan: &serde_json::Value, key: &str| plan[key].as_str().expect("text").to_owned();
    plans.iter().map(|plan| (text(plan, "slug"), text(plan, "source"))).collect()
}

fn slugs(paths: &[&str]) -> Vec<String> {
    exported(paths).into_iter().map(|(slug, _)| slug).collect()
}

#[test]
fn without_a_path_every_plan_is_printed_by_source() {
    assert_eq!(slugs(&[]), ["alpha", "pay/beta", "pay/deep/gamma", "payroll/delta"]);
}

#[test]
fn a_path_inside_the_content_folder_narrows_and_keeps_slugs() {
    assert_eq!(slugs(&["content/pay"]), ["pay/beta", "pay/deep/gamma"]);
    assert_eq!(slugs(&["content/pay/beta.md"]), ["pay/beta"]);
    assert_eq!(slugs(&["./content/../content/payroll/"]), ["payroll/delta"]);
    assert_eq!(slugs(&["content"]).len(), 4);
    assert_eq!(slugs(&["content/alpha.md", "content/pay/deep"]), ["alpha", "pay/deep/gamma"]);
}

#[test]
fn a_folder_elsewhere_is_a_content_folder_of_its_own() {
    let expected = |slug: &str, source: &str| vec![(slug.to_owned(), source.to_owned())];
    assert_eq!(exported(&["elsewhere"]), expected("more/epsilon", "more/epsilon.md"));
    assert_eq!(exported(&["elsewhere/more"]), expected("epsilon", "epsilon.md"));
}

#[test]
fn a_file_elsewhere_is_read_by_itself_whatever_its_name() {
    assert_eq!(slugs(&["elsewhere/more/epsilon.md"]), ["epsilon"]);
    assert_eq!(slugs(&["_draft.md"]), ["draft"]);
}

#[test]
fn a_file_inside_is_read_though_its_name_is_skipped() {
    let project = Project::alpha().file("content/_draft.md", ALPHA);
    let data = project.run(&["export", "content/_draft.md"]).json();
    assert_eq!(data["plans"].as_array().map(Vec::len), Some(1), "a named file is always read");
}

#[test]
fn paths_inside_and_elsewhere_may_be_mixed() {
    assert_eq!(slugs(&["elsewhere", "content/alpha.md"]), ["alpha", "more/epsilon"]);
}

#[test]
fn settings_are_the_site_s_for_every_path() {
    let project = project().file("phasebook.toml", "[status]\ndraft = [\"Sketch\"]\n");
    project.write("elsewhere/more/epsilon.md", ALPHA.replace("In Progress", "Sketch"));
    let data = project.run(&["export", "elsewhere"]).json();
    assert_eq!(data["plans"][0]["status"]["kind"], "draft");
}

#[test]
fn the_same_plan_is_the_same_data_from_wherever_it_is_asked() {
    let project = Project::alpha();
    let here = project.run(&["export"]).stdout;
    let root = project.argument("");
    for arguments in
        [&["-C", &root, "export"][..], &["export", "content"], &["export", "--content", "content"]]
    {
        assert_eq!(project.run(arguments).stdout, here, "{arguments:?}");
    }
}
