//! What a user watches, looked over: which folders there are, and in which version each file stands.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::folder::{Folder, folders_above};
use super::list::caught;
use super::os::folder_id;
use super::root::real_path;
use super::version::FileVersion;

/// What stands at and below some paths. Two surveys are equal if nothing has changed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Survey {
    /// The folders whose entries were looked at, and those that hold the paths.
    pub folders: Vec<Folder>,
    /// Files and links by path, with their versions.
    pub files: BTreeMap<PathBuf, FileVersion>,
}

/// Looks at files, and at folders with all below them, hidden folders and the paths `exclude` left
/// out. What is not there is no error: what stands above it will tell when it comes.
pub fn survey(paths: &[PathBuf], exclude: &[PathBuf]) -> Survey {
    let excluded: Vec<PathBuf> = exclude.iter().filter_map(|path| real_path(path).ok()).collect();
    let mut survey = Survey::default();
    for path in paths {
        survey.folders.extend(folders_above(path));
        let Ok(real) = fs::canonicalize(path) else { continue };
        survey.look_below(&real, &excluded);
    }
    survey
}

impl Survey {
    fn look_below(&mut self, path: &Path, excluded: &[PathBuf]) {
        let mut entries =
            WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|entry| {
                let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
                let is_left_out = (is_hidden && entry.depth() > 0) || is_in(excluded, entry.path());
                !(entry.file_type().is_dir() && is_left_out)
            });
        // What cannot be looked at, or closed, is as good as not there.
        while let Ok(Some(entry)) = caught(|| entries.next()) {
            let Ok(entry) = entry else { continue };
            let Ok(meta) = entry.metadata() else { continue };
            if meta.is_dir() {
                let Ok(id) = folder_id(entry.path(), &meta) else { continue };
                self.folders.push(Folder { path: entry.into_path(), id });
            } else {
                self.files.insert(entry.into_path(), FileVersion::of(&meta));
            }
        }
    }
}

fn is_in(paths: &[PathBuf], path: &Path) -> bool {
    paths.iter().any(|one| one == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_survey_differs_if_something_has_changed() {
        let temp = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(temp.path()).expect("a path");
        let content = root.join("content");
        let settings = root.join("settings.toml");
        let look = || {
            survey(&[content.clone(), settings.clone()], std::slice::from_ref(&content.join("out")))
        };
        let names = |survey: &Survey| -> Vec<PathBuf> {
            survey.folders.iter().map(|folder| folder.path.clone()).collect()
        };
        let mut last = look();
        assert_eq!(names(&last), [root.clone(), root.clone()], "what will hold them");
        let mut changes = |what: &str, expected: bool| {
            let now = look();
            assert_eq!(now != last, expected, "{what}");
            last = now;
        };
        fs::create_dir_all(content.join("a/b")).expect("folders");
        changes("new folders", true);
        fs::write(content.join("a/b/c.md"), "one").expect("a file");
        changes("a new file", true);
        fs::write(&settings, "").expect("a file");
        changes("new settings", true);
        fs::create_dir_all(content.join(".git/a")).expect("folders");
        fs::create_dir_all(content.join("out/a")).expect("folders");
        fs::write(root.join("findings.txt"), "").expect("a file");
        changes("what is no part of it", false);
        fs::rename(content.join("a/b/c.md"), content.join("a/c.md")).expect("renamed");
        changes("a new name", true);
        let expected = [&root, &content, &content.join("a"), &content.join("a/b"), &root];
        assert_eq!(names(&last), expected.map(PathBuf::clone));
    }
}
