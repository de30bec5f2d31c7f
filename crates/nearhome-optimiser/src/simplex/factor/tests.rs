//! Triangles against the columns that they were computed from.

use super::Factor;

/// Random numbers from a seed (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }

    /// A column of few rows, mostly ones.
    fn column(&mut self, rows: usize) -> Vec<(u32, f64)> {
        let count = 1 + self.below(3.min(rows));
        let mut taken: Vec<usize> = (0..count).map(|_| self.below(rows)).collect();
        taken.sort_unstable();
        taken.dedup();
        let value = |dice: &mut Self| [1.0, 1.0, 1.0, 0.25, -1.0][dice.below(5)];
        taken.into_iter().map(|row| (u32::try_from(row).expect("few rows"), value(self))).collect()
    }
}

/// The basis row by row: the column of each.
type Basis = Vec<Vec<(u32, f64)>>;

#[track_caller]
fn check_solves(factor: &Factor, basis: &Basis, seed: u64) {
    let rows = basis.len();
    for at in 0..rows {
        let mut solved = vec![0.0; rows];
        solved[at] = 1.0;
        factor.solve(&mut solved);
        let mut sum = vec![0.0; rows];
        for (column, times) in basis.iter().zip(&solved) {
            for &(row, entry) in column {
                sum[row as usize] += times * entry;
            }
        }
        let mut prices = vec![0.0; rows];
        prices[at] = 1.0;
        factor.solve_transposed(&mut prices);
        for (row, column) in basis.iter().enumerate() {
            let expected = f64::from(u8::from(row == at));
            assert!((sum[row] - expected).abs() < 1e-6, "seed {seed}, column of row {at}");
            let paid: f64 = column.iter().map(|&(row, entry)| prices[row as usize] * entry).sum();
            assert!((paid - expected).abs() < 1e-6, "seed {seed}, price of row {at}");
        }
    }
}

/// Factors random columns, then exchanges some; returns how many of the columns became pivots.
fn check_seed(seed: u64) -> usize {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let rows = 1 + dice.below(30);
    let columns: Vec<Vec<(u32, f64)>> = (0..rows).map(|_| dice.column(rows)).collect();
    let entries: Vec<&[(u32, f64)]> = columns.iter().map(Vec::as_slice).collect();
    let signs: Vec<f64> = (0..rows).map(|_| [1.0, -1.0][dice.below(2)]).collect();
    let mut factor = Factor::default();
    let owners = factor.compute(&entries, &signs);
    let unit = |row: usize| vec![(u32::try_from(row).expect("few rows"), signs[row])];
    let mut basis: Basis = (owners.iter().enumerate())
        .map(|(row, owner)| owner.map_or_else(|| unit(row), |at| columns[at].clone()))
        .collect();
    check_solves(&factor, &basis, seed);
    for _ in 0..8 {
        let column = dice.column(rows);
        let mut direction = vec![0.0; rows];
        for &(row, entry) in &column {
            direction[row as usize] = entry;
        }
        factor.solve(&mut direction);
        let row = dice.below(rows);
        if direction[row].abs() > 0.05 {
            factor.exchange(row, &direction);
            basis[row] = column;
        }
    }
    factor.turn(0);
    basis[0].iter_mut().for_each(|(_, entry)| *entry = -*entry);
    check_solves(&factor, &basis, seed);
    owners.iter().flatten().count()
}

#[test]
fn triangles_and_exchanges_solve_what_their_columns_say() {
    let pivots: usize = (0..2_000).map(check_seed).sum();
    assert!(pivots > 15_000, "{pivots} pivots");
}
