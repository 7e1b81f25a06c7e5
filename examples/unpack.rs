//! Writes the parts of packed files into a folder, each as the text that is read: to look at, and to compare.
//!
//! `cargo run --example unpack -- FOLDER FILE...`

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fs, io};

use envgrade::issue::Code;
use envgrade::unpack::{Fault, Note, Parts, Source, parts};

struct Written(PathBuf);

impl Parts for Written {
    fn part(&mut self, name: &str, source: &mut dyn Source) -> Result<(), Fault> {
        let mut file = fs::File::create(self.0.join(name.replace('/', "_")))?;
        let bytes = io::copy(&mut source.open()?, &mut file)?;
        println!("{name}: {bytes} bytes");
        Ok(())
    }

    fn note(&mut self, note: Note<'_>) {
        println!("  {} {} {} {}", note.code.key(), note.row, note.column, note.text);
    }

    fn refused(&mut self, name: &str, code: Code, text: &str) {
        println!("{name}: {} {text}", code.key());
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut written = Written(arguments.next().ok_or("which folder?")?.into());
    fs::create_dir_all(&written.0)?;
    for path in arguments {
        let name = Path::new(&path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        parts(&name, &fs::read(&path)?, &mut written);
    }
    Ok(())
}
