//! A page for each route.
