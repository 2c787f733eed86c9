//! One value of the settings with its place, and the mistakes found on the way.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeString, DeValue};

use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::model::date::{Date, from_ymd, parse_iso};
use crate::text::{Span, is_unprintable};

/// The code of every finding about settings.
pub const CODE: &str = "invalid-settings";

/// The place of something in the environment. Nothing that the file states is empty.
pub(super) const VARIABLE: Span = Span { start: 0, end: 0 };

/// The place of something in the file.
pub(super) fn place<T>(spanned: &Spanned<T>) -> Span {
    let span = spanned.span();
    Span::new(span.start, span.end)
}

/// A value with its key.
#[derive(Debug, Clone, Copy)]
pub(in crate::settings) struct Item<'a> {
    /// The key that it stands under.
    pub(super) key: &'a str,
    /// Where the key stands.
    pub(super) key_place: Span,
    /// Where the value stands.
    pub(super) place: Span,
    value: &'a DeValue<'a>,
}

impl<'a> Item<'a> {
    /// A line of the file.
    pub(super) fn in_file(key: &'a Spanned<DeString<'_>>, value: &'a Spanned<DeValue<'a>>) -> Self {
        let (key_place, place) = (place(key), place(value));
        Self { key: key.get_ref(), key_place, place, value: value.get_ref() }
    }

    /// A variable.
    pub(super) fn in_environment(key: &'a str, value: &'a DeValue<'a>) -> Self {
        Self { key, key_place: VARIABLE, place: VARIABLE, value }
    }

    /// A value inside this one.
    fn inner(&self, value: &'a Spanned<DeValue<'a>>) -> Self {
        let place = if self.place == VARIABLE { VARIABLE } else { place(value) };
        Self { place, value: value.get_ref(), ..*self }
    }

    /// Says that the value is of the wrong type.
    pub(super) fn wants<T>(&self, what: &str, faults: &mut Faults) -> Option<T> {
        let is = match self.value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        faults.wrong(self.place, &format!("must be {what}, not {is}"))
    }

    /// One line of text.
    pub(in crate::settings) fn text(&self, faults: &mut Faults) -> Option<String> {
        let DeValue::String(text) = self.value else { return self.wants("text", faults) };
        let text = text.trim();
        if text.is_empty() {
            return faults.wrong(self.place, "must not be empty");
        }
        if text.chars().any(char::is_control) {
            return faults.wrong(self.place, "must be one line without control characters");
        }
        Some(text.to_owned())
    }

    /// Text that passes a check, which completes "`key` …" where it does not.
    pub(in crate::settings) fn checked<T>(
        &self,
        check: fn(&str) -> Result<T, &'static str>,
        faults: &mut Faults,
    ) -> Option<T> {
        match check(&self.text(faults)?) {
            Ok(value) => Some(value),
            Err(reason) => faults.wrong(self.place, reason),
        }
    }

    /// A whole number.
    pub(in crate::settings) fn number<T: TryFrom<u64>>(
        &self,
        range: RangeInclusive<u64>,
        faults: &mut Faults,
    ) -> Option<T> {
        let what = format!("from {} to {}", range.start(), range.end());
        let DeValue::Integer(number) = self.value else {
            return self.wants(&format!("a whole number {what}"), faults);
        };
        let number = i128::from_str_radix(number.as_str(), number.radix()).ok();
        number
            .and_then(|n| u64::try_from(n).ok())
            .filter(|n| range.contains(n))
            .and_then(|n| T::try_from(n).ok())
            .or_else(|| faults.wrong(self.place, &format!("must be {what}")))
    }

    /// True or false.
    pub(in crate::settings) fn truth(&self, faults: &mut Faults) -> Option<bool> {
        match self.value {
            DeValue::Boolean(value) => Some(*value),
            _ => self.wants("true or false", faults),
        }
    }

    /// Text, or a whole number as text.
    pub(in crate::settings) fn name(&self, faults: &mut Faults) -> Option<String> {
        match self.value {
            DeValue::Integer(number) => Some(number.to_string()),
            _ => self.text(faults),
        }
    }

