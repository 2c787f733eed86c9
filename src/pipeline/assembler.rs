//! From texts to the portfolio, all of it or what changed of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::assembled::{AssembledFile, CrossFileFacts, FileEntry, make};
use super::beside::{FilesBeside, beside, tells_the_same};
use super::companions::lone;
use super::file_findings::judge;
use super::slugs;
use super::{BuildConfig, Input, ParsedFile};
use crate::check;
use crate::markdown;
use crate::model::plan::Article;
use crate::parse::parse;
use crate::portfolio::{self, FileFinding, Portfolio};
use crate::site::{Attachments, Directory, Slug};
use crate::text::Source;

/// Puts files side by side, and remembers what it made of each: a file is read again when its text
/// changed, and told anew when its neighbours changed what its links come to or which slug it gets.
/// One that remembers nothing makes all of it.
#[derive(Debug)]
pub struct Assembler {
    config: Arc<BuildConfig>,
    /// Whether it is asked again, and keeps what it made for that.
    remembers: bool,
    /// By path; what was made of each stands at the same place in `files`.
    sources: Vec<Arc<Source>>,
    files: Vec<Arc<AssembledFile>>,
    directory: Arc<Directory>,
    /// Documents that the audience of the site is not shown.
    withheld: BTreeSet<String>,
    /// Findings on documents that could not be read.
    lost: Vec<FileFinding>,
    last: Arc<Portfolio>,
}

/// Files that were read again, by their index.
type Fresh = Vec<(usize, Arc<ParsedFile>)>;

impl Assembler {
    /// One that remembers nothing.
    pub fn new(config: Arc<BuildConfig>) -> Self {
        Self {
            config,
            remembers: true,
            sources: Vec::new(),
            files: Vec::new(),
            directory: Arc::default(),
            withheld: BTreeSet::new(),
            lost: Vec::new(),
            last: Arc::default(),
        }
    }

    /// All of it, once: what was read of a file is let go when its entry is made.
    pub fn assemble_once(config: Arc<BuildConfig>, input: Input) -> Arc<Portfolio> {
        Self { remembers: false, ..Self::new(config) }.assemble(input)
    }

    /// What its files are read with.
    pub fn config(&self) -> &Arc<BuildConfig> {
        &self.config
    }

    /// Whether a version of a file reads as a plan, and not as an ordinary page.
    pub fn reads_as_plan(&self, source: &Source) -> bool {
        let (document, _) = markdown::read(source, &self.config.settings.limits);
        matches!(parse(source, document, &self.config.language).0, Article::Plan(_))
    }

    /// Reads what it does not know, and puts all side by side. Findings that the baseline accepts are
    /// counted and left out. The documents are sorted by path.
    pub fn assemble(&mut self, input: Input) -> Arc<Portfolio> {
        let Input { documents, mut files, mut file_findings, withheld } = input;
        file_findings.extend(self.config.federated.findings.iter().cloned());
        self.withheld = withheld;
        debug_assert!(documents.is_sorted_by(|a, b| a.path() < b.path()), "by path, each once");
        let mut accepted = BTreeMap::new();
        let BuildConfig { settings, baseline, .. } = &*self.config;
        if settings.publish.active_files {
            files.values_mut().for_each(|active| *active = None);
        }
        let lost = slugs::lost(&file_findings);
        let is_shown_whole = self.config.audience.is_none();
        file_findings
            .extend(is_shown_whole.then(|| lone(&documents, &files, &lost)).into_iter().flatten());
        let file_findings = judge(file_findings, settings, baseline, &mut accepted);
        let changed = if lost == self.lost { self.changed(&documents, &files) } else { None };
        self.lost = lost;
        let portfolio = match changed {
            Some(changed) => {
                let fresh = self.read(&documents, &changed);
                if fresh.iter().all(|(at, parsed)| self.files[*at].parsed().has_same_place(parsed))
                {
                    self.replace(fresh, file_findings)
                } else {
                    self.gather(&documents, files, &fresh, file_findings)
                }
            }
            None => self.gather(&documents, files, &Fresh::new(), file_findings),
        };
        self.sources = documents;
        let beside = self.files.iter().flat_map(|file| file.companion.iter().cloned()).collect();
        let beside = judge(beside, &self.config.settings, &self.config.baseline, &mut accepted);
        let mut file_findings = portfolio.file_findings;
        file_findings.extend(beside);
        file_findings.sort_by(|a, b| a.path.cmp(&b.path));
        if self.config.baseline.count() > 0 {
            let with_accepted = self.files.iter().filter(|file| file.accepted > 0);
            accepted.extend(with_accepted.map(|file| (file.path().to_owned(), file.accepted)));
        }
        let edition = self.config.audience.as_ref().map(|audience| Arc::clone(&audience.edition));
        let trends = self.config.trends.clone();
        self.last = Arc::new(Portfolio { file_findings, accepted, edition, trends, ..portfolio });
        Arc::clone(&self.last)
    }

