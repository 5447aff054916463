"""Tests on gathering what the browser loads."""

import gzip
import json

import brotli
import pytest

from dashboard import static

CSS = (
    '<link rel="stylesheet" href="/assets/20-base.css?m=1.5">\n'
    '<link rel="stylesheet" href="/assets/vendor/frame.css?m=2.5">'
)
SCRIPTS = (
    '<script src="/_dash-component-suites/dash/deps/polyfill@7.v4_4_1m17.12.1.min.js"></script>\n'
    '<script src="/_dash-component-suites/dash/deps/react@18.v4_4_1m17.3.1.min.js"></script>\n'
    '<script src="/_dash-component-suites/dash/dcc/dash_core_components.v4_4_1m17.js"></script>\n'
    '<script src="/_dash-component-suites/dash/dash_table/bundle.v7_4_1m17.js"></script>\n'
    '<script src="/assets/board.js?m=3.5"></script>\n<script>inline()</script>'
)
CONFIG = (
    '<script id="_dash-config" type="application/json">{"dash_version":"4.4.1","python_version":"3.11","end_id":"x",'
    '"requests_pathname_prefix":"/","text":"\\u003c/script\\u003e"}</script>'
)
CONTENT = {
    "/assets/20-base.css?m=1.5": b"p{color:red}",
    "/assets/vendor/frame.css?m=2.5": b'@charset "UTF-8";p{color:blue}\n/*# sourceMappingURL=frame.css.map */',
    "/_dash-component-suites/dash/deps/react@18.v4_4_1m17.3.1.min.js": b"react()\n//# sourceMappingURL=react.js.map\n",
    "/_dash-component-suites/dash/dcc/dash_core_components.v4_4_1m17.js": b"dcc()",
    "/_dash-component-suites/dash/dcc/async-graph.js": b"graph()",
    "/assets/board.js?m=3.5": b'"/*# sourceMappingURL=".concat(x);board()',
}
PARTS = {"css": CSS, "scripts": SCRIPTS, "config": CONFIG, "renderer": '<script id="_dash-renderer">start()</script>'}


@pytest.fixture
def assets(tmp_path):
    folder = tmp_path / "assets"
    (folder / "vendor").mkdir(parents=True)
    (folder / "icons").mkdir()
    (folder / "icons" / "met.svg").write_text("<svg/>" * 50)
    (folder / "20-base.css").write_text("p{color:red}")
    (tmp_path / static.PLOTLY).write_text("plotly()" * 50)
    return folder


@pytest.fixture
def gathered(assets, tmp_path):
    return static.gather(PARTS, fetch=CONTENT.__getitem__, assets=assets, to=tmp_path / "out"), tmp_path / "out"


def test_a_vendored_style_sheet_comes_before_our_own_so_that_ours_overrules_it():
    assert static.sources("", CSS) == ("/assets/vendor/frame.css?m=2.5", "/assets/20-base.css?m=1.5")


def test_scripts_keep_their_order_whole(gathered):
    bundle, folder = gathered
    content = (folder / bundle.script[1:]).read_bytes()
    assert content == b'react();\ndcc();\ngraph();\n"/*# sourceMappingURL=".concat(x);board();\nstart()'


def test_style_sheets_are_joined_without_what_belongs_to_one_file(gathered):
    bundle, folder = gathered
    assert (folder / bundle.style[1:]).read_bytes() == b"p{color:blue}\np{color:red}"


def test_dash_finds_its_renderer_in_the_name_of_the_script(gathered):
    assert "dash-renderer" in gathered[0].script


@pytest.mark.parametrize("part", ["script", "style", "plotly"])
@pytest.mark.parametrize(("suffix", "unpack"), [(".br", brotli.decompress), (".gz", gzip.decompress)])
def test_every_file_has_a_compressed_form_that_gives_the_same_content(gathered, part, suffix, unpack):
    bundle, folder = gathered
    path = folder / getattr(bundle, part)[1:]
    packed = path.with_name(path.name + suffix)
    if packed.exists():
        assert unpack(packed.read_bytes()) == path.read_bytes()
    else:
        assert path.stat().st_size < 100


def test_the_chart_library_is_compressed(gathered):
    bundle, folder = gathered
    assert (folder / f"{bundle.plotly[1:]}.br").is_file()


def test_other_assets_keep_their_name(gathered):
    assert (gathered[1] / "assets/icons/met.svg").is_file()


def test_a_name_changes_with_the_content_and_only_with_it(assets, tmp_path):
    def names(content):
        bundle = static.gather(PARTS, fetch=content.__getitem__, assets=assets, to=tmp_path / "out")
        return bundle.script, bundle.style

    first, again = names(CONTENT), names(CONTENT)
    changed = names(CONTENT | {"/assets/board.js?m=3.5": b"other()"})
    assert first == again
    assert (first[0] == changed[0], first[1] == changed[1]) == (False, True)


def test_what_was_gathered_is_found_again(gathered, assets):
    assert static.load(gathered[1], assets=assets) == gathered[0]


