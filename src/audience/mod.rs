//! What an audience is shown: which files of the content folder, and of each the text without what is left out.
//!
//! In: the settings of an audience, the files as they are. Out: fewer files, and cut texts. Invariant: the text is cut
//! before anything is read from it for that audience, so that nothing that is made of it can hold what is left out;
//! every line keeps its number.

mod cut;
mod names;
mod pattern;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::diagnostic::did_you_mean;
use crate::parse::Language;
use crate::settings::{AudienceSettings, Limits};
use crate::site::Slug;
use crate::text::Source;
use names::{ColumnName, HeadingName, IntroductionRule};
use pattern::Pattern;

/// An audience, ready to choose and to cut.
#[derive(Debug)]
pub struct Audience {
    shown: Vec<Pattern>,
    left_out: Vec<Pattern>,
    /// Sections that are shown; none: all.
    shown_sections: Vec<Rule<HeadingName>>,
    left_out_sections: Vec<Rule<HeadingName>>,
    introduction: IntroductionRule,
    columns: Vec<Rule<ColumnName>>,
    /// What documents are called that it is not shown, once that is known.
    withheld: OnceLock<BTreeSet<String>>,
    /// What its readers are told of the site that they are shown.
    pub edition: Arc<Edition>,
}

/// The site as an audience is shown it, by the names of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edition {
    /// The audience.
    pub audience: String,
    /// Sections that alone are shown; none: all but those left out.
    pub shown_sections: Vec<String>,
    /// Sections that are left out.
    pub sections: Vec<String>,
    /// Columns that are left out.
    pub columns: Vec<String>,
}

/// A name, and whether anything was found that has it.
#[derive(Debug)]
struct Rule<N> {
    name: N,
    written: String,
    was_found: AtomicBool,
}

impl<N> Rule<N> {
    fn new(name: N, written: &str) -> Self {
        Self { name, written: written.to_owned(), was_found: AtomicBool::new(false) }
    }

    /// Notes that something has the name.
    fn found(&self) {
        self.was_found.store(true, Ordering::Relaxed);
    }
}

/// A document, as far as patterns ask for it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Path below the content folder.
    pub path: &'a str,
    /// Its tags; `None` where nobody can tell.
    pub tags: Option<&'a [String]>,
}

impl Audience {
    /// The audience of these settings.
    pub fn new(name: &str, settings: &AudienceSettings, language: &Language) -> Self {
        let AudienceSettings { plans, sections, columns } = settings;
        let patterns = |list: &[String]| list.iter().map(|p| Pattern::new(p)).collect();
        let headings = |list: &[String]| -> Vec<Rule<HeadingName>> {
            let is_heading = |name: &&String| !names::is_introduction(name);
            let rule = |name: &String| Rule::new(HeadingName::new(name, language), name);
            list.iter().filter(is_heading).map(rule).collect()
        };
        let column = |name: &String| Rule::new(ColumnName::new(name, language), name);
        Self {
            shown: patterns(&plans.shown),
            left_out: patterns(&plans.left_out),
            shown_sections: headings(&sections.shown),
            left_out_sections: headings(&sections.left_out),
            introduction: IntroductionRule::of(sections),
            columns: columns.iter().map(column).collect(),
            withheld: OnceLock::new(),
            edition: Arc::new(Edition {
                audience: name.to_owned(),
                shown_sections: sections.shown.clone(),
                sections: sections.left_out.clone(),
                columns: columns.clone(),
            }),
        }
    }

    /// Whether it asks for tags, which are known of a file only when it is read.
    pub fn asks_for_tags(&self) -> bool {
        self.shown.iter().chain(&self.left_out).any(Pattern::is_tag)
    }

    /// Whether it leaves out parts of the files that it is shown.
    pub fn cuts(&self) -> bool {
        let sections = !self.shown_sections.is_empty() || !self.left_out_sections.is_empty();
        sections || !self.columns.is_empty() || self.introduction != IntroductionRule::Shown
    }

    /// Whether it is shown a document. Where nobody can tell, it is not.
    pub fn shows(&self, candidate: Candidate<'_>) -> bool {
        let places = places(candidate.path);
        let matches =
            |pattern: &Pattern, unknown| pattern.matches(&places, candidate.tags, unknown);
        let is_shown = self.shown.is_empty() || self.shown.iter().any(|p| matches(p, false));
        is_shown && !self.left_out.iter().any(|p| matches(p, true))
    }

