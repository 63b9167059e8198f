"""``cli.py report``: its figures add up, its curve is what learning brings, and nothing in a text
gets out of its page."""

import json
import os
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.base.words import HeadwordKey, headword_key
from generator.pipeline import BuildOptions, Resources, Source
from generator.reports.report_json import report_json
from generator.reports.report_page import page
from generator.reports.report_text import report_text
from generator.reports.survey import Report, ReportOptions, survey
from generator.reports.terminal import aligned, bar, clip, width
from generator.study import Known, WordSelection
from support.program import SEED, run

EASY = "我们去公园。\n你好，我们去学校。\n---\nWe go to the park.\nHello, we go to school.\n"
HARD = (
    "汽轮机的涡轮叶片需要精密锻造。\n我们研究涡轮叶片。\n---\nThe turbine blades need precision"
    " forging.\nWe study turbine blades.\n"
)
HOSTILE = """<script>alert(1)</script>今天</title><img src=x onerror=alert(1)>\
天气“很”&lt;好&gt;。]]>\x0b\u202e我们去公园。
---
<b>Today</b> the weather is good. We go to the park.
"""
VOID = {"meta", "br", "img", "hr", "link", "input"}


def report(*arguments: object) -> dict[str, Any]:
    done = run("report", *arguments, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def chapters(tmp_path: Path) -> Path:
    folder = tmp_path / "chapters"
    folder.mkdir()
    for name, text in {"a-hard": HARD, "b-easy": EASY}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("known") / "known.txt"
    path.write_text("我们\n去\n的\n工人\n农民\n大\n业务\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def letter_report(known: Path) -> dict[str, Any]:
    return report(SEED, "--known", known)


# -- figures


def test_figures_of_the_letter_add_up(letter_report: dict[str, Any]) -> None:
    (text,) = letter_report["texts"]
    running, words, levels = text["running_words"], text["words"], text["levels"]
    aside = running["names"] + running["numbers"] + running["left_out"]
    assert (
        running["all"]
        == running["known"] + running["unknown"]
        == aside + sum(row["running"] for row in levels)
    )
    assert running["known"] == aside + sum(row["known_running"] for row in levels)
    assert running["unknown"] == sum(step["count"] for step in text["curve"])
    assert running["guessable"] == sum(step["count"] for step in text["curve"] if step["guessable"])
    assert words["all"] == words["known"] + words["unknown"] == sum(row["words"] for row in levels)
    assert (
        words["unknown"]
        == len(text["curve"])
        == len({(s["word"], s["reading"]) for s in text["curve"]})
    )
    assert sum(text["sentences_by_unknown_words"].values()) == text["sentences"] == 20
    assert text["coverage"] == round(running["known"] / running["all"], 4)
    assert "工业" in {s["word"] for s in text["curve"] if s["guessable"]}, "of 工人 and 业务"
    assert not {"我们", "的"} & {s["word"] for s in text["curve"]}


def test_the_curve_rises_to_all_of_it_by_ever_smaller_steps(letter_report: dict[str, Any]) -> None:
    (text,) = letter_report["texts"]
    shares = [text["coverage"], *(step["coverage"] for step in text["curve"])]
    counts = [step["count"] for step in text["curve"]]
    assert shares[-1] == 1.0 == text["levels"][-1]["coverage"]
    assert all(a < b for a, b in pairwise(shares))
    assert all(a >= b for a, b in pairwise(counts))
    for target in text["targets"]:
        assert shares[target["words"]] >= target["coverage"] > shares[target["words"] - 1]
        assert target["days"] == -(-target["words"] // 10)
        assert target["words_with_guesses"] <= target["words"]


@pytest.mark.slow
def test_the_words_are_those_that_a_build_makes(letter_report: dict[str, Any], known: Path) -> None:
    made = json.loads(run("words", SEED, "--known", known, "--decks", "none", "--json").stdout)
    learnt = {(row["word"], row["reading"]) for row in made if row["skip"] != "x"}
    assert {(s["word"], s["reading"]) for s in letter_report["texts"][0]["curve"]} == learnt


def test_keys_are_an_interface(letter_report: dict[str, Any]) -> None:
    assert (
        list(letter_report)
        == "hsk_standard per_day knowledge_given easiest_first_by total texts shared_words issues"
        " failed".split()
    )
    keys = """name title sentences sentence_length running_words words characters coverage
        coverage_with_guesses targets mean_level levels sentences_by_unknown_words curve
        hardest_sentences new_words reason"""
    assert list(letter_report["texts"][0]) == keys.split()


def test_marked_words_of_hard_sentences_are_unknown(letter_report: dict[str, Any]) -> None:
    (text,) = letter_report["texts"]
    unknown = {step["word"] for step in text["curve"]}
    for sentence in text["hardest_sentences"]:
        assert set(sentence["unknown"]) <= unknown
        marked = {sentence["zh"][start:end] for start, end in sentence["spans"]}
        assert len(marked) >= len(sentence["unknown"]) > 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "selection",
    [
        WordSelection(),
        WordSelection(
            known=Known(frozenset({"我们", "的", "工人"})), stop=frozenset({"工业", "了"})
        ),
        WordSelection(names=True),
        WordSelection(coverage=0.9),
    ],
    ids=["nothing", "known and stop", "names", "coverage"],
)
def test_coverage_is_that_of_a_build(selection: WordSelection) -> None:
    workshop = Resources()
    study = pipeline.study_text(workshop, Source(SEED), options=BuildOptions(selection=selection))
    profile, _ = survey(workshop, Source(SEED), ReportOptions(selection))
    covered = study.chosen.coverage
    assert (profile.running, profile.known_running) == (covered.running, covered.before)
    needed = profile.words_for(
        selection.coverage or (profile.running - profile.stopped_running) / profile.running
    )
    untaught: set[HeadwordKey] = set()
    if selection.coverage is None:  # else others are learnt instead
        untaught = {headword_key(word.token) for word in study.chosen.untaught}
    assert needed == len(study.words) + len(untaught)
    unsure = sum(met.count for met in profile.words if met.key in untaught)
    assert profile.after(needed) == pytest.approx((covered.after + unsure) / covered.running)


@pytest.mark.slow
def test_stop_words_stay_unknown_and_are_never_learnt() -> None:
    stop = WordSelection(stop=frozenset({"的", "工业"}))
    free, kept = (
        survey(Resources(), Source(SEED), ReportOptions(selection, quick=True))[0]
        for selection in (WordSelection(), stop)
    )
    assert kept.coverage == free.coverage
    stopped = [met.count for met in free.words if met.word.token.headword in stop.stop]
    assert kept.stopped_running == sum(stopped) > 40
    before = {met.word.token.headword for met in free.unknown}
    assert before - {met.word.token.headword for met in kept.unknown} == stop.stop
    assert kept.curve[-1].coverage == pytest.approx(1 - kept.stopped_running / kept.running)
    assert (kept.words_for(0.5) or 0) > (free.words_for(0.5) or 0) > 0
    assert kept.words_for(1.0) is None
    for selection, profile in ((stop, kept), (WordSelection(), free)):
        made = Report((profile,), ReportOptions(selection))
        assert report_text(made) and page(made)
        assert report_json(made)["total"]["targets"][-1]["words"] == profile.words_for(1.0)


# -- several texts


@pytest.mark.slow
def test_the_easiest_comes_first_whatever_is_known(
    chapters: Path, known: Path, tmp_path: Path
) -> None:
    nothing = report(chapters)
    assert [text["name"] for text in nothing["texts"]] == ["b-easy", "a-hard"]
    assert nothing["easiest_first_by"] == "level"
    engineer = tmp_path / "engineer.txt"
    engineer.write_text("我们\n的\n汽轮机\n涡轮\n叶片\n需要\n精密\n锻造\n研究\n", encoding="utf-8")
    said = report(chapters, "--known", engineer)
    assert [text["name"] for text in said["texts"]] == ["a-hard", "b-easy"]
    assert "100.0 %" in said["texts"][0]["reason"]


def test_several_texts_are_one_and_share_words(chapters: Path) -> None:
    found = report(chapters)
    total, texts = found["total"], found["texts"]
    for part in ("running_words", "words"):
        assert part == "words" or total[part]["all"] == sum(text[part]["all"] for text in texts)
    assert total["words"]["unknown"] == sum(text["new_words"] for text in texts)
    shared = {word["word"]: word["texts"] for word in found["shared_words"]}
    assert shared == {"我们": 2}


@pytest.mark.slow
def test_a_text_that_cannot_be_read_is_named_at_the_end(chapters: Path) -> None:
    (chapters / "empty.txt").write_bytes(b"")
    said = run("report", chapters)
    assert said.exit_code == 1
    assert re.match(r"2 texts\n", said.stdout)
    assert re.fullmatch(r"Error: .*empty\.txt.*\n", said.stderr)
    assert "empty.txt" in json.loads(run("report", chapters, "--json").stdout)["failed"][0]["error"]
    alone = run("report", chapters / "empty.txt")
    assert (alone.exit_code, alone.stdout) == (1, "")


@pytest.mark.slow
def test_quick_needs_no_translation_and_chinese_alone_is_the_same(tmp_path: Path) -> None:
    both = report(SEED, "--quick")["total"]
    alone = tmp_path / SEED.name
    alone.write_text(SEED.read_text(encoding="utf-8").partition("<hr />")[2], encoding="utf-8")
    assert report(alone)["total"]["running_words"] == both["running_words"]


# -- terminal and page


@pytest.mark.slow
def test_lines_stand_in_columns_of_a_terminal(chapters: Path, known: Path) -> None:
    for arguments in ((SEED,), (SEED, "--known", known), (chapters,)):
        lines = run("report", *arguments).stdout.split("\n")
        start = next(n for n, line in enumerate(lines) if line.startswith("Words that give most"))
        head, *rows = lines[start + 1 : lines.index("", start)]
        at = width(head[: head.index("reading")])
        assert rows
        for row in rows:
            before = next(size for size in range(len(row)) if width(row[:size]) == at)
            assert row[before - 2 : before] == "  " and row[before] != " ", row
    assert (width("汽车ab"), clip("汽车ab", 5), aligned("汽", 4, "r")) == (6, "汽车…", "  汽")
    assert (bar(0.5, 0.5, 4), bar(1 / 32, 0.0, 4), bar(0, 0)) == ("██░░", "▏", "")


class Page(HTMLParser):
    """Every tag that is opened is closed; what stands in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.slow
def test_page_is_whole_and_nothing_gets_out_of_it(tmp_path: Path, known: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    names = ["<img src=x onerror=alert(1)>"] if os.name == "posix" else ["b"]
    for name in (*names, "hostile"):
        (folder / f"{name}.txt").write_text(HOSTILE, encoding="utf-8")
    target = tmp_path / "page.html"
    said = run("report", folder, "--html", target, "--no-open", "--known", known)
    assert said.exit_code == 0, said.output
    text = target.read_text(encoding="utf-8")
    page = Page(text)
    assert not page.open
    assert not page.tags & {"script", "img", "iframe", "link", "b"}
    assert not page.attributes & {"src", "href", "style"}
    assert not any(name.startswith("on") for name in page.attributes)
    assert len(page.ids) == len(set(page.ids))
    plots = re.findall(r"<svg.*?</svg>", text, re.S)
    assert len(plots) == 1 + 3 * 3
    for plot in plots:
        drawing = ET.fromstring(plot)  # well-formed XML, with a title and a description
        assert [part.tag for part in drawing][:2] == ["title", "desc"]
        assert all(part.text for part in list(drawing)[:2])
    run("report", folder, "--html", tmp_path / "again.html", "--no-open", "--known", known)
    assert (tmp_path / "again.html").read_bytes() == target.read_bytes()
