//! A file that can't be read; found by `disk`.
