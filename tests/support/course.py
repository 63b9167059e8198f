"""A class set on disk, to be built, changed, and built again."""

import csv
from pathlib import Path

from generator import anki
from generator.anki.note import Note
from generator.anki.note_types import WORD_FIELDS
from generator.anki.twin import read_notes
from generator.classes import BuiltSet, build_set
from generator.pipeline import BuildOptions, Resources
from generator.texts import read_set

THEN = 1_795_300_000
"""The time of the first build, in Unix seconds."""
FIELDS = [name for name, _ in WORD_FIELDS]
LESSONS = {
    "bank": """\
爸爸在银行工作。
妈妈是老师。
弟弟还很小。
---
Dad works at a bank.
Mum is a teacher.
My younger brother is still very small.
""",
    "shop": """\
我去商店买苹果。
苹果很便宜。
我在银行旁边等公共汽车。
---
I go to the shop to buy apples.
The apples are very cheap.
I wait for the bus next to the bank.
""",
    "rain": """\
昨天下雨了。
弟弟没带雨伞。
老师借给他一把雨伞。
---
It rained yesterday.
My younger brother did not bring an umbrella.
The teacher lent him an umbrella.
""",
    "letter": """\
我给奶奶写信。
她住在北方的城市。
那里的冬天很冷。
---
I write a letter to Grandma.
She lives in a city in the north.
Winter there is very cold.
""",
    "train": """\
我们坐火车去北方。
火车票不便宜。
奶奶在车站等我们。
---
We take the train to the north.
Train tickets are not cheap.
Grandma waits for us at the station.
""",
    "market": """\
市场里有很多蔬菜。
妈妈喜欢新鲜的蔬菜。
---
There are many vegetables at the market.
Mum likes fresh vegetables.
""",
}
"""Texts of lessons, by name."""


class Course:
    """A class set; each build is later than the one before."""

    def __init__(self, folder: Path, resources: Resources) -> None:
        self.folder = folder / "course"
        self.folder.mkdir()
        self.decks = folder / "decks"
        self.resources = resources
        self.now = THEN

    def write(self, name: str, text: str) -> None:
        """Write a file of the set."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def lessons(self, *names: str, head: str = "", **more: str) -> None:
        """Write the texts that are not there yet, and ``set.toml``.

        ``head`` are lines of the set, ``more`` those of lessons, by name.
        """
        toml = f'title = "Our course"\n{head}\n'
        for name in names:
            if not (self.folder / f"{name}.txt").exists():
                self.write(f"{name}.txt", LESSONS[name])
            texts = f'texts = ["{name}.txt"]\n{more.get(name, "")}\n'
            toml += f'[[lesson]]\ntitle = "At the {name}"\n{texts}'
        self.write("set.toml", toml)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace what must stand in a file."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def build(self) -> BuiltSet:
        """Build the set as it is now."""
        self.now += 1000
        return build_set(
            self.resources, read_set(self.folder), self.decks, BuildOptions(), self.now
        )


def table(built: BuiltSet) -> list[dict[str, str]]:
    """Read the lists of the lessons."""
    with built.lists.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def taught(built: BuiltSet) -> dict[str, int]:
    """Return the lesson in which each word is new (in its first reading); each is new once."""
    rows = [row for row in table(built) if row["status"] == "new"]
    new = [(row["word"], row["reading"].lower(), int(row["lesson"])) for row in rows]
    assert len(new) == len({(word, reading) for word, reading, _ in new}), "a word is new twice"
    return {word: lesson for word, _, lesson in reversed(new)}


def word_notes(built: BuiltSet) -> list[Note]:
    """Read the notes of words."""
    notes = read_notes(built.package.with_suffix(".tsv"))
    return [note for note in notes if note.note_type == anki.WORD]
