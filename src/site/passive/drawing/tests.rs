use super::*;

/// A drawing with these insides.
fn drawn(inside: &str) -> String {
    format!("<svg xmlns='{SVG}' xmlns:xlink='{XLINK}' viewBox='0 0 9 9'>{inside}</svg>")
}

#[track_caller]
fn refuses(text: &str) {
    assert!(fault(text.as_bytes()).is_some(), "{text}");
}

#[track_caller]
fn takes(text: &str) {
    assert_eq!(fault(text.as_bytes()), None, "{text}");
}

#[test]
fn plain_drawings_are_taken() {
    for inside in [
        "",
        "<title>A &amp; B</title><path d='M0 0L9 9' fill='url(#g)' style='stroke:url(\"#g\")'/>",
        "<style><![CDATA[.a { fill: red } @media print { .a { fill: none } }]]></style>",
        "<defs><linearGradient id='g' xlink:href='#h'/><filter id='f'><feFlood/></filter></defs>",
        "<image href='data:image/png;base64,AA=='/><use href='#g'/><a href='#g'><text>t</text></a>",
        "<animate attributeName='opacity' values='0;1' dur='1s'/>",
        "<metadata xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:RDF r:about=''/></metadata>",
        "<g xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:label='C:\\x (1)' xml:space='preserve'/>",
        "<!-- a remark -->",
    ] {
        takes(&drawn(inside));
    }
    takes(&format!(
        "\u{FEFF}<?xml version='1.0' encoding='utf-8' standalone='no'?>\n{}",
        drawn("")
    ));
}

#[test]
fn what_runs_is_refused() {
    for inside in [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        "<s:script xmlns:s='http://www.w3.org/2000/svg'/>",
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
        "<h:p xmlns:h='http://www.w3.org/1999/xhtml'/>",
        "<script xmlns='urn:x'/>",
        "<g onload='alert(1)'/>",
        "<g ONCLICK='x'/>",
        "<g x:onload='x' xmlns:x='urn:x'/>",
        "<metadata><r:d xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' onload='x'/></metadata>",
        "<foreignObject/>",
        "<iframe/>",
        "<handler type='application/ecmascript'/>",
        "<a href='javascript:alert(1)'/>",
        "<a xlink:href='&#x6A;avascript:alert(1)'/>",
        "<a xlink:href=' java\tscript:alert(1)'/>",
        "<animate attributeName='href' values='javascript:alert(1)'/>",
        "<set attributeName='xlink:href' to='javascript:alert(1)'/>",
        "<set attributeName=' onclick ' to='alert(1)'/>",
        "<x:x xmlns:x='http://www.w3.org/1999/XSL/Transform'/>",
        "<math xmlns='http://www.w3.org/1998/Math/MathML'/>",
    ] {
        refuses(&drawn(inside));
    }
}

#[test]
fn what_refers_outside_is_refused() {
    for inside in [
        "<use href='other.svg#a'/>",
        "<use xlink:href='//e.example/a.svg#a'/>",
        "<image href='https://e.example/a.png'/>",
        "<image href='data:image/svg+xml,&lt;svg/&gt;'/>",
        "<a href='https://e.example/'/>",
        "<feImage href='a.png'/>",
        "<g xml:base='https://e.example/'/>",
        "<style>@import 'https://e.example/a.css';</style>",
        "<style>a{fill:url(https://e.example)}</style>",
        "<style>a{fill:u<!-- -->rl(https://e.example)}</style>",
        "<style>a{background:u\\72l(https://e.example)}</style>",
        "<rect style='fill:url(//e.example)'/>",
        "<rect fill='url(https://e.example#a)'/>",
        "<rect filter='URL( https://e.example#a )'/>",
        "<rect cursor='url(https://e.example), auto'/>",
        "<animate attributeName='fill' values='url(https://e.example)'/>",
    ] {
        refuses(&drawn(inside));
    }
}

#[test]
fn what_may_be_read_in_two_ways_is_refused() {
    for text in [
        format!("<?xml-stylesheet href='a.xsl'?>{}", drawn("")),
        drawn("<?php echo 1 ?>"),
        format!("<!DOCTYPE svg>{}", drawn("")),
        format!("<!DOCTYPE svg [<!ENTITY a 'b'>]>{}", drawn("&a;")),
        format!("<?xml version='1.0' encoding='Shift_JIS'?>{}", drawn("")),
        format!("<?xml version='1.0' encoding='UTF-7'?>{}", drawn("")),
        format!("<?xml version='1.0' encoding=?>{}", drawn("")),
        drawn("<g>"),
        drawn("&nbsp;"),
        drawn("<g a='1' a='2'/>"),
        String::new(),
        "<svg viewBox='0 0 1 1'/>".to_owned(),
        "<html xmlns='http://www.w3.org/1999/xhtml'/>".to_owned(),
        format!("<g xmlns='{SVG}'/>"),
    ] {
        refuses(&text);
    }
    assert!(fault(b"\xFF\xFE<\0s\0v\0g\0").is_some(), "UTF-16");
    assert!(fault(&[b"<svg>\xE9".as_slice(), b"</svg>"].concat()).is_some(), "Latin-1");
}

#[test]
fn a_drawing_of_any_shape_is_judged_in_bounds() {
    let many = |piece: &str, n: usize| piece.repeat(n);
    refuses(&drawn(&many(" ", BYTES)));
    refuses(&drawn(&many("<g/>", 300_000)));
    refuses(&drawn(&many("<g>", 300_000)));
    let deep = 20_000;
    takes(&drawn(&[many("<g>", deep), many("</g>", deep)].concat()));
    let numbered = |n, piece: &str| {
        let each = |n: u32| piece.replace('#', &n.to_string());
        (0..n).map(each).collect::<String>()
    };
    let attributes = numbered(100_000, " a#=''");
    refuses(&drawn(&format!("<g{attributes}/>")));
    let prefixes = numbered(10_000, "<g xmlns:a#='urn:x'>");
    refuses(&drawn(&prefixes));
    takes(&drawn(&format!("<style>{}</style>", many("a{fill:url(#a)}", 50_000))));
}
