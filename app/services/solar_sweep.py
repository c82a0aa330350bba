"""Sizes of a plant on one layout: yield, self-use and money of many numbers of modules at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.calc.pv import month_sums
from app.calc.pv_money import (
    AGED,
    Earned,
    PlantTerms,
    SalePrice,
    dearer,
    earned,
    rent_value,
    sale_price,
)
from app.calc.pv_use import Metered, Used, used_of, with_battery
from app.model.catalogue import Catalogue, PolicyPack, PvModule, PvRules
from app.model.climate import Array
from app.model.solar import (
    CASES,
    BatteryChoice,
    Case,
    DayShape,
    MoneyCase,
    Selling,
    SolarDetail,
    SolarSize,
)
from app.services.solar_site import Sited

SHOWN_MONTHS = (1, 4, 7, 10)
COARSE = 8
"""Sizes of each tilt that the sweep looks at before the best tilt is opened."""
VOLTS = 220.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What all sizes of a house have in common; ``day`` (ISO) of the connection to the grid."""

    rules: PvRules
    module: PvModule
    meter: Metered
    terms: PlantTerms
    day: str
    limit_kw: float

    def sale(self, case: Case) -> SalePrice:
        """Return what a kWh fed in brings."""
        return sale_price(self.rules, self.day, case)

    def terms_of(self, sized: Sited) -> PlantTerms:
        """Return the terms with the frame that the layout needs."""
        extra = self.rules.mounts[sized.layout.surface.mounting].extra.value
        old = self.terms
        return PlantTerms(
            old.cost + 1000.0 * extra, old.upkeep, old.inverter_cost, old.inverter_life,
            old.life, old.rate, old.first_year, old.yearly,
        )  # fmt: skip


def plant_terms(rules: PvRules, catalogue: Catalogue, pack: PolicyPack) -> PlantTerms:
    """Return what a plant costs and how long it lives, without frame."""
    system, inverter = catalogue.systems["pv"], rules.inverter
    return PlantTerms(
        cost=1000.0 * system.capex.value,
        upkeep=rules.upkeep.value,
        inverter_cost=1000.0 * inverter.price.value / inverter.ratio.value,
        inverter_life=int(inverter.life.value),
        life=int(system.life.value),
        rate=pack.discount_rate.typical,
        first_year=rules.losses.first_year.value,
        yearly=rules.losses.yearly.value,
    )


def limit_of(rules: PvRules, meter: str) -> float:
    """Return the most that a house may connect [kW of inverter]; one phase where not known."""
    grid = rules.grid
    if meter == "p3":
        return grid.three_phase.value
    amperes = grid.amperes.get(meter)
    cable = VOLTS * amperes / 1000.0 if amperes is not None else np.inf
    return float(min(grid.single_phase.value, cable))


