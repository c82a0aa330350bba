"""When a rule of the rule table applies: one function per rule that the facts at hand decide.

The rule table gives severity, sentence and source; only the condition is coded here, because
it reads answers and works. Rules whose facts nobody has yet stand in :data:`NOT_EVALUATED`
with what they lack, so that a missing rule is never mistaken for a rule that is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.model.catalogue import (
    AddLayers,
    AddSunspace,
    Catalogue,
    EdgeInsulation,
    KeepFreshAir,
    Measure,
    NewKang,
    ReplaceDoor,
    ReplaceWindow,
    SolarCover,
)
from app.model.stages.heating import KEPT

ROOF_LOAD_LIMIT = 0.5
"""Added dead load on a roof above which a calculation is asked for [kN/m²] (R16)."""
COVER_MIN = 0.012
"""Non-combustible cover over foam indoors: board or render of this thickness [m] (R23)."""
THETA_VULNERABLE = 16.0
"""Lower end of the plan temperature for old or very young people [°C] (R45)."""
WEAK_WALLS = ("br_cav", "adobe")
WEAK_ROOFS = ("reed_mud_tile", "board_tile")
"""Roofs of earth or timber (E02) on which no modules stand (R19)."""
FIRE_PLACES = ("bedroom", "exit", "stove")
"""Where no lithium battery may be (R26)."""
FIRE_ANSWERS = ("coal_rad", "coal_room", "kang", "bio")
STOVE_OUT = "STOVE_OUT"
OTHER_HEATERS = ("ac", "ashp_a", "elec", "gas")
"""Heaters beside the main one (I05, IA01) that go on heating without a stove (R52)."""


@dataclass(frozen=True, slots=True)
class PvWorks:
    """Photovoltaics of a package: ``dead_load`` [kN/m²] where it stands ``on_roof``, and where
    its battery is (a code of TV9, "" for none)."""

    on_roof: bool
    dead_load: float = 0.0
    battery: str = ""


@dataclass(frozen=True, slots=True)
class Works:
    """What a package does, as far as a rule asks.

    ``n_after`` outdoor air with the vents of the package [1/h], None while not known;
    ``theta_plan`` set point of the rooms lived in [°C]; ``calculated``: a structural
    calculation is part of the package; ``pv`` what is built of photovoltaics; ``heating`` the way
    that the family has chosen (TH1), "" for none.
    """

    measures: tuple[Measure, ...] = ()
    n_after: float | None = None
    n_minimum: float = 0.5
    theta_plan: float | None = None
    calculated: bool = False
    pv: PvWorks | None = None
    heating: str = ""

    @property
    def pv_on_roof(self) -> bool:
        """Tell whether modules stand on the roof."""
        return self.pv is not None and self.pv.on_roof

    def has(self, measure_id: str) -> bool:
        """Tell whether the package holds this measure."""
        return any(measure.id == measure_id for measure in self.measures)


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers by field id (None when there is none), works, and what materials burn."""

    answers: Mapping[str, Any]
    works: Works
    catalogue: Catalogue

    def get(self, field: str) -> Any:
        """Return the answer to a field, None when there is none."""
        return self.answers.get(field)

    def any(self, trait: Callable[[Measure], bool]) -> bool:
        """Tell whether a measure of the works has a trait."""
        return any(trait(measure) for measure in self.works.measures)

    def cured(self, rule: str) -> bool:
        """Tell whether a step of the works settles what the rule asks for."""
        return self.any(lambda measure: rule in measure.cures and self.allow(measure))

    def allow(self, measure: Measure) -> bool:
        """Tell whether the answers are among those for which a measure fits."""
        return all(self.get(field) in codes for field, codes in measure.only.items())


def burns(facts: Facts) -> bool:
    """Tell whether something burns indoors and is not taken out by the works."""
    if facts.works.has(STOVE_OUT):
        return False
    flue = facts.get("I10")
    if flue is not None:
        return bool(flue != "na")
    beside = facts.get("I05") or ()
    return facts.get("I01") in FIRE_ANSWERS or "kang" in beside


def heats_without_stove(facts: Facts) -> bool:
    """Tell whether something heats the house once its stoves are out (R52).

    A house of which the heating is not known, or that is not heated, loses none.
    """
    if facts.works.heating not in ("", *KEPT) or facts.get("I01") not in FIRE_ANSWERS:
        return True
    beside = (*(facts.get("I05") or ()), *(facts.get("IA01") or ()))
    return any(code in OTHER_HEATERS for code in beside)


def combustion_stays(facts: Facts) -> bool:
    """Tell whether a fire that takes its air from the rooms stays.

    A gas boiler alone is taken as room-sealed, as R27 demands; whether it is, is not surveyed.
    """
    sealed = facts.get("I01") == "gas" and "kang" not in (facts.get("I05") or ())
    return burns(facts) and not sealed


