"""Fills the places of one line of a template: figures, facts and titles, and mends the words around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dibao.catalogue import measure
from dibao.composing.binding import EVERY, Binding, ChartPlace, Field, Titles
from dibao.composing.brief import Fact, Figure, Kept, State, Text
from dibao.composing.clauses import Gap, Part
from dibao.composing.edition import Edition
from dibao.composing.facts import Facts
from dibao.composing.fields import TO_FILL, field_words
from dibao.composing.styles import Style, stands
from dibao.composing.template import Piece, Place, Words
from dibao.composing.titles import listed
from dibao.composing.wording import dated
from dibao.entries import Origin
from dibao.language import say
from dibao.reading import measures

_NOUN = re.compile(r"[\u4e00-\u9fff]{4,8}(?=[，。；、：]|$)")
"""What the titles of a list are, behind it: 重点稿件. A shorter noun says too little."""
AS_REPORTED = "来件所报"


@dataclass(frozen=True, slots=True)
class _Open:
    """A figure just written: what still has to come behind its measure word, which the template's own text writes."""

    binding: Binding
    figure: Figure
    remarks: tuple[Text, ...]


class Places:
    """Fills lines with the facts of a day. `optional`: figures that the workspace never had leave gaps."""

    def __init__(self, facts: Facts, edition: Edition, *, optional: bool) -> None:
        self._facts = facts
        self._edition = edition
        self._optional = optional

    def parts(self, pieces: Sequence[Piece], *, cell: bool = False, told: Collection[Binding] = ()) -> Iterator[Part]:
        """The runs of a line.

        `cell`: of a table, where who is missing has no room but beside the figure. `told`: figures of which all that
        has to be said is said elsewhere.
        """
        held: _Open | None = None
        tight = self._tight(pieces)
        for piece, following in zip(pieces, (*pieces[1:], None), strict=False):
            if held and isinstance(piece, Words):
                yield from self._behind(piece, held)
                held = None
                continue
            if held:
                yield from held.remarks
                held = None
            if isinstance(piece, Words):
                yield Text(piece.text, piece.form)
            elif not isinstance(piece, Place):
                yield Kept(piece.form, piece.text)
            elif isinstance(piece.bound, ChartPlace):
                continue  # it has a paragraph of its own, which `pictures` fills
            elif isinstance(piece.bound, Binding):
                if self._optional and not self._facts.had(piece.bound):
                    yield Gap(piece.form)
                    continue
                figures = self._facts.figures(piece.bound)
                apart = piece.id in tight and figures[0].value is None
                if apart:
                    yield Text(f"（{tight[piece.id]}数", piece.form, note=True, remark=True)
                yield from self._figures(piece, piece.bound, figures)
                if apart:
                    yield Text("）", piece.form, note=True, remark=True)
                silent = replace(piece.bound, style="") in told
                remarks = () if silent else tuple(_remarks(piece, piece.bound, figures[-1], cell=cell))
                held = _Open(piece.bound, figures[-1], remarks)
            else:
                yield self._fact(piece, piece.bound, following)
        if held:
            yield from held.remarks

    def _tight(self, pieces: Sequence[Piece]) -> Mapping[str, str]:
        """The figures that stand against another (3,860户9,214人), with their measure words: 未报 between them would be
        told of the other."""
        found: dict[str, str] = {}
        for one, words, other in zip(pieces, pieces[1:], pieces[2:], strict=False):
            if not (isinstance(one, Place) and isinstance(words, Words) and isinstance(other, Place)):
                continue
            if not (isinstance(one.bound, Binding) and isinstance(other.bound, Binding)):
                continue
            if words.text.strip() and self._measured(words.text, one.bound)[0] == len(words.text):
                found[one.id] = words.text.strip()
                found[other.id] = other.bound.measure
        return {identity: word for identity, word in found.items() if word}

    def _fact(self, place: Place, bound: Field | Titles, following: Piece | None) -> Fact:
        if isinstance(bound, Titles):
            noun = _NOUN.match(following.text) if isinstance(following, Words) else None
            titles = listed(self._facts.titles(bound, noun[0] if noun else ""), bound.style)
            return Fact(place.id, bound, titles or TO_FILL, place.form, ask="" if titles else _no_titles())
        ask = _persons() if bound.name == "person" else ""
        return Fact(place.id, bound, field_words(bound, self._facts, self._edition), place.form, ask=ask)

    def _figures(self, place: Place, binding: Binding, figures: Sequence[Figure]) -> Iterator[Part]:
        """The figures of one place; words between them, but not behind the last one where the template has its own."""
        for number, figure in enumerate(figures, 1):
            if number > 1:
                yield Text("、", place.form, note=True)
            if binding.item == EVERY and figure.binding.item:
                yield Text(figure.binding.item, place.form, note=True)
            elif binding.as_reported and len(figures) > 1:
                yield Text(figure.sources[0].unit_name, place.form, note=True)
            identity = place.id if number == 1 else f"{place.id}_{number}"
            yield replace(figure, id=identity, form=place.form)
            if figure.measure and (not binding.measure or number < len(figures)):
                yield Text(figure.measure, place.form, note=True)
            if number < len(figures):
                yield from _remarks(place, replace(binding, phrase=""), figure)

    def _behind(self, words: Words, held: _Open) -> Iterator[Part]:
        """The words behind a figure: its measure word goes with a figure that is missing, a hedge with one it is not
        true of; remarks come behind both."""
        end, hedge = self._measured(words.text, held.binding)
        last = end + len(hedge)
        if held.figure.value is None:
            end = 0
        elif hedge and stands(held.figure.text, hedge, held.figure.value, held.figure.low, held.figure.high):
            end = last
        if end:
            yield Text(words.text[:end], words.form)
        yield from (replace(remark, form=words.form) for remark in held.remarks)
        if words.text[last:]:
            yield Text(words.text[last:], words.form)

    def _measured(self, text: str, binding: Binding) -> tuple[int, str]:
        """Where the measure word that the template writes behind a figure ends, and the hedge behind that."""
        start = len(text) - len(text.lstrip(" "))
        found, end = measures.at(text, start), 0
        indicator = self._facts.workspace.catalogue.get(binding.indicator)
        if binding.measure and text.startswith(binding.measure, start):
            end = start + len(binding.measure)
        if found and binding.measure and measure(found.word, indicator) == measure(binding.measure, indicator):
            end = max(end, found.end)
        hedge = Style.parse(binding.style).behind if binding.style else ""
        at = text.find(hedge, end, end + 8) if hedge else -1
        if at > end and not re.search(r"[\d，。；、：]", text[end:at]):
            end = at
        return end, hedge if at >= 0 and at == end else ""


def _remarks(place: Place, binding: Binding, figure: Figure, *, cell: bool = False) -> Iterator[Text]:
    """What has to be said of a figure where it stands, this day."""
    said = ["、".join(dated(source) for source in figure.sources if source.origin == Origin.CARRIED)]
    if binding.as_reported and figure.value is not None:
        said.append(AS_REPORTED)
    said.append(figure.note)
    if figure.partial:  # else a reader takes 新增189万，累计32万 for a slip
        said.append(f"{figure.units}家报累计")
    if cell and figure.value is not None and figure.missing:
        said.append(f"缺{len(figure.missing)}家")
    if figure.state is State.QUESTIONED:
        said.append(figure.state.zh)
    if text := "，".join(filter(None, said)):
        yield Text(f"（{text}）", place.form, note=True, remark=True)


def _no_titles() -> str:
    return say(
        "今天的来件里没有找到可列的稿件标题，请补充，或改写这一句。",
        "The day's reports name no titles for this list; fill them in, or reword the sentence.",
    )


def _persons() -> str:
    return say(
        "模板里的这个数没有对上台账中的指标，请人工填写；要让邸报来填，请在模板里给它绑定指标。",
        "This figure of the template is bound to nothing in the ledger; fill it in, or bind it in the template.",
    )
