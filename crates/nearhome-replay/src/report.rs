//! What a replay found, as data that people and programs read.

use nearhome_model::{AuthorityCode, ChildId, Date, HomeId, PlacementGroup};
use nearhome_problem::Status;
use schemars::JsonSchema;
use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{account::Measures, placing::PlacingPolicy};

/// One value a level, in the order of the levels; an object in files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByLevel<T>(pub Vec<(String, T)>);

impl<T> ByLevel<T> {
    /// The value of a level.
    #[must_use]
    pub fn get(&self, level: &str) -> Option<&T> {
        self.0.iter().find(|(name, _)| name == level).map(|(_, value)| value)
    }
}

impl<T: Serialize> Serialize for ByLevel<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (level, value) in &self.0 {
            map.serialize_entry(level, value)?;
        }
        map.end()
    }
}

impl<T: JsonSchema> JsonSchema for ByLevel<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("ByLevel_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <std::collections::BTreeMap<String, T>>::json_schema(generator)
    }
}

/// A part of a whole, such as a share of hindsight; written to four decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, JsonSchema)]
pub struct Share(pub f64);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((self.0 * 10_000.0).round() / 10_000.0)
    }
}

/// What a replay found (`nearhome-replay/1`).
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Replay {
    /// `nearhome-replay/1`.
    pub format: &'static str,
    /// The authority.
    pub authority: AuthorityCode,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Whether everything that was asked was run; `false`: it was cancelled, and what was not run to the end is left
    /// out.
    pub complete: bool,
    /// The levels, most important first.
    pub levels: Vec<String>,
    /// What was replayed.
    pub basis: Basis,
    /// What the files cannot support, in words.
    pub warnings: Vec<String>,
    /// Each way of placing.
    pub policies: Vec<PolicyResult>,
    /// The best for the whole period, where it was asked for.
    pub hindsight: Option<Hindsight>,
    /// What keeps the recorded placements from the best, where hindsight, actual and priced were asked for.
    pub regret: Option<Regret>,
    /// How the recorded choices relate to what was free on their days.
    pub agreement: Agreement,
    /// Hard rules that would not have let a recorded home be offered, and how often.
    pub rules_broken: Vec<RuleBroken>,
    /// What each hard rule cost that alone excluded a home, where it was asked for.
    pub rule_costs: Vec<RuleCost>,
    /// Child by child: where each placement was made under each policy.
    pub placements: Vec<PlacementRow>,
}

/// What was replayed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Basis {
    /// Placements that began in the period, as counted with the same carers as one placement and temporary
    /// moves passed over.
    pub placements: u64,
    /// Of them, those for which a home was sought: foster care, children's homes and supported accommodation.
    pub sought: u64,
    /// Kept as recorded because no home is chosen from a list: relatives, parents, adopters, a court's order, others.
    pub kept_by_kind: u64,
    /// Kept as recorded because the child's record does not say enough.
    pub kept_child_unknown: u64,
    /// Kept as recorded because the home cannot be told.
    pub kept_home_unknown: u64,
    /// Children who lived in homes on the first day, and stay as they did.
    pub residents: u64,
    /// Homes.
    pub homes: u64,
    /// Of them, those that only episodes show.
    pub reconstructed_homes: u64,
    /// Placements for which a home was sought whose recorded home only episodes show.
    pub placed_in_reconstructed: u64,
    /// Contracts that limit the children in all their homes at a time, and bind on every day.
    pub contracts_with_a_limit: u64,
    /// Homes whose fee no file states: the middle fee of their kind and sector stands for it.
    pub assumed_fees: u64,
    /// Placements of children of whom children.csv says nothing.
    pub children_without_row: u64,
    /// Days before each day of decision whose placements the priced policy expected again.
    pub past_days: u16,
    /// Seed of the intervals.
    pub seed: u64,
}

/// One way of placing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PolicyResult {
    /// Which.
    pub policy: PlacingPolicy,
    /// Totals on each level, of all placements that began in the period. A child placed late counts as
    /// unplaced and on no other level. Money is that of the placements for which a home was sought.
    pub totals: ByLevel<i64>,
    /// Share of hindsight: on levels that count children, those not so counted under the policy over the same
    /// under hindsight; on others, hindsight's total over the policy's.
    pub share_of_hindsight: ByLevel<Share>,
    /// What people ask for.
    pub measures: Measures,
    /// The policy's total less the recorded one, by level.
    pub less_actual: ByLevel<Interval>,
}

/// A difference and between what it lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Interval {
    /// The difference.
    pub value: i64,
    /// 2.5 per cent of the resamples of children lie below.
    pub lower: i64,
    /// 2.5 per cent lie above.
    pub upper: i64,
}

