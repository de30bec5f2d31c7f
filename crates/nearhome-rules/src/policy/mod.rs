//! The council's policy: the order of goals, the weights, the severities and the rates.
//!
//! A policy chooses only where the law leaves a choice: it cannot switch off a rule of law, cannot put
//! money before a child's home, and cannot say that an unknown distance is none.

mod error;
mod file;
mod write;

use std::num::NonZeroU16;

use nearhome_model::{AuthorityCode, Pence, PlacementCode, TenthMiles};
use serde::{Deserialize, Serialize};

pub use error::{PolicyError, PolicyFault};
pub use file::PolicyFile;

use crate::{Check, Freedom, Kind, Level, Rule, RuleCode, Severity, assess::Setting, catalogue};

/// A council's policy. [`Policy::default`] is a reasoned starting point; see `docs/policy.md`.
///
/// # Examples
///
/// ```
/// use nearhome_rules::{Policy, Severity};
///
/// let policy = Policy::from_toml("[rules]\nG006 = \"hard\"\n[weights]\nS002 = 2\n")?;
/// assert_eq!(policy.severity("G006".parse()?), Severity::Hard);
///
/// let error = Policy::from_toml("[rules]\nH001 = \"off\"\n").unwrap_err();
/// assert_eq!(error.to_string(), "line 2, `rules.H001`: a rule of law is always hard and cannot be set");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The council, where the file names it.
    pub authority: Option<AuthorityCode>,
    /// Distances that rules compare with.
    pub distance: Distances,
    /// Rates for journeys.
    pub travel: Travel,
    /// Fees to reckon with where none is known.
    pub fees: UnknownFees,
    /// How brothers and sisters are kept together.
    pub siblings: Siblings,
    levels: Vec<Level>,
    settings: Vec<Setting>,
    lists: Lists,
}

/// Distances in miles that rules compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Distances {
    /// Stands for a distance that cannot be measured because a postcode is unknown; never 0. Default 50.
    pub unknown_miles: NonZeroU16,
    /// A home within this distance of a place to avoid is near it. Default 5.
    pub avoid_miles: u16,
    /// A school farther from the home than this cannot be kept. Default 15.
    pub school_change_miles: u16,
}

impl Default for Distances {
    fn default() -> Self {
        Self { unknown_miles: NonZeroU16::MIN.saturating_add(49), avoid_miles: 5, school_change_miles: 15 }
    }
}

impl Distances {
    /// The number that stands for an unknown distance.
    #[must_use]
    pub fn unknown(&self) -> TenthMiles {
        in_tenths(self.unknown_miles.get())
    }

    /// Whether the school must change for a home this far from it.
    #[must_use]
    pub fn changes_school(&self, distance: TenthMiles) -> bool {
        distance > in_tenths(self.school_change_miles)
    }

    /// Whether a place this far away is near.
    #[must_use]
    pub fn is_near(&self, distance: TenthMiles) -> bool {
        distance <= in_tenths(self.avoid_miles)
    }
}

fn in_tenths(miles: u16) -> TenthMiles {
    TenthMiles::new(u32::from(miles) * 10)
}

/// Rates for journeys to contact and to school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Travel {
    /// Pence for each mile by road to contact. Default 45, the approved mileage allowance for cars.
    pub contact_pence_a_mile: u16,
    /// Pence for each mile by road to school. Default 45; a council that sends taxis sets its own.
    pub school_pence_a_mile: u16,
    /// Road miles as a percentage of the straight line, 100 to 300. Default 130.
    pub road_factor_percent: u16,
    /// Road miles to school without charge for a child under 8. Default 2, the statutory walking
    /// distance (section 444(5), Education Act 1996).
    pub school_free_miles_under_8: u16,
    /// Road miles to school without charge for a child of 8 or over. Default 3, likewise.
    pub school_free_miles_from_8: u16,
}

impl Default for Travel {
    fn default() -> Self {
        Self {
            contact_pence_a_mile: 45,
            school_pence_a_mile: 45,
            road_factor_percent: 130,
            school_free_miles_under_8: 2,
            school_free_miles_from_8: 3,
        }
    }
}

