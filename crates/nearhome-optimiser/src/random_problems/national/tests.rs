//! The proportions that the generator promises.

use super::*;

fn made(children: u32, form: Form) -> Problem {
    national(National { seed: 1, children, form })
}

/// Percentages of children, to a tenth.
fn per_mille(part: usize, whole: usize) -> usize {
    part * 1_000 / whole
}

#[test]
fn a_plain_country_is_a_pure_flow_of_the_promised_size() {
    let problem = made(3_000, Form::Plain);
    assert_eq!(problem.children.len(), 3_000);
    assert_eq!(problem.homes.iter().map(|home| home.places).sum::<u32>(), 3_060);
    assert!((40..=56).contains(&(problem.options.len() / 3_000)), "{}", problem.options.len());
    assert!(problem.together.is_empty() && problem.apart.is_empty() && problem.alone.is_empty());
    assert!(problem.homes.iter().all(|home| (1..=8).contains(&home.places)));
    let large = problem.homes.iter().filter(|home| home.places > 4).count();
    assert!((50..=120).contains(&per_mille(large, problem.homes.len())), "{large}");
    assert!(problem.options.iter().all(|option| (30_000..=600_000).contains(&option.cost[3])));
}

#[test]
fn households_have_the_promised_ties() {
    let problem = made(3_000, Form::Households);
    let in_groups: usize = problem.together.iter().map(|group| group.children.len()).sum();
    assert!((160..=240).contains(&per_mille(in_groups, 3_000)), "{in_groups}");
    assert!(problem.together.iter().all(|group| (2..=3).contains(&group.children.len())));
    let soft = problem.together.iter().filter(|group| group.split_cost.is_some()).count();
    assert!(soft > 0 && soft * 2 < problem.together.len(), "{soft}");
    let units = 3_000 - in_groups + problem.together.len();
    assert!((450..=510).contains(&per_mille(problem.apart.len(), units)), "{}", problem.apart.len());
    assert!((10..=30).contains(&per_mille(problem.alone.len(), 3_000)), "{}", problem.alone.len());
}

#[test]
fn all_forms_have_the_same_homes() {
    assert_eq!(made(1_500, Form::Plain).homes, made(1_500, Form::Households).homes);
    assert_eq!(made(1_500, Form::Plain).homes, made(1_500, Form::Crowded).homes);
}

#[test]
fn the_crowded_form_differs_in_present_homes_only() {
    let (easy, crowded) = (made(600, Form::Households), made(600, Form::Crowded));
    assert_eq!(easy.together, crowded.together);
    assert_eq!(easy.apart, crowded.apart);
    let unmoved = |problem: &Problem| -> Vec<(u32, u32, i64)> {
        problem.options.iter().map(|option| (option.child, option.home, option.cost[3])).collect()
    };
    assert_eq!(unmoved(&easy), unmoved(&crowded));
    assert_ne!(easy.options, crowded.options);
}

#[test]
fn seven_in_ten_have_a_present_home() {
    let problem = made(3_000, Form::Plain);
    let mut settled = vec![false; problem.children.len()];
    for option in problem.options.iter() {
        settled[option.child as usize] |= option.cost[2] == 1;
    }
    let settled = settled.iter().filter(|settled| **settled).count();
    assert!((600..=720).contains(&per_mille(settled, 3_000)), "{settled}");
}

#[test]
fn the_same_seed_gives_the_same_country_and_another_seed_another() {
    let made = |seed| national(National { seed, children: 200, form: Form::Households });
    assert_eq!(made(5), made(5));
    assert_ne!(made(5), made(6));
}
