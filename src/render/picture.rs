//! A site's logo: whether its bytes are what its name says, and how wide it is shown.

/// Widest logo, in CSS pixels: wider ones are shown as wide as the page allows.
const WIDEST: f64 = 1000.0;

/// Whether the bytes begin as files of this ending do.
pub(super) fn is_of_its_kind(bytes: &[u8], ending: &str) -> bool {
    let at = |start: usize, mark: &[u8]| bytes.get(start..).is_some_and(|b| b.starts_with(mark));
    match ending {
        "svg" => std::str::from_utf8(bytes).is_ok_and(|text| text.contains("<svg")),
        "png" => at(0, PNG),
        "jpg" | "jpeg" => at(0, &[0xFF, 0xD8, 0xFF]),
        "webp" => at(0, b"RIFF") && at(8, b"WEBP"),
        "avif" => at(4, b"ftyp"),
        _ => false,
    }
}

/// How PNG files begin: RFC 2083, section 3.1.
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";

/// Width at a height, in CSS pixels, where the file tells its proportions in its head (PNG, SVG).
pub(super) fn width_at(height: u32, bytes: &[u8], ending: &str) -> Option<u32> {
    let (w, h) = match ending {
        "png" => png_size(bytes)?,
        "svg" => svg_size(std::str::from_utf8(bytes).ok()?)?,
        _ => return None,
    };
    let width = (f64::from(height) * w / h).round();
    (1.0..=WIDEST).contains(&width).then(|| whole(width))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the width is between 1 and 1000"
)]
fn whole(width: f64) -> u32 {
    width as u32
}

/// Width and height stand first in a PNG's header: RFC 2083, section 4.1.1.
fn png_size(bytes: &[u8]) -> Option<(f64, f64)> {
    let number = |at: usize| {
        let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(f64::from(u32::from_be_bytes(four))).filter(|n| *n > 0.0)
    };
    Some((number(16)?, number(20)?))
}

/// The box of a drawing, else its width and height.
fn svg_size(svg: &str) -> Option<(f64, f64)> {
    let (_, tag) = svg.split_once("<svg")?;
    let (tag, _) = tag.split_once('>')?;
    let positive = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite() && *n > 0.0);
    if let Some(view_box) = attribute(tag, "viewBox") {
        let mut numbers =
            view_box.split(|c: char| c == ',' || c.is_whitespace()).filter(|n| !n.is_empty());
        return Some((positive(numbers.nth(2)?)?, positive(numbers.next()?)?));
    }
    let length = |name| positive(attribute(tag, name)?.trim_end_matches("px"));
    Some((length("width")?, length("height")?))
}

/// The value of an attribute in the inside of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let is_whole = tag[..at].ends_with(char::is_whitespace);
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| is_whole && matches!(c, '"' | '\''))?;
        value[1..].split(quote).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let (width, height) = (width.to_be_bytes(), height.to_be_bytes());
        [PNG, b"\0\0\0\rIHDR", &width, &height, b"\x08\x06\0\0\0"].concat()
    }

    #[test]
    fn proportions_are_read_of_the_head() {
        assert_eq!(width_at(28, &png(120, 40), "png"), Some(84));
        assert_eq!(width_at(28, &png(1, 0), "png"), None);
        assert_eq!(width_at(28, &png(4_000_000, 1), "png"), None);
        assert_eq!(width_at(28, b"\x89PNG", "png"), None);
        let svg = |tag: &str| width_at(28, format!("<?xml?><svg {tag}><g/>").as_bytes(), "svg");
        assert_eq!(svg("viewBox=\"0 0 96 24\" width=\"1\" height=\"1\""), Some(112));
        assert_eq!(svg("\nviewBox = '0,0, 24 24'"), Some(28));
        assert_eq!(svg("data-width=\"5\" width=\"48px\" height='24'"), Some(56));
        assert_eq!(svg("width=\"100%\" height=\"24\""), None);
        assert_eq!(svg("viewBox=\"0 0 1\""), None);
        assert_eq!(svg("viewBox=\"0 0 NaN 1\""), None);
        assert_eq!(width_at(28, b"RIFF....WEBP", "webp"), None);
    }

    #[test]
    fn a_file_begins_as_its_kind_does() {
        for (bytes, ending) in [
            (&b"<svg xmlns='x'/>"[..], "svg"),
            (&png(1, 1), "png"),
            (b"\xFF\xD8\xFF\xE0", "jpg"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
            (b"\0\0\0\x1Cftypavif", "avif"),
        ] {
            for other in ["svg", "png", "jpeg", "webp", "avif"] {
                let is_same = other == ending || (ending, other) == ("jpg", "jpeg");
                assert_eq!(is_of_its_kind(bytes, other), is_same, "{ending} as {other}");
            }
        }
        assert!(!is_of_its_kind(b"", "png") && !is_of_its_kind(b"GIF89a", "gif"));
    }
}