impl Travel {
    /// Pence a week for return journeys by road beyond `free_miles` each way.
    ///
    /// Straight line in tenths of a mile, times the road factor, less the free miles, twice for there
    /// and back, times the journeys a year, divided by 52 weeks; rounded once, at the end, to the
    /// nearest penny, halves up.
    #[must_use]
    pub fn weekly_pence(
        &self,
        straight: TenthMiles,
        free_miles: u16,
        pence_a_mile: u16,
        visits: u16,
    ) -> Pence {
        let road = i64::from(straight.tenths()) * i64::from(self.road_factor_percent);
        let charged = (road - i64::from(free_miles) * 1_000).max(0);
        let yearly = charged * 2 * i64::from(pence_a_mile) * i64::from(visits);
        let divisor = 1_000 * 52;
        Pence::new((yearly + divisor / 2) / divisor)
    }
}

/// Weekly fees to reckon with where neither the home nor its contract sets one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnknownFees {
    /// Fostering. Default 82,000: an agency's fee in 2020-21 (Competition and Markets Authority, 2021).
    pub foster_pence: u32,
    /// Every other kind. Default 610,600: a children's home place in 2023-24 (National Audit Office, 2025).
    pub other_pence: u32,
}

impl Default for UnknownFees {
    fn default() -> Self {
        Self { foster_pence: 82_000, other_pence: 610_600 }
    }
}

impl UnknownFees {
    /// The fee to reckon with for a home that may offer these kinds: the greatest of theirs.
    #[must_use]
    pub fn weekly(&self, mut kinds: impl Iterator<Item = PlacementCode>) -> Pence {
        let only_fosters = kinds.all(PlacementCode::is_fostering);
        Pence::new(i64::from(if only_fosters { self.foster_pence } else { self.other_pence }))
    }
}

/// How brothers and sisters are kept together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Siblings {
    /// What an assessment that brothers and sisters should live together means. Default `cost`.
    pub assessed_together: TogetherMeans,
}

/// What an assessment that brothers and sisters should live together means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TogetherMeans {
    /// They may be split at a cost on the level `siblings_split`.
    #[default]
    Cost,
    /// They are placed in one home or not at all.
    Required,
}

