"""Speller: asks a child process which words are wrong, and remembers its answers."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.spelling.check import CheckWords, Dictionary, SuggestWords, unusable
from app.spelling.own_words import own_words_file
from app.window.background.jobs import Jobs, Listener
from core.errors import DiglotError

CHECK_MS, SUGGEST_MS = 60_000, 3_000
"""Time that a check and a suggestion may take. The largest dictionaries are loaded in about two seconds."""
_CHECK, _SUGGEST = "check spelling", "suggest spelling"
Then = Callable[[tuple[str, ...]], None]


class Speller(QObject):
    """The words checked so far. A dictionary that fails is left alone until `retry`."""

    changed = Signal()
    """Emitted when more words are known to be right or wrong."""
    failed = Signal(object)
    """Emitted with the DiglotErrors of languages that turned out to be impossible to check."""

    def __init__(self, among: tuple[str, ...], own_words: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.among = among
        """Folders in which dictionaries are looked for."""
        self._own_words = own_words
        # Workers of its own: a damaged dictionary may spoil the memory of the process that reads it.
        self._jobs = Jobs(self)
        self._wrong: dict[str, dict[str, bool]] = {}
        self._waiting: dict[str, set[str]] = {}
        self._failures: set[str] = set()
        self._unsaid: list[DiglotError] = []
        self._checking: tuple[str, set[str]] | None = None
        self._then: Then | None = None
        self.check_limit = self._limit(CHECK_MS, self._check_hangs)
        """Runs while a check is under way."""
        self._suggest_limit = self._limit(SUGGEST_MS, self._suggest_hangs)

    @property
    def busy(self) -> bool:
        """True while words are being checked."""
        return self._checking is not None

    def wrong(self, tag: str, word: str) -> bool:
        """Return whether a word is known to be wrong in a language."""
        return self._wrong.get(tag, {}).get(word, False)

    def ask(self, tag: str, words: Iterable[str] = ()) -> None:
        """Check words that are not known yet. With no words, the dictionary is looked for all the same."""
        known = self._wrong.get(tag)
        new = {word for word in words if word not in (known or ())}
        if self._checking is not None and self._checking[0] == tag:
            new -= self._checking[1]
        if tag not in self._failures and (new or known is None):
            self._waiting.setdefault(tag, set()).update(new)
            self._check_next()

    def suggest(self, tag: str, word: str, then: Then) -> None:
        """Call `then` with suggestions for a word, or with none if they take too long."""
        self._drop_suggestion()
        self._then = then
        task = SuggestWords(self._dictionary(tag), word)
        listener = Listener(self._suggested, lambda _: self._suggested(()))
        self._jobs.start(task, listener, kind=_SUGGEST)
        self._suggest_limit.start()

    def allow(self, tag: str, word: str) -> None:
        """Take a word for right from now on."""
        self._wrong.setdefault(tag, {})[word] = False
        self.changed.emit()

    def own_words_file(self, tag: str) -> Path:
        """Return the file of the user's own words in a language."""
        return own_words_file(self._own_words, tag)

    def retry(self) -> None:
        """Forget failures: a dictionary may have been installed."""
        self._failures.clear()

    def stop(self) -> None:
        """Check nothing more for now."""
        self._waiting.clear()
        self._drop_suggestion()

    def close(self) -> None:
        """Stop all work and leave no process behind."""
        self.stop()
        self.check_limit.stop()
        self._jobs.close()

    def _limit(self, ms: int, passed: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(passed)
        return timer

    def _dictionary(self, tag: str) -> Dictionary:
        return Dictionary(tag, self.among, self.own_words_file(tag))

    # Checking: one job at a time, because another of its kind would stop the first

    def _check_next(self) -> None:
        if self._checking is not None or not self._waiting:
            return
        tag, words = self._waiting.popitem()
        self._checking = tag, words
        task = CheckWords(self._dictionary(tag), tuple(sorted(words)))
        self._jobs.start(task, Listener(self._checked, self._check_failed), kind=_CHECK)
        self.check_limit.start()

    def _checked(self, wrong: frozenset[str]) -> None:
        assert self._checking is not None
        tag, words = self._checking
        known = self._wrong.setdefault(tag, {})
        for word in words:
            known.setdefault(word, word in wrong)  # the user may have allowed it meanwhile
        self._check_over()
        self.changed.emit()

    def _check_failed(self, error: DiglotError) -> None:
        assert self._checking is not None
        tag, _ = self._checking
        # A child that is gone, or failed in a way nobody foresaw, was taken down by the dictionary.
        self._unsaid.append(unusable(tag) if error.detail else error)
        self._failures.add(tag)
        self._waiting.pop(tag, None)
        self._check_over()

    def _check_hangs(self) -> None:
        if self._checking is not None:
            self._jobs.cancel(_CHECK)
            self._check_failed(unusable(self._checking[0]))

    def _check_over(self) -> None:
        self._checking = None
        self.check_limit.stop()
        self._check_next()
        if self._checking is None and self._unsaid:
            errors, self._unsaid = tuple(self._unsaid), []
            self.failed.emit(errors)

    # Suggestions

    def _suggested(self, words: tuple[str, ...]) -> None:
        self._suggest_limit.stop()
        then, self._then = self._then, None
        if then is not None:
            then(words)

    def _suggest_hangs(self) -> None:
        self._jobs.cancel(_SUGGEST)
        self._suggested(())

    def _drop_suggestion(self) -> None:
        self._then = None
        self._suggest_limit.stop()
        self._jobs.cancel(_SUGGEST)
