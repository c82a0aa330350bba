"""Plan the practice houses and print states, combinations and seconds.

Run with ``python -m benchmarks.planner [--samples N] [--search RULE=VALUE ...] [code ...]``.
``--states N`` instead simulates that many different combinations of each house, as the search does
with those it cannot exclude: no practice house has so many even with all its rules open.
"""

import argparse
import os
import random
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as app.main does

from app.calc.choices import choices_for
from app.calc.planner import credited
from app.model.assessment import Plan
from app.model.search import SearchRules
from app.model.survey import Survey, VillageValues, apply_edit, apply_village_edit, blank_survey
from app.services.assess import Context, assess, load_context, resolved_survey
from app.services.garbage import look_seldom
from app.services.plan import ground_of, plan
from app.services.practice import practice_edits
from app.services.uncertainty import SAMPLES


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("codes", nargs="*", help="codes of practice houses, all by default")
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--search", nargs="*", default=(), metavar="RULE=VALUE")
    parser.add_argument("--states", type=int, default=0)
    arguments = parser.parse_args()
    look_seldom()
    practice, context = practice_edits(), load_context()
    village = VillageValues()
    for edit in practice.village:
        village = apply_village_edit(village, edit)
    for house in practice.houses:
        if arguments.codes and house.code not in arguments.codes:
            continue
        survey = blank_survey(house.code)
        for edit in house.edits(house.code):
            survey = apply_edit(survey, edit)
        if arguments.states:
            print(
                f"{house.code}: {_states(survey, village, context, arguments.states)}", flush=True
            )
            continue
        before = assess(survey, village, context, quick=True)
        start, begin = time.perf_counter(), time.process_time()
        found = plan(
            survey, village, context, before, samples=arguments.samples, settings=arguments.search
        )
        show(house.code, found, time.perf_counter() - start, time.process_time() - begin)


def _states(survey: Survey, village: VillageValues, context: Context, most: int) -> str:
    """Return how long different combinations of a house's choices take."""
    ground = ground_of(survey, resolved_survey(survey, village, context), village, context)
    rules = SearchRules(one_window_product=False, both_ends=False, only_proven=False)
    choices = choices_for(ground.house, ground.fitting, ground.pricing, rules)
    everything = len(choices.mains) * len(choices.rests)
    numbers = random.Random(1).sample(range(everything), min(most, everything))
    pairs = [divmod(number, len(choices.mains))[::-1] for number in sorted(numbers)]
    options = [(*choices.mains[main], *choices.rests[rest]) for main, rest in pairs]
    start, begin = time.perf_counter(), time.process_time()
    credited(ground.premise, options, air=False, simulate=ground.premise.compare)
    wall, processor = time.perf_counter() - start, time.process_time() - begin
    return f"{len(options)} states in {wall:.1f} s, {processor:.1f} s of processor"


def show(code: str, found: Plan, seconds: float, processor: float) -> None:
    print(
        f"\n{code}: {found.states} states simulated, {found.combinations} combinations,"
        f" {found.left_out} left out by rules, {seconds:.1f} s, {processor:.1f} s of processor,"
        f" gap {found.gap}"
    )
    print("  left out:", " ".join(f"{r.rule} {r.left_out}" for r in found.rules if r.left_out))
    if found.stopped_by:
        print("  stopped:", found.stopped_by.rule, found.stopped_by.sentence.en)
    for package in found.packages:
        saving, overall, cost = package.saving_demand, package.saving_overall, package.cost
        measures = " ".join(
            f"{m.id}({m.where.en})" if m.where.en else m.id for m in package.measures
        )
        same, warmer = package.saved_same_warmth, package.saved_warmer
        print(
            f"  {package.key:10} {saving.typical:.3f} [{saving.low:.3f} {saving.high:.3f}]"
            f" overall {overall.typical:.3f} P {package.probability:.2f} passes {package.passes}"
            f" air {package.air_share:.3f} cost {cost.low:.0f}/{cost.typical:.0f}/{cost.high:.0f}"
            f" same {same.low:.0f}/{same.typical:.0f}/{same.high:.0f}"
            f" warmer {warmer.typical:.0f} +{package.theta_gain:.1f} K"
            f" payback {package.payback.typical if package.payback else None}"
        )
        print("            ", measures)
        print("            ", " ".join(f"{k} {v:.3f}" for k, v in package.waterfall))
        print("            ", [(f.rule, f.severity) for f in package.findings])
    print("  excluded:", " ".join(f"{e.measure}:{e.rule or 'fit'}" for e in found.excluded))


if __name__ == "__main__":
    main()
