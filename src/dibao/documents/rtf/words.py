"""The control words of RTF that matter here: groups that are no text, characters, fields that number pages."""

from __future__ import annotations

_OPTIONAL = """
    shpinst shppict do nesttableprops ud footnote fldinst shptxt listtext
    moMath moMathPara mr me mnum mden msup msub mfName mdeg msSup msSub
"""
OPTIONAL = frozenset(_OPTIONAL.split())
"""Groups marked as optional that are read all the same."""

_SKIPPED = """
    aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart
    author background bkmkend bkmkstart blipuid buptim category colorschememapping colortbl comment company creatim
    datafield datastore defchp defpap doccomm docvar ebcend ebcstart factoidname falt fchars ffdeftext ffentrymcr
    ffexitmcr ffformat ffhelptext ffl ffname ffstattext file filetbl fontemb fontfile fontname ftncn ftnsep ftnsepc g
    generator gridtbl hl hlfr hlinkbase hlloc hlsrc hsv htmltag info keycode keywords latentstyles lchars
    levelnumbers leveltext lfolevel linkval list listlevel listname listoverride listoverridetable listpicture
    liststylename listtable lsdlockedexcept mailmerge manager mhtmltag mmathPict mmathPr nextfile nonesttables
    nonshppict objalias objclass objdata objname objsect objtime oldcprops oldpprops oldsprops oldtprops oleclsid
    operator panose password passwordhash pgdsctbl pgp pgptbl picprop pn pnseclvl pntxta pntxtb printim private
    propname protend protstart protusertbl pxe result revtbl revtim rsidtbl rxe shprslt sn sp staticval subject sv
    svb tc template themedata title txe userprops vern wgrffmtfilter windowcaption writereservation
    writereservhash xe xform xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen
"""
SKIPPED = frozenset(_SKIPPED.split())
"""Groups that hold no text of the report."""

CHARACTERS = {
    **{"tab": "\t", "line": "\n", "page": "\n", "column": "\n", "softline": ""},
    **{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
    **{"bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwnj": "", "zwj": ""},
}
SYMBOLS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\", "-": "", ":": "", "|": ""}

PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION"})
"""Fields whose results are numbers of the layout, not of the report."""

HEADERS = frozenset({"header", "headerl", "headerr", "headerf"})
FOOTERS = frozenset({"footer", "footerl", "footerr", "footerf"})

TICKS = {
    **{"\uf0fe": "☑", "\uf052": "☑", "\uf053": "☒", "\uf0fd": "☒"},
    **{"\uf0a3": "□", "\uf0a8": "□", "\uf06f": "□", "\uf0fc": "✓"},
}
"""Boxes and ticks of Wingdings, as forms use them; other characters of symbol fonts are bullets."""