/// The rules that the policy looks at, in the catalogue's order.
#[derive(Clone, Debug, Default)]
struct Lists {
    /// Requirements held hard.
    binding: Vec<(&'static Rule, Setting)>,
    /// All other rules that are not off.
    weighed: Vec<(&'static Rule, Setting)>,
}

impl Lists {
    fn of(settings: &[Setting]) -> Self {
        let mut lists = Self::default();
        for (&rule, &setting) in catalogue().iter().zip(settings) {
            match setting.severity {
                Severity::Off => {}
                Severity::Hard => lists.binding.push((rule, setting)),
                Severity::Gate | Severity::Soft => lists.weighed.push((rule, setting)),
            }
        }
        lists
    }
}

/// The lists follow from the settings, so that equal settings mean equal lists.
impl PartialEq for Lists {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lists {}

impl Default for Policy {
    fn default() -> Self {
        let default_of = |rule: &&'static Rule| Setting {
            severity: rule.default_severity(),
            weight: rule.default_weight(),
        };
        let settings: Vec<Setting> = catalogue().iter().map(default_of).collect();
        Self {
            authority: None,
            distance: Distances::default(),
            travel: Travel::default(),
            fees: UnknownFees::default(),
            siblings: Siblings::default(),
            levels: Level::ALL.to_vec(),
            lists: Lists::of(&settings),
            settings,
        }
    }
}

impl Policy {
    /// The greatest weight that a rule may have; sums over 80,000 children stay below 2^53.
    pub const MOST_WEIGHT: i64 = 1_000_000;

    /// Reads a policy from the text of `policy.toml`; what the text does not set keeps its default.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] with line and key where the text is no TOML, a key is unknown, a value is of the
    /// wrong type or range, or a choice is not the council's to make.
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        file::read(text)
    }

    /// The policy as a complete `policy.toml` with a comment for each setting.
    #[must_use]
    pub fn to_toml(&self) -> String {
        write::to_toml(self)
    }

    /// The default policy of a council as a commented `policy.toml`.
    #[must_use]
    pub fn template(authority: &AuthorityCode) -> String {
        Self { authority: Some(authority.clone()), ..Self::default() }.to_toml()
    }

    /// The JSON schema of `policy.toml`.
    #[must_use]
    pub fn schema() -> schemars::Schema {
        schemars::schema_for!(PolicyFile)
    }

    /// The levels of cost, most important first: each of [`Level::ALL`] once.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// Sets the order of the levels.
    ///
    /// # Errors
    ///
    /// [`PolicyFault`] unless each level occurs once, `unplaced` first and `weekly_pence` last.
    pub fn set_levels(&mut self, levels: Vec<Level>) -> Result<(), PolicyFault> {
        let complete =
            levels.len() == Level::ALL.len() && Level::ALL.iter().all(|level| levels.contains(level));
        if !complete {
            return Err(PolicyFault::Levels);
        }
        if levels.first() != Some(&Level::Unplaced) || levels.last() != Some(&Level::WeeklyPence) {
            return Err(PolicyFault::LevelOrder);
        }
        self.levels = levels;
        Ok(())
    }

    /// The severity of a rule.
    #[must_use]
    pub fn severity(&self, rule: RuleCode) -> Severity {
        self.settings[index_of(rule)].severity
    }

    /// The weight of a rule, in the unit that its page gives.
    #[must_use]
    pub fn weight(&self, rule: RuleCode) -> i64 {
        self.settings[index_of(rule)].weight
    }

    /// Sets the severity of a rule.
    ///
    /// # Errors
    ///
    /// [`PolicyFault`] where the law fixes the severity or the rule cannot have it.
    pub fn set_severity(&mut self, code: RuleCode, severity: Severity) -> Result<(), PolicyFault> {
        let rule = code.rule();
        if rule.freedom == Freedom::Law && severity != rule.default_severity() {
            return Err(PolicyFault::Law(rule.kind()));
        }
        let is_requirement = matches!(rule.check, Check::Requirement(_));
        if !is_requirement && matches!(severity, Severity::Hard | Severity::Gate) {
            return Err(PolicyFault::NoRequirement);
        }
        self.settings[index_of(code)].severity = severity;
        self.lists = Lists::of(&self.settings);
        Ok(())
    }

    /// Sets the weight of a rule.
    ///
    /// # Errors
    ///
    /// [`PolicyFault`] where the weight lies outside 0 (1 for a child without a home) to
    /// [`Policy::MOST_WEIGHT`], or the rule has none.
    pub fn set_weight(&mut self, code: RuleCode, weight: i64) -> Result<(), PolicyFault> {
        if code.rule().kind() == Kind::Duty || code.rule().level() == Some(Level::WeeklyPence) {
            return Err(PolicyFault::NoWeight);
        }
        let counts_homeless =
            code.rule().level() == Some(Level::Unplaced) && code.rule().freedom == Freedom::Law;
        let least = i64::from(counts_homeless);
        if !(least..=Self::MOST_WEIGHT).contains(&weight) {
            return Err(PolicyFault::Range { least, most: Self::MOST_WEIGHT });
        }
        self.settings[index_of(code)].weight = weight;
        self.lists = Lists::of(&self.settings);
        Ok(())
    }

    pub(crate) fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// Requirements held hard.
    pub(crate) fn binding(&self) -> &[(&'static Rule, Setting)] {
        &self.lists.binding
    }

    /// All other rules that are not off.
    pub(crate) fn weighed(&self) -> &[(&'static Rule, Setting)] {
        &self.lists.weighed
    }
}

fn index_of(code: RuleCode) -> usize {
    catalogue().iter().position(|rule| rule.code == code).expect("each code has its rule")
}
