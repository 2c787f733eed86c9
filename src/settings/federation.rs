//! Federation: other sites whose plans this one lists beside its own.

/// Another site whose plans are listed here: an entry of `[[federation]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Federation {
    /// What it is called here.
    pub name: String,
    /// The address of its root, ending in `/`.
    pub url: String,
    /// A copy of its `api/v1/plans.json`: a path below this site's root.
    pub plans: String,
}
