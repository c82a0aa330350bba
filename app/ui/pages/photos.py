"""The photos of a house (S07): slots left, free photos right; digits put them where they belong."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.model.photo import Photo
from app.model.survey.photos import SLOTS
from app.ui import photo_desk as desk
from app.ui.house import House
from app.ui.pages.base import Frame, Key, Page, button, label
from app.ui.widgets.photo_import import PhotoImport
from app.ui.widgets.photo_list import PhotoList, Shown
from app.ui.widgets.photo_slots import PhotoSlots
from app.ui.widgets.photo_viewer import PhotoViewer
from app.ui.widgets.thumbnails import Thumbnails

_SLOT_IDS = tuple(SLOTS)


class PhotosPage(Page):
    """Slots of the house at hand, the tray of free photos, one photo large, the import."""

    key = "photos"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Photos"))
        self.album = desk.Album()
        self._house: House | None = None
        self._filter = "mine"  # what is wanted; "" for all that are free
        self._showing = ""
        self._asked = False
        self.thumbnails = Thumbnails(self)
        self._build_head()
        self._build_body()
        self._connect()
        self.say(lambda _text: self.refresh(), str)

    def _build_head(self) -> None:
        self.who, self.import_button = label("label"), button("primary")
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self.head.addWidget(self.import_button)
        self.say(self.import_button.setText, lambda: _("From phone or card (Ctrl+I)"))
        self.stages = [label("label"), label("label", wrap=True)]
        line = QHBoxLayout()
        line.setSpacing(20)
        for stretch, stage in enumerate(self.stages):
            line.addWidget(stage, stretch)
        self.body.addLayout(line)

    def _build_body(self) -> None:
        self.slots = PhotoSlots(self.thumbnails)
        self.tray, self.viewer = PhotoList(self.thumbnails), PhotoViewer()
        self.importer = PhotoImport()
        self.right = QStackedWidget()
        for side in (self._tray_side(), self.viewer, self.importer):
            self.right.addWidget(side)
        for side in (self.slots, self.right):  # halves, whatever they hold
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.slots, 1)
        across.addWidget(self.right, 1)
        self.body.addLayout(across, 1)

    def _tray_side(self) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(6)
        self.chips = {name: button("chip", checkable=True) for name in ("mine", "", "aside")}
        for name, chip in self.chips.items():
            chip.setAutoExclusive(True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(self._chip_chosen(name))
            line.addWidget(chip)
        line.addStretch(1)
        self.empty, self.hint = label("quiet", wrap=True), label("small", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addLayout(line)
        box.addWidget(self.tray, 1)
        box.addWidget(self.empty, 1)
        box.addWidget(self.hint)
        self.say(self.tray.setAccessibleName, lambda: _("Free photos"))
        return side

    def _connect(self) -> None:
        self.frame.current.house_changed.connect(self._follow_house)
        self.import_button.clicked.connect(self.open_import)
        self.slots.slot_wanted.connect(self.put)
        self.slots.remove_wanted.connect(self.take_out)
        self.slots.opened.connect(self.open_photo)
        self.slots.caption_wanted.connect(lambda item: self.open_photo(item, write=True))
        self.slots.entered.connect(lambda _list: self.frame.show_keys())
        self.tray.slot_wanted.connect(lambda number: self.put(self.tray.chosen(), number))
        self.tray.remove_wanted.connect(self.set_aside)
        self.tray.opened.connect(lambda: self.open_photo(self.tray.present()))
        self.tray.dropped.connect(self.take_out)
        self.tray.entered.connect(self.frame.show_keys)
        viewer = self.viewer
        viewer.closed.connect(self._viewer_closed)
        viewer.step_wanted.connect(self._step)
        viewer.slot_wanted.connect(self._put_large)
        viewer.captioned.connect(self._caption_written)
        viewer.position_wanted.connect(self._use_position)
        self.importer.closed.connect(self._show_tray)
        self.importer.added.connect(self.reload)
        for keys, work in (
            ("Ctrl+I", self.open_import),
            ("Ctrl+Z", lambda: self._undo(House.undo)),
            ("Ctrl+Y", lambda: self._undo(House.redo)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, work)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def keys(self) -> list[Key]:
        if self.right.currentWidget() is self.viewer:
            return [
                *(("1–7", _("into the slot")), ("←→", _("next photo")), ("F2", _("caption"))),
                ("Esc", _("back")),
            ]
        return [
            ("1–7", _("into the slot")),
            ("Enter", _("large")),
            ("F2", _("caption")),
            ("Del", _("take out")),
            ("Ctrl+Z", _("undo")),
            ("Ctrl+I", _("from phone or card")),
        ]

    # ---- what is shown

    def shown(self) -> None:
        self._follow_house()
        self.reload()
        if self.right.currentWidget() is not self.importer:
            self.tray.setFocus()

    def leave(self) -> None:
        self.viewer.report()

    def dropped(self) -> None:
        self.thumbnails.follow(None)
        self.importer.follow(None)
        self.album, self._asked = desk.Album(), False
        self._show_tray()

    def _follow_house(self) -> None:
        house = self.frame.current.house
        if house is not self._house:
            self._house, self._filter = house, "mine"
            if house is not None:
                house.changed.connect(self._house_edited)
            self.viewer.item = None
            if self.right.currentWidget() is self.viewer:
                self._show_tray()
        self.refresh()

    def _house_edited(self) -> None:
        if self.isVisible():  # else it is shown when the page is opened
            self.refresh()

    def reload(self) -> None:
        """Read the photos of the village again."""
        session = self.frame.session
        if session is None:
            return
        self.thumbnails.follow(session)
        self.importer.follow(session)

        def done(album: desk.Album) -> None:
            if session is self.frame.session:
                self.album, self._asked = album, True
                self.thumbnails.refused.clear()
                self.refresh()

        session.read(desk.read_album, done)

    def refresh(self) -> None:
        """Show house and photos as they are now."""
        house = self._house
        self.who.setText(self.frame.current.title)
        words = desk.stage_words(house) if house is not None else []
        for place, stage in enumerate(self.stages):
            complete, text = words[place] if words else (False, "")
            stage.setText(("✓ " if complete else "○ ") + text if text else "")
            stage.setVisible(bool(text))
        self.slots.show_slots(desk.slots_of(self.album, house), desk.lacking_of(house))
        self.slots.setEnabled(house is not None)
        self._show_free()
        if self.viewer.item is not None and self.right.currentWidget() is self.viewer:
            self._show_large(self.viewer.item)

    def _show_free(self) -> None:
        free = desk.free_photos(self.album, self._house)
        groups = {
            "mine": [p for p in free if not p.aside and self._is_proposed(p)],
            "": [p for p in free if not p.aside],
            "aside": [p for p in free if p.aside],
        }
        self._showing = self._filter if groups.get(self._filter) else ""
        texts = {"mine": _("This house {n}"), "": _("Free {n}"), "aside": _("Put aside {n}")}
        for name, chip in self.chips.items():
            chip.setText(texts[name].format(n=len(groups[name])))
            chip.setVisible(name == "" or bool(groups[name]))
            chip.setChecked(name == self._showing)
        self.chips["mine"].setToolTip(_("Taken while this house was surveyed"))
        mine = self._house.dwelling_id if self._house is not None else ""
        shown = [desk.shown_free(self.album, photo, mine) for photo in groups[self._showing]]
        self.tray.show_items(shown)
        self.tray.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.hint.setVisible(bool(shown))
        self.empty.setText(self._empty_words())
        self.hint.setText(self._hint_words())

    def _is_proposed(self, photo: Photo) -> bool:
        visit = self.album.proposals.get(photo.id)
        return (
            visit is not None
            and self._house is not None
            and visit.dwelling_id == self._house.dwelling_id
        )

    def _empty_words(self) -> str:
        if not self._asked:
            return "…"
        if not self.album.photos:
            return _("No photos yet. Press Ctrl+I and choose the folder of the phone or card.")
        return _("Every photo is in its house. Press Ctrl+I to bring more.")

    def _hint_words(self) -> str:
        if self._house is None:
            return _("Open a house first (F3); then digits put photos into its slots.")
        if self._showing == "mine":
            return _("Taken while this house was surveyed. Press the digit of the slot, or drag.")
        if self._showing == "aside":
            return _("Not wanted; Del brings them back. Their files stay.")
        return _("Press the digit of the slot, or drag. “→” names the house surveyed at that time.")

    def _chip_chosen(self, name: str) -> Callable[[], None]:
        def choose() -> None:
            self._filter = name
            self._show_free()
            self.tray.setFocus()

        return choose

    def go_to(self, slot: str, row: str = "") -> None:
        """Put the cursor into a slot, or on the photo of a row."""
        for card in self.slots.cards.values():
            rows = [item.row for item in card.list.photos.items]
            if card.slot == slot or (row and row in rows):
                card.list.setFocus()
                if row in rows:
                    card.list.go_to(rows.index(row))

    # ---- what is done

    def _may_write(self) -> bool:
        return self._house is not None and not self._house.read_only

    def put(self, items: Sequence[Shown], number: int) -> None:
        """Put photos into a slot of the house at hand."""
        if self._house is None:
            self.frame.notice(self._hint_words())
        elif self._may_write() and items:
            refusal = desk.put(self._house, items, _SLOT_IDS[number - 1], self.album)
            if refusal:
                self.frame.notice(refusal)

    def take_out(self, items: Sequence[Shown]) -> None:
        """Take photos out of their slots; they are free again."""
        if self._house is not None and self._may_write():
            desk.take_out(self._house, items)

    def set_aside(self) -> None:
        """Say that the chosen free photos are not wanted, or are wanted again."""
        session = self.frame.session
        chosen = [item.photo for item in self.tray.chosen()]
        if session is None or session.village.read_only or not chosen:
            return
        aside = self._showing != "aside"
        session.write(
            lambda village: village.album.set_aside(chosen, aside=aside), lambda _n: self.reload()
        )

    def _undo(self, step: Callable[[House], None]) -> None:
        if self._house is not None:
            self.viewer.report()
            step(self._house)

    # ---- one photo large

    def open_photo(self, item: Shown | None, *, write: bool = False) -> None:
        """Show a photo large; with ``write`` the cursor goes into its caption."""
        if item is None or self.frame.session is None:
            return
        self._show_large(item)
        self.right.setCurrentWidget(self.viewer)
        self.viewer.picture.setFocus()
        if write:
            self.viewer.write_caption()
        self.frame.show_keys()

    def _show_large(self, item: Shown) -> None:
        session, photo = self.frame.session, self.album.photos.get(item.photo)
        if session is None:
            return
        row = (
            next((r for r in self._house.survey.photos if r.id == item.row), None)
            if (self._house is not None and item.row)
            else None
        )
        if row is None and item.row:  # taken out meanwhile
            item = Shown(item.photo)
        self.viewer.show_photo(
            session,
            item,
            caption=str(row.caption.value or "") if row is not None else "",
            facts=lambda: self._facts(item, photo),
            with_position=bool(photo and photo.position and self._wants_position()),
            may_write=self._may_write(),
        )

    def _wants_position(self) -> bool:
        return self._house is not None and not self._house.stored("B14").known

    def _facts(self, item: Shown, photo: Photo | None) -> str:
        parts = []
        if photo is not None:
            size = f"{photo.width} × {photo.height}, {photo.size / 1000:.0f} kB"
            parts = [photo.taken_at.replace("T", " "), photo.name, size]
            if photo.position:
                parts.append(photo.position)
        if self._house is not None:
            others = desk.others_with(self.album, self._house, item.photo)
            parts += [desk.also_used(others)] if others else []
        return "   ".join(part for part in parts if part)

    def _lists(self) -> list[PhotoList]:
        return [*(card.list for card in self.slots.cards.values()), self.tray]

    def _step(self, by: int) -> None:
        item = self.viewer.item
        for view in self._lists():
            items = view.photos.items
            ids = [(shown.photo, shown.row) for shown in items]
            if item is not None and (item.photo, item.row) in ids:
                place = ids.index((item.photo, item.row)) + by
                if 0 <= place < len(items):
                    view.go_to(place)
                    self._show_large(items[place])
                return

    def _put_large(self, number: int) -> None:
        item = self.viewer.item
        if item is None or not self._may_write():
            return
        following = self.tray.photos.items if not item.row else []
        place = next((n for n, shown in enumerate(following) if shown.photo == item.photo), -1)
        self.put([item], number)
        left = self.tray.photos.items
        if place >= 0 and left:
            self._show_large(left[min(place, len(left) - 1)])
        else:
            self.viewer.close_photo()

    def _caption_written(self, item: Shown, text: str) -> None:
        if self._house is not None and self._may_write():
            desk.write_caption(self._house, item, text)

    def _use_position(self, item: Shown) -> None:
        session, photo = self.frame.session, self.album.photos.get(item.photo)
        if self._house is None or session is None or photo is None:
            return
        self._house.enter("B14", photo.position)
        self.viewer.use_position.hide()
        session.write(
            lambda village: village.album.forget_position(photo.id), lambda _n: self.reload()
        )

    def _viewer_closed(self) -> None:
        self._show_tray()
        self.tray.setFocus()

    def _show_tray(self) -> None:
        self.right.setCurrentIndex(0)
        self.frame.show_keys()

    def open_import(self) -> None:
        """Show the import; ask for a folder if none is being read."""
        session = self.frame.session
        if session is None or session.village.read_only:
            return
        self.importer.follow(session)
        self.right.setCurrentWidget(self.importer)
        self.importer.choose.setFocus()
