//! A name of a plan that leads to none; found where plans stand side by side.
