//! Shortlists of random authorities: complete, summing up, and every figure a difference of two solves.

use nearhome_matching::{Assembly, InBestPlans, LevelCost, RankedHome, Shortlist, Sitting, shortlist};
use nearhome_model::{Child, Home, RegistrationStatus, Snapshot};
use nearhome_optimiser::Settings;
use nearhome_problem::Totals;
use nearhome_rules::Policy;

use crate::{authorities::strict_authority, oracle, seeds};

fn difference(more: &Totals, less: &Totals) -> Vec<i128> {
    more.iter().zip(less).map(|(more, less)| more - less).collect()
}

fn amounts(cost: &LevelCost) -> Vec<i128> {
    cost.0.iter().map(|(_, amount)| *amount).collect()
}

fn check_figures(assembly: &Assembly<'_>, child: usize, entry: &RankedHome) {
    let home = assembly.number_of_home(&entry.home);
    let optimum = oracle::optimum(assembly);
    let forced = oracle::forced(assembly, child, home);
    let choosing = forced.as_ref().zip(optimum.as_ref()).map(|(forced, best)| difference(forced, best));
    assert_eq!(entry.cost_of_choosing.as_ref().map(amounts), choosing);
    let others = forced.as_ref().zip(oracle::without(assembly, child));
    let others =
        others.map(|(forced, without)| difference(&difference(forced, &without), &amounts(&entry.cost)));
    assert_eq!(entry.opportunity_cost.as_ref().map(amounts), others);
    let is_best = forced == optimum;
    let others_too = oracle::elsewhere(assembly, child, &[home]) == optimum;
    let standing = match (is_best, others_too) {
        (false, _) => InBestPlans::None,
        (true, true) => InBestPlans::Some,
        (true, false) => InBestPlans::Every,
    };
    assert_eq!(entry.in_best_plans, optimum.map(|_| standing));
}

fn check_ledger(entry: &RankedHome) {
    for (level, amount) in &entry.cost.0 {
        let lines = entry.ledger.iter().filter(|line| line.level == *level);
        assert_eq!(lines.map(|line| i128::from(line.amount)).sum::<i128>(), *amount);
    }
}

/// Rules that can be told from the two records alone, said once more: which of them the home does not satisfy.
fn plain_reasons(snapshot: &Snapshot, child: &Child, home: &Home) -> Vec<&'static str> {
    let lives_there =
        child.placement.as_ref().is_some_and(|placement| placement.home.as_ref() == Some(&home.id));
    let event = home.registration.iter().rfind(|event| event.from <= snapshot.date).unwrap().status;
    let needed = child.search.needed_by.filter(|_| !lives_there).unwrap_or(snapshot.date).max(snapshot.date);
    let age = child.age_on(snapshot.date);
    let ended = matches!(event, RegistrationStatus::Suspended | RegistrationStatus::Cancelled);
    let expired = home.approval.until.is_some_and(|until| until < needed);
    let is_approved_to_foster = home.kinds.iter().all(|kind| kind.is_fostering())
        && home.approval.until.is_none()
        && home.connected_to.is_none();
    // Regulation 23 lets an emergency go beyond a foster carer's terms for six working days, which rule G016 tells.
    let terms_hold = !(child.search.emergency && is_approved_to_foster);
    let admission = [
        ("H001", terms_hold && (age < home.approval.age_from || age > home.approval.age_to)),
        ("H002", terms_hold && !home.approval.sexes.contains(&child.sex)),
        ("H010", event == RegistrationStatus::Restricted),
        ("H014", child.needs.adaptations.iter().any(|own| !home.adaptations.contains(own))),
        ("H017", child.risks.iter().any(|risk| home.risks_excluded.contains(risk))),
        ("H023", !home.need_levels.contains(&child.needs.level)),
    ];
    let admission = admission.into_iter().filter(|_| !lives_there);
    let living = [("H004", expired), ("H009", ended)];
    let mut reasons: Vec<_> =
        admission.chain(living).filter(|(_, fails)| *fails).map(|(rule, _)| rule).collect();
    reasons.sort_unstable();
    reasons
}

/// Every reason that can be told is told, none beside them, and none twice; a ranked home has none.
fn check_reasons(snapshot: &Snapshot, list: &Shortlist) -> usize {
    let child = snapshot.child(&list.child).unwrap();
    let excluded = list.excluded.iter().map(|entry| (&entry.home, &entry.reasons[..]));
    let ranked = list.ranked.iter().map(|entry| (&entry.home, &[][..]));
    let mut several = 0;
    for (home, reasons) in excluded.chain(ranked) {
        let told: Vec<&str> = reasons.iter().map(|reason| reason.rule.as_str()).collect();
        let expected = plain_reasons(snapshot, child, snapshot.home(home).unwrap());
        let plain = ["H001", "H002", "H004", "H009", "H010", "H014", "H017", "H023"];
        let own: Vec<&str> = told.iter().copied().filter(|rule| plain.contains(rule)).collect();
        assert_eq!(own, expected, "{} in {home}", list.child);
        assert!(told.is_sorted() && told.windows(2).all(|two| two[0] != two[1]), "{told:?}");
        several += usize::from(expected.len() > 1);
    }
    several
}

fn check_authority(seed: u64) -> usize {
    let snapshot = strict_authority(seed, 8, 6);
    let mut several = 0;
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    for child in &snapshot.children {
        let list = shortlist(&mut sitting, &child.id, usize::MAX, &Settings::default()).unwrap();
        let ranked = list.ranked.iter().map(|entry| &entry.home);
        let mut homes: Vec<_> = ranked.chain(list.excluded.iter().map(|entry| &entry.home)).collect();
        homes.sort();
        assert_eq!(homes, snapshot.homes.iter().map(|home| &home.id).collect::<Vec<_>>(), "seed {seed}");
        assert!(list.excluded.iter().all(|entry| !entry.reasons.is_empty()), "seed {seed}");
        several += check_reasons(&snapshot, &list);
        let totals = list.in_the_plan.as_ref().map(|plan| amounts(&plan.totals));
        let takes_part = assembly.number_of(&child.id).is_some();
        assert_eq!(totals, oracle::optimum(&assembly).filter(|_| takes_part), "seed {seed}");
        list.ranked.iter().for_each(check_ledger);
        assert!(list.ranked.windows(2).all(|pair| amounts(&pair[0].cost) <= amounts(&pair[1].cost)));
        let number = assembly.number_of(&child.id).filter(|_| child.is_to_be_matched());
        if let Some(number) = number {
            list.ranked.iter().for_each(|entry| check_figures(&assembly, number, entry));
        }
    }
    several
}

#[test]
fn every_home_is_ranked_or_excluded_and_every_figure_is_a_difference_of_two_solves() {
    let several: usize = seeds(40).map(check_authority).sum();
    assert!(several > 20, "{several} homes with several reasons");
}
