"""The palette reads in light and dark, and the style sheet is made from it."""

import itertools

import pytest

from components import theme

SHADES = ("light", "dark")


def _named(role: str) -> list[str]:
    return [name for name, colour in theme.COLOURS.items() if colour.role == role]


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("background", ["surface", "page"])
@pytest.mark.parametrize("name", _named("text"))
def test_text_reaches_four_and_a_half_to_one(name: str, background: str, shade: str) -> None:
    text, behind = (getattr(theme.COLOURS[each], shade) for each in (name, background))
    assert theme.contrast(text, behind) >= 4.5


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("name", _named("graphic"))
def test_graphics_reach_three_to_one_on_the_surface(name: str, shade: str) -> None:
    mark, surface = (getattr(theme.COLOURS[each], shade) for each in (name, "surface"))
    assert theme.contrast(mark, surface) >= 3


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


def test_style_sheet_lists_the_palette_for_charts() -> None:
    assert f"{theme.colour('met')}>{theme.COLOURS['met'].dark}" in theme.css()


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
