//! Plans that depend on each other in a circle, so that none of them can be first.

use std::collections::VecDeque;

/// The circles of a graph: for each set of nodes that reach each other, one circle among them, by its
/// smallest node, and all the nodes. `next` lists for each node those that it depends on. Takes time in
/// proportion to nodes and arrows (Tarjan's algorithm without recursion, then one search a set).
pub(super) fn cycles(next: &[Vec<usize>]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut found: Vec<_> = components(next)
        .into_iter()
        .filter(|set| set.len() > 1)
        .map(|mut set| {
            set.sort_unstable();
            (circle(&set, next), set)
        })
        .collect();
    found.sort();
    found
}

/// The shortest circle through the first of a set of nodes that reach each other.
fn circle(set: &[usize], next: &[Vec<usize>]) -> Vec<usize> {
    let start = set[0];
    let place = |node: usize| set.binary_search(&node).ok();
    let mut before: Vec<Option<usize>> = vec![None; set.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for &to in &next[node] {
            if to == start {
                let mut circle = vec![node];
                let mut at = node;
                while at != start {
                    let Some(from) = place(at).and_then(|at| before[at]) else { break };
                    circle.push(from);
                    at = from;
                }
                circle.reverse();
                return circle;
            }
            if let Some(at) = place(to)
                && before[at].is_none()
            {
                before[at] = Some(node);
                queue.push_back(to);
            }
        }
    }
    set.to_vec()
}

/// Sets of nodes that reach each other.
fn components(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let count = next.len();
    let (mut index, mut low) = (vec![UNSEEN; count], vec![0; count]);
    let (mut is_open, mut open) = (vec![false; count], Vec::new());
    let (mut seen, mut found) = (0, Vec::new());
    for root in 0..count {
        if index[root] != UNSEEN || next[root].is_empty() {
            continue;
        }
        // Each node on the way with the arrow to follow next.
        let mut way = vec![(root, 0)];
        while let Some((node, arrow)) = way.pop() {
            if arrow == 0 {
                (index[node], low[node]) = (seen, seen);
                seen += 1;
                open.push(node);
                is_open[node] = true;
            } else {
                low[node] = low[node].min(low[next[node][arrow - 1]]);
            }
            let mut at = arrow;
            while at < next[node].len() && index[next[node][at]] != UNSEEN {
                let to = next[node][at];
                if is_open[to] {
                    low[node] = low[node].min(index[to]);
                }
                at += 1;
            }
            if at < next[node].len() {
                way.push((node, at + 1));
                way.push((next[node][at], 0));
            } else if low[node] == index[node] {
                let mut set = Vec::new();
                while let Some(last) = open.pop() {
                    is_open[last] = false;
                    // One that is done with is lower than no other.
                    low[last] = UNSEEN;
                    set.push(last);
                    if last == node {
                        break;
                    }
                }
                found.push(set);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(next: &[&[usize]], expected: &[(&[usize], &[usize])]) {
        let next: Vec<Vec<usize>> = next.iter().map(|to| to.to_vec()).collect();
        let expected: Vec<_> =
            expected.iter().map(|(circle, set)| (circle.to_vec(), set.to_vec())).collect();
        assert_eq!(cycles(&next), expected);
    }

    #[test]
    fn circles_are_found_and_chains_are_none() {
        check(&[&[1], &[2], &[]], &[]);
        check(&[&[1], &[0]], &[(&[0, 1], &[0, 1])]);
        check(&[&[1], &[2], &[0], &[0]], &[(&[0, 1, 2], &[0, 1, 2])]);
        // Two circles that share a plan are one set; the shortest through the first is told.
        check(&[&[1], &[2, 0], &[0]], &[(&[0, 1], &[0, 1, 2])]);
        check(&[&[1], &[0], &[3], &[2], &[0, 2]], &[(&[0, 1], &[0, 1]), (&[2, 3], &[2, 3])]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let count = 200_000;
        let next: Vec<Vec<usize>> = (0..count).map(|node| vec![(node + 1) % count]).collect();
        let found = cycles(&next);
        assert_eq!((found.len(), found[0].0.len()), (1, count));
    }
}
