//! Lines of CSV.

use std::io::{self, Write};

/// A line of CSV in the making.
#[derive(Default)]
pub(super) struct Line {
    text: String,
    begun: bool,
}

impl Line {
    pub(super) fn cell(&mut self, text: &str) {
        if std::mem::replace(&mut self.begun, true) {
            self.text.push(',');
        }
        if text.contains(['"', ',', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(&text.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(text);
        }
    }

    /// A text that comes from a file.
    pub(super) fn text(&mut self, text: &str) {
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.len() > 2 {
            self.cell(&format!("'{text}"));
        } else {
            self.cell(text);
        }
    }

    pub(super) fn show(&mut self, value: impl std::fmt::Display) {
        self.cell(&value.to_string());
    }

    pub(super) fn option(&mut self, value: Option<impl std::fmt::Display>) {
        match value {
            Some(value) => self.show(value),
            None => self.cell(""),
        }
    }

    pub(super) fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.text.push('\n');
        out.write_all(self.text.as_bytes())?;
        self.text.clear();
        self.begun = false;
        Ok(())
    }
}
