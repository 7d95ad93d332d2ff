"""Words that say no more than that what was named before is done: …，6月底前全部检修到位."""

from __future__ import annotations

from policy_extract.patterns import later

_HOW = r"(?:确保|力争|争取|必须|务必|应当|一律|原则上|全部|全面|分别|陆续|基本|也?要|[应须将可先都均全])*"
_IS_DONE = (
    r"(?:完成(?:[验维整施建改修扫签安搬][收修改工设造缮尾约装迁]{1,2}|任务)?|[一-龥]{0,2}(?:到位|完毕)|[一-龥]完|[装修换改补][上好齐]|办结|结束|通过(?:竣工)?(?:验收|评审)|竣工(?:验收)?|建成|完工|交工|落实"
    r"|投用|投产|启用|通[车水航]|投入(?:使用|运[行营])|交付(?:使用)?|实现|扫尾|收尾|销号|分开|补齐|(?<=全部)(?![开动复]工|启动|进场)[一-龥]{2})"
)
_AND = r"(?:并?(?:通过|完成|组织|投入|交付|具备|办理)[^，。；、0-9]{2,10}|、?[交入][房住付工])?"
DONE = later(rf"{_HOW}{_IS_DONE}{_AND}(?=[，,。；;、）)]|$)")
"""…完成, …全部检修到位, …完成扫尾并通过验收, up to the mark that ends the clause: a verb of completion with no thing of its own."""
