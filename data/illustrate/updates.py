"""The made-up officers' updates: a rating, a share done and a sentence an action and quarter; notes on measures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from data.illustrate.clock import QUARTERS, Span, at_nine, cycle, generator, reported
from data.illustrate.tables import SCALE, UPDATES, read_own

Rows = Iterator[dict[str, Any]]

RATINGS: tuple[Mapping[str, object], ...] = (
    {
        "rating": "Strong",
        "colour": "met",
        "shape": "▲",
        "meaning": "Ahead of plan, or done: nothing stands in the way.",
    },
    {
        "rating": "Good",
        "colour": "good",
        "shape": "△",
        "meaning": "On course: what was due has been done or nearly so.",
    },
    {"rating": "Review", "colour": "near", "shape": "◆", "meaning": "Behind plan: needs watching and may need help."},
    {
        "rating": "Action",
        "colour": "off",
        "shape": "■",
        "meaning": "Well behind plan: will not be done without a decision.",
    },
)
"""The council's words for how an action goes, best first."""

_COURSES: Mapping[str, str] = {
    "strong": "GGGSGSSSGSSSSSSS",
    "good": "GGGGSGGGGGSGGGGG",
    "late starter": "RRRGRGGGGSGGSSSS",
    "dip": "GGGGGRRARRGGGGGG",
    "recovering": "GGRRAARARRRRGGGG",
    "slipping": "GSGGGGGGRGRRRRRA",
    "stuck": "GGGRRRRARAAARRAR",
}
"""Ratings of the sixteen quarters by their first letter."""

_PACE: Mapping[str, tuple[int, int]] = {
    "strong": (98, 128),
    "good": (84, 96),
    "late starter": (85, 97),
    "dip": (76, 90),
    "recovering": (66, 84),
    "slipping": (58, 74),
    "stuck": (34, 56),
}
"""Range of the share done by the last quarter; past 100 the work was finished before it."""

_BRIGHT = ("strong", "good")
_GLOOMY = ("slipping", "stuck")
_ANY = (
    "strong",
    "strong",
    "good",
    "good",
    "good",
    "late starter",
    "late starter",
    "dip",
    "recovering",
    "slipping",
    "stuck",
)
_TITLES = ("Programme lead", "Service director", "Assistant director", "Head of service")
_WORDS = {str(rating["rating"])[0]: str(rating["rating"]) for rating in RATINGS}
ALL_DONE = 100
HIDDEN_REDS = 5
"""How many actions are called Strong or Good although a measure that they carry is off target."""


def rating_scale() -> Rows:
    """Rows of the rating_scale table, best first."""
    for position, rating in enumerate(RATINGS, start=1):
        yield {"scale_id": SCALE, "position": position, **rating}


@cache
def read_phrases() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Sentences of phrases.csv by what they are about and its state."""
    phrases = read_own("phrases.csv")
    pairs = {(str(subject), str(state)) for subject, state in zip(phrases["subject"], phrases["state"], strict=True)}
    return {
        (subject, state): tuple(phrases.loc[(phrases["subject"] == subject) & (phrases["state"] == state), "text"])
        for subject, state in sorted(pairs)
    }


def read_rating_changes() -> pd.DataFrame:
    """Rows of rating_changes.csv as text: action_id, period_id, first and final rating, days between them, reason."""
    return read_own("rating_changes.csv")


def hide_reds(troubled: Sequence[str]) -> frozenset[str]:
    """The actions, of those with a measure off target, whose officers call them Strong or Good all the same."""
    step = max(len(troubled) // HIDDEN_REDS, 1)
    return frozenset(sorted(troubled)[::step][:HIDDEN_REDS])


def _course(rng: np.random.Generator, *, troubled: bool, hidden: bool) -> str:
    choices = _BRIGHT if hidden else _GLOOMY if troubled else _ANY
    return choices[int(rng.integers(len(choices)))]


def _shares_done(course: str, *, rng: np.random.Generator) -> list[int]:
    low, high = _PACE[course]
    end = int(rng.integers(low, high + 1))
    steps = rng.uniform(0.5, 1.5, len(QUARTERS))
    return [int(share) for share in np.clip(np.round(end * np.cumsum(steps) / steps.sum()), 0, ALL_DONE)]


def _due(rng: np.random.Generator, *, finished: int | None) -> date:
    """End of a quarter: at or soon after the finish; where there is none yet, the plan's own end or later."""
    if finished is not None:
        return QUARTERS[min(finished + int(rng.integers(0, 2)), len(QUARTERS) - 1)].end
    later = (QUARTERS[-1].end, *(date(2025, 6, 30), date(2025, 9, 30), date(2026, 3, 31)) * 2)
    return later[int(rng.integers(len(later)))]


