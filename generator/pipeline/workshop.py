"""The stages in order: the table of contents of the program.

read -> sentences -> beads -> passages of tokens -> words to learn -> notes -> deck
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace as replace_fields
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from generator import __version__, anki, audio, texts
from generator.alignment import align
from generator.alignment.bead_notation import format_bead
from generator.alignment.doubts import belonging
from generator.alignment.fixed import fix
from generator.alignment.split import split_chinese, split_english
from generator.annotation.annotator import Annotator
from generator.annotation.text_names import NAMELESS, NO_NAMES, TextNames
from generator.annotation.corrections import correct
from generator.base.errors import InputError
from generator.base.files import save
from generator.base.records import (
    AlignedRow,
    Bead,
    BilingualText,
    Correction,
    Deck,
    Issue,
    Passage,
    Sentence,
    Token,
    Word,
)
from generator.chinese import numbers
from generator.chinese.script import simplify
from generator.chinese.zhuyin import zhuyin
from generator.lexicon import english
from generator.lexicon.characters import Characters
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.translations import translator
from generator.pipeline.alignment_issues import is_sure, left_out, two_texts, unaligned
from generator.pipeline.stages import (
    DEFAULTS,
    UNSURE,
    Aligned,
    BuildOptions,
    Built,
    Source,
    Study,
    Understood,
)
from generator.study import SelectionOptions, Status, choose_words, key_of
from generator.vectors import network as embeddings
from generator.vectors import word_vectors

__all__ = [
    "UNSURE",
    "Aligned",
    "BuildOptions",
    "Built",
    "Progress",
    "Source",
    "Study",
    "Understood",
    "Workshop",
    "format_bead",
]

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""
LONG_TITLE = 24
SHORT = 200
"""Sentences of both sides up to which words alone are tried first; where they leave no doubt, no
vectors are needed (a second of CPU)."""
SURE_BY_WORDS = 0.9
"""Confidence that every bead must have for that."""
REMEMBERED = 60_000
"""Forms looked up, after some 200 articles, at which a run over many texts forgets them and what
hangs on them (a kilobyte or two each)."""
ENDINGS = tuple(".!?…。！？；;:：,，、—-”’\"')）】》")
SOURCES = Path(__file__).resolve().parent.parent


def no_progress(stage: str, done: int, total: int) -> None:
    """Report nothing."""


class Workshop:
    """The stages with the data that they share, for one text or many."""

    def __init__(self, progress: Progress = no_progress, *, embeddings: bool = True) -> None:
        """``embeddings``: let vectors help with alignment and links, where their package is
        installed."""
        self.wants_vectors = embeddings
        self._progress = progress
        self._told = False
        self._engines: dict[str, audio.Engine] = {}
        self._open()

    def _open(self) -> None:
        """Open what remembers what it was asked, with nothing remembered."""
        self.dictionary = Dictionary()
        self.annotator = Annotator(
            self.dictionary, word_vectors.alone if self.has_vectors() else None
        )
        self._translations = translator(
            self.dictionary.entries, self.dictionary.syllables, numbers.value
        )
        characters = Characters(self.dictionary)
        self.lookups = anki.CardLookups(
            zhuyin,
            self.annotator.traditional,
            simplify,
            characters.facts,
            characters.drawing,
            self.annotator.spoken,
        )

    # -- read

    def read(self, source: Source) -> BilingualText:
        """Read a text and its translation; raises InputError with what is wrong."""
        if source.english and source.beads:
            return texts.read_aligned_pair(source.path, source.english, source.beads)
        if source.english:
            return replace_fields(
                texts.read_pair(source.path, source.english, source.format), name=source.name
            )
        return replace_fields(texts.read_text(source.path, source.format), name=source.name)

    # -- align

    def align_text(
        self, text: BilingualText, rows: Sequence[AlignedRow] | None = None, where: str = ""
    ) -> Aligned:
        """Split both sides into sentences and align them, or take the alignment that is given.

        ``rows`` are a person's table, read from ``where``; without it the one that came with the
        text counts.
        """
        given = rows if rows is not None else text.rows
        if given is not None:
            zh, en, beads = fix(text.zh, text.en, given, where or text.name)
            # A long text in turn is none by chance; a person's table is not doubted
            is_short = rows is None and len(zh) + len(en) <= SHORT
            return Aligned(
                text,
                zh,
                en,
                beads,
                given=True,
                alike=self._alike(zh, en, beads) if is_short else 1.0,
            )
        zh, en = split_chinese(text.zh), split_english(text.en)
        beads, alike = self._align(zh, en)
        return Aligned(text, zh, en, beads, alike=alike)

    def align_sentences(self, zh: Sequence[Sentence], en: Sequence[Sentence]) -> tuple[Bead, ...]:
        """Align sentences; every sentence is in one bead, in order. Without English every bead is
        one sentence, sure."""
        return self._align(zh, en)[0]

    def _align(
        self, zh: Sequence[Sentence], en: Sequence[Sentence]
    ) -> tuple[tuple[Bead, ...], float]:
        """Align sentences, and measure how far the two sides say the same (``doubts.belonging``;
        under 1 they do not)."""
        if not zh or not en:
            return align(zh, en, [()] * len(zh), [()] * len(en), self._translations), 1.0
        zh_terms = []
        for index, sentence in enumerate(zh):
            self._progress("reading", index, len(zh))
            zh_terms.append(self.annotator.terms(sentence.text))
        en_terms = [english.terms(s.text) for s in en]
        self._progress("aligning", 0, 1)
        beads: tuple[Bead, ...] = ()
        alike = 0.0
        if not self.has_vectors() or len(zh) + len(en) <= SHORT:
            beads = align(zh, en, zh_terms, en_terms, self._translations)
            alike = belonging(beads, zh_terms, en_terms, self._translations)
        if self.has_vectors() and not (
            beads and alike >= 1 and min(b.confidence for b in beads) >= SURE_BY_WORDS
        ):
            vectors = (
                embeddings.span_vectors([s.text for s in zh]),
                embeddings.span_vectors([s.text for s in en]),
            )
            beads = align(zh, en, zh_terms, en_terms, self._translations, vectors)
            alike = belonging(beads, zh_terms, en_terms, self._translations, vectors)
        self._progress("aligning", 1, 1)
        return beads, alike

    def _alike(
        self, zh: Sequence[Sentence], en: Sequence[Sentence], beads: Sequence[Bead]
    ) -> float:
        """How far two sides that came aligned say the same, by their words."""
        terms = [self.annotator.terms(s.text) for s in zh], [english.terms(s.text) for s in en]
        return belonging(beads, *terms, self._translations) if zh and en else 1.0

    def has_vectors(self) -> bool:
        """Whether sentence vectors are wanted and their package is there (``_no_vectors`` says so
        where it is not)."""
        return self.wants_vectors and embeddings.available()

    def _no_vectors(self) -> list[Issue]:
        """Once for all texts: that the package of the vectors is wanted and not there."""
        if self._told or not self.wants_vectors or embeddings.available():
            return []
        self._told = True
        detail = (
            "Not installed: sentences were aligned, and words linked, by the dictionary alone, less"
            " well."
        )
        return [Issue("no-embeddings", embeddings.PACKAGE, detail)]

    def align_lines(self, zh: Sequence[str], en: Sequence[str]) -> tuple[Bead, ...]:
        """Align two lists of lines as they are, one sentence a line, empty lines included."""
        return self.align_sentences(_line_sentences(zh), _line_sentences(en))

    def write_alignment(
        self, source: Source, *, force: bool = False, tmx: Path | None = None
    ) -> tuple[Path, Aligned]:
        """Align a text and write the table for a person beside it, or TMX where that is asked for;
        return the file and what is in it.

        Raises InputError if there is a table already, unless ``force`` is given: a person's work
        may be in it.
        """
        path = tmx or texts.aligned_path(source.path)
        if tmx is None and path.exists() and not force:
            raise InputError(
                f"{path} is there already, perhaps with your corrections. Edit it; --force makes it"
                " anew, --print shows it."
            )
        aligned = self.align_text(self.read(source)) if tmx is None else self.aligned(source)
        content = (
            texts.render_tmx(aligned.rows(), aligned.text.script, __version__)
            if tmx
            else texts.render_aligned(aligned.rows()).encode("utf-8-sig")
        )
        save(path, content)
        return path, aligned

    def aligned(self, source: Source) -> Aligned:
        """Read a text and align it, or take the alignment that a person or another program made."""
        return self.align_text(
            self.read(source), texts.read_aligned(source.path), str(texts.aligned_path(source.path))
        )

    # -- annotate

    def passages(
        self, aligned: Aligned, corrections: Sequence[Correction] = ()
    ) -> tuple[Passage, ...]:
        """Join the sentences of each bead that has Chinese, and annotate their words, cut as
        ``corrections`` say."""
        pairs = [
            (_chinese(aligned, bead), _english(aligned, bead), bead.confidence)
            for bead in aligned.beads
            if bead.zh
        ]
        names = self.annotator.names([(zh, en) for zh, en, _ in pairs], corrections)
        found = []
        tokens = self.annotator.all_tokens([(zh, en) for zh, en, _ in pairs], names)
        for number, ((zh, en, confidence), own) in enumerate(zip(pairs, tokens, strict=True), 1):
            self._progress("understanding", number, len(pairs))
            found.append(Passage(number, zh, en, own, confidence))
        terms = self.annotator.terms_of([(p.en, p.tokens) for p in found])
        return tuple(replace_fields(p, terms=own) for p, own in zip(found, terms, strict=True))

    def annotate_lines(self, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[Token, ...]]:
        """Annotate lines of Chinese with their English, one after the other; names and repeated
        words are found over all of them first."""
        names: TextNames = self.annotator.names(pairs) if pairs else NO_NAMES
        for number, tokens in enumerate(self.annotator.all_tokens(pairs, names), 1):
            self._progress("understanding", number, len(pairs))
            yield tokens

    def understand(
        self, source: Source, options: BuildOptions = DEFAULTS, *, alone: bool = False
    ) -> Understood:
        """Read, align and annotate a text and apply its corrections: what costs time, and depends
        on nothing but the text.

        ``alone``: the Chinese alone, as if there were no translation; in less than half the time.
        """
        if self.dictionary.remembered > REMEMBERED:
            self._open()
        corrections = texts.read_corrections(source.path, source.listed)
        aligned = (
            self.align_text(replace_fields(self.read(source), en="", rows=None))
            if alone
            else self.aligned(source)
        )
        odd = two_texts(aligned, source, options)
        corrected = correct(
            self.passages(aligned, corrections),
            corrections,
            self.dictionary,
            lambda line: _place(line, source),
        )
        missing = self._no_vectors() if aligned.text.en else []
        unsure = left_out(corrected.passages, options)
        issues = (
            *aligned.text.issues,
            *missing,
            *odd,
            *unaligned(aligned),
            *unsure,
            *corrected.issues,
        )
        return Understood(aligned, corrected, issues)

    # -- choose

    def choose(
        self,
        text: Understood,
        held: Set[str] = frozenset(),
        options: BuildOptions = DEFAULTS,
        own: anki.Ledger = anki.NO_LEDGER,
    ) -> Study:
        """Choose the words of a text that are to be learnt.

        ``held`` are word keys that other decks have. ``own`` is the ledger of the text's deck: that
        the learner's Anki knows a word which this deck teaches is no reason to drop it, and its
        card keeps its sentence.
        """
        corrected = text.corrected
        wishes, mine = options.wishes, own.words
        if wishes.names:
            corrected = replace_fields(
                corrected, passages=tuple(map(self.annotator.named, corrected.passages))
            )
        passages = corrected.passages
        usable = [index for index, p in enumerate(passages) if is_sure(p, options)]

        def standing(token: Token) -> Status:
            key = anki.word_key(token)
            if corrected.is_skipped(token):
                return "skipped"
            if token.headword in wishes.known.words or (
                token.headword in wishes.known.studied and key not in mine and key not in held
            ):
                return "known"
            if token.headword in wishes.stop:
                return "stopped"
            if key in held:
                return "held"
            is_name = token.gloss == NAMELESS or (
                not wishes.names and self.annotator.is_name(token)
            )
            return "name" if is_name else "wanted"

        def word(token: Token, passage: int) -> Word:
            return replace_fields(
                self.annotator.word(token, passage),
                guessable=wishes.known.is_guessable(token.headword),
            )

        on_cards = anki.shown(own, passages, simplify)
        shown = {
            key_of(t): on_cards[key]
            for p in passages
            for t in p.tokens
            if (key := anki.word_key(t)) in on_cards
        }
        request = SelectionOptions(
            options.looks.get("order", "text"), wishes.max_words, wishes.coverage, shown
        )
        chosen = choose_words(passages, usable, standing, word, request)
        return Study(
            text.aligned,
            corrected,
            chosen.words,
            chosen.held,
            chosen.skipped,
            (*text.issues, *chosen.issues),
            chosen.order,
            chosen.known,
            chosen.names,
            chosen.left_out,
            chosen.beyond,
            chosen.coverage,
        )

    def study(
        self,
        source: Source,
        held: Set[str] = frozenset(),
        options: BuildOptions = DEFAULTS,
        own: anki.Ledger = anki.NO_LEDGER,
    ) -> Study:
        """Read, align and annotate a text and choose its words."""
        return self.choose(self.understand(source, options), held, options, own)

    # -- package

    def notes(
        self, source: Source, folder: Path, options: BuildOptions = DEFAULTS
    ) -> tuple[Deck, tuple[anki.Note, ...]]:
        """Make the notes that a build into a folder would make, without sound files, and write
        nothing."""
        looks = _looks(anki.paths(folder, source.name)[0], options)
        options = replace_fields(options, looks={"order": looks.order})
        others = anki.read_others(folder, source.name) if folder.is_dir() else anki.NO_OTHERS
        deck = make_deck(
            self.study(source, others.words, options, own_ledger(folder, source)),
            options,
            others.sentences,
        )
        return deck, anki.make_notes(deck, looks.all_cards(), looks, self.lookups)

    def build(
        self,
        source: Source,
        folder: Path,
        options: BuildOptions,
        now: int,
        understood: Understood | None = None,
    ) -> Built:
        """Build the deck of a text into a folder, unless the same input was built there before.

        ``understood`` is the text as another process understood it (``understand``).
        """
        package, _ = anki.paths(folder, source.name)
        looks, mark = self._asked(source, folder, options)
        if not options.force and anki.up_to_date(folder, source.name, mark):
            return Built(source, package)
        options = replace_fields(options, looks={"order": looks.order})
        others = anki.read_others(folder, source.name) if folder.is_dir() else anki.NO_OTHERS
        study = self.choose(
            understood or self.understand(source, options),
            others.words,
            options,
            own_ledger(folder, source),
        )
        whole = make_deck(study, options)
        deck = make_deck(study, options, others.sentences)
        sounds, names = self.sounds(deck, looks.audio, folder)
        notes = anki.make_notes(deck, looks.all_cards(), looks, self.lookups, names)
        if not notes:
            raise InputError(
                f"{source.path}: no sentence, and no word that other decks lack, is left to make a"
                f" card of. No deck was built.{_renamed(study, others, source.name)}"
            )
        held = [study.passages[i].zh for i in whole.sentences if i not in deck.sentences]
        slots = {anki.slot(anki.WORD, anki.word_key(w.token)) for w in study.held} | {
            anki.slot(anki.SENTENCE, anki.sentence_key(zh)) for zh in held
        }
        lent = anki.contexts(deck, study.held) if options.more_contexts else {}
        written = anki.write_deck(
            folder,
            deck,
            notes,
            now,
            mark,
            anki.Extras(frozenset(slots), lent, sounds.media(), looks),
        )
        return Built(
            source,
            package,
            written,
            study,
            deck,
            (*study.issues, *sounds.issues, *anki.repeats(deck)),
            tuple(held),
        )

    def is_built(self, source: Source, folder: Path, options: BuildOptions) -> bool:
        """Whether ``build`` would leave the deck as it is, as things stand. What is wrong with a
        text, ``build`` will say."""
        try:
            return not options.force and anki.up_to_date(
                folder, source.name, self._asked(source, folder, options)[1]
            )
        except InputError:
            return False

    def _asked(
        self, source: Source, folder: Path, options: BuildOptions
    ) -> tuple[anki.CardOptions, str]:
        """The looks that a deck is to have, and the fingerprint of all that it is made from."""
        looks = _looks(anki.paths(folder, source.name)[0], options)
        if looks.audio == "folder":
            remedy = (
                "Name their folder again (--audio folder:PATH), or leave them out (--audio none)."
            )
            raise InputError(
                f"{source.path}: the deck has recordings, but not from where. {remedy}"
            )
        return looks, fingerprint(source, options, looks, vectors=self.has_vectors())

    def sounds(self, deck: Deck, engine: str, folder: Path) -> tuple[audio.Sounds, dict[str, str]]:
        """Have the words and sentences of a deck spoken, if that is wanted; and the names of the
        files by the keys of their notes."""
        if engine == "none":
            return audio.NO_SOUNDS, {}
        said = self.annotator.spoken
        wanted = {anki.word_key(word.token): audio.of_word(word.token, said) for word in deck.words}
        wanted |= {anki.sentence_key(p.zh): audio.of_passage(p, said) for p in _spoken(deck)}
        if engine not in self._engines:  # what speaks is loaded once for all texts
            self._engines[engine] = audio.engine(engine)
        made = audio.record(
            tuple(wanted.values()),
            self._engines[engine],
            folder,
            lambda done, of: self._progress("speaking", done, of),
        )
        return made, {
            key: name for key, utterance in wanted.items() if (name := made.name(utterance))
        }


def own_ledger(folder: Path, source: Source) -> anki.Ledger:
    """The ledger of a text's deck, if it was built before."""
    return (
        anki.read_ledger(anki.paths(folder, source.name)[1]) if folder.is_dir() else anki.NO_LEDGER
    )


