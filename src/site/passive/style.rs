//! Whether a style in a drawing loads anything.

/// What else than `url(…)` may load something or run it.
const LOADING: [&str; 8] =
    ["@import", "behavior", "-binding", "expression(", "image(", "image-set(", "src(", "url("];

/// Beginnings of data that stand inside the drawing and can hold no script: pixels and letters.
const DATA: [&str; 9] = [
    "data:image/png",
    "data:image/jpeg",
    "data:image/jpg",
    "data:image/gif",
    "data:image/webp",
    "data:image/avif",
    "data:font/",
    "data:application/font-woff",
    "data:application/x-font-woff",
];

/// Whether an address stays inside the drawing: a part of it, or data.
pub(super) fn is_inside(address: &str) -> bool {
    let address = address.trim();
    address.starts_with('#') || {
        let lower: String = address.chars().take(40).collect::<String>().to_ascii_lowercase();
        DATA.iter().any(|start| lower.starts_with(start))
    }
}

/// Whether a style, or the value of an attribute that may be one, loads nothing from outside.
pub(super) fn loads_nothing(css: &str) -> bool {
    if !css.contains(['(', '@']) {
        return true;
    }
    // An escape can spell any name: `u\72l(…)`.
    if css.contains('\\') {
        return false;
    }
    let lower = css.to_ascii_lowercase();
    let mut rest = String::with_capacity(lower.len());
    let mut at = 0;
    while let Some(found) = lower[at..].find("url(") {
        let start = at + found;
        let Some(end) = lower[start..].find(')') else { return false };
        let address = &lower[start + "url(".len()..start + end];
        if !is_inside(address.trim().trim_start_matches(['"', '\''])) {
            return false;
        }
        rest.push_str(&lower[at..start]);
        // So that what stands on both sides makes no new word.
        rest.push(' ');
        at = start + end + 1;
    }
    rest.push_str(&lower[at..]);
    !LOADING.iter().any(|word| rest.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_drawing_and_data_are_inside() {
        for css in [
            "red",
            "url(#a)",
            "url( '#a' ) none",
            "fill: URL(\"#b\"); font: 12px 'A (b)'",
            "@font-face { src: url(data:font/woff2;base64,AA//) }",
            "rotate(45)",
            "C:\\new.svg",
        ] {
            assert!(loads_nothing(css), "{css}");
        }
    }

    #[test]
    fn everything_else_is_outside() {
        for css in [
            "url(https://e.example/x)",
            "url(//e.example)",
            "url(x.svg#a)",
            "url(data:image/svg+xml,x)",
            "url(data:text/html,x)",
            "url()",
            "url(#a",
            "url( '\thttps://e.example')",
            "u\\72l(https://e.example)",
            "@import 'https://e.example'",
            "@\\69mport 'x'",
            "@IMPORT url(#a)",
            "image-set('https://e.example' 1x)",
            "-webkit-image-set('x' 1x)",
            "src('x')",
            "width: expression(alert(1))",
            "-moz-binding: url(#a) (",
            "url(#a)url(https://e.example)",
        ] {
            assert!(!loads_nothing(css), "{css}");
        }
    }
}
