//! Items of different sizes without ties, in a home of so much room: tables of the most in each room.

use super::{Candidate, IMPOSSIBLE};

/// Cells of the largest table for a home of many sizes.
const CELLS_MAX: usize = 1 << 20;

/// The best items for a room, added to `taken`, and what they are worth together; `None` where the table would be too
/// large.
pub(super) fn best(
    candidates: &[Candidate],
    room: i64,
    table: &mut Vec<i64>,
    taken: &mut Vec<u32>,
) -> Option<i64> {
    let width = width(candidates, room)?;
    table.clear();
    table.resize(width * (candidates.len() + 1), 0);
    fill(candidates, width, table);
    let mut left = width - 1;
    for (at, candidate) in candidates.iter().enumerate().rev() {
        if table[(at + 1) * width + left] != table[at * width + left] {
            taken.push(candidate.item);
            left -= usize::try_from(candidate.size).unwrap_or(0);
        }
    }
    Some(table[candidates.len() * width + width - 1])
}

/// Cells of a row, where the rows of all candidates are few enough.
fn width(candidates: &[Candidate], room: i64) -> Option<usize> {
    let width = usize::try_from(room).ok()?.checked_add(1)?;
    let cells = width.checked_mul(candidates.len() + 1)?;
    (cells <= CELLS_MAX && candidates.iter().all(|item| item.size >= 0)).then_some(width)
}

/// Fills the rows of a table: the best of the items before each, in each room.
fn fill(candidates: &[Candidate], width: usize, table: &mut [i64]) {
    for (at, candidate) in candidates.iter().enumerate() {
        let (known, next) = table.split_at_mut((at + 1) * width);
        extend_row(&known[at * width..], &mut next[..width], candidate);
    }
}

/// For items without ties: the most that a household with each of them is worth, and whether that is exact; where a
/// table would be too large it may be more.
pub(in crate::ascent) fn with_each(candidates: &[Candidate], room: i64) -> (Vec<i64>, bool) {
    let wanted = candidates.iter().fold(0_i64, |sum, candidate| sum.saturating_add(candidate.size));
    if let Some(width) = width(candidates, room).filter(|_| wanted > room) {
        return (with_each_by_table(candidates, width), true);
    }
    let all: i64 = candidates.iter().map(|candidate| candidate.value.max(0)).sum();
    let with = |candidate: &Candidate| {
        if candidate.size > room { IMPOSSIBLE } else { all + candidate.value.min(0) }
    };
    (candidates.iter().map(with).collect(), wanted <= room)
}

fn with_each_by_table(candidates: &[Candidate], width: usize) -> Vec<i64> {
    let mut before = vec![0; width * (candidates.len() + 1)];
    fill(candidates, width, &mut before);
    let mut behind = vec![0; width];
    let mut behind_next = vec![0; width];
    let mut most = vec![IMPOSSIBLE; candidates.len()];
    for (at, candidate) in candidates.iter().enumerate().rev() {
        let before = &before[at * width..(at + 1) * width];
        if let Some(left) =
            usize::try_from(candidate.size).ok().and_then(|size| (width - 1).checked_sub(size))
        {
            let pairs = before[..=left].iter().zip(behind[..=left].iter().rev());
            let others = pairs.map(|(before, behind)| before + behind).max();
            most[at] = others.unwrap_or(0) + candidate.value;
        }
        extend_row(&behind, &mut behind_next, candidate);
        std::mem::swap(&mut behind, &mut behind_next);
    }
    most
}

/// The most in each room with one item more, which may be left out.
///
/// Sums fit 64 bits, as the yard limits what items are worth; unchecked sums let the loop run side by side.
fn extend_row(without: &[i64], with: &mut [i64], candidate: &Candidate) {
    let size = usize::try_from(candidate.size).unwrap_or(usize::MAX).min(without.len());
    let size = if candidate.value > 0 { size } else { without.len() };
    let (small, large) = with.split_at_mut(size);
    small.copy_from_slice(&without[..size]);
    for ((most, less), same) in large.iter_mut().zip(without).zip(&without[size..]) {
        *most = less.wrapping_add(candidate.value).max(*same);
    }
}
