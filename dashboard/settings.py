"""Reads every setting of the board from the environment, once, and says plainly what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(ValueError):
    """One or more environment variables hold something the board cannot use; the message lists them all."""


def _setting(default: object, parse: Callable[[str], object], *, env: str, meaning: str) -> Any:
    return field(default=default, metadata={"env": env, "help": meaning, "parse": parse})


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.upper() not in choices:
            raise ValueError(f"set one of {', '.join(choices)}")
        return text.upper()

    return parse


def _whole(*, lowest: int, highest: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
            raise ValueError(f"set a whole number from {lowest} to {highest}")
        return int(text)

    return parse


def _yes_no(text: str) -> bool:
    answers = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if text.lower() not in answers:
        raise ValueError("set true or false")
    return answers[text.lower()]


def _memory(text: str) -> str:
    number, unit = text[:-2], text[-2:].upper()
    if not (number.isascii() and number.isdigit() and int(number) > 0 and unit in {"MB", "GB"}):
        raise ValueError("set a size such as 512MB or 1GB")
    return number + unit


def _origin(text: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/?", text):
        raise ValueError("set an address such as https://plan.council.gov.uk, without a path")
    return text.rstrip("/")


def _folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What can be set from outside; a variable that is absent or empty keeps its default."""

    host: str = _setting("127.0.0.1", str, env="HOST", meaning="Address to listen on; 0.0.0.0 for every network card.")
    port: int = _setting(8050, _whole(lowest=1, highest=65535), env="PORT", meaning="Port to listen on.")
    data_build: Path = _setting(
        ROOT / "data" / "build", _folder, env="DATA_BUILD", meaning="Folder with the built databases and their pointer."
    )
    static_build: Path = _setting(
        ROOT / "build" / "static", _folder, env="STATIC_BUILD", meaning="Folder with the compressed scripts and styles."
    )
    show_illustrative: bool = _setting(
        True, _yes_no, env="SHOW_ILLUSTRATIVE", meaning="Show generated figures, labelled, where none are published."
    )
    public_address: str = _setting(
        "",
        _origin,
        env="PUBLIC_ADDRESS",
        meaning="Address of the board, such as https://plan.council.gov.uk; pictures of shared links need it.",
    )
    behind_https: bool = _setting(
        False,
        _yes_no,
        env="BEHIND_HTTPS",
        meaning="The public address is https; tells browsers never to use plain http.",
    )
    web_workers: int = _setting(
        1, _whole(lowest=1, highest=64), env="WEB_WORKERS", meaning="Server processes; memory grows with each."
    )
    web_threads: int = _setting(
        8, _whole(lowest=1, highest=64), env="WEB_THREADS", meaning="Requests one server process handles at once."
    )
    replay_megabytes: int = _setting(
        16,
        _whole(lowest=0, highest=1024),
        env="REPLAY_MB",
        meaning="Memory for answers kept ready, a process; 0 for none.",
    )
    query_seconds: int = _setting(
        10, _whole(lowest=1, highest=600), env="QUERY_SECONDS", meaning="Longest time one query may take."
    )
    memory_limit: str = _setting(
        "1GB", _memory, env="MEMORY_LIMIT", meaning="Most memory the database may use in a process."
    )
    log_level: str = _setting("INFO", _one_of(*LOG_LEVELS), env="LOG_LEVEL", meaning=f"One of {', '.join(LOG_LEVELS)}.")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Reads the settings from a mapping such as ``os.environ``.

        Returns:
            Settings with defaults where a variable is absent, empty or blank.

        Raises:
            SettingsError: a variable cannot be used; every such variable is named with what to set instead.
        """
        values: dict[str, Any] = {}
        problems: list[str] = []
        for each in fields(cls):
            text = environ.get(each.metadata["env"], "").strip()
            if not text:
                continue
            try:
                values[each.name] = each.metadata["parse"](text)
            except ValueError as error:
                problems.append(f'{each.metadata["env"]} is "{text}": {error}.')
        if problems:
            raise SettingsError("\n".join(problems))
        return cls(**values)


def settings_table() -> str:
    """Describes every setting for the README.

    Returns:
        A Markdown table of variable, default and meaning, in the order of the class; no final newline.
    """
    rows = [
        f"| `{each.metadata['env']}` | {_shown(each.default)} | {each.metadata['help']} |" for each in fields(Settings)
    ]
    return "\n".join(["| Variable | Default | Meaning |", "|---|---|---|", *rows])


def _shown(default: object) -> str:
    if isinstance(default, Path):
        return f"`{default.relative_to(ROOT).as_posix()}`"
    words = str(default).lower() if isinstance(default, bool) else str(default)
    return f"`{words}`" if words else "none"
