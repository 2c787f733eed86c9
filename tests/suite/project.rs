//! A site in a temporary folder, and the program run in it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

use crate::html::written_out;

/// A filled plan of the template's shape; the fixture of many tests.
pub(crate) const ALPHA: &str = include_str!("../fixtures/alpha.md");

/// The template that plans out there were begun with.
pub(crate) const REFERENCE_TEMPLATE: &str = include_str!("../fixtures/reference-template.md");

/// Noon of 22 November 2026, in seconds since 1970.
pub(crate) const EPOCH: &str = "1795348800";

/// The same day as the settings write it.
pub(crate) const TODAY: &str = "2026-11-22";

/// A user who is not root; `nobody` on most systems.
const NOBODY: u32 = 65534;

/// Free bytes of the system's memory disk from which on the tests' sites stand in it.
const ROOM: u64 = 1 << 30;

/// A new folder, in memory where the system has a disk there with room: a build waits until its files are on the
/// disk, and the suite builds hundreds of sites.
pub(crate) fn temporary() -> TempDir {
    static PLACE: LazyLock<PathBuf> = LazyLock::new(|| {
        let memory = Path::new("/dev/shm");
        let is_roomy =
            rustix::fs::statvfs(memory).is_ok_and(|of| of.f_bavail * of.f_frsize >= ROOM);
        let is_open = is_roomy && tempfile::tempdir_in(memory).is_ok();
        if is_open { memory.to_owned() } else { std::env::temp_dir() }
    });
    tempfile::tempdir_in(&*PLACE).expect("a temporary folder")
}

/// The repository's root.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A site under test.
pub(crate) struct Project {
    folder: TempDir,
}

/// What a run of the program left behind.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: temporary() }
    }

    /// A site of the example content.
    pub(crate) fn example() -> Self {
        let project = Self::empty();
        copy(&repository().join("content"), &project.path("content"));
        let settings = fs::read_to_string(repository().join("phasebook.toml")).expect("settings");
        project.file("phasebook.toml", &settings)
    }

    /// A site of one filled plan, `content/alpha.md`.
    pub(crate) fn alpha() -> Self {
        Self::empty().file("content/alpha.md", ALPHA)
    }

    /// Adds or replaces a file.
    #[must_use]
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        self.write(name, text);
        self
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a written file");
    }

    /// Makes a named pipe.
    pub(crate) fn pipe(&self, name: &str) {
        let made = Command::new("mkfifo").arg(self.path(name)).status().expect("mkfifo runs");
        assert!(made.success(), "{name}");
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    }

    pub(crate) fn folder(&self, name: &str) {
        fs::create_dir_all(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A path for the command line.
    pub(crate) fn argument(&self, name: &str) -> String {
        self.path(name).to_str().expect("a UTF-8 path").to_owned()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// A page of the site in `public`, [written out](written_out).
    pub(crate) fn page(&self, name: &str) -> String {
        written_out(&self.read(&format!("public/{name}")))
    }

    pub(crate) fn exists(&self, name: &str) -> bool {
        fs::symlink_metadata(self.path(name)).is_ok()
    }

    /// Runs the program in the site's root; the date is fixed.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    /// The same with further environment. Nothing else of the environment reaches the program.
    pub(crate) fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
        let output =
            self.command(arguments).envs(environment.iter().copied()).output().expect("a run");
        Ran::of(&output)
    }

    /// The program, ready to run in the site's root.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phasebook"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("SOURCE_DATE_EPOCH", EPOCH)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The same as a user to whom closed files are closed: whoever runs the tests, but not root. All that
    /// there is by now is that user's.
    pub(crate) fn command_of_somebody(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(arguments);
        // A new folder belongs to who runs the tests.
        let new = temporary();
        if fs::metadata(new.path()).expect("a folder").uid() == 0 {
            let all = walkdir::WalkDir::new(self.folder.path());
            for path in all.into_iter().map(|entry| entry.expect("an entry").into_path()) {
                lchown(&path, Some(NOBODY), Some(NOBODY)).expect("given away");
            }
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    pub(crate) fn set_mode(&self, name: &str, mode: u32) {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(self.path(name), mode).unwrap_or_else(|e| panic!("{name}: {e}"));
    }

    /// Builds the site, which must end with this exit status.
    pub(crate) fn build(&self, status: i32) -> Ran {
        let ran = self.run(&["build"]);
        assert_eq!(ran.status, status, "{}{}", ran.stdout, ran.stderr);
        ran
    }

    /// Every file below a folder with its bytes, by path.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        Self::files_of(self.path(folder))
    }

    /// The same for a folder anywhere.
    pub(crate) fn files_of(root: impl AsRef<Path>) -> BTreeMap<String, Vec<u8>> {
        let root = root.as_ref();
        below(root)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| (name_below(root, &entry), fs::read(entry.path()).expect("a file")))
            .collect()
    }

    /// All that lies in the site's root, empty folders and links too.
    pub(crate) fn listing(&self) -> BTreeMap<String, String> {
        let root = self.folder.path();
        below(root)
            .map(|entry| {
                let kind = entry.file_type();
                let what = if kind.is_file() {
                    let bytes = fs::read(entry.path()).expect("a file");
                    String::from_utf8_lossy(&bytes).into_owned()
                } else {
                    format!("{kind:?}")
                };
                (name_below(root, &entry), what)
            })
            .collect()
    }
}

impl Ran {
    /// What a finished process printed, and how it ended.
    pub(crate) fn of(output: &std::process::Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8 output");
        Self {
            status: output.status.code().expect("an exit status, not a signal"),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// The JSON on stdout of a run that must end well.
    pub(crate) fn json(&self) -> serde_json::Value {
        assert_eq!(self.status, 0, "{}", self.stderr);
        serde_json::from_str(&self.stdout).expect("JSON on stdout")
    }
}

fn below(root: &Path) -> impl Iterator<Item = walkdir::DirEntry> {
    walkdir::WalkDir::new(root).min_depth(1).into_iter().map(|entry| entry.expect("an entry"))
}

fn name_below(root: &Path, entry: &walkdir::DirEntry) -> String {
    let name = entry.path().strip_prefix(root).expect("below the root");
    name.to_string_lossy().into_owned()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("a folder");
        } else {
            fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}
