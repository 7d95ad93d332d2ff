"""The trained model behind the pipeline's small interface. This room and ``spacy_components`` alone import spaCy.

``load_tagger`` gives what the pipeline calls; ``model_path`` is the folder for ``spacy.load``.
"""

from policy_extract.spacy_model.tagging import SpacyTagger, load_tagger
from policy_extract.spacy_model.weights import NAME, model_path

__all__ = ["NAME", "SpacyTagger", "load_tagger", "model_path"]
