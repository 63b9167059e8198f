"""Which words of a sentence are names, and how they are spelled."""

import pytest

from generator.annotation.annotator import Annotator
from generator.base.records import Token
from generator.pipeline import Resources

Pair = tuple[str, str]
NAMES: list[tuple[str, str, str, str]] = [
    ("哈特菲尔德小姐笑了。", "Miss Hatfield smiled.", "哈特菲尔德", "Hatfield"),
    ("他们住在梅普尔顿镇。", "They live in the town of Mapleton.", "梅普尔顿", "Mapleton"),
    ("罗莎琳德给我写了信。", "Rosalind wrote to me.", "罗莎琳德", "Rosalind"),
    ("昨天梅根来了。", "Yesterday Meghan came.", "梅根", "Meghan"),
    ("我见过玛格丽特·沃森。", "I have met Margaret Watson.", "玛格丽特·沃森", "Margaret Watson"),
    ("阿强在码头上干活。", "Ah Qiang works on the docks.", "阿强", "Ah Qiang"),
    ("飓风到了科珀斯克里斯蒂。", "It hit Corpus Christi.", "科珀斯克里斯蒂", "Corpus Christi"),
    ("他和乔治布什见面。", "He met with George Bush.", "乔治布什", "George Bush"),
    ("国庆比我大两岁。", "Guoqing is two years older than I am.", "国庆", "Guoqing"),
    ("板儿哭了。", "Then Ban-er cried.", "板儿", "Ban-er"),
    ("刘德珍来了。", "Liu Te-chen came.", "刘德珍", "Liu Te-chen"),
    ("王崇伦是工人。", "Wang Ch'ung-lun is a worker.", "王崇伦", "Wang Chung-lun"),
    ("迤那镇很远。", "Yina Township is far away.", "迤那镇", "Yina Township"),
    ("迤那镇很远。", "Yina is far away.", "迤那镇", "Yina"),
]
PHRASES = [
    ("鱼在河里游。", "Fish swim in the river.", "河里游"),
    ("来，张开嘴。", "Come, open your mouth.", "张开嘴"),
    ("芦苇丛中有一只鸟。", "There is a bird in the reeds.", "芦苇丛"),
    ("家里人都很好。", "My family are all well.", "家里人"),
    ("他们都是好人。", "Tammy says they are all good.", "他们"),
    ("女人们在河边。", "The women are at the river.", "女人们"),
    ("“快来！”乔叫道。", '"Come quickly!" cried Jo.', "叫道"),
    ("“在这儿。”艾米答道。", '"It is here," answered Amy.', "答道"),
]


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Resources().annotator


def tokens_of(annotator: Annotator, pairs: list[Pair]) -> list[list[Token]]:
    return [list(one) for one in annotator.all_tokens(pairs, annotator.names(pairs))]


@pytest.mark.parametrize(("zh", "en", "name", "spelling"), NAMES)
def test_names_are_whole_and_spelled_as_the_english_does(
    annotator: Annotator, zh: str, en: str, name: str, spelling: str
) -> None:
    (tokens,) = tokens_of(annotator, [(zh, en)])
    (found,) = [token for token in tokens if token.text == name]
    assert (found.kind, found.gloss) == ("name", spelling)


@pytest.mark.parametrize(
    ("zh", "en", "names"),
    [
        ("让-克洛德·容克讲话。", "Jean-Claude Juncker spoke.", ["让-克洛德·容克"]),
        ("总统让-马克·埃罗同意了。", "President Jean-Marc Ayrault agreed.", ["让-马克·埃罗"]),
        ("莉莉－罗丝·德普来了。", "Lily-Rose Depp came.", ["莉莉－罗丝·德普"]),
        ("安妮-玛丽笑了。", "Anne-Marie laughed.", ["安妮-玛丽"]),
        ("北京-上海的车票。", "Tickets for the Beijing-Shanghai line.", ["北京", "上海"]),
        ("中国-东盟博览会开幕。", "The China-ASEAN Expo opened.", ["中国", "东盟"]),
        ("他们敲响警钟-中新网", "They Ring the Alarm-Chinanews", ["中新网"]),
    ],
)
def test_a_hyphen_joins_double_names_and_no_places(
    annotator: Annotator, zh: str, en: str, names: list[str]
) -> None:
    (tokens,) = tokens_of(annotator, [(zh, en)])
    assert [token.text for token in tokens if token.kind == "name"] == names


@pytest.mark.parametrize(("zh", "en", "phrase"), PHRASES)
def test_phrases_are_no_names(annotator: Annotator, zh: str, en: str, phrase: str) -> None:
    (tokens,) = tokens_of(annotator, [(zh, en)])
    assert not [token for token in tokens if token.kind == "name" and token.text in phrase]
    assert not [token for token in tokens if token.kind == "name" and phrase in token.text]


def test_a_given_name_is_one_only_where_the_english_says_so(annotator: Annotator) -> None:
    first, second = tokens_of(
        annotator,
        [
            ("林小雨来到了上海。小雨很高兴。", "Lin Xiaoyu came to Shanghai. Xiaoyu was happy."),
            ("那天下着小雨。", "It was raining lightly that day."),
        ],
    )
    names = [(one.text, one.reading) for one in first if one.kind == "name"]
    assert ("林小雨", "Lín Xiǎoyǔ") in names
    assert ("小雨", "Xiǎoyǔ") in names
    assert [one.gloss for one in second if one.text == "小雨"] == ["light rain"]


def test_a_name_inside_a_longer_word_stays_there(annotator: Annotator) -> None:
    _, second = tokens_of(
        annotator,
        [("米兰很美。", "I think Milan is beautiful."), ("国际米兰赢了。", "Inter Milan won.")],
    )
    assert "国际米兰" in [token.text for token in second]
    (first, *_) = tokens_of(annotator, [("他在阿拉巴马州。", "He is in Alabama.")])
    assert "阿拉巴马" in [token.text for token in first]
