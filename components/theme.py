"""Every colour and size of the board, light, dark and high in contrast: the one place style sheets and charts read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Role = Literal["text", "graphic", "decoration", "background"]
Shade = Literal["light", "dark", "contrast"]
SHADES: tuple[Shade, ...] = ("light", "dark", "contrast")


@dataclass(frozen=True, kw_only=True)
class Colour:
    """One colour by purpose.

    Attributes:
        light: Hex value on a light page.
        dark: Hex value on a dark page.
        contrast: Hex value on a black page, for readers who ask for more contrast.
        role: text must reach 4.5:1 on surface and page, graphic 3:1 on surface, and 7:1 and 4.5:1 in high contrast;
            decoration carries no meaning.
    """

    light: str
    dark: str
    contrast: str
    role: Role


def _colour(light: str, dark: str, contrast: str, role: Role) -> Colour:
    return Colour(light=light, dark=dark, contrast=contrast, role=role)


# Series are the Analysis Function's categorical palette; its dark blue and pink vanish on a dark page, hence another
# palette there. Improvement, concern and common cause follow the NHS hues, darkened because theirs fail 3:1 on white.
# The colours of judgements differ in lightness too, so that they stay apart for readers who do not tell red from green.
COLOURS: Mapping[str, Colour] = {
    "page": _colour("#f3f5f6", "#13171a", "#000000", "background"),
    "surface": _colour("#ffffff", "#1d2327", "#000000", "background"),
    "ink": _colour("#0b0c0c", "#f1f3f4", "#ffffff", "text"),
    "muted": _colour("#4c555a", "#b6bec3", "#e4e7e9", "text"),
    "line": _colour("#d5dadd", "#3a4348", "#8f979c", "decoration"),
    "grid": _colour("#e6e9eb", "#2d353a", "#4a5257", "decoration"),
    "border": _colour("#6b7479", "#8b959b", "#ffffff", "graphic"),
    "link": _colour("#1a65a6", "#8cc4f5", "#9ad8ff", "text"),
    "link-hover": _colour("#003078", "#c3e0fa", "#ffffff", "text"),
    "focus": _colour("#ffdd00", "#ffde0a", "#ffde0a", "decoration"),
    "focus-ink": _colour("#0c0d0d", "#0c0d0d", "#000000", "decoration"),
    "header": _colour("#0b2b47", "#0d2236", "#000000", "decoration"),
    "header-ink": _colour("#fefefe", "#f2f4f5", "#ffffff", "decoration"),
    "met": _colour("#0f7b4f", "#68e6b8", "#2bf5bd", "text"),
    "good": _colour("#0a4f73", "#46aaea", "#4db4f0", "text"),
    "near": _colour("#a85b00", "#f0b53c", "#ffc233", "text"),
    "off": _colour("#951218", "#f4776e", "#ff7561", "text"),
    "neutral": _colour("#59646e", "#9aa6b2", "#b4bcc4", "text"),
    "none": _colour("#626b70", "#9fa9af", "#d2d8dc", "text"),
    "improvement": _colour("#0069b4", "#62b5f2", "#6cb8ff", "text"),
    "concern": _colour("#b84d00", "#ff9c57", "#ffa366", "text"),
    "common": _colour("#646c70", "#a5adb2", "#c0c8cd", "text"),
    "special": _colour("#490092", "#c9a2f2", "#dcbcff", "text"),
    "met-tint": _colour("#e4f2ea", "#173a2b", "#00382a", "decoration"),
    "good-tint": _colour("#e2f1f4", "#15363c", "#002c45", "decoration"),
    "near-tint": _colour("#fcf0e1", "#3f2c14", "#3d2a00", "decoration"),
    "off-tint": _colour("#fcebe8", "#452420", "#4a1008", "decoration"),
    "neutral-tint": _colour("#e9edf0", "#2c343a", "#22282d", "decoration"),
    "none-tint": _colour("#eff1f2", "#282f33", "#1d2226", "decoration"),
    "improvement-tint": _colour("#e3eff8", "#17324a", "#00294a", "decoration"),
    "concern-tint": _colour("#fbeee3", "#40291a", "#402000", "decoration"),
    "series1": _colour("#12436d", "#7db8e8", "#6cb8ff", "graphic"),
    "series2": _colour("#28a197", "#4cc5bd", "#33e0d0", "graphic"),
    "series3": _colour("#801650", "#f08bb4", "#ff9ecb", "graphic"),
    "series4": _colour("#f46a25", "#ffab70", "#ffb066", "graphic"),
    "rest": _colour("#7d868b", "#868f95", "#a8b0b6", "graphic"),
    "target": _colour("#3d3d3d", "#d5dadd", "#ffffff", "graphic"),
    "band": _colour("#dfe6ec", "#2f3c47", "#33414e", "decoration"),
    "budget": _colour("#bccad6", "#45586a", "#465b70", "decoration"),
}
"""Colours by purpose.  <- change or add a colour here, then run `python -m components.theme`"""

SIZES: Mapping[str, str] = {
    "font": "'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif",
    "text": "1rem",
    "small": "0.875rem",
    "tiny": "0.8125rem",
    "gap": "1rem",
    "radius": "4px",
    "measure": "44rem",
    "page-width": "88rem",
}
"""Sizes by purpose, the same in light and dark."""

PICTURE_BRIGHTNESS: Mapping[Shade, float] = {"light": 1, "dark": 1, "contrast": 1.75}
"""How much brighter icons and sparklines are shown; as pictures of their own they cannot read the colours above."""
FORCED_LIGHT_BRIGHTNESS = 0.6
"""The same where a reader's own colours, on a light page, take the place of ours."""

