//! The data: what `export` prints and `api/v1/` holds.

mod alpha;
mod forms;
mod paths;
mod read;
mod schema;
mod shapes;
mod tables;
mod template;
