//! The day on which a plan is to be looked at again.

use super::super::dates::{self, Reading};
use super::super::reader::Reader;
use super::Fact;
use crate::model::header::Header;
use crate::model::prose::Text;

/// Takes the day of the next review. Words that are no day ("each quarter", "after Phase 4") are further
/// facts of the header.
pub(super) fn next(reader: &mut Reader<'_>, text: &Text, header: &mut Header) {
    let is_date = dates::read(&text.plain, reader.words) != Reading::None;
    if is_date || text.plain.starts_with(char::is_numeric) {
        header.next_review = reader.date(text, Fact::NextReview.place());
    }
    if header.next_review.is_none() {
        header.other.push(("Next review".to_owned(), text.clone()));
    }
}
