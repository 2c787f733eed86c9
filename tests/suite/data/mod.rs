//! The data: what `export` prints and `api/v1/` holds.

mod alpha;
mod paths;
mod shapes;
mod tables;
mod template;
