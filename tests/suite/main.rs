//! One binary of tests that use the program as its users do.

#![allow(
    clippy::disallowed_methods,
    reason = "tests prepare files, look at what was published, and run the program"
)]

mod architecture;
mod audience;
mod ci;
mod cli;
mod data;
mod federation;
mod fuzz;
mod golden;
mod history;
mod html;
mod incremental;
mod kinds;
mod linked;
mod manual;
mod policy;
mod preview;
mod project;
mod publish;
mod site;
mod slow_shapes;
mod urls;
mod web;
