"""The least that can show one measure as a chart: one page written by hand, one query, no framework in the browser.

It is what the board's speed is measured against: whatever the board takes beyond this is the price of what it offers.
"""

import os
import threading
from pathlib import Path

import duckdb
import orjson
from flask import Flask, Response, request
from whitenoise import WhiteNoise

FOLDER = Path(os.environ["FLOOR_FOLDER"])
QUERY = """
SELECT period.end_date, avg(observation.value) AS value
FROM observation JOIN period USING (period_id)
WHERE measure_id = $measure AND area_code = $area
GROUP BY ALL ORDER BY ALL
"""
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Floor</title></head>
<body>
<label for="measure">Measure</label><select id="measure">{options}</select>
<div id="chart" style="height:450px"></div>
<script src="/static/plotly.js"></script>
<script>
const chart = document.getElementById("chart"), select = document.getElementById("measure");
async function draw() {{
  const question = {{method: "POST", body: JSON.stringify({{measure: select.value}})}};
  const {{x, y}} = await (await fetch("/series", question)).json();
  Plotly.react(chart, [{{type: "scatter", mode: "lines+markers", x, y}}], {{}}, {{displayModeBar: false}});
}}
select.addEventListener("change", draw);
draw();
</script>
</body>
</html>"""

app = Flask(__name__)
_database = duckdb.connect(os.environ["FLOOR_DATABASE"], read_only=True, config={"threads": 2, "memory_limit": "1GB"})
_local = threading.local()


def _cursor() -> duckdb.DuckDBPyConnection:
    if not hasattr(_local, "cursor"):
        _local.cursor = _database.cursor()
    return _local.cursor


_MEASURES = [row[0] for row in _cursor().execute("SELECT DISTINCT measure_id FROM observation ORDER BY 1").fetchall()]
_AREA = _cursor().execute("SELECT area_code FROM observation LIMIT 1").fetchall()[0][0]


@app.get("/")
def page() -> str:
    """Returns the page."""
    return PAGE.format(options="".join(f"<option>{name}</option>" for name in _MEASURES))


@app.post("/series")
def series() -> Response:
    """Returns one measure over time as two lists."""
    asked = {"measure": orjson.loads(request.data)["measure"], "area": _AREA}
    rows = _cursor().execute(QUERY, asked).fetchall()
    body = orjson.dumps({"x": [row[0] for row in rows], "y": [row[1] for row in rows]})
    return Response(body, content_type="application/json")


server = WhiteNoise(app, root=str(FOLDER), prefix="/static/", max_age=31536000)
