"""The data command: python -m data build, use, where, check, illustrate or describe."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from data.describe import FORMAT_FILE, data_format
from data.errors import DataError, RejectedInput
from data.illustrate import DEFAULT_SEED, generate, write
from data.ingest.build import DEFAULT_FOLDERS, build, check, current_path, use
from data.ingest.findings import Report, Severity
from data.ingest.progress import Item, Track
from data.store import BUILD_FOLDER

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class PlainTrack:
    """Progress for logs: one line when a part is done, with its time.

    Attributes:
        console: Where it writes.
    """

    console: Console

    def __call__(self, items: Sequence[Item], words: str, /) -> Iterable[Item]:
        """Yields the items in order, under a heading of a word or two."""
        started = time.monotonic()
        yield from items
        self.console.print(f"{words}: {len(items)} in {time.monotonic() - started:.1f} s")


@dataclass(frozen=True, kw_only=True)
class BarTrack:
    """Progress for people: one bar a part.

    Attributes:
        progress: The bars.
    """

    progress: Progress

    def __call__(self, items: Sequence[Item], words: str, /) -> Iterable[Item]:
        """Yields the items in order, under a heading of a word or two."""
        return self.progress.track(items, description=words)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code: 0 if it did what was asked, 1 if not."""
    options = _parser().parse_args(arguments)
    errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        return int(options.run(options, errors))
    except RejectedInput as error:
        _show(error.report, errors)
        errors.print("Nothing was built; what was current stays current.")
    except DataError as error:
        errors.print(str(error))
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Checks, builds and finds the board's data.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    make = commands.add_parser("build", help="check the CSV files, build the database and make it the current one")
    make.add_argument(
        "--from", dest="folders", metavar="FOLDER", type=Path, action="append",
        help="folder of CSV files named after tables; may be repeated (default: those of this repository)",
    )  # fmt: skip
    _add_to(make)
    make.add_argument("--force", action="store_true", help="build even if nothing has changed")
    make.set_defaults(run=_build)

    where = commands.add_parser("where", help="print the path of the current build")
    _add_to(where)
    where.set_defaults(run=_where)

    back = commands.add_parser("use", help="make an earlier build the current one")
    back.add_argument(
        "build_id", metavar="BUILD", help="id of a build that is kept, for example 20261122T090000Z-1a2b3c4d"
    )
    _add_to(back)
    back.set_defaults(run=_use)

    look = commands.add_parser("check", help="check CSV files and write nothing")
    look.add_argument("folders", metavar="FOLDER", type=Path, nargs="*", help="folder of CSV files named after tables")
    look.set_defaults(run=_check)

    make_up = commands.add_parser("illustrate", help="write the illustrative figures anew")
    make_up.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, help="the same seed gives the same files (default %(default)s)"
    )
    make_up.set_defaults(run=_illustrate)

    describe = commands.add_parser("describe", help="write docs/data-format.md anew from schema.sql")
    describe.set_defaults(run=_describe)
    return parser


def _add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", metavar="FOLDER", type=Path, default=Path(os.environ.get("DATA_BUILD", BUILD_FOLDER)),
        help="folder of builds (default: the setting DATA_BUILD, or data/build)",
    )  # fmt: skip


def _build(options: argparse.Namespace, errors: Console) -> int:
    started = time.monotonic()
    outcome = _with_progress(
        errors, lambda track: build(options.folders or DEFAULT_FOLDERS, to=options.to, force=options.force, track=track)
    )
    if not outcome.written:
        print(f"Up to date: {outcome.pointer.build_id}. Use --force to build all the same.")
        return 0
    if outcome.report is not None:
        _show(outcome.report, errors)
    rows, seconds = sum(outcome.rows.values()), time.monotonic() - started
    print(f"Built {outcome.pointer.build_id}: {rows:,} rows in {seconds:.1f} s, {outcome.path}")
    return 0


def _with_progress(errors: Console, work: Callable[[Track], Result]) -> Result:
    if not errors.is_terminal:
        return work(PlainTrack(console=errors))
    columns = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors) as progress:
        return work(BarTrack(progress=progress))


def _show(report: Report, errors: Console) -> None:
    for line in report.lines():
        errors.print(line)
    fails, warns = report.count(Severity.FAIL), report.count(Severity.WARN)
    errors.print(f"Checks: {fails:,} to put right, {warns:,} to look at.")


def _where(options: argparse.Namespace, _: Console) -> int:
    print(current_path(options.to))
    return 0


def _use(options: argparse.Namespace, _: Console) -> int:
    print(f"Current now: {use(options.build_id, folder=options.to).build_id}")
    return 0


def _check(options: argparse.Namespace, errors: Console) -> int:
    report = _with_progress(errors, lambda track: check(options.folders or DEFAULT_FOLDERS, track=track))
    _show(report, errors)
    return 1 if report.failed else 0


def _illustrate(options: argparse.Namespace, _: Console) -> int:
    plan, official, illustrative = DEFAULT_FOLDERS
    frames = generate(plan, official_folder=official, seed=options.seed)
    write(frames, illustrative)
    print(f"Wrote {sum(len(frame) for frame in frames.values()):,} rows to {illustrative}")
    return 0


def _describe(_options: argparse.Namespace, _: Console) -> int:
    FORMAT_FILE.write_text(data_format(), encoding="utf-8")
    print(f"Wrote {FORMAT_FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
