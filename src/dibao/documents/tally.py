"""What was left out of a document, or taken in a certain way, and the sentences that tell the clerk."""

from __future__ import annotations

from dataclasses import dataclass, field

from dibao.language import say


@dataclass(slots=True)
class Tally:
    """Counts over one document."""

    hidden: int = 0
    hidden_rows: int = 0
    revisions: int = 0
    pictures: int = 0
    objects: int = 0
    diagrams: int = 0
    comments: int = 0
    contents: int = 0
    struck: int = 0
    frames: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(kind, id) of the footnotes and endnotes met, in order."""

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each thing that was met."""
        said = [
            (self.hidden, f"隐藏文字 {self.hidden} 处未读。", f"Hidden text was left out ({self.hidden})."),
            (
                self.hidden_rows,
                f"隐藏的表格行 {self.hidden_rows} 行未读。",
                f"Hidden table rows left out: {self.hidden_rows}.",
            ),
            (self.revisions, "文件带修订痕迹，按全部接受读取。", "Tracked changes were read as if accepted."),
            (self.struck, f"划掉的文字 {self.struck} 处未读。", f"Text struck out was left out ({self.struck})."),
            (self.comments, f"批注 {self.comments} 条未读。", f"Comments were left out ({self.comments})."),
            (self.contents, "目录未读。", "The table of contents was left out."),
            (
                self.pictures,
                f"图片 {self.pictures} 张，其中的文字未读。",
                f"Text in pictures was not read ({self.pictures}).",
            ),
            (
                self.objects,
                f"嵌入的对象（如 Excel 表）{self.objects} 个未读，请另发原文件。",
                f"Embedded objects, such as Excel sheets, were not read ({self.objects}); ask for the files.",
            ),
            (
                self.diagrams,
                f"图表、图示 {self.diagrams} 个，其中的文字未读。",
                f"Text in charts and diagrams was not read ({self.diagrams}).",
            ),
            (
                self.frames,
                f"嵌入的其他页面 {self.frames} 个未读，请另存那些页面后发送。",
                f"Other pages shown inside it were not read ({self.frames}); save and send them too.",
            ),
        ]
        return tuple(say(zh, en) for count, zh, en in said if count)
