"""Icons of control charts."""

import re
from pathlib import Path

import pytest

from components.theme import COLOURS, contrast
from dashboard.icons import FOLDER, assurance_icon, key, variation_file, variation_icon
from data.model import Assurance, PointType

FILES = Path(__file__).resolve().parents[3] / "assets" / "icons"


@pytest.mark.parametrize(
    ("variation", "polarity", "name"),
    [
        ("special_cause_improvement", "higher_is_better", "variation-improvement-high"),
        ("special_cause_improvement", "lower_is_better", "variation-improvement-low"),
        ("special_cause_concern", "higher_is_better", "variation-concern-low"),
        ("special_cause_concern", "lower_is_better", "variation-concern-high"),
        ("special_cause_neutral_high", "none", "variation-neutral-high"),
        ("special_cause_neutral_low", "within_range", "variation-neutral-low"),
        ("common_cause", "lower_is_better", "variation-common"),
    ],
)
def test_arrow_goes_the_way_the_figures_go(variation, polarity, name):
    assert variation_file(variation, polarity=polarity) == name


def test_unknown_variation_is_refused():
    with pytest.raises(ValueError, match="sideways"):
        variation_file("sideways", polarity="none")


def drawings():
    icons = [
        variation_icon(kind, polarity=way) for kind in PointType for way in ("higher_is_better", "lower_is_better")
    ]
    return [*icons, *(assurance_icon(kind) for kind in Assurance)]


@pytest.mark.parametrize("drawing", drawings(), ids=lambda each: each.src)
def test_every_icon_has_a_drawing_and_words(drawing):
    assert (FILES / Path(drawing.src).name).is_file()
    assert drawing.src.startswith(f"{FOLDER}/")
    assert drawing.alt


@pytest.mark.parametrize("path", sorted(FILES.glob("*.svg")), ids=lambda path: path.stem)
def test_icon_stands_out_in_light_dark_and_forced_colours(path):
    grounds = [COLOURS[name].light for name in ("page", "surface")] + [
        COLOURS[name].dark for name in ("page", "surface")
    ]
    for colour in set(re.findall(r"#[0-9a-f]{6}", path.read_text())):
        assert min(contrast(colour, ground) for ground in [*grounds, "#ffffff", "#000000"]) >= 3


@pytest.mark.parametrize(
    ("good", "bad"), [("variation-improvement-high", "variation-concern-high"), ("assurance-pass", "assurance-fail")]
)
def test_good_and_bad_news_differ_in_shape_not_only_in_colour(good, bad):
    shapes = [re.sub(r"#[0-9a-f]{6}", "", (FILES / f"{name}.svg").read_text()) for name in (good, bad)]
    assert shapes[0] != shapes[1]


def test_key_names_every_drawing():
    text = str(key())
    assert all(path.stem in text for path in FILES.glob("*.svg"))
