//! Stretches that overlap, side by side.

/// Where a stretch stands among those that overlap it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The how many-th from the left, from 0.
    pub(super) lane: usize,
    /// How many stand side by side there.
    pub(super) lanes: usize,
}

/// Gives each stretch (in minutes, in the order of their starts) a place beside those that it overlaps, in as few lanes as
/// will do.
pub(super) fn places(stretches: &[(u16, u16)]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(stretches.len());
    let (mut ends, mut first): (Vec<u16>, usize) = (Vec::new(), 0);
    for (at, &(start, end)) in stretches.iter().enumerate() {
        if ends.iter().all(|free| *free <= start) {
            share(&mut places[first..], ends.len());
            (first, ends) = (at, Vec::new());
        }
        let lane = ends.iter().position(|free| *free <= start).unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(free) => *free = end,
            None => ends.push(end),
        }
        places.push(Place { lane, lanes: 1 });
    }
    share(&mut places[first..], ends.len());
    places
}

fn share(group: &mut [Place], lanes: usize) {
    for place in group {
        place.lanes = lanes.max(1);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn flat(stretches: &[(u16, u16)]) -> Vec<(usize, usize)> {
        places(stretches).into_iter().map(|place| (place.lane, place.lanes)).collect()
    }

    #[test]
    fn what_overlaps_stands_side_by_side() {
        assert_eq!(flat(&[(0, 20), (20, 40)]), [(0, 1), (0, 1)], "touching isn't overlapping");
        assert_eq!(flat(&[(0, 20), (10, 30), (20, 40), (60, 80)]), [(0, 2), (1, 2), (0, 2), (0, 1)]);
        assert_eq!(flat(&[(0, 60), (0, 20), (30, 50)]), [(0, 2), (1, 2), (1, 2)]);
        assert_eq!(flat(&[]), []);
    }

    proptest! {
        #[test]
        fn nobody_covers_anybody(mut stretches in prop::collection::vec((0_u16..600, 1_u16..120), 0..30)) {
            for (start, end) in &mut stretches {
                *end += *start;
            }
            stretches.sort_unstable();
            let places = places(&stretches);
            for (a, one) in stretches.iter().zip(&places) {
                prop_assert!(one.lane < one.lanes);
                for (b, other) in stretches.iter().zip(&places) {
                    let overlap = a.0 < b.1 && b.0 < a.1;
                    prop_assert!(!overlap || one.lanes == other.lanes);
                    prop_assert!(!overlap || std::ptr::eq(a, b) || one.lane != other.lane);
                }
            }
        }
    }
}
