//! Anchors of headings, by the rule of GitHub's renderer.

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};

use crate::site::heading_anchor;

/// Hands out anchors that are unique in one document.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    used: FxHashMap<SmolStr, usize>,
}

impl Anchors {
    /// The anchor of a heading; a second one of the same words gets `-1`.
    pub(super) fn of(&mut self, heading: &str) -> SmolStr {
        let base = heading_anchor(heading);
        let mut anchor = base.clone();
        while self.used.contains_key(&anchor) {
            let count = self.used.entry(base.clone()).or_default();
            *count += 1;
            anchor = format_smolstr!("{base}-{count}");
        }
        self.used.insert(anchor.clone(), 0);
        anchor
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn anchors_are_those_of_github() {
        let mut anchors = Anchors::default();
        let mut check = |heading, anchor| assert_eq!(anchors.of(heading), anchor);
        check("Go / No-Go Log", "go--no-go-log");
        check("Überblick: 上线 (v2)", "überblick-上线-v2");
        check("Risks", "risks");
        check("Risks", "risks-1");
        check("Risks-1", "risks-1-1");
        check("Risks", "risks-2");
        check("!", "");
        check("?", "-1");
    }
}
