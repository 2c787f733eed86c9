//! A plain line of the head that states nothing; found by `parse`.
