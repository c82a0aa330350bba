"""Look and language of the window on this computer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.ui import look, style
from app.ui.pages.base import Frame, button, label
from app.ui.preferences.section import Found, Section
from app.ui.sizes import SIZES, fits, screen_room

Choice = tuple[str, Callable[[], str]]


class DisplaySection(Section):
    """Everything changes at once; sizes that the screen cannot hold are not offered."""

    key = "display"
    needs_village = False

    @staticmethod
    def title() -> str:
        return _("Display and language")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
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
            [(str(size), _percent(size)) for size in SIZES],
            self._set_scale,
        )
        self.too_large = label("amber", wrap=True)
        self.say(
            self.too_large.setText,
            lambda: _(
                "Larger sizes would not fit this screen: pages would be cut off. Set a higher "
                "resolution, or use a larger screen."
            ),
        )
        self.too_large.hide()
        self.box.addWidget(self.too_large)
        self.movement = self._row(
            lambda: _("Movement of menus and lists"),
            [("on", lambda: _("As the system likes it")), ("off", lambda: _("None"))],
            self._set_movement,
        )
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
            (_("Movement of menus and lists"), self.movement["on"]),
            (_("Language"), self.speech["zh"]),
        ]

    def shown(self) -> None:
        now = self.frame.settings.now
        self.theme[now.theme].setChecked(True)
        self.scale[str(now.scale)].setChecked(True)
        self.movement["on" if now.movement else "off"].setChecked(True)
        room = screen_room()
        small = [size for size in SIZES if fits(size, look.size_shown(), room)]
        for size in SIZES:
            self.scale[str(size)].setEnabled(size in small)
        self.too_large.setVisible(len(small) < len(SIZES))
        self.speech[language()].setChecked(True)

    def retranslate(self) -> None:
        super().retranslate()
        self.shown()

    def _set_theme(self, key: str) -> None:
        theme = next(theme for theme in style.THEMES if theme == key)
        self.frame.change_theme(theme)

    def _set_scale(self, key: str) -> None:
        scale: Any = int(key)
        if scale != look.size_shown():
            self.frame.settings.change(lambda now: replace(now, scale=scale))
            self.frame.change_size(scale)

    def _set_movement(self, key: str) -> None:
        self.frame.settings.change(lambda now: replace(now, movement=key == "on"))
        self.frame.change_look()

    def _set_language(self, key: str) -> None:
        if key != language():
            self.frame.switch_language()


def _percent(size: int) -> Callable[[], str]:
    return lambda: f"{size} %"
