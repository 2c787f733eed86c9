//! All plans in orders other than that of the status index, each made at the first use.

use std::cmp::{Ordering, Reverse};
use std::sync::{Arc, OnceLock};

use super::entry::PlanEntry;
use super::summary::Summary;
use crate::site::PlanOrder;
use crate::text::compare_natural;

/// Plans in the orders of [`PlanOrder`], as indices; shared by portfolios that differ in nothing of
/// them.
#[derive(Debug, Clone, Default)]
pub struct PlanOrders([Arc<OnceLock<Vec<usize>>>; PlanOrder::ALL.len()]);

impl PlanOrders {
    /// The orders of a portfolio in which newer versions of some plans have the place of older ones:
    /// pairs of both.
    pub(super) fn kept(&self, changed: &[(&Summary, &Summary)]) -> Self {
        let mut kept = self.clone();
        for view in PlanOrder::ALL {
            if changed.iter().any(|(old, new)| !has_same_place(view, old, new)) {
                kept.0[view as usize] = Arc::default();
            }
        }
        kept
    }
}

/// Whether nothing that the order reads differs.
fn has_same_place(view: PlanOrder, old: &Summary, new: &Summary) -> bool {
    old.title == new.title
        && old.is_template == new.is_template
        && match view {
            PlanOrder::Updated => old.updated == new.updated,
            PlanOrder::Risk => old.worst_risks() == new.worst_risks(),
            PlanOrder::Owner => compare_owners(old, new).is_eq(),
            PlanOrder::AToZ => true,
        }
}

