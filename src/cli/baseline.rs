//! The baseline's file: findings that a site accepts for now.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::Failure;
use crate::check::{AcceptedFinding, Baseline};
use crate::disk;
use crate::settings::Limits;
use crate::view::data;

/// Name of the baseline in a site's root.
pub(super) const FILE: &str = "phasebook-baseline.json";

/// Version of the file's form.
const SCHEMA: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    schema: u32,
    findings: Vec<Item>,
}

/// Findings of one rule on lines of the same words.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    path: String,
    rule: String,
    line: String,
    count: usize,
}

/// The baseline in a site's root; an empty one where there is no such file.
pub(super) fn read(root: &Path) -> Result<Baseline, Failure> {
    let path = root.join(FILE);
    if disk::kind(&path)?.is_none() {
        return Ok(Baseline::default());
    }
    let name = path.display().to_string();
    let source = disk::read_one(&path, &name, &Limits::default()).map_err(|file| {
        Failure::new(format!("the baseline `{name}` can't be read: {}", file.message))
            .help(file.help)
    })?;
    parse(source.text()).map_err(|(place, fault)| {
        let text = format!("the baseline `{name}{place}` can't be read: {fault}");
        let way_out = "write it anew with `phasebook check --write-baseline`, or remove it";
        Failure::new(text).help(way_out)
    })
}

/// The baseline of a text; else the place (`:line:column`) and the fault.
fn parse(text: &str) -> Result<Baseline, (String, String)> {
    let stored: Stored = serde_json::from_str(text).map_err(|error| {
        let place = format!(":{}:{}", error.line(), error.column());
        let fault = error.to_string();
        (place, fault.split(" at line ").next().unwrap_or_default().to_owned())
    })?;
    if stored.schema != SCHEMA {
        return Err((String::new(), format!("its schema is {}, not {SCHEMA}", stored.schema)));
    }
    let mut baseline = Baseline::default();
    for Item { path, rule, line, count } in &stored.findings {
        let Ok(line) = u64::from_str_radix(line, 16) else {
            return Err((String::new(), format!("`{line}` is not a fingerprint of a line")));
        };
        baseline.add(AcceptedFinding { path, rule, line, count: *count });
    }
    Ok(baseline)
}

/// The text of a baseline: one finding a line, sorted, so that two versions are compared with ease.
fn print(baseline: &Baseline) -> Result<String, Failure> {
    let mut text = format!("{{\n  \"schema\": {SCHEMA},\n  \"findings\": [");
    for (index, AcceptedFinding { path, rule, line, count }) in baseline.entries().enumerate() {
        let line = format!("{line:016x}");
        let item = Item { path: path.to_owned(), rule: rule.to_owned(), line, count };
        let mut bytes = Vec::new();
        data::write_json(&mut bytes, &item)?;
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n    {}", String::from_utf8_lossy(&bytes));
    }
    let close = if baseline.count() == 0 { "]\n}\n" } else { "\n  ]\n}\n" };
    text.push_str(close);
    Ok(text)
}

/// Writes the baseline into a site's root and gives its path.
pub(super) fn write(root: &Path, baseline: &Baseline) -> Result<PathBuf, Failure> {
    let path = root.join(FILE);
    disk::write_whole(&path, print(baseline)?.as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_baseline_is_read_as_it_was_printed() {
        let mut baseline = Baseline::default();
        assert_eq!(parse(&print(&baseline).expect("text")), Ok(baseline.clone()));
        baseline.add(AcceptedFinding { path: "b.md", rule: "raw-html", line: 7, count: 2 });
        baseline.add(AcceptedFinding {
            path: "a\"\u{9b}.md",
            rule: "raw-html",
            line: u64::MAX,
            count: 1,
        });
        let text = print(&baseline).expect("text");
        assert_eq!(
            text,
            "{\n  \"schema\": 1,\n  \"findings\": [\n    \
             {\"path\":\"a\\\"\\u009b.md\",\"rule\":\"raw-html\",\"line\":\"ffffffffffffffff\",\
             \"count\":1},\n    {\"path\":\"b.md\",\"rule\":\"raw-html\",\
             \"line\":\"0000000000000007\",\"count\":2}\n  ]\n}\n"
        );
        assert_eq!(parse(&text), Ok(baseline));
    }

    #[test]
    fn what_is_no_baseline_has_its_place() {
        let check = |text: &str, place: &str| {
            assert_eq!(parse(text).map_err(|(place, _)| place), Err(place.to_owned()), "{text}");
        };
        check("{\n  oops\n}", ":2:3");
        check("{\"schema\": 1}", ":1:13");
        check("{\"schema\": 2, \"findings\": []}", "");
    }
}
