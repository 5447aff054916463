"""Sets the response headers that keep other sites, scripts and frames out of the board."""

from collections.abc import Iterable, Mapping

from flask import Flask, Response

_FEATURES_REFUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
_TWO_YEARS = 2 * 365 * 24 * 60 * 60


def headers(script_hashes: Iterable[str], *, https: bool) -> dict[str, str]:
    """Composes the headers that every answer carries.

    Args:
        script_hashes: the quoted CSP hashes of the inline scripts, as ``Dash.csp_hashes()`` gives them.
        https: whether the public address is https; only then may browsers be told to insist upon it.

    Returns:
        Header name to value.
    """
    return {
        "Content-Security-Policy": _policy(script_hashes),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES_REFUSED),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    } | ({"Strict-Transport-Security": f"max-age={_TWO_YEARS}; includeSubDomains"} if https else {})


def protect(server: Flask, *, secure: Mapping[str, str]) -> None:
    """Adds the headers to every answer of a server; a header that a view has set itself stands."""

    @server.after_request
    def add_headers(response: Response) -> Response:
        for name, value in secure.items():
            response.headers.setdefault(name, value)
        return response


def _policy(script_hashes: Iterable[str]) -> str:
    directives = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        # Plotly and the Dash components set style attributes; no hash covers an attribute.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())
