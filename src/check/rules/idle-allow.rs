//! A comment that should allow a finding and allows none; found by `check::allow`.