    /// A calendar date, as text or as TOML's own.
    pub(in crate::settings) fn date(&self, faults: &mut Faults) -> Option<Date> {
        let date = match self.value {
            DeValue::Datetime(toml::value::Datetime { date: Some(date), time: None, .. }) => {
                let parts = (i16::try_from(date.year), i8::try_from(date.month));
                let day = i8::try_from(date.day);
                let (Ok(year), Ok(month), Ok(day)) = (parts.0, parts.1, day) else { return None };
                from_ymd(year, month, day)
            }
            DeValue::String(text) => parse_iso(text.trim()),
            _ => return self.wants("a date", faults),
        };
        date.or_else(|| {
            faults.wrong(self.place, "is not a date of the calendar, as year-month-day")
        })
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(
        &self,
        what: &str,
        choices: &[(&'static str, T)],
        faults: &mut Faults,
    ) -> Option<T> {
        let DeValue::String(word) = self.value else { return self.wants(what, faults) };
        let found = choices.iter().find(|(choice, _)| *choice == word.as_ref());
        if found.is_none() {
            let words = choices.iter().map(|&(word, _)| word);
            let help = suggestion(word, words);
            let subject = &faults.subject;
            let message = format!("{subject} must be {what}, and `{word}` is not");
            faults.push(self.place, message, help);
        }
        found.map(|&(_, value)| value)
    }

    /// The entries of a list.
    pub(super) fn list(&self, what: &str, faults: &mut Faults) -> Option<Vec<Self>> {
        match self.value {
            DeValue::Array(items) => Some(items.iter().map(|item| self.inner(item)).collect()),
            _ => self.wants(what, faults),
        }
    }

    /// The entries of a table: each with its own key.
    pub(super) fn table(&self, what: &str, faults: &mut Faults) -> Option<Vec<Self>> {
        let DeValue::Table(entries) = self.value else { return self.wants(what, faults) };
        let entry = |(key, value): (&'a Spanned<DeString<'_>>, _)| {
            let key_place = if self.place == VARIABLE { VARIABLE } else { place(key) };
            Self { key: key.get_ref(), key_place, ..self.inner(value) }
        };
        Some(entries.iter().map(entry).collect())
    }

    /// A list of texts; what is none of it is left out with a finding.
    pub(super) fn words(&self, faults: &mut Faults) -> Option<Vec<String>> {
        let items = self.list("a list of texts", faults)?;
        Some(items.iter().filter_map(|item| item.text(faults)).collect())
    }
}

/// Mistakes, and what the next one is about.
#[derive(Debug, Default)]
pub(in crate::settings) struct Faults {
    found: Vec<Diagnostic>,
    /// The key or variable, in backticks.
    pub(super) subject: String,
    /// A right line for it.
    pub(super) example: String,
}

impl Faults {
    /// Sets what the next mistakes are about.
    pub(super) fn about(&mut self, subject: String, example: String) {
        (self.subject, self.example) = (subject, example);
    }

    /// Adds a mistake of the current subject; `what` completes "`key` …".
    pub(super) fn wrong<T>(&mut self, place: Span, what: &str) -> Option<T> {
        let message = format!("{} {what}", self.subject);
        self.push(place, message, format!("write, for example, `{}`", self.example));
        None
    }

    /// Adds an unknown name, with the near one or all.
    pub(super) fn unknown<'a>(
        &mut self,
        place: Span,
        message: String,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        self.push(place, message, suggestion(name, known));
    }

    /// Adds a mistake.
    pub(super) fn push(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        // A quoted key or word may hold anything; a message is one line.
        let message: String = message
            .into()
            .chars()
            .flat_map(|c| if is_unprintable(c) { c.escape_default().collect() } else { vec![c] })
            .collect();
        let mut found = Diagnostic::new(CODE, span, message).help(help);
        found.severity = Severity::Error;
        self.found.push(found);
    }

    /// Adds mistakes found elsewhere.
    pub(super) fn extend(&mut self, found: impl Iterator<Item = Diagnostic>) {
        self.found.extend(found);
    }

    /// All mistakes.
    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// The near word, or all of them.
fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = did_you_mean(word, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let all: Vec<_> = known.map(|word| format!("`{word}`")).collect();
    format!("known are {}", all.join(", "))
}
