//! Two values of one metric and phase, neither of them newer; found by `parse`.
