//! Choices that follow known weights give the weights back; choices that follow nothing are told as such.

use nearhome_data::{
    Council, ReadOptions, read_council_files,
    synth::{SynthRequest, generate},
};
use nearhome_rules::Policy;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use super::*;
use crate::{build::past, rules::RuleCosts};

#[test]
fn every_order_is_tried_once() {
    let mut all = orders(&[1, 2, 3, 4]);
    assert_eq!(all[0], [1, 2, 3, 4]);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 24);
}

#[test]
fn equal_homes_count_half() {
    let one = Recorded { child: 0, own: vec![1, 5], others: vec![vec![1, 5], vec![0, 9], vec![1, 6]] };
    assert!((one.better(&[0, 1]) - 0.5).abs() < 1e-9);
    assert!((one.better(&[1, 0]) - 1.0 / 6.0).abs() < 1e-9);
    assert!(!one.is_best(0) && one.is_best(1));
    assert!((one.chance(0) - 0.25).abs() < 1e-9);
}

/// Choices among made-up homes: out of the area or not, miles, and pence a week. Each child chooses twice.
fn made_up(
    children: u32,
    homes: usize,
    seed: u64,
    choose: impl Fn(&mut ChaCha8Rng, &[Vec<i64>]) -> usize,
) -> Vec<Recorded> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut one = |number: u32| {
        let mut draw = |below: u32| i64::from(dice.next_u32() % below);
        let mut all: Vec<Vec<i64>> =
            (0..homes).map(|_| vec![draw(2), draw(60), 50_000 + draw(400_000)]).collect();
        let own = all.remove(choose(&mut dice, &all));
        Recorded { child: number / 2, own, others: all }
    };
    (0..2 * children).map(&mut one).collect()
}

fn found(choices: &[Recorded]) -> Option<Found> {
    let orders = [vec![0, 1, 2]];
    weights::weights(&Question { choices, levels: &[0, 1, 2], money: Some(2), orders: &orders })
}

fn cheapest(weights: [i64; 3]) -> impl Fn(&mut ChaCha8Rng, &[Vec<i64>]) -> usize {
    move |_, homes| {
        let cost = |home: &Vec<i64>| home.iter().zip(weights).map(|(own, weight)| own * weight).sum::<i64>();
        (0..homes.len()).min_by_key(|&home| cost(&homes[home])).unwrap_or(0)
    }
}

/// What is found of choices that are explained, with weights of the first two levels, in pence, as near these as one part in
/// `parts`.
#[track_caller]
fn check_near(choices: &[Recorded], expected: [i128; 2], parts: i128) -> Found {
    let found = found(choices).expect("there are enough children");
    assert!(found.explains);
    for (own, expected) in found.weights.iter().zip(expected) {
        let money = found.weights[2].weight;
        assert!((own.weight - expected * money).abs() * parts <= expected * money, "{own:?}, not {expected}");
    }
    found
}

/// On which of the first two levels what is told holds these weights, in pence.
fn holds(found: &Found, expected: [i128; 2]) -> [bool; 2] {
    [0, 1].map(|level| {
        let (own, expected) = (found.weights[level], expected[level] * 1_000);
        own.least.is_some_and(|least| least <= expected) && own.most.is_none_or(|most| expected <= most)
    })
}

#[test]
fn known_weights_are_recovered() {
    for (seed, [area, mile]) in [(1, [150_000, 4_000]), (2, [20_000, 9_000])] {
        let choices = made_up(200, 12, seed, cheapest([area, mile, 1]));
        let expected = [i128::from(area), i128::from(mile)];
        let found = check_near(&choices, expected, 20);
        assert_eq!((found.better, found.unbeaten, holds(&found, expected)), (0, 400, [true, true]));
        assert!(found.better_held_out < ONE / 100, "{}", found.better_held_out);
    }
}

