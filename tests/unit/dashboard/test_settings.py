"""Tests on reading the settings."""

import dataclasses
import re
from pathlib import Path

import pytest

from dashboard.settings import Settings, SettingsError, settings_table


def test_an_empty_environment_gives_the_defaults():
    assert Settings.from_environment({}) == Settings()


@pytest.mark.parametrize("blank", ["", " ", "\t"])
def test_a_blank_variable_keeps_its_default(blank):
    assert Settings.from_environment({"PORT": blank}).port == 8050


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("PORT", "1", "port", 1),
        ("PORT", "65535", "port", 65535),
        ("PORT", " 80 ", "port", 80),
        ("SHOW_ILLUSTRATIVE", "No", "show_illustrative", False),
        ("SHOW_ILLUSTRATIVE", "true", "show_illustrative", True),
        ("PUBLIC_ADDRESS", "https://plan.council.gov.uk/", "public_address", "https://plan.council.gov.uk"),
        ("PUBLIC_ADDRESS", "http://10.0.0.4:8050", "public_address", "http://10.0.0.4:8050"),
        ("BEHIND_HTTPS", "1", "behind_https", True),
        ("REPLAY_MB", "0", "replay_megabytes", 0),
        ("MEMORY_LIMIT", "512mb", "memory_limit", "512MB"),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("DATA_BUILD", "/srv/board", "data_build", Path("/srv/board")),
    ],
)
def test_a_variable_sets_its_field(variable, text, field, value):
    assert getattr(Settings.from_environment({variable: text}), field) == value


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "80.5"),
        ("PORT", "²"),
        ("PORT", "abc"),
        ("PUBLIC_ADDRESS", "plan.council.gov.uk"),
        ("PUBLIC_ADDRESS", "https://plan.council.gov.uk/board"),
        ("PUBLIC_ADDRESS", "javascript:alert(1)"),
        ("WEB_WORKERS", "0"),
        ("WEB_THREADS", "65"),
        ("QUERY_SECONDS", "0"),
        ("SHOW_ILLUSTRATIVE", "maybe"),
        ("MEMORY_LIMIT", "0GB"),
        ("MEMORY_LIMIT", "1"),
        ("MEMORY_LIMIT", "GB"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_an_unusable_value_is_refused_by_name(variable, text):
    with pytest.raises(SettingsError, match=f'^{variable} is "{re.escape(text)}": set '):
        Settings.from_environment({variable: text})


def test_every_unusable_value_is_named_at_once():
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({"PORT": "x", "LOG_LEVEL": "x", "WEB_THREADS": "4"})
    assert [line.split()[0] for line in str(raised.value).splitlines()] == ["PORT", "LOG_LEVEL"]


def test_a_relative_folder_becomes_absolute():
    assert Settings.from_environment({"DATA_BUILD": "built"}).data_build == Path.cwd() / "built"


def test_a_variable_of_something_else_is_ignored():
    assert Settings.from_environment({"LANG": "C"}) == Settings()


def test_settings_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().port = 1


def test_the_table_has_a_row_for_every_setting():
    assert len(settings_table().splitlines()) == 2 + len(dataclasses.fields(Settings))


def test_the_table_shows_no_path_of_this_machine():
    assert str(Path.cwd()) not in settings_table()


def test_no_two_settings_share_a_variable():
    names = [each.metadata["env"] for each in dataclasses.fields(Settings)]
    assert len(names) == len(set(names))
