//! Digits that may be two dates; found by `parse`.
