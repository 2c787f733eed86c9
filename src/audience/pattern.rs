//! Patterns of plans: a name, a glob, a tag.

/// What names plans.
#[derive(Debug)]
pub(super) struct Pattern {
    written: String,
    /// The same in lower case, without slashes at its ends.
    text: String,
    form: Form,
}

#[derive(Debug)]
enum Form {
    /// A path, a slug or a folder.
    Path(Vec<Token>),
    /// `tag:NAME`.
    Tag(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// This character.
    Char(char),
    /// `?`: any one, but a slash.
    One,
    /// `*`: any of them, but slashes.
    Some,
    /// `**/`: any folders, or none.
    Folders,
    /// `**`: anything.
    All,
}

impl Pattern {
    pub(super) fn new(written: &str) -> Self {
        let text = written.trim().to_lowercase();
        if let Some(tag) = text.strip_prefix("tag:") {
            let form = Form::Tag(tag.trim().to_owned());
            return Self { written: written.to_owned(), text: text.clone(), form };
        }
        let text = text.trim_matches('/').to_owned();
        let form = Form::Path(tokens(&text));
        Self { written: written.to_owned(), text, form }
    }

    /// As the settings have it.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// As it is compared.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_tag(&self) -> bool {
        matches!(self.form, Form::Tag(_))
    }

    /// Whether it names one plan or folder: no other will ever match it.
    pub(super) fn is_name(&self) -> bool {
        let is_char = |token: &Token| matches!(token, Token::Char(_));
        matches!(&self.form, Form::Path(tokens) if tokens.iter().all(is_char))
    }

    /// Whether a document has one of these places, or the tag. Of one whose tags nobody can tell, `unknown` is
    /// the answer.
    pub(super) fn matches(
        &self,
        places: &[String],
        tags: Option<&[String]>,
        unknown: bool,
    ) -> bool {
        match (&self.form, tags) {
            (Form::Path(tokens), _) => places.iter().any(|place| is_match(tokens, place)),
            (Form::Tag(_), None) => unknown,
            (Form::Tag(tag), Some(tags)) => tags.iter().any(|t| t.trim().to_lowercase() == *tag),
        }
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        tokens.push(match c {
            '?' => Token::One,
            '*' if chars.next_if_eq(&'*').is_some() => {
                while chars.next_if_eq(&'*').is_some() {}
                let opens_segment = matches!(tokens.last(), None | Some(Token::Char('/')));
                if opens_segment && chars.next_if_eq(&'/').is_some() {
                    Token::Folders
                } else {
                    Token::All
                }
            }
            '*' => Token::Some,
            c => Token::Char(c),
        });
    }
    tokens
}

/// Whether all of a text is of a pattern; in time in proportion to the length of both.
fn is_match(tokens: &[Token], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    // How far of the text the tokens up to here may reach.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for &token in tokens {
        let mut next = vec![false; text.len() + 1];
        let mut runs = false;
        for at in 0..=text.len() {
            // What a run reaches that began before, or begins here.
            let before = at.checked_sub(1).map(|before| text[before]);
            next[at] = match token {
                Token::Char(c) => at > 0 && reached[at - 1] && before == Some(c),
                Token::One => at > 0 && reached[at - 1] && before != Some('/'),
                Token::Some => {
                    runs = (runs && before != Some('/')) || reached[at];
                    runs
                }
                Token::All => {
                    runs |= reached[at];
                    runs
                }
                Token::Folders => {
                    let ends_folder = runs && before == Some('/');
                    runs |= reached[at];
                    ends_folder || reached[at]
                }
            };
        }
        reached = next;
    }
    reached[text.len()]
}
