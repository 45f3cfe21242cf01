"""The contract of a store, run over every adapter of kg/stores/, and what the one on disk promises to readers beside a writer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError, UsageError
from kg.iris import BASE, ONTOLOGY
from kg.nquads import iri, literal, nquads
from kg.rdf import conclusion_graphs, graph_iri
from kg.stores import Graph, Solutions, Store, Term, open_store, schemes

DOC, OTHER = BASE + "document/a.txt", BASE + "document/b.txt"
EDGES, PLANNED = graph_iri(BASE, "actual"), graph_iri(BASE, "planned")


def graph(name: str, *triples: tuple[str, str, str]) -> bytes:
    """N-Quads of triples of local names; an object with a leading quote is a text."""
    return nquads(name, ((_node(s), iri(ONTOLOGY + p), _node(o)) for s, p, o in triples))


def _node(name: str) -> str:
    return literal(name[1:]) if name.startswith('"') else iri(BASE + name)


@pytest.fixture(params=schemes())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with open_store(f"{request.param}:{tmp_path}/store") as opened:
        yield opened


def test_a_graph_is_replaced_as_a_whole(store: Store) -> None:
    store.replace(DOC, graph(DOC, ("x", "p", "y"), ("x", "p", "z")))
    store.replace(OTHER, graph(OTHER, ("x", "p", "y")))
    store.replace(DOC, graph(DOC, ("x", "p", "z"), ("x", "q", '"new')))
    assert store.nquads(DOC) == graph(DOC, ("x", "p", "z"), ("x", "q", '"new'))
    assert store.nquads(OTHER) == graph(OTHER, ("x", "p", "y"))
    assert store.nquads() == b"".join(sorted((store.nquads(DOC) + store.nquads(OTHER)).splitlines(keepends=True)))
    assert store.graphs() == [DOC, OTHER]


def test_an_empty_graph_and_a_removed_one_are_gone(store: Store) -> None:
    store.replace_many({DOC: graph(DOC, ("x", "p", "y")), OTHER: graph(OTHER, ("x", "p", "y"))})
    store.replace(DOC, b"")
    store.remove(OTHER)
    store.remove(OTHER)
    assert store.graphs() == [] and store.nquads() == b""


@settings(max_examples=60, deadline=None)
@given(before=st.text(), after=st.text())
def test_any_text_replaces_any_other(before: str, after: str) -> None:
    with open_store("memory:") as opened:
        for text in (before, after):
            opened.replace(DOC, graph(DOC, ("x", "p", '"' + text), ("x", "p", '"stays')))
        assert opened.nquads(DOC) == graph(DOC, ("x", "p", '"' + after), ("x", "p", '"stays'))


def test_blank_nodes_of_a_foreign_ontology_are_replaced_too(store: Store) -> None:
    first, second = (f"_:a <{ONTOLOGY}p> {literal(text)} <{DOC}> .\n".encode() for text in ("old", "new"))
    store.replace(DOC, first)
    store.replace(DOC, second)
    assert [term.value for _, _, term in store.triples(DOC)] == ["new"]


def test_a_failed_replacement_changes_nothing(store: Store) -> None:
    kept = graph(DOC, ("x", "p", "y"))
    store.replace(DOC, kept)
    with pytest.raises(StoreError, match="no N-Quads"):
        store.replace(DOC, kept + b"<half")
    with pytest.raises(StoreError, match="another graph"):
        store.replace_many({OTHER: graph(OTHER, ("x", "p", "z")), DOC: graph(OTHER, ("x", "p", "z"))})
    assert store.nquads() == kept


def test_a_query_asks_the_conclusions_and_finds_evidence_inside_graph(store: Store) -> None:
    store.replace(EDGES, graph(EDGES, ("a", "acquires", "b")))
    store.replace(PLANNED, graph(PLANNED, ("a", "acquires", "c")))
    store.replace(DOC, graph(DOC, ("a", "acquires", "d")))
    ask = "SELECT ?o { ?s kg:acquires ?o } ORDER BY ?o"
    assert store.rows(ask) == [(BASE + "b",), (BASE + "c",)]
    assert store.rows(ask, default_graphs=conclusion_graphs(facts_only=True)) == [(BASE + "b",)]
    assert store.rows(ask, union=True) == [(BASE + "b",), (BASE + "c",), (BASE + "d",)]
    assert store.rows("SELECT ?d { GRAPH ?d { ?s kg:acquires <" + BASE + "d> } }") == [(DOC,)]


def test_answers_are_plain_values(store: Store) -> None:
    store.replace(EDGES, graph(EDGES, ("a", "p", '"text'), ("a", "q", "b")))
    solutions = store.query("SELECT ?s ?o ?none ?n ?l { ?s kg:p ?o BIND(1 + 1 AS ?n) BIND('x'@en AS ?l) }")
    assert isinstance(solutions, Solutions)
    assert solutions.columns == ("s", "o", "none", "n", "l")
    [[subject, text, none, two, word]] = solutions.rows
    assert subject == Term("iri", BASE + "a") and none is None
    assert text == Term("literal", "text", "http://www.w3.org/2001/XMLSchema#string")
    assert two == Term("literal", "2", "http://www.w3.org/2001/XMLSchema#integer")
    assert word is not None and (word.value, word.language) == ("x", "en")
    assert store.query("ASK { ?s kg:p 'text' }") is True and store.query("ASK { ?s kg:p 'other' }") is False
    made = store.query("CONSTRUCT { ?o kg:r ?s } WHERE { ?s kg:q ?o }")
    assert made == Graph(((Term("iri", BASE + "b"), Term("iri", ONTOLOGY + "r"), Term("iri", BASE + "a")),))
    assert store.rows("SELECT ?s ?none { ?s kg:p ?o }") == [(BASE + "a", "")]


def test_a_users_own_prefix_stands_beside_the_known_ones(store: Store) -> None:
    store.replace(EDGES, graph(EDGES, ("a", "p", "b")))
    assert store.query("SELECT ?o { my:a kg:p ?o }", prefixes={"my": BASE}) == Solutions(("o",), ((Term("iri", BASE + "b"),),))
    assert store.rows(f"PREFIX kg: <{BASE}> SELECT ?o {{ kg:a ?p ?o }}") == [(BASE + "b",)]


def test_a_query_that_does_not_parse_is_told_its_place_in_one_line(store: Store) -> None:
    with pytest.raises(UsageError, match=r"line 2, column \d+") as caught:
        store.query("SELECT ?a {\n ?a kg:p }")
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 120
    with pytest.raises(UsageError, match="takes a SELECT"):
        store.rows("ASK { ?s ?p ?o }")


def test_triples_of_one_subject(store: Store) -> None:
    store.replace(DOC, graph(DOC, ("x", "p", "y"), ("z", "p", "y")))
    assert [found[0] for found in store.triples(DOC, BASE + "z")] == [BASE + "z"]
    assert sorted(found[0] for found in store.triples(DOC)) == [BASE + "x", BASE + "z"]


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.graphs()


def test_publishing_never_fails_and_keeps_the_content(store: Store) -> None:
    store.replace(DOC, graph(DOC, ("x", "p", "y")))
    store.publish()
    store.publish()
    assert store.graphs() == [DOC]


def test_the_base_names_the_graphs_that_a_query_asks(tmp_path: Path) -> None:
    base = "https://example.org/news/"
    with open_store("memory:", base=base) as opened:
        name = graph_iri(base, "actual")
        opened.replace(name, graph(name, ("a", "p", "b")))
        assert opened.rows("SELECT ?s { ?s kg:p ?o }") == [(BASE + "a",)]
        assert opened.rows("SELECT ?g { GRAPH ?g { ?s kg:p ?o } FILTER(?g = graph:actual) }") == [(name,)]


@pytest.mark.parametrize("url", ["rocks:outputs/store", "outputs/store", ""])
def test_an_unknown_scheme_is_told_the_known_ones(url: str) -> None:
    with pytest.raises(UsageError, match=r"oxigraph:outputs/store"):
        open_store(url)


# ---- on disk -----------------------------------------------------------------------------------------------------------------


def test_what_is_written_stays(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path}/deep/store"
    with open_store(url) as writer:
        writer.replace(DOC, graph(DOC, ("x", "p", "y")))
    with open_store(url) as writer:
        assert writer.graphs() == [DOC]


def test_readers_see_what_was_published_and_go_on_seeing_it(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path}/store"
    with open_store(url) as writer:
        writer.replace(DOC, graph(DOC, ("x", "p", "old")))
        writer.publish()
        writer.replace(DOC, graph(DOC, ("x", "p", "new")))
        with open_store(url, read_only=True) as early:
            writer.publish()
            writer.replace(DOC, graph(DOC, ("x", "p", "newest")))
            with open_store(url, read_only=True) as late:
                assert early.nquads() == graph(DOC, ("x", "p", "old"))
                assert late.nquads() == graph(DOC, ("x", "p", "new"))
    assert len(list((tmp_path / "checkpoints").iterdir())) == 1


def test_a_reader_in_another_process_beside_a_writer(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path}/store"
    code = (
        "import sys; from kg.stores import open_store\n"
        "with open_store(sys.argv[1], read_only=True) as store: print(len(store.graphs()), 'spacy' in sys.modules)"
    )
    with open_store(url) as writer:
        writer.replace(DOC, graph(DOC, ("x", "p", "y")))
        writer.publish()
        found = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["1", "False"]


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path}/store"
    with open_store(url) as writer:
        writer.replace(DOC, graph(DOC, ("x", "p", "y")))
        writer.publish()
    with open_store(url, read_only=True) as reader:
        for write in (lambda: reader.replace(DOC, b""), lambda: reader.remove(DOC), reader.publish):
            with pytest.raises(StoreError, match="reading only"):
                write()


def test_a_second_writer_is_sent_away(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path}/store"
    code = "import sys; from kg.stores import open_store\ntry: open_store(sys.argv[1])\nexcept Exception as error: print(error)"
    with open_store(url):
        with pytest.raises(StoreError, match=r"another build.*--dir"):
            open_store(url)
        found = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
        assert "another build" in found.stdout
    open_store(url).close()


def test_nothing_published_yet(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        open_store(f"oxigraph:{tmp_path}/none/store", read_only=True)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_store_is_named_with_its_remedy(tmp_path: Path, read_only: bool) -> None:
    url = f"oxigraph:{tmp_path}/store"
    with open_store(url) as writer:
        writer.replace(DOC, graph(DOC, ("x", "p", "y")))
        writer.publish()
    for manifest in [*tmp_path.glob("store/MANIFEST*"), *tmp_path.glob("checkpoints/*/MANIFEST*")]:
        manifest.write_bytes(b"not a manifest")
    with pytest.raises(StoreError, match="damaged") as caught:
        open_store(url, read_only=read_only)
    assert str(tmp_path / "store") in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_in_the_place_of_the_folder_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("mine")
    with pytest.raises(StoreError, match=r"outputs/store: a file is where the folder should be.*--dir"):
        open_store(f"oxigraph:{tmp_path}/outputs/store")
    assert (tmp_path / "outputs").read_text() == "mine"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="only users other than root can be kept from writing")
def test_a_folder_that_may_not_be_written_is_not_called_damaged(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="may not be written here"):
        open_store(f"oxigraph:{tmp_path}/outputs/store")
    tmp_path.chmod(0o700)


def test_a_build_that_broke_off_while_publishing_leaves_readers_what_they_had(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path}/store"
    with open_store(url) as writer:
        writer.replace(DOC, graph(DOC, ("x", "p", "y")))
        writer.publish()
        half = tmp_path / "checkpoints" / "000007"
        half.mkdir()
        with open_store(url, read_only=True) as reader:
            assert reader.graphs() == [DOC]
        writer.publish()
    assert [item.name for item in (tmp_path / "checkpoints").iterdir()] == ["000008"]


def test_without_symbolic_links_a_small_file_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: str, target_is_directory: bool = False) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    url = f"oxigraph:{tmp_path}/store"
    with open_store(url) as writer:
        writer.replace(DOC, graph(DOC, ("x", "p", "y")))
        writer.publish()
        writer.publish()
    with open_store(url, read_only=True) as reader:
        assert reader.graphs() == [DOC]
    assert (tmp_path / "current").is_file()


def test_two_stores_of_one_folder_do_not_meet(tmp_path: Path) -> None:
    for name in ("store", "other"):
        with open_store(f"oxigraph:{tmp_path}/{name}") as writer:
            writer.replace(DOC, graph(DOC, ("x", "p", name)))
            writer.publish()
    for name in ("store", "other"):
        with open_store(f"oxigraph:{tmp_path}/{name}", read_only=True) as reader:
            assert reader.nquads() == graph(DOC, ("x", "p", name))
