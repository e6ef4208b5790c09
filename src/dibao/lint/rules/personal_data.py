"""personal_data: a private person's data, which no brief needs."""

from __future__ import annotations

from collections.abc import Iterator

from dibao import privacy
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each place in the whole file, headers and footers too. The data itself is not repeated."""
    for one in privacy.find(manuscript.text):
        name = say(one.kind.zh, one.kind.en)
        yield manuscript.remark(
            "personal_data",
            Severity.ERROR,
            one.start,
            one.end,
            say(f"这里有个人信息（{name}），请删去。", f"This is personal data ({name}); take it out."),
            one.kind.mark,
        )


RULE = Rule(
    "personal_data",
    1,
    "全文（连同页眉页脚）中的身份证号、手机号、银行卡号、邮箱、车牌号、账号、住址、名单中的姓名、个人行程；问题里不重复其内容。",
    "Identity numbers, mobile numbers, bank cards, e-mail addresses, number plates, account names, home addresses, "
    "names in lists of persons and visit trails anywhere in the file, headers and footers too; the remark does not "
    "repeat them.",
    find,
)
