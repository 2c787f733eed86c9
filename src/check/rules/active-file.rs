//! A linked file that may run scripts; found by [`resolve_links`](crate::check::resolve_links).
