//! What a plan and a shortlist say of small councils whose best plan can be seen at a glance.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use nearhome_matching::{
    Assembly, Change, InBestPlans, MatchPlan, Proved, Sitting, judge_homes, plan, shortlist, solve_checked,
};
use nearhome_model::{
    ApartReason, Child, Contract, ContractId, ContractKind, Home, KeepApart, Location, Moving, Pence,
    ProviderId, SiblingAssessment, SiblingGroup, SiblingGroupId, Snapshot, SnapshotParts,
    example::{self, DISTANT, aged, authority, child, child_id, home, home_id, living_in},
};
use nearhome_optimiser::Settings;
use nearhome_problem::Status;
use nearhome_rules::{Level, Policy};

fn plan_of(snapshot: &Snapshot) -> MatchPlan {
    let policy = Policy::default();
    let assembly = Assembly::new(snapshot, &policy).unwrap();
    let checked = solve_checked(&assembly, &Settings::default()).unwrap();
    let plan = plan(&assembly, &checked);
    assert_eq!(plan.status, Status::Optimal);
    assert_eq!(plan.totals, plan.bound);
    plan
}

fn home_of<'a>(plan: &'a MatchPlan, child: &str) -> Option<&'a str> {
    plan.placements
        .iter()
        .find(|proposal| proposal.child.as_str() == child)
        .map(|proposal| proposal.home.as_str())
}

fn far(id: &str) -> Home {
    let near = home(id);
    let location = Location { authority: Some(authority(DISTANT)), ..near.location.clone() };
    Home { location, ..near }
}

fn priced(pounds: i32, home: Home) -> Home {
    Home { weekly_fee: Some(Pence::from_pounds(pounds)), ..home }
}

fn with_places(places: u8, home: Home) -> Home {
    Home { registered_places: places, usable_places: places, ..home }
}

fn siblings(children: &[&str]) -> SiblingGroup {
    SiblingGroup {
        id: SiblingGroupId::new("s1").unwrap(),
        children: children.iter().map(|id| child_id(id)).collect(),
        assessment: SiblingAssessment::Together,
    }
}

fn moving(moving: Moving, child: Child) -> Child {
    let search = nearhome_model::Search { moving, ..child.search.clone() };
    Child { search, ..child }
}

#[test]
fn a_home_in_the_area_comes_before_a_cheaper_one_outside() {
    let homes = vec![priced(2_000, home("near")), priced(100, far("far"))];
    let plan = plan_of(&example::snapshot(vec![child("c1")], homes));
    assert_eq!(home_of(&plan, "c1"), Some("near"));
    assert_eq!(plan.placements[0].change, Change::Enters);
    assert_eq!((plan.whereabouts_today.without_a_home, plan.whereabouts_planned.in_area), (1, 1));
}

#[test]
fn of_two_homes_alike_the_cheaper_is_proposed_and_the_ledger_sums_to_the_cost() {
    let homes = vec![priced(900, home("dear")), priced(600, home("plain"))];
    let plan = plan_of(&example::snapshot(vec![child("c1")], homes));
    assert_eq!(home_of(&plan, "c1"), Some("plain"));
    let proposal = &plan.placements[0];
    for &level in &plan.levels {
        let lines = proposal.ledger.iter().filter(|charge| charge.level == level);
        assert_eq!(proposal.cost.on(level), lines.map(|charge| i128::from(charge.amount)).sum());
    }
    assert_eq!(plan.proved, Some(Proved::ByTheChecker), "a flow is proved by its prices");
}

#[test]
fn a_settled_child_keeps_the_place_and_counts_in_the_sums() {
    let children = vec![living_in("h1", child("c1")), child("c2")];
    let plan = plan_of(&example::snapshot(children, vec![with_places(1, home("h1"))]));
    assert_eq!(plan.placements, []);
    assert_eq!(plan.unplaced[0].child, child_id("c2"));
    assert_eq!(plan.totals.as_ref().unwrap().on(Level::WeeklyPence), 50_000);
    assert_eq!((plan.counts.settled, plan.counts.needing_a_home), (1, 1));
}

