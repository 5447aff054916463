"""How to read a page, and the words that it uses."""

from types import SimpleNamespace

import pytest
from dash import html as tags

from dashboard.guide import guide
from dashboard.prerender import html

VIEW = SimpleNamespace(link=lambda path: path)
PAGE = SimpleNamespace(key="measures", pattern="/measures")


@pytest.mark.parametrize(("text", "listed"), [("The tolerance", True), ("Nothing of the trade", False)])
def test_words_are_listed_only_where_a_page_uses_some(text, listed):
    (block,) = guide(VIEW, PAGE, [tags.P(text)])  # type: ignore[arg-type]
    assert ("Words used on this page" in html(block)) is listed
