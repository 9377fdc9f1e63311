"""Folders for settings, drafts and logs on each system."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class UserFolders:
    """The folders that belong to this user. They may not exist yet."""

    settings: Path
    drafts: Path
    logs: Path

    @property
    def settings_file(self) -> Path:
        """The user's settings, as TOML."""
        return self.settings / "settings.toml"

    @property
    def own_words(self) -> Path:
        """The words that the user added to dictionaries: one text file for each language."""
        return self.settings / "words"

    @property
    def window_state_file(self) -> Path:
        """Window sizes and the like: Qt's store, disposable."""
        return self.settings / "window.ini"


def user_folders() -> UserFolders:
    """Return the user's folders, or all of them below `DIGLOT_HOME` where that is set (a stick, a test)."""
    home = os.environ.get("DIGLOT_HOME")
    if home:
        return UserFolders(Path(home) / "settings", Path(home) / "drafts", Path(home) / "logs")
    folders = platformdirs.PlatformDirs("Diglot", appauthor=False)
    return UserFolders(
        Path(folders.user_config_dir),
        Path(folders.user_data_dir) / "drafts",
        Path(folders.user_log_dir),
    )
