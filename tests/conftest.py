"""Settings shared by all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# The same examples in every run, so that a red run can be repeated; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
