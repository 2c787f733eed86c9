//! What every file of a site is read with.

use std::fmt::Debug;
use std::sync::Arc;

use super::Work;
use crate::analysis::past::KnownChanges;
use crate::analysis::trend::Trends;
use crate::analysis::{Analysis, analyse};
use crate::audience::Audience;
use crate::check::Baseline;
use crate::model::date::Date;
use crate::model::history::{FileHistory, History, TextId};
use crate::model::plan::Plan;
use crate::parse::Language;
use crate::portfolio::Federated;
use crate::settings::Settings;
use crate::text::Source;

/// What every file of a site is read with. When it changes, every file is read again.
#[derive(Debug, Clone)]
pub struct BuildConfig {
    /// The site's settings.
    pub settings: Settings,
    /// The vocabulary of those settings.
    pub language: Language,
    /// The date that the site is as of.
    pub today: Date,
    /// Which commits changed the files; empty where that is not known, or not wanted.
    pub history: Arc<History>,
    /// What their versions state otherwise; `None` where nobody asked.
    pub changes: Option<Arc<KnownChanges>>,
    /// The texts of earlier versions; `None` where nobody asked.
    pub texts: Option<Arc<dyn EarlierTexts>>,
    /// How plans stood at the ends of past weeks; `None` where nobody asked.
    pub trends: Option<Arc<Trends>>,
    /// Who is shown the site, where it is not for all readers.
    pub audience: Option<Arc<Audience>>,
    /// Findings that are accepted, and not told.
    pub baseline: Baseline,
    /// Plans of other sites.
    pub federated: Arc<Federated>,
    /// Which program reads them, so that another makes every page anew; `None` where nobody told.
    pub program: Option<u64>,
    /// Whether a site with feeds is made, and each plan's summary gets its sentence.
    pub sentences: bool,
    /// Bytes of text of all documents up to which the model of every plan stays in memory: it takes about
    /// ten times its text. Above, the memory is worth more than the time of reading a plan again.
    pub held_bytes: usize,
    /// Where it is counted how far the work is.
    pub work: Arc<Work>,
}

/// Gives texts of earlier versions of plans.
pub trait EarlierTexts: Debug + Send + Sync {
    /// A text by its id; `None` where it is not at hand.
    fn text(&self, id: &TextId) -> Option<Vec<u8>>;
}

const HELD_BYTES: usize = 12 << 20;

impl BuildConfig {
    /// A configuration that accepts no finding.
    pub fn new(settings: Settings, today: Date) -> Self {
        let language = Language::new(&settings);
        Self {
            settings,
            language,
            today,
            history: Arc::default(),
            changes: None,
            texts: None,
            trends: None,
            audience: None,
            baseline: Baseline::default(),
            federated: Arc::default(),
            program: None,
            sentences: false,
            held_bytes: HELD_BYTES,
            work: Arc::default(),
        }
    }

    /// What follows from a plan, its commits too.
    pub(super) fn analyse(&self, source: &Source, plan: &Plan) -> Analysis {
        let analysis = analyse(plan, &self.settings, self.today);
        match self.history_of(source.path()) {
            Some(history) => {
                let of = (&self.settings, self.today);
                analysis.with_history(plan, of, history, self.changes.as_deref())
            }
            None => analysis,
        }
    }

    /// The commits of a document.
    pub fn history_of(&self, path: &str) -> Option<&FileHistory> {
        self.history.get(path).map(|history| &**history)
    }
}
