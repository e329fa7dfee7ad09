"""The published formulas on worked values, each computed by hand."""

from __future__ import annotations

import math

import pytest

from longwriter_agents import trust
from longwriter_agents.evaluation.metrics import cost, length, placed, texts
from longwriter_agents.evaluation.metrics.checklists import ItemVerdict, clear_f1, satisfied
from longwriter_agents.evaluation.metrics.cost import Call
from longwriter_agents.evaluation.metrics.placed import PlacedCheck, placed_scores, plan_coverage
from longwriter_agents.evaluation.metrics.statistics import bootstrap
from longwriter_agents.evaluation.suites.gates import text_gates


@pytest.mark.parametrize(
    ("written", "score"),
    [(1_000, 100), (2_000, 200 / 3), (4_000, 0), (9_000, 0), (500, 50), (800, 87.5), (250, 0), (0, 0)],
)
def test_s_l_falls_slower_above_than_below(written: int, score: float) -> None:
    assert length.s_l(1_000, written) == pytest.approx(score)


def test_lifebench_s_deviation_is_a_share_of_what_was_asked() -> None:
    assert [length.length_deviation(200, written) for written in (150, 200, 500)] == [-0.25, 0, 1.5]


@pytest.mark.parametrize(
    ("written", "control", "score"),
    [
        (900, "equal", 100 * math.exp(-0.5)),
        (1_100, "equal", 100 * math.exp(-0.2)),
        (900, "at_most", 100),
        (1_100, "at_most", 100 * math.exp(-0.2)),
        (1_100, "at_least", 100),
        (900, "at_least", 100 * math.exp(-0.5)),
    ],
)
def test_ls_is_strict_and_bounds_are_kept_on_their_side(written: int, control: length.Control, score: float) -> None:
    assert length.ls(1_000, written, control) == pytest.approx(score)


@pytest.mark.parametrize(
    ("kind", "low", "high", "written", "score"),
    [
        ("about", 2_000, 2_000, 1_600, 1),
        ("about", 2_000, 2_000, 1_200, 0.5),
        ("about", 2_000, 2_000, 3_000, 0.5),
        ("range", 2_000, 4_000, 3_900, 1),
        ("above", 2_000, 2_000, 1_900, 0.9),
        ("above", 2_000, 2_000, 3_000, 1),
        ("above", 2_000, 2_000, 4_500, 0),
        ("below", 2_000, 2_000, 1_000, 1),
        ("below", 2_000, 2_000, 500, 0),
        ("below", 2_000, 2_000, 2_200, 0.8),
    ],
)
def test_longen_s_bands(kind: length.BandKind, low: int, high: int, written: int, score: float) -> None:
    assert length.longen(*length.band_of(kind, low, high), written) == pytest.approx(score)


def test_the_papers_counter_takes_cjk_signs_and_runs_of_latin_letters() -> None:
    assert length.paper_words("Two words, 42 and 好的。") == 5
    assert length.paper_words("don't") == 2


def test_shares_variation_and_buckets() -> None:
    assert [length.within(1_000, words, 0.05) for words in (950, 1_050, 949, 1_051)] == [1, 1, 0, 0]
    assert length.lvc([900, 1_100]) == pytest.approx(0.1)
    assert length.lvc([900]) is None
    assert [length.bucket_of(asked) for asked in (499, 500, 2_000, 4_000, 20_000, 30_000)] == [
        "[0,500)",
        "[500,2000)",
        "[2000,4000)",
        "[4000,20000]",
        "[4000,20000]",
        "20000+",
    ]


def test_placed_demands_count_missing_units_only_in_stic_2() -> None:
    checks = [
        PlacedCheck(1, "once", True),
        PlacedCheck(2, "once", False),
        PlacedCheck(2, "range", True),
        PlacedCheck(3, "periodic", True),
        PlacedCheck(4, "periodic", False),
    ]
    scores = placed_scores(4, [1, 2, 3], checks)
    assert scores.cr == 0.75
    assert scores.accuracy == {"once": 0.5, "range": 1.0, "periodic": 1.0}
    assert scores.stic_1 == 0.75
    assert scores.stic_2 == 0.6
    assert scores.w_avg == pytest.approx(0.45)
    assert placed.placed_scores(2, [], []).stic_2 is None


