"""The words of the field as types: closed sets and the kinds of measure, known to every layer."""

from dataclasses import dataclass
from enum import StrEnum

from data.errors import DataError


class Polarity(StrEnum):
    """Which way is better; held as data, never guessed from a name."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    WITHIN_RANGE = "within_range"
    NONE = "none"


class Aggregation(StrEnum):
    """How the periods of a year combine into the year's figure."""

    SUM = "sum"
    WEIGHTED_MEAN = "weighted_mean"
    LAST = "last"
    SNAPSHOT = "snapshot"


class ToleranceKind(StrEnum):
    """Whether a tolerance is in the measure's unit or a percentage of the target."""

    ABSOLUTE = "absolute"
    PERCENT = "percent"


class Status(StrEnum):
    """A figure against its target, or why there is no such judgement. Order is best to worst, then absent."""

    MET = "met"
    NEAR = "near"
    OFF = "off"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    NOT_COMPARABLE = "not_comparable"
    CARRIED_OVER = "carried_over"


class Absence(StrEnum):
    """Why there is no figure."""

    NOT_DUE = "not_due"
    LATE = "late"
    NOT_COLLECTED = "not_collected"
    SUPPRESSED = "suppressed"
    TO_BE_DEFINED = "to_be_defined"


class Direction(StrEnum):
    """Direction of travel, oriented by polarity; higher and lower where no way is better."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_CHANGE = "no_change"
    HIGHER = "higher"
    LOWER = "lower"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """How a state is shown: never by colour alone.

    Attributes:
        word: What readers see and hear.
        shape: One character.
        colour: Name of a status colour in the theme.
        symbol: The same shape as a Plotly marker symbol.
    """

    word: str
    shape: str
    colour: str
    symbol: str


STATUS_MARKS: dict[Status, Mark] = {
    Status.MET: Mark(word="On target", shape="▲", colour="met", symbol="triangle-up"),
    Status.NEAR: Mark(word="Near target", shape="◆", colour="near", symbol="diamond"),
    Status.OFF: Mark(word="Off target", shape="■", colour="off", symbol="square"),
    Status.NO_TARGET: Mark(word="No target", shape="●", colour="neutral", symbol="circle"),
    Status.NO_DATA: Mark(word="No data", shape="○", colour="none", symbol="circle-open"),
    Status.NOT_COMPARABLE: Mark(word="Not comparable", shape="⊘", colour="none", symbol="circle-x-open"),
    Status.CARRIED_OVER: Mark(word="Carried over", shape="↷", colour="none", symbol="circle-open-dot"),
}
"""Source: methods.md, section 2."""

DIRECTION_MARKS: dict[Direction, Mark] = {
    Direction.IMPROVING: Mark(word="Improving", shape="↗", colour="improvement", symbol="arrow-up"),
    Direction.WORSENING: Mark(word="Worsening", shape="↘", colour="concern", symbol="arrow-down"),
    Direction.NO_CHANGE: Mark(word="No material change", shape="→", colour="neutral", symbol="arrow-right"),
    Direction.HIGHER: Mark(word="Higher", shape="↑", colour="neutral", symbol="arrow-up"),
    Direction.LOWER: Mark(word="Lower", shape="↓", colour="neutral", symbol="arrow-down"),
    Direction.UNKNOWN: Mark(word="Nothing to compare", shape="–", colour="none", symbol="line-ew"),
}

ABSENCE_WORDS: dict[Absence, str] = {
    Absence.NOT_DUE: "Not due yet",
    Absence.LATE: "Late: due and not received",
    Absence.NOT_COLLECTED: "Not collected",
    Absence.SUPPRESSED: "Withheld to protect individuals",
    Absence.TO_BE_DEFINED: "Measure still to be defined",
}


class MeasureKindName(StrEnum):
    """Sorts of number."""

    PERCENTAGE = "percentage"
    COUNT = "count"
    RATE = "rate"
    MONEY = "money"
    SCORE = "score"
    DAYS = "days"
    YEARS = "years"
    TONNES = "tonnes"
    DISTANCE = "distance"


@dataclass(frozen=True, kw_only=True)
class MeasureKind:
    """What follows from a measure's sort of number.

    Attributes:
        name: Key.
        change_word: What a difference of two values is called, for example percentage points.
        zero_based: Whether a bar of it must start at nought.
        minimum: Smallest possible value, or None.
        maximum: Largest possible value, or None.
        aggregations: How its periods may combine.
    """

    name: MeasureKindName
    change_word: str
    zero_based: bool
    minimum: float | None
    maximum: float | None
    aggregations: frozenset[Aggregation]


_ALL = frozenset(Aggregation)
_LEVELS = frozenset({Aggregation.WEIGHTED_MEAN, Aggregation.LAST, Aggregation.SNAPSHOT})

MEASURE_KINDS: dict[MeasureKindName, MeasureKind] = {
    kind.name: kind
    for kind in (
        MeasureKind(
            name=MeasureKindName.PERCENTAGE,
            change_word="percentage points",
            zero_based=False,
            minimum=None,
            maximum=None,
            aggregations=_LEVELS,
        ),
        MeasureKind(
            name=MeasureKindName.COUNT, change_word="", zero_based=True, minimum=0, maximum=None, aggregations=_ALL
        ),
        MeasureKind(
            name=MeasureKindName.RATE, change_word="", zero_based=True, minimum=0, maximum=None, aggregations=_LEVELS
        ),
        MeasureKind(
            name=MeasureKindName.MONEY, change_word="", zero_based=True, minimum=None, maximum=None, aggregations=_ALL
        ),
        MeasureKind(
            name=MeasureKindName.SCORE,
            change_word="points",
            zero_based=False,
            minimum=None,
            maximum=None,
            aggregations=_LEVELS,
        ),
        MeasureKind(
            name=MeasureKindName.DAYS, change_word="days", zero_based=True, minimum=0, maximum=None, aggregations=_ALL
        ),
        MeasureKind(
            name=MeasureKindName.YEARS,
            change_word="years",
            zero_based=False,
            minimum=0,
            maximum=None,
            aggregations=_LEVELS,
        ),
        MeasureKind(
            name=MeasureKindName.TONNES,
            change_word="tonnes",
            zero_based=True,
            minimum=0,
            maximum=None,
            aggregations=_ALL,
        ),
        MeasureKind(
            name=MeasureKindName.DISTANCE, change_word="", zero_based=True, minimum=0, maximum=None, aggregations=_ALL
        ),
    )
}
"""Sorts of number by name.  <- add a kind of measure here"""


class RuleError(DataError, ValueError):
    """A rule was given something that it cannot judge; the message says what to mend."""


class PointType(StrEnum):
    """What the points of a control chart say, oriented by which way is better. Source: methods, section 6."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


class Assurance(StrEnum):
    """Whether a process, left as it is, can be relied upon to meet its target."""

    PASS = "consistent_pass"  # noqa: S105 - a pass mark, no password
    FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


class LimitsState(StrEnum):
    """How much control limits are worth, by the number of points behind them."""

    NONE = "none"
    TRIAL = "trial"
    FULL = "full"
