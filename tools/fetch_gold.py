#!/usr/bin/env python3
"""Lay out the public gold and parallel data that the measuring tools read (docs/data.md).

    python tools/fetch_gold.py [--data ../shared/data] [--clones DIR]

Each source is a public repository on GitHub, fetched at one commit with ``git``; the files are
written in the form that ``tools/`` expects, and checked against hashes, so that figures can be
compared. ``--clones DIR`` reads clones that are there already (DIR/OWNER+NAME) instead of the
network. What was written by this project and has no public source is listed at the end.

Nothing of this may be copied into the project: see the licences in docs/data.md.
"""

import argparse
import gzip
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
OURS = ("sense/sense.dev.tsv", "gold/gold.jsonl", "learner/learner.tsv", "field/language.tsv")
LEFT_OUT_OF_NEWS = {668, 1041, 1194, 1508, 1615, 1758, 1859}
"""Lines (from 1) that stand in another set, too."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at one commit."""

    name: str
    """``owner/name`` on GitHub."""
    commit: str
    clone: Path

    def file(self, path: str) -> bytes:
        """Return a file of the commit."""
        command = ["git", "-C", str(self.clone), "show", f"{self.commit}:{path}"]
        return subprocess.run(command, capture_output=True, check=True).stdout

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file; only line feeds end a line."""
        return self.file(path).decode("utf-8").removesuffix("\n").split("\n")


Files = dict[str, bytes]
"""Paths below the data folder -> contents, as they are before they are packed."""


def text_of(lines: Iterable[str]) -> bytes:
    """Return lines as the content of a file."""
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def mac(repository: Repository) -> Files:
    """Return the development set of MAC: six chapters with their alignment."""
    made = {}
    for number in range(1, 7):
        for sides in (f"00{number}_zh", f"00{number}_en", f"00{number}_zh.00{number}_en"):
            name = f"dev-anno.{sides}.xml"
            made[f"alignment/mac-dev/{name}"] = repository.file(f"dev/intertext/{name}")
    return made


def newswire(repository: Repository) -> Files:
    """Return every second pair of the newswire with word links, the first one included."""
    pairs = repository.lines("examples/zhen.src-tgt")[::2]
    links = repository.lines("examples/zhen.gold")[::2]
    return {
        "links/newswire.dev.src-tgt": text_of(pairs),
        "links/newswire.dev.gold": text_of(links),
    }


def cpp(repository: Repository) -> Files:
    """Return the development part of CPP."""
    return {
        "pinyin/cpp.dev.sent.gz": repository.file("data/dev.sent"),
        "pinyin/cpp.dev.lb.gz": repository.file("data/dev.lb"),
    }


def g2pl(repository: Repository) -> Files:
    """Return the training and the development part of g2pL."""
    made = {}
    for part in ("train", "dev"):
        for kind in ("sent", "lb"):
            made[f"pinyin/g2pl.{part}.{kind}.gz"] = repository.file(f"data/{part}.{kind}")
    return made


def segmentation(repository: Repository) -> Files:
    """Return the lines from 1,001 on, up to 2,000, of the gold of SIGHAN 2005."""
    pku = repository.lines("gold/pku_test_gold.utf8")[1000:1944]
    msr = repository.lines("gold/msr_test_gold.utf8")[1000:2000]
    return {
        "segmentation/pku.dev.txt": text_of(line.rstrip("\r") for line in pku),
        "segmentation/msr.dev.txt": text_of(line.rstrip("\r") for line in msr),
    }


def news(repository: Repository) -> Files:
    """Return the Chinese news of WMT 2021 with one of its translations."""
    zh = repository.lines("txt/sources/newstest2021.zh-en.src.zh")
    en = repository.lines("txt/references/newstest2021.zh-en.ref.A.en")
    rows = ["zh\ten"]
    for number, pair in enumerate(zip(zh, en, strict=True), 1):
        if number not in LEFT_OUT_OF_NEWS:
            rows.append("\t".join(pair))
    return {"news/news.dev.tsv": text_of(rows)}


def tatoeba(first: Repository, second: Repository) -> Files:
    """Return the Mandarin-English pairs of two exports of Tatoeba, each once, sorted."""
    pairs = set()
    for line in first.lines("data/cmn.txt") + second.lines("data/cmn.txt"):
        en, _, rest = line.partition("\t")
        zh = rest.partition("\t")[0]
        pair = (" ".join(zh.split()), " ".join(en.split()))
        if all(pair):
            pairs.add(pair)
    rows = ["\t".join(pair) for pair in sorted(pairs)]
    return {"parallel/tatoeba.cmn-eng.tsv.gz": text_of(rows)}


SOURCES: tuple[tuple[Callable[..., Files], tuple[tuple[str, str], ...], str], ...] = (
    (
        mac,
        (("bfsujason/mac", "64858bb9b679e0954326a959931b30860599c6a0"),),
        "b1c8789105e3e7b74f5a210aaeaec3969ccd9fad9dd8548541bcc2cd1481aa47",
    ),
    (
        newswire,
        (("neulab/awesome-align", "5f150d45bbe51e167daf0a84abebaeb07c3323d1"),),
        "23df0bcdbe2676a04cea6e5974666210a33dcd020d4413dc42d9986700e50510",
    ),
    (
        cpp,
        (("kakaobrain/g2pm", "170526efad0a3ef9b55a9ad4579f73218f9be06c"),),
        "c570b394972252740d03911fb6f3c248eed5f59eb8752d853b9d7874cd220ce4",
    ),
    (
        g2pl,
        (("whzikaros/g2pL", "2d8b8ce8a28e4b204811558ab66a056159540abd"),),
        "dd94031052237b7aa88d345e9c7f9275089184756b429d2e618849fc4a814763",
    ),
    (
        segmentation,
        (("yuikns/icwb2-data", "873a51fa6234c644126d2f2c5c603a97809d2e49"),),
        "f1f08c66f94b4243df2699dc74e5b67b7b2c9af1b31384aeadbb176177bf56c9",
    ),
    (
        news,
        (("wmt-conference/wmt21-news-systems", "f41750dadbf2ba6ab01ca5380347d253298a3427"),),
        "3fd005888b8a4fd814c6e0bd4eed093d4cfb67d5bcd8eac35fd30d7749e6b685",
    ),
    (
        tatoeba,
        (
            ("TraitYoung/NLP-From-RNN-To-Transformer", "a597ba46fc33bc4950ac5c89fe76ee045c7224bb"),
            ("DaoChaShao/py-st-dl-translater-2.0", "620408eda1721f683e2413778ad19e4f94691053"),
        ),
        "fde51b173ccfeb2cbea77ac2b0768b250292df601a741c06228614f7d00c9ada",
    ),
)
"""What makes the files, the repositories that it reads, and the hash of all that it makes."""


def clone(name: str, commit: str, folder: Path) -> Path:
    """Fetch one commit of a repository into a folder; return the clone."""
    path = folder / name.replace("/", "+")
    subprocess.run(["git", "init", "--quiet", str(path)], check=True)
    fetch = ["git", "-C", str(path), "fetch", "--quiet", "--depth", "1"]
    subprocess.run([*fetch, f"https://github.com/{name}", commit], check=True)
    return path


def hash_of(files: Files) -> str:
    """Return one hash for files and their names."""
    found = sha256()
    for path, content in sorted(files.items()):
        found.update(f"{path} {len(content)}\n".encode() + content)
    return found.hexdigest()


def save(files: Files, data: Path) -> None:
    """Write files below the data folder; ``.gz`` are packed, without a date."""
    for path, content in files.items():
        target = data / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(gzip.compress(content, mtime=0) if path.endswith(".gz") else content)


def lay_out(data: Path, folder: Path, *, has_clones: bool) -> list[str]:
    """Write the files of every source; return sentences about what went wrong."""
    wrong = []
    for make, names, expected in SOURCES:
        repositories = []
        try:
            for name, commit in names:
                there = folder / name.replace("/", "+")
                path = there if has_clones else clone(name, commit, folder)
                inner = path / "repo"
                repositories.append(Repository(name, commit, inner if inner.is_dir() else path))
            files = make(*repositories)
        except subprocess.CalledProcessError as error:
            wrong.append(f"{make.__name__}: {' '.join(error.cmd)} failed ({error.returncode}).")
            continue
        if hash_of(files) != expected:
            wrong.append(f"{make.__name__}: not the files that figures were made with.")
            continue
        save(files, data)
        print(f"{make.__name__}: {len(files)} files from {', '.join(name for name, _ in names)}")
    return wrong


def main() -> int:
    """Lay out the data; exit 1 where a source could not be had."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="folder to write into")
    parser.add_argument("--clones", type=Path, help="folder with clones, OWNER+NAME")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clones = arguments.clones or Path(folder)
        wrong = lay_out(arguments.data, clones, has_clones=arguments.clones is not None)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    missing = [path for path in OURS if not (arguments.data / path).exists()]
    if missing:
        print(f"Without a public source (docs/data.md says what needs them): {', '.join(missing)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
