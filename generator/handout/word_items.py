"""Items that ask for a word: each with the rule that leaves one right answer."""

import re
from collections.abc import Iterator

from generator.base.han import HANZI
from generator.base.quiz import GAP, Item
from generator.base.records import Token, Word
from generator.handout.exercise_lines import ExerciseLine, forms_of, gapped, gaps, is_balanced
from generator.handout.interchangeable import is_said
from generator.handout.sheet_material import AskedWord, Material, PossibleItem, word_difficulty

MAX_LENGTH = 60
"""Characters of the longest sentence that is asked for, where there are shorter ones."""
SUFFIXES = frozenset("子么们头着过")
"""Characters whose neutral tone is the only one that anybody writes."""
TONED = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
CHANGING = frozenset("一不个面边")
"""Characters whose tone is written in two ways: as it is alone, or as it is heard (里面)."""
LIGHT = re.compile(r".+[里上]|[上下进出回过起][来去]")
"""Words whose last tone many do not say: 手里, 身上, 出去."""
REVIEW, NEW = "review", "new"


def cloze(material: Material) -> Iterator[PossibleItem]:
    """Yield sentences with a gap. The word stands nowhere else in its sentence and fills the gap as
    it is listed; the translation says it, or the hint adds what is meant."""
    for asked in material.words:
        lines = gapped(filter(is_balanced, material.lines_with(asked.word)), asked.word)
        short = [line for line in lines if line.length <= MAX_LENGTH]
        for line in short or lines[:1]:
            yield _gapped(material, asked, line)


def _gapped(material: Material, asked: AskedWord, line: ExerciseLine) -> PossibleItem:
    chinese = material.chinese(line.text)
    missing = gaps(line, asked.word)
    shown = []
    for at, token in enumerate(line.passage.tokens):
        shown.append(GAP if at in missing else chinese.form(token))
    gap = f"gap: {asked.word.token.gloss}"
    hint = line.passage.en or gap
    if line.passage.en and not _says(line, missing[0], asked.word):
        hint = f"{line.passage.en} ({gap})"
    harder = material.difficulty(line) / 2
    item = Item(
        exercise="cloze",
        number=0,
        zh="".join(shown),
        hint=hint,
        answers=(material.form(asked),),
        short_hint=gap,
        note=material.place(line),
        words=(asked.word.token.headword,),
        difficulty=round(word_difficulty(asked.word) + harder, 2),
    )
    return PossibleItem(
        item=item,
        word=asked.word,
        lines=frozenset({line.passage.zh}),
        printed="\0".join((line.passage.zh, material.zh(line))),
        group=_group(asked),
    )


def _says(line: ExerciseLine, at: int, word: Word) -> bool:
    """Tell whether the translation of a sentence says a word: a word of it is linked to the word,
    or is one of its gloss."""
    english = line.passage.tokens[at].english
    return bool(english) or is_said(word, line.passage.en)


def matching(material: Material) -> Iterator[PossibleItem]:
    """Yield words whose meaning is to be found among others, no two of which are alike."""
    for asked in material.words:
        yield _of_word("matching", material, asked, zh=material.form(asked), hint="")


def pinyin(material: Material) -> Iterator[PossibleItem]:
    """Yield words that are asked for by reading and meaning, and stand nowhere else on the sheet;
    none that another word of that reading means as well (做 and 作)."""
    for asked in material.words:
        word = asked.word
        if _is_written(word) and not _is_shown(material, word) and not _rivals(material, word):
            reading = material.chinese(asked.text).reading_text(word.token)
            hint = f"{reading} – {word.token.gloss}"
            yield _of_word("pinyin", material, asked, zh="", hint=hint)


def dictation(material: Material) -> Iterator[PossibleItem]:
    """Yield words that are read aloud in a short sentence, which tells words of one sound apart;
    they stand nowhere else on the sheet."""
    for candidate in pinyin(material):
        word = candidate.word
        lines = gapped(filter(is_balanced, material.lines_with(word)), word) if word else []
        if lines and lines[0].length <= MAX_LENGTH:
            yield _heard(material, candidate, lines[0])


def _heard(material: Material, candidate: PossibleItem, line: ExerciseLine) -> PossibleItem:
    written = candidate.item.answers[0]
    item = Item(
        exercise="dictation",
        number=0,
        zh="",
        hint="",
        answers=candidate.item.answers,
        said=f"{written}。{material.spoken(line)} {written}。",
        note=material.place(line),
        words=candidate.item.words,
        difficulty=candidate.item.difficulty,
    )
    return PossibleItem(
        item=item,
        word=candidate.word,
        lines=frozenset({line.passage.zh}),
        hidden=candidate.hidden,
        group=candidate.group,
    )


def tones(material: Material) -> Iterator[PossibleItem]:
    """Yield words whose reading is asked for; none that the dictionary reads in two ways, or whose
    tones are written in two ways (一, 不, neutral tones but those of suffixes)."""
    for asked in material.words:
        token = asked.word.token
        if _has_one_reading(material, token):
            chinese = material.chinese(asked.text)
            yield PossibleItem(
                item=Item(
                    exercise="tones",
                    number=0,
                    zh=material.form(asked),
                    hint="",
                    answers=(chinese.reading_text(token),),
                    words=(token.headword,),
                    difficulty=word_difficulty(asked.word),
                ),
                word=asked.word,
                printed="\0".join(forms_of(asked.word)),
                group=_group(asked),
            )


def _has_one_reading(material: Material, token: Token) -> bool:
    is_changing = not CHANGING.isdisjoint(token.headword) or LIGHT.fullmatch(token.headword)
    if token.kind != "word" or not token.pinyin or is_changing:
        return False
    if len(token.pinyin) != len(token.headword) or len(set(token.headword)) < len(token.headword):
        return False
    for sign, syllable in zip(token.headword, token.pinyin, strict=True):
        if TONED.isdisjoint(syllable) and sign not in SUFFIXES:
            return False
    return len(material.lookups.readings(token.headword)) == 1


def _of_word(
    exercise: str, material: Material, asked: AskedWord, zh: str, hint: str
) -> PossibleItem:
    word = asked.word
    forms = forms_of(word)
    if exercise == "matching":
        answers: tuple[str, ...] = (word.token.gloss,)
    else:
        written = (material.form(asked), word.token.headword, word.traditional)
        answers = tuple(dict.fromkeys(filter(None, written)))
    item = Item(
        exercise=exercise,
        number=0,
        zh=zh,
        hint=hint,
        answers=answers,
        words=(word.token.headword,),
        difficulty=word_difficulty(word),
    )
    is_hidden = exercise != "matching"
    return PossibleItem(
        item=item,
        word=word,
        hidden=forms if is_hidden else (),
        printed="" if is_hidden else "\0".join(forms),
        group=_group(asked),
    )


def _is_written(word: Word) -> bool:
    """Tell whether a word can be asked for by its sound: it is written in hanzi alone."""
    forms = forms_of(word)
    return bool(word.token.pinyin) and all(len(HANZI.findall(form)) == len(form) for form in forms)


def _is_shown(material: Material, word: Word) -> bool:
    return any(form in material.shown for form in forms_of(word))


def _rivals(material: Material, word: Word) -> list[str]:
    """Return the other words in use of the same reading that mean the same."""
    entry = word.token.entry
    found = material.lookups.homophones(entry.reading.lower()) if entry else ()
    return [
        other.simplified
        for other in found
        if other.simplified != word.token.headword and is_said(word, "; ".join(other.senses))
    ]


def _group(asked: AskedWord) -> str:
    return REVIEW if asked.is_review else NEW
