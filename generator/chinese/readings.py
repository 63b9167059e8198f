"""The reading that a sentence suggests for each of its words, before the translation has its
say."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from generator.base import pinyin
from generator.base.han import HANZI, HANZI_RUN
from generator.base.records import Entry
from generator.chinese import pronounce
from generator.chinese.polyphone_features import PolyphoneSentence
from generator.chinese.polyphones import MODEL, Polyphones
from generator.chinese.reading_rules import (
    ExpectedReading,
    ReadingLexicon,
    by_rule,
    is_doubled_verb,
    readings_of_verbs,
)
from generator.chinese.segments import Segment
from generator.chinese.tagger import TaggedWord
from generator.chinese.unlisted_names import SURNAMES

MIN_SURNAME_PROBABILITY = 0.05
"""From which the surname reading is taken in a name (曾国雄; but not 曾任, "once held", which looks
like one)."""
MIN_PROBABILITY = 0.001
"""Of a syllable that the model does not consider."""

Odds = Mapping[str, float]
"""Syllable -> its probability."""


def numbered(form: str, reading: str) -> tuple[str, ...]:
    """Return a dictionary reading as one lower-case syllable a character, 儿 always ``er``; empty
    where the two do not fit.

    >>> numbered("花儿", "hua1 r5"), numbered("卡拉OK", "ka3 la1 O K")
    (('hua1', 'er5'), ())
    """
    syllables = [one for one in reading.lower().split() if one not in {"·", ",", "，"}]
    if len(syllables) != len(form) or not HANZI_RUN.fullmatch(form):
        return ()
    return tuple(["er5" if syllable == "r5" else syllable for syllable in syllables])


class Words:
    """The readings of words by the dictionary or, where it has none, by a list of phrases; looked
    up once."""

    def __init__(
        self,
        entries: Callable[[str], tuple[Entry, ...]],
        is_word: Callable[[str], bool],
        phrases: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._entries = entries
        self._is_word = is_word
        self._phrases = phrases
        self._known: dict[str, tuple[tuple[str, ...], ...]] = {}

    def __call__(self, form: str) -> tuple[tuple[str, ...], ...]:
        """Return the readings of a form, each one syllable a character; empty where it is no
        word."""
        if form in self._phrases:
            return (self._phrases[form],)
        found = self._known.get(form)
        if found is None:
            # Not remembered: there is no end of strings that are no words
            if not self._is_word(form):
                return ()
            own = [entry for entry in self._entries(form) if entry.simplified == form]
            readings = [numbered(form, entry.reading) for entry in own]
            found = self._known[form] = tuple(dict.fromkeys(filter(None, readings)))
        return found


class ReadingChooser:
    """Reads sentences by the dictionary and, where that leaves a choice, by the model."""

    def __init__(
        self,
        lexicon: ReadingLexicon,
        is_word: Callable[[str], bool],
        model: Polyphones | None = None,
    ) -> None:
        """``is_word`` tells whether a form is in the list that sentences are cut by; without
        ``model`` the one of the data files is opened at the first sentence."""
        self._lexicon = lexicon
        self._is_word = is_word
        self._known: dict[str, tuple[ExpectedReading | None, tuple[str, ...]]] = {}
        if model:
            self._model = model

    @cached_property
    def _model(self) -> Polyphones:
        return Polyphones(MODEL)

    @cached_property
    def _words(self) -> Words:
        return Words(self._lexicon.entries, self._is_word, self._model.phrases)

    def expected(
        self, segments: Sequence[Segment], tagged: Sequence[TaggedWord]
    ) -> tuple[ExpectedReading, ...]:
        """Return how each segment of a sentence in simplified characters is read; ``tagged`` are
        the words of the same sentence as the tagger cuts it."""
        texts = [segment.text for segment in segments]
        sentence = PolyphoneSentence(texts, tagged, self._lexicon.tag, self._model.classes)
        found = []
        at = 0
        for index, segment in enumerate(segments):
            reading = by_rule(segments, index, self._lexicon)
            is_doubled = is_doubled_verb(segments, index)
            found.append(reading or self._of_segment(segment, sentence, at, is_doubled=is_doubled))
            at += len(segment.text)
        return tuple(found)

    def _of_segment(
        self, segment: Segment, sentence: PolyphoneSentence, at: int, *, is_doubled: bool
    ) -> ExpectedReading:
        """Return how a segment that begins at ``at`` is read by dictionary and model; what
        ``is_doubled`` is read as a verb."""
        text = segment.text
        settled, choices = self._known.get(text) or self._look_up(text)
        if settled:
            return settled
        odds = [self._character(sentence, at + n) for n, c in enumerate(text) if HANZI.match(c)]
        if is_doubled:
            odds = [self._of_verb(segment.base or text, one) for one in odds]
        syllables = [_likeliest(one) for one in odds]
        if not choices and segment.kind == "name" and text[0] in SURNAMES:
            syllables[0] = self._surname(text[0], odds[0]) or syllables[0]
        elif not choices and len(syllables) == len(text):
            syllables = self._by_parts(text, syllables)
        marked = tuple(map(pinyin.mark, syllables))
        if not choices:
            return ExpectedReading(" ".join(syllables), marked)
        likely = {choice: _product(odds, numbered(text, choice)) for choice in choices}
        total = sum(likely.values())
        shares = {choice: probability / total for choice, probability in likely.items()}
        return ExpectedReading(_likeliest(likely), marked, shares)

    def _look_up(self, text: str) -> tuple[ExpectedReading | None, tuple[str, ...]]:
        """Return how a word is read wherever it stands, where there is no choice; and the
        dictionary's readings of it. Remembered."""
        settled: ExpectedReading | None = None
        choices: tuple[str, ...] = ()
        if HANZI.search(text):
            readings = [entry.reading.lower() for entry in self._lexicon.entries(text)]
            choices = tuple(dict.fromkeys(readings))
        else:
            settled = ExpectedReading("")
        if len(choices) == 1:
            syllables = pinyin.of_characters(text, choices[0])
            if syllables:
                settled = ExpectedReading(choices[0], syllables, {choices[0]: 1.0})
        self._known[text] = settled, choices
        return settled, choices

    def _character(self, sentence: PolyphoneSentence, at: int) -> Odds:
        """Return the readings of one character with their probabilities."""
        character = sentence.character(at)
        if character in self._model:
            return self._model.probabilities(sentence, at, self._words)
        entries = self._lexicon.entries(character)
        reading = entries[0].reading.lower() if entries else pronounce.guess(character)
        return {reading: 1.0}

    def _of_verb(self, verb: str, odds: Odds) -> Odds:
        """Keep the readings that are a verb's, where these are the readings of one (数一数)."""
        as_verb = readings_of_verbs(verb, self._lexicon)
        return {one: chance for one, chance in odds.items() if one in as_verb} or odds

    def _by_parts(self, text: str, syllables: Sequence[str]) -> list[str]:
        """Read the dictionary words inside a word that has no entry as the dictionary does, longest
        first from the left (孩子+长)."""
        found = list(syllables)
        start = 0
        while start < len(text):
            end = start + 1
            for longer in range(len(text), start + 1, -1):
                readings = self._words(text[start:longer])
                if len(readings) == 1:
                    found[start:longer] = readings[0]
                    end = longer
                    break
            start = end
        return found

    def _surname(self, character: str, odds: Odds) -> str:
        """Return how the dictionary reads a surname; empty where it has none, or where the model is
        sure that this is no name."""
        known = set()
        for entry in self._lexicon.entries(character):
            if any(sense.startswith("surname ") for sense in entry.senses):
                known.add(entry.reading.lower())
        likely = max(known, key=lambda reading: (odds.get(reading, 0.0), reading), default="")
        return likely if odds.get(likely, 0.0) >= MIN_SURNAME_PROBABILITY else ""


def _likeliest(odds: Odds) -> str:
    return max(odds, key=lambda reading: odds[reading])


def _product(odds: Sequence[Odds], syllables: Sequence[str]) -> float:
    """Return the probability of a reading, syllable by syllable; of one that does not fit the
    characters, the least.

    Of neutral tones the model knows only those of single characters: any other counts like its full
    tone (东西 dōngxi), and so does the r of erhua, which gold sets mix with er (花儿 huār).
    """
    if len(syllables) != len(odds):
        return MIN_PROBABILITY
    result = 1.0
    for odd, syllable in zip(odds, syllables, strict=True):
        found = odd.get(syllable)
        if syllable == "er5" or (found is None and syllable.endswith("5")):
            same_sound = [p for full, p in odd.items() if full[:-1] == syllable[:-1]]
            found = max(same_sound, default=None)
        result *= max(MIN_PROBABILITY, found or 0.0)
    return result
