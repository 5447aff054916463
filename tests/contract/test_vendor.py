"""What is kept in assets/vendor is what the packages expect, whole and licensed."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from dashboard import static

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "assets" / "vendor"
DIGESTS = {
    "bootstrap.min.css": "9caac977a0af0c2229abd397eee3345899c4020da2a1a0b711c1cc543fe3719d",
    "plotly-basic-4.1.1.min.js": "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba",
}


@pytest.mark.parametrize(("name", "digest"), DIGESTS.items())
def test_a_vendored_file_is_as_its_publisher_made_it(name, digest):
    assert sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_nothing_else_is_vendored():
    assert {path.name for path in VENDOR.iterdir() if path.suffix in {".js", ".css"}} == set(DIGESTS)


def test_the_chart_library_is_of_the_version_that_the_package_expects():
    assert f"plotly-basic-{get_plotlyjs_version()}.min.js" == Path(static.PLOTLY).name


def test_the_chart_library_says_the_version_of_its_name():
    assert f"v{get_plotlyjs_version()}" in (ROOT / static.PLOTLY).read_text(encoding="utf-8")[:200]


@pytest.mark.parametrize("name", ["bootstrap.LICENSE.txt", "plotly-basic.LICENSE.txt"])
def test_the_licence_is_kept_beside_the_file(name):
    assert "MIT" in (VENDOR / name).read_text(encoding="utf-8")


def test_bootstrap_needs_no_file_beside_it():
    assert set(re.findall(r"url\((.{5})", (VENDOR / "bootstrap.min.css").read_text(encoding="utf-8"))) == {'"data'}