@dataclass(frozen=True, slots=True, eq=False)
class Sizes:
    """A layout with numbers of modules: energy and money of each."""

    ground: Ground
    sized: Sited
    counts: Array
    new: Used
    aged: Used

    @classmethod
    def of(
        cls, ground: Ground, sized: Sited, counts: Sequence[int], factor: float = 1.0
    ) -> "Sizes":
        """Work out the sizes; ``factor`` [-] on the yield."""
        number = np.asarray(counts, dtype=float)
        kwp = number * ground.module.power.value / 1000.0
        yields = kwp[:, None] * sized.per_kw[None, :] * factor
        return cls(
            ground, sized, number, used_of(yields, ground.meter),
            used_of(AGED * yields, ground.meter),
        )  # fmt: skip

    @property
    def kwp(self) -> Array:
        """Power of the modules [kW]."""
        return self.counts * self.ground.module.power.value / 1000.0

    def money(self, sale: SalePrice, selling: Selling, factor: float = 1.0) -> Earned:
        """Return what each size earns; ``factor`` [-] on all prices of electricity."""
        new, aged = self.new, self.aged
        if factor != 1.0:
            new, aged = (Used(x.output, x.used, x.sold, x.saved * factor) for x in (new, aged))
        terms = self.ground.terms_of(self.sized)
        return earned(self.kwp, new, aged, dearer(sale, factor), terms, all_sold=selling == "all")

    def best_selling(self) -> list[Selling]:
        """Return for each size whether selling all or the surplus brings more."""
        sale = self.ground.sale("typical")
        surplus, everything = self.money(sale, "surplus").npv, self.money(sale, "all").npv
        return ["all" if more else "surplus" for more in everything > surplus]

    def sizes(self, *, flows: bool) -> list[SolarSize]:
        """Return the records of the sizes."""
        selling, terms = self.best_selling(), self.ground.terms_of(self.sized)
        ways: tuple[Selling, ...] = ("surplus", "all")
        made = {
            (case, way): self.money(self.ground.sale(case), way) for case in CASES for way in ways
        }
        rent, ratio = self.ground.rules.rent, self.ground.rules.inverter.ratio.value
        found = []
        for k, way in enumerate(selling):
            kwp = float(self.kwp[k])
            all_sold = way == "all"
            found.append(
                SolarSize(
                    site=self.sized.layout.surface.site,
                    tilt=self.sized.layout.tilt,
                    count=int(self.counts[k]),
                    kwp=kwp,
                    output=float(self.new.output[k]),
                    used=0.0 if all_sold else float(self.new.used[k]),
                    sold=float(self.new.output[k] if all_sold else self.new.sold[k]),
                    saved=0.0 if all_sold else float(self.new.saved[k]),
                    cost=kwp * terms.cost,
                    selling=way,
                    money=tuple(_case(case, made[case, way], k, flows=flows) for case in CASES),
                    rent_npv=(
                        rent_value(kwp, rent.low, terms),
                        rent_value(kwp, rent.typical, terms),
                        rent_value(kwp, rent.high, terms),
                    ),
                    fits=kwp / ratio <= self.ground.limit_kw + 1e-9,
                )
            )
        return found

    def details(self) -> list[SolarDetail]:
        """Return every size opened: months, typical days, sensitivity."""
        kwp, load = self.kwp, self.ground.meter.load
        day_load = _days(load)
        per_kw_months, per_kw_days = month_sums(self.sized.per_kw), _days(self.sized.per_kw)
        changed = self._changed()
        found = []
        for k in range(len(self.counts)):
            output = kwp[k] * self.sized.per_kw
            found.append(
                SolarDetail(
                    count=int(self.counts[k]),
                    output=tuple((kwp[k] * per_kw_months).tolist()),
                    load=tuple(month_sums(load).tolist()),
                    used=tuple(month_sums(np.minimum(output, load)).tolist()),
                    days=tuple(
                        _day(month, kwp[k] * per_kw_days[month], day_load[month])
                        for month in SHOWN_MONTHS
                    ),
                    sensitivity=tuple(
                        (key, float(made.npv[k]), made.payback(k)) for key, made in changed.items()
                    ),
                )
            )
        return found

    def _changed(self) -> dict[str, Earned]:
        """Return the money at changed prices and yields; at the better way of selling of each."""
        sale, by = self.ground.sale("typical"), self.ground.rules.sensitivity.value
        counts = [int(n) for n in self.counts]
        found: dict[str, Earned] = {}
        for sign, word in ((-1.0, "-"), (1.0, "+")):
            found[f"price{word}"] = self._better(self, sale, 1.0 + sign * by)
        for sign, word in ((-1.0, "-"), (1.0, "+")):
            other = Sizes.of(self.ground, self.sized, counts, 1.0 + sign * by)
            found[f"yield{word}"] = self._better(other, sale, 1.0)
        return found

    def _better(self, sizes: "Sizes", sale: SalePrice, factor: float) -> Earned:
        surplus, everything = (
            sizes.money(sale, "surplus", factor),
            sizes.money(sale, "all", factor),
        )
        more = np.array([way == "all" for way in self.best_selling()])
        return Earned(
            np.where(more[:, None], everything.flow, surplus.flow),
            np.where(more, everything.npv, surplus.npv),
            np.where(more, everything.first_year, surplus.first_year),
        )

    def batteries(self, count: int, sizes: Sequence[float]) -> list[BatteryChoice]:
        """Return batteries beside a plant of ``count`` modules; their own money only."""
        rules, terms = self.ground.rules.battery, self.ground.terms
        kwp = np.array([count * self.ground.module.power.value / 1000.0])
        output = float(kwp[0]) * self.sized.per_kw
        sale, life = self.ground.sale("typical"), int(rules.life.value)
        bare = used_of(output[None, :], self.ground.meter)
        found = []
        for capacity in sizes:
            power = capacity * rules.power.value
            used, given = with_battery(
                output, self.ground.meter, capacity, power, rules.efficiency.value
            )
            saved = float(used.saved[0] - bare.saved[0])
            unsold = float(bare.sold[0] - used.sold[0])
            flow = [saved - unsold * sale.at(year) for year in range(1, life + 1)]
            worth = sum(f / (1.0 + terms.rate) ** k for k, f in enumerate(flow, start=1))
            cost = capacity * rules.price.value
            found.append(BatteryChoice(capacity, given, cost, worth - cost))
        return found


def coarse(most: int) -> list[int]:
    """Return some numbers of modules up to ``most``, evenly apart."""
    return sorted({max(1, round(most * k / COARSE)) for k in range(1, COARSE + 1)})


def _case(case: Case, made: Earned, k: int, *, flows: bool) -> MoneyCase:
    flow = tuple(made.flow[k].tolist()) if flows else ()
    return MoneyCase(case, float(made.first_year[k]), float(made.npv[k]), made.payback(k), flow)


def _day(month: int, output: Array, load: Array) -> DayShape:
    return DayShape(month, tuple(output.tolist()), tuple(load.tolist()))


def _days(values: Array) -> dict[int, Array]:
    """Return the mean day of the months shown, by month."""
    first = np.concatenate([[0], np.cumsum(month_sums(np.ones(8760)))]).astype(int)
    return {
        month: values[first[month - 1] : first[month]].reshape(-1, 24).mean(axis=0)
        for month in SHOWN_MONTHS
    }
