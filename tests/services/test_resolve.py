"""What the survey says reaches the model, in the right direction, with its provenance."""

from typing import Any

import pytest

from app.calc.build_up import element_u
from app.calc.geometry import shape_of
from app.calc.shape import Shape
from app.calc.thermal_model import thermal_model
from app.errors import IncompleteError
from app.model.house import ResolvedHouse
from app.model.survey import Survey, VillageValues, blank_survey, with_value, with_village_value
from app.model.survey.feeds import MODEL_INPUTS
from app.model.value import Provenance, known
from app.services.assess import load_context
from app.services.assess_envelope import build_up_name
from app.services.design import heat_load
from app.services.resolve import archetype_of, resolve, resolved_survey
from tests.services.surveys import farmhouse, survey_of, with_row_of

CONTEXT = load_context()
VILLAGE = VillageValues()


def house_of(survey: Survey, village: VillageValues = VILLAGE) -> ResolvedHouse:
    """Resolve a survey."""
    return resolve(survey, village, CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather)


def load(house: ResolvedHouse) -> float:
    """Return the design heat load [W], which moves with every loss of the model."""
    model = thermal_model(house, "actual", CONTEXT.catalogue, CONTEXT.pack, CONTEXT.weather)
    return heat_load(house, model, 0.0, CONTEXT).phi_hl


BEFORE = load(house_of(farmhouse()))


@pytest.mark.parametrize(
    ("changes", "direction"),
    [
        ({"B06": 2}, 1),
        ({"B08": "east", "C05": 5.0}, 0),
        ({"B09": "open"}, 1),
        ({"C02": 18.0}, 1),
        ({"C03": 7.5}, 1),
        ({"C04": 3.4}, 1),
        ({"C05": 4.0}, 1),
        ({"C05": 2.5}, -1),
        ({"C07": 90.0}, 1),
        ({"C08": 1.6, "E01": "gable"}, 1),
        ({"D01": "br240"}, 1),
        ({"D01": "stone", "D02": 600}, 1),
        ({"D03": "yes", "D04": "eps", "D05": 60}, -1),
        ({"D09": 0.8}, -1),
        ({"E02": "cast"}, 1),
        ({"E03": "gyps"}, -1),
        ({"E04": "eps", "E05": 50}, -1),
        ({"E06": "bad"}, 1),
        ({"E07": 0.6}, -1),
        ({"F01": "up2"}, -1),
        ({"F02": 1.8}, 1),
        ({"F04": 3}, -1),
        ({"F05": 6}, 1),
        ({"F06": "tb2"}, -1),
        ({"F07": "1.50x1.40"}, 1),
        ({"F09": "ins"}, -1),
        ({"F10": 2}, 1),
        ({"F11": ("plastic",)}, -1),
        ({"F12": "tight"}, -1),
        ({"G01": "timber"}, -1),
        ({"G02": "raised"}, -1),
        ({"G03": "yes"}, -1),
        ({"H01": "vleaky"}, 1),
        ({"H01": "tight"}, -1),
        ({"H02": 3.0}, 1),
        ({"H03": "yes"}, -1),
        ({"I01": "gas"}, -1),
        ({"I08": "on"}, -1),
        ({"R07": 60.0}, 1),
        ({"B10": ("opening",)}, -1),
    ],
)
def test_changing_an_answer_moves_the_loss_the_right_way(
    changes: dict[str, Any], direction: int
) -> None:
    after = load(house_of(farmhouse(**changes)))
    if direction:
        assert (after - BEFORE) * direction > 0.0
    else:
        assert after < load(house_of(farmhouse(**{**changes, "B08": "none"})))


def test_more_insulation_never_raises_the_load() -> None:
    loads = [load(house_of(farmhouse(D03="yes", D04="eps", D05=d))) for d in (20, 50, 100, 200)]
    assert loads == sorted(loads, reverse=True)


def test_a_measured_wall_thickness_sets_the_core_of_adobe_and_stone_only() -> None:
    thin, thick = (house_of(farmhouse(D01="adobe", D02=d)) for d in (340, 540))
    for house, d in ((thin, 0.30), (thick, 0.50)):
        core = max(house.elements["wall.N"].layers, key=lambda layer: layer.d)
        assert core.material == "adobe"
        assert core.d == pytest.approx(d)
    brick = max(house_of(farmhouse(D02=450)).elements["wall.N"].layers, key=lambda x: x.d)
    assert brick.d == pytest.approx(0.37)


