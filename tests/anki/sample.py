"""A small deck made by hand from the letter of 1953: passages, tokens and words written out as the
pipeline would give them."""

from dataclasses import replace

from generator.base.pinyin import number
from generator.base.records import Deck, Entry, Kind, Levels, Metadata, Passage, Span, Token, Word

META = Metadata(
    title_zh="工业劳动模范刘德珍给星火集体农庄庄员写信",
    title_en="Industrial Labor Model Liu Dezhen Writes to Members of the Spark Collective Farm",
    author_zh="刘德珍",
    author_en="Liu Dezhen",
    date="1953-12-19",
    page="2",
)

# text / syllables / reading / gloss / English of the passage; a sign stands alone
LETTER = (
    (
        "Dear Comrades of the Spark Collective Farm:",
        "亲爱/qīn ài/qīn'ài/dear/Dear",
        "的/de/de/of/",
        "星火/xīng huǒ/Xīnghuǒ/Spark (name of the farm)/Spark",
        "集体/jí tǐ/jítǐ/collective/Collective",
        "农庄/nóng zhuāng/nóngzhuāng/farm/Farm",
        "的/de/de/of/",
        "全体/quán tǐ/quántǐ/all; entire/",
        "庄员/zhuāng yuán/zhuāngyuán/member of a collective farm/",
        "同志们/tóng zhì men/tóngzhìmen/comrades/Comrades",
        "：",
    ),
    (
        (
            'What was once known as "Beida Huang" has, through your three years of collective'
            " labor, been transformed into a beautiful paddy field of over 200 hectares, creating"
            " an unprecedented bumper harvest record of over 12,000 jin of rice per hectare."
        ),
        "从前/cóng qián/cóngqián/formerly; once/once",
        "人称/rén chēng/rénchēng/known as/known as",
        "“",
        "北大荒/běi dà huāng/Běidàhuāng/the Great Northern Wilderness/Beida Huang",
        "”",
        "的/de/de/of/",
        "地方/dì fang/dìfang/place/",
        "，",
        "经过/jīng guò/jīngguò/through; after/through",
        "同志们/tóng zhì men/tóngzhìmen/comrades/your",
        "三/sān/sān/three/three",
        "年/nián/nián/year/years",
        "来/lái/lái/over (the past)/",
        "集体/jí tǐ/jítǐ/collective/collective",
        "劳动/láo dòng/láodòng/labour/labor",
        "，",
        "已/yǐ/yǐ/already/",
        "变为/biàn wéi/biànwéi/to turn into/transformed into",
        "一/yī/yī/one/",
        "片/piàn/piàn/(measure word for an expanse)/",
        "二百/èr bǎi/èrbǎi/two hundred/200",
        "多/duō/duō/over; more than/over",
        "垧/shǎng/shǎng/shang (about one hectare)/hectares",
        "的/de/de/of/",
        "美丽/měi lì/měilì/beautiful/beautiful",
        "稻田/dào tián/dàotián/rice paddy/paddy field",
        "，",
        "并/bìng/bìng/and/",
        "创造/chuàng zào/chuàngzào/to create/creating",
        "了/le/le/(completed action)/",
        "每/měi/měi/each/per",
        "垧/shǎng/shǎng/shang/hectare",
        "产/chǎn/chǎn/to yield/",
        "稻谷/dào gǔ/dàogǔ/unhusked rice/rice",
        "一万二千/yī wàn èr qiān/yīwàn èrqiān/twelve thousand/12,000",
        "多/duō/duō/over/over",
        "斤/jīn/jīn/jin (half a kilogram)/jin",
        "空前/kōng qián/kōngqián/unprecedented/unprecedented",
        "的/de/de/of/",
        "丰收/fēng shōu/fēngshōu/bumper harvest/bumper harvest",
        "纪录/jì lù/jìlù/record/record",
        "。",
    ),
    (
        (
            "Industry and agriculture are inseparable, like two legs of a person; neither can be"
            " missing."
        ),
        "工业/gōng yè/gōngyè/industry/Industry",
        "和/hé/hé/and/and",
        "农业/nóng yè/nóngyè/agriculture/agriculture",
        "是/shì/shì/to be/are",
        "不可/bù kě/bùkě/cannot/",
        "分离/fēn lí/fēnlí/to separate/inseparable",
        "的/de/de/(sentence end)/",
        "，",
        "就/jiù/jiù/just/",
        "像/xiàng/xiàng/like/like",
        "一/yī/yī/one/",
        "个/gè/gè/(measure word)/",
        "人/rén/rén/person/person",
        "的/de/de/of/",
        "两/liǎng/liǎng/two/two",
        "条/tiáo/tiáo/(measure word)/",
        "腿/tuǐ/tuǐ/leg/legs",
        "，",
        "缺/quē/quē/to lack/missing",
        "了/le/le/(done)/",
        "那/nǎ/nǎ/which/",
        "条/tiáo/tiáo/(measure word)/",
        "也/yě/yě/also/",
        "不行/bù xíng/bùxíng/won't do; be no good/",
        "。",
    ),
)

