"""Colours of the light and the dark theme, and the style sheet made from them. Text has a contrast of at
least 4.5."""

from dataclasses import dataclass, fields
from importlib import resources
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours. A `_soft` colour is the background for text in the colour of that name."""

    name: str
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    strong_line: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    fair: str
    fair_soft: str
    poor: str
    poor_soft: str
    lone: str
    lone_soft: str
    doubt: str
    doubt_soft: str
    found: str
    linked: str


LIGHT = Theme(
    name="light",
    window="#f5f4f1",
    surface="#ffffff",
    raised="#fbfaf8",
    text="#1f2328",
    muted="#5c636b",
    line="#e4e1db",
    strong_line="#bdb8ae",
    accent="#2f55c4",
    on_accent="#ffffff",
    accent_soft="#e9eefc",
    good="#17693f",
    good_soft="#e4f3ea",
    fair="#7d5700",
    fair_soft="#fdf1d3",
    poor="#a8321f",
    poor_soft="#fbe7e3",
    lone="#5f656d",
    lone_soft="#efeeeb",
    doubt="#74379a",
    doubt_soft="#f3e9f9",
    found="#ffe27a",
    linked="#b9ecd9",
)

DARK = Theme(
    name="dark",
    window="#1a1c1f",
    surface="#212428",
    raised="#2a2d32",
    text="#e9e7e2",
    muted="#a7adb4",
    line="#33373d",
    strong_line="#565c65",
    accent="#93abff",
    on_accent="#10131a",
    accent_soft="#2b3350",
    good="#7fd6a3",
    good_soft="#1d3729",
    fair="#e8c063",
    fair_soft="#3b3119",
    poor="#f59a8c",
    poor_soft="#452722",
    lone="#a2a8af",
    lone_soft="#2c2f34",
    doubt="#d5abee",
    doubt_soft="#3a2b47",
    found="#6d5a10",
    linked="#17594c",
)


def current(choice: str) -> Theme:
    """Return the theme for a setting: "light", "dark", or the system's."""
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def dress(app: QApplication, theme: Theme) -> None:
    """Apply a theme to the whole program."""
    app.setPalette(_palette(theme))
    colours = {field.name: getattr(theme, field.name) for field in fields(theme)}
    tick = resources.files("resources") / "icons" / f"tick-{theme.name}.svg"
    app.setStyleSheet(_SHEET.substitute(colours, tick=str(tick).replace("\\", "/")))


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(theme.window))
    for at, colour in {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.raised,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Link: theme.accent,
        role.Light: theme.raised,
        role.Mid: theme.line,
        role.Dark: theme.strong_line,
    }.items():
        palette.setColor(at, QColor(colour))
    for at in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, at, QColor(theme.strong_line))
    return palette


_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $strong_line; padding: 5px 7px; }
QMenuBar { background: $window; padding: 2px 6px; }
QMenuBar::item { padding: 5px 10px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $surface; border: 1px solid $line; padding: 6px; }
QMenu::item { padding: 6px 26px 6px 14px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $strong_line; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QToolBar { background: $window; border: 0; border-bottom: 1px solid $line; padding: 5px 10px; spacing: 2px; }
QToolBar::separator { width: 1px; background: $line; margin: 6px 7px; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 5px 6px; color: $text; }
QToolButton:hover { background: $accent_soft; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; border-color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $strong_line; }
QToolButton[kind="chip"] { border: 1px solid $strong_line; border-radius: 13px; padding: 4px 23px; }
QToolButton[kind="chip"]:hover, QToolButton[kind="chip"]:focus { border-color: $accent; }
QToolButton[kind="chip"][on="true"] { background: $accent_soft; border-color: $accent; }
QToolButton[kind="chip"]::menu-indicator { subcontrol-position: right center; right: 9px; }
QPushButton { background: $surface; color: $text; border: 1px solid $strong_line; border-radius: 7px;
  padding: 7px 16px; }
QPushButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 15px; }
QPushButton:disabled { color: $strong_line; border-color: $line; }
QPushButton[kind="main"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="main"]:focus { border: 2px solid $text; }
QPushButton[kind="main"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accent;
  padding: 6px 10px; text-align: left; }
