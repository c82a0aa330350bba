"""What advises against a package, may be left out, is lacking, other prices, rules: as text."""

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import NamedChoice, Package, Plan
from app.model.funding import Money, PriceCase
from app.services.search_words import rule_words


def edge_lines(code: str, package: Package) -> list[str]:
    """Return the lines of a package: none where it tells none of it."""
    lines = []
    if package.worth is not None:
        said = (package.worth.sentence, *package.worth.instead)
        sign = "×" if package.worth.kind == "against" else "⚠"
        words = " ".join(str(text) for text in said)
        lines.append(f"{code} {package.key}: {sign} {words}")
    if package.covers_add >= 0.0005:
        lines.append(
            _("{code} {key}: curtains and quilts are not counted, would add {n:.1f} points").format(
                code=code, key=package.key, n=package.covers_add * 100
            )
        )
    if package.money is not None and package.money.cases:
        lines.append(_cases(code, package.key, package.money))
    if package.droppable:
        lines.append(
            _("{code} {key}: any one of these may be left out: {measures}").format(
                code=code,
                key=package.key,
                measures=", ".join(
                    _("{measure} ({saved:,.0f} yuan less)").format(
                        measure=_name(item.measure), saved=item.saved.typical
                    )
                    for item in package.droppable
                ),
            )
        )
    if package.gap is not None:
        lines.append(_gap(code, package, package.gap))
    return lines


def _cases(code: str, key: str, money: Money) -> str:
    return _(
        "{code} {key}: own cash back, and cost of {years} years with the works: {cases}"
    ).format(
        code=code,
        key=key,
        years=money.lifetime.years,
        cases=_("; ").join(_case(case) for case in money.cases),
    )


def _case(case: PriceCase) -> str:
    if case.payback_own is None:
        return _("{name} never, {cost:,.0f} yuan").format(name=case.name, cost=case.after)
    return _("{name} {back:.0f} years, {cost:,.0f} yuan").format(
        name=case.name, back=case.payback_own, cost=case.after
    )


def _gap(code: str, package: Package, gap: float) -> str:
    if package.addition is None:
        return _(
            "{code} {key}: {gap:.1f} points are missing; no one or two further measures reach it."
        ).format(code=code, key=package.key, gap=gap * 100)
    return _(
        "{code} {key}: {gap:.1f} points are missing; add {measures} for {cost:,.0f} yuan more, "
        "chance {chance:.0%}"
    ).format(
        code=code,
        key=package.key,
        gap=gap * 100,
        measures=", ".join(_name(measure) for measure in package.addition.measures),
        cost=package.addition.cost.typical,
        chance=package.addition.probability,
    )


def _name(measure: NamedChoice) -> str:
    where = str(measure.where)
    return f"{measure.name} ({where})" if where else str(measure.name)


def rule_lines(code: str, plan: Plan) -> list[str]:
    """Return how many combinations were compared, and how many each rule of the search left out."""
    if not plan.rules:
        return []
    head = _(
        "{code}: {combinations:,} combinations compared, {states:,} states calculated; the rules "
        "of the search left out {left_out:,}:"
    ).format(code=code, combinations=plan.combinations, states=plan.states, left_out=plan.left_out)
    return [
        head,
        *(
            f"  {rule_words(used).get(language())}: {used.left_out:,}"
            for used in plan.rules
            if used.left_out
        ),
    ]
