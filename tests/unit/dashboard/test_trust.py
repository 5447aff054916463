"""Moved targets, limits and year ends in words."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.trust import moved_words, why_no_icons

ROW = {
    "kind": "percentage",
    "unit": "%",
    "decimals": 1,
    "moved": True,
    "target": 52.0,
    "target_upper": None,
    "original_target": 60.0,
    "original_upper": None,
    "tolerance": 5.0,
    "tolerance_kind": "percent",
    "original_tolerance": 5.0,
    "original_tolerance_kind": "percent",
    "target_from": pd.Timestamp("2024-04-01"),
    "agreed_by": "Cabinet",
    "target_reason": "Reset after the survey changed",
}
CHART = {
    "variation": None,
    "spc_allowed": True,
    "points": 7,
    "start_date": pd.Timestamp("2023-10-01"),
    "frequency": "quarterly",
}


def row(**changes):
    return SimpleNamespace(**(ROW | changes))


def test_moved_target_names_who_when_and_why():
    assert moved_words(row()) == (
        "The target in force is 52.0%, moved from 60.0% on 1 Apr 2024 by Cabinet: reset after the survey changed."
    )


def test_a_target_that_stands_is_not_mentioned():
    assert moved_words(row(moved=False)) == ""


def test_moved_target_without_reason_says_so():
    assert moved_words(row(target_reason=None)).endswith("by Cabinet; no reason is recorded.")


def test_moved_tolerance_is_told_as_such():
    words = moved_words(row(original_target=52.0, original_tolerance=10.0))
    assert words.startswith("The tolerance in force is 5% of the target, moved from 10% of the target on 1 Apr 2024")


def test_moved_range_has_both_ends():
    words = moved_words(row(target_upper=58.0, original_upper=66.0))
    assert words.startswith("The target in force is 52.0% to 58.0%, moved from 60.0% to 66.0%")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"variation": "common_cause"}, ""),
        ({"points": 7}, "Trial limits: 7 of 12 points, limits from Q4 2024-25."),
        ({"points": 4}, "Too few figures for control limits: 4 of 12 points"),
        ({"points": float("nan")}, "No control limits: there are no figures."),
        ({"spc_allowed": False}, "Control limits are not drawn"),
    ],
)
def test_reason_for_having_no_icons(changes, words):
    said = why_no_icons(SimpleNamespace(**(CHART | changes)))
    assert said == words if not words else said.startswith(words)
