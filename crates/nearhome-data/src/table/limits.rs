//! Limits on what is read, checked before anything is parsed.

/// How much is read at most; whatever goes beyond refuses the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file; 20 million unless set.
    pub file_bytes: u64,
    /// Rows of one table; 1 million unless set.
    pub rows: usize,
    /// Bytes of one cell; 8,192 unless set.
    pub cell_bytes: usize,
    /// Columns of one table; 256 unless set.
    pub columns: usize,
    /// Cells of one sheet, blank ones between others included; 5 million unless set.
    pub cells: usize,
    /// Bytes of a workbook once unpacked; 200 million unless set.
    pub unpacked_bytes: u64,
    /// How many times larger a workbook may become when it is unpacked; 100 unless set.
    pub unpacked_ratio: u64,
    /// Entries of a workbook's archive; 200 unless set.
    pub entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20_000_000,
            rows: 1_000_000,
            cell_bytes: 8_192,
            columns: 256,
            cells: 5_000_000,
            unpacked_bytes: 200_000_000,
            unpacked_ratio: 100,
            entries: 200,
        }
    }
}