STATUS_COLOURS = ("met", "good", "near", "off", "neutral", "none", "improvement", "concern")
"""Colours that data may name, each with a tint for backgrounds."""

SERIES = ("series1", "series4", "series2", "series3", "rest", "rest")
"""Line colours in order of use; the Analysis Function advises dark blue with orange where there are only two."""

# Bootstrap reads its own names; each follows one of ours so that its components match in both themes.
_BOOTSTRAP: Mapping[str, str] = {
    "body-bg": "page",
    "body-color": "ink",
    "emphasis-color": "ink",
    "heading-color": "ink",
    "secondary-color": "muted",
    "tertiary-color": "muted",
    "secondary-bg": "neutral-tint",
    "tertiary-bg": "none-tint",
    "border-color": "line",
    "border-color-translucent": "line",
    "link-color": "link",
    "link-hover-color": "link-hover",
    "primary": "link",
    "success": "met",
    "warning": "near",
    "danger": "off",
    "info": "improvement",
    "secondary": "neutral",
    "card-bg": "surface",
}
_BOOTSTRAP_RGB: Mapping[str, str] = {
    "body-bg-rgb": "page",
    "body-color-rgb": "ink",
    "emphasis-color-rgb": "ink",
    "link-color-rgb": "link",
    "link-hover-color-rgb": "link-hover",
    "primary-rgb": "link",
}

HEIGHT_STEP = 24
"""Charts that bring their own height round it up to this many pixels, so that a class can hold their place."""
_HEIGHT_STEPS = 120
SHARES = 24
"""Steps in which a segment of a bar may share its width."""

TOKENS_FILE = Path(__file__).resolve().parent.parent / "assets" / "10-tokens.css"


def colour(name: str) -> str:
    """Light value of a colour; charts are drawn in light and recoloured by the browser.

    Raises:
        KeyError: There is no colour of this name in COLOURS.
    """
    return COLOURS[name].light


