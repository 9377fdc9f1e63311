"""Dialog to change the keys of commands; a change applies at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.window.command_context import CommandContext
from app.window.commands import COMMANDS, MENUS, command
from app.window.i18n import tr
from app.window.keys import givable, holder, shown, with_key
from app.window.preferences import Preferences
from app.window.shell.fuzzy_match import rank
from app.window.shell.menus import CommandActions

_ID = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """List of commands, and below it the field that takes a key for the current one."""

    def __init__(
        self, parent: QWidget, preferences: Preferences, now: CommandContext, actions: CommandActions
    ) -> None:
        super().__init__(parent)
        self._preferences, self._now, self._actions = preferences, now, actions
        self.setWindowTitle(tr("Customise keys…").rstrip("…"))
        self.resize(640, 620)
        self.filter, self.list, self.field = QLineEdit(), QTreeWidget(), QKeySequenceEdit()
        self.words = QLabel()
        self.take, self.none = QPushButton(tr("Reassign")), QPushButton(tr("No key"))
        self.default, self.all = QPushButton(tr("Reset key")), QPushButton(tr("Reset all keys"))
        self._arrange()
        self._fill()
        self.filter.textChanged.connect(self._sift)
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        self.list.itemActivated.connect(lambda *_: self.field.setFocus())
        self.field.keySequenceChanged.connect(self._pressed)
        self.take.clicked.connect(lambda: self._give(self.key))
        self.none.clicked.connect(lambda: self._give(""))
        self.default.clicked.connect(self._as_usual)
        self.all.clicked.connect(lambda: self._keep({}))
        self._chosen()

    def _arrange(self) -> None:
        self.filter.setPlaceholderText(tr("Find a command"))
        self.filter.setAccessibleName(tr("Find a command"))
        self.filter.setClearButtonEnabled(True)
        self.list.setAccessibleName(tr("Commands and keys"))
        self.list.setHeaderLabels([tr("Command"), tr("Keys")])
        self.list.setIndentation(14)
        self.list.setItemsExpandable(False)
        self.list.setRootIsDecorated(False)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName(tr("New key for this command"))
        self.words.setWordWrap(True)
        self.words.setProperty("kind", "muted")
        self.words.setMinimumHeight(2 * self.words.fontMetrics().lineSpacing())
        row = QHBoxLayout()
        label = QLabel(tr("New key"))
        label.setBuddy(self.field)
        row.addWidget(label)
        row.addWidget(self.field, 1)
        for button in (self.take, self.none, self.default):
            row.addWidget(button)
        ends = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        ends.addButton(self.all, QDialogButtonBox.ButtonRole.ResetRole)
        ends.rejected.connect(self.reject)
        for button in self.findChildren(QPushButton) + ends.findChildren(QPushButton):
            button.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 20, 22, 18)
        box.setSpacing(10)
        box.addWidget(self.filter)
        box.addWidget(self.list, 1)
        box.addLayout(row)
        box.addWidget(self.words)
        box.addWidget(ends)

    @property
    def id(self) -> str:
        """The current command, "" where a menu's name is current."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(0, _ID) or "")

    @property
    def key(self) -> str:
        """The key that was pressed, "" for none."""
        return self.field.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def show_command(self, id_: str) -> None:
        """Make a command the current one."""
        self.list.setCurrentItem(self._items[id_])

    def _fill(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        self._heads = [QTreeWidgetItem(self.list, [tr(menu)]) for menu in MENUS]
        for menu, head in zip(MENUS, self._heads, strict=True):
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setFirstColumnSpanned(True)
            head.setExpanded(True)
            for row in (row for row in COMMANDS if row.menu == menu):
                label = row.label(self._now).split(":")[0].rstrip("…")
                item = self._items[row.id] = QTreeWidgetItem(head, [label])
                item.setData(0, _ID, row.id)
        self._show_keys()
        self.list.setCurrentItem(next(iter(self._items.values())))

    def _show_keys(self) -> None:
        own = self._preferences.settings.keys
        for id_, item in self._items.items():
            item.setText(1, "   ".join(shown(key) for key in self._actions.keys[id_]))
            font = item.font(1)
            font.setBold(id_ in own)
            item.setFont(1, font)
        self.all.setEnabled(bool(own))

    def _sift(self, query: str) -> None:
        ids = list(self._items)
        names = [(self._items[id_].text(0), self._items[id_].text(1), id_) for id_ in ids]
        fitting = {ids[place] for _, place in rank(query, names)}
        for id_, item in self._items.items():
            item.setHidden(id_ not in fitting)
        for menu, head in zip(MENUS, self._heads, strict=True):
            head.setHidden(not any(command(id_).menu == menu for id_ in fitting))
        if self.id not in fitting and fitting:
            self.show_command(next(id_ for id_ in ids if id_ in fitting))

    def _chosen(self) -> None:
        self.field.clear()
        self.words.clear()
        self.take.setEnabled(False)
        self.none.setEnabled(bool(self.id and self._actions.keys[self.id]))
        self.default.setEnabled(self.id in self._preferences.settings.keys)

    def _pressed(self) -> None:
        """Assign a free key at once; offer to reassign one that another command has."""
        key = self.key
        has = holder(self._actions.keys, key)
        self.take.setEnabled(False)
        if not key or not self.id:
            return
        if not givable(key):
            self.words.setText(tr("{key} is reserved for navigation.", key=shown(key)))
        elif has == self.id:
            self.words.setText(tr("This command already uses that key."))
        elif has:
            other = command(has).label(self._now).split(":")[0].rstrip("…")
            self.words.setText(
                tr("{key} is currently assigned to “{command}”.", key=shown(key), command=other)
            )
            self.take.setEnabled(True)
        else:
            self._give(key)

    def _give(self, key: str) -> None:
        settings = self._preferences.settings
        self._keep(with_key(self._actions.keys, self.id, key, settings.keys))

    def _as_usual(self) -> None:
        own = self._preferences.settings.keys
        self._keep({id_: keys for id_, keys in own.items() if id_ != self.id})

    def _keep(self, own: dict[str, tuple[str, ...]]) -> None:
        self._preferences.put(keys=own)
        self._show_keys()
        self._chosen()
