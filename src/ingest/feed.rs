//! The XML feed of the national air network: one element a station, one element a field in it.

use super::release::Table;

/// Whether these first bytes are the feed.
pub(super) fn is_feed(first: &[u8]) -> bool {
    first.windows(14).any(|window| window == b"AQIDataPublish")
}

/// The table in the feed. It is not well-formed XML (`&mdash;` is not declared), so it is read by its tags alone.
pub(super) fn table_of_feed(text: &str) -> Option<Table> {
    let mut table = Table { header: Vec::new(), rows: Vec::new() };
    let mut row: Option<Vec<String>> = None;
    // Depth below the element of the station.
    let mut depth = 0_u32;
    let mut parts = text.split('<');
    parts.next();
    for part in parts {
        let Some((tag, content)) = part.split_once('>') else { continue };
        let closing = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split([' ', '/', '\n', '\t']).next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        let is_station = name.contains("DataPublish") && !name.starts_with("Get");
        match (&mut row, closing) {
            (None, false) if is_station => {
                row = Some(vec![String::new(); table.header.len()]);
                depth = 0;
            }
            (Some(_), true) if is_station => table.rows.extend(row.take()),
            (Some(_), true) => depth = depth.saturating_sub(1),
            (Some(cells), false) if !tag.ends_with('/') => {
                depth += 1;
                if depth == 1 {
                    let index = table.header.iter().position(|known| known == name).unwrap_or_else(|| {
                        table.header.push(name.to_owned());
                        table.header.len() - 1
                    });
                    if index < 200 {
                        cells.resize(cells.len().max(index + 1), String::new());
                        cells[index] = super::release::entities(content.trim());
                    }
                }
            }
            _ => {}
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stations_become_rows() {
        let text = "<R><Root><b:AQIDataPublishLive>\n<b:AQI>115</b:AQI><b:Area>某市</b:Area><b:More><c:string>x</c:string></b:More><b:Nil i:nil=\"true\"/></b:AQIDataPublishLive><b:AQIDataPublishLive><b:Area>乙</b:Area><b:CO>&mdash;</b:CO></b:AQIDataPublishLive></Root></R>";
        let table = table_of_feed(text).unwrap_or_else(|| panic!("a table"));
        assert_eq!(table.header, ["AQI", "Area", "More", "CO"]);
        assert_eq!(table.rows, [vec!["115", "某市", ""], vec!["", "乙", "", "—"]]);
        assert!(table_of_feed("<a><b>").is_none());
        assert!(table_of_feed("").is_none());
    }
}
