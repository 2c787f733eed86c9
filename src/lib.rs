#![doc = include_str!("README.md")]

// The reading order: a module imports only from modules listed above it.
pub mod analysis;
pub mod build;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod disk;
pub mod markdown;
pub mod model;
pub mod parse;
pub mod portfolio;
pub mod render;
pub mod settings;
pub mod site;
pub mod text;
pub mod view;