    /// Says which documents it is not shown, before any text is cut.
    pub fn withhold<'a>(&self, paths: impl Iterator<Item = &'a str>) {
        let names = |path: &'a str| {
            let folders: Vec<&str> = path.match_indices('/').map(|(at, _)| &path[..at]).collect();
            let is_folder =
                move |place: &String| folders.iter().any(|folder| folder.to_lowercase() == *place);
            places(path).into_iter().filter(move |place| !is_folder(place))
        };
        let _ = self.withheld.set(paths.flat_map(names).collect());
    }

    /// Whether words name a document that it is not shown, by its path or its slug.
    fn is_withheld(&self, name: &str) -> bool {
        let name = name.trim_start_matches(['.', '/']).to_lowercase();
        let known = self.withheld.get();
        let ends = |place: &String| {
            place.strip_suffix(&name).is_some_and(|head| head.is_empty() || head.ends_with('/'))
        };
        !name.is_empty() && known.is_some_and(|known| known.iter().any(ends))
    }

    /// Names among the patterns that no document of these paths has, each with the nearest one that some have. A
    /// name that is misspelt would show what is to be left out.
    pub fn unknown_plans<'a>(
        &self,
        paths: impl Iterator<Item = &'a str>,
    ) -> Vec<(String, Option<String>)> {
        let mut names: Vec<&Pattern> =
            self.shown.iter().chain(&self.left_out).filter(|p| p.is_name()).collect();
        let mut known = BTreeSet::new();
        for path in paths {
            let places = places(path);
            names.retain(|name| !name.matches(&places, None, false));
            known.extend(places);
        }
        let near = |name: &Pattern| {
            let last = name.text().rsplit('/').next().unwrap_or_default();
            let ends = |place: &&String| place.rsplit('/').next() == Some(last);
            let near = did_you_mean(name.text(), known.iter().map(String::as_str));
            near.map(str::to_owned).or_else(|| known.iter().find(ends).cloned())
        };
        names.into_iter().map(|name| (name.written().to_owned(), near(name))).collect()
    }

    /// Sections and columns that are to be left out, and that no text had that was cut.
    pub fn not_found(&self) -> (Vec<&str>, Vec<&str>) {
        fn of<N>(rules: &[Rule<N>]) -> Vec<&str> {
            let missed = rules.iter().filter(|rule| !rule.was_found.load(Ordering::Relaxed));
            missed.map(|rule| rule.written.as_str()).collect()
        }
        let mut sections = of(&self.left_out_sections);
        sections.extend(of(&self.shown_sections));
        (sections, of(&self.columns))
    }

    /// A text without what is left out of it; `None` where nothing is.
    pub fn cut(&self, source: &Source, limits: &Limits, language: &Language) -> Option<Source> {
        cut::cut(self, source, limits, language)
    }
}

/// What a pattern may name of a document: its path, the same without its ending, its slug, the folders that it lies
/// in; in lower case.
fn places(path: &str) -> Vec<String> {
    let lower = path.to_lowercase();
    let stem = lower.strip_suffix(".md").or_else(|| lower.strip_suffix(".markdown"));
    let mut places = vec![stem.unwrap_or(&lower).to_owned()];
    places.extend(lower.match_indices('/').map(|(at, _)| lower[..at].to_owned()));
    let slug = Slug::of_source(path).to_string();
    places.extend(slug.match_indices('/').map(|(at, _)| slug[..at].to_owned()));
    places.extend([lower, slug]);
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Choice, Settings};

    fn audience(plans: &[&str]) -> Audience {
        let mut choice = Choice::default();
        for pattern in plans {
            match pattern.strip_prefix('!') {
                Some(pattern) => choice.left_out.push(pattern.to_owned()),
                None => choice.shown.push((*pattern).to_owned()),
            }
        }
        let settings = AudienceSettings { plans: choice, ..AudienceSettings::default() };
        Audience::new("a", &settings, &Language::new(&Settings::default()))
    }

    #[test]
    fn plans_are_shown_by_path_slug_program_and_tag() {
        let check = |plans: &[&str], path: &str, tags: Option<&[&str]>, expected: bool| {
            let tags: Option<Vec<String>> =
                tags.map(|tags| tags.iter().map(|&tag| tag.to_owned()).collect());
            let candidate = Candidate { path, tags: tags.as_deref() };
            assert_eq!(audience(plans).shows(candidate), expected, "{plans:?} {path} {tags:?}");
        };
        let path = "Payments/Card Vault.md";
        check(&[], path, None, true);
        for pattern in [
            "payments/**",
            "payments",
            "payments/card vault.md",
            "payments/card vault",
            "payments/card-vault",
            "Payments/*",
            "**/card-*",
            "*/card?vault",
            "**",
            "/payments/",
        ] {
            check(&[pattern], path, None, true);
            check(&["**", &format!("!{pattern}")], path, None, false);
        }
        for pattern in ["pay", "*vault", "card-vault", "payments/*/x", "payment?/x"] {
            check(&[pattern], path, None, false);
        }
        check(&["tag:Secret"], path, Some(&["secret"]), true);
        check(&["tag:secret"], path, Some(&[]), false);
        check(&["!tag:secret"], path, Some(&["Secret "]), false);
        check(&["!tag:secret"], path, Some(&["other"]), true);
        // What can't be read may have the tag.
        check(&["!tag:secret"], path, None, false);
        check(&["tag:secret"], path, None, false);
    }

    #[test]
    fn a_name_that_no_plan_has_is_told_with_the_near_one() {
        let paths = ["pay/card-vault.md", "maps.md"];
        let unknown = |plans: &[&str]| audience(plans).unknown_plans(paths.into_iter());
        let near = |name: &str| Some(name.to_owned());
        assert_eq!(unknown(&["pay", "!maps.md", "x*", "!tag:x"]), []);
        assert_eq!(
            unknown(&["!pay/card-valut"]),
            [("pay/card-valut".to_owned(), near("pay/card-vault"))]
        );
        assert_eq!(unknown(&["!card-vault"]), [("card-vault".to_owned(), near("pay/card-vault"))]);
        assert_eq!(unknown(&["nothing-like-it"]), [("nothing-like-it".to_owned(), None)]);
    }
}
