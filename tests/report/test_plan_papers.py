"""D2 and D5: four and two pages, the money balanced, drafts marked."""

from dataclasses import replace

import pytest

from app.i18n import Language, Text
from app.model.assessment import Package, Range
from app.model.family import FamilyMoney, HeatingMoney, SolarMoney
from app.model.funding import CostSplit, Funding, Grant, Labour, Money, PriceCase
from app.model.label import Label
from app.model.roadmap import Roadmap, RoadStep, StepMeasure, StepState
from app.model.solar import Question
from app.model.worth import Worth
from app.report.consent_paper import build_consent_paper
from app.report.measure_pictures import PICTURES
from app.report.plan_input import PlanInput
from app.report.plan_paper import build_plan_paper
from app.store.catalogue import load_catalogue
from tests.report.sample import PACKAGE, PLAN, measure, sheet_input
from tests.report.test_sheet import pages
from tests.ui.funded import funded_package

LABOUR = Labour(160.0, 12.0, 10.0, 2.0, 1600, 320)
GRANT = Grant("city", Text("市里补助", "City subsidy"), "city", 6000, later=True)
FUNDING = Funding(CostSplit(9000, 2100, 2000), LABOUR, (GRANT,), (), 5180)


def state(level: int, cost: float, saving: float) -> StepState:
    label = Label(level, 100.0, (25.0, 50.0, 100.0, 145.0), "2026-11-26", "C", Text("甲", "a"))
    return StepState(9000.0, 150.0, saving, label, -1.0, cost, 0.5)


def step(number: int, level: int) -> RoadStep:
    item = StepMeasure(
        "X@N", Text("外墙", "Wall"), Text("北", "N"), "mason", "envelope",
        Range(1.0, 5200.0, 9.0), 4.0,
    )  # fmt: skip
    cost = Range(1.0, 5200.0 * number, 9.0)
    return RoadStep(
        number, 2027, "spring", (6, 7), (item,), 4.0, cost, cost, None,
        state(level, 3100.0 - 500 * number, 0.2 * number),
    )  # fmt: skip


ROAD = Roadmap(
    PLAN.dwelling_id, PLAN.at, PLAN.id, "cheapest", state(4, 3100.0, 0.0),
    (step(1, 3), step(2, 2)), own=False,
)  # fmt: skip


def plan_input(**changes: object) -> PlanInput:
    data = PlanInput(sheet_input(), PACKAGE, FUNDING, Range(4.0, 5.0, 6.0), ROAD, balanced=True)
    return replace(data, **changes)  # type: ignore[arg-type]


def test_the_plan_has_four_pages_from_levels_to_signatures() -> None:
    first, second, third, fourth = pages(build_plan_paper(plan_input()).pdf)
    assert "王建国家 节能改造方案书" in first
    for words in ("4级", "3级", "2级", "总共13,100元", "国家补6,000元", "自家现金5,180元"):
        assert words in first
    assert "不做，一冬还是约3,100元，十年约31,000元" in first
    assert "第1步：2027年春，4天" in second
    assert "先修漏 → 再保温" in second
    assert "人民币壹万叁仟壹佰元整" in third
    assert "贷款：0 元" in third
    assert "13,100＝补助6,000＋自家现金5,180＋自家出工1,600（10工×160元）" in third
    assert "（平）" in third
    assert "补助到账前手里要备11,180元" in third
    assert "每年少花1,000～1,400元" in third
    assert "见证人" in fourth and "7天内可以反悔" in fourth
    assert "第 4 页 共 4 页" in fourth


def test_the_consent_has_two_pages_and_each_measure_its_own_box() -> None:
    first, second = pages(build_consent_paper(plan_input()).pdf)
    assert "6,000元验收后才给" in first
    assert "您可以不同意" in first
    for item in PACKAGE.measures:
        assert item.name.zh in second
    assert "现金5,180元（人民币伍仟壹佰捌拾元整），自家出工10个，邻里帮工2个" in second
    assert "我没有为此贷款" in second
    assert "第 2 页 共 2 页" in second


