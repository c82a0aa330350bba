"""The one additive leakage model: Q10 = windows + frame joints + doors + background + pieces."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from app.model.catalogue.sourced import Number, Spread

WallRow = Literal["masonry", "fair_faced", "adobe", "stone", "insulated", "timber"]
RoofRow = Literal["cast", "precast", "sealed_board", "pvc", "paper", "open", "sealed"]
FrameJoint = Literal["old", "foamed", "sealed"]
Piece = Literal["flue", "fan", "hole", "inlet"]


class LeakageTables(Struct, frozen=True):
    """Rows of the leakage model. Flows at 10 Pa.

    ``gap_factor`` [-] by F12 multiplies q1 of windows; ``wall`` [m³/(h·m²)] per net external
    wall; ``roof`` [m³/(h·m²)] per ceiling of heated rooms; ``wall_by_answer`` D01 code to wall
    row; ``roof_by_answer`` ``E02`` or ``E02+E03`` to roof row; ``background_factor`` [-] by
    H01 multiplies wall and roof; ``frame_joint`` [m³/(m·h)] per frame perimeter,
    ``frame_length`` [m/m²] of window; ``door_factor`` [-] by vestibule and quilt;
    ``door_opening`` [m³] per opening; ``piece`` [m³/h] each; ``exponent`` [-] of
    Q = Q10·(Δp/10)^exponent; ``n50_divisor`` [-] by storeys, ``exposure`` [-] by B09 multiplies
    n; ``stack`` [(L/s)²/(cm⁴·K)] by storeys and ``wind`` [(L/s)²/(cm⁴·(m/s)²)] by
    ``exposure:storeys`` make the leaks follow the weather; ``ln_sd`` [-] of n by how it was
    found; ``window_class`` [m³/(m·h)] of GB/T 7106.
    """

    gap_factor: Mapping[str, Spread]
    wall: Mapping[WallRow, Spread] = field(name="wall_m3_hm2_10pa")
    wall_by_answer: Mapping[str, WallRow]
    roof: Mapping[RoofRow, Spread] = field(name="roof_m3_hm2_10pa")
    roof_by_answer: Mapping[str, RoofRow]
    background_factor: Mapping[str, Spread]
    frame_joint: Mapping[FrameJoint, Spread] = field(name="frame_joint_m3_mh_10pa")
    frame_length: Number = field(name="frame_length_m_m2")
    door_factor: Mapping[str, Spread]
    door_opening: Spread = field(name="door_opening_m3")
    piece: Mapping[Piece, Spread] = field(name="piece_m3_h_10pa")
    exponent: Spread
    n50_divisor: Mapping[str, Spread]
    exposure: Mapping[str, Number]
    stack: Mapping[str, Number] = field(name="stack_coefficient")
    wind: Mapping[str, Number] = field(name="wind_coefficient")
    ln_sd: Mapping[str, Number]
    window_class: Mapping[str, Number] = field(name="window_class_m3_mh_10pa")

    @property
    def q50_factor(self) -> float:
        """Q50 / Q10 [-] with the typical exponent."""
        return float(5.0**self.exponent.typical)

    def roof_row(self, roof: str, ceiling: str) -> RoofRow:
        """Return the row for E02 ``roof`` and E03 ``ceiling``; the open roof when unknown."""
        table = self.roof_by_answer
        return table.get(f"{roof}+{ceiling}") or table.get(roof) or "open"

    def wall_row(self, wall: str) -> WallRow:
        """Return the row for D01 ``wall``; plain masonry when unknown."""
        return self.wall_by_answer.get(wall, "masonry")