/// Owners by name, before authors of the same name who stand in for one; plans that name nobody last.
fn compare_owners(a: &Summary, b: &Summary) -> Ordering {
    match (&a.owner, &b.owner) {
        (Some(one), Some(other)) => compare_natural(one, other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
    .then(a.owner_is_author.cmp(&b.owner_is_author))
}

impl PlanOrders {
    /// All plans in an order, as indices.
    pub(super) fn view(&self, view: PlanOrder, entries: &[Arc<PlanEntry>]) -> &[usize] {
        self.0[view as usize].get_or_init(|| self.sorted(view, entries))
    }

    fn sorted(&self, view: PlanOrder, entries: &[Arc<PlanEntry>]) -> Vec<usize> {
        let plan = |index: usize| &entries[index].summary;
        if view == PlanOrder::AToZ {
            let mut order: Vec<usize> =
                (0..entries.len()).filter(|&i| !plan(i).is_template).collect();
            order.sort_by(|&a, &b| {
                let titles = compare_natural(&plan(a).title, &plan(b).title);
                titles.then_with(|| plan(a).slug.cmp(&plan(b).slug))
            });
            return order;
        }
        // These sorts are stable: what is equal stays by title.
        let mut order = self.view(PlanOrder::AToZ, entries).to_vec();
        match view {
            PlanOrder::Updated => order.sort_by_key(|&i| Reverse(plan(i).updated)),
            PlanOrder::Risk => order.sort_by_cached_key(|&i| Reverse(plan(i).worst_risks())),
            PlanOrder::Owner => order.sort_by(|&a, &b| compare_owners(plan(a), plan(b))),
            PlanOrder::AToZ => {}
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::parse_iso;
    use crate::model::header::StatusKind;
    use crate::model::plan::Plan;
    use crate::model::risk::LevelKind::{self, Critical, High, Low, Unknown};
    use crate::portfolio::Portfolio;
    use crate::portfolio::fixture::{entry, entry_of, risk};
    use crate::portfolio::{PlanEntry, gather, replace};

    fn portfolio(entries: Vec<PlanEntry>) -> Portfolio {
        gather(entries.into_iter().map(Arc::new).collect(), Vec::new(), Arc::default(), Vec::new())
    }

    /// The titles in the order of a view.
    fn titles(portfolio: &Portfolio, view: PlanOrder) -> Vec<&str> {
        let title = |&i: &usize| portfolio.entries[i].summary.title.as_str();
        portfolio.view(view).iter().map(title).collect()
    }

    #[test]
    fn titles_stand_by_number_and_without_case() {
        let plan = |title: &str, path: &str| entry(path, title, None);
        let all = portfolio(vec![
            plan("Wave 10", "a.md"),
            plan("wave 9", "b.md"),
            plan("Änderung", "c.md"),
            plan("alpha", "z.md"),
            plan("Alpha", "y.md"),
            plan("beta", "e.md"),
            plan("beta", "d.md"),
        ]);
        let order = ["Alpha", "alpha", "beta", "beta", "wave 9", "Wave 10", "Änderung"];
        assert_eq!(titles(&all, PlanOrder::AToZ), order);
        let paths = all.view(PlanOrder::AToZ).iter().map(|&i| all.entries[i].source.path());
        assert_eq!(paths.collect::<Vec<_>>()[2..4], ["d.md", "e.md"], "twins by their place");
    }

    #[test]
    fn the_newest_stand_first_and_what_states_no_date_last() {
        let plan = |title: &str, updated| {
            let mut plan = entry(&format!("{title}.md"), title, None);
            plan.summary.updated = updated;
            plan
        };
        let all = portfolio(vec![
            plan("A", None),
            plan("B", parse_iso("2026-11-01")),
            plan("D", parse_iso("2026-11-20")),
            plan("C", parse_iso("2026-11-20")),
        ]);
        assert_eq!(titles(&all, PlanOrder::Updated), ["C", "D", "B", "A"]);
    }

    #[test]
    fn risks_stand_by_band_then_by_their_number() {
        let plan = |title: &str, levels: &[(LevelKind, LevelKind)]| {
            let risks = levels.iter().map(|(likelihood, impact)| risk("R", *likelihood, *impact));
            let plan = Plan { risks: risks.collect(), ..Plan::default() };
            let mut entry = entry_of(&format!("{title}.md"), plan, None);
            title.clone_into(&mut entry.summary.title);
            entry
        };
        let all = portfolio(vec![
            plan("A", &[]),
            plan("B", &[(Unknown, High)]),
            plan("C", &[(Low, Low), (Low, Low)]),
            plan("D", &[(High, Critical)]),
            plan("E", &[(High, Critical), (Low, Low), (High, Critical)]),
            plan("F", &[(High, Critical), (Low, Low)]),
        ]);
        assert_eq!(titles(&all, PlanOrder::Risk), ["E", "D", "F", "C", "A", "B"]);
    }

    #[test]
    fn owners_stand_by_name_and_plans_without_one_last() {
        let plan = |title: &str, owner: Option<&str>, is_author| {
            let mut plan = entry(&format!("{title}.md"), title, None);
            plan.summary.owner = owner.map(str::to_owned);
            plan.summary.owner_is_author = is_author;
            plan
        };
        let all = portfolio(vec![
            plan("A", None, false),
            plan("B", Some("team 10"), false),
            plan("C", Some("Team 9"), true),
            plan("E", Some("Team 9"), false),
            plan("D", Some("Team 9"), false),
        ]);
        assert_eq!(titles(&all, PlanOrder::Owner), ["D", "E", "C", "B", "A"]);
    }

    #[test]
    fn an_order_is_kept_while_nothing_that_it_reads_changes() {
        let plan = |owner: &str, status| {
            let mut plan = entry("a.md", "A", Some(status));
            plan.summary.owner = Some(owner.to_owned());
            plan
        };
        let before = portfolio(vec![plan("Ada", StatusKind::Draft), entry("b.md", "B", None)]);
        let kept = |new: PlanEntry| {
            let after =
                replace(&before, vec![Arc::new(new)], Vec::new(), Arc::default(), Vec::new());
            let is_kept = |view| std::ptr::eq(before.view(view), after.view(view));
            PlanOrder::ALL.map(is_kept)
        };
        assert_eq!(kept(plan("Ada", StatusKind::Complete)), [true; 4]);
        assert_eq!(kept(plan("Bob", StatusKind::Draft)), [true, true, false, true]);
        let renamed = entry("a.md", "C", Some(StatusKind::Draft));
        assert_eq!(kept(renamed), [false; 4]);
    }
}
