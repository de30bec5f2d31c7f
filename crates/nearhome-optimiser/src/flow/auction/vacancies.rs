//! The reverse half of a round: homes with free places bid for children by asking less.

use super::super::graph::Incoming;
use super::{Auction, NOWHERE, number, pack, weight};

/// Who would pay most to be in a home.
struct Wish {
    child: u32,
    /// The weight of the child's seat there.
    weight: u32,
    /// What the home may ask without losing the child to where it is now, or to the next.
    asked: u32,
}

impl Auction<'_> {
    /// Lowers what homes with free places ask until nobody would move there, or they are full.
    pub(super) fn fill_homes(&mut self, step: u32) {
        let before = self.asked.clone();
        let mut paid: Vec<u32> = (0..self.graph.children()).map(|child| self.paid(child)).collect();
        let mut open: Vec<u32> = (0..self.graph.homes()).rev().collect();
        while let Some(home) = open.pop() {
            while self.price(home) > 0 && self.residents.has_room(home) {
                let wish = self.strongest_wish(home, &paid, step);
                self.ask_less(home, wish.as_ref().map_or(0, |wish| wish.asked), &mut paid);
                let Some(Wish { child, weight, asked }) = wish else { break };
                let left = self.home(child);
                if left != NOWHERE {
                    self.residents.leave(left, child);
                    open.push(left);
                }
                self.seats[child as usize] = pack(weight, home);
                self.others[child as usize] = 0;
                paid[child as usize] = weight + asked;
                self.residents.join(home, pack(0, child));
            }
        }
        self.note_lower_offers(&before);
    }

    fn ask_less(&mut self, home: u32, asked: u32, paid: &mut [u32]) {
        let less = self.price(home) - asked;
        for resident in self.residents.of(home) {
            paid[resident as usize] -= less;
        }
        self.asked[home as usize] = pack(asked, 0);
    }

    /// Who would pay most to be in a home that asks something. Its own residents pay no more than it asks.
    fn strongest_wish(&self, home: u32, paid: &[u32], step: u32) -> Option<Wish> {
        // Wishes up to the step do not count: the home then asks nothing.
        let step = i64::from(step);
        let (mut best, mut second) = (step, step);
        let mut found = None;
        self.graph.fetch_incoming(home);
        for &Incoming { child, code } in self.graph.incoming(home) {
            let worth = i64::from(paid[child as usize]) - i64::from(code);
            if worth <= second || self.home(child) == home {
                continue;
            }
            if worth > best {
                (second, best) = (best, worth);
                found = Some((child, code));
            } else {
                second = worth;
            }
        }
        let (child, weight) = found?;
        let asked = u32::try_from(second - step).expect("no less than the step");
        Some(Wish { child, weight, asked: asked.min(self.price(home)) })
    }

    /// Children whom a home now asks less than before may pay less elsewhere than they knew.
    fn note_lower_offers(&mut self, before: &[u64]) {
        for home in 0..self.graph.homes() {
            let asked = self.asked[home as usize];
            if asked >= before[home as usize] {
                continue;
            }
            for &Incoming { child, code } in self.graph.incoming(home) {
                let offer = code + weight(asked);
                if offer < self.others[child as usize] && number(self.seats[child as usize]) != home {
                    self.others[child as usize] = offer;
                }
            }
        }
    }
}