def rounded_height(pixels: float) -> int:
    """The next height in pixels for which there is a class."""
    return -(-int(pixels) // HEIGHT_STEP) * HEIGHT_STEP


def height_class(pixels: float) -> str:
    """Class that holds the place of a chart of this height until it is drawn; charts above the last step share it."""
    return f"plot-h-{min(rounded_height(pixels) // HEIGHT_STEP, _HEIGHT_STEPS)}"


def palette_pairs(shade: Shade = "dark") -> dict[str, str]:
    """Light hex to the hex of another shade, for every colour that a chart may use; keys are unique."""
    return {each.light: getattr(each, shade) for each in COLOURS.values()}


_SRGB_LINEAR = 0.04045


def luminance(value: str) -> float:
    """Relative luminance of a hex colour, 0 to 1. Source: WCAG 2.2, relative luminance."""
    channels = (int(value[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= _SRGB_LINEAR else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two hex colours, 1 to 21. Source: WCAG 2.2, contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _rgb(value: str) -> str:
    return ", ".join(str(int(value[start : start + 2], 16)) for start in (1, 3, 5))


def _palette(shade: Shade) -> str:
    pairs = "" if shade == "light" else ",".join(f"{light}>{other}" for light, other in palette_pairs(shade).items())
    return f'--board-palette: "{pairs}";'


def _declarations(shade: Shade) -> list[str]:
    values = {name: getattr(pair, shade) for name, pair in COLOURS.items()}
    return [
        f"color-scheme: {'light' if shade == 'light' else 'dark'};",
        f"--board-picture: brightness({PICTURE_BRIGHTNESS[shade]:g});",
        *(f"--board-{name}: {value};" for name, value in values.items()),
        *(f"--bs-{name}: {values[ours]};" for name, ours in _BOOTSTRAP.items()),
        *(f"--bs-{name}: {_rgb(values[ours])};" for name, ours in _BOOTSTRAP_RGB.items()),
    ]


def _rule(selector: str, lines: list[str], *, indent: str = "") -> str:
    body = "\n".join(f"{indent}  {line}" for line in lines)
    return f"{indent}{selector} {{\n{body}\n{indent}}}\n"


def css() -> str:
    """Text of assets/10-tokens.css: custom properties for light, the reader's system setting, and an explicit choice.

    `--board-palette` lists every light colour with that of the shade on show: the browser recolours charts from it.
    """
    sizes = [f"--board-{name}: {value};" for name, value in SIZES.items()]
    bootstrap = ["--bs-body-font-family: var(--board-font);", "--bs-border-radius: var(--board-radius);"]
    parts = [
        "/* Made by `python -m components.theme`; change components/theme.py instead. */\n",
        _rule(":root", [*sizes, *bootstrap]),
        _rule(":root,\n[data-bs-theme='light']", [_palette("light"), *_declarations("light")]),
        "@media (prefers-color-scheme: dark) {\n"
        + _rule(":root:not([data-bs-theme])", _declarations("dark"), indent="  ")
        + "}\n",
        "@media (prefers-contrast: more) {\n"
        + _rule(":root:not([data-bs-theme])", _declarations("contrast"), indent="  ")
        + "}\n",
        _rule("[data-bs-theme='dark']", [_palette("dark"), *_declarations("dark")]),
        # Bootstrap knows light and dark only, so that high contrast is a kind of dark.
        _rule("[data-board-shade='contrast']", [_palette("contrast"), *_declarations("contrast")]),
        "@media (forced-colors: active) {\n"
        + _rule(
            "[data-board-shade='light']", [f"--board-picture: brightness({FORCED_LIGHT_BRIGHTNESS:g});"], indent="  "
        )
        + "}\n",
        "".join(
            f".plot-h-{step} {{ --plot-height: {step * HEIGHT_STEP}px; }}\n" for step in range(1, _HEIGHT_STEPS + 1)
        ),
        "".join(f".span-{share} {{ flex-grow: {share}; }}\n" for share in range(1, SHARES + 1)),
    ]
    return "\n".join(parts)


def layout() -> dict[str, Any]:
    """The one base Plotly layout, new at each call; figures add to it. Colours are the light ones."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": colour("border"),
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": colour("border"),
        "tickangle": 0,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": 12, "color": colour("muted")},
    }
    return {
        "font": {"family": SIZES["font"], "size": 13, "color": colour("ink")},
        "paper_bgcolor": colour("surface"),
        "plot_bgcolor": colour("surface"),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0},
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colour("surface"),
            "bordercolor": colour("border"),
            "font": {"family": SIZES["font"], "size": 13, "color": colour("ink")},
            "align": "left",
            "namelength": -1,
        },
        "dragmode": False,
        "showlegend": False,
        "legend": {
            "orientation": "h",
            "traceorder": "normal",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 12, "color": colour("ink")},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "xaxis": dict(axis),
        "yaxis": {**axis, "showgrid": True, "gridcolor": colour("grid"), "showline": False, "ticks": ""},
    }


if __name__ == "__main__":
    TOKENS_FILE.write_text(css(), encoding="utf-8")
