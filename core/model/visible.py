"""Text without its struck letters, with the mapping between its offsets and the file's."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VisibleText:
    """The letters of a block that no strike hides.

    They are runs of the block's letters: run i begins at offset `file[i]` of the block and at offset
    `visible[i]` of `text`. There is one more run than strikes; some may be empty.
    """

    text: str
    file: tuple[int, ...]
    visible: tuple[int, ...]

    def file_start(self, offset: int) -> int:
        """Return the offset in the file's block of the letter at a visible offset.

        For the offset after all letters, that is the block's end.
        """
        run = bisect_right(self.visible, offset) - 1
        return self.file[run] + offset - self.visible[run]

    def file_end(self, offset: int) -> int:
        """Return the offset in the file's block just after the letter before a visible offset; 0 for 0."""
        run = max(bisect_left(self.visible, offset) - 1, 0)
        return self.file[run] + offset - self.visible[run]

    def visible_offset(self, offset: int) -> int:
        """Return the number of visible letters before an offset of the file's block."""
        run = bisect_right(self.file, offset) - 1
        end = self.visible[run + 1] if run + 1 < len(self.visible) else len(self.text)
        return min(self.visible[run] + offset - self.file[run], end)


def visible_text(text: str, hidden: Iterable[tuple[int, int]]) -> VisibleText:
    """Return `text` without the `hidden` stretches (start, end), which ascend and do not overlap."""
    parts: list[str] = []
    file, visible = [0], [0]
    for start, end in hidden:
        parts.append(text[file[-1] : start])
        visible.append(visible[-1] + len(parts[-1]))
        file.append(end)
    return VisibleText("".join((*parts, text[file[-1] :])), tuple(file), tuple(visible))
