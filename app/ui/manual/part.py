"""What the parts of the help have in common."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.speech import Speaker


class Part(QWidget, Speaker):
    """A part: widgets in ``self.box``; texts follow the language."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)
