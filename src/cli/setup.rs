//! What every command that reads plans begins with: settings, date, folders, plans.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::args::SiteArguments;
use super::error::Failure;
use super::here::from_here;
use super::{baseline, clock, federation};
use crate::check::{Baseline, rules};
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::disk;
use crate::history::{self, NoHistory};
use crate::model::history::History;
use crate::parse::Language;
use crate::pipeline::{BuildConfig, Input, assemble, find_changes, find_trends};
use crate::portfolio::{FileFinding, Portfolio};
use crate::settings::{Limits, Settings, read};
use crate::text::{Source, Span, fingerprint};

/// Name of the settings file in a site's root.
pub(super) const SETTINGS_FILE: &str = "phasebook.toml";

/// A site as the arguments and settings describe it.
#[derive(Debug)]
pub(super) struct Setup {
    pub(super) root: PathBuf,
    pub(super) content: PathBuf,
    pub(super) config: Arc<BuildConfig>,
}

impl Setup {
    /// Reads settings and baseline and finds the folders.
    pub(super) fn new(site: &SiteArguments) -> Result<Self, Failure> {
        let mut setup = Self::without_baseline(site)?;
        setup.config_mut().baseline = baseline::read(&setup.root)?;
        Ok(setup)
    }

    /// The same with a baseline that accepts nothing.
    pub(super) fn without_baseline(site: &SiteArguments) -> Result<Self, Failure> {
        let settings = settings(site)?;
        let today = match site.today.or(settings.site.today) {
            Some(date) => date,
            None => clock::today()?,
        };
        let content =
            site.content.clone().unwrap_or_else(|| site.root.join(&settings.paths.content));
        let config = Arc::new(BuildConfig::new(settings, today));
        Ok(Self { root: site.root.clone(), content, config })
    }

    /// The same for a command that needs summaries and findings alone: no model of a plan is kept.
    pub(super) fn without_models(mut self) -> Self {
        self.config_mut().held_bytes = 0;
        self
    }

    /// The same with the plans of other sites, for a command that lists all plans or tells of their data.
    pub(super) fn with_federation(mut self) -> Self {
        let federated = federation::read(&self.root, self.settings(), self.config.today);
        self.config_mut().federated = Arc::new(federated);
        self
    }

    /// The same with the commits of the plans, unless they are not wanted. Where there should be some and none can be
    /// told, stderr says why, once.
    pub(super) fn with_history(mut self, site: &SiteArguments) -> Result<Self, Failure> {
        // Old texts are not cut, so that an audience is told nothing of them.
        if site.no_history || self.config.audience.is_some() {
            return Ok(self);
        }
        match self.commits() {
            Ok(history) => self.config_mut().history = Arc::new(history),
            Err(reason) if reason.is_surprising() => {
                say_without("no date is taken from commits", &reason)?;
            }
            Err(_) => {}
        }
        Ok(self)
    }

    /// The same for a command that is about commits: without them it can't be done.
    pub(super) fn with_needed_history(mut self, site: &SiteArguments) -> Result<Self, Failure> {
        if site.no_history {
            return Err(Failure::new(
                "what changed is known from commits, and `--no-history` asks for none",
            )
            .help("leave `--no-history` out"));
        }
        self.config_mut().history = Arc::new(self.commits()?);
        Ok(self)
    }

    /// The commits of the plans. Their log is kept in the user's cache folder.
    pub(super) fn commits(&self) -> Result<History, NoHistory> {
        let file = self.cache_file("log");
        history::read(&self.content, file.as_deref().map(|file| (file, clock::program())))
    }

    /// A file of the user's cache folder for this content folder; `None` where there is no such folder.
    fn cache_file(&self, ending: &str) -> Option<PathBuf> {
        let place = disk::real_path(&self.content).ok()?;
        let name = fingerprint(place.as_os_str().as_encoded_bytes());
        clock::cache_folder().map(|folder| folder.join(format!("{name:016x}.{ending}")))
    }

