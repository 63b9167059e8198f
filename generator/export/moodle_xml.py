"""Moodle XML: a question bank, a category for each lesson.

As docs.moodle.org (Moodle XML format) describes it. Nothing is written as CDATA, so that no text
can end it. Sentences to put in order and to translate are essays: a person marks them, and the
sentence of the text is shown to that person.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from generator.base.credits import OF_EXPORTS
from generator.base.html import PAGE, Html, escape, join
from generator.base.quiz import CHOICES, ENGLISH_ANSWERS, TASKS, Item, ItemSheet, Quiz
from generator.export.clean import line

RIGHT, WRONG = "100", "0"
"""Shares of the mark, in percent."""
ESSAY = {
    "responseformat": "plain",
    "responserequired": "1",
    "responsefieldlines": "3",
    "attachments": "0",
}
"""An answer is typed as plain text, in three lines."""


def render(quiz: Quiz) -> bytes:
    """Write all lessons as one file for Moodle's question bank."""
    root = ET.Element("quiz")
    root.append(ET.Comment(f" {OF_EXPORTS} "))
    for lesson in quiz.lessons:
        if lesson.items:
            root.append(_category(quiz, lesson))
            root.extend(_questions(lesson))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def category(quiz: Quiz, lesson: ItemSheet) -> str:
    """Return the path of the category of a lesson; a slash inside a name is doubled."""
    names = ["Cika", line(quiz.title)]
    if lesson.title:
        names.append(f"{lesson.number:02} {line(lesson.title)}")
    doubled = [name.replace("/", "//") for name in names]
    return "/".join(["$course$", "top", *doubled])


def _category(quiz: Quiz, lesson: ItemSheet) -> ET.Element:
    element = ET.Element("question", type="category")
    holder = ET.SubElement(element, "category")
    ET.SubElement(holder, "text").text = category(quiz, lesson)
    return element


def _questions(lesson: ItemSheet) -> Iterator[ET.Element]:
    matching = lesson.of("matching")
    if matching:
        yield _matching(lesson, matching)
    for question in lesson.items:
        if question.exercise == "cloze" and question.wrong:
            yield _choice(lesson, question)
        elif question.exercise in ("cloze", "pinyin"):
            yield _short_answer(lesson, question)
        elif question.exercise != "matching":
            yield _essay(lesson, question)


def _choice(lesson: ItemSheet, question: Item) -> ET.Element:
    task = CHOICES[question.exercise]
    element = _question("multichoice", question.name, _asked(lesson, question, task))
    _plain(element, single="true", shuffleanswers="true", answernumbering="abc")
    for option in question.options:
        share = RIGHT if option in question.answers else WRONG
        answer = ET.SubElement(element, "answer", fraction=share, format="html")
        ET.SubElement(answer, "text").text = _answer(lesson, question, option)
    return element


def _short_answer(lesson: ItemSheet, question: Item) -> ET.Element:
    task = TASKS[question.exercise]
    element = _question("shortanswer", question.name, _asked(lesson, question, task))
    _plain(element, usecase="0")
    for option in question.answers:
        answer = ET.SubElement(element, "answer", fraction=RIGHT, format="plain_text")
        ET.SubElement(answer, "text").text = line(option).replace("*", "\\*")
    return element


def _matching(lesson: ItemSheet, questions: tuple[Item, ...]) -> ET.Element:
    task = PAGE.element("p", escape(TASKS["matching"]))
    element = _question("matching", "matching", task)
    _plain(element, shuffleanswers="true")
    for question in questions:
        part = ET.SubElement(element, "subquestion", format="html")
        ET.SubElement(part, "text").text = _chinese(lesson, question.zh)
        answer = ET.SubElement(part, "answer")
        ET.SubElement(answer, "text").text = line(question.answers[0])
    return element


def _essay(lesson: ItemSheet, question: Item) -> ET.Element:
    task = TASKS[question.exercise]
    element = _question("essay", question.name, _asked(lesson, question, task))
    _plain(element, **ESSAY)
    info = ET.SubElement(element, "graderinfo", format="html")
    ET.SubElement(info, "text").text = _answer(lesson, question, question.answers[0])
    return element


def _question(kind: str, name: str, text: Html) -> ET.Element:
    element = ET.Element("question", type=kind)
    ET.SubElement(ET.SubElement(element, "name"), "text").text = line(name)
    asked = ET.SubElement(element, "questiontext", format="html")
    ET.SubElement(asked, "text").text = text
    return element


def _plain(element: ET.Element, **settings: str) -> None:
    """Add settings, each an element without children."""
    for name, value in {"defaultgrade": "1", "hidden": "0", **settings}.items():
        ET.SubElement(element, name).text = value


def _asked(lesson: ItemSheet, question: Item, task: str) -> Html:
    paragraphs = [PAGE.element("p", escape(task))]
    if question.zh:
        paragraphs.append(PAGE.element("p", escape(line(question.zh)), lang=lesson.lang))
    if question.hint:
        paragraphs.append(PAGE.element("p", escape(line(question.hint))))
    return join(paragraphs)


def _answer(lesson: ItemSheet, question: Item, text: str) -> Html:
    if question.exercise in ENGLISH_ANSWERS:
        return escape(line(text))
    return _chinese(lesson, text)


def _chinese(lesson: ItemSheet, text: str) -> Html:
    return PAGE.element("span", escape(line(text)), lang=lesson.lang)
