//! Which pairs are in every optimum, in some, or in none.
//!
//! Pure flows are read off their prices ([`super::flow_face`]). For all others each round asks for an optimum that has
//! as many pairs as possible that no optimum had before; when the best of them has none, no optimum has, and
//! one proof has settled all that is left.

use nearhome_problem::{Problem, Solution, Status};

use super::face::Face;
use super::flow_face::FlowFace;
use super::ruled_out::ruled_out;
use super::{Evidence, Optimum, QuestionError, is_interrupted, number};
use crate::{Settings, solve};

/// In which optima a pair is; for a child who stays unplaced, that counts as a pair too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In every optimum.
    InEvery,
    /// In at least one optimum, and not in all of them.
    InSome,
    /// In no optimum.
    InNone,
    /// In at least one optimum; whether in all of them was not settled before the run was stopped.
    InAtLeastOne,
    /// Nothing was settled before the run was stopped.
    Unsettled,
}

/// The standing of every pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllOptima {
    /// The standing of each option, in the problem's order.
    pub options: Vec<Standing>,
    /// For each child the standing of its staying unplaced.
    pub unplaced: Vec<Standing>,
    /// The problems solved on the way. Pure flows need none: their prices are in the answer's certificate.
    pub evidence: Vec<Evidence>,
}

impl AllOptima {
    /// Whether everything is settled.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let is_open = |standing: &Standing| matches!(standing, Standing::InAtLeastOne | Standing::Unsettled);
        !self.options.iter().chain(&self.unplaced).any(is_open)
    }

    /// Whether it is settled that there is one optimum only.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        let is_sure = |standing: &Standing| matches!(standing, Standing::InEvery | Standing::InNone);
        self.options.iter().chain(&self.unplaced).all(is_sure)
    }
}

/// Settles for each option of the problem, and for each child's staying unplaced, in which optima it is.
///
/// A problem that is a pure flow takes time linear in its options. Everything else takes a few solutions of
/// problems that are as hard as the given one or easier.
///
/// # Errors
///
/// A [`QuestionError`] when the solution is not an optimal one of the problem.
///
/// # Panics
///
/// When an answer found on the way breaks a rule of the problem: a defect of this crate.
///
/// # Examples
///
/// ```
/// use nearhome_optimiser::questions::{Standing, all_optima};
/// use nearhome_optimiser::{Settings, random_problems, solve};
///
/// let problem = random_problems::plain(1, 100);
/// let solution = solve(&problem, &Settings::default());
/// let optima = all_optima(&problem, &solution, &Settings::default())?;
/// assert!(optima.is_complete());
/// assert!(optima.options.contains(&Standing::InEvery));
/// # Ok::<(), nearhome_optimiser::questions::QuestionError>(())
/// ```
pub fn all_optima(
    problem: &Problem,
    solution: &Solution,
    settings: &Settings<'_>,
) -> Result<AllOptima, QuestionError> {
    let optimum = Optimum::new(problem, solution)?;
    let mut board = Board::new(problem);
    let flow = FlowFace::new(&optimum);
    flow.settle(&optimum, &mut board);
    let rest = rest(problem, &flow.children);
    let mut evidence = Vec::new();
    if !rest.is_empty() {
        board.see_answer(&rest, optimum.homes);
        ruled_out(problem, solution, |child, home| board.rule_out(child, home));
        if let Some(face) = Face::new(&optimum, rest.clone(), 1)? {
            by_rounds(&face, &mut board, &mut evidence, settings);
        } else {
            let face = Face::new(&optimum, rest, 0)?.expect("the problem's own levels have room");
            pair_by_pair(&face, &mut board, &mut evidence, settings);
        }
    }
    let (options, unplaced) = board.standings(problem);
    Ok(AllOptima { options, unplaced, evidence })
}

/// The children who are not in pure flows.
pub(super) fn rest(problem: &Problem, flow: &[u32]) -> Vec<u32> {
    (0..number(problem.children.len())).filter(|child| flow.binary_search(child).is_err()).collect()
}

/// What is known of one pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Nothing,
    /// Some optimum has it.
    Seen,
    /// No optimum has it.
    RuledOut,
}

