//! A header fact that is stated twice and differently; found by `parse`.
