//! What is in memory only while it is needed.

use std::ops::Deref;
use std::sync::Arc;

/// A value that is let go once what follows from it is known, and made again where it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Held<T>(Option<Arc<T>>);

impl<T> Held<T> {
    /// Whether it is in memory.
    pub fn is_held(&self) -> bool {
        self.0.is_some()
    }
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> From<Arc<T>> for Held<T> {
    fn from(value: Arc<T>) -> Self {
        Self(Some(value))
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().expect("a plan is opened before it is read")
    }
}
