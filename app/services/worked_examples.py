"""Worked examples of the standards, computed by the program's own functions."""

from dataclasses import dataclass, replace

import numpy as np

from app.calc import airflow, ground, heat_load, moisture, transmission
from app.model.assessment import MoistureClimate
from app.model.thermal import InfiltrationDesignFlow, InfiltrationLeakageArea, Layer


@dataclass(frozen=True, slots=True)
class Example:
    """One figure: what the standard's formulas give by hand, and what the program gives."""

    name: str
    value: float
    expected: float
    digits: int

    @property
    def met(self) -> bool:
        """Whether both agree to the digits given."""
        return round(self.value, self.digits) == self.expected


def worked_examples() -> list[Example]:
    """Return the examples of ISO 6946, 13370, 13788, EN 12831-1, 16798-7 and ISO 10077-1."""
    return [
        *_walls(),
        *_air_layers(),
        *_ground(),
        *_mould(),
        *_condensation(),
        *_load(),
        *_air(),
        *_windows(),
    ]


def _walls() -> list[Example]:
    bare = [Layer("m", 0.02, 0.93), Layer("b", 0.37, 0.81), Layer("p", 0.02, 0.81)]
    insulated = [Layer("r", 0.005, 0.93), Layer("e", 0.1, 0.041), *bare]
    r_tot = 0.17 + transmission.layers_resistance(insulated)
    delta = transmission.fastener_correction(0.1 / 0.041, r_tot, 0.1, 0.1, 50.0, 6, np.pi * 4e-6)
    joist, wool = 0.12 / 0.13, 0.12 / 0.045
    board, deck = 0.0095 / 0.25, 0.02 / 0.13
    sections = [(0.125, [board, joist, deck]), (0.875, [board, wool, deck])]
    total, error = transmission.combined_resistance(sections, 0.10, 0.10)
    return [
        Example("brick wall U", transmission.u_value(bare), 1.4859, 4),
        Example("insulated wall U", transmission.u_value(insulated), 0.3208, 4),
        Example("with fasteners U_c", 1 / r_tot + delta, 0.3392, 4),
        Example("timber ceiling R_tot", total, 2.58640, 5),
        Example("timber ceiling U", 1 / total, 0.3866, 4),
        Example("timber ceiling error %", 100 * error, 1.44, 2),
    ]


def _air_layers() -> list[Example]:
    layer = transmission.air_layer_resistance
    r_a = layer(0.025, "horizontal")
    tight, open_ = 0.13 + 0.5 + r_a + 0.2 + 0.04, 0.13 + 0.5 + 0.13
    return [
        Example("air layer 25 mm", r_a, 0.1831, 4),
        Example("air layer 25 mm with foil", layer(0.025, "horizontal", 0.9, 0.1), 0.5684, 4),
        Example("air layer 50 mm upwards", layer(0.05, "up"), 0.1623, 4),
        Example("air layer 10 mm", layer(0.01, "horizontal"), 0.1490, 4),
        Example(
            "slightly ventilated R", transmission.slightly_ventilated(900, tight, open_), 0.9358, 4
        ),
    ]


def _slab(edge: ground.EdgeInsulation | None = None, extra: float = 0.0) -> ground.Slab:
    r_floor = 0.06 / 0.81 + 0.02 / 0.93 + extra
    return ground.Slab(64.8, 33.6, 0.41, r_floor, 1.5, edge)


def _ground() -> list[Example]:
    vertical = _slab(ground.EdgeInsulation("vertical", 0.6, 0.06, 0.035))
    horizontal = _slab(ground.EdgeInsulation("horizontal", 1.0, 0.06, 0.035))
    return [
        Example("slab U_0", ground.slab_u_value(_slab()), 0.6249, 4),
        Example("slab H_g", ground.heat_transfer(_slab()), 40.494, 3),
        Example("vertical edge insulation psi", ground.edge_psi(vertical), -0.2693, 4),
        Example("vertical edge insulation U", ground.slab_u_value(vertical), 0.4853, 4),
        Example("vertical edge insulation H_g", ground.heat_transfer(vertical), 31.445, 3),
        Example("horizontal edge insulation psi", ground.edge_psi(horizontal), -0.2421, 4),
        Example("horizontal edge insulation U", ground.slab_u_value(horizontal), 0.4994, 4),
        Example("insulated slab U", ground.slab_u_value(_slab(extra=0.05 / 0.032)), 0.3058, 4),
        Example("periodic H_pe", ground.periodic_outside(_slab()), 23.539, 3),
    ]


THETA_E = (-3.5, 0.0, 6.5, 14.5, 20.5, 24.5, 26.5, 25.5, 20.5, 14.5, 5.5, -1.0)
PHI_E = (0.55, 0.53, 0.50, 0.50, 0.55, 0.62, 0.75, 0.77, 0.69, 0.63, 0.62, 0.58)
"""Monthly means of the examples from January on [°C], [-]."""


