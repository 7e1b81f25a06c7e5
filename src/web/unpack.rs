//! Opening packed files: the surface that a worker calls when a file is one. It hands on the parts as it finds them.

use wasm_bindgen::prelude::*;

use crate::issue::Code;
use crate::unpack::{self, Fault, Note, Parts, Source};

/// Bytes of a part that are handed over at a time.
const STEP: usize = 1 << 20;

#[wasm_bindgen(typescript_custom_section)]
const RECEIVER: &str = "
/** What receives the parts of a packed file. */
export interface Receiver {
  /** A part begins; `utf8` says that it is known to be UTF-8. */
  begin(name: string, utf8: boolean): void;
  /** The next bytes of it: to be copied before this returns. */
  bytes(chunk: Uint8Array): void;
  /** The part ends: whole, or to be forgotten. */
  end(whole: boolean): void;
  /** Something to know about the part that came last. */
  note(code: string, row: number, column: number, text: string): void;
  /** A part, or the whole file, that cannot be read. */
  refused(name: string, code: string, text: string): void;
}
";

#[wasm_bindgen]
extern "C" {
    /// What receives the parts.
    #[wasm_bindgen(typescript_type = "Receiver")]
    pub type Receiver;

    #[wasm_bindgen(method)]
    fn begin(this: &Receiver, name: &str, utf8: bool);
    #[wasm_bindgen(method)]
    fn bytes(this: &Receiver, chunk: &[u8]);
    #[wasm_bindgen(method)]
    fn end(this: &Receiver, whole: bool);
    #[wasm_bindgen(method)]
    fn note(this: &Receiver, code: &str, row: u32, column: u16, text: &str);
    #[wasm_bindgen(method)]
    fn refused(this: &Receiver, name: &str, code: &str, text: &str);
}

/// Opens a packed file, and hands its parts to the receiver.
#[wasm_bindgen]
pub fn unpack(name: &str, bytes: &[u8], receiver: &Receiver) {
    unpack::parts(name, bytes, &mut Handed(receiver));
}

struct Handed<'a>(&'a Receiver);

impl Parts for Handed<'_> {
    fn part(&mut self, name: &str, source: &mut dyn Source) -> Result<(), Fault> {
        let utf8 = source.is_utf8();
        let mut bytes = source.open()?;
        self.0.begin(name, utf8);
        let mut chunk = vec![0; STEP];
        let mut filled = 0;
        loop {
            match bytes.read(&mut chunk[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) => {
                    self.0.end(false);
                    return Err(error.into());
                }
            }
            if filled == STEP {
                self.0.bytes(&chunk);
                filled = 0;
            }
        }
        self.0.bytes(&chunk[..filled]);
        self.0.end(true);
        Ok(())
    }

    fn note(&mut self, note: Note<'_>) {
        self.0.note(note.code.key(), note.row, note.column, note.text);
    }

    fn refused(&mut self, name: &str, code: Code, text: &str) {
        self.0.refused(name, code.key(), text);
    }
}
