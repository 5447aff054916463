"""What an edition groups its measures by: priorities, or else outcomes."""

import pandas as pd

from dashboard.view import View

OVERARCHING = "overarching"


def parents(view: View) -> pd.DataFrame:
    """Returns what the edition groups its measures by: id, names and address of priorities, or else of outcomes.

    Measures that stand over all priorities come last, under an id of their own.
    """
    s, plan = view.structure, view.filters.plan
    for kind, path in (("priority", "priorities"), ("outcome", "outcomes")):
        rows = getattr(s, kind)[getattr(s, kind)["plan_id"] == plan]
        listed = s.plan_measure.loc[s.plan_measure["plan_id"] == plan, f"{kind}_id"]
        if len(rows) and listed.notna().any():
            frame = pd.DataFrame(
                {"id": rows[f"{kind}_id"], "name": rows["name"], "short_name": rows["short_name"], "kind": f"{kind}_id"}
            )
            frame["href"] = [view.link(f"/{path}/{name}") for name in frame["id"]]
            break
    else:
        frame = pd.DataFrame(columns=["id", "name", "short_name", "kind", "href"])
    if len(frame) and listed.isna().any():
        over = {
            "id": OVERARCHING,
            "name": "Overarching measures",
            "short_name": "Overarching",
            "kind": frame["kind"].iloc[0],
            "href": view.link("/measures"),
        }
        frame = pd.concat([frame, pd.DataFrame([over])], ignore_index=True)
    return frame.reset_index(drop=True)


def with_parent(measures: pd.DataFrame, *, groups: pd.DataFrame) -> pd.DataFrame:
    """Returns the measures with ``parent_id``: their priority or outcome, or the id of overarching measures."""
    column = str(groups["kind"].iloc[0]) if len(groups) else "priority_id"
    return measures.assign(parent_id=measures[column].fillna(OVERARCHING))
