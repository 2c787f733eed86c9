//! The content folder as an editor has it: what is open stands in the place of what is on disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::Arc;

use serde_json::{Value, json};

use super::address;
use super::place::Units;
use crate::check::rules;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{Assembler, BuildConfig, Input};
use crate::portfolio::{PageEntry, PlanEntry, Portfolio};
use crate::text::Source;

/// A site as its owner loads it.
#[derive(Debug)]
pub struct Loaded {
    /// The content folder, without links on the way to it.
    pub content: PathBuf,
    /// What its files are read with.
    pub config: Arc<BuildConfig>,
    /// What it holds.
    pub input: Input,
}

/// Plans side by side, with what is open in their place.
#[derive(Debug)]
pub(super) struct Workspace {
    pub(super) units: Units,
    content: PathBuf,
    assembler: Assembler,
    on_disk: Input,
    /// What is open, by its path below the content folder.
    open: BTreeMap<String, Arc<Source>>,
    portfolio: Arc<Portfolio>,
    /// The portfolio whose findings were told last.
    looked_at: Arc<Portfolio>,
    /// What was told last of each file with findings.
    told: BTreeMap<String, Value>,
}

impl Workspace {
    /// A content folder of which nothing is open.
    pub(super) fn new(loaded: Loaded, units: Units) -> Self {
        let Loaded { content, config, input } = loaded;
        let mut workspace = Self {
            units,
            content,
            assembler: Assembler::new(config),
            on_disk: input,
            open: BTreeMap::new(),
            portfolio: Arc::default(),
            looked_at: Arc::default(),
            told: BTreeMap::new(),
        };
        workspace.assemble();
        workspace
    }

    /// The same folder, loaded again.
    pub(super) fn reload(&mut self, loaded: Loaded) {
        let Loaded { content, config, input } = loaded;
        self.content = content;
        self.assembler = Assembler::new(config);
        self.on_disk = input;
    }

    /// The path below the content folder of an address; `None` where it is elsewhere or no Markdown.
    pub(super) fn path_of(&self, address: &str) -> Option<String> {
        let path = address::to_path(address)?;
        let below = path.strip_prefix(&self.content).ok()?;
        let is_document =
            below.extension().is_some_and(|ending| ending == "md" || ending == "markdown");
        is_document.then(|| below.to_string_lossy().replace('\\', "/"))
    }

    /// The address of a file of the content folder.
    pub(super) fn address_of(&self, path: &str) -> String {
        address::of_path(&self.content.join(Path::new(path)))
    }

    /// Takes the text of a file that is open in the place of that on disk.
    pub(super) fn open(&mut self, path: &str, text: &str) {
        let beside = self.on_disk.documents.iter().find(|source| source.path() == path);
        let companion = beside.and_then(|source| source.companion().cloned());
        let source = Source::new(path, text.as_bytes()).with_companion(companion);
        self.open.insert(path.to_owned(), Arc::new(source));
    }

    /// What is open was written to disk as it is.
    pub(super) fn saved(&mut self, path: &str) {
        let Some(source) = self.open.get(path) else { return };
        let documents = &mut self.on_disk.documents;
        match documents.binary_search_by(|known| known.path().cmp(path)) {
            Ok(at) => documents[at] = Arc::clone(source),
            Err(at) => documents.insert(at, Arc::clone(source)),
        }
    }

    /// From now on the text on disk counts.
    pub(super) fn close(&mut self, path: &str) {
        self.open.remove(path);
    }

    /// Puts all side by side again.
    pub(super) fn assemble(&mut self) {
        let mut input = self.on_disk.clone();
        for (path, source) in &self.open {
            match input.documents.binary_search_by(|known| known.path().cmp(path)) {
                Ok(at) => input.documents[at] = Arc::clone(source),
                Err(at) => input.documents.insert(at, Arc::clone(source)),
            }
        }
        self.portfolio = self.assembler.assemble(input);
    }

