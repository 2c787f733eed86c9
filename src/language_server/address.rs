//! Addresses of files, as editors name them: `file:///home/ana/content/refunds.md`.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What may not stand in the path of a URL as it is (RFC 3986), `/` aside.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The address of a file.
pub(super) fn of_path(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let lead = if text.starts_with('/') { "" } else { "/" };
    format!("file://{lead}{}", utf8_percent_encode(&text, ESCAPED))
}

/// The file of an address; `None` for what is no file of this machine.
pub(super) fn to_path(address: &str) -> Option<PathBuf> {
    let path = address.strip_prefix("file://")?;
    let path = path.strip_prefix("localhost").unwrap_or(path);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/c:/plans` is `c:/plans`.
    let is_drive = path.as_bytes().get(2) == Some(&b':');
    path.starts_with('/').then(|| PathBuf::from(if is_drive { &path[1..] } else { &*path }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_are_one_anothers() {
        for (path, address) in
            [("/a/b.md", "file:///a/b.md"), ("/a b/ü%#?.md", "file:///a%20b/%C3%BC%25%23%3F.md")]
        {
            assert_eq!(of_path(Path::new(path)), address);
            assert_eq!(to_path(address), Some(PathBuf::from(path)));
        }
        assert_eq!(to_path("file:///c%3A/plans/a.md"), Some(PathBuf::from("c:/plans/a.md")));
        assert_eq!(to_path("untitled:Untitled-1"), None);
        assert_eq!(to_path("file://elsewhere/a.md"), None);
    }
}
