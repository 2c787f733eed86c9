//! Where a word leads: `R3` to the risk, "Phase 2" to the phase, a link to its document.

use serde_json::{Value, json};

use super::workspace::Workspace;
use crate::model::phase::Phase;
use crate::pipeline::open;
use crate::portfolio::PlanEntry;
use crate::text::Span;

impl Workspace {
    /// Where what stands at a position leads; `null` where that is nowhere.
    pub(super) fn definition(&self, path: &str, position: &Value) -> Value {
        let found = || -> Option<Value> {
            let source = self.source(path)?;
            let offset = self.units.offset(source, position)? as usize;
            let text = source.text();
            let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
            let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
            let (line, at) = (&text[start..end], offset - start);
            if let Some(target) = link_at(line, at).and_then(|target| self.document(path, target)) {
                let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
                return Some(json!({ "uri": self.address_of(&target), "range": range }));
            }
            let plan = open(self.plan(path)?, self.config());
            let span = named_at(&plan, line, at)?;
            let range = self.units.range(source, span);
            Some(json!({ "uri": self.address_of(path), "range": range }))
        };
        found().unwrap_or(Value::Null)
    }

    /// The document of the content folder that a link of a file leads to.
    fn document(&self, from: &str, target: &str) -> Option<String> {
        let target = target.split(['#', '?']).next()?;
        let mut parts: Vec<&str> = match target.strip_prefix('/') {
            Some(_) => Vec::new(),
            None => from
                .rsplit_once('/')
                .map_or_else(Vec::new, |(folder, _)| folder.split('/').collect()),
        };
        for part in target.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        self.source(&path).map(|_| path)
    }
}

/// The target of the link whose brackets or text stand at a byte of a line.
fn link_at(line: &str, at: usize) -> Option<&str> {
    let mut from = 0;
    while let Some(open) = line[from..].find("](") {
        let start = from + open + 2;
        let end = start + line[start..].find(')')?;
        let text = line[..from + open].rfind('[').unwrap_or(from + open);
        if (text..=end).contains(&at) {
            return line[start..end].split_whitespace().next();
        }
        from = end;
    }
    None
}

/// The place of the risk or phase that is named at a byte of a line.
fn named_at(entry: &PlanEntry, line: &str, at: usize) -> Option<Span> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let start = line[..at]
        .rfind(|c| !is_part(c))
        .map_or(0, |found| found + line[found..].chars().next().map_or(1, char::len_utf8));
    let end = line[at..].find(|c| !is_part(c)).map_or(line.len(), |found| at + found);
    let word = line[start..end].trim_end_matches('.');
    let risk = entry
        .plan
        .risks
        .iter()
        .find(|risk| risk.id.as_ref().is_some_and(|id| id.value.eq_ignore_ascii_case(word)));
    if let Some(risk) = risk {
        return Some(risk.span);
    }
    // "Phase 2", wherever in it the cursor stands.
    let number = match word.to_lowercase().as_str() {
        "phase" => line[end..].trim_start().split(|c| !is_part(c)).next()?,
        _ if line[..start].trim_end().to_lowercase().ends_with("phase") => word,
        _ => return None,
    };
    let number = number.trim_end_matches('.');
    let is_it = |phase: &&Phase| phase.number.is_some_and(|known| known.to_string() == number);
    entry.plan.phases.iter().find(is_it).map(|phase| phase.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_found_by_its_text_and_its_target() {
        let line = "See [the plan](../a.md#risks \"A\") and [b](b.md).";
        assert_eq!(link_at(line, 6), Some("../a.md#risks"));
        assert_eq!(link_at(line, 18), Some("../a.md#risks"));
        assert_eq!(link_at(line, 42), Some("b.md"));
        assert_eq!(link_at(line, 35), None);
        assert_eq!(link_at("[a](b", 2), None);
    }
}
