"""The fifteen house types that give a survey its defaults."""

from collections.abc import Mapping

from msgspec import Struct, field

from app.i18n import Text
from app.model.catalogue.sourced import Code, Number, Sourced


class Archetype(Struct, frozen=True):
    """A type of farmhouse; ``id`` is the stored code for ever.

    ``picture`` is the survey picture B03, None for the reference house that nobody chooses;
    ``variant`` names the field that leads from the picture's main type to this one.
    ``fields`` gives the default by survey field id (``C02`` [m], ``D01`` code, ...). Ids name
    constructions, windows and doors. ``floor_area``, ``heated_area`` [m²]; ``wwr_s``,
    ``wwr_n`` [-]. Ranges are plausibility limits: ``coal`` [t per season], ``theta_coal``
    [°C] indoors when heated with coal, ``electricity`` [kWh/a] without heating. ``built``
    years (first, last), None open. A glazed gallery has ``gallery_depth`` [m] and glass.
    """

    id: str
    name: Text
    fields: Mapping[str, Sourced[int | float | str]]
    wall: Code
    roof: Code
    floor: Code
    window_s: Code
    window_n: Code
    door: Code
    floor_area: Number = field(name="floor_area_m2")
    heated_area: Number = field(name="heated_area_m2")
    wwr_s: Number
    wwr_n: Number
    picture: int | None = None
    gallery_depth: Number | None = field(name="gallery_depth_m", default=None)
    gallery_glass: Code | None = None
    variant: str = ""
    former_id: str = ""
    built: tuple[int | None, int | None] = (None, None)
    coal: Sourced[tuple[float, float]] | None = field(name="coal_t_season", default=None)
    theta_coal: Sourced[tuple[float, float]] | None = field(
        name="theta_int_coal_degc", default=None
    )
    electricity: Sourced[tuple[float, float]] | None = field(name="electricity_kwh_a", default=None)
    note: str = ""
