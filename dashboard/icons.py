"""Icons of control charts: which drawing stands for what, always with its words."""

from dash import html
from dash.development.base_component import Component

from components.ui import icon
from data.model import Assurance, PointType, Polarity
from data.signals import ASSURANCE_WORDS, VARIATION_WORDS

FOLDER = "/assets/icons"

_ASSURANCE_FILES = {
    Assurance.PASS: "assurance-pass",
    Assurance.FAIL: "assurance-fail",
    Assurance.INCONSISTENT: "assurance-inconsistent",
}


def variation_file(variation: str, *, polarity: str) -> str:
    """Returns the name of the drawing of a kind of variation: good and bad news have an arrow the way the figures go.

    Raises:
        ValueError: ``variation`` is not one of PointType.
    """
    kind = PointType(variation)
    if kind is PointType.COMMON_CAUSE:
        return "variation-common"
    if kind in (PointType.NEUTRAL_HIGH, PointType.NEUTRAL_LOW):
        return "variation-neutral-high" if kind is PointType.NEUTRAL_HIGH else "variation-neutral-low"
    good = kind is PointType.IMPROVEMENT
    rising = good == (polarity == Polarity.HIGHER_IS_BETTER)
    return f"variation-{'improvement' if good else 'concern'}-{'high' if rising else 'low'}"


def variation_icon(variation: str, *, polarity: str, alt: str | None = None) -> Component:
    """Returns the icon of a kind of variation; ``alt`` replaces its words, empty where they stand beside it."""
    words = VARIATION_WORDS[PointType(variation)]
    return icon(f"{FOLDER}/{variation_file(variation, polarity=polarity)}.svg", alt=words if alt is None else alt)


def assurance_icon(assurance: str, *, alt: str | None = None) -> Component:
    """Returns the icon of an assurance; ``alt`` replaces its words, empty where they stand beside it."""
    kind = Assurance(assurance)
    return icon(f"{FOLDER}/{_ASSURANCE_FILES[kind]}.svg", alt=ASSURANCE_WORDS[kind] if alt is None else alt)


def with_words(drawing: Component, words: str) -> Component:
    """Returns an icon with its words beside it."""
    return html.Span([drawing, html.Span(words)], className="icon-words")


def key() -> Component:
    """Returns what every icon means, folded away."""
    pairs = [
        (variation_icon(kind, polarity=polarity, alt=""), VARIATION_WORDS[kind])
        for kind, polarity in (
            (PointType.COMMON_CAUSE, Polarity.NONE),
            (PointType.IMPROVEMENT, Polarity.HIGHER_IS_BETTER),
            (PointType.IMPROVEMENT, Polarity.LOWER_IS_BETTER),
            (PointType.CONCERN, Polarity.LOWER_IS_BETTER),
            (PointType.CONCERN, Polarity.HIGHER_IS_BETTER),
            (PointType.NEUTRAL_HIGH, Polarity.NONE),
            (PointType.NEUTRAL_LOW, Polarity.NONE),
        )
    ]
    pairs += [(assurance_icon(kind, alt=""), words) for kind, words in ASSURANCE_WORDS.items()]
    return html.Details(
        [
            html.Summary("What the icons mean"),
            html.P(
                "The first icon says how the latest figure stands to the control limits; the arrow goes the way the"
                " figures go. The second says whether the target lies within what the process normally does. A round"
                " frame is no cause for concern, a square one is; six corners mean that neither way is better."
            ),
            html.Ul([html.Li(with_words(drawing, words)) for drawing, words in pairs], className="icon-key"),
        ],
        className="icon-key-block",
    )
