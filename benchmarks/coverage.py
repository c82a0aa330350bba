"""Do the 80 % intervals hold when the truth is not what the program believes?

Houses are drawn from other distributions than those of the uncertainty table and run through
the engine: these are the truths. The program's own sample gives the intervals, which must hold
at least 75 % of the truths of every scenario. Run with
``python -m benchmarks.coverage [--truths N] [--size N] [--write] [code ...]``; ``--write`` puts
the tables into ``docs/uncertainty.md``.
"""

import argparse
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.calc.calibration import quantiles, tail, tempered
from app.calc.choices import Option
from app.calc.engine import heating_needs
from app.calc.measures import Chosen
from app.calc.sampling import probability, standard_normal
from app.calc.sobol import scrambled_sobol
from app.calc.spread import GROUPS, Draws, Spread, draw, draws_of, row_for
from app.calc.thermal_model import thermal_model
from app.model.hourly import EngineOptions, SurfaceCoefficients
from app.model.house import ResolvedHouse
from app.model.survey import VillageValues, apply_edit, apply_village_edit, blank_survey
from app.services.assess import Context, load_context
from app.services.assess_bill import Billed
from app.services.assess_uncertainty import FEW, UNEXPLAINED, error_of_bill, use_sample
from app.services.practice import practice_edits
from app.services.resolve import resolve
from app.services.uncertainty import INTERVAL, SAMPLES, DrawnUse
from app.services.validation import run_validation

Array = NDArray[np.float64]
Scores = Mapping[str, Array]
Deviations = tuple[tuple[float, float], ...]
BAR = 0.75
HOUSES = ("0001", "0002", "0003")
OPTION: Option = (Chosen("W_EPS100"), Chosen("WIN_SEAL"))
LOOKED_AT = (0.0, 0.04, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2)
"""Model errors for which the coverage is told (sd of ln)."""
SEQUENCE = (128, 6)
"""Drawn houses and seeds by which ways of drawing are compared."""
QUANTITIES = ("need", "saving", "use", "cost", "bill")
TITLES = {
    "need": "Need, standard use",
    "saving": "Saving of a package",
    "use": "Need, actual use",
    "cost": "Cost of heating",
    "bill": "Need after the bill",
}
INPUTS = tuple(g for g in GROUPS if g not in ("model", "model_after", "winter", "heat_value"))


@dataclass(frozen=True, slots=True)
class Scenario:
    """A way in which the truth differs: ``change`` takes and returns independent scores.

    ``believed_error``: the engine errs as the table believes; else as it does against EnergyPlus.
    """

    key: str
    text: str
    change: Callable[[Scores, np.random.Generator], Scores]
    coefficients: SurfaceCoefficients = "engine_best"
    believed_error: bool = False


def same(scores: Scores, _generator: np.random.Generator) -> Scores:
    return scores


def moved(**shifts: float) -> Callable[[Scores, np.random.Generator], Scores]:
    """Return a change that moves dimensions by standard deviations."""

    def change(scores: Scores, _generator: np.random.Generator) -> Scores:
        return {**scores, **{name: scores[name] + by for name, by in shifts.items()}}

    return change


def uniform(scores: Scores, _generator: np.random.Generator) -> Scores:
    """Uniform instead of normal, with the same standard deviation."""
    flat = {name: math.sqrt(12.0) * (probability(scores[name]) - 0.5) for name in INPUTS}
    return {**scores, **flat}


def heavy(scores: Scores, generator: np.random.Generator) -> Scores:
    """Student's t with 3 degrees of freedom and the same middle half, wider by its tails."""
    found = {}
    for name in INPUTS:
        z = scores[name]
        chi = generator.chisquare(3, len(z)) / 3.0
        found[name] = np.clip(0.882 * z / np.sqrt(chi), -4.0, 4.0)
    return {**scores, **found}


def wrong_type(scores: Scores, generator: np.random.Generator) -> Scores:
    """Ten in a hundred have the neighbouring wall and roof, far outside what is believed."""
    wrong = generator.random(len(scores["wall"])) < 0.1
    side = np.where(generator.random(len(wrong)) < 0.5, 2.5, -2.5)
    return {**scores, **{k: np.where(wrong, side, scores[k]) for k in ("wall", "roof")}}


def one_hand(scores: Scores, _generator: np.random.Generator) -> Scores:
    """Errors that are believed independent go together: one careless survey."""
    parts = ("wall", "roof", "floor", "geom", "win", "win_u", "ach")
    joint = math.sqrt(0.3) * scores["lambda_new"]
    return {**scores, **{k: math.sqrt(0.7) * scores[k] + joint for k in parts}}


