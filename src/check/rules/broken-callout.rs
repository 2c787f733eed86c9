//! A callout that does not end, or an end of none; found by `markdown`.
