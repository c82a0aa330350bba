"""What the practice house is, and the button that begins it."""

from PySide6.QtCore import Qt

from app.i18n import gettext as _
from app.ui.manual.part import Part
from app.ui.pages.base import Frame, button, card, label


class PracticePart(Part):
    """A card with one button."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        box_frame, box = card()
        heading, words = label("heading"), label("", wrap=True)
        self.say(heading.setText, lambda: _("One house in ten minutes"))
        self.say(
            words.setText,
            lambda: _(
                "The practice village opens, a list of steps stands beside the survey. Each step "
                "ticks itself when you have done it: a new house, sizes, a wrong number and how it "
                "is mended, “not known”, undo, the result. Nothing here is ever counted."
            ),
        )
        self.start = button("primary")
        self.say(self.start.setText, lambda: _("Begin the practice house"))
        self.start.clicked.connect(frame.start_exercise)
        box.addWidget(heading)
        box.addWidget(words)
        box.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(box_frame)
        self.box.addStretch(1)
