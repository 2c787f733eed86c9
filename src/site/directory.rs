//! Where links of authors lead: what each file of the content folder became.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::anchor::{heading_anchor, wanted_anchor};
use super::passive::{ActiveContent, Attachments};
use super::{Route, Slug};
use crate::model::prose::Target;

/// What each file of the content folder became, with the anchors in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    documents: BTreeMap<String, PublishedDocument>,
    files: Attachments,
    /// Documents that could not be read, by path, with what stands in their place.
    unread: BTreeMap<String, Route>,
    /// Documents that the audience of the site is not shown.
    withheld: BTreeSet<String>,
    /// Whether the documents are shown in part, so that a heading may be there all the same.
    is_cut: bool,
    programs: BTreeSet<String>,
    /// Paths of documents and files by the key of their name, which wikilinks give.
    names: FxHashMap<String, Vec<String>>,
}

/// A Markdown file that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedDocument {
    /// Its place in the site.
    pub slug: Slug,
    /// Whether it is a plan.
    pub is_plan: bool,
    /// Anchors of its headings, without prefix.
    pub anchors: Arc<FxHashSet<SmolStr>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A page of the site, and the id on it or "".
    Page(Route, String),
    /// Another site, mail or telephone.
    External(String),
    /// A page of the site that has no such heading.
    NoHeading(Route),
    /// Nothing: the file does not exist in the content folder.
    Missing,
    /// Nothing: the audience of the site is not shown the document.
    Withheld,
    /// Nothing: the file is not published.
    Active(ActiveContent),
    /// Nothing: the path leaves the content folder.
    Outside,
    /// Nothing: the URL is of a kind that is never linked.
    Refused,
}

/// Prefix of the ids of author's headings, so that they never meet a page's own ids.
pub const ANCHOR_PREFIX: &str = "h-";

impl Directory {
    /// Puts files side by side: Markdown documents by path, other files, folders that are programs.
    pub fn new(documents: BTreeMap<String, PublishedDocument>, files: Attachments) -> Self {
        let programs = documents
            .iter()
            .filter(|(_, d)| d.is_plan)
            .flat_map(|(path, _)| path.match_indices('/').map(|(i, _)| path[..i].to_owned()))
            .collect();
        let mut names: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for path in documents.keys().chain(files.keys()) {
            names.entry(last_segment(&name_key(path))).or_default().push(path.clone());
        }
        let withheld = BTreeSet::new();
        let unread = BTreeMap::new();
        Self { documents, files, unread, withheld, is_cut: false, programs, names }
    }

    /// The same with documents that could not be read: links lead to what stands in their place.
    #[must_use]
    pub fn with_unread(mut self, unread: BTreeMap<String, Route>) -> Self {
        for path in unread.keys() {
            self.names.entry(last_segment(&name_key(path))).or_default().push(path.clone());
        }
        self.unread = unread;
        self
    }

    /// The same as an audience is shown it: without these documents, and where `is_cut` says so with others in part.
    #[must_use]
    pub fn shown(mut self, withheld: BTreeSet<String>, is_cut: bool) -> Self {
        for path in &withheld {
            self.names.entry(last_segment(&name_key(path))).or_default().push(path.clone());
        }
        (self.withheld, self.is_cut) = (withheld, is_cut);
        self
    }

    /// Whether a heading that no document has may be one that is not shown.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The same with other headings in some documents.
    #[must_use]
    pub fn with_anchors<'a>(
        &self,
        headings: impl Iterator<Item = (&'a str, Arc<FxHashSet<SmolStr>>)>,
    ) -> Self {
        let mut new = self.clone();
        for (path, anchors) in headings {
            if let Some(document) = new.documents.get_mut(path) {
                document.anchors = anchors;
            }
        }
        new
    }

    /// The files of the content folder beside its documents.
    pub fn files(&self) -> &Attachments {
        &self.files
    }

    /// The slug of the plan that the document at a path is.
    pub fn plan_at(&self, path: &str) -> Option<&Slug> {
        self.documents.get(path).filter(|document| document.is_plan).map(|document| &document.slug)
    }

    /// The slugs of all plans, by path.
    pub fn plan_slugs(&self) -> impl Iterator<Item = &str> + Clone {
        self.documents.values().filter(|document| document.is_plan).map(|d| d.slug.as_str())
    }

    /// Where a link in the document at `from` leads.
    pub fn resolve(&self, from: &str, target: &Target) -> Destination {
        match target {
            Target::External(url) => Destination::External(url.clone()),
            Target::Refused(_) => Destination::Refused,
            Target::Local { path: None, .. } => Destination::Outside,
            Target::Fragment(fragment) => self.document(from, fragment),
            Target::Local { path: Some(path), fragment, .. } => self.local(path, fragment),
            Target::Wiki { name, heading } => self.named(from, name, heading),
        }
    }

