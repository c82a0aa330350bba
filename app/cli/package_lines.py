"""What may be left out of a package, what one lacks, what the search left out: lines of text."""

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import NamedChoice, Package, Plan
from app.services.search_words import rule_words


def edge_lines(code: str, package: Package) -> list[str]:
    """Return the lines of a package: none where it tells neither."""
    lines = []
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
