"""What rules in force say: what a thing costs, how many must agree, how wide it must be, which papers to bring; no record promises it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.judging.surroundings import Surroundings
    from policy_extract.mentions import Target

# 每亩保费360元, 个人缴费标准为每人每年280元, 卫生费每户每月5元; 养殖户只交12元
_FEE = later(
    r"(?:保费|保险金额|保额|缴费标准|收费标准|收费|缴费|电价|水价|气价|热价|票价|房价|租金|押金|工本费|手续费|学费|住宿费|伙食费|卫生费|物业费"
    r"|采暖费|取暖费|供热费|停车费|服务费|垃圾费|报名费|收购价|零售价|出厂价|售价|单价)"
    r"(?:标准)?(?:仍|仍然|统一|暂|均|原则上)?(?:为|是|按照?|执行|跌破|低于|高于)?(?:每[^，。；、\d]{1,3}){0,2}$"
    r"|(?:个人|农户|户|家庭|居民|群众|业主|用户|企业)(?:自付|自缴|自交|自担|只[交缴]|仅[交缴]|[应需]?缴纳)(?:每[^，。；、\d]{1,3}){0,2}$"
)
_OWN_SHARE = later("(?:农户|个人|参保人|投保人|用户|业主|居民|企业)(?:自担|自付|自缴|承担|负担)$")
_MOVED = later("提高|[降升调涨]|控制|压减|减[少至到免]")  # 票价降至5元
# 经三分之二以上业主同意, 参与表决面积过半数, 须有半数以上成员到会
_HALF = later("三分之|四分之三|过半|半数|二分之一")
_AGREE = later(r"(?:以上)?的?[^，。；]{0,24}?(?:同意|通过|参与表决|参加表决|赞成|出席|到会|参会|推选|联名|附议|认可|签字)")
_VOTED = later(r"表决|同意|赞成|出席|到会")
# 软管长度不得超过2米, 路面宽3.5米, 檐口高度不得超过18米
_SIZED = later(
    r"(?:长度|宽度|高度|厚度|深度|间距|净宽|净高|净距|层高|坡度|半径|直径|管径|檐高|限高|面宽|桥宽|(?:路面|路基|桥面|河底|渠底|堤顶|车道|通道|坝顶)宽)"
    r"(?:原则上|一般)?(?:应当?|须|必须|均)?(?:不得|不能|不宜|不应)?(?:大于|小于|超过|低于|少于|高于|超出|窄于|为|是|在|达到?)?$"
)
_LENGTHS = frozenset({"米", "厘米", "毫米", "公分"})
# 按不低于每平方米0.3元的国家标准配建
_BY_NORM = later(r"(?:按照?|依照|执行)[^，。；]{0,30}$")
_NORM = later(r"(?:[^，。；]{0,12}的)?(?:国家|行业|地方|现行|规定|有关|强制性)(?:的)?(?:标准|规定|规范)")
_BY_THE_BOOK = later(r"[^，。；]{0,16}按(?:照)?[^，。；]{0,8}(?:规定|政策)(?:执行|办理)")  # 8000元的免税额度按国家规定执行
# 按国家规定，用于养老的比例不低于55%
_BY_RULE = later(
    r"(?:^|[，。；：:\s])(?:按照?|根据|依据)"
    r"(?:国家|国务院|中央|自治区|省里?|市里?|有关|相关|现行|上级|政策|法律|法规|部门)*(?:的)?规定[，,][^，。；]*$"
)
# 本规定适用于投资3000万元以上的项目
_COVERED = later(r"适用(?:范围|对象)?(?:于|为|是|：|:)[^。；]*$")
# 身份证、毕业证原件及复印件各2份, 一寸免冠照片1张
_PAPERS = later(r"(?:原件|复印件|照片|证明|材料|申请表|登记表|户口[簿本]|身份证|光盘)[^，。；\d]{0,8}(?:各|一式)?$")
_SHEETS = frozenset({"份", "张", "套", "页", "式", "册"})
# 从存栏15只起补, 3000元起步
_FROM_ON = later(r"[^，。；\d]{0,8}起(?:补|算|征|付|缴|报|售|存|贷|步(?!工程))")
# 评审专家不得少于三人, 首付款不高于合同金额的60%
_PROCEDURE = later(
    r"竞争性(?:谈判|磋商)|供应商不[得应少]|询价|参与竞争|评审(?:专家|人数|委员|小组)|评标|评委|监票|合同(?:金额|价款?)的?$|首付款|预付款|履约保证金|质保金|投标保证金"
)
# 抽检合格率低于90%的，扣减资金的10%
_TAKEN_OFF = later(r"(?:扣减|核减|扣回|扣发|罚没|追缴|调减)[^，。；\d]{0,16}$")
_THOSE_WHO = later(r"的[，,]\s*$")


def fee(target: Target, around: Surroundings) -> bool:
    """每亩保费360元, 个人缴费标准为每人每年280元: what a thing costs."""
    quantity = target.quantity.quantity
    if quantity.dimension == "percent" and _OWN_SHARE.search(around.left.rstrip()):
        return not around.modal
    return quantity.dimension == "money" and not _MOVED.search(around.left) and not around.modal and bool(_FEE.search(around.left.rstrip()))


def quorum(target: Target, around: Surroundings) -> bool:
    """经三分之二以上业主同意, 参与表决的面积过半数: how many must agree."""
    if target.quantity.quantity.dimension != "percent" or _HALF.search(target.quantity.text) is None:
        return False
    return _AGREE.match(around.right) is not None or (target.action is None and _VOTED.search(around.clause) is not None)


def standard(target: Target, around: Surroundings) -> bool:
    """路面宽3.5米, 软管长度不得超过2米, 按…的国家标准配建; 按规定，…不低于55%: what a norm asks for."""
    quantity = target.quantity.quantity
    if quantity.unit in _LENGTHS and target.pattern != "reach" and _SIZED.search(around.left):
        return not around.future or quantity.op == "="
    if _BY_THE_BOOK.match(around.right):
        return True
    if _BY_NORM.search(around.before[: -len(target.quantity.text)]) and _NORM.match(around.right):
        return True
    return quantity.op in {"<=", ">=", "<", ">"} and _BY_RULE.search(around.before) is not None


def covered(target: Target, around: Surroundings) -> bool:
    """本规定适用于投资3000万元以上的项目; 从存栏15只起补: what a rule covers."""
    if "适用" in around.before and _COVERED.search(around.before):
        return True
    return _FROM_ON.match(around.right) is not None


def papers(target: Target, around: Surroundings) -> bool:
    """身份证复印件2份, 一寸照片1张: which papers to bring."""
    return target.quantity.quantity.unit in _SHEETS and target.action is None and bool(_PAPERS.search(around.left))


def procedure(target: Target, around: Surroundings) -> bool:
    """评审专家不得少于三人, 首付款不高于合同金额的60%; …的，扣减资金的10%: how it is gone about, what is taken off."""
    if _PROCEDURE.search(around.clause):
        return True
    return _TAKEN_OFF.search(around.left) is not None and _THOSE_WHO.search(around.sentence.partition(around.clause)[0]) is not None
