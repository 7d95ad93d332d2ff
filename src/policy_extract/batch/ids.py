"""How often each document id has come."""

from __future__ import annotations

import hashlib

KEY_DIGITS = 16
"""Hexadecimal digits of a key."""


def key_of(doc_id: str) -> int:
    """The sum of eight bytes that stands for an id."""
    return int.from_bytes(hashlib.blake2b(doc_id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Ids:
    """How often each id has come, by its key: a million take 60 MB, and any two of a million are told apart but once in 30 million runs
    (and then a record's id says ~2 without need).
    """

    def __init__(self) -> None:
        self._once: set[int] = set()
        self._counts: dict[int, int] = {}
        self.repeated = 0
        self.total = 0

    def count(self, key: int) -> int:
        """Take an id in; gives the how-manieth time it is."""
        self.total += 1
        if key not in self._once:
            self._once.add(key)
            return 1
        self.repeated += 1
        self._counts[key] = self._counts.get(key, 1) + 1
        return self._counts[key]

    def __contains__(self, doc_id: str) -> bool:
        return key_of(doc_id) in self._once
