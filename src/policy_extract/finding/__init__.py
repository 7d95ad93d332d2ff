"""Finders: what stands where in the text. Each returns mentions in text order and knows nothing of the others."""
