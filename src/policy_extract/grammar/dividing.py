"""Words behind which a text says who does which part: 分工：, 在责任分工上，."""

from __future__ import annotations

DIVIDES = "分工(?:[^。；：]{0,16}：|(?:上|方面)[，,])"
"""A pattern, for those that look further too."""
