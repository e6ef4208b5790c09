"""What people do to a brief in a word processor, at the level of its XML: every kind of edit that touches a figure."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from support.editing import Element, Sheet, Told, marks, put, remove, run, tracked


def changed_digit(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    text = sheet.text(identity)
    at = sheet.chance.choice([at for at, sign in enumerate(text) if sign.isdigit()])
    new = sheet.chance.choice([sign for sign in "123456789" if sign != text[at]])
    put(holder, text[:at] + new + text[at + 1 :])
    return {(identity, "changed")}


def other_magnitude(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    text = sheet.text(identity)
    shorter = text.rstrip("万余亿")
    put(holder, shorter if shorter != text else text + sheet.chance.choice(("万", "余", "万余")))
    return {(identity, "changed")}


def magnitude_behind(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    (marks(holder) or [holder])[-1].addnext(run(sheet.chance.choice(("万", "余", "多", "0", "5")), holder))
    return {(identity, "changed")}


def roughly(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    (marks(holder) or [holder])[0].addprevious(run(sheet.chance.choice(("约", "近", "超")), holder))
    return {(identity, "changed")}


def added(sheet: Sheet) -> Told:
    _, holder = sheet.one()
    holder.getparent().append(run(f"另有{sheet.chance.randint(10**6, 10**7)}份。", holder))
    return {("", "added")}


def added_in_words(sheet: Sheet) -> Told:
    _, holder = sheet.one()
    holder.getparent().append(run(f"另增加{sheet.chance.choice(('三百', '四十五', '一千二百'))}份。", holder))
    return {("", "added")}


def added_paragraph(sheet: Sheet) -> Told:
    _, holder = sheet.one()
    paragraph = OxmlElement("w:p")
    paragraph.append(run(f"据补充统计，还发放手册{sheet.chance.randint(10**6, 10**7)}册。"))
    holder.getparent().addnext(paragraph)
    return {("", "added")}


def removed(sheet: Sheet) -> Told:
    identity, holder = sheet.one(digits=False)
    remove(*marks(holder), holder)
    return {(identity, "removed")}


def emptied(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    put(holder, "")
    return {(identity, "removed")}


def removed_clause(sheet: Sheet) -> Told:
    """The figure, its measure word, and the words before it back to the last mark."""
    identity, holder = sheet.one()
    around = [one for one in holder.getparent() if one.tag == qn("w:r")]
    ends = [*marks(holder), holder]
    first, last = ends[0], ends[-2] if len(ends) > 2 else holder
    before, behind = first.getprevious(), last.getnext()
    if before is not None and before in around:
        for words in before.iter(qn("w:t")):
            words.text = (words.text or "")[: max((words.text or "").rfind(mark) for mark in "，；。") + 1]
    if behind is not None and behind in around:
        words = next(behind.iter(qn("w:t")), None)
        measure = str(sheet.figures[identity]["unit"])
        if words is not None and words.text:
            words.text = words.text.removeprefix(measure)
    remove(*ends)
    return {(identity, "removed")}


def removed_paragraph(sheet: Sheet) -> Told:
    _, holder = sheet.one()
    paragraph = holder.getparent()
    places = [tag.getparent().getparent() for tag in paragraph.iter(qn("w:tag"))]
    words = "".join("".join(one.itertext()) for one in paragraph.findall(qn("w:r")))
    gone = {
        str(place.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")))
        for place in places
        if any(one is place for _, one in sheet.held) or any(sign.isdigit() for sign in "".join(place.itertext()))
    } | ({""} if any(sign.isdigit() for sign in words) else set())
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)
    return {(identity, "removed") for identity in gone}


def _two(sheet: Sheet, *, near: bool) -> tuple[str, Element, str, Element]:
    while True:
        one, first = sheet.one()
        rest = [
            pair for pair in sheet.held if pair[0] != one and (pair[1].getparent() is first.getparent() or not near)
        ]
        rest = [pair for pair in rest if sheet.text(pair[0])[:1].isdigit() and sheet.text(pair[0]) != sheet.text(one)]
        if rest:
            return (one, first, *sheet.chance.choice(rest))


def swapped(sheet: Sheet, *, near: bool = False) -> Told:
    one, first, other, second = _two(sheet, near=near)
    put(first, sheet.text(other))
    put(second, sheet.text(one))
    return {(one, "changed"), (other, "changed")}


def swapped_near(sheet: Sheet) -> Told:
    return swapped(sheet, near=True)


def swapped_whole(sheet: Sheet) -> Told:
    """Cut and pasted, controls and all."""
    one, first, other, second = _two(sheet, near=True)
    here, there = OxmlElement("w:r"), OxmlElement("w:r")
    for mark in (*marks(first), *marks(second)):
        remove(mark)
    first.addprevious(here)
    second.addprevious(there)
    here.addnext(second)
    there.addnext(first)
    return {(one, "changed"), (other, "changed")}


def retyped_in_runs(sheet: Sheet) -> Told:
    """Word splits what is typed into runs wherever it likes."""
    identity, holder = sheet.one()
    content = holder.find(qn("w:sdtContent"))
    pieces = [run(sign, holder) for sign in sheet.other(identity)]
    for child in list(content):
        content.remove(child)
    content.extend(pieces)
    return {(identity, "changed")}


def half_a_bookmark(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    _, end = marks(holder)
    holder.addprevious(run(sheet.other(identity), holder))
    remove(end, holder)
    return {(identity, "changed")}


def in_chinese(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    put(holder, sheet.chance.choice(("四百一十九", "三万七千", "二百零六", "一千三百二十")))
    return {(identity, "changed")}


def full_width(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    put(holder, sheet.other(identity).translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    return {(identity, "changed")}


def decimal(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    put(
        holder,
        sheet.text(identity).replace(",", ".", 1) if "," in sheet.text(identity) else sheet.text(identity) + ".5",
    )
    return {(identity, "changed")}


def replaced_control(sheet: Sheet) -> Told:
    """Typed anew in plain text, control and bookmark gone."""
    identity, holder = sheet.one()
    ends = marks(holder)
    holder.addprevious(run(sheet.other(identity), holder))
    remove(*ends, holder)
    return {(identity, "changed")}


def replaced_in_chinese(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    ends = marks(holder)
    holder.addprevious(run("四百一十九", holder))
    remove(*ends, holder)
    return {(identity, "changed")}


def bookmark_alone(sheet: Sheet) -> Told:
    """As a program that knows no controls leaves it."""
    identity, holder = sheet.one()
    holder.addprevious(run(sheet.other(identity), holder))
    remove(holder)
    return {(identity, "changed")}


def tracked_inside(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    content = holder.find(qn("w:sdtContent"))
    old = list(content)
    for child in old:
        content.remove(child)
    content.append(tracked("del", *old))
    content.append(tracked("ins", run(sheet.other(identity))))
    return {(identity, "changed")}


def tracked_around(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    parent, at = holder.getparent(), holder.getparent().index(holder)
    parent.insert(at, tracked("ins", run(sheet.other(identity), holder)))
    content = holder.find(qn("w:sdtContent"))
    old = list(content)
    content.append(tracked("del", *old))
    return {(identity, "changed")}


def tracked_deletion(sheet: Sheet) -> Told:
    identity, holder = sheet.one()
    content = holder.find(qn("w:sdtContent"))
    content.append(tracked("del", *list(content)))
    return {(identity, "removed")}


def tracked_insertion(sheet: Sheet) -> Told:
    _, holder = sheet.one()
    holder.getparent().append(tracked("ins", run(f"另有{sheet.chance.randint(10**6, 10**7)}份。", holder)))
    return {("", "added")}


def other_measure(sheet: Sheet) -> Told:
    measured = [
        (identity, holder, words)
        for identity, holder in sheet.held
        if (unit := str(sheet.figures[identity]["unit"]))
        and (behind := (marks(holder) or [holder])[-1].getnext()) is not None
        and (words := next(behind.iter(qn("w:t")), None)) is not None
        and (words.text or "").startswith(unit)
    ]
    identity, _, words = sheet.chance.choice(measured)
    unit = str(sheet.figures[identity]["unit"])
    words.text = ("册" if unit != "册" else "本") + (words.text or "")[len(unit) :]
    return {(identity, "changed")}


def pasted_twice(sheet: Sheet) -> Told:
    _, holder = sheet.one()
    holder.getparent().append(run("其中", holder))
    holder.getparent().append(deepcopy(holder))
    return {("", "added")}


EDITS: tuple[Callable[[Sheet], Told], ...] = (
    changed_digit,
    other_magnitude,
    magnitude_behind,
    roughly,
    added,
    added_in_words,
    added_paragraph,
    removed,
    emptied,
    removed_clause,
    removed_paragraph,
    swapped,
    swapped_near,
    swapped_whole,
    retyped_in_runs,
    half_a_bookmark,
    in_chinese,
    full_width,
    decimal,
    replaced_control,
    replaced_in_chinese,
    bookmark_alone,
    tracked_inside,
    tracked_around,
    tracked_deletion,
    tracked_insertion,
    other_measure,
    pasted_twice,
)
