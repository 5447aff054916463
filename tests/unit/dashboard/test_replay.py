"""Tests on answering from memory."""

import threading
from io import BytesIO

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from dashboard.replay import PURE, Answer, Memory, answer_once, mark_pure, replay


class Application:
    """A WSGI application that counts how often it is asked."""

    def __init__(self, *, status="200 OK", headers=((PURE, "1"),), body=b"answer"):
        self.asked = []
        self.status, self.headers, self.body = status, list(headers), body

    def __call__(self, environ, start_response):
        self.asked.append((environ["PATH_INFO"], environ["wsgi.input"].read(), environ["HTTP_ACCEPT_ENCODING"]))
        start_response(self.status, [("Content-Type", "text/plain"), *self.headers])
        return [self.body]


def ask(server, path="/", *, method="GET", body=b"", **more):
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "HTTP_HOST": "board.example",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
    } | more
    told = []
    content = b"".join(server(environ, lambda status, headers, *_: told.extend([status, dict(headers)])))
    return told[0], told[1], content


def remembering(application, *, version=lambda: "build-1", limit=1_000_000):
    return replay(application, version=version, limit=limit)


def test_the_same_question_is_worked_out_once():
    application = Application()
    server = remembering(application)
    assert (ask(server), ask(server), len(application.asked)) == (ask(server), ask(server), 1)


def test_a_callback_with_the_same_body_is_worked_out_once():
    application = Application()
    server = remembering(application)
    for _ in range(3):
        ask(server, "/_dash-update-component", method="POST", body=b'{"a": 1}')
    assert application.asked == [("/_dash-update-component", b'{"a": 1}', "br")]


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/other"},
        {"QUERY_STRING": "to=2022-23-Q2"},
        {"HTTP_HOST": "elsewhere.example"},
        {"wsgi.url_scheme": "https"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"method": "POST", "body": b"{}"},
    ],
)
def test_another_question_is_worked_out_for_itself(other):
    application = Application()
    server = remembering(application)
    ask(server)
    ask(server, **other)
    assert len(application.asked) == 2


def test_browsers_that_word_the_same_wish_differently_share_an_answer():
    application = Application()
    server = remembering(application)
    for words in ("gzip, deflate, br", "br;q=1.0, gzip", "gzip, deflate, br, zstd"):
        ask(server, HTTP_ACCEPT_ENCODING=words)
    assert len(application.asked) == 1


def test_a_new_build_is_worked_out_afresh():
    application, builds = Application(), iter(["build-1", "build-2"])
    server = remembering(application, version=lambda: next(builds))
    ask(server)
    ask(server)
    assert len(application.asked) == 2


@pytest.mark.parametrize(
    "impure",
    [
        {"headers": ()},
        {"headers": ((PURE, "1"), ("Set-Cookie", "a=b"))},
        {"status": "404 NOT FOUND"},
        {"status": "500 INTERNAL SERVER ERROR"},
    ],
)
def test_an_answer_that_may_not_hold_again_is_not_kept(impure):
    application = Application(**impure)
    server = remembering(application)
    ask(server)
    ask(server)
    assert len(application.asked) == 2


@pytest.mark.parametrize("headers", [((PURE, "1"),), ((PURE, "1"), ("Set-Cookie", "a=b"))])
def test_the_mark_is_taken_off_before_sending(headers):
    assert PURE not in ask(remembering(Application(headers=headers)))[1]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD"])
def test_other_methods_pass_by(method):
    application = Application()
    server = remembering(application)
    ask(server, method=method)
    ask(server, method=method)
    assert len(application.asked) == 2


@pytest.mark.parametrize("length", ["", "abc", "-1", str(10**9)])
def test_a_body_of_doubtful_length_passes_by(length):
    application = Application()
    ask(remembering(application), method="POST", body=b"{}", CONTENT_LENGTH=length)
    assert application.asked[0][1] == b"{}"


def test_a_browser_that_holds_the_answer_is_told_so():
    server = remembering(Application())
    held = ask(server)[1]["ETag"]
    assert ask(server, HTTP_IF_NONE_MATCH=held)[::2] == ("304 Not Modified", b"")


def test_a_browser_that_holds_another_answer_gets_the_whole_one():
    assert ask(remembering(Application()), HTTP_IF_NONE_MATCH='"other"')[2] == b"answer"


def test_nothing_is_kept_without_room():
    application = Application()
    server = remembering(application, limit=0)
    ask(server)
    ask(server)
    assert len(application.asked) == 2


def test_the_same_question_asked_by_many_at_once_is_worked_out_once():
    together = threading.Barrier(4)

    class Slow(Application):
        def __call__(self, environ, start_response):
            threading.Event().wait(0.05)
            return super().__call__(environ, start_response)

    application = Slow()
    server = remembering(application)

    def visit():
        together.wait()
        ask(server)

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    assert len(application.asked) == 1


def test_a_failure_lets_the_next_visitor_try_again():
    class Failing(Application):
        def __call__(self, environ, start_response):
            if not self.asked:
                self.asked.append(None)
                raise RuntimeError("once")
            return super().__call__(environ, start_response)

    server = remembering(Failing())
    with pytest.raises(RuntimeError, match="once"):
        ask(server)
    assert ask(server)[2] == b"answer"


def answer(size):
    return Answer(status="200 OK", headers=(), body=b"x" * size, etag="")


def test_the_least_recently_used_makes_room():
    memory = Memory(limit=10_000)
    for name in "abc":
        memory.keep((name,), answer(2000))
    memory.find(("a",))
    memory.keep(("d",), answer(2000))
    memory.keep(("e",), answer(2000))
    assert [name for name in "abcde" if memory.find((name,))] == ["a", "c", "d", "e"]


@given(sizes=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5000)), max_size=40))
def test_the_memory_never_exceeds_its_limit(sizes):
    memory = Memory(limit=10_000)
    for name, size in sizes:
        memory.keep((str(name),), answer(size))
    kept = [memory.find((str(name),)) for name in range(6)]
    assert memory.size == sum(each.size for each in kept if each) <= 10_000


def marked(view):
    server = Flask("test")
    server.add_url_rule("/page", view_func=view)
    mark_pure(server, is_pure=lambda path: path == "/page")
    return PURE in server.test_client().get("/page").headers


def test_a_pure_answer_is_marked():
    assert marked(lambda: "page")


@pytest.mark.parametrize("view", [lambda: ("gone", 404), lambda: answer_once() or "failed"])
def test_an_answer_that_reports_a_failure_is_not_marked(view):
    assert not marked(view)
