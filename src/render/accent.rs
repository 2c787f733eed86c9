//! A site's own accent: four tokens made of one colour, readable in both themes.
//!
//! The given colour keeps its hue. Its lightness is moved as far as its contrast asks for and no further;
//! what goes with it (hover, soft ground, focus) stands to it as in the theme's own tokens.

use std::fmt::Write as _;

/// Contrast of text and its ground: WCAG 2.2, success criterion 1.4.3.
const CONTRAST: f64 = 4.5;

/// A step of lightness: too small to be seen.
const STEP: f64 = 0.005;

/// Grounds that links stand on.
const GROUNDS: [&str; 8] =
    ["bg", "surface", "sunken", "info-soft", "warn-soft", "danger-soft", "ok-soft", "neutral-soft"];

/// A colour of the screen, a byte a channel.
type Rgb = [u8; 3];

/// The rule that replaces the tokens of the accent; `None` where `accent` is no `#rrggbb`. The grounds
/// are those of the site's `tokens`, and where it has none of a name those of the `built_in` ones.
pub(super) fn rule(accent: &str, tokens: &str, built_in: &str) -> Option<String> {
    let given = Lab::of(parse(accent)?);
    let find = |name| token(tokens, name).or_else(|| token(built_in, name));
    let mut themes = Vec::new();
    for theme in 0..2 {
        let of = |name| find(name).map(|pair| pair[theme]);
        let own = |name| token(built_in, name).map(|pair| Lab::of(pair[theme]));
        let proportions = [own("accent")?, own("accent-2")?, own("accent-soft")?];
        let grounds: Vec<Rgb> = GROUNDS.into_iter().filter_map(of).collect();
        let inks: Vec<Rgb> = ["text", "muted"].into_iter().filter_map(of).collect();
        themes.push(Accent::readable(given, theme == 1, proportions, &grounds, &inks));
    }
    let [light, dark] = <[Accent; 2]>::try_from(themes).ok()?;
    let focus = find("focus").map_or(dark.plain, |pair| pair[1]);
    let mut out = String::from(":root{");
    for (name, [light, dark]) in [
        ("accent", [light.plain, dark.plain]),
        ("accent-2", [light.strong, dark.strong]),
        ("accent-soft", [light.soft, dark.soft]),
        ("focus", [light.plain, focus]),
    ] {
        let _ = write!(out, "--{name}:light-dark({},{});", hex(light), hex(dark));
    }
    out.pop();
    out.push('}');
    Some(out)
}

/// The accent of one theme.
#[derive(Debug, Clone, Copy)]
struct Accent {
    plain: Rgb,
    /// Links under the pointer.
    strong: Rgb,
    /// The ground of the current entry.
    soft: Rgb,
}

impl Accent {
    /// The nearest lightness at which everything can be read; at the last, black or white, all can.
    fn readable(given: Lab, is_dark: bool, own: [Lab; 3], grounds: &[Rgb], inks: &[Rgb]) -> Self {
        let mut lightness = given.l;
        loop {
            let made = Self::at(lightness, given, own);
            let is_last = if is_dark { lightness >= 1.0 } else { lightness <= 0.0 };
            if is_last || made.can_be_read(grounds, inks) {
                return made;
            }
            let next = if is_dark { lightness + STEP } else { lightness - STEP };
            lightness = next.clamp(0.0, 1.0);
        }
    }

    fn at(lightness: f64, given: Lab, [plain, strong, soft]: [Lab; 3]) -> Self {
        let share = |of: Lab| of.chroma() / plain.chroma();
        Self {
            plain: given.at(lightness, 1.0).rgb(),
            strong: given.at((lightness * strong.l / plain.l).min(1.0), share(strong)).rgb(),
            // A ground is as light as every ground of its theme.
            soft: given.at(soft.l, share(soft)).rgb(),
        }
    }

    fn can_be_read(self, grounds: &[Rgb], inks: &[Rgb]) -> bool {
        let reads = |ink: Rgb, ground: Rgb| contrast(ink, ground) >= CONTRAST;
        let everywhere = |ink: Rgb| grounds.iter().chain([&self.soft]).all(|&g| reads(ink, g));
        // What stands on the soft ground is not moved with the accent's lightness.
        let are_inks_well = inks.iter().all(|&ink| reads(ink, self.soft));
        everywhere(self.plain) && everywhere(self.strong) && are_inks_well
    }
}

/// A colour in Oklab, after Björn Ottosson, "A perceptual color space for image processing" (2020),
/// <https://bottosson.github.io/posts/oklab/>: lightness from 0 to 1, and two axes of hue and chroma.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Lab {
    l: f64,
    a: f64,
    b: f64,
}

impl Lab {
    fn of(rgb: Rgb) -> Self {
        let [r, g, b] = rgb.map(linear);
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        Self {
            l: 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            a: 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            b: 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        }
    }

    /// Red, green and blue in proportion to light; outside of 0 to 1 where no screen shows it.
    fn light(self) -> [f64; 3] {
        let cube = |a: f64, b: f64| (self.l + a * self.a + b * self.b).powi(3);
        let l = cube(0.396_337_777_4, 0.215_803_757_3);
        let m = cube(-0.105_561_345_8, -0.063_854_172_8);
        let s = cube(-0.089_484_177_5, -1.291_485_548_0);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }

    fn chroma(self) -> f64 {
        self.a.hypot(self.b)
    }

