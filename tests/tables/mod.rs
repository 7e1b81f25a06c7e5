//! Reads the tables of `tests/vectors/`: comment lines with `#`, a header, cells separated by commas.

/// The rows of a table, each with its cells by the names of the header.
pub struct Rows {
    pub names: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row.
pub struct Row<'a> {
    pub names: &'a [String],
    pub cells: &'a [String],
}

impl Row<'_> {
    /// The cell below a name.
    pub fn get(&self, name: &str) -> &str {
        let at = self.names.iter().position(|n| n == name).unwrap_or_else(|| panic!("no column {name}"));
        &self.cells[at]
    }
}

impl Rows {
    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { names: &self.names, cells })
    }
}

/// The table with this name.
pub fn table(name: &str) -> Rows {
    let path = format!("{}/tests/vectors/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split(',').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    let names = lines.next().expect("a header");
    let rows: Vec<_> = lines.collect();
    for row in &rows {
        assert_eq!(row.len(), names.len(), "{name}: {row:?}");
    }
    assert!(!rows.is_empty(), "{name} is empty");
    Rows { names, rows }
}
