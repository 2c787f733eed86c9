//! Files that authors link, judged by what they hold.

use std::fs::File;
use std::io::{Read, Seek};

use super::unreadable::{Trouble, regular};
use crate::site::{ActiveContent, judge, sample};

/// Why a file of this name, opened and at its beginning, is not published; else as much of its bytes
/// as that was judged by.
pub(super) fn judged(
    name: &str,
    file: &mut File,
) -> Result<Result<Vec<u8>, ActiveContent>, Trouble> {
    let asked = match sample(name) {
        Ok(asked) => asked,
        Err(active) => return Ok(Err(active)),
    };
    regular(file)?;
    let mut bytes = Vec::new();
    if asked > 0 {
        file.take(asked).read_to_end(&mut bytes)?;
        file.rewind()?;
    }
    Ok(judge(name, &bytes).map(|()| bytes))
}
