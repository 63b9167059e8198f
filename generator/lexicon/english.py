"""English words with their stems and values.

A number that is written in several words ("two million six hundred thousand") or with a unit ("21.7
billion") is one ``EnglishWord`` that spans them all, so that a link to 二百六十万 can mark the
whole of it. A word's stem is what two forms of a word share: the Snowball stemmer for English
(Porter 2001), after a table of irregular forms.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.lexicon import phonetic_keys

STOP_WORDS = frozenset(
    "a an the of to in on at by for with from as and or but is are was were be been being am do"
    " does did have has had having it its this that these those he she they we you i him her them"
    " us me his their our your my not no so if then than too very can could will would shall should"
    " may might must there here what which who whom whose when where how why all any some one into"
    " out up down over under about after before again also just only such own same other more most"
    " don didn doesn wouldn couldn isn wasn etc sb sth somebody something someone oneself".split()
)
"""Words that say too little to link a word to, in texts and in definitions."""

_IRREGULAR = """
go went gone|see saw seen|say said|take took taken|come came|think thought|know knew known
give gave given|tell told|find found|leave left|feel felt|bring brought|buy bought|begin began begun
keep kept|hold held|write wrote written|stand stood|hear heard|run ran|sit sat|get got gotten
speak spoke spoken|lie lay lain|lead led|grow grew grown|lose lost|fall fell fallen|send sent
build built|understand understood|draw drew drawn|break broke broken|spend spent|rise rose risen
drive drove driven|wear wore worn|choose chose chosen|eat ate eaten|drink drank drunk|sleep slept
die dead died dying|make made|become became|fight fought|catch caught|teach taught|sell sold
fly flew flown|throw threw thrown|hide hid hidden|shake shook shaken|bite bit bitten|sing sang sung
swim swam swum|wake woke woken|win won|bend bent|hang hung|shoot shot|strike struck stricken
steal stole stolen|tear tore torn|weep wept|sweep swept|seek sought|mean meant|meet met|pay paid
lend lent|ride rode ridden|ring rang rung|sink sank sunk|forget forgot forgotten
forgive forgave forgiven|blow blew blown|freeze froze frozen|swear swore sworn|arise arose arisen
dig dug|bear bore borne|bind bound|bleed bled|breed bred|creep crept|deal dealt|dream dreamt
feed fed|flee fled|forbid forbade forbidden|kneel knelt|lay laid|learn learnt|lean leant|leap leapt
light lit|overcome overcame|shine shone|shrink shrank shrunk|slide slid|spin spun
spring sprang sprung|stick stuck|sting stung|swell swollen|swing swung|wind wound|show shown
undertake undertook undertaken|withdraw withdrew withdrawn|burn burnt|man men|woman women
child children|foot feet|tooth teeth|goose geese|mouse mice|ox oxen|person people|wife wives
knife knives|life lives|leaf leaves|half halves|wolf wolves|thief thieves|shelf shelves|calf calves
loaf loaves|self selves|datum data|medium media|criterion criteria|good better best|bad worse worst
far further furthest farther
"""

_UNITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve".split(),
        range(13),
        strict=True,
    )
)
_UNITS |= dict(
    zip(
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        range(13, 20),
        strict=True,
    )
)
_UNITS |= dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
        range(1, 11),
        strict=True,
    )
)
_ORDINALS |= {"eleventh": 11, "twelfth": 12} | {
    f"{word}th": number for word, number in _UNITS.items() if 13 <= number < 20
}
_ORDINALS |= {f"{word[:-1]}ieth": number for word, number in _UNITS.items() if number >= 20}
_VALUES = _UNITS | _ORDINALS
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES |= {f"{word}th": number for word, number in _SCALES.items()}
_DENOMINATORS = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
}
_DENOMINATORS |= {"tenth": 10, "tenths": 10, "halves": 2}

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH_OR_WORD = frozenset({"march", "may"})

_CONTRACTED = frozenset({"", "s", "t", "d", "ll", "re", "ve", "m"})
"""Endings behind an apostrophe that are words of their own."""
_WORD_OR_NUMERAL = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th|s)?(?![a-z])|\d+"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
)
_BETWEEN = re.compile(r"[\s\u00a0-]+|,\s+")
_PERCENT = re.compile(r"\s?%|[\s-]per\s?cent\b")


@dataclass(frozen=True, slots=True)
class EnglishWord:
    """A word or a number of an English text."""

    start: int
    end: int
    text: str
    stem: str
    """Lower case; ``#1954`` for a number."""
    value: float | None = None
    """The value of a number; ordinals count as their number, a share (9 %, two thirds) as a
    fraction of 1."""


def words(text: str) -> tuple[EnglishWord, ...]:
    """Return the words and numbers of ``text`` in order, stop words among them;
    ``text[w.start:w.end] == w.text``."""
    spans = [match.span() for match in _WORD_OR_NUMERAL.finditer(text)]
    found: list[EnglishWord] = []
    at = 0
    while at < len(spans):
        start, end = spans[at]
        number, count = _number(text, spans, at)
        if number is None:
            word = text[start:end]
            found.append(EnglishWord(start, end, word, stem(word)))
            at += 1
            continue
        at += count
        end = spans[at - 1][1]
        percent = _PERCENT.match(text, end)
        if percent:
            number = round(number / 100, 12)
            end = percent.end()
            while at < len(spans) and spans[at][0] < end:
                at += 1
        found.append(EnglishWord(start, end, text[start:end], number_term(number), number))
    return tuple(found)


