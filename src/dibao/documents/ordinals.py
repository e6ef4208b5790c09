"""Numbers as labels: those of list items in the formats of Word's automatic numbering, and of notes."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_UNITS = "十百千"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_UNITS = "拾佰仟"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CLOSED = "、）)：:】]」"


def raised(digits: str) -> str:
    """Digits as superscripts: a note's mark must not run into a figure."""
    return digits.translate(_RAISED)


def spaced(label: str) -> str:
    """A blank after a label that could run into a figure (1. 25篇), none after 一、 or （一）."""
    return label if not label or label[-1] in _CLOSED or label[-1].isspace() else label + " "


def written(number: int, format: str) -> str:
    """The number in a `w:numFmt` format; decimal for formats that a Chinese report does not use."""
    return _FORMATS.get(format, str)(number)


def numerals(number: int, digits: str = "零一二三四五六七八九", units: str = _UNITS) -> str:
    """A whole number below 10,000 in Chinese numerals, each digit with its place: 一百零三, 一十二."""
    text, gap = "", False
    for place, digit in enumerate(map(int, f"{number:04d}")):
        if not digit:
            gap = bool(text)
            continue
        text += (("零" if gap else "") + digits[digit]) + (units[2 - place] if place < 3 else "")
        gap = False
    return text or digits[0]


def _chinese(number: int) -> str:
    """From 10,000 on in digits, as no list is that long."""
    if not 0 < number < 10_000:
        return str(number) if number else _DIGITS[0]
    text = numerals(number)
    return text[1:] if 10 <= number < 20 else text


def _formal(number: int) -> str:
    return numerals(number, _FORMAL_DIGITS, _FORMAL_UNITS) if 0 <= number < 10_000 else str(number)


def _digitwise(number: int) -> str:
    return "".join(_DIGITS[int(digit)] if digit.isdigit() else digit for digit in str(number))


def _letters(number: int) -> str:
    """a … z, aa, bb …, as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 40) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for amount, letters in _ROMAN + _ROMAN_SMALL:
        while number >= amount:
            text += letters
            number -= amount
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _bracketed(number: int) -> str:
    return chr(0x2474 + number - 1) if 1 <= number <= 20 else f"({number})"


def _dotted(number: int) -> str:
    return chr(0x2488 + number - 1) if 1 <= number <= 20 else f"{number}."


def _cycle(letters: str) -> Callable[[int], str]:
    return lambda number: letters[(number - 1) % len(letters)] if number > 0 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) if digit.isdigit() else digit for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _bracketed,
    "decimalEnclosedFullstop": _dotted,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "taiwaneseDigital": _digitwise,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
