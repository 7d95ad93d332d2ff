"""What stops a run."""

from __future__ import annotations


class RunError(Exception):
    """A run cannot start or go on: one line for the user. What is finished stays, for ``--resume``."""
