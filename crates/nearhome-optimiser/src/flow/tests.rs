//! Random flows under random changes, against exhaustive search and against starting over.

use super::{
    FlowCap, FlowSeat, FlowTask, Live, Shortage, largest_costs, packing, solve, solve_capped, state,
};
use crate::random_problems::Numbers;

type AnyTask<'a> = FlowTask<
    'a,
    dyn Fn(usize) -> u32 + Sync + 'a,
    dyn Fn(usize, &mut [i128]) + Sync + 'a,
    dyn Fn(usize) -> Option<Vec<i128>> + Sync + 'a,
>;

/// A flow in the plainest form.
#[derive(Clone, Debug)]
struct Plain {
    levels: usize,
    places: Vec<u32>,
    charges: Vec<Vec<i128>>,
    /// Home and cost of each arc, by child; `None`: forbidden.
    arcs: Vec<Vec<(u32, Option<Vec<i128>>)>>,
    unplaced: Vec<Option<Vec<i128>>>,
    is_in: Vec<bool>,
}

/// How large costs are: small ones are full of ties.
#[derive(Clone, Copy)]
struct Size {
    children: u32,
    homes: u32,
    levels: usize,
    cost: u32,
}

impl Plain {
    fn random(numbers: &mut Numbers, size: Size) -> Self {
        let must_be_placed = numbers.one_of(&[0, 20, 100]);
        let density = numbers.one_of(&[30, 60, 100]);
        let mut plain = Self {
            levels: size.levels,
            places: (0..size.homes).map(|_| numbers.below(4)).collect(),
            charges: vec![vec![0; size.levels]; size.homes as usize],
            arcs: Vec::new(),
            unplaced: Vec::new(),
            is_in: vec![false; size.children as usize],
        };
        for _ in 0..size.children {
            let arc = |numbers: &mut Numbers, home| {
                numbers.chance(density).then(|| (home, Some(cost(numbers, size))))
            };
            let arcs = (0..size.homes).filter_map(|home| arc(numbers, home)).collect();
            plain.arcs.push(arcs);
            let unplaced = (!numbers.chance(must_be_placed)).then(|| cost(numbers, size));
            plain.unplaced.push(unplaced);
        }
        plain
    }

    fn live(&self) -> Live {
        self.with_task(|task| Live::new(task, &vec![1 << 20; self.levels], 1))
    }