#[test]
fn brothers_and_sisters_are_kept_together_before_money() {
    let homes =
        vec![with_places(1, priced(100, home("h1"))), with_places(1, priced(100, home("h2"))), home("h3")];
    let children = vec![child("c1"), child("c2")];
    let apart = plan_of(&example::snapshot(children.clone(), homes.clone()));
    assert_eq!(apart.totals.unwrap().on(Level::WeeklyPence), 20_000);
    let parts =
        SnapshotParts { sibling_groups: vec![siblings(&["c1", "c2"])], ..example::parts(children, homes) };
    let together = plan_of(&Snapshot::new(parts).unwrap());
    assert_eq!((home_of(&together, "c1"), home_of(&together, "c2")), (Some("h3"), Some("h3")));
    assert_eq!(together.split_siblings, Vec::<Vec<_>>::new());
}

#[test]
fn children_at_risk_from_each_other_never_share_a_home() {
    let parts = example::parts(vec![child("c1"), child("c2")], vec![home("h1")]);
    let pair = KeepApart { first: child_id("c1"), second: child_id("c2"), reason: ApartReason::Risk };
    let plan = plan_of(&Snapshot::new(SnapshotParts { keep_apart: vec![pair], ..parts }).unwrap());
    assert_eq!((plan.placements.len(), plan.unplaced.len()), (1, 1));
    assert_eq!(plan.unplaced[0].lawful_homes, 1);
}

#[test]
fn a_contract_holds_no_more_children_than_its_places_those_settled_included() {
    let block = Contract {
        id: ContractId::new("b1").unwrap(),
        provider: ProviderId::new("p1").unwrap(),
        from: example::day("2020-01-01"),
        to: None,
        kind: ContractKind::Block { paid_places: 2, weekly_price: Pence::from_pounds(1_000) },
    };
    let bought = |id| Home { contract: Some(block.id.clone()), weekly_fee: None, ..home(id) };
    let children = vec![living_in("h1", child("c1")), child("c2"), child("c3")];
    let parts = example::parts(children, vec![bought("h1"), bought("h2")]);
    let plan = plan_of(&Snapshot::new(SnapshotParts { contracts: vec![block.clone()], ..parts }).unwrap());
    assert_eq!((plan.placements.len(), plan.unplaced.len()), (1, 1));
}

#[test]
fn a_child_whose_move_is_permitted_stays_unless_a_higher_level_gains() {
    let settled = |home| moving(Moving::Permitted, living_in(home, child("c1")));
    let at_home = plan_of(&example::snapshot(vec![settled("h1")], vec![home("h1"), priced(100, home("h2"))]));
    assert_eq!(home_of(&at_home, "c1"), Some("h1"), "money alone moves nobody");
    let away = plan_of(&example::snapshot(vec![settled("h1")], vec![far("h1"), home("h2")]));
    assert_eq!(home_of(&away, "c1"), Some("h2"), "nearness does");
    assert_eq!(away.placements[0].change, Change::Moves);
    assert_eq!((away.today.on(Level::OutOfArea), away.totals.unwrap().on(Level::OutOfArea)), (1, 0));
}

#[test]
fn every_home_is_ranked_or_excluded_with_its_reasons() {
    let full = with_places(1, home("h2"));
    let mut young = home("h3");
    young.approval.age_to = nearhome_model::Age::new(4);
    let children = vec![aged(9, child("c1")), living_in("h2", child("c2"))];
    let snapshot = example::snapshot(children, vec![home("h1"), full, young]);
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let list = judge_homes(&assembly, &child_id("c1")).unwrap();
    assert_eq!(list.ranked.iter().map(|home| home.home.as_str()).collect::<Vec<_>>(), ["h1"]);
    let rules: Vec<_> = list.excluded.iter().map(|home| home.reasons[0].rule.as_str()).collect();
    assert_eq!(rules, ["H016", "H001"]);
    assert!(judge_homes(&assembly, &child_id("c9")).is_err());
}

#[test]
fn the_opportunity_cost_is_what_the_other_child_pays() {
    let homes = vec![with_places(1, priced(500, home("h1"))), with_places(1, priced(700, home("h2")))];
    let snapshot = example::snapshot(vec![child("c1"), child("c2")], homes);
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    let list = shortlist(&mut sitting, &child_id("c1"), 2, &Settings::default()).unwrap();
    let standings: Vec<_> = list.ranked.iter().map(|home| home.in_best_plans).collect();
    assert_eq!(standings, [Some(InBestPlans::Some); 2], "either child may have either home");
    let others: Vec<_> = list
        .ranked
        .iter()
        .map(|home| (home.home.clone(), home.opportunity_cost.as_ref().unwrap().on(Level::WeeklyPence)))
        .collect();
    assert_eq!(others, [(home_id("h1"), 20_000), (home_id("h2"), 0)]);
}
