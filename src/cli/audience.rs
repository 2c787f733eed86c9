//! A site as an audience is shown it.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;

use super::error::Failure;
use super::setup::Setup;
use crate::audience::{Audience, Candidate};
use crate::diagnostic::did_you_mean;
use crate::markdown;
use crate::model::plan::Article;
use crate::parse::parse;
use crate::pipeline::Input;
use crate::text::Source;

impl Setup {
    /// The same for an audience of the settings; without a name for all readers.
    pub(super) fn for_audience(mut self, name: Option<&str>) -> Result<Self, Failure> {
        let Some(name) = name else { return Ok(self) };
        let known = &self.settings().audience;
        let Some(settings) = known.get(name) else {
            let failure = Failure::new(format!("the settings have no audience `{name}`"));
            let near = did_you_mean(name, known.keys().map(String::as_str));
            return Err(match (near, known.is_empty()) {
                (Some(near), _) => failure.help(format!("did you mean `{near}`?")),
                (None, true) => failure.help(format!(
                    "add a table `[audience.{name}]` to the settings, with what it is shown"
                )),
                (None, false) => {
                    let names: Vec<String> = known.keys().map(|name| format!("`{name}`")).collect();
                    failure.help(format!("known are {}", names.join(", ")))
                }
            });
        };
        let audience = Audience::new(name, settings, &self.config.language);
        self.config_mut().audience = Some(Arc::new(audience));
        // What other sites keep from this audience is not known.
        self.config_mut().federated = Arc::default();
        Ok(self)
    }

    /// What the audience is shown of files. `is_content` says that they are all files of the content folder: then
    /// every plan that the settings name is one of them.
    pub(super) fn shown(&self, mut input: Input, is_content: bool) -> Result<Input, Failure> {
        let Some(audience) = self.config.audience.as_deref() else { return Ok(input) };
        let paths = || {
            let documents = input.documents.iter().map(|document| document.path());
            documents.chain(input.file_findings.iter().map(|file| file.path.as_str()))
        };
        if let Some((name, near)) = audience.unknown_plans(paths()).into_iter().next()
            && is_content
        {
            let of = &audience.edition.audience;
            let failure = Failure::new(format!(
                "`plans` of the audience `{of}` names `{name}`, which is not there"
            ));
            return Err(failure.help(match near {
                Some(near) => {
                    format!("did you mean `{near}`? A name that is wrong leaves nothing out")
                }
                None => {
                    "correct it, or take it out: a name that is wrong leaves nothing out".to_owned()
                }
            }));
        }
        let is_shown = |document: &Arc<Source>| {
            let tags = audience.asks_for_tags().then(|| self.tags(document));
            let tags = Some(tags.unwrap_or_default());
            audience.shows(Candidate { path: document.path(), tags: tags.as_deref() })
        };
        let shown: Vec<bool> = input.documents.par_iter().map(is_shown).collect();
        let mut withheld = BTreeSet::new();
        let mut shown = shown.into_iter();
        input.documents.retain(|document| {
            let is_shown = shown.next().unwrap_or_default();
            if !is_shown {
                withheld.insert(document.path().to_owned());
            }
            is_shown
        });
        input.file_findings.retain(|file| {
            let is_shown = audience.shows(Candidate { path: &file.path, tags: None });
            if !is_shown {
                withheld.insert(file.path.clone());
            }
            is_shown
        });
        audience.withhold(withheld.iter().map(String::as_str));
        Ok(Input { withheld, ..input })
    }

    fn tags(&self, source: &Source) -> Vec<String> {
        let (document, _) = markdown::read(source, &self.settings().limits);
        match parse(source, document, &self.config.language).0 {
            Article::Plan(plan) => plan.header.tags.clone(),
            Article::Page(page) => page.header.tags.clone(),
        }
    }

    /// Says on stderr which sections and columns are to be left out and are in no text: their names may be wrong.
    pub(super) fn say_what_is_not_found(&self) -> io::Result<()> {
        let Some(audience) = self.config.audience.as_deref() else { return Ok(()) };
        let (sections, columns) = audience.not_found();
        let of = &audience.edition.audience;
        let mut err = anstream::stderr();
        for (what, names) in [("section", sections), ("column", columns)] {
            for name in names {
                writeln!(
                    err,
                    "warning: the audience `{of}` names the {what} `{name}`, and no file that it is shown has one"
                )?;
            }
        }
        Ok(())
    }
}
