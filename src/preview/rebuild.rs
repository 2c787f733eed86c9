//! From a hint that something changed to the next state of the site.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use super::content::Content;
use super::environment::{Environment, LoadedConfig};
use super::generation::{Inputs, Latest, next};
use super::own_theme::OwnTheme;
use super::report::{News, RebuildReport, findings};
use super::server::Announcer;
use super::settings_files::SettingsFiles;
use super::turn::{Problems, Turn, put};
use crate::diagnostic::Diagnostic;
use crate::disk::{self, DiskError, Folder, Scan};
use crate::pipeline::{Assembler, Site};
use crate::render::{Theme, ThemeChange};
use crate::settings;
use crate::site::Route;
use crate::text::{Source, Span};
use crate::view::preview::Problem;
use crate::watch::{Moment, WakeReason, Watcher};

/// Seconds of a day.
const DAY: u64 = 86_400;

/// Keeps the newest state of a site up to date.
pub(super) struct Rebuilder {
    environment: Environment,
    root: PathBuf,
    watcher: Watcher,
    current: Latest,
    announcer: Announcer,
    settings: SettingsFiles,
    /// The day of the last look, counted from 1970.
    day: u64,
    own_theme: OwnTheme,
    /// Whether the theme's files were made a theme of, or found not to be one.
    is_theme_tried: bool,
    /// What the settings said of the theme when it was made.
    look: settings::ThemeSettings,
    theme: Option<Arc<Theme>>,
    content: Option<Content>,
    /// A walk over the content that was begun before it was known to be the last.
    ahead: Option<Result<Scan, DiskError>>,
    assembler: Option<Assembler>,
    /// Whether a look has brought what no site was made of, as there was no content to read.
    is_behind: bool,
    problems: Problems,
}

impl Rebuilder {
    /// One that has looked at nothing yet.
    pub(super) fn new(
        environment: Environment,
        root: PathBuf,
        settings: Vec<(String, PathBuf)>,
        watcher: Watcher,
        current: Latest,
        announcer: Announcer,
    ) -> Self {
        Self {
            environment,
            watcher,
            current,
            announcer,
            settings: SettingsFiles::new(settings),
            day: 0,
            own_theme: OwnTheme::new(root.clone()),
            root,
            is_theme_tried: false,
            look: settings::ThemeSettings::default(),
            theme: None,
            content: None,
            ahead: None,
            assembler: None,
            is_behind: false,
            problems: Problems::default(),
        }
    }

    /// Keeps up with the files until the program ends.
    pub(super) fn run(mut self) -> ! {
        loop {
            let folders = self.folders();
            let has_news = self.watcher.follow(&folders);
            if let Some(warning) = self.watcher.take_warning() {
                (self.environment.tell)(&News::WatchWarning(&warning));
            }
            if !has_news {
                self.wait();
            }
            self.look();
        }
    }

    /// Waits until it is time to look. The longest part of a look, the walk over the content, is done
    /// in the time that files are given to come to rest.
    fn wait(&mut self) {
        loop {
            match self.watcher.wait(Some(self.time_to_next_look())) {
                WakeReason::Quiet => self.ahead = self.content.as_ref().map(Content::scan),
                WakeReason::Settled => return,
                WakeReason::Hint | WakeReason::Timeout | WakeReason::EventsLost => {
                    self.ahead = None;
                    return;
                }
            }
        }
    }

    /// Looks at everything; if something is new, there is a new state when this returns.
    pub(super) fn look(&mut self) {
        if catch_unwind(AssertUnwindSafe(|| self.try_to_look())).is_err() {
            self.begin_anew();
        }
    }

    fn try_to_look(&mut self) {
        let now = Moment::now();
        let mut turn = Turn::default();
        self.look_at_settings(now, &mut turn);
        self.look_at_theme(now, &mut turn);
        self.look_at_content(now, &mut turn);
        if turn.is_news() {
            let site = self.site(&mut turn);
            self.publish(site, &turn, now);
        }
    }

    /// After a fault of ours: what is remembered may be wrong.
    fn begin_anew(&mut self) {
        let told = "phasebook has failed on this change, which is a fault of its own";
        let finding = Diagnostic::new("internal-error", Span::default(), told.to_owned())
            .note("the terminal says where")
            .help("undo the change, and report it with the text that led to it");
        let name = "phasebook".to_owned();
        let problem = Problem { name, file: None, source: None, findings: vec![finding] };
        self.problems.internal = Some(problem);
        self.content = None;
        self.assembler = None;
        self.day = 0;
        let turn = Turn { are_problems_new: true, ..Turn::default() };
        let site = self.current.get().site.clone();
        self.publish(site, &turn, Moment::now());
    }

