//! A person who would roll back two phases at once; found where plans stand side by side.
