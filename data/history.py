"""What happened to anything that an edition of the plan ever listed: by its id, its code or its words, old or new."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One thing through the editions.

    Attributes:
        wordings: Rows of ``catalogue`` in the order of editions: what each edition called it.
        dispositions: Rows of the dispositions that join them or end the thread, in time.
    """

    wordings: pd.DataFrame
    dispositions: pd.DataFrame


def plain(text: str) -> str:
    """Returns a text as it is compared: lower case, without accents, hyphens and marks."""
    letters = unicodedata.normalize("NFKD", text).casefold().replace("’", "").replace("'", "")
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def find(listed: pd.DataFrame, words: str) -> list[str]:
    """Returns the ids of everything whose id, code, wording or name holds all of the words, in the plans' order.

    A word matches where a word of the text begins with it; words may stand in any order. No words find nothing.

    Args:
        listed: Rows of ``catalogue``.
        words: What is looked for.
    """
    wanted = plain(words).split()
    if not wanted:
        return []
    columns = [listed[name].astype(object) for name in ("item_id", "code", "text", "short_name", "name")]
    texts = [
        f" {plain(' '.join(str(part) for part in parts if pd.notna(part)))}" for parts in zip(*columns, strict=True)
    ]
    hits = [all(f" {word}" in text for word in wanted) for text in texts]
    return list(dict.fromkeys(listed.loc[hits, "item_id"]))


def threads(listed: pd.DataFrame, ids: Iterable[str], *, dispositions: pd.DataFrame) -> list[Thread]:
    """Returns the threads that hold these ids, each once, in the order of the ids.

    A thread is everything that dispositions join: renamed, split and merged, over any number of editions.

    Args:
        listed: Rows of ``catalogue``.
        ids: Ids in it.
        dispositions: old_id and new_id (missing if retired), in time.
    """
    joined = dispositions.dropna(subset=["new_id"])
    pairs = list(zip(joined["old_id"], joined["new_id"], strict=True))
    seen: set[str] = set()
    found = []
    for each in ids:
        if each in seen:
            continue
        members = _joined(each, pairs=pairs)
        seen |= members
        found.append(
            Thread(
                wordings=listed[listed["item_id"].isin(members)].reset_index(drop=True),
                dispositions=dispositions[dispositions["old_id"].isin(members)].reset_index(drop=True),
            )
        )
    return found


def _joined(start: str, *, pairs: Sequence[tuple[str, str]]) -> set[str]:
    members: set[str] = set()
    reached = {start}
    while reached:
        members |= reached
        reached = {b for a, b in pairs if a in members} | {a for a, b in pairs if b in members}
        reached -= members
    return members