SCENARIOS = (
    Scenario("believed", "as believed, the engine's error too", same, believed_error=True),
    Scenario("energyplus", "as believed; the engine errs as against EnergyPlus", same),
    Scenario("uniform", "uniform instead of normal", uniform),
    Scenario("heavy", "heavier tails (Student's t, 3 degrees)", heavy),
    Scenario("wrong_type", "one wall and roof in ten is the neighbouring type", wrong_type),
    Scenario("one_hand", "errors of one survey go together (correlation 0.3)", one_hand),
    Scenario("leaky", "all houses leakier than described (+0.7 sd of ln n)", moved(ach=0.7)),
    Scenario("tight", "all houses tighter than described (-0.7 sd of ln n)", moved(ach=-0.7)),
    Scenario("warm", "rooms warmer than told (+0.7 sd of the set point)", moved(theta=0.7)),
    Scenario("cool", "rooms cooler than told (-0.7 sd of the set point)", moved(theta=-0.7)),
    Scenario("iso6946", "the other surface coefficients (`iso6946`)", same, "iso6946"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Figures of drawn houses without the engine's error, and the spread behind them."""

    spread: Spread
    before: Array
    after: Array
    use: DrawnUse
    need: Array
    money: Array
    amount: Array


def figures(
    house: ResolvedHouse,
    context: Context,
    draws: Draws,
    option: Option = OPTION,
    coefficients: SurfaceCoefficients = "engine_best",
) -> Drawn:
    """Run drawn houses in standard use before and after, and in actual use: one batch."""
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    spread = Spread(house, catalogue, draws)
    before = spread.together()
    after = spread.works(before, option, pack)
    lived = spread.in_use(spread.before())
    models = [
        *(thermal_model(item, "standard", catalogue, pack, weather) for item in (before, after)),
        *(thermal_model(item, "actual", catalogue, pack, weather) for item in lived),
    ]
    options = EngineOptions(balance=False, season_only=True, surface_coefficients=coefficients)
    standard, later, *rest = heating_needs(models, weather, options)
    used = np.array(rest)
    use = DrawnUse(spread, tuple(lived), 0, spread.use_factor(), spread.use_factor("winter"))
    found = use_sample(use, used, house.actual.presence, catalogue, pack)
    return Drawn(spread, standard, later, use, found.need, found.money, found.amount)


def with_error(drawn: Drawn, before: Array, after: Array) -> dict[str, Array]:
    """Return the quantities with the engine's error as factors of both states."""
    return {
        "need": drawn.before * before,
        "saving": 1.0 - drawn.after * after / (drawn.before * before),
        "use": drawn.need * before,
        "cost": drawn.money * before,
        "amount": drawn.amount * before,
    }


def independent_scores(count: int, seed: int) -> Scores:
    points = scrambled_sobol(count, len(GROUPS), seed)
    return {g: standard_normal(points[:, k]) for k, g in enumerate(GROUPS)}


def truths(
    scenario: Scenario,
    house: ResolvedHouse,
    context: Context,
    count: int,
    deviations: Deviations,
    seed: int = 99,
) -> dict[str, Array]:
    """Return the true figures of a scenario, and its bills (``billed``)."""
    generator = np.random.Generator(np.random.PCG64(seed))
    scores = scenario.change(independent_scores(count, seed), generator)
    drawn = figures(house, context, draws_of(scores), coefficients=scenario.coefficients)
    if scenario.believed_error:
        before, after = drawn.spread.engine_error()
    else:
        chosen = np.array(deviations)[generator.integers(0, len(deviations), count)]
        before, after = chosen[:, 0], chosen[:, 1]
    found = with_error(drawn, before, after)
    bill = bill_of(house, context)
    noise = np.exp(error_of_bill(bill, context.catalogue) * generator.standard_normal(count))
    return {**found, "billed": found["amount"] * noise}


def bill_of(house: ResolvedHouse, context: Context) -> Billed:
    """Return a bill of the house's carrier whose size does not matter, only its error."""
    carrier = house.heating.carrier
    unit = context.catalogue.carriers[carrier].unit
    return Billed(carrier, unit, 1.0, 0.0, False, house.bills.provenance)


def coverage(
    believed: Drawn, true: Mapping[str, Array], house: ResolvedHouse, context: Context
) -> dict[str, float]:
    """Return the share of truths inside the 80 % interval, by quantity."""
    own = with_error(believed, *believed.spread.engine_error())
    shares = {}
    for quantity in ("need", "saving", "use", "cost"):
        low, high = np.percentile(own[quantity], INTERVAL)
        inside = (true[quantity] >= low) & (true[quantity] <= high)
        shares[quantity] = float(np.mean(inside))
    shares["bill"] = _by_bill(own, true, error_of_bill(bill_of(house, context), context.catalogue))
    return shares


def _by_bill(own: Mapping[str, Array], true: Mapping[str, Array], error: float) -> float:
    """Return the coverage of the need after each truth's own bill, where the bill is explained."""
    inside = []
    for need, billed in zip(true["use"], true["billed"], strict=True):
        if tail(own["amount"], float(billed), error) < UNEXPLAINED:
            continue
        w, _ = tempered(own["amount"], float(billed), error, FEW)
        low, high = quantiles(own["use"], w, (0.1, 0.9))
        inside.append(low <= need <= high)
    return float(np.mean(inside))


def deviations_from_energyplus() -> Deviations:
    """Return reference over engine of the public cases: before and after, one pair a package."""
    rows = [row for row in run_validation("default") if row.quantity == "heating"]
    ratio = {row.case: row.reference / row.value for row in rows}
    return tuple(
        (ratio[f"{case[:2]}_V0"], value) for case, value in ratio.items() if case[3:] != "V0"
    )


def practice_house(code: str, context: Context) -> ResolvedHouse:
    practice, village = practice_edits(), VillageValues()
    for edit in practice.village:
        village = apply_village_edit(village, edit)
    survey = blank_survey(code)
    for edit in next(h for h in practice.houses if h.code == code).edits(code):
        survey = apply_edit(survey, edit)
    return resolve(survey, village, context.catalogue, context.pack, context.weather)


def with_model_error(context: Context, sd: float) -> Context:
    """Return the context with another standard deviation of the engine's error."""
    rows = tuple(
        msgspec.structs.replace(row, p2=sd) if row.quantity == "engine" else row
        for row in context.catalogue.uncertainty
    )
    return replace(context, catalogue=replace(context.catalogue, uncertainty=rows))


def believing(drawn: Drawn, context: Context) -> Drawn:
    """Return the same runs under the uncertainty table of another context."""
    return replace(drawn, spread=replace(drawn.spread, catalogue=context.catalogue))


@dataclass(frozen=True, slots=True)
class Result:
    """Coverage of one house by scenario and quantity, for each model error looked at."""

    code: str
    shares: Mapping[float, Mapping[str, Mapping[str, float]]]


def run_house(
    code: str, context: Context, size: int, count: int, errors: Sequence[float], dev: Deviations
) -> Result:
    house = practice_house(code, context)
    believed = figures(house, context, draw(size, 1))
    found: dict[float, dict[str, dict[str, float]]] = {sd: {} for sd in errors}
    for scenario in SCENARIOS:
        true = truths(scenario, house, context, count, dev)
        for sd in errors:
            other = with_model_error(context, sd)
            found[sd][scenario.key] = coverage(believing(believed, other), true, house, other)
    return Result(code, found)


def mean(results: Sequence[Result], sd: float, scenario: str, quantity: str) -> float:
    return float(np.mean([result.shares[sd][scenario][quantity] for result in results]))


def worst(results: Sequence[Result], sd: float) -> tuple[float, str]:
    """Return the least coverage of a scenario and quantity over all houses, and which."""
    return min(
        (mean(results, sd, scenario.key, quantity), f"{scenario.key}, {TITLES[quantity].lower()}")
        for scenario in SCENARIOS
        for quantity in QUANTITIES
    )


def overall(results: Sequence[Result], sd: float, quantity: str) -> float:
    """Return the coverage of all mis-specified truths."""
    wrong = [s.key for s in SCENARIOS if not s.believed_error]
    return float(np.mean([mean(results, sd, key, quantity) for key in wrong]))


def latin_hypercube(n: int, k: int, seed: int) -> Array:
    """Return a Latin hypercube (McKay, Beckman, Conover 1979), to compare with."""
    generator = np.random.Generator(np.random.PCG64(seed))
    strata = np.argsort(generator.random((n, k)), axis=0)
    points: Array = (strata + generator.random((n, k))) / n
    return points


def plain_random(n: int, k: int, seed: int) -> Array:
    return np.random.Generator(np.random.PCG64(seed)).random((n, k))


METHODS = {
    "plain random": plain_random, "Latin hypercube": latin_hypercube,
    "scrambled Sobol": scrambled_sobol,
}  # fmt: skip


def sequences(code: str, context: Context, n: int, seeds: int) -> list[str]:
    """Return a table: how much figures differ from seed to seed, by the way of drawing."""
    house = practice_house(code, context)
    lines = [
        "",
        f"## Way of drawing (house {code}, {n} drawn houses, {seeds} seeds)",
        "",
        "Standard deviation from seed to seed: what another seed would change.",
        "",
        "| Way | Mean cost | 10 % end | 90 % end | Mean saving | 10 % end | 90 % end |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, method in METHODS.items():
        found = []
        for seed in range(seeds):
            u = np.clip(method(n, len(GROUPS), seed), 1e-9, 1 - 1e-9)
            scores = {g: standard_normal(u[:, k]) for k, g in enumerate(GROUPS)}
            drawn = figures(house, context, draws_of(scores))
            own = with_error(drawn, *drawn.spread.engine_error())
            found.append(
                [
                    figure
                    for values in (own["cost"], own["saving"])
                    for figure in (values.mean(), *np.percentile(values, INTERVAL))
                ]
            )
        table = np.array(found)
        relative = table.std(axis=0) / np.where(np.arange(6) < 3, table.mean(axis=0), 1.0)
        units = ["%"] * 3 + [" points"] * 3
        shown = [f"{100 * x:.2f}{unit}" for x, unit in zip(relative, units, strict=True)]
        lines.append(f"| {name} | {' | '.join(shown)} |")
    return lines


def report(
    results: Sequence[Result], errors: Sequence[float], size: int, count: int, more: Sequence[str]
) -> str:
    """Return the tables as Markdown; the first model error is that of the table."""
    now = errors[0]
    head = "| Truth | " + " | ".join(TITLES[q] for q in QUANTITIES) + " |"
    lines = [
        "# Uncertainty: do the intervals hold?",
        "",
        "Generated by `python -m benchmarks.coverage --write`; do not edit. Share of true "
        "values inside the program's 80 % interval,",
        f"mean of practice houses {', '.join(r.code for r in results)}; intervals from {size} "
        f"drawn houses, {count} truths a scenario and house,",
        "all run through the engine. Truths err against the engine as EnergyPlus does in the "
        "public cases (`docs/validation.md`).",
        f"Bar: {BAR:.0%} of all mis-specified truths (last row); single scenarios below it are "
        "bold.",
        "",
        f"## With the model error of the table ({now:g}, sd of ln)",
        "",
        head,
        "|---" * (len(QUANTITIES) + 1) + "|",
    ]
    for s in SCENARIOS:
        shown = [_share(mean(results, now, s.key, q)) for q in QUANTITIES]
        lines.append(f"| {s.text} | " + " | ".join(shown) + " |")
    total = [_share(overall(results, now, q)) for q in QUANTITIES]
    lines.append("| all mis-specified truths | " + " | ".join(total) + " |")
    lines += [
        "",
        "## How wide the model error must be",
        "",
        "Coverage of all mis-specified truths, and the least one of any scenario. "
        f"{_enough(results, errors)}",
        "",
        "| Model error | "
        + " | ".join(TITLES[q] for q in QUANTITIES)
        + " | Need with `iso6946` alone | Least |",
        "|---" * (len(QUANTITIES) + 3) + "|",
    ]
    for sd in sorted(errors):
        shares = [_share(overall(results, sd, q)) for q in QUANTITIES]
        mark = " (table)" if sd == now else ""
        least, where = worst(results, sd)
        iso = _share(mean(results, sd, "iso6946", "need"))
        lines.append(f"| {sd:g}{mark} | {' | '.join(shares)} | {iso} | {_share(least)} ({where}) |")
    return "\n".join([*lines, *more]) + "\n"


def _enough(results: Sequence[Result], errors: Sequence[float]) -> str:
    """Return the sentence on the smallest model error with which the coefficients are covered."""
    enough = [sd for sd in sorted(errors) if mean(results, sd, "iso6946", "need") >= BAR]
    if not enough:
        return "None of these covers the other surface coefficients by themselves."
    return (
        f"{enough[0]:g} is the smallest of these that covers the other surface coefficients "
        "by themselves."
    )


def _share(value: float) -> str:
    text = f"{value:.0%}"
    return text if value >= BAR else f"**{text}**"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("codes", nargs="*", default=HOUSES, help="codes of practice houses")
    parser.add_argument("--truths", type=int, default=128)
    parser.add_argument("--size", type=int, default=SAMPLES)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    context, start = load_context(), time.perf_counter()
    engine = row_for(context.catalogue, "engine", "derived")
    assert engine is not None and engine.p2 is not None
    errors = tuple(dict.fromkeys((engine.p2, *LOOKED_AT)))
    dev = deviations_from_energyplus()
    codes = arguments.codes or HOUSES
    results = [
        run_house(code, context, arguments.size, arguments.truths, errors, dev) for code in codes
    ]
    more = sequences(codes[0], context, *SEQUENCE)
    text = report(results, errors, arguments.size, arguments.truths, more)
    print(text)
    print(f"{time.perf_counter() - start:.0f} s")
    if arguments.write:
        (Path(__file__).parents[1] / "docs" / "uncertainty.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
