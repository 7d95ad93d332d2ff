"""The tables of divisions, of today and before, read once when first asked for, and the names under which a division is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from policy_extract.mentions import Level, Place
from policy_extract.patterns import later

COUNTRY = Place("全国", "000000", "central")

_PEOPLES = re.findall(
    r"\S+",
    "阿昌 白 保安 布朗 布依 藏 朝鲜 傣 达斡尔 德昂 侗 东乡 独龙 鄂伦春 鄂温克 高山 仡佬 哈尼 哈萨克 赫哲 回 京 景颇 柯尔克孜 拉祜 "
    "黎 傈僳 珞巴 满 毛南 门巴 蒙古 苗 仫佬 纳西 怒 普米 羌 撒拉 畲 水 塔吉克 塔塔尔 土家 土 佤 维吾尔 乌孜别克 锡伯 瑶 彝 裕固 壮 各",
)
_PEOPLE = "|".join(sorted(_PEOPLES, key=len, reverse=True))
_AUTONOMOUS = later(f"(.{{2,}}?)(?:(?:{_PEOPLE})族?)+自治[区州县旗]")
_LONG_KINDS = ("特别行政区", "地区", "林区")
_PLAIN = later(r"(.{2,}?)(?:特别行政区|自治[区州县旗]|地区|林区|[省市县区旗盟])")


class Former(NamedTuple):
    """A division that is no more under this name: the year of the change and the code of what has its place today, if one division has."""

    place: Place
    changed: int
    now: str | None


class Table(NamedTuple):
    """All divisions by code, and the codes known under a full name (沈阳市, 威宁自治县) and under a short one (沈阳).

    ``former`` are the divisions before by full name (崇文区, 襄樊市), those of cities and provinces by their short name too.
    ``opening`` gives for two characters the lengths of the names that begin with them, full and short; ``closing`` for two characters the
    lengths of the full names that end in them; both longest first.
    """

    places: dict[str, Place]
    full: dict[str, tuple[str, ...]]
    short: dict[str, tuple[str, ...]]
    former: dict[str, tuple[Former, ...]]
    opening: dict[str, tuple[int, ...]]
    closing: dict[str, tuple[int, ...]]


def level_of(adcode: str) -> Level:
    """The level that a six-digit code stands for: 210000 province, 210100 city, 210112 county."""
    if adcode == COUNTRY.adcode:
        return "central"
    if adcode.endswith("0000"):
        return "province"
    return "city" if adcode.endswith("00") else "county"


def short_name(name: str) -> str | None:
    """The name without what says its kind: 沈阳市 → 沈阳, 恩施土家族苗族自治州 → 恩施; None where one character would be left."""
    if "自治" not in name and not name.endswith(_LONG_KINDS):  # nearly all
        return name[:-1] if len(name) > 2 and name[-1] in "省市县区旗盟" else None
    match = _AUTONOMOUS.fullmatch(name) or _PLAIN.fullmatch(name)
    return match[1] if match else None


@cache
def table() -> Table:
    """The tables of ``divisions.tsv`` and ``changes.tsv``."""
    places: dict[str, Place] = {COUNTRY.adcode: COUNTRY}
    full: dict[str, list[str]] = {COUNTRY.name: [COUNTRY.adcode]}
    short: dict[str, list[str]] = {}
    for line in files(__package__).joinpath("divisions.tsv").read_text("utf-8").split("\n"):
        code, _, name = line.partition("\t")
        if not name:
            continue
        places[code] = Place(name, code, level_of(code))
        full.setdefault(name, []).append(code)
        brief = short_name(name)
        if brief is not None:
            short.setdefault(brief, []).append(code)
            if name.endswith(("自治州", "自治县")):  # 甘孜州, 恭城县
                short.setdefault(brief + name[-1], []).append(code)
                full.setdefault(brief + name[-3:], []).append(code)  # 威宁自治县: no peoples are named
                full.setdefault(brief + name[-1], []).append(code)  # 恭城县
    former = _former(short)
    return Table(
        places,
        {name: tuple(codes) for name, codes in full.items()},
        {name: tuple(codes) for name, codes in short.items()},
        {name: tuple(places) for name, places in former.items()},
        _lengths((*full, *short, *former), slice(2)),
        _lengths((*full, *former), slice(-2, None)),
    )


def _former(short: dict[str, list[str]]) -> dict[str, list[Former]]:
    former: dict[str, list[Former]] = {}
    for line in files(__package__).joinpath("changes.tsv").read_text("utf-8").split("\n"):
        if "\t" not in line:
            continue
        code, name, year, now = line.split("\t")
        one = Former(Place(name, code, level_of(code)), int(year), now or None)
        former.setdefault(name, []).append(one)
        brief = short_name(name) if code.endswith("00") else None
        if brief is not None and brief not in short:
            former.setdefault(brief, []).append(one)
    return former


def _lengths(names: Iterable[str], pair: slice) -> dict[str, tuple[int, ...]]:
    """Two characters of names → the lengths of the names that have them there, longest first."""
    found: dict[str, int] = {}  # a bit for each length
    for name in names:
        key = name[pair]
        found[key] = found.get(key, 0) | 1 << len(name)
    lengths = {bits: tuple(n for n in range(bits.bit_length() - 1, 0, -1) if bits >> n & 1) for bits in set(found.values())}
    return {key: lengths[bits] for key, bits in found.items()}
