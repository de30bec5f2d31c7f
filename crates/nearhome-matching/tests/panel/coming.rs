//! What children still to come lose by a place, in random authorities, against fractions reckoned by hand.

use nearhome_matching::{Assembly, ComingChildren, LaterNeeds, PastNeeds, judge_homes};
use nearhome_model::{Child, example::child_id};
use nearhome_rules::{Level, Policy, assess};

use crate::{
    authorities::{Numbers, random_authority},
    seeds,
};

/// The least common multiple of 1 to 40, so that every chance of up to 39 places is a whole number of parts.
const PARTS: i128 = 5_342_931_457_063_200;

fn past(seed: u64) -> PastNeeds {
    let mut numbers = Numbers::new(seed);
    let others = random_authority(seed + 1, 9, 6).into_parts().children;
    let again = others.into_iter().cycle().take(1 + numbers.below(25)).zip(0..);
    let children = again.map(|(child, number)| {
        let mut child =
            Child { id: child_id(&format!("past-{number}")), placement: None, baby: None, ..child };
        child.search.moving = nearhome_model::Moving::Needed;
        child
    });
    PastNeeds { days: 730, children: children.collect() }
}

/// Free places by the problem's own numbers: what no settled child holds.
fn free(assembly: &Assembly<'_>, home: usize) -> i128 {
    let settled = |child: u32| assembly.problem.fixed.iter().any(|fixed| fixed.child == child);
    let held = assembly
        .problem
        .options
        .iter()
        .filter(|option| option.home as usize == home && settled(option.child));
    i128::from(assembly.problem.homes[home].places)
        - held.map(|option| i128::from(option.places)).sum::<i128>()
}

/// What one place of a home costs a child of the past, in parts; `None`: the home is not among its best.
fn lost(assembly: &Assembly<'_>, child: &Child, home: usize) -> Option<i128> {
    let money_or_points = [Level::Disruption, Level::WeeklyPence];
    let judged = (0..assembly.homes.len()).filter_map(|home| {
        let told = assess(assembly.snapshot, assembly.policy, child, assembly.homes[home]);
        let room = free(assembly, home) / i128::from(told.places.max(1));
        let cost = told.cost(assembly.levels()).into_iter().zip(assembly.levels());
        let cost: Vec<i64> =
            cost.filter(|(_, level)| !money_or_points.contains(level)).map(|(amount, _)| amount).collect();
        (told.is_allowed() && room > 0).then_some((cost, home, room, i128::from(told.places)))
    });
    let judged: Vec<_> = judged.collect();
    let best = judged.iter().map(|(cost, ..)| cost).min()?;
    let as_good: Vec<_> = judged.iter().filter(|(cost, ..)| cost == best).collect();
    let (_, _, room, places) = as_good.iter().find(|(_, own, ..)| *own == home)?;
    let before: i128 = as_good.iter().map(|(.., room, _)| room).sum();
    let after = before - room + (free(assembly, home) - 1) / places;
    Some(PARTS / (after + 1) - PARTS / (before + 1))
}

fn check_authority(seed: u64) -> usize {
    let (snapshot, policy, past) = (random_authority(seed, 8, 6), Policy::default(), past(seed));
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let needs = LaterNeeds::new(&assembly, &past);
    let all = past.children.len();
    assert!(
        matches!(needs.basis(), ComingChildren::PastPlacements { placements, days: 730, .. } if placements == all)
    );
    let mut costly = 0;
    for home in (0..assembly.homes.len()).filter(|&home| free(&assembly, home) > 0) {
        let own = past.children.iter().filter_map(|child| lost(&assembly, child, home));
        let own: Vec<i128> = own.collect();
        let told = needs.cost(home, 1);
        assert_eq!(told.placements, own.len(), "seed {seed}, home {home}");
        let exact = own.iter().sum::<i128>() * 1_000_000;
        let off = (i128::from(told.children_millionths) * PARTS - exact).abs();
        assert!(off * 1_000 <= PARTS * 501, "seed {seed}, home {home}: {told:?}");
        costly += usize::from(told.children_millionths > 0);
    }
    for child in assembly.children.iter().filter(|child| child.is_to_be_matched()) {
        let mut list = judge_homes(&assembly, &child.id).unwrap();
        assert!(list.ranked.iter().all(|entry| entry.opportunity_cost_later.is_none()));
        needs.tell(&assembly, &mut list);
        assert_eq!(list.coming_children, needs.basis());
        assert!(list.ranked.iter().all(|entry| entry.opportunity_cost_later.is_some()));
    }
    costly
}

#[test]
fn a_place_costs_those_to_come_what_the_fractions_say() {
    let seen: usize = seeds(60).map(check_authority).sum();
    assert!(seen > 100, "{seen}");
}
