"""A user's own bodies: a TOML file of official names, the other names under which texts speak of them, and where they belong.

```toml
["沈阳市低空经济发展办公室"]
names = ["市低空办", "低空办"]
adcode = "210100"

["各科创园区"]
type = "group"
```

Every name, the official one too, is looked for as it is written; of two readings of the same characters the user's stands. ``type`` is
``body`` (the default) or ``group`` (no canonical name is given then). ``adcode`` is the six-digit code of the division.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from policy_extract.lexicon import LexiconError, literals

_FIELDS = {"names", "type", "adcode"}
_CODE = re.compile(r"\d{6}")
_SHORTEST = 2


class OwnBody(NamedTuple):
    """A body as the user's file has it."""

    official: str
    type: Literal["body", "group"]
    adcode: str | None


@dataclass(frozen=True)
class Overlay:
    """A user's bodies by every name under which they are looked for."""

    bodies: dict[str, OwnBody]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the names, the longest first."""
        return literals(self.bodies)


def read_overlay(path: str | Path) -> Overlay:
    """The bodies of the file at ``path``.

    Raises LexiconError, whose message names the file and the entry, where the file cannot be read, is no TOML, or an entry is not as
    it must be; and where two entries have a name in common.
    """
    import tomllib  # noqa: PLC0415 - for those who have bodies of their own

    source = Path(path)
    try:
        entries = tomllib.loads(source.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{source}: {error}") from error
    bodies: dict[str, OwnBody] = {}
    for official, fields in entries.items():
        body, names = _body(f"{source}: [{official!r}]", official, fields)
        for name in names:
            if name in bodies and bodies[name] != body:
                raise LexiconError(f"{source}: [{official!r}]: {name!r} is a name of {bodies[name].official!r} too")
            bodies[name] = body
    if not bodies:
        raise LexiconError(f"{source}: no entries")
    return Overlay(bodies)


def _body(where: str, official: str, fields: Any) -> tuple[OwnBody, list[str]]:
    if not isinstance(fields, dict):
        raise LexiconError(f"{where}: an entry is a table with names, type or adcode")
    if unknown := sorted(fields.keys() - _FIELDS):
        raise LexiconError(f"{where}: unknown field {unknown[0]!r}; there are {', '.join(sorted(_FIELDS))}")
    names = fields.get("names", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise LexiconError(f"{where}: names must be a list of strings")
    kind = fields.get("type", "body")
    if kind not in ("body", "group"):
        raise LexiconError(f"{where}: type must be 'body' or 'group', not {kind!r}")
    code = fields.get("adcode")
    if code is not None and not (isinstance(code, str) and _CODE.fullmatch(code)):
        raise LexiconError(f"{where}: adcode must be a string of six digits, not {code!r}")
    for name in (official, *names):
        if len(name.strip()) < _SHORTEST:
            raise LexiconError(f"{where}: the name {name!r} is too short to be looked for")
    return OwnBody(official, kind, code), [official, *names]
