"""Number formats: a value as the sheet shows it.

Dates are written the same way whatever their format (2026-02-03, 2026-02-03 09:00); numbers are never shown in
powers of ten or as fractions; a negative number always has its sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from dibao.documents.excel.dates import Parts, shown

BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00"},
    **{12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **{30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"'},
    **{34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"'},
    **{37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00"},
    **{41: "#,##0;-#,##0;-", 42: "¥#,##0;-¥#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "¥#,##0.00;-¥#,##0.00;-"},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@"},
}
"""The format codes that a workbook names by number only, as a Chinese Excel has them; the rest is General."""

_TOKEN = re.compile(
    r"""(?P<general>General|G/通用格式)
    | "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | [_*].?
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[(?P<operator><=|>=|<>|<|>|=)(?P<bound>[^\]]*)\]
    | \[[^\]]*\]
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<power>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|g+|b+|a{3,4})
    | (?P<place>[0#?])
    | (?P<mark>[.,%@/])
    | (?P<plain>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COMPARE = {
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
    "=": lambda value, bound: value == bound,
    "<>": lambda value, bound: value != bound,
}


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a code between semicolons. `tokens`: (kind, text); kinds place, point, literal, text, general."""

    tokens: tuple[tuple[str, str], ...] = ()
    condition: tuple[str, Decimal] | None = None
    thousands: bool = False
    divisor: Decimal = Decimal(1)
    decimals: int = 0
    plain: bool = False
    """General, a fraction or a power of ten: the number in full, with the literals around it."""
    date: Parts | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether the condition allows the value."""
        return self.condition is None or _COMPARE[self.condition[0]](value, self.condition[1])


@dataclass(frozen=True, slots=True)
class Code:
    """A format code, taken apart."""

    sections: tuple[_Section, ...]

    @property
    def is_date(self) -> bool:
        """Whether numbers are shown as dates or times."""
        return self.sections[0].date is not None

    def number(self, value: Decimal, *, from_1904: bool = False) -> str:
        """The value as shown; "" where the format hides it."""
        section, signed = self._section(value)
        if section.date is not None:
            return shown(value, section.date, from_1904) or general(value)
        text = _fill(section, abs(value)).strip()
        if value >= 0 or not text or not any(digit in text for digit in "123456789"):
            return text
        bare = text.removeprefix("(").removesuffix(")").removeprefix("（").removesuffix("）")
        if bare != text:
            return "-" + bare.strip()
        return text if not signed and "-" in text else "-" + text

    def text(self, value: str) -> str:
        """A text cell as shown."""
        section = self.sections[3] if len(self.sections) > 3 else self.sections[-1]
        if not any(kind == "text" for kind, _ in section.tokens):
            return value if len(self.sections) < 4 else _literals(section)
        return "".join(value if kind == "text" else text for kind, text in section.tokens)

    def _section(self, value: Decimal) -> tuple[_Section, bool]:
        """The section for the value, and whether the sign is still to be written."""
        numeric = self.sections[:3]
        if any(section.condition for section in numeric):
            return next((section for section in numeric if section.holds(value)), numeric[-1]), True
        if value < 0 and len(numeric) > 1:
            return numeric[1], False
        if value == 0 and len(numeric) > 2:
            return numeric[2], True
        return numeric[0], True


@lru_cache(maxsize=1024)
def code(format: str) -> Code:
    """The code taken apart; never fails: what is not understood is shown in full."""
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(format):
        if match["plain"] == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    return Code(tuple(_section(matches) for matches in sections))


def general(value: Decimal) -> str:
    """A number in full: whole numbers without a point, others with at most ten digits as a sheet shows them."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}"
    size = len(f"{abs(value):f}".partition(".")[0])
    decimals = max(10 - size, 0) if abs(value) >= Decimal("0.0001") else 15
    return f"{_rounded(value, decimals):f}".rstrip("0").rstrip(".")


def exact(text: str) -> Decimal | None:
    """A stored number with the 15 digits that a sheet knows; None where it is no number."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 300:
        return None
    if not value:
        return Decimal(0)  # a zero has no sign
    return Decimal(f"{float(value):.15g}") if len(value.as_tuple().digits) > 15 else value


def _rounded(value: Decimal, decimals: int) -> Decimal:
    if value.adjusted() + decimals > 26:  # beyond what the decimal context can hold
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _section(matches: list[re.Match[str]]) -> _Section:
    date = _date(matches)
    places = [index for index, match in enumerate(matches) if match["place"]]
    tokens: list[tuple[str, str]] = []
    condition, divisor, decimals, thousands, point, plain = None, Decimal(1), 0, False, False, False
    for index, match in enumerate(matches):
        if match["operator"]:
            bound = exact(match["bound"])
            condition = None if bound is None else (match["operator"], bound)
        elif match["place"]:
            tokens.append(("decimal" if point else "place", match["place"]))
            decimals += point
        elif match["mark"] == "." and places and not point:
            point = True
            tokens.append(("point", "."))
        elif match["mark"] == "," and places and index > places[0]:
            if index > max(places) or (
                not point and matches[index + 1 : index + 2] and matches[index + 1]["mark"] == "."
            ):
                divisor *= 1000
            else:
                thousands = True
        elif match["mark"] == "%":
            divisor /= 100
            tokens.append(("literal", "%"))
        elif match["mark"] == "@":
            tokens.append(("text", ""))
        elif match["general"]:
            plain = True
            tokens.append(("general", ""))
        elif match["power"] or match["mark"] == "/":
            plain = True
        else:
            literal = match["quoted"] or match["escaped"] or match["currency"] or match["plain"] or ""
            tokens.append(("literal", literal))
    return _Section(tuple(tokens), condition, thousands, divisor, decimals, plain, date)


def _date(matches: list[re.Match[str]]) -> Parts | None:
    if any(match["general"] or match["power"] for match in matches):
        return None
    names = [(match["date"] or "").lower() for match in matches if match["date"]]
    elapsed = "".join((match["elapsed"] or "").lower()[:1] for match in matches)
    if not names and not elapsed and not any(match["half"] for match in matches):
        return None
    return Parts.of(names, elapsed)


def _fill(section: _Section, value: Decimal) -> str:
    kinds = [kind for kind, _ in section.tokens]
    value /= section.divisor
    if section.plain or "text" in kinds:
        literal_before = _literals(_Section(section.tokens[: _first(kinds)]))
        literal_after = _literals(_Section(section.tokens[_first(kinds) :]))
        return literal_before + general(value) + literal_after
    if "place" not in kinds and "decimal" not in kinds:
        return _literals(section)
    whole, _, fraction = f"{_rounded(value, section.decimals):f}".partition(".")
    whole = whole.lstrip("0")
    places = [index for index, kind in enumerate(kinds) if kind == "place"]
    integers = _integers(section, places, whole)
    kept = len(fraction.rstrip("0"))
    text = "" if places else whole
    seen = 0
    for index, (kind, written) in enumerate(section.tokens):
        if kind == "place":
            text += integers[index]
        elif kind == "decimal":
            seen += 1
            later = any(each == ("decimal", "0") for each in section.tokens[index:])
            text += fraction[seen - 1 : seen] if seen <= kept or later else ""
        elif kind == "literal":
            text += written
        elif kind == "point" and (kept or ("decimal", "0") in section.tokens):
            text += "."
    return text


def _integers(section: _Section, places: list[int], whole: str) -> dict[int, str]:
    """What each integer placeholder shows: a digit each from the right, the first one all that is left."""
    filled: dict[int, str] = {}
    position = 0
    for index in reversed(places):
        last = index == places[0]
        digits, whole = (whole, "") if last else (whole[-1:], whole[:-1])
        if not digits and section.tokens[index][1] == "0":
            digits = "0"
        written = ""
        for digit in reversed(digits):
            comma = "," if section.thousands and position and position % 3 == 0 else ""
            written = digit + comma + written
            position += 1
        filled[index] = written
    return filled


def _first(kinds: list[str]) -> int:
    """Where the number stands among literals."""
    return next((index for index, kind in enumerate(kinds) if kind != "literal"), len(kinds))


def _literals(section: _Section) -> str:
    return "".join(text for kind, text in section.tokens if kind == "literal")