    /// What its files are read with.
    pub(super) fn config(&self) -> &BuildConfig {
        self.assembler.config()
    }

    /// All plans and pages.
    pub(super) fn portfolio(&self) -> &Portfolio {
        &self.portfolio
    }

    /// The plan of a file.
    pub(super) fn plan(&self, path: &str) -> Option<&PlanEntry> {
        self.portfolio.plan_of_source(path)
    }

    /// The text of a file.
    pub(super) fn source(&self, path: &str) -> Option<&Arc<Source>> {
        let page = || self.portfolio.page_of_source(path).map(|page| &page.source);
        self.plan(path).map(|plan| &plan.source).or_else(page)
    }

    /// The findings on a file.
    pub(super) fn findings(&self, path: &str) -> &[Diagnostic] {
        let page = || self.portfolio.page_of_source(path).map(|page| &*page.findings);
        self.plan(path).map(|plan| &*plan.findings).or_else(page).unwrap_or_default()
    }

    /// Files of which something else is to be told than before: the address, and its findings as the protocol has them.
    /// What was made of a file that did not change is the same value as before, and is not looked at again.
    pub(super) fn news(&mut self) -> Vec<(String, Value)> {
        let (now, before) = (&self.portfolio, &self.looked_at);
        let is_new_plan = |plan: &&Arc<PlanEntry>| {
            before
                .plan_of_source(plan.source.path())
                .is_none_or(|known| !ptr::eq(known, Arc::as_ptr(plan)))
        };
        let is_new_page = |page: &&Arc<PageEntry>| {
            before
                .page_of_source(page.source.path())
                .is_none_or(|known| !ptr::eq(known, Arc::as_ptr(page)))
        };
        let plans = now.own().iter().filter(is_new_plan).map(|of| (&of.source, &of.findings));
        let pages = now.pages.iter().filter(is_new_page).map(|of| (&of.source, &of.findings));
        let mut news: BTreeMap<String, Value> = plans
            .chain(pages)
            .map(|(source, findings)| {
                let all = findings.iter().map(|finding| self.diagnostic(source, finding));
                (source.path().to_owned(), all.collect())
            })
            .collect();
        let gone = self.told.keys().filter(|path| self.source(path).is_none());
        news.extend(gone.map(|path| (path.clone(), json!([]))));
        let nothing = json!([]);
        news.retain(|path, all| self.told.get(path).unwrap_or(&nothing) != all);
        self.looked_at = Arc::clone(&self.portfolio);
        self.told.extend(news.clone());
        self.told.retain(|_, all| *all != nothing);
        news.into_iter().map(|(path, all)| (self.address_of(&path), all)).collect()
    }

    /// A finding as the protocol has it.
    fn diagnostic(&self, source: &Source, finding: &Diagnostic) -> Value {
        let mut message = finding.message.clone();
        let notes = finding.notes.iter().map(|note| format!("\nnote: {note}"));
        message.extend(notes.chain(finding.help.iter().map(|help| format!("\nhelp: {help}"))));
        let span = if finding.is_of_file() { source.line_span(1) } else { finding.span };
        let related: Vec<Value> = finding
            .labels
            .iter()
            .map(|label| {
                let range = self.units.range(source, label.span);
                let address = self.address_of(source.path());
                json!({ "location": { "uri": address, "range": range }, "message": label.text })
            })
            .collect();
        let mut told = json!({
            "range": self.units.range(source, span),
            "severity": severity(finding.severity),
            "code": finding.code,
            "source": "phasebook",
            "message": message,
        });
        if let Some(base) = &self.config().settings.site.base_url
            && rules::find(finding.code).is_some()
        {
            told["codeDescription"] =
                json!({ "href": format!("{base}rules/{}.html", finding.code) });
        }
        if !related.is_empty() {
            told["relatedInformation"] = json!(related);
        }
        told
    }
}

const fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    }
}