def exterior(measure: Measure) -> bool:
    """Tell whether the works are seen from outside."""
    kinds = (ReplaceWindow, ReplaceDoor, AddSunspace, SolarCover)
    outside = any(isinstance(e, AddLayers) and e.side == "outside" for e in measure.effects)
    return outside or any(isinstance(e, kinds) for e in measure.effects)


def tightening(measure: Measure) -> bool:
    """Tell whether the works may let less air in (R10: windows, doors, ceiling, foam, walls)."""
    kinds = ("wall", "ceiling", "window", "cover", "door", "air")
    closing = measure.category in kinds or insulates_wall(measure)
    return closing and not any(isinstance(effect, KeepFreshAir) for effect in measure.effects)


def anchored(measure: Measure) -> bool:
    """Tell whether the works hang on the outer wall."""
    on_wall = any(
        isinstance(e, AddLayers) and e.target == "wall" and e.side == "outside"
        for e in measure.effects
    )
    return on_wall or measure.category == "sunspace"


def loads_roof(measure: Measure) -> bool:
    """Tell whether the works put weight on the roof slab or timber."""
    load = measure.dead_load
    return measure.category == "roof" and load is not None and load.typical > 0


def roof_or_ceiling(measure: Measure) -> bool:
    """Tell whether the works insulate the roof or the ceiling."""
    return any(isinstance(e, AddLayers) and e.target == "roof" for e in measure.effects)


def insulates_wall(measure: Measure) -> bool:
    """Tell whether the works insulate a wall or put glass before it."""
    return any(
        isinstance(e, SolarCover) or (isinstance(e, AddLayers) and e.target == "wall")
        for e in measure.effects
    )


def cures_loose_render(measure: Measure) -> bool:
    """Tell whether taking off loose render is part of the measure's own lines."""
    return "X_TILE" in measure.extra_lines


def alters_kang(measure: Measure) -> bool:
    """Tell whether a kang is built or altered."""
    return any(isinstance(effect, NewKang) for effect in measure.effects)


def needs_anchorage(measure: Measure) -> bool:
    """Tell whether wind may carry off what is built (R43: sunspace, slope roof)."""
    frame = any(isinstance(effect, AddSunspace) for effect in measure.effects)
    return frame or "R43" in measure.rules


def indoor_layers(measure: Measure) -> tuple[AddLayers, ...]:
    """Return what the works add where it faces the room: inside, or bare under the roof."""
    return tuple(
        effect
        for effect in measure.effects
        if isinstance(effect, AddLayers) and effect.side in ("inside", "under_roof")
    )


def burns_indoors(measure: Measure, catalogue: Catalogue) -> bool:
    """Tell whether the works bring a material below class A into the room."""
    return any(
        catalogue.materials[layer.material].fire_class != "A"
        for effect in indoor_layers(measure)
        for layer in effect.layers
    )


def bare_foam(measure: Measure, catalogue: Catalogue) -> bool:
    """Tell whether the innermost layer burns, or its cover is thinner than R23 asks."""
    for effect in indoor_layers(measure):
        last = effect.layers[-1]
        thin = last.d is None or last.d.value < COVER_MIN
        burning = any(
            catalogue.materials[layer.material].fire_class != "A" for layer in effect.layers
        )
        covered = catalogue.materials[last.material].fire_class == "A" and not thin
        if burning and not covered:
            return True
    return False


def below_b1(measure: Measure) -> bool:
    """Tell whether external insulation has no class or one below B1."""
    outside = any(isinstance(e, AddLayers) and e.side == "outside" for e in measure.effects)
    return outside and measure.fire_class not in ("A", "B1")


def roof_load(works: Works) -> float:
    """Return the sum of the dead loads put on the roof less what is taken off [kN/m²]."""
    loads = (m.dead_load for m in works.measures if roof_or_ceiling(m))
    pv = works.pv.dead_load if works.pv is not None and works.pv.on_roof else 0.0
    return sum((load.typical for load in loads if load is not None), pv)


def too_little_air(works: Works) -> bool:
    """Tell whether the works leave less fresh air than the minimum and add no vent."""
    vent = any(isinstance(e, KeepFreshAir) for m in works.measures for e in m.effects)
    return works.n_after is not None and works.n_after < works.n_minimum - 1e-9 and not vent


def weak_for_pv(roof: Any, wall: Any) -> bool:
    """Tell whether roof (E02) or walls (D01) are of earth or timber and carry no modules (R19)."""
    return roof in WEAK_ROOFS or wall == "adobe"


def _seen_outside(facts: Facts) -> bool:
    return facts.works.pv is not None or facts.any(exterior)


def _tightens_on_fire(facts: Facts) -> bool:
    return combustion_stays(facts) and facts.any(tightening)


def _lacks_fire_set(facts: Facts) -> bool:
    return _no_alarm(facts) or not all(facts.works.has(x) for x in ("INLET", "DRAFT_TEST"))


def _no_alarm(facts: Facts) -> bool:
    return facts.get("I10") != "ok_alarm" and not facts.works.has("CO_ALARM")