/// How far a total of hindsight is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Proved {
    /// The checker verified that nothing is better.
    Optimum,
    /// The first level that is open: the checker verified the bound, and shares are quoted against it.
    Bound,
    /// After an open level: the best found.
    BestFound,
}

/// The best for the whole period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Hindsight {
    /// Whether it is proved best.
    pub status: Status,
    /// Totals, of all placements that began in the period.
    pub totals: ByLevel<i64>,
    /// What shares are quoted against.
    pub against: ByLevel<i64>,
    /// How far each is proved.
    pub proved: ByLevel<Proved>,
}

/// What keeps the recorded placements from the best, by level: totals that might have been saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Regret {
    /// The priced policy's total less hindsight's: what could not have been known.
    pub information: ByLevel<i64>,
    /// The recorded total less the priced policy's: what choosing otherwise with the same knowledge would have
    /// saved.
    pub optimisation: ByLevel<i64>,
}

/// How the recorded choices relate to what was free on their days, with children placed as recorded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Agreement {
    /// Placements with a choice of at least two homes, the recorded one among them.
    pub choices: u64,
    /// By level: how often no home that was free was better on it alone.
    pub best_on_level: ByLevel<u64>,
    /// By level: how often a home taken at random would have been so, on average.
    pub best_by_chance: ByLevel<Share>,
    /// The order of levels under which fewest free homes are better than the recorded one.
    pub order: Vec<String>,
    /// The share of free homes that are better than the recorded one under that order, on average; under
    /// chance about a half.
    pub better_homes: Option<Share>,
    /// The same under the policy's own order.
    pub better_homes_by_policy: Option<Share>,
    /// The weights of the levels that explain the choices best, where there are any choices.
    pub weights: Option<ChoiceWeights>,
}

/// How far recorded choices bear weights of the levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Too few children, or hardly a choice in which homes differ: no weights are told.
    #[default]
    TooFew,
    /// Weights that were fitted to other children explain a child's choices no better than chance: the weights that are
    /// told mean nothing.
    NoBetterThanChance,
    /// They explain them better than chance, by more than three standard errors.
    Explained,
}

/// Weights of the levels under which fewest free homes are better than the recorded one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct ChoiceWeights {
    /// Whether the choices bear them.
    pub support: Support,
    /// Children whose choices they are.
    pub children: u64,
    /// The weight of each level on which homes may differ.
    pub levels: ByLevel<LevelWeight>,
    /// The share of free homes that are better than the recorded one under the weights, on average; under chance about a
    /// half.
    pub better_homes: Option<Share>,
    /// The same with weights that were fitted to four fifths of the children, for the other fifth.
    pub better_homes_held_out: Option<Share>,
    /// Choices in which no free home was better under the weights.
    pub unbeaten: u64,
    /// The share of choices in which a home taken at random would have been so, on average.
    pub unbeaten_by_chance: Option<Share>,
}

/// What one unit of a level weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelWeight {
    /// In smallest whole numbers, beside those of the other levels; none where too few choices differ on the level.
    pub weight: Option<u64>,
    /// In pence a week; none where money weighs nothing.
    pub pence_a_week: Option<u64>,
    /// Between what it lies, in pence a week: all weights that explain the choices as well, and those that were fitted to
    /// each of twenty halves of the children. None where money weighs nothing.
    pub least_pence: Option<u64>,
    /// None where money weighs nothing or no upper limit shows.
    pub most_pence: Option<u64>,
    /// Choices in which free homes differed on the level.
    pub differing: u64,
}

/// A hard rule that would not have let recorded homes be offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleBroken {
    /// Its code.
    pub rule: String,
    /// Recorded placements.
    pub placements: u64,
}

/// What a hard rule cost, with nothing else changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleCost {
    /// Its code.
    pub rule: String,
    /// Pairs of a placement and a home that it alone excluded, whether the home was free or not.
    pub pairs: u64,
    /// The totals of the greedy policy less those without the rule.
    pub cost: ByLevel<i64>,
}

/// One placement under each policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlacementRow {
    /// The child.
    pub child: ChildId,
    /// The day on which a home was needed.
    pub date: Date,
    /// The kind of home.
    pub kind: PlacementGroup,
    /// The home under each policy, and after how many days where not on the day itself; none: no home.
    pub homes: Vec<PlacedAt>,
}

/// Where a placement was made under one policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlacedAt {
    /// The policy.
    pub policy: PlacingPolicy,
    /// The home.
    pub home: Option<HomeId>,
    /// Days without a home.
    pub days_late: i32,
}
