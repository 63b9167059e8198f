"""Which words of a real text get cards, when they come, and what an update leaves as it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator import pipeline
from generator.anki.note import Note
from generator.anki.note_types import SENTENCE_FIELDS, WORD_FIELDS
from generator.anki.notes import make_notes
from generator.anki.twin import read_notes
from generator.annotation.corrections import correct
from generator.base.records import Correction, Token
from generator.base.words import headword_key, word_key
from generator.pipeline import BuildOptions, Resources, Source, Study, Understood, make_deck
from generator.pipeline.choosing import word_status
from generator.reports.outcome import untaught_text
from generator.study import EVERY_WORD, WordSelection
from support.program import SEED

ZH = ("我的朋友昨天在学校门口等了很久。", "他不喜欢在外面等人。", "你别等我了。")
EN = (
    "Yesterday my friend waited long at the school gate.",
    "He does not like to wait for people outside.",
    "Do not wait for me.",
)
WORD_NAMES = [name for name, _ in WORD_FIELDS]
SOURCE, SHOWN = WORD_NAMES.index("Source"), WORD_NAMES.index("Sentence")
NUMBER = [name for name, _ in SENTENCE_FIELDS].index("Number")
SENTENCE_WORDS = [name for name, _ in SENTENCE_FIELDS].index("Words")
DEFAULT = BuildOptions()
SHORTER = "我等你。", "I wait for you."


@pytest.fixture(scope="module")
def letter(resources: Resources) -> Understood:
    return pipeline.understand(resources, Source(SEED))


def wished(
    resources: Resources,
    letter: Understood,
    selection: WordSelection = EVERY_WORD,
    order: str = "text",
) -> Study:
    return pipeline.choose(
        resources, letter, options=BuildOptions(selection=selection), order=order
    )


def words(study: Study) -> set[str]:
    return {word.token.headword for word in study.words}


def test_names_get_cards_on_wish_and_those_of_a_syllabus_always(
    resources: Resources, letter: Understood
) -> None:
    plain, named = wished(resources, letter), wished(resources, letter, WordSelection(names=True))
    left_out = {"刘德珍", "石景山", "北大荒", "苏联", "劳动节", "莫斯科", "毛主席"}
    assert (
        {word.token.headword for word in plain.chosen.names}
        == left_out
        == words(named) - words(plain)
    )
    assert "北京" in words(plain)
    assert {word.token.headword: word.token.gloss for word in named.words}["刘德珍"] == "Liu Dezhen"
    untaught = {word.token.headword for word in plain.chosen.untaught}
    assert plain.chosen.coverage.after >= plain.chosen.coverage.running - len(untaught), (
        "a reader needs no card to read a name"
    )


@pytest.mark.parametrize("order", ["text", "reading", "frequency", "level"])
def test_every_sentence_comes_after_its_words(
    resources: Resources, letter: Understood, order: str
) -> None:
    study = wished(resources, letter, order=order)
    notes = make_notes(make_deck(study, BuildOptions()))
    assert len(notes) == len(study.words) + len(study.passages)
    wanted = {headword_key(word.token) for word in study.words}
    learnt = set()
    met = iter(study.words)
    for note in notes:
        if note.guid[0] == "w":
            learnt.add(headword_key(next(met).token))
        else:
            passage = next(p for p in study.passages if p.number == int(note.fields[NUMBER]))
            assert {headword_key(token) for token in passage.tokens} & wanted <= learnt
    ranks = [(w.levels.hsk2025 or 99 if order == "level" else 0, -w.zipf) for w in study.words]
    assert (ranks == sorted(ranks)) == (order in ("frequency", "level"))


def build(
    resources: Resources,
    folder: Path,
    zh: tuple[str, ...],
    en: tuple[str, ...],
    options: BuildOptions = DEFAULT,
) -> dict[str, Note]:
    folder.mkdir(exist_ok=True)
    text = folder / "wait.txt"
    text.write_text("\n".join((*zh, "", "---", "", *en)) + "\n", encoding="utf-8")
    pipeline.build(resources, Source(text), folder, options, 1_700_000_000)
    return {note.fields[0]: note for note in read_notes(folder / "wait.tsv")}


def sentence(notes: dict[str, Note], key: str) -> str:
    return notes[key].fields[SHOWN].replace("<b class='target'>", "").replace("</b>", "")


def test_the_sentence_on_a_card_stays_when_a_better_one_comes_or_it_is_mended(
    resources: Resources, tmp_path: Path
) -> None:
    first = build(resources, tmp_path / "old", ZH, EN)
    assert ZH[2] in sentence(first, "我|wo3"), (
        "learnt for the first sentence, shown where less is new"
    )
    longer = (*ZH, SHORTER[0]), (*EN, SHORTER[1])
    assert SHORTER[0] in sentence(build(resources, tmp_path / "new", *longer), "我|wo3")
    grown = build(resources, tmp_path / "old", *longer)
    assert {key: sentence(grown, key) for key in first if first[key].guid[0] == "w"} == {
        key: sentence(first, key) for key in first if first[key].guid[0] == "w"
    }
    mended = build(resources, tmp_path / "old", (*ZH[:2], "你们别等我了。", SHORTER[0]), longer[1])
    assert "你们别等我了。" in sentence(mended, "我|wo3")


def test_a_corrected_reading_finds_its_card_in_whatever_sentence_that_shows(
    resources: Resources, tmp_path: Path
) -> None:
    first = build(resources, tmp_path, ZH, EN)
    (tmp_path / "wait.words.tsv").write_text("word\treading\n等\tdeng4\n", encoding="utf-8")
    again = build(resources, tmp_path, (*ZH, SHORTER[0]), (*EN, SHORTER[1]))
    assert again["等|deng4"].guid == first["等|deng3"].guid


@pytest.mark.slow
def test_another_order_changes_no_note_and_another_script_no_sentence(
    resources: Resources, letter: Understood, tmp_path: Path
) -> None:
    def built(**looks: str) -> dict[str, Note]:
        pipeline.build(
            resources,
            Source(SEED),
            tmp_path,
            BuildOptions(card_options=looks),
            1_700_000_000,
            letter,
        )
        return {note.guid: note for note in read_notes(tmp_path / f"{SEED.stem}.tsv")}

    def places(notes: dict[str, Note]) -> dict[str, str]:
        return {guid: note.fields[SOURCE] for guid, note in notes.items() if guid[0] == "w"}

    first = built(order="frequency")
    again = built(order="reading")
    assert again == first and list(again) != list(first)
    assert places(built(script="both")) == places(first)
    assert places(built(script="traditional")) == places(first)
    assert built(script="text", order="text") == first


def test_limits_are_kept_and_said(resources: Resources, letter: Understood) -> None:
    every = wished(resources, letter)
    few = wished(resources, letter, WordSelection(max_words=60, coverage=0.8))
    assert len(few.words) == 60 and len(few.chosen.left_out) == len(every.words) - 60
    enough = wished(resources, letter, WordSelection(coverage=0.8))
    reached = few.chosen.coverage.after / few.chosen.coverage.running
    assert [issue.detail for issue in few.issues if issue.kind == "coverage"] == [
        f"60 words take you to {reached:.1%} of the running words;"
        f" {len(enough.words)} would be wanted for 80%."
    ]
    assert "coverage" not in {issue.kind for issue in enough.issues}
    assert enough.chosen.coverage.after >= 0.8 * enough.chosen.coverage.running
    deck = make_deck(enough, BuildOptions())
    assert set(deck.sentences) == set(range(20)) - enough.chosen.beyond and enough.chosen.beyond
    stopped = wished(resources, letter, WordSelection(stop=frozenset("的"), coverage=1.0))
    assert stopped.issues[-1].detail.startswith("All words that have cards take you to 9")


def test_a_meaning_that_is_little_more_than_a_guess_is_not_taught(
    resources: Resources, letter: Understood
) -> None:
    def guessed(token: Token) -> Token:
        if token.text != "空前":
            return token
        return replace(token, doubts=("sense",), sense_confidence=0.6)

    passages = []
    for passage in letter.passages:
        tokens = tuple(guessed(token) for token in passage.tokens)
        passages.append(replace(passage, tokens=tokens))
    unsure = replace(letter, corrected=replace(letter.corrected, passages=tuple(passages)))
    sure, study = wished(resources, letter), wished(resources, unsure)
    assert words(sure) - words(study) == {"空前"}
    untaught = {word.token.headword: word for word in study.chosen.untaught}
    assert "空前" in untaught
    assert "unprecedented?" in untaught_text([untaught["空前"]])
    listed = WordSelection(wanted=frozenset({"空前"}))
    assert words(wished(resources, unsure, listed)) == words(sure), "a teacher asks for it"
    own = {word_key(untaught["空前"].token)}
    kept = word_status(resources, DEFAULT, held=frozenset(), own=own, is_skipped=never)
    assert kept(untaught["空前"].token) == "wanted"

    tables = [sentence_tables(sure), sentence_tables(study)]
    assert "unprecedented" in tables[0]
    assert "unprecedented" not in tables[1]
    assert "could not tell what it means here" in tables[1]


def never(token: Token) -> bool:
    return False


def sentence_tables(study: Study) -> str:
    notes = make_notes(make_deck(study, BuildOptions()))
    return "".join(note.fields[SENTENCE_WORDS] for note in notes if note.guid[0] == "s")


def test_a_person_settles_a_guess_in_the_table(resources: Resources, tmp_path: Path) -> None:
    """The gloss of such a word is empty in the table: whatever is written there is meant."""
    text = tmp_path / "text.txt"
    text.write_text("他走了。\n---\nHe left.\n", encoding="utf-8")
    passage = pipeline.study_text(resources, Source(text)).passages[0]
    guesses = [replace(one, doubts=("sense",), sense_confidence=0.5) for one in passage.tokens]
    line = Correction(word="走", gloss=guesses[1].gloss, file="text.words.tsv", line=2)
    unsure = replace(passage, tokens=tuple(guesses))
    corrected = correct([unsure], [line], resources.annotator.entries)
    he, left, *_ = corrected.passages[0].tokens
    assert (left.gloss, left.doubts) == (guesses[1].gloss, ())
    assert he.doubts == ("sense",)


def test_a_sum_of_characters_is_no_meaning(resources: Resources, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text(
        "汪淼走了。汪淼笑了。汪淼睡了。\n---\nHe left. He laughed. He slept.\n", "utf-8"
    )
    study = pipeline.study_text(resources, Source(text))
    assert "汪淼" in {word.token.headword for word in study.chosen.untaught}
    assert "flood" not in sentence_tables(study)
