"""Numeric targets, deadlines and responsible agencies from Chinese policy documents."""
