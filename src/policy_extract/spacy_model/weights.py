"""Where the trained model lies."""

from __future__ import annotations

from pathlib import Path

from policy_extract.tagger import ModelError

NAME = "zh_policy_ner"

_HOMES = (
    Path(__file__).parents[1] / "models" / NAME,  # in an installed wheel
    Path(__file__).parents[3] / "models" / NAME / "model-best",  # in a checkout
)


def model_path() -> Path:
    """The folder of the model that comes with the package, for ``spacy.load``. Raises ModelError where it is missing."""
    for home in _HOMES:
        if (home / "meta.json").is_file():
            return home
    raise ModelError(f"the model {NAME} is not installed: looked in {', '.join(str(home) for home in _HOMES)}")
