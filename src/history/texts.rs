//! Old texts, by one process that answers as long as it is asked.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Mutex, PoisonError};

use super::error::NoHistory;
use super::git::git;
use crate::model::history::TextId;
use crate::pipeline::EarlierTexts;

/// The texts of a repository, asked for by id.
#[derive(Debug)]
pub struct Texts {
    child: Child,
    asked: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Texts {
    /// Those of the repository that a folder lies in.
    ///
    /// # Errors
    /// If git can't be run.
    pub fn open(content: &Path) -> Result<Self, NoHistory> {
        let mut command = git(content, ["cat-file", "--batch"]);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let closed = || NoHistory::Failed { message: "it can't be asked".to_owned() };
        let answers = BufReader::new(child.stdout.take().ok_or_else(closed)?);
        let asked = Some(child.stdin.take().ok_or_else(closed)?);
        Ok(Self { child, asked, answers })
    }

    /// A text; `None` where the repository lacks it, as a partial clone does. Git ends where it would have to fetch
    /// one: then no other is to be had.
    ///
    /// # Errors
    /// If git can't be asked.
    pub fn get(&mut self, id: &TextId) -> io::Result<Option<Vec<u8>>> {
        let Some(asked) = &mut self.asked else { return Ok(None) };
        let sent = asked.write_all(format!("{id}\n").as_bytes());
        let mut head = String::new();
        match sent.and_then(|()| asked.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            sent => {
                sent?;
                self.answers.read_line(&mut head)?;
            }
        }
        if head.is_empty() {
            self.asked = None;
            return Ok(None);
        }
        // "<id> blob <bytes>", else "<id> missing".
        let mut fields = head.trim_end().split(' ').skip(1);
        let (kind, bytes) = (fields.next(), fields.next().and_then(|bytes| bytes.parse().ok()));
        let Some(bytes) = bytes else { return Ok(None) };
        let mut text = Vec::new();
        (&mut self.answers).take(bytes).read_to_end(&mut text)?;
        self.answers.read_exact(&mut [0])?;
        Ok((kind == Some("blob")).then_some(text))
    }
}

impl EarlierTexts for Mutex<Texts> {
    fn text(&self, id: &TextId) -> Option<Vec<u8>> {
        let mut texts = self.lock().unwrap_or_else(PoisonError::into_inner);
        texts.get(id).ok().flatten()
    }
}

impl Drop for Texts {
    fn drop(&mut self) {
        // It ends when nobody can ask it.
        self.asked = None;
        let _ = self.child.wait();
    }
}
