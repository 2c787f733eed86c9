//! Plans of other sites, as far as their data has what is looked for; what is found leads to those sites.

use std::borrow::Cow;

use super::People;
use super::record::{MOST_CHARS, SearchItem, SearchRecord, cut, shown};
use crate::model::header::StatusKind;
use crate::portfolio::{Portfolio, Summary};
use crate::settings::Federation;
use crate::site::{Route, absolute};
use crate::view::part::status_badge;

/// The records of plans of other sites, each with its slug there.
pub(super) fn of(portfolio: &Portfolio) -> impl Iterator<Item = (&str, SearchRecord<'_>)> {
    let others = &portfolio.entries[portfolio.own().len()..];
    others.iter().filter_map(|entry| {
        let site = entry.summary.site.as_deref()?;
        Some((entry.slug.as_str(), plan(site, &entry.summary)))
    })
}

fn plan<'a>(site: &'a Federation, plan: &'a Summary) -> SearchRecord<'a> {
    let own = Route::Plan(plan.slug.clone()).path();
    let folder = own.trim_end_matches("index.html");
    let to = |route: Route| absolute("", route.path().strip_prefix(folder).unwrap_or_default());
    let slug = || plan.slug.clone();
    let mut people = People::default();
    people.add_named(plan.owner.as_deref(), "Owner", || "index.html".to_owned());
    let mut items = Vec::new();
    let phases =
        plan.phases.iter().zip(plan.approvals.iter().map(Some).chain(std::iter::repeat(None)));
    for ((label, file), approval) in phases {
        let href = to(Route::Phase(slug(), file.clone()));
        let approver = approval.and_then(|approval| approval.approver.as_deref());
        people.add_named(approver, "Approver", || href.clone());
        items.push(SearchItem::Phase(href, cut(label, MOST_CHARS)));
    }
    let risks = to(Route::PlanRisks(slug(), 1));
    for risk in plan.risks.iter() {
        let href =
            if risk.anchor.is_empty() { risks.clone() } else { format!("{risks}#{}", risk.anchor) };
        people.add_named(risk.owner.as_deref(), "Risk owner", || href.clone());
        let text = cut(&risk.text, MOST_CHARS);
        let text = match &risk.id {
            Some(id) => format!("{}: {text}", shown(id)),
            None => text.into_owned(),
        };
        items.push(SearchItem::Risk(href, text, risk.band, !risk.open));
    }
    for (_, primary, backup) in &plan.rollback.owners {
        let rollback = || to(Route::Rollback(slug()));
        people.add_named(primary.as_deref(), "Rollback owner", rollback);
        people.add_named(backup.as_deref(), "Rollback backup", rollback);
    }
    items.extend(people.items());
    items.retain(|item| !item.words().is_empty());
    let status = plan.status.as_ref().map(|(kind, text)| (*kind, text.as_str()));
    let about = std::iter::once(site.name.as_str()).chain(plan.tags.iter().map(String::as_str));
    SearchRecord {
        kind: if plan.is_template { 5 } else { 0 },
        at: absolute(&site.url, folder),
        file: "index.html",
        title: Cow::Owned(shown(&plan.called()).into_owned()),
        lang: None,
        status: (!plan.is_template).then_some(status_badge(status).status),
        written: status
            .filter(|(kind, _)| *kind == StatusKind::Unknown)
            .map(|(_, text)| shown(text).into_owned()),
        owner: plan.owner.as_deref().map(shown),
        about: about.map(shown).collect(),
        items,
        text: String::new(),
    }
}
