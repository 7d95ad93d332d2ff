from __future__ import annotations

import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_extract import regions
from policy_extract.finding.agencies import find_agencies
from policy_extract.finding.agencies.fronts import front_before
from policy_extract.finding.agencies.signs import signs
from policy_extract.grammar.agency_names import names
from policy_extract.lexicon import load
from policy_extract.mentions import AgencyMention, Place

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[tuple[str, str, object]]:
    tables = tomllib.loads((CASES / name).read_text("utf-8"))
    return [(place, text, value) for place, table in tables.items() for text, value in table.items()]


def at(where: str) -> tuple[Place | None, int | None]:
    """沈阳市2014 → the place and the year."""
    match = re.fullmatch(r"(\D+)(\d{4})?", where)
    assert match is not None
    place = regions.find(match[1])
    assert place is not None
    return place, int(match[2]) if match[2] else None


def named(mentions: tuple[AgencyMention, ...]) -> list[str]:
    return [f"{one.text}={one.canonical}" if one.canonical else one.text for one in mentions if one.type != "generic"]


@pytest.mark.parametrize(("where", "text", "expected"), read_cases("agencies.toml"))
def test_found(where: str, text: str, expected: list[str]) -> None:
    assert named(find_agencies(text, *at(where))) == expected


@pytest.mark.parametrize(("where", "text", "trap"), read_cases("agencies_not.toml"))
def test_not_found(where: str, text: str, trap: str) -> None:
    assert named(find_agencies(text, *at(where))) == [], trap


def test_enough_cases() -> None:
    assert len(read_cases("agencies.toml")) + len(read_cases("agencies_not.toml")) >= 200
    assert len(read_cases("agencies_not.toml")) >= 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有关部门要加强协调。", "有关部门"),
        ("各有关部门要抓紧落实。", "各有关部门"),
        ("国务院有关部门要支持。", "国务院有关部门"),
        ("省级有关部门参与。", "省级有关部门"),
        ("各责任单位要报送进展。", "各责任单位"),
        ("行业主管部门应当指导。", "行业主管部门"),
        ("各地要因地制宜。", "各地"),
        ("各区县（市）要落实。", "各区县（市）"),
        ("各试点城市要总结经验。", "各试点城市"),
        ("其他负有环境监管职责的部门应当公开信息。", "其他负有环境监管职责的部门"),
    ],
)
def test_generic(text: str, expected: str) -> None:
    assert [one.text for one in find_agencies(text, None) if one.type == "generic"] == [expected]


@pytest.mark.parametrize(
    "table", ["central", "function", "organ", "party", "department", "department_word", "group", "acting", "committee"]
)
def test_lexicon_examples(table: str) -> None:
    place = regions.COUNTRY if table == "central" else regions.find("沈阳市")
    for word, fields in load("agencies")[table].items():
        assert any(one.type != "generic" for one in find_agencies(fields["example"], place)), (table, word)


def test_a_department_of_a_new_area_is_not_the_citys() -> None:
    for name, fields in load("agencies")["zone"].items():
        found = find_agencies(fields["example"], regions.find("沈阳市"))
        assert [(one.text, one.canonical) for one in found] == [(f"{name}新区财政局", None)]


def test_lexicon_foreign_examples() -> None:
    for word, fields in load("agencies")["foreign"].items():
        assert find_agencies(fields["example"], regions.COUNTRY) == (), word


def test_every_central_name_gives_its_official_name() -> None:
    for official, fields in load("agencies")["central"].items():
        for name in (official, *fields.get("names", ())):
            year = fields.get("until") or fields.get("since")
            found = find_agencies(f"由{name}负责。", regions.COUNTRY, year)
            of_province = official == "新疆生产建设兵团"
            where = ("province", "650000") if of_province else ("central", "000000")
            assert [(one.text, one.canonical, one.level, one.adcode) for one in found] == [(name, official, *where)]


def test_periods_of_bodies_that_share_a_name_do_not_overlap() -> None:
    bearers: dict[str, list[tuple[int, int]]] = {}
    for fields in load("agencies")["central"].values():
        assert fields.get("since", 0) <= fields.get("until", 9999)
        for name in fields.get("names", ()):
            bearers.setdefault(name, []).append((fields.get("since", 0), fields.get("until", 9999)))
    for name, periods in bearers.items():
        assert all(one[1] < two[0] for one, two in pairwise(sorted(periods))), name


def test_every_function_gives_its_official_name() -> None:
    place = regions.find("沈阳市")
    for official, fields in load("agencies")["function"].items():
        name = f"市{official}{fields['offices'][0]}"
        form = fields.get("form", f"{{r}}{name[1:]}").replace("{r}", "沈阳市").replace("{c}", "委").replace("{s}", "沈阳")
        assert named(find_agencies(f"由{name}牵头。", place)) == [f"{name}={form}"]


def test_every_short_form_is_read_whole_and_resolved() -> None:
    place = regions.find("沈阳市")
    for official, fields in load("agencies")["function"].items():
        for stem in fields.get("short", ()):
            short = {"委员会": "委", "办公室": "办"}.get(fields["offices"][0])
            if len(stem) == 1 and short is None:
                continue
            name = f"市{stem}{short or fields['offices'][0]}"
            (one,) = find_agencies(f"由{name}牵头。", place)
            assert (one.text, one.type, one.adcode) == (name, "body", "210100"), official
            assert one.canonical is not None


