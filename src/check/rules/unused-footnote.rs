//! A footnote that no mark leads to; found by `markdown`.
