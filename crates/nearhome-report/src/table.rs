//! Plain tables for a terminal: no colours, no box drawing that a screen reader would spell out.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets::NOTHING};

/// Which way a column leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lean {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// Lays rows out in columns under a header, at most `width` characters wide.
pub(crate) fn lay_out(
    columns: &[(&str, Lean)],
    rows: impl IntoIterator<Item = Vec<String>>,
    width: u16,
) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(columns.iter().map(|(name, _)| *name));
    for (index, (_, lean)) in columns.iter().enumerate() {
        if let (Lean::Right, Some(column)) = (lean, table.column_mut(index)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for row in rows {
        table.add_row(row);
    }
    table.trim_fmt()
}