    /// The children who are in as a task; forbidden arcs are left out.
    fn with_task<T>(&self, run: impl FnOnce(&AnyTask<'_>) -> T) -> T {
        let mut first_arc = vec![0];
        let mut arcs: Vec<&(u32, Option<Vec<i128>>)> = Vec::new();
        for list in &self.arcs {
            arcs.extend(list);
            first_arc.push(arcs.len());
        }
        run(&FlowTask {
            levels: self.levels,
            places: self.places.clone(),
            first_arc,
            arc_home: &|arc| arcs[arc].0,
            arc_cost: &|arc, cost| cost.copy_from_slice(arcs[arc].1.as_ref().unwrap()),
            unplaced: &|child| self.unplaced[child].clone(),
        })
    }

    fn arc(&self, child: usize, index: usize) -> u32 {
        let before: usize = self.arcs[..child].iter().map(Vec::len).sum();
        u32::try_from(before + index).unwrap()
    }

    /// The least total by trying everything.
    fn least(&self) -> Option<Vec<i128>> {
        let mut best = None;
        self.try_from_child(0, &mut self.places.clone(), &mut vec![0; self.levels], &mut best);
        best
    }

    fn try_from_child(
        &self,
        child: usize,
        places: &mut [u32],
        sum: &mut Vec<i128>,
        best: &mut Option<Vec<i128>>,
    ) {
        let Some(arcs) = self.arcs.get(child) else {
            if best.as_ref().is_none_or(|best| *sum < *best) {
                *best = Some(sum.clone());
            }
            return;
        };
        if !self.is_in[child] {
            return self.try_from_child(child + 1, places, sum, best);
        }
        if let Some(unplaced) = &self.unplaced[child] {
            let mut more = plus(sum, unplaced);
            self.try_from_child(child + 1, places, &mut more, best);
        }
        for (home, cost) in arcs {
            let (home, Some(cost)) = (*home as usize, cost) else { continue };
            if places[home] > 0 {
                places[home] -= 1;
                let mut more = plus(&plus(sum, cost), &self.charges[home]);
                self.try_from_child(child + 1, places, &mut more, best);
                places[home] += 1;
            }
        }
    }

    /// The least total by starting over.
    fn afresh(&self) -> Option<Vec<i128>> {
        let mut all = self.clone();
        for arc in all.arcs.iter_mut().flatten() {
            arc.1.get_or_insert_with(|| vec![0; self.levels]);
        }
        let mut live = all.live();
        for home in 0..self.places.len() {
            live.set_charge(u32::try_from(home).unwrap(), &self.charges[home]);
        }
        for (child, arcs) in self.arcs.iter().enumerate() {
            for index in (0..arcs.len()).filter(|&index| arcs[index].1.is_none()) {
                live.set_arc(self.arc(child, index), None).unwrap();
            }
        }
        let children = (0..).zip(&self.is_in).filter(|(_, is_in)| **is_in);
        children.map(|(child, _)| live.add(child).ok()).collect::<Option<Vec<()>>>()?;
        Some(live.total())
    }
}

fn cost(numbers: &mut Numbers, size: Size) -> Vec<i128> {
    (0..size.levels).map(|_| i128::from(numbers.below(size.cost))).collect()
}

fn plus(one: &[i128], other: &[i128]) -> Vec<i128> {
    one.iter().zip(other).map(|(one, other)| one + other).collect()
}

/// Makes a random change to both forms; the plain one keeps it only if the live one could.
fn change(numbers: &mut Numbers, size: Size, plain: &mut Plain, live: &mut Live) -> Result<(), Shortage> {
    let mut changed = plain.clone();
    let child = numbers.below(size.children);
    let home = numbers.below(size.homes);
    let (at_child, at_home) = (child as usize, home as usize);
    let result = match numbers.below(8) {
        0..=2 => {
            changed.is_in[at_child] = !changed.is_in[at_child];
            if changed.is_in[at_child] {
                live.add(child)
            } else {
                live.remove(child);
                Ok(())
            }
        }
        3 | 4 => {
            changed.places[at_home] = numbers.below(4);
            live.set_places(home, changed.places[at_home])
        }
        5 => {
            let charge: Vec<i128> =
                cost(numbers, size).iter().zip(cost(numbers, size)).map(|(a, b)| a - b).collect();
            live.set_charge(home, &charge);
            changed.charges[at_home] = charge;
            Ok(())
        }
        6 if !changed.arcs[at_child].is_empty() => {
            let index = numbers.index(changed.arcs[at_child].len());
            let cost = numbers.chance(50).then(|| cost(numbers, size));
            changed.arcs[at_child][index].1.clone_from(&cost);
            live.set_arc(plain.arc(at_child, index), cost.as_deref())
        }
        _ => {
            changed.unplaced[at_child] = numbers.chance(70).then(|| cost(numbers, size));
            live.set_unplaced(child, changed.unplaced[at_child].as_deref())
        }
    };
    match &result {
        Ok(()) => *plain = changed,
        Err(shortage) => check_shortage(&changed, shortage, (child, &plain.is_in)),
    }
    result
}

/// The children named must be in, may not stay unplaced, and have too few places.
#[track_caller]
fn check_shortage(plain: &Plain, shortage: &Shortage, (newcomer, was_in): (u32, &[bool])) {
    let mut homes = std::collections::BTreeSet::new();
    for &child in &shortage.0 {
        assert!(was_in[child as usize] || child == newcomer, "{shortage:?}");
        assert_eq!(plain.unplaced[child as usize], None);
        homes.extend(plain.arcs[child as usize].iter().filter(|arc| arc.1.is_some()).map(|arc| arc.0));
    }
    let places: usize = homes.iter().map(|&home| plain.places[home as usize] as usize).sum();
    assert!(places < shortage.0.len(), "{shortage:?}: {places} places");
}

/// Makes changes, checks the total after each against `expected`, and takes some of them back.
#[track_caller]
fn check_changes(seed: u64, size: Size, changes: usize, expected: impl Fn(&Plain) -> Option<Vec<i128>>) {
    let mut numbers = Numbers::new(seed);
    let mut plain = Plain::random(&mut numbers, size);
    let mut live = plain.live();
    for step in 0..changes {
        let (plain_before, before) = (plain.clone(), snapshot(&live, size));
        let mark = live.mark();
        let result = change(&mut numbers, size, &mut plain, &mut live);
        if result.is_err() {
            assert_eq!(
                snapshot(&live, size),
                before,
                "seed {seed}, step {step}: a failed change leaves traces"
            );
        }
        assert!(live.is_proved(), "seed {seed}, step {step}");
        assert_eq!(Some(live.total()), expected(&plain), "seed {seed}, step {step}: {plain:?}");
        if numbers.chance(30) {
            live.undo(mark);
            plain = plain_before;
            assert_eq!(snapshot(&live, size), before, "seed {seed}, step {step}: a change is not undone");
            assert!(live.is_proved(), "seed {seed}, step {step}");
        } else {
            live.keep(mark);
        }
    }
}

type Snapshot = (Vec<i128>, Vec<FlowSeat>, Vec<Vec<i128>>);

fn snapshot(live: &Live, size: Size) -> Snapshot {
    let seats = (0..size.children).map(|child| live.seat(child)).collect();
    (live.total(), seats, (0..size.homes).map(|home| live.price(home)).collect())
}

#[test]
fn every_change_of_a_tiny_flow_leaves_it_optimal() {
    for seed in 0..60 {
        let levels = 1 + (seed % 3) as usize;
        let size = Size { children: 5, homes: 3, levels, cost: [3, 100][(seed % 2) as usize] };
        check_changes(seed, size, 150, Plain::least);
    }
}

#[test]
fn every_change_of_a_small_flow_gives_what_starting_over_gives() {
    for seed in 0..8 {
        let levels = [1, 2, 4, 8][(seed % 4) as usize];
        let size = Size { children: 60, homes: 30, levels, cost: [4, 1 << 20][(seed % 2) as usize] };
        check_changes(seed, size, 250, Plain::afresh);
    }
}

#[test]
fn a_failed_change_inside_a_mark_leaves_the_mark_whole() {
    let plain = Plain {
        levels: 1,
        places: vec![1],
        charges: vec![vec![0]],
        arcs: vec![vec![(0, Some(vec![3]))], vec![(0, Some(vec![1]))]],
        unplaced: vec![None, None],
        is_in: vec![false; 2],
    };
    let mut live = plain.live();
    let mark = live.mark();
    live.add(0).unwrap();
    assert_eq!(live.add(1), Err(Shortage(vec![0, 1])));
    assert_eq!(live.set_places(0, 0), Err(Shortage(vec![0])));
    assert_eq!(live.set_arc(0, None), Err(Shortage(vec![0])));
    assert_eq!(live.total(), [3]);
    live.undo(mark);
    assert_eq!(live.total(), [0]);
    assert_eq!(live.seat(0), FlowSeat::Open);
}

/// Solves from nothing and compares with exhaustive search, seats with totals, and bound with totals.
#[track_caller]
fn check_solve(seed: u64, size: Size) {
    let mut plain = Plain::random(&mut Numbers::new(seed), size);
    plain.is_in.fill(true);
    let answer = plain.with_task(|task| solve(task, &mut || true));
    match (answer, plain.least()) {
        (Err(shortage), None) => check_shortage(&plain, &shortage, (0, &plain.is_in)),
        (Ok(answer), Some(least)) => {
            let arcs: Vec<&(u32, Option<Vec<i128>>)> = plain.arcs.iter().flatten().collect();
            let cost = |(child, seat): (usize, &FlowSeat)| match *seat {
                FlowSeat::Arc(arc) => arcs[arc].1.clone().unwrap(),
                FlowSeat::Unplaced => plain.unplaced[child].clone().unwrap(),
                FlowSeat::Open => unreachable!("nothing stopped the run"),
            };
            let total =
                answer.seats.iter().enumerate().map(cost).fold(vec![0; size.levels], |a, b| plus(&a, &b));
            assert_eq!((&total, &answer.bound), (&least, &least), "seed {seed}");
        }
        (answer, least) => panic!("seed {seed}: {least:?}, but {}", answer.is_ok()),
    }
}

#[test]
fn tiny_flows_are_solved_as_by_trying_everything() {
    for seed in 0..400 {
        let levels = 1 + (seed % 8) as usize;
        check_solve(seed, Size { children: 5, homes: 3, levels, cost: [3, 1 << 30][(seed % 2) as usize] });
    }
}

/// Solves by the auction and by shortest paths alone, and compares.
#[track_caller]
fn check_two_ways<const W: usize>(plain: &Plain, name: &str) {
    check_two_ways_without::<W>(plain, &[], name);
}

/// The same where some arcs, given as children and places in their lists, are forbidden.
#[track_caller]
fn check_two_ways_without<const W: usize>(plain: &Plain, forbidden: &[(usize, usize)], name: &str) {
    let mut left = plain.clone();
    for &(child, index) in forbidden {
        left.arcs[child][index].1 = None;
    }
    plain.with_task(|task| {
        let packing = packing(task, &largest_costs(task));
        assert!(packing.words() <= W, "{name}");
        let is_in = |child: u32| plain.is_in[child as usize];
        let mut by_auction = state::<W, _>(task, &packing);
        for &(child, index) in forbidden {
            by_auction.set_arc(plain.arc(child, index), None).unwrap();
        }
        let mut one_by_one = by_auction.clone();
        let expected = one_by_one.add_one_by_one(&is_in, &mut || true);
        match by_auction.add_by_auction(&is_in, &mut || true) {
            Ok(()) => {
                assert_eq!(expected, Ok(()), "{name}");
                assert!(one_by_one.is_proved() && by_auction.is_proved(), "{name}");
                assert_eq!(packing.unpack(by_auction.total()), packing.unpack(one_by_one.total()), "{name}");
            }
            Err(shortage) => {
                assert!(expected.is_err(), "{name}");
                check_shortage(&left, &shortage, (u32::MAX, &plain.is_in));
            }
        }
    });
}

#[test]
fn an_auction_ends_where_shortest_paths_end() {
    for seed in 0..300 {
        let mut numbers = Numbers::new(seed);
        // Costs as codes of 31 bits, and such that need a table, among them.
        let cost = numbers.one_of(&[1, 2, 1_000, 1 << 31, u32::MAX]);
        let (children, homes) = (1 + numbers.below(60), 1 + numbers.below(25));
        let size = Size { children, homes, levels: 1 + numbers.index(8), cost };
        let mut plain = Plain::random(&mut numbers, size);
        plain.is_in = (0..children).map(|_| numbers.chance(90)).collect();
        check_two_ways::<8>(&plain, &format!("seed {seed}"));
        let all =
            (0..plain.arcs.len()).flat_map(|child| (0..plain.arcs[child].len()).map(move |at| (child, at)));
        let forbidden: Vec<(usize, usize)> = all.filter(|_| numbers.chance(20)).collect();
        check_two_ways_without::<8>(&plain, &forbidden, &format!("seed {seed}, some forbidden"));
    }
}

/// A flow in which children compete: 40 children, and this many places in homes of one size.
fn contest(places: u32, of_a_home: u32, levels: usize, must_be_placed: u32) -> Plain {
    let mut numbers = Numbers::new(u64::from(places + of_a_home));
    let size = Size { children: 40, homes: places / of_a_home, levels, cost: 1_000 };
    let mut plain = Plain::random(&mut numbers, size);
    plain.is_in.fill(true);
    plain.places.fill(of_a_home);
    for unplaced in &mut plain.unplaced {
        let mut far = vec![0; levels];
        far[0] = 1_000_000;
        *unplaced = (!numbers.chance(must_be_placed)).then_some(far);
    }
    plain
}

#[test]
fn an_auction_copes_with_shortage_surplus_and_homes_of_any_size() {
    for (places, of_a_home) in [(20, 1), (39, 1), (40, 1), (80, 1), (40, 40), (20, 20), (36, 4), (44, 4)] {
        for must_be_placed in [0, 50, 100] {
            let plain = contest(places, of_a_home, 4, must_be_placed);
            check_two_ways::<4>(&plain, &format!("{places} places, {of_a_home} a home, {must_be_placed}%"));
        }
    }
}

/// Stops after so many questions: caps are kept, only who may stay unplaced waits, and the bound is none too high.
#[track_caller]
fn check_stopped_under_caps(must_be_placed: u32, steps: usize) {
    let plain = contest(48, 4, 2, must_be_placed);
    let cap = |homes: std::ops::Range<u32>, places| FlowCap { homes: homes.collect(), places };
    let caps = [cap(0..3, 5), cap(0..6, 9), cap(8..11, 6)];
    let mut asked = 0;
    let mut keep_going = || {
        asked += 1;
        asked <= steps
    };
    let stopped = plain.with_task(|task| solve_capped(task, &caps, &mut keep_going));
    let best = plain.with_task(|task| solve_capped(task, &caps, &mut || true));
    let (Ok(stopped), Ok(best)) = (stopped, best) else { panic!("everybody finds a place") };
    let name = format!("{must_be_placed}% must be placed, {steps} steps");
    assert!(stopped.bound <= best.bound, "{name}");
    assert!(best.seats.iter().all(|seat| *seat != FlowSeat::Open), "{name}");
    let homes: Vec<u32> = plain.arcs.iter().flatten().map(|(home, _)| *home).collect();
    let lives_in = |seat: &&FlowSeat, cap: &FlowCap| matches!(seat, FlowSeat::Arc(arc) if cap.homes.contains(&homes[*arc]));
    for cap in &caps {
        let living = stopped.seats.iter().filter(|seat| lives_in(seat, cap)).count();
        assert!(living <= cap.places as usize, "{name}");
    }
    for (seat, unplaced) in stopped.seats.iter().zip(&plain.unplaced) {
        assert!(*seat != FlowSeat::Open || unplaced.is_some(), "{name}");
    }
    let has_waiting = stopped.seats.contains(&FlowSeat::Open);
    assert!(has_waiting || stopped.bound == best.bound, "{name}");
    assert!(has_waiting || steps >= 40, "{name}: a stop leaves somebody waiting");
}

#[test]
fn a_stopped_run_keeps_caps_and_bounds_every_answer() {
    for must_be_placed in [0, 20, 40] {
        for steps in [0, 20, 40, 41, 44, 50, 100] {
            check_stopped_under_caps(must_be_placed, steps);
        }
    }
}

#[test]
fn homes_without_places_stay_empty_and_have_a_price() {
    let mut plain = contest(40, 4, 2, 0);
    plain.places.fill(0);
    let answer = plain.with_task(|task| solve(task, &mut || true)).unwrap();
    assert!(answer.seats.iter().all(|seat| *seat == FlowSeat::Unplaced));
    for (child, arcs) in plain.arcs.iter().enumerate() {
        for (home, cost) in arcs {
            let asked = plus(cost.as_ref().unwrap(), &answer.prices[*home as usize]);
            assert!(plain.unplaced[child].as_ref().unwrap() <= &asked);
        }
    }
}

/// Every price range against changing the places.
#[track_caller]
fn check_ranges(live: &mut Live, plain: &Plain, name: &str) {
    let before = live.total();
    let ranges = live.price_ranges();
    for (home, &places) in (0..).zip(&plain.places) {
        let range = &ranges[home as usize];
        let mark = live.mark();
        live.set_places(home, places + 1).unwrap();
        assert_eq!(before, plus(&live.total(), &range.least), "{name}, home {home}: one place more");
        live.undo(mark);
        let mark = live.mark();
        let fewer = places.checked_sub(1).and_then(|places| live.set_places(home, places).ok());
        let most = fewer.map(|()| live.total());
        assert_eq!(
            most,
            range.most.as_ref().map(|most| plus(&before, most)),
            "{name}, home {home}: one less"
        );
        live.undo(mark);
    }
}

#[test]
fn price_ranges_are_what_one_place_more_or_less_changes() {
    for seed in 0..120 {
        let mut numbers = Numbers::new(seed);
        let cost = numbers.one_of(&[2, 5, 1_000]);
        let size = Size { children: 14, homes: 7, levels: 1 + numbers.index(3), cost };
        let mut plain = Plain::random(&mut numbers, size);
        let mut live = plain.live();
        for step in 0..12 {
            let _ = change(&mut numbers, size, &mut plain, &mut live);
            check_ranges(&mut live, &plain, &format!("seed {seed}, step {step}"));
        }
    }
}
