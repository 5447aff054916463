"""The palette reads in light, dark and high contrast for every vision, and the style sheet is made from it."""

import itertools
import math
import re

import pytest

from components import theme
from components.figures import spark
from components.theme import FORCED_LIGHT_BRIGHTNESS as FORCED
from components.theme import PICTURE_BRIGHTNESS, SHADES
from data.model import STATUS_MARKS

# Machado, Oliveira and Fernandes (2009), A Physiologically-based Model for Simulation of Color Vision Deficiency,
# severity 1.0, for linear sRGB.
VISIONS = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
JUDGEMENTS = ("met", "good", "near", "off", "neutral")
LEAST_DIFFERENCE = 15
"""CIE 1976 difference; about 2 is just noticeable side by side, and parts of a chart lie apart."""
LEAST_TEXT = {"light": 4.5, "dark": 4.5, "contrast": 7}
LEAST_GRAPHIC = {"light": 3, "dark": 3, "contrast": 4.5}


ICONS = theme.TOKENS_FILE.parent / "icons"
PICTURE_COLOURS = sorted(
    {spark.LINE, *spark.DOTS.values()}.union(
        *(re.findall("#[0-9a-f]{6}", path.read_text(encoding="utf-8")) for path in ICONS.glob("*.svg"))
    )
)


def _brighter(value: str, factor: float) -> str:
    return "#" + "".join(f"{min(round(int(value[at : at + 2], 16) * factor), 255):02x}" for at in (1, 3, 5))


def _named(role: str) -> list[str]:
    return [name for name, colour in theme.COLOURS.items() if colour.role == role]


def _linear(value: str) -> list[float]:
    channels = (int(value[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def _lab(value: str, *, vision: str) -> tuple[float, float, float]:
    """CIE 1976 L*a*b* (D65) of a colour as somebody with this vision sees it."""
    linear = _linear(value)
    seen = [sum(a * c for a, c in zip(row, linear, strict=True)) for row in VISIONS[vision]]
    red, green, blue = (min(max(channel, 0), 1) for channel in seen)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _difference(one: str, other: str, *, vision: str) -> float:
    return math.dist(_lab(one, vision=vision), _lab(other, vision=vision))


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("pair", list(itertools.combinations(JUDGEMENTS, 2)), ids="-".join)
def test_judgements_differ_in_colour_for_every_vision(pair: tuple[str, str], vision: str, shade: str) -> None:
    one, other = (getattr(theme.COLOURS[name], shade) for name in pair)
    assert _difference(one, other, vision=vision) >= LEAST_DIFFERENCE


def test_black_and_white_differ_by_a_hundred() -> None:
    assert _difference("#000000", "#ffffff", vision="usual") == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("part", ["shape", "symbol", "word"])
def test_statuses_differ_without_colour(part: str) -> None:
    found = [getattr(mark, part) for mark in STATUS_MARKS.values()]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("background", ["surface", "page"])
@pytest.mark.parametrize("name", _named("text"))
def test_text_reaches_four_and_a_half_to_one_and_seven_in_high_contrast(name: str, background: str, shade: str) -> None:
    text, behind = (getattr(theme.COLOURS[each], shade) for each in (name, background))
    assert theme.contrast(text, behind) >= LEAST_TEXT[shade]


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("name", _named("graphic"))
def test_graphics_reach_three_to_one_on_the_surface_and_more_in_high_contrast(name: str, shade: str) -> None:
    mark, surface = (getattr(theme.COLOURS[each], shade) for each in (name, "surface"))
    assert theme.contrast(mark, surface) >= LEAST_GRAPHIC[shade]


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("tint", [name for name in theme.COLOURS if name.endswith("-tint")])
def test_ink_reads_on_every_tint(tint: str, shade: str) -> None:
    ink, behind = (getattr(theme.COLOURS[each], shade) for each in ("ink", tint))
    assert theme.contrast(ink, behind) >= 4.5


@pytest.mark.parametrize("shade", SHADES)
def test_header_text_reads(shade: str) -> None:
    text, behind = (getattr(theme.COLOURS[each], shade) for each in ("header-ink", "header"))
    assert theme.contrast(text, behind) >= 4.5


@pytest.mark.parametrize("shade", SHADES)
def test_focus_mark_has_a_dark_edge(shade: str) -> None:
    yellow, edge = (getattr(theme.COLOURS[each], shade) for each in ("focus", "focus-ink"))
    assert theme.contrast(yellow, edge) >= 4.5


@pytest.mark.parametrize("name", theme.STATUS_COLOURS)
def test_every_status_colour_has_a_tint(name: str) -> None:
    assert f"{name}-tint" in theme.COLOURS


def test_light_colours_are_unique_so_that_each_has_one_dark_colour() -> None:
    assert len(theme.palette_pairs()) == len(theme.COLOURS)


def test_token_file_is_what_the_theme_makes() -> None:
    assert theme.TOKENS_FILE.read_text(encoding="utf-8") == theme.css(), "run `python -m components.theme`"


@pytest.mark.parametrize("shade", ["dark", "contrast"])
def test_style_sheet_lists_the_palette_for_charts(shade: str) -> None:
    assert f"{theme.colour('met')}>{getattr(theme.COLOURS['met'], shade)}" in theme.css()


@pytest.mark.parametrize(("brightness", "page"), [(PICTURE_BRIGHTNESS["contrast"], "#000000"), (FORCED, "#ffffff")])
@pytest.mark.parametrize("value", PICTURE_COLOURS)
def test_pictures_reach_four_and_a_half_to_one_in_high_contrast(value: str, brightness: float, page: str) -> None:
    assert theme.contrast(_brighter(value, brightness), page) >= 4.5


@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize("value", PICTURE_COLOURS)
def test_pictures_reach_three_to_one_in_light_and_dark(value: str, shade: str) -> None:
    assert theme.contrast(value, getattr(theme.COLOURS["surface"], shade)) >= 3


def test_layout_is_new_at_each_call() -> None:
    theme.layout()["xaxis"]["visible"] = False
    assert "visible" not in theme.layout()["xaxis"]


def test_layout_uses_only_colours_of_the_palette() -> None:
    found = set(_hexes(theme.layout()))
    assert found
    assert found <= set(theme.palette_pairs())


def _hexes(node: object) -> list[str]:
    if isinstance(node, dict):
        return list(itertools.chain.from_iterable(map(_hexes, node.values())))
    return [node] if isinstance(node, str) and node.startswith("#") else []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21.0), ("#ffffff", "#ffffff", 1.0), ("#12436d", "#ffffff", 10.25)],
)
def test_contrast_follows_wcag(one: str, other: str, ratio: float) -> None:
    assert theme.contrast(one, other) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(("pixels", "height"), [(1, 24), (24, 24), (25, 48)])
def test_heights_round_up_to_a_step(pixels: int, height: int) -> None:
    assert theme.rounded_height(pixels) == height


def test_height_class_is_in_the_style_sheet() -> None:
    assert f".{theme.height_class(300)} {{" in theme.css()


def test_tallest_charts_share_the_last_class() -> None:
    assert theme.height_class(1_000_000) == theme.height_class(900_000)
