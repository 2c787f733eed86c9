//! Several phases in progress at once; found by `parse`.
