//! The language of a text.

/// A language by its tag of BCP 47: "de", "pt-BR".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lang(String);

/// ISO 639-1, whole.
const KNOWN: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr \
    cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr \
    ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb \
    lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os \
    pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th \
    ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "dv", "fa", "he", "ps", "sd", "ur", "yi"];

impl Lang {
    /// The language of a tag, case and underscores as the standard has them; `None` where the tag is
    /// none of a language of ISO 639-1.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut parts = tag.trim().split(['-', '_']);
        let first = parts.next()?.to_ascii_lowercase();
        if !KNOWN.split_ascii_whitespace().any(|known| known == first) {
            return None;
        }
        let mut made = first;
        for part in parts {
            let is_sound =
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
            if !is_sound {
                return None;
            }
            made.push('-');
            match part.len() {
                2 => made.push_str(&part.to_ascii_uppercase()),
                _ => made.push_str(part),
            }
        }
        Some(Self(made))
    }

    /// The tag, as the attribute `lang` holds it.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Whether it is English, the language of the pages' own words.
    pub fn is_english(&self) -> bool {
        self.0.split('-').next() == Some("en")
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        let first = self.0.split('-').next().unwrap_or_default();
        RIGHT_TO_LEFT.contains(&first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_those_of_languages() {
        let tag = |words: &str| Lang::from_tag(words).map(|lang| lang.tag().to_owned());
        assert_eq!(tag("de").as_deref(), Some("de"));
        assert_eq!(tag("PT_br").as_deref(), Some("pt-BR"));
        assert_eq!(tag("zh-Hant").as_deref(), Some("zh-Hant"));
        for none in ["", "rust", "go", "py", "German", "de-", "e n"] {
            assert_eq!(tag(none), None, "{none}");
        }
    }

    #[test]
    fn hebrew_and_arabic_run_from_right_to_left() {
        let is_rtl = |tag: &str| Lang::from_tag(tag).is_some_and(|lang| lang.is_right_to_left());
        assert!(is_rtl("he") && is_rtl("ar-EG") && !is_rtl("de") && !is_rtl("el"));
    }
}
