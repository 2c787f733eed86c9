use super::*;
use crate::diagnostic::Severity;
use crate::model::date::parse_iso;
use crate::model::header::StatusKind;
use crate::model::risk::LevelKind;
use crate::settings::{Band, Preset};

fn environment(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn read_text(text: &str, pairs: &[(&str, &str)]) -> Result<Settings, Vec<Diagnostic>> {
    let source = Source::new("phasebook.toml", text.as_bytes());
    read(Some(&source), &environment(pairs))
}

#[track_caller]
pub(super) fn good(text: &str, pairs: &[(&str, &str)]) -> Settings {
    read_text(text, pairs).unwrap_or_else(|found| panic!("{found:#?}"))
}

/// The text has exactly these mistakes: what stands at the place, words of the message, of the help.
#[track_caller]
pub(super) fn bad(text: &str, expected: &[(&str, &str, &str)]) {
    let source = Source::new("phasebook.toml", text.as_bytes());
    let found = read(Some(&source), &[]).expect_err("mistakes");
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (fault, (place, message, help)) in found.iter().zip(expected) {
        assert_eq!((fault.code, fault.severity), (CODE, Severity::Error));
        assert_eq!(source.slice(fault.span), *place, "{fault:#?}");
        assert!(fault.message.contains(message), "{fault:#?}");
        assert!(fault.help.iter().any(|h| h.contains(help)), "{fault:#?}");
    }
}

#[test]
fn nothing_gives_the_defaults() {
    assert_eq!(read(None, &[]), Ok(Settings::default()));
    assert_eq!(good("", &[("HOME", "/"), ("PHASEBOOK_LOG", "x")]), Settings::default());
    assert_eq!(good("[site]\n[rules]\n", &[]), Settings::default());
}

#[test]
fn every_key_is_read() {
    let text = r##"
        [site]
        title = "Launches"
        base_url = "https://example.org/plans"
        language = "de-AT"
        author = "Team"
        edit_url = "https://git.example/edit/"
        attention_days = 3
        stale_days = 0x0A
        launch_phase = 4
        today = 2026-11-22
        [paths]
        content = "plans"
        output = "../out"
        [status]
        in-progress = ["rolling", "live"]
        draft = ["idea"]
        [scale]
        preset = "5x5"
        map = { Likely = "high", "4/5" = "very-high" }
        tolerated = "minor"
        rating = { high = "severe" }
        [words]
        go-no-go = ["gate keeper"]
        [rules]
        unowned-risk = "info"
        raw-html = "off"
        [limits]
        file_bytes = 1_000
        front_matter_bytes = 10
        marks = 50
        nesting = 20
        table_columns = 30
        table_rows = 40
        [theme]
        accent = "#0B57D0"
        logo = "logo.svg"
        footer_links = [{ text = "Wiki", url = "https://wiki.example" }]
        [preview]
        editor_url = "vscode://file/{path}:{line}:{column}"
        port = 0
        [people]
        "Eng lead" = "Jonas Weber"
        [[freeze]]
        from = "2026-12-19"
        to = 2027-01-03
        name = "Year-end freeze"
        [[freeze]]
        from = "2026-11-27"
        to = "2026-11-27"
        name = "Sale"
        programs = ["Payments/", "mobile"]
    "##;
    let s = good(text, &[]);
    assert_eq!((s.site.title.as_str(), s.site.language.as_str()), ("Launches", "de-AT"));
    assert_eq!(s.site.base_url.as_deref(), Some("https://example.org/plans/"));
    assert_eq!(s.site.author.as_deref(), Some("Team"));
    assert_eq!(s.site.edit_url.as_deref(), Some("https://git.example/edit/"));
    assert_eq!((s.site.attention_days, s.site.stale_days), (3, 10));
    assert_eq!(s.site.launch_phase.as_deref(), Some("4"));
    assert_eq!(s.site.today, parse_iso("2026-11-22"));
    assert_eq!((s.paths.content.as_str(), s.paths.output.as_str()), ("plans", "../out"));
    let kinds: Vec<_> = s.status.iter().map(|(kind, words)| (*kind, words.len())).collect();
    assert_eq!(kinds, [(StatusKind::Draft, 1), (StatusKind::InProgress, 2)]);
    assert_eq!(s.scale.grid, Preset::FiveByFive.scale().grid);
    assert_eq!(s.scale.map.get("likely"), Some(&LevelKind::High));
    assert_eq!(s.scale.map.get("4/5"), Some(&LevelKind::VeryHigh));
    assert_eq!(s.scale.tolerated, Band::Minor);
    assert_eq!(s.scale.rating.band(LevelKind::High), Some(Band::Severe));
    assert_eq!(s.scale.rating.band(LevelKind::VeryHigh), Some(Band::Severe), "as by default");
    assert_eq!(s.scale.rating.band(LevelKind::Low), Some(Band::Minor));
    assert_eq!(s.words["go-no-go"], ["gate keeper"]);
    assert_eq!(s.rules["unowned-risk"], Some(Severity::Info));
    assert_eq!(s.rules["raw-html"], None);
    let l = s.limits;
    let limits = [l.front_matter_bytes, l.marks, l.nesting, l.table_columns, l.table_rows];
    assert_eq!((l.file_bytes, limits), (1000, [10, 50, 20, 30, 40]));
    assert_eq!(s.theme.accent.as_deref(), Some("#0b57d0"));
    assert_eq!(s.theme.logo.as_deref(), Some("logo.svg"));
    assert_eq!(s.theme.footer_links, [("Wiki".to_owned(), "https://wiki.example".to_owned())]);
    assert!(s.preview.editor_url.is_some());
    assert_eq!(s.preview.port, Some(0));
    assert_eq!(s.people["Eng lead"], "Jonas Weber");
    let [year_end, sale] = &s.freezes[..] else { panic!("{:?}", s.freezes) };
    assert_eq!(
        (Some(year_end.from), Some(year_end.to)),
        (parse_iso("2026-12-19"), parse_iso("2027-01-03"))
    );
    assert!(year_end.holds_for("platform/log-retention"));
    assert!(sale.holds_for("payments/refunds") && sale.holds_for("payments"));
    assert!(!sale.holds_for("payments-old/refunds") && !sale.holds_for("refunds"));
    assert!(sale.touches(sale.from, None) && !sale.touches(year_end.from, Some(year_end.to)));
}

#[test]
fn a_freeze_needs_its_days_and_its_name() {
    bad(
        "[[freeze]]\nfrom = \"2026-12-19\"\nto = \"2026-12-01\"\nname = \"Year-end\"\n",
        &[("\"2026-12-01\"", "the freeze `Year-end` ends before it begins", "a later one")],
    );
    bad(
        "[[freeze]]\nfrom = \"soon\"\nnames = \"x\"\n",
        &[
            ("[[freeze]]", "needs a `to`", "add `to = \"2027-01-03\"`"),
            ("[[freeze]]", "needs a `name`", "add `name = "),
            ("\"soon\"", "`from` is not a date", "from = \"2026-12-19\""),
            ("names", "unknown key `names` in `[[freeze]]`", "did you mean `name`?"),
        ],
    );
    bad(
        "[freeze]\nfrom = 1\n",
        &[("[freeze]", "`freeze` must be a list: write `[[freeze]]`", "[[freeze]]")],
    );
    bad("[freezes]\n", &[("freezes", "unknown table `freezes`", "did you mean `freeze`?")]);
}

#[test]
fn every_example_is_right() {
    for table in TABLES {
        for name in table.names() {
            let key = table.key(name).expect("a key");
            // The grid's example has two levels, and says more than a value.
            if name == "grid" || key.example.is_empty() {
                continue;
            }
            // Axes need a grid of their size.
            let rest = match name {
                "impact" => {
                    "grid = [[\"minor\",\"minor\",\"minor\"],[\"minor\",\"minor\",\"minor\"],[\"minor\",\"minor\",\"minor\"]]"
                }
                _ => "",
            };
            let text = format!("[{}]\n{name} = {}\n{rest}\n", table.name, key.example);
            good(&text, &[]);
        }
    }
}

#[test]
fn unknown_names_get_a_suggestion() {
    bad(
        "[site]\ntitel = 'x'\n",
        &[("titel", "unknown key `titel` in `[site]`", "did you mean `title`?")],
    );
    bad("[sites]\n", &[("sites", "unknown table `sites`", "did you mean `site`?")]);
    bad("[paths]\nxyz = 1\n", &[("xyz", "unknown key", "known are `content`, `output`")]);
    bad("[paths]\ntitle = 'x'\n", &[("title", "unknown key", "below a line `[site]`")]);
    bad("title = 'x'\n", &[("title", "outside of any table", "below a line `[site]`")]);
    bad("colour = 'x'\n", &[("colour", "unknown table", "known are `site`")]);
    bad("site = 'x'\n", &[("'x'", "must be a table", "a line `[site]`")]);
    bad("[[site]]\ntitle = 'x'\n", &[("[[site]]", "must be a table", "a line `[site]`")]);
    bad("[status]\ndone = ['x']\n", &[("done", "unknown key", "known are `draft`")]);
    bad("[status]\nin_progress = ['x']\n", &[("in_progress", "", "did you mean `in-progress`?")]);
}

#[test]
fn wrong_values_get_a_right_example() {
    let check = |table: &str, line: &str, message: &str, help: &str| {
        let value = line.split_once(" = ").expect("a line").1;
        bad(&format!("[{table}]\n{line}\n"), &[(value, message, help)]);
    };
    check("site", "title = 7", "`title` must be text, not a number", "`title = \"Rollout plans\"`");
    check("site", "title = ' '", "must not be empty", "title = ");
    check("site", "title = \"a\\nb\"", "one line", "title = ");
    check(
        "site",
        "base_url = 'example.org'",
        "must begin with `https://`",
        "base_url = \"https://",
    );
    check("site", "language = 'english language'", "language tag", "language = \"en\"");
    check("site", "attention_days = 9999", "from 0 to 3650", "`attention_days = 7`");
    check("site", "attention_days = -1", "from 0 to 3650", "attention_days = 7");
    check(
        "site",
        "stale_days = '30'",
        "a whole number from 0 to 3650, not text",
        "stale_days = 30",
    );
    check("site", "stale_days = 99999999999999999999999", "from 0", "stale_days = 30");
    check("site", "today = '2026-02-30'", "not a date", "`today = \"2026-11-22\"`");
    check("site", "today = 12:30:00", "must be a date, not a date or time", "today = ");
    check("site", "launch_phase = true", "must be text, not true or false", "launch_phase = ");
    check("status", "draft = 'idea'", "must be a list of texts, not text", "draft = [\"idea\"]");
    check("scale", "preset = '5X5'", "the name of a scale", "did you mean `5x5`?");
    check("scale", "preset = 'huge'", "`huge` is not", "known are `3x3`, `3x4`, `4x4`, `5x5`");
    check("scale", "tolerated = 'Major'", "a band", "did you mean `major`?");
    check("scale", "rating = 'high'", "a table of level and band", "rating = {");
    check("limits", "nesting = 0", "from 1 to 1000", "nesting = 100");
    check("theme", "accent = 'red'", "a colour as `#rrggbb`", "accent = \"#0b57d0\"");
    check("theme", "logo = '../x'", "inside `static/`", "logo = \"logo.svg\"");
    check("preview", "port = 70000", "from 0 to 65535", "port = 4040");
    check("preview", "editor_url = 'x://y'", "holds `{path}`", "vscode://");
    check("people", "PM = []", "`PM` must be text, not a list", "`PM = \"Dana Ruiz\"`");
    check("rules", "unowned-risk = 'fatal'", "`fatal` is not", "known are `error`");
    check("rules", "unowned-risk = false", "not true or false", "unowned-risk = \"warning\"");
}

#[test]
fn places_inside_lists_and_tables() {
    bad("[words]\nphases = ['a', 1]\n", &[("1", "`phases` must be text", "phases = [")]);
    bad("[words]\nGo_NoGo = ['a']\n", &[("Go_NoGo", "hyphens", "`go-nogo`")]);
    let link = "[theme]\nfooter_links = ";
    bad(
        &format!("{link}[{{ text = 'a' }}]\n"),
        &[("{ text = 'a' }", "needs a `text` and a `url`", "Handbook")],
    );
    bad(
        &format!("{link}[{{ text = 'a', ulr = 'b' }}]\n"),
        &[("ulr", "unknown key `ulr` in a footer link", "did you mean `url`?")],
    );
    bad(
        &format!("{link}[{{ text = 'a', url = 'javascript:x' }}]\n"),
        &[("'javascript:x'", "relative link", "footer_links = ")],
    );
    bad("[scale]\nmap = { likely = 'hihg' }\n", &[("'hihg'", "a level", "did you mean `high`?")]);
    bad(
        "[scale]\nrating = { hihg = 'major', low = 'hot' }\n",
        &[
            ("hihg", "which is not a level", "did you mean `high`?"),
            ("'hot'", "a band", "known are `severe`"),
        ],
    );
    bad("[scale.map]\nLikely = 'high'\nlikely = 'low'\n", &[("likely", "twice", "")]);
}

#[test]
fn scales_must_fit_together() {
    bad(
        "[scale]\nlikelihood = ['low', 'high']\n",
        &[(
            "['low', 'high']",
            "2 × 4 levels",
            "grid = [[\"minor\", \"minor\", \"moderate\", \"major\"]",
        )],
    );
    bad(
        "[scale]\nlikelihood = ['low', 'high']\nimpact = ['low', 'high']\ngrid = [['minor', 'major']]\n",
        &[(
            "[['minor', 'major']]",
            "1 row for 2 levels",
            "[[\"minor\", \"moderate\"], [\"moderate\", \"severe\"]]",
        )],
    );
    bad(
        "[scale]\nlikelihood = ['low']\nimpact = ['low', 'high']\ngrid = [['minor']]\n",
        &[("['minor']", "row 1 of `grid` has 1 band for 2", "grid = [[\"minor\", \"severe\"]]")],
    );
    bad(
        "[scale]\nimpact = ['high', 'low']\n",
        &[("['high', 'low']", "the lowest first", "impact = ")],
    );
    bad("[scale]\nimpact = []\n", &[("[]", "1 to 5 levels, not 0", "impact = ")]);
    bad("[scale]\nimpact = ['low', 'hi']\n", &[("'hi'", "list of levels", "known are `very-low`")]);
    bad("[scale]\ngrid = [['minor', 'mayor']]\n", &[("'mayor'", "bands", "did you mean `major`?")]);
    bad("[scale]\ngrid = ['minor']\n", &[("'minor'", "each a list of bands, not text", "grid = ")]);
    bad(
        "[scale]\npreset = '3x3'\nimpact = ['low']\n",
        &[("['low']", "`impact` and `preset` both state the scale", "keep the preset")],
    );
    let text =
        "[scale]\nlikelihood = ['low']\nimpact = ['low', 'high']\ngrid = [['minor', 'severe']]\n";
    let scale = good(text, &[]).scale;
    assert_eq!(scale.band(LevelKind::Low, LevelKind::High), Some(Band::Severe));
    // The environment's preset takes the place of the file's axes.
    let scale = good(text, &[("PHASEBOOK_SCALE__PRESET", "4x4")]).scale;
    assert_eq!(scale, Preset::FourByFour.scale());
}

#[test]
fn the_environment_is_above_the_file() {
    let text = "[site]\ntitle = 'file'\nstale_days = 5\n[status]\nin-progress = ['a']\n";
    let s = good(
        text,
        &[
            ("PHASEBOOK_SITE__TITLE", "7 launches"),
            ("PHASEBOOK_SITE__ATTENTION_DAYS", "9"),
            ("PHASEBOOK_SITE__AUTHOR", ""),
            ("PHASEBOOK_SITE__TODAY", "2026-11-22"),
            ("PHASEBOOK_SITE__LAUNCH_PHASE", "3"),
            ("PHASEBOOK_STATUS__IN_PROGRESS", "['b', 'c']"),
            ("PHASEBOOK_RULES__UNOWNED_RISK", "off"),
            ("PHASEBOOK_PEOPLE__ENG_LEAD", "Jo"),
            ("PHASEBOOK_SCALE__MAP", "{ sure = 'high' }"),
        ],
    );
    assert_eq!((s.site.title.as_str(), s.site.stale_days), ("7 launches", 5));
    assert_eq!((s.site.attention_days, s.site.author), (9, None));
    assert_eq!(
        (s.site.today, s.site.launch_phase.as_deref()),
        (parse_iso("2026-11-22"), Some("3"))
    );
    assert_eq!(s.status, [(StatusKind::InProgress, vec!["b".to_owned(), "c".to_owned()])]);
    assert_eq!(s.rules["unowned-risk"], None);
    assert_eq!(s.people["eng lead"], "Jo");
    assert_eq!(s.scale.map["sure"], LevelKind::High);
}

#[test]
fn mistakes_of_the_environment_name_the_variable() {
    for (name, value, message, help) in [
        ("PHASEBOOK_SITE__TITEL", "x", "unknown setting", "did you mean `PHASEBOOK_SITE__TITLE`?"),
        ("PHASEBOOK_STIE__TITLE", "x", "unknown setting", "did you mean `PHASEBOOK_SITE__TITLE`?"),
        ("PHASEBOOK_PATHS__FOO", "x", "unknown setting", "`PHASEBOOK_PATHS__OUTPUT`"),
        ("PHASEBOOK_SITE__STALE_DAYS", "ten", "a whole number", "PHASEBOOK_SITE__STALE_DAYS=30`"),
        (
            "PHASEBOOK_STATUS__DRAFT",
            "idea",
            "a list of texts",
            "PHASEBOOK_STATUS__DRAFT='[\"idea\"]'`",
        ),
        (
            "PHASEBOOK_SITE__BASE_URL",
            "x",
            "must begin with",
            "BASE_URL=https://example.org/plans/`",
        ),
        ("PHASEBOOK_RULES__X", "loud", "must be `error`", "known are"),
    ] {
        let found = read(None, &environment(&[(name, value)])).expect_err(name);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.contains(&format!("`{name}`")), "{found:#?}");
        assert!(found[0].message.contains(message), "{found:#?}");
        assert!(found[0].help[0].contains(help), "{found:#?}");
        assert_eq!(found[0].span, Span::default());
    }
}

#[test]
fn broken_toml_has_each_slip_once() {
    bad(
        "[site]\ntitle = \nauthor = 'x'\n[paths]\ncontent = \"a\noutput = 7\n",
        &[
            ("", "quoted", "key = "),
            ("", "invalid basic string", "key = "),
            ("7", "must be text", "output = "),
        ],
    );
    bad("[site\ntitle = 'x'\n", &[("", "unclosed table", "key = ")]);
    bad("[site]\ntitle = 'a'\ntitle = 'b'\n", &[("title", "duplicate key", "state it once")]);
    bad("[scale]\nimpact = [\nlikelihood = ['low']\n", &[("=", "in array", "key = ")]);
    bad("[site]\n\"a\\nb\" = 1\n", &[("\"a\\nb\"", "unknown key `a\\nb`", "known are")]);
    bad("[site]\ntitle = 'a\u{0}b'\n", &[("\u{FFFD}", "NUL", "UTF-8")]);
}
