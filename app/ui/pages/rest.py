"""The pages that are made after the window has been shown: all but the start page."""

from typing import TYPE_CHECKING

from app.i18n import gettext as _
from app.ui.pages.account import AccountPage
from app.ui.pages.before_after import BeforeAfterPage
from app.ui.pages.climate import ClimatePage
from app.ui.pages.design import DesignPage
from app.ui.pages.entry import EntryPage
from app.ui.pages.front import FrontPage
from app.ui.pages.funding import FundingPage
from app.ui.pages.heating import HeatingPage
from app.ui.pages.help import HelpPage
from app.ui.pages.home import HomePage
from app.ui.pages.households import HouseholdsPage
from app.ui.pages.losses import LossesPage
from app.ui.pages.photos import PhotosPage
from app.ui.pages.plan import PlanPage
from app.ui.pages.roadmap import RoadmapPage
from app.ui.pages.roster import RosterPage
from app.ui.pages.settings import SettingsPage
from app.ui.pages.sheet import SheetPage
from app.ui.pages.solar import SolarPage

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def add_pages(window: "MainWindow") -> None:
    """Add the pages in the order of the navigation."""
    window.add_page(HomePage(window), lambda: _("Today"))
    window.add_page(HouseholdsPage(window), lambda: _("Houses"))
    window.add_page(EntryPage(window), lambda: _("Survey"))
    window.add_page(PhotosPage(window), lambda: _("Photos"))
    window.add_page(LossesPage(window), lambda: _("Losses"))
    plan = PlanPage(window)
    window.add_page(plan, lambda: _("Packages"))
    window.add_family(
        (
            (plan, lambda: _("Compare")),
            (FrontPage(window), lambda: _("Best buys")),
            (BeforeAfterPage(window), lambda: _("Before, after")),
            (AccountPage(window), lambda: _("Account")),
            (RoadmapPage(window), lambda: _("Steps")),
            (FundingPage(window), lambda: _("Funding")),
            (HeatingPage(window), lambda: _("Heating")),
            (SolarPage(window), lambda: _("Solar")),
            (DesignPage(window), lambda: _("As new")),
        )
    )
    window.add_page(SheetPage(window), lambda: _("Sheet"))
    window.add_page(RosterPage(window))
    window.add_page(ClimatePage(window), lambda: _("Climate"))
    window.add_page(SettingsPage(window), lambda: _("Settings"))
    window.add_page(HelpPage(window))
