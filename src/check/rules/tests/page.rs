//! The parts of a rule's page that are tests.

use crate::check::rules::Rule;

/// A code block of a page.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    /// The word behind its fence.
    pub(crate) language: &'a str,
    /// The file that it is, where the line above the block is a path in backticks.
    pub(crate) path: Option<&'a str>,
    /// What it holds.
    pub(crate) text: String,
}

/// The page's code blocks under "Bad" and under "Good".
pub(crate) fn examples(rule: &Rule) -> (Vec<Block<'static>>, Vec<Block<'static>>) {
    let (mut bad, mut good) = (Vec::new(), Vec::new());
    let (mut heading, mut above) = ("", "");
    let mut block: Option<Block<'static>> = None;
    for line in rule.page.lines() {
        match (block.take(), line.strip_prefix("```")) {
            (Some(done), Some("")) => match heading {
                "Bad" => bad.push(done),
                "Good" => good.push(done),
                _ => panic!("{}: a code block before the examples", rule.id),
            },
            (Some(open), _) => block = Some(Block { text: open.text + line + "\n", ..open }),
            (None, Some(language)) => {
                let quoted = above.strip_prefix('`').and_then(|path| path.strip_suffix('`'));
                let path = quoted.filter(|path| !path.contains('`'));
                block = Some(Block { language, path, text: String::new() });
            }
            (None, None) => heading = line.strip_prefix("## ").unwrap_or(heading),
        }
        above = if line.is_empty() { above } else { line };
    }
    assert!(block.is_none(), "{}: a code block is not closed", rule.id);
    (bad, good)
}

/// The text of the one block of a language.
pub(crate) fn only<'a>(rule: &Rule, blocks: &'a [Block<'_>], language: &str) -> &'a str {
    let mut found = blocks.iter().filter(|block| block.language == language);
    match (found.next(), found.next()) {
        (Some(block), None) => &block.text,
        _ => panic!("{}: not one block of {language}", rule.id),
    }
}
