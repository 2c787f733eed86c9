//! A date that is none; found by `parse`.
