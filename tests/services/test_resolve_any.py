"""Whatever answers are possible, the house resolves or says which fields to look at."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.network import network_of
from app.calc.supply import account
from app.calc.thermal_model import thermal_model
from app.errors import IncompleteError
from app.model.survey import VillageValues, all_specs, row_kind_of
from app.model.survey.spec import FieldClass, FieldSpec, Kind
from app.services.assess import load_context
from app.services.resolve import resolve
from tests.services.surveys import survey_of, with_row_of

CONTEXT = load_context()
SKIPPED = ("B14", "A03", "A04")


def answers_to(declared: FieldSpec) -> st.SearchStrategy[Any] | None:
    """Return possible answers to a field, None for those the model never reads."""
    hard = declared.hard
    low = hard.low if hard and hard.low is not None else 0.0
    high = hard.high if hard and hard.high is not None else max(15.0, low + 100.0)
    match declared.kind:
        case Kind.CHOICE if declared.choices:
            return st.sampled_from([c.code for c in declared.choices])
        case Kind.MULTI if declared.choices:
            codes = [c.code for c in declared.choices]
            return st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)
        case Kind.INTEGER:
            return st.integers(int(low), int(high))
        case Kind.DECIMAL:
            return st.floats(low, high).map(lambda x: round(x, 2))
        case Kind.SEASON:
            return st.sampled_from(["11-15/03-15", "10-20/04-10", "12-01/02-10"])
        case Kind.SIZE:
            return st.sampled_from(["0.50x0.50", "1.20x0.90", "1.50x1.50"])
        case _:
            return None


POSSIBLE = {
    field: found
    for field, declared in all_specs().items()
    if not row_kind_of(field)
    and field not in SKIPPED
    and declared.field_class is not FieldClass.AUTOMATIC
    and declared.feeds
    and (found := answers_to(declared)) is not None
}
PICTURE = {"B03": POSSIBLE.pop("B03")}
SURVEYS = st.fixed_dictionaries(PICTURE, optional=POSSIBLE)
ROWS = st.fixed_dictionaries(
    {
        "DW01": st.sampled_from("SNEW"),
        "DW02": answers_to(all_specs()["DW02"]),
        "DW03": st.integers(100, 1000),
    }
)


@settings(max_examples=150, deadline=None)
@given(SURVEYS, st.one_of(st.none(), ROWS))
def test_every_possible_survey_makes_a_model_or_names_its_gaps(
    answers: dict[str, Any], wall: dict[str, Any] | None
) -> None:
    survey = survey_of(answers)
    if wall:
        survey = with_row_of(survey, "wall", **wall)
    catalogue, pack, weather = CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather
    try:
        house = resolve(survey, VillageValues(), catalogue, pack, weather)
    except IncompleteError as error:
        assert error.fields
        return
    for use in ("standard", "actual"):
        network_of(thermal_model(house, use, catalogue, pack, weather))  # type: ignore[arg-type]
        found = account(house, 5000.0, use, catalogue, pack)  # type: ignore[arg-type]
        assert found.cost >= 0.0
    assert 0.0 < house.plan.heated_bays <= house.plan.bays
