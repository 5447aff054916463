"""Files made by the server: what a page shows as one table, at an address that takes the page's own filters."""

from flask import Flask, Response, request

from dashboard import site
from dashboard.blocks import as_at_words
from dashboard.changes_block import compared
from dashboard.services import Services
from data.changes import LISTED, catalogue, listed
from data.exports import csv_bytes


def register(server: Flask, services: Services) -> None:
    """Adds the addresses of the files to a server."""

    @server.get("/changes.csv")
    def changes() -> Response:
        view = site.look(services, "/changes", request.query_string.decode())
        now = compared(view)
        names = catalogue(view.structure).set_index("item_id")["short_name"].to_dict()
        names |= view.structure.measure.set_index("measure_id")["short_name"].to_dict()
        if now is None:
            return _file(csv_bytes(view.structure.disposition.reindex(columns=list(LISTED)).iloc[:0]))
        frame = listed(now.found, names=names)
        return _file(csv_bytes(frame.assign(compared=now.words, as_at=as_at_words(view))))


def _file(content: bytes) -> Response:
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=changes.csv"})
