"""Many texts at once: the same decks with any number of processes, whatever happens to some of the
texts or to the processes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from generator import pipeline
from generator.base.errors import InputError
from generator.pipeline import BuildOptions, Resources, Source, Understood, building
from generator.pipeline import workers as crew
from generator.pipeline.batch import understand_all
from support.batch import EPOCH
from support.decks import contents, write
from support.program import posix, run, start


@pytest.mark.slow
def test_any_number_of_processes_makes_the_same_decks(
    many_texts: Path, many_decks: tuple[dict[str, bytes], Result]
) -> None:
    decks, said = many_decks
    assert (said.exit_code, len(decks)) == (1, 2 * 9), said.stderr
    errors = said.stderr.splitlines()
    assert [re.search(r"one name, t1|b-empty|c-binary", line) is not None for line in errors] == [
        True
    ] * 3, "all at the end, with reasons"
    folder = many_texts.parent / "three"
    process = start(
        "build", many_texts, "-o", folder, "--jobs", 3, PYTHONHASHSEED="1", SOURCE_DATE_EPOCH=EPOCH
    )
    out, err = process.communicate()
    assert contents(folder) == decks
    assert out.decode().replace(str(folder), str(many_texts.parent / "alone")) == said.stdout
    assert (process.returncode, err.decode()) == (1, said.stderr)


@pytest.mark.slow
def test_what_is_up_to_date_costs_no_process(
    many_texts: Path,
    many_decks: tuple[dict[str, bytes], Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, content in many_decks[0].items():
        write(tmp_path / name, content)
    built = {Path(name).stem for name in many_decks[0]}
    good = sorted(path for path in many_texts.glob("*.*") if path.stem in built)
    hired = 0
    hire = crew._Worker.__init__

    def counted(*arguments: Any) -> None:
        nonlocal hired
        hired += 1
        hire(*arguments)

    monkeypatch.setattr(crew._Worker, "__init__", counted)
    (tmp_path / "t5.apkg").unlink()
    reports = json.loads(
        run("build", *good, "-o", tmp_path, "--jobs", 4, "--json", SOURCE_DATE_EPOCH=EPOCH).stdout
    )
    assert [report["text"] for report in reports if not report["up_to_date"]] == [
        str(many_texts / "t5.tsv")
    ]
    assert hired == 1
    assert contents(tmp_path) == many_decks[0]


@pytest.mark.slow
def test_texts_are_handed_out_in_order_or_with_their_error(many_texts: Path) -> None:
    sources = [
        Source(path)
        for path in (many_texts / "t3.tsv", many_texts / "b-empty.txt", many_texts / "t0.tsv")
    ]
    resources = Resources()
    two, one = (list(understand_all(resources, sources, BuildOptions(), jobs)) for jobs in (2, 1))
    assert [source for source, _ in two] == [source for source, _ in one] == sources
    assert (two[0], two[2]) == (one[0], one[2])
    assert isinstance(two[1][1], InputError) and str(two[1][1]) == str(one[1][1])
    assert two[2][1] == pipeline.understand(resources, sources[2])


def test_a_fault_of_the_program_costs_one_deck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abcd":
        write(tmp_path / f"{name}.txt", "银行在左边。" + "书在桌子上。" * (name == "c"))
    understand = pipeline.understand

    def fail(resources: Resources, source: Source, options: BuildOptions) -> Understood:
        if source.name in "bd":
            raise KeyError("missing") if source.name == "b" else MemoryError
        return understand(resources, source, options)

    monkeypatch.setattr(building, "understand", fail)
    said = run("build", tmp_path, "-o", tmp_path / "decks", "--jobs", 1)
    assert said.exit_code == 1
    fault, memory = said.stderr.splitlines()
    assert re.fullmatch(
        r"Error: \S+b\.txt: Cika failed on this text \(KeyError 'missing'; test_batch\.py, line"
        r" \d+\)\. .*",
        fault,
    )
    assert re.fullmatch(r"Error: \S+d\.txt: the memory does not suffice for this text\. .*", memory)
    assert {Path(name).stem for name in contents(tmp_path / "decks")} == {"a", "c"}
    with pytest.raises(KeyError):  # of one text, whoever mends it wants to see all
        run("build", tmp_path / "b.txt", "-o", tmp_path / "decks")


@pytest.mark.slow
@posix
def test_a_full_disk_ends_the_run_soon_and_the_next_one_goes_on(
    many_texts: Path, many_decks: tuple[dict[str, bytes], Result]
) -> None:
    folder = many_texts.parent / "full"
    good = [path for path in sorted(many_texts.glob("t*.tsv")) if path.stem != "t1"]
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    process = start("build", *good, "-o", folder, "--jobs", 2, code=limit, SOURCE_DATE_EPOCH=EPOCH)
    out, err = process.communicate()
    lines = err.decode().splitlines()
    assert (process.returncode, out, len(lines)) == (1, b"", 4)
    assert not list(folder.glob("*"))
    assert all("cannot be written: " in line for line in lines[:3])
    assert (
        f"3 decks in a row could not be written; the other {len(good) - 3} texts were not tried."
        in lines[3]
    )
    assert run("build", *good, "-o", folder, "--jobs", 1, SOURCE_DATE_EPOCH=EPOCH).exit_code == 0
