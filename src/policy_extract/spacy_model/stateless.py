"""What spaCy asks of every part of a pipeline that is saved, for parts that have nothing to save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path


class Stateless:
    """A part without settings and state of its own: it survives ``to_bytes`` and ``to_disk``."""

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing: there is no state."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Self:
        """This part."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write nothing: there is no state."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> Self:
        """This part."""
        return self