def test_plan_coverage_is_over_pairs_of_unit_and_demand() -> None:
    precision, recall = plan_coverage({13: {"workshop"}, 18: {"workshop"}}, {13: {"workshop"}, 14: {"workshop", "x"}})
    assert precision == pytest.approx(1 / 3)
    assert recall == 0.5


def test_a_plan_of_nothing_covers_nothing_and_has_no_precision() -> None:
    assert plan_coverage({13: {"workshop"}}, {}) == (None, 0.0)
    assert plan_coverage({}, {13: {"workshop"}}) == (0.0, None)
    assert plan_coverage({}, {}) == (None, None)


def test_clear_takes_both_na_for_right_and_one_na_for_wrong() -> None:
    verdicts = [
        ItemVerdict("a", "a", recalled=True, precise=True),
        ItemVerdict("a", "b", recalled=True, precise=False),
        ItemVerdict(None, None),
        ItemVerdict("a", None, recalled=True, precise=True),
    ]
    assert clear_f1(verdicts) == pytest.approx(2 * 0.5 * 0.75 / 1.25)
    assert clear_f1([]) is None
    assert clear_f1([ItemVerdict("a", None)]) == 0
    assert satisfied([True, True, False, True]) == 0.75


def test_the_bootstrap_is_seeded_and_honest_about_single_values() -> None:
    one = bootstrap([0.0, 1.0] * 50)
    assert one is not None
    assert one == bootstrap([0.0, 1.0] * 50)
    assert one.mean == 0.5
    assert one.low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.015)
    assert one.high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.015)
    assert bootstrap([]) is None
    single = bootstrap([3.0])
    assert single is not None
    assert (single.low, single.high) == (3.0, 3.0)


def test_an_interval_over_items_is_wider_than_one_that_takes_their_runs_for_independent() -> None:
    values, items = [0.0] * 10 + [1.0] * 10, [0] * 10 + [1] * 10
    flat, clustered = bootstrap(values), bootstrap(values, clusters=items)
    assert flat is not None
    assert clustered is not None
    assert (clustered.low, clustered.mean, clustered.high, clustered.n) == (0.0, 0.5, 1.0, 20)
    assert 0.2 < flat.low < flat.high < 0.8
    assert bootstrap([1.0, 2.0, 4.0], clusters=[1, 2, 3]) == bootstrap([1.0, 2.0, 4.0])
    alone = bootstrap([1.0, 3.0], clusters=["a", "a"])
    assert alone is not None
    assert (alone.low, alone.mean, alone.high) == (2.0, 2.0, 2.0), "one item says nothing of others"


def test_repetition_on_small_texts() -> None:
    assert texts.rep_n("a b c d e".split()) == 0
    assert texts.rep_n("a b c d a b c d".split()) == pytest.approx(1 / 5)
    assert texts.rep_n(["a"]) == 0
    assert texts.distinct_1("a b a b".split()) == 0.5
    assert texts.gzip_ratio("the same again. " * 200) < 0.05 < texts.gzip_ratio("A plain sentence stands here.")


def test_windows_are_whole_half_overlapping_and_find_the_worst() -> None:
    words = [str(number) for number in range(2_000)]
    assert [window[0] for window in texts.windows(words)] == ["0", "500", "1000"]
    assert [window[0] for window in texts.windows(words[:1_400])] == ["0", "400"], (
        "the last one ends where the words end"
    )
    assert [len(window) for window in texts.windows(words[:1_400])] == [1_000, 1_000]
    assert [window[0] for window in texts.windows(words[:1_000])] == ["0"]
    looped = " ".join(words) + " " + " ".join(["round", "and", "round", "we", "went"] * 200)
    assert texts.worst_rep_4(looped) > 0.9
    assert texts.worst_rep_4(" ".join(words)) == 0


def test_a_loop_that_ends_a_text_is_seen_however_short_it_is() -> None:
    different, looped = [f"w{number}" for number in range(1_000)], ["round", "and", "round", "we", "went"] * 80
    assert texts.worst_rep_4(" ".join([*different, *looped])) == pytest.approx(1 - (600 + 5) / 997)


