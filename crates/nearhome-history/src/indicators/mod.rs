//! The published measures of stability and location, and what children's homes cost, for one year.
//!
//! Each measure has a file of its own that says what it counts, from which source, and what is doubtful. A
//! measure is a partition: its cells add up to its total, and what could not be counted stands beside it with
//! the reason. What counts as a placement is the caller's [`nearhome_data::CountingPolicy`].
//! Figures for publication are suppressed and rounded afterwards, by [`publish`].

mod far_from_home;
mod location;
mod long_term_stability;
mod measure;
mod outside_boundary;
mod publish;
mod rounding;
mod siblings_together;
mod starts_by_location;
mod stock;
mod suppression;
mod three_placements;
mod unit_costs;

use nearhome_data::{CollectionYear, Council, CountingPolicy};
use nearhome_model::AuthorityCode;

use crate::supply;
pub use measure::{About, BasedOn, Cell, Excluded, Measure};
pub use publish::{
    PublishedCell, PublishedExcluded, PublishedIndicators, PublishedMeasure, PublishedUnitCost,
    PublishedUnitCosts, publish,
};
pub use rounding::{Figure, Mark, Rounding};
use stock::Stock;
pub use suppression::Suppression;
pub use unit_costs::{UnitCost, UnitCosts};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorRequest {
    /// The year; its 31 March is the day of the stock.
    pub year: CollectionYear,
    /// The responsible authority, in or outside whose area children live.
    pub authority: AuthorityCode,
    /// What counts as a placement.
    pub counting: CountingPolicy,
}

/// Why nothing was computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndicatorError {
    /// The year's own return is not among the files.
    #[error("there is no return of {year}; there are those of {known}")]
    NoReturn {
        /// The year.
        year: CollectionYear,
        /// The years of the returns that were read, separated by commas.
        known: String,
    },
}

/// All measures of one year, in whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicators {
    /// The request that was answered.
    pub request: IndicatorRequest,
    /// Children looked after on 31 March, short breaks as the counting policy says.
    pub looked_after: u64,
    /// The measures, in the order of the documentation.
    pub measures: Vec<Measure>,
    /// What homes cost a week.
    pub unit_costs: UnitCosts,
    /// What a reader must know of these figures.
    pub notes: Vec<&'static str>,
}

/// What figures that rest on reconstruction say.
const RECONSTRUCTED: &str = "Figures marked `reconstruction` rest on homes that are known from episodes alone: one a URN, \
    postcode and group of kinds. Such homes are a lower bound of what there was.";
/// What figures of an earlier year that need the council's own tables say.
const OF_TODAY: &str =
    "Sibling groups, homes, fees and contracts are those of today's tables, also for this earlier year.";

/// Computes every measure of a year.
///
/// # Errors
///
/// [`IndicatorError::NoReturn`] when no return of the year was read.
///
/// # Examples
///
/// ```no_run
/// use nearhome_data::{CollectionYear, CountingPolicy, ReadOptions, read_council};
/// use nearhome_history::{IndicatorRequest, indicators};
///
/// let council = read_council("durham".as_ref(), &ReadOptions::default())?.council;
/// let request = IndicatorRequest {
///     year: CollectionYear::new(2025).expect("2025 is a year of collections"),
///     authority: "E06000047".parse()?,
///     counting: CountingPolicy::default(),
/// };
/// for measure in indicators(&council, &request)?.measures {
///     println!("{}: {} of {}", measure.about.title, measure.headline(), measure.total());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn indicators(council: &Council, request: &IndicatorRequest) -> Result<Indicators, IndicatorError> {
    let years = years(council);
    if !years.contains(&request.year) {
        let known: Vec<String> = years.iter().map(ToString::to_string).collect();
        return Err(IndicatorError::NoReturn { year: request.year, known: known.join(", ") });
    }
    let stock = Stock::of(council, request);
    let supply = supply(council);
    let measures = vec![
        three_placements::in_one_year(&stock),
        three_placements::in_two_years(&stock, &years),
        long_term_stability::measure(&stock),
        far_from_home::measure(&stock),
        outside_boundary::measure(&stock),
        location::measure(&stock),
        starts_by_location::measure(&stock),
        siblings_together::measure(&stock, &supply),
    ];
    Ok(Indicators {
        request: request.clone(),
        looked_after: measure::count(stock.children.len()),
        notes: notes(council, request, &measures),
        measures,
        unit_costs: unit_costs::unit_costs(&stock, &supply),
    })
}

fn notes(council: &Council, request: &IndicatorRequest, measures: &[Measure]) -> Vec<&'static str> {
    let reconstructed = measures.iter().any(|measure| measure.reconstructed > 0);
    let earlier = council.last_year.is_some_and(|last| request.year < last);
    [(reconstructed, RECONSTRUCTED), (earlier, OF_TODAY)]
        .into_iter()
        .filter_map(|(applies, note)| applies.then_some(note))
        .collect()
}

/// The years of all returns with an episode, oldest first.
fn years(council: &Council) -> Vec<CollectionYear> {
    let mut years: Vec<CollectionYear> =
        council.histories.values().flat_map(|history| history.years.iter().copied()).collect();
    years.sort_unstable();
    years.dedup();
    years
}

#[cfg(test)]
mod tests;
