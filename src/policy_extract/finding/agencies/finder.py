"""What finds one kind of bodies: the surroundings of the sign by which it is known, and who reads the places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from policy_extract.mentions import AgencyMention, Place


class Finder(NamedTuple):
    """``around`` is a pattern of look-around alone for the characters beside the sign: few places are left where it holds.

    ``read`` is handed the text, the offsets behind these signs, of which there is at least one, and the document's division. A sign that
    closes names too may be handed over where ``around`` does not hold.
    """

    around: str
    read: Callable[[str, Sequence[int], Place | None], Iterator[AgencyMention]]
