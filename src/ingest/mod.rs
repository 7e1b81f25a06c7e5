//! From bytes to records: encoding, table, header, units, dates. Natively, packed files are opened on the way.
//!
//! A [`FileReader`] takes the bytes of one file in chunks of any size, finds out how its table is laid out and hands
//! records of readings to a [`Sink`](crate::fold::Sink). The chunks do not matter, and memory does not grow with
//! the file: only the first rows are held to judge the layout, and of JSON and XML the whole, up to 256 MiB.
//!
//! ```
//! use envgrade::ingest::{ReadOptions, read_bytes};
//! use envgrade::issue::{Issue, Issues};
//! use envgrade::fold::Sink;
//! use envgrade::observation::{FileId, Record, SiteTable};
//!
//! #[derive(Default)]
//! struct Count(u32, Issues);
//! impl Sink for Count {
//!     fn air(&mut self, _: &SiteTable, _: &Record<'_>) { self.0 += 1; }
//!     fn water(&mut self, _: &SiteTable, _: &Record<'_>) {}
//!     fn issue(&mut self, issue: Issue<'_>) { self.1.add(issue); }
//! }
//!
//! let table = "日期,AQI,PM2.5(μg/m3),PM10(μg/m3)\n2024-03-01,75,40,100\n2024-03-02,50,30,4o\n";
//! let mut sink = Count::default();
//! let reports = read_bytes(FileId(0), "西宁.csv", table.as_bytes(), &ReadOptions::default(), &mut SiteTable::default(), &mut sink);
//! let [report] = &reports[..] else { panic!("one file, one report") };
//! assert_eq!((report.kind.key(), report.rows, sink.0), ("air-daily", 2, 2));
//! assert_eq!(sink.1.count(envgrade::issue::Code::NotANumber), 1);
//! ```

mod across;
mod clock;
mod corrections;
mod dates;
mod decode;
mod feed;
#[cfg(not(target_arch = "wasm32"))]
mod files;
mod json;
mod layout;
mod lines;
mod mapping;
mod part;
mod plausible;
mod reader;
mod release;
mod rows;
mod scale;

pub use corrections::Corrections;
#[cfg(not(target_arch = "wasm32"))]
pub use decode::Decoder;
pub use decode::{Encoding, sniff_encoding};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use files::{chosen_encoding, finish, read_some};
#[cfg(not(target_arch = "wasm32"))]
pub use files::{read_bytes, read_corrections, read_path, write_refused};
pub use mapping::{ColumnMapping, Mapping, role_key, role_of};
pub(crate) use part::Part;
pub use reader::FileReader;

use crate::plan::{HourChoice, NameChoice};
use crate::schema::Kind;
use crate::words::Text;

/// What a person chose for reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// Year of dates that are written without one; without it the year in the file name.
    pub year: Option<i32>,
    /// Meaning of hour labels.
    pub hours: HourChoice,
    /// When two spellings are one section of water.
    pub names: NameChoice,
    /// What was said of how to read files, each for those with its header.
    pub mappings: Vec<Mapping>,
    /// Encoding of the bytes; without it, it is judged from them.
    pub encoding: Option<Encoding>,
    /// Rows that were refused before and are corrected now.
    pub corrections: Corrections,
}

/// The bytes of a file, taken as UTF-8, are not: begin the file again, decoded from this encoding, and forget what came
/// of it so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecodeAs(pub Encoding);

/// How one column of a file was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnUse {
    /// Position from 1.
    pub column: u32,
    /// Header as written, on one line.
    pub header: String,
    /// What it is used as; empty when it is not used.
    pub role: Text,
    /// Unit that was applied, as printed.
    pub unit: String,
    /// Where the unit came from, or why the column is not used.
    pub note: Text,
    /// Whether it is used.
    pub used: bool,
    /// Stable key of what it was recognised as ([`role_key`]); empty when it was not.
    pub role_key: String,
    /// Whether a person should look at it: readings, as it seems, that nothing knows or whose unit is not clear.
    pub asks: bool,
}

/// How one file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    /// File name as given.
    pub name: String,
    /// What the file holds.
    pub kind: Kind,
    /// How the file was understood, in one sentence.
    pub understood: Text,
    /// Encoding.
    pub encoding: Encoding,
    /// Delimiter of cells; empty for JSON and for what is no table.
    pub delimiter: &'static str,
    /// Rows of data, without header, remarks and empty lines.
    pub rows: u32,
    /// Rows that gave a reading.
    pub used: u32,
    /// Bytes that were pushed.
    pub bytes: u64,
    /// The columns.
    pub columns: Vec<ColumnUse>,
    /// What files with this header are recognised by; empty where there is no table.
    pub signature: String,
    /// Row of the header, counted from 1; 0 without one.
    pub header_row: u32,
    /// First row of data, counted from 1; 0 where there is no table.
    pub first_row: u32,
    /// The first rows of the file as text, long cells cut.
    pub sample: Vec<Vec<String>>,
    /// Whether a [`Mapping`] was applied.
    pub mapped: bool,
}

impl FileReport {
    /// The report of a file that could not be opened.
    #[must_use]
    pub fn unread(name: &str) -> FileReport {
        FileReport {
            name: name.to_owned(),
            kind: Kind::Unknown,
            understood: Text::new("文件无法打开", "the file cannot be opened"),
            encoding: Encoding::Utf8,
            delimiter: "",
            rows: 0,
            used: 0,
            bytes: 0,
            columns: Vec::new(),
            signature: String::new(),
            header_row: 0,
            first_row: 0,
            sample: Vec::new(),
            mapped: false,
        }
    }
}
