//! HTML that is shown as text; found by `markdown`.
