"""Readers: what each format yields, and that whatever cannot be read is reported by file and line while the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

import kg.readers
from kg.errors import ReadError
from kg.model import Document, Kind
from kg.passages import passages

SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[2] / "shared"))
ARTICLE = "Corvane buys Brightwell\nJanuary 12, 2026\n\nCorvane has bought Brightwell for $2.1 billion.\n"
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Corvane buys Brightwell | Example News</title>
<meta property="og:title" content="Corvane buys Brightwell"><meta property="og:site_name" content="Example News">{head}</head>
<body><nav><a href="/">Home</a> <a href="/business">Business</a></nav><article><h1>Corvane buys Brightwell</h1>
<p>Corvane has bought Brightwell for $2.1 billion, the companies said on Monday in a joint statement to the exchange.</p>
<p>The deal, which regulators in Oslo have to approve, is to close by 2027-06-30, chief executive Ana Ruiz said.</p>
<p>Brightwell &amp; Sons has made “oat drinks” since April 5, 2019 &#x1F600;.</p></article>
<footer>Copyright 2026 Example News</footer></body></html>"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: str | bytes) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*sources: str) -> tuple[list[Document], list[ReadError]]:
    found = list(kg.readers.read(*sources))
    return [each for each in found if isinstance(each, Document)], [each for each in found if isinstance(each, ReadError)]


def only(*sources: str) -> Document:
    documents, errors = read(*sources)
    assert (len(documents), [str(error) for error in errors]) == (1, [])
    return documents[0]


def error(*sources: str) -> ReadError:
    documents, errors = read(*sources)
    assert documents == [] and len(errors) == 1
    assert "\n" not in str(errors[0])
    return errors[0]


def test_text_is_the_files_own() -> None:
    content = "\ufeffCorvane buys Brightwell\r\n12 January 2026\r\n\r\nCorvane bought “Brightwell” 😀.\r\n"
    found = only(write("news/a.txt", content))
    assert found.text == content[1:] and not found.extracted
    assert (found.iri, found.source) == ("https://w3id.org/claimgraph/document/news/a.txt", "news/a.txt")
    assert (found.title, found.published, found.publisher) == ("Corvane buys Brightwell", date(2026, 1, 12), None)


def test_iri_comes_from_the_name_and_digest_from_the_content() -> None:
    first = only(write("a.txt", ARTICLE))
    second = only(write("a.txt", ARTICLE + "More.\n"))
    other = only(write("b.txt", ARTICLE))
    assert first.iri == second.iri != other.iri
    assert first.digest == other.digest != second.digest and first.digest.startswith("sha256:")


def test_names_are_percent_encoded() -> None:
    found = only(write("día 1/50% #1?.txt", ARTICLE))
    assert found.iri == "https://w3id.org/claimgraph/document/d%C3%ADa%201/50%25%20%231%3F.txt"
    assert found.source == "día 1/50% #1?.txt"


def test_base_is_the_users_own() -> None:
    found = next(kg.readers.read(write("a.txt", ARTICLE), base="https://example.org/kg/"))
    assert isinstance(found, Document) and found.iri == "https://example.org/kg/document/a.txt"


def test_outside_the_working_folder_the_given_folder_names_the_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("articles/2026/a.txt", ARTICLE)
    write("elsewhere/x", "")
    monkeypatch.chdir(folder / "elsewhere")
    assert only("../articles").source == only(str(folder / "articles")).source == "articles/2026/a.txt"
    assert only("../articles/2026/a.txt").source == "a.txt"


def test_folders_are_walked_in_order_and_leave_out_what_no_reader_knows() -> None:
    for name in ("b.txt", "a/z.TXT", "a/y.txt.gz", "notes.docx", ".hidden.txt", ".git/c.txt", "c.jsonl"):
        content = '{"text": "Corvane bought Brightwell."}' if name.endswith(".jsonl") else ARTICLE
        write(f"in/{name}", gzip.compress(content.encode()) if name.endswith(".gz") else content)
    documents, errors = read("in")
    assert [each.source for each in documents] == ["in/a/y.txt.gz", "in/a/z.TXT", "in/b.txt", "in/c.jsonl/1"]
    assert errors == []


def test_a_file_named_twice_is_read_once() -> None:
    write("in/a.txt", ARTICLE)
    assert only("in", "in/a.txt", "./in/../in/a.txt").source == "in/a.txt"


def test_two_sources_with_one_iri_are_an_error_that_names_both(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("one/in/a.txt", ARTICLE)
    write("two/in/a.txt", ARTICLE)
    write("here/x", "")
    monkeypatch.chdir(folder / "here")
    line = '{"url": "https://news.example/1", "text": "Corvane bought Brightwell."}\n'
    write("a.jsonl", line + line)
    write("b.jsonl", line)
    documents, errors = read("../one/in", "../two/in", "a.jsonl", "b.jsonl")
    assert [each.source for each in documents] == ["in/a.txt", "https://news.example/1"]
    assert "in/a.txt" in str(errors[0]) and "document/in/a.txt" in str(errors[0])
    assert errors[1].place == "a.jsonl:2" and "line 1" in str(errors[1])
    assert errors[2].place == "b.jsonl" and "a.jsonl" in errors[2].problem


@pytest.mark.parametrize(
    ("name", "content", "place", "words"),
    [
        ("a.txt", b"", "a.txt", "is empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t", "a.txt", "is empty"),
        ("a.txt", "Corvane\nfiliale à Zürich".encode("latin-1"), "a.txt:2", "byte 0xe0 (byte 9 of the line) is not UTF-8"),
        ("a.txt", "Corvane".encode("utf-16"), "a.txt", "iconv -f UTF-16"),
        ("a.txt", b"Corvane\nbought\0it", "a.txt:2", "NUL"),
        ("a.txt", b"%PDF-1.7 ...", "a.txt", "is a PDF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a.txt", "is an image"),
        ("a.txt", b"\x01\x02\x03Corvane\x04\x05", "a.txt", "binary"),
        ("a.txt", gzip.compress(b"Corvane"), "a.txt", "name it .gz"),
        ("a.txt.gz", b"Corvane", "a.txt.gz", "cannot be read"),
        ("a.txt.gz", gzip.compress(ARTICLE.encode() * 50)[:-20], "a.txt.gz", "cannot be read"),
        ("a.txt", b"x" * 5_000_001, "a.txt:1", "longer than 5 MB"),
        ("a.txt", b"Corvane bought it.\n" * 1_100_000, "a.txt", "larger than 20 MB"),
        ("a.docx", b"Corvane", "a.docx", "known: .htm, .html, .jsonl, .txt"),
        ("a.html", b"<html><body><script>go()</script></body></html>", "a.html", "no main text"),
        ("a.html", b"", "a.html", "is empty"),
        ("a.html", b"<html><head><meta charset='klingon'></head><body><p>x", "a.html", "unknown charset 'klingon'"),
        ("a.html", b"<html><body><p>\xe0", "a.html:1", "not UTF-8"),
        ("a.html", b"<html><body>" + b"<br>" * 200_001, "a.html", "more than 200,000 tags"),
        ("a.jsonl", b"", "a.jsonl", "is empty"),
        ("a.jsonl", b"\n\n", "a.jsonl", "is empty"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}')[:-9], "a.jsonl.gz:1", "cannot be read further"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value)[:20],
)
def test_a_bad_file_is_reported_and_the_others_go_on(name: str, content: bytes, place: str, words: str) -> None:
    write(name, content)
    write("good.txt", ARTICLE)
    documents, errors = read(name, "good.txt")
    assert [each.source for each in documents] == ["good.txt"]
    assert [each.place for each in errors] == [place]
    assert words in errors[0].problem and "\n" not in str(errors[0])


def test_what_is_not_there_or_no_file(folder: Path) -> None:
    assert "does not exist" in str(error("nowhere.txt"))
    assert "does not exist" in str(error("in\0valid"))
    write("empty/notes.docx", "x")
    assert "holds no file" in str(error("empty"))
    os.mkfifo(folder / "pipe.txt")
    assert "neither a file nor a folder" in str(error("pipe.txt"))
    (folder / "links").mkdir()
    (folder / "links" / "gone.txt").symlink_to("nothing")
    assert error("links").place == "links/gone.txt"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission() -> None:
    Path(write("a.txt", ARTICLE)).chmod(0)
    assert "Permission denied" in str(error("a.txt"))


def test_a_name_that_is_no_text(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\n.txt")).write_text(ARTICLE)
    found = only(str(folder))
    assert "\n" not in found.source and found.source.encode() and found.iri.isascii()


def test_standard_input_needs_a_name() -> None:
    def piped(name: str | None, content: bytes = ARTICLE.encode()) -> Document | ReadError:
        return next(kg.readers.read("-", source_name=name, stdin=io.BytesIO(content)))

    found = piped("wire/a 1")
    assert isinstance(found, Document) and found.extracted
    assert (found.iri, found.source) == ("https://w3id.org/claimgraph/document/wire/a%201", "wire/a 1")
    web = piped("https://news.example/a#top")
    assert isinstance(web, Document) and web.iri == web.source == "https://news.example/a"
    assert "--source" in str(piped(None)) and "is empty" in str(piped("x", b""))


def test_page_gives_main_text_and_what_its_markup_says() -> None:
    head = """<link rel="canonical" href="https://News.example/2026/corvane?id=1#top">
    <meta property="article:published_time" content="2026-01-12T08:00:00Z">
    <meta property="article:modified_time" content="2026-01-14T08:00:00Z">"""
    found = only(write("a.html", PAGE.format(head=head)))
    assert found.iri == found.source == "https://news.example/2026/corvane?id=1"
    assert (found.title, found.publisher, found.extracted) == ("Corvane buys Brightwell", "Example News", True)
    assert (found.published, found.modified) == (date(2026, 1, 12), date(2026, 1, 14))
    assert "Brightwell & Sons has made “oat drinks” since April 5, 2019 😀." in found.text
    assert "Home" not in found.text and "Copyright" not in found.text
    assert found.text.count("Corvane buys Brightwell") == 1


def test_page_without_a_date_has_none_and_no_address_gives_the_files_name() -> None:
    found = only(write("a.html", PAGE.format(head="")))
    assert (found.published, found.modified, found.source) == (None, None, "a.html")
    assert only(write("a.html", PAGE.format(head=""))).digest == found.digest


def test_page_dates_do_not_depend_on_the_clock() -> None:
    """A day beyond today is kept: the same page read next year must give the same document."""
    found = only(write("a.html", PAGE.format(head='<meta property="article:published_time" content="2098-03-04T08:00:00Z">')))
    assert found.published == date(2098, 3, 4)


def test_page_date_from_json_ld_and_time_element() -> None:
    linked = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-01-12T08:00:00Z"}</script>'
    assert only(write("a.html", PAGE.format(head=linked))).published == date(2026, 1, 12)
    timed = PAGE.format(head="").replace("</h1>", '</h1><time datetime="2026-01-13">Tuesday</time>')
    assert only(write("b.html", timed)).published == date(2026, 1, 13)


def test_page_in_a_declared_charset() -> None:
    page = PAGE.format(head="").replace("utf-8", "iso-8859-1").replace("&#x1F600;", "in Zürich").encode("cp1252")
    assert "“oat drinks” since April 5, 2019 in Zürich." in only(write("a.html", page)).text


def test_hostile_pages_are_read_or_reported() -> None:
    text = "<p>Corvane has bought Brightwell for $2.1 billion, the companies said on Monday in a joint statement.</p>" * 4
    pages = {
        "deep": "<html><body>" + "<div>" * 20_000 + text,
        "linked": "<html><head><script type='application/ld+json'>" + "[" * 100_000 + "</script></head><body>" + text,
        "script": "<html><body><script>" + "<p>" * 10_000,
        "halves": "<html><body><p>one &#xD800; two &#0; three</p>" + text,
        "address": "<html><head><link rel='canonical' href='javascript:alert(1)'></head><body>" + text,
    }
    for name, page in pages.items():
        write(f"in/{name}.html", page)
    documents, errors = read("in")
    assert [Path(each.source).stem for each in documents] == ["address", "halves", "linked"]
    assert [Path(each.place).stem for each in errors] == ["deep", "script"]
    assert all(each.text.encode() and each.source.startswith("in/") for each in documents)


def test_json_lines() -> None:
    records = [
        {"url": "https://news.example/1", "title": "Corvane buys Brightwell", "date": "2026-01-12", "publisher": "Example News"}
        | {"text": "Corvane bought Brightwell.\nIt said so.", "author": "unknown keys are ignored"},
        {"text": "Corvane buys Brightwell\n\nIt did.", "title": "Corvane buys Brightwell", "date": None},
        {"text": "OSLO, March 3, 2026 (Reuters) - Corvane bought Brightwell."},
    ]
    first, second, third = read(write("in/a.jsonl", "\n\n".join(map(json.dumps, records))))[0]
    assert (first.iri, first.title, first.published) == ("https://news.example/1", "Corvane buys Brightwell", date(2026, 1, 12))
    assert first.text == "Corvane buys Brightwell\n\nCorvane bought Brightwell.\nIt said so."
    assert first.publisher == "Example News" and first.extracted and passages(first)[0].kind is Kind.TITLE
    assert second.text == "Corvane buys Brightwell\n\nIt did." and second.published is None
    assert second.iri == "https://w3id.org/claimgraph/document/in/a.jsonl/3"
    assert (third.published, third.publisher) == (date(2026, 3, 3), "Reuters")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": "breaks off', "is not JSON"),
        (b'{"title": "no text"}', "no 'text'"),
        (b'{"text": "  "}', "no 'text'"),
        (b'{"text": 7}', "'text' must be a string"),
        (b'["text"]', "no object"),
        (b'{"text": "x", "date": "03/04/2026"}', "YYYY-MM-DD"),
        (b'{"text": "x", "url": "news.html"}', "no http"),
        (b'{"text": "half \\ud800"}', "surrogate"),
        (b'{"text": "nul \\u0000"}', "NUL"),
        (b'{"text": "caf\xe9"}', "byte 0xe9 is not UTF-8"),
        (b'{"text": "x", "n": ' + b"[" * 100_000, "JSON"),
        (b'{"text": "x", "n": ' + b"9" * 10_000 + b"}", "number too long"),
        (b'{"text": "' + b"x" * 50_000_000 + b'"}', "longer than 5 MB"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_a_bad_line_is_reported_and_the_others_go_on(line: bytes, words: str) -> None:
    good = b'{"url": "https://news.example/%d", "text": "Corvane bought Brightwell."}'
    documents, errors = read(write("a.jsonl", b"\n".join((good % 1, line, good % 3, b""))))
    assert [each.iri for each in documents] == ["https://news.example/1", "https://news.example/3"]
    assert [each.place for each in errors] == ["a.jsonl:2"]
    assert words in errors[0].problem and len(str(errors[0])) < 300


@pytest.mark.parametrize("suffix", ["txt", "html", "jsonl"])
def test_compressed_files_read_as_they_are(suffix: str) -> None:
    content = {"txt": ARTICLE, "html": PAGE.format(head=""), "jsonl": '{"text": "Corvane bought Brightwell."}\n'}[suffix]
    plain = only(write(f"a.{suffix}", content))
    packed = only(write(f"a.{suffix}.gz", gzip.compress(content.encode())))
    assert (packed.text, packed.title, packed.published, packed.digest) == (
        plain.text,
        plain.title,
        plain.published,
        plain.digest,
    )
    assert packed.iri != plain.iri


@pytest.mark.skipif(
    not (SHARED / "articles").is_dir(), reason="needs the real articles: set KG_SHARED to the folder that holds articles/"
)
def test_real_articles_all_read_with_title_and_date() -> None:
    documents, errors = read(str(SHARED / "articles"))
    assert errors == [] and len(documents) == 59
    assert all(each.title and each.published for each in documents)
    assert documents[0].source == "articles/alibaba-2026-01-27.txt" and documents[0].published == date(2026, 1, 27)
