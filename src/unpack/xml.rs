//! Tables in XML: workbooks saved as SpreadsheetML 2003, and lists of like elements.

use std::borrow::Cow;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Fault;
use super::archive::Walk;
use super::sheet::{Held, ROWS, Sheet};
use super::workbook::ReadBook;
use crate::issue::Code;

/// Elements within elements that are followed.
const DEEPEST: usize = 64;
/// Most columns of a list of elements.
const MOST_COLUMNS: usize = 1000;

pub(super) fn hand_on(name: &str, text: &str, walk: &mut Walk<'_>) -> Result<(), Fault> {
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return workbook(name, text, walk);
    }
    let mut sheet = list(text)?.ok_or(Fault::new(Code::NoTable))?;
    sheet.arrange()?;
    walk.hand_on(sheet, name);
    Ok(())
}

pub(super) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    reader
}

/// The value of an attribute, by its name without a prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    Some(value_of(&found))
}

fn value_of(found: &Attribute<'_>) -> String {
    found.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| found.value.to_string(), Cow::into_owned)
}

/// Adds the sign of an entity; one that is not known stays as it is written.
pub(super) fn push_entity(entity: &BytesRef<'_>, text: &mut String) {
    let name = entity.xml10_content();
    match &*name {
        "lt" => text.push('<'),
        "gt" => text.push('>'),
        "amp" => text.push('&'),
        "quot" => text.push('"'),
        "apos" => text.push('\''),
        "nbsp" => text.push(' '),
        _ => match entity.resolve_char_ref() {
            Ok(Some(sign)) => text.push(sign),
            _ => text.extend(["&", &name, ";"]),
        },
    }
}

/// A sheet of a workbook saved as XML.
#[derive(Default)]
struct Worksheet {
    name: String,
    sheet: Sheet,
    hidden: bool,
    /// The row and column that come next.
    row: u32,
    column: u32,
    /// Kind of the data at hand.
    kind: String,
    formula: bool,
    seen: bool,
}

fn workbook(name: &str, text: &str, walk: &mut Walk<'_>) -> Result<(), Fault> {
    let mut sheets: Vec<Worksheet> = Vec::new();
    let mut reader = reader(text);
    let mut words = String::new();
    let (mut in_data, mut in_hidden) = (false, false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                let local = tag.local_name();
                if local.as_ref() == "Worksheet" {
                    let name = attribute(&tag, "Name").unwrap_or_default();
                    sheets.push(Worksheet { name, ..Worksheet::default() });
                }
                let Some(sheet) = sheets.last_mut() else { continue };
                let number = |name: &str| attribute(&tag, name).and_then(|value| value.trim().parse::<u32>().ok());
                match local.as_ref() {
                    "Row" => {
                        sheet.row = number("Index").map_or(sheet.row, |row| row.saturating_sub(1)).min(ROWS);
                        sheet.column = 0;
                    }
                    "Cell" => {
                        sheet.column =
                            number("Index").map_or(sheet.column, |column| column.saturating_sub(1)).min(ROWS);
                        let across = number("MergeAcross").unwrap_or(0).min(ROWS);
                        let down = number("MergeDown").unwrap_or(0).min(ROWS);
                        if across + down > 0 {
                            let (row, column) = (sheet.row, sheet.column);
                            sheet.sheet.merge((row, column), (row + down, column + across));
                        }
                        sheet.formula = attribute(&tag, "Formula").is_some();
                        sheet.seen = false;
                    }
                    "Data" => {
                        sheet.kind = attribute(&tag, "Type").unwrap_or_default();
                        in_data = true;
                        words.clear();
                    }
                    "Visible" => {
                        in_hidden = true;
                        words.clear();
                    }
                    _ => {}
                }
            }
            Event::End(tag) => {
                let Some(sheet) = sheets.last_mut() else { continue };
                match tag.local_name().as_ref() {
                    "Row" => sheet.row += 1,
                    "Cell" => {
                        if sheet.formula && !sheet.seen {
                            sheet.sheet.note(Code::NoCachedValue, sheet.row, sheet.column, "");
                        }
                        // A cell that is merged to the right takes the place of those.
                        sheet.column += 1;
                    }
                    "Data" if in_data => {
                        in_data = false;
                        sheet.seen = true;
                        let (row, column) = (sheet.row, sheet.column);
                        let text = words.trim();
                        match sheet.kind.as_str() {
                            "DateTime" => sheet.sheet.add_iso(row, column, text)?,
                            "Number" => match text.parse::<f64>() {
                                Ok(number) => sheet.sheet.add_number(row, column, number)?,
                                Err(_) => sheet.sheet.add(row, column, Held::Text, text)?,
                            },
                            "Boolean" => {
                                let truth = if text == "1" { "TRUE" } else { "FALSE" };
                                sheet.sheet.add(row, column, Held::Text, truth)?;
                            }
                            "Error" => sheet.sheet.note(Code::ErrorValue, row, column, text),
                            _ => sheet.sheet.add(row, column, Held::Text, text)?,
                        }
                    }
                    "Visible" if in_hidden => {
                        in_hidden = false;
                        sheet.hidden |= words.trim().starts_with("SheetHidden") || words.trim() == "SheetVeryHidden";
                    }
                    _ => {}
                }
            }
            Event::Text(text) if in_data || in_hidden => words.push_str(&text.xml10_content()),
            Event::CData(text) if in_data || in_hidden => words.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if in_data || in_hidden => push_entity(&entity, &mut words),
            _ => {}
        }
    }
    let mut book = ReadBook::default();
    sheets.into_iter().for_each(|sheet| book.add(sheet.name, sheet.hidden, sheet.sheet));
    super::workbook::hand_on(&mut book, name, walk)
}

