//! Quick fixes: the changes that `check --fix` would make.

use serde_json::{Value, json};

use super::workspace::Workspace;

impl Workspace {
    /// What mends the findings at a range of a file.
    pub(super) fn actions(&self, path: &str, range: &Value) -> Value {
        let Some(source) = self.source(path) else { return json!([]) };
        let at = |end: &str| self.units.offset(source, range.get(end)?);
        let (Some(start), Some(end)) = (at("start"), at("end")) else { return json!([]) };
        let here = self.findings(path).iter().filter(|finding| {
            !finding.fix.is_empty() && finding.span.start <= end && start <= finding.span.end
        });
        let actions = here.map(|finding| {
            let edits: Vec<Value> = finding
                .fix
                .iter()
                .map(|edit| {
                    let range = self.units.range(source, edit.span);
                    json!({ "range": range, "newText": edit.replacement })
                })
                .collect();
            let title = match finding.fix.as_slice() {
                [only] if !only.replacement.is_empty() => format!("Write `{}`", only.replacement),
                _ => finding.help.first().unwrap_or(&finding.message).clone(),
            };
            json!({
                "title": title,
                "kind": "quickfix",
                "isPreferred": true,
                "edit": { "changes": { self.address_of(path): edits } },
            })
        });
        actions.collect()
    }
}
