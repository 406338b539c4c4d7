//! How long the first three free slots take: `cargo run --release -p domain --example availability_bench`.
//!
//! 50 practitioners × 90 days × 10 to 80 busy blocks a day. Each query has another wish (none, an exact hour, a
//! window, an evening) and the calendar's free time is scarce: a search has to walk before it finds.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints figures of inputs it makes itself"
)]

use std::collections::HashMap;
use std::time::{Duration, Instant};

use domain::availability::{Query, search};
use domain::ids::ResourceId;
use domain::practice::Practice;
use domain::random::{Random, SeededRandom};
use domain::span::{Span, Spans};
use domain::wish::Wish;
use jiff::{SignedDuration, Timestamp};

const PRACTITIONERS: usize = 50;
const DAYS: i64 = 90;
const QUERIES: usize = 2_000;

fn main() {
    println!(
        "First three of the free slots, {PRACTITIONERS} practitioners × {DAYS} days, {QUERIES} queries a row"
    );
    println!(
        "{:>10} {:>10} {:>22} {:>10} {:>10} {:>10} {:>10}",
        "blocks/day", "blocks", "calendar", "median", "p99", "most", "answered"
    );
    for blocks in [10, 20, 30, 40, 50, 60, 70, 80] {
        row(blocks, "as it comes", false);
    }
    for blocks in [10, 20, 40, 80] {
        row(blocks, "full but for the last", true);
    }
}

fn row(blocks: u32, calendar: &str, full: bool) {
    let practice = practice();
    let mut random = SeededRandom::new(u64::from(blocks));
    let now = Timestamp::from_second(1_772_697_600).unwrap();
    let busy = busy(&practice, blocks, full, now, &mut random);
    let mut found = 0;
    let mut times: Vec<Duration> = (0..QUERIES)
        .map(|_| {
            let query = query(&practice, now, &mut random);
            let begun = Instant::now();
            let slots = search(&practice, &query, &busy);
            let taken = begun.elapsed();
            found += usize::from(!slots.is_empty());
            taken
        })
        .collect();
    times.sort_unstable();
    let all = busy.values().map(|spans| spans.as_slice().len()).sum::<usize>();
    let micros = |at: usize| format!("{:.0} µs", times[at].as_secs_f64() * 1e6);
    let (median, p99, most) = (micros(QUERIES / 2), micros(QUERIES * 99 / 100), micros(QUERIES - 1));
    let answered = format!("{} %", found * 100 / QUERIES);
    println!("{blocks:>10} {all:>10} {calendar:>22} {median:>10} {p99:>10} {most:>10} {answered:>10}");
}

fn practice() -> Practice {
    let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        .map(|day| format!("{day}: [\"08:00-12:30\", \"13:30-19:00\"]"))
        .join(", ");
    let ids: Vec<_> = (0..PRACTITIONERS).map(|n| format!("p{n}")).collect();
    let people = ids
        .iter()
        .map(|id| format!("- {{id: {id}, name: {id}, hours: {{{week}}}}}\n"))
        .collect::<Vec<_>>()
        .concat();
    let yaml = format!(
        "tenant: {{slug: bench, name: Bench, locale: fr-FR, languages: [fr], timezone: Europe/Paris, \
         public_holidays: FR}}\npractitioners:\n{people}services:\n- {{id: visit, name: {{fr: Visite}}, minutes: 5, \
         step_min: 5, by: [{}]}}\n",
        ids.join(", ")
    );
    Practice::parse(&yaml, "bench").unwrap()
}

/// Blocks spread over each day from 8 to 19 local time; in a full calendar they leave no gap until the last day.
fn busy(
    practice: &Practice,
    blocks: u32,
    full: bool,
    now: Timestamp,
    random: &mut SeededRandom,
) -> HashMap<ResourceId, Spans> {
    let zone = practice.tenant.zone();
    let first = zone.to_datetime(now).date();
    let days: Vec<Timestamp> = (0..=DAYS)
        .map(|n| {
            let date = first.checked_add(jiff::Span::new().days(n)).unwrap();
            zone.to_timestamp(date.at(8, 0, 0, 0)).unwrap()
        })
        .collect();
    let slice = i64::from(11 * 3_600 / blocks);
    let mut one = |_: &ResourceId| {
        let mut spans = Vec::new();
        for (n, day) in days.iter().enumerate() {
            let gap = if full && n + 1 < days.len() { 1 } else { 30 + i64::from(draw(random)) % (slice / 2) };
            spans.extend((0..i64::from(blocks)).filter_map(|block| {
                let start = *day + SignedDuration::from_secs(block * slice);
                Span::new(start, start + SignedDuration::from_secs((slice - gap).max(60)))
            }));
        }
        Spans::merged(spans)
    };
    practice.practitioners.iter().map(|who| (who.id.clone(), one(&who.id))).collect()
}

fn query(practice: &Practice, now: Timestamp, random: &mut SeededRandom) -> Query {
    let minutes = |m: u32| SignedDuration::from_mins(i64::from(m));
    let somewhen = now + minutes(60 + draw(random) % 100_000);
    let wish = match draw(random) % 4 {
        0 => Wish::default(),
        1 => Wish { target: Some(somewhen), ..Wish::default() },
        2 => Wish { days: vec![Span::of_minutes(somewhen, 240).unwrap()], ..Wish::default() },
        _ => Wish { hours: Some((17 * 60, 24 * 60)), ..Wish::default() },
    };
    let service = practice.services[0].id.clone();
    Query { service, practitioners: Vec::new(), wish, now, limit: 3, replaces: None }
}

fn draw(random: &mut SeededRandom) -> u32 {
    let mut bytes = [0; 4];
    random.fill(&mut bytes);
    u32::from_le_bytes(bytes) >> 1
}