def test_money_that_does_not_balance_is_said_and_the_paper_is_a_draft() -> None:
    short = replace(FUNDING, own_cash=5000)
    sheet = sheet_input(draft=True)
    data = plan_input(funding=short, balanced=False, sheet=sheet)
    _one, _two, third, _four = pages(build_plan_paper(data).pdf)
    assert "（不平，差180元）" in third
    first, _second = pages(build_consent_paper(data).pdf)
    assert "先不要签" in first
    assert "草稿" in first


def test_a_loan_gets_a_box_on_both_papers() -> None:
    lent = replace(FUNDING, loan=2000, own_cash=3180)
    third = pages(build_plan_paper(plan_input(funding=lent)).pdf)[2]
    assert "贷款2,000元" in third and "还不上怎么办" in third
    second = pages(build_consent_paper(plan_input(funding=lent)).pdf)[1]
    assert "由我自己还" in second and "我没有为此贷款" not in second


def test_works_that_do_not_pay_are_said_on_the_first_page() -> None:
    worth = Worth(
        "against", Text("现在不值得做：省得太少。", "Not worth it."), (Text("先换炉", "Stove"),),
        0.002, 15.0, 0.01, 30.0, "C",
    )  # fmt: skip
    first = pages(build_plan_paper(plan_input(package=replace(PACKAGE, worth=worth))).pdf)[0]
    assert "现在不值得做" in first and "先换炉" in first


def test_without_steps_the_measures_are_listed() -> None:
    _first, second, _third, _fourth = pages(build_plan_paper(plan_input(roadmap=None)).pdf)
    for item in PACKAGE.measures:
        assert item.name.zh in second


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 14])
def test_however_long_the_plan_it_stays_four_and_two_pages(language: str, count: int) -> None:
    many: Package = replace(
        PACKAGE,
        measures=tuple(
            measure(
                Text(f"很长的措施名字第{k}项外墙外保温", f"A long name of measure number {k}"),
                Text("各面", "all"), 100.0,
            )
            for k in range(count)
        ),
    )  # fmt: skip
    road = replace(ROAD, steps=tuple(step(k, 2) for k in range(1, 8)))
    sheet = sheet_input(language=language)
    noted = tuple((Text(f"要记的第{k}项", f"Item {k}"), Text("", "")) for k in range(18))
    short = Text("要装 80 块，放得下 12 块。", "80 are asked for, 12 fit.")
    data = plan_input(package=many, roadmap=road, sheet=sheet, noted=noted, short=short)
    assert len(pages(build_plan_paper(data).pdf)) == 4
    assert len(pages(build_consent_paper(data).pdf)) == 2


def test_the_same_input_gives_the_same_bytes() -> None:
    assert build_plan_paper(plan_input()).pdf == build_plan_paper(plan_input()).pdf
    assert build_consent_paper(plan_input()).pdf == build_consent_paper(plan_input()).pdf


HEATING = HeatingMoney(
    Text("热泵热风机", "Hot-air heat pump"), "HPF26", 2, 6900.0, 820.0, 520.0, 990.0, 3100.0,
    21000.0, 30,
)  # fmt: skip
FAMILY = FamilyMoney(13100.0, HEATING, SolarMoney(12, 7.4, 24000.0, 2100.0, rented=False))
SIX = tuple(
    Question(field, Text(f"问{k}", f"q{k}"), Text("不清楚", "not known"), "unknown", Text("", ""))
    for k, field in enumerate(("L06", "TV1", "TV2", "TV3", "TV4", "TV5"))
)


def test_what_the_family_chose_stands_on_plan_and_consent_with_its_money() -> None:
    data = plan_input(family=FAMILY)
    first, second, third, _fourth = pages(build_plan_paper(data).pdf)
    for page in (first, second, third):
        assert "热泵热风机" in page and "买要6,900元" in page and "12块板" in page
    assert "改造、取暖、光伏一共44,000元" in first
    assert "没算进上面的钱" in third
    told, agreed = pages(build_consent_paper(data).pdf)
    assert "买要6,900元" in told
    assert "取暖：热泵热风机" in agreed and "光伏：12块" in agreed


