"""Dialog to open two texts and choose how to read them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import wrap

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.first_look import EncoderTrial, Given
from app.tasks import Align, OpenLadder
from app.window.background.jobs import Jobs
from app.window.dialogs.drop_zone import dropped_files
from app.window.dialogs.encoder_box import EncoderBox
from app.window.dialogs.file_card import FileCard
from app.window.dialogs.segmentation_box import SegmentationBox
from app.window.i18n import later, tr
from core.model import SIDES, SideName

_MISSING: dict[SideName, str] = {
    "source": later("Now choose the source text, or paste it."),
    "target": later("Now choose the translation, or paste it."),
}
_REFUSED: dict[SideName, str] = {
    "source": later("Choose a different source text."),
    "target": later("Choose a different translation."),
}
_NAMELESS: dict[SideName, str] = {
    "source": later("Choose the language of the source."),
    "target": later("Choose the language of the target."),
}
_MANY = 1_000  # letters of the longer text from which its length is compared
_TIMES = 3
_PART = 100  # letters of a part of a text on which the encoder is tried
Chooser = Callable[[QWidget, str, Path], Path | None]


def choose_file(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Ask for one readable file, starting in this folder."""
    from core.read import suffixes

    texts = tr("Texts ({kinds})", kinds=" ".join(f"*{suffix}" for suffix in suffixes()))
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), f"{texts};;{tr('All files (*)')}")
    return Path(name) if name else None


def holds_pairs(path: Path) -> bool:
    """Return whether a file contains pairs, judging by its name."""
    from core.read import pairs

    return path.suffix.lower() in pairs.suffixes()


