"""The review page: one HTML file on which the records of documents are read against their texts and corrected.

    page = build_page([Reviewed(extraction, text)], language="zh")
"""

from policy_extract.review.page import Reviewed, build_page

__all__ = ["Reviewed", "build_page"]
