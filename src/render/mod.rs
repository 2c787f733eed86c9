//! Views as HTML: the door to the template engine, and the theme's files.
//!
//! In: a page's frame and struct; a site's own theme files and its settings of the theme. Out: a page's
//! bytes, with a sprite of just the icons that it uses; styles, scripts, images and fonts.
//! Invariant: the same values and theme give the same bytes; only `| safe` on names that end in
//! `html` prints anything unescaped.

mod accent;
#[cfg(test)]
mod audit;
mod bundle;
mod compact;
mod engine;
mod error;
mod escape;
mod files;
mod markup;
mod one_file;
mod own;
mod picture;
mod sprite;
mod styles;
#[cfg(test)]
mod tests;
mod theme;
mod tidy;

pub use error::{RenderError, ThemePlace};
pub use files::{copy_of, originals};
pub use one_file::{FilePart, OneFile};
pub use own::{OwnFiles, OwnKind};
pub use styles::style_findings;
pub use theme::{Asset, PreviewAssets, Theme, ThemeChange};