def test_a_typed_u_value_is_met_exactly() -> None:
    house = house_of(farmhouse(D09=0.83, E07=0.66))
    materials = CONTEXT.catalogue.materials
    assert element_u(house, "wall.N", materials) == pytest.approx(0.83)
    assert element_u(house, "roof", materials) == pytest.approx(0.66)


def test_one_wall_may_differ() -> None:
    row = {"DW01": "N", "DW02": "br240", "DW03": 270, "DW04": "no"}
    house = house_of(with_row_of(farmhouse(D06="no"), "wall", **row))
    materials = CONTEXT.catalogue.materials
    assert element_u(house, "wall.N", materials) == pytest.approx(2.03, abs=0.03)
    assert element_u(house, "wall.S", materials) == pytest.approx(1.53, abs=0.03)


@pytest.mark.parametrize(
    ("code", "azimuth"),
    [("S", 180.0), ("SSE", 157.5), ("SSW", 202.5), ("E", 90.0), ("W", 270.0), ("N", 0.0),
     ("SE", 135.0), ("SW", 225.0)],
)  # fmt: skip
def test_the_front_looks_where_the_survey_says(code: str, azimuth: float) -> None:
    house = house_of(farmhouse(B07=code))
    face = next(f for f in shape_of(house).faces if f.element == "wall.S")
    assert face.azimuth == azimuth


def test_side_windows_and_wings_come_from_their_rows() -> None:
    row = {"W01": "E", "W02": "al1", "W03": 1.2, "W04": 1.0, "W05": 1}
    house = house_of(with_row_of(farmhouse(F08="yes", C05=5.0), "window", **row))
    assert shape_of(house).group_area("window.E") == pytest.approx(1.2)
    wing = {"CW02": 6.0, "CW03": 3.5, "CW04": 2.5}
    winged = house_of(with_row_of(farmhouse(C09="yes"), "wing", **wing))
    assert winged.heated_area == pytest.approx(house_of(farmhouse()).heated_area + 21.0)


def test_a_glazed_gallery_is_a_zone_and_an_open_one_an_eave() -> None:
    glazed = house_of(farmhouse(B12="glazed", R05=1.4))
    assert glazed.sunspace is not None
    assert glazed.sunspace.depth == pytest.approx(1.4)
    opened = house_of(farmhouse(B12="open", R05=1.4))
    assert (opened.sunspace, opened.plan.eaves) == (None, 1.4)


def zones(shape: Shape) -> set[str]:
    """Return the ids of all zones."""
    return {room.id for room in shape.rooms}


def test_the_zones_follow_from_storeys_bays_and_ceiling() -> None:
    assert zones(shape_of(house_of(farmhouse()))) == {"main", "side"}
    assert zones(shape_of(house_of(farmhouse(C05=5.0)))) == {"main"}
    two = farmhouse(B03="two_storey_2000", B06=2)
    assert zones(shape_of(house_of(two))) == {"main", "upper1", "side"}
    attic = farmhouse(B03="brick_timber_1980", C08=1.6, E01="gable", E03="paper")
    assert zones(shape_of(house_of(attic))) == {"main", "side", "roof"}


def test_the_family_heats_as_it_says() -> None:
    actual = house_of(farmhouse(I07=15.0, I08="low", I06="11-01/03-31")).actual
    assert (actual.theta_set[12], actual.theta_set[2]) == (15.0, 11.0)
    assert actual.season == ((11, 1), (3, 31))
    assert house_of(farmhouse(I08="off")).actual.theta_set[2] is None
    assert house_of(farmhouse(I08="on")).actual.theta_set[2] == 16.0
    hours = house_of(farmhouse(I08="off", R06=10.0)).actual.theta_set
    assert sum(theta is not None for theta in hours) == 10


def test_standard_use_is_the_methods_and_not_the_familys() -> None:
    standard = house_of(farmhouse(I07=22.0, I08="off", I06="12-01/02-15")).standard
    assert standard.theta_set == (14.0,) * 24
    assert (standard.control, standard.season) == ("operative", ((11, 15), (3, 15)))


def test_residents_and_occupancy_reach_gains_and_use() -> None:
    few, many = house_of(farmhouse(A06=1)), house_of(farmhouse(A06=5))
    assert many.gains.persons * many.gains.phi_person > few.gains.persons * few.gains.phi_person
    assert house_of(farmhouse(A09="part")).actual.presence < 1.0
    assert house_of(farmhouse(A09="none")).actual.presence == 0.0


