"""Words of a teacher's list that a text has only within longer words: the list cuts the text where
that keeps the meaning, and says where the word hides where it does not.

The longer word is cut if its gloss says what the listed word means (吹灭 "to blow out" for 吹 "to
blow"; not 有意思 "interesting" for 意思 "meaning"), no syllabus has it, but what is left of it (not
钥匙 for 钥), and that holds wherever the lesson has it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.annotation.correction_lines import speaks_of
from generator.base.class_records import Lesson, ListedWord
from generator.base.records import Correction, Issue, Passage, Token
from generator.chinese.script import simplify
from generator.lexicon import english
from generator.pipeline import BuildOptions, Resources, Source, Understood, understand


@dataclass(frozen=True, slots=True)
class Hidden:
    """A place where a listed word stands within other words."""

    text: Understood
    passage: Passage
    tokens: tuple[Token, ...]
    """The words that have it together, in their order."""

    @property
    def written(self) -> str:
        """Return the Chinese of these words."""
        return "".join(token.text for token in self.tokens)


def cut_by_list(
    resources: Resources,
    lesson: Lesson,
    sources: Sequence[Source],
    read: Sequence[Understood],
    options: BuildOptions,
) -> tuple[list[Understood], tuple[Issue, ...]]:
    """Return the texts of a lesson with the words of its list as words, as far as that can be, and
    issues that name where the others hide."""
    lines: list[Correction] = []
    for listed in _missing(lesson.words, read):
        lines += _cuts(resources, listed, list(_hidden(listed, read)))
    cut = list(read)
    if lines:
        for at, source in enumerate(sources):
            zh = simplify(read[at].aligned.text.zh)
            own = tuple(line for line in lines if simplify(line.word) in zh)
            if own:
                again = replace(source, listed=(*own, *source.listed))
                cut[at] = understand(resources, again, options)
    return cut, tuple(_hiding(lesson, cut))


def _missing(words: Iterable[ListedWord], read: Iterable[Understood]) -> list[ListedWord]:
    """Return the listed words that are no words of any text."""
    tokens: list[Token] = []
    for text in read:
        for passage in text.passages:
            tokens += passage.tokens
    missing = []
    for listed in words:
        if not any(speaks_of(listed.line, token) for token in tokens):
            missing.append(listed)
    return missing


def _hidden(listed: ListedWord, read: Iterable[Understood]) -> Iterator[Hidden]:
    """Yield the places where a word stands within longer words, or across their borders."""
    word = simplify(listed.line.word)
    for text in read:
        for passage in text.passages:
            zh = simplify(passage.zh)
            at = zh.find(word) if len(zh) == len(passage.zh) else -1
            while at >= 0:
                end = at + len(word)
                inside = [one for one in passage.tokens if one.start < end and one.end > at]
                yield Hidden(text=text, passage=passage, tokens=tuple(inside))
                at = zh.find(word, end)


def _cuts(
    resources: Resources, listed: ListedWord, places: Sequence[Hidden]
) -> Iterator[Correction]:
    """Yield the lines of corrections that make a listed word a word of the text."""
    line, word = listed.line, simplify(listed.line.word)
    by_form: dict[str, list[Hidden]] = {}
    for place in places:
        by_form.setdefault(simplify(place.written), []).append(place)
    for form, same in by_form.items():
        if form == word:  # cut into smaller words
            yield replace(line, reading="", gloss="", parts=(line.word,), joined=True)
            continue
        before, _, behind = form.partition(word)
        parts = tuple(filter(None, (before, word, behind)))
        if not _is_phrase(resources, form, [before, behind]):
            continue
        if all(_says(resources, place, listed) for place in same):
            yield replace(line, word=form, reading="", gloss="", parts=parts)


def _is_phrase(resources: Resources, form: str, rest: Sequence[str]) -> bool:
    """Tell whether a longer word is learnt by its parts: no syllabus has it, but what is left of
    it when the listed word is taken out."""
    return not _has_level(resources, form) and all(
        _has_level(resources, part) for part in rest if part
    )


def _has_level(resources: Resources, word: str) -> bool:
    levels = resources.dictionary.facts(word).levels
    return bool(levels.hsk20 or levels.hsk2021 or levels.hsk2025)


def _says(resources: Resources, place: Hidden, listed: ListedWord) -> bool:
    """Tell whether the gloss of a longer word has a word in common with that of a listed one."""
    if len(place.tokens) != 1:
        return False
    gloss = listed.line.gloss
    if not gloss:
        senses = resources.annotator.entries.senses_of(simplify(listed.line.word))
        gloss = senses[0].gloss if senses else ""
    return not set(english.terms(gloss)).isdisjoint(english.terms(place.tokens[0].gloss))


def _hiding(lesson: Lesson, read: Sequence[Understood]) -> Iterator[Issue]:
    """Say where words of a list are that no text has as words."""
    for listed in _missing(lesson.words, read):
        line = listed.line
        places = [place for place in _hidden(listed, read) if not _is_speaker(place)]
        if not places:
            continue
        within = "、".join(dict.fromkeys(map(_shown, places)))
        first = places[0]
        name, number = first.text.aligned.text.name, first.passage.number
        shown = "in the list's sentence" if listed.sentence else "alone"
        detail = (
            f"The text has it only within {within} ({name}, sentence {number}), so its card shows"
            f" it {shown}. List the longer word, or cut it in the text's table ({name}.words.tsv)."
        )
        yield Issue("listed-hidden", f"{line.file}, line {line.line}: {line.word}", detail)


def _is_speaker(place: Hidden) -> bool:
    """Tell whether a place names who speaks."""
    return any(token.kind == "speaker" for token in place.tokens)


def _shown(place: Hidden) -> str:
    return "|".join(token.text for token in place.tokens)
