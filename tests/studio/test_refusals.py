"""What the stages refuse, in Chinese: the table holds the sentences that the program has."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import generator
from generator.studio.refusals import FIELD, pattern_of, refusals, translated
from generator.studio.translation import LANGUAGES
from generator.studio.workspace import Workspace

ROOT = Path(generator.__file__).parent
ERRORS = ("InputError", "OutputError", "UnknownId")
PUT_IN = "English, but no Chinese"
"""Something that stands in the table itself."""
NOTING = ("texts", "pipeline", "study", "classes", "annotation", "anki", "audio")
COMPLETE = ("studio", "texts")
"""Folders of which each refusal is in the table."""


def written(node: ast.expr) -> str | None:
    """Return a string of the source, ``{}`` for what is put in; None where it is none."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = (written(one) if isinstance(one, ast.Constant) else "{}" for one in node.values)
        return "".join(map(str, parts))
    return None


def calls(folder: Path) -> Iterator[ast.Call]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                yield node


def refused(folder: str) -> set[str]:
    """Return the sentences by which a folder refuses something."""
    found = set()
    for call in calls(ROOT / folder):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        sentence = written(call.args[0]) if name in ERRORS else None
        if sentence and any(map(str.isalpha, sentence.replace("{}", ""))):
            found.add(sentence)
    return found


def details() -> set[str]:
    """Return what is noted beside a deck."""
    found = set()
    for folder in NOTING:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in (
                    "detail",
                    "said",
                ):
                    found.add(written(node.value) or "")
    return {one for one in found if one}


def all_strings() -> set[str]:
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found.add(written(node) if isinstance(node, ast.expr) else None)
    return {one for one in found if one}


@pytest.mark.parametrize("folder", COMPLETE)
def test_each_refusal_is_translated(folder: str) -> None:
    missing = [
        one for one in refused(folder) if translated(one.replace("{}", PUT_IN), "zh") is None
    ]
    assert not sorted(missing)


def test_what_is_noted_is_translated() -> None:
    for sentence in sorted(details()):
        assert translated(sentence.replace("{}", PUT_IN), "zh"), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_nothing_that_the_program_does_not_say(language: str) -> None:
    known = all_strings()
    table = refusals(language)
    for sentence in table:
        finds = pattern_of(sentence).fullmatch
        assert FIELD.sub("{}", sentence) in known or any(map(finds, known)), sentence
    for sentence, translation in table.items():
        assert set(FIELD.findall(translation)) <= set(FIELD.findall(sentence)), sentence


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("a b.txt: the file is empty. Expected a Chinese text, and its English translation if there"
         " is one.", "a b.txt：文件是空的。应有中文课文；如有英文译文，也请给出。"),
        ("a.txt: the file is empty. Nobody has translated this.", None),
        ("a.txt: larger than 9 MB, too much for one text. Split it into chapters.\nNo such thing.",
         None),
        ("a.txt: this folder is a thing that nobody foresaw.", None),
        ("The header line x has no place on the cards. Their parts were kept together.",
         "开头的说明 x 在卡片上没有位置。各部分保持原样。"),
        ("a. " * 400, None),
        ("x.docx: looks like a ZIP archive (DOCX, XLSX and EPUB files are such archives, too),"
         " but is damaged (no zip). Copy or download it again.",
         "x.docx：像是 ZIP 压缩包（DOCX、XLSX、EPUB 也是），但已损坏（no zip）。"
         "请重新复制或下载。"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_message_is_translated_whole_or_not_at_all(message: str, chinese: str | None) -> None:
    assert translated(message, "zh") == chinese


def test_a_page_refuses_in_its_language(visitor: FlaskClient) -> None:
    for language, said in (("zh", "还没有内容。请粘贴中文和译文。"), ("en", "Paste the Chinese")):
        asked = {"zh": "", "en": "", "title": ""}
        headers = {"Accept-Language": language}
        answer = visitor.post("/api/paste", json=asked, headers=headers)
        assert answer.json and said in answer.json["error"]


def test_a_fault_without_translation_says_that_english_follows(
    visitor: FlaskClient, texts_folder: Path
) -> None:
    (texts_folder / "cika.toml").write_text("[buidl]", encoding="utf-8")
    (id,) = Workspace(texts_folder).look().texts
    shown = visitor.get(f"/build/{id}", headers={"Accept-Language": "zh"})
    assert shown.status_code == 400 and "原因<" in shown.text