def test_mtld_of_a_text_that_only_repeats_is_low_and_of_different_words_is_its_length() -> None:
    assert texts.mtld([str(number) for number in range(100)]) == 100
    assert texts.mtld(["the", "cat"] * 50) == pytest.approx(10, abs=0.5)
    assert texts.mtld(["short"]) is None


def test_doubles_openers_and_seams() -> None:
    sentence = "The old ferry crossed the river at dawn."
    other = "A keeper of bees counted his hives twice."
    text = f"{sentence} {other}\n\n{other} {sentence}"
    assert texts.duplicate_sentences(text) == 2
    assert texts.duplicate_sentence_share(text) == 0.5
    assert texts.duplicate_paragraphs(f"{sentence} {other}\n\n{sentence} {other}") == 1
    assert texts.sentences_across([sentence, f"{other} {sentence}", other]) == 2
    assert texts.top_opener_share("In fact it rained. In fact it snowed. So it goes. We left.") == 0.5
    assert texts.repeated_openers(["In this section we begin.", "Bees swarm in May.", "In this section we end."]) == 1
    assert texts.seam_overlap(["one two three", "one two four"]) == 0.5
    assert texts.seam_overlap(["alone"]) is None


def test_gates_stand_at_their_limits() -> None:
    assert texts.gates(0.03, 0.40, 0) == {"rep_4": True, "gzip": True, "duplicate_paragraphs": True}
    assert texts.gates(0.031, 0.399, 1) == {"rep_4": False, "gzip": False, "duplicate_paragraphs": False}


def test_contradictions_are_told_for_each_10_000_words() -> None:
    assert texts.per_10_000_words(3, 20_000) == 1.5
    assert texts.per_10_000_words(1, 2_500) == 4.0
    assert texts.per_10_000_words(0, 0) is None


def test_every_text_is_told_whether_it_passes_the_gates_and_where_it_stops() -> None:
    good = text_gates("The old ferry crossed the river at dawn. A keeper of bees counted his hives twice.")
    assert (good["gates_passed"], good["open_end"]) == (1.0, 0.0)
    looped = text_gates("and so the river went on and on, " * 100)
    assert (looped["gates_passed"], looped["open_end"]) == (0.0, 1.0)
    assert text_gates("") == {}
    assert not texts.stops_open("")


def test_isotropy_is_nothing_for_equal_drafts_and_log_n_for_unlike_ones() -> None:
    assert trust.isotropy([[1, 0], [2, 0], [3, 0]]) < 0.02
    assert trust.isotropy([[1, 0, 0], [0, 1, 0], [0, 0, 1]]) == pytest.approx(math.log(3), abs=0.01)
    assert trust.isotropy([[1, 0]]) == 0
    shares = (1.601 / 2, 0.401 / 2)  # two drafts of cosine 0.6: the eigenvalues are 1 ± 0.6 + 0.001
    assert trust.isotropy([[2, 0], [0.6, 0.8]]) == pytest.approx(-sum(share * math.log(share) for share in shares))


def test_the_critical_path_takes_the_longest_lane_between_calls_about_the_whole() -> None:
    calls = [
        Call("plan", 0, 4),
        Call("plan:p1", 4, 6),
        Call("plan:p2", 4, 7),
        Call("draft:s1", 7, 17),
        Call("draft:s2", 7, 12),
        Call("continue:s2", 12, 20),
        Call("review:document", 20, 22),
    ]
    assert cost.critical_path(calls) == 4 + 3 + 13 + 2
    assert cost.busy(calls) == 4 + 2 + 3 + 10 + 5 + 8 + 2
    assert cost.capacity_used(calls[3:6], 2, began=7, ended=20) == pytest.approx(23 / 26)
    assert cost.path_share(cost.critical_path(calls), cost.busy(calls)) == pytest.approx(22 / 34)
    assert cost.path_share(0, cost.busy([])) is None
    assert cost.words_per_1000_tokens(500, 1_000) == 500


def test_a_plan_is_looked_at_and_revised_before_anything_is_drafted() -> None:
    calls = [
        Call("plan", 0, 4),
        Call("replan:review", 4, 5),
        Call("replan:0", 5, 9),
        Call("replan:review", 9, 10),
        Call("draft:s1", 10, 20),
        Call("draft:s2", 10, 15),
    ]
    assert cost.critical_path(calls) == 20
