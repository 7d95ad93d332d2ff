"""One-character modals (要, 将, 拟, 应, 须, 再) are also parts of other words: what must not stand before or after each."""

from __future__ import annotations

GUARDS = {
    "要": r"(?<![主需重必纪概摘紧首提次只])要(?![素求点道件闻害塞领])",
    "将": r"(?<![即老])将(?![军来近士领要其])",
    "拟": r"(?<![模虚])拟(?![人态定])",
    "应": r"(?<![反适对相供响感效因])应(?![用急收对届该当到])",
    "须": r"(?<!必)须(?!知)",
    "再": r"(?<!一)再(?=[新建培引增取创])",
}
