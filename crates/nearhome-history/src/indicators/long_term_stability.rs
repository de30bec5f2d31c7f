//! Long-term stability: national indicator 63.
//!
//! **Definition.** Children aged under 16 on 31 March who have been looked after continuously for at least two and a
//! half years: how many have been in the same placement for at least two years, or are placed for adoption and their
//! adoptive placement together with the one immediately before it has lasted at least two years. Two and a
//! half years are reached by whoever came into care by 30 September, two years by whoever was placed by 31 March.
//!
//! **Source.** Department for Children, Schools and Families, national indicator 63 (dataset 16660 of the Open Data
//! Institute's certificates); Department for Education, *Stability measures for children looked after in England*
//! (reporting year 2024): aged under 16, looked after continuously for at least 2.5 years, living with the same carer
//! for at least 2 years.
//!
//! **Counting policy.** With the same carers one placement, as is the default, this is the measure that is published
//! now; with moves with the same carers counted as new placements, the older one.
//!
//! **Doubts.** A child whose known history begins in the middle of care, less than two and a half years ago, may or may
//! not belong to the measure; such children are left out and counted apart. More returns make them fewer.

use nearhome_data::{NewEpisode, PeriodOfCare};
use nearhome_model::{Age, Date, PlacementGroup};

use super::{
    measure::{About, BasedOn, Measure},
    stock::{InCare, Stock},
};
use crate::care;

static ABOUT: About = About {
    code: "long_term_stability",
    title: "Long-term stability (NI 63)",
    counts: "children",
    headline: "two_years",
    definition: "of the children under 16 on 31 March who were looked after continuously for two and a half years or \
        more, those in the same placement for two years or more, or placed for adoption where that placement and the \
        one before it make two years",
    source: "Department for Children, Schools and Families, NI 63; Department for Education, Stability measures for \
        children looked after in England, 2024",
    doubt: "with the same carers counted as one placement it is the measure published now, otherwise the older one",
};

/// Younger than this on 31 March.
const UNDER: Age = Age::new(16);

pub(super) fn measure(stock: &Stock<'_>) -> Measure {
    let cells = [("two_years", "two years or more"), ("shorter", "less than two years")];
    let mut measure = Measure::new(&ABOUT, BasedOn::Return, &cells);
    for child in &stock.children {
        let Some(header) = &child.history.header else {
            measure.exclude("the birth date is not known");
            continue;
        };
        if stock.day().age_since(header.birth_date) >= UNDER {
            continue;
        }
        match standing(stock, child) {
            Standing::Longer if has_lasted(stock, child) => measure.add("two_years"),
            Standing::Longer => measure.add("shorter"),
            Standing::Shorter => {}
            Standing::NotKnown => measure.exclude("it is not known when care began"),
        }
    }
    measure
}

/// How long a child has been looked after.
enum Standing {
    /// Two and a half years or more.
    Longer,
    /// Less.
    Shorter,
    /// The first episode that is known did not begin the care, and lies less than that ago.
    NotKnown,
}

fn standing(stock: &Stock<'_>, child: &InCare<'_>) -> Standing {
    let by = day(stock.request.year.end_year() - 3, 9, 30);
    let periods = child.history.periods_of_care(stock.request.counting.short_breaks);
    let holds =
        |period: &&PeriodOfCare<'_>| period.episodes.iter().any(|one| one.start == child.episode.start);
    let Some(first) = periods.iter().find(holds).and_then(|period| period.episodes.first()) else {
        return Standing::NotKnown;
    };
    match first.new_episode {
        _ if first.start <= by => Standing::Longer,
        Some(NewEpisode::Started) => Standing::Shorter,
        _ => Standing::NotKnown,
    }
}

/// Whether the placement of the day has lasted two years, or an adoptive one with the one before it.
fn has_lasted(stock: &Stock<'_>, child: &InCare<'_>) -> bool {
    let by = day(stock.request.year.end_year() - 2, 3, 31);
    let counted = care::counted(stock.council, child.history, stock.request.counting);
    let Some(index) = counted.iter().rposition(|one| one.held_within(stock.day(), stock.day())) else {
        return false;
    };
    let present = &counted[index];
    let before = index.checked_sub(1).map(|before| &counted[before]);
    let before = before.filter(|before| before.end == Some(present.start));
    let adoptive = child.placement.place.group() == PlacementGroup::Adoption;
    present.start <= by || (adoptive && before.is_some_and(|before| before.start <= by))
}

fn day(year: u16, month: i8, day: i8) -> Date {
    let year = i16::try_from(year).unwrap_or(2100);
    Date::new(year, month, day).expect("collections end between 1993 and 2100")
}
