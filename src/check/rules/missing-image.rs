//! An image that is not there; found by [`resolve_links`](crate::check::resolve_links).