    fn look_at_settings(&mut self, now: Moment, turn: &mut Turn) {
        let changed = self.settings.refresh(now);
        let today =
            now.clock.duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs() / DAY + 1);
        if changed.is_none() && today == self.day {
            return;
        }
        self.day = today;
        turn.others.extend(changed.into_iter().flatten());
        match (self.environment.load)() {
            Ok(loaded) => {
                put(&mut self.problems.settings, None, turn);
                self.take(loaded, turn);
            }
            Err(problem) => put(&mut self.problems.settings, Some(problem), turn),
        }
    }

    fn take(&mut self, loaded: LoadedConfig, turn: &mut Turn) {
        let LoadedConfig { config, content, output } = loaded;
        let limits = config.settings.limits;
        if !self.content.as_ref().is_some_and(|known| known.is(&content, &output, &limits)) {
            self.content = Some(Content::new(content, output, limits));
            self.ahead = None;
        }
        let is_same = |known: &Assembler| {
            let known = known.config();
            known.settings == config.settings
                && known.today == config.today
                && known.baseline == config.baseline
                && known.history == config.history
                && known.federated.is_same(&config.federated)
        };
        if !self.assembler.as_ref().is_some_and(is_same) {
            self.assembler = Some(Assembler::new(Arc::new(config)));
            turn.is_new_config = true;
        }
    }

    fn look_at_theme(&mut self, now: Moment, turn: &mut Turn) {
        let look = self.assembler.as_ref().map(|known| known.config().settings.theme.clone());
        let look = look.unwrap_or_default();
        if look != self.look {
            self.look = look;
            self.is_theme_tried = false;
        }
        let changed = match self.own_theme.refresh(self.look.logo.as_deref(), now) {
            Ok(changed) => changed,
            Err(problem) => {
                self.is_theme_tried = false;
                return put(&mut self.problems.theme, Some(problem), turn);
            }
        };
        if changed.is_empty() && self.is_theme_tried {
            return;
        }
        self.is_theme_tried = true;
        // At first all of it is new, and nothing has changed.
        let is_first = self.theme.is_none() && self.problems.theme.is_none();
        match self.load_theme() {
            Ok(theme) => {
                let last = self.theme.as_ref();
                turn.theme = last.map_or(ThemeChange::More, |last| theme.changed_from(last));
                self.theme = Some(theme);
                put(&mut self.problems.theme, None, turn);
            }
            Err(problem) => put(&mut self.problems.theme, Some(problem), turn),
        }
        if !is_first && (turn.theme != ThemeChange::Nothing || turn.are_problems_new) {
            turn.others.extend(changed);
        }
    }

    /// The theme with the site's own files, if it prints every kind of page.
    fn load_theme(&self) -> Result<Arc<Theme>, Problem> {
        let theme = Theme::of_site(self.own_theme.own(), &self.look)
            .map(Arc::new)
            .map_err(|error| self.own_theme.files().problem(&error))?;
        if let Some(site) = &self.current.get().site {
            self.try_theme(&site.in_theme(Arc::clone(&theme)))?;
        }
        Ok(theme)
    }

    fn try_theme(&self, site: &Site) -> Result<(), Problem> {
        if self.own_theme.own().is_empty() {
            return Ok(());
        }
        let printed = site.samples().iter().try_for_each(|route| site.bytes(route).map(drop));
        printed.map_err(|error| self.own_theme.files().problem(&error))
    }

    fn look_at_content(&mut self, now: Moment, turn: &mut Turn) {
        let ahead = self.ahead.take();
        let Some(content) = &mut self.content else { return };
        let scan = ahead.unwrap_or_else(|| content.scan());
        turn.is_content_anew = !content.is_read();
        let (assembler, current) = (&self.assembler, self.current.get());
        let is_no_plan = |source: &Source| {
            let is_plan =
                |site: &Arc<Site>| matches!(site.of_source(source.path()), Some(Route::Plan(_)));
            current.site.as_ref().is_some_and(is_plan)
                && assembler.as_ref().is_some_and(|known| !known.reads_as_plan(source))
        };
        let refreshed = content.refresh(scan, now, &is_no_plan);
        put(&mut self.problems.half_written, content.half_written(now), turn);
        match refreshed {
            Ok(mut change) => {
                // Pictures that no page shows change no page.
                if let Some(site) = &self.current.get().site {
                    let used = site.portfolio().used_files();
                    change.newer.retain(|name| used.contains(name));
                }
                turn.content = change;
                put(&mut self.problems.content, None, turn);
            }
            Err(error) => {
                let help = error.hint().unwrap_or("put the folder back, or name another");
                let finding =
                    Diagnostic::new("missing-content", Span::default(), error.to_string())
                        .help(help);
                let name = "content".to_owned();
                let problem = Problem { name, file: None, source: None, findings: vec![finding] };
                put(&mut self.problems.content, Some(problem), turn);
            }
        }
    }

    /// The newest good site; `None` as long as there was none.
    fn site(&mut self, turn: &mut Turn) -> Option<Arc<Site>> {
        let last = self.current.get().site.clone();
        let (Some(assembler), Some(theme), Some(content)) =
            (&mut self.assembler, &self.theme, self.content.as_mut().filter(|c| c.is_read()))
        else {
            self.is_behind = true;
            return last;
        };
        turn.is_new_config |= std::mem::take(&mut self.is_behind);
        match &last {
            Some(site) if !turn.is_new_site() && turn.theme == ThemeChange::Nothing => {
                return last;
            }
            Some(site) if !turn.is_new_site() => {
                return Some(Arc::new(site.in_theme(Arc::clone(theme))));
            }
            _ => {}
        }
        let portfolio = assembler.assemble(content.input());
        let site = Site::new(portfolio, Arc::clone(assembler.config()), Arc::clone(theme));
        let unreadable = content.lost(&site);
        let site = Arc::new(site.with_file_findings(unreadable));
        if last.is_none()
            && let Err(problem) = self.try_theme(&site)
        {
            put(&mut self.problems.theme, Some(problem), turn);
            self.theme = None;
            return None;
        }
        put(&mut self.problems.internal, None, turn);
        Some(site)
    }

    fn publish(&mut self, site: Option<Arc<Site>>, turn: &Turn, begun: Moment) {
        let inputs = Inputs {
            turn,
            site,
            content: self.content.as_ref().map(Content::real_path).unwrap_or_default(),
            problems: self.problems.all(),
            theme_files: self.own_theme.files(),
            at: (self.environment.time_of_day)(),
            milliseconds: u64::try_from(begun.instant.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        let generation = next(&self.current.get(), inputs);
        let old = self.current.replace(generation, &self.announcer);
        self.tell(turn);
        drop(old);
    }

    fn tell(&mut self, turn: &Turn) {
        let new = self.current.get();
        let pages = new.site.as_ref().map_or(0, |site| match turn.theme {
            _ if turn.is_new_config => site.page_count(),
            ThemeChange::More => site.page_count(),
            _ => turn.documents().iter().map(|name| site.page_count_of(name)).sum(),
        });
        let report = RebuildReport {
            rebuilt: &new.rebuilt,
            pages,
            findings: new.site.as_deref().map(findings).unwrap_or_default(),
            problems: &new.problems,
            are_problems_new: turn.are_problems_new,
            has_site: new.site.is_some(),
        };
        (self.environment.tell)(&News::Rebuilt(report));
    }

    fn folders(&self) -> Vec<Folder> {
        let mut folders: Vec<Folder> = disk::folder(&self.root).into_iter().collect();
        folders.extend(self.settings.folders());
        folders.extend(self.own_theme.folders().iter().cloned());
        folders.extend(self.content.iter().flat_map(Content::folders));
        folders
    }

    fn time_to_next_look(&self) -> Duration {
        let now = Moment::now();
        let since = now.clock.duration_since(UNIX_EPOCH).unwrap_or_default();
        let midnight = Duration::from_secs(DAY - since.as_secs() % DAY);
        let content = self.content.as_ref().and_then(Content::next_look);
        let looks = [self.settings.next_look(), self.own_theme.next_look(), content];
        let next = looks.into_iter().flatten().min();
        next.map_or(midnight, |next| next.saturating_duration_since(now.instant).min(midnight))
    }
}
