#![doc = include_str!("README.md")]

// The reading order: a module imports only from modules listed above it.
pub mod text;
pub mod diagnostic;
pub mod model;
pub mod settings;
pub mod site;
pub mod markdown;
pub mod parse;
pub mod audience;
pub mod analysis;
pub mod check;
pub mod portfolio;
pub mod federation;
pub mod view;
pub mod render;
pub mod pipeline;
pub mod disk;
pub mod history;
pub mod watch;
pub mod preview;
pub mod language_server;
pub mod cli;
