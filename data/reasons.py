"""Worth talking about: one sentence, one question and a weight for every state that a measure can be in."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from data.model import Assurance, Direction, PointType, Status


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a measure is worth talking about.

    Attributes:
        sentence: What is so, in one sentence.
        question: One question that a member could ask.
        weight: How far up the list it belongs; the sum of the four parts' weights.
    """

    sentence: str
    question: str
    weight: int


STATUS_WEIGHTS: Mapping[Status, int] = MappingProxyType(
    {
        Status.OFF: 50,
        Status.NO_DATA: 35,
        Status.CARRIED_OVER: 30,
        Status.NEAR: 25,
        Status.NOT_COMPARABLE: 10,
        Status.NO_TARGET: 5,
        Status.MET: 0,
    }
)
"""A miss outweighs everything else alone; a figure that is not there outweighs a near miss."""

ASSURANCE_WEIGHTS: Mapping[Assurance | None, int] = MappingProxyType(
    {Assurance.FAIL: 30, Assurance.INCONSISTENT: 10, None: 0, Assurance.PASS: 0}
)
"""A process that cannot reach its target needs a decision, whatever this period's colour."""

VARIATION_WEIGHTS: Mapping[PointType | None, int] = MappingProxyType(
    {
        PointType.CONCERN: 25,
        PointType.NEUTRAL_HIGH: 8,
        PointType.NEUTRAL_LOW: 8,
        PointType.IMPROVEMENT: 6,
        None: 0,
        PointType.COMMON_CAUSE: 0,
    }
)
"""A signal of getting worse outranks a near miss; an improvement is worth a word too, so that it is kept."""

DIRECTION_WEIGHTS: Mapping[Direction, int] = MappingProxyType(
    {
        Direction.WORSENING: 4,
        Direction.NO_CHANGE: 1,
        Direction.HIGHER: 1,
        Direction.LOWER: 1,
        Direction.UNKNOWN: 0,
        Direction.IMPROVING: 0,
    }
)
"""Two figures say little, so that direction only decides between equals."""

_ABSENT = frozenset({Status.NO_DATA, Status.CARRIED_OVER})
_MISSED = frozenset({Status.NEAR, Status.OFF})

_STATUS_WORDS = {
    Status.MET: "On target",
    Status.NEAR: "Near target",
    Status.OFF: "Off target",
    Status.NO_TARGET: "No target to judge it by",
    Status.NO_DATA: "No figure for this period",
    Status.NOT_COMPARABLE: "Not comparable with its target",
    Status.CARRIED_OVER: "An older figure was carried over",
}
_VARIATION_WORDS = {
    PointType.COMMON_CAUSE: "within normal variation",
    PointType.IMPROVEMENT: "improving by more than chance",
    PointType.CONCERN: "getting worse by more than chance",
    PointType.NEUTRAL_HIGH: "higher than chance explains",
    PointType.NEUTRAL_LOW: "lower than chance explains",
}
_DIRECTION_WORDS = {
    Direction.IMPROVING: "better than in the period it is compared with",
    Direction.WORSENING: "worse than in the period it is compared with",
    Direction.NO_CHANGE: "not materially changed",
    Direction.HIGHER: "higher than in the period it is compared with",
    Direction.LOWER: "lower than in the period it is compared with",
}
_ASSURANCE_WORDS = {
    Assurance.FAIL: "the process cannot reach the target as it stands",
    Assurance.INCONSISTENT: "the process meets the target only some of the time",
    Assurance.PASS: "the process normally meets the target",
}
_AGAINST_DIRECTION = {
    (PointType.CONCERN, Direction.IMPROVING): " (though better this time)",
    (PointType.IMPROVEMENT, Direction.WORSENING): " (though worse this time)",
}

