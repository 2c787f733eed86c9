//! A flag that two plans turn; found where plans stand side by side.
