//! What a rule is: its code, its place in the law, its documentation and its check.
//!
//! A rule is a pure function of one child, one home and what the snapshot says of both. What spans
//! several children who are all to be matched is declared in [`crate::spanning`] instead.

use nearhome_model::{Child, Date, Home};
use serde::{Deserialize, Serialize};

use crate::{Case, Charges, Fact, Level, RuleCode};

/// A rule of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code, never reused.
    pub code: RuleCode,
    /// What it asks for, in a few words.
    pub title: &'static str,
    /// The law, guidance or practice that it comes from.
    pub source: &'static str,
    /// The dates between which it is in force.
    pub in_force: InForce,
    /// Whether its source was read, or is believed and still to be confirmed.
    pub standing: Standing,
    /// Whether a council may choose its severity.
    pub freedom: Freedom,
    /// What it requires, in full.
    pub requires: &'static str,
    /// Why.
    pub why: &'static str,
    /// A plainly fictional example.
    pub example: &'static str,
    /// When it does not apply.
    pub does_not_apply: &'static str,
    /// How a pair is judged.
    pub check: Check,
}

impl Rule {
    /// The kind that the rule has by default, from the letter of its code.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.code.as_str().as_bytes().first() {
            Some(b'H') => Kind::Hard,
            Some(b'G') => Kind::Gate,
            Some(b'S') => Kind::Soft,
            _ => Kind::Duty,
        }
    }

    /// The severity that the rule has unless the council's policy says otherwise.
    #[must_use]
    pub fn default_severity(&self) -> Severity {
        match self.kind() {
            Kind::Hard => Severity::Hard,
            Kind::Gate => Severity::Gate,
            Kind::Soft | Kind::Duty => Severity::Soft,
        }
    }

    /// The weight that the rule has unless the council's policy says otherwise; its page tells the unit.
    #[must_use]
    pub fn default_weight(&self) -> i64 {
        match self.check {
            Check::Requirement(Requirement { weight, .. })
            | Check::Charge { weight, .. }
            | Check::Unplaced { weight, .. } => weight,
            Check::Duty(_) => 0,
        }
    }

    /// The level on which the rule charges, where it charges.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        match self.check {
            Check::Requirement(_) => Some(Level::Gates),
            Check::Charge { level, .. } => Some(level),
            Check::Unplaced { .. } => Some(Level::Unplaced),
            Check::Duty(_) => None,
        }
    }
}

/// Kinds of rule.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A home that fails it cannot be offered.
    Hard,
    /// A home that fails it may be offered only with a named person's approval.
    Gate,
    /// A home that fails it may be offered and fits less well.
    Soft,
    /// Something to be done if the home is chosen.
    Duty,
}

/// What failing a rule leads to under a policy.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The home is excluded.
    Hard,
    /// The home needs an approval.
    Gate,
    /// The home is charged (a soft rule), or the duty is listed (a duty).
    Soft,
    /// The rule is not looked at.
    Off,
}

/// How far a council may choose a rule's severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freedom {
    /// A rule of law: its severity is fixed.
    Law,
    /// A matter of practice: the council may choose among hard, gate, soft and off.
    Council,
}

/// The days on which a rule is in force, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InForce {
    /// First day as year, month and day; `None` for before any return that nearhome reads (2017).
    pub from: Option<(i16, i8, i8)>,
    /// Last day, where the rule has ended.
    pub to: Option<(i16, i8, i8)>,
}

impl InForce {
    /// In force throughout the years that nearhome reads.
    pub const THROUGHOUT: Self = Self { from: None, to: None };

    /// In force from a day on.
    #[must_use]
    pub const fn since(year: i16, month: i8, day: i8) -> Self {
        Self { from: Some((year, month, day)), to: None }
    }