/// An element that is not closed yet.
#[derive(Default)]
struct Element {
    name: String,
    text: String,
    /// Attributes, and elements within that hold nothing but text.
    fields: Vec<(String, String)>,
    holds_records: bool,
}

/// The rows of one kind of element.
#[derive(Default)]
struct List {
    name: String,
    header: Vec<String>,
    rows: Vec<Vec<(usize, String)>>,
}

/// The longest list of elements of one name, each with its fields as attributes or as elements of its own.
fn list(text: &str) -> Result<Option<Sheet>, Fault> {
    let mut lists: Vec<List> = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    let mut reader = reader(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                if open.len() >= DEEPEST {
                    return Err(Fault::new(Code::NoTable));
                }
                let name = tag.local_name().as_ref().to_owned();
                let mut attributes = tag.attributes();
                let fields = attributes
                    .with_checks(false)
                    .flatten()
                    .filter(|found| !found.key.as_ref().starts_with("xmlns"))
                    .map(|found| (found.key.local_name().as_ref().to_owned(), value_of(&found)));
                open.push(Element { name, fields: fields.collect(), ..Element::default() });
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { continue };
                let outer = open.last_mut();
                if element.fields.is_empty() && !element.holds_records {
                    if let Some(outer) = outer {
                        outer.fields.push((element.name, element.text.trim().to_owned()));
                    }
                    continue;
                }
                if let Some(outer) = outer {
                    outer.holds_records = true;
                }
                if element.fields.len() > 1 && !element.holds_records {
                    record(element, &mut lists);
                }
            }
            Event::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text.xml10_content());
                }
            }
            Event::CData(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(entity) => {
                if let Some(element) = open.last_mut() {
                    push_entity(&entity, &mut element.text);
                }
            }
            _ => {}
        }
    }
    let Some(longest) = lists.into_iter().rev().max_by_key(|list| list.rows.len()) else { return Ok(None) };
    let mut sheet = Sheet::default();
    for (column, name) in (0..).zip(&longest.header) {
        sheet.add(0, column, Held::Text, name)?;
    }
    for (row, cells) in (1..).zip(&longest.rows) {
        for (column, text) in cells {
            sheet.add(row, u32::try_from(*column).unwrap_or(u32::MAX), Held::Text, text)?;
        }
    }
    Ok(Some(sheet))
}

fn record(element: Element, lists: &mut Vec<List>) {
    let at = lists.iter().position(|list| list.name == element.name).unwrap_or_else(|| {
        lists.push(List { name: element.name, ..List::default() });
        lists.len() - 1
    });
    let list = &mut lists[at];
    let mut row: Vec<(usize, String)> = Vec::with_capacity(element.fields.len());
    for (next, (name, text)) in element.fields.into_iter().enumerate() {
        // Fields come in the same order nearly always.
        let column = if list.header.get(next) == Some(&name) {
            Some(next)
        } else {
            list.header.iter().position(|known| *known == name)
        };
        let column = column.unwrap_or_else(|| {
            list.header.push(name);
            list.header.len() - 1
        });
        if column < MOST_COLUMNS && !row.iter().any(|(taken, _)| *taken == column) {
            row.push((column, text));
        } else if column >= MOST_COLUMNS {
            list.header.truncate(MOST_COLUMNS);
        }
    }
    list.rows.push(row);
}

#[cfg(test)]
mod tests {
    use super::super::sheet::tests::text_of;
    use super::*;

    fn read(text: &str) -> Option<String> {
        let mut sheet = list(text).unwrap_or_else(|fault| panic!("{fault}"))?;
        assert_eq!(sheet.arrange(), Ok(()));
        Some(text_of(&mut sheet))
    }

    #[test]
    fn like_elements_are_rows() {
        let text = "<?xml version=\"1.0\"?><r><head><a>1</a></head><rows><row><断面>甲&lt;</断面><pH>8.1</pH></row>\
            <row id='2'><pH>7</pH><断面><![CDATA[乙]]></断面><注/></row></rows></r>";
        assert_eq!(read(text).as_deref(), Some("断面,pH,id,注\n甲<,8.1\n乙,7,2\n"));
        assert_eq!(read("<r><row a='1' b='2'/><row a='3' b='4'/></r>").as_deref(), Some("a,b\n1,2\n3,4\n"));
        assert_eq!(read("<r><a>1</a></r>"), None);
        assert_eq!(read("<r><a"), None);
    }
}
