"""The store on builds made of a few rows and statements of its own."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from data.errors import DataError, NoBuild, QueryTimeout, UnknownQuery, WrongParameters
from data.store import POINTER, SQL_FOLDER, Store, read_pointer

STATEMENTS = {
    "version": "-- The build's number, whatever $comment says.\nSELECT n FROM version;",
    "above": "SELECT n FROM version WHERE n > $least AND $least IS NOT NULL",
    "word": "SELECT 'a' AS word, 1 AS n, DATE '2023-02-14' AS day WHERE $given",
    "slow": "SELECT count(*) AS n FROM range(100000000) AS a, range(100000) AS b WHERE a.range + b.range = 7",
    "echo": "SELECT $said AS said FROM range(50)",
    "broken": "SELECT nothing FROM version",
    "reach": "SELECT content FROM read_text('/etc/hostname')",
    "alter": "SET memory_limit = '4GB'",
    "write": "CREATE TABLE more (n INTEGER)",
}


def publish(folder: Path, n: int) -> Path:
    path = folder / f"performance-{n}.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE version AS SELECT ? AS n", [n])
    draft = folder / "draft.json"
    draft.write_text(json.dumps({"build_id": f"b{n}", "file": path.name, "content_sha256": "0"}), encoding="utf-8")
    draft.replace(folder / POINTER)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    builds = tmp_path / "builds"
    builds.mkdir()
    publish(builds, 1)
    return builds


@pytest.fixture
def statements(tmp_path: Path) -> Path:
    place = tmp_path / "statements"
    place.mkdir()
    (tmp_path / "outside.sql").write_text("SELECT 1 AS n", encoding="utf-8")
    for name, text in STATEMENTS.items():
        (place / f"{name}.sql").write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def store(folder: Path, statements: Path) -> Store:
    return Store(folder, statements=statements)


def number(reader) -> int:
    return int(reader.read("version")["n"].item())


def test_read_returns_the_rows_of_the_statement(store):
    assert number(store) == 1


def test_parameters_reach_the_statement(store):
    assert len(store.read("above", least=0)) == 1


def test_no_rows_give_an_empty_frame_with_all_columns(store):
    assert list(store.read("word", given=False).columns) == ["word", "n", "day"]


@pytest.mark.parametrize(("column", "dtype"), [("word", "str"), ("day", "datetime64[us]")])
@pytest.mark.parametrize("given", [True, False])
def test_columns_have_the_same_type_with_rows_and_without(store, column, dtype, given):
    assert store.read("word", given=given)[column].dtype == dtype


def test_build_id_is_that_of_the_pointer(store):
    assert store.build_id == "b1"


def test_a_newly_published_build_answers_the_next_read(store, folder):
    number(store)
    publish(folder, 2)
    assert (number(store), store.build_id) == (2, "b2")


def test_a_build_in_hand_goes_on_answering_after_another_is_published_and_its_file_is_deleted(store, folder):
    held = store.current()
    publish(folder, 2)
    number(store)
    (folder / "performance-1.duckdb").unlink()
    assert (held.build_id, number(held)) == ("b1", 1)


def test_current_is_the_same_object_until_another_build_is_published(store):
    assert store.current() is store.current()


def test_nothing_is_opened_before_the_first_read(tmp_path):
    Store(tmp_path / "nowhere")


def test_missing_pointer_says_what_to_run(tmp_path, statements):
    with pytest.raises(NoBuild, match="python -m data build"):
        Store(tmp_path, statements=statements).read("version")


def test_missing_file_says_what_to_run(store, folder):
    (folder / "performance-1.duckdb").unlink()
    with pytest.raises(NoBuild, match="python -m data build --force"):
        store.read("version")


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", '{"build_id": "b"}'])
def test_damaged_pointer_says_what_to_run(folder, text):
    (folder / POINTER).write_text(text, encoding="utf-8")
    with pytest.raises(NoBuild, match="--force"):
        read_pointer(folder)


def test_damaged_file_says_what_to_run(store, folder):
    (folder / "performance-1.duckdb").write_bytes(b"not a database")
    with pytest.raises(NoBuild, match="--force"):
        store.read("version")


@pytest.mark.parametrize("name", ["nothing", "../outside", "", "version.sql"])
def test_unknown_statement_is_named(store, name):
    with pytest.raises(UnknownQuery):
        store.read(name)


def test_missing_parameter_is_named(store):
    with pytest.raises(WrongParameters, match="above needs least"):
        store.read("above")


def test_needless_parameter_is_named(store):
    with pytest.raises(WrongParameters, match="version does not use area"):
        store.read("version", area="E10000007")


def test_parameter_named_only_in_a_comment_is_not_one(store):
    with pytest.raises(WrongParameters):
        store.read("version", comment="x")


def test_failing_statement_is_an_error_of_ours_that_names_it(store):
    with pytest.raises(DataError, match="The statement broken failed on build b1"):
        store.read("broken")


def test_build_that_lacks_what_a_statement_asks_for_is_to_be_made_again(store):
    with pytest.raises(DataError, match="python -m data build"):
        store.read("broken")


def test_slow_statement_is_stopped(folder, statements):
    with pytest.raises(QueryTimeout, match=r"slow took longer than 0\.2 seconds"):
        Store(folder, statements=statements, timeout_seconds=0.2).read("slow")


def test_store_answers_after_a_statement_was_stopped(folder, statements):
    store = Store(folder, statements=statements, timeout_seconds=0.2)
    with pytest.raises(QueryTimeout):
        store.read("slow")
    assert number(store) == 1


@pytest.mark.parametrize("name", ["reach", "alter", "write"])
def test_statements_can_neither_write_nor_reach_out_nor_unlock(store, name):
    with pytest.raises(DataError):
        store.read(name)


def test_threads_never_get_each_others_rows(store):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: set(store.read("echo", said=n)["said"]), range(200)))
    assert answers == [{n} for n in range(200)]


def test_builds_published_under_load_are_never_mixed_and_never_go_back(store, folder):
    stop = threading.Event()
    seen: list[tuple[str, int]] = []

    def ask() -> None:
        while not stop.is_set():
            held = store.current()
            seen.append((held.build_id, number(held)))

    reader = threading.Thread(target=ask)
    reader.start()
    for n in range(2, 8):
        publish(folder, n)
    stop.set()
    reader.join()
    assert seen
    assert all(build_id == f"b{n}" for build_id, n in seen)
    assert [n for _, n in seen] == sorted(n for _, n in seen)


@pytest.mark.parametrize("path", sorted(SQL_FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_every_statement_says_at_its_head_what_it_returns(path):
    assert path.read_text(encoding="utf-8").startswith("-- ")
