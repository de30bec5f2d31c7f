//! Defects of unaccompanied children that show between two returns.

/// One a line; see `super`.
pub(super) const DEFECTS: &str = "
    Header DOB=@-4500 ; last Episodes DECOM=@-200 DEC=@-100 REC=E13 HOME_POST= ; last UASC ; Episodes HOME_POST= | 205A Header.1
";