    /// The same with what the versions of the plans state otherwise, for pages that tell it. What was compared before
    /// is kept in the user's cache folder.
    pub(super) fn with_changes(mut self) -> Result<Self, Failure> {
        if self.config.history.is_empty() {
            return Ok(self);
        }
        let (file, of) = (self.cache_file("changes"), self.reader());
        let known = file.as_ref().map(|file| history::load_changes(file, of));
        let mut known = known.unwrap_or_default();
        let before = known.len();
        let found = history::Texts::open(&self.content).and_then(|mut texts| {
            find_changes(&self.config, &mut known, |id| texts.get(id).map_err(NoHistory::from))?;
            Ok(texts)
        });
        let texts = match found {
            Ok(texts) => texts,
            Err(reason) => {
                say_without("pages don't say what commits changed", &reason)?;
                return Ok(self);
            }
        };
        if let Some(file) = file.filter(|_| known.len() != before) {
            history::save_changes(&file, of, &known);
        }
        let config = self.config_mut();
        config.changes = Some(Arc::new(known));
        config.texts = Some(Arc::new(Mutex::new(texts)));
        Ok(self)
    }

    /// The same with how the plans stood at the ends of past weeks, for a site that tells it. What was counted before
    /// is kept in the user's cache folder.
    pub(super) fn with_trends(mut self) -> Self {
        let Some(texts) = self.config.texts.clone() else { return self };
        let (file, of) = (self.cache_file("trends"), self.reader());
        let known = file.as_ref().map(|file| history::load_standings(file, of));
        let mut known = known.unwrap_or_default();
        let (trends, is_new) = find_trends(&self.config, &mut known, |id| texts.text(id));
        if let Some(file) = file.filter(|_| is_new) {
            history::save_standings(&file, of, &known);
        }
        self.config_mut().trends = Some(Arc::new(trends));
        self
    }

    /// Fingerprint of what old texts are read with.
    fn reader(&self) -> u64 {
        fingerprint(format!("{:?} {:?}", clock::program(), self.settings()).as_bytes())
    }

    /// What plans are read with, to be changed before any is read.
    pub(super) fn config_mut(&mut self) -> &mut BuildConfig {
        Arc::make_mut(&mut self.config)
    }

    /// The site's settings.
    pub(super) fn settings(&self) -> &Settings {
        &self.config.settings
    }

    /// The folder to publish into.
    pub(super) fn output(&self, argument: Option<&Path>) -> PathBuf {
        let output = &self.settings().paths.output;
        let name = match &self.config.audience {
            Some(audience) => {
                format!("{}-{}", output.trim_end_matches('/'), audience.edition.audience)
            }
            None => output.clone(),
        };
        argument.map_or_else(|| self.root.join(name), Path::to_path_buf)
    }

    /// Refuses settings whose logo is not there, at the line that names it.
    pub(super) fn refuse_missing_logo(&self, site: &SiteArguments) -> Result<(), Failure> {
        let Some(logo) = &self.settings().theme.logo else { return Ok(()) };
        let path = self.root.join("static").join(logo);
        if disk::kind(&path)?.is_some() {
            return Ok(());
        }
        let source = settings_file(site)?.map(|file| read_settings(&file)).transpose()?;
        let span = source.as_ref().map_or(Span::default(), |source| place_of_key(source, "logo"));
        let shown = from_here(&path);
        let message = format!("the logo `{}` is not there", shown.display());
        let mut fault = Diagnostic::new("invalid-settings", span, message)
            .help("put it there, or state its path below `static/` as `logo` under `[theme]`");
        fault.severity = Severity::Error;
        // Where the file does not name it, the environment does.
        let source = source.filter(|_| !fault.is_of_file());
        Err(Failure::Settings { source, faults: vec![fault] })
    }

    /// Reads the content folder, what lies under `exclude` left out.
    pub(super) fn input(&self, exclude: &[&Path]) -> Result<Input, Failure> {
        let tree = disk::read_tree(&self.content, &self.settings().limits, exclude)?;
        let file_findings = tree.unreadable.into_iter().map(FileFinding::from).collect();
        Ok(Input {
            documents: tree.documents,
            files: tree.files,
            file_findings,
            ..Input::default()
        })
    }

