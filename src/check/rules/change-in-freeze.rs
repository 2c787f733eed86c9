//! A phase that begins in a freeze; found where plans stand side by side.
