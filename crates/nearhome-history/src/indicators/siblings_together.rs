//! Brothers and sisters placed together.
//!
//! **Definition.** Of the sibling groups with two or more children looked after on 31 March: in how many do all of these
//! live together, some of them, none. Children live together in one home, or, where it is no home of the supply (with
//! parents, with adopters), in placements of one group of kinds at one postcode.
//!
//! **Source.** The groups are those of children.csv, since the return does not hold them; that brothers and sisters should
//! be placed together where it is right for them is section 22C(8)(c), Children Act 1989. The department publishes no
//! measure of it.
//!
//! **Counting policy.** Groups whose assessment says that they should live apart, and groups whose rows disagree about
//! it, are left out and counted apart. During a temporary move the home that is kept is meant.
//!
//! **Doubts.** children.csv is of today: who has come to be known as a brother or sister since, or has left, is not told
//! for an earlier year. Where a home is not in the register, who lives there is reconstructed from the episodes.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{HomeId, PlacementGroup, Postcode, SiblingAssessment, SiblingGroupId};

use super::{
    measure::{About, BasedOn, Measure},
    stock::{InCare, Stock},
};
use crate::supply::{Basis, Supply};

static ABOUT: About = About {
    code: "siblings_together",
    title: "Brothers and sisters placed together",
    counts: "sibling groups",
    headline: "together",
    definition: "of the sibling groups of children.csv with two or more children looked after on 31 March, those all of \
        whose children live in one home; groups assessed to live apart are left out",
    source: "section 22C(8)(c), Children Act 1989; no measure of it is published",
    doubt: "children.csv is of today, so groups of an earlier year may have had other members",
};

/// Where a child lives, as far as it tells who lives together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Roof {
    Home(HomeId),
    Address(Postcode, PlacementGroup),
    NotKnown,
}

pub(super) fn measure(stock: &Stock<'_>, supply: &Supply) -> Measure {
    let cells = [
        ("together", "all together"),
        ("some_together", "some together"),
        ("apart", "all apart"),
        ("not_known", "a placement's postcode is not known"),
    ];
    let mut measure = Measure::new(&ABOUT, BasedOn::Register, &cells);
    for (children, assessments) in groups(stock).into_values().filter(|(children, _)| children.len() >= 2) {
        if assessments.iter().any(|one| *one != assessments[0]) {
            measure.exclude("the rows of the group disagree about its assessment");
        } else if assessments.contains(&SiblingAssessment::Apart) {
            measure.exclude("assessed to live apart");
        } else {
            let roofs: Vec<Roof> = children.iter().map(|child| roof(stock, supply, child)).collect();
            measure.add(cell(&roofs));
            if children.iter().any(|child| is_reconstructed(stock, supply, child)) {
                measure.based_on = BasedOn::Reconstruction;
                measure.reconstructed += 1;
            }
        }
    }
    measure
}

/// The children of a group who are looked after on the day, and what all rows of the group say of it.
type Group<'a> = (Vec<InCare<'a>>, Vec<SiblingAssessment>);

fn groups<'a>(stock: &Stock<'a>) -> BTreeMap<&'a SiblingGroupId, Group<'a>> {
    let mut groups: BTreeMap<&SiblingGroupId, Group<'_>> = BTreeMap::new();
    for row in stock.council.children.values() {
        let Some((id, assessment)) = &row.siblings else { continue };
        let group = groups.entry(id).or_default();
        group.1.push(*assessment);
        if let Ok(index) = stock.children.binary_search_by(|child| child.child.cmp(&row.child)) {
            group.0.push(stock.children[index]);
        }
    }
    groups
}

fn roof(stock: &Stock<'_>, supply: &Supply, child: &InCare<'_>) -> Roof {
    if let Some(home) = supply.home_of(child.child, stock.day()) {
        return Roof::Home(home.home.id.clone());
    }
    let usual = child.history.usual_placement(child.episode);
    match &usual.placement_postcode {
        Some(postcode) => Roof::Address(postcode.clone(), usual.place.group()),
        None => Roof::NotKnown,
    }
}

fn is_reconstructed(stock: &Stock<'_>, supply: &Supply, child: &InCare<'_>) -> bool {
    supply.home_of(child.child, stock.day()).is_some_and(|home| home.basis == Basis::Reconstructed)
}

/// What the roofs of a group's children, at least two, say.
fn cell(roofs: &[Roof]) -> &'static str {
    let different = roofs.iter().collect::<BTreeSet<_>>().len();
    match different {
        _ if roofs.contains(&Roof::NotKnown) => "not_known",
        1 => "together",
        _ if different < roofs.len() => "some_together",
        _ => "apart",
    }
}
