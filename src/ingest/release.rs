//! Tables in JSON: the national real-time release of surface water, whose cells are HTML, and plain arrays of objects.

use super::json::{Json, parse};

/// A table: headers, and rows with a cell for each.
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The table in a JSON text; `None` when there is none.
pub(super) fn table_of_json(text: &str) -> Option<Table> {
    let mut table = Table { header: Vec::new(), rows: Vec::new() };
    collect(&parse(text)?, &mut table, 0);
    (!table.header.is_empty()).then_some(table)
}

/// Looks for tables, page by page, a few levels deep.
fn collect(value: &Json, table: &mut Table, depth: u32) {
    match value {
        Json::Object(fields) => {
            if let (Some(Json::Array(head)), Some(Json::Array(body))) = (value.field("thead"), value.field("tbody")) {
                release(head, body, table);
            } else if depth < 4 {
                fields.iter().for_each(|(_, field)| collect(field, table, depth + 1));
            }
        }
        Json::Array(items) if items.first().is_some_and(is_flat) => {
            for item in items {
                let Json::Object(fields) = item else { continue };
                for (name, _) in fields {
                    if !table.header.contains(name) && table.header.len() < 1000 {
                        table.header.push(name.clone());
                    }
                }
                let cell = |name: &String| item.field(name).map_or("", cell).to_owned();
                table.rows.push(table.header.iter().map(cell).collect());
            }
        }
        Json::Array(items) if depth < 4 => items.iter().for_each(|item| collect(item, table, depth + 1)),
        _ => {}
    }
}

/// Whether it is an object of scalars: a row.
fn is_flat(value: &Json) -> bool {
    matches!(value, Json::Object(fields) if fields.iter().all(|(_, field)| matches!(field, Json::Text(_))))
}

/// The release of the national network: `thead` and `tbody` with HTML in the cells. Of a reading the raw value in the
/// title counts, which is what the published class follows; of a section name the text.
fn release(head: &[Json], body: &[Json], table: &mut Table) {
    const CITY: &str = "所在地市";
    const RIVER: &str = "所属河流";
    if table.header.is_empty() {
        table.header = head.iter().map(|cell| visible(self::cell(cell))).collect();
        table.header.extend([CITY.to_owned(), RIVER.to_owned()]);
    }
    let width = table.header.len() - 2;
    for row in body {
        let Json::Array(row) = row else { continue };
        let (mut city, mut river) = (String::new(), String::new());
        let mut cells: Vec<String> = Vec::with_capacity(width + 2);
        for cell in row.iter().take(width) {
            let html = self::cell(cell);
            let title = title(html);
            let part = |name: &str| {
                let rest = &title[title.find(name)? + name.len()..];
                let rest = rest.trim_start_matches([':', '：']);
                Some(rest[..rest.find(['\n', '&']).unwrap_or(rest.len())].trim().to_owned())
            };
            if let Some(found) = part(CITY) {
                city = found;
            }
            if let Some(found) = part(RIVER) {
                river = found;
            }
            cells.push(part("原始值").filter(|raw| !raw.is_empty()).unwrap_or_else(|| visible(html)));
        }
        cells.resize(width, String::new());
        cells.extend([city, river]);
        table.rows.push(cells);
    }
}

fn cell(value: &Json) -> &str {
    match value {
        Json::Text(text) => text,
        _ => "",
    }
}

/// What a reader of the page sees: the text between the tags.
fn visible(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    entities(text.trim())
}

/// The title of the first tag that has one.
fn title(html: &str) -> String {
    let Some(rest) = html.find("title=").map(|at| &html[at + 6..]) else { return String::new() };
    let quote = rest.chars().next().unwrap_or('"');
    let rest = rest.get(1..).unwrap_or_default();
    entities(&rest[..rest.find(quote).unwrap_or(0)])
}

/// Text with the entities that the releases use.
pub(super) fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    [
        ("&#10;", "\n"),
        ("&nbsp;", " "),
        ("&mdash;", "—"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_the_release() {
        let span = "<span data-toggle='tooltip' title='原始值：7.6789'>7.68</span>";
        assert_eq!((title(span).as_str(), visible(span).as_str()), ("原始值：7.6789", "7.68"));
        assert_eq!(visible("水温<br/><span class='unit'>(℃)</span>"), "水温(℃)");
        assert_eq!(title("<span title='unfinished"), "");
        assert_eq!(title("title="), "");
    }

    #[test]
    fn objects_become_a_table() {
        let table =
            table_of_json(r#"{"data":[{"a":1,"b":null},{"b":"x","c":2.50}]}"#).unwrap_or_else(|| panic!("table"));
        assert_eq!(table.header, ["a", "b", "c"]);
        assert_eq!(table.rows, [vec!["1", ""], vec!["", "x", "2.50"]]);
        assert!(table_of_json("{").is_none());
    }
}