def terms(text: str) -> tuple[str, ...]:
    """Return the terms that alignment compares: stems that are no stop words, ``#1954`` for numbers
    and months, ``^liu`` for capitalised words and ``~TM`` for their consonants
    (``phonetic_keys``)."""
    found: list[str] = []
    all_words = words(text)
    for at, word in enumerate(all_words):
        month = _month(all_words, at)
        if month:
            found.append(number_term(month))
        if word.value is not None:
            found.append(word.stem)
            if not word.text.isalpha() or word.text.lower() in _UNITS:
                continue
        found += _word_terms(word.text)
    return tuple(found)


def _word_terms(word: str) -> list[str]:
    plain = _plain(word)
    if len(plain) < 2 or plain in STOP_WORDS:
        return []
    found = [stem(plain)]
    if word[0].isupper():
        found.append("^" + plain)
        skeleton = phonetic_keys.of_english(plain)
        if skeleton:
            found.append("~" + skeleton)
    return found


def _month(all_words: Sequence[EnglishWord], at: int) -> int | None:
    """Return the number of a month's name, for 8月 and August; may and march are months beside a
    number."""
    name = all_words[at].text
    lower = name.lower()
    if not name.istitle() or lower not in _MONTHS:
        return None
    if lower in _MONTH_OR_WORD:
        beside = (*all_words[max(at - 1, 0) : at], *all_words[at + 1 : at + 2])
        if all(word.value is None for word in beside):
            return None
    return _MONTHS.index(lower) + 1


def stem(word: str) -> str:
    """Return the stem of a word in any case, its possessive taken off."""
    return _stem(_plain(word))


def number_term(value: float) -> str:
    """Return a number as a term, the same for both languages: nine significant digits."""
    return f"#{value:.9g}"


def _plain(word: str) -> str:
    """Return a word in small letters, its apostrophes and contracted endings taken off."""
    lower = word.lower().replace("’", "'")
    head, apostrophe, tail = lower.rpartition("'")
    if apostrophe and tail in _CONTRACTED:
        return head
    return lower.replace("'", "")


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return _stemmer()(_irregular().get(word, word))


@cache
def _stemmer() -> Callable[[str], str]:
    import Stemmer

    stemmed: Callable[[str], str] = Stemmer.Stemmer("english").stemWord
    return stemmed


@cache
def _irregular() -> dict[str, str]:
    found = {}
    for group in re.split(r"[\n|]", _IRREGULAR.strip()):
        base, *forms = group.split()
        found.update(dict.fromkeys(forms, base))
    return found


def _number(text: str, spans: Sequence[tuple[int, int]], at: int) -> tuple[float | None, int]:
    """Return the number that begins with word ``at`` and how many words it takes; (None, 0) where
    there is none.

    ``total`` holds what was closed by thousand or more, ``current`` what is open below it.
    """
    total, current, count = 0.0, None, 0
    for taken, word in _run(text, spans, at):
        denominator = _denominator(word, current) if not total else None
        if word[0].isdecimal() and not count:
            current = float(re.sub(r"[^\d.]", "", word))
        elif denominator and current is not None:
            return current / denominator, taken
        elif word == "half" and taken == 1:
            return 0.5, 1
        elif word in _SCALES and (current is not None or (taken == 2 and not count)):
            amount = (current or 1.0) * _SCALES[word]
            total, current = (total, amount) if _SCALES[word] == 100 else (total + amount, None)
        elif word in _VALUES and (count or taken == 1):
            joined = _joined(current, _VALUES[word], year=not total)
            if joined is None:
                break
            current = joined
        elif _is_filler(word, taken, total + (current or 0)):
            continue
        else:
            break
        count = taken
        if word in _ORDINALS or word.endswith(("th", "s")):
            break
    return (total + (current or 0), count) if count else (None, 0)


def _is_filler(word: str, taken: int, so_far: float) -> bool:
    """Tell whether a word stands in a number without a value: "a hundred", "two hundred and
    one"."""
    if word == "and":
        return so_far >= 100
    return taken == 1 and word in {"a", "an"}


def _denominator(word: str, numerator: float | None) -> int | None:
    """Return the denominator that a word is after a number: two thirds, one third; not "one
    second"."""
    if numerator is None:
        return None
    is_fraction = word.endswith("s") or (numerator == 1 and word != "second")
    return _DENOMINATORS.get(word) if is_fraction else None


def _joined(current: float | None, value: float, *, year: bool) -> float | None:
    """Return the number that a number word makes of the number before it (twenty-one, nineteen
    fifty-three); None where it begins anew."""
    if current is None:
        return value
    tens = current % 100
    if tens == 0 or (tens % 10 == 0 and tens >= 20 and value < 10):
        return current + value
    if year and 13 <= current <= 19 and value >= 10:
        return current * 100 + value
    return None


def _run(text: str, spans: Sequence[tuple[int, int]], at: int) -> Iterator[tuple[int, str]]:
    """Yield the words from ``at`` on that nothing but spaces, hyphens and commas separates, with
    how many they are."""
    for taken, (start, end) in enumerate(spans[at:], start=1):
        if taken > 1 and not _BETWEEN.fullmatch(text, spans[at + taken - 2][1], start):
            return
        yield taken, text[start:end].lower()