QPushButton[kind="row"] { background: transparent; border: 1px solid transparent; border-radius: 8px; }
QPushButton[kind="row"]:hover { background: $accent_soft; }
QPushButton[kind="row"]:focus { border-color: $accent; }
QPushButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:disabled { color: $strong_line; }
QPushButton[kind="quiet"]:focus { border: 1px solid $accent; }
QLabel[kind="title"] { font-size: 27px; font-weight: 600; }
QLabel[kind="heading"] { font-size: 15px; font-weight: 600; }
QLabel[kind="muted"], QCheckBox[kind="muted"] { color: $muted; }
QLabel[kind="good"] { color: $good; background: $good_soft; border-radius: 6px; padding: 8px 12px; }
QLabel[kind="warning"] { color: $fair; background: $fair_soft; border-radius: 6px; padding: 8px 12px; }
QLineEdit { background: $surface; color: $text; border: 1px solid $strong_line; border-radius: 6px;
  padding: 5px 8px; min-height: 20px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $accent; padding: 4px 7px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit { border: 0; padding: 0 2px;
  background: transparent; }
QComboBox, QAbstractSpinBox { min-height: 28px; }
QRadioButton { spacing: 8px; }
QRadioButton::indicator { width: 12px; height: 12px; border: 2px solid $strong_line; border-radius: 8px;
  background: $surface; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 2px solid $strong_line; border-radius: 4px;
  background: $surface; }
QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked { border-color: $accent; background: $accent; image: url("$tick"); }
QCheckBox::indicator:checked:focus { border-color: $text; }
QListWidget { background: $surface; border: 1px solid $line; border-radius: 8px; padding: 4px; outline: 0; }
QListWidget::item { padding: 7px 9px; border-radius: 5px; color: $text; }
QListWidget::item:hover { background: $raised; }
QListWidget::item:selected { background: $accent_soft; color: $text; }
QProgressBar { background: $line; border: 0; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QStatusBar { background: $window; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { color: $muted; padding: 2px 8px; }
QStatusBar QToolButton { color: $muted; padding: 2px 8px; }
QTableView#bitext { background: $surface; border: 0; outline: 0; selection-background-color: $accent_soft; }
QHeaderView { background: $raised; border: 0; }
QHeaderView::section { background: $raised; color: $muted; border: 0; border-bottom: 1px solid $line;
  padding: 7px 14px; font-weight: 600; }
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
QFrame[kind="float"] { background: $surface; border: 1px solid $strong_line; border-radius: 12px; }
QFrame[kind="float"] QLabel { background: transparent; }
QFrame[kind="float"] QTreeWidget { border: 0; }
QListView[kind="side"] { background: $surface; border: 0; border-top: 1px solid $line; outline: 0; }
QListView[kind="side"]::item { padding: 6px 14px; border-bottom: 1px solid $line; }
QListView[kind="side"]::item:hover { background: $raised; }
QListView[kind="side"]::item:selected { background: $accent_soft; color: $text; }
QLabel[kind="strong"] { font-weight: 600; }
QTreeWidget { background: $surface; border: 1px solid $line; border-radius: 8px; outline: 0; }
QTreeWidget::item { padding: 5px 8px; }
QTreeWidget::item:hover { background: $raised; }
QTreeWidget::item:selected { background: $accent_soft; color: $text; }
QFrame[kind="drop"] { background: $surface; border: 2px dashed $strong_line; border-radius: 12px; }
QFrame[kind="drop"]:hover, QFrame[kind="drop"]:focus { border-color: $accent; }
QFrame[kind="drop"][state="over"] { border-color: $accent; background: $accent_soft; }
QFrame[kind="drop"][state="filled"] { border: 1px solid $line; }
QFrame[kind="drop"][state="filled"]:focus { border: 2px solid $accent; }
QFrame[kind="drop"][state="wrong"] { border: 2px solid $poor; }
QFrame[kind="drop"][state="wrong"] QLabel[kind="warning"] { color: $poor; background: $poor_soft; }
QFrame[kind="drop"] QLabel[kind="muted"], QFrame[kind="drop"] QLabel[kind="heading"],
QFrame[kind="card"] QLabel { background: transparent; }
QFrame[kind="banner"] { background: $fair_soft; border: 0; border-bottom: 1px solid $line; }
QFrame[kind="banner"] QLabel { color: $fair; }
QFrame[kind="banner"][state="calm"] { background: $accent_soft; }
QFrame[kind="banner"][state="calm"] QLabel { color: $text; }
QFrame[kind="side"] { background: $raised; border: 0; border-left: 1px solid $line; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QSplitter::handle { background: $window; width: 4px; }
QFrame[kind="chapter"] { background: $raised; border: 0; border-bottom: 1px solid $line; }
QFrame[kind="chapter"] QLabel { color: $text; font-weight: 600; }
QFrame[kind="chapter"] QLabel:disabled { color: $muted; font-weight: 400; }
QFrame[kind="find"] { background: $raised; border: 0; border-bottom: 1px solid $line; }
QPlainTextEdit, QTextEdit { background: $surface; color: $text; border: 1px solid $line;
  border-radius: 6px; selection-background-color: $accent; selection-color: $on_accent; }
QTextEdit#segment { border: 2px solid $accent; border-radius: 4px; }
QScrollArea { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $strong_line; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $strong_line; border-radius: 4px; min-width: 32px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")
