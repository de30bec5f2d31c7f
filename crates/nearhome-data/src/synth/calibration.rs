//! Compares a synthetic authority with published shares, counting rows of the written files only.
//!
//! Sources stand beside each target; `[M]` marks a figure that the project's notes give from memory.

mod measures;
mod targets;

use std::fmt::Write as _;

use super::SyntheticAuthority;

use measures::Files;

/// One target and what the files reach.
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrationRow {
    /// What is measured.
    pub target: &'static str,
    /// Where the wanted figure comes from; `[M]` where it is not confirmed in a source.
    pub source: &'static str,
    /// The wanted figure.
    pub wanted: f64,
    /// The figure of the files.
    pub reached: f64,
    /// Unit of both: `%`, `a year`, `£ a week`, ...
    pub unit: &'static str,
    /// Why the figure is missed by more than the tolerance, where it is.
    pub explanation: Option<&'static str>,
}

impl CalibrationRow {
    /// Whether the miss is within three percentage points, or 5% of a figure that is no share; 15% of a
    /// price.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        let miss = (self.reached - self.wanted).abs();
        match self.unit {
            "%" => miss <= 3.0,
            "£ a week" => miss <= self.wanted * 0.15,
            _ => miss <= self.wanted * 0.05,
        }
    }
}

/// Measures every target on the written files.
///
/// # Panics
///
/// When the files are not those that [`super::generate`] makes.
#[must_use]
pub fn calibration(authority: &SyntheticAuthority) -> Vec<CalibrationRow> {
    let files = Files::read(authority);
    targets::all(&files)
}

/// The page `docs/calibration.md`: the rows of one authority, and beside them the means over several
/// authorities that differ in their seed alone.
///
/// # Panics
///
/// When the authorities have different rows, which [`calibration`] never gives.
#[must_use]
pub fn calibration_page(
    made_with: &str,
    rows: &[CalibrationRow],
    other_seeds: &[Vec<CalibrationRow>],
) -> String {
    let mut page = format!("{HEAD}\n{made_with}\n\n");
    page.push_str("| target | source | wanted | reached | mean of all seeds | unit | missed because |\n");
    page.push_str("|---|---|---:|---:|---:|---|---|\n");
    for (index, row) in rows.iter().enumerate() {
        let mean = mean(rows, other_seeds, index);
        let [wanted, reached, average] =
            [row.wanted, row.reached, mean.reached].map(|figure| shown(figure, row.unit));
        let (target, source, unit) = (row.target, row.source, row.unit);
        let missed = explanation(row, &mean).unwrap_or("**not explained**");
        writeln!(page, "| {target} | {source} | {wanted} | {reached} | {average} | {unit} | {missed} |")
            .expect("a string takes all that is written to it");
    }
    page
}

/// The targets that are missed without an explanation.
///
/// # Panics
///
/// As [`calibration_page`].
#[must_use]
pub fn unexplained(rows: &[CalibrationRow], other_seeds: &[Vec<CalibrationRow>]) -> Vec<&'static str> {
    let missed = |(index, row): &(usize, &CalibrationRow)| {
        explanation(row, &mean(rows, other_seeds, *index)).is_none()
    };
    rows.iter().enumerate().filter(missed).map(|(_, row)| row.target).collect()
}

/// The row with the mean over all seeds in place of its figure.
fn mean(rows: &[CalibrationRow], other_seeds: &[Vec<CalibrationRow>], index: usize) -> CalibrationRow {
    let row = &rows[index];
    let others = other_seeds.iter().map(|rows| {
        assert_eq!(rows[index].target, row.target, "every authority has the same rows");
        rows[index].reached
    });
    let seeds = f64::from(u32::try_from(other_seeds.len() + 1).unwrap_or(u32::MAX));
    CalibrationRow { reached: (row.reached + others.sum::<f64>()) / seeds, ..row.clone() }
}

/// Why a target is missed: nothing to explain, the row's own reason, or chance where the mean is right.
fn explanation(row: &CalibrationRow, mean: &CalibrationRow) -> Option<&'static str> {
    if row.is_reached() {
        return Some("");
    }
    row.explanation.or(mean.is_reached().then_some("chance of this seed: the mean of all seeds is right"))
}

fn shown(figure: f64, unit: &str) -> String {
    match unit {
        "%" => format!("{figure:.1}"),
        "£ a week" => format!("{figure:.0}"),
        _ => format!("{figure:.2}"),
    }
}

const HEAD: &str = "# Calibration of the synthetic authority

How close `synth` comes to published shares, counted from the rows of the files that it writes. A test writes this page
(`UPDATE_GOLDEN=1`) and fails when a target is missed by more than 3 percentage points without an explanation beside it; figures
that are no shares may miss by 5%, prices by 15%. Flows are counted over all returned years, the stock on the last day. `[M]`: the wanted figure is given from memory in the project's notes and is not
confirmed in a source: use it to tune, never quote it. Sources: EES = explore-education-statistics.service.gov.uk.
";