    /// The same hue at a lightness, with so much of its chroma as `share` says and a screen shows.
    fn at(self, l: f64, share: f64) -> Self {
        let with = |share: f64| Self { l, a: self.a * share, b: self.b * share };
        let is_shown = |share: f64| {
            let rounding = 1.0 / 4096.0;
            with(share).light().iter().all(|c| (-rounding..=1.0 + rounding).contains(c))
        };
        if is_shown(share) {
            return with(share);
        }
        let (mut shown, mut not_shown) = (0.0, share);
        for _ in 0..20 {
            let middle = f64::midpoint(shown, not_shown);
            *(if is_shown(middle) { &mut shown } else { &mut not_shown }) = middle;
        }
        with(shown)
    }

    fn rgb(self) -> Rgb {
        self.light().map(byte)
    }
}

/// The transfer function of sRGB (IEC 61966-2-1), as WCAG 2.2 has it.
fn linear(byte: u8) -> f64 {
    let share = f64::from(byte) / 255.0;
    if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the share is held between 0 and 1"
)]
fn byte(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let share =
        if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (share * 255.0).round() as u8
}

/// Relative luminance, by WCAG 2.2.
fn luminance(rgb: Rgb) -> f64 {
    let [r, g, b] = rgb.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Contrast ratio of two colours, by WCAG 2.2: from 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The light and the dark colour of a token, where it states both so or one for both.
fn token(css: &str, name: &str) -> Option<[Rgb; 2]> {
    let mark = format!("--{name}:");
    let at = css.find(&mark)? + mark.len();
    let value = css[at..].split([';', '}']).next()?.trim();
    match value.strip_prefix("light-dark(").and_then(|pair| pair.strip_suffix(')')) {
        Some(pair) => {
            let (light, dark) = pair.split_once(',')?;
            Some([parse(light.trim())?, parse(dark.trim())?])
        }
        None => parse(value).map(|one| [one; 2]),
    }
}

/// A colour written as `#rgb` or `#rrggbb`.
fn parse(text: &str) -> Option<Rgb> {
    let digits: Vec<u8> = text
        .strip_prefix('#')?
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [r, s, g, h, b, c] => Some([r * 16 + s, g * 16 + h, b * 16 + c]),
        _ => None,
    }
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::files::built_in;

    /// Colours of all kinds: the ends, greys, the pure ones, pale, dark and of brands.
    const COLOURS: [&str; 32] = [
        "#000000", "#ffffff", "#808080", "#7f7f7f", "#767676", "#c0c0c0", "#404040", "#ffff00",
        "#ff0000", "#00ff00", "#0000ff", "#00ffff", "#ff00ff", "#ffa500", "#800000", "#808000",
        "#008000", "#800080", "#008080", "#000080", "#ffd1dc", "#fffdd0", "#e6e6fa", "#1f4fc4",
        "#0b57d0", "#d6336c", "#2b8a3e", "#5f3dc4", "#e8590c", "#0c8599", "#10131a", "#fafafa",
    ];

    fn tokens() -> String {
        built_in("static/css/tokens.css").expect("the tokens").into_owned()
    }

    #[test]
    fn every_colour_becomes_one_that_can_be_read() {
        let tokens = tokens();
        for colour in COLOURS {
            let rule = rule(colour, &tokens, &tokens).expect("a colour");
            let made = |name| token(&rule, name).unwrap_or_else(|| panic!("{colour}: {rule}"));
            let own = |name| token(&tokens, name).expect("a token");
            for theme in 0..2 {
                let soft = made("accent-soft")[theme];
                for ink in ["accent", "accent-2"] {
                    let grounds = GROUNDS.map(|name| own(name)[theme]);
                    for ground in grounds.into_iter().chain([soft]) {
                        let ratio = contrast(made(ink)[theme], ground);
                        assert!(ratio >= 4.5, "{colour}: {ink} on {ground:?}: {ratio:.2} {rule}");
                    }
                }
                for ink in ["text", "muted"] {
                    assert!(contrast(own(ink)[theme], soft) >= 4.5, "{colour}: {ink} {rule}");
                }
                for ground in ["bg", "surface", "sunken"] {
                    assert!(contrast(made("focus")[theme], own(ground)[theme]) >= 3.0, "{colour}");
                }
            }
            assert_eq!(made("focus")[1], own("focus")[1], "what is seen best in the dark stays");
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let tokens = tokens();
        let made = |colour| token(&rule(colour, &tokens, &tokens).expect("a rule"), "accent");
        assert_eq!(made("#1f4fc4").map(|[light, _]| hex(light)).as_deref(), Some("#1f4fc4"));
        assert_eq!(made("#ffff00").map(|[_, dark]| hex(dark)).as_deref(), Some("#ffff00"));
        let [light, dark] = made("#ff0000").expect("red");
        assert!(
            light[0] > 150 && light[1] < 40 && dark[0] > 200,
            "red stays red: {light:?} {dark:?}"
        );
        let [light, dark] = made("#808080").expect("grey");
        for grey in [light, dark] {
            assert!(grey.iter().all(|c| c.abs_diff(grey[0]) <= 1), "grey stays grey: {grey:?}");
        }
    }

    #[test]
    fn the_grounds_are_those_of_the_site() {
        let own = "--surface: #000; --bg: #111111; --text:#fff; --muted: #eee; --accent: red";
        let rule = rule("#1f4fc4", own, &tokens()).expect("a rule");
        let [light, _] = token(&rule, "accent").expect("a token");
        assert_ne!(hex(light), "#1f4fc4");
    }

    #[test]
    fn colours_come_back_from_oklab() {
        for colour in COLOURS.map(|colour| parse(colour).expect("a colour")) {
            assert_eq!(Lab::of(colour).rgb(), colour);
        }
        let white = Lab::of([255; 3]);
        assert!((white.l - 1.0).abs() < 1e-6 && white.chroma() < 1e-6, "{white:?}");
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!(parse("red").is_none() && parse("#12345g").is_none() && parse("#é").is_none());
        assert_eq!(rule("red", "", &tokens()), None);
    }
}
