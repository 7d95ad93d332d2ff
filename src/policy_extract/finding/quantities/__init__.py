"""Quantities: every number of a text that is a quantity or looks like one, with its bounds, unit and role."""

from policy_extract.finding.quantities.finder import find_quantities

__all__ = ["find_quantities"]
