//! Any bytes as a matching problem: a list of small orders, so that most damage to the bytes is another problem.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_problem::{
    Apart, COST_END, Cap, Child, Fixed, Home, Limit, OptionSet, PLACES_MAX, Problem, ProblemParts, Stay,
    Together,
};

/// More children, homes and options than these are not made: a run on them would take too long.
const CHILDREN_MAX: usize = 300;
const HOMES_MAX: usize = 40;
const OPTIONS_MAX: usize = 3_000;

/// Bytes to read; after the last one come zeros.
pub(crate) struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn next(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    /// A number below `end`, of one byte where that is enough, else of two; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let byte = usize::from(self.next());
        let number = if end > 256 { byte * 256 + usize::from(self.next()) } else { byte };
        number.checked_rem(end).unwrap_or(0)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// An amount on a level: small ones that tie, round ones, powers of two, and the largest there are.
    pub(crate) fn amount(&mut self) -> i64 {
        let byte = self.next();
        let low = i64::from(byte & 31);
        match byte >> 5 {
            0 | 5 => low,
            1 => low * 1_000,
            2 => 1 << (low * 52 / 31),
            3 => COST_END - 1 - low,
            4 => low * 7 % 100,
            _ => low & 3,
        }
    }

    fn cost(&mut self, levels: usize) -> Vec<i64> {
        (0..levels).map(|_| self.amount()).collect()
    }

    /// A cost where it may be absent: what is hard has none.
    fn cost_unless_hard(&mut self, levels: usize) -> Option<Vec<i64>> {
        (self.next() & 1 == 1).then(|| self.cost(levels))
    }

    fn stay(&mut self) -> Option<Stay> {
        let (begin, length) = (self.next(), self.next());
        let from = match begin {
            255 => i64::MIN,
            254 => i64::MAX - 1,
            _ => i64::from(begin >> 2) - 20,
        };
        let to = if length == 255 { i64::MAX } else { from.saturating_add(1 + i64::from(length % 16)) };
        (from < to).then_some(Stay { from, to })
    }
}

/// The problem that the bytes say, always a valid one.
pub(crate) fn read(bytes: &mut Bytes<'_>) -> Problem {
    let levels = 1 + bytes.below(8);
    let mut orders = Orders {
        parts: ProblemParts {
            levels: (0..levels).map(|level| format!("level-{level}")).collect(),
            ..ProblemParts::default()
        },
        options: BTreeMap::new(),
        fixed: BTreeMap::new(),
        alone: BTreeSet::new(),
    };
    while !bytes.is_empty() {
        orders.obey(bytes);
    }
    orders.end()
}

struct Orders {
    parts: ProblemParts,
    /// By child and home: places and cost.
    options: BTreeMap<(u32, u32), (u32, Vec<i64>)>,
    fixed: BTreeMap<u32, u32>,
    alone: BTreeSet<u32>,
}

impl Orders {
    fn obey(&mut self, bytes: &mut Bytes<'_>) {
        match bytes.next() % 16 {
            0 => self.children(bytes, 1),
            1 => {
                let count = 1 + bytes.below(64);
                self.children(bytes, count);
            }
            2 => self.home(bytes),
            3..=5 => self.option(bytes),
            6 => self.crowd(bytes),
            7 => self.together(bytes, 1),
            8 => self.apart(bytes, 1),
            9 => {
                let count = 1 + bytes.below(32);
                self.apart(bytes, count);
            }
            10 => {
                if let Some(child) = self.child(bytes) {
                    self.alone.insert(child);
                }
            }
            11 | 12 => self.cap(bytes),
            13 => self.limit(bytes),
            14 => self.fix(bytes),
            _ => {
                let count = 1 + bytes.below(32);
                self.together(bytes, count);
            }
        }
    }

    fn levels(&self) -> usize {
        self.parts.levels.len()
    }

    fn child(&self, bytes: &mut Bytes<'_>) -> Option<u32> {
        let count = self.parts.children.len();
        (count > 0).then(|| number(bytes.below(count)))
    }

    fn home_of(&self, bytes: &mut Bytes<'_>) -> Option<u32> {
        let count = self.parts.homes.len();
        (count > 0).then(|| number(bytes.below(count)))
    }

    /// Some children, all alike but for their stays, which begin one day after the other.
    fn children(&mut self, bytes: &mut Bytes<'_>, count: usize) {
        let flags = bytes.next();
        let unplaced = (flags & 1 == 1).then(|| bytes.cost(self.levels()));
        let stay = if flags & 6 == 6 { bytes.stay() } else { None };
        for at in (0..).take(count) {
            if self.parts.children.len() < CHILDREN_MAX {
                let later = |stay: Stay| {
                    Some(Stay { from: stay.from.checked_add(at)?, to: stay.to.checked_add(at)? })
                };
                let stay = stay.map(|stay| later(stay).unwrap_or(stay));
                let id = format!("c{}", self.parts.children.len());
                self.parts.children.push(Child { id, unplaced: unplaced.clone(), stay });
            }
        }
    }