    /// Whether the rule is in force on the day.
    #[must_use]
    pub fn on(self, date: Date) -> bool {
        let day = (date.year(), date.month(), date.day());
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Whether a rule's source was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The source was read.
    Confirmed,
    /// Believed, not confirmed in a source; the text says what.
    Unconfirmed(&'static str),
}

/// How a pair is judged.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Something that the home must satisfy.
    Requirement(Requirement),
    /// Costs on a level.
    Charge {
        /// The level.
        level: Level,
        /// Weight by default; the rule's page tells its unit.
        weight: i64,
        /// Adds the charges of one pair.
        assess: fn(&Case<'_>, i64, &mut Charges<'_>),
    },
    /// A cost on the level [`Level::Unplaced`] of leaving a child without a home.
    Unplaced {
        /// Weight by default, in children.
        weight: i64,
        /// Fails, with the facts, where the rule charges this child on this day.
        assess: fn(&Child, Date) -> Verdict,
    },
    /// Something to do; its facts where there is something.
    Duty(fn(&Case<'_>) -> Verdict),
}

/// Something that a home must satisfy.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// Judges one pair.
    pub assess: fn(&Case<'_>, &Home) -> Verdict,
    /// What the rule means for a child who lives there already.
    pub residents: Residents,
    /// Who may approve a home that fails, where the rule is a gate.
    pub approver: Approver,
    /// What an emergency changes, where the rule is a gate.
    pub emergency: Emergency,
    /// Weight on the level of gates, where the rule is a gate.
    pub weight: i64,
    /// Working days after the start of the placement within which an emergency lets the steps follow, where the
    /// regulation states them.
    pub steps_within: Option<u8>,
}

impl Requirement {
    /// A hard requirement for new admissions, which does not oblige a child who lives there to leave.
    #[must_use]
    pub const fn of_admission(assess: fn(&Case<'_>, &Home) -> Verdict) -> Self {
        Self {
            assess,
            residents: Residents::Stay,
            approver: Approver::SeniorManager,
            emergency: Emergency::Unchanged,
            weight: 1,
            steps_within: None,
        }
    }

    /// A hard requirement under which nobody may live in the home.
    #[must_use]
    pub const fn of_living_there(assess: fn(&Case<'_>, &Home) -> Verdict) -> Self {
        Self { residents: Residents::Leave, ..Self::of_admission(assess) }
    }

    /// A gate for new admissions.
    #[must_use]
    pub const fn approved_by(
        approver: Approver,
        weight: i64,
        emergency: Emergency,
        assess: fn(&Case<'_>, &Home) -> Verdict,
    ) -> Self {
        Self { approver, emergency, weight, ..Self::of_admission(assess) }
    }

    /// The same, with the working days within which the steps follow in an emergency.
    #[must_use]
    pub const fn steps_within(self, working_days: u8) -> Self {
        Self { steps_within: Some(working_days), ..self }
    }
}

/// What a failed requirement means for a child who lives in the home already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residents {
    /// The child may stay; the fact is listed as something to put right.
    Stay,
    /// Nobody may go on living there.
    Leave,
}

/// Who approves a placement that a gate stops.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Approver {
    /// The authority's nominated officer.
    NominatedOfficer,
    /// The director of children's services.
    DirectorOfChildrensServices,
    /// A senior manager whom the council names.
    SeniorManager,
    /// A review of the child's case, chaired by the independent reviewing officer.
    Review,
    /// The court.
    Court,
    /// The Secretary of State.
    SecretaryOfState,
}

/// What an emergency changes about a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Emergency {
    /// Nothing.
    Unchanged,
    /// The approval is still needed; consultation and notice may follow, and it no longer counts as a cost.
    StepsFollow,
    /// The approval is not needed; what the law asks instead is listed as a duty.
    Exempt,
}

/// What a requirement or a duty answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Satisfied, or nothing to do.
    Pass,
    /// Not satisfied, or something to do; the facts say why.
    Fail(Vec<Fact>),
}

impl Verdict {
    /// Fails with the facts where `failed` holds, and passes otherwise.
    pub(crate) fn fail_if(failed: bool, facts: impl FnOnce() -> Vec<Fact>) -> Self {
        if failed { Self::Fail(facts()) } else { Self::Pass }
    }
}
