//! Front matter that can't be read; found by `markdown` and `parse`.
