"""An edited brief written anew: the person's words as they are, every figure with its provenance of now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dibao.composing import controls, package
from dibao.composing.brief import Brief, Figure, State
from dibao.composing.corrections import ledger_figure
from dibao.composing.facts import Facts
from dibao.composing.provenance import figure_plain, number
from dibao.composing.recharted import recharted
from dibao.composing.reopened import reopened
from dibao.composing.returned import Returned, Retyped, Told, Typed
from dibao.composing.verify import Difference, Kind
from dibao.composing.word_pictures import pixels_in
from dibao.composing.wording import MISSING
from dibao.figures import Number


@dataclass(frozen=True, slots=True)
class Revision:
    """A revised brief: the Word file, and its tree for the other formats. `moved`: figures that follow the ledger."""

    data: bytes
    brief: Brief
    payload: Mapping[str, Any]
    moved: tuple[Difference, ...]


def revised(returned: Returned, facts: Facts, reasons: Mapping[str, str], by: str = "") -> Revision:
    """Write the brief with what the ledger says now.

    `reasons`: by id, why a figure says another number than the ledger, and why a number that a person typed stands.
    A figure typed over without one says what the ledger says by now, as those do that were corrected there.
    """
    return _Revising(returned, facts, reasons, by).run()


class _Revising:
    def __init__(self, returned: Returned, facts: Facts, reasons: Mapping[str, str], by: str) -> None:
        self._returned = returned
        self._facts = facts
        self._reasons = reasons
        self._by = by
        self._word = returned.word
        self._elements = package.paragraphs(self._word)
        self._marks = controls.bookmark_numbers(self._word.element)
        self._moved: list[Difference] = []

    def run(self) -> Revision:
        controls.make_single(self._word.element, self._returned.identities)
        controls.mend_marks(self._word.element)
        payload = self._returned.payload
        written = {figure["id"]: figure for figure in payload["figures"]}
        figures: dict[str, Figure] = {}
        for one in sorted(self._returned.figures, key=_from_behind):
            if one.id in written and not one.gone:
                figures[one.id] = self._figure(one, written[one.id])
        self._charted()
        facts = [self._fact(one) for one in self._returned.facts if one.now]
        return self._written({identity: figures[identity] for identity in written if identity in figures}, facts)

    def _figure(self, one: Retyped, then: Mapping[str, Any]) -> Figure:
        """Put a figure into its place, and say where it comes from now."""
        ledger = ledger_figure(then, self._facts)
        assert ledger is not None  # what is no binding is no figure of a brief
        figure = replace(ledger, id=one.id)
        before = then.get("accepted", {})
        reason = self._reasons.get(one.id) or before.get("reason", "")
        typed = one.now != one.then or bool(one.measure or before)
        same = one.told is not None and not one.measure and _range(one.told) == (ledger.value, ledger.low, ledger.high)
        if same:
            figure = replace(figure, text=one.now)  # the number in the person's own style
        elif typed and reason and one.told is not None:
            why = self._why(one, ledger, reason, before)
            figure = replace(self._accepted(one, one.told, figure, reason), accepted=why)
        elif ledger.text != one.then or typed:
            moved = Difference(one.id, one.now, figure.text, then["indicator"], then["basis"], Kind.MOVED)
            self._moved.append(moved)
        self._put(one, figure, then)
        return figure

    def _accepted(self, one: Retyped, told: Told, ledger: Figure, reason: str) -> Figure:
        measure = one.measure or ledger.measure or told.measure
        said = (
            f"成稿后由人改写，原为{one.then}，改为{one.now}（{reason}）；台账没有这个数，台账的数：{ledger.arithmetic}"
        )
        return replace(
            ledger,
            text=one.now,
            value=told.value,
            low=told.interval.low,
            high=told.interval.high,
            measure="" if measure and one.now.endswith(measure) else measure,  # 12个 typed where 未报 stood
            state=State.QUESTIONED,
            arithmetic=said,
        )

    def _why(self, one: Retyped, ledger: Figure, reason: str, before: Mapping[str, Any]) -> dict[str, Any]:
        """What the provenance keeps of a figure that says otherwise than the ledger, which said `ledger` then."""
        then: dict[str, Any] = {"value": number(ledger.value), "low": number(ledger.low), "high": number(ledger.high)}
        then["unit"] = ledger.measure
        by = before.get("by", "") if one.now == one.then else self._by
        return {"then": before.get("then", one.then), "now": one.now, "reason": reason, "by": by, "ledger": then}

    def _put(self, one: Retyped, figure: Figure, then: Mapping[str, Any]) -> None:
        """Write a figure's text into the file; where its place was lost, make it one again."""
        found = one.found
        if found is None or found.line.index >= len(self._elements):
            return
        paragraph = self._elements[found.line.index]
        place = next((place for place in found.line.places if place[2] == one.id), None)
        if place is None:
            controls.unmark(self._word.element, one.id)
            controls.wrap(paragraph, found.start, found.end, one.id, next(self._marks))
        if figure.text != one.now or (place and place[:2] != (found.start, found.end)):
            controls.put_number(paragraph, self._returned.identities, one.id, figure.text, found.start, found.end)
        self._measured(paragraph, one, figure, then)

    def _measured(self, paragraph: controls.Element, one: Retyped, figure: Figure, then: Mapping[str, Any]) -> None:
        """A figure that comes has a measure word behind it, one that is 未报 has none; what is settled is no 待核."""
        before, after = str(then["unit"]), figure.measure
        settled = then.get("state") == State.QUESTIONED and figure.state is not State.QUESTIONED
        if MISSING not in (figure.text, then["text"]) and not settled:
            return
        nodes = controls.behind(paragraph, self._returned.identities, one.id)
        if nodes and figure.text == MISSING and before and (nodes[0].text or "").startswith(before):
            controls.write(nodes[0], (nodes[0].text or "")[len(before) :])
        elif nodes and not before and after and then["text"] == MISSING and not figure.accepted:
            controls.write(nodes[0], after + (nodes[0].text or ""))
        if settled:
            for node in nodes[:_NEAR]:
                controls.write(node, _SETTLED.sub(_without, node.text or "", count=1))

    def _charted(self) -> None:
        """A number typed into a chart's table that the ledger does not say either is told: the chart is drawn anew."""
        charted = {
            one["id"]: one for picture in self._returned.payload.get("pictures", ()) for one in picture["figures"]
        }
        for one in self._returned.figures:
            then = charted.get(one.id)
            if then is None or one.now == one.then:
                continue
            ledger = ledger_figure(then, self._facts)
            text = ledger.text if ledger else ""
            if text != one.now:
                self._moved.append(Difference(one.id, one.now, text, then["indicator"], then["basis"], Kind.MOVED))

    def _fact(self, one: Retyped) -> dict[str, Any]:
        fact = next(fact for fact in self._returned.payload["facts"] if fact["id"] == one.id)
        return {**fact, "text": one.now}

    def _as_shown(self, place: dict[str, Any], shown: Mapping[str, str]) -> dict[str, Any]:
        """White space and all, as it stands in the file."""
        return {**place, "text": shown.get(place["id"], place["text"])}

    def _written(self, figures: Mapping[str, Figure], facts: list[dict[str, Any]]) -> Revision:
        old, seal = self._returned.payload, self._facts.seal
        charts = recharted(self._word, old, self._facts, self._edited())
        left = {*figures, *(fact["id"] for fact in facts)}
        gone = {place["id"] for place in (*old["figures"], *old["facts"])} - left
        places = [dict(place) for place in charts.places if place["id"] not in gone]
        identities = {place["id"] for place in places}
        lines = package.lines(self._word, identities)
        shown = {identity: text for line in lines for identity, text in line if identity}
        payload = {**old, "seal": str(seal) if seal else ""}
        payload["figures"] = [self._as_shown(figure_plain(figure), shown) for figure in figures.values()]
        payload["facts"] = [self._as_shown(fact, shown) for fact in facts]
        pixels = pixels_in(self._word)
        payload["pictures"] = [{**one, "pixels": pixels.get(one["id"], "")} for one in charts.plain]
        payload["places"] = places
        payload["lines"] = [[[identity or "", text] for identity, text in line] for line in lines]
        payload["typed"] = [*self._typed_before(), *(self._typed(one) for one in self._returned.typed)]
        brief = reopened(package.to_bytes(self._word), payload)
        payload["text"], payload["title"] = brief.text, brief.title
        package.put_provenance(self._word, payload)
        package.describe(self._word, title=brief.title, author=brief.office, day=brief.day)
        return Revision(package.to_bytes(self._word), brief, payload, tuple(self._moved))

    def _edited(self) -> frozenset[str]:
        """The figures that do not stand as they were written."""
        return frozenset(one.id for one in self._returned.figures if one.now != one.then or one.measure)

    def _typed_before(self) -> Iterator[dict[str, Any]]:
        """Numbers typed in before this time that still stand; why may be told now."""
        text = "".join(text for line in package.lines(self._word, ()) for _, text in line)
        for one in self._returned.payload.get("typed", ()):
            if one["text"] in text:
                yield {**one, "reason": self._reasons.get(one["id"], one["reason"])}

    def _typed(self, one: Typed) -> dict[str, Any]:
        """A number without a source, in the shape of a figure."""
        reason = self._reasons.get(one.id, "")
        return {
            "id": one.id,
            "name": one.sentence,
            "then": one.then,
            "text": one.now,
            "value": number(one.told.value),
            "low": number(one.told.interval.low),
            "high": number(one.told.interval.high),
            "unit": one.told.measure,
            "indicator": "",
            "item": "",
            "basis": "",
            "scope": "",
            "window": [None, None],
            "state": str(State.QUESTIONED),
            "sources": [],
            "missing_units": [],
            "missing_names": [],
            "units_in": 0,
            "units_due": 0,
            "arithmetic": "由人录入，没有来件或台账条目为据" + (f"（{reason}）" if reason else ""),
            "questions": [],
            "bound": "",
            "reason": reason,
            "by": self._by,
        }


_NEAR = 2
"""The words behind a figure that speak of it: its measure word, and what stands in brackets."""
_SETTLED = re.compile(f"（((?:[^（）]*，)?){State.QUESTIONED.zh}）")


def _without(match: re.Match[str]) -> str:
    """（11家报累计，待核） becomes （11家报累计）, （待核） nothing."""
    return f"（{match[1][:-1]}）" if match[1] else ""


def _range(told: Told) -> tuple[Number, Number, Number | None]:
    return told.value, told.interval.low, told.interval.high


def _from_behind(one: Retyped) -> tuple[int, int]:
    """The last of a paragraph first: what is put into the file moves what stands behind it."""
    return (one.found.line.index, -one.found.start) if one.found else (-1, 0)
