//! Where links and images lead.

/// Where a link or an image of an author leads, judged by its decoded URL alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An absolute URL with an allowed scheme (http, https, mailto, tel).
    External(String),
    /// A place in the same document, without `#`.
    Fragment(String),
    /// A file, by its path from the content folder with `/`, and the fragment or "".
    /// The path is `None` where it leaves the content folder.
    Local {
        /// Normalised path below the content folder.
        path: Option<String>,
        /// The fragment without `#`, or "".
        fragment: String,
        /// The URL as the author wrote it, decoded.
        written: String,
    },
    /// A file by its name alone, or the end of its path, as wikilinks name it: `[[Name#Heading]]`.
    Wiki {
        /// The name, without its ending or with it; "" for the same document.
        name: String,
        /// The words of a heading, or "".
        heading: String,
    },
    /// A URL that is never linked (a scheme that is not allowed, an empty one); as written.
    Refused(String),
}

impl Target {
    /// The URL as the author wrote it.
    pub fn written(&self) -> String {
        match self {
            Self::External(url) | Self::Refused(url) | Self::Local { written: url, .. } => {
                url.clone()
            }
            Self::Fragment(fragment) => format!("#{fragment}"),
            Self::Wiki { name, heading } if heading.is_empty() => format!("[[{name}]]"),
            Self::Wiki { name, heading } => format!("[[{name}#{heading}]]"),
        }
    }
}
