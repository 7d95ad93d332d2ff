"""An extractor that does what a document says: for tests of what must survive."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from policy_extract import Document, Extraction, Extractor, Failure


def caller() -> int:
    """The process for which the one that made this worker was started."""
    return int((Path("/proc") / str(os.getppid()) / "stat").read_text("ascii", "replace").rpartition(")")[2].split()[1])


class Faulty(Extractor):
    """Extracts like any other, save for texts that begin with the name of a fault."""

    def _extract(self, document: Document, *given: Any) -> Extraction:
        if document.text.startswith("EAT "):
            bytearray(8 << 30)
        return super()._extract(document, *given)

    def extract_safely(self, document: Document, **given: Any) -> Extraction | Failure:
        fault, _, rest = document.text.partition(" ")
        if fault == "RAISE":
            raise SystemExit(3)
        if fault == "EXIT":
            os._exit(7)
        if fault == "CRASH":
            os.kill(os.getpid(), signal.SIGSEGV)
        if fault == "HANG":
            time.sleep(3600)
        if fault in {"KILL-CALLER", "KILL-SELF"}:  # once: the file named remembers it
            marker = Path(rest.split(" ")[0])
            if not marker.exists():
                marker.touch()
                os.kill(caller() if fault == "KILL-CALLER" else os.getpid(), signal.SIGKILL)
        if fault == "PRINT":
            print("a line on standard output")
        return super().extract_safely(document, **given)


def extractor(**options: Any) -> Extractor:
    return Faulty(**options)


def none(**options: Any) -> Extractor:
    raise ValueError("no extractor today")
