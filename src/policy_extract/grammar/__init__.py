"""Strings to values: numerals, quantities, time expressions, agency names, clauses. No document, no clock, no locale."""
