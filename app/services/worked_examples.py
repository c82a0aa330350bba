"""Worked examples of the standards, computed by the program's own functions."""

from dataclasses import dataclass

import numpy as np

from app.calc import airflow, ground, transmission
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
    """Return the examples of ISO 6946, ISO 13370, EN 16798-7 and ISO 10077-1."""
    return [*_walls(), *_air_layers(), *_ground(), *_air(), *_windows()]


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
