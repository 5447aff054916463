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

_STATUS_WORDS = {
    Status.MET: "On target",
    Status.NEAR: "Near target",
    Status.OFF: "Off target",
    Status.NO_TARGET: "No target to judge it by",
    Status.NO_DATA: "No figure for this period",
    Status.NOT_COMPARABLE: "Not comparable with its target",
    Status.CARRIED_OVER: "An older figure carried over",
}
_ABSENT = frozenset({Status.NO_DATA, Status.CARRIED_OVER})
_JUDGED = frozenset({Status.MET, Status.NEAR, Status.OFF})
_MISSED = frozenset({Status.NEAR, Status.OFF})

_VARIATION_WORDS = {
    PointType.COMMON_CAUSE: "within normal variation",
    PointType.IMPROVEMENT: "improving by more than chance",
    PointType.CONCERN: "getting worse by more than chance",
    PointType.NEUTRAL_HIGH: "higher than chance explains",
    PointType.NEUTRAL_LOW: "lower than chance explains",
}
_DIRECTION_WORDS = {
    Direction.IMPROVING: "better than the period it is compared with",
    Direction.WORSENING: "worse than the period it is compared with",
    Direction.NO_CHANGE: "with no material change",
    Direction.HIGHER: "higher than the period it is compared with",
    Direction.LOWER: "lower than the period it is compared with",
    Direction.UNKNOWN: "with nothing to compare it with",
}
_GOOD_NEWS = frozenset({PointType.IMPROVEMENT})
_QUIET = frozenset({PointType.COMMON_CAUSE, None})


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


def _sentence(
    status: Status, variation: PointType | None, assurance: Assurance | None, direction: Direction
) -> str:
    if status in _ABSENT:
        return _absent_sentence(status, variation, assurance, direction)
    movement = _DIRECTION_WORDS[direction] if variation is None else _VARIATION_WORDS[variation]
    joint = "but" if variation is not None and _turns(status, variation) else "and"
    comma = f", {joint} " if variation is not None else ", "
    start = f"{_STATUS_WORDS[status]}{comma}{movement}"
    if assurance is None:
        against = _against(variation, direction)
        return f"{start}{against}."
    return f"{start}{_assurance_clause(status, assurance)}."


def _absent_sentence(
    status: Status, variation: PointType | None, assurance: Assurance | None, direction: Direction
) -> str:
    if variation is None and assurance is None:
        tail = "" if direction is Direction.UNKNOWN else f"; the last one was {_past(direction)}"
    elif variation is None or assurance is None:
        was = _VARIATION_WORDS[variation] if variation is not None else _past_assurance(assurance)
        tail = f"; the last ones were {was}" if variation is not None else f"; {was}"
    else:
        tail = f"; the last ones were {_VARIATION_WORDS[variation]} and {_past_assurance(assurance)}"
    return f"{_STATUS_WORDS[status]}{tail}."