def _looks(package: Path, options: BuildOptions) -> anki.CardOptions:
    """What was asked for; for the rest, what the deck has already."""
    kept = anki.kept_looks(package)
    looks = kept.but(options.looks)
    return (
        looks
        if options.cards is None
        else replace_fields(looks, cards=",".join(sorted(options.cards - anki.DEFAULT_CARDS)))
    )


def _renamed(study: Study, others: anki.OtherDecks, name: str) -> str:
    """What to do where other decks hold every word of a text: one of them may be the deck of the
    same text under its old name."""
    holders = Counter(
        others.holder(others.slots[anki.slot(anki.WORD, anki.word_key(word.token))])
        for word in study.held
    )
    if not holders:
        return ""
    ((old, _),) = holders.most_common(1)
    return (
        f" Most are in {old}. If the text was called {old} before, rename {old}.apkg and {old}.tsv"
        f" to {name}, and build again."
    )


def make_deck(study: Study, options: BuildOptions, held: Set[str] = frozenset()) -> Deck:
    """Put words and sentences of a text together; sentences get a card if there is something to
    read in them.

    ``held`` are keys of sentences that other decks have.
    """
    text = study.aligned.text
    sentences = [
        i
        for i, p in enumerate(study.passages)
        if (p.en or not text.en)
        and is_sure(p, options)
        and i not in study.beyond
        and any(t.kind == "word" for t in p.tokens)
        and anki.sentence_key(p.zh) not in held
    ]
    title = options.title or title_of(text)
    return Deck(
        text.name,
        title,
        text.meta,
        text.script,
        study.passages,
        study.words,
        tuple(sentences),
        study.order,
    )


