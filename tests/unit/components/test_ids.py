"""Ids are made in one way."""

import pytest

from components import ids


def test_id_joins_page_and_thing() -> None:
    assert ids.make_id("measures", "status") == "measures-status"


@pytest.mark.parametrize(("page", "thing"), [("", "x"), ("x", ""), ("x", "a.b"), ("{x", "y")])
def test_parts_that_dash_forbids_are_refused(page: str, thing: str) -> None:
    with pytest.raises(ValueError, match="page and a thing"):
        ids.make_id(page, thing)


def test_ids_inside_a_panel_differ() -> None:
    assert len({"p", ids.graph_id("p"), ids.heading_id("p"), ids.sentence_id("p")}) == 4
