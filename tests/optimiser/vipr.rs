//! Prices of places as a certificate that other people's checkers read: VIPR 1.1, the format of
//! <https://github.com/scipopt/vipr>.
//!
//! A flow with one level is an integer program; its prices are the multipliers of one derived constraint, "the
//! objective is at least the bound". Each file is worked out here, line by line, and given to `viprchk` where
//! that is installed; otherwise that part is skipped with a message.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

use nearhome_optimiser::random_problems::tiny;
use nearhome_problem::{Problem, Solution, Status};
use support::{flow_only, solve};

/// A seat that a child can take: a variable of the program.
struct Seat {
    child: u32,
    home: Option<u32>,
    cost: i128,
}

/// Terms of a linear expression by variable or constraint.
type Terms = BTreeMap<usize, i128>;

#[test]
#[allow(clippy::print_stdout, reason = "says what was checked by whom")]
fn prices_are_a_vipr_certificate() {
    let is_installed = Command::new("viprchk").output().is_ok();
    let folder = tempfile::tempdir().expect("a folder for the files");
    let mut count = 0;
    for seed in 0..400 {
        let problem = flow_only(tiny(seed));
        let solution = solve(&problem);
        if problem.levels.len() != 1 || solution.status != Status::Optimal {
            continue;
        }
        let text = vipr(&problem, &solution);
        check_derivation(seed, &text);
        if is_installed {
            let path = folder.path().join("flow.vipr");
            std::fs::write(&path, &text).expect("the folder can be written");
            let output = Command::new("viprchk").arg(&path).output().expect("it was found before");
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && said.contains("uccess"), "seed {seed}: {said}\n{text}");
        }
        count += 1;
    }
    assert!(count > 50, "hardly any flow has one level");
    println!(
        "{count} certificates worked out{}",
        if is_installed { ", all accepted by viprchk" } else { "" }
    );
    if !is_installed {
        println!("viprchk is not installed: its verdict was skipped");
    }
}

/// The problem, its answer and the proof of its bound.
fn vipr(problem: &Problem, solution: &Solution) -> String {
    let seats = seats(problem);
    let flow = solution.certificate.flow.as_ref().expect("a flow has prices");
    let price: BTreeMap<u32, i128> = flow.homes.iter().map(|(home, price)| (*home, price[0])).collect();
    let dear = |seat: &Seat| seat.cost + seat.home.and_then(|home| price.get(&home)).copied().unwrap_or(0);
    let mut constraints = Vec::new();
    let mut multipliers = Terms::new();
    let least: Vec<i128> = (0..)
        .zip(&problem.children)
        .map(|(child, _)| seats.iter().filter(|seat| seat.child == child).map(dear).min().expect("placed"))
        .collect();
    for (at, seat) in seats.iter().enumerate() {
        constraints.push(format!("b{at} G 0 1 {at} 1"));
        multipliers.insert(at, dear(seat) - least[seat.child as usize]);
    }
    for (child, least) in (0..).zip(&least) {
        multipliers.insert(constraints.len(), *least);
        constraints.push(format!("c{child} E 1 {}", terms(&seats, |seat| seat.child == child)));
    }
    for (home, given) in (0..).zip(&problem.homes) {
        if seats.iter().any(|seat| seat.home == Some(home)) {
            multipliers.insert(constraints.len(), -price.get(&home).copied().unwrap_or(0));
            let sum = terms(&seats, |seat| seat.home == Some(home));
            constraints.push(format!("h{home} L {} {sum}", given.places));
        }
    }
    let bound = solution.bound.as_ref().expect("an optimal answer has a bound")[0];
    let homes = solution.homes.as_ref().expect("an optimal answer has homes");
    let variables: Vec<String> = (0..seats.len()).map(|at| format!("x{at}")).collect();
    let all: Vec<String> = (0..seats.len()).map(|at| at.to_string()).collect();
    let objective: Terms = seats.iter().map(|seat| seat.cost).enumerate().collect();
    let lin: Terms = multipliers.into_iter().filter(|(_, multiplier)| *multiplier != 0).collect();
    let mut text = String::from("VER 1.1\n");
    let mut line = |parts: std::fmt::Arguments<'_>| writeln!(text, "{parts}").expect("memory can be written");
    line(format_args!("VAR {}\n{}", seats.len(), variables.join(" ")));
    line(format_args!("INT {}\n{}", seats.len(), all.join(" ")));
    line(format_args!("OBJ min\n{}", listed(&objective)));
    line(format_args!("CON {} {}\n{}", constraints.len(), seats.len(), constraints.join("\n")));
    line(format_args!("RTP range {bound} {bound}"));
    let is_taken = |seat: &Seat| homes[seat.child as usize] == seat.home;
    line(format_args!("SOL 1\nbest {}", terms(&seats, is_taken)));
    line(format_args!("DER 1\nbound G {bound} OBJ {{ lin {} }} -1", listed(&lin)));
    text
}

