//! The table of all codes: what each means, how grave it is, what it does and what to do about it.

use serde::Serialize;

/// How grave a finding is; the gravest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Data is wrong and something is left out, or the return would be rejected.
    Error,
    /// Data may be wrong; it is used as it stands.
    Warning,
    /// Nothing is wrong.
    Info,
}

impl Severity {
    /// The word for reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What a finding does to the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nothing.
    Reported,
    /// The cell counts as blank.
    ValueUnknown,
    /// The row is left out.
    RowLeftOut,
    /// The child is left out of snapshots of days that the contradiction concerns.
    ChildHeldBack,
    /// The file is left out.
    FileRefused,
}

impl Effect {
    /// The words for reports.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::ValueUnknown => "value unknown",
            Self::RowLeftOut => "row left out",
            Self::ChildHeldBack => "child held back",
            Self::FileRefused => "file refused",
        }
    }
}

/// First and last collection in which a rule is in force, each by its end year.
type Years = (Option<u16>, Option<u16>);

struct Entry {
    text: &'static str,
    severity: Severity,
    effect: Effect,
    years: Option<Years>,
    what: &'static str,
    help: &'static str,
}

macro_rules! codes {
    ($($variant:ident = $text:literal, $severity:ident, $effect:ident, $(years $years:expr,)? $what:literal, $help:literal;)+) => {
        /// A case of a code: what is wrong, in the words of its table.
        ///
        /// Several cases may share the text of a code where they differ in what they do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $what] $variant,)+
        }

        impl Code {
            /// Every case, in the order of the page.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            const fn entry(self) -> Entry {
                match self {
                    $(Self::$variant => Entry {
                        text: $text,
                        severity: Severity::$severity,
                        effect: Effect::$effect,
                        years: codes!(@years $($years)?),
                        what: $what,
                        help: $help,
                    },)+
                }
            }
        }
    };
    (@years) => { None };
    (@years $years:expr) => { Some($years) };
}

impl Code {
    /// The code as it stands in reports.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.entry().text
    }

    /// How grave it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.entry().severity
    }

    /// What it does to the data.
    #[must_use]
    pub const fn effect(self) -> Effect {
        self.entry().effect
    }

    /// The collections in which a rule is in force, by their end years; `None` for all.
    #[must_use]
    pub const fn years(self) -> Option<(Option<u16>, Option<u16>)> {
        self.entry().years
    }

    /// Whether it is in force in the collection that ends in a year.
    #[must_use]
    pub fn in_force(self, year: u16) -> bool {
        self.years()
            .is_none_or(|(from, to)| from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to))
    }

    /// What is wrong.
    #[must_use]
    pub const fn what(self) -> &'static str {
        self.entry().what
    }

    /// What to do about it.
    #[must_use]
    pub const fn help(self) -> &'static str {
        self.entry().help
    }
}