def _damp_climate(*, excess: float | None) -> MoistureClimate:
    """Return rooms of 16 °C: ``excess`` [Pa] above outdoors, or 60 % when None."""
    p_sat = moisture.saturation_pressure
    p_e = tuple(phi * p_sat(theta) for phi, theta in zip(PHI_E, THETA_E, strict=True))
    inside = tuple(moisture.indoor_temperature(16.0, theta) for theta in THETA_E)
    p_i = tuple(0.6 * p_sat(theta) for theta in inside)
    if excess is not None:
        p_i = tuple(p + excess for p in p_e)
    return MoistureClimate(inside, THETA_E, p_i, p_e)


def _mould() -> list[Example]:
    climate = _damp_climate(excess=810.0)
    month, least = moisture.critical_month(climate, (11, 12, 1, 2, 3))
    factors = [
        Example(f"f_Rsi,min month {m}", moisture.critical_month(climate, (m,))[1], expected, 4)
        for m, expected in ((11, 0.9115), (12, 0.7762), (1, 0.7517), (2, 0.7602), (3, 0.8091))
    ]
    bare = 0.02 / 0.93 + 0.37 / 0.81 + 0.02 / 0.81
    return [
        *factors,
        Example("critical month", float(month), 11.0, 0),
        Example("f_Rsi,min", least, 0.9115, 4),
        Example("f_Rsi brick wall", moisture.surface_factor(bare), 0.6847, 4),
        Example(
            "f_Rsi insulated wall",
            moisture.surface_factor(bare + 0.1 / 0.041 + 0.005 / 0.93),
            0.9228,
            4,
        ),
        Example("p_sat over ice at -3.5", moisture.saturation_pressure(-3.5), 455.8, 1),
    ]


def _condensation() -> list[Example]:
    layers = [
        moisture.VapourLayer("board", 0.048, 0.12),
        moisture.VapourLayer("wool", 0.08 / 0.045, 0.08),
        moisture.VapourLayer("brick", 0.37 / 0.81, 3.7),
        moisture.VapourLayer("mortar", 0.02 / 0.93, 0.3),
    ]
    found = moisture.condensation(layers, _damp_climate(excess=None))
    (plane,) = found.planes
    months = ((11, 39.8), (12, 899.5), (1, 1162.6), (2, 704.5), (3, -132.3), (4, -1650.4))
    return [
        *(
            Example(f"condensate g/m² month {m}", 1000.0 * plane.amount[m - 1], expected, 1)
            for m, expected in (*months, (5, -2727.5))
        ),
        Example("largest store g/m²", 1000.0 * found.peak, 2806.4, 1),
        Example("left after a year g/m²", 1000.0 * found.left, 0.0, 1),
    ]


def _load() -> list[Example]:
    parts = ((9.0, 1.5, 1.0), (2.7, 4.9, 1.0), (9.6, 1.5, 1.0), (1.2, 4.9, 1.0))
    room = heat_load.HeatLoadCase(
        parts=[heat_load.HeatedPart(*p) for p in (*parts, (21.6, 1.1, 1.0), (16.2, 1.9, 0.5))],
        theta_int=16.0,
        theta_e=-9.0,
        theta_year=13.0,
        volume=64.8,
        n=1.2,
        area=21.6,
        ground_area=21.6,
        ground_u=0.42,
        delta_u_tb=0.10,
        reheat=13.0,
    )
    steady = replace(room, reheat=0.0)
    return [
        Example("room Φ_T W", 25.0 * heat_load.transmission(room), 2303.7, 1),
        Example("room Φ_V W", 25.0 * heat_load.ventilation(room), 661.0, 1),
        Example("room Φ_HL W", heat_load.design_heat_load(room), 3245.5, 1),
        Example("room Φ_HL without reheat W", heat_load.design_heat_load(steady), 2964.7, 1),
    ]


def _air() -> list[Example]:
    c = airflow.leakage_coefficient(12.0, 194.4)
    stack = airflow.stack_flow(c, 18.0, -7.0, 3.0)
    c4 = airflow.flow_terms(InfiltrationDesignFlow(1.0, 0.20, 0.018, 0.12, 0.0), 194.4, 1.5)
    c5 = airflow.flow_terms(InfiltrationLeakageArea(620, 0.000145, 0.000174), 194.4, 1.5)
    return [
        Example("effective leakage area cm²", airflow.effective_leakage_area(c), 485.99, 2),
        Example("stack flow m³/s", stack, 0.03564, 5),
        Example("stack air change 1/h", stack * 3600 / 194.4, 0.6600, 4),
        Example("design-flow infiltration m³/s", _flow(c4, 20.1333, 0.53333), 0.03302, 5),
        Example("leakage-area infiltration m³/s", _flow(c5, 14.95, 2.3), 0.03445, 5),
    ]


def _flow(terms: tuple[float, ...], delta: float, wind: float) -> float:
    return float(airflow.air_flow(np.array(terms)[:, None], np.array([delta]), wind)[0])


def _windows() -> list[Example]:
    u_w = transmission.window_u_value(1.02, 1.8, 0.48, 2.2, 5.2, 0.06)
    delta = transmission.cover_resistance(0.30)
    covered = transmission.covered_u_value
    return [
        Example("window U_w", u_w, 2.1360, 4),
        Example("window with quilt U_ws", covered(u_w, delta), 1.0832, 4),
        Example("covered U of 6.4", covered(6.4, 0.40), 1.7978, 4),
        Example("covered U of 4.9", covered(4.9, 0.40), 1.6554, 4),
    ]
