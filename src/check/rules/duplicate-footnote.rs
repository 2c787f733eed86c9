//! A footnote that is defined twice; found by `markdown`.
