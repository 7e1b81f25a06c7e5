//! Workbooks: .xlsx, .xlsm, .xlsb and .xls.

use std::io::SeekFrom;

use calamine::{
    CellErrorType, Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xls, Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::archive::{Walk, guarded};
use super::sheet::{Held, Sheet};
use super::{Bytes, Fault, SEPARATOR};
use crate::issue::Code;

/// Cells that cannot be understood after which a sheet is given up.
const MOST_BAD: u32 = 1000;

/// A sheet by name and place, and whether it is hidden.
pub(super) struct Named {
    name: String,
    index: usize,
    hidden: bool,
}

/// A workbook that is open.
pub(super) trait Book {
    fn sheets(&self) -> Vec<Named>;

    /// The cells of a sheet.
    fn sheet(&mut self, named: &Named) -> Result<Sheet, Fault>;
}

/// A workbook whose sheets have all been read.
#[derive(Default)]
pub(super) struct ReadBook(Vec<(String, bool, Sheet)>);

impl ReadBook {
    pub(super) fn add(&mut self, name: String, hidden: bool, sheet: Sheet) {
        self.0.push((name, hidden, sheet));
    }
}

impl Book for ReadBook {
    fn sheets(&self) -> Vec<Named> {
        let sheets = self.0.iter().enumerate();
        sheets.map(|(index, (name, hidden, _))| Named { name: name.clone(), index, hidden: *hidden }).collect()
    }

    fn sheet(&mut self, named: &Named) -> Result<Sheet, Fault> {
        Ok(self.0.get_mut(named.index).map(|(.., sheet)| std::mem::take(sheet)).unwrap_or_default())
    }
}

/// Hands on the sheets that are visible and hold something; the hidden ones only when there is nothing else.
pub(super) fn hand_on(book: &mut dyn Book, name: &str, walk: &mut Walk<'_>) -> Result<(), Fault> {
    let (hidden, visible): (Vec<_>, Vec<_>) = book.sheets().into_iter().partition(|sheet| sheet.hidden);
    let left_out = hidden.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>().join("、");
    let mut any = false;
    for (sheets, code) in [(visible, Code::HiddenSheets), (hidden, Code::HiddenSheetUsed)] {
        for named in sheets {
            let mut sheet = match guarded(|| book.sheet(&named)) {
                Ok(sheet) => sheet,
                Err(fault) => {
                    walk.refused(&[name, SEPARATOR, &named.name].concat(), fault.code, &fault.text);
                    any = true;
                    continue;
                }
            };
            if sheet.is_empty() {
                continue;
            }
            sheet.arrange()?;
            if !std::mem::replace(&mut any, true) && !left_out.is_empty() {
                sheet.note_whole(code, &left_out);
            }
            walk.hand_on(sheet, &[name, SEPARATOR, &named.name].concat());
        }
        if any {
            return Ok(());
        }
    }
    Err(Fault::new(Code::NoTable))
}

type Stream<'a> = &'a mut dyn Bytes;

fn named(sheets: &[calamine::Sheet]) -> Vec<Named> {
    let tables = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    tables
        .enumerate()
        .map(|(index, sheet)| Named { name: sheet.name.clone(), index, hidden: sheet.visible != SheetVisible::Visible })
        .collect()
}

pub(super) struct NewBook<'a> {
    book: Xlsx<Stream<'a>>,
    /// Whether any cells are merged.
    merged: bool,
}

impl<'a> NewBook<'a> {
    pub(super) fn open(stream: Stream<'a>, merged: bool) -> Result<NewBook<'a>, Fault> {
        stream.seek(SeekFrom::Start(0))?;
        Xlsx::new(stream).map(|book| NewBook { book, merged }).map_err(|error| {
            Fault::new(if matches!(error, XlsxError::Password) { Code::Protected } else { Code::Damaged })
        })
    }
}

impl Book for NewBook<'_> {
    fn sheets(&self) -> Vec<Named> {
        named(self.book.sheets_metadata())
    }

