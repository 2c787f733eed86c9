//! The lists that a reader filters a table of all plans by.

use serde::Serialize;

use crate::model::header::StatusKind;
use crate::portfolio::Facet;
use crate::settings::Band;
use crate::view::Context;

/// A list to filter by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filter {
    /// Its name in the address.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Its values. Empty where they are too many for every page: the script has them.
    pub choices: Vec<Choice>,
}

/// A value to filter by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Its word in data.
    pub value: String,
    /// Its words.
    pub text: String,
}

/// So many values of a list are on each page, which has to stay small; longer lists come with the script.
pub const ON_PAGE: usize = 12;

/// The lists whose values are those that plans state: name, label, values.
pub(super) fn stated<'a>(context: &Context<'a>) -> [(&'static str, &'static str, &'a Facet); 3] {
    let facets = context.portfolio.facets(context.settings);
    [
        ("program", "Program", &facets.programs),
        ("approver", "Next approver", &facets.approvers),
        ("tag", "Tag", &facets.tags),
    ]
}

/// The values of a facet.
pub(super) fn choices(facet: &Facet) -> Vec<Choice> {
    let choice = |value: &crate::portfolio::FacetValue| Choice {
        value: value.value.clone(),
        text: value.text.clone(),
    };
    facet.values.iter().map(choice).collect()
}

/// All lists: status, risk, and what plans state. A list of fewer than two values tells no plans apart.
pub(super) fn filters(context: &Context<'_>) -> Vec<Filter> {
    let choice =
        |value: &str, text: &str| Choice { value: value.to_owned(), text: text.to_owned() };
    let statuses = StatusKind::ALL.map(|kind| choice(kind.word(), kind.label()));
    let bands = Band::ALL.map(|band| choice(band.word(), band.label()));
    let status = statuses.into_iter().chain([choice("not-stated", "Not stated")]);
    let risk = bands.into_iter();
    let risk = risk.chain([choice("not-placed", "Not rated"), choice("none", "None")]);
    let mut filters = vec![
        Filter { name: "status", label: "Status", choices: status.collect() },
        Filter { name: "risk", label: "Risk", choices: risk.collect() },
    ];
    for (name, label, facet) in stated(context) {
        let choices = match facet.values.len() {
            0 | 1 => continue,
            2..=ON_PAGE => choices(facet),
            _ => Vec::new(),
        };
        filters.push(Filter { name, label, choices });
    }
    filters
}
