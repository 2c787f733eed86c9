//! The plan language of a site.

use super::value::Samples;
use super::words::Words;
use crate::model::lang::Lang;
use crate::settings::Settings;

/// The vocabulary of a site: synonyms and template samples. Made once, shared by all files.
#[derive(Debug, Clone)]
pub struct Language {
    pub(super) words: Words,
    pub(super) samples: Samples,
    /// Phases of a plan that are read at most.
    pub(super) most_phases: usize,
    /// The language of the site's plans, where the settings name one that is not English.
    pub(super) site: Option<Lang>,
}

impl Language {
    /// The vocabulary that ships with Phasebook and that of the settings.
    pub fn new(settings: &Settings) -> Self {
        let site = Lang::from_tag(&settings.site.language).filter(|lang| !lang.is_english());
        Self {
            words: Words::new(settings),
            samples: Samples::known(),
            most_phases: settings.limits.phases,
            site,
        }
    }

    /// Keys of the settings' `[words]` that name nothing of the plan language, each with the nearest
    /// name that does.
    pub fn unknown_words(settings: &Settings) -> Vec<(String, Option<String>)> {
        Words::unknown_keys(settings)
    }
}