    fn sheet(&mut self, Named { name, .. }: &Named) -> Result<Sheet, Fault> {
        let mut sheet = Sheet::default();
        let base_1904 = self.book.has_1904_epoch();
        // They stand behind the cells: a pass of its own over the sheet, so only where there are any.
        if self.merged {
            let merged = self.book.merge_cells_by_sheet_name(name).unwrap_or_default();
            merged.into_iter().for_each(|Dimensions { start, end }| sheet.merge(start, end));
        }
        let mut cells = self.book.worksheet_cells_reader(name).map_err(|_| Fault::new(Code::Damaged))?;
        let mut bad = 0;
        loop {
            match cells.next_cell_with_formula_metadata() {
                Ok(Some(cell)) => {
                    let (row, column) = cell.pos;
                    if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) {
                        sheet.note(Code::NoCachedValue, row, column, "");
                    }
                    add(&mut sheet, row, column, &cell.value, base_1904)?;
                }
                Ok(None) => return Ok(sheet),
                // The file ends too early or is no XML: what was read stays.
                Err(XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::Zip(_) | XlsxError::Io(_)) => break,
                Err(_) if bad >= MOST_BAD => break,
                Err(_) => bad += 1,
            }
        }
        sheet.note_whole(Code::PartlyDamaged, "");
        Ok(sheet)
    }
}

pub(super) struct BinaryBook<'a>(Xlsb<Stream<'a>>);

impl<'a> BinaryBook<'a> {
    pub(super) fn open(stream: Stream<'a>) -> Result<BinaryBook<'a>, Fault> {
        stream.seek(SeekFrom::Start(0))?;
        Xlsb::new(stream).map(BinaryBook).map_err(|error| {
            Fault::new(if matches!(error, XlsbError::Password) { Code::Protected } else { Code::Damaged })
        })
    }
}

impl Book for BinaryBook<'_> {
    fn sheets(&self) -> Vec<Named> {
        named(self.0.sheets_metadata())
    }

    fn sheet(&mut self, Named { name, .. }: &Named) -> Result<Sheet, Fault> {
        let mut sheet = Sheet::default();
        let base_1904 = self.0.has_1904_epoch();
        let mut cells = self.0.worksheet_cells_reader(name).map_err(|_| Fault::new(Code::Damaged))?;
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    add(&mut sheet, row, column, cell.get_value(), base_1904)?;
                }
                Ok(None) => return Ok(sheet),
                Err(_) => break,
            }
        }
        sheet.note_whole(Code::PartlyDamaged, "");
        Ok(sheet)
    }
}

pub(super) struct OldBook<'a>(Xls<Stream<'a>>);

impl<'a> OldBook<'a> {
    pub(super) fn open(stream: Stream<'a>) -> Result<OldBook<'a>, Fault> {
        stream.seek(SeekFrom::Start(0))?;
        Xls::new(stream).map(OldBook).map_err(|error| {
            Fault::new(if matches!(error, calamine::XlsError::Password) { Code::Protected } else { Code::Damaged })
        })
    }
}

impl Book for OldBook<'_> {
    fn sheets(&self) -> Vec<Named> {
        named(self.0.sheets_metadata())
    }

    fn sheet(&mut self, Named { name, .. }: &Named) -> Result<Sheet, Fault> {
        let mut sheet = Sheet::default();
        let base_1904 = self.0.has_1904_epoch();
        let merged = self.0.merge_cells_by_sheet_name(name).unwrap_or_default();
        merged.into_iter().for_each(|Dimensions { start, end }| sheet.merge(start, end));
        let range = self.0.worksheet_range(name).map_err(|_| Fault::new(Code::Damaged))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
            add(&mut sheet, top + row, left + column, &by_reference(value), base_1904)?;
        }
        Ok(sheet)
    }
}

fn by_reference(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

#[allow(clippy::cast_precision_loss)]
fn add(sheet: &mut Sheet, row: u32, column: u32, value: &DataRef<'_>, base_1904: bool) -> Result<(), Fault> {
    match value {
        DataRef::Int(number) => sheet.add_number(row, column, *number as f64),
        DataRef::Float(number) => sheet.add_number(row, column, *number),
        DataRef::String(text) => sheet.add(row, column, Held::Text, text),
        DataRef::SharedString(text) => sheet.add(row, column, Held::Text, text),
        DataRef::Bool(truth) => sheet.add(row, column, Held::Text, if *truth { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) if moment.is_duration() => sheet.add_duration(row, column, moment.as_f64()),
        DataRef::DateTime(moment) => sheet.add_serial(row, column, moment.as_f64(), base_1904),
        DataRef::DateTimeIso(text) => sheet.add_iso(row, column, text),
        DataRef::DurationIso(text) => sheet.add_iso_duration(row, column, text),
        DataRef::Error(error) => {
            sheet.note(Code::ErrorValue, row, column, error_text(error));
            Ok(())
        }
        DataRef::Empty => Ok(()),
    }
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        _ => "#ERROR!",
    }
}
