//! Lists of the site, which words such as "blocked" or "severe" find.

use std::borrow::Cow;

use super::record::SearchRecord;
use crate::model::header::StatusKind;
use crate::portfolio::{Portfolio, Summary};
use crate::settings::Band;
use crate::site::Route;

/// The lists that a site has, each with words that a reader may ask for it by.
pub(super) fn of(portfolio: &Portfolio) -> Vec<SearchRecord<'static>> {
    let kinds: Vec<Option<StatusKind>> = portfolio.ordered().map(Summary::status_kind).collect();
    let is_made = |route: &Route| match route {
        Route::Status(kind, _) => kinds.contains(kind),
        _ => true,
    };
    let status = |kind| Route::Status(Some(kind), 1);
    let lists = [
        (Route::Attention(1), "Plans that need attention", "overdue late stale problems"),
        (status(StatusKind::InProgress), "Rollouts in progress", "live running ongoing active"),
        (status(StatusKind::Paused), "Paused rollouts", "stopped halted on hold"),
        (status(StatusKind::RolledBack), "Rollouts that were rolled back", "stopped reverted"),
        (status(StatusKind::Approved), "Approved rollouts", "ready planned next"),
        (status(StatusKind::Draft), "Drafts of rollouts", "planning proposed"),
        (status(StatusKind::Complete), "Complete rollouts", "completed done finished shipped"),
        (status(StatusKind::Cancelled), "Cancelled rollouts", "stopped abandoned withdrawn"),
        (status(StatusKind::Unknown), "Rollouts of unknown status", "unclear"),
        (Route::Gates(1), "Gates and decisions", "blocked stopped ready waiting approvals no-go"),
        (Route::RiskBand(Band::Severe, 1), "Severe risks", "critical worst"),
        (Route::RiskBand(Band::Major, 1), "Major risks", "high"),
        (Route::Rollbacks(1), "Rollbacks of live plans", "emergency call revert undo"),
        (Route::Timeline(1), "Timeline of all plans", "dates calendar overdue schedule"),
        (Route::Findings(1), "Findings of all plans", "errors warnings lint check"),
    ];
    let record = |(route, title, words): (Route, &'static str, &str)| SearchRecord {
        kind: 10,
        at: route.path(),
        file: "",
        title: Cow::Borrowed(title),
        lang: None,
        status: None,
        written: None,
        owner: None,
        about: Vec::new(),
        items: Vec::new(),
        text: words.to_owned(),
    };
    lists.into_iter().filter(|(route, ..)| is_made(route)).map(record).collect()
}
