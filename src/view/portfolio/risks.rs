//! The map of open risks over all plans.

use std::collections::BTreeSet;

use serde::Serialize;

use super::risk_row::{RiskRow, risk_rows};
use super::{Lede, Links, counted_are};
use crate::model::risk::LevelKind;
use crate::portfolio::Register;
use crate::settings::Band;
use crate::site::Route;
use crate::view::Context;
use crate::view::heat::{HeatCell, HeatMap, HeatRow, LegendEntry};
use crate::view::part::counted;
use crate::view::plan::words::Line;
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/risks.html";

/// How many severe risks the page shows itself.
const TOP: usize = 10;

/// The map, categories, and the worst risks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RisksPage {
    /// The sentence.
    pub lede: Lede,
    /// Whether a risk stands on the map; else the list comes first.
    pub has_placed: bool,
    /// The map; `None` without an open risk.
    pub map: Option<HeatMap>,
    /// Open risks beside the map that state a single overall level, by band: "3 severe", "5 major".
    pub rated: Vec<Anchor>,
    /// Open risks by category, the fullest first.
    pub categories: Vec<CategoryRow>,
    /// How many severe risks are open.
    pub severe: usize,
    /// The first of them.
    pub top: Vec<RiskRow>,
    /// All of them, where there are more.
    pub top_all: Option<Anchor>,
    /// How bands are set.
    pub rule: Anchor,
}

/// A category of risks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CategoryRow {
    /// Link to its list; `None` for risks without a category.
    pub href: Option<String>,
    /// Its name.
    pub name: String,
    /// How many of its risks are severe.
    pub severe: usize,
    /// How many are open.
    pub open: usize,
}

/// The map of open risks over all plans.
pub fn page(context: &Context<'_>) -> (Shell, RisksPage) {
    let path = Route::Risks.path();
    let links = Links { page: &path };
    let register = context.portfolio.register();
    let severe = register.of_band(Some(Band::Severe));
    let shown = severe.iter().take(TOP).map(|&i| &register.risks[i]);
    let view = RisksPage {
        lede: lede(context, links, register, severe.len()).missing(context, links),
        map: (!register.risks.is_empty()).then(|| map(context, links, register)),
        has_placed: !register.cells.is_empty(),
        rated: rated(links, register),
        categories: categories(links, register),
        top: risk_rows(context, links, shown),
        top_all: (severe.len() > TOP).then(|| {
            links.anchor(
                &Route::RiskBand(Band::Severe, 1),
                format!("All {} severe risks", severe.len()),
            )
        }),
        severe: severe.len(),
        rule: links.about("bands", "How bands are set"),
    };
    (shell(context, &PageFrame::new(&path, "Risks across all plans", NavSection::Risks)), view)
}

/// "3 severe", "5 major": open risks with a band and no place on the map, each number with its list.
fn rated(links: Links<'_>, register: &Register) -> Vec<Anchor> {
    let of = |band: Band| {
        let count = register.rated(band).len();
        let text = format!("{count} {}", band.word());
        (count > 0).then(|| links.anchor(&Route::RisksRated(band, 1), text))
    };
    Band::ALL.into_iter().filter_map(of).collect()
}

/// Number of plans that the risks stand in.
pub(super) fn plans_of(register: &Register, risks: impl IntoIterator<Item = usize>) -> usize {
    risks.into_iter().map(|i| register.risks[i].plan).collect::<BTreeSet<_>>().len()
}

/// "15 severe risks are open in 11 plans. 192 risks are open in all; 88 are mitigated or closed and
/// not counted here."
fn lede(context: &Context<'_>, links: Links<'_>, register: &Register, severe: usize) -> Lede {
    let open = register.risks.len();
    if (open == 0 || severe == 0) && withholds_risks(context) {
        let strong = if open == 0 {
            "No open risk is shown to this audience."
        } else {
            "No severe risk is shown to this audience."
        };
        return Lede::new(strong, "Not every risk is shown.".to_owned());
    }
    let settled = match register.settled {
        0 => String::new(),
        1 => "; 1 is mitigated or closed and not counted here".to_owned(),
        n => format!("; {n} are mitigated or closed and not counted here"),
    };
    if open == 0 {
        let rest = match register.settled {
            0 => String::new(),
            _ => format!("{} mitigated or closed.", counted_are(register.settled, "risk")),
        };
        return Lede::new("No open risks.", rest);
    }
    let plans = |n| counted(n, "plan");
    let all = plans_of(register, 0..open);
    if severe == 0 {
        return Lede::new(
            "No severe risk is open.",
            format!("{} open in {}{settled}.", counted_are(open, "risk"), plans(all)),
        );
    }
    let in_plans = plans_of(register, register.of_band(Some(Band::Severe)));
    let list = links.to(&Route::RiskBand(Band::Severe, 1));
    let severe = Line::default()
        .link(format!("{} open", counted_are(severe, "severe risk")), &list)
        .say(format!(" in {}.", plans(in_plans)));
    Lede::of(severe, Line::of(format!("{} open in all{settled}.", counted_are(open, "risk"))))
}

/// Whether some plan is shown to the audience of the site without all of its risks.
fn withholds_risks(context: &Context<'_>) -> bool {
    let withheld = context.portfolio.entries.iter().filter_map(|entry| entry.summary.withheld);
    withheld.into_iter().any(|withheld| withheld.risks)
}

