//! `.pre-commit-hooks.yaml`.

use super::runner::{BROKEN, Runner, text, yaml};

#[test]
fn hooks_check_the_plans_that_are_committed() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_array().expect("hooks");
    assert!(hooks.len() >= 2, "{} hooks", hooks.len());
    let runner = Runner::new();
    runner.repository.project.write("content/a plan's $name.md", BROKEN);
    for hook in hooks {
        assert!(text(hook, "/id").starts_with("phasebook"), "{hook}");
        let script = format!("{} \"content/a plan's \\$name.md\"", text(hook, "/entry"));
        let ran = runner.shell(&script, &[].into());
        assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("content/a plan's $name.md"), "{}", ran.stdout);
        assert!(!ran.stdout.contains("untouched.md"), "{}", ran.stdout);
    }
}
