//! Workbooks of the open document format, .ods.

use std::io::{BufRead, BufReader, SeekFrom};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;
use zip::ZipArchive;

use super::archive::fault_of;
use super::sheet::{COLUMNS, Held, ROWS, Sheet};
use super::workbook::ReadBook;
use super::xml::{attribute, push_entity};
use super::{Bytes, Fault};
use crate::issue::Code;

/// Rows that one row of cells may stand for: a sheet says of its empty rest that it repeats a million times.
const MOST_REPEATED: u32 = 10_000;

/// Reads all sheets of a workbook.
pub(super) fn open(stream: &mut dyn Bytes) -> Result<ReadBook, Fault> {
    stream.seek(SeekFrom::Start(0))?;
    let mut archive = ZipArchive::new(stream).map_err(fault_of)?;
    if let Ok(mut manifest) = archive.by_name("META-INF/manifest.xml") {
        let mut text = String::new();
        let read = std::io::Read::read_to_string(&mut manifest, &mut text);
        if read.is_ok() && text.contains("encryption-data") {
            return Err(Fault::new(Code::Protected));
        }
    }
    let content = archive.by_name("content.xml").map_err(fault_of)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    read(&mut reader)
}

/// A table that is being read.
struct Table {
    name: String,
    hidden: bool,
    sheet: Sheet,
    row: u32,
    column: u32,
    /// Rows that the row at hand stands for.
    rows: u32,
    cell: Option<Cell>,
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    columns: u32,
    kind: String,
    value: String,
    text: String,
    paragraphs: u32,
    formula: bool,
    spans: (u32, u32),
}

fn read(reader: &mut Reader<impl BufRead>) -> Result<ReadBook, Fault> {
    let mut sheets = ReadBook::default();
    let mut hidden_styles: FxHashMap<String, bool> = FxHashMap::default();
    let mut style = String::new();
    let mut table: Option<Table> = None;
    let mut buffer = Vec::new();
    // Comments and drawings stand within cells and are no part of their text.
    let mut aside = 0_u32;
    let damaged = loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break table.is_some(),
            Err(_) => break true,
            Ok(Event::Start(tag)) => match tag.name().as_ref() {
                "style:style" => style = attribute(&tag, "name").unwrap_or_default(),
                "style:table-properties" => {
                    hidden_styles
                        .insert(style.clone(), attribute(&tag, "display").is_some_and(|shown| shown == "false"));
                }
                "table:table" if table.is_none() => {
                    let style = attribute(&tag, "style-name").unwrap_or_default();
                    table = Some(Table {
                        name: attribute(&tag, "name").unwrap_or_default(),
                        hidden: hidden_styles.get(&style) == Some(&true),
                        sheet: Sheet::default(),
                        row: 0,
                        column: 0,
                        rows: 1,
                        cell: None,
                    });
                }
                "office:annotation" | "draw:frame" | "draw:custom-shape" | "table:shapes" => aside += 1,
                name => {
                    if let Some(table) = table.as_mut().filter(|_| aside == 0) {
                        start(table, name, &tag);
                    }
                }
            },
            Ok(Event::End(tag)) => match tag.name().as_ref() {
                "office:annotation" | "draw:frame" | "draw:custom-shape" | "table:shapes" => {
                    aside = aside.saturating_sub(1);
                }
                "table:table" if aside == 0 => {
                    if let Some(table) = table.take() {
                        sheets.add(table.name, table.hidden, table.sheet);
                    }
                }
                name => {
                    if let Some(table) = table.as_mut().filter(|_| aside == 0) {
                        end(table, name)?;
                    }
                }
            },
            Ok(event) => {
                let cell = table.as_mut().and_then(|table| table.cell.as_mut());
                let Some(cell) = cell.filter(|_| aside == 0) else { continue };
                match event {
                    Event::Text(text) if cell.paragraphs > 0 => cell.text.push_str(&text.xml10_content()),
                    Event::CData(text) if cell.paragraphs > 0 => cell.text.push_str(&text.xml10_content()),
                    Event::GeneralRef(entity) if cell.paragraphs > 0 => push_entity(&entity, &mut cell.text),
                    _ => {}
                }
            }
        }
    };
    if let Some(mut table) = table {
        table.sheet.note_whole(Code::PartlyDamaged, "");
        sheets.add(table.name, table.hidden, table.sheet);
    } else if damaged {
        return Err(Fault::new(Code::Damaged));
    }
    Ok(sheets)
}

