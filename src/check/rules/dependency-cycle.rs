//! Plans that depend on each other in a circle; found where plans stand side by side.
