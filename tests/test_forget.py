"""Forgetting documents: by name, by folder, and those that a source no longer holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from buys import A, B, Buys, Edges, article

from kg.build import build, forget
from kg.errors import ReadError, UsageError
from kg.iris import BASE
from kg.rdf import graph_iri, read_documents
from kg.stores import Store, open_store


def test_prune_forgets_what_did_not_come(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    assert build([A], Buys(), store, conclude=Edges()).forgotten == ()
    report = build([A], Buys(), store, conclude=Edges(), prune=True)
    assert report.forgotten == ("seeds/b.txt",) and report.totals.documents == 1
    assert report.totals.edges_by_relation == (("acquires", 1),)


def test_prune_within_a_folder_leaves_the_rest(store: Store) -> None:
    other = article("other/c.txt", "Gale buys Hart.")
    build([A, B, other], Buys(), store, conclude=Edges())
    report = build([A], Buys(), store, conclude=Edges(), prune=True, within=["seeds/"])
    assert report.forgotten == ("seeds/b.txt",)
    assert [document.source for document in read_documents(store)] == ["other/c.txt", "seeds/a.txt"]


def test_prune_keeps_what_could_not_be_read(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    report = build([A, ReadError(B.source, "is not UTF-8")], Buys(), store, conclude=Edges(), prune=True)
    assert report.forgotten == () and report.totals.documents == 2 and len(report.errors) == 1


def test_prune_does_nothing_where_the_unread_source_may_have_held_anything(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    report = build([A, ReadError("news.jsonl:7", "breaks off")], Buys(), store, conclude=Edges(), prune=True)
    assert report.forgotten == () and "nothing was pruned" in str(report.errors[-1])


def test_forget_by_source_iri_or_folder(store: Store) -> None:
    documents = [A, B, article("other/c.txt", "Gale buys Hart."), article("d.txt", "Iris buys Jade.")]
    build(documents, Buys(), store, conclude=Edges())
    assert forget(store, [documents[3].iri, "other/c.txt"], Edges()) == ["d.txt", "other/c.txt"]
    assert forget(store, ["seeds"], Edges()) == ["seeds/a.txt", "seeds/b.txt"]
    assert read_documents(store) == [] and store.nquads(graph_iri(BASE, "edges")) == b""


def test_forgetting_the_unknown_names_the_nearest_and_forgets_nothing(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    with pytest.raises(UsageError, match=r"seeds/aa\.txt.*did you mean seeds/a\.txt\?"):
        forget(store, ["seeds/b.txt", "seeds/aa.txt"], Edges())
    assert len(read_documents(store)) == 2


def test_extracted_texts_are_kept_by_digest_and_go_with_their_document(tmp_path: Path) -> None:
    page = article("page.html", "Corvane buys Brightwell. \U0001f600 Å", extracted=True)
    with open_store(f"oxigraph:{tmp_path}/store") as writer:
        build([A, page], Buys(), writer, conclude=Edges())
        [kept] = (tmp_path / "texts").iterdir()
        assert kept.name == page.digest.removeprefix("sha256:") + ".txt" and kept.read_text(encoding="utf-8") == page.text
        forget(writer, ["page.html"], Edges())
    assert list((tmp_path / "texts").iterdir()) == []
