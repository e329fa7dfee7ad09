"""Every fact has one owner, and a section hears of what others tell only where it lies near."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents import plan
from longwriter_agents.continuity.likeness import alike
from longwriter_agents.continuity.ownership import (
    Allocation,
    claims,
    facts_of_request,
    read_fact,
    with_request_facts,
    with_single_owners,
)
from longwriter_agents.manuscript import ClauseRow
from longwriter_agents.model import Fact, Outline, Part, Section


def outline(*sections: Section) -> Outline:
    return Outline(title="Bees", parts=(Part(id="p1", sections=sections),))


def owning(number: int, title: str, *facts: str, points: tuple[str, ...] = ()) -> Section:
    return Section(id=f"s{number}", title=title, owns=tuple(Fact(text=each) for each in facts), points=points)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("The stone bridge opened in 1889", "opening of the stone bridge", True),
        ("The bridge opened in 1889", "The bridge opened in 1898", False),
        ("three frames of brood", "a broken frame", False),
        ("how a swarm is captured", "capturing a swarm", True),
        ("蜂箱放在朝南的地方", "把蜂箱放在朝南的地方", True),
        ("蜂箱放在朝南的地方", "冬天给蜜蜂喂糖", False),
        ("", "", False),
    ],
)
def test_facts_are_the_same_by_what_they_say(a: str, b: str, same: bool) -> None:
    assert alike(a, b) is same


@pytest.mark.parametrize(
    ("told", "kind", "text"),
    [
        ("figure: 300 boats a year", "figure", "300 boats a year"),
        ("[Example] – the mill at Kern", "example", "the mill at Kern"),
        ("Quotations: “All is well”", "quotation", "“All is well”"),
        ("300 boats a year", "fact", "300 boats a year"),
        ("scenery of the coast", "fact", "scenery of the coast"),
    ],
)
def test_a_planned_fact_says_its_kind_where_the_model_can(told: str, kind: str, text: str) -> None:
    assert read_fact(told) == Fact.model_validate({"kind": kind, "text": text})


def test_a_fact_that_two_sections_own_is_told_where_it_fits_best() -> None:
    planned = outline(
        owning(1, "The Hive", "capturing a swarm with a skep", "ten frames of pine"),
        owning(2, "Swarms in May", "how a swarm is captured with a skep"),
    )
    kept, findings = with_single_owners(planned)
    assert [[fact.text for fact in section.owns] for section in kept.sections] == [
        ["ten frames of pine"],
        ["how a swarm is captured with a skep"],
    ]
    assert [(f.code, f.severity, f.section_id) for f in findings] == [("allocation", "info", "s2")]


def test_what_one_section_owns_is_no_point_of_another_but_a_last_point_stays() -> None:
    planned = outline(
        owning(1, "Feeding", "two litres of sugar syrup in September"),
        owning(2, "Autumn", points=("Two litres of sugar syrup in September.", "Close the entrance against mice.")),
        owning(3, "Winter", points=("Two litres of sugar syrup in September.",)),
    )
    kept, _ = with_single_owners(planned)
    assert kept.sections[1].points == ("Close the entrance against mice.",)
    assert kept.sections[2].points == ("Two litres of sugar syrup in September.",)


def test_units_that_share_an_angle_keep_it_and_nothing_is_said_of_it() -> None:
    """What has nothing else to tell is better told twice than not at all."""
    planned = outline(*(owning(n, "", points=("what one hears there at night",)) for n in range(1, 9)))
    assert with_single_owners(planned) == (planned, [])
    assert Allocation(planned).near("s1", most=3, words=30) == ()


def test_what_one_section_plans_twice_it_tells_once() -> None:
    kept, findings = with_single_owners(outline(owning(1, "Frames", "ten frames of pine", "the ten pine frames")))
    assert [fact.text for fact in kept.sections[0].owns] == ["ten frames of pine"]
    assert len(findings) == 1


def test_a_plan_without_doubles_stays_as_it_is() -> None:
    planned = outline(owning(1, "The Hive", "ten frames"), owning(2, "Swarms", "a skep of straw"))
    assert with_single_owners(planned) == (planned, [])


def test_an_owned_fact_stands_in_exactly_one_section_of_a_long_plan() -> None:
    sections = [owning(n, f"Section {n}", f"rule {n} about hives", "queens live for five years") for n in range(1, 200)]
    kept, findings = with_single_owners(outline(*sections))
    told = [claim.text for claim in claims(kept)]
    assert told.count("queens live for five years") == 1
    assert len(told) == len(set(told)) == 200
    assert len(findings) == 1


def row(quote: str, read_as: str = "background", *ids: str) -> ClauseRow:
    return ClauseRow(quote=quote, read_as=read_as, constraint_ids=ids)


def test_the_request_s_particulars_that_no_constraint_places_are_facts() -> None:
    found = facts_of_request(
        [
            row("Write a guide to bees.", "task"),
            row("The club was founded in 1987 by Anna Meier."),
            row("It should be cheerful.", "left to the analyst", "c2"),
            row("Its motto is “Work and sing”.", "left to the analyst", "c3"),
            row("Week 3 tells of Anna.", "unit demand", "c4"),
            row("Use British English.", "left to the analyst", "c5"),
            row("The hall seats 80 guests.", "left to the analyst", "c6"),
        ],
        placed=["c6"],
    )
    assert [(fact.kind, fact.text) for fact in found] == [
        ("figure", "The club was founded in 1987 by Anna Meier"),
        ("quotation", "Its motto is “Work and sing”"),
    ]


def test_a_fact_of_the_request_goes_to_one_section_only() -> None:
    planned = outline(owning(1, "The Hive"), owning(2, "How the Club Was Founded"), owning(3, "Swarms"))
    fact = Fact(text="The club was founded in 1987", kind="figure")
    placed = with_request_facts(with_request_facts(planned, [fact]), [fact])
    assert [section.owns for section in placed.sections] == [(), (fact,), ()]


def test_a_section_hears_of_what_lies_near_and_no_more() -> None:
    planned = outline(
        owning(1, "Catching a Swarm", "a white sheet and a skep"),
        owning(2, "Swarm Season", "swarms leave in May", "a skep of straw holds a swarm"),
        owning(3, "Honey", "honey is spun in July"),
        owning(4, "Wax", "wax is melted in water"),
        owning(5, "Winter", "snow keeps the hive warm"),
        owning(6, "Tools", "a smoker and a veil"),
    )
    near = Allocation(planned).near("s1", most=3, words=20)
    assert near == ("a skep of straw holds a swarm", "swarms leave in May")
    assert Allocation(planned).near("s1", most=1, words=20) == ("a skep of straw holds a swarm",)
    assert Allocation(planned).near("s1", most=3, words=4) == ("swarms leave in May",)
    assert Allocation(planned).near("s3", most=3, words=20) == ()


def test_what_every_section_speaks_of_tempts_nobody() -> None:
    planned = outline(*(owning(n, f"Bees {n}", f"bees and thing{n} number {n}") for n in range(1, 9)))
    assert Allocation(planned).near("s1", most=5, words=50) == ()


def test_what_comes_again_in_a_series_stays_in_every_unit(store: Path) -> None:
    request = (
        "Write a diary of 12 weeks, 60 words each. Every second week starting from week 2 she goes to the book club."
    )
    manuscript = plan(request, model="scripted:steady", store=store)
    assert "allocation" not in {finding.code for finding in manuscript.findings}
    (club,) = [row.id for row in manuscript.constraints if row.kind == "include"]
    assert [unit.number for unit in manuscript.units if club in unit.constraint_ids] == [2, 4, 6, 8, 10, 12]
