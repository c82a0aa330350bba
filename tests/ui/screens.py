"""Pictures of every page at 1366×768 and 1093×552, in both languages, to be looked at.

    python -m tests.ui.screens FOLDER [--real]

By default the results are made by hand, so that the layout can be looked at within seconds;
``--real`` opens the practice village and waits for the calculations.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from app.i18n import Language, set_language
from app.resources import resource
from app.ui import application, current, village_desk
from app.ui.application import Program, make_application
from app.ui.fonts import window_font
from app.ui.pages import account as account_page
from app.ui.pages import design as design_page
from app.ui.pages import heating as heating_page
from app.ui.pages import plan as plan_page
from app.ui.pages import roadmap as roadmap_page
from app.ui.pages import sheet as sheet_page
from app.ui.pages import solar as solar_page
from app.ui.settings import Settings, SettingsKeeper, write_settings
from app.ui.widgets.village_tables import PARTS
from tests.pictures import heic, jpeg, photo
from tests.rosters import write_xlsx
from tests.ui.funded import keep_plan
from tests.ui.houses import ANSWERS, village_with

HERE = "tests.ui.tasks"
SIZES = ((1366, 690), (1093, 552))


def broken_file(folder: Path) -> Path:
    """Return a copy of the bundled year in which three hours cannot be."""
    bundled = resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")
    lines = bundled.read_text(encoding="utf-8").splitlines()
    for hour, column, value in ((181 * 24, 14, "300"), (30 * 24, 13, "90"), (4000, 6, "39.5")):
        fields = lines[8 + hour].split(",")
        fields[column] = value
        lines[8 + hour] = ",".join(fields)
    path = folder / "broken.epw"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    real = "--real" in sys.argv
    if not real:
        current.LIVE = "tests.ui.assessed:assess_sample"
        application.PRELOAD = "tests.ui.light:preload"
        plan_page.JOB, sheet_page.JOB = f"{HERE}:plan_sample", f"{HERE}:sheet_sample"
        roadmap_page.JOB = f"{HERE}:roadmap_sample"
        village_desk.JOB = "tests.ui.works_tasks:works_sample"
        design_page.JOB = f"{HERE}:design_sample"
        account_page.JOB = f"{HERE}:account_sample"
        solar_page.JOB = f"{HERE}:solar_sample"
        heating_page.JOB = f"{HERE}:heating_sample"
    make_application().setFont(window_font(bundled_only=True))
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        for size in SIZES:
            set_language(language)
            Walk(folder, f"{language}_{size[0]}", size, real).take()


def rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(done: Callable[[], bool], seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        rest(50)
    rest(150)


class Walk:
    """One walk through all pages in one language and size."""

    def __init__(self, folder: Path, tag: str, size: tuple[int, int], real: bool) -> None:
        self.folder, self.tag, self.real = folder, tag, real
        self.home = Path(tempfile.mkdtemp())
        write_settings(Settings(operator="李师傅"), self.home / "settings.json")
        self.program = Program(SettingsKeeper(self.home / "settings.json"))
        self.window: Any = self.program.window
        self.window.resize(*size)
        self.window.show()

    def shot(self, name: str) -> None:
        rest(120)
        self.window.grab().save(str(self.folder / f"{self.tag}_{name}.png"))

    def take(self) -> None:
        self.program.start(None)
        rest(100)
        self.shot("01_start")
        self.open_village()
        self.window.open_page("home")
        until(lambda: self.window.page("home")._today is not None)
        self.shot("02_home")
        self.window.open_page("households")
        until(lambda: bool(self.window.page("households").table.details))
        self.shot("02_houses")
        self.window.page("households").acts.correct()
        self.shot("02_houses_card")
        self.window.page("households").acts.close_card()
        self.window.page("households").search("zzz")
        self.shot("03_nothing_found")
        self.window.page("households").search("")
        self.roster()
        self.houses()
        self.photos()
        self.pages()
        self.window.close()
        self.program.close()

    def open_village(self) -> None:
        if self.real:
            self.program.open_practice(self.home / "practice")
        else:
            danger = dict(ANSWERS, A02="李秀英", A05="一组3号", M01="D", I10="bad", D02=37)
            part = {key: value for key, value in ANSWERS.items() if key < "E"}
            village_with(self.home / "v", ANSWERS, danger, dict(part, A02="张德福"), {})
            self.program.open_folder(self.home / "v")
        until(lambda: self.program._session is not None)
        self.window.open_page("households")
        table = self.window.page("households").table
        until(lambda: bool(table.rows))
        self.ids = [row.dwelling_id for row in table.rows]

    def roster(self) -> None:
        page = self.window.page("roster")
        self.window.open_page("roster")
        self.shot("05_roster_choose")
        page.read(self.home / "missing.xlsx")
        until(lambda: bool(page.problem.text()))
        self.shot("06_roster_refused")
        page.read(write_xlsx(self.home / "官道村名册.xlsx"))
        until(lambda: page.steps.currentIndex() == 1)
        self.shot("07_roster_columns")
        page.go_on()
        until(lambda: page.steps.currentIndex() == 2)
        self.shot("08_roster_check")
        page.check.rest_left_out.emit()
        until(lambda: page._may_take())
        self.shot("08_roster_clean")
        page.go_on()
        until(lambda: page.steps.currentIndex() == 3)
        self.shot("09_roster_result")
        page.undo()
        until(lambda: page.steps.currentIndex() == 0 and not page._busy)

    def open_house(self, dwelling: str, field: str = "") -> None:
        self.window.open_house(dwelling, field)
        until(lambda: self.window.current.dwelling_id == dwelling)
        until(lambda: not self.window.current.view.working)

    def houses(self) -> None:
        entry = self.window.page("entry")
        self.open_house(self.ids[0])
        for letter in "ABCDEFGHIJKLMNQR":
            entry.open_section(letter)
            self.shot(f"10_section_{letter}")
        entry.open_section("F")
        entry._add_row("window")
        self.shot("11_window_row")
        entry._house.undo()
        rest(300)
        self.open_house(self.ids[1], "D02")
        self.shot("12_faulty")
        self.open_house(self.ids[2], "K03" if not self.real else "")
        self.shot("13_provisional")

    def climate(self) -> None:
        page = self.window.page("climate")
        self.window.open_page("climate")
        until(lambda: page.year.figures.isVisible())
        self.shot("40_climate")
        page.view.selectRow(28)
        self.shot("41_design_only")
        page.enter("V03A", 428)
        until(lambda: page.altitude.rows["V03A"].editor.text() == "428")
        until(lambda: page.year.figures.isVisible())
        page.area.verticalScrollBar().setValue(10000)
        self.shot("42_altitude")
        page.import_file(broken_file(self.home))
        until(lambda: page.file.lines.isVisible())
        page.area.ensureWidgetVisible(page.file.lines)
        self.shot("43_refused")
        page.import_file(resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw"))
        until(lambda: page.file.back.isVisible() and page.year.figures.isVisible())
        page.area.ensureWidgetVisible(page.file.result)
        self.shot("44_own_file")
        page.go_back()
        page.enter("V03A", None)
        until(lambda: not page.file.back.isVisible())

    def photos(self) -> None:
        """Photos: nothing yet, a card listed, what became of it, slots and tray, one large."""
        page = self.window.page("photos")
        self.open_house(self.ids[0])
        self.window.open_page("photos")
        until(lambda: page._asked)
        self.shot("14_photos_none")
        self.fill_card(self.home / "DCIM")
        page.open_import()
        self.shot("14_photos_import")
        page.importer.list_folder(self.home / "DCIM")
        until(lambda: page.importer._step == "ready")
        self.shot("14_photos_listed")
        page.importer.with_position.setChecked(True)
        page.importer.copy_chosen()
        until(lambda: page.importer._step == "done")
        self.shot("14_photos_copied")
        page.importer._close()
        until(lambda: len(page.tray.photos.items) == 12)
        for number in (1, 2, 5, 5):
            page.put([page.tray.photos.items[0]], number)
        rest(1500)
        self.shot("14_photos")
        page.open_photo(page.slots.cards["P01"].list.photos.items[0])
        rest(600)
        self.shot("14_photo_large")
        page.viewer.close_photo()

    def fill_card(self, folder: Path) -> None:
        for number in range(12):
            at = datetime.now() - timedelta(minutes=75 - 10 * number % 80, days=number // 8)
            place = (39.1083, 117.2) if number < 3 else None
            turned = 6 if number % 4 == 1 else 1
            photo(folder / f"IMG_{number}.jpg", number, at=at, position=place, orientation=turned)
        heic(folder / "IMG_20.HEIC")
        (folder / "IMG_21.jpg").write_bytes(jpeg()[:4000])

    def settings(self) -> None:
        page = self.window.page("settings")
        for key in page.section_keys():
            self.window.open_settings(key)
            section = page.section(key)
            table = getattr(section, "table", None)
            if table is not None and key != "backup":
                until(lambda table=table: table.rowCount() > 0, 20)
            if key == "backup":
                self.window.backups.copy_now()
                until(lambda: bool(self.window.backups.copies), 20)
                section.look_at(self.window.backups.copies[0].path)
                until(section.card.isVisible, 20)
            self.shot(f"30_settings_{key}")
        for theme in ("dark", "contrast"):
            self.window.change_theme(theme)
            self.window.open_settings("prices")
            self.shot(f"31_{theme}_prices")
            self.window.open_page("entry")
            self.shot(f"31_{theme}_entry")
        self.window.change_theme("light")

    def help(self) -> None:
        page = self.window.page("help")
        for part in page.parts:
            page.open_from(None)
            page.open_part(part)
            self.shot(f"32_help_{part}")
        page.measuring.show_field("D02")
        page.open_part("measuring")
        self.shot("33_help_wall")

    def funding(self) -> None:
        """Funding: as proposed, then with rows of every kind."""
        page = self.window.page("funding")
        if not self.real:
            keep_plan(self.window.session.village, self.ids[0])
        self.window.open_page("funding")
        until(lambda: page._view is not None)
        self.shot("22_funding")
        page.enter("TP2", "", "cheapest")
        page.take_proposed()
        page.add_row("help")
        page.add_row("payment")
        until(lambda: bool(page._view.stages.payments))
        page.enter("TF7", "", 3000)
        until(lambda: page._view.funding.loan == 3000)
        self.shot("22_funding_rows")
        page.area.verticalScrollBar().setValue(10000)
        self.shot("22_funding_below")

    def village_steps(self) -> None:
        """The steps of the village with each of its tables."""
        page = self.window.page("roadmap")
        page.show_village(True)
        until(lambda: not page.village.desk.busy)
        for part in PARTS:
            page.village.choose_part(part)
            self.shot(f"20_village_{part}")
        page.show_village(False)

    def pages(self) -> None:
        self.open_house(self.ids[0])
        for key in (
            "losses",
            "plan",
            "front",
            "before_after",
            "account",
            "roadmap",
            "heating",
            "solar",
            "design",
            "sheet",
        ):
            self.window.open_page(key)
            until(lambda page=key: not getattr(self.window.page(page), "_job", 0))
            self.shot(f"20_{key}")
            if key == "roadmap":
                self.village_steps()
        self.funding()
        self.climate()
        self.settings()
        self.help()
        plan_job = plan_page.JOB
        if not self.real:
            plan_page.JOB = f"{HERE}:stopped_plan"
            self.open_house(self.ids[1])
            self.window.open_page("plan")
            until(lambda: not self.window.page("plan")._job)
            self.shot("21_stopped")
        plan_page.JOB = plan_job


if __name__ == "__main__":
    main()
