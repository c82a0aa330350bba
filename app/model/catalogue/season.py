"""Rules of the policy pack about the works and their label: seasons, weather, five levels."""

from msgspec import Struct, field

from app.model.catalogue.sourced import Number, Sourced

DayRange = tuple[tuple[int, int], tuple[int, int]]
"""First and last (month, day), both included."""


class WorksRule(Struct, frozen=True):
    """When works can be done; the weather each measure needs stands with it in the catalogue.

    ``harvests``: the family has no time; ``rains``: a roof is not opened; at most ``steps_max``
    steps.
    """

    harvests: Sourced[tuple[DayRange, ...]]
    rains: Sourced[tuple[DayRange, ...]]
    steps_max: Number


class LabelRule(Struct, frozen=True):
    """Five levels of the heating need of standard use per heated m² and season.

    ``limits`` [kWh/m²]: upper limits of levels 1 to 4, level 5 has none. Set on ``date`` from the
    house types as ``engine`` computed them.
    """

    date: str
    engine: str
    limits: tuple[Number, Number, Number, Number] = field(name="limits_kwh_m2")


WORKS_DEFAULT = WorksRule(
    harvests=Sourced((((6, 15), (6, 25)), ((9, 20), (10, 10))), "C", "harvest_tianjin"),
    rains=Sourced((((7, 1), (8, 31)),), "C", "rain_tianjin"),
    steps_max=Sourced(6.0, "C", "pack_setting"),
)
"""For packs written before the rule existed."""
LABEL_DEFAULT = LabelRule(
    date="2026-11-26",
    engine="nuanfang-hourly 1.2",
    limits=(
        Sourced(25.0, "C", "label_types"),
        Sourced(50.0, "C", "label_types"),
        Sourced(100.0, "C", "label_types"),
        Sourced(145.0, "C", "label_types"),
    ),
)
"""For packs written before the rule existed."""
