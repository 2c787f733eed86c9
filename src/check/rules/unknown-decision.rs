//! A decision that is not a known word; found by `parse`.
