"""Tiny trend lines as SVG data addresses, for images beside words that say the same."""

from collections.abc import Sequence
from urllib.parse import quote

from components import formats

# Mid-tones that reach 3:1 on the light and on the dark surface alike, because an image cannot follow the page's theme.
LINE = "#6b7f93"
DOTS = {
    "met": "#1b8a56",
    "good": "#1a8799",
    "near": "#b9701c",
    "off": "#dc4a35",
    "neutral": "#6f7f8d",
    "none": "#7b868c",
    "improvement": "#2c82c4",
    "concern": "#c9671d",
}


def sparkline(
    values: Sequence[float | None],
    *,
    colour: str = "neutral",
    target: float | None = None,
    width: int = 96,
    height: int = 28,
) -> str:
    """Data address of an SVG picture for `html.Img(src=…)`.

    Args:
        values: Figures in time order; missing ones leave a gap.
        colour: Name of a status colour for the last dot; unknown names draw as neutral.
        target: Drawn as a dashed line where given.
        width: Pixels.
        height: Pixels.

    Returns:
        "data:image/svg+xml,…"; an empty picture where there is no figure.
    """
    points = [
        (index, value) for index, value in enumerate(values) if value is not None and not formats.is_missing(value)
    ]
    parts: list[str] = []
    if points:
        levels = [value for _, value in points] + ([target] if target is not None else [])
        low, high = min(levels), max(levels)
        pad, dot = 3.5, 3.0
        across = (width - 2 * pad) / max(len(values) - 1, 1)
        up = (height - 2 * pad) / ((high - low) or 1.0)

        def at(value: float) -> float:
            return height / 2 if high == low else height - pad - (value - low) * up

        if target is not None:
            y = f"{at(target):.1f}"
            parts.append(f"<path d='M0 {y}H{width}' stroke='{LINE}' stroke-dasharray='3 2' stroke-width='1'/>")
        path, previous = "", None
        for index, value in points:
            joined = previous is not None and index == previous + 1
            path += f"{'L' if joined else 'M'}{pad + index * across:.1f} {at(value):.1f}"
            previous = index
        parts.append(f"<path d='{path}' fill='none' stroke='{LINE}' stroke-width='1.6' stroke-linejoin='round'/>")
        index, value = points[-1]
        fill = DOTS.get(colour, DOTS["neutral"])
        parts.append(f"<circle cx='{pad + index * across:.1f}' cy='{at(value):.1f}' r='{dot}' fill='{fill}'/>")
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>"
        f"{''.join(parts)}</svg>"
    )
    return f"data:image/svg+xml,{quote(svg, safe=' =:/')}"
