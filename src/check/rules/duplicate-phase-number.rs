//! Two phases with one number; found by `parse`.
