"""Sentences for the page and the book: words under their readings, the notes of words, headings."""

import re
from collections.abc import Callable, Iterator

from generator.base.html import DOUBT_MARK, NOTHING, PAGE, Html, escape, join
from generator.base.records import MultiwordTerm, Passage, Token, Word
from generator.base.words import gloss_in_sentence, is_meaning_known, word_key
from generator.display import HANS, HANT, as_text, ruby, ruby_parts, toned, units
from generator.export.edition import Edition

MAX_OTHER_SENSES = 3
"""Other senses that a note names."""
MAX_HEADING = 24
"""Characters of a heading."""
HEADING_END = re.compile(r"[。！？；：，、…,.!?;:]$")
PINYIN = "zh-Latn-pinyin"
DOUBT = ' <small lang="en">(A machine paired these sentences and was not sure.)</small>'

LEVEL_NAMES = {7: "7–9"}
"""Levels whose name is not their number: 7 to 9 have one list."""
CLOSING = "”」』）)"
MAY_BREAK = Html("<wbr/>")
SPACE = Html(" ")

Wrap = Callable[[Token, Html], Html]
"""Makes of a token that can be looked up, and of its markup, what carries its note."""


class AnnotatedHtml:
    """The sentences of a text as HTML that is XML, too."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.tones = edition.choices.get("tones", "none")
        """Colours of tones, a class of the page; ``none`` for none."""
        self._words = {word_key(word.token): word for word in edition.deck.words}

    def word(self, token: Token) -> Word | None:
        """Return the word to learn that a token is an occurrence of; None for one that is known or
        not wanted."""
        return self._words.get(word_key(token))

    def has_known(self) -> bool:
        """Tell whether the text has words that are not to be learnt, so that it helps to mark the
        others."""
        for passage in self.edition.deck.passages:
            for token in passage.tokens:
                if token.kind == "word" and token.gloss and not self.word(token):
                    return True
        return False

    def sentence(self, passage: Passage, wrap: Wrap) -> Html:
        """Return a passage with the reading of each word over it; a punctuation mark stays on the
        line of the word that it belongs to."""
        line: list[Html] = []
        for unit in units((token, self._shown(token, wrap)) for token in passage.tokens):
            is_kept = unit.has_ruby and MAY_BREAK not in unit.html
            line.append(PAGE.element("span", unit.html, class_="u") if is_kept else unit.html)
        return join(line)

    def note(self, token: Token, passage: Passage) -> Html:
        """Return what is known of a word where it stands: forms, reading, gloss, other senses,
        level, the term that it is part of."""
        parts = []
        for lang, form in self._forms(token):
            parts.append(PAGE.element("b", escape(form), lang=lang))
        if token.reading:
            parts.append(PAGE.element("i", self.toned(token), lang=PINYIN))
        if token.gloss:
            doubt = DOUBT_MARK if token.doubts else NOTHING
            glosses = join([escape(gloss_in_sentence(token)), _other_senses(token), doubt])
            parts.append(PAGE.element("span", glosses, lang="en"))
        word = self.word(token)
        level = level_name(word) if word else ""
        if level:
            parts.append(PAGE.element("small", escape(level), lang="en"))
        for term in passage.terms:
            is_inside = term.start <= token.start and token.end <= term.end
            if is_inside and term.text != token.text:
                parts.append(self._term(term))
        return join(parts, SPACE)

    def _term(self, term: MultiwordTerm) -> Html:
        parts = (
            PAGE.element("b", escape(term.text), lang=self.edition.lang),
            PAGE.element("i", escape(term.reading), lang=PINYIN),
            PAGE.element("span", escape(term.gloss), lang="en"),
        )
        return PAGE.element("span", join(parts, SPACE), class_="term")

    def toned(self, token: Token) -> Html:
        """Return the reading of a word, with a class for the tone of each syllable where colours
        are wanted."""
        return join(self._readings(token), SPACE)

    def _over(self, token: Token) -> Html:
        """Return the reading over a word; two writings one above the other."""
        lines = self._readings(token)
        if len(lines) == 1:
            return lines[0]
        both = join(PAGE.element("span", line) for line in lines)
        return PAGE.element("span", both, class_="two")

    def _readings(self, token: Token) -> list[Html]:
        """Return the reading of a word in each writing that is wanted."""
        found: list[Html] = []
        for syllables in self.edition.syllables(token):
            plain = escape(as_text(syllables))
            found.append(plain if self.tones == "none" else toned(syllables, PAGE))
        return found

    def _shown(self, token: Token, wrap: Wrap) -> Html:
        text = self.edition.form(token)
        if token.kind == "speaker":
            return PAGE.element("span", escape(text), class_="speaker")
        if token.kind == "punctuation" or not (token.reading or token.gloss):
            return Html(escape(text).replace("\n", "<br/>"))
        shown = self._under_reading(token, text) if token.reading else escape(text)
        return wrap(token, shown)

    def _under_reading(self, token: Token, text: str) -> Html:
        written: list[Html] = []
        for part, syllable in ruby_parts(text, token.pinyin) or ((text, None),):
            over = self._over(token) if syllable is None else escape(syllable)
            written.append(ruby(escape(part), over, brackets=True))
        return join(written, MAY_BREAK)

    def _forms(self, token: Token) -> Iterator[tuple[str, str]]:
        """Yield language and form of a word in the script that leads, in the other one, and as the
        dictionary has it, each where it differs."""
        lookups, lang = self.edition.lookups, self.edition.lang
        simplified = lookups.simplified(token.text)
        forms = {self.edition.form(token): lang}
        if lang == HANT:
            forms[simplified] = HANS
        else:
            forms[lookups.traditional(token)] = HANT
        if token.headword != simplified:
            forms[token.headword] = HANS
        for form, its_lang in forms.items():
            yield its_lang, form


def _other_senses(token: Token) -> Html:
    """Return the other senses of a word, or what it may mean where that is not known."""
    if is_meaning_known(token):
        label, senses = "also", [sense for sense in token.senses if sense not in token.gloss]
    else:
        label, senses = "perhaps", list(token.senses)
    named = "; ".join(senses[:MAX_OTHER_SENSES])
    return Html(f" <small>{label}: {escape(named)}</small>") if senses else NOTHING


def level_name(word: Word) -> str:
    """Return the level of a word in the syllabus of 2025 (``HSK 7–9``); empty where it has none."""
    level = word.levels.hsk2025
    if level is None:
        return ""
    return f"HSK {LEVEL_NAMES.get(level, level)}"


def is_heading(paragraph: list[Passage]) -> bool:
    """Tell whether a paragraph is a heading: a short line that no punctuation mark ends."""
    if len(paragraph) != 1:
        return False
    text = paragraph[0].zh
    if len(text) > MAX_HEADING or "\n" in text:
        return False
    return not HEADING_END.search(text.rstrip(CLOSING))
