//! Risks in lists and in the register.

use serde::Serialize;

use super::At;
use super::fact::{day, fact};
use super::risk_map::Map;
use super::words::Line;
use crate::analysis::heatmap::Placement;
use crate::model::prose::Text;
use crate::model::risk::{Level, LevelKind, Risk, RiskStatusKind};
use crate::settings::Band;
use crate::view::facts::Fact;
use crate::view::heat::cell_classes;
use crate::view::part::{BandBadge, Html, band_badge};

/// A risk in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskLine {
    /// Its place in the register.
    pub href: String,
    /// What may happen.
    pub text_html: Html,
    /// ID, status, owner, and why it is in the list.
    pub sub_html: Html,
    /// Its band; `None` where it has no place on the map.
    pub band: Option<BandBadge>,
    /// Whether it no longer counts.
    pub closed: bool,
}

/// A risk in the register: `tr.rk`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanRiskRow {
    /// Its id on the page.
    pub anchor: String,
    /// Class of its cell, `c-2-3`; "" where it does not count on the map.
    pub class: String,
    /// Value of `data-band`; `None` where it does not count on the map.
    pub data_band: Option<&'static str>,
    /// Whether it no longer counts.
    pub closed: bool,
    /// The ID as written.
    pub id: Option<String>,
    /// What may happen.
    pub text_html: Html,
    /// Its band; `None` where it has no place on the map.
    pub band: Option<BandBadge>,
    /// Both levels: "Medium × High".
    pub rating: String,
    /// Its band after mitigation.
    pub after: Option<BandBadge>,
    /// Both levels after mitigation, where the register states one.
    pub after_rating: Option<String>,
    /// How it stands.
    pub status: RiskBadge,
    /// The kind of risk.
    pub category_html: Option<Html>,
    /// Who answers for it.
    pub owner_html: Option<Html>,
    /// What is done against it.
    pub mitigation_html: Option<Html>,
    /// Everything else that the register says of it, under the columns' names.
    pub more: Vec<Fact>,
}

/// A badge with a risk's status: `.badge[data-risk]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskBadge {
    /// Value of `data-risk`.
    pub risk: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// What it says: the author's words.
    pub text: String,
}

impl At<'_, '_> {
    /// A risk in a list; `why` says what it has to do with the page.
    pub(super) fn risk_line(&self, index: usize, why: Option<Line>) -> RiskLine {
        let risk = &self.plan().risks[index];
        let id = risk.id.as_ref().map(|id| Line::default().quote(&id.value));
        let status = risk.status.as_ref().map(|s| Line::default().quote(&s.text.plain));
        let owner = match &risk.owner {
            Some(owner) => self.people(owner),
            None if risk.is_open() => Line::of("owner not stated"),
            None => Line::default(),
        };
        let place = &self.entry.analysis.risks[index];
        let place = match (place.cell, place.band) {
            (Some(_), _) => Line::default(),
            (None, Some(_)) => Line::of("rated ").quote(rating(risk)),
            (None, None) => Line::of("not rated: ").quote(rating(risk)),
        };
        let acceptance = self.acceptance_words(index);
        let sub = [id, status, acceptance, Some(owner), Some(place), why].into_iter().flatten();
        let sub = sub.filter(|l| !l.is_empty()).fold(Line::default(), |line, next| {
            let gap = if line.is_empty() { "" } else { " · " };
            line.say(gap).append(&next)
        });
        RiskLine {
            href: self.to_risk(index),
            text_html: self.html_in_link(&risk.text),
            sub_html: sub.html(),
            band: self.entry.analysis.risks[index].band.map(band_badge),
            closed: !risk.is_open(),
        }
    }

    /// A row of the register on the page of a map.
    pub(super) fn risk_row(&self, map: Map, index: usize) -> PlanRiskRow {
        let risk = &self.plan().risks[index];
        let place = &self.entry.analysis.risks[index];
        let counts = map != Map::Open || risk.is_open();
        let cell = self.cell_of(map, index).filter(|_| counts);
        let has_residual = map != Map::Before
            && (risk.residual_likelihood.is_some() || risk.residual_impact.is_some());
        let own = self.to_risk(index);
        let html = |text: &Text| self.prose_of(&own).text(text);
        let html_of = |text: Option<&Text>| text.filter(|t| !t.is_empty()).map(html);
        PlanRiskRow {
            anchor: place.anchor.clone(),
            class: cell.map_or_else(String::new, |c| cell_classes("", c)),
            data_band: self.band_of(map, index).filter(|_| counts).map(Band::word),
            closed: !risk.is_open(),
            id: risk.id.as_ref().map(|id| id.value.clone()),
            text_html: html(&risk.text),
            band: place.band.map(band_badge),
            rating: rating(risk),
            after: place.residual_band.filter(|_| has_residual).map(band_badge),
            after_rating: has_residual.then(|| residual_rating(risk)),
            status: risk_badge(risk, place),
            category_html: html_of(risk.category.as_ref()),
            owner_html: self.people_html(risk.owner.as_ref()),
            mitigation_html: html_of(risk.mitigation.as_ref()),
            more: self.more_of(index, &html),
        }
    }

