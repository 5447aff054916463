"""What happened to: anything is found by its id or words, and its thread leads through the editions."""

import pandas as pd
import pytest

from data.history import find, plain, threads

LISTED = pd.DataFrame(
    [
        ("action", "cash-help", "old", "A1", "Provided help from our Fund", "Help from the Fund", None),
        ("measure", "quits", "old", "M7", "People who quit", "Quits", "Smokers’ quits at 4 weeks"),
        ("objective", "living-costs", "new", None, "supported people from our Fund", "Cost of living", None),
        ("measure", "quits", "new", None, "People who quit at 4 weeks", "Quits", "Smokers’ quits at 4 weeks"),
        ("action", "parks", "old", None, "Opened the £40m park", "Park", None),
    ],
    columns=["item_kind", "item_id", "plan_id", "code", "text", "short_name", "name"],
)
GONE = pd.DataFrame(
    [("cash-help", "living-costs", "renamed", "Same words"), ("parks", None, "retired", "Done")],
    columns=["old_id", "new_id", "kind", "reason"],
).assign(on_date=pd.Timestamp("2024-04-01"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cash-help", ["cash-help"]),
        ("CASH help", ["cash-help"]),
        ("fund", ["cash-help", "living-costs"]),
        ("fund provided", ["cash-help"]),
        ("prov", ["cash-help"]),
        ("m7", ["quits"]),
        ("people who quit", ["quits"]),
        ("smokers' quits", ["quits"]),
        ("£40m", ["parks"]),
        ("rovided", []),
        ("fund parks", []),
        ("   ", []),
        ("!?", []),
        ("", []),
    ],
)
def test_thing_is_found_if_its_id_code_or_words_hold_all_the_words(words, expected):
    assert find(LISTED, words) == expected


def test_thread_joins_old_and_new_whichever_of_them_is_found():
    both = [threads(LISTED, [name], dispositions=GONE)[0] for name in ("cash-help", "living-costs")]
    assert [list(each.wordings["item_id"]) for each in both] == [["cash-help", "living-costs"]] * 2


def test_thread_of_two_hits_is_told_once():
    assert len(threads(LISTED, ["cash-help", "living-costs"], dispositions=GONE)) == 1


def test_thread_of_a_retired_thing_holds_its_disposition():
    (thread,) = threads(LISTED, ["parks"], dispositions=GONE)
    assert list(thread.dispositions["reason"]) == ["Done"]


def test_thread_of_a_kept_measure_has_a_wording_an_edition():
    (thread,) = threads(LISTED, ["quits"], dispositions=GONE)
    assert (list(thread.wordings["plan_id"]), len(thread.dispositions)) == (["old", "new"], 0)


def test_thread_of_things_that_replace_each_other_ends():
    circle = pd.DataFrame({"old_id": ["cash-help", "parks"], "new_id": ["parks", "cash-help"]})
    (thread,) = threads(LISTED, ["parks"], dispositions=circle)
    assert set(thread.wordings["item_id"]) == {"cash-help", "parks"}


@pytest.mark.parametrize(
    ("text", "expected"), [("People’s  NEEDS", "peoples needs"), ("Café-run", "cafe run"), ("", "")]
)
def test_texts_are_compared_without_case_accents_and_marks(text, expected):
    assert plain(text) == expected
