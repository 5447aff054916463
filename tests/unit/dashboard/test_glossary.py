"""The board's own words: what each is, which of them a page uses, and how one explains itself."""

import pytest
from dash import html

from dashboard import glossary
from dashboard.glossary import TERMS, listed, term, used_in
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.site import draw
from tests.fixtures.small_board import small_store


class Somewhere:
    """A view that keeps a filter."""

    def link(self, path):
        return f"{path}?plan=next"


@pytest.mark.parametrize("name", TERMS)
def test_every_sign_of_a_term_is_in_small_letters(name):
    assert TERMS[name].signs == tuple(sign.lower() for sign in TERMS[name].signs) and TERMS[name].signs


@pytest.mark.parametrize("name", TERMS)
def test_every_meaning_is_whole_sentences_of_at_most_forty_words(name):
    meaning = TERMS[name].meaning
    assert meaning.endswith(".") and len(meaning.split()) <= 40


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Missed by more than the Tolerance.", ("tolerance",)),
        (["Carried over", html.P("an outturn")], ("carried-over", "outturn")),
        (html.Div(html.Ul([html.Li("Restated"), None, 3])), ("restated",)),
        ("nothing of the sort", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_terms_are_found_however_deep_and_in_whatever_letters(content, expected):
    assert used_in(content) == expected


def test_terms_come_in_the_order_of_the_glossary():
    assert used_in("outturn, then tolerance") == ("tolerance", "outturn")


def test_a_term_in_a_sentence_carries_its_meaning_and_leads_to_its_place_in_the_glossary():
    link = term(Somewhere(), "tolerance", "tolerances").to_plotly_json()["props"]
    assert (link["href"], link["data-meaning"]) == (
        "/glossary?plan=next#term-tolerance",
        TERMS["tolerance"].meaning,
    )


def test_an_unknown_term_is_refused():
    with pytest.raises(KeyError):
        term(Somewhere(), "jargon", "jargon")


def test_only_the_glossary_itself_has_places_to_lead_to():
    assert "term-tolerance" not in str(listed(("tolerance",)))
    assert "term-tolerance" in str(listed(("tolerance",), anchors=True))


def test_the_glossary_page_holds_every_place_that_a_term_leads_to(tmp_path):
    services = Services(store=small_store(tmp_path), settings=Settings())
    drawn = str(draw(services, glossary.PATH, "").body)
    assert [name for name in TERMS if glossary.anchor(name) not in drawn] == []