_WHY = "What lies behind the change, and is it wanted?"
_BACK = "What changed, when, and what is being done to bring it back?"
_ABSENT_QUESTIONS = {
    Status.NO_DATA: "When will there be a figure, and who owes it?",
    Status.CARRIED_OVER: "When will there be a figure for this period, and why was the older one kept?",
    Status.NOT_COMPARABLE: "What would make the figure comparable, and what do we go by until then?",
}
_MISSED_QUESTIONS: Mapping[tuple[PointType | None, Assurance | None], str] = MappingProxyType(
    {
        (PointType.COMMON_CAUSE, Assurance.FAIL): (
            "What will be done differently, since more of the same will not reach the target?"
        ),
        (PointType.COMMON_CAUSE, Assurance.INCONSISTENT): "What would make meeting the target more than chance?",
        (PointType.COMMON_CAUSE, Assurance.PASS): "What was different this time, and was it a single event?",
        (PointType.COMMON_CAUSE, None): "Nothing unusual happened: is the way this is done good enough for the target?",
        (PointType.IMPROVEMENT, Assurance.FAIL): "Is the improvement large enough to reach the target, and by when?",
        (PointType.IMPROVEMENT, Assurance.INCONSISTENT): "What brought the improvement, and will it last?",
        (PointType.IMPROVEMENT, Assurance.PASS): "What is still in the way of a target that is normally met?",
        (PointType.IMPROVEMENT, None): "Is the improvement large enough to reach the target, and by when?",
        (PointType.CONCERN, Assurance.FAIL): (
            "What made it worse, and what will be done differently to bring the target within reach?"
        ),
        (PointType.CONCERN, Assurance.INCONSISTENT): _BACK,
        (PointType.CONCERN, Assurance.PASS): "What changed in a process that normally meets its target?",
        (PointType.CONCERN, None): _BACK,
        (None, Assurance.FAIL): "What will be done differently, since more of the same will not reach the target?",
        (None, Assurance.INCONSISTENT): "What would make meeting the target more than chance?",
        (None, Assurance.PASS): "What was different this time, and was it a single event?",
    }
)
_MET_QUESTIONS: Mapping[tuple[PointType | None, Assurance | None], str] = MappingProxyType(
    {
        (PointType.COMMON_CAUSE, Assurance.FAIL): "Was this a lucky period, and what would make it the usual one?",
        (PointType.COMMON_CAUSE, Assurance.INCONSISTENT): "What would make meeting the target more than chance?",
        (PointType.COMMON_CAUSE, Assurance.PASS): "Is the target still demanding enough?",
        (PointType.COMMON_CAUSE, None): "What keeps this on target, and is the target still right?",
        (PointType.IMPROVEMENT, Assurance.FAIL): "What brought the improvement, and will it last?",
        (PointType.IMPROVEMENT, Assurance.INCONSISTENT): "What brought the improvement, and will it last?",
        (PointType.IMPROVEMENT, Assurance.PASS): "What worked here, and is the target still demanding enough?",
        (PointType.IMPROVEMENT, None): "What worked here, and can others learn from it?",
        (PointType.CONCERN, Assurance.FAIL): "What is being done now, before the target is missed?",
        (PointType.CONCERN, Assurance.INCONSISTENT): "What is being done now, before the target is missed?",
        (PointType.CONCERN, Assurance.PASS): "What changed, and how long will the target still be met?",
        (PointType.CONCERN, None): "What is being done now, before the target is missed?",
        (None, Assurance.FAIL): "Was this a lucky period, and what would make it the usual one?",
        (None, Assurance.INCONSISTENT): "What would make meeting the target more than chance?",
        (None, Assurance.PASS): "Is the target still demanding enough?",
    }
)
_NO_TARGET_QUESTIONS: Mapping[PointType | None, str] = MappingProxyType(
    {
        PointType.COMMON_CAUSE: "What would be good enough here, and should there be a target?",
        PointType.IMPROVEMENT: "What worked here, and should a target hold on to it?",
        PointType.CONCERN: "What changed, and from what level on would we act?",
    }
)
_MISSED_BY_DIRECTION: Mapping[Direction, str] = MappingProxyType(
    {
        Direction.IMPROVING: "Is it improving fast enough to meet the target, and by when?",
        Direction.WORSENING: "What is being done to turn it round, and when will it show?",
        Direction.NO_CHANGE: "What will be done differently, and when will it show?",
    }
)
_MET_BY_DIRECTION: Mapping[Direction, str] = MappingProxyType(
    {
        Direction.IMPROVING: "What worked here, and can it be kept up?",
        Direction.WORSENING: "What is being done now, before the target is missed?",
    }
)


def reason(
    status: str, *, variation: str | None = None, assurance: str | None = None, direction: str = Direction.UNKNOWN
) -> Reason:
    """The table's entry for a measure. Source: methods, section 7.

    Args:
        status: A word of Status.
        variation: A word of PointType; None where there are too few points for icons.
        assurance: A word of Assurance; None where there is none.
        direction: A word of Direction.

    Returns:
        The entry. Higher weights come first.

    Raises:
        ValueError: A word is unknown.
    """
    return REASONS[
        Status(status),
        None if variation is None else PointType(variation),
        None if assurance is None else Assurance(assurance),
        Direction(direction),
    ]


