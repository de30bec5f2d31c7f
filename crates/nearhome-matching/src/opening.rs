//! What would have to change for an excluded home to be open to a child: proposed rule by rule, and told only
//! where making the changes to a copy of the council opens the home.
//!
//! Some reasons are not to be changed: a risk between children, a place to avoid, a kind of home judged
//! unsuitable. Where one of them stands in the way, no opening is told.

use nearhome_model::{Child, ChildId, Date, Home, HomeId};
use nearhome_optimiser::Settings;
use nearhome_rules::{Exclusion, RuleCode, assess};
use serde::Serialize;

use crate::{
    Alteration, Assembly, Forced, LevelCost, MatchError, Sitting, alteration::altered, difference::minus,
    matching::level_cost,
};

/// Changes that together open a home to a child; none of them can be left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Opening {
    /// The changes: all of them are needed.
    pub changes: Vec<Alteration>,
    /// The rules that exclude the home now and would not then.
    pub rules: Vec<RuleCode>,
    /// What choosing the home costs all children together once it is open: the best plan with the child there less the
    /// best plan, both of the changed council. All 0: a best plan has the child there. `None`: no plan has, the run was
    /// stopped, or it is not among the first [`MOST_SOLVED`] ways.
    pub cost_of_choosing: Option<LevelCost>,
}

/// For so many ways, the shortest, it is solved what choosing the home costs once it is open.
pub const MOST_SOLVED: usize = 3;

/// More ways than these are not tried: each is judged anew.
const MOST_WAYS: usize = 64;

/// Every way to open an excluded home that was found to do so.
pub(crate) fn openings(
    assembly: &Assembly<'_>,
    child: &Child,
    home: &Home,
    exclusions: &[Exclusion],
) -> Vec<Opening> {
    let mut ways: Vec<Vec<Alteration>> = vec![Vec::new()];
    for exclusion in exclusions {
        let alternatives = alternatives(assembly, child, home, exclusion.rule);
        let longer = ways.iter().flat_map(|way| alternatives.iter().map(move |more| joined(way, more)));
        ways = longer.take(MOST_WAYS).collect();
    }
    let rules: Vec<RuleCode> = exclusions.iter().map(|exclusion| exclusion.rule).collect();
    let mut found: Vec<Vec<Alteration>> = Vec::new();
    for way in ways.into_iter().filter(|way| opens(assembly, child, home, way)) {
        let way = without_needless(assembly, child, home, way);
        if !found.contains(&way) {
            found.push(way);
        }
    }
    found.sort_by_key(Vec::len);
    let opening = |changes| Opening { changes, rules: rules.clone(), cost_of_choosing: None };
    found.into_iter().map(opening).collect()
}

/// Solves what choosing the home costs once it is open; whether that was known for all ways that are solved.
pub(crate) fn solve_openings(
    sitting: &Sitting<'_>,
    (child, home): (&ChildId, &HomeId),
    openings: &mut [Opening],
    settings: &Settings<'_>,
) -> Result<bool, MatchError> {
    let assembly = sitting.assembly();
    let mut is_known = true;
    for opening in openings.iter_mut().take(MOST_SOLVED) {
        let other = altered(assembly.snapshot, &opening.changes)?;
        let other = assembly.altered(&other.snapshot, &other.edits)?;
        let mut opened = Sitting::near(&other, sitting, settings)?;
        let (Some(child), home) = (other.number_of(child), other.number_of_home(home)) else { continue };
        let with = opened.forced(child, home, settings)?;
        is_known &= *opened.best() != Forced::Stopped && with != Forced::Stopped;
        let more = opened.optimum().zip(with.best()).map(|(best, with)| minus(&with.totals, &best.totals));
        opening.cost_of_choosing = more.map(|more| level_cost(other.levels(), more.into_iter()));
    }
    Ok(is_known)
}

/// Whether the home may be offered once the changes are made.
fn opens(assembly: &Assembly<'_>, child: &Child, home: &Home, changes: &[Alteration]) -> bool {
    exclusions_after(assembly, child, home, changes).is_some_and(|exclusions| exclusions.is_empty())
}

