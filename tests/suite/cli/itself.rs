//! Commands about the program itself.

use crate::project::Project;

#[test]
fn the_version_is_told() {
    let ran = Project::empty().run(&["--version"]);
    let version = concat!("phasebook ", env!("CARGO_PKG_VERSION"));
    assert!(ran.stdout.starts_with(version), "{}", ran.stdout);
}

#[test]
fn shells_are_given_completions() {
    for (shell, sign) in
        [("bash", "_phasebook()"), ("zsh", "#compdef phasebook"), ("fish", "complete -c phasebook")]
    {
        let ran = Project::empty().run(&["completions", shell]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains(sign) && ran.stdout.contains("measure"), "{shell}");
    }
    assert_eq!(Project::empty().run(&["completions", "csh"]).status, 2);
}

#[test]
fn manual_pages_are_written_for_every_command() {
    let project = Project::empty();
    project.folder("man1");
    let ran = project.run(&["man", &project.argument("man1")]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for name in ["phasebook", "phasebook-build", "phasebook-measure-set", "phasebook-gate"] {
        let page = project.read(&format!("man1/{name}.1"));
        assert!(page.contains(".TH") && page.contains(".SH NAME"), "{name}: {page}");
    }
    let ran = project.run(&["man", &project.argument("nowhere")]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("is not a folder"), "{}", ran.stderr);
}

#[test]
fn the_doctor_tells_what_is_there_and_no_word_of_a_plan() {
    let project = Project::alpha();
    project.build(0);
    let ran = project.run(&["doctor"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for part in
        ["phasebook", "settings", "content", "1 Markdown file of", "a site of", "git", "watching"]
    {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("Alpha"), "{}", ran.stdout);
    let told = project.run(&["doctor", "--format", "json"]).json();
    assert_eq!(told[0]["name"], "phasebook");
}

#[test]
fn the_doctor_goes_on_where_the_settings_are_broken() {
    let project = Project::alpha();
    project.write("phasebook.toml", "[site]\ntitel = 1\n");
    let ran = project.run(&["doctor"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("1 fault: unknown key `titel`"), "{}", ran.stdout);
    let ran = Project::empty().run(&["doctor", "--content", "nowhere"]);
    assert!(ran.stdout.contains("can’t be read") && ran.stdout.contains("help:"), "{}", ran.stdout);
}
