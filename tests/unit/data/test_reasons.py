"""Worth talking about: every state has a sentence, a question and a weight."""

import re
from itertools import product

import pytest

from data.model import Assurance, Direction, PointType, Status
from data.reasons import REASONS, reason

EVERY = list(product(Status, (*PointType, None), (*Assurance, None), Direction))
SENTENCES = sorted({entry.sentence for entry in REASONS.values()})
QUESTIONS = sorted({entry.question for entry in REASONS.values()})


def test_the_table_is_complete():
    assert set(REASONS) == set(EVERY)


def test_the_example_of_the_methods_is_kept():
    entry = reason("off", variation="common_cause", assurance="consistent_fail", direction="no_change")
    assert entry.sentence == (
        "Off target, but within normal variation, and the process cannot reach the target as it stands: redesign, not "
        "explanation."
    )


@pytest.mark.parametrize("text", [*SENTENCES, *QUESTIONS])
def test_no_placeholder_is_left(text):
    assert not re.search(r"[{}_<>]|None|consistent|special|  ", text)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_one_sentence(sentence):
    assert re.fullmatch(r"[A-Z][^.?!]*\.", sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_repeats_no_turn(sentence):
    assert max(sentence.count(word) for word in (", but ", ", although ")) <= 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_one_question(question):
    assert re.fullmatch(r"[A-Z][^.?!]*\?", question)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_short_enough_for_a_list(sentence):
    assert len(sentence) <= 200


def test_sentences_tell_states_apart():
    told = {(status, variation, assurance): set() for status, variation, assurance, _ in EVERY}
    for status, variation, assurance, direction in EVERY:
        told[status, variation, assurance].add(REASONS[status, variation, assurance, direction].sentence)
    every = [sentence for sentences in told.values() for sentence in sentences]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (("off", "special_cause_concern", "consistent_fail"), ("off", "common_cause", "consistent_fail")),
        (("off", "common_cause", "consistent_fail"), ("off", "common_cause", "inconsistent")),
        (("off", "common_cause", "consistent_pass"), ("near", "common_cause", "consistent_pass")),
        (("no_data", None, None), ("near", None, None)),
        (("met", "special_cause_concern", "consistent_fail"), ("off", None, None)),
        (("near", "special_cause_concern", "consistent_fail"), ("off", "common_cause", "consistent_pass")),
        (("met", "special_cause_concern", None), ("met", "special_cause_improvement", None)),
        (("met", "special_cause_improvement", None), ("met", "common_cause", "consistent_pass")),
    ],
)
def test_exceptions_are_ordered_by_reason_and_not_by_colour(more, less):
    heavy, light = (reason(status, variation=v, assurance=a) for status, v, a in (more, less))
    assert heavy.weight > light.weight


def test_direction_decides_between_equals():
    assert reason("off", direction="worsening").weight > reason("off", direction="improving").weight


@pytest.mark.parametrize("variation", ["special_cause_neutral_high", "special_cause_neutral_low"])
def test_a_change_that_is_neither_good_nor_bad_is_asked_about(variation):
    assert reason("no_target", variation=variation).question == "What lies behind the change, and is it wanted?"


@pytest.mark.parametrize("words", [("red",), ("off", "sideways")])
def test_an_unknown_word_is_refused(words):
    with pytest.raises(ValueError, match="is not a valid"):
        reason(words[0], direction=words[-1] if len(words) > 1 else "unknown")