/// What excludes the home once the changes are made; `None`: they cannot be made.
fn exclusions_after(
    assembly: &Assembly<'_>,
    child: &Child,
    home: &Home,
    changes: &[Alteration],
) -> Option<Vec<Exclusion>> {
    let other = altered(assembly.snapshot, changes).ok()?;
    let (child, home) = (other.snapshot.child(&child.id)?, other.snapshot.home(&home.id)?);
    Some(assess(&other.snapshot, assembly.policy, child, home).exclusions)
}

/// The same without changes that are not needed beside the others.
fn without_needless(
    assembly: &Assembly<'_>,
    child: &Child,
    home: &Home,
    mut way: Vec<Alteration>,
) -> Vec<Alteration> {
    for at in (0..way.len()).rev() {
        let mut shorter = way.clone();
        shorter.remove(at);
        if opens(assembly, child, home, &shorter) {
            way = shorter;
        }
    }
    way
}

/// All changes of both, each once.
fn joined(way: &[Alteration], more: &[Alteration]) -> Vec<Alteration> {
    let new = more.iter().filter(|change| !way.contains(change));
    way.iter().chain(new).cloned().collect()
}

/// Alternatives that might satisfy a rule, each a list of changes that are made together; none where the rule is not
/// to be changed.
fn alternatives(assembly: &Assembly<'_>, child: &Child, home: &Home, rule: RuleCode) -> Vec<Vec<Alteration>> {
    let id = || home.id.clone();
    let today = assembly.snapshot.date;
    match rule.as_str() {
        "H001" => {
            let age = child.age_on(today);
            let (from, to) = (home.approval.age_from.min(age), home.approval.age_to.max(age));
            let wait = birthday(child, home.approval.age_from.years(), today);
            one(Alteration::ApprovedAges { home: id(), from, to }).into_iter().chain(wait).collect()
        }
        "H002" => one(Alteration::ApprovedSex { home: id(), sex: child.sex }),
        "H003" => one(Alteration::Exempted { home: id(), child: child.id.clone() }),
        "H004" => {
            let until = child.search.needed_by.map_or(today, |needed| needed.max(today));
            one(Alteration::ApprovedUntil { home: id(), until })
        }
        "H006" => birthday(child, SUPPORTED_FROM, today).into_iter().collect(),
        "H009" | "H010" => one(Alteration::RegistrationRestored { home: id() }),
        "H014" => {
            let missing = child.needs.adaptations.difference(&home.adaptations).copied();
            vec![missing.map(|adaptation| Alteration::Adapted { home: id(), adaptation }).collect()]
        }
        "H016" => more_places(assembly, child, home).into_iter().collect(),
        "H017" => {
            let risks = child.risks.intersection(&home.risks_excluded).copied();
            vec![risks.map(|risk| Alteration::AcceptsRisk { home: id(), risk }).collect()]
        }
        "H023" => one(Alteration::MeetsNeed { home: id(), level: child.needs.level }),
        _ => Vec::new(),
    }
}

/// Supported accommodation is for young people from this age on (rule H006).
const SUPPORTED_FROM: u8 = 16;

fn one(change: Alteration) -> Vec<Vec<Alteration>> {
    vec![vec![change]]
}

/// Waiting until the child is so many years old, where that is still to come.
fn birthday(child: &Child, years: u8, today: Date) -> Option<Vec<Alteration>> {
    let born = child.birth_date;
    let year = born.year() + i16::from(years);
    // A child born on 29 February comes of age on 1 March of a common year.
    let date = Date::new(year, born.month(), born.day()).or_else(|_| Date::new(year, 3, 1)).ok()?;
    (date > today).then(|| vec![Alteration::On { date }])
}

/// The fewest places more that satisfy the rule of places.
fn more_places(assembly: &Assembly<'_>, child: &Child, home: &Home) -> Option<Vec<Alteration>> {
    let ways = (1..=MOST_PLACES).filter_map(|more| {
        let places = home.usable_places.checked_add(more)?;
        Some(vec![Alteration::Places { home: home.id.clone(), places }])
    });
    let satisfies = |way: &Vec<Alteration>| {
        exclusions_after(assembly, child, home, way)
            .is_some_and(|exclusions| exclusions.iter().all(|exclusion| exclusion.rule.as_str() != "H016"))
    };
    ways.into_iter().find(satisfies)
}

/// Places beyond these are not proposed.
const MOST_PLACES: u8 = 6;
