"""Take the pictures of the review page that the READMEs show: ``screenshots.py``.

Needs Debian's chromium, chromium-driver, pngquant and a font for Chinese (fonts-noto-cjk). The page is made of
corpus/samples, so that every text in a picture is the project's own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains

from policy_extract import Document, Extractor
from policy_extract.review import Reviewed, build_page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from chromium import browser, resize  # noqa: E402 - a module of the tests

WIDE, NARROW = (1280, 800), (390, 844)


def page(folder: Path) -> str:
    """The address of a page of all samples."""
    extractor = Extractor(unclaimed=True)
    documents = []
    for path in sorted((ROOT / "corpus" / "samples").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        documents.append(Reviewed(extractor.extract(Document(text=text, doc_id=path.stem)), text))
    file = folder / "page.html"
    file.write_text(build_page(documents, language="zh"), encoding="utf-8")
    return file.as_uri()


def keys(driver: webdriver.Chrome, pressed: str) -> None:
    """Press one key after the other."""
    for key in pressed:
        ActionChains(driver).send_keys(key).perform()


def reading(driver: webdriver.Chrome) -> None:
    """A record chosen, with its words, links and rules."""
    keys(driver, "jjjj")


def editing(driver: webdriver.Chrome) -> None:
    """Some records decided on, one in the editor, in English."""
    driver.execute_script("document.getElementById('switch').click()")
    keys(driver, "jaarje")


PICTURES: tuple[tuple[str, tuple[int, int], Callable[[webdriver.Chrome], None]], ...] = (
    ("review-1280.png", WIDE, reading),
    ("review-edit-1280.png", WIDE, editing),
    ("review-390.png", NARROW, reading),
)


def main() -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = page(folder)
        for picture, size, act in PICTURES:
            with browser(folder / f"profile-{picture}", folder) as driver:
                resize(driver, *size)
                driver.get(address)
                act(driver)
                driver.save_screenshot(str(ROOT / "docs" / picture))
            subprocess.run(["pngquant", "--force", "--strip", "--ext", ".png", "64", str(ROOT / "docs" / picture)], check=True)


if __name__ == "__main__":
    main()