    /// "accepted by Ana Lima until 31 Dec 2026"; "open again since its acceptance ended on 30 Sep 2026".
    pub(super) fn acceptance_words(&self, index: usize) -> Option<Line> {
        let risk = &self.plan().risks[index];
        let acceptance = risk.acceptance.as_ref()?;
        let by = acceptance.by.as_ref().map(|by| Line::of("by ").append(&self.people(by)));
        let until = acceptance.until.as_ref().map(|day| day.value);
        if !self.entry.analysis.risks[index].accepted {
            let line = Line::of("open again: acceptance");
            let line = by.map_or(line.clone(), |by| line.say(" ").append(&by));
            return Some(line.say(" ended on ").day(until?));
        }
        let until = until.map(|day| Line::of("until ").day(day));
        let told: Vec<Line> = by.into_iter().chain(until).collect();
        let said = |line: Line, next: &Line| line.say(" ").append(next);
        (!told.is_empty()).then(|| told.iter().fold(Line::of("accepted"), said))
    }

    fn more_of(&self, index: usize, html: &impl Fn(&Text) -> Html) -> Vec<Fact> {
        let fact_if = |label: &str, text: Option<&Text>| {
            text.filter(|t| !t.is_empty()).map(|t| Fact::new(label, html(t)))
        };
        let risk = &self.plan().risks[index];
        let mut more: Vec<Fact> = Vec::new();
        for (binding, gate) in risk.bindings.iter().zip(&self.entry.analysis.risks[index].gates) {
            let target = binding.phase.index();
            more.push(fact(
                "Due",
                Line::default()
                    .link_quote(&binding.words, &self.to_phase(target))
                    .say(format!(", at {}", self.gate_name(gate.index()))),
            ));
        }
        let texts: [(&str, Option<&Text>); 3] = [
            ("Contingency", risk.contingency.as_ref()),
            ("Trigger", risk.trigger.as_ref()),
            ("Score as written", risk.score.as_ref().filter(|score| !is_rating(risk, score))),
        ];
        more.extend(texts.into_iter().filter_map(|(label, text)| fact_if(label, text)));
        if let Some(acceptance) = &risk.acceptance {
            let by = acceptance.by.as_ref().map(|by| fact("Accepted by", self.people(by)));
            let until = acceptance.until.as_ref().map(|until| {
                let line = Line::default().day(until.value);
                let is_past = !self.entry.analysis.risks[index].accepted;
                fact("Accepted until", if is_past { line.say(", which is past") } else { line })
            });
            more.extend(by.into_iter().chain(until));
            more.extend(fact_if("Reason", acceptance.reason.as_ref()));
        }
        more.extend(risk.raised.as_ref().map(|d| day("Raised", Some(d.value))));
        more.extend(risk.due.as_ref().map(|d| day("Due date", Some(d.value))));
        more.extend(risk.extra.iter().filter_map(|(name, text)| fact_if(name, Some(text))));
        more
    }
}

/// Whether a score is the rating that is shown already.
fn is_rating(risk: &Risk, score: &Text) -> bool {
    risk.rating.as_ref().is_some_and(|rating| rating.kind.label() == score.plain)
}

/// Both levels of a risk in words, "Medium × High"; else its one overall level.
pub fn rating(risk: &Risk) -> String {
    let (likelihood, impact) = (risk.likelihood.as_ref(), risk.impact.as_ref());
    match &risk.rating {
        // One overall level stands for both.
        Some(rating) if likelihood.is_none() || impact.is_none() => level(Some(rating)),
        _ => levels(likelihood, impact),
    }
}

/// Both levels of a risk after mitigation in words.
pub(super) fn residual_rating(risk: &Risk) -> String {
    levels(risk.residual_likelihood.as_ref(), risk.residual_impact.as_ref())
}

fn levels(likelihood: Option<&Level>, impact: Option<&Level>) -> String {
    if likelihood.is_none() && impact.is_none() {
        return "Not stated".to_owned();
    }
    format!("{} × {}", level(likelihood), level(impact))
}

fn level(level: Option<&Level>) -> String {
    match level {
        None => "not stated".to_owned(),
        Some(Level { kind: LevelKind::Unknown, text, .. }) => format!("“{}”", text.plain),
        Some(level) => level.kind.label().to_owned(),
    }
}

/// The badge of a risk's status.
fn risk_badge(risk: &Risk, place: &Placement) -> RiskBadge {
    let Some(status) = &risk.status else {
        return RiskBadge { risk: "unknown", icon: "unknown", text: "Not stated".to_owned() };
    };
    let icon = match status.kind {
        RiskStatusKind::Open | RiskStatusKind::Accepted => "approved",
        RiskStatusKind::Mitigating => "progress",
        RiskStatusKind::Mitigated | RiskStatusKind::Closed => "check",
        RiskStatusKind::Occurred => "attention",
        RiskStatusKind::Unknown => "unknown",
    };
    // What the note behind the word says of the acceptance stands beside the badge.
    let told = risk.acceptance.as_ref().filter(|of| of.by.is_some() || of.until.is_some());
    let word = match (status.kind, told) {
        (RiskStatusKind::Accepted, Some(_)) => "Accepted".to_owned(),
        _ => status.text.plain.to_string(),
    };
    // The author's word is shown; what it comes to now beside it.
    if status.kind == RiskStatusKind::Accepted && !place.accepted {
        let text = format!("{word} · open again");
        return RiskBadge { risk: RiskStatusKind::Open.word(), icon, text };
    }
    RiskBadge { risk: status.kind.word(), icon, text: word }
}
