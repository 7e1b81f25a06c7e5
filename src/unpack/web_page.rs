//! Tables in web pages: bulletins, and pages that were saved under the name of a workbook.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::archive::{Walk, guarded};
use super::sheet::{COLUMNS, Held, ROWS, Sheet};
use super::{Fault, SEPARATOR};
use crate::issue::Code;

/// Tables within tables that are followed.
const DEEPEST: usize = 64;

/// Hands on each table that holds data.
pub(super) fn hand_on(name: &str, text: &str, walk: &mut Walk<'_>) -> Result<(), Fault> {
    let tables = guarded(|| tables(text))?;
    let alone = tables.len() == 1;
    if tables.is_empty() {
        return Err(Fault::new(Code::NoTable));
    }
    for (number, mut sheet) in (1..).zip(tables) {
        sheet.arrange()?;
        let number: u32 = number;
        let name = if alone { name.to_owned() } else { [name, SEPARATOR, &number.to_string()].concat() };
        walk.hand_on(sheet, &name);
    }
    Ok(())
}

/// A cell that reaches into later rows.
#[derive(Clone, Copy)]
struct Reach {
    column: u32,
    width: u32,
    /// Rows still to come.
    rows: u32,
}

/// A table that is not closed yet.
#[derive(Default)]
struct Open {
    sheet: Sheet,
    /// The row that is being filled, once there is one.
    row: Option<u32>,
    column: u32,
    reaches: Vec<Reach>,
    cell: Option<Cell>,
    /// Whether tables of data lie within it.
    holds_tables: bool,
    /// Its place among all tables of the page.
    number: usize,
}

struct Cell {
    text: String,
    width: u32,
    height: u32,
}

impl Open {
    fn begin_row(&mut self) -> Result<(), Fault> {
        self.end_cell()?;
        let row = self.row.map_or(0, |row| row + 1);
        self.row = Some(row);
        self.column = 0;
        if row > 0 {
            self.reaches.iter_mut().for_each(|reach| reach.rows = reach.rows.saturating_sub(1));
            self.reaches.retain(|reach| reach.rows > 0);
        }
        Ok(())
    }

    fn begin_cell(&mut self, tag: &StartTag<()>) -> Result<(), Fault> {
        self.end_cell()?;
        if self.row.is_none() {
            self.begin_row()?;
        }
        let span = |name: &[u8], most: u32| {
            let value = tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).trim().parse::<u32>());
            // Zero of rows means all that follow.
            match value {
                Some(Ok(0)) if most == ROWS => ROWS,
                Some(Ok(value)) => value.clamp(1, most),
                _ => 1,
            }
        };
        self.cell = Some(Cell { text: String::new(), width: span(b"colspan", 1000), height: span(b"rowspan", ROWS) });
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Fault> {
        let (Some(cell), Some(row)) = (self.cell.take(), self.row) else { return Ok(()) };
        // The next column that no cell from above reaches into.
        while let Some(reach) =
            self.reaches.iter().find(|reach| (reach.column..reach.column + reach.width).contains(&self.column))
        {
            self.column = reach.column + reach.width;
        }
        let column = self.column;
        self.column += cell.width;
        if column >= COLUMNS || row >= ROWS {
            return Ok(());
        }
        if cell.height > 1 {
            self.reaches.push(Reach { column, width: cell.width, rows: cell.height });
        }
        if cell.height > 1 || cell.width > 1 {
            self.sheet.merge((row, column), ((row + cell.height - 1).min(ROWS - 1), column + cell.width - 1));
        }
        let text = cell.text.trim();
        self.sheet.add(row, column, Held::Text, text)
    }

    /// Whether it is a table of data: rows with several cells, and not only there to lay others out.
    fn is_data(&self) -> bool {
        let rows = self.sheet.rows_of_data();
        rows >= if self.holds_tables { 3 } else { 2 }
    }
}

