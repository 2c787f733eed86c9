//! The conversation with an editor.

use std::fmt;
use std::path::PathBuf;

use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, Response};
use serde_json::{Value, json};

use super::address;
use super::place::Units;
use super::workspace::{Loaded, Workspace};

/// Loads the site at a root that the editor names, else at the program's own; or says why it can't.
pub trait Load: Fn(Option<PathBuf>) -> Result<Loaded, String> {}

impl<F: Fn(Option<PathBuf>) -> Result<Loaded, String>> Load for F {}

/// Why a conversation ended before the editor ended it.
#[derive(Debug)]
pub struct Broken(String);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<ProtocolError> for Broken {
    fn from(error: ProtocolError) -> Self {
        Self(error.to_string())
    }
}

/// What the server can do.
fn capabilities(units: Units) -> Value {
    json!({
        "capabilities": {
            "positionEncoding": units.word(),
            "textDocumentSync": { "openClose": true, "change": 1, "save": true },
            "hoverProvider": true,
            "completionProvider": { "triggerCharacters": ["|", ":", " "] },
            "definitionProvider": true,
            "documentSymbolProvider": true,
            "codeActionProvider": { "codeActionKinds": ["quickfix"] },
            "foldingRangeProvider": true,
        },
        "serverInfo": { "name": "phasebook", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// Answers an editor until it ends the conversation.
///
/// # Errors
/// When the editor does not keep to the protocol.
pub fn serve(connection: &Connection, load: &impl Load) -> Result<(), Broken> {
    let (id, parameters) = connection.initialize_start()?;
    let units = Units::offered(&parameters["capabilities"]);
    connection.initialize_finish(id, capabilities(units))?;
    let folder =
        parameters.pointer("/workspaceFolders/0/uri").or_else(|| parameters.get("rootUri"));
    let root = folder.and_then(Value::as_str).and_then(address::to_path);
    let mut server = Server { connection, root, units, workspace: None, is_behind: false };
    server.reload(load);
    server.tell();
    loop {
        // Of many changes in a row only the last is judged: the editor waits for no answer to them.
        let message = match connection.receiver.try_recv() {
            Ok(message) => message,
            Err(_) => {
                server.catch_up();
                match connection.receiver.recv() {
                    Ok(message) => message,
                    Err(_) => return Ok(()),
                }
            }
        };
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request)? {
                    return Ok(());
                }
                server.catch_up();
                let response = server.answer(request);
                server.send(response.into());
            }
            Message::Notification(notification) => server.hear(&notification, load),
            Message::Response(_) => {}
        }
    }
}

struct Server<'a> {
    connection: &'a Connection,
    root: Option<PathBuf>,
    units: Units,
    /// `None` where the site could not be loaded.
    workspace: Option<Workspace>,
    /// Whether something was heard that is not judged yet.
    is_behind: bool,
}

impl Server<'_> {
    fn send(&self, message: Message) {
        // An editor that went away is noticed when the next message is waited for.
        let _ = self.connection.sender.send(message);
    }

    fn notify(&self, method: &str, parameters: Value) {
        self.send(Notification::new(method.to_owned(), parameters).into());
    }

    /// Reads settings and files from disk; what is open stays open.
    fn reload(&mut self, load: &impl Load) {
        match (load(self.root.clone()), &mut self.workspace) {
            (Ok(loaded), Some(workspace)) => workspace.reload(loaded),
            (Ok(loaded), none) => *none = Some(Workspace::new(loaded, self.units)),
            (Err(reason), _) => {
                let message = format!("Phasebook: {reason}");
                self.notify("window/showMessage", json!({ "type": 1, "message": message }));
            }
        }
        self.is_behind = true;
    }

    /// Judges what was heard, and tells what is otherwise than before.
    fn catch_up(&mut self) {
        if std::mem::take(&mut self.is_behind) {
            if let Some(workspace) = &mut self.workspace {
                workspace.assemble();
            }
            self.tell();
        }
    }

    /// Tells the findings of files of which others are known.
    fn tell(&mut self) {
        let news = self.workspace.as_mut().map(Workspace::news).unwrap_or_default();
        for (address, diagnostics) in news {
            let parameters = json!({ "uri": address, "diagnostics": diagnostics });
            self.notify("textDocument/publishDiagnostics", parameters);
        }
    }

    fn hear(&mut self, notification: &Notification, load: &impl Load) {
        let parameters = &notification.params;
        let address = parameters.pointer("/textDocument/uri").and_then(Value::as_str);
        let path = address.and_then(|address| self.workspace.as_ref()?.path_of(address));
        match (notification.method.as_str(), path) {
            ("textDocument/didOpen", Some(path)) => {
                self.take(&path, parameters.pointer("/textDocument/text"));
            }
            ("textDocument/didChange", Some(path)) => {
                let changes = parameters.get("contentChanges").and_then(Value::as_array);
                self.take(&path, changes.and_then(|all| all.last()?.get("text")));
            }
            ("textDocument/didClose", Some(path)) => {
                self.workspace.iter_mut().for_each(|workspace| workspace.close(&path));
                self.is_behind = true;
            }
            ("textDocument/didSave", Some(path)) => {
                self.workspace.iter_mut().for_each(|workspace| workspace.saved(&path));
            }
            ("textDocument/didSave" | "workspace/didChangeWatchedFiles", _) => self.reload(load),
            _ => {}
        }
    }

    fn take(&mut self, path: &str, text: Option<&Value>) {
        if let (Some(workspace), Some(text)) = (&mut self.workspace, text.and_then(Value::as_str)) {
            workspace.open(path, text);
            self.is_behind = true;
        }
    }

    fn answer(&self, request: Request) -> Response {
        let Request { id, method, params } = request;
        let answer: fn(&Workspace, &str, &Value) -> Value = match method.as_str() {
            "textDocument/hover" => |of, path, params| of.hover(path, &params["position"]),
            "textDocument/completion" => {
                |of, path, params| of.completion(path, &params["position"])
            }
            "textDocument/definition" => {
                |of, path, params| of.definition(path, &params["position"])
            }
            "textDocument/documentSymbol" => |of, path, _| of.symbols(path),
            "textDocument/codeAction" => |of, path, params| of.actions(path, &params["range"]),
            "textDocument/foldingRange" => |of, path, _| of.folds(path),
            _ => {
                let message = format!("`{method}` is not answered");
                return Response::new_err(id, ErrorCode::MethodNotFound as i32, message);
            }
        };
        let address = params.pointer("/textDocument/uri").and_then(Value::as_str);
        let found = self.workspace.as_ref().and_then(|workspace| {
            let path = workspace.path_of(address?)?;
            Some(answer(workspace, &path, &params))
        });
        Response::new_ok(id, found.unwrap_or(Value::Null))
    }
}