@pytest.mark.parametrize("family", [FAMILY, None])
def test_modules_that_do_not_fit_are_said_on_plan_and_consent(family: FamilyMoney | None) -> None:
    short = Text("要装 80 块光伏板，平屋顶只放得下 12 块：四边留 0.5 m。", "80 are asked for")
    data = plan_input(family=family, short=short)
    first, _second, third, _fourth = pages(build_plan_paper(data).pdf)
    told, _agreed = pages(build_consent_paper(data).pdf)
    for page in (first, third, told):
        assert "要装 80 块光伏板" in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_balance_is_never_torn_within_a_term(language: Language) -> None:
    labour = replace(LABOUR, own_days=112.5, own_value=18000, mutual_value=12480)
    funding = replace(FUNDING, labour=labour, donation=12000, loan=15000)
    sheet = sheet_input(language=language)
    third = pages(build_plan_paper(plan_input(funding=funding, sheet=sheet)).pdf)[2]
    words = {"zh": "邻里帮工12,480", "en": "neighbours 12,480"}[language]
    first, second = (line for line in third.splitlines() if words in line or "13,100" in line[:7])
    assert first.startswith("13,100")
    assert second.startswith(("＋", "+"))


def test_what_nobody_gives_is_left_out_of_the_balance() -> None:
    labour = replace(LABOUR, mutual_days=0.0, mutual_value=0)
    third = pages(build_plan_paper(plan_input(funding=replace(FUNDING, labour=labour))).pdf)[2]
    assert "（10工×160元）元（" in third
    assert "邻里帮工0" not in third


def test_the_consent_notes_what_the_file_of_the_house_needs() -> None:
    noted = (
        (Text("公示天数（要7天）", "Days of notice"), Text("7 天", "7")),
        (Text("协议编号", "Agreement no."), Text("", "")),
    )
    told, agreed = pages(build_consent_paper(plan_input(noted=noted)).pdf)
    assert "一户一档要记的" in told
    assert "7 天" in told and "协议编号" in told
    assert "协议编号" not in agreed


def test_the_plan_says_which_heating_its_savings_count_where_another_was_chosen() -> None:
    package = replace(funded_package(), money=_priced())
    for family, said in ((FAMILY, True), (replace(FAMILY, heating=None), False), (None, False)):
        data = plan_input(family=family, package=package)
        first, _second, third, _fourth = pages(build_plan_paper(data).pdf)
        assert ("按现在的取暖" in first) is said
        assert (third.count("现在的取暖") >= 2) is said


def _priced() -> Money:
    money = funded_package().money
    assert money is not None
    case = PriceCase(
        "typical", Text("现在的价", "Today"), 800.0, 6.0, 9.0, 40000.0, 30000.0, 9000.0
    )
    return replace(money, cases=(case,))


def test_without_a_choice_nothing_is_said_of_heating_or_sun() -> None:
    whole = "".join(pages(build_plan_paper(plan_input()).pdf))
    assert "选定" not in whole and "光伏" not in whole


def test_the_six_questions_are_printed_where_photovoltaics_are_wanted() -> None:
    fourth = pages(build_plan_paper(plan_input(questions=SIX)).pdf)[3]
    assert "光伏合同先看六条" in fourth
    assert fourth.count("没弄清先别签") == 6


def test_each_measure_tells_its_weather_and_what_to_heed() -> None:
    item = PACKAGE.measures[0].id
    data = plan_input(
        roadmap=None,
        weather={item: Text("5 ℃以上、不下雨", "above 5 °C, no rain")},
        heed={item: Text("先选定别的取暖", "Choose heating first")},
    )
    _first, second, _third, fourth = pages(build_plan_paper(data).pdf)
    assert "只在这样的天气干：5 ℃以上、不下雨" in second
    assert "要注意：先选定别的取暖" in second and "先选定别的取暖" in fourth
    assert "先选定别的取暖" in pages(build_consent_paper(data).pdf)[0]


def test_every_measure_of_the_catalogue_has_a_picture() -> None:
    for item in load_catalogue().measures.values():
        known = item.id in PICTURES or item.category in PICTURES
        assert known, item.id
