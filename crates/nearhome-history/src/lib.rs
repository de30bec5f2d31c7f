//! What a council's linked history says of the past: which places were used, and the published indicators.
//!
//! Everything here is computed from [`nearhome_data::Council`] alone. Nothing is decided, nothing is
//! placed anew (that is the replay's), and nothing here reads a file.

mod care;
mod indicators;
#[cfg(test)]
mod made;
mod needs;
mod supply;

pub use indicators::{
    About, BasedOn, Cell, Excluded, Figure, IndicatorError, IndicatorRequest, Indicators, Mark, Measure,
    PublishedCell, PublishedExcluded, PublishedIndicators, PublishedMeasure, PublishedUnitCost,
    PublishedUnitCosts, Rounding, Suppression, UnitCost, UnitCosts, indicators, publish,
};
pub use needs::past_needs;
pub use supply::{Basis, Fit, Stay, SuppliedHome, Supply, supply};
