"""Items as HTML: as they are asked, and as the key answers them."""

from collections.abc import Callable, Iterator, Sequence
from string import ascii_lowercase

from generator.base.html import NOTHING, Html, join
from generator.base.quiz import BETWEEN_PIECES, ENGLISH_ANSWERS, GAP, TASKS, Item, ItemSheet, total
from generator.base.text import plural
from generator.handout.sheet_html import element, escape, numbered

TITLES = {
    **TASKS,
    "cloze": "Fill each gap with a word from the box.",
    "matching": "Which meaning belongs to which word? Write its letter.",
    "listening": "Listen. What does the sentence say? Tick one.",
}
TOO_MANY = {
    "cloze": "Some words are left over.",
    "matching": "Some meanings are left over.",
}
"""What is said where a box has words too many."""
CHARACTERS_A_LINE = 25
"""Characters of a sentence for which a line of translation is ruled."""
MAX_ON_THE_LINE = 12
"""Characters of the beginning of a sentence that leave room on the line for the rest."""
SIGNS = {"true": "✓", "false": "✗"}
GAP_HTML = Html('<span class="gap"></span>')
BOX, BLANK = Html('<span class="box"></span>'), Html('<span class="blank"></span>')


class ItemsHtml:
    """The exercises of one sheet."""

    def __init__(self, sheet: ItemSheet) -> None:
        self._sheet = sheet
        self._names = [name for name in TITLES if sheet.of(name)]

    def asked(self, exercises: Sequence[str]) -> Html:
        """Return all exercises as a student gets them, in an order."""
        return self._numbered(exercises, self._asked)

    def answered(self, exercises: Sequence[str]) -> Html:
        """Return the answers to all exercises."""
        return self._numbered(exercises, self._answered)

    def _numbered(self, exercises: Sequence[str], write: Callable[[str, str], Html]) -> Html:
        present = [name for name in exercises if name in self._names]
        return join(write(name, f"<b>{number}</b> ") for number, name in enumerate(present, 1))

    # -- as it is asked

    def _asked(self, name: str, number: str) -> Html:
        items = self._sheet.of(name)
        title = escape(task_of(self._sheet, name))
        write = {
            "cloze": self._gapped,
            "order": self._puzzle,
            "pinyin": self._boxes,
            "tones": self._line_beside,
            "translate": self._whole,
            "into-chinese": self._whole,
            "true-false": self._statement,
            "dictation": self._heard,
            "listening": self._choice,
        }
        if name == "matching":
            content = self._pairs(items)
        else:
            classes = "written" if name in ("pinyin", "tones", "dictation") else ""
            content = numbered(map(write[name], items), classes)
        if name == "cloze":
            words = [self._zh(word, "hz") for word in self._sheet.box(name)]
            content = join([element("p", "bank", " ".join(words)), content])
        return _exercise(name, join([Html(number), title, _points(items)]), content)

    def _gapped(self, item: Item) -> Html:
        parts = [escape(part) for part in item.zh.split(GAP)]
        sentence = element("p", "zh", join(parts, GAP_HTML), self._sheet.lang)
        return join([sentence, element("p", "hint", escape(item.hint))])

    def _pairs(self, items: Sequence[Item]) -> Html:
        """Return words and meanings side by side; where there are meanings too many, the last rows
        have no word."""
        meanings = list(zip(ascii_lowercase, self._sheet.box("matching"), strict=False))
        rows = []
        for at, (letter, meaning) in enumerate(meanings):
            word = NOTHING
            if at < len(items):
                word = join([BLANK, self._zh(items[at].zh, "hz")])
            left = word or Html("<span></span><span></span>")
            rows.append(
                element(
                    "div", "pair", f"{left}<span>{letter})</span><span>{escape(meaning)}</span>"
                )
            )
        listed = numbered(rows[: len(items)])
        extra = [f"<li><div>{row}</div></li>" for row in rows[len(items) :]]
        return join([listed, element("ol", "numbered extra", "".join(extra))])

    def _puzzle(self, item: Item) -> Html:
        first, *pieces = item.zh.split(BETWEEN_PIECES)
        shown = [self._zh(piece, "piece") for piece in pieces]
        end = last_marks(item)
        asked = [element("p", "pieces", " ".join(shown)), element("p", "hint", escape(item.hint))]
        if len(first) > MAX_ON_THE_LINE:
            asked.append(element("p", "zh", escape(first), self._sheet.lang))
            line = join([Html('<span class="first"></span>'), self._zh(end)])
        else:
            line = join([self._zh(first, "first"), self._zh(end)])
        return join([*asked, _ruled(1, line)])

    def _boxes(self, item: Item) -> Html:
        reading, _, gloss = item.hint.partition(" – ")
        said = f'<span class="py">{escape(reading)}</span> {escape(gloss)}'
        drawn = element("span", "drawn", BOX * len(item.answers[0]))
        return join([element("span", "said", said), drawn])

    def _line_beside(self, item: Item) -> Html:
        return join([self._zh(item.zh, "hz"), Html('<span class="room"></span>')])

    def _whole(self, item: Item) -> Html:
        length = len(item.zh) or len(item.answers[0])
        shown = element("p", "zh", escape(item.zh), self._sheet.lang)
        asked = shown or element("p", "said", escape(item.hint))
        return join([asked, _ruled(1 + length // CHARACTERS_A_LINE)])

    def _statement(self, item: Item) -> Html:
        said = self._zh(item.zh, "zh")
        if item.hint:
            whose = element("span", "whose", escape(f"{item.hint}:"), self._sheet.lang)
            said = element("span", "", join([whose, said], Html(" ")))
        return join([BLANK, said])

    def _heard(self, item: Item) -> Html:
        return element("span", "drawn", BOX * len(item.answers[0]))

    def _choice(self, item: Item) -> Html:
        shown = []
        for letter, option in zip(ascii_lowercase, item.options, strict=False):
            box = '<span class="tick"></span>'
            shown.append(element("p", "option", f"{box}{letter}) {escape(option)}"))
        return join(shown)

    # -- the key

    def _answered(self, name: str, number: str) -> Html:
        items = self._sheet.of(name)
        is_short = name in ("cloze", "matching", "pinyin", "tones", "true-false", "dictation")
        answers = numbered(self._answers(name, items), "run" if is_short else "")
        title = join([Html(number), escape(TITLES[name]), _points(items)])
        return _exercise(name, title, answers)

    def _answers(self, name: str, items: Sequence[Item]) -> Iterator[Html]:
        box = self._sheet.box("matching")
        for item in items:
            note = _note(item) if name != "matching" else NOTHING
            yield join([self._answer(name, item, box), note], Html(" "))

    def _answer(self, name: str, item: Item, box: Sequence[str]) -> Html:
        if name == "matching":
            letter = ascii_lowercase[box.index(item.answers[0])]
            return join([element("b", "", letter), self._zh(item.zh, "hz")], Html(" "))
        if name == "listening":
            letter = ascii_lowercase[item.options.index(item.answers[0])]
            return join([element("b", "", letter), self._zh(item.said, "zh")], Html(" "))
        if name == "tones":
            return join([self._zh(item.zh, "hz"), escape(item.answers[0])], Html(" "))
        if name in ENGLISH_ANSWERS:
            return escape(ticked(item.answers[0]))
        is_word = name in ("cloze", "pinyin", "dictation")
        return self._zh(item.answers[0], "hz" if is_word else "zh")

    # -- parts of both

    def _zh(self, text: str, classes: str = "") -> Html:
        return element("span", classes, escape(text), self._sheet.lang)


def task_of(sheet: ItemSheet, exercise: str) -> str:
    """Return what a student is told to do, and where words are left over, that they are."""
    is_more = len(sheet.box(exercise)) > len(sheet.of(exercise))
    more = TOO_MANY.get(exercise, "") if is_more else ""
    return f"{TITLES[exercise]} {more}".rstrip()


def ticked(answer: str) -> str:
    """Return an answer as students write it: of a statement, a sign."""
    return SIGNS.get(answer, answer)


def note_of(item: Item) -> str:
    """Return where the text has an item, and in a test the key that leaves it out; in brackets."""
    shown = " · ".join(filter(None, (item.note, item.key if item.points else "")))
    return f"({shown})" if shown else ""


def _note(item: Item) -> Html:
    shown = note_of(item)
    return element("span", "place", escape(shown)) if shown else NOTHING


def _points(items: Sequence[Item]) -> Html:
    """Return the points of an exercise, with room for those that were earned."""
    points = total(items)
    if not points:
        return NOTHING
    each = items[0].points
    detail = f"{len(items)} × {each}" if points == each * len(items) else plural(len(items), "item")
    return element("span", "points", f"{detail} = <b>____ / {points}</b>")


def _exercise(name: str, title: Html, content: Html) -> Html:
    return Html(f'<div class="exercise {name}"><h2>{title}</h2>{content}</div>')


def _ruled(lines: int, last: Html = NOTHING) -> Html:
    """Return empty lines to write on."""
    return Html(f'<p class="line">{last}</p>' * lines)


def last_marks(item: Item) -> str:
    """Return the marks that a sentence ends with, which are in none of its pieces."""
    answer = item.answers[0]
    end = len(answer)
    while end and not answer[end - 1].isalnum():
        end -= 1
    return answer[end:]
