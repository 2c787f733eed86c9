//! What stands above a table of plans: counts by status, and what needs attention.

use serde::Serialize;

use super::known::{StatedShare, stated};
use super::row::{AttentionRow, attention_rows, unread_rows};
use super::{Links, STATUSES, status_label};
use crate::model::header::StatusKind;
use crate::portfolio::{Summary, UnreadableDocument};
use crate::site::Route;
use crate::view::part::status_icon;
use crate::view::shell::Anchor;

/// How many plans are listed under "Needs attention".
const MOST_ATTENTION: usize = 5;

/// Counts, and what needs attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// The shares of the statuses.
    pub shares: Vec<Share>,
    /// A tile for each status.
    pub tiles: Vec<Tile>,
    /// How much the plans state, where it is little.
    pub stated: Option<StatedShare>,
    /// How many plans need attention.
    pub attention_count: usize,
    /// The worst of them.
    pub attention: Vec<AttentionRow>,
    /// All of them, where there are more.
    pub attention_all: Option<Anchor>,
    /// How the list is made.
    pub attention_rule: Anchor,
}

/// A status's share of the plans, as a part of a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Value of `data-status`.
    pub status: &'static str,
    /// Where it begins, in percent with `%`.
    pub x: String,
    /// How wide it is.
    pub width: String,
}

/// The number of plans of a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tile {
    /// Value of `data-status`.
    pub status: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// The status.
    pub text: &'static str,
    /// How many plans.
    pub count: usize,
    /// Link to their list, where there is one.
    pub href: Option<String>,
}

/// Whose plans are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// All plans: each status has its list, and so has what needs attention.
    Site,
    /// Those of a program: there is no list but the table below, trouble first.
    Program,
}

/// Counts and trouble of plans that stand in the order of the status index, and of documents that can't
/// be read.
pub(super) fn overview(
    links: Links<'_>,
    plans: &[&Summary],
    unread: &[&UnreadableDocument],
    of: Of,
) -> Overview {
    let in_need = plans.iter().take_while(|p| p.attention.is_some()).count();
    let needy = unread.len() + in_need;
    let mut worst = unread_rows(links.page, &unread[..unread.len().min(MOST_ATTENTION)]);
    let room = MOST_ATTENTION - worst.len();
    worst.extend(attention_rows(links.page, &plans[..in_need.min(room)]));
    let tiles = tiles(links, plans, of);
    let all = format!("All {needy}");
    Overview {
        shares: shares(&tiles),
        tiles,
        stated: stated(links, plans),
        attention_count: needy,
        attention_all: (needy > worst.len()).then(|| match of {
            Of::Site => links.anchor(&Route::Attention(1), all),
            Of::Program => Anchor { href: "#plans".to_owned(), text: all },
        }),
        attention: worst,
        attention_rule: links.about("attention", "How this list is made"),
    }
}

/// A tile for the template's own statuses, and for every other one that a plan has.
fn tiles(links: Links<'_>, plans: &[&Summary], of: Of) -> Vec<Tile> {
    STATUSES
        .into_iter()
        .map(|kind| (kind, plans.iter().filter(|p| p.status_kind() == kind).count()))
        .filter(|&(kind, count)| count > 0 || is_always_counted(kind))
        .map(|(kind, count)| Tile {
            status: kind.map_or("not-stated", StatusKind::word),
            icon: kind.map_or("unknown", status_icon),
            text: status_label(kind),
            count,
            href: (of == Of::Site).then(|| links.to(&Route::Status(kind, 1))),
        })
        .collect()
}

fn is_always_counted(kind: Option<StatusKind>) -> bool {
    use StatusKind::{Approved, Complete, Draft, InProgress};
    matches!(kind, Some(InProgress | Approved | Draft | Complete))
}

/// Gap between two shares, in hundredths of a percent.
const GAP: usize = 25;

/// The tiles' shares of a bar that is 100 % wide.
fn shares(tiles: &[Tile]) -> Vec<Share> {
    let total: usize = tiles.iter().map(|t| t.count).sum();
    let percent = |n: usize| format!("{}.{:02}%", n / 100, n % 100);
    let mut before = 0;
    let mut shares = Vec::new();
    for tile in tiles.iter().filter(|t| t.count > 0) {
        let start = before * 10_000 / total;
        before += tile.count;
        let end = before * 10_000 / total;
        let gap = if before < total { GAP.min((end - start) / 2) } else { 0 };
        shares.push(Share {
            status: tile.status,
            x: percent(start),
            width: percent(end - start - gap),
        });
    }
    shares
}