def test_heating_efficiency_comes_from_the_catalogue_until_somebody_gives_it() -> None:
    assert house_of(farmhouse()).heating.efficiency == pytest.approx(0.55)
    assert house_of(farmhouse(I03=0.62)).heating.efficiency == pytest.approx(0.62)
    floor = house_of(farmhouse(I01="ashp_w", I04="floor")).heating
    assert (floor.system, floor.efficiency) == ("ashp_water_35", pytest.approx(2.8))


def test_bills_are_kept_in_the_carriers_own_units() -> None:
    bills = house_of(farmhouse(K01=2.5, K02=1200, K03=980, K03U="cny")).bills
    assert bills.amounts["raw_coal"] == pytest.approx(2500.0)
    assert bills.prices["raw_coal"] == pytest.approx(1.2)
    assert bills.amounts["electricity"] == pytest.approx(980 / 0.49)
    in_kwh = house_of(farmhouse(K03=2000, K03U="kwh")).bills
    assert in_kwh.amounts["electricity"] == pytest.approx(2000.0)
    bottles = house_of(farmhouse(I01="gas", K05=6.0, K05U="bottle")).bills
    assert bottles.amounts["lpg"] == pytest.approx(87.0)


def test_village_prices_go_before_the_usual_ones() -> None:
    village = with_village_value(VILLAGE, "V05B", known(0.52))
    bills = house_of(farmhouse(K03=1040), village).bills
    assert bills.amounts["electricity"] == pytest.approx(2000.0)
    assert bills.prices["electricity"] == pytest.approx(0.52)


def test_without_a_house_type_the_missing_fields_are_named() -> None:
    with pytest.raises(IncompleteError) as found:
        house_of(blank_survey("0" * 32))
    assert found.value.fields == ("B03", "C01", "C02", "C03", "C05")


def test_no_heated_bay_and_windows_too_large_are_refused_by_name() -> None:
    with pytest.raises(IncompleteError) as none:
        house_of(farmhouse(C05=0.0))
    assert none.value.fields == ("C05",)
    with pytest.raises(IncompleteError) as huge:
        house_of(farmhouse(F02=6.0, F03=2.5, F04=20))
    assert "F04" in huge.value.fields


def test_a_house_type_alone_is_enough_and_everything_is_marked_as_default() -> None:
    house = house_of(survey_of({"B03": "stone_hill"}))
    codes = {item.provenance for item in house.inputs if item.field not in ("", "B03")}
    assert codes <= {"default", "derived", "rule"}
    for item in house.inputs:
        if item.provenance in ("default", "rule"):
            assert item.source, item.key


def test_inputs_name_model_inputs_of_the_document() -> None:
    surveys = (farmhouse(), farmhouse(B12="glazed"), survey_of({"B03": "adobe_1970"}))
    for survey in surveys:
        unknown = {item.key for item in house_of(survey).inputs} - set(MODEL_INPUTS)
        assert not unknown


def test_a_variant_of_a_house_type_follows_from_the_wall() -> None:
    found = archetype_of(farmhouse(B03="brick_timber_1980", D01="br370"), CONTEXT.catalogue)
    assert found.id == "brick_timber_370"


def test_defaults_fill_the_survey_without_touching_answers() -> None:
    filled = resolved_survey(farmhouse(), VILLAGE, CONTEXT.catalogue)
    assert filled.geometry.length.value == 16.5
    assert filled.geometry.length.provenance is Provenance.TOLD
    emptied = with_value(farmhouse(), "C04", known(2.9, Provenance.DEFAULT))
    height = resolved_survey(emptied, VILLAGE, CONTEXT.catalogue).geometry.height
    assert height.value == 3.0


def test_a_part_is_named_as_it_is_built() -> None:
    def name(element: str, **answers: Any) -> str:
        return build_up_name(house_of(farmhouse(**answers)), element, CONTEXT.catalogue).en

    plain, insulated = name("wall.N"), name("wall.N", D03="yes", D04="eps", D05=60)
    assert insulated.startswith(plain)
    assert insulated.endswith("60 mm")
    assert "paper" not in name("roof", E02="reed_mud_tile", E03="gyps", C08=1.6).lower()
