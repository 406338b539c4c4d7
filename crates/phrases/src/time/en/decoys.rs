//! Words that look like a time and are none.

use crate::time::grammar::{Rule, rule};
use crate::time::value::Value;

pub(super) const RULES: &[Rule] = &[
    decoy(
        "may i",
        "(may i|may we|may my|may she|may he|may it|may be|i may|we may|you may|she may|he may|it may|they may|that may|this may|there may|may not|may have|may need|may want)",
    )
    .weigh(1),
    decoy("hold on", "(hang on|hold on|oh hang on|oh hold on|hang on a second|hold on a second)").weigh(3),
    decoy("march", "(they march|we march|i march|march of|to march|march past)"),
    decoy(
        "the sun",
        "(the sun|in the sun|sun is|sun cream|i sat|she sat|he sat|we sat|they sat|sat down|sat in|sat on)",
    ),
    decoy(
        "wait",
        "(one second|a second|just a second|one sec|a sec|one moment|a moment|just a moment|at the moment|for the moment|one minute|a minute|just a minute|hold on a minute|wait a minute|give me a minute|two minutes please|two seconds|a couple of minutes|half a minute|half a second|bear with me a second)",
    ),
    decoy(
        "second of two",
        "(for|on|at|to|in|from)? (the|a|my|your|his|her)? <nth:1-20> (one|floor|time|opinion|option|slot|choice|party|name|appointment|available|available appointment|street|avenue|child|baby|visit|injection|dose|vaccine|jab|session|person|arrondissement|district|thing|proposal|offer|hand|aid|thoughts|class)",
    ),
    decoy("first of all", "(first of all|at first|the last one|last one)"),
    decoy(
        "greeting",
        "(good morning|good afternoon|good evening|good night|good day|have a good day|have a nice day|have a nice evening|have a good evening|have a good afternoon|have a nice afternoon|have a good morning|have a lovely day|have a good weekend|have a nice weekend|have a good week|enjoy your day|enjoy your weekend|enjoy the rest of your day)",
    ),
    decoy(
        "day by day",
        "(these days|one day|some day|the other day|all day long|day by day|day to day|every day|twice a day|once a day|three times a day|two times a day|a day|per day|a week ago or so|twice a week|once a week|a month ago or so|per week|opening hours|office hours|last night|all night|at night time)",
    ),
    decoy("now and then", "(now and then|right now then|by now|just now|until now|up to now|for now|so far)"),
    decoy("between days", "between <n:1-60> and <n:1-60> <unit>"),
    decoy("how long", "(for|takes|take|lasts|last|about|around|at|every) <n:1-999> <unit>").weigh(-1),
    decoy("new year wishes", "(happy new year|merry christmas|happy christmas|happy easter|in the new year)"),
    decoy("what was done", "(called|rang|phoned|spoke to you|called you|rang you|phoned you|told me|told us|saw you|seen you) <time>"),
    decoy("every second one", "(every second|every other|every third|every two|every three) <weekday>"),
    decoy("every second unit", "(every second|every other|every third) <unit>"),
    decoy("born", "born <time>"),
    decoy("since", "(since|ever since|since about) <time>"),
    decoy("old", "<n:1-130> <unit> old"),
    decoy("n of a unit", "<n:1-999> <unit> (of|pregnant|overdue|late|early|long)"),
    decoy("more or less", "(one or two|two or three|three or four|four or five|five or six) <unit>"),
    decoy("temperature", "(temperature of|temperature is|fever of|degrees|a fever of|fever is) <n:30-45>"),
    decoy("quarter of", "(a quarter of an|three quarters of an) hour"),
    decoy("half an hour", "half (an|a) <unit>"),
    decoy("first person", "(am i|i am|am here|am a|am calling|am looking|am sorry|am afraid)"),
    decoy(
        "room",
        "(room|number|floor|flat|apartment|building|platform|gate|bus|line|option|page|extension|unit|suite|channel) <n:0-9999>",
    ),
    decoy(
        "number of things",
        "(for|at|of|with|may)? <n:1-12> (people|persons|person|children|kids|patients|tablets|pills|times|doses|euros|pounds|dollars|quid|percent|kilos|teeth|questions|appointments|slots|things|of us|milligrams|mg|ml|grams|degrees)",
    ),
];

const fn decoy(name: &'static str, pattern: &'static str) -> Rule {
    rule(name, pattern, |_| Some(Value::Decoy))
}