def test_nothing_is_found_where_nothing_was_gathered(tmp_path, assets):
    assert static.load(tmp_path / "elsewhere", assets=assets) is None


def test_what_was_gathered_from_other_styles_is_not_used(gathered, assets):
    (assets / "20-base.css").write_text("p{color:green}")
    assert static.load(gathered[1], assets=assets) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"sources": []}), json.dumps({"other": 1})])
def test_a_manifest_of_another_version_is_not_used(gathered, assets, text):
    (gathered[1] / static.MANIFEST).write_text(text)
    assert static.load(gathered[1], assets=assets) is None


def test_a_missing_library_says_what_to_do(assets, tmp_path):
    (tmp_path / static.PLOTLY).unlink()
    with pytest.raises(static.StaticError, match="Restore it from the repository"):
        static.gather(PARTS, fetch=CONTENT.__getitem__, assets=assets, to=tmp_path / "out")


def test_a_vendored_style_sheet_that_needs_a_file_beside_it_is_refused(assets, tmp_path):
    content = CONTENT | {"/assets/vendor/frame.css?m=2.5": b"p{background:url(dots.png)}"}
    with pytest.raises(static.StaticError, match="refers to a file beside it"):
        static.gather(PARTS, fetch=content.__getitem__, assets=assets, to=tmp_path / "out")


def test_a_failed_attempt_leaves_what_was_gathered_before(gathered, assets, tmp_path):
    with pytest.raises(KeyError):
        static.gather(PARTS, fetch={}.__getitem__, assets=assets, to=tmp_path / "out")
    assert static.load(gathered[1], assets=assets) == gathered[0]


def test_a_page_loads_three_files(gathered):
    page = "".join(map(str, static.compose(PARTS, bundle=gathered[0]).values()))
    assert (page.count("<link"), page.count("src=")) == (1, 2)


def test_inline_scripts_stay(gathered):
    assert "<script>inline()</script>" in static.compose(PARTS, bundle=gathered[0])["scripts"]


def test_a_file_time_alone_does_not_matter(gathered):
    later = PARTS | {"scripts": SCRIPTS.replace("m17", "m99").replace("m=3.5", "m=9.9")}
    assert gathered[0].script in static.compose(later, bundle=gathered[0])["css"]


@pytest.mark.parametrize("change", [("v4_4_1", "v4_4_2"), ("board.js", "other.js")])
def test_other_sources_are_loaded_as_dash_would(gathered, change):
    other = PARTS | {"scripts": SCRIPTS.replace(*change)}
    assert static.compose(other, bundle=gathered[0])["scripts"] == other["scripts"]


def test_without_gathered_files_the_page_loads_every_file_of_dash():
    assert static.compose(PARTS, bundle=None)["scripts"] == SCRIPTS


@pytest.mark.parametrize("word", ["4.4.1", "3.11", "end_id"])
def test_the_page_names_no_version(word):
    assert word not in static.compose(PARTS, bundle=None)["config"]


def test_what_the_renderer_needs_to_know_stays():
    config = static.compose(PARTS, bundle=None)["config"]
    assert config == (
        '<script id="_dash-config" type="application/json">'
        '{"requests_pathname_prefix":"/","text":"\\u003c/script>"}</script>'
    )


def served(folder, path, **environ):
    told = []
    server = static.serve(lambda _, start: start("404 NOT FOUND", []) or [], folder=folder)
    asked = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip, br"} | environ
    content = server(asked, lambda status, headers: told.extend([status, dict(headers)]))
    if hasattr(content, "close"):
        content.close()
    return told


def test_a_gathered_file_may_be_kept_for_ever(gathered):
    assert "immutable" in served(gathered[1], gathered[0].plotly)[1]["Cache-Control"]


def test_a_file_under_its_own_name_may_be_kept_for_a_day(gathered):
    assert served(gathered[1], "/assets/icons/met.svg")[1]["Cache-Control"] == "max-age=86400, public"


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_file_is_sent_as_the_browser_can_take_it(gathered, accepted, sent):
    headers = served(gathered[1], gathered[0].plotly, HTTP_ACCEPT_ENCODING=accepted)[1]
    assert headers.get("Content-Encoding") == sent


def test_no_other_site_may_use_the_files(gathered):
    assert "Access-Control-Allow-Origin" not in served(gathered[1], gathered[0].plotly)[1]


def test_anything_else_reaches_the_application(gathered):
    assert served(gathered[1], "/measures")[0] == "404 NOT FOUND"


def test_the_renderer_starts_once(gathered):
    page = static.compose(PARTS, bundle=gathered[0])
    assert ("start()" in page["renderer"], 'id="_dash-renderer"' in page["renderer"]) == (False, True)


def test_the_chart_library_runs_before_what_uses_it(gathered):
    css = static.compose(PARTS, bundle=gathered[0])["css"]
    assert css.index(gathered[0].plotly) < css.index(gathered[0].script)


@pytest.mark.parametrize("found", [True, False])
def test_the_page_names_the_chart_library_for_the_loader(gathered, found):
    assert 'id="plotly-library"' in static.compose(PARTS, bundle=gathered[0] if found else None)["css"]