    /// Which documents hold another text than before; `None` where they are not the same files.
    fn changed(&self, documents: &[Arc<Source>], files: &Attachments) -> Option<Vec<usize>> {
        if documents.len() != self.sources.len() || self.directory.files() != files {
            return None;
        }
        let pairs = documents.iter().zip(&self.sources).enumerate();
        let mut changed = Vec::new();
        for (at, (new, old)) in pairs.filter(|(_, (new, old))| !Arc::ptr_eq(new, old)) {
            if new.path() != old.path() {
                return None;
            }
            if !new.is_same(old) {
                changed.push(at);
            }
        }
        Some(changed)
    }

    fn read(&self, documents: &[Arc<Source>], which: &[usize]) -> Fresh {
        let is_held = self.are_held(documents);
        let read = |&at: &usize| {
            (at, Arc::new(ParsedFile::new(Arc::clone(&documents[at]), &self.config, is_held)))
        };
        which.par_iter().map(read).collect()
    }

    /// The portfolio with some files read again, whose neighbours need not be told but of headings.
    fn replace(&mut self, fresh: Fresh, file_findings: Vec<FileFinding>) -> Portfolio {
        let mut remade: BTreeMap<usize, Arc<ParsedFile>> = fresh.into_iter().collect();
        if self.rehead(&remade) {
            let linking = self.files.par_iter().enumerate().filter(|(_, file)| {
                let ParsedFile { source, links, .. } = &**file.parsed();
                !links.is_empty()
                    && check::resolve_links(source.path(), links, &self.directory)
                        != file.cross_file.linked
            });
            let linking: Vec<usize> = linking.map(|(at, _)| at).collect();
            for at in linking {
                remade.entry(at).or_insert_with(|| Arc::clone(self.files[at].parsed()));
            }
        }
        let (mut entries, mut pages) = (Vec::new(), Vec::new());
        let told = self.beside_with(&mut remade);
        for (at, parsed) in remade {
            let mut cross_file = self.files[at].cross_file.clone();
            let path = parsed.source.path();
            cross_file.linked = check::resolve_links(path, &parsed.links, &self.directory);
            if let Some(told) = &told {
                cross_file.depends_on = told.depends_on[at].clone();
                cross_file.beside.clone_from(&told.findings[at]);
            }
            let file = make(parsed, cross_file, &self.config, true);
            match &file.entry {
                FileEntry::Plan(entry) => entries.push(Arc::clone(entry)),
                FileEntry::Page(page) => pages.push(Arc::clone(page)),
            }
            self.files[at] = Arc::new(file);
        }
        let directory = Arc::clone(&self.directory);
        let mut all = portfolio::replace(&self.last, entries, pages, directory, file_findings);
        if let Some(told) = told {
            all.collisions = told.collisions;
        }
        all
    }

    /// What plans tell of each other with some of them read again; those that are told something else than
    /// before are to be made again, too. `None` where all tell the same as before.
    fn beside_with(&self, remade: &mut BTreeMap<usize, Arc<ParsedFile>>) -> Option<FilesBeside> {
        let is_same =
            |(at, new): (&usize, &Arc<ParsedFile>)| tells_the_same(self.files[*at].parsed(), new);
        if remade.iter().all(is_same) {
            return None;
        }
        let parsed = self
            .files
            .iter()
            .enumerate()
            .map(|(at, file)| remade.get(&at).unwrap_or(file.parsed()));
        let parsed: Vec<Arc<ParsedFile>> = parsed.map(Arc::clone).collect();
        let slug = |at: usize| &self.files[at].cross_file.slug.slug;
        let told = beside(&parsed, slug, &self.directory, &self.config);
        for (at, file) in self.files.iter().enumerate() {
            let CrossFileFacts { depends_on, beside, .. } = &file.cross_file;
            if *depends_on != told.depends_on[at] || *beside != told.findings[at] {
                remade.entry(at).or_insert_with(|| Arc::clone(&parsed[at]));
            }
        }
        Some(told)
    }

