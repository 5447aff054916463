"""What is kept of work done before."""

from dashboard.kept import Kept


def test_work_is_done_once_for_a_key():
    kept, done = Kept[str, int](most=2), []
    assert [kept.get("a", lambda: done.append(1) or len(done)) for _ in range(2)] == [1, 1]


def test_least_recently_used_makes_room():
    kept = Kept[str, str](most=2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: "first")
    assert [kept.get(key, lambda: "again") for key in ("a", "b")] == ["first", "again"]
