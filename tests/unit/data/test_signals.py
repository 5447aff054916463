"""Special causes in words."""

import pytest

from data.model import Assurance, PointType
from data.signals import ASSURANCE_WORDS, CAUSES, VARIATION_WORDS, latest_signal
from data.spc import analyse

SERIES = {
    "Above UCL": [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 9],
    "Below LCL": [9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 9, 1],
}


@pytest.mark.parametrize(("cause", "values"), SERIES.items())
def test_cause_of_a_real_analysis_has_words(cause, values):
    last = analyse(values, improvement_direction="increase", mode="board").points.iloc[-1]
    assert CAUSES[cause] in latest_signal(last["special_cause_type"], point_type=last["point_type"])


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_names_whether_it_is_good_news(cause):
    assert latest_signal(cause, point_type="special_cause_improvement").endswith(
        "an improvement that chance does not explain."
    )
    assert latest_signal(cause, point_type="special_cause_concern").endswith(
        "a worsening that chance does not explain."
    )


def test_common_cause_is_normal_variation():
    assert latest_signal("Common Cause", point_type="common_cause").endswith("normal variation.")


def test_unknown_point_type_is_refused():
    with pytest.raises(ValueError, match="unheard"):
        latest_signal("Above UCL", point_type="unheard")


def test_every_variation_and_assurance_has_words():
    assert (set(VARIATION_WORDS), set(ASSURANCE_WORDS)) == (set(PointType), set(Assurance))
