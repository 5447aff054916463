"""Tests on what a person sees, and what the log holds, when something fails."""

import logging
import re

import pytest
from flask import Flask, Response, abort

from dashboard import errors


def broken():
    raise KeyError("secret detail")


@pytest.fixture
def client():
    server = Flask("test")
    server.add_url_rule("/broken", view_func=broken)
    server.add_url_rule("/refused", view_func=lambda: abort(405))
    server.add_url_rule("/data", "data", lambda: Response("{}", mimetype="application/json"))
    server.add_url_rule("/<path:path>", "index", lambda path: Response("<html>the board</html>", mimetype="text/html"))
    server.add_url_rule("/_dash-layout", "layout", lambda: Response("<html>", mimetype="text/html"))
    errors.handle_failures(
        server,
        is_known=lambda path, search: path == "/known" and "bad" not in search,
        is_internal=lambda path: path.startswith("/_dash"),
    )
    return server.test_client()


def reference_in(response):
    return re.search(r"<strong>([0-9a-f]{8})</strong>", response.text).group(1)


def test_an_unknown_address_is_answered_with_404(client):
    assert client.get("/unknown").status_code == 404


def test_an_unknown_address_still_gets_the_page_that_explains_it(client):
    assert client.get("/unknown").text == "<html>the board</html>"


def test_a_known_address_is_answered_with_200(client):
    assert client.get("/known").status_code == 200


def test_the_query_string_is_part_of_the_address(client):
    assert client.get("/known?bad").status_code == 404


@pytest.mark.parametrize("path", ["/_dash-layout", "/data"])
def test_what_is_not_a_page_keeps_its_status(client, path):
    assert client.get(path).status_code == 200


def test_a_failure_is_a_page_with_status_500(client, caplog):
    assert client.get("/broken").status_code == 500


def test_a_failure_tells_nothing_of_its_inside(client, caplog):
    text = client.get("/broken").text
    assert "secret" not in text and "Traceback" not in text


def test_the_reference_on_the_page_is_in_the_log_with_the_whole_story(client, caplog):
    reference = reference_in(client.get("/broken"))
    record = next(each for each in caplog.records if reference in each.getMessage())
    assert record.exc_info[0] is KeyError


def test_no_two_failures_share_a_reference(client, caplog):
    assert reference_in(client.get("/broken")) != reference_in(client.get("/broken"))


def test_a_refusal_is_a_page_in_words(client):
    response = client.get("/refused")
    assert (response.status_code, "This cannot be done here" in response.text) == (405, True)


def test_a_failed_callback_shows_a_notice_with_its_reference(monkeypatch, caplog):
    shown = {}
    monkeypatch.setattr(errors, "set_props", lambda name, props: shown.update({name: props}))
    monkeypatch.setattr(errors, "new_reference", lambda: "0123abcd")
    errors.on_error(ValueError("inside"))
    assert shown == {errors.NOTICE_ID: {"children": errors.notice("0123abcd")}}


def test_a_failed_callback_is_logged_under_its_reference(monkeypatch, caplog):
    monkeypatch.setattr(errors, "set_props", lambda *_: None)
    monkeypatch.setattr(errors, "new_reference", lambda: "0123abcd")
    with caplog.at_level(logging.ERROR):
        errors.on_error(ValueError("inside"))
    assert "0123abcd" in caplog.text and "ValueError: inside" in caplog.text


def test_the_notice_says_what_to_do_and_names_the_reference():
    assert errors.notice("0123abcd").endswith("Try again, or report reference 0123abcd.")
