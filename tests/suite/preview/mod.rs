//! The live preview, asked as browsers ask it.

mod client;