    /// Brings the headings in the directory up to date; whether there are others than before.
    fn rehead(&mut self, fresh: &BTreeMap<usize, Arc<ParsedFile>>) -> bool {
        let is_new = |(at, new): &(&usize, &Arc<ParsedFile>)| {
            self.files[**at].parsed().anchors != new.anchors
        };
        let new: Vec<&Arc<ParsedFile>> = fresh.iter().filter(is_new).map(|(_, new)| new).collect();
        if new.is_empty() {
            return false;
        }
        let headings = new.iter().map(|new| (new.source.path(), Arc::clone(&new.anchors)));
        self.directory = Arc::new(self.directory.with_anchors(headings));
        true
    }

    /// All files, side by side anew.
    fn gather(
        &mut self,
        documents: &[Arc<Source>],
        files: Attachments,
        fresh: &Fresh,
        file_findings: Vec<FileFinding>,
    ) -> Portfolio {
        let known = self.known(documents);
        let is_held = self.are_held(documents);
        let tally = &self.config.work.read;
        tally.expect(documents.len());
        let parsed: Vec<Arc<ParsedFile>> = documents
            .par_iter()
            .zip(&known)
            .enumerate()
            .map(|(at, (source, known))| match known.map(|at| self.files[at].parsed()) {
                Some(old) if old.source.is_same(source) => Arc::clone(old),
                _ => match fresh.binary_search_by_key(&at, |(at, _)| *at) {
                    Ok(found) => Arc::clone(&fresh[found].1),
                    Err(_) => Arc::new(ParsedFile::new(Arc::clone(source), &self.config, is_held)),
                },
            })
            .inspect(|_| tally.step())
            .collect();
        let (assigned, unread) = slugs::assign(&parsed, &self.lost);
        let aliases = slugs::aliases(&parsed, &assigned);
        let places = unread.iter().map(|unread| (unread.path.clone(), unread.route()));
        let directory = slugs::directory(&parsed, &assigned, files).with_unread(places.collect());
        let is_cut = self.config.audience.as_ref().is_some_and(|audience| audience.cuts());
        let directory = directory.shown(std::mem::take(&mut self.withheld), is_cut);
        self.directory = Arc::new(directory);
        let slug = |at: usize| &assigned[at].slug;
        let FilesBeside { collisions, depends_on, findings } =
            beside(&parsed, slug, &self.directory, &self.config);
        let places = assigned.into_iter().zip(aliases).zip(depends_on).zip(findings);
        let places: Vec<_> = places.collect();
        self.files = parsed
            .into_par_iter()
            .zip(known)
            .zip(places)
            .map(|((parsed, known), (((slug, aliases), depends_on), beside))| {
                let path = parsed.source.path();
                let linked = check::resolve_links(path, &parsed.links, &self.directory);
                let cross_file = CrossFileFacts { slug, aliases, linked, depends_on, beside };
                let known = known.map(|at| &self.files[at]).filter(|known| {
                    Arc::ptr_eq(known.parsed(), &parsed) && known.cross_file == cross_file
                });
                match known {
                    Some(known) => Arc::clone(known),
                    None => Arc::new(make(parsed, cross_file, &self.config, self.remembers)),
                }
            })
            .collect();
        let mut entries = Vec::with_capacity(self.files.len());
        let mut pages = Vec::new();
        for file in &self.files {
            match &file.entry {
                FileEntry::Plan(entry) => entries.push(Arc::clone(entry)),
                FileEntry::Page(page) => pages.push(Arc::clone(page)),
            }
        }
        let mut all = portfolio::gather(entries, pages, Arc::clone(&self.directory), file_findings);
        all.collisions = collisions;
        all.join(&self.config.federated);
        if !unread.is_empty() {
            // No former address is in the way of one that stays.
            let is_free = |former: &Slug| unread.iter().all(|u| u.slug.folded() != former.folded());
            Arc::make_mut(&mut all.moved).retain(|former, _| is_free(former));
            all.unread = unread;
        }
        all
    }

    /// Whether the models of all plans stay in memory.
    fn are_held(&self, documents: &[Arc<Source>]) -> bool {
        let bytes = documents.iter().map(|source| source.text().len()).sum::<usize>();
        bytes <= self.config.held_bytes
    }

    /// Where each document is remembered, if it is.
    fn known(&self, documents: &[Arc<Source>]) -> Vec<Option<usize>> {
        let mut at = 0;
        let place = |document: &Arc<Source>| {
            let is_before = |source: &&Arc<Source>| source.path() < document.path();
            at += self.sources[at..].iter().take_while(is_before).count();
            let source = self.sources.get(at)?;
            (source.path() == document.path()).then_some(at)
        };
        documents.iter().map(place).collect()
    }
}
