"""The start page: two texts, the sample, what was open last, and drafts that were never given a name."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.tasks import SAMPLES
from app.window import icons
from app.window.actions.drafts import both
from app.window.dialogs.drop_zone import DropZone
from app.window.i18n import spoken, tr, translated, trn
from app.window.shell.project_shelf import ProjectShelf, ShelfButton, ShelfRow
from app.window.theme import Theme
from core import language
from core.errors import Missing
from core.project import Draft

_WIDEST = 900
_SHOWN = 5


class StartPage(QScrollArea):
    """The page shown while no project is open."""

    files_given = Signal(list, str)
    """Emitted with the files dropped on a side, or an empty list to ask for them; and the side."""
    sample_wanted = Signal(str, str)
    project_wanted = Signal(object)
    discard_wanted = Signal(object)
    pin_wanted = Signal(object, bool)
    """Emitted with the path of a recent project, and whether it is to be pinned."""
    remove_wanted = Signal(object)
    """Emitted with the path of a project to be removed from the list."""
    browse_wanted = Signal()
    pairs_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Align a text with its translation"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(32, 26, 32, 22)
        column.setSpacing(18)
        column.addStretch(1)
        column.addLayout(self._title())
        column.addLayout(self._zones(theme))
        column.addLayout(self._sample())
        column.addLayout(self._pairs())
        self.recent = ProjectShelf(tr("Recent projects"), tr("Projects you save appear here."), theme)
        self.drafts = ProjectShelf(tr("Drafts"), "", theme)
        self._browse = QPushButton(tr("Open a project…"))
        self._browse.clicked.connect(self.browse_wanted)
        self.recent.add_to_head(self._browse)
        shelves = QHBoxLayout()
        shelves.setSpacing(18)
        shelves.addWidget(self.recent, 1, Qt.AlignmentFlag.AlignTop)
        shelves.addWidget(self.drafts, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(shelves)
        column.addStretch(2)
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        self.setWidget(outer)
        self.show_projects((), ())

    def _title(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(_label(tr("Align a text with its translation"), "title"))
        under = _label(
            tr(
                "Give Diglot a text and its translation. It finds which sentences belong together, and you "
                "correct the result. Nothing leaves your computer."
            ),
            "muted",
        )
        box.addWidget(under)
        return box

    def _zones(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(18)
        self._pictures: list[QLabel] = []
        self.zones: dict[str, DropZone] = {}
        for side, name, words in (
            ("source", tr("Source text"), tr("Original text")),
            ("target", tr("Its translation"), tr("The same text in the other language")),
        ):
            zone = self.zones[side] = DropZone(tr("{what}: choose a file", what=name))
            picture = QLabel()
            self._pictures.append(picture)
            box = QVBoxLayout(zone)
            box.setContentsMargins(20, 30, 20, 26)
            box.setSpacing(5)
            middle = Qt.AlignmentFlag.AlignHCenter
            box.addWidget(picture, 0, middle)
            hint = tr("Drop a file here, or click to choose one")
            for text, kind in ((name, "heading"), (words, "muted"), (hint, "muted")):
                label = _label(text, kind)
                label.setAlignment(middle)
                box.addWidget(label)
            zone.dropped.connect(lambda files, at=side: self.files_given.emit(files, at))
            zone.pressed.connect(lambda at=side: self.files_given.emit([], at))
            row.addWidget(zone, 1)
        self._draw(theme)
        return row

    def _sample(self) -> QHBoxLayout:
        buttons = []
        for source, target in SAMPLES:
            button = QPushButton(f"{translated(language.name(source))} – {translated(language.name(target))}")
            button.setObjectName(f"sample {source}-{target}")
            button.clicked.connect(lambda _=False, a=source, b=target: self.sample_wanted.emit(a, b))
            buttons.append(button)
        return _row(tr("No texts to hand? Try the sample:"), *buttons)

    def _pairs(self) -> QHBoxLayout:
        button = QPushButton(tr("Open an existing alignment…"))
        button.setObjectName("pairs")
        button.clicked.connect(self.pairs_wanted)
        return _row(tr("Already aligned by another program?"), button)

    def ask_for_sample(self) -> None:
        """Ask for the first sample, as its button does."""
        self.sample_wanted.emit(*SAMPLES[0])

    def set_theme(self, theme: Theme) -> None:
        """Draw the pictures in the colours of a theme."""
        self._draw(theme)
        for shelf in (self.recent, self.drafts):
            shelf.set_theme(theme)

    def _draw(self, theme: Theme) -> None:
        for picture in self._pictures:
            picture.setPixmap(icons.picture("file", theme.accent, 34))

    def show_projects(
        self, recent: Sequence[Draft], drafts: Sequence[Draft], pinned: Collection[Path] = ()
    ) -> None:
        """Fill the two lists; pinned projects come first."""
        first = [project for project in recent if project.path in pinned]
        others = [project for project in recent if project.path not in pinned]
        shown = *first, *others[:_SHOWN]
        self.recent.fill([self._recent_row(one, pinned=one.path in pinned) for one in shown])
        self.drafts.setVisible(bool(drafts))
        self.drafts.fill([self._draft_row(draft) for draft in drafts])

    def _recent_row(self, project: Draft, *, pinned: bool) -> ShelfRow:
        path, problem = project.path, project.problem
        remove = ShelfButton(tr("Remove from the list"), "close", lambda: self.remove_wanted.emit(path))
        if isinstance(problem, Missing):
            about = tr("No longer in {folder}", folder=str(path.parent))
            return ShelfRow(path.stem, about, None, (remove,))
        about = str(path.parent)
        if problem is None:
            about += f"  ·  {when(project.changed)}  ·  {trn('{count} row', '{count} rows', project.beads)}"
        pin = ShelfButton(
            tr("Unpin") if pinned else tr("Pin to the top"),
            "pin",
            lambda: self.pin_wanted.emit(path, not pinned),
            pinned,
        )
        return ShelfRow(path.stem, about, self._opener(path), (pin, remove))

    def _draft_row(self, draft: Draft) -> ShelfRow:
        discard = ShelfButton(tr("Discard"), "", lambda: self.discard_wanted.emit(draft))
        if draft.problem is not None:
            return ShelfRow(draft.path.stem, translated(draft.problem.sentence), None, (discard,))
        tags = " – ".join(translated(language.name(tag)) for tag in draft.languages)
        return ShelfRow(
            both(draft.source, draft.target),
            f"{when(draft.changed)}  ·  {tags}  ·  {trn('{count} row', '{count} rows', draft.beads)}",
            self._opener(draft.path),
            (discard,),
        )

    def _opener(self, path: Path) -> Callable[[], None]:
        return lambda: self.project_wanted.emit(path)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focus, QAbstractButton):  # Qt presses buttons with it only in dialogs
            focus.click()
        else:
            super().keyPressEvent(event)


def when(utc: str) -> str:
    """Return a moment in UTC (ISO 8601) as users read it: "today, 14:05" or "3 May 2026, 14:05"."""
    try:
        moment = datetime.fromisoformat(utc).astimezone()
    except ValueError:
        return utc
    if moment.date() == datetime.now().astimezone().date():
        return tr("today, {time}", time=f"{moment:%H:%M}")
    day = QLocale(spoken()).toString(
        QDate(moment.year, moment.month, moment.day), QLocale.FormatType.LongFormat
    )
    return f"{day}, {moment:%H:%M}"


class _Line(QLabel):
    """A label in one line, or more where there is no room for it."""

    # Qt overrides

    def sizeHint(self) -> QSize:
        return self.fontMetrics().size(0, self.text()).grownBy(self.contentsMargins())


def _row(text: str, *buttons: QPushButton) -> QHBoxLayout:
    """Return a row of a label and the buttons that follow it."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(_styled(_Line(text), "muted"))
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def _label(text: str, kind: str) -> QLabel:
    return _styled(QLabel(text), kind)


def _styled(label: QLabel, kind: str) -> QLabel:
    label.setProperty("kind", kind)
    label.setWordWrap(True)  # in a small window some languages need two lines
    return label
