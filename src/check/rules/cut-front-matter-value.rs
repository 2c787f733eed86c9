//! A value of front matter that a comment cuts short; found by `parse`.
