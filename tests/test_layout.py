"""Layout: documents with their expected outline, words with their examples, and what must hold for any text."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_extract import lexicon
from policy_extract.layout import analyse
from policy_extract.mentions import Layout

CASES = tomllib.loads((Path(__file__).parent / "cases" / "layout.toml").read_text("utf-8"))["document"]
KINDS = {
    "body": ".", "heading": "H", "title": "T", "header": "h", "boilerplate": "x", "table": "t", "addressee": "a", "signature": "s",
}  # fmt: skip
BODY = "全市工作取得明显成效，各项任务有序推进。"


def sentences(text: str, layout: Layout) -> list[str]:
    lines = (f"{KINDS[s.kind]} §{s.section} #{s.item} {text[s.start : s.end]}" for s in layout.sentences)
    return [line.replace("\n", "⏎").replace("\t", "⇥") for line in lines]


def sections(layout: Layout) -> list[str]:
    return [
        f"{'  ' * (s.level - 1)}{s.marker}|{s.text}|{'titled' if s.titled else 'line'}".replace("\n", "⏎") for s in layout.sections
    ]


def header(layout: Layout) -> dict[str, Any]:
    fields = {name: getattr(layout.header, name) for name in layout.header.__slots__}
    return {name: value for name, value in fields.items() if value and name not in ("title_span", "issuer_span", "end")}


def kind_of(line: str, text: str) -> str:
    """The kind of the sentence that begins with ``line``."""
    start = text.index(line)
    return next(s.kind for s in analyse(text).sentences if s.start <= start < s.end)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_documents(case: dict[str, Any]) -> None:
    layout = analyse(case["text"])
    assert sentences(case["text"], layout) == case["sentences"].splitlines()
    assert sections(layout) == case["sections"].splitlines()
    assert header(layout) == case["header"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_line_ends_do_not_matter(case: dict[str, Any]) -> None:
    expected = sections(analyse(case["text"]))
    text = case["text"].replace("\n", "\r\n")
    assert sections(analyse(text)) == [line.replace("⏎", "\r⏎") for line in expected]


def examples(table: str) -> list[str]:
    return [fields["example"] for fields in lexicon.load("layout")[table].values()]


@pytest.mark.parametrize("line", examples("title_end"))
def test_title_ends(line: str) -> None:
    text = f"{line}\n{BODY}\n"
    layout = analyse(text)
    assert layout.header.title == line
    assert layout.header.title_span == (0, len(line))
    wrapped = analyse(f"{line[:4]}\n{line[4:]}\n{BODY}")
    assert wrapped.header.title == line


@pytest.mark.parametrize("line", examples("heading"))
def test_headings(line: str) -> None:
    text = f"{BODY}\n{line}\n到2033年建成泵站20座。\n"
    assert [s.text for s in analyse(text).sections] == [line]
    assert kind_of(line, text) == "heading"


@pytest.mark.parametrize("line", examples("org_end"))
def test_issuers(line: str) -> None:
    text = f"{BODY}\n{line}\n2031年3月5日\n"
    layout = analyse(text)
    assert layout.header.issuer == line
    assert layout.header.published == "2031-03-05"
    assert [s.kind for s in layout.sentences] == ["body", "signature", "signature"]


@pytest.mark.parametrize(("code", "fields"), lexicon.load("layout")["code_org"].items())
def test_number_codes(code: str, fields: dict[str, str]) -> None:
    layout = analyse(f"河湖管护工作要点\n{fields['example']}\n各有关单位：\n{BODY}\n")
    assert layout.header.document_number == fields["example"]
    assert layout.header.document_number.startswith(code)
    assert layout.header.issuer == fields["name"]


@pytest.mark.parametrize("line", examples("date_label"))
def test_date_labels(line: str) -> None:
    layout = analyse(f"临江市召开节水会议\n{line}\n{BODY}\n")
    assert (layout.header.published or "")[:10] == "2031-03-16"
    assert layout.sentences[1].kind == "header"


@pytest.mark.parametrize("line", examples("source_label"))
def test_source_labels(line: str) -> None:
    assert analyse(f"临江市召开节水会议\n{line}\n{BODY}\n").header.publisher == "临江日报"


@pytest.mark.parametrize("line", examples("note"))
def test_notes(line: str) -> None:
    assert kind_of(line, f"{BODY}\n{BODY}\n{line}\n") == "signature"


@pytest.mark.parametrize("line", examples("line") + examples("phrase"))
def test_boilerplate_lines(line: str) -> None:
    text = f"{BODY}\n{line}\n全年新建泵站20座。\n"
    layout = analyse(text)
    assert [s.kind for s in layout.sentences] == ["body", "boilerplate", "body"]
    assert layout.boilerplate == ((len(BODY) + 1, len(BODY) + 1 + len(line)),)


@pytest.mark.parametrize("line", examples("closing") + examples("notice"))
def test_closing(line: str) -> None:
    text = f"{BODY}\n{line}\n请在30日内联系本网。\n"
    assert [s.kind for s in analyse(text).sentences] == ["body", "boilerplate", "boilerplate"]
    assert analyse(text).boilerplate == ((len(BODY) + 1, len(text) - 1),)


@pytest.mark.parametrize("line", examples("closing") + examples("notice"))
def test_nothing_closes_before_headings(line: str) -> None:
    text = f"{BODY}\n{line}\n一、主要目标\n全年新建泵站20座。\n"
    assert kind_of("全年", text) == "body"


@pytest.mark.parametrize("tail", examples("duty"))
def test_assignments_close_items(tail: str) -> None:
    text = f"一、治理河道。清淤60公里。{tail}二、修复湿地。恢复湿地20公顷。"
    one, two = (s.item for s in analyse(text).sentences if text.startswith(("清淤", "恢复"), s.start))
    tailed = next(s for s in analyse(text).sentences if text.startswith(tail, s.start))
    assert tailed.item == one != two


@pytest.mark.parametrize("line", examples("duty_line"))
def test_assignment_lines_stay_with_their_item(line: str) -> None:
    text = f"（一）治理河道\n清淤60公里。\n{line}\n（二）修复湿地\n恢复湿地20公顷。\n"
    items = {text[s.start : s.end]: s.item for s in analyse(text).sentences}
    assert items["（一）治理河道"] == items["清淤60公里。"] == items[line] != items["（二）修复湿地"]


@pytest.mark.parametrize("line", examples("line_start"))
def test_lines_that_go_on(line: str) -> None:
    text = f"市水务局要会同各县区完善管护机制{line[0]}\n{line}。\n"
    assert len({s.paragraph for s in analyse(text).sentences}) == 1


def test_given_title_wins_and_is_found() -> None:
    text = "临江市人民政府关于加强\n河道管护的通知\n各区人民政府：\n清淤60公里。\n"
    layout = analyse(text, "临江市人民政府关于加强河道管护的通知")
    assert layout.header.title_span == (0, 19)
    other = analyse(text, "河道管护")
    assert (other.header.title, other.header.issuer) == ("河道管护", None)
    assert analyse("总体情况\n清淤60公里，修复湿地20公顷。", "河道管护").header.title_span is None


def test_numbers_in_headings_stay_body() -> None:
    text = "一、新建泵站20座\n资金由市财政统筹，确保按期完工。\n二、2031年重点工作\n加强巡查，落实管护责任。\n"
    layout = analyse(text)
    assert [s.kind for s in layout.sentences] == ["body", "body", "heading", "body"]
    assert len(layout.sections) == 2


def test_validity() -> None:
    assert analyse("本办法自2031年2月30日起施行。").header.effective is None
    leap = analyse("办法\n2028年2月29日\n本办法自发布之日起施行，有效期5年。")
    assert (str(leap.header.effective), str(leap.header.expires)) == ("2028-02-29", "2033-02-28")
    assert analyse("有效期5年的证件可以续期。").header.expires is None


def test_validity_from_the_given_date() -> None:
    text = "本办法自发布之日起施行，有效期至2033年6月30日。"
    assert analyse(text).header.effective is None
    assert str(analyse(text, published="2031-07-01T08:00").header.effective) == "2031-07-01"
    assert analyse(text, published="昨天").header.effective is None
    assert str(analyse(text).header.expires) == "2033-06-30"


@pytest.mark.parametrize(
    ("line", "published", "publisher"),
    [
        ("2031-03-04 18:14:18来源:临江在线编辑:张三责编:李四", "2031-03-04T18:14:18", "临江在线"),
        ("来源：临江日报　时间：2031年3月4日 08:05", "2031-03-04T08:05", "临江日报"),
        ("来源：临江日报 2031-03-04", "2031-03-04", "临江日报"),
        ("发布时间：2031-03-04　来源：临江网　字号：大 中 小", "2031-03-04", "临江网"),
        ("2031年3月4日 星期二", "2031-03-04", None),
        ("（2031年3月4日临江市第八届人民代表大会常务委员会第三次会议通过）", "2031-03-04", None),
        ("二○三一年三月四日", "2031-03-04", None),
        ("2031-02-30 来源：临江网", None, "临江网"),
    ],
)
def test_date_and_source_lines(line: str, published: str | None, publisher: str | None) -> None:
    layout = analyse(f"临江市召开节水会议\n{line}\n{BODY}\n")
    assert (layout.header.published, layout.header.publisher) == (published, publisher)
    assert [s.kind for s in layout.sentences] == ["title", "header", "body"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\u3000", "\ufeff", "\u200b", "。", "#", "# ", "（", "一、", "(一)", "|", "\t1\t"])
def test_next_to_nothing(text: str) -> None:
    check(text, analyse(text))


def check(text: str, layout: Layout) -> None:
    """What holds for any text."""
    at = 0
    for sentence in layout.sentences:
        assert at <= sentence.start < sentence.end
        assert not text[at : sentence.start].strip()
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        assert -1 <= sentence.section < len(layout.sections)
        at = sentence.end
    assert not text[at:].strip()
    for one, two in zip(layout.sentences, layout.sentences[1:], strict=False):
        assert 0 <= two.item - one.item <= 1
        assert 0 <= two.paragraph - one.paragraph <= 1
    for i, section in enumerate(layout.sections):
        assert section.text == text[section.start : section.end]
        assert section.start < section.end <= len(text)
        assert section.start < section.scope_end <= len(text)
        assert section.parent < i
        outer = layout.sections[section.parent] if section.parent >= 0 else None
        assert section.level == (outer.level + 1 if outer else 1)
        assert outer is None or (outer.start <= section.start and section.scope_end <= outer.scope_end)
    for sentence in layout.sentences:
        if sentence.section >= 0:
            section = layout.sections[sentence.section]
            assert section.start <= sentence.start < section.scope_end
    kinds = {s.start: s.kind for s in layout.sentences}
    assert all(kinds[start] == "boilerplate" for start, _ in layout.boilerplate)
    head = layout.header
    assert head.title_span is None or text[slice(*head.title_span)].strip()
    assert head.issuer_span is None or text[slice(*head.issuer_span)] == head.issuer


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "（1）", "①", "——", "第一章", "第二条", "专栏1", "一是", "第一，", "## ", "总体要求", "建设泵站20座",
     "。", "；", "：", "，", "（市水务局负责）", "责任单位：市水务局", "“", "”", "（", "）", "\n", "\r\n", "\u3000\u3000", "\t", "|",
     "2031年3月5日", "临江市人民政府", "关于节水的通知", "国办发〔2031〕5号", "各区：", "来源：临江网", "版权声明", "附件1",
     "本办法自发布之日起施行", "有效期5年", "\u2028", "\ufeff", " "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.one_of(st.none(), st.text(max_size=8)))
def test_any_arrangement(text: str, title: str | None) -> None:
    check(text, analyse(text, title))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    check(text, analyse(text))


@pytest.mark.parametrize(
    "unit",
    ["\n", "字\n", "（", "（。", "“", "《", "。", "字", "一、标题\n", "（一）标题。正文。\n", "建设。（市局负责）", "；（一）",
     "\u3000\u3000建设项目", "a\tb\n", "市政府\n2031年1月2日\n", "附件\n关于某某\n管理的办法\n", "（甲\n", "——甲。", "一是建设。",
     "## 甲\n", "版权声明\n", "本办法自发布之日起施行"],
)  # fmt: skip
def test_time_grows_linearly(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        analyse(text)
        return time.process_time() - start

    short, long = (min(seconds(length) for _ in range(3)) for length in (10_000, 80_000))  # the collector may meet one of them
    assert long < 8 * 4 * max(short, 0.002)


def cells(text: str) -> list[list[str]]:
    """The rows of the tables of ``text``, each cell as ``column: words``."""
    return [[f"{cell.column}: {text[cell.start : cell.end]}" for cell in row.cells] for row in analyse(text).rows]


@pytest.mark.parametrize(("word", "fields"), lexicon.load("layout")["column"].items())
def test_a_columns_head_in_its_example(word: str, fields: dict[str, str]) -> None:
    heads = re.split("[\t\n]", fields["example"])
    text = "\t".join(heads) + "\n1\t" + "\t".join(f"甲乙{head}" for head in heads[1:])
    assert f"{fields['column']}: {'1' if word == heads[0] else '甲乙' + word}" in cells(text)[0]


TABLE = "序号\n改革举措\n主 要 内 容\n指导部门\n推广范围"


def test_rows_whose_cells_come_one_a_line() -> None:
    text = (
        f"{TABLE}\n一、水权改革（共2项）\n1\n取水许可电子证照\n推行全程网办。\n1.统一编码。\n2.共享数据。\n水利部\n全国\n2\n用水权交易\n建立交易平台。\n水利部、"
        "国家发展改革委\n8个试验区\n二、林权改革（共1项）\n3\n林票制度\n发放林票。\n国家林草局\n全国\n（本表由各地参照执行）"
    )
    assert cells(text) == [
        ["task: 取水许可电子证照", "content: 推行全程网办。\n1.统一编码。\n2.共享数据。", "guide: 水利部", "other: 全国"],
        ["task: 用水权交易", "content: 建立交易平台。", "guide: 水利部、国家发展改革委", "other: 8个试验区"],
        ["task: 林票制度", "content: 发放林票。", "guide: 国家林草局", "other: 全国"],
    ]


def test_a_number_before_its_rows_first_cell() -> None:
    text = "序号\n任务\n责任单位\n1.编制用水定额\n市水务局\n2.普查供水管网\n市住房城乡建设局"
    assert cells(text) == [
        ["task: 编制用水定额", "responsible: 市水务局"], ["task: 普查供水管网", "responsible: 市住房城乡建设局"],
    ]  # fmt: skip


def test_rows_between_bars_and_tabs() -> None:
    bars = "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n| --- | --- | --- | --- |\n| 1 | 编制用水定额 | 市水务局 | 3月底 |"
    assert cells(bars)[-1] == ["number: 1", "task: 编制用水定额", "responsible: 市水务局", "deadline: 3月底"]
    tabs = "序号\t重点任务\t牵头单位\t配合单位\n1\t编制用水定额\t市水务局\t\n合计\t2项"
    assert cells(tabs) == [["number: 1", "task: 编制用水定额", "lead: 市水务局"]]


def test_merged_cells_lend_their_units() -> None:
    lines = [
        "序号\t重点任务\t工作措施\t责任单位\t完成时限", "1\t夜景提升\t更换灯具\t市城管局\t5月底", "\t\t调试控制箱\t\t6月底",
        "2\t河道保洁\t清理水草\t\t", "二、其他\t\t\t\t", "3\t档案整理\t补录目录\t\t",
    ]
    text = "\n".join(lines)
    rows = analyse(text).rows
    assert [[text[cell.start : cell.end] for cell in row.lent] for row in rows] == [[], ["市城管局"], ["市城管局"]]


def test_strokes_between_cells_and_names_of_persons() -> None:
    strokes = "重点任务 / 牵头单位 / 完成时限\n一、建成A/B两栋楼/市住建局/年底前\n二、修订工作规范。/市林业局/4月底前"
    assert cells(strokes) == [["task: 二、修订工作规范。", "lead: 市林业局", "deadline: 4月底前"]]
    blanks = "项目\u3000形象进度\u3000责任单位\u3000责任人\n东门泵站\u3000年底完工\u3000市水务局\u3000冯\u3000涛"
    assert cells(blanks) == [["task: 东门泵站", "content: 年底完工", "responsible: 市水务局", "other: 冯\u3000涛"]]
    layout = analyse(blanks)
    assert [s.kind for s in layout.sentences if s.start > blanks.index("\n")] == ["body", "body", "table", "table"]


UNNUMBERED = "重点任务\n工作措施\n责任单位\n牵头领导\n完成时限\n"


def test_rows_without_numbers() -> None:
    text = (
        f"{UNNUMBERED}一、夯实基础\n夜景提升\n更换桥体灯具。\n调试控制箱。\n市城管局、各区县\n张某\n5月底前\n河道保洁\n清理水草\n6月底前\n"
        "二、其他\n档案整理\n补录目录\n市档案局\n李某\n长期坚持\n各单位要抓好落实。\n临江市人民政府办公室\n2031年3月5日"
    )
    rows = analyse(text).rows
    assert cells(text) == [
        ["task: 夜景提升", "content: 更换桥体灯具。\n调试控制箱。", "responsible: 市城管局、各区县", "other: 张某", "deadline: 5月底前"],
        ["task: 河道保洁", "content: 清理水草", "deadline: 6月底前"],
        ["task: 档案整理", "content: 补录目录", "responsible: 市档案局", "other: 李某", "deadline: 长期坚持"],
    ]
    assert [[text[cell.start : cell.end] for cell in row.lent] for row in rows] == [[], ["市城管局、各区县"], []]


@pytest.mark.parametrize(
    "text",
    [
        "序号\n单位\n金额\n1\n市水务局\n30万元",  # nothing to be done
        "序号\t企业名称\t业务方向\n1\t临江某公司\t无人机",
        "责任单位\n1\n市水务局",  # no number's head
        "各单位要明确重点任务、责任单位、完成时限。\n1\n2",
        f"{TABLE}\n各地要结合实际推广。\n1998年起试行。",  # heads without rows
    ],
)
def test_no_rows(text: str) -> None:
    assert cells(text) == []


def test_a_row_is_one_item() -> None:
    text = f"{TABLE}\n1\n取水许可电子证照\n推行全程网办。共享数据。\n水利部\n全国\n2\n林票制度\n发放林票。\n国家林草局\n全国"
    layout = analyse(text)
    items = [{s.item for s in layout.sentences if row.start <= s.start < row.end} for row in layout.rows]
    assert [len(found) for found in items] == [1, 1]
    assert items[0] != items[1]
