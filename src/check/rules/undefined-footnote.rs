//! A mark of a footnote without its text; found by `markdown`.