def _entry(status: Status, variation: PointType | None, assurance: Assurance | None, direction: Direction) -> Reason:
    return Reason(
        sentence=_sentence(status, variation, assurance, direction),
        question=_question(status, variation, assurance, direction),
        weight=STATUS_WEIGHTS[status]
        + ASSURANCE_WEIGHTS[assurance]
        + VARIATION_WEIGHTS[variation]
        + DIRECTION_WEIGHTS[direction],
    )


def _sentence(status: Status, variation: PointType | None, assurance: Assurance | None, direction: Direction) -> str:
    if status in _ABSENT:
        return f"{_STATUS_WORDS[status]}{_until_now(variation, assurance, direction)}."
    movement = _movement(status, variation, direction)
    return f"{_STATUS_WORDS[status]}{movement}{_promise(status, variation, assurance, direction)}."


def _movement(status: Status, variation: PointType | None, direction: Direction) -> str:
    if variation is None:
        if direction is Direction.UNKNOWN:
            return ", with nothing to compare it with"
        return (
            f", {_joint(status, good=direction is Direction.IMPROVING, bad=direction is Direction.WORSENING)} "
            + (_DIRECTION_WORDS[direction])
        )
    good = variation is PointType.IMPROVEMENT or (variation is PointType.COMMON_CAUSE and status in _MISSED)
    joint = _joint(status, good=good, bad=variation is PointType.CONCERN)
    return f", {joint} {_VARIATION_WORDS[variation]}{_AGAINST_DIRECTION.get((variation, direction), '')}"


def _joint(status: Status, *, good: bool, bad: bool) -> str:
    return "but" if (status in _MISSED and good) or (status is Status.MET and bad) else "and"


def _promise(status: Status, variation: PointType | None, assurance: Assurance | None, direction: Direction) -> str:
    if assurance is None:
        return ""
    words = _ASSURANCE_WORDS[assurance]
    if status in _MISSED:
        if assurance is Assurance.PASS:
            return f", although {words}"
        quiet = assurance is Assurance.FAIL and variation is PointType.COMMON_CAUSE
        return f", and {words}" + (": redesign, not explanation" if quiet else "")
    if status is Status.MET:
        bad = variation is PointType.CONCERN or (variation is None and direction is Direction.WORSENING)
        joint = {(True, True): "although", (False, False): "but"}.get((bad, assurance is Assurance.PASS), "and")
        return f", {joint} {words}"
    return f"; against the target on record {words}"


def _until_now(variation: PointType | None, assurance: Assurance | None, direction: Direction) -> str:
    moved = _VARIATION_WORDS[variation] if variation is not None else _DIRECTION_WORDS.get(direction, "")
    parts = [f"before that it was {moved}"] if moved else []
    parts += [_ASSURANCE_WORDS[assurance]] if assurance is not None else []
    return "".join(f"; {part}" if place == 0 else f", and {part}" for place, part in enumerate(parts))


def _question(status: Status, variation: PointType | None, assurance: Assurance | None, direction: Direction) -> str:
    if status in _ABSENT_QUESTIONS:
        return _ABSENT_QUESTIONS[status]
    if variation in (PointType.NEUTRAL_HIGH, PointType.NEUTRAL_LOW):
        return _WHY
    if status is Status.NO_TARGET:
        return _NO_TARGET_QUESTIONS.get(variation, "What would be good enough here, and should there be a target?")
    if variation is None and assurance is None:
        if status in _MISSED:
            return _MISSED_BY_DIRECTION.get(direction, "What is being done to meet the target, and when will it show?")
        return _MET_BY_DIRECTION.get(direction, "What keeps this on target, and is the target still right?")
    return (_MISSED_QUESTIONS if status in _MISSED else _MET_QUESTIONS)[variation, assurance]


Key = tuple[Status, PointType | None, Assurance | None, Direction]

REASONS: Mapping[Key, Reason] = MappingProxyType(
    {key: _entry(*key) for key in product(Status, (*PointType, None), (*Assurance, None), Direction)}
)
"""Every state that a measure can be in."""

WITHHELD = Reason(
    sentence="The figure came in, and counts too few people to be shown.",
    question="Over what longer time or larger area could it be shown?",
    weight=STATUS_WEIGHTS[Status.NO_TARGET],
)
"""Stands before the table where a figure is withheld: nobody owes it, and nothing more may be said of it."""
