//! What the system says of its own limits.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Most bytes of a file of the kernel that are read.
const MOST: u64 = 64 << 10;

/// The text of a small file that the kernel makes up, such as those below `/proc`; `None` where there is none.
pub fn kernel_file(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(MOST).read_to_string(&mut text).ok()?;
    Some(text)
}
