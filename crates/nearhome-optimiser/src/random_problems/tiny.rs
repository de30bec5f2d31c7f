//! Problems that use every field of the format, in sizes from brute force to other people's solvers.

use nearhome_problem::{
    Apart, COST_END, Cap, Child, Fixed, Home, Limit, OptionSet, Problem, ProblemParts, Stay, Together,
};

use super::Numbers;

/// How the costs of one problem are drawn.
#[derive(Clone, Copy)]
enum Costs {
    /// 0 to 2: many ties.
    Tied,
    /// 0 to 999.
    Spread,
    /// Anything below 2^53: sums pass 2^53 and rounding would show.
    Huge,
}

/// A random problem of at most 6 children, 4 homes and 8 levels; each field is empty in some seeds
/// and used in others, and some problems are infeasible.
///
/// # Panics
///
/// Never: every generated problem is valid.
#[must_use]
pub fn tiny(seed: u64) -> Problem {
    every_field(seed, 6, 4)
}

/// [`tiny`] with at most `children` children and `homes` homes.
///
/// # Panics
///
/// When `children` or `homes` is 0.
#[must_use]
pub fn every_field(seed: u64, children: u32, homes: u32) -> Problem {
    let mut numbers = Numbers::new(seed);
    let mut parts = people(&mut numbers, children, homes);
    let costs = numbers.one_of(&[Costs::Tied, Costs::Tied, Costs::Spread, Costs::Huge]);
    pairs(&mut numbers, &mut parts, costs);
    if numbers.chance(85) {
        groups(&mut numbers, &mut parts, costs);
        capacity(&mut numbers, &mut parts, costs);
    }
    Problem::new(parts).expect("the generator makes only valid problems")
}

fn people(numbers: &mut Numbers, children: u32, homes: u32) -> ProblemParts {
    let levels = numbers.one_of(&[1, 1, 2, 2, 3, 4, 8]);
    let stays = numbers.chance(40);
    let child = |numbers: &mut Numbers, index: u32| {
        let from = i64::from(numbers.below(6));
        let to = from + 1 + i64::from(numbers.below(4));
        let stay = (stays && numbers.chance(60)).then_some(Stay { from, to });
        Child { id: format!("c{index}"), unplaced: None, stay }
    };
    let children = 1 + numbers.below(children);
    let homes = 1 + numbers.below(homes);
    ProblemParts {
        levels: (0..levels).map(|level| format!("level-{level}")).collect(),
        children: (0..children).map(|index| child(numbers, index)).collect(),
        homes: (0..homes).map(|index| Home { id: format!("h{index}"), places: numbers.below(4) }).collect(),
        options: OptionSet::new(levels),
        ..ProblemParts::default()
    }
}

fn cost(numbers: &mut Numbers, levels: usize, costs: Costs) -> Vec<i64> {
    let mut draw = || match costs {
        Costs::Tied => i64::from(numbers.below(3)),
        Costs::Spread => i64::from(numbers.below(1000)),
        Costs::Huge => (numbers.bits() >> 11).cast_signed().min(COST_END - 1),
    };
    (0..levels).map(|_| draw()).collect()
}

fn pairs(numbers: &mut Numbers, parts: &mut ProblemParts, costs: Costs) {
    let levels = parts.levels.len();
    let must_be_placed = numbers.one_of(&[0, 10, 60]);
    let density = numbers.one_of(&[40, 70, 100]);
    let wide = numbers.chance(40);
    for child in 0..count(parts.children.len()) {
        if !numbers.chance(must_be_placed) {
            parts.children[child as usize].unplaced = Some(cost(numbers, levels, costs));
        }
        for home in numbers.sample(count(parts.homes.len()), parts.homes.len()) {
            if numbers.chance(density) {
                let places = if wide && numbers.chance(40) { 1 + numbers.below(3) } else { 1 };
                parts.options.push(child, home, places, &cost(numbers, levels, costs));
            }
        }
    }
}

fn groups(numbers: &mut Numbers, parts: &mut ProblemParts, costs: Costs) {
    let levels = parts.levels.len();
    let children = count(parts.children.len());
    for _ in 0..numbers.below(3 + children / 5) {
        let size = 1 + numbers.below(3) as usize;
        let split_cost = numbers.chance(70).then(|| cost(numbers, levels, costs));
        parts.together.push(Together { children: numbers.sample(children, size), split_cost });
    }
    for _ in 0..numbers.below(4 + children / 4) {
        if let [one, other] = numbers.sample(children, 2)[..] {
            let cost = numbers.chance(60).then(|| cost(numbers, levels, costs));
            parts.apart.push(Apart { children: [one, other], cost });
        }
    }
    if numbers.chance(30) {
        let alone = 1 + numbers.below(2) as usize;
        parts.alone = numbers.sample(children, alone);
    }
}

fn capacity(numbers: &mut Numbers, parts: &mut ProblemParts, costs: Costs) {
    let homes = count(parts.homes.len());
    for index in 0..numbers.below(3) {
        let size = 1 + numbers.below(3) as usize;
        let homes = numbers.sample(homes, size);
        parts.caps.push(Cap { id: format!("cap-{index}"), homes, places: numbers.below(4) });
    }
    if numbers.chance(25) {
        let level = numbers.index(parts.levels.len());
        let typical = cost(numbers, 1, costs)[0];
        let max = typical.saturating_mul(1 + i64::from(numbers.below(count(parts.children.len()))));
        parts.limits.push(Limit { level, max });
    }
    if numbers.chance(25) && !parts.options.is_empty() {
        let option = parts.options.get(numbers.index(parts.options.len()));
        parts.fixed.push(Fixed { child: option.child, home: option.home });
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).expect("a tiny problem")
}
