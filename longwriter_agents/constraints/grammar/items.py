"""Single units and lists of them: "week 3", "the third week", "weeks 3, 7 and 12 to 14"."""

from __future__ import annotations

from longwriter_agents.constraints.grammar.position import LAST
from longwriter_agents.constraints.grammar.stream import Stream
from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.nouns import is_short

Item = tuple[int, int, bool, bool]
"""The number, the next token, whether the label is said, whether it stands before the number."""


class Items(Stream):
    """Reads units by number, by ordinal and from the end."""

    def _number_of(self, i: int) -> int:
        """ "Apart from number 13", "and so do nos. 13 and 19": where the number of a unit stands; else 0. In a row the verb may be
        left out: "the dress rehearsal is number 21, the performance number 22"."""
        if self.text(i) not in ("number", "numbers", "nos", "no"):
            return 0
        in_a_row = bool(self.found) and "number" in self.clause[self.found[-1].start : self.found[-1].end].casefold()
        if self.kind(i - 1) in ("WORD", "LABEL", "NUM") and self.text(i - 1) not in _BEFORE_A_NUMBER and not in_a_row:
            return 0
        j = i + 2 if self.text(i + 1) == "." else i + 1
        return j if self.kind(j) == "NUM" and self.text(j).isdigit() else 0

    def _follows_a_place(self, i: int) -> bool:
        before = i - 2 if self.kind(i - 1) == "DET" else i - 1
        return bool(self.found) and before >= 0 and self.found[-1].end == self.stream[before].end

    def _counts_nothing(self, after: int) -> bool:
        """Whether a run of bare numbers ends where nothing can be counted: "wk 4, 8, 12 = rest", "chapter 9 and 10 he goes"."""
        while self.kind(after) == "AND" and self.kind(after + 1) == "NUM":
            after += 2
        return self.kind(after) in ("COLON", "STOP", "") or self.text(after) in _FUNCTION_WORDS

    def _item(self, i: int, *, bare: bool = True) -> Item | None:
        """One unit: (number, next token, label said, label before the number)."""
        numbered = self._number_of(i)
        if numbered:
            return self.value(numbered), numbered + 1, True, True
        i = self.over(i)
        if self.kind(i) == "LABEL":
            return self._after_label(i)
        if self.kind(i) == "LASTBUT" or (self.kind(i) == "ORD" and self.kind(i + 1) == "LASTBUT"):
            j = self.skip(i, "ORD") + 1
            return self.value(j - 1), self.skip(j, "LABEL"), True, False
        if self.kind(i) == "ORD":
            return self._by_ordinal(i, bare=bare)
        return self._by_number(i) if self.kind(i) == "NUM" and bare else None

    def _after_label(self, i: int) -> Item | None:
        """ "Week 3", "ep. 7", "stop no. 5", "chapter one", "故事3"."""
        if self.text(i)[:1] >= "一":
            led = len(self.text(i)) > 1 and self.text(i + 1).isdigit()
            return (self.value(i + 1), i + 2, True, True) if led else None
        j = i + 2 if self.text(i + 1) == "." and is_short(self.text(i)) else i + 1
        if self.kind(j) == "COLON" and self.text(i) in self.vocabulary.plurals and self.kind(j + 1) == "NUM":
            j += 1
        j = j + 1 if self.text(j) in ("no", "nos", "nr", "number", "numbers", "#") else j
        j = j + 1 if self.text(j) == "." and self.text(j - 1) in ("no", "nos", "nr") else j
        if self.text(j) == "one":
            return 1, j + 1, True, True
        in_digits = self.kind(j) == "ORD" and self.value(j) > 0 and self.stream[j].text[:1].isdigit()
        return (self.value(j), j + 1, True, True) if self.kind(j) == "NUM" or in_digits else None

    def _by_ordinal(self, i: int, *, bare: bool) -> Item | None:
        """ "The third week", "the last but one", "the 13th"."""
        j = self._after_ordinal(i + 1)
        if self.kind(j) == "ONE" and self._follows_a_place(i):
            return None  # "week 10 the second one" is the second talk, no second week
        if self.kind(j) in ("LABEL", "ONE") and self._own_label(j):
            if self.value(i) == LAST and self.kind(j + 1) == "BUT" and self.text(j + 2) in ("one", "two"):
                return (-2 if self.text(j + 2) == "one" else -3), j + 3, True, False
            return self.value(i), j + 1, True, False
        return (self.value(i), i + 1, False, False) if bare else None

    def _after_ordinal(self, i: int) -> int:
        """Past what may stand between an ordinal and its noun ("第三个的", "the first of the weeks"); "a third on block 7" counts
        something else."""
        return self.over(i) if self.text(i) not in ("in", "on", "at", "with", "for", "about", "在") else i

    def _by_number(self, i: int) -> Item | None:
        """A bare number, "12号房间", "12层" in a row or at the head; 三天 is a time, not a unit."""
        if self.text(i + 1) == "号":
            said = self.kind(i + 2) == "LABEL"
            return self.value(i), i + 3 if said else i + 2, said, False
        if self.text(i + 1) == "个" and self.kind(i + 2) == "LABEL" and self.kind(i - 1) == "TO":
            return self.value(i), i + 3, True, False  # "第51到53个街区"
        if self.kind(i + 1) != "LABEL" or self.text(i + 1)[:1] < "一":
            return self.value(i), i + 1, False, False
        in_a_row = self.kind(i - 1) in ("AND", "TO", "OPEN", "EXCEPT") or self.kind(i + 2) in ("AND", "TO")
        one_of_them = self.text(i) == "一" and self.kind(i - 1) != "TO"
        at_head = i == 0 and self.text(i + 2) in ("是", "为", "设", "讲", "有")
        is_named = self.kind(i + 2) == "COLON" or at_head
        if (one_of_them or not in_a_row) and not is_named and self.text(i + 1) != "日":
            return None
        return self.value(i), i + 2, True, False

    def _own_label(self, j: int) -> bool:
        """ "The first week of June" and "the third floor of the bank" name no unit of the series."""
        if self.text(j + 1) != "of":
            return True
        k = self.skip(j + 2, "DET")
        return self.kind(k) not in ("MONTH", "DATE", "EVERY") and self.text(j + 2) not in (
            "his",
            "her",
            "their",
            "my",
            "our",
            "each",
            "every",
            "another",
        )

    def _sequence(self, i: int, *, bare: bool) -> tuple[list[tuple[int, int]], int, bool] | None:
        """A list of units and stretches: (first, last) pairs, the next token, whether the label is said."""
        i = i if self._number_of(i) else self.over(i)
        first = self._item(i)
        if first is None:
            return None
        value, j, labelled, prefixed = first
        several = prefixed and self.text(i) in (*self.vocabulary.plurals, "nos", "numbers")
        chinese = self.text(i)[:1] >= "一" or (self.kind(i) == "ORD" and self.text(i).startswith("第"))
        pairs = [(value, value)]
        closed = False
        while True:
            link = self._link(j)
            if link is None:
                break
            is_range, k, conjunction = link
            following = self._item(self.over(k) if not is_range or True else k)
            if following is None:
                break
            number, after, said, _ = following
            if (
                not is_range
                and not said
                and not self._goes_on(after, conjunction, several or chinese, closed, number, j, labelled)
            ):
                break
            if not is_range and prefixed and said and self._is_new_subject(j, k, after):
                break
            if labelled and not said and self._is_an_adjective(k, after):
                break
            if not said and self._begins_anew(i, j, k, after):
                break
            if is_range:
                low = pairs[-1][0]
                if 0 < number < low:
                    break
                pairs[-1] = (low, number)
            else:
                pairs.append((number, number))
                closed = closed or conjunction
            j, labelled = after, labelled or said
        if not labelled and not bare:
            return None
        return pairs, j, labelled

    def _link(self, j: int) -> tuple[bool, int, bool] | None:
        """(is a range, next token, has a conjunction) of what joins two items of a list."""
        if self.kind(j) == "TO":
            return True, j + 1, False
        if self.kind(j) != "AND" or self.text(j) in ("then",):
            return None
        k, conjunction = j, False
        while self.kind(k) == "AND":
            conjunction = conjunction or self.text(k) not in (",", "，", "、", "/")
            k += 1
        if self.text(k) in ("in", "on", "at", "again", "also"):
            k = self.over(k + 1) if self.text(k) in ("again", "also") else k
        return False, k, conjunction

    def _goes_on(
        self, after: int, conjunction: bool, several: bool, closed: bool, number: int, link: int, labelled: bool
    ) -> bool:
        """Whether a number without its label still belongs to the list, and does not count what follows it."""
        if closed:
            return False
        if self._counts_nothing(after):
            return True
        if (
            labelled
            and not several
            and self.kind(link + 1) != "DET"
            and self.stream[after - 1].text[-2:] not in ("st", "nd", "rd", "th")
        ):
            if self.text(link) not in ("、", "/", "&"):
                return False
        if conjunction or several:
            return True
        return self.kind(after) in ("AND", "TO", "STOP", "COLON", "", "LABEL")

    def _begins_anew(self, first: int, link: int, item: int, after: int) -> bool:
        """ "The machine explodes in the fourth, and in the fifth everybody drinks tea": each has words of its own."""
        at = self.over(item)
        gap = {self.text(k) for k in range(link, at)}
        own_words = self.kind(at) == "ORD" and self.kind(after) == "WORD"
        return (
            own_words
            and gap >= {",", "and"}
            and bool(gap & {"in", "on", "at"})
            and has_content(self.clause[: self.stream[first].start])
        )

    def _is_an_adjective(self, item: int, after: int) -> bool:
        """ "The midterm in week 8 and the final exam in week 16": the final exam, and no final week."""
        in_words = self.kind(after - 1) == "ORD" and self.text(after - 1).isalpha() and self.text(item)[:1] < "一"
        follows = self.kind(after) == "WORD" and self.text(after) not in _FUNCTION_WORDS
        return in_words and follows and self.kind(item) == "DET"

    def _is_new_subject(self, link: int, item: int, after: int) -> bool:
        """ "Decks 5 to 7, and the top deck has a pool": a comma, another form of naming, and words of its own."""
        named_otherwise = self.kind(self.over(item)) == "ORD"
        return named_otherwise and self.text(link) in (",", "，") and self.kind(after) == "WORD"


_BEFORE_A_NUMBER = frozenset("do does did is are was were in on at for with by of to has have".split())
_FUNCTION_WORDS = frozenset(
    "he she they we you i it there is are has have was were must should will can shall may needs need".split()
)
"""What a number before them can't count."""
