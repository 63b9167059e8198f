"""HTML is cut into tags and text as browsers cut it, and its layout stays."""

from html import unescape
from pathlib import Path

import pytest
from hostile_makers import book, zipped
from hypothesis import given
from hypothesis import strategies as st

from generator.texts import read_text
from generator.texts.html_text import html_text
from generator.texts.html_tokens import tokens

ZH = "今天天气很好，我们去公园看花。"
EN = "The weather is fine today, and we go to the park to see the flowers."


def read_chapter(body: str, folder: Path) -> tuple[str, str]:
    path = folder / "a.epub"
    path.write_bytes(zipped(book(f"<html><body>{body}</body></html>".encode())))
    made = read_text(path)
    return made.zh, made.en


@pytest.mark.parametrize(
    "tag",
    [
        '<img alt="长 > 短" src="x.png"/>',
        "<img alt='长 > 短' src=x.png>",
        '<img alt = "长\n>\n短">',
        '<a title=\'"长" > 短\' href="a>b"></a>',
        "<a title=长\"短'></a>",
        '<span class="长"">',
        "<!-- 长 > 短 -->",
        "<!-->",
        "<?长 短?>",
        "</长>",
        "</>",
    ],
)
def test_nothing_of_a_tag_is_text(tag: str, tmp_path: Path) -> None:
    """An attribute may hold what ends a tag elsewhere, in either kind of quotation marks."""
    body = f"<p>{ZH[:7]}{tag}{ZH[7:]}</p><p>{EN}</p>"
    assert read_chapter(body, tmp_path) == (ZH, EN)


@pytest.mark.parametrize("text", ["3 < 5", "<3", "a<", "</", "=> x", '"'])
def test_what_is_no_tag_is_text(text: str) -> None:
    assert html_text(f"<p>{text}")[0] == text


@pytest.mark.parametrize("tag", ["<script src='x'/>", "<title/>", "<a id='x'/>", "<nav/>"])
def test_elements_of_xhtml_may_end_at_once(tag: str) -> None:
    assert html_text(f"{tag}<p>{ZH}</p>") == (ZH, "")


def test_a_script_may_hold_what_looks_like_tags() -> None:
    script = "<script>if (a<b && c=='</p>') { x = \"<!--\" }</SCRIPT >"
    assert html_text(f"<p>{script}{ZH}<style>p>a {{}}</style></p>") == (ZH, "")


def test_a_character_reference_of_any_length() -> None:
    assert html_text("<p>&#20170;&#x5929;&#" + "9" * 10_000 + ";</p>")[0] == "今天\ufffd"


MARKUP = st.lists(
    st.sampled_from(
        "<p|<b|</p>|</b>|</|<|>|/|/>| |\n|=|\"|'|a|b=| c=\"d>e\"| f='g>h'|你|好|\u3000|<!--|-->|--"
        "|!|<!|<?|?>|&amp;|&lt;|&|;|x|<i\u3000j|-".split("|")
    ),
    max_size=30,
)


@given(MARKUP, st.sampled_from(["", ">", '">', "'>", "-->"]))
def test_text_is_cut_as_a_browser_cuts_it(parts: list[str], end: str) -> None:
    """As libxml2 does, which follows the standard since 2.14."""
    etree = pytest.importorskip("lxml.etree")
    if etree.LIBXML_VERSION < (2, 14):
        pytest.skip("this libxml2 has rules of its own")

    class Target:
        def __init__(self) -> None:
            self.text: list[str] = []

        def start(self, tag: str, attributes: dict[str, str]) -> None: ...

        def end(self, tag: str) -> None: ...

        def comment(self, text: str) -> None: ...

        def pi(self, target: str, data: str | None = None) -> None: ...

        def data(self, data: str) -> None:
            self.text.append(data)

        def close(self) -> str:
            return "".join(self.text)

    html = f"<p>{''.join(parts)}{end}完"
    parser = etree.HTMLParser(target=Target())
    parser.feed(html)
    text = "".join(unescape(value) for kind, value, _ in tokens(html) if kind == "text")
    assert "".join(text.split()) == "".join(parser.close().split())
