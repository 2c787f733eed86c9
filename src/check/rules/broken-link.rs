//! A link that leads nowhere; found by [`resolve_links`](crate::check::resolve_links).
