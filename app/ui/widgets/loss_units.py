"""Losses of the parts said in yuan, in coal, or in kilowatt-hours."""

from collections.abc import Mapping

from app.i18n import gettext as _
from app.model.assessment import Assessment, LossPart, PartLoss
from app.model.catalogue.supply import COALS
from app.ui.texts import money

UNITS = ("cny", "coal", "kwh")


def unit_word(unit: str) -> str:
    """Return the word for a unit on its button."""
    return {"cny": _("yuan"), "coal": _("coal"), "kwh": _("kWh of heat")}[unit]


def figures_of(assessment: Assessment, unit: str) -> Mapping[LossPart, str]:
    """Return what each part loses in a winter, in words."""
    return {loss.part: figure_of(assessment, loss, unit) for loss in assessment.losses}


def figure_of(assessment: Assessment, loss: PartLoss, unit: str) -> str:
    """Return the loss of a part in words: its share of the winter's money, fuel or heat.

    Coal is the coal that is burnt where the house burns coal, else standard coal.
    """
    if unit == "kwh":
        return _("{n} kWh").format(n=money(loss.q))
    if unit == "cny":
        return _("about {n} yuan").format(n=money(loss.cost))
    heating = [line for line in assessment.actual.account.lines if line.use == "heating"]
    burnt = sum(line.amount for line in heating if line.carrier in COALS)
    if burnt:
        return _("about {n} kg of coal").format(n=money(burnt * loss.share))
    standard = sum(line.kgce for line in heating)
    return _("about {n} kg of standard coal").format(n=money(standard * loss.share))
