"""Control limits of a measure's line: the rules of ``data.spc`` put to the frames of ``data.facts``."""

from collections.abc import Iterable

import pandas as pd

from data import spc
from data.model import LimitsState, Polarity

LIMIT_COLUMNS = ("mean", "lpl", "upl", "point_type", "special_cause_type")


def analyse(line: pd.DataFrame, *, rebases: Iterable[pd.Timestamp]) -> spc.SpcResult:
    """Returns limits, special causes and icons of one measure's line.

    Args:
        line: Rows of one measure on its line, in time; at least one.
        rebases: Days on which new limits start; a day inside a period starts them with that period.
    """
    last = line.iloc[-1]
    starts = pd.to_datetime(line["start_date"])
    from_period = [starts[(starts <= day) & (line["end_date"] >= day)] for day in rebases]
    return spc.analyse(
        line["value"].tolist(),
        dates=starts.tolist(),
        improvement_direction=spc.improvement_direction(Polarity(last["polarity"])),
        target=None if pd.isna(last["target"]) else float(last["target"]),
        rebase=[found.iloc[0] for found in from_period if len(found)],
        mode="board",
    )


def with_limits(line: pd.DataFrame, found: spc.SpcResult) -> pd.DataFrame:
    """Returns one measure's line with what ``analyse`` found for it.

    Adds mean, lpl, upl (float, unit of the value), point_type and special_cause_type; none of them under five points.
    """
    if found.state is LimitsState.NONE:
        return line
    return line.assign(**{name: found.columns[name] for name in LIMIT_COLUMNS})
