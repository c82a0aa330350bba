"""Texts that change with the language while the widgets stay as they are."""

from collections.abc import Callable


class Speaker:
    """Remembers how each text was set, so that a language switch can set it again.

    ``self.say(label.setText, lambda: _("Save"))`` sets the text now and again whenever
    :meth:`retranslate` is called. Values, focus and undo of the widgets are untouched.
    """

    _said: list[tuple[Callable[[str], object], Callable[[], str]]]

    def say(self, setter: Callable[[str], object], text: Callable[[], str]) -> None:
        """Set a text and remember how."""
        if "_said" not in self.__dict__:
            self._said = []
        self._said.append((setter, text))
        setter(text())

    def retranslate(self) -> None:
        """Set every text again in the present language."""
        for setter, text in self.__dict__.get("_said", ()):
            setter(text())
