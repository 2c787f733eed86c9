//! Why changes are looked for instead of heard of.

use std::io;
use std::time::Duration;

use notify::ErrorKind;

/// What a user is told when the system does not tell of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchWarning {
    /// One lower-case line.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// "Too many open files": linux/errno-base.h, and the same number on macOS and the BSDs.
const EMFILE: i32 = 24;

impl WatchWarning {
    /// What an error of the system means for the user, who gets a look every `interval` instead.
    pub(super) fn about(error: &notify::Error, interval: Duration) -> Self {
        let raised = |what: &str, setting: &str| {
            (what.to_owned(), format!("raise it: `sudo sysctl {setting}`"))
        };
        let (reason, hint) = match &error.kind {
            ErrorKind::MaxFilesWatch => raised(
                "the system's limit of watched folders is reached",
                "fs.inotify.max_user_watches=524288",
            ),
            ErrorKind::Io(error) if error.raw_os_error() == Some(EMFILE) => raised(
                "the system's limit of programs that watch folders is reached",
                "fs.inotify.max_user_instances=512",
            ),
            ErrorKind::Io(error) if error.kind() == io::ErrorKind::Unsupported => (
                "this system watches no folders".to_owned(),
                "nothing is lost but speed".to_owned(),
            ),
            _ => {
                let reason = format!("the system does not watch folders ({error})");
                (reason, "start the command again to try anew".to_owned())
            }
        };
        let every = interval.as_millis();
        Self { message: format!("{reason}: changes are looked for every {every} ms"), hint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_with_the_way_to_raise_them() {
        let check = |error: &notify::Error, parts: [&str; 2]| {
            let warning = WatchWarning::about(error, Duration::from_millis(500));
            assert!(warning.message.contains(parts[0]), "{warning:?}");
            assert!(warning.message.ends_with("looked for every 500 ms"), "{warning:?}");
            assert!(warning.hint.contains(parts[1]), "{warning:?}");
        };
        let io = |error: io::Error| notify::Error::io(error);
        let limit = notify::Error::new(ErrorKind::MaxFilesWatch);
        check(&limit, ["limit of watched folders", "sysctl fs.inotify.max_user_watches=524288"]);
        let instances = io(io::Error::from_raw_os_error(EMFILE));
        check(&instances, ["limit of programs", "sysctl fs.inotify.max_user_instances="]);
        check(&io(io::ErrorKind::Unsupported.into()), ["watches no folders", "speed"]);
        check(&notify::Error::generic("a fault"), ["(a fault)", "again"]);
    }
}
