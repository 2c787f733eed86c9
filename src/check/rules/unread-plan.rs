//! A file that names phases or risks and is no plan; found by `parse`.
