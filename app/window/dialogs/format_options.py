"""The options of an export format as check boxes and lists, made from the fields of its dataclass."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from app.window.i18n import translated
from core.write import OptionField, Writer, option_fields


class FormatOptions(QWidget):
    """The options of one format, or nothing for a format that has none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._defaults: Any = None
        self._fields: dict[str, QCheckBox | QComboBox] = {}

    def show_options_of(self, writer: Writer) -> None:
        """Show the options of another format, at their defaults."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self._defaults = writer.options
        self._fields = {field.name: self._add(field) for field in option_fields(writer.options)}
        self.setVisible(bool(self._fields))

    def field(self, name: str) -> QCheckBox | QComboBox:
        """Return the widget of an option. Raises KeyError."""
        return self._fields[name]

    @property
    def options(self) -> Any:
        """The options that the user chose."""
        values = {
            name: widget.isChecked() if isinstance(widget, QCheckBox) else widget.currentData()
            for name, widget in self._fields.items()
        }
        return replace(self._defaults, **values)

    def _add(self, field: OptionField) -> QCheckBox | QComboBox:
        title = translated(field.title)
        if not field.values:
            box = QCheckBox(title)
            box.setChecked(bool(field.default))
            self._form.addRow(box)
            return box
        values = QComboBox()
        values.setAccessibleName(title)
        for value, name in field.values.items():
            values.addItem(translated(name), value)
        values.setCurrentIndex(values.findData(field.default))
        self._form.addRow(title, values)
        return values