def _cold_for_the_old(facts: Facts) -> bool:
    theta = facts.works.theta_plan if facts.works.theta_plan is not None else facts.get("I07")
    return bool(facts.get("A07")) and theta is not None and float(theta) < THETA_VULNERABLE


def _leaks(facts: Facts) -> bool:
    return facts.get("E06") in ("some", "bad")


def _bad_wall(facts: Facts) -> bool:
    if facts.get("D08") == "damp":
        return facts.any(insulates_wall)
    return facts.get("D08") == "loose" and facts.any(
        lambda m: insulates_wall(m) and not cures_loose_render(m)
    )


CONDITIONS: Mapping[str, Callable[[Facts], bool]] = {
    "R01": lambda f: f.get("M01") == "D",
    "R02": lambda f: f.get("M01") == "C",
    "R03": lambda f: f.get("M01") == "unk",
    "R05": lambda f: f.any(below_b1),
    "R06": lambda f: f.get("M07") == "listed",
    "R07": lambda f: f.get("M06") in ("hist", "relic") and _seen_outside(f),
    "R08": lambda f: f.get("M06") == "trad" and _seen_outside(f),
    "R09": lambda f: f.get("M01") in ("C", "D"),
    "R10": lambda f: _tightens_on_fire(f) and _lacks_fire_set(f),
    "R11": lambda f: f.get("I10") == "bad",
    "R12": lambda f: _tightens_on_fire(f) and not f.works.has("DRAFT_TEST"),
    "R14": lambda f: f.any(alters_kang) and not f.works.has("DRAFT_TEST"),
    "R15": lambda f: burns(f) and _no_alarm(f),
    "R16": lambda f: roof_load(f.works) > ROOF_LOAD_LIMIT and not f.works.calculated,
    "R17": lambda f: f.get("L03") in ("cannot", "strength") and f.any(loads_roof),
    "R18": lambda f: f.works.pv_on_roof and f.get("L03") in (None, "unseen", "strength"),
    "R19": lambda f: f.works.pv_on_roof and weak_for_pv(f.get("E02"), f.get("D01")),
    "R20": lambda f: f.get("L06") in ("lease", "unclear") or f.get("L07") == "cannot",
    "R22": lambda f: burns(f) and f.any(lambda m: burns_indoors(m, f.catalogue)),
    "R23": lambda f: f.any(lambda m: bare_foam(m, f.catalogue)),
    "R26": lambda f: f.works.pv is not None and f.works.pv.battery in FIRE_PLACES,
    "R33": lambda f: _leaks(f) and f.any(roof_or_ceiling),
    "R34": _bad_wall,
    "R36": lambda f: too_little_air(f.works),
    "R37": lambda f: (
        f.get("M08") == "yes"
        and f.any(lambda m: any(isinstance(e, EdgeInsulation) for e in m.effects))
    ),
    "R43": lambda f: f.any(needs_anchorage) or (f.works.pv is not None and not f.works.calculated),
    "R44": lambda f: (f.get("D01") in WEAK_WALLS or f.get("M05") == "obvious") and f.any(anchored),
    "R45": _cold_for_the_old,
    "R46": lambda f: f.get("M05") == "obvious" and f.get("M01") in ("A", "B", "unk", None),
    "R49": lambda f: (
        f.get("M01") in ("unk", None)
        and (f.works.pv_on_roof or f.any(lambda m: loads_roof(m) or anchored(m)))
    ),
    "R50": lambda f: f.works.pv_on_roof and f.get("L03") == "cannot",
    "R52": lambda f: f.works.has(STOVE_OUT) and not heats_without_stove(f),
}

NOT_EVALUATED: Mapping[str, str] = {
    "R04": "date of the danger grade is not surveyed",
    "R13": "power of the stove is not surveyed; the inlet is priced, its size is not checked",
    "R21": "distance of insulation to flue and wiring is not surveyed",
    "R24": "place of flue outlets and fuel stores on the wall is not surveyed",
    "R25": "no sandwich panel in the catalogue; panels in place are not surveyed",
    "R27": "kind and place of a gas boiler are not surveyed",
    "R28": "whether the hob stands in the heated rooms is not surveyed",
    "R29": "fuel store is not surveyed",
    "R30": "power of the equipment in place and the office's answer are not surveyed",
    "R31": "wiring is not surveyed; its renewal is a measure (ELEC_UPG)",
    "R32": "no outdoor unit among the measures yet",
    "R35": "decided by the moisture calculation, see app/services/damp_rules.py",
    "R38": "no measure cuts structure",
    "R39": "sill heights and openable share of new windows are not surveyed",
    "R40": "ways out of each bedroom are not surveyed",
    "R41": "asbestos sheet is not surveyed",
    "R42": "dates of the works are not planned yet; the measures carry their weather limits",
    "R47": "only at acceptance",
    "R48": "decided by the comparison of heating, see app/services/heating_text.py",
    "R51": "only at acceptance",
}