/// What is known of every pair.
pub(super) struct Board {
    /// Where each child's options begin in `own`; one entry more than children.
    first: Vec<usize>,
    /// Options by child and home.
    own: Vec<u32>,
    options: Vec<Known>,
    homes: Vec<u32>,
    unplaced: Vec<Known>,
}

impl Board {
    /// Nothing known but what `fixed` says and who must be placed.
    pub(super) fn new(problem: &Problem) -> Self {
        let mut fixed = vec![None; problem.children.len()];
        problem.fixed.iter().for_each(|pair| fixed[pair.child as usize] = Some(pair.home));
        let homes: Vec<u32> = problem.options.iter().map(|option| option.home).collect();
        let child = |option: u32| problem.options.get(option as usize).child;
        let mut own: Vec<u32> = (0..number(homes.len())).collect();
        own.sort_unstable_by_key(|&option| (child(option), homes[option as usize]));
        let before = |wanted: u32| own.partition_point(|&option| child(option) < wanted);
        let known = |is_open: bool| if is_open { Known::Nothing } else { Known::RuledOut };
        let may = |option: nearhome_problem::PlacementOption<'_>| {
            known(fixed[option.child as usize].is_none_or(|home| home == option.home))
        };
        let may_wait = |(child, fixed): (&nearhome_problem::Child, &Option<u32>)| {
            known(child.unplaced.is_some() && fixed.is_none())
        };
        Self {
            first: (0..number(problem.children.len() + 1)).map(before).collect(),
            own,
            options: problem.options.iter().map(may).collect(),
            homes,
            unplaced: problem.children.iter().zip(&fixed).map(may_wait).collect(),
        }
    }

    fn options_of(&self, child: u32) -> &[u32] {
        &self.own[self.first[child as usize]..self.first[child as usize + 1]]
    }

    fn known_mut(&mut self, child: u32, home: Option<u32>) -> &mut Known {
        let Some(home) = home else { return &mut self.unplaced[child as usize] };
        let options = self.options_of(child);
        let at = options.binary_search_by_key(&home, |&option| self.homes[option as usize]);
        let option = options[at.expect("an optimum uses options of the problem")];
        &mut self.options[option as usize]
    }

    fn known(&self, child: u32, home: Option<u32>) -> Known {
        let Some(home) = home else { return self.unplaced[child as usize] };
        let options = self.options_of(child);
        let at = options.binary_search_by_key(&home, |&option| self.homes[option as usize]);
        at.map_or(Known::RuledOut, |at| self.options[options[at] as usize])
    }

    pub(super) fn see_option(&mut self, option: u32) {
        self.options[option as usize] = Known::Seen;
    }

    pub(super) fn see_unplaced(&mut self, child: u32) {
        self.unplaced[child as usize] = Known::Seen;
    }

    /// Some optimum puts these children there; `homes` are those of all children.
    fn see_answer(&mut self, children: &[u32], homes: &[Option<u32>]) {
        for &child in children {
            *self.known_mut(child, homes[child as usize]) = Known::Seen;
        }
    }

    /// No optimum has this pair; one without an option is passed over.
    fn rule_out(&mut self, child: u32, home: Option<u32>) {
        if self.known(child, home) == Known::Nothing {
            *self.known_mut(child, home) = Known::RuledOut;
        }
    }

    /// No optimum has any pair of this child that was not seen.
    pub(super) fn rule_out_rest_of(&mut self, child: u32) {
        for at in self.first[child as usize]..self.first[child as usize + 1] {
            let known = &mut self.options[self.own[at] as usize];
            *known = if *known == Known::Nothing { Known::RuledOut } else { *known };
        }
        let known = &mut self.unplaced[child as usize];
        *known = if *known == Known::Nothing { Known::RuledOut } else { *known };
    }

    /// Whether an optimum is known that has this pair.
    pub(super) fn is_seen(&self, child: u32, home: Option<u32>) -> bool {
        self.known(child, home) == Known::Seen
    }

    /// Whether no optimum has this pair.
    pub(super) fn is_ruled_out(&self, child: u32, home: Option<u32>) -> bool {
        self.known(child, home) == Known::RuledOut
    }

    /// The homes, and `None` for unplaced, that are in some optimum known for a child.
    pub(super) fn seen_of(&self, child: u32) -> Vec<Option<u32>> {
        let seen = |option: &&u32| self.options[**option as usize] == Known::Seen;
        let homes =
            self.options_of(child).iter().filter(seen).map(|&option| Some(self.homes[option as usize]));
        homes.chain((self.unplaced[child as usize] == Known::Seen).then_some(None)).collect()
    }

    /// Pairs of some children of which nothing is known.
    fn open_pairs(&self, children: &[u32]) -> Vec<(u32, Option<u32>)> {
        let mut open = Vec::new();
        for &child in children {
            let is_open = |option: &&u32| self.options[**option as usize] == Known::Nothing;
            let homes = self.options_of(child).iter().filter(is_open);
            open.extend(homes.map(|&option| (child, Some(self.homes[option as usize]))));
            open.extend((self.unplaced[child as usize] == Known::Nothing).then_some((child, None)));
        }
        open
    }

    /// What follows for each option and each child's staying unplaced: every optimum has exactly one of a child's
    /// pairs, so the only one that is not ruled out is in all of them.
    fn standings(self, problem: &Problem) -> (Vec<Standing>, Vec<Standing>) {
        let mut count = vec![(0, 0); problem.children.len()];
        let pairs = problem.options.iter().zip(&self.options).map(|(option, &known)| (option.child, known));
        for (child, known) in pairs.chain((0..).zip(self.unplaced.iter().copied())) {
            let (seen, open) = &mut count[child as usize];
            *seen += usize::from(known == Known::Seen);
            *open += usize::from(known == Known::Nothing);
        }
        let standing = |child: u32, known: Known| match (known, count[child as usize]) {
            (Known::RuledOut, _) => Standing::InNone,
            (Known::Nothing, _) => Standing::Unsettled,
            (Known::Seen, (1, 0)) => Standing::InEvery,
            (Known::Seen, (1, _)) => Standing::InAtLeastOne,
            (Known::Seen, _) => Standing::InSome,
        };
        let options = problem.options.iter().zip(&self.options);
        let unplaced = (0..).zip(&self.unplaced);
        (
            options.map(|(option, &known)| standing(option.child, known)).collect(),
            unplaced.map(|(child, &known)| standing(child, known)).collect(),
        )
    }
}

