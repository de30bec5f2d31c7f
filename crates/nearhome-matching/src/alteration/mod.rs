//! What could be otherwise: changes of a council, and of what is decided about it.
//!
//! Most alterations change a copy of the snapshot, so that every rule judges it anew ([`apply`]); the others, such
//! as a child fixed to a home, change the problem that the rules build ([`Edits`]).

mod apply;
mod edits;

use nearhome_model::{
    Adaptation, Age, Child, ChildId, Date, Ethnicity, Home, HomeId, NeedLevel, Pence, Religion, Risk, Sex,
    SiblingAssessment, Snapshot, TenthMiles,
};
use nearhome_rules::RuleCode;
use serde::{Deserialize, Serialize};

pub(crate) use edits::{Edits, with_family_at};

/// One change of a council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Alteration {
    /// A home is added to the register.
    HomeOpens {
        /// The home, with an id that the register does not hold.
        home: Box<Home>,
    },
    /// A home closes or its carers resign: nobody may live there, and its children need a home.
    HomeCloses {
        /// The home.
        home: HomeId,
    },
    /// A home has so many usable places, those taken included; its registered places follow where they are fewer.
    Places {
        /// The home.
        home: HomeId,
        /// Usable places from now on.
        places: u8,
    },
    /// A home that no contract in force sets a fee for has this fee.
    Fee {
        /// The home.
        home: HomeId,
        /// Pence a week.
        weekly_fee: Pence,
    },
    /// One child's placement in one home costs so much less a week than it would, and never less than nothing.
    Discount {
        /// The child.
        child: ChildId,
        /// The home.
        home: HomeId,
        /// Pence a week, 0 or more.
        weekly: Pence,
    },
    /// The family home of a child lies so far from one home, for this pair alone: how near would be near enough?
    FamilyAt {
        /// The child.
        child: ChildId,
        /// The home, whose place is known.
        home: HomeId,
        /// Tenths of a mile between the two.
        miles: TenthMiles,
    },
    /// A child goes to a home that the rules permit, or to none; a settled child may then move.
    Fix {
        /// The child.
        child: ChildId,
        /// The home; `null`: no home of the register.
        home: Option<HomeId>,
    },
    /// A child does not go to a home.
    Forbid {
        /// The child, who is to be matched.
        child: ChildId,
        /// The home.
        home: HomeId,
    },
    /// A child comes to be looked after.
    ChildArrives {
        /// The child, with an id that the snapshot does not hold.
        child: Box<Child>,
    },
    /// A child is no longer looked after.
    ChildLeaves {
        /// The child.
        child: ChildId,
    },
    /// A settled child may move if that is better; staying is permitted as well.
    MovePermitted {
        /// The child.
        child: ChildId,
    },
    /// The search for a child's home is an emergency: a home is needed on the day of the snapshot, whether or not the
    /// child has one, and the rules relax what the regulations let them, and no more.
    Emergency {
        /// The child.
        child: ChildId,
    },
    /// The assessment of a child and its brothers and sisters comes out so.
    SiblingsAssessed {
        /// A child of the group.
        child: ChildId,
        /// What is assessed.
        assessment: SiblingAssessment,
    },
    /// A child's religion becomes known.
    ReligionKnown {
        /// The child.
        child: ChildId,
        /// The religion.
        religion: Religion,
    },
    /// A child's ethnic background becomes known.
    EthnicityKnown {
        /// The child.
        child: ChildId,
        /// The background.
        ethnicity: Ethnicity,
    },
    /// It becomes known whether a home has pets.
    PetsKnown {
        /// The home.
        home: HomeId,
        /// Whether it has some.
        pets: bool,
    },
    /// An approval that a placement needs is given, so that it no longer counts.
    Approved {
        /// The child.
        child: ChildId,
        /// The home.
        home: HomeId,
        /// The rule that asks for the approval.
        rule: RuleCode,
    },
    /// The terms of approval are varied, or the statement of purpose is: the ages, both included.
    ApprovedAges {
        /// The home.
        home: HomeId,
        /// Youngest age.
        from: Age,
        /// Oldest age.
        to: Age,
    },
    /// The terms of approval are varied to take in this sex as well.
    ApprovedSex {
        /// The home.
        home: HomeId,
        /// The sex.
        sex: Sex,
    },
    /// A temporary approval lasts until this day.
    ApprovedUntil {
        /// The home.
        home: HomeId,
        /// The last day.
        until: Date,
    },
    /// The authority where the carers live exempts them from the usual fostering limit for all children there and this
    /// one, by name.
    Exempted {
        /// The home.
        home: HomeId,
        /// The child who would come.
        child: ChildId,
    },
    /// A home is adapted.
    Adapted {
        /// The home.
        home: HomeId,
        /// The adaptation.
        adaptation: Adaptation,
    },
    /// A home can meet this level of need as well.
    MeetsNeed {
        /// The home.
        home: HomeId,
        /// The level.
        level: NeedLevel,
    },
    /// A home accepts this risk.
    AcceptsRisk {
        /// The home.
        home: HomeId,
        /// The risk.
        risk: Risk,
    },
    /// A notice that restricts admissions is lifted, or a suspension ends.
    RegistrationRestored {
        /// The home.
        home: HomeId,
    },
    /// The question is asked again on a later day, with everything else as it is.
    On {
        /// The day, not before the snapshot's.
        date: Date,
    },
}

/// Why an alteration cannot be made: which, counted from 0, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("changes[{index}]: {fault}")]
pub struct BadAlteration {
    /// The place in the list.
    pub index: usize,
    /// What is wrong.
    pub fault: String,
}

/// A council as it would be.
#[derive(Clone, Debug)]
pub(crate) struct Altered {
    pub(crate) snapshot: Snapshot,
    pub(crate) edits: Edits,
}

/// Makes all changes, one after the other, to a copy.
pub(crate) fn altered(snapshot: &Snapshot, alterations: &[Alteration]) -> Result<Altered, BadAlteration> {
    let mut parts = snapshot.clone().into_parts();
    let mut edits = Edits::default();
    for (index, alteration) in alterations.iter().enumerate() {
        let bad = |fault: String| BadAlteration { index, fault };
        match Edits::of(alteration) {
            Some(edit) => {
                edits.check(&edit, &parts).map_err(bad)?;
                apply::free_to_move(&edit, &mut parts);
                edits.push(edit);
            }
            None => apply::apply(alteration, &mut parts).map_err(bad)?,
        }
    }
    let index = alterations.len().saturating_sub(1);
    let snapshot = Snapshot::new(parts).map_err(|fault| BadAlteration { index, fault: fault.to_string() })?;
    Ok(Altered { snapshot, edits })
}