fn seats(problem: &Problem) -> Vec<Seat> {
    let fixed: BTreeMap<u32, u32> = problem.fixed.iter().map(|fixed| (fixed.child, fixed.home)).collect();
    let options =
        problem.options.iter().filter(|option| fixed.get(&option.child).is_none_or(|at| *at == option.home));
    let mut seats: Vec<Seat> = options
        .map(|option| Seat { child: option.child, home: Some(option.home), cost: option.cost[0].into() })
        .collect();
    for (child, given) in (0..).zip(&problem.children) {
        if let Some(cost) = given.unplaced.as_ref().filter(|_| !fixed.contains_key(&child)) {
            seats.push(Seat { child, home: None, cost: cost[0].into() });
        }
    }
    seats
}

/// The sum of some variables, as VIPR lists it.
fn terms(seats: &[Seat], is_in: impl Fn(&Seat) -> bool) -> String {
    listed(&seats.iter().enumerate().filter(|(_, seat)| is_in(seat)).map(|(at, _)| (at, 1)).collect())
}

fn listed(terms: &Terms) -> String {
    let mut text = terms.len().to_string();
    for (index, factor) in terms {
        write!(text, " {index} {factor}").expect("memory can be written");
    }
    text
}

/// Works out the derived constraint from the text alone: it must be the objective, and nothing less than the
/// bound that the file says it proves.
#[track_caller]
fn check_derivation(seed: u64, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let at = |section: &str| {
        lines.iter().position(|line| line.starts_with(section)).expect("every section is there")
    };
    let objective = parsed(lines[at("OBJ") + 1]);
    let constraints = &lines[at("CON") + 1..at("RTP")];
    let bound: i128 = lines[at("RTP")].split(' ').nth(2).expect("a range").parse().expect("a number");
    let derived = lines[at("DER") + 1];
    let lin = derived.split_once("lin ").and_then(|(_, rest)| rest.split_once(" }")).expect("a reason").0;
    let (mut sum, mut right) = (Terms::new(), 0_i128);
    for (index, multiplier) in parsed(lin) {
        let words: Vec<&str> = constraints[index].splitn(4, ' ').collect();
        let has_its_sign = match words[1] {
            "G" => multiplier > 0,
            "L" => multiplier < 0,
            _ => true,
        };
        assert!(has_its_sign, "seed {seed}: {} times {multiplier}", words[0]);
        right += multiplier * words[2].parse::<i128>().expect("a number");
        for (variable, factor) in parsed(words[3]) {
            *sum.entry(variable).or_default() += multiplier * factor;
        }
    }
    let nonzero = |terms: Terms| terms.into_iter().filter(|(_, factor)| *factor != 0).collect::<Terms>();
    assert_eq!(nonzero(sum), nonzero(objective), "seed {seed}: not the objective\n{text}");
    assert!(right >= bound, "seed {seed}: {right} is below {bound}\n{text}");
}

fn parsed(listed: &str) -> Terms {
    let numbers: Vec<i128> = listed.split(' ').skip(1).map(|word| word.parse().expect("a number")).collect();
    numbers.chunks(2).map(|term| (usize::try_from(term[0]).expect("an index"), term[1])).collect()
}
