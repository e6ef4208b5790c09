"""A template whose figures stand everywhere a Word file can have them: table, text box, header, formatted runs."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from dibao.composing import build_template

_BOX = """<w:p {names}><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="3600000" cy="720000"/><wp:docPr id="77" name="要情"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"
 style="width:283pt;height:57pt" type="#_x0000_t202"><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox>
</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
_WORDS = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr>"
    "<w:t>要情：全市累计发放宣传资料[outreach.leaflets cumulative measure=份]份。</w:t></w:r></w:p>"
)


def template() -> bytes:
    """The Word file, its places typed in brackets as an office would."""
    word = Document(
        io.BytesIO(
            build_template(
                "【标题】安澜市宣传工作情况\n一、媒体报道\n各级媒体发稿[media.stories new measure=篇]篇，累计"
                "[media.stories cumulative measure=篇]篇；监测信息[listening.items new measure=条]条。\n"
                "二、社会宣传\n发放宣传资料[outreach.leaflets new measure=份]份，"
                "展板现有[outreach.boards asof measure=块]块。\n"
                "张贴海报[outreach.posters new measure=张]张，发放口罩[outreach.goods new item=口罩 measure=只]只。"
            )
        )
    )
    table = word.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        (
            ("单位", "宣传资料（份）", "累计（份）"),
            ("望海区", *(f"[outreach.leaflets {basis} scope=wanghai measure=份]" for basis in ("new", "cumulative"))),
            ("清溪县", *(f"[outreach.leaflets {basis} scope=qingxi measure=份]" for basis in ("new", "cumulative"))),
        )
    ):
        for column, text in enumerate(cells):
            run = table.cell(row, column).paragraphs[0].add_run(text)
            if row and column:
                run.font.color.rgb, run.font.bold, run.font.size = RGBColor(0xC0, 0, 0), True, Pt(12)
    names = nsdecls("w", "wp", "a")
    word.element.body.insert(3, parse_xml(_BOX.format(names=names, text=_WORDS)))
    header = word.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].add_run("安澜市　累计发稿[media.stories cumulative measure=篇]篇")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()