def _spoken(deck: Deck) -> list[Passage]:
    """The passages that are on cards: those of sentences, and those that words are shown in."""
    indices = {*deck.sentences, *(word.passage for word in deck.words)}
    return [deck.passages[index] for index in sorted(indices)]


def title_of(text: BilingualText) -> str:
    """The title of a text as a list of decks shows it; its name where it has none."""
    return _short_title(text.meta.title_zh) or text.meta.title_en or text.name


def _short_title(title: str) -> str:
    """The first of two titles that newspapers print over each other, if both together are long for
    a list of decks."""
    return title if len(title) <= LONG_TITLE else title.split(maxsplit=1)[0]


def fingerprint(
    source: Source, options: BuildOptions, looks: anki.CardOptions, *, vectors: bool
) -> str:
    """Hash of all that decides a deck, apart from the other decks of its folder: input,
    corrections, options, program."""
    sidecars = (
        texts.corrections_path(source.path),
        texts.glossary_path(source.path),
        texts.aligned_path(source.path),
    )
    files = [
        source.path,
        *filter(None, (source.english, source.beads)),
        *filter(texts.exists, sidecars),
    ]
    files += audio.recordings_of(looks.audio)
    wishes = (
        options.title,
        options.include_unsure,
        options.more_contexts,
        looks.line(),
        source.format,
        options.wishes.fingerprint(),
    )
    chosen = (__version__, _program(), *wishes, vectors)
    hashed = sha256("\0".join(map(str, chosen)).encode())
    for path in files:
        hashed.update(sha256(texts.read_bytes(path)).digest())
    return hashed.hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    """Hash of the program's own files; the large data files count by what the manifest says of
    them."""
    hashed = sha256()
    for path in sorted(
        p for p in SOURCES.rglob("*") if p.suffix in {".py", ".html", ".css", ".toml", ".tsv"}
    ):
        hashed.update(path.name.encode() + path.read_bytes())
    return hashed.hexdigest()


def _place(line: Correction, source: Source) -> str:
    path = texts.glossary_path(source.path) if line.shared else texts.corrections_path(source.path)
    return f"{line.file or path}, line {line.line}"


def _chinese(aligned: Aligned, bead: Bead) -> str:
    return _joined([aligned.zh[i].text for i in bead.zh], "")


def _english(aligned: Aligned, bead: Bead) -> str:
    return _joined([" ".join(aligned.en[j].text.split()) for j in bead.en], " ")


def _joined(sentences: Sequence[str], space: str) -> str:
    """Join the sentences of one side; a line that no full stop ends (a title, a signature) keeps
    its line break."""
    joined = ""
    for sentence in sentences:
        joined += (space if joined[-1:] in ENDINGS else "\n") + sentence if joined else sentence
    return joined


def _line_sentences(lines: Sequence[str]) -> tuple[Sentence, ...]:
    found, at = [], 0
    for line in lines:
        found.append(Sentence(at, at + len(line), line, 0))
        at += len(line) + 1
    return tuple(found)
