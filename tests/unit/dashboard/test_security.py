"""Tests on the response headers."""

import pytest
from flask import Flask, Response

from dashboard.security import headers, protect

HASHES = ("'sha256-abc='", "'sha256-def='")


def policy(**options):
    given = {"https": False} | options
    text = headers(HASHES, **given)["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in text.split("; ")}


def test_only_our_own_scripts_and_the_hashed_ones_run():
    assert policy()["script-src"] == ["'self'", *HASHES]


@pytest.mark.parametrize("word", ["unsafe-eval", "unsafe-inline"])
def test_no_script_may_be_made_up_in_the_page(word):
    assert word not in " ".join(policy()["script-src"])


@pytest.mark.parametrize("directive", ["object-src", "base-uri", "frame-ancestors"])
def test_what_the_board_never_does_is_refused(directive):
    assert policy()[directive] == ["'none'"]


def test_no_directive_names_another_site():
    assert not [word for words in policy().values() for word in words if "." in word or "*" in word or "http" in word]


@pytest.mark.parametrize(("https", "expected"), [(True, True), (False, False)])
def test_browsers_are_told_to_insist_on_https_only_where_there_is_https(https, expected):
    assert ("Strict-Transport-Security" in headers(HASHES, https=https)) is expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ],
)
def test_every_answer_carries_the_header(name, value):
    assert headers(HASHES, https=False)[name] == value


def served(view):
    server = Flask("test")
    server.add_url_rule("/", view_func=view)
    protect(server, secure={"X-Frame-Options": "DENY"})
    return server.test_client()


def test_a_failure_carries_the_headers_too():
    assert served(lambda: ("", 500)).get("/").headers["X-Frame-Options"] == "DENY"


def test_a_header_that_a_view_has_set_itself_stands():
    client = served(lambda: Response("", headers={"X-Frame-Options": "SAMEORIGIN"}))
    assert client.get("/").headers.getlist("X-Frame-Options") == ["SAMEORIGIN"]
