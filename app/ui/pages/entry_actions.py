"""What the survey page does beside entering: copying, versions, what was restored."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import spec
from app.model.survey.estimates import clothing_temperature
from app.model.value import Provenance
from app.ui.earlier import Earlier, copied_field, copied_section
from app.ui.house import House
from app.ui.paper import kind_in, section_of
from app.ui.recovered import Restored
from app.ui.section_page import asks_for_rows
from app.ui.texts import separator, short_label
from app.ui.versions import Version, edits_to, keep_version, versions_of
from app.ui.widgets.choices import key_of

if TYPE_CHECKING:
    from app.ui.pages.entry import EntryPage

SIDES = ("west", "middle", "east")


class EntryActions:
    """Actions on the house of a survey page, each one step that Ctrl+Z takes back."""

    def __init__(self, page: "EntryPage") -> None:
        self._page = page
        self.earlier: Earlier | None = None

    def _whose(self, earlier: Earlier) -> str:
        return f"{earlier.code} {earlier.name}".strip()

    def _tell(self, sentence: str) -> None:
        self._page.frame.notice(sentence)

    def copy_field(self, house: House, field: str, row: str) -> None:
        """Take the answer of the row above, else of the earlier house."""
        if row:
            above = self._page.value_above(field, row)
            if above is not None:
                house.enter(field, above, row)
            return
        earlier = self._earlier()
        if earlier is None:
            return
        name = short_label(spec(field).label.get(language()))
        edit = copied_field(earlier, field, house.session.operator, datetime.now(UTC))
        if edit is None:
            self._tell(
                _("{field} cannot be copied from {house}.").format(
                    field=name, house=self._whose(earlier)
                )
            )
            return
        label = _("{field} as in {house}").format(field=name, house=self._whose(earlier))
        house.apply((edit,), label)
        self._tell(_("Copied: {what}. Ctrl+Z takes it back.").format(what=label))

    def copy_section(self, house: House, letter: str) -> None:
        """Take what nobody has answered in this section from the earlier house."""
        earlier = self._earlier()
        if earlier is None:
            return
        section = section_of(letter)
        edits = copied_section(
            earlier, section, house.survey, house.session.operator, datetime.now(UTC)
        )
        name = f"{letter} {section.name.get(language())}"
        if not edits:
            self._tell(
                _(
                    "Nothing to copy: in “{section}” everything is answered here, "
                    "or {house} has no answers."
                ).format(section=name, house=self._whose(earlier))
            )
            return
        label = _("{section} as in {house}").format(section=name, house=self._whose(earlier))
        house.apply(edits, label)
        count = sum(1 for edit in edits if edit.field != "@row")
        self._tell(
            _("{n} answers copied: {what}. Ctrl+Z takes them back.").format(n=count, what=label)
        )

    def _earlier(self) -> Earlier | None:
        if self.earlier is None:
            self._tell(_("There is no other house in this village to copy from."))
        return self.earlier

    def rows_for(self, house: House, letter: str, field: str) -> None:
        """Bring the first row where an answer asks for rows; take empty ones when it does not."""
        kind, page = kind_in(letter), self._page.work.page(letter)
        if kind is None or kind.beside != field:
            return
        if not asks_for_rows(house, field):
            for row in page.empty_rows(house):
                house.remove_row(row)
        elif kind.begun and not page.has_rows:
            house.new_row(kind.code)

    def say_changed(self, fields: Sequence[str]) -> None:
        """Name the grey values that went with another house type."""
        if fields:
            names = [short_label(spec(field).label.get(language())) for field in fields]
            self._tell(
                _(
                    "{n} grey values changed with the house type: {names}. Ctrl+Z takes it back."
                ).format(n=len(names), names=separator().join(names))
            )

    def take_year(self, house: House, year: int, winter: float, summer: float) -> None:
        """Take a year of electricity that was made of two months, with the two."""
        name = short_label(spec("K03").label.get(language()))
        label = _("{field} estimated: {value}").format(field=name, value=f"{year:,}")
        said = {"K03W": (winter, Provenance.TOLD), "K03S": (summer, Provenance.TOLD)}
        house.say({**said, "K03": (year, Provenance.DERIVED)}, label)

    def list_clothes(self, house: House) -> None:
        """Show what people may wear; Enter takes the temperature that goes with it."""
        village, declared = house.session.rules.village, spec("I07C")
        lines = []
        for number, choice in enumerate(declared.choices):
            theta = clothing_temperature(village, choice.code)
            words = f"{key_of(number)}  {choice.label.get(language())} → {theta:g} ℃"
            lines.append((words, (choice.code, theta)))
        heading = _("{question} The temperatures are estimates: Settings, “Estimates”.").format(
            question=_("What do they wear in the room by day?")
        )
        self._page.show_lines(heading, lines, partial(self._dressed, house))

    def _dressed(self, house: House, worn: tuple[str, float]) -> None:
        code, theta = worn
        name = short_label(spec("I07").label.get(language()))
        label = _("{field} estimated: {value}").format(field=name, value=f"{theta:g} ℃")
        said = {"I07C": (code, Provenance.TOLD), "I07": (theta, Provenance.DERIVED)}
        house.say(said, label)
        self._page.go_to("I07")

    def move_bays(self, house: House, step: int) -> None:
        """Move the heated bays on the plan: -1 to the west, +1 to the east."""
        now = str(house.shown("R14").value or "middle")
        place = SIDES.index(now) + step
        if 0 <= place < len(SIDES):
            house.enter("R14", SIDES[place])

    def keep(self, house: House) -> None:
        """Keep a version of the house as it is now."""
        session = house.session
        if house.read_only:
            return
        survey, at = house.survey, datetime.now()

        def done(version: Version) -> None:
            self._tell(
                _(
                    "Version {time} of this house is kept, {n} answers. "
                    "Ctrl+Shift+S lists all versions."
                ).format(time=at.strftime("%H:%M:%S"), n=version.answers)
            )

        session.write(lambda village: keep_version(village, survey, session.operator, at), done)

    def list_versions(self, house: House) -> None:
        """Show the versions of the house; Enter goes back to one."""

        def done(found: list[Version]) -> None:
            lines = [(self._version_words(version), version) for version in reversed(found)]
            heading = (
                _("Versions of this house: Enter goes back to one, F7 closes the list")
                if lines
                else _("No version of this house is kept yet. Ctrl+S keeps one.")
            )
            self._page.show_lines(heading, lines, partial(self._back_to, house))

        house.session.read(lambda village: versions_of(village, house.dwelling_id), done)

    @staticmethod
    def _version_words(version: Version) -> str:
        at = datetime.fromisoformat(version.at).strftime("%Y-%m-%d %H:%M:%S")
        return f"{at}   {version.operator}   " + _("{n} answers").format(n=version.answers)

    def _back_to(self, house: House, version: Version) -> None:
        edits = edits_to(house.survey, version)
        at = datetime.fromisoformat(version.at).strftime("%m-%d %H:%M")
        label = _("back to version {time}").format(time=at)
        if edits:
            house.apply(edits, label)
        self._tell(
            _("{what}: {n} entries changed. Ctrl+Z takes it back.").format(what=label, n=len(edits))
        )
        self._page.go_to(*self._page.place)

    def show_restored(self, entries: Sequence[Restored]) -> None:
        """List what a session that did not end had entered; Enter goes to the field."""
        lines: list[tuple[str, Any]] = [(entry.words, entry) for entry in entries]
        heading = _("Restored, newest first: Enter goes to the field, F7 closes the list")

        def chosen(entry: Restored) -> None:
            self._page.open_house(entry.dwelling_id, entry.field, entry.row)

        self._page.show_lines(heading, lines, chosen)
