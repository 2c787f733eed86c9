//! "Did you mean": the nearest known word.

/// The candidate nearest to `word`, if it is near enough to be a slip of the hand:
/// at most one edit per three letters, letter case aside.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    nearest(word, candidates, 3)
}

/// As [`did_you_mean`] among very many candidates, where a word a few edits away is a stranger: at most
/// one edit per six letters.
pub fn slip_of<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(word, candidates, 6)
}

/// Most bytes of a word that is sought among others: comparing two takes as long as their lengths multiplied.
const LONGEST: usize = 200;

fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    letters_an_edit: usize,
) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let length = word.chars().count();
    let limit = (length / letters_an_edit).max(1);
    candidates
        .into_iter()
        .filter(|c| c.chars().count().abs_diff(length) <= limit)
        .map(|c| (strsim::damerau_levenshtein(&word, &c.to_lowercase()), c))
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn slips_are_mended_and_strangers_are_not() {
        let words = ["likelihood", "impact", "title"];
        assert_eq!(did_you_mean("titel", words), Some("title"));
        assert_eq!(did_you_mean("Likelyhood", words), Some("likelihood"));
        assert_eq!(did_you_mean("colour", words), None);
    }
}
