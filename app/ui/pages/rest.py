"""The pages that are read after the window has been shown: all but the start page."""

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
    """Take up the pages in the order of the navigation; each is made when first wanted."""
    window.add_page(HomePage, lambda: _("Today"))
    window.add_page(HouseholdsPage, lambda: _("Houses"))
    window.add_page(EntryPage, lambda: _("Survey"))
    window.add_page(PhotosPage, lambda: _("Photos"))
    window.add_page(LossesPage, lambda: _("Losses"))
    window.add_page(PlanPage, lambda: _("Packages"))
    window.add_family(
        (
            (PlanPage, lambda: _("Compare")),
            (FrontPage, lambda: _("Best buys")),
            (BeforeAfterPage, lambda: _("Before, after")),
            (AccountPage, lambda: _("Account")),
            (RoadmapPage, lambda: _("Steps")),
            (FundingPage, lambda: _("Funding")),
            (HeatingPage, lambda: _("Heating")),
            (SolarPage, lambda: _("Solar")),
            (DesignPage, lambda: _("As new")),
        )
    )
    window.add_page(SheetPage, lambda: _("Sheet"))
    window.add_page(RosterPage, under="households")
    window.add_page(ClimatePage, lambda: _("Climate"))
    window.add_page(SettingsPage, lambda: _("Settings"))
    window.add_page(HelpPage)
