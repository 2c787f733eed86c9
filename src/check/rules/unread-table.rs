//! Tables of a section of phases or risks that are read as neither; found by `parse`.
