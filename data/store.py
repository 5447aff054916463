"""The one door through which figures are read: the current build, read-only, never half of one and half of the next."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd

from data.errors import DataError, NoBuild, QueryTimeout, UnknownQuery, WrongParameters

POINTER = "current.json"
"""Name of the file that says which build is current."""

BUILD_FOLDER = Path(__file__).parent / "build"
"""Where builds are kept unless told otherwise."""

SQL_FOLDER = Path(__file__).parent / "sql"
"""Where the statements are."""


_OTHER_VERSION = "\nThe build was made by another version of the board. Make it again with: python -m data build"


class Reader(Protocol):
    """What questions are put to: the store, or one build of it."""

    @property
    def build_id(self) -> str:
        """Id of the build that answers."""

    def read(self, name: str, /, **parameters: Any) -> pd.DataFrame:
        """Runs the statement of that name."""


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """What current.json holds.

    Attributes:
        build_id: UTC time of the build and the first letters of its fingerprint.
        file: Name of the file beside the pointer.
        content_sha256: Fingerprint of everything that went in.
    """

    build_id: str
    file: str
    content_sha256: str


@dataclass(frozen=True, kw_only=True)
class _Statement:
    text: str
    parameters: frozenset[str]


def read_pointer(folder: Path) -> Pointer:
    """Returns what `current.json` in a folder of builds says.

    Raises:
        NoBuild: If there is no such file, or it is not one of ours.
    """
    path = folder / POINTER
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Pointer(build_id=fields["build_id"], file=fields["file"], content_sha256=fields["content_sha256"])
    except FileNotFoundError:
        raise NoBuild(f"There is no build in {folder}. Run `python -m data build`.") from None
    except (ValueError, KeyError, TypeError):
        raise NoBuild(f"{path} cannot be read. Run `python -m data build --force`.") from None


class OpenBuild:
    """One build, held for as long as someone keeps it, so that all that is read from it belongs together.

    Safe to share between threads: every read has a cursor of its own. What is published meanwhile changes nothing here.

    Attributes:
        build_id: Id of the build.
    """

    def __init__(
        self, *, build_id: str, connection: duckdb.DuckDBPyConnection, statements: Path, timeout_seconds: float
    ) -> None:
        """Made by `Store.current`."""
        self.build_id = build_id
        self._connection = connection
        self._statements = statements
        self._timeout_seconds = timeout_seconds
        self._known: dict[str, _Statement] = {}

    def read(self, name: str, /, **parameters: Any) -> pd.DataFrame:
        """Runs a statement.

        Args:
            name: Name of a file in the folder of statements, without .sql.
            **parameters: A value for each $name in the statement, and no others.

        Returns:
            The rows in the statement's own order, described at its head; no rows give an empty frame with all columns.
            Text is pandas' string dtype, dates and times datetime64[us] (UTC), absent values are missing.

        Raises:
            UnknownQuery: If there is no such statement.
            WrongParameters: If a parameter is missing or the statement does not use it.
            QueryTimeout: If it runs too long.
            DataError: If the statement fails for any other reason.
        """
        # Threads that share one connection get each other's rows, silently: a cursor each is the cure.
        with self._connection.cursor() as cursor, _deadline(cursor, seconds=self._timeout_seconds) as expired:
            statement = self._statement(name, cursor=cursor)
            _require_parameters(name, wanted=statement.parameters, given=frozenset(parameters))
            try:
                frame = cursor.execute(statement.text, parameters).df()
            except duckdb.Error as error:
                if expired.is_set():
                    raise QueryTimeout(
                        f"The statement {name} took longer than {self._timeout_seconds:g} seconds and was stopped. "
                        "Ask for less at a time, or raise the setting QUERY_SECONDS."
                    ) from error
                cure = _OTHER_VERSION if isinstance(error, duckdb.BinderException | duckdb.CatalogException) else ""
                raise DataError(f"The statement {name} failed on build {self.build_id}: {error}{cure}") from error
        return frame.astype(dict.fromkeys(frame.select_dtypes("object"), "str")) if frame.empty else frame

    def _statement(self, name: str, *, cursor: duckdb.DuckDBPyConnection) -> _Statement:
        if name not in self._known:
            self._known[name] = _read_statement(self._statements, name, cursor=cursor)
        return self._known[name]


@dataclass(frozen=True, kw_only=True)
class _Opened:
    stamp: tuple[int, int]
    build: OpenBuild


class Store:
    """The current build, opened read-only and locked down; it follows the pointer when a new build is published.

    Safe to share between threads. Nothing is opened until the first read, so that each worker process opens its own.
    """

    def __init__(
        self,
        folder: Path = BUILD_FOLDER,
        *,
        statements: Path = SQL_FOLDER,
        threads: int = 2,
        memory_limit: str = "1GB",
        timeout_seconds: float = 10.0,
    ) -> None:
        """Remembers where builds are; reads nothing yet.

        Args:
            folder: Folder of builds, with current.json in it.
            statements: Folder of the .sql files that `read` names.
            threads: Threads that one statement may use.
            memory_limit: Memory that the engine may use in this process, for example 1GB.
            timeout_seconds: How long one statement may run.
        """
        self._folder = folder
        self._statements = statements
        self._config: dict[str, str | bool | int | float | list[str]] = {
            "threads": threads,
            "memory_limit": memory_limit,
            "enable_external_access": "false",
            "lock_configuration": "true",
            # By default the engine keeps over a hundred megabytes of freed memory for a query that may never come.
            "allocator_flush_threshold": "1MB",
            "allocator_bulk_deallocation_flush_threshold": "1MB",
        }
        self._timeout_seconds = timeout_seconds
        self._lock = threading.Lock()
        self._opened: _Opened | None = None

    @property
    def build_id(self) -> str:
        """Id of the build that is current at this moment.

        Raises:
            NoBuild: If nothing has been built yet.
        """
        return self.current().build_id

    def read(self, name: str, /, **parameters: Any) -> pd.DataFrame:
        """Runs a statement on the build that is current at this moment; see `OpenBuild.read`.

        Two calls may see two builds: where answers must belong together, take `current` once and read from that.

        Raises:
            NoBuild: If nothing has been built yet.
        """
        return self.current().read(name, **parameters)

    def current(self) -> OpenBuild:
        """Returns the build that is current at this moment; the same object until another build is published.

        Raises:
            NoBuild: If nothing has been built yet.
        """
        opened = self._opened
        if opened is not None and opened.stamp == self._stamp():
            return opened.build
        with self._lock:
            stamp = self._stamp()
            if self._opened is None or self._opened.stamp != stamp:
                # The build before is not closed: requests that are under way still read from it.
                self._opened = _Opened(stamp=stamp, build=self._open())
            return self._opened.build

    def _stamp(self) -> tuple[int, int]:
        try:
            status = (self._folder / POINTER).stat()
        except FileNotFoundError:
            raise NoBuild(f"There is no build in {self._folder}. Run `python -m data build`.") from None
        return status.st_mtime_ns, status.st_ino

    def _open(self) -> OpenBuild:
        pointer = read_pointer(self._folder)
        path = self._folder / pointer.file
        if not path.is_file():
            raise NoBuild(f"The current build {path} is gone. Run `python -m data build --force`.")
        try:
            connection = duckdb.connect(path, read_only=True, config=self._config)
        except duckdb.Error as error:
            raise NoBuild(
                f"The current build {path} cannot be opened ({error}). Run `python -m data build --force`."
            ) from error
        return OpenBuild(
            build_id=pointer.build_id,
            connection=connection,
            statements=self._statements,
            timeout_seconds=self._timeout_seconds,
        )


@contextmanager
def _deadline(cursor: duckdb.DuckDBPyConnection, *, seconds: float) -> Iterator[threading.Event]:
    expired = threading.Event()

    def stop() -> None:
        expired.set()
        cursor.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield expired
    finally:
        timer.cancel()


def _read_statement(folder: Path, name: str, *, cursor: duckdb.DuckDBPyConnection) -> _Statement:
    path = folder / f"{name}.sql"
    if not name.isidentifier() or not path.is_file():
        raise UnknownQuery(f"There is no statement {name}.sql in {folder}. Check the name.")
    text = path.read_text(encoding="utf-8")
    (statement,) = cursor.extract_statements(text)
    return _Statement(text=text, parameters=frozenset(statement.named_parameters))


def _require_parameters(name: str, *, wanted: frozenset[str], given: frozenset[str]) -> None:
    faults = [
        f"{word} {', '.join(sorted(names))}"
        for word, names in (("needs", wanted - given), ("does not use", given - wanted))
        if names
    ]
    if faults:
        raise WrongParameters(f"The statement {name} {' and '.join(faults)}.")
