"""Tour of two minutes: short cards, each beside the part of the window that it explains. On the sample the
user practises what they say."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.window.i18n import tr
from app.window.keys import shown
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from app.window.shell.menus import CommandActions
from app.window.shell.tour_practice import Practice, plant
from app.window.shell.tour_stops import STOPS, Stop, TourSights

_WIDTH, _GAP, _EDGE = 360, 14, 12
_FOLLOWED = {
    QEvent.Type.Resize,
    QEvent.Type.Move,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
}


class Tour(QFrame):
    """Card of the tour, and a ring around the part it explains. The window can be used meanwhile."""

    def __init__(
        self,
        sights: TourSights,
        project: OpenProject,
        preferences: Preferences,
        may_practise: Callable[[], bool],
    ) -> None:
        """Start the tour; `may_practise` returns whether the open project is the untouched sample."""
        window = sights.window
        super().__init__(window)
        self.setProperty("kind", "float")
        self.setAccessibleName(tr("Two-minute tour"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sights, self._window, self._project = sights, window, project
        self._may_practise = may_practise
        self._practice: Practice | None = None
        self.stops = _without_exercises()
        self.at, self.over = 0, False
        self._watched: QWidget | None = None
        self.ring = _Ring(window, preferences)
        self._count, self.title, self.words = QLabel(), QLabel(), QLabel()
        self.back, self.next, self.skip = QPushButton(tr("Back")), QPushButton(), QPushButton(tr("Skip"))
        self._arrange()
        self.back.clicked.connect(lambda: self.go(self.at - 1))
        self.next.clicked.connect(self._next)
        self.skip.clicked.connect(self.end)
        window.installEventFilter(self)
        project.replaced.connect(self._arrived)
        project.changed.connect(self._practised)
        self._prepare()
        sights.table.current_changed.connect(self.follow)
        sights.table.verticalScrollBar().valueChanged.connect(self.follow)
        self.go(0)

    def _arrange(self) -> None:
        self._count.setProperty("kind", "muted")
        self.title.setProperty("kind", "heading")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.next.setProperty("kind", "main")
        self.skip.setProperty("kind", "quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 14, 18, 14)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._count)
        box.addLayout(head)
        box.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        box.addLayout(row)

    def go(self, at: int) -> None:
        """Show a card."""
        self.at, stop = at, self.stops[at]
        keys = {id_.replace(".", "_"): _key(self._sights.actions, id_) for id_ in self._sights.actions.keys}
        self._count.setText(tr("{at} of {count}", at=at + 1, count=len(self.stops)))
        self.title.setText(tr(stop.title))
        self.words.setText(tr(stop.words, **keys))
        self.next.setAccessibleDescription(f"{self.title.text()}. {self.words.text()}")
        self.back.setEnabled(at > 0)
        last = at == len(self.stops) - 1
        waits = at == 0 and self._project.bitext is None
        self.next.setText(tr("Open the sample") if waits else tr("Done") if last else tr("Next"))
        self._begin_exercise(stop)
        self.skip.setVisible(not last)
        self.follow()
        self.show()
        self.ring.show()
        self.ring.raise_()
        self.raise_()
        (self.next if stop.exercise is None else self._sights.table).setFocus()

    def follow(self) -> None:
        """Move beside the part that the card explains."""
        found = self.stops[self.at].where(self._sights)
        self._watch(None if found is None else found[0])
        room = self._window.rect()
        target = QRect() if found is None else found[1].intersected(room)
        self.ring.setGeometry(target.adjusted(-5, -5, 5, 5))
        width = max(_WIDTH, self.minimumSizeHint().width())  # some languages need longer buttons
        size = QSize(width, self.heightForWidth(width))
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setGeometry(beside(target, size, room, rtl=rtl))

    def end(self) -> None:
        """End the tour."""
        self.over = True
        self._window.removeEventFilter(self)
        self._watch(None)
        self._project.replaced.disconnect(self._arrived)
        self._project.changed.disconnect(self._practised)
        self._sights.table.current_changed.disconnect(self.follow)
        self._sights.table.verticalScrollBar().valueChanged.disconnect(self.follow)
        for part in (self.ring, self):
            part.hide()
            part.deleteLater()
        if self._sights.table.isVisible():
            self._sights.table.setFocus()

    def _next(self) -> None:
        if self._project.bitext is None:  # the rest of the tour needs a table
            self.hide()
            self.ring.hide()
            self._sights.start_page.ask_for_sample()
        elif self.at == len(self.stops) - 1:
            self.end()
        else:
            self.go(self.at + 1)

    def _arrived(self) -> None:
        if self._project.bitext is None:
            self.end()
        else:
            self._prepare()
            self.go(max(self.at, 1))

    # Practice

    def _prepare(self) -> None:
        """Plant the mistakes where the sample is open; in any other project nothing is practised."""
        bitext = self._project.bitext
        planted = plant(bitext) if bitext is not None and self._may_practise() else None
        self._practice, self.stops = None, _without_exercises()
        if planted is not None:
            patch, self._practice = planted
            self.stops = STOPS
            self._project.apply(patch)

    def _begin_exercise(self, stop: Stop) -> None:
        bitext, practice = self._project.bitext, self._practice
        if stop.exercise is not None and bitext is not None and practice is not None:
            row = stop.exercise.row(practice, bitext)
            if row is not None:
                self._sights.table.go(row)

    def _practised(self) -> None:
        """Go on as soon as the user has done what the card asks for."""
        exercise, bitext = self.stops[self.at].exercise, self._project.bitext
        done = exercise and bitext and self._practice and exercise.done(self._practice, bitext)
        if done:  # after the command that did it has moved the current row
            QTimer.singleShot(0, self, self._next)

    def _watch(self, widget: QWidget | None) -> None:
        if widget is not self._watched:
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            if widget is not None:
                widget.installEventFilter(self)
            self._watched = widget

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED and self.isVisible():
            self.follow()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)


class _Ring(QWidget):
    """Line around the part that a card explains, transparent for the mouse."""

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        super().__init__(window)
        self._preferences = preferences
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._preferences.theme.accent), 2.5))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 8, 8)


def _without_exercises() -> tuple[Stop, ...]:
    return tuple(stop for stop in STOPS if stop.exercise is None)


def beside(target: QRect, card: QSize, room: QRect, *, rtl: bool) -> QRect:
    """Return the place of a card: below its target, else above, else beside it, where it hides least of it.

    The leading edges are flush. Without a target the card is in the middle.
    """
    inner = room.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    if target.isEmpty():
        return QRect(inner.center() - QPoint((card.width() - 1) // 2, (card.height() - 1) // 2), card)
    left = target.right() - card.width() + 1 if rtl else target.left()
    middle = target.center().y() - card.height() // 2
    sides = [target.right() + _GAP, target.left() - _GAP - card.width()]
    corners = [QPoint(left, target.bottom() + _GAP), QPoint(left, target.top() - _GAP - card.height())]
    corners += [QPoint(x, middle) for x in (reversed(sides) if rtl else sides)]
    places = [_within(QRect(corner, card), inner) for corner in corners]
    return min(places, key=lambda place: _area(place.intersected(target)))


def _within(place: QRect, room: QRect) -> QRect:
    left = max(room.left(), min(place.left(), room.right() - place.width() + 1))
    top = max(room.top(), min(place.top(), room.bottom() - place.height() + 1))
    return QRect(QPoint(left, top), place.size())


def _area(rect: QRect) -> int:
    return rect.width() * rect.height()


def _key(actions: CommandActions, id_: str) -> str:
    """Return the key of a command, or its label where it has none."""
    keys = actions.keys[id_]
    return shown(keys[0]) if keys else f"“{actions.by_id[id_].text().rstrip('…')}”"