def test_every_organ_and_party_department_gives_its_official_name() -> None:
    place = regions.find("沈阳市")
    tables = load("agencies")
    for official, fields in tables["organ"].items():
        expected = fields["canonical"].replace("{r}", "沈阳市").replace("{s}", "沈阳").replace("{k}", "中级人民法院")
        for name in (official, *fields.get("names", ())):
            (one,) = find_agencies(f"由沈阳市{name}牵头。", place)
            assert (one.text, one.canonical) == (f"沈阳市{name}", expected)
    for official, fields in tables["party"].items():
        for name in (official, *fields.get("names", ())):
            (one,) = find_agencies(f"由市委{name}牵头。", place)
            assert (one.text, one.canonical) == (f"市委{name}", f"中共沈阳市委{official}")


def test_place_decides_the_region() -> None:
    text = "由市财政局牵头。"
    found = [find_agencies(text, regions.find(name))[0] for name in ("沈阳市", "浑南区", "石城县", "辽宁省")]
    assert [one.canonical for one in found] == ["沈阳市财政局", "沈阳市财政局", "赣州市财政局", None]
    assert [one.adcode for one in found] == ["210100", "210100", "360700", None]
    assert {one.level for one in found} == {"city"}


def test_only_nested_places_join() -> None:
    found = find_agencies("沈阳市" * 3000 + "教育局；大连市；沈阳市财政局；辽宁省沈阳市浑南区民政局", None)
    assert [(one.text, one.canonical) for one in found] == [
        ("沈阳市教育局", "沈阳市教育局"), ("沈阳市财政局", "沈阳市财政局"), ("辽宁省沈阳市浑南区民政局", "沈阳市浑南区民政局"),
    ]


def test_task_force_short_name_has_the_full_canonical_name() -> None:
    text = "成立全国冷链物流试点工作小组（以下简称试点工作小组）。试点工作小组要按月调度。"
    found = find_agencies(text, regions.COUNTRY)
    assert {one.canonical for one in found} == {"全国冷链物流试点工作小组"}
    assert [one.text for one in found] == ["全国冷链物流试点工作小组", "试点工作小组", "试点工作小组"]


PIECES = st.sampled_from(
    [
        *"市省县各级局部委办厅（）、。和的由\n \u3000\ud800𠀀",
        *("科技", "财政", "部门", "人民政府", "国务院", "领导小组", "办公室", "沈阳", "辽宁省", "2023", "有关", "单位"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["沈阳市", "全国", "石城县", ""]))
def test_grounded_and_ordered(text: str, where: str) -> None:
    mentions = find_agencies(text, regions.find(where))
    end = 0
    for one in mentions:
        assert text[one.start : one.end] == one.text != ""
        assert one.start >= end
        end = one.end
        assert one.type != "generic" or one.canonical is None


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    assert find_agencies(text, None) == find_agencies(text, None)


@pytest.mark.parametrize(
    "piece",
    [
        *("市", "局", "国", "地", "各级", "部门", "有关", "（市", "各省、", "承担一", "市市市委", "领导小组", "职责的部门", "沈阳市"),
        *("市科技局、", "县级以上地方各级", f"县级以上人民政府{'和' * 45}1、水行政主管部门。"),
    ],
)
def test_time_grows_linearly(piece: str) -> None:
    place = regions.find("沈阳市")
    names()

    def seconds(count: int) -> float:
        text = piece * (count // len(piece))
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            find_agencies(text, place)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(40_000) < 8 * seconds(10_000) + 0.02


FRONTS = (
    "各级", "各有关", "各试点", "国务院", "中央", "国家", "全省", "当地", "上一级", "有关", "基层", "两地", "设区的市", "市（区、县）",
    "县级以上", "区属", "乡镇", "街道", "设区市（州）及县以下",
)


@pytest.mark.parametrize("front", FRONTS)
def test_a_front_is_seen_by_its_last_character(front: str) -> None:
    found = front_before(front, len(front), None, names_city=False)
    assert found is not None
    assert found.start == 0


def test_signs_that_close_no_name_are_kept_apart() -> None:
    text = "省委任命干部，市局集中整治，省委宣传部"
    found = signs(text)
    assert [text[:end] for end in found.names] == [text]
    assert [text[:end] for end in found.others["委"]] == ["省委", "省委任命干部，市局集中整治，省委"]
    assert [text[:end] for end in found.others["局"]] == ["省委任命干部，市局"]


def test_words_that_end_like_a_name_are_no_signs() -> None:
    assert [*signs("规划布局，举办展会，由本届政府，进大厅").names] == []
    assert [*signs("规划局，经济协作办，由市政府，科技厅").names] == [3, 9, 14, 18]


def test_every_name_is_found_by_its_last_characters() -> None:
    known = names()
    for name in known.offices:
        assert known.longest(name, len(name)) == name
        assert known.longest(f"，{name}。", len(name) + 1) == name
