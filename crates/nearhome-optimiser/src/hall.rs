//! Children who have too few places between them: Hall's condition.
//!
//! Each child needs some places in any of its homes, shared out between them as one likes; that nothing
//! else ties the children can only make it easier. Places are handed out by shortest chains of moves. A child for
//! whom none is left, with everybody in all homes that its chains reach, is short of exactly the places that were
//! not handed out, and no child can be left out of the statement: the set is the least of all that are as many
//! short.

use std::collections::{BTreeMap, VecDeque};

use nearhome_problem::Problem;
use petgraph::unionfind::UnionFind;

/// A child who looks for places.
#[derive(Clone, Debug)]
pub(crate) struct Applicant {
    pub(crate) child: u32,
    /// Places that it takes, at least.
    pub(crate) need: u32,
    /// Homes that it may use.
    pub(crate) homes: Vec<u32>,
}

/// Children who may use these homes only, and need more places than there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TooFew {
    /// Ascending.
    pub(crate) children: Vec<u32>,
    /// Ascending.
    pub(crate) homes: Vec<u32>,
    pub(crate) needed: u64,
    pub(crate) places: u64,
}

/// The homes of each of some children, as `fixed` leaves them, and the fewest places that it takes in any.
pub(crate) fn applicants(problem: &Problem, fixed: &[Option<u32>], children: &[u32]) -> Vec<Applicant> {
    let mut at = vec![None; problem.children.len()];
    children.iter().enumerate().for_each(|(index, &child)| at[child as usize] = Some(index));
    let mut applicants: Vec<Applicant> =
        children.iter().map(|&child| Applicant { child, need: 1, homes: Vec::new() }).collect();
    for option in problem.options.iter() {
        let may = fixed[option.child as usize].is_none_or(|home| home == option.home);
        if let Some(at) = at[option.child as usize].filter(|_| may) {
            let applicant: &mut Applicant = &mut applicants[at];
            let is_first = applicant.homes.is_empty();
            applicant.need = if is_first { option.places } else { applicant.need.min(option.places) };
            applicant.homes.push(option.home);
        }
    }
    applicants
}

/// All children who are short of places, in sets that share no home; together as many places short as
/// must stay unserved.
pub(crate) fn too_few(applicants: &[Applicant], places: &[u32]) -> Vec<TooFew> {
    let mut seating = Seating::new(applicants, places);
    for at in 0..applicants.len() {
        while seating.open[at] > 0 && seating.serve(at) {}
    }
    seating.short()
}

struct Seating<'a> {
    applicants: &'a [Applicant],
    places: &'a [u32],
    /// Places that each applicant still needs.
    open: Vec<u32>,
    free: Vec<u32>,
    /// Who has how many places of each home.
    residents: Vec<BTreeMap<usize, u32>>,
    /// Homes that no free place can be reached from any more.
    is_closed: Vec<bool>,
}

/// A home reached: the applicant who would take a place there, and the home that it would leave.
#[derive(Clone, Copy)]
struct Reached {
    applicant: usize,
    from: Option<u32>,
}

impl<'a> Seating<'a> {
    fn new(applicants: &'a [Applicant], places: &'a [u32]) -> Self {
        Self {
            applicants,
            places,
            open: applicants.iter().map(|applicant| applicant.need).collect(),
            free: places.to_vec(),
            residents: vec![BTreeMap::new(); places.len()],
            is_closed: vec![false; places.len()],
        }
    }

    /// Gives an applicant one or more places, or closes all homes in its reach.
    fn serve(&mut self, newcomer: usize) -> bool {
        let mut reached = BTreeMap::new();
        let mut queue = VecDeque::new();
        self.look(Reached { applicant: newcomer, from: None }, &mut reached, &mut queue);
        while let Some(home) = queue.pop_front() {
            if self.free[home as usize] > 0 {
                self.shift(home, &reached, newcomer);
                return true;
            }
            for &applicant in self.residents[home as usize].keys() {
                self.look(Reached { applicant, from: Some(home) }, &mut reached, &mut queue);
            }
        }
        for home in reached.into_keys() {
            self.is_closed[home as usize] = true;
        }
        false
    }

    /// Reaches the homes of an applicant that were not reached before.
    fn look(&self, way: Reached, reached: &mut BTreeMap<u32, Reached>, queue: &mut VecDeque<u32>) {
        for &home in &self.applicants[way.applicant].homes {
            if !self.is_closed[home as usize] && !reached.contains_key(&home) {
                reached.insert(home, way);
                queue.push_back(home);
            }
        }
    }

    /// Moves as many places as possible along the chain that ends in a home with room.
    fn shift(&mut self, end: u32, reached: &BTreeMap<u32, Reached>, newcomer: usize) {
        let mut amount = self.free[end as usize].min(self.open[newcomer]);
        let mut home = end;
        while let Reached { applicant, from: Some(from) } = reached[&home] {
            amount = amount.min(self.residents[from as usize][&applicant]);
            home = from;
        }
        self.free[end as usize] -= amount;
        self.open[newcomer] -= amount;
        let mut home = end;
        loop {
            let Reached { applicant, from } = reached[&home];
            *self.residents[home as usize].entry(applicant).or_insert(0) += amount;
            let Some(from) = from else { return };
            let left = self.residents[from as usize].get_mut(&applicant).expect("it was there");
            *left -= amount;
            if *left == 0 {
                self.residents[from as usize].remove(&applicant);
            }
            home = from;
        }
    }

    /// Everybody in closed homes and everybody unserved, in sets that share no home.
    fn short(&self) -> Vec<TooFew> {
        let unserved = (0..self.open.len()).filter(|&at| self.open[at] > 0);
        let closed = (0..self.places.len()).filter(|&home| self.is_closed[home]);
        let mut is_short = vec![false; self.applicants.len()];
        unserved
            .chain(closed.flat_map(|home| self.residents[home].keys().copied()))
            .for_each(|at| is_short[at] = true);
        let mut joined: UnionFind<usize> = UnionFind::new(self.applicants.len() + self.places.len());
        for at in (0..is_short.len()).filter(|&at| is_short[at]) {
            for &home in &self.applicants[at].homes {
                joined.union(at, self.applicants.len() + home as usize);
            }
        }
        let mut sets: BTreeMap<usize, TooFew> = BTreeMap::new();
        for at in (0..is_short.len()).filter(|&at| is_short[at]) {
            let nothing = || TooFew { children: Vec::new(), homes: Vec::new(), needed: 0, places: 0 };
            let set = sets.entry(joined.find(at)).or_insert_with(nothing);
            set.children.push(self.applicants[at].child);
            set.homes.extend(&self.applicants[at].homes);
            set.needed += u64::from(self.applicants[at].need);
        }
        let mut sets: Vec<TooFew> = sets.into_values().collect();
        for set in &mut sets {
            set.children.sort_unstable();
            set.homes.sort_unstable();
            set.homes.dedup();
            set.places = set.homes.iter().map(|&home| u64::from(self.places[home as usize])).sum();
        }
        sets.sort_unstable_by(|one, other| one.children.cmp(&other.children));
        sets
    }
}
