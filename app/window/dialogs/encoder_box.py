"""Choice of the encoder by which texts are aligned: the built-in one, folders used before, or another
folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QVBoxLayout, QWidget

from app.first_look import EncoderTrial, FindMissing, TryEncoder
from app.window.background.jobs import Jobs, Listener
from app.window.i18n import explained, later, tr, translated, trn
from core import language
from core.errors import DiglotError

BUILT_IN = "built-in"
KIND, KIND_OF_LOOK = "encoder", "encoder folders"
_REMOVE = "remove"
_LEVELS = {
    "strong": later("{language}: good"),
    "usable": later("{language}: usable"),
    "weak": later("{language}: weak"),
    "none": later("{language}: not known to it"),
    "": later("{language}: not measured"),
}
_MINUTE = 60
FolderChooser = Callable[[QWidget], Path | None]


def choose_folder(parent: QWidget) -> Path | None:
    """Ask for the folder of an encoder."""
    name = QFileDialog.getExistingDirectory(parent, tr("Choose the folder of an encoder"))
    return Path(name) if name else None


class EncoderBox(QWidget):
    """List of encoders, and below it what the chosen one knows and how long it takes."""

    changed = Signal()
    """Emitted when another encoder is being tried, or was refused."""
    tried = Signal(object)
    """Emitted with the `EncoderTrial` of the chosen encoder."""
    refused = Signal(str)
    """Emitted with a folder that holds no encoder, or none any longer."""
    added = Signal(str)
    """Emitted with a folder that the user chose and that holds an encoder."""

    def __init__(self, jobs: Jobs, folders: Sequence[str], chooser: FolderChooser = choose_folder) -> None:
        """Make the box; `folders` are those used before, the latest first."""
        super().__init__()
        self._jobs, self._chooser = jobs, chooser
        self._texts: tuple[str, ...] = ()
        self._letters, self._tags = 0.0, tuple[str, ...]()
        self._folders, self._missing = list(folders), frozenset[str]()
        self.encoders, self.about = QComboBox(), QLabel()
        self.encoders.setAccessibleName(tr("Encoder"))
        self.about.setProperty("kind", "muted")
        self.about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.encoders)
        column.addWidget(self.about)
        self._last, self.settled = BUILT_IN, True
        """`settled` is False until the chosen folder has proved to hold an encoder."""
        self._list()
        self.encoders.activated.connect(self._chosen)
        self.about.hide()
        if folders:
            listener = Listener(done=self._mark_missing, failed=lambda _: None)  # nothing is marked then
            self._jobs.start(FindMissing(tuple(folders)), listener, kind=KIND_OF_LOOK)

    @property
    def encoder(self) -> str:
        """The id or the folder of the chosen encoder."""
        return self._last

    def choose(self, encoder: str) -> None:
        """Choose an encoder, by its id or its folder."""
        if encoder not in (BUILT_IN, *self._folders):
            self._folders.append(encoder)
        self._last = encoder
        self._list()
        self._try()

    def estimate(self, texts: Sequence[str], letters: float, tags: Sequence[str]) -> None:
        """Try the encoder on parts of both texts, which have so many letters and these languages."""
        self._texts, self._letters, self._tags = tuple(texts), letters, tuple(tags)
        self._try()

    def stop(self) -> None:
        """Stop trying because the dialog is closing."""
        self._jobs.cancel(KIND)
        self._jobs.cancel(KIND_OF_LOOK)

    def _list(self) -> None:
        """List the encoders, and choose the present one."""
        self.encoders.clear()
        self.encoders.addItem(tr("Built-in encoder"), BUILT_IN)
        for folder, name in zip(self._folders, _names(self._folders), strict=True):
            missing = folder in self._missing
            self.encoders.addItem(tr("{name} (not found)", name=name) if missing else name, folder)
            self.encoders.setItemData(self.encoders.count() - 1, folder, Qt.ItemDataRole.ToolTipRole)
        self.encoders.addItem(tr("Choose a folder…"), None)
        if self._missing.intersection(self._folders):
            self.encoders.addItem(tr("Remove those not found"), _REMOVE)
        self.encoders.setCurrentIndex(self.encoders.findData(self._last))

    def _mark_missing(self, folders: Sequence[str]) -> None:
        self._missing = frozenset(folders)
        self._list()

    def _remove_missing(self) -> None:
        for folder in self._missing:
            self.refused.emit(folder)
        self._folders = [folder for folder in self._folders if folder not in self._missing]
        self._list()

    def _chosen(self) -> None:
        encoder = self.encoders.currentData()
        if encoder == _REMOVE:
            self._remove_missing()
            return
        if encoder is None:
            folder = self._chooser(self)
            self.encoders.setCurrentIndex(self.encoders.findData(self._last))
            if folder is None:
                return
            encoder = str(folder)
        self.choose(encoder)

    def _try(self) -> None:
        encoder = self._last
        if not self._texts and encoder == BUILT_IN:
            self._say("")
            return
        self.settled = encoder == BUILT_IN
        self._say(tr("Testing the encoder…"))
        self.changed.emit()
        listener = Listener(
            done=lambda trial: self._done(encoder, trial), failed=lambda error: self._failed(encoder, error)
        )
        self._jobs.start(TryEncoder(encoder, self._texts or ("A test.",)), listener, kind=KIND)

    def _done(self, encoder: str, trial: EncoderTrial) -> None:
        if encoder != self._last:
            return
        self.settled = True
        parts = [self._level(trial, tag) for tag in self._tags]
        if self._letters:
            parts.append(_duration(trial.seconds * self._letters))
        self._say("  ·  ".join(parts))
        if encoder != BUILT_IN:
            self.added.emit(encoder)
        self.tried.emit(trial)

    def _level(self, trial: EncoderTrial, tag: str) -> str:
        return tr(_LEVELS[str(trial.quality.of(tag) or "")], language=translated(language.name(tag)))

    def _failed(self, encoder: str, error: DiglotError) -> None:
        """Return to the built-in encoder and explain why."""
        if encoder != self._last:
            return
        if encoder not in self._missing:  # which may be on a disk that is not here today
            self.refused.emit(encoder)
            self._folders = [folder for folder in self._folders if folder != encoder]
        self._last, self.settled = BUILT_IN, True
        self._list()
        self._say(explained(error), warning=True)
        self.changed.emit()

    def _say(self, words: str, *, warning: bool = False) -> None:
        self.about.setText(words)
        self.about.setProperty("kind", "warning" if warning else "muted")
        self.about.style().polish(self.about)
        self.about.setVisible(bool(words))


def _names(folders: Sequence[str]) -> list[str]:
    """Return names by which folders differ: their own, with the folder that holds them, or all of their
    path."""
    paths = [Path(folder) for folder in folders]
    own, longer = [path.name for path in paths], [f"{path.parent.name}/{path.name}" for path in paths]
    return [
        own[at] if own.count(own[at]) == 1 else longer[at] if longer.count(longer[at]) == 1 else folder
        for at, folder in enumerate(folders)
    ]


def _duration(seconds: float) -> str:
    """Return in words how long encoding takes."""
    if seconds < _MINUTE:
        count = max(1, round(seconds))
        return trn("encoding takes about {count} second", "encoding takes about {count} seconds", count)
    count = round(seconds / _MINUTE)
    return trn("encoding takes about {count} minute", "encoding takes about {count} minutes", count)
