//! Two files with one place in the site; found by `build`.