    fn local(&self, path: &str, fragment: &str) -> Destination {
        if self.documents.contains_key(path) {
            return self.document(path, fragment);
        }
        if let Some(file) = self.file(path) {
            return file;
        }
        if let Some(route) = self.unread.get(path) {
            return Destination::Page(route.clone(), String::new());
        }
        if path.is_empty() {
            return Destination::Page(Route::Index(1), String::new());
        }
        let introduction = ["README.md", "index.md", "readme.md"]
            .iter()
            .map(|name| format!("{path}/{name}"))
            .find(|candidate| self.documents.contains_key(candidate));
        if self.programs.contains(path) {
            return Destination::Page(Route::Program(folder_slug(path), 1), String::new());
        }
        introduction.map_or_else(|| self.lost(path), |path| self.document(&path, fragment))
    }

    /// What leads nowhere: a document or a folder that is not shown, or one that is not there.
    fn lost(&self, path: &str) -> Destination {
        let folder = format!("{path}/");
        let below = self.withheld.range(folder.clone()..).next();
        let is_folder = below.is_some_and(|below| below.starts_with(&folder));
        let is_withheld = is_folder || self.withheld.contains(path);
        if is_withheld { Destination::Withheld } else { Destination::Missing }
    }

    /// A file beside the documents, if there is one.
    fn file(&self, path: &str) -> Option<Destination> {
        let active = self.files.get(path)?;
        let published = || Destination::Page(Route::File(path.to_owned()), String::new());
        Some(active.map_or_else(published, Destination::Active))
    }

    /// What a wikilink in the document at `from` names.
    fn named(&self, from: &str, name: &str, heading: &str) -> Destination {
        let anchor = heading_anchor(heading);
        if name.is_empty() {
            return self.document(from, &anchor);
        }
        let wanted = name_key(name.trim_start_matches('/'));
        match self.names.get(&last_segment(&wanted)) {
            Some(paths) => {
                let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
                let closest = paths
                    .iter()
                    .filter(|path| ends_with_path(&name_key(path), &wanted))
                    // The nearest one: of the same folder, else the least deep.
                    .min_by_key(|path| {
                        let own = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                        (own != folder, path.matches('/').count(), path.as_str())
                    });
                closest.map_or(Destination::Missing, |path| match self.documents.get(path) {
                    Some(_) => self.document(path, &anchor),
                    None => self.local(path, &anchor),
                })
            }
            None => Destination::Missing,
        }
    }

    fn document(&self, path: &str, fragment: &str) -> Destination {
        let Some(document) = self.documents.get(path) else { return Destination::Missing };
        let slug = document.slug.clone();
        let text = if document.is_plan { Route::Source } else { Route::Page };
        if fragment.is_empty() {
            let route = if document.is_plan { Route::Plan(slug) } else { Route::Page(slug) };
            return Destination::Page(route, String::new());
        }
        let wanted = wanted_anchor(fragment);
        if document.anchors.contains(wanted.as_str()) {
            Destination::Page(text(slug), format!("{ANCHOR_PREFIX}{wanted}"))
        } else {
            Destination::NoHeading(text(slug))
        }
    }
}

/// A path as wikilinks are compared: in lower case, without the ending of a document, a hyphen or an
/// underscore as a space.
fn name_key(path: &str) -> String {
    let lower = path.to_lowercase();
    let bare = lower.strip_suffix(".md").or_else(|| lower.strip_suffix(".markdown"));
    bare.unwrap_or(&lower).replace(['-', '_'], " ")
}

fn last_segment(key: &str) -> String {
    key.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Whether a path ends with whole segments of another.
fn ends_with_path(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// The slug of a folder.
pub fn folder_slug(folder: &str) -> Slug {
    Slug::of_alias(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(path: &str, fragment: &str) -> Target {
        let written = path.to_owned();
        Target::Local { path: Some(path.to_owned()), fragment: fragment.to_owned(), written }
    }

    #[test]
    fn links_lead_to_what_files_became() {
        let document = |path: &str, is_plan| {
            let anchors = Arc::new(["risks".into()].into_iter().collect());
            (path.to_owned(), PublishedDocument { slug: Slug::of_source(path), is_plan, anchors })
        };
        let directory = Directory::new(
            [document("p/a.md", true), document("p/README.md", false), document("b.md", false)]
                .into(),
            [("p/x.svg".to_owned(), None), ("p/x.html".to_owned(), Some(ActiveContent::Ending))]
                .into(),
        );
        let check = |target: &Target, expected: &str| {
            let shown = match directory.resolve("p/a.md", target) {
                Destination::Page(route, id) => format!("{}#{id}", route.path()),
                Destination::NoHeading(route) => format!("{} without", route.path()),
                Destination::External(url) => url,
                other => format!("{other:?}"),
            };
            assert_eq!(shown, expected);
        };
        check(&local("p/a.md", ""), "plans/p/a/index.html#");
        check(&local("p/a.md", "Risks"), "plans/p/a/source.html#h-risks");
        check(&local("b.md", "risks"), "pages/b.html#h-risks");
        check(&local("p/a.md", "nope"), "plans/p/a/source.html without");
        check(&Target::Fragment("risks".into()), "plans/p/a/source.html#h-risks");
        check(&local("p/x.svg", ""), "files/p/x.svg#");
        check(&local("p/x.html", ""), "Active(Ending)");
        check(&local("p", ""), "programs/p/index.html#");
        check(&local("q.md", ""), "Missing");
        check(&Target::Refused("javascript:".into()), "Refused");
    }
}
