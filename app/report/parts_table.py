"""The parts of the house on page 2: their U before and after against the limits, and damp."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from app.i18n import Language
from app.model.assessment import (
    Assessment,
    ElementMoisture,
    ElementResult,
    LimitCheck,
    Moisture,
    MoistureVerdict,
    Package,
)
from app.model.percents import whole_percents
from app.report.data import SheetInput
from app.report.grid import Words, grid
from app.report.styles import join, text_in
from app.report.texts import clause_words, part_name, provenance_word

Translate = Callable[[str], str]
_MARKS = ("A", "B", "Bm", "C")
_TICKS = {True: "✓", False: "×"}


def parts_of_house(data: SheetInput, t: Translate, words: Words, width: float) -> list[Flowable]:
    """Return the table of parts, the limits it holds them against, and the damp of them."""
    return [
        _parts(data, t, words, width),
        *(words.note(line) for line in _limit_lines(data, t)),
        *_damp(data, t, words, width),
    ]


def _standards(assessment: Assessment) -> list[str]:
    """Return the standards that limit a part, that for farmhouses first."""
    checks = [check for element in assessment.elements for check in element.limits]
    ordered = sorted(checks, key=lambda check: check.tier != "rural")
    return list(dict.fromkeys(check.standard for check in ordered))


def _parts(data: SheetInput, t: Translate, words: Words, width: float) -> Table:
    package = data.chosen_package()
    standards = _standards(data.assessment)
    heads = [
        (t("Part"), "bold"),
        (t("Construction"), "bold"),
        (_broken(t("Area m²")), "head_right"),
    ]
    u_head = t("U now") if package is None else t("U now → after")
    heads += [(u_head, "head_right")]
    heads += [(_broken(standard), "bold") for standard in standards]
    heads += [(t("Share"), "head_right"), (t("Source"), "bold")]
    rows: list[list[object]] = [[words.cell(text, kind) for text, kind in heads]]
    after = {element.id: element for element in package.elements} if package else {}
    shares = _shares(data.assessment)
    for element, share in zip(data.assessment.elements, shares, strict=False):
        rows.append(_row(element, after.get(element.id), share, standards, data, t, words))
    n_air = t("{n:.2f} air changes an hour").format(n=data.assessment.actual.n_air)
    empty = [""] * (2 + len(standards))
    air = words.cell(f"{shares[-1]}%", "right")
    rows.append([words.cell(part_name("air", t)), words.cell(n_air), *empty, air, ""])
    limits = 0.26 / max(len(standards), 1)
    shown = (0.13, 0.25 if standards else 0.51, 0.07, 0.12)
    widths = [*shown, *(limits for _standard in standards), 0.07, 0.1]
    return grid(rows, [width * share for share in widths], head=True)


def _broken(head: str) -> str:
    """Return a head on two lines, broken where it has its first space."""
    return head.replace(" ", "<br/>", 1)


def _shares(assessment: Assessment) -> list[int]:
    """Return whole percents of all parts, that of the air last."""
    air = next((loss.share for loss in assessment.losses if loss.part == "air"), 0.0)
    return whole_percents([*(element.share for element in assessment.elements), air])


def _row(
    element: ElementResult,
    after: ElementResult | None,
    share: int,
    standards: Sequence[str],
    data: SheetInput,
    t: Translate,
    words: Words,
) -> list[object]:
    changed = after is not None and f"{after.u_value:.2f}" != f"{element.u_value:.2f}"
    u_value = f"{element.u_value:.2f}"
    if changed and after is not None:
        u_value += f"→{after.u_value:.2f}"
    then = {check.standard: check for check in after.limits} if after is not None else {}
    limits = [_limit(element, standard, then.get(standard)) for standard in standards]
    return [
        words.cell(text_in(element.name, data.language)),
        words.cell(text_in(element.construction, data.language)),
        words.cell(f"{element.area:.1f}", "right"),
        words.cell(u_value, "right"),
        *(words.cell(limit) for limit in limits),
        words.cell(f"{share}%", "right"),
        words.cell(provenance_word(element.provenance, t)),
    ]


def _limit(element: ElementResult, standard: str, then: LimitCheck | None) -> str:
    """Return limit and verdict; the verdict afterwards where the works change it."""
    check = next((item for item in element.limits if item.standard == standard), None)
    if check is None:
        return "—"
    said = _TICKS[check.passed]
    if then is not None and then.passed != check.passed:
        said += f"→{_TICKS[then.passed]}"
    if check.quantity == "R":
        return f"R {check.value or 0.0:.2f} ≥{check.limit:g} {said}"
    return f"≤{check.limit:g} {said}"


def _limit_lines(data: SheetInput, t: Translate) -> Iterator[str]:
    """Name the clauses behind the limits, with the weakest mark of their figures."""
    assessment, named = data.assessment, []
    for standard in _standards(assessment):
        checks = [c for e in assessment.elements for c in e.limits if c.standard == standard]
        clauses = "; ".join(
            dict.fromkeys(clause_words(check.clause, data.language) for check in checks)
        )
        mark = max((check.mark for check in checks), key=_MARKS.index)
        tier = t("farmhouses") if checks[0].tier == "rural" else t("upper tier")
        text = t("{standard} ({tier}; {clauses}; mark {mark})")
        named.append(text.format(standard=standard, tier=tier, clauses=clauses, mark=mark))
    if named:
        yield t(
            "U in W/(m²·K), R in m²·K/W; ✓ keeps the limit, × does not. Limits: {standards}."
        ).format(standards="; ".join(named))


# damp


def _damp(data: SheetInput, t: Translate, words: Words, width: float) -> list[Flowable]:
    now = data.assessment.moisture
    if now is None:
        return []
    package = data.chosen_package()
    states = [(t("Now"), now, data.assessment.elements)]
    if package is not None and package.moisture is not None:
        states.append((t("After the works"), package.moisture, _elements(package, data.assessment)))
    title = t("Damp (ISO 13788, class {number}, mark {mark})").format(
        number=now.humidity_class, mark=now.class_mark
    )
    rows: list[list[object]] = [
        [words.cell(title, "bold"), *(words.cell(head, "bold") for head, _m, _e in states)],
        [
            words.cell(t("Mould on inner faces")),
            *(words.cell(_mould(m, e, data.language, t)) for _head, m, e in states),
        ],
        [
            words.cell(t("Condensation inside (Glaser)")),
            *(words.cell(_glaser(m, e, data.language, t)) for _head, m, e in states),
        ],
    ]
    first = 0.24
    widths = [first, *((1.0 - first) / len(states) for _state in states)]
    return [Spacer(0, 1 * mm), grid(rows, [width * share for share in widths], head=True)]


def _elements(package: Package, assessment: Assessment) -> tuple[ElementResult, ...]:
    return package.elements or assessment.elements


def _names(
    found: Sequence[ElementMoisture], elements: Sequence[ElementResult], language: Language
) -> str:
    known = {element.id: text_in(element.name, language) for element in elements}
    return join([known.get(item.element, item.element) for item in found], language)


def _mould(
    moisture: Moisture, elements: Sequence[ElementResult], language: Language, t: Translate
) -> str:
    failing = [item for item in moisture.elements if not item.mould_passed]
    corners = "" if moisture.corners else t("; corners not checked")
    if not failing:
        return t("none expected on flat faces") + corners
    worst = min(failing, key=lambda item: item.f_rsi - item.f_rsi_min)
    text = t("at risk: {parts} (f_Rsi {found:.2f}, needed {least:.2f})")
    if worst.f_rsi_min >= 1.0:
        text = t("at risk: {parts}; the rooms are too cold and damp for any wall to prevent it")
    said = text.format(
        parts=_names(failing, elements, language), found=worst.f_rsi, least=worst.f_rsi_min
    )
    return said + corners


def _glaser(
    moisture: Moisture, elements: Sequence[ElementResult], language: Language, t: Translate
) -> str:
    texts: Mapping[MoistureVerdict, str] = {
        "fails": t("collects water: {parts}"),
        "no_verdict": t("no verdict: {parts} (vapour data missing: {materials})"),
        "dries": t("dries again in summer: {parts}"),
        "dry": t("dry: {parts}"),
    }
    lines = []
    for verdict, text in texts.items():
        found = [item for item in moisture.elements if item.verdict == verdict]
        if found:
            parts = _names(found, elements, language)
            materials = _materials(found, elements, language)
            lines.append(text.format(parts=parts, materials=materials))
    return "; ".join(lines) if language == "en" else "；".join(lines)


def _materials(
    found: Sequence[ElementMoisture], elements: Sequence[ElementResult], language: Language
) -> str:
    names = {layer.material: layer.name for element in elements for layer in element.layers}
    unknown = dict.fromkeys(material for item in found for material in item.unknown)
    return join([text_in(names[x], language) if x in names else x for x in unknown], language)
