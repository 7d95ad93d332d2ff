"""How each sentence is to be seen by the judging: its clauses' time frames, its section's direction, its paragraph's lean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from policy_extract import judging
from policy_extract.finding import closings
from policy_extract.mentions import Judgement
from policy_extract.patterns import later

if TYPE_CHECKING:
    from policy_extract.grammar.clauses import Splitter
    from policy_extract.judging import Frame, Genre, Mode, Outlook
    from policy_extract.mentions import Deliverable, Layout, Target, TimeAnchor, TimexMention

_LONG = 400  # characters of a sentence that are read for its direction
_LONGEST = 20_000  # a sentence that is longer is no prose: not worth a second look
_HEADLINE = Judgement(None, "commitment", "headline", "status.headline")
_FOREIGN = Judgement(None, "commitment", "foreign", "status.foreign")
_AS_IT_IS = later(r"正在?[^，。；式常]|已|目前|现[在有]|眼下|抓紧")  # 眼下正砌三层墙: what goes on
_THERE_IS = later(r"[有出]$")  # 尚有2个县, 排查出22座
_SET_DOWN = later(r"(?:列入|纳入|确定|安排|计划|下达)[^，。；]{0,16}的$")
_WHICH_THINGS = later("(?:立项|开工|下达|安排|确定|入库|到期|期满|出险|受灾|摸排|排查)?的?[^，。；了已]{2,30}")  # 2021年|立项的项目|底前
_BACK = 6  # sentences of the paragraph that are asked before a claim's own


class Views:
    """Looks at sentences when asked, once each: most sentences of a document hold nothing to judge."""

    def __init__(
        self,
        text: str,
        layout: Layout,
        times: tuple[TimexMention, ...],
        anchor: TimeAnchor,
        outlook: Outlook,
        splitter: Splitter,
    ) -> None:
        self.text, self.layout, self.anchor, self.splitter = text, layout, anchor, splitter
        self.modes, self.genre, self.assigns = outlook.modes, outlook.genre, outlook.assigns
        self._told: Genre = "other" if outlook.reads else outlook.genre  # the genre of what stands under a plan's headings
        self._retrospective, self._listed = outlook.retrospective, outlook.listed
        self._barred = dict.fromkeys(outlook.headlines, _HEADLINE) | dict.fromkeys(outlook.foreign, _FOREIGN)
        told = judging.narrated(text, times, anchor)
        self._times = tuple(
            time for time in times
            if time.start not in told and judging.governs(text, time) and not judging.only_announces(text, time, anchor)
        )
        self._starts = tuple(time.start for time in self._times)
        self.governing = frozenset(self._starts)  # the offsets of the times that govern a clause
        self._sentence_starts = [sentence.start for sentence in layout.sentences]
        self._hopeful: dict[int, bool] = {}
        # in plans and most reports there is hope whatever a sentence says
        self._sure = {
            mode: not judging.hopeless("", frozenset(), mode, self._genre_under(mode), ahead=False) for mode in dict.fromkeys(self.modes)
        }
        self._frames: dict[int, tuple[Frame, ...]] = {}
        self._ahead: dict[int, int] = {}
        self._leans: dict[int, int | None] = {}
        self._paragraph_starts: dict[int, int] = {}

    def _genre_under(self, mode: Mode) -> Genre:
        return self._told if mode == "plan" else self.genre

    def _genre(self, index: int) -> Genre:
        return "plan" if index in self._listed else self._genre_under(self.modes[index])

    def hopeful_at(self, offset: int) -> bool:
        """Whether the sentence around an offset is ``hopeful``."""
        return self.hopeful(bisect_right(self._sentence_starts, offset) - 1)

    def hopeful(self, index: int) -> bool:
        """Whether something in the sentence may be a promise (a quick look, see ``judging.hopeless``)."""
        known = self._hopeful.get(index)
        if known is None:
            known = self._hopeful[index] = self._look_for_hope(index)
        return known

    def _look_for_hope(self, index: int) -> bool:
        if index in self._barred:
            return False
        if self._sure[self.modes[index]] or index in self._listed:
            return True
        sentence = self.layout.sentences[index]
        if sentence.end - sentence.start > _LONGEST:
            return True
        own = self._times_in(index)
        ways, whole = {judging.direction(time, self.anchor) for time in own}, any(judging.is_whole_year(time) for time in own)
        before = self._carried(index)
        if before is not None:
            ways.add(judging.direction(before, self.anchor))
        words = self.text[sentence.start : sentence.end]
        mode = self.modes[index]
        kind = self._genre(index)
        if judging.hopeless(words, ways, mode, kind, ahead=True, whole=whole):  # the cheaper question: most sentences of news end here
            return False
        return not judging.hopeless(words, ways, mode, kind, ahead=False, whole=whole) or self._looks_ahead(index) > 0

    def judge_target(self, target: Target) -> Judgement:
        """Whether a number is promised."""
        index = target.sentence
        if index in self._barred:
            return self._barred[index]
        sentence = self.layout.sentences[index]
        return judging.judge_target(
            self.text, target, (sentence.start, sentence.end), self._frame_of(target), self.modes[index], self._genre(index),
            ahead=self._looks_ahead(index),
        )

    def judge_deliverable(self, made: Deliverable) -> Judgement:
        """Whether a milestone or task is promised."""
        index = made.sentence
        if index in self._barred:
            return self._barred[index]
        sentence = self.layout.sentences[index]
        if sentence.kind not in {"body", "table", "heading"}:
            return Judgement("planned", "commitment", "assigned", "status.assigned")
        low, high = made.clause
        before, clause = self.text[max(sentence.start, low - _LONG) : low], self.text[low : min(high, low + _LONG)]
        kind: Genre = "plan" if index in self._listed else self.genre
        return judging.judge_clause(
            before, clause, self._frame_of_milestone(made), self.modes[index], kind, ahead=self._looks_ahead(index),
            assigned=made.assignment is not None,
        )

    def _frame_of(self, target: Target) -> Frame:
        """The frame of a number: that of its clause, or of the next one that only says by when it is done (…，6月底前全部装上)."""
        frame = self._frame(target.sentence, target.clause)
        things = target.quantity.quantity.op in {"=", "~"} and target.quantity.quantity.dimension == "count"  # no size of a thing
        own = frame.own and not (frame.time is not None and self._attributive(frame.time, target))
        if not things or own or frame.clause.mark not in {"，", ","}:
            return frame
        if _AS_IT_IS.search(self.text, *target.clause) or _THERE_IS.search(self.text, target.clause[0], target.quantity.start):
            return frame
        frames = self._frames[target.sentence]
        at = bisect_right(frames, target.clause[0], key=lambda one: one.clause.start)
        following = frames[at] if at < len(frames) else frame
        ahead = following.own and following.direction == "future" and following.time is not None
        return following if ahead and closings.closes(self.text, following.time) else frame  # type: ignore[arg-type]

    def _attributive(self, time: TimexMention, target: Target) -> bool:
        """Whether a time only says which things are counted (今年列入计划的34个小区)."""
        start = target.quantity.start
        return target.clause[0] <= time.start < time.end < start - 1 and self.text[start - 1] == "的" and _SET_DOWN.search(
            self.text, time.end, start
        ) is not None

    def _frame_of_milestone(self, made: Deliverable) -> Frame:
        """The frame of its clause, by its day where a year before that only says which (2021年立项的项目12月底前完成验收)."""
        frame = self._frame(made.sentence, made.clause)
        if made.kind != "milestone" or frame.direction != "past" or frame.time is None or frame.time.timex.granularity != "year":
            return frame
        low, high = frame.time.end, made.clause[1]
        days = (time for time in self._times_in(made.sentence) if low <= time.start < high and time.timex.kind == "point")
        ahead = next((time for time in days if judging.direction(time, self.anchor) == "future"), None)
        which = ahead is not None and _WHICH_THINGS.fullmatch(self.text, low, ahead.start) is not None
        return replace(frame, time=ahead, direction="future") if which else frame

    def _frame(self, index: int, clause: tuple[int, int]) -> Frame:
        frames = self._frames.get(index)
        if frames is None:
            sentence = self.layout.sentences[index]
            parts = self.splitter.of(sentence.start, sentence.end)
            frames = self._frames[index] = judging.frames(parts, self._times_in(index), self.anchor, self._carried(index))
        at = bisect_right(frames, clause[0], key=lambda frame: frame.clause.start)
        return frames[max(at - 1, 0)]

    def _times_in(self, index: int) -> tuple[TimexMention, ...]:
        sentence = self.layout.sentences[index]
        return self._times[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]

    def _carried(self, index: int) -> TimexMention | None:
        """The last time before the sentence in its paragraph."""
        sentence = self.layout.sentences[index]
        at = bisect_left(self._starts, sentence.start)
        if not at or self._times[at - 1].start < self._paragraph_start(index):
            return None
        time = self._times[at - 1]
        asked = any(self.text.find(mark, time.end, sentence.start) >= 0 for mark in "？?")
        # what a question before the last one looked back at is over
        return None if asked and judging.direction(time, self.anchor) == "past" else time

    def _paragraph_start(self, index: int) -> int:
        sentences = self.layout.sentences
        paragraph = sentences[index].paragraph
        known = self._paragraph_starts.get(paragraph)
        if known is None:
            while index and sentences[index - 1].paragraph == paragraph:
                index -= 1
            known = self._paragraph_starts[paragraph] = sentences[index].start
        return known

    def _looks_ahead(self, index: int) -> int:
        """How much the sentences before this one in its paragraph promise, up to one that tells of the past (0 to 2)."""
        if self._retrospective:
            return 0
        known = self._ahead.get(index)
        if known is not None:
            return known
        sentences = self.layout.sentences
        found = 0
        for at in range(index - 1, max(index - 1 - _BACK, -1), -1):
            if sentences[at].paragraph != sentences[index].paragraph:
                break
            lean = self._lean(at)
            if lean is not None:
                found = max(found, lean)
                if lean != 1:
                    break
        self._ahead[index] = found
        return found

    def _lean(self, index: int) -> int | None:
        """How much a sentence promises by its own words (1 or 2), 0 where it tells of the past; None for neither."""
        if index in self._leans:
            return self._leans[index]
        sentence = self.layout.sentences[index]
        words = self.text[sentence.start : min(sentence.end, sentence.start + _LONG)]
        ahead = judging.looks_ahead(words, self.genre)
        lean = ahead if ahead or judging.looks_back(words) else None
        self._leans[index] = lean
        return lean