class OpenDialog(QDialog):
    """Two texts, their languages and their segmentation; or the two texts of a ladder."""

    wanted = Signal(object)
    """Emitted with the `Align` or `OpenLadder` task to run."""
    pairs_given = Signal(object)
    """Emitted with a `Path` if the given file contains pairs and needs no second one."""
    went = Signal(object)
    """Emitted with the `Path` of the folder of a selected file."""

    def __init__(
        self,
        parent: QWidget,
        jobs: Jobs,
        folder: Path,
        chooser: Chooser = choose_file,
        ladder: Path | None = None,
        encoders: Sequence[str] = (),
    ) -> None:
        """Make the dialog; `encoders` are the folders of those used before."""
        super().__init__(parent)
        self._folder, self._chooser, self._ladder = folder, chooser, ladder
        self.setWindowTitle(
            tr("The two texts of “{name}”", name=ladder.name) if ladder else tr("Align two texts")
        )
        self.resize(820, 480)
        self.cards: dict[SideName, FileCard] = {side: FileCard(side, jobs, self) for side in SIDES}
        self.cuts = SegmentationBox(jobs)
        self.encoder = EncoderBox(jobs, encoders)
        self._estimated: tuple[str, ...] = ()
        self.hint = QLabel()
        self.hint.setProperty("kind", "muted")
        self.hint.setWordWrap(True)
        self.align = QPushButton(tr("Open") if ladder else tr("Align"))
        self.align.setProperty("kind", "main")
        self.align.setDefault(True)
        self.align.clicked.connect(self._align)
        for side, card in self.cards.items():
            card.changed.connect(self._look_again)
            card.wanted.connect(lambda at=side: self.choose(at))
            card.dropped.connect(lambda files, at=side: self.give(files, at))
            card.paste.clicked.connect(lambda _=False, at=side: self.paste(at))
        self.cuts.refused.connect(lambda words: self._say(words, warning=True))
        self.cuts.settled.connect(self._look_again)
        self.encoder.tried.connect(self._tried)
        self.encoder.changed.connect(self._look_again)
        self._arrange()
        self._look_again()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(16)
        for card in self.cards.values():
            row.addWidget(card, 1)
        column.addLayout(row, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Split into"), self.cuts)
        form.addRow(tr("Encoder"), self.encoder)
        form.setRowVisible(self.cuts, not self._ladder)  # a ladder counts segments, so they are given
        column.addLayout(form)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hint, 1)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        buttons.addWidget(self.align)
        column.addLayout(buttons)

    def give(self, files: list[Path], side: SideName = "source") -> None:
        """Put files into the cards: one on its side, two on both."""
        if len(files) == 1 and not self._ladder and holds_pairs(files[0]):
            if any(card.given is not None for card in self.cards.values()):  # that choice would be lost
                words = tr(
                    "“{name}” already contains pairs. Use “Open an existing alignment…” to open it.",
                    name=files[0].name,
                )
                self._say(words, warning=True)
                return
            self.reject()
            self.pairs_given.emit(files[0])
            return
        for path, at in zip(files[:2], (side, _other(side)), strict=False):
            self.cards[at].take(path)

    def restore(self, work: Align | OpenLadder) -> None:
        """Put the choices of an earlier attempt back."""
        self.cuts.choose(str(work.options.source.segmentation), work.options.source.rules)
        self.encoder.choose(work.options.encoder)
        given: dict[SideName, Given] = {"source": work.source, "target": work.target}
        for side, card in self.cards.items():
            how = work.options.source if side == "source" else work.options.target
            card.take(given[side], how.encoding, how.language)

    def choose(self, side: SideName) -> None:
        """Ask for the file of one side."""
        title = tr("Choose the source text") if side == "source" else tr("Choose its translation")
        path = self._chooser(self, title, self._beside(side))
        if path is not None:
            self.went.emit(path.parent)
            self.give([path], side)

    def paste(self, side: SideName) -> None:
        """Use the clipboard for one side: a text, or files."""
        from core.read import File

        found = QGuiApplication.clipboard().mimeData()
        files, text = _files(found), found.text() if found.hasText() else ""
        if files:
            self.give(files, side)
        elif text.strip():
            self.cards[side].take(File(tr("pasted text"), text.encode("utf-8", "replace")))
        else:
            self.hint.setText(tr("There is no text on the clipboard."))

    def _beside(self, side: SideName) -> Path:
        """Return the folder to start in: a text and its translation are often in the same one."""
        here = (self.cards[at].folder for at in (side, _other(side)))
        return next((folder for folder in here if folder is not None), self._folder)

    def _look_again(self) -> None:
        texts = all(card.ready for card in self.cards.values())
        ready = texts and not self._same() and self.encoder.settled
        before = self.align.isEnabled()
        self.align.setEnabled(ready)
        typing = isinstance(self.focusWidget(), QComboBox)
        if ready and not before and not typing:
            self.align.setFocus()
        self._estimate()
        self._say(self._missing(), warning=self._same() or self._unlike() is not None)

    def _estimate(self) -> None:
        """Have the encoder tried on the beginnings of both texts, once for each pair and its languages."""
        looks = [card.look for card in self.cards.values() if card.look is not None]
        tags = [card.language.tag or "" for card in self.cards.values()]
        about = (*(look.digest for look in looks), *tags)
        if len(looks) == len(SIDES) and about != self._estimated:
            self._estimated = about
            texts = [part for look in looks for part in wrap(look.opening, _PART)]
            self.encoder.estimate(texts, sum(look.letters for look in looks), tags)

    def _tried(self, trial: EncoderTrial) -> None:
        for card in self.cards.values():
            card.judge_by(trial.quality)
        self._look_again()

    def _say(self, words: str, *, warning: bool) -> None:
        self.hint.setText(words)
        self.hint.setProperty("kind", "warning" if warning else "muted")
        self.hint.style().polish(self.hint)

    def _same(self) -> bool:
        """Return whether both texts are the same, under whatever names."""
        looks = [card.look for card in self.cards.values()]
        return None not in looks and len({look.digest for look in looks if look is not None}) == 1

    def _unlike(self) -> str | None:
        """Return a warning where the texts can hardly be translations of each other."""
        looks = [card.look for card in self.cards.values() if card.look is not None]
        if len(looks) < len(SIDES):
            return None
        long, short = sorted(looks, key=lambda look: -look.letters)
        if long.letters < _MANY or long.letters < _TIMES * short.letters:
            return None
        return tr(
            "“{name}” is about {times} times as long as “{other}”. Do they belong together?",
            name=long.name,
            other=short.name,
            times=round(long.letters / max(short.letters, 1)),
        )

    def _missing(self) -> str:
        refused = [side for side, card in self.cards.items() if card.refused]
        if refused:
            return tr(_REFUSED[refused[0]])
        if self._same():
            return tr("Both texts are the same. Choose a different one.")
        empty = [side for side, card in self.cards.items() if card.given is None]
        if len(empty) == 1:
            return tr(_MISSING[empty[0]])
        nameless = [side for side, card in self.cards.items() if card.look is not None and not card.ready]
        return tr(_NAMELESS[nameless[0]]) if nameless else self._unlike() or ""

    def _align(self) -> None:
        work = self._work()
        if work is not None:
            self.accept()
            self.wanted.emit(work)

    def _work(self) -> Align | OpenLadder | None:
        from core.pipeline import Options, SideOptions
        from core.segment import Segmentation

        how, rules = Segmentation(self.cuts.how), self.cuts.rules
        source, target = (self.cards[side] for side in SIDES)
        if source.given is None or target.given is None:
            return None
        options = Options(
            source=SideOptions(source.language.tag, source.encoding, how, rules),
            target=SideOptions(target.language.tag, target.encoding, how, rules),
            encoder=self.encoder.encoder,
        )
        if self._ladder:
            return OpenLadder(self._ladder, source.given, target.given, options)
        return Align(source.given, target.given, options)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        inside = self.layout() if event.type() == QEvent.Type.LayoutRequest else None
        done = super().event(event)
        if inside is not None:  # messages about the texts may need more lines
            self.resize(self.width(), max(self.height(), inside.totalHeightForWidth(self.width())))
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.matches(QKeySequence.StandardKey.Paste):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        inside = [side for side, card in self.cards.items() if focus and card.isAncestorOf(focus)]
        empty = [side for side, card in self.cards.items() if card.given is None or card is focus]
        self.paste((inside or empty or ["source"])[0])

    def done(self, result: int) -> None:
        self.encoder.stop()
        for card in self.cards.values():
            card.stop()
        super().done(result)


def _files(found: QMimeData) -> list[Path]:
    """Return the files on a clipboard without folders and addresses."""
    return [path for path in dropped_files(found) if path.is_file()]


def _other(side: SideName) -> SideName:
    return "target" if side == "source" else "source"
