"""Gathers everything the browser loads into few compressed files whose content never changes, and serves them."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

MANIFEST = "manifest.json"
PLOTLY = "assets/vendor/plotly-basic-4.1.1.min.js"

_SOURCE = re.compile(r'<script src="([^"]+)"[^>]*></script>')
_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"[^>]*>')
# No page uses the table component, and every browser that Plotly supports has what the polyfill adds.
_UNUSED = re.compile(r"/dash_table/|/deps/polyfill")
_GRAPH = "/_dash-component-suites/dash/dcc/async-graph.js"
# Dash looks for the word dash-renderer in the page, and dcc looks for the parts it loads on demand beside the script
# that it came in, with that script's fingerprint in their name.
_SCRIPT = "_dash-component-suites/dash/dcc/dash-renderer-and-components.v1m{}.js"
# Dash insists that the page holds an element of this name; the script starts the renderer itself.
_STARTED = '<template id="_dash-renderer"></template>'
_MAP = re.compile(rb"\s*(//|/\*)# sourceMappingURL=[\w@.-]+( ?\*/)?\s*\Z")
_IMMUTABLE = re.compile(r"\.(v1m)?[0-9a-f]{16}\.")
_OURS_A_DAY = 24 * 60 * 60


class StaticError(Exception):
    """The static files cannot be gathered; the message says which one and what to do."""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """The addresses of the gathered files, and what they were gathered from.

    Attributes:
        sources: The addresses that Dash itself would have the browser load, in order, without their file times.
        assets: Fingerprint of our own scripts and style sheets.
        script: Every script that a page needs before it can be drawn.
        style: Every style sheet.
        plotly: The chart library.
    """

    sources: tuple[str, ...]
    assets: str
    script: str
    style: str
    plotly: str


def sources(scripts: str, css: str) -> tuple[str, ...]:
    """Reads the addresses out of the tags that Dash composed.

    Returns:
        Style sheets, then scripts, each in the order of the page; vendored style sheets come first of all, so that
        our own can overrule them whatever their folder is called.
    """
    return (*sorted(_SHEET.findall(css), key=lambda address: "/vendor/" not in address), *_SOURCE.findall(scripts))


def fingerprint(assets: Path) -> str:
    """Works out what our own scripts and style sheets hold, whatever the time of their files."""
    digest = sha256()
    for path in sorted(assets.rglob("*")):
        if path.suffix in {".css", ".js"}:
            digest.update(path.relative_to(assets).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def gather(parts: dict[str, Any], *, fetch: Callable[[str], bytes], assets: Path, to: Path) -> Bundle:
    """Writes the gathered files, each with its gzip and brotli forms, and the manifest.

    Args:
        parts: What Dash hands to ``interpolate_index``.
        fetch: Gives the content at an address of the running application.
        assets: Folder of our own assets; what is neither script nor style is carried over under its own name.
        to: Folder to write; replaced whole.

    Returns:
        The bundle that the manifest describes.

    Raises:
        StaticError: the chart library is missing, or a vendored style sheet refers to a file beside it.
    """
    addresses = sources(parts["scripts"], parts["css"])
    library = assets.parent / PLOTLY
    if not library.is_file():
        raise StaticError(f"{PLOTLY} is missing. Restore it from the repository.")
    draft = to.with_name(to.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    sheets = [address for address in addresses if _path(address).endswith(".css")]
    scripts = [address for address in addresses if _path(address).endswith(".js") and not _UNUSED.search(address)]
    bundle = Bundle(
        sources=tuple(_timeless(address) for address in addresses),
        assets=fingerprint(assets),
        script=_write(draft, _SCRIPT, b";\n".join([*_scripts(scripts, fetch), _start(parts["renderer"])])),
        style=_write(draft, "assets/board.{}.css", b"\n".join(_sheet(address, fetch) for address in sheets)),
        plotly=_write(draft, PLOTLY.replace(".min.js", ".{}.min.js"), _MAP.sub(b"", library.read_bytes())),
    )
    _carry_over(assets, draft / "assets")
    _compress(draft)
    (draft / MANIFEST).write_text(json.dumps(asdict(bundle), indent=1), encoding="utf-8")
    shutil.rmtree(to, ignore_errors=True)
    draft.rename(to)
    return bundle


def load(folder: Path, *, assets: Path) -> Bundle | None:
    """Reads the manifest of gathered files.

    Returns:
        The bundle, or None if nothing was gathered there, or by another version of the board, or from other scripts
        and style sheets than ``assets`` holds now.
    """
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        bundle = Bundle(**{**found, "sources": tuple(found["sources"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return bundle if bundle.assets == fingerprint(assets) else None


def compose(parts: dict[str, Any], *, bundle: Bundle | None) -> dict[str, Any]:
    """Rewrites the parts of an index page so that the browser loads few files, early.

    Args:
        parts: What Dash hands to ``interpolate_index``.
        bundle: The gathered files; used only if they were gathered from exactly what this page would load.

    Returns:
        The parts with ``css``, ``scripts``, ``renderer`` and ``config`` replaced. Without a bundle that fits, the page
        loads Dash's own files as before.
    """
    found = sources(parts["scripts"], parts["css"])
    config = _without_versions(parts["config"])
    if bundle is None or bundle.sources != tuple(_timeless(address) for address in found):
        library = f'<link id="plotly-library" rel="preload" as="script" href="/{PLOTLY}">'
        sheets = "\n".join(f'<link rel="stylesheet" href="{each}">' for each in found if _path(each).endswith(".css"))
        return parts | {"css": f"{library}\n{sheets}", "config": config}
    # Deferred scripts are fetched and compiled while the page is read, and run in this order. A chart library that is
    # merely preloaded is compiled when the first chart asks for it, which measured a tenth slower to the first chart.
    css = (
        f'<link rel="stylesheet" href="{bundle.style}">\n'
        f'<script defer id="plotly-library" src="{bundle.plotly}"></script>\n'
        f'<script defer src="{bundle.script}"></script>'
    )
    inline = _SOURCE.sub("", parts["scripts"]).strip()
    return parts | {"css": css, "scripts": inline, "config": config, "renderer": _STARTED}


def serve(application: Any, *, folder: Path) -> Any:
    """Puts the gathered files in front of an application.

    Args:
        application: A WSGI application.
        folder: What ``gather`` wrote.

    Returns:
        A WSGI application.
    """
    return WhiteNoise(
        application,
        root=str(folder),
        max_age=_OURS_A_DAY,
        allow_all_origins=False,
        immutable_file_test=lambda _, url: bool(_IMMUTABLE.search(url)),
        add_headers_function=_add_headers,
    )


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _without_versions(config: str) -> str:
    start, body, end = re.split(r"(?<=>)(.*)(?=</script>)", config, maxsplit=1, flags=re.DOTALL)
    # The page token signs background callbacks, which the board has none of; without it the page is the same for all.
    hidden = {"dash_version", "dash_version_url", "python_version", "ddk_version", "plotly_version", "end_id"}
    kept = {name: value for name, value in json.loads(body).items() if name not in hidden}
    return start + json.dumps(kept, separators=(",", ":")).replace("<", "\\u003c") + end


def _path(address: str) -> str:
    return address.partition("?")[0]


def _timeless(address: str) -> str:
    return re.sub(r"(?<=\.v)(\w+)m\d+(?=\.)", r"\1", _path(address))


def _scripts(addresses: Iterable[str], fetch: Callable[[str], bytes]) -> Iterator[bytes]:
    for address in addresses:
        yield _MAP.sub(b"", fetch(address))
        if address.partition(".v")[0].endswith("/dcc/dash_core_components"):
            yield _MAP.sub(b"", fetch(_GRAPH))


def _start(renderer: str) -> bytes:
    return re.sub(r"</?script[^>]*>", "", renderer).encode()


def _sheet(address: str, fetch: Callable[[str], bytes]) -> bytes:
    content = _MAP.sub(b"", fetch(address)).replace(b'@charset "UTF-8";', b"")
    if "/vendor/" in address and re.search(rb"url\((?![\"']?(data:|#))", content):
        raise StaticError(
            f"{_path(address)} refers to a file beside it. Put its content into a style sheet in assets/."
        )
    return content


def _write(folder: Path, name: str, content: bytes) -> str:
    address = name.format(sha256(content).hexdigest()[:16])
    (folder / address).parent.mkdir(parents=True, exist_ok=True)
    (folder / address).write_bytes(content)
    return f"/{address}"


def _carry_over(assets: Path, to: Path) -> None:
    for path in sorted(assets.rglob("*")):
        if path.is_file() and path.suffix not in {".css", ".js"}:
            target = to / path.relative_to(assets)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def _compress(folder: Path) -> None:
    compressor = Compressor(quiet=True)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and compressor.should_compress(path.name):
            compressor.compress(os.fspath(path))
