"""What the stages hand to each other: positions in the text and what stands there.

Every type is immutable and small, knows nothing of rules or files, and gives positions as offsets in Unicode code points of the
document's text, ``[start, end)``. ``text[start:end]`` is always the mention's surface string. Those that a document has by the hundred
are named tuples: making one costs a third of a frozen dataclass.
The output that leaves the program is in :mod:`policy_extract.schema`; pydantic is not needed to use these types.
"""

from policy_extract.mentions.bodies import (
    AgencyMention,
    AgencyType,
    Assigned,
    Assignment,
    AssignmentForm,
    Due,
    DueReach,
    Level,
    Place,
    Role,
    Voice,
)
from policy_extract.mentions.claims import (
    Aggregation,
    Baseline,
    BaselineKind,
    Deliverable,
    Event,
    Judgement,
    ModalMention,
    SatisfiedBy,
    Target,
    TargetPattern,
)
from policy_extract.mentions.parts import (
    Cell,
    Column,
    FigureRow,
    Grid,
    Head,
    Header,
    HeadKind,
    Layout,
    Row,
    Section,
    Sentence,
    SentenceKind,
)
from policy_extract.mentions.values import (
    Boundary,
    Dimension,
    Granularity,
    Measure,
    Op,
    Quantity,
    QuantityMention,
    QuantityRole,
    Recurrence,
    TimeAnchor,
    Timex,
    TimexKind,
    TimexMention,
)

__all__ = [
    "AgencyMention", "AgencyType", "Aggregation", "Assigned", "Assignment", "AssignmentForm", "Baseline",
    "BaselineKind", "Boundary", "Cell", "Column", "Deliverable", "Dimension", "Due", "DueReach", "Event",
    "FigureRow", "Granularity", "Grid", "Head", "HeadKind", "Header", "Judgement", "Layout", "Level",
    "Measure", "ModalMention", "Op", "Place", "Quantity", "QuantityMention", "QuantityRole", "Recurrence",
    "Role", "Row", "SatisfiedBy", "Section", "Sentence", "SentenceKind", "Target", "TargetPattern",
    "TimeAnchor", "Timex", "TimexKind", "TimexMention", "Voice",
]