    fn home(&mut self, bytes: &mut Bytes<'_>) {
        let places = bytes.one_of(&[1, 0, 2, 3, 1, 2, 4, 7, 12, 40, 300, PLACES_MAX]);
        if self.parts.homes.len() < HOMES_MAX {
            self.parts.homes.push(Home { id: format!("h{}", self.parts.homes.len()), places });
        }
    }

    fn option(&mut self, bytes: &mut Bytes<'_>) {
        let (Some(child), Some(home)) = (self.child(bytes), self.home_of(bytes)) else { return };
        let places = bytes.one_of(&[1, 1, 1, 2, 1, 3, 5, PLACES_MAX]);
        let cost = bytes.cost(self.levels());
        self.add_option(child, home, places, cost);
    }

    fn add_option(&mut self, child: u32, home: u32, places: u32, cost: Vec<i64>) {
        if self.options.len() < OPTIONS_MAX {
            self.options.entry((child, home)).or_insert((places, cost));
        }
    }

    /// Options of many children and some homes, whose costs follow a pattern on one level.
    fn crowd(&mut self, bytes: &mut Bytes<'_>) {
        let (Some(child), Some(home)) = (self.child(bytes), self.home_of(bytes)) else { return };
        let children = child..number(self.parts.children.len()).min(child + 1 + u32::from(bytes.next()));
        let homes = home..number(self.parts.homes.len()).min(home + 1 + u32::from(bytes.next() & 7));
        let wide_every = u32::from(bytes.next() & 7);
        let varied = bytes.below(self.levels());
        let (factor, cycle) = (1 + i64::from(bytes.next()), 1 + i64::from(bytes.next()));
        let base = bytes.cost(self.levels());
        for (child, home) in children.flat_map(|child| homes.clone().map(move |home| (child, home))) {
            let mut cost = base.clone();
            let more = i64::from(child * 5 + home * 3) * factor % cycle;
            cost[varied] = (cost[varied] + more).min(COST_END - 1);
            let is_wide = wide_every > 0 && (child + home).is_multiple_of(wide_every);
            self.add_option(child, home, if is_wide { 2 } else { 1 }, cost);
        }
    }

    /// Groups of the same size, one after the other.
    fn together(&mut self, bytes: &mut Bytes<'_>, groups: usize) {
        let Some(first) = self.child(bytes) else { return };
        let (size, stride) = (1 + bytes.below(5), 1 + bytes.below(3));
        let split_cost = bytes.cost_unless_hard(self.levels());
        let all = number(self.parts.children.len());
        for group in 0..groups {
            let member = |at: usize| first + number((group * size + at) * stride);
            let children: Vec<u32> = (0..size).map(member).filter(|&child| child < all).collect();
            if !children.is_empty() {
                self.parts.together.push(Together { children, split_cost: split_cost.clone() });
            }
        }
    }

    /// Pairs one after the other.
    fn apart(&mut self, bytes: &mut Bytes<'_>, pairs: usize) {
        let (Some(one), Some(other)) = (self.child(bytes), self.child(bytes)) else { return };
        let cost = bytes.cost_unless_hard(self.levels());
        let all = number(self.parts.children.len());
        for at in (0..).take(pairs) {
            let children = [one + at, other + 2 * at];
            if children[0] != children[1] && children.iter().all(|&child| child < all) {
                self.parts.apart.push(Apart { children, cost: cost.clone() });
            }
        }
    }

    fn cap(&mut self, bytes: &mut Bytes<'_>) {
        let (first, mask) = (bytes.below(self.parts.homes.len()), bytes.next());
        let places = bytes.one_of(&[1, 0, 2, 3, 5, 9, 30, u32::MAX]);
        let chosen = (first..self.parts.homes.len()).take(8).enumerate();
        let homes = chosen.filter(|&(bit, _)| mask >> bit & 1 == 1).map(|(_, home)| number(home)).collect();
        let id = format!("cap-{}", self.parts.caps.len());
        self.parts.caps.push(Cap { id, homes, places });
    }

    fn limit(&mut self, bytes: &mut Bytes<'_>) {
        let level = bytes.below(self.levels());
        let amount = bytes.amount();
        let max = match bytes.next() {
            255 => i64::MAX,
            factor => amount * i64::from(factor % 32),
        };
        self.parts.limits.push(Limit { level, max });
    }

    fn fix(&mut self, bytes: &mut Bytes<'_>) {
        let at = bytes.below(self.options.len());
        if let Some(&(child, home)) = self.options.keys().nth(at) {
            self.fixed.entry(child).or_insert(home);
        }
    }

    fn end(self) -> Problem {
        let mut parts = self.parts;
        parts.options = OptionSet::new(parts.levels.len());
        for ((child, home), (places, cost)) in self.options {
            parts.options.push(child, home, places, &cost);
        }
        parts.alone = self.alone.into_iter().collect();
        parts.fixed = self.fixed.into_iter().map(|(child, home)| Fixed { child, home }).collect();
        Problem::new(parts).expect("the orders make only valid problems")
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("the orders make small problems")
}
