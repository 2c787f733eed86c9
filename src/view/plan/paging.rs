//! Which page of a plan's risks each risk stands on.

use super::At;
use crate::portfolio::PlanEntry;
use crate::site::{ListPage, Route};
use crate::view::part::{Pager, PagerEntry, counted, page_size};

/// A risk's group: the open ones of one cell stand on one page.
type Group = (bool, Option<(usize, usize)>);

/// So many risks of one cell stand on one page at most: all that anybody scrolls through.
const MOST_OF_CELL: usize = 5 * page_size::RISKS;

/// The page of each risk, for risks in the order of urgency, each by whether it is open and its cell.
/// A page holds about a hundred, and breaks only between cells, or within one of many hundreds; what is
/// not open or not placed may be parted anywhere.
pub fn risk_pages(risks: impl IntoIterator<Item = Group>) -> Vec<ListPage> {
    let risks: Vec<Group> = risks.into_iter().collect();
    let mut pages = Vec::with_capacity(risks.len());
    let (mut page, mut held) = (1, 0);
    let groups = risks.chunk_by(|a, b| a == b && a.0 && a.1.is_some());
    let groups = groups.flat_map(|group| group.chunks(MOST_OF_CELL));
    for group in groups {
        if held > 0 && held + group.len() > page_size::RISKS {
            page += 1;
            held = 0;
        }
        held += group.len();
        pages.extend(std::iter::repeat_n(page, group.len()));
    }
    pages
}

/// The page of each risk of a plan, in the order of urgency.
pub(in crate::view) fn by_urgency(entry: &PlanEntry) -> Vec<ListPage> {
    risk_pages(entry.summary.risks.iter().map(|risk| (risk.open, risk.cell)))
}

/// The page of each risk of a plan that is open, in register order.
pub(in crate::view) fn by_register(entry: &PlanEntry) -> Vec<ListPage> {
    let mut found = vec![1; entry.plan.risks.len()];
    for (&index, page) in entry.analysis.risk_order.iter().zip(by_urgency(entry)) {
        found[index] = page;
    }
    found
}

/// The pager of the register; `None` where one page holds all. `rows` are those of this page.
pub(super) fn pager(
    at: &At<'_, '_>,
    page: ListPage,
    rows: &[usize],
    route: impl Fn(ListPage) -> Route,
) -> Option<Pager> {
    let count = at.risk_pages.iter().copied().max().filter(|&n| n > 1)?;
    let href = |n| at.to(&route(n));
    let is_shown = |n: ListPage| n == 1 || n == count || n.abs_diff(page) <= 2;
    let mut pages: Vec<PagerEntry> = Vec::new();
    for n in 1..=count {
        if is_shown(n) {
            let href = (n != page).then(|| href(n));
            pages.push(PagerEntry { number: Some(n), href, current: n == page });
        } else if pages.last().is_some_and(|p| p.number.is_some()) {
            pages.push(PagerEntry { number: None, href: None, current: false });
        }
    }
    let before = at.risk_pages.iter().filter(|&&p| p < page).count();
    let total = counted(at.risk_pages.len(), "risk");
    Some(Pager {
        summary: format!("{}–{} of {total}", before + 1, before + rows.len()),
        previous: (page > 1).then(|| href(page - 1)),
        next: (page < count).then(|| href(page + 1)),
        pages,
    })
}

#[cfg(test)]
mod tests {
    use super::risk_pages;

    #[test]
    fn pages_break_between_cells() {
        let cell = |n: usize, row: usize| std::iter::repeat_n((true, Some((row, 0))), n);
        let pages = risk_pages(cell(60, 2).chain(cell(60, 1)).chain(cell(40, 0)));
        assert_eq!((pages[59], pages[60], pages[119], pages[120]), (1, 2, 2, 2));
        let one = risk_pages(cell(350, 0));
        assert!(one.iter().all(|p| *p == 1));
        let many = risk_pages(cell(1200, 0));
        assert_eq!((many[499], many[500], many[999], many[1000], many[1199]), (1, 2, 2, 3, 3));
    }

    #[test]
    fn closed_risks_break_anywhere() {
        let pages = risk_pages(std::iter::repeat_n((false, Some((0, 0))), 250));
        assert_eq!((pages[99], pages[100], pages[249]), (1, 2, 3));
        assert!(risk_pages([]).is_empty());
    }
}
