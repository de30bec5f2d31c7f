//! Orders of calls in random authorities, against every order of every set of homes.

use nearhome_matching::{
    Assembly, Ending, HomeOffer, LevelCost, Offers, OffersWanted, Sitting, judge_homes, offers,
};
use nearhome_optimiser::Settings;
use nearhome_rules::Policy;

use crate::{
    authorities::{Numbers, random_authority},
    oracle, seeds,
};

/// A home as the oracle sees it: probability per mille, hours, cost.
type Asked = (i128, u32, Vec<i128>);

/// The expected cost of calling in this order, times 1,000 to the power of the number of homes known.
fn expected(order: &[usize], homes: &[Asked], unplaced: &[i128]) -> Vec<i128> {
    let mut reached = 1_000_i128.pow(u32::try_from(homes.len()).unwrap());
    let mut sum = vec![0; unplaced.len()];
    for &call in order {
        let (chance, _, cost) = &homes[call];
        let here = reached / 1_000 * chance;
        sum.iter_mut().zip(cost).for_each(|(sum, cost)| *sum += here * cost);
        reached -= here;
    }
    sum.iter_mut().zip(unplaced).for_each(|(sum, cost)| *sum += reached * cost);
    sum
}

/// The least expected cost over every order of every set that can be called in time.
fn brute_force(homes: &[Asked], unplaced: &[i128], hours: u32) -> Vec<i128> {
    let mut best = expected(&[], homes, unplaced);
    let mut open = vec![(Vec::new(), 0)];
    while let Some((order, elapsed)) = open.pop() {
        for next in (0..homes.len()).filter(|next| !order.contains(next)) {
            let elapsed = elapsed + homes[next].1;
            if elapsed <= hours {
                let mut longer: Vec<usize> = order.clone();
                longer.push(next);
                best = best.min(expected(&longer, homes, unplaced));
                open.push((longer, elapsed));
            }
        }
    }
    best
}

fn amounts(cost: &LevelCost) -> Vec<i128> {
    cost.0.iter().map(|(_, amount)| *amount).collect()
}

fn minus(more: &[i128], less: &[i128]) -> Vec<i128> {
    more.iter().zip(less).map(|(more, less)| more - less).collect()
}

fn check_order(assembly: &Assembly<'_>, told: &Offers, wanted: &OffersWanted) {
    let child = assembly.number_of(&told.child).unwrap();
    let best = oracle::optimum(assembly).unwrap();
    let with = |home: Option<usize>| oracle::forced(assembly, child, home).map(|with| minus(&with, &best));
    let Some(unplaced) = with(None) else {
        assert_eq!(told.ending, Ending::Impossible);
        return;
    };
    assert_eq!(told.ending, Ending::Exact);
    let mut homes = Vec::new();
    let mut names = Vec::new();
    for entry in judge_homes(assembly, &told.child).unwrap().ranked {
        let Some(cost) = with(assembly.number_of_home(&entry.home)) else { continue };
        let known = wanted.homes.iter().find(|offer| offer.home == entry.home);
        assert_eq!(known.is_none(), told.assumed.contains(&entry.home));
        let (chance, hours) =
            known.map_or(wanted.otherwise, |offer| (offer.accepts_per_mille, offer.answers_in_hours));
        homes.push((i128::from(chance), u32::from(hours), cost));
        names.push(entry.home);
    }
    let order: Vec<usize> =
        told.calls.iter().map(|call| names.iter().position(|name| *name == call.home).unwrap()).collect();
    for (call, &home) in told.calls.iter().zip(&order) {
        assert_eq!(
            amounts(&call.cost_of_choosing),
            homes[home].2,
            "a call's cost is a difference of two solves"
        );
    }
    assert_eq!(told.cost_of_staying_unplaced.as_ref().map(amounts).as_ref(), Some(&unplaced));
    assert_eq!(expected(&order, &homes, &unplaced), brute_force(&homes, &unplaced, wanted.hours));
    let elapsed = |calls: &[usize]| calls.iter().map(|&call| homes[call].1).sum::<u32>();
    for (index, call) in told.calls.iter().enumerate() {
        assert_eq!(call.asked_after_hours, elapsed(&order[..index]));
        assert_eq!(call.answers_by_hours, elapsed(&order[..=index]));
        assert!(call.answers_by_hours <= wanted.hours);
    }
    let scale = 1_000_i128.pow(u32::try_from(homes.len()).unwrap());
    let rounded =
        expected(&order, &homes, &unplaced).into_iter().map(|sum| (sum * 1_000_000).div_euclid(scale));
    assert_eq!(told.expected_cost_millionths.as_ref().map(amounts), Some(rounded.collect()));
    let refused: i128 = order.iter().map(|&call| 1_000 - homes[call].0).product();
    let of = 1_000_i128.pow(u32::try_from(order.len()).unwrap());
    assert_eq!(i128::from(told.placed_millionths), (of - refused) * 1_000_000 / of);
}

fn wanted(numbers: &mut Numbers, assembly: &Assembly<'_>) -> OffersWanted {
    let mut number = |bound: usize| u16::try_from(numbers.below(bound)).unwrap();
    let mut homes = Vec::new();
    for home in &assembly.homes {
        if number(5) > 0 {
            let (accepts_per_mille, answers_in_hours) = (number(1_001), number(9));
            homes.push(HomeOffer { home: home.id.clone(), accepts_per_mille, answers_in_hours });
        }
    }
    OffersWanted { homes, otherwise: (500, 4), hours: u32::from(number(25)), most: 12 }
}

#[test]
fn no_order_of_calls_is_better_in_expectation() {
    let (mut several, mut children) = (0, 0);
    for seed in seeds(60) {
        let snapshot = random_authority(seed, 5, 5);
        let policy = Policy::default();
        let assembly = Assembly::new(&snapshot, &policy).unwrap();
        let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
        if sitting.optimum().is_none() {
            continue;
        }
        let mut numbers = Numbers::new(seed);
        for child in assembly.children.iter().filter(|child| child.is_to_be_matched()) {
            let wanted = wanted(&mut numbers, &assembly);
            let told = offers(&mut sitting, &child.id, &wanted, &Settings::default()).unwrap();
            check_order(&assembly, &told, &wanted);
            several += usize::from(told.calls.len() > 2);
            children += 1;
        }
    }
    assert!(several > 10 && children > 60, "{several} of {children}");
}