/// Asks for optima with pairs not seen yet until there is none.
fn by_rounds(face: &Face<'_>, board: &mut Board, evidence: &mut Vec<Evidence>, settings: &Settings<'_>) {
    while !board.open_pairs(&face.selection.children).is_empty() && !is_interrupted(settings) {
        let cost = |child, home| vec![i64::from(board.is_seen(child, home))];
        let problem = face.problem(&["seen_before"], &|child, home| !board.is_ruled_out(child, home), &cost);
        let solution = solve(&problem, settings);
        let found = face.answer(&solution);
        let nothing_new = solution.totals.as_ref().and_then(|totals| totals.last().copied())
            == Some(face.selection.children.len() as i128);
        if let Some(homes) = &found {
            board.see_answer(&face.selection.children, homes);
        }
        let is_proved = solution.status == Status::Optimal;
        evidence.push(Evidence { problem, solution });
        if is_proved && nothing_new {
            face.selection.children.iter().for_each(|&child| board.rule_out_rest_of(child));
        }
        if !is_proved {
            return;
        }
    }
}

/// Asks of each pair not seen yet whether an optimum has it.
fn pair_by_pair(face: &Face<'_>, board: &mut Board, evidence: &mut Vec<Evidence>, settings: &Settings<'_>) {
    for (child, home) in board.open_pairs(&face.selection.children) {
        if board.known(child, home) != Known::Nothing || is_interrupted(settings) {
            continue;
        }
        let may =
            |other: u32, at: Option<u32>| !board.is_ruled_out(other, at) && (other != child || at == home);
        let problem = face.problem(&[], &may, &|_, _| Vec::new());
        let solution = solve(&problem, settings);
        match (face.answer(&solution), solution.status) {
            (Some(homes), _) => board.see_answer(&face.selection.children, &homes),
            (None, Status::Optimal | Status::Infeasible) => board.rule_out(child, home),
            (None, _) => {}
        }
        evidence.push(Evidence { problem, solution });
    }
}
