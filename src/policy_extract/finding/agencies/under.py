"""What a government has under it, which texts name by the government and a description: 省级人民政府有关部门, 县级以上人民政府统计机构."""

from __future__ import annotations

from policy_extract.grammar.agency_names import names
from policy_extract.mentions import AgencyMention, AgencyType
from policy_extract.patterns import later

_PART = "[^的了在对为把将要由与及和等从以并或不各应须、，。；：！？“”‘’（）()《》\\[\\]【】\\s\\da-zA-Z,.;:!?\"'—…·%％]"
_VERB = "(?!必须|负责|组织|会同|协调|指导|督促|可以|批准|根据|按照|依法|领导|同意|建立|设立(?!的)|成立|委托|授权|采取|加强|统一|有权)"
_UNDER = later(
    "(?P<any>各?(?:有关|相关)?(?:工作|职能|业务)?部门(?!、各|[一-龥]{0,3}(?:购买|规章|预算|决算|规定|文件)))"
    f"|{_VERB}(?:设立的)?{_PART}{{2,10}}?(?<![融担研])机构(?!改革|设置|编制)"
)
_OF_STATE_COUNCIL = later(f"{_VERB}{_PART}{{2,10}}?(?:行政主管|行政管理|行政|主管)部门")
"""国务院渔业行政主管部门: of any function."""
_AND_GOVERNMENT = later("[和、及](?:人民)?政府(?!部门|及其|采购|投资|购买|工作报告)")
_GOVERNMENT = later("政府(?!部门|及其|采购|投资|购买|工作报告|债|性)")
_SEVERAL = ("各", "地方", "有关", "相关", "县级", "市级", "乡级")
"""各级党委和政府, 相关县区党委、政府: named as one."""

_JOINTS = "、和及与"
_JOINT = later(f"[{_JOINTS}]")
_LONGEST_ROW = 60
"""Characters between a government and the last of its departments."""

GOVERNS = frozenset("府院委")
"""Last characters of 政府, 国务院, 党委."""


def with_what_is_under(text: str, mention: AgencyMention) -> AgencyMention:
    """A government with what is named right after it as its own; ``mention`` itself where nothing is.

    Of 有关部门 nobody knows which they are.
    """
    both = _AND_GOVERNMENT.match(text, mention.end) if mention.text.endswith("党委") and mention.canonical is None else None
    at_once = _GOVERNMENT.match(text, mention.end) if mention.text.endswith("党委") else None  # 临江镇党委政府
    if at_once is not None:
        both = at_once
    if both is not None and (at_once is not None or mention.text.startswith(_SEVERAL)):
        whole = text[mention.start : both.end()]
        return mention._replace(end=both.end(), text=whole, type="group", canonical=None, adcode=None, rule="agency.under")
    pattern = _UNDER if mention.text.endswith("政府") else _OF_STATE_COUNCIL if mention.text == "国务院" else None
    under = pattern.match(text, mention.end) if pattern is not None else None
    if under is None:
        return mention
    kind: AgencyType = "generic" if under.groupdict().get("any") else "group"
    return mention._replace(
        end=under.end(), text=text[mention.start : under.end()], type=kind, canonical=None, adcode=None, rule="agency.under"
    )


def in_a_row(text: str, government: AgencyMention, department: AgencyMention) -> AgencyMention | None:
    """县级以上人民政府水利、渔业主管部门: a government's departments that share their last word, as one; else None."""
    gap = department.start - government.end
    if gap > _LONGEST_ROW or text[department.start - 1] not in _JOINTS or not government.text.endswith("政府") or "等" in department.text:
        return None
    stems = _JOINT.split(text[government.end : department.start - 1])
    if not all(stem and f"{stem}部门" in names().offices for stem in stems):
        return None
    whole = text[government.start : department.end]
    return government._replace(end=department.end, text=whole, type="group", canonical=None, adcode=None, rule="agency.department")
