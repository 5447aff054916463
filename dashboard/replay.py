"""Answers a question that was answered before from memory: a build never changes, so the answer stays true."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus
from io import BytesIO
from threading import Lock
from typing import Any

from flask import Flask, Response, g, has_app_context, request

PURE = "X-Replay"
_LONGEST_QUESTION = 64 * 1024
# The page names its own address, so two hosts have two answers.
_QUESTION = ("REQUEST_METHOD", "wsgi.url_scheme", "HTTP_HOST", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT_ENCODING")

Key = tuple[str | bytes, ...]
Environ = dict[str, Any]
StartResponse = Callable[..., Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A whole answer, compressed as it was sent."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    etag: str

    @property
    def size(self) -> int:
        """Bytes that keeping it takes, roughly."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + 500


class Memory:
    """Answers by question, the most recently used, up to a number of bytes; safe to use from several threads."""

    def __init__(self, *, limit: int) -> None:
        """Starts empty; ``limit`` is the most bytes to keep."""
        self._limit = limit
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._asking: dict[Key, Lock] = {}

    @contextmanager
    def turn(self, key: Key) -> Iterator[None]:
        """Lets one thread at a time work on a question, so that the same one asked by many is worked out once."""
        with self._lock:
            turn = self._asking.setdefault(key, Lock())
        try:
            with turn:
                yield
        finally:
            with self._lock:
                self._asking.pop(key, None)

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return self._size

    def find(self, key: Key) -> Answer | None:
        """Returns the answer kept for a question, or None."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: Key, answer: Answer) -> None:
        """Keeps an answer; the least recently used make room. One larger than a quarter of the limit is not kept."""
        if answer.size * 4 > self._limit:
            return
        with self._lock:
            replaced = self._answers.pop(key, None)
            self._size += answer.size - (replaced.size if replaced else 0)
            self._answers[key] = answer
            while self._size > self._limit:
                _, oldest = self._answers.popitem(last=False)
                self._size -= oldest.size


def mark_pure(server: Flask, *, is_pure: Callable[[str], bool]) -> None:
    """Marks the answers that depend on nothing but the question and the build.

    Args:
        server: the server that Dash uses.
        is_pure: whether a path's answers are worked out from the question and the build alone.
    """

    @server.after_request
    def mark(response: Response) -> Response:
        if response.status_code == HTTPStatus.OK and is_pure(request.path) and not g.get("answer_once", False):
            response.headers[PURE] = "1"
        return response


def answer_once() -> None:
    """Keeps the answer being made out of the memory: call it where an answer reports a failure."""
    if has_app_context():
        g.answer_once = True


def replay(application: Any, *, version: Callable[[], str], limit: int) -> Any:
    """Puts a memory of pure answers in front of an application.

    Only an answer that carries the ``X-Replay`` header, has status 200 and sets no cookie is kept; the header is
    taken off before the answer is sent. A browser that holds the same answer already gets status 304.

    Args:
        application: A WSGI application that compresses its own answers.
        version: What every answer holds for, such as the id of the build; a new version begins afresh.
        limit: The most bytes to keep; 0 keeps nothing.

    Returns:
        A WSGI application.
    """
    memory = Memory(limit=limit)

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        body = _body(environ)
        if body is None:
            return application(environ, start_response)  # type: ignore[no-any-return]
        environ["HTTP_ACCEPT_ENCODING"] = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        key = (version(), *(environ.get(name, "") for name in _QUESTION), body)
        known = memory.find(key)
        if known is None:
            with memory.turn(key):
                known = memory.find(key) or _ask(application, environ, start_response)
                if not isinstance(known, Answer):
                    return known
                memory.keep(key, known)
        if environ.get("HTTP_IF_NONE_MATCH") == known.etag:
            start_response("304 Not Modified", [("ETag", known.etag), ("Cache-Control", "no-cache")])
            return []
        start_response(known.status, list(known.headers))
        return [known.body]

    return answer


def _body(environ: Environ) -> bytes | None:
    """Reads what is asked and leaves it readable; None where the question is not of a kind that is asked again."""
    if environ["REQUEST_METHOD"] == "GET":
        return b""
    length = environ.get("CONTENT_LENGTH", "")
    if environ["REQUEST_METHOD"] != "POST" or not length.isdigit() or int(length) > _LONGEST_QUESTION:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return body


def _encoding(accepted: str) -> str:
    return next((name for name in ("br", "gzip") if name in accepted), "identity")


def _ask(application: Any, environ: Environ, start_response: StartResponse) -> Answer | Iterable[bytes]:
    """Lets the application answer; gives the answer if it may be kept, and otherwise sends it on as it comes."""
    told: list[Any] = []
    parts = application(environ, lambda *words: told.append(words))
    status, headers = told[-1][0], told[-1][1]
    names = {name.lower() for name, _ in headers}
    shown = [(name, value) for name, value in headers if name != PURE]
    if PURE.lower() not in names or "set-cookie" in names or not status.startswith("200"):
        start_response(status, shown, *told[-1][2:])
        return parts  # type: ignore[no-any-return]
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    kept = [(name, value) for name, value in shown if name.lower() not in {"etag", "cache-control"}]
    # no-cache lets a browser keep the answer, but it has to ask whether it still holds.
    return Answer(status=status, headers=(*kept, ("ETag", etag), ("Cache-Control", "no-cache")), body=body, etag=etag)
