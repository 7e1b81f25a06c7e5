//! The command line: the same core on files.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("envgrade: {message}");
            ExitCode::from(2)
        }
    }
}