    /// The plans of the content folder side by side.
    pub(super) fn portfolio(&self, exclude: &[&Path]) -> Result<Portfolio, Failure> {
        self.assemble(self.input(exclude)?)
    }

    /// Puts documents of the content folder side by side.
    pub(super) fn assemble(&self, input: Input) -> Result<Portfolio, Failure> {
        Ok(assemble(self.shown(input, true)?, &self.config))
    }

    /// Puts documents of another folder side by side, of which baseline and history know nothing.
    pub(super) fn assemble_elsewhere(&self, input: Input) -> Result<Portfolio, Failure> {
        let config = BuildConfig {
            baseline: Baseline::default(),
            history: Arc::default(),
            federated: Arc::default(),
            ..(*self.config).clone()
        };
        Ok(assemble(self.shown(input, false)?, &Arc::new(config)))
    }
}

/// Says on stderr what is left out for want of history, and what to do about it.
fn say_without(what: &str, reason: &NoHistory) -> io::Result<()> {
    let mut err = anstream::stderr();
    writeln!(err, "note: {what}: {reason}")?;
    reason.hint().map_or(Ok(()), |hint| writeln!(err, "help: {hint}"))
}

/// The settings file, if there is one.
fn settings_file(site: &SiteArguments) -> Result<Option<PathBuf>, Failure> {
    if site.config.is_some() {
        return Ok(site.config.clone());
    }
    let file = site.root.join(SETTINGS_FILE);
    Ok(disk::kind(&file)?.is_some().then_some(file))
}

fn settings(site: &SiteArguments) -> Result<Settings, Failure> {
    let file = settings_file(site)?;
    if disk::kind(&site.root)? != Some(disk::PathKind::Folder) {
        return Err(Failure::new(format!(
            "the site's root `{}` is not a folder",
            site.root.display()
        ))
        .help("name an existing folder with `-C DIR`"));
    }
    let source = file.map(|file| read_settings(&file)).transpose()?;
    let mut faults = match read::read(source.as_deref(), &clock::environment()) {
        Ok(settings) => match unknown_names(&settings, source.as_deref()) {
            faults if faults.is_empty() => return Ok(settings),
            faults => faults,
        },
        Err(faults) => faults,
    };
    faults.iter_mut().for_each(|fault| fault.severity = Severity::Error);
    Err(Failure::Settings { source, faults })
}

fn read_settings(file: &Path) -> Result<Arc<Source>, Failure> {
    let name = file.display().to_string();
    match disk::read_one(file, &name, &Limits::default()) {
        Ok(source) => Ok(Arc::new(source)),
        Err(unreadable) => {
            let text = format!("settings `{name}` can't be read: {}", unreadable.message);
            Err(Failure::new(text).help(unreadable.help))
        }
    }
}

/// Names under `[rules]` and `[words]` that mean nothing here.
fn unknown_names(settings: &Settings, source: Option<&Source>) -> Vec<Diagnostic> {
    let rules = settings.rules.keys().filter(|id| rules::find(id).is_none()).map(|id| {
        let near = did_you_mean(id, rules::ALL.iter().map(|rule| rule.id)).map(str::to_owned);
        ("rule", "[rules]", id.clone(), near)
    });
    let words = Language::unknown_words(settings)
        .into_iter()
        .map(|(key, near)| ("section or column", "[words]", key, near));
    rules
        .chain(words)
        .map(|(what, table, name, near)| {
            let span = source.map_or(Span::default(), |s| place_of_key(s, &name));
            let fault = Diagnostic::new(
                "invalid-settings",
                span,
                format!("unknown {what} `{name}` under `{table}`"),
            );
            match near {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help("see docs/reference/settings.md in the manual"),
            }
        })
        .collect()
}

fn place_of_key(source: &Source, key: &str) -> Span {
    let mut at = 0;
    for line in source.text().split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let rest = line.trim_start().trim_start_matches('"');
        let quote = line.trim_start().len() - rest.len();
        if rest
            .strip_prefix(key)
            .is_some_and(|r| r.trim_start_matches('"').trim_start().starts_with('='))
        {
            return Span::new(at + lead + quote, at + lead + quote + key.len());
        }
        at += line.len();
    }
    Span::default()
}
