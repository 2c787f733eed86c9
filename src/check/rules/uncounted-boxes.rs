//! Task items of an ordinary page; found by `parse`.
