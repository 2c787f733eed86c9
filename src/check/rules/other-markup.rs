//! A file in another markup than Markdown; found by `parse`.
