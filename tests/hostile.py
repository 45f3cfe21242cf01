"""A store in which everything that a page shows is hostile: a name, a document, a relation, a figure for each hostile string."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.iris import BASE, METRIC, ONTOLOGY
from kg.prefixes import VOCABULARIES
from kg.stores import Store, open_store

LINE = chr(0x2028) + chr(0x2029)
LONG = "label of 100 kB <b>" + "x" * 100_000
STRINGS = (
    "</script><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)></svg>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\u202ereversed\u202c \u2066isolated\u2069 \u200fright\u061c",
    "zero\u200bwidth\u2060joined\ufeffsoft\u00adhyphen",
    LONG,
    "]]><script>alert(1)</script>",
    "<!--<script>alert(1)//-->",
    f"line{LINE}break\nand\ttab",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "   ",
    "\u200b\u202e",
    "null\0bell\x07escape\x1b[31m\x85",
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "&lt;img src=x onerror=alert(1)&gt;&#x3c;",
    "</title></style><iframe srcdoc='<script>alert(1)</script>'>",
)
FIRST = "Frontier"  # the one name that is not hostile: all are connected to it

# What must not be anywhere in the page, however it is looked at.
WATCH = r"""() => {
  const hidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
  const bad = new Set();
  const element = (one) => {
    if (one.className === "cm-widgetBuffer") return; // CodeMirror's own: an image without a source, beside what it draws itself
    if (/^(img|iframe|object|embed|base|form|link|script|style|frame|audio|video)$/i.test(one.localName)) bad.add(one.localName);
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on") || name === "srcdoc") bad.add(name);
      if (/href|^src$|^action$/.test(name) && !/^https?:\/\//.test(value)) bad.add(`${name}=${value.slice(0, 60)}`);
      if (/^(title|aria-label|placeholder|value)$/.test(name) && hidden.test(value)) bad.add(`hidden in ${name}`);
    }
    if (one.localName === "a" && !/\bnoopener\b/.test(one.rel)) bad.add("a without noopener");
    if (one.localName === "svg" && one.hasAttribute("onload")) bad.add("svg");
  };
  const node = (one) => {
    if (one.nodeType === 1) { element(one); for (const child of one.querySelectorAll("*")) element(child); }
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let text = one.nodeType === 3 ? one : texts.nextNode(); text; text = texts.nextNode()) {
      if (!hidden.test(text.data) || text.parentElement?.closest(".cm-content")) continue;
      bad.add(`hidden letters: ${text.data.slice(0, 60)}`);
    }
  };
  const app = document.getElementById("app");
  node(app);
  const watched = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (!target.isConnected) continue;
      for (const one of addedNodes) node(one);
      if (target.nodeType === 1) element(target); else node(target);
    }
  }).observe(app, watched);
  window.bad = bad;
}"""

_KG, _RDF, _RDFS, _DCTERMS = ONTOLOGY, VOCABULARIES["rdf"], VOCABULARIES["rdfs"], VOCABULARIES["dcterms"]
_NIF, _SKOS, _XSD = VOCABULARIES["nif"], VOCABULARIES["skos"], VOCABULARIES["xsd"]
_TYPE, _LABEL = _RDF + "type", _RDFS + "label"
HUB = f"{BASE}organization/hub"


def iris(number: int) -> dict[str, str]:
    """Return the IRIs that belong to a hostile string."""
    return {
        "document": f"https://news.example/{number}",
        "node": f"{BASE}organization/o{number}",
        "voice": f"{BASE}organization/v{number}",
        "relay": f"{BASE}organization/r{number}",
        "relation": f"{_KG}relation{number}",
        "metric": f"{METRIC}metric{number}",
        "edge": f"{BASE}edge/{number}",
        "figure": f"{BASE}edge/figure-{number}",
    }


def hostile_store() -> Store:
    """Return a store with every string in every place that a literal can take."""
    store = open_store("memory:")
    entities = [*_named(HUB, FIRST)]
    edges: list[_Triple] = []
    ontology: list[_Triple] = []
    graphs: dict[str, list[_Triple]] = {}
    for number, text in enumerate(STRINGS):
        names = iris(number)
        for one in ("node", "voice", "relay"):
            entities += _named(names[one], text)
        entities += [
            (names["node"], _SKOS + "altLabel", _text(f"{text} too")),
            (names["node"], _SKOS + "exactMatch", _link(number)),
        ]
        ontology += [(names["relation"], _LABEL, _text(text)), (names["metric"], _LABEL, _text(text))]
        graphs[names["document"]] = [*_document(names, text), *_claim(names, text, "edge"), *_claim(names, text, "figure")]
        edges += [*_edge(names, text, "edge"), *_edge(names, text, "figure")]
    graphs |= {f"{BASE}graph/entities": entities, f"{BASE}graph/edges": edges, f"{BASE}graph/ontology": ontology}
    store.replace_many({name: _nquads(name, triples) for name, triples in graphs.items()})
    return store


_Triple = tuple[str, str, ox.NamedNode | ox.Literal]


def _text(text: str, datatype: str = "") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(_XSD + datatype)) if datatype else ox.Literal(text)


def _link(number: int) -> ox.NamedNode:
    """Return an IRI that a link must not lead to, or only as a web address."""
    kinds = ("javascript:alert(1)", "data:text/html,alert(1)", "vbscript:x", "file:///etc/passwd", "https://evil.example/\u202e'")
    return ox.NamedNode(kinds[number % len(kinds)])


def _named(iri: str, label: str) -> list[_Triple]:
    return [(iri, _TYPE, ox.NamedNode(_KG + "Company")), (iri, _LABEL, _text(label))]


def _document(names: dict[str, str], text: str) -> list[_Triple]:
    iri = names["document"]
    sentence = f"{iri}#char=0,{len(text) + 6}"
    return [
        (iri, _TYPE, ox.NamedNode(_KG + "Document")),
        *((iri, _DCTERMS + name, _text(text)) for name in ("title", "publisher", "source")),
        (iri, _DCTERMS + "issued", _text("2026-05-01", "date")),
        *_named(names["node"], text),
        *_named(names["voice"], text),
        *_named(names["relay"], text),
        *_named(HUB, FIRST),
        (sentence, _TYPE, ox.NamedNode(_NIF + "Sentence")),
        (sentence, _NIF + "beginIndex", ox.Literal(0)),
        (sentence, _NIF + "endIndex", ox.Literal(len(text) + 6)),
        (sentence, _NIF + "referenceContext", ox.NamedNode(iri)),
        (sentence, _NIF + "anchorOf", _text(f"Said: {text}")),
    ]


def _claim(names: dict[str, str], text: str, kind: str) -> list[_Triple]:
    iri, document = f"{names[kind]}/claim", names["document"]
    return [
        (iri, _TYPE, ox.NamedNode(_KG + "Claim")),
        *_told(iri, names, text, kind),
        (iri, _KG + "document", ox.NamedNode(document)),
        (iri, _KG + "said", _text("2026-05-01", "date")),
        (iri, VOCABULARIES["prov"] + "wasAttributedTo", ox.NamedNode(names["voice"])),
        (iri, _KG + "relayedBy", ox.NamedNode(names["relay"])),
        (iri, _KG + "sentence", ox.NamedNode(f"{document}#char=0,{len(text) + 6}")),
        (iri, _KG + "subjectMention", ox.NamedNode(f"{document}#char=6,{len(text) + 6}")),
        (iri, _KG + "extractor", _text(text)),
        (iri, _KG + "pattern", _text(text)),
    ]


def _told(iri: str, names: dict[str, str], text: str, kind: str) -> list[_Triple]:
    """Return what claim and edge say alike: a deal with its terms, or a figure with its unit."""
    same: list[_Triple] = [
        (iri, _RDF + "subject", ox.NamedNode(names["node"])),
        (iri, _KG + "status", ox.NamedNode(_KG + "actual")),
        (iri, _KG + "confidence", _text("0.9", "decimal")),
    ]
    if kind == "edge":
        ends: list[tuple[str, ox.NamedNode | ox.Literal]] = [
            ("predicate", ox.NamedNode(names["relation"])),
            ("object", ox.NamedNode(HUB)),
        ]
        details: tuple[str, ...] = ("price", "currency", "stake", "condition", "time", "validFrom", "validUntil")
    else:
        ends = [("predicate", ox.NamedNode(names["metric"])), ("object", _text(text))]
        details = ("unit", "period", "comparison")
    return same + [(iri, _RDF + name, end) for name, end in ends] + [(iri, _KG + name, _text(text)) for name in details]


def _edge(names: dict[str, str], text: str, kind: str) -> list[_Triple]:
    iri, claim = names[kind], f"{names[kind]}/claim"
    return [
        (iri, _TYPE, ox.NamedNode(_KG + "Edge")),
        *_told(iri, names, text, kind),
        (iri, _KG + "saidBy", ox.NamedNode(names["voice"])),
        *((iri, _KG + name, _text("2026-05-01", "date")) for name in ("firstSaid", "lastSaid")),
        (iri, _KG + "document", ox.NamedNode(names["document"])),
        (iri, _KG + "claim", ox.NamedNode(claim)),
        (iri, _KG + "decidedBy", ox.NamedNode(claim)),
    ]


def _nquads(graph: str, triples: Iterable[_Triple]) -> bytes:
    name = ox.NamedNode(graph)
    quads = [ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), end, name) for subject, predicate, end in triples]
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
