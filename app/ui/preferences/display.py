"""Look and language of the window on this computer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.ui import style
from app.ui.pages.base import Frame, button, label
from app.ui.preferences.section import Found, Section

Choice = tuple[str, Callable[[], str]]


class DisplaySection(Section):
    """Theme and language change at once; the size with the next start."""

    key = "display"
    needs_village = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _("Display and language"),
            lambda: _("For this computer only. Papers are always printed black on white."),
        )
        self.theme = self._row(
            lambda: _("Colours"),
            [
                ("light", lambda: _("Light")),
                ("dark", lambda: _("Dark")),
                ("contrast", lambda: _("High contrast")),
            ],
            self._set_theme,
        )
        self.scale = self._row(
            lambda: _("Size of text and boxes"),
            [("100", lambda: "100 %"), ("115", lambda: "115 %"), ("130", lambda: "130 %")],
            self._set_scale,
        )
        self.later = label("amber", wrap=True)
        self.say(
            self.later.setText,
            lambda: _("The new size shows after the program has been closed and started again."),
        )
        self.later.hide()
        self.box.addWidget(self.later)
        self.speech = self._row(
            lambda: _("Language"),
            [("zh", lambda: "中文"), ("en", lambda: "English")],
            self._set_language,
        )
        self.box.addStretch(1)

    def _row(
        self, name: Callable[[], str], choices: list[Choice], chosen: Callable[[str], None]
    ) -> dict[str, Any]:
        words = label("label")
        self.say(words.setText, name)
        row = QHBoxLayout()
        group = QButtonGroup(self)
        made: dict[str, Any] = {}
        for key, text in choices:
            made[key] = button("chip", checkable=True)
            self.say(made[key].setText, text)
            made[key].clicked.connect(lambda _on=False, key=key: chosen(key))
            group.addButton(made[key])
            row.addWidget(made[key])
        row.addStretch(1)
        self.box.addWidget(words)
        self.box.addLayout(row)
        return made

    def words(self) -> list[Found]:
        return [
            (_("Colours"), self.theme["light"]),
            (_("Dark"), self.theme["dark"]),
            (_("High contrast"), self.theme["contrast"]),
            (_("Size of text and boxes"), self.scale["100"]),
            (_("Language"), self.speech["zh"]),
        ]

    def shown(self) -> None:
        now = self.frame.settings.now
        self.theme[now.theme].setChecked(True)
        self.scale[str(now.scale)].setChecked(True)
        self.speech[language()].setChecked(True)

    def retranslate(self) -> None:
        super().retranslate()
        self.shown()

    def _set_theme(self, key: str) -> None:
        theme = next(theme for theme in style.THEMES if theme == key)
        self.frame.settings.change(lambda now: replace(now, theme=theme))
        self.frame.change_theme(theme)

    def _set_scale(self, key: str) -> None:
        before = self.frame.settings.now.scale
        scale: Any = int(key)
        self.frame.settings.change(lambda now: replace(now, scale=scale))
        self.later.setVisible(scale != before or self.later.isVisibleTo(self))

    def _set_language(self, key: str) -> None:
        if key != language():
            self.frame.switch_language()