#[test]
fn weights_are_recovered_through_noise() {
    let noisy = |dice: &mut ChaCha8Rng, homes: &[Vec<i64>]| {
        // A quarter of the choices follow nothing.
        let random = dice.next_u32();
        if random.is_multiple_of(4) {
            random as usize / 4 % homes.len()
        } else {
            cheapest([150_000, 4_000, 1])(dice, homes)
        }
    };
    let mut held = [0, 0];
    for seed in 1..=4 {
        let found = check_near(&made_up(200, 10, seed, noisy), [150_000, 4_000], 5);
        assert!((ONE / 20..ONE / 5).contains(&found.better_held_out), "{}", found.better_held_out);
        let own = holds(&found, [150_000, 4_000]);
        held.iter_mut().zip(own).for_each(|(held, own)| *held += u32::from(own));
    }
    assert!(held.iter().all(|&held| held >= 3), "{held:?} of 4 ranges hold the weight");
}

#[test]
fn what_always_comes_first_has_no_upper_limit_and_what_counts_for_nothing_no_weight() {
    let found = found(&made_up(200, 12, 4, cheapest([1_000_000_000, 0, 1]))).expect("enough");
    let money = found.weights[2].weight;
    assert!(found.explains && found.weights[0].most.is_none(), "{found:?}");
    assert!(found.weights[0].weight > 300_000 * money, "{found:?}");
    assert!(found.weights[1].weight < 100 * money, "{found:?}");
}

#[test]
fn choices_that_follow_nothing_are_not_explained() {
    for seed in 1..=5 {
        let random = |dice: &mut ChaCha8Rng, homes: &[Vec<i64>]| dice.next_u32() as usize % homes.len();
        let found = found(&made_up(100, 8, seed, random)).expect("enough");
        assert!(!found.explains, "seed {seed}");
        assert!(found.better <= ONE / 2, "a fit finds something to follow even where there is nothing");
        assert!((found.better_held_out - ONE / 2).abs() < ONE / 20, "{}", found.better_held_out);
    }
}

#[test]
fn few_children_and_levels_without_a_difference_say_nothing() {
    assert_eq!(found(&made_up(29, 12, 1, cheapest([150_000, 4_000, 1]))), None);
    let mut alike = made_up(60, 12, 1, cheapest([150_000, 4_000, 1]));
    for one in &mut alike {
        one.others.iter_mut().chain([&mut one.own]).for_each(|home| home[1] = 7);
    }
    let found = found(&alike).expect("enough");
    assert_eq!((found.weights[1].is_known, found.weights[1].differing), (false, 0));
    assert!(found.explains && found.weights[0].is_known);
}

/// An authority of 150 children.
fn council() -> Council {
    let authority = "E06000047".parse().expect("a code");
    let request = SynthRequest { children: 150, years: 4, seed: 2, ..SynthRequest::new(authority) };
    let made = generate(&request).expect("the request is in range");
    read_council_files(&made.files, &ReadOptions::default()).council
}

/// In a made-up county whose panel follows known weights they are found again; and the weights never explain less than the best
/// order of levels does.
#[test]
fn a_panels_weights_are_recovered_in_a_county() {
    let days = ("2022-04-01".parse().expect("a date"), "2025-03-31".parse().expect("a date"));
    let past = past(&council(), None, &Policy::default(), days, RuleCosts::NotAsked).expect("a past");
    let level = |level| past.levels.position(level).expect("a level of every policy");
    let (area, disruption, money) =
        (level(Level::OutOfArea), level(Level::Disruption), level(Level::WeeklyPence));
    let cost = |cost: &[i64]| 60_000 * cost[area] + 400 * cost[disruption] + cost[money];
    let panel = |_: usize, options: &[FreeHome]| {
        options.iter().min_by_key(|option| (cost(&option.cost), option.home)).map(|option| option.home)
    };
    let recorded = choices(&past, panel);
    assert!(recorded.len() > 100, "{}", recorded.len());
    let told = choice_weights(&past, &recorded, orders(&orderable(&past.levels)));
    assert_eq!(told.support, Support::Explained);
    assert_eq!(told.unbeaten, u64::try_from(recorded.len()).expect("a count"));
    for (name, expected) in [("out_of_area", 60_000), ("disruption", 400), ("pence", 1)] {
        let own = told.levels.get(name).expect("a level");
        let least = own.least_pence.expect("a least one");
        assert!(least <= expected && own.most_pence.is_none_or(|most| expected <= most), "{name}: {own:?}");
    }
    let (best, by_order) =
        (told.better_homes.expect("a share").0, better(&recorded, &orderable(&past.levels)));
    assert!(best <= by_order, "{best} and {by_order}");
}
