"""What a control chart says of its latest figure, in words for readers."""

from collections.abc import Mapping
from types import MappingProxyType

from data.model import Assurance, PointType

CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "Above UCL": "lies above the upper control limit",
        "Below LCL": "lies below the lower control limit",
        "7 Point Trend (Increasing)": "ends or stands in a run of seven or more figures that each rose",
        "7 Point Trend (Decreasing)": "ends or stands in a run of seven or more figures that each fell",
        "2 in 3 Above CL": "is one of two in three close to the upper control limit",
        "2 in 3 Below CL": "is one of two in three close to the lower control limit",
        "7 Points Above CL": "stands in a run of seven or more figures above the mean",
        "7 Points Below CL": "stands in a run of seven or more figures below the mean",
    }
)
"""Special causes in words. Source: methods, section 6."""

VARIATION_WORDS: Mapping[PointType, str] = MappingProxyType(
    {
        PointType.COMMON_CAUSE: "Normal variation",
        PointType.IMPROVEMENT: "Improving, by more than chance",
        PointType.CONCERN: "Getting worse, by more than chance",
        PointType.NEUTRAL_HIGH: "Unusually high",
        PointType.NEUTRAL_LOW: "Unusually low",
    }
)

ASSURANCE_WORDS: Mapping[Assurance, str] = MappingProxyType(
    {
        Assurance.PASS: "Normally meets the target",
        Assurance.FAIL: "Cannot reach the target as it stands",
        Assurance.INCONSISTENT: "Hit and miss: meets the target only some of the time",
    }
)

_ENDINGS: Mapping[PointType, str] = MappingProxyType(
    {
        PointType.IMPROVEMENT: "an improvement that chance does not explain",
        PointType.CONCERN: "a worsening that chance does not explain",
        PointType.NEUTRAL_HIGH: "higher than chance explains",
        PointType.NEUTRAL_LOW: "lower than chance explains",
    }
)


def latest_signal(cause: str, *, point_type: str) -> str:
    """Returns the special cause of the latest figure in one sentence, or that there is none.

    Args:
        cause: Label of ``SpcResult.points.special_cause_type``.
        point_type: A word of PointType.

    Raises:
        ValueError: ``point_type`` is unknown.
    """
    kind = PointType(point_type)
    if cause not in CAUSES or kind is PointType.COMMON_CAUSE:
        return "The latest figure lies within the control limits and follows no unusual pattern: normal variation."
    return f"The latest figure {CAUSES[cause]}: {_ENDINGS[kind]}."
