"""Geometry of the map: from letters of both texts to pixels and back. The source goes across, the target
down.

The axes follow the texts, not the interface: if the source is read from right to left, so is its axis.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

Extent = tuple[float, float]
"""From which letter to which of one side."""
_LEAST = 300.0  # shortest visible stretch, in letters


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis: letter 0 is at pixel `zero`, and each letter takes `step` pixels, negative from right to
    left."""

    zero: float
    step: float

    def at(self, letter: float) -> float:
        """Return the pixel of a letter."""
        return self.zero + self.step * letter

    def letter(self, pixel: float) -> float:
        """Return the letter at a pixel."""
        return (pixel - self.zero) / self.step

    @property
    def letters(self) -> float:
        """Number of letters per pixel."""
        return 1 / abs(self.step)


@dataclass(frozen=True, slots=True)
class Frame:
    """Visible part of the map: a stretch of each text, in a `room` on the screen. `size` is the length of the
    texts."""

    room: QRectF
    size: tuple[int, int]
    source: Extent
    target: Extent
    from_right: bool = False

    @property
    def is_whole(self) -> bool:
        """True if both texts are visible from beginning to end."""
        return (
            self.source[1] - self.source[0] >= self.size[0]
            and self.target[1] - self.target[0] >= self.size[1]
        )

    @property
    def across(self) -> Scale:
        """Axis of the source."""
        step = self.room.width() / (self.source[1] - self.source[0])
        if self.from_right:
            return Scale(self.room.right() + step * self.source[0], -step)
        return Scale(self.room.left() - step * self.source[0], step)

    @property
    def down(self) -> Scale:
        """Axis of the target."""
        step = self.room.height() / (self.target[1] - self.target[0])
        return Scale(self.room.top() - step * self.target[0], step)

    @property
    def steps(self) -> tuple[float, float]:
        """Letters of each side per pixel."""
        return self.across.letters, self.down.letters

    def point(self, source: float, target: float) -> QPointF:
        """Return the point of two letters."""
        return QPointF(self.across.at(source), self.down.at(target))

    def letters(self, at: QPointF) -> tuple[float, float]:
        """Return the letters of both sides at a point."""
        return self.across.letter(at.x()), self.down.letter(at.y())

    def box(self, one: QPointF, other: QPointF) -> tuple[Extent, Extent]:
        """Return the stretches of both texts between two corners."""
        (source, target), (source_end, target_end) = self.letters(one), self.letters(other)
        return _ordered(source, source_end), _ordered(target, target_end)

    def zoomed(self, factor: float, at: QPointF) -> "Frame":
        """Return the frame magnified by a factor around a fixed point."""
        source, target = self.letters(at)
        return replace(
            self,
            source=_grown(self.source, source, 1 / factor, self.size[0]),
            target=_grown(self.target, target, 1 / factor, self.size[1]),
        )

    def showing(self, source: Extent, target: Extent) -> "Frame":
        """Return the frame that shows these stretches as large as possible."""
        return replace(self, source=_kept(*source, self.size[0]), target=_kept(*target, self.size[1]))

    def shifted(self, right: float, down: float) -> "Frame":
        """Return the frame with the texts moved by some pixels to the right and down."""
        source, target = right / self.across.step, down / self.down.step
        return replace(
            self,
            source=_kept(self.source[0] - source, self.source[1] - source, self.size[0]),
            target=_kept(self.target[0] - target, self.target[1] - target, self.size[1]),
        )

    def holding(self, source: float, target: float) -> "Frame":
        """Return the frame, moved if necessary so that a point of the texts is visible."""
        at, room = self.point(source, target), self.room
        right = max(0.0, room.left() - at.x()) - max(0.0, at.x() - room.right())
        down = max(0.0, room.top() - at.y()) - max(0.0, at.y() - room.bottom())
        if not right and not down:
            return self
        far = room.width() / 4, room.height() / 4  # not right at the edge
        return self.shifted(right + _sign(right) * far[0], down + _sign(down) * far[1])


def whole(room: QRectF, size: tuple[int, int], *, from_right: bool) -> Frame:
    """Return the frame that shows both texts from beginning to end."""
    return Frame(room, size, (0.0, max(1.0, size[0])), (0.0, max(1.0, size[1])), from_right)


def _grown(stretch: Extent, around: float, factor: float, size: int) -> Extent:
    return _kept(around - (around - stretch[0]) * factor, around + (stretch[1] - around) * factor, size)


def _kept(start: float, end: float, size: int) -> Extent:
    """Limit a stretch to the text and to a minimum length."""
    length = min(max(end - start, _LEAST), max(1.0, float(size)))
    start = (start + end - length) / 2 if end - start < length or end - start > size else start
    start = min(max(start, 0.0), max(1.0, float(size)) - length)
    return start, start + length


def _ordered(one: float, other: float) -> Extent:
    return min(one, other), max(one, other)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
