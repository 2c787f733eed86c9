//! A site's logo: whether its bytes are what its name says, and how wide it is shown.

use imagesize::{Compression, ImageType};

/// Widest logo, in CSS pixels: wider ones are shown as wide as the page allows.
const WIDEST: f64 = 1000.0;

/// Whether the bytes begin as files of this ending do.
pub(super) fn is_of_its_kind(bytes: &[u8], ending: &str) -> bool {
    if ending == "svg" {
        return std::str::from_utf8(bytes).is_ok_and(|text| text.contains("<svg"));
    }
    matches!(
        (imagesize::image_type(bytes), ending),
        (Ok(ImageType::Png), "png")
            | (Ok(ImageType::Jpeg), "jpg" | "jpeg")
            | (Ok(ImageType::Webp), "webp")
            | (Ok(ImageType::Heif(Compression::Av1)), "avif")
    )
}

/// Width at a height, in CSS pixels, where the file tells its proportions in its head.
pub(super) fn width_at(height: u32, bytes: &[u8], ending: &str) -> Option<u32> {
    let (w, h) = if ending == "svg" {
        svg_size(std::str::from_utf8(bytes).ok()?)?
    } else {
        let size = imagesize::blob_size(bytes).ok()?;
        let pixels = |pixels| u32::try_from(pixels).ok().filter(|n| *n > 0).map(f64::from);
        (pixels(size.width)?, pixels(size.height)?)
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
        [b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", &width[..], &height, b"\x08\x06\0\0\0"].concat()
    }

    /// A JPEG file's head: the frame header alone.
    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let (width, height) = (width.to_be_bytes(), height.to_be_bytes());
        [
            b"\xFF\xD8\xFF\xC0\x00\x11\x08",
            &height[..],
            &width,
            b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01",
        ]
        .concat()
    }

    /// The head of a WebP file with an extended header: sides less one in 24 bits.
    fn webp(width: u32, height: u32) -> Vec<u8> {
        let side = |n: u32| (n - 1).to_le_bytes()[..3].to_vec();
        [b"RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0".to_vec(), side(width), side(height)].concat()
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
        assert_eq!(width_at(28, &jpeg(300, 100), "jpg"), Some(84));
        assert_eq!(width_at(28, &webp(64, 32), "webp"), Some(56));
        assert_eq!(width_at(28, b"RIFF....WEBP", "webp"), None);
    }

    #[test]
    fn a_file_begins_as_its_kind_does() {
        for (bytes, ending) in [
            (&b"<svg xmlns='x'/>"[..], "svg"),
            (&png(1, 1), "png"),
            (&jpeg(1, 1), "jpg"),
            (&webp(1, 1), "webp"),
            (b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1miaf", "avif"),
        ] {
            for other in ["svg", "png", "jpeg", "webp", "avif"] {
                let is_same = other == ending || (ending, other) == ("jpg", "jpeg");
                assert_eq!(is_of_its_kind(bytes, other), is_same, "{ending} as {other}");
            }
        }
        assert!(!is_of_its_kind(b"", "png") && !is_of_its_kind(b"GIF89a", "gif"));
    }
}
