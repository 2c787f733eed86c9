//! The manual in `docs/`: a site of ordinary pages that says what the program does.

mod pages;
mod reference;
mod tutorial;