fn map(context: &Context<'_>, links: Links<'_>, register: &Register) -> HeatMap {
    let scale = &context.settings.scale;
    let row = |(row, &likelihood): (usize, &LevelKind)| HeatRow {
        label: likelihood.label(),
        cells: scale
            .impact
            .iter()
            .enumerate()
            .map(|(column, &impact)| {
                let risks = register.cells.get(&(row, column)).map_or(&[][..], Vec::as_slice);
                let list = Route::RiskCell(likelihood, impact, 1);
                let cell = HeatCell::new(
                    scale.grid[row][column],
                    likelihood.label(),
                    impact.label(),
                    risks.len(),
                    || links.to(&list),
                );
                if risks.is_empty() {
                    return cell;
                }
                let plans = plans_of(register, risks.iter().copied());
                cell.with_sub(format!("in {}", counted(plans, "plan")))
            })
            .collect(),
    };
    let not_placed = register.of_band(None).len();
    HeatMap {
        caption: "Open risks of every plan that is not complete, cancelled or rolled back. \
                  Select a cell to list its risks."
            .to_owned(),
        impact: scale.impact.iter().map(|i| i.label()).collect(),
        rows: scale.likelihood.iter().enumerate().rev().map(row).collect(),
        legend: Band::ALL
            .into_iter()
            .map(|band| {
                let count = register.of_band(Some(band)).len();
                LegendEntry::new(band, count, || Some(links.to(&Route::RiskBand(band, 1))))
            })
            .collect(),
        not_placed: (not_placed > 0)
            .then(|| links.anchor(&Route::RisksNotPlaced(1), format!("{not_placed} not rated"))),
    }
}

fn categories(links: Links<'_>, register: &Register) -> Vec<CategoryRow> {
    let is_severe = |i: &usize| register.risks[*i].band == Some(Band::Severe);
    let mut rows: Vec<CategoryRow> = register
        .categories
        .iter()
        .map(|category| CategoryRow {
            href: Some(links.to(&Route::RiskCategory(category.slug.clone(), 1))),
            name: category.name.clone(),
            severe: category.risks.iter().filter(|i| is_severe(i)).count(),
            open: category.risks.len(),
        })
        .collect();
    let categorised: usize = rows.iter().map(|r| r.open).sum();
    let open = register.risks.len() - categorised;
    if open > 0 {
        let severe = register.of_band(Some(Band::Severe)).len();
        rows.push(CategoryRow {
            href: None,
            name: "Category not stated".to_owned(),
            severe: severe - rows.iter().map(|r| r.severe).sum::<usize>(),
            open,
        });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Plan;
    use crate::model::risk::LevelKind::{Critical, High, Low, Medium, Unknown};
    use crate::model::risk::RiskStatusKind;
    use crate::portfolio::fixture::{entry_of, risk, text, with_status};
    use crate::view::portfolio::fixture::{plan_of, site};

    fn page_of(plans: Vec<(&str, Plan)>) -> RisksPage {
        let entries = plans.into_iter().map(|(path, plan)| entry_of(path, plan, None)).collect();
        site(entries, Vec::new(), |context| page(context).1)
    }

    #[test]
    fn the_map_counts_every_open_risk_once() {
        let mut technical = risk("R1", High, Critical);
        technical.category = Some(text("Technical"));
        let a = plan_of(vec![
            technical,
            risk("R2", High, Critical),
            with_status(risk("R3", High, Critical), RiskStatusKind::Closed),
            risk("R4", Unknown, Low),
        ]);
        let b = plan_of(vec![risk("R1", High, Critical), risk("R2", Low, Medium)]);
        let page = page_of(vec![("a.md", a), ("b.md", b)]);
        assert_eq!(page.lede.strong, "3 severe risks are open in 2 plans.");
        assert_eq!(
            page.lede.rest,
            "5 risks are open in all; 1 is mitigated or closed and not counted here."
        );
        let map = page.map.expect("risks are open");
        let worst = &map.rows[0].cells[3];
        assert_eq!((worst.count, worst.sub.as_deref()), (3, Some("in 2 plans")));
        assert_eq!(worst.href.as_deref(), Some("risks/high-critical.html"));
        let placed: usize = map.rows.iter().flat_map(|r| &r.cells).map(|c| c.count).sum();
        assert_eq!(placed, 4);
        assert_eq!(map.not_placed.map(|a| a.text), Some("1 not rated".to_owned()));
        let names: Vec<_> =
            page.categories.iter().map(|c| (c.name.as_str(), c.severe, c.open)).collect();
        assert_eq!(names, [("Technical", 1, 1), ("Category not stated", 2, 4)]);
        assert_eq!(page.top.len(), 3);
        assert_eq!(page.top[0].href, "plans/a/risks.html#r1");
    }

    #[test]
    fn without_open_risks_there_is_no_map() {
        let plan = plan_of(vec![with_status(risk("R1", High, High), RiskStatusKind::Mitigated)]);
        let page = page_of(vec![("a.md", plan)]);
        assert_eq!((page.lede.strong.as_str(), page.map), ("No open risks.", None));
        assert_eq!(page.lede.rest, "1 risk is mitigated or closed.");
    }
}
