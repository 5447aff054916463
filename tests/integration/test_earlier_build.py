"""Going back to an earlier build: what is kept, what is refused, and that a board that is open follows."""

from pathlib import Path

import pytest

from data.__main__ import main
from data.errors import NoBuild
from data.ingest.build import build, use
from data.store import Pointer, Store, read_pointer
from tests.tiny_plan import TinyPlan


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    return tmp_path / "builds"


@pytest.fixture
def first(tiny_plan: TinyPlan, builds: Path) -> Pointer:
    """The first of two builds; the second is current."""
    pointer = build([tiny_plan.folder], to=builds).pointer
    tiny_plan.change("target", value="111")
    build([tiny_plan.folder], to=builds)
    return pointer


def test_pointer_is_what_it_was_when_the_build_was_made(first: Pointer, builds: Path):
    assert (use(first.build_id, folder=builds), read_pointer(builds)) == (first, first)


def test_an_open_store_follows(first: Pointer, builds: Path):
    store = Store(builds)
    before = store.build_id
    use(first.build_id, folder=builds)
    assert (before != first.build_id, store.build_id) == (True, first.build_id)


def test_the_same_input_is_built_anew_after_going_back(tiny_plan: TinyPlan, first: Pointer, builds: Path):
    use(first.build_id, folder=builds)
    assert build([tiny_plan.folder], to=builds).written


@pytest.mark.parametrize("name", ["20200101T000000Z-00000000", "*", "../builds/x", ""])
def test_a_build_that_is_not_kept_is_refused_with_those_that_are(first: Pointer, builds: Path, name: str):
    with pytest.raises(NoBuild, match=first.build_id):
        use(name, folder=builds)


def test_a_broken_file_is_refused_and_what_was_current_stays(first: Pointer, builds: Path):
    current = read_pointer(builds)
    (builds / first.file).write_bytes(b"no database")
    with pytest.raises(NoBuild, match="Choose another"):
        use(first.build_id, folder=builds)
    assert read_pointer(builds) == current


def test_the_command_says_what_is_current_now(first: Pointer, builds: Path, capsys):
    code = main(["use", first.build_id, "--to", str(builds)])
    assert (code, capsys.readouterr().out) == (0, f"Current now: {first.build_id}\n")


def test_the_command_fails_in_words(builds: Path, capsys):
    code = main(["use", "nothing", "--to", str(builds)])
    assert (code, "none is kept" in capsys.readouterr().err) == (1, True)
