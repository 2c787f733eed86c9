//! Views as HTML: the door to the template engine, and the theme's files.
//!
//! In: a page's frame and struct. Out: its bytes, with a sprite of just the icons that it uses.
//! Invariant: the same values and theme give the same bytes; only `| safe` on names that end in
//! `html` prints anything unescaped.

#[cfg(test)]
mod audit;
mod bundle;
mod error;
mod escape;
mod files;
mod sprite;
#[cfg(test)]
mod tests;
mod theme;

pub use error::{Place, RenderError};
pub use theme::{Asset, PreviewAssets, Renewed, Theme};
