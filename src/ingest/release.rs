//! Tables in JSON: the national real-time release of surface water, whose cells are HTML, arrays of objects, one object a
//! line, objects of columns, and features of GeoJSON.

use super::json::{Json, parse};

/// A table: headers, and rows with a cell for each.
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The table in a JSON text; `None` when there is none.
pub(super) fn table_of_json(text: &str) -> Option<Table> {
    let mut table = Table { header: Vec::new(), rows: Vec::new() };
    // One value, or one a line.
    let value = parse(text).or_else(|| {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(parse).collect::<Option<Vec<_>>>().map(Json::Array)
    });
    collect(&value?, &mut table, 0);
    (!table.header.is_empty()).then_some(table)
}

/// Looks for tables, page by page, a few levels deep.
fn collect(value: &Json, table: &mut Table, depth: u32) {
    match value {
        Json::Object(fields) => {
            if let (Some(Json::Array(head)), Some(Json::Array(body))) = (value.field("thead"), value.field("tbody")) {
                release(head, body, table);
            } else if !columns(fields, table) && depth < 4 {
                fields.iter().for_each(|(_, field)| collect(field, table, depth + 1));
            }
        }
        Json::Array(items) if items.first().is_some_and(is_record) => {
            for item in items {
                let mut row = vec![String::new(); table.header.len()];
                if let Json::Object(fields) = item {
                    record(fields, "", table, &mut row);
                    table.rows.push(row);
                }
            }
        }
        Json::Array(items) if depth < 4 => items.iter().for_each(|item| collect(item, table, depth + 1)),
        _ => {}
    }
}

/// Whether it is a row: an object of scalars and of objects of scalars, or a feature of GeoJSON.
fn is_record(value: &Json) -> bool {
    let Json::Object(fields) = value else { return false };
    let is_flat = |field: &Json| match field {
        Json::Object(fields) => fields.iter().all(|(_, field)| matches!(field, Json::Text(_))),
        field => matches!(field, Json::Text(_)),
    };
    value.field("geometry").is_some() || fields.iter().all(|(_, field)| is_flat(field))
}

/// Puts the fields of a row under their headers, those of an object within as `object.field`.
fn record(fields: &[(String, Json)], within: &str, table: &mut Table, row: &mut Vec<String>) {
    for (name, field) in fields {
        match (name.as_str(), field) {
            ("properties", Json::Object(fields)) => record(fields, "", table, row),
            ("geometry", Json::Object(_)) => {
                if let Some(Json::Array(place)) = field.field("coordinates") {
                    for (name, value) in ["lon", "lat"].into_iter().zip(place) {
                        put(name.to_owned(), cell(value), table, row);
                    }
                }
            }
            (_, Json::Text(text)) if within.is_empty() => put(name.clone(), text, table, row),
            (_, Json::Text(text)) => put([within, ".", name].concat(), text, table, row),
            (_, Json::Object(fields)) if within.is_empty() => record(fields, name, table, row),
            _ => {}
        }
    }
}

fn put(name: String, text: &str, table: &mut Table, row: &mut Vec<String>) {
    let column = table.header.iter().position(|known| *known == name).unwrap_or_else(|| {
        table.header.push(name);
        table.header.len() - 1
    });
    if column < 1000 {
        row.resize(row.len().max(column + 1), String::new());
        text.clone_into(&mut row[column]);
    } else {
        table.header.truncate(1000);
    }
}

/// Takes an object whose fields are columns of one length; a scalar beside them stands in every row.
fn columns(fields: &[(String, Json)], table: &mut Table) -> bool {
    let lists = fields.iter().filter_map(|(_, field)| match field {
        Json::Array(items) if items.iter().all(|item| matches!(item, Json::Text(_))) => Some(items.len()),
        _ => None,
    });
    let lengths: Vec<usize> = lists.collect();
    let Some(&length) = lengths.first().filter(|length| **length > 0) else { return false };
    if lengths.len() < 2 || lengths.iter().any(|other| *other != length) {
        return false;
    }
    for index in 0..length {
        let mut row = Vec::new();
        for (name, field) in fields {
            match field {
                Json::Array(items) => {
                    if let Some(Json::Text(text)) = items.get(index) {
                        put(name.clone(), text, table, &mut row);
                    }
                }
                Json::Text(text) => put(name.clone(), text, table, &mut row),
                Json::Object(_) => {}
            }
        }
        table.rows.push(row);
    }
    true
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

    fn read(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
        let Table { header, rows } = table_of_json(text).unwrap_or_else(|| panic!("a table in {text}"));
        (header, rows)
    }

    #[test]
    fn shapes_of_json() {
        // Objects within objects, deeper in the text.
        let (header, rows) =
            read(r#"{"code":0,"data":{"list":[{"a":1,"site":{"name":"x","at":"y"}},{"a":2,"b":[1]}]}}"#);
        assert_eq!(header, ["a", "site.name", "site.at"]);
        assert_eq!(rows, [vec!["1", "x", "y"], vec!["2", "", ""]]);
        // Columns, and a scalar that stands for all rows.
        let (header, rows) = read(r#"{"city":"甲","date":["2024-03-01","2024-03-02"],"pm25":[40,null]}"#);
        assert_eq!(header, ["city", "date", "pm25"]);
        assert_eq!(rows, [vec!["甲", "2024-03-01", "40"], vec!["甲", "2024-03-02", ""]]);
        let (header, _) = read(r#"{"data":{"a":[1,2],"b":[3,4]}}"#);
        assert_eq!(header, ["a", "b"]);
        assert!(table_of_json(r#"{"a":[1,2],"b":[3]}"#).is_none());
        // One object a line.
        let (header, rows) = read("{\"a\":1}\n\n{\"a\":2,\"b\":3}\n");
        assert_eq!((header.len(), rows), (2, vec![vec!["1".to_owned()], vec!["2".to_owned(), "3".to_owned()]]));
        assert!(table_of_json("{\"a\":1}\n{\"a\":").is_none());
        // GeoJSON.
        let feature = r#"{"type":"Feature","id":7,"properties":{"name":"x","pm25":40},"geometry":{"type":"Point","coordinates":[101.7,36.6]}}"#;
        let (header, rows) = read(&[r#"{"type":"FeatureCollection","features":["#, feature, "]}"].concat());
        assert_eq!(header, ["type", "id", "name", "pm25", "lon", "lat"]);
        assert_eq!(rows, [vec!["Feature", "7", "x", "40", "101.7", "36.6"]]);
    }
}
