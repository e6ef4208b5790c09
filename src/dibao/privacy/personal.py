"""What is found: kinds of personal data and their places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of personal data; the value is a stable code."""

    ID_NUMBER = "id_number"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"
    EMAIL = "email"
    PLATE = "plate"
    HANDLE = "handle"
    ADDRESS = "address"
    NAME = "name"
    TRAIL = "trail"

    @property
    def zh(self) -> str:
        """Its Chinese name."""
        return _NAMES[self][0]

    @property
    def en(self) -> str:
        """Its English name."""
        return _NAMES[self][1]

    @property
    def mark(self) -> str:
        """What stands in its place after redaction, whatever its length was."""
        return f"〔{self.zh}〕"


_NAMES = {
    Kind.ID_NUMBER: ("身份证号", "identity number"),
    Kind.MOBILE: ("手机号", "mobile number"),
    Kind.BANK_CARD: ("银行卡号", "bank card number"),
    Kind.EMAIL: ("邮箱", "e-mail address"),
    Kind.PLATE: ("车牌号", "number plate"),
    Kind.HANDLE: ("账号", "account name"),
    Kind.ADDRESS: ("住址", "home address"),
    Kind.NAME: ("姓名", "name"),
    Kind.TRAIL: ("行程", "visit"),
}


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data at characters [start, end) of a text."""

    kind: Kind
    start: int
    end: int
