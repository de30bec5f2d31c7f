//! The ways of placing that a replay compares, and the day-by-day run of those that decide on the day.

use std::collections::BTreeMap;

use nearhome_model::PlaceProvider;
use nearhome_rules::Level;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Progress, ReplayError,
    build::Past,
    choice::Choice,
    day::Day,
    prices::{Foresight, charged, level},
    record::Known,
    relations::Bond,
    state::State,
};

/// A way of placing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlacingPolicy {
    /// As the record has it.
    Actual,
    /// Each child, brothers and sisters as one, gets the best home that is free on the day: what a good officer
    /// with the whole list would choose.
    Greedy,
    /// As greedy, but a home of the authority's own is taken before a contracted one, and that before a
    /// spot purchase, whatever they cost the child: the sequential search that most councils use.
    InHouseFirst,
    /// As greedy, but of homes that are equal on the levels that count children, that whose place children who come
    /// later may miss least.
    Priced,
    /// The best for the whole period, known from the start: a bound that no decision on the day can beat.
    Hindsight,
}

impl PlacingPolicy {
    /// Every way, in the order of reports.
    pub const ALL: [Self; 5] =
        [Self::Actual, Self::Greedy, Self::InHouseFirst, Self::Priced, Self::Hindsight];

    /// The name in files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Greedy => "greedy",
            Self::InHouseFirst => "in-house-first",
            Self::Priced => "priced",
            Self::Hindsight => "hindsight",
        }
    }
}

/// Where each placement was made under a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Per placement of the record: the home where the child was placed on the day itself.
    pub(crate) on_the_day: Vec<Option<u32>>,
    /// Per placement: the home found later, and after how many days.
    pub(crate) later: BTreeMap<usize, (u32, i32)>,
    /// Days without a home, over all placements.
    pub(crate) days_unplaced: i64,
}

/// Runs a policy that decides day by day; `None`: the run was broken off.
pub(crate) fn run(
    past: &Past,
    policy: PlacingPolicy,
    foresight: Foresight,
    progress: Progress<'_>,
) -> Result<Option<Placed>, ReplayError> {
    let mut run = Run {
        past,
        policy,
        foresight,
        state: State::new(past),
        placed: Placed {
            on_the_day: vec![None; past.record.whole().placements().len()],
            ..Placed::default()
        },
        waiting: vec![],
    };
    let sought: Vec<usize> = past.sought().collect();
    let mut next = 0;
    let mut day = past.from;
    while day < past.to {
        if progress(policy, past.from.until(day), past.from.until(past.to)).is_break() {
            return Ok(None);
        }
        run.state.begin(day);
        run.stop_waiting(day);
        let first = next;
        while next < sought.len() && past.record.whole().placements()[sought[next]].start == day {
            next += 1;
        }
        run.decide(day, &sought[first..next])?;
        day = day + 1;
    }
    Ok(Some(run.placed))
}

struct Run<'a> {
    past: &'a Past,
    policy: PlacingPolicy,
    foresight: Foresight,
    state: State<'a>,
    placed: Placed,
    /// Placements whose child has no home yet.
    waiting: Vec<usize>,
}

impl Run<'_> {
    /// Children whose need ended before a home was found wait no more.
    fn stop_waiting(&mut self, today: Day) {
        let whole = self.past.record.whole();
        self.waiting.retain(|&index| whole.end(index).is_none_or(|end| today < end));
        self.placed.days_unplaced += i64::try_from(self.waiting.len()).unwrap_or(i64::MAX);
    }

    fn decide(&mut self, today: Day, arrivals: &[usize]) -> Result<(), ReplayError> {
        let mut children = std::mem::take(&mut self.waiting);
        children.extend_from_slice(arrivals);
        children.sort_unstable();
        if children.is_empty() {
            return Ok(());
        }
        let known = self.past.record.known_on(today);
        for group in families(known, &children) {
            let choice = Choice::of(self.past, known, &self.state, &group);
            let homes = match self.policy {
                PlacingPolicy::InHouseFirst => in_house_first(self.past, choice)?,
                PlacingPolicy::Priced => {
                    let choice = charged(self.past, known, &self.state, self.foresight, choice);
                    choice.best(&with_level(self.past, level(&self.past.levels), "price"))?
                }
                _ => choice.best(&self.past.levels.names())?,
            };
            for (&index, home) in group.iter().zip(homes) {
                self.settle(today, index, home);
            }
        }
        self.waiting.sort_unstable();
        Ok(())
    }

    fn settle(&mut self, today: Day, index: usize, home: Option<u32>) {
        let Some(home) = home else {
            self.waiting.push(index);
            return;
        };
        self.state.place(index, home);
        let start = self.past.record.known_on(today).placement(index).start;
        if start == today {
            self.placed.on_the_day[index] = Some(home);
        } else {
            self.placed.later.insert(index, (home, start.until(today)));
        }
    }
}

/// The children of a day, brothers and sisters of one kind of home together.
fn families(known: Known<'_>, children: &[usize]) -> Vec<Vec<usize>> {
    let mut families: Vec<Vec<usize>> = Vec::new();
    for &index in children {
        let is_sibling = |other: usize| {
            let siblings = |bond: &Bond| matches!(bond, Bond::Siblings(_));
            known.relations(index).iter().any(|one| one.other == other && siblings(&one.bond))
        };
        match families.iter_mut().find(|family| family.iter().any(|&other| is_sibling(other))) {
            Some(family) => family.push(index),
            None => families.push(vec![index]),
        }
    }
    families
}

/// Own homes before contracted ones before spot purchases, then as the levels say.
fn in_house_first(past: &Past, mut choice: Choice<'_>) -> Result<Vec<Option<u32>>, ReplayError> {
    let after = past.levels.position(Level::Unplaced).map_or(0, |position| position + 1);
    for options in &mut choice.options {
        for option in options {
            let home = &past.homes[option.home as usize].home;
            let turn = match (home.sector, &home.contract) {
                (PlaceProvider::OwnAuthority, _) => 0,
                (_, Some(_)) => 1,
                (_, None) => 2,
            };
            option.cost.insert(after, turn);
        }
    }
    choice.unplaced.iter_mut().for_each(|cost| cost.insert(after, 0));
    choice.insert_level(after);
    choice.best(&with_level(past, after, "turn"))
}

/// The names of the levels with one more.
fn with_level(past: &Past, at: usize, name: &str) -> Vec<String> {
    let mut names = past.levels.names();
    names.insert(at, name.to_owned());
    names
}