codes! {
    NotUtf8 = "ENC02", Error, FileRefused, "bytes that are not UTF-8, most often a file saved as Windows-1252", "save the file as CSV UTF-8, or name its encoding with `--encoding windows-1252`";
    Utf16 = "ENC03", Warning, Reported, "UTF-16, as Excel writes \"Unicode text\"", "save the file as CSV UTF-8";
    BrokenUtf16 = "ENC03", Error, FileRefused, "UTF-16 without a byte order mark or with broken pairs", "save the file as CSV UTF-8";
    InvisibleCharacter = "ENC04", Error, RowLeftOut, "a control, bidirectional, zero-width or replacement character in an id or code", "type the cell anew";
    TrimmedSpace = "ENC04", Warning, Reported, "no-break spaces around a value, which were passed over", "remove the spaces";
    OtherDelimiter = "CSV01", Warning, Reported, "semicolons or tabs between cells, a `sep=` line, or old Mac line ends", "save the file with commas and ordinary line ends";
    OpenQuote = "CSV01", Error, FileRefused, "a quotation mark that is opened and never closed", "remove the stray quotation mark in the line named";
    LineBreakInCell = "CSV01", Error, RowLeftOut, "a line break within a cell", "remove the line break or the stray quotation mark";
    RaggedRow = "CSV02", Error, RowLeftOut, "more or fewer cells than the header has", "compare the row with the header; a comma may be missing or too many";
    HeaderTolerated = "CSV03", Warning, Reported, "a column name in another case or with spaces around it", "write the name as documented";
    UnknownColumn = "CSV03", Warning, Reported, "a column that is not part of the table, which was passed over", "remove it, or correct its name";
    HeaderRefused = "CSV03", Error, FileRefused, "a column that is missing or stands twice, or a header that is not in the first line", "correct the header; nothing may stand above it";
    BlankRows = "CSV04", Warning, Reported, "rows without any value", "remove them";
    NotARecord = "CSV04", Error, RowLeftOut, "a total or the header repeated among the rows", "remove the row";
    EmptyFile = "CSV05", Error, FileRefused, "no byte or no line in the file", "export the file anew";
    NoRows = "CSV05", Warning, Reported, "a header and no row", "check that the export was complete";
    BadDate = "DAT01", Error, RowLeftOut, "a cell of a date that is no day in the table's form", "write the day as 2025-03-31";
    UnknownDate = "DAT01", Error, ValueUnknown, "a cell of a date that is no day in the table's form, in a column that may be blank", "write the day as the table requires";
    MixedDates = "DAT02", Error, FileRefused, "a column in which some dates are 31/03/2025 and some 2025-03-31", "write the whole column in one form";
    ExcelSerial = "DAT03", Error, RowLeftOut, "a number where a date belongs, as Excel stores dates", "format the column as dates and export anew";
    ImplausibleDate = "DAT04", Warning, Reported, "a date in the future or before 1990 where neither can be", "check the date";
    LostDigits = "ID01", Error, RowLeftOut, "an id in scientific notation, as Excel writes long numbers", "format the column as text and export anew";
    IdLength = "ID01", Warning, Reported, "an id shorter than all others, as when leading zeros are lost", "format the column as text and export anew";
    BadId = "ID01", Error, RowLeftOut, "a blank or malformed id", "correct the id";
    BadUrn = "ID01", Error, ValueUnknown, "a URN that is neither seven digits, nor SC and six digits, nor XXXXXXX", "correct the URN";
    CombiningAccent = "ENC05", Warning, Reported, "an id with a combining accent, which may look the same as another id", "type the id anew";
    ExactDuplicate = "ID02", Warning, Reported, "a row that repeats another exactly and is counted once", "remove one of them";
    Conflict = "ID02", Error, RowLeftOut, "rows with the same key and different values, of which none is used", "decide which row is right and remove the others";
    OneChildTwoIds = "ID03", Warning, Reported, "children with the same birth date, sex and pupil number under different ids; they are not merged", "check whether they are one child";
    HeaderChanged = "ID03", Warning, Reported, "a birth date or sex that differs between returns; the latest return is used", "check which return is right";
    TwoAtOnce = "EPI01", Error, ChildHeldBack, "two or more episodes that cover the same day", "end the earlier episode on the day on which the later one starts";
    Vanished = "EPI02", Error, ChildHeldBack, "an episode left open by an older return that no later return takes up", "add the episode, with its end, to the later return";
    Superseded = "EPI03", Info, Reported, "an episode that a later return states with other values; the later return is used", "nothing, if the later return is right";
    NoHeader = "EPI04", Error, ChildHeldBack, "an episode of a child whom no Header row describes", "add the child to the Header table";
    UncertainRow = "EPI05", Error, ChildHeldBack, "a row left out that may hold the child's placement on the day of the snapshot", "resolve the finding about the row";
    UnknownPostcode = "LOC01", Warning, Reported, "a postcode that no directory holds, so that its distance is unknown", "check the postcode, or name a full directory with `--postcodes`";
    NotAPostcode = "LOC01", Warning, ValueUnknown, "a text that is no postcode", "write the full postcode";
    NoPlace = "LOC01", Error, RowLeftOut, "a home without a postcode", "write the full postcode";
    NotMoney = "NUM01", Error, RowLeftOut, "a sum of money that is not plainly pounds", "write pounds with at most two decimals, such as 1234.50";
    NoUnit = "NUM01", Error, RowLeftOut, "a fee without its unit, or a unit without its fee", "write `week`, `night` or `year` in the column of the unit";
    OutOfRange = "NUM02", Error, RowLeftOut, "a number that is not whole or lies outside its range", "write a number within the range";
    OutlierFee = "NUM03", Warning, Reported, "a fee more than ten times or less than a tenth of the median of its kind", "check the fee and its unit";
    UnknownCode = "COD01", Error, RowLeftOut, "a code that is not in its list", "use a code of the list";
    UnknownListCode = "COD01", Error, ValueUnknown, "a code that is not in its list, in a column that may be blank", "use a code of the list";
    UnknownReference = "REF01", Error, ValueUnknown, "an id that leads to no row of the table that it names", "correct the id, or add the row";
    MissingReference = "REF01", Error, RowLeftOut, "an id that leads nowhere, in a column that must not be blank", "correct the id, or add the row";
    HomeNotFound = "REF01", Warning, Reported, "a placement of a kind that the register holds that fits no home of the register, or several", "name the home in the column `home` of children.csv";
    NotLookedAfter = "REF01", Warning, Reported, "a row of children.csv for a child without an open episode that is no referral", "give the referral's birth date, sex, legal status and category of need, or remove the row";
    Contradiction = "REF02", Warning, Reported, "children.csv and the return contradict each other; the return is used", "correct the one that is wrong";
    ProviderDisagrees = "REF02", Warning, Reported, "rows that give one provider different names or sectors; the home with the smallest id decides", "write the same in each row";
    GroupDisagrees = "REF03", Error, ChildHeldBack, "brothers and sisters whose rows give different assessments", "write the same assessment in each row of the group";
    LonelySibling = "REF03", Warning, Reported, "a sibling group with fewer than two children in the snapshot, which was left out", "check the group's id";
    TooManyPlaces = "CAP01", Error, RowLeftOut, "more usable places than registered ones", "correct the number of places";
    AgesReversed = "CAP01", Error, RowLeftOut, "approved ages in the wrong order", "exchange the two ages";
    OverFull = "CAP01", Warning, Reported, "more residents than usable places", "correct the places, or name the children's homes";
    FeeMissing = "CAP02", Error, RowLeftOut, "a home with neither a fee nor a contract", "give its fee or its contract";
    TiersMixed = "CAP02", Error, RowLeftOut, "rows of one contract that do not fit together", "give each tier its level and fee, and the same provider, kind and dates";
    NotAWorkbook = "XLS01", Error, FileRefused, "a workbook that cannot be opened: encrypted, of the old format, or damaged", "save it as an ordinary XLSX workbook without a password";
    WorkbookTooLarge = "XLS01", Error, FileRefused, "a workbook beyond the limits of size, unpacked size, ratio, entries or cells", "remove what is not needed, or use CSV files";
    FormulaWithoutValue = "XLS01", Error, RowLeftOut, "a formula without a stored value, or one that ends in an error", "open the workbook, let it calculate, and save it";
    HiddenSheet = "XLS01", Warning, Reported, "a hidden sheet, which was read", "show it, so that others see what is used";
    TooLarge = "BIG01", Error, FileRefused, "a file beyond the limit of size, rows or length of a cell", "split the file by year, or raise the limit";
    NotAFile = "BIG01", Error, FileRefused, "a name that is no ordinary file, or that may not be read", "put an ordinary, readable file there";
    TwoOfATable = "SET01", Error, FileRefused, "two files of the same table in one collection, of which none is used", "keep one of them";
    MissingTable = "SET01", Error, Reported, "a collection without Header or Episodes, or a folder without a return", "add the file";
    NotAYear = "SET01", Error, FileRefused, "a folder of returns whose name is no year", "name the folder by the calendar year in which the collection ends";
    WrongYear = "SET01", Error, FileRefused, "a return of which most episodes lie outside the collection of its folder", "move the files to the folder of their year";
    OtherTable = "SET02", Info, Reported, "a table of the return that is not used", "nothing";
    UnknownTable = "SET02", Warning, FileRefused, "a file whose columns fit no table", "compare its header with the documented columns";
    TwoSources = "SET03", Error, FileRefused, "a table both as CSV file and as sheet of the workbook, of which none is used", "keep one of them";

    R102 = "SSDA903-102", Error, RowLeftOut, "the birth date is no valid date", "write the day as 31/03/2025";
    R101 = "SSDA903-101", Error, ValueUnknown, "SEX is missing or in no year's list", "use the codes of the collection's year";
    R101OtherYear = "SSDA903-101", Warning, Reported, "SEX is in the code of other years", "use a code of the collection's year";
    R103 = "SSDA903-103", Error, ValueUnknown, "ETHNIC is missing or not in the list", "use a code of the list";
    R141 = "SSDA903-141", Error, RowLeftOut, "DECOM is no valid date", "write the day as 31/03/2025";
    R147 = "SSDA903-147", Error, RowLeftOut, "DEC is no valid date", "write the day as 31/03/2025";
    R143 = "SSDA903-143", Error, ValueUnknown, "RNE is not in the list", "use a code of the list";
    R144 = "SSDA903-144", Error, RowLeftOut, "LS is not in the list", "use a code of the list";
    R145 = "SSDA903-145", Error, RowLeftOut, "CIN is not in the list", "use a code of the list";
    R146 = "SSDA903-146", Error, RowLeftOut, "PLACE is in no year's list", "use a code of the collection's year";
    R146OtherYear = "SSDA903-146", Error, Reported, "PLACE is a code of other years", "use a code of the collection's year";
    R149 = "SSDA903-149", Error, ValueUnknown, "REC is in no year's list", "use a code of the collection's year";
    R149OtherYear = "SSDA903-149", Error, Reported, "REC is a code of other years", "use a code of the collection's year";
    R178 = "SSDA903-178", Error, ValueUnknown, "`PLACE_PROVIDER` is not in the list", "use a code of the list";
    R1009 = "SSDA903-1009", Error, ValueUnknown, "`REASON_PLACE_CHANGE` is in no year's list", "use a code of the collection's year";
    R1009OtherYear = "SSDA903-1009", Error, Reported, "`REASON_PLACE_CHANGE` is a code of other years", "use a code of the collection's year";
    R142 = "SSDA903-142", Error, Reported, "an episode that is not the child's last lacks DEC or REC", "end the episode when the next one starts";
    R148 = "SSDA903-148", Error, Reported, "one of DEC and REC is given and the other is not", "give both or neither";
    R213 = "SSDA903-213", Error, Reported, "`PLACE_PROVIDER` is given for a temporary or other placement", "leave it blank";
    R526 = "SSDA903-526", Error, Reported, "`PLACE_PROVIDER` is missing", "give the provider";
    R214 = "SSDA903-214", Error, Reported, "`PL_POST` or URN is given for an agreed series of short breaks", "leave both blank";
    R218 = "SSDA903-218", Error, Reported, years (Some(2016), None), "URN is missing for a kind of placement that has one", "give the URN, or XXXXXXX where the setting is inspected by others";
    R222 = "SSDA903-222", Error, Reported, "URN is given for a kind of placement that has none", "leave it blank";
    R225 = "SSDA903-225", Error, Reported, years (Some(2016), None), "`REASON_PLACE_CHANGE` is missing though the placement changes", "give the reason on the episode that ends";
    R226 = "SSDA903-226", Error, Reported, years (Some(2016), None), "`REASON_PLACE_CHANGE` is given on a temporary placement or just before one", "leave it blank";
    R233 = "SSDA903-233", Error, Reported, years (Some(2026), None), "`REASON_PLACE_CHANGE` is given on an open episode", "leave it blank until the episode ends";
    R302 = "SSDA903-302", Error, ChildHeldBack, "the episode starts before the child's birth", "correct the birth date or DECOM";
    R336 = "SSDA903-336", Warning, Reported, "placed for adoption with the current foster carer and not fostered before", "check PLACE";
    R352 = "SSDA903-352", Error, Reported, "the child starts to be looked after at 18 or over", "check the birth date and DECOM";
    R353 = "SSDA903-353", Error, Reported, "the episode starts before 14 October 1991, when the Children Act came into force", "check DECOM";
    R354 = "SSDA903-354", Error, RowLeftOut, "the episode starts after the end of the collection", "check DECOM and the folder's year";
    R355 = "SSDA903-355", Error, Reported, "the episode starts and ends on the same day", "remove the episode, or correct its dates";
    R356 = "SSDA903-356", Error, RowLeftOut, "the episode ends before it starts", "correct DECOM or DEC";
    R358 = "SSDA903-358", Error, Reported, "a criminal justice status under the age of 10", "check LS and the birth date";
    R361 = "SSDA903-361", Error, Reported, "police protection for more than 72 hours", "check LS and the dates";
    R362 = "SSDA903-362", Error, Reported, "an emergency protection order for more than 21 days", "check LS and the dates";
    R363 = "SSDA903-363", Error, Reported, "a child assessment order for more than 7 days", "check LS and the dates";
    R365 = "SSDA903-365", Error, Reported, "a short break of more than 17 days", "check LS and the dates";
    R367 = "SSDA903-367", Error, Reported, "short breaks of more than 75 days in the collection's year", "check LS and the dates";
    R371 = "SSDA903-371", Error, Reported, "supported accommodation (K3, before 2024/25 H5 or P2) under the age of 16", "check PLACE and the birth date";
    R372 = "SSDA903-372", Error, Reported, "a young offender institution under the age of 10", "check PLACE and the birth date";
    R373 = "SSDA903-373", Error, Reported, "a residential school under the age of 4", "check PLACE and the birth date";
    R374 = "SSDA903-374", Error, Reported, "residential employment under the age of 14", "check PLACE and the birth date";
    R375 = "SSDA903-375", Error, Reported, "a temporary stay in hospital of more than 42 days", "use R2 where the stay is a placement of its own";
    R376 = "SSDA903-376", Error, Reported, "a temporary stay during the carer's holiday of more than 21 days", "check PLACE and the dates";
    R377 = "SSDA903-377", Error, Reported, "more than two stays during the carer's holiday within the collection's year", "check PLACE";
    R378 = "SSDA903-378", Error, Reported, "accommodated under section 20 and placed with parents", "check LS and PLACE";
    R379 = "SSDA903-379", Error, Reported, "a temporary stay for another reason of more than 7 days", "use the code of the placement itself";
    R380 = "SSDA903-380", Error, Reported, "a period of care that starts with a temporary placement", "check PLACE and RNE";
    R381 = "SSDA903-381", Error, Reported, "a period of care that ends with a temporary placement", "check PLACE and REC";
    R382 = "SSDA903-382", Error, Reported, "short breaks in a temporary placement", "check LS and PLACE";
    R383 = "SSDA903-383", Error, Reported, "a temporary placement that is not followed by a return to the placement before it", "start the next episode with RNE P and the PLACE of before";
    R384 = "SSDA903-384", Error, Reported, "short breaks in a long-term foster placement", "check LS and PLACE";
    R385 = "SSDA903-385", Error, Reported, "the episode ends after the end of the collection", "leave DEC blank in this collection";
    R388 = "SSDA903-388", Error, Reported, "REC says that a new episode begins and none does, or the reverse", "correct REC, DEC or the next DECOM";
    R390 = "SSDA903-390", Error, Reported, "adopted, and not placed for adoption before", "check PLACE and REC";
    R392B = "SSDA903-392B", Warning, Reported, "neither home nor placement postcode is given", "give both postcodes";
    R392C = "SSDA903-392C", Warning, ValueUnknown, "a postcode that is not of the form of one", "write the full postcode";
    R392D = "SSDA903-392D", Warning, Reported, "placed at the home postcode and not with parents", "check both postcodes";
    R431 = "SSDA903-431", Error, Reported, "starts to be looked after on the day on which the last episode ended", "use the code of the change in RNE, and X1 in the REC before it";
    R432 = "SSDA903-432", Error, Reported, "the last episode ended care and the next does not start it", "use RNE S, or correct the REC before it";
    R433 = "SSDA903-433", Error, Reported, "a continuing episode that does not start when the last one ended", "correct DECOM or the DEC before it";
    R434 = "SSDA903-434", Error, Reported, "RNE says that only the legal status changed, and it did not, or the placement did", "correct RNE";
    R435 = "SSDA903-435", Error, Reported, "RNE says that only the placement changed, and it did not, or the legal status did", "correct RNE";
    R436 = "SSDA903-436", Error, Reported, "RNE says that legal status and placement changed, and one of them did not", "correct RNE";
    R501 = "SSDA903-501", Error, ChildHeldBack, "the episode starts before the last one ended; the child is held back on the days that both cover", "correct DECOM or the DEC before it";
    R502 = "SSDA903-502", Error, Reported, "the last return left an episode open, and this return does not begin with it", "repeat the open episode with its DECOM";
    R504 = "SSDA903-504", Error, Reported, "CIN changes within a period of care", "use one category of need for the whole period";
    R527 = "SSDA903-527", Error, Reported, "provided by the own authority, and placed with parents, in custody or in a health establishment", "check PLACE and `PLACE_PROVIDER`";
    R528 = "SSDA903-528", Error, Reported, "provided by another authority, and placed with parents, in custody or in a health establishment", "check PLACE and `PLACE_PROVIDER`";
    R529 = "SSDA903-529", Error, Reported, "provided by another public body, and placed with parents, fostered, placed for adoption or in a children's home", "check PLACE and `PLACE_PROVIDER`";
    R530 = "SSDA903-530", Error, Reported, "provided privately, and placed with parents", "check PLACE and `PLACE_PROVIDER`";
    R531 = "SSDA903-531", Error, Reported, "provided by a voluntary body, and placed with parents", "check PLACE and `PLACE_PROVIDER`";
    R550 = "SSDA903-550", Error, Reported, "provided by parents, and not placed with them", "check PLACE and `PLACE_PROVIDER`";
}
