"""The review page in a real browser: what it shows is what was extracted, what is decided on it comes back, and no document harms it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from chromium import BROWSER, DRIVER, browser, complaints, requests, resize
from policy_extract import Document, Extraction, Extractor
from policy_extract.corrections import apply, load_corrections
from policy_extract.evaluation import load_gold
from policy_extract.layout import analyse
from policy_extract.review import Reviewed, build_page
from policy_extract.schema import GoldDocument

SAMPLES = sorted((Path(__file__).parents[2] / "corpus" / "samples").glob("*.txt"))
EXTRACTOR = Extractor(unclaimed=True)
PLAN = (
    "𠮷田县2027年工作要点\n\n一、重点任务\n力争2027年底前，𠮷田县新建公园30个以上，新增停车位1.2万个。（责任单位：县城管局、县财政局）\n"
    "6月底前，城东水厂建成投用。\n抓好三个方面工作。\n"
)
HOSTILE = (
    "</script><script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 2\">\n"
    "到2027年底，<b>公园</b>达到30个\u202e以上\u2066。\u200b力争新建\u2028学校5所&amp;。\n"
)

# The spans of each record as the marks of the page have them: {record: [[field, start, end, words], …]}
MARKS = """
const found = {};
for (const span of document.querySelectorAll('#text .s[data-marks]')) {
  for (const mark of span.dataset.marks.split('\\n')) {
    const at = mark.lastIndexOf('|');
    const key = [mark.slice(0, at), mark.slice(at + 1)];
    const runs = (found[key[0]] ??= {})[key[1]] ??= [];
    const last = runs.at(-1);
    if (last && last[1] === Number(span.dataset.a)) { last[1] = Number(span.dataset.b); last[2] += span.textContent; }
    else runs.push([Number(span.dataset.a), Number(span.dataset.b), span.textContent]);
  }
}
return found;
"""
# Select the characters (code points) from arguments[0] to arguments[1] of the text
SELECT = """
const place = (at) => {
  for (const span of document.querySelectorAll('#text .s')) {
    const [a, b] = [Number(span.dataset.a), Number(span.dataset.b)];
    if (at < a || at > b) continue;
    let node = span;
    while (node.firstChild) node = node.firstChild;
    return [node, Array.from(node.data).slice(0, at - a).join('').length];
  }
};
document.getSelection().setBaseAndExtent(...place(arguments[0]), ...place(arguments[1]));
"""

Open = Callable[..., None]


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def chromium_driver(tmp_path_factory: pytest.TempPathFactory, downloads: Path) -> Iterator[webdriver.Chrome]:
    """One browser for all tests. Without Chromium they are skipped, but not where .ci/run says that it must be there."""
    if not (BROWSER and DRIVER):
        reason = "chromium and chromedriver are not installed (Debian: apt-get install chromium chromium-driver)"
        if os.environ.get("POLICY_EXTRACT_NEEDS_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with browser(tmp_path_factory.mktemp("profile"), downloads) as driver:
        yield driver


@pytest.fixture
def driver(chromium_driver: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """The browser, held to its word after each test: nothing in the console, nothing asked for but the page itself."""
    resize(chromium_driver, 1280, 900)
    yield chromium_driver
    said, asked = complaints(chromium_driver), requests(chromium_driver)
    chromium_driver.execute_cdp_cmd("Page.navigate", {"url": "about:blank"})
    assert said == []
    assert {address.partition(":")[0] for address in asked} <= {"file", "data", "blob", "about"}


def reviewed(text: str, doc_id: str = "plan", title: str | None = None, published: str | None = "2027-01-05") -> Reviewed:
    return Reviewed(EXTRACTOR.extract(Document(text=text, doc_id=doc_id, title=title, published=published)), text)


def sample(path: Path) -> Reviewed:
    return reviewed(path.read_bytes().decode("utf-8"), path.stem, None, None)


@pytest.fixture
def show(driver: webdriver.Chrome, tmp_path: Path) -> Open:
    """Open a page with these documents, in English."""

    def call(*documents: Reviewed) -> None:
        path = tmp_path / "page.html"
        path.write_text(build_page(documents, language="en"), encoding="utf-8")
        driver.get(path.as_uri())

    return call


def keys(driver: webdriver.Chrome, *pressed: str) -> None:
    for key in pressed:
        ActionChains(driver).send_keys(key).perform()


def one(driver: webdriver.Chrome, selector: str) -> WebElement:
    return driver.find_element(By.CSS_SELECTOR, selector)


def ids(driver: webdriver.Chrome) -> list[str]:
    return [str(row.get_attribute("data-id")) for row in driver.find_elements(By.CSS_SELECTOR, "#rows tr.record")]


def chosen(driver: webdriver.Chrome) -> str | None:
    rows = driver.find_elements(By.CSS_SELECTOR, '#rows tr[aria-selected="true"]')
    return rows[0].get_attribute("data-id") if rows else None


def select(driver: webdriver.Chrome, text: str, words: str) -> None:
    start = text.index(words)
    driver.execute_script(SELECT, start, start + len(words))


def option(driver: webdriver.Chrome, name: str, value: str) -> None:
    one(driver, f'#filter-{name} option[value="{value}"]').click()


def extraction_of(document: Reviewed) -> Extraction:
    assert isinstance(document.result, Extraction)
    return document.result


def downloaded(driver: webdriver.Chrome, downloads: Path) -> Path:
    """The file that the download button gives."""
    path = downloads / "corrections.jsonl"
    path.unlink(missing_ok=True)
    one(driver, "#download").click()
    for _ in range(100):
        if path.exists() and path.stat().st_size:
            return path
        time.sleep(0.05)
    raise AssertionError("nothing was downloaded")


def spans(document: Reviewed) -> dict[str, dict[str, list[list[Any]]]]:
    """The spans that the marks must have. Parts of one field that touch are one run on the page."""
    found: dict[str, dict[str, list[list[Any]]]] = {}
    for record in extraction_of(document).records:
        parts: dict[str, list[Any]] = {
            "value": [record.value], "indicator": [record.indicator], "deliverable": [record.deliverable], "deadline": [record.deadline],
            "modality": [record.modality], "action": [record.action], "baseline": [record.value and record.value.baseline],
            "agency": [*record.agencies],
        }
        fields = {
            field: [list(span) for span in sorted(one.span for one in given if one and one.span)] for field, given in parts.items()
        }
        found[record.id] = {field: [[*span, document.text[slice(*span)]] for span in ranges] for field, ranges in fields.items() if ranges}
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_marks_are_the_spans_of_the_records(driver: webdriver.Chrome, show: Open, path: Path) -> None:
    document = sample(path)
    show(document)
    assert driver.execute_script(MARKS) == spans(document)
    assert driver.execute_script("return document.getElementById('text').textContent") == document.text
    assert len(ids(driver)) == len(extraction_of(document).records)


def test_offsets_count_code_points(driver: webdriver.Chrome, show: Open) -> None:
    document = reviewed(PLAN)
    show(document)
    found = driver.execute_script(MARKS)
    assert len(found) == 3
    assert found == spans(document)


def test_overlapping_marks_keep_a_line_each(driver: webdriver.Chrome, show: Open) -> None:
    show(reviewed(PLAN))
    style = (
        "const inner = [...document.querySelectorAll('#text .m-indicator')].find((node) => node.closest('.m-deliverable'));"
        "return [inner, inner.closest('.m-deliverable')].map((node) => getComputedStyle(node).textDecorationStyle);"
    )
    assert driver.execute_script(style) == ["double", "dashed"]


def test_a_record_shows_its_words_and_links(driver: webdriver.Chrome, show: Open) -> None:
    document = reviewed(PLAN)
    show(document)
    target = extraction_of(document).records[0]
    one(driver, f'[data-id="{target.id}"]').click()
    assert chosen(driver) == target.id
    words = driver.execute_script("return [...document.querySelectorAll('#text .chosen')].map((span) => span.textContent).join('|')")
    assert target.value is not None
    assert target.deadline is not None
    for part in (target.value.text, target.deadline.text, "县城管局", "县财政局"):
        assert part in words
    assert target.evidence.text in one(driver, "tr.details").text
    assert "link.sentence" in one(driver, "tr.details").text


def test_words_show_their_records_one_after_another(driver: webdriver.Chrome, show: Open) -> None:
    document = reviewed(PLAN)
    show(document)
    first, second = (record.id for record in extraction_of(document).records[:2])
    shared = one(driver, f'#text .s[data-marks*="{first}|deadline"]')
    shared.click()
    assert chosen(driver) == first
    shared.click()
    assert chosen(driver) == second
    one(driver, f'#text .s[data-marks*="{first}|value"]').click()
    assert chosen(driver) == first


def test_filters(driver: webdriver.Chrome, show: Open) -> None:
    document = reviewed(PLAN + "对新建企业给予补贴20万元。\n")
    show(document)
    records = extraction_of(document).records
    assert {record.kind for record in records} == {"target", "milestone"}
    option(driver, "kind", "milestone")
    assert ids(driver) == [record.id for record in records if record.kind == "milestone"]
    assert len(driver.execute_script(MARKS)) == 1
    option(driver, "kind", "")
    option(driver, "class", "benefit")
    assert ids(driver) == [record.id for record in records if record.record_class == "benefit"] != []
    option(driver, "class", "")
    option(driver, "status", "planned")
    assert len(ids(driver)) == len(records)
    agency = records[0].agencies[1]
    option(driver, "agency", str(agency.canonical or agency.name))
    assert ids(driver) == [record.id for record in records if agency.name in {each.name for each in record.agencies}] != []
    option(driver, "agency", "")
    option(driver, "confidence", "0.9")
    assert ids(driver) == [record.id for record in records if record.confidence and record.confidence >= 0.9]
    option(driver, "confidence", "")
    keys(driver, "/")
    keys(driver, "水厂")
    assert ids(driver) == [record.id for record in records if "水厂" in record.evidence.text] != []
    assert "1 of" in one(driver, "#count").text


def test_confidence_is_a_bound(driver: webdriver.Chrome, show: Open) -> None:
    document = reviewed(PLAN)
    extraction = extraction_of(document)
    sure = [record.model_copy(update={"confidence": value}) for record, value in zip(extraction.records, (0.95, 0.4, None), strict=True)]
    show(Reviewed(extraction.model_copy(update={"records": tuple(sure)}), document.text))
    for bound, left in (("0.5", 2), ("0.9", 2), ("", 3)):  # nothing is known against a record without a confidence
        option(driver, "confidence", bound)
        assert len(ids(driver)) == left


def test_keys_go_through_the_records_and_decide(driver: webdriver.Chrome, show: Open) -> None:
    show(reviewed(PLAN))
    first, second, third = ids(driver)
    keys(driver, "j")
    assert chosen(driver) == first
    keys(driver, "j", "j", "j")
    assert chosen(driver) == third
    keys(driver, "k", "k", "a")
    assert chosen(driver) == second  # the next that nobody has looked at
    keys(driver, "r")
    assert [row.get_attribute("class") for row in driver.find_elements(By.CSS_SELECTOR, "#rows tr.record")] == [
        "record accepted", "record rejected", "record unreviewed",
    ]
    assert second not in driver.execute_script(MARKS)
    assert "2 of 3" in one(driver, "#progress").text
    keys(driver, "?")
    assert one(driver, "#help").is_displayed()
    keys(driver, Keys.ESCAPE)
    assert not one(driver, "#help").is_displayed()
    keys(driver, Keys.ESCAPE)
    assert chosen(driver) is None


def test_decisions_come_back_as_gold_and_are_carried_out(driver: webdriver.Chrome, show: Open, downloads: Path, tmp_path: Path) -> None:
    document = reviewed(PLAN)
    show(document)
    keys(driver, "j", "a", "r", "j", "e")  # the first accepted, the second rejected, the third in the editor
    select(driver, PLAN, "水厂")
    one(driver, '[data-take="indicator"]').click()
    end = one(driver, '#editor [name="end"]')
    driver.execute_script("arguments[0].value = '2027-07-31'", end)
    one(driver, '#editor [type="submit"]').click()
    assert one(driver, "#rows tr.edited").is_displayed()
    notes = {row.text.split("\n")[0]: row.text for row in driver.find_elements(By.CSS_SELECTOR, ".notes tr") if row.text}
    assert [name for name, words in notes.items() if "correction.edited" in words] == [
        "indicator 水厂 in its sentence", "deadline 6月底前 in its sentence",
    ]
    assert any("milestone.deadline" in words for words in notes.values())  # what nobody changed keeps its rule
    gold = load_gold(downloaded(driver, downloads))
    assert [(record.kind, record.optional) for record in gold[0].records] == [("target", False), ("milestone", False)]
    corrections = load_corrections(downloads / "corrections.jsonl")
    assert sorted(each.review for each in corrections["plan"].decisions) == ["accepted", "edited", "rejected"]
    applied = apply(extraction_of(document), PLAN, corrections["plan"])
    assert applied.misfits == ()
    kept, edited = applied.extraction.records
    assert kept.rules["record"] == "correction.accepted"
    assert edited.indicator is not None
    assert edited.deadline is not None
    assert (edited.indicator.text, str(edited.deadline.end)) == ("水厂", "2027-07-31")
    show(Reviewed(applied.extraction, PLAN, applied.rejected))  # and a later session begins where this one ended
    assert [row.get_attribute("class") for row in driver.find_elements(By.CSS_SELECTOR, "#rows tr.record")] == [
        "record accepted", "record rejected", "record edited",
    ]


def test_gold_is_edited_and_saved_with_its_marks(driver: webdriver.Chrome, show: Open, downloads: Path) -> None:
    extraction = extraction_of(reviewed(PLAN))
    first, second, third = ({**json.loads(record.model_dump_json(by_alias=True)), "optional": True} for record in extraction.records)
    fields = {**json.loads(extraction.to_json()), "text": PLAN, "extra": {"scenario": "yoshida"}, "records": [first, second, third]}
    gold = GoldDocument.model_validate({**fields, "records": [{**one, "rules": {"record": "gold.annotated"}} for one in fields["records"]]})
    show(Reviewed(gold, PLAN))
    one(driver, "#download").click()
    assert "Nothing has been decided" in one(driver, "#why").text  # gold that nobody touched is not saved again
    keys(driver, "j", "r", "j", "e")
    one(driver, '#editor [name="optional"]').click()
    one(driver, '#editor [type="submit"]').click()
    saved = GoldDocument.model_validate_json(downloaded(driver, downloads).read_text("utf-8"))
    assert [record.review for record in saved.records] == ["edited", "accepted"]
    assert [record.optional for record in saved.records] == [False, True]
    assert saved.records[1].rules == {"record": "gold.annotated"}
    assert [record.id for record in saved.rejected] == [first["id"]]
    assert (saved.extra, saved.unclaimed) == (gold.extra, gold.unclaimed)


def test_a_number_is_edited(driver: webdriver.Chrome, show: Open, downloads: Path) -> None:
    show(reviewed(PLAN))
    keys(driver, "j", "e")
    number = one(driver, '#editor [name="number"]')
    number.clear()
    one(driver, '#editor [type="submit"]').click()
    assert "number" in one(driver, "#editor .wrong").text
    number = one(driver, '#editor [name="number"]')
    number.send_keys("35")
    one(driver, '#editor [name="op"] option[value="="]').click()
    one(driver, '#editor [type="submit"]').click()
    record = json.loads(downloaded(driver, downloads).read_text("utf-8"))["records"][0]
    assert (record["value"]["op"], record["value"]["low"], record["value"]["high"], record["review"]) == ("=", 35, 35, "edited")


def test_a_record_is_added_from_selected_words(driver: webdriver.Chrome, show: Open, downloads: Path) -> None:
    text = PLAN + "全县打造特色民宿样板，目标20家以上。\n"
    document = reviewed("未提取。\n" + text)
    show(document)
    select(driver, document.text, "三个方面")
    keys(driver, "n")
    assert one(driver, "#editor").is_displayed()
    keys(driver, Keys.ESCAPE)
    assert not one(driver, "#editor").is_displayed()
    before = len(ids(driver))
    select(driver, document.text, "2027年工作要点")
    keys(driver, "n")
    one(driver, '#editor [name="kind"] option[value="milestone"]').click()
    one(driver, '[data-take="deliverable"]').click()
    select(driver, document.text, "县财政局")
    one(driver, '[data-take="agency"]').click()
    one(driver, '#editor [name="role-0"] option[value="support"]').click()
    one(driver, '#editor [type="submit"]').click()
    assert len(ids(driver)) == before + 1
    corrections = load_corrections(downloaded(driver, downloads))["plan"]
    added = corrections.decisions
    assert [each.review for each in added] == ["added"]
    record = added[0].record
    assert record.deliverable is not None
    assert record.deliverable.text == "2027年工作要点"
    assert [(agency.name, agency.role, agency.scope) for agency in record.agencies] == [("县财政局", "support", "inherited")]
    assert apply(extraction_of(document), document.text, corrections).extraction.records[0].id == record.id


def test_nothing_of_a_document_is_executed(driver: webdriver.Chrome, show: Open) -> None:
    document = reviewed(HOSTILE, doc_id="<script>window.hacked = 3</script>", title="<img src=x onerror='window.hacked = 4'>\u202e")
    show(document)
    assert driver.execute_script("return window.hacked") is None
    assert driver.execute_script("return document.querySelectorAll('#columns img, #columns script, #columns b:not(.notes b)').length") == 0
    assert "</script><script>" in one(driver, "#text").text
    markers = [node.text for node in driver.find_elements(By.CSS_SELECTOR, "#text .ctl")]
    assert markers == ["⟨U+202E⟩", "⟨U+2066⟩", "⟨U+200B⟩", "⟨U+2028⟩"]
    assert "\u202e" not in driver.execute_script("return document.getElementById('columns').textContent")
    keys(driver, "j")
    assert chosen(driver)
    found = driver.execute_script(MARKS)
    assert {key: {field: [run[:2] for run in runs] for field, runs in fields.items()} for key, fields in found.items()} == {
        key: {field: [run[:2] for run in runs] for field, runs in fields.items()} for key, fields in spans(document).items()
    }


def test_selection_counts_hidden_characters(driver: webdriver.Chrome, show: Open, downloads: Path) -> None:
    document = reviewed(HOSTILE)
    show(document)
    select(driver, HOSTILE, "学校")
    keys(driver, "n")
    one(driver, '#editor [name="kind"] option[value="milestone"]').click()
    one(driver, '[data-take="deliverable"]').click()
    one(driver, '#editor [type="submit"]').click()
    (record,) = (each.record for each in load_corrections(downloaded(driver, downloads))["plan"].decisions)
    assert record.deliverable is not None
    assert (record.deliverable.text, record.deliverable.span[0]) == ("学校", HOSTILE.index("学校"))


def test_numbers_without_a_record_say_why(driver: webdriver.Chrome, show: Open) -> None:
    show(reviewed(PLAN))
    number = next(node for node in driver.find_elements(By.CSS_SELECTOR, "#text [data-number]") if node.text == "三个方面")
    ActionChains(driver).move_to_element(number).perform()
    assert "parts of the text" in one(driver, "#why").text
    driver.execute_script("document.getElementById('why').textContent = ''; arguments[0].focus()", number)
    assert "三个方面" in one(driver, "#why").text


def test_boilerplate_is_grey_and_warnings_are_told(driver: webdriver.Chrome, show: Open) -> None:
    document = sample(SAMPLES[0])
    show(document)
    barred = analyse(document.text, None, None).boilerplate
    assert barred
    grey = driver.execute_script(
        "return [...document.querySelectorAll('#text .boilerplate')].map((span) => [Number(span.dataset.a), Number(span.dataset.b)])"
    )
    assert {at for start, end in grey for at in range(start, end)} == {at for start, end in barred for at in range(start, end)}
    assert extraction_of(document).warnings[0] in str(one(driver, "#notices").get_attribute("textContent"))


def test_a_document_that_failed_says_why(driver: webdriver.Chrome, show: Open) -> None:
    failure = EXTRACTOR.extract_safely(Document(text="\ud800", doc_id="broken"))
    show(Reviewed(failure, ""), reviewed(PLAN))
    assert "lone surrogate" in one(driver, "#notices .error").text
    one(driver, '#document-list [data-position="1"]').click()
    assert len(ids(driver)) == 3


def test_two_languages(driver: webdriver.Chrome, show: Open) -> None:
    show(reviewed(PLAN))
    assert one(driver, "#download").text == "Download corrections"
    one(driver, "#switch").click()
    assert one(driver, "#download").text == "下载订正结果"
    assert one(driver, "html").get_attribute("lang") == "zh-CN"
    words = driver.execute_script("return JSON.parse(document.getElementById('index').textContent).words")
    assert words["zh"].keys() == words["en"].keys()
    assert "undefined" not in one(driver, "body").text


def test_leaving_with_unsaved_work_is_asked_about(driver: webdriver.Chrome, show: Open, downloads: Path) -> None:
    show(reviewed(PLAN))
    asks = "const event = new Event('beforeunload', { cancelable: true }); window.dispatchEvent(event); return event.defaultPrevented"
    assert not driver.execute_script(asks)
    keys(driver, "j", "a")
    assert driver.execute_script(asks)
    downloaded(driver, downloads)
    assert not driver.execute_script(asks)


def test_narrow_screens_and_paper(driver: webdriver.Chrome, show: Open) -> None:
    show(sample(SAMPLES[0]), sample(SAMPLES[1]))
    resize(driver, 390, 844)
    keys(driver, "j")
    assert driver.execute_script("return document.documentElement.scrollWidth") == 390
    keys(driver, "e")
    assert driver.execute_script("return document.documentElement.scrollWidth") == 390
    keys(driver, Keys.ESCAPE)
    resize(driver, 1280, 900)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not one(driver, "#filters").is_displayed()
    assert one(driver, "#rows").is_displayed()
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_two_hundred_documents_stay_responsive(driver: webdriver.Chrome, show: Open) -> None:
    show(*(sample(SAMPLES[number % len(SAMPLES)]) for number in range(200)))
    assert len(driver.find_elements(By.CSS_SELECTOR, "#document-list li")) == 200
    loaded = driver.execute_script("return performance.timing.domComplete - performance.timing.navigationStart")
    opening = (
        "const from = performance.now(); document.querySelector('[data-position=\"131\"]').click();"
        "document.body.offsetHeight; return performance.now() - from"
    )
    took = driver.execute_script(opening)
    assert loaded < 5000
    assert took < 500
    assert ids(driver)