NOT_IN_DICTIONARY = {"庄员", "同志们", "二百", "一万二千"}
TRADITIONAL = {
    "亲爱": "親愛",
    "集体": "集體",
    "农庄": "農莊",
    "从前": "從前",
    "稻谷": "稻穀",
    "创造": "創造",
    "工业": "工業",
    "农业": "農業",
}

WORDS = {
    # headword: part of speech, levels, zipf, other senses, classifiers
    "亲爱": ("adjective", Levels(4, 4, 4), 4.6, ("beloved",), ()),
    "星火": (
        "name",
        Levels(),
        3.6,
        ("spark", "meteor trail (mostly used in expressions like 急如星火[ji2 ru2 xing1 huo3])"),
        (),
    ),
    "集体": ("noun", Levels(5, 3, 3), 5.1, ("group; team",), ("个",)),
    "庄员": ("noun", Levels(), 0.0, (), ()),
    "地方": (
        "noun",
        Levels(2, 1, 1),
        5.8,
        ("space; room", "aspect; respect", "part"),
        ("处", "个", "块"),
    ),
    "创造": ("verb", Levels(5, 3, 3), 5.2, ("to produce", "to bring about", "creativity"), ()),
    "丰收": ("noun", Levels(6, 7, 5), 4.1, (), ("次",)),
    "工业": ("noun", Levels(5, 3, 4), 5.4, (), ()),
    "不行": (
        "verb",
        Levels(None, 2, 2),
        5.3,
        ("to be unacceptable", "to be on the point of death"),
        (),
    ),
}


def letter() -> Deck:
    """Three passages, nine words, three sentence cards."""
    passages = tuple(
        _passage(number, english, pieces) for number, (english, *pieces) in enumerate(LETTER, 1)
    )
    words, seen = [], set()
    for index, passage in enumerate(passages):
        for token in passage.tokens:
            if token.headword in WORDS and token.headword not in seen:
                seen.add(token.headword)
                words.append(_word(token, index))
    return Deck(
        "1953-12-19-letter", META.title_zh, META, "simplified", passages, tuple(words), (0, 1, 2)
    )


def with_gloss(deck: Deck, headword: str, gloss: str) -> Deck:
    """The deck with one word's gloss corrected, on its own card only."""
    words = tuple(
        replace(w, token=replace(w.token, gloss=gloss)) if w.token.headword == headword else w
        for w in deck.words
    )
    return replace(deck, words=words)


def strange(zh: str, en: str = "", gloss: str = "gloss") -> Deck:
    """A deck of one passage that is one word: any text at all."""
    token = Token(
        0,
        len(zh),
        zh,
        "word",
        ("qí", "guài"),
        zh,
        "qíguài",
        None,
        gloss,
        (gloss,),
        1.0,
        ((0, len(en)),) if en else (),
        1.0,
    )
    word = Word(token, 0, gloss, Levels(), 1.0, zh, (gloss,), (zh,))
    passage = Passage(1, zh, en, (token,), 1.0)
    return Deck(
        "strange",
        zh,
        Metadata(title_zh=zh, title_en=en, date=gloss),
        "simplified",
        (passage,),
        (word,),
        (0,),
    )


def _passage(number: int, english: str, pieces: list[str]) -> Passage:
    tokens, start, used = [], 0, 0
    for piece in pieces:
        text, pinyin, reading, gloss, said = (
            piece.split("/") if "/" in piece else (piece, "", "", "", "")
        )
        at = english.find(said, used) if said else -1
        at = english.find(said) if said and at < 0 else at
        used = at + len(said) if at >= 0 else used
        spans: tuple[Span, ...] = ((at, at + len(said)),) if at >= 0 else ()
        tokens.append(_token(text, start, (tuple(pinyin.split()), reading, gloss), spans))
        start += len(text)
    return Passage(number, "".join(t.text for t in tokens), english, tuple(tokens), 0.97)


def _token(
    text: str, start: int, said: tuple[tuple[str, ...], str, str], english: tuple[Span, ...]
) -> Token:
    pinyin, reading, gloss = said
    known = bool(pinyin) and text not in NOT_IN_DICTIONARY
    entry = (
        Entry(text, TRADITIONAL.get(text, text), " ".join(number(s) for s in pinyin), (gloss,))
        if known
        else None
    )
    doubts = () if entry or not pinyin else ("no-entry",)
    kind: Kind = "word" if pinyin else "punctuation"
    return Token(
        start,
        start + len(text),
        text,
        kind,
        pinyin or None,
        text,
        reading,
        entry,
        gloss,
        (gloss,),
        0.9,
        english,
        0.9,
        doubts,
    )


def _word(token: Token, passage: int) -> Word:
    speech, levels, zipf, senses, classifiers = WORDS[token.headword]
    return Word(
        token,
        passage,
        speech,
        levels,
        zipf,
        TRADITIONAL.get(token.text, token.text),
        senses,
        classifiers,
    )
