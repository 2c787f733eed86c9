//! A digest as one JSON object.

use std::io::{self, Write};

use serde::Serialize;

use crate::view::data;
use crate::view::portfolio::digest::Digest;

/// The version of this form; a field that goes or means something else raises it.
const SCHEMA: u32 = 1;

#[derive(Debug, Serialize)]
struct Form<'a> {
    schema: u32,
    #[serde(flatten)]
    digest: &'a Digest,
}

pub(super) fn write(out: &mut impl Write, digest: &Digest) -> io::Result<()> {
    data::write_json(out, &Form { schema: SCHEMA, digest })?;
    writeln!(out)
}
