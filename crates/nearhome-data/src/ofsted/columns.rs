//! The columns of Ofsted's lists under all names that releases have given them.

use crate::table::{Layout, Sheet};

/// The columns that are used, by their names of 2025.
pub(super) const LAYOUT: Layout = Layout {
    name: "Ofsted's list",
    columns: &[
        "URN",
        "Provision type",
        "Sector",
        "Setting name",
        "Organisation name",
        "Local authority",
        "Setting postcode",
        "Registration status",
        "Registration date",
        "Closed date",
        "Placement code",
        "Placement provider code",
        "Registered places",
        "Fostering places",
        "Overall effectiveness",
    ],
    required: &["URN"],
};

/// Other names, in small letters with single spaces for all else between words.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("provider type", "Provision type"),
    ("provider name", "Setting name"),
    ("owner name", "Organisation name"),
    ("provider local authority", "Local authority"),
    ("setting address postcode", "Setting postcode"),
    ("postcode", "Setting postcode"),
    ("provider status", "Registration status"),
    ("deregistration date", "Closed date"),
    ("provider placement code", "Placement code"),
    ("provider code", "Placement provider code"),
    ("max users", "Registered places"),
    ("maximum users", "Registered places"),
    ("number of registered places", "Registered places"),
    ("maximum fostering places", "Fostering places"),
    ("latest overall effectiveness", "Overall effectiveness"),
    ("latest overall effectiveness grade from last full inspection", "Overall effectiveness"),
];

/// Rows among which the header must be: titles and notes may stand above it.
const ROWS_ABOVE: usize = 30;

/// What the rows of a sheet are where they do not say it themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SheetKind {
    /// Supported accommodation, of which the combined list gives neither codes of placement nor of provider.
    SupportedAccommodation,
    /// Anything else.
    Other,
}

/// The sheets that are lists, each with the columns that are used under their names of 2025.
pub(super) fn lists_of(sheets: Vec<(String, Sheet)>) -> Vec<(Sheet, SheetKind)> {
    let list = |(name, sheet): (String, Sheet)| {
        let is_provider_table =
            sheet.has_cell_above(ROWS_ABOVE, |text| plain(text) == "provider local authority");
        let sheet = sheet.with_columns(ROWS_ABOVE, is_header, known_name, value)?;
        let is_supported = plain(&name).contains("supported accommodation")
            || (is_provider_table && !sheet.upper_case_columns().iter().any(|name| name == "PLACEMENT CODE"));
        Some((sheet, if is_supported { SheetKind::SupportedAccommodation } else { SheetKind::Other }))
    };
    sheets.into_iter().filter_map(list).collect()
}

/// Whether names are those of a list: its number and at least one thing more.
fn is_header(names: &[&str]) -> bool {
    names.contains(&"URN") && names.len() >= 2
}

fn known_name(text: &str) -> Option<&'static str> {
    let name = plain(text);
    let known = LAYOUT.columns.iter().copied().find(|column| plain(column) == name);
    known.or_else(|| OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|&(_, column)| column))
}

/// Small letters and digits, words parted by single spaces.
pub(super) fn plain(text: &str) -> String {
    let words = text.split(|character: char| !character.is_alphanumeric() && character != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// A cell's text; blank where Ofsted writes a word for a value that is missing or withheld.
fn value(text: &str) -> &str {
    let missing = ["null", "n/a", "na", "redacted", "-", "not applicable"];
    if missing.iter().any(|word| text.trim().eq_ignore_ascii_case(word)) { "" } else { text }
}
