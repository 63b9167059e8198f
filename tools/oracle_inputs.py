"""What the oracle's steps read, apart from what lies in seeds/."""

import prelude

from collections.abc import Sequence
from pathlib import Path

from inputs import DATA, TATOEBA, Pair, read_pairs

PAIRS = DATA / TATOEBA
ARTICLES, PAIRS_EACH, PARAGRAPH = 60, 20, 5
LINES = 200
"""Lines to annotate."""
FEW = 12
"""Pairs of a text that is read in an uncommon format."""
ENDS = ("。", "！", "？")

Pairs = list[Pair]


def write_inputs(folder: Path) -> None:
    """Write everything; what is made of pairs only where they are."""
    folder.mkdir(parents=True)
    (folder / "known.txt").write_text("我们\n工业\n劳动\n的\n是\n", "utf-8")
    (folder / "stop.txt").write_text("同志\n集体\n", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    if PAIRS.exists():
        pairs = whole_pairs()
        write_articles(folder / "articles", spread(pairs, ARTICLES * PAIRS_EACH))
        write_lines(folder, spread(pairs, LINES))
        write_formats(folder / "formats", pairs)


def whole_pairs() -> Pairs:
    """Read the pairs that end with a full stop on both sides, no English and no Chinese twice."""
    found: Pairs = []
    seen: set[str] = set()
    for zh, en in read_pairs(PAIRS):
        is_whole = zh.endswith(ENDS) and en.endswith((".", "!", "?"))
        if is_whole and '"' not in zh + en and not seen & {zh, en}:
            seen |= {zh, en}
            found.append((zh, en))
    return found


def spread(pairs: Pairs, count: int, first: int = 0) -> Pairs:
    """Choose pairs at even distances."""
    return pairs[first :: len(pairs) // count][:count]


def write_articles(folder: Path, pairs: Pairs) -> None:
    """Write the articles, each with sentences of all kinds."""
    folder.mkdir()
    for number in range(ARTICLES):
        zh, en = sides(pairs[number::ARTICLES])
        head = f"Title: Article {number}\nDate: 2026-01-01"
        text = f"{head}\n\n{paragraphs(en, ' ')}\n\n<hr />\n\n{paragraphs(zh, '')}\n"
        (folder / f"article-{number:02}.txt").write_text(text, "utf-8")


def sides(pairs: Pairs) -> tuple[list[str], list[str]]:
    """Return the Chinese and the English of pairs."""
    return [zh for zh, _ in pairs], [en for _, en in pairs]


def paragraphs(sentences: Sequence[str], space: str) -> str:
    """Join sentences to paragraphs."""
    starts = range(0, len(sentences), PARAGRAPH)
    return "\n\n".join(space.join(sentences[at : at + PARAGRAPH]) for at in starts)


def write_lines(folder: Path, pairs: Pairs) -> None:
    """Write pairs a line, and each language a line."""
    (folder / "lines.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in pairs), "utf-8")
    (folder / "lines.zh").write_text("".join(f"{zh}\n" for zh, _ in pairs), "utf-8")
    (folder / "lines.en").write_text("".join(f"{en}\n" for _, en in pairs), "utf-8")


def write_formats(folder: Path, pairs: Pairs) -> None:
    """Write texts in the formats that need no library to write, each with pairs of its own."""
    folder.mkdir()
    few = iter([spread(pairs, FEW, first) for first in range(1, 20)])
    texts: dict[str, str] = {}
    texts["turns.txt"] = "".join(f"{zh}\n{en}\n" for zh, en in next(few))
    texts["english-first.txt"] = "\n\n".join(f"{en}\n\n{zh}" for zh, en in next(few))
    texts["tabs.tsv"] = "".join(f"{zh}\t{en}\n" for zh, en in next(few))
    texts["commas.csv"] = "".join(f'"{en}","{zh}"\n' for zh, en in next(few))
    texts["film.srt"] = subtitles([f"{zh}\n{en}" for zh, en in next(few)])
    texts["memory.tmx"] = memory(next(few))
    texts["chinese.txt"] = "".join(zh for zh, _ in next(few))
    zh, en = sides(next(few))
    texts |= {"play.zh.srt": subtitles(zh), "play.en.srt": subtitles(en)}
    zh, en = sides(next(few))
    texts |= {"two.zh.txt": "".join(zh), "two.en.txt": " ".join(en)}
    zh, en = sides(next(few))
    first, rest = f"*{en[0]}* {' '.join(en[1:])}", f"**{zh[0]}**{''.join(zh[1:])}"
    texts["mark.md"] = f"# Marked\n\n{first}\n\n---\n\n{rest}\n"
    texts["page.html"] = web_page(next(few))
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    zh, en = sides(next(few))
    old = f"{' '.join(en)}\n\n---\n\n{''.join(zh)}\n"
    (folder / "old.txt").write_bytes(old.encode("gb18030"))


def subtitles(lines: Sequence[str]) -> str:
    """Write lines as subtitles, four seconds each."""
    written = []
    for number, line in enumerate(lines):
        at = f"00:{number // 15:02}:{number % 15 * 4:02}"
        written.append(f"{number + 1}\n{at},000 --> {at},900\n{line}\n\n")
    return "".join(written)


def memory(pairs: Pairs) -> str:
    """Write pairs as a translation memory."""
    units = []
    for zh, en in pairs:
        one, other = variant("zh", zh), variant("en", en)
        units.append(f"<tu>{one}{other}</tu>\n")
    header = '<header srclang="zh"/>'
    return f'<tmx version="1.4">{header}<body>\n{"".join(units)}</body></tmx>\n'


def variant(language: str, text: str) -> str:
    """Write one side of a pair for a translation memory."""
    return f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>'


def web_page(pairs: Pairs) -> str:
    """Write pairs as an article of a web page."""
    rows = "".join(f"<p>{zh}</p>\n<p>{en}</p>\n" for zh, en in pairs)
    head = "<head><title>Page</title></head>"
    return f"<html>{head}<body><article>{rows}</article></body></html>"