fn start(table: &mut Table, name: &str, tag: &BytesStart<'_>) {
    let count = |name: &str| attribute(tag, name).and_then(|count| count.trim().parse::<u32>().ok());
    match name {
        "table:table-row" => {
            table.column = 0;
            table.rows = count("number-rows-repeated").unwrap_or(1).min(ROWS);
        }
        "table:table-cell" | "table:covered-table-cell" => {
            let kind = attribute(tag, "value-type").unwrap_or_default();
            let value = match kind.as_str() {
                "float" | "percentage" | "currency" => attribute(tag, "value"),
                "date" => attribute(tag, "date-value"),
                "time" => attribute(tag, "time-value"),
                "boolean" => attribute(tag, "boolean-value"),
                _ => attribute(tag, "string-value"),
            };
            let has_error = tag
                .attributes()
                .with_checks(false)
                .flatten()
                .any(|found| found.key.as_ref() == "calcext:value-type" && &*found.value == "error");
            table.cell = Some(Cell {
                columns: count("number-columns-repeated").unwrap_or(1).min(COLUMNS),
                kind: if has_error { "error".to_owned() } else { kind },
                value: value.unwrap_or_default(),
                formula: attribute(tag, "formula").is_some(),
                spans: (count("number-rows-spanned").unwrap_or(1), count("number-columns-spanned").unwrap_or(1)),
                ..Cell::default()
            });
        }
        "text:p" => {
            if let Some(cell) = &mut table.cell {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
            }
        }
        "text:s" => {
            if let Some(cell) = &mut table.cell {
                let blanks = count("c").unwrap_or(1).min(1000);
                cell.text.extend((0..blanks).map(|_| ' '));
            }
        }
        "text:tab" | "text:line-break" => {
            if let Some(cell) = &mut table.cell {
                cell.text.push(if name == "text:tab" { '\t' } else { '\n' });
            }
        }
        _ => {}
    }
}

fn end(table: &mut Table, name: &str) -> Result<(), Fault> {
    match name {
        "table:table-row" => table.row = table.row.saturating_add(table.rows).min(ROWS),
        "table:table-cell" | "table:covered-table-cell" => {
            let Some(cell) = table.cell.take() else { return Ok(()) };
            let (row, column) = (table.row, table.column);
            table.column = column.saturating_add(cell.columns).min(COLUMNS);
            if cell.spans.0 > 1 || cell.spans.1 > 1 {
                let last = (row.saturating_add(cell.spans.0.min(ROWS) - 1), column + cell.spans.1.min(COLUMNS) - 1);
                table.sheet.merge((row, column), last);
            }
            let is_empty = cell.value.is_empty() && cell.text.is_empty();
            if is_empty && cell.formula {
                table.sheet.note(Code::NoCachedValue, row, column, "");
            }
            if is_empty {
                return Ok(());
            }
            // Cells that hold something are repeated where rows are alike, not to the end of the sheet.
            let (rows, columns) = (table.rows.min(MOST_REPEATED), cell.columns.min(1024));
            for row in row..row.saturating_add(rows).min(ROWS) {
                for column in column..column.saturating_add(columns).min(COLUMNS) {
                    put(&mut table.sheet, row, column, &cell)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn put(sheet: &mut Sheet, row: u32, column: u32, cell: &Cell) -> Result<(), Fault> {
    match cell.kind.as_str() {
        "error" => {
            sheet.note(Code::ErrorValue, row, column, &cell.text);
            Ok(())
        }
        "float" | "percentage" | "currency" => match cell.value.parse::<f64>() {
            Ok(number) => sheet.add_number(row, column, number),
            Err(_) => sheet.add(row, column, Held::Text, &cell.text),
        },
        "date" => sheet.add_iso(row, column, &cell.value),
        "time" => sheet.add_iso_duration(row, column, &cell.value),
        "boolean" => sheet.add(row, column, Held::Text, if cell.value == "true" { "TRUE" } else { "FALSE" }),
        _ => sheet.add(row, column, Held::Text, if cell.value.is_empty() { &cell.text } else { &cell.value }),
    }
}