def _speaker(action: pd.Series, *, rng: np.random.Generator) -> Callable[[str, int], str]:
    """What is said of an action in a state and quarter: no sentence comes again before all of its state were used."""
    phrases = read_phrases()
    states = (*_WORDS.values(), "Done")
    words = {state: cycle(phrases["action", state], rng=rng, length=len(QUARTERS)) for state in states}

    def say(state: str, place: int) -> str:
        return words[state][place].format(action=action["short_name"], department=action["department"])

    return say


def action_updates(action: pd.Series, *, troubled: bool, hidden: bool, changes: pd.DataFrame, seed: int) -> Rows:
    """Rows of the action_update table for one action.

    Args:
        action: Row of the action table.
        troubled: Whether a measure that it carries is off target in the last quarter.
        hidden: Whether its officers call it Strong or Good all the same.
        changes: Rows of rating_changes.csv for this action.
        seed: Seed of the whole generation.

    Yields:
        One row a quarter, and two where the rating was changed later. About one in forty returns is late: no rating, no
        share, no words.
    """
    rng = generator(f"action:{action['action_id']}", seed=seed)
    course = _course(rng, troubled=troubled, hidden=hidden)
    shares = _shares_done(course, rng=rng)
    finished = next((place for place, share in enumerate(shares) if share == ALL_DONE), None)
    due = _due(rng, finished=finished)
    owner = f"{_TITLES[int(rng.integers(len(_TITLES)))]}, {action['department']}"
    say = _speaker(action, rng=rng)
    late = rng.random(len(QUARTERS)) < 1 / 40
    later = {row["period_id"]: row for _, row in changes.iterrows()}
    for place, (span, letter) in enumerate(zip(QUARTERS, _COURSES[course], strict=True)):
        row: dict[str, Any] = {
            "action_id": action["action_id"],
            "period_id": span.period_id,
            "scale_id": SCALE,
            "owner": owner,
            "due": due,
            "source_id": UPDATES,
            "known_from": reported(span, key=action["action_id"]),
        }
        change = later.get(span.period_id)
        if late[place] and change is None and not hidden:
            yield row
            continue
        told = {**row, "percent_complete": shares[place]}
        state = "Done" if shares[place] == ALL_DONE else _WORDS[letter]
        if change is None:
            yield {**told, "rating": _WORDS[letter], "commentary": say(state, place)}
            continue
        replaced_on = row["known_from"] + timedelta(days=int(change["days"]), hours=2)
        first = {"rating": change["first"], "commentary": say(change["first"], place)}
        final = {"rating": change["final"], "commentary": say(change["final"], place)}
        yield {**told, **first, "known_to": replaced_on}
        yield {**told, **final, "known_from": replaced_on, "reason": change["reason"]}


def commentary(measure: pd.Series, *, statuses: Mapping[str, str], seed: int) -> Rows:
    """Rows of the commentary table for one measure.

    Args:
        measure: Row of the measure table.
        statuses: Status by period id for the quarters that are written about; others stay without words.
        seed: Seed of the whole generation.

    Yields:
        One row a quarter whose status there are phrases for.
    """
    rng = generator(f"commentary:{measure['measure_id']}", seed=seed)
    phrases = read_phrases()
    spans: Mapping[str, Span] = {span.period_id: span for span in QUARTERS}
    for period_id, status in statuses.items():
        if ("text", status) not in phrases:
            continue
        told = {
            part: phrases[part, status][int(rng.integers(len(phrases[part, status])))]
            for part in ("text", "cause", "next_step")
        }
        span = spans[period_id]
        yield {
            "measure_id": measure["measure_id"],
            "period_id": period_id,
            **told,
            "text": told["text"].format(measure=measure["short_name"], department=measure["owner"]),
            "owner": f"{_TITLES[int(rng.integers(len(_TITLES)))]}, {measure['owner']}",
            "due": (span.end + timedelta(days=91 + 92 * int(rng.integers(2)))),
            "source_id": UPDATES,
            "known_from": at_nine(reported(span, key=measure["measure_id"]).date() + timedelta(days=7)),
        }
