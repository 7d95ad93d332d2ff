"""The extractor: built once, extracts many. The only place where stages meet."""

from policy_extract.pipeline.extractor import Extractor

__all__ = ["Extractor"]
