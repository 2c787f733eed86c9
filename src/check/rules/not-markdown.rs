//! A file that was named and is no Markdown; found by `cli`.
