// The field for a query: highlighted, completed, and left by Tab like any other field.

import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useLayoutEffect, useRef } from "preact/hooks";
import { graph } from "../state.ts";
import { type Suggestion, suggestions } from "./completion.ts";
import { masked } from "./text.ts";

interface Props {
  text: string;
  selected: { query: string; at: number } | null; // where the trouble is, in the text that was asked
  onChange(text: string): void;
  onRun(): void;
}

const WAIT = 150; // milliseconds without a key before the text goes to the state: the whole page reads that

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.standard(tags.variableName), color: "var(--accent)" },
  { tag: tags.local(tags.variableName), color: "var(--query-variable)" },
  { tag: tags.atom, color: "var(--query-name)" },
  { tag: tags.string, color: "var(--query-string)" },
  { tag: [tags.comment, tags.meta], color: "var(--soft)" },
]);

export function Editor({ text, selected, onChange, onRun }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const calls = useRef({ onChange, onRun });
  calls.current = { onChange, onRun };

  useLayoutEffect(() => {
    let timer = 0;
    const tell = (editor: EditorView) => {
      clearTimeout(timer);
      timer = 0;
      calls.current.onChange(editor.state.doc.toString());
    };
    const listen = EditorView.updateListener.of((update) => {
      if (!update.docChanged || update.transactions.some((one) => one.isUserEvent("kg"))) return;
      clearTimeout(timer);
      timer = window.setTimeout(() => tell(update.view), WAIT);
    });
    const leave = EditorView.domEventHandlers({
      blur: (_, editor) => {
        if (timer) tell(editor);
      },
    });
    const go = (editor: EditorView) => {
      tell(editor);
      calls.current.onRun();
      return true;
    };
    const runs = Prec.highest(
      keymap.of([
        { key: "Mod-Enter", run: go },
        { key: "Ctrl-Enter", run: go },
      ]),
    );
    const state = EditorState.create({ doc: text, extensions: [...extensions(), listen, leave, runs] });
    view.current = new EditorView({ state, parent: host.current! });
    return () => {
      if (timer && view.current) tell(view.current);
      view.current?.destroy();
    };
  }, []);
  useLayoutEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text }, userEvent: "kg" });
  }, [text]);
  useLayoutEffect(() => {
    const editor = view.current;
    if (!selected || !editor || editor.state.doc.toString() !== selected.query) return;
    const [anchor, head] = placeOf(selected.query, selected.at);
    editor.dispatch({ selection: { anchor, head }, scrollIntoView: true });
    editor.focus();
  }, [selected]);
  return <div class="editor" ref={host} />;
}

/** Return the word that begins at a place, or where its line ends there, the one before. */
function placeOf(text: string, at: number): [anchor: number, head: number] {
  const word = /^(?:[\w?$:.-]+|[^\n])/.exec(text.slice(at))?.[0];
  return word ? [at, at + word.length] : [at - /[^\s]*\s*$/.exec(text.slice(0, at))![0].length, at];
}

function extensions() {
  const known = suggestions(graph);
  return [
    EditorView.contentAttributes.of({
      "aria-label": "SPARQL query",
      spellcheck: "false",
      autocapitalize: "off",
    }),
    placeholder("Choose a question above, or write: SELECT ?company { ?company a kg:Company }"),
    StreamLanguage.define(sparql),
    syntaxHighlighting(COLOURS),
    bracketMatching(),
    history(),
    highlightSpecialChars(), // a link can bring a query, and a query what turns the direction of its text
    autocompletion({
      override: [(context) => complete(context, known)],
      icons: false,
      maxRenderedOptions: 9,
    }),
    keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.lineWrapping,
  ];
}

function complete(context: CompletionContext, known: Map<string, Suggestion[]>): CompletionResult | null {
  const word = context.matchBefore(/[?$]\w*|[A-Za-z][\w-]*(?::[\w.-]*)?/);
  if (!word) return null;
  const text = context.state.doc.toString();
  if (masked(text)[word.from] !== text[word.from]) return null; // in a string, an IRI or a comment
  if (/^[?$]/.test(word.text)) {
    const names = new Set(Array.from(text.matchAll(/[?$]\w+/g), (match) => match[0]));
    names.delete(word.text);
    const options = [...names].map((label): Suggestion => ({ label, type: "variable" }));
    return { from: word.from, options, validFor: /^[?$]\w*$/ };
  }
  const colon = word.text.indexOf(":");
  const options = known.get(colon < 0 ? "" : word.text.slice(0, colon)) ?? [];
  return { from: word.from, options, validFor: colon < 0 ? /^[\w-]*$/ : /^[\w-]*:[\w.-]*$/ };
}
