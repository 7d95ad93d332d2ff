"""A headless Chromium of its own for the tests and screenshots of the review page: fresh profile, no network, everything logged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
_QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--force-device-scale-factor=1",
    "--disable-dev-shm-usage", "--disable-lcd-text",
)


@contextmanager
def browser(profile: Path, downloads: Path, size: tuple[int, int] = (1280, 900)) -> Iterator[webdriver.Chrome]:
    """A browser whose profile is ``profile``; what pages download goes to ``downloads``. Closed, with all its processes, at the end."""
    assert BROWSER, "chromium must be installed"
    assert DRIVER, "chromedriver must be installed"
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in (*_QUIET, f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}", "about:blank"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads), "download.prompt_for_download": False})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        driver.get("about:blank")
        requests(driver)  # what the browser loaded for its own first page
        yield driver
    finally:
        driver.quit()


def resize(driver: webdriver.Chrome, width: int, height: int) -> None:
    """Make the page exactly this large: a window cannot be as narrow as a telephone."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def requests(driver: webdriver.Chrome) -> list[str]:
    """The addresses that pages have asked for since the last call, but for those of the browser's own first page."""
    events: list[dict[str, Any]] = [json.loads(row["message"])["message"] for row in driver.get_log("performance")]  # type: ignore[no-untyped-call]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [address for address in asked if not address.startswith("chrome:")]


def complaints(driver: webdriver.Chrome) -> list[str]:
    """What stands in the browser's console since the last call."""
    return [row["message"] for row in driver.get_log("browser")]  # type: ignore[no-untyped-call]
