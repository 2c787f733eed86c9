//! Lists of open risks over all plans: of a cell, a band, a category, and without a place.

use serde::Serialize;

use super::risk_row::{RiskRow, risk_rows};
use super::risks::plans_of;
use super::{Lede, Links, counted_are, page_title, sentence_case};
use crate::model::risk::LevelKind;
use crate::portfolio::{Register, RiskRef};
use crate::settings::{Band, Scale};
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::part::{
    BandBadge, Breadcrumb, Pager, band_badge, counted, page_size, page_slice, pager,
};
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/risk-list.html";

/// Which open risks a list holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RiskList {
    /// Those of a cell, by likelihood and impact.
    Cell(LevelKind, LevelKind),
    /// Those of a band.
    Band(Band),
    /// Those of a category, by its slug.
    Category(String),
    /// Those without a place on the map.
    NotPlaced,
    /// Those of a band that state a single overall level.
    Rated(Band),
}

/// A page of a list of risks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskListPage {
    /// Where it stands.
    pub trail: Breadcrumb,
    /// The heading.
    pub title: String,
    /// The band of all of them.
    pub band: Option<BandBadge>,
    /// The sentence.
    pub lede: Lede,
    /// What the table lists, and in which order.
    pub caption: String,
    /// The risks of this page.
    pub rows: Vec<RiskRow>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// How bands are set.
    pub rule: Anchor,
}

impl RiskList {
    /// Its page.
    pub fn route(&self, page: ListPage) -> Route {
        match self {
            Self::Cell(likelihood, impact) => Route::RiskCell(*likelihood, *impact, page),
            Self::Band(band) => Route::RiskBand(*band, page),
            Self::Category(slug) => Route::RiskCategory(slug.clone(), page),
            Self::NotPlaced => Route::RisksNotPlaced(page),
            Self::Rated(band) => Route::RisksRated(*band, page),
        }
    }

    /// Its risks, as indices into the register.
    pub fn risks(&self, register: &Register, scale: &Scale) -> Vec<usize> {
        match self {
            Self::Cell(likelihood, impact) => scale
                .cell(*likelihood, *impact)
                .and_then(|cell| register.cells.get(&cell))
                .cloned()
                .unwrap_or_default(),
            Self::Band(band) => register.of_band(Some(*band)),
            Self::Category(slug) => {
                register.category(slug).map(|c| c.risks.clone()).unwrap_or_default()
            }
            Self::NotPlaced => register.of_band(None),
            Self::Rated(band) => register.rated(*band),
        }
    }

    fn title(&self, register: &Register) -> String {
        match self {
            Self::Cell(likelihood, impact) => {
                format!("Likelihood {}, impact {}", likelihood.label(), impact.label())
            }
            Self::Band(band) => format!("{} risks", band.label()),
            Self::Category(slug) => register
                .category(slug)
                .map_or_else(|| slug.clone(), |category| format!("Risks: {}", category.name)),
            Self::NotPlaced => "Unrated risks".to_owned(),
            Self::Rated(band) => format!("Rated risks: {}", band.word()),
        }
    }

    fn band(&self, scale: &Scale) -> Option<Band> {
        match self {
            Self::Cell(likelihood, impact) => scale.band(*likelihood, *impact),
            Self::Band(band) | Self::Rated(band) => Some(*band),
            Self::Category(_) | Self::NotPlaced => None,
        }
    }
}

/// A page of a list of risks.
pub fn page(context: &Context<'_>, list: &RiskList, page: ListPage) -> (Shell, RiskListPage) {
    let path = list.route(page).path();
    let links = Links { page: &path };
    let register = context.portfolio.register();
    let scale = &context.settings.scale;
    let risks = list.risks(register, scale);
    let title = page_title(&list.title(register), page);
    let rows = page_slice(&risks, page, page_size::RISKS);
    let view = RiskListPage {
        trail: Breadcrumb {
            links: vec![links.anchor(&Route::Risks, "Risks")],
            here: title.clone(),
        },
        band: list.band(scale).map(band_badge),
        lede: lede(list, register, &risks),
        caption: format!("{title}: by band, impact, likelihood and ID, the worst first"),
        rows: risk_rows(
            context,
            links,
            rows.iter().map(|&i| &register.risks[i]).collect::<Vec<&RiskRef>>(),
        ),
        pager: pager(&path, page, risks.len(), page_size::RISKS, "risk", |n| list.route(n)),
        rule: links.about("bands", "How bands are set"),
        title: title.clone(),
    };
    (shell(context, &PageFrame::new(&path, &title, NavSection::Risks)), view)
}

fn lede(list: &RiskList, register: &Register, risks: &[usize]) -> Lede {
    let noun = match list {
        RiskList::Band(band) => format!("{} risk", band.word()),
        RiskList::Rated(band) => format!("rated {} risk", band.word()),
        _ => "risk".to_owned(),
    };
    let rest = match list {
        RiskList::NotPlaced => {
            "A risk is rated when its plan states a likelihood and an impact, or one overall rating, that this site's scale knows."
        }
        RiskList::Rated(_) => {
            "They state a single overall level, and not both likelihood and impact."
        }
        _ => "",
    };
    if risks.is_empty() {
        return Lede::new(sentence_case(&format!("no {noun} is open.")), rest);
    }
    let plans = counted(plans_of(register, risks.iter().copied()), "plan");
    Lede::new(format!("{} open in {plans}.", counted_are(risks.len(), &noun)), rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::risk::LevelKind::{Critical, High, Low};
    use crate::portfolio::fixture::{entry_of, risk};
    use crate::view::portfolio::fixture::{plan_of, site};

    #[test]
    fn lists_page_in_the_order_of_risks() {
        let a = plan_of((1..=101).map(|n| risk(&format!("R{n}"), Low, Critical)).collect());
        let b = plan_of(vec![risk("R200", High, Low), risk("R300", Low, Critical)]);
        let entries = vec![entry_of("a.md", a, None), entry_of("b.md", b, None)];
        site(entries, Vec::new(), |context| {
            let (shell, first) = page(context, &RiskList::Band(Band::Major), 1);
            assert_eq!(shell.title, "Major risks · Rollout plans");
            assert_eq!(first.lede.strong, "102 major risks are open in 2 plans.");
            let ids: Vec<_> = first.rows.iter().filter_map(|r| r.id.as_deref()).collect();
            assert_eq!((ids.len(), ids[1], ids[9]), (100, "R2", "R10"));
            let pager = first.pager.expect("two pages");
            assert_eq!(pager.summary, "1–100 of 102 risks");
            assert_eq!(pager.next.as_deref(), Some("major-2.html"));
            let (_, second) = page(context, &RiskList::Cell(Low, Critical), 2);
            assert_eq!(second.rows[1].id.as_deref(), Some("R300"));
            assert_eq!(second.rows[1].href, "../plans/b/risks.html#r300");
            let (_, none) = page(context, &RiskList::NotPlaced, 1);
            assert_eq!(none.lede.strong, "No risk is open.");
        });
    }
}
