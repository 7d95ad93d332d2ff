"""One-character modals (要, 将, 拟, 应, 须, 再) are also parts of other words: what must not stand before or after each."""

from __future__ import annotations

# The look-behind stands after the character: a pattern that begins with a literal is searched for 20 times as fast.
GUARDS = {
    "要": r"要(?<![主需重必纪概摘紧首提次只]要)(?![素求点道件闻害塞领]|看到|说明|指出的)",
    "将": r"将(?<![即老]将)(?![军来近士领要其]|至[，。；])",
    "拟": r"拟(?<![模虚]拟)(?![人态定]|中选|入选)",
    "应": r"应(?<![反适对相供响感效因]应)(?![用急收对届该当到]|.尽|[发建改保治办领登缴征检查拆退][一-龥]?的)",
    "须": r"须(?<!必须)(?!知)",
    "再": r"再(?<!一再)(?=[新建培引增取创])",
}
