// The text, sentence by sentence, with a current sentence. A place is { first, from, last, to }: numbers of sentences,
// and code points in the words of the first and the last one. In these files offsets are JavaScript's (UTF-16 units).

import { fill, freshId, h, shownSigns } from "../lib/elements.js";
import { goToHit, hitCount, searchText } from "./hits.js";
import { drawRow, markRows } from "./marks.js";
import { mouseIn } from "./mouse.js";
import {
  chooseNothing,
  chooseSentence,
  chosenPlace,
  chosenRange,
  chosenRows,
  extendBySentence,
  moveToEdge,
  moveWord,
  wordsAtPlace,
} from "./words.js";

// The text's pane. `callbacks` are moved() after a change of the sentence or the chosen words, touched(entries)
// after a click on marked words.
export function textView(callbacks) {
  const list = h("div", {
    class: "sb-text",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Sentences of the article",
    "data-pane": "text",
  });
  // rows: { n, text, node, words, state, count, marks, decided, stops }; hits: ranges by row
  const view = { list, callbacks, rows: [], current: 0, chosen: null, lit: null, hits: null, hit: null };
  const prefix = `sb-${freshId().slice(0, 8)}`;
  const at = (n) => view.rows.findIndex((row) => row.n === n);
  return {
    node: list,
    open: (sentences) => openText(view, sentences, prefix),
    show(coding) {
      markRows(view, coding);
      pointAt(view);
    },
    goTo: (row, options) => goToRow(view, row, options),
    reveal: () => pointAt(view),
    step: (by) => goToRow(view, view.current + by),
    toSentence: (n, options) => goToRow(view, at(n), options),
    nextUndecided: (step) => goToUndecided(view, step),
    place: () => chosenPlace(view),
    wordsAt: (place) => wordsAtPlace(view, place),
    clear: () => chooseNothing(view),
    chooseSentence: () => chooseSentence(view),
    moveWord: (step, extend) => moveWord(view, step, extend),
    moveToEdge: (which, extend) => moveToEdge(view, which, extend),
    extendBySentence: (step) => extendBySentence(view, step),
    search: (words) => searchText(view, words),
    nextHit: (step) => goToHit(view, step),
    hits: () => hitCount(view),
    light: (test) => lightMarks(view, test),
    focus: () => list.focus({ preventScroll: true }),
    sentence: () => view.rows[view.current]?.n ?? null,
    sentences: () => sentencesAt(view),
    isNothing: (n) => view.rows[at(n)]?.decided === "nothing",
    hasChosen: () => Boolean(view.chosen),
    turns: () => view.rows[view.current] && getComputedStyle(view.rows[view.current].words).direction === "rtl",
    close: mouseIn(view),
  };
}

function openText(view, sentences, prefix) {
  Object.assign(view, { current: 0, chosen: null, lit: null, hits: null, hit: null });
  view.rows = sentences.map((sentence, at) => textRow(sentence, at, prefix));
  view.list.replaceChildren(...view.rows.map(({ node }) => node));
  view.list.scrollTop = 0;
  if (!view.rows.length) fill(view.list, h("p", { class: "sb-quiet" }, "This article has no sentences."));
  pointAt(view);
}

function textRow({ n, text, block }, at, prefix) {
  const words = h("span", { class: "sb-words", dir: "auto" }, shownSigns(text));
  const state = h("span", { class: "sb-state", role: "img" });
  const count = h("span", { class: "sb-count" });
  const node = h(
    "div",
    { class: block ? "sb-sentence sb-block" : "sb-sentence", role: "option", id: `${prefix}-${n}`, "data-at": at },
    h("span", { class: "sb-n" }, n),
    state,
    words,
    count,
  );
  return { n, text, node, words, state, count, marks: [], drawn: "" };
}

// Mark the current sentence, and scroll to it.
export function pointAt({ list, rows, current }, center = false) {
  list.querySelector(".sb-current")?.removeAttribute("aria-selected");
  list.querySelector(".sb-current")?.classList.remove("sb-current");
  const row = rows[current];
  if (!row) return list.removeAttribute("aria-activedescendant");
  row.node.classList.add("sb-current");
  row.node.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", row.node.id);
  reveal(list, row.node, center);
}

function reveal(list, node, center) {
  const [box, frame] = [node.getBoundingClientRect(), list.getBoundingClientRect()];
  if (!frame.height || (box.top >= frame.top && box.bottom <= frame.bottom)) return;
  const near = box.bottom > frame.top - frame.height && box.top < frame.bottom + frame.height;
  const to = () => scrollPane(list, node, near && !center ? "nearest" : "center");
  to();
  requestAnimationFrame(to); // the browser only estimates the height of a sentence until it is drawn
}

// Scroll only the pane, never the notebook around it.
function scrollPane(list, node, where) {
  const [box, frame] = [node.getBoundingClientRect(), list.getBoundingClientRect()];
  if (where === "center") list.scrollTop += box.top - frame.top - Math.max(0, (frame.height - box.height) / 3);
  else if (box.top < frame.top || box.height > frame.height) list.scrollTop += box.top - frame.top - 6;
  else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom + 6;
}

export function goToRow(view, at, { center = false, keep = false } = {}) {
  if (!view.rows.length) return;
  const before = chosenRows(view);
  view.current = Math.max(0, Math.min(view.rows.length - 1, at));
  if (!keep) view.chosen = null;
  before.forEach((row) => drawRow(view, row));
  pointAt(view, center);
  view.callbacks.moved();
}

function goToUndecided(view, step) {
  for (let at = view.current + step; view.rows[at]; at += step) {
    if (view.rows[at].decided) continue;
    goToRow(view, at, { center: true });
    return true;
  }
  return false;
}

// The numbers of the chosen sentences, or of the current one.
function sentencesAt(view) {
  const { first, last } = chosenRange(view) ?? { first: view.current, last: view.current };
  return view.rows.slice(first, last + 1).map(({ n }) => n);
}

function lightMarks(view, test) {
  view.lit = test;
  view.rows.forEach((row, at) => row.marks.length && drawRow(view, at));
}