/// The tables of data in a page, in the order in which they begin.
fn tables(page: &str) -> Result<Vec<Sheet>, Fault> {
    let mut emitter = DefaultEmitter::default();
    // Scripts and styles are no text.
    emitter.naively_switch_states(true);
    let mut open: Vec<Open> = Vec::new();
    let mut found: Vec<(usize, Sheet)> = Vec::new();
    // How deep within something whose text is not shown.
    let mut silent = 0_u32;
    let mut number = 0;
    for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
        match token {
            Token::StartTag(tag) => match &**tag.name {
                b"table" if open.len() < DEEPEST => {
                    number += 1;
                    open.push(Open { number, ..Open::default() });
                }
                b"tr" => open.last_mut().map_or(Ok(()), Open::begin_row)?,
                b"td" | b"th" => {
                    if let Some(table) = open.last_mut() {
                        table.begin_cell(&tag)?;
                    }
                }
                b"script" | b"style" | b"title" | b"template" | b"noscript" if !tag.self_closing => silent += 1,
                b"br" | b"p" | b"div" | b"li" => blank(&mut open),
                _ => {}
            },
            Token::EndTag(tag) => match &**tag.name {
                b"table" => close(&mut open, &mut found)?,
                b"tr" | b"td" | b"th" => open.last_mut().map_or(Ok(()), Open::end_cell)?,
                b"script" | b"style" | b"title" | b"template" | b"noscript" => silent = silent.saturating_sub(1),
                b"p" | b"div" | b"li" => blank(&mut open),
                _ => {}
            },
            Token::String(text) if silent == 0 => {
                if let Some(cell) = open.last_mut().and_then(|table| table.cell.as_mut()) {
                    push(&mut cell.text, &String::from_utf8_lossy(&text));
                }
            }
            _ => {}
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut found)?;
    }
    crate::sorting::sort_by_key(&mut found, |(number, _)| *number);
    Ok(found.into_iter().map(|(_, sheet)| sheet).collect())
}

fn close(open: &mut Vec<Open>, found: &mut Vec<(usize, Sheet)>) -> Result<(), Fault> {
    let Some(mut table) = open.pop() else { return Ok(()) };
    table.end_cell()?;
    if table.is_data() {
        if let Some(outer) = open.last_mut() {
            outer.holds_tables = true;
        }
        found.push((table.number, table.sheet));
    }
    Ok(())
}

/// A break in the text of the cell at hand.
fn blank(open: &mut [Open]) {
    if let Some(cell) = open.last_mut().and_then(|table| table.cell.as_mut()) {
        push(&mut cell.text, " ");
    }
}

/// Adds text as a page shows it, blanks of any number as one.
fn push(text: &mut String, more: &str) {
    for sign in more.chars() {
        match sign {
            ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}' => {
                if !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            sign => text.push(sign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::tests::text_of;
    use super::*;

    fn read(page: &str) -> Vec<String> {
        let mut sheets = tables(page).unwrap_or_else(|fault| panic!("{fault}"));
        sheets
            .iter_mut()
            .map(|sheet| {
                assert_eq!(sheet.arrange(), Ok(()));
                text_of(sheet)
            })
            .collect()
    }

    #[test]
    fn spans_are_laid_out() {
        let page = "<table><tr><th rowspan=2>断面<th rowspan='2'>月份<th colspan=2>结果<tr><th>氨氮<br>(mg/L)<th>pH\
            <tr><td rowspan=2>甲&amp;乙</td><td>2024-01</td><td>0.1</td><td>8</td></tr>\
            <tr><td>2024-02</td><td rowspan=2>0.2</td><td>7</td></tr><tr><td>丙</td><td>2024-02<td>6</table>";
        assert_eq!(
            read(page),
            ["断面,月份,结果\n,,氨氮 (mg/L),pH\n甲&乙,2024-01,0.1,8\n甲&乙,2024-02,0.2,7\n丙,2024-02,,6\n"]
        );
    }

    #[test]
    fn tables_that_lay_out_a_page_are_left_aside() {
        let data = "<table><tr><td>日期<td>AQI<tr><td>2024-01-01<td>50</table>";
        let page = format!(
            "<html><title><table></title><script>'<table><tr><td>1<td>2'</script><table><tr><td>菜单<td>{data}<tr><td colspan=2>版权<tr><td>{data}</table><table><tr><td>只有一格</table>"
        );
        assert_eq!(read(&page), ["日期,AQI\n2024-01-01,50\n"; 2]);
        assert!(read("<p>没有表格").is_empty());
    }

    #[test]
    fn spans_without_end_stay_within_bounds() {
        let mut page = "<table>".to_owned();
        for row in 0..300 {
            page.push_str(&format!("<tr><td rowspan=0>{row}x<td rowspan=9999999 colspan=9999999>y<td>z"));
        }
        assert!(tables(&page).is_ok());
    }
}
