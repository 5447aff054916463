"""How we rate: the rules in plain words, the tolerances in use, a stress test of them, and departures from sources."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import facts, mark_badge, page_header, status_badge, tag
from dashboard import blocks, icons
from dashboard.filters import TOLERANCES
from dashboard.view import Page, View
from data import stress
from data.knowledge import ANNUAL_GRACE_DAYS, MONEY_TOLERANCE_PERCENT
from data.model import DIRECTION_MARKS, STATUS_MARKS, Assurance, PointType, Status
from data.reasons import ASSURANCE_WEIGHTS, DIRECTION_WEIGHTS, STATUS_WEIGHTS, VARIATION_WEIGHTS, WITHHELD
from data.signals import ASSURANCE_WORDS, VARIATION_WORDS
from data.spc import ICON_POINTS, LIMIT_FACTOR, RUN_LENGTH, SCREEN_FACTOR, TRIAL_POINTS

STATUS_RULES: Mapping[Status, str] = {
    Status.MET: "At or better than the target.",
    Status.NEAR: (
        "Missed, by no more than the tolerance agreed with the target. The edge of the tolerance counts as near."
    ),
    Status.OFF: "Missed by more than the tolerance.",
    Status.NO_TARGET: "No target was agreed, or the measure is tracked without a better or worse.",
    Status.NO_DATA: (
        "There is no figure; the board says why: not due, late, not collected, withheld or still to be defined."
    ),
    Status.NOT_COMPARABLE: "The figure cannot be set beside others, for the reason given with it.",
    Status.CARRIED_OVER: (
        "The figure on show is older than the quarter: a later quarterly figure is missing, or an annual figure is"
        f" more than {ANNUAL_GRACE_DAYS // 30} months old."
    ),
}

DEPARTURES = (
    (
        "Control charts where every figure is the same",
        "NHSRplotthedots 0.2.2: no limits, and assurance is always hit and miss",
        (
            "The limits are the mean, and assurance compares it with the target: “always 100%” against 100% is no hit"
            " and miss."
        ),
    ),
    (
        "Control charts of figures that are mostly nought",
        "NHSRplotthedots 0.2.2: limits without width, so that every other figure is a signal",
        "Limits come from all changes between figures.",
    ),
    (
        "A missing figure in a control chart",
        "NHSRplotthedots 0.2.2: may stop with an error",
        "Never stops: a missing figure breaks every run, and the icon is that of the last figure there is.",
    ),
    (
        "Icons from few figures",
        "NHSRplotthedots 0.2.2: gives them with a warning",
        f"Withheld under {ICON_POINTS} figures.",
    ),
    (
        "Unusual changes when limits are computed",
        "NHS England's Excel tools: kept",
        f"Left out, as NHSRplotthedots does, where a change is {SCREEN_FACTOR} times the average or more.",
    ),
    (
        "Colours of control charts",
        "NHS England: blue, orange and grey",
        "Darker hues of the same, each with its own shape and words: the originals are hard to see on white.",
    ),
    (
        "A figure on its target or on the edge of its tolerance",
        "Councils differ",
        "Belongs to the better state, throughout.",
    ),
    (
        "A withheld small number",
        "OpenSAFELY: shown as nought",
        "Empty with its reason, shown as [c]. More cells are withheld where one alone could be worked out.",
    ),
    (
        "How much the quarters still to come weigh",
        "Not known to anyone",
        "Taken to weigh as much as the mean of those reported.",
    ),
)
"""Case, what the source does, what the board does. The whole account is docs/methodology/deviations.md."""


def _weight_rows() -> list[list[str]]:
    tables: tuple[tuple[str, Mapping[Any, int], Mapping[Any, str]], ...] = (
        ("Status", STATUS_WEIGHTS, {key: mark.word for key, mark in STATUS_MARKS.items()}),
        ("Assurance", ASSURANCE_WEIGHTS, ASSURANCE_WORDS),
        ("Variation", VARIATION_WEIGHTS, VARIATION_WORDS),
        ("Direction", DIRECTION_WEIGHTS, {key: mark.word for key, mark in DIRECTION_MARKS.items()}),
    )
    parts = [
        [words.get(key, "No icon"), name, str(weight)]
        for name, weights, words in tables
        for key, weight in sorted(weights.items(), key=lambda item: -item[1])
    ]
    return [*parts, ["Figure withheld", "In place of all four", str(WITHHELD.weight)]]


def _status(view: View) -> Component:
    used = stress.tolerances_in_use(view.knowledge.measures)
    rows = [[_tolerance_words(row), formats.plural(int(row.measures), "measure")] for row in used.itertuples()]
    return blocks.section(
        "Status against target",
        [
            facts([(mark_badge(mark), STATUS_RULES[status]) for status, mark in STATUS_MARKS.items()]),
            html.H3("Tolerances in use"),
            blocks.table(
                ("Tolerance", "Measures with it>"), rows, caption="Tolerances in use", table_id="rating-tolerances"
            ),
        ],
        block_id="rating-status",
        lead=(
            "Which way is better, the target and the tolerance are agreed with each measure and kept as data, never"
            " guessed. Money uses the same key."
        ),
    )


def _tolerance_words(row: Any) -> str:
    if row.tolerance_kind == "percent":
        return f"{row.tolerance:g}% of the target"
    return f"{row.tolerance:g} in the measure's own unit"


def _stress(view: View) -> Component:
    tried = view.filters.tolerance
    said = _every_tolerance(view) if tried is None else _one_tolerance(view, percent=float(tried))
    return blocks.section(
        "What if the tolerance were another one?",
        [html.Div(said, id="rating-tried")],
        block_id="rating-stress",
        lead=(
            "Choose a “Tolerance to try” at the top of the page: every measure is judged again and set against the"
            " council's own judgement. Nothing is stored."
        ),
    )


def _shown(view: View) -> pd.DataFrame:
    return view.knowledge.narrowed(priority=view.filters.priority)


def _every_tolerance(view: View) -> list[Component]:
    items = [
        html.Li(
            [
                dcc.Link(f"{each}%", href=view.here(tolerance=each)),
                ": ",
                stress.sentence(stress.with_tolerance(_shown(view), percent=float(each)), percent=float(each)),
            ]
        )
        for each in TOLERANCES
    ]
    return [html.P("The council's own tolerances are on show. With another one:"), html.Ul(items)]


def _one_tolerance(view: View, *, percent: float) -> list[Component]:
    frame = stress.with_tolerance(_shown(view), percent=percent)
    moved = stress.changed(frame)
    rows = [
        [
            [blocks.measure_link(view, row.measure_id, row.wording), *_illustrative(row)],
            blocks.figure_words(row),
            blocks.target_of(row),
            _tolerance_words(row),
            status_badge(row.status),
            status_badge(row.tried),
        ]
        for row in moved.itertuples()
    ]
    return [
        html.P(html.Strong(stress.sentence(frame, percent=percent))),
        blocks.table(
            ("Measure", "Latest>", "Target>", "The council's tolerance", "As rated", f"At {percent:g}%"),
            rows,
            caption=f"Measures whose status would change at {percent:g}%",
            table_id="rating-changed",
        ),
        html.P(dcc.Link("Back to the council's own tolerances", href=view.here(tolerance=None))),
    ]


def _illustrative(row: Any) -> list[Component]:
    if row.illustrative:
        return [tag("Illustrative")]
    return [tag("Illustrative target")] if row.target_illustrative else []


def _said(title: str, block_id: str, *paragraphs: Any) -> Component:
    return blocks.section(
        title, [html.P(each) if isinstance(each, str) else each for each in paragraphs], block_id=block_id
    )


def _rules(view: View) -> list[Component]:
    scale = view.structure.rating_scale
    variation = [
        (icons.variation_icon(kind, polarity="higher_is_better", alt=""), words)
        for kind, words in VARIATION_WORDS.items()
        if kind in (PointType.COMMON_CAUSE, PointType.IMPROVEMENT, PointType.CONCERN)
    ]
    assurance = [(icons.assurance_icon(kind, alt=""), ASSURANCE_WORDS[kind]) for kind in Assurance]
    return [
        _said(
            "Moved goalposts",
            "rating-moved",
            "When a target or tolerance is changed, the old one is kept with the date, the reason and who agreed it."
            " Where the one in force differs from the one first agreed for the same period, the measure has a flag (⚑)"
            " and both statuses, and the board counts how many are on target only because the target moved.",
        ),
        _said(
            "Many measures together",
            "rating-rollup",
            "Nothing is averaged. A priority, outcome or initiative shows how many of its measures stand at each"
            " status, the one furthest off by name, counted in tolerances, and how many were reported. A figure carried"
            " over does not count as reported.",
        ),
        blocks.section(
            "Officers' ratings of actions",
            [
                (
                    facts([(blocks.rating(row), row.meaning) for row in scale.itertuples()])
                    if len(scale)
                    else blocks.nothing("No rating scale is loaded.")
                ),
                html.P(
                    "The board keeps an officer's rating and the measures apart and shows both. It flags (⚑) a rating"
                    " that says all is well while a measure of the action is off target, its date has passed, or its"
                    f" money is overspent by more than {MONEY_TOLERANCE_PERCENT:g}%."
                ),
            ],
            block_id="rating-actions",
        ),
        _said(
            "Direction of travel",
            "rating-travel",
            "A figure is compared with the period before, or with the same period a year earlier where the measure has"
            " seasons. Periods of different kinds are never compared, and a missing figure is not replaced by an older"
            " one. A change inside the measure's own noise is “no material change”: the noise is the width of its"
            f" control limits where it has {ICON_POINTS} figures or more, otherwise its tolerance. From nought or below"
            " nought no percentage is given.",
        ),
        _said(
            "Control limits and icons",
            "rating-limits",
            f"Limits are the mean of the figures and {LIMIT_FACTOR} times the average change from one figure to the"
            " next, on both sides. A figure is more than chance when it lies beyond a limit, stands in a run of"
            f" {RUN_LENGTH} on one side of the mean, in a run of {RUN_LENGTH} that all rise or all fall, or is one of"
            " two in three close to a limit.",
            f"Under {TRIAL_POINTS} figures there are no limits; from {TRIAL_POINTS} to {ICON_POINTS - 1} they are trial"
            f" limits without icons; from {ICON_POINTS} there are icons. Limits start anew where the council records"
            " that the service was changed. There are none for cumulative, rolling or strongly seasonal series.",
            html.Ul(
                [html.Li(icons.with_words(drawing, words)) for drawing, words in [*variation, *assurance]],
                className="icon-key",
            ),
        ),
        blocks.section(
            "Worth talking about",
            [
                html.P(
                    "The list is in the order of what a conversation could change. Each measure's weight is the sum of"
                    " four parts; the heaviest comes first. Each combination has one sentence and one question in a"
                    " fixed table: nothing is written by hand or by a model."
                ),
                html.Details(
                    [
                        html.Summary("The weights"),
                        blocks.table(
                            ("State", "Part", "Weight>"),
                            _weight_rows(),
                            caption="Weights of what is worth talking about",
                            table_id="rating-weights",
                        ),
                    ]
                ),
                html.P(
                    f"For example, off target ({STATUS_WEIGHTS[Status.OFF]}) in a process that cannot reach its target "
                    f"({ASSURANCE_WEIGHTS[Assurance.FAIL]}) with nothing unusual "
                    f"({VARIATION_WEIGHTS[PointType.COMMON_CAUSE]}) weighs "
                    f"{STATUS_WEIGHTS[Status.OFF] + ASSURANCE_WEIGHTS[Assurance.FAIL]} and its direction."
                ),
            ],
            block_id="rating-reasons",
        ),
        _said(
            "What it would take",
            "rating-outlook",
            "Beside a year-end target the board says what the rest of the year must bring and sets it against the best"
            " period on record. The target for the year is the one agreed for the year itself; failing that, for"
            " figures that add up the four quarters' targets added, and for all others the fourth quarter's.",
            facts(
                [
                    ("Figures that add up", "Each remaining quarter must bring an equal share of what is missing."),
                    (
                        "Shares and means",
                        "Each remaining quarter must reach the share that brings the year's mean to its target.",
                    ),
                    (
                        "Running totals",
                        "Each remaining quarter must rise by an equal amount; the record is the best rise.",
                    ),
                    ("Levels", "Only the level at the end of the year counts."),
                ]
            ),
            "Where not even the best possible rest of the year is enough the board says that the target can no longer"
            " be met, and where not even the worst can spoil it, that it is met already.",
        ),
        _said(
            "Benchmarks",
            "rating-benchmarks",
            "The council's figure stands beside other areas, such as the country, the region and named neighbours, with the"
            " period of each and how much older it is. There is no ranking and no estimated value. Where figures cannot"
            " be compared the chart says so and why.",
        ),
        _said(
            "Small numbers",
            "rating-small",
            "Counts under a source's threshold are withheld and shown as [c], and so is what would give them away.",
        ),
    ]


def _departures() -> Component:
    rows = [[what, source, ours] for what, source, ours in DEPARTURES]
    return blocks.section(
        "Where we depart from our sources",
        [
            blocks.table(
                ("Case", "The source", "This board"),
                rows,
                caption="Departures from sources",
                table_id="rating-departures",
            )
        ],
        block_id="rating-departures-block",
        lead=(
            "Control charts follow the NHS “Making Data Count” convention as the R package NHSRplotthedots computes it."
        ),
    )


def render(view: View) -> Sequence[Component]:
    """Returns the page."""
    counted = stress.tolerances_in_use(view.knowledge.measures)
    return [
        page_header(
            "How we rate",
            lead=(
                "Every rule that turns figures into judgements, with the council's own tolerances:"
                f" {formats.plural(int(counted['measures'].sum()), 'measure')} with a target."
            ),
        ),
        _status(view),
        _stress(view),
        *_rules(view),
        _departures(),
    ]


PAGE = Page(
    key="rating",
    pattern="/rating",
    title=lambda view: "How we rate",
    render=render,
    nav="How we rate",
    filters=("plan", "end", "as_at", "priority", "tolerance"),
)
