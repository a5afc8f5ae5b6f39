// The chosen words: a word cursor that moves from word to word, and the range between two ends. A spot is
// { at, from, to }: a row, and units in its text.

import { pointsBefore, snapped, stopsOf, unitsBefore } from "../lib/signs.js";
import { drawRow } from "./marks.js";
import { pointAt } from "./text.js";

// The range between both ends of the chosen words, in rows and units; null if nothing is chosen.
export function chosenRange({ chosen }) {
  if (!chosen) return null;
  const { anchor, focus } = chosen;
  const starts = anchor.at < focus.at || (anchor.at === focus.at && anchor.from <= focus.from) ? anchor : focus;
  const ends = anchor.at > focus.at || (anchor.at === focus.at && anchor.to >= focus.to) ? anchor : focus;
  return { first: starts.at, from: starts.from, last: ends.at, to: ends.to };
}

export function chosenRows(view) {
  const range = chosenRange(view);
  return range ? Array.from({ length: range.last - range.first + 1 }, (_, step) => range.first + step) : [];
}

export function chooseWords(view, anchor, focus, { follow = true } = {}) {
  const before = chosenRows(view);
  view.chosen = { anchor, focus };
  view.current = focus.at;
  for (const at of new Set([...before, ...chosenRows(view)])) drawRow(view, at);
  if (follow) pointAt(view);
  view.callbacks.moved();
}

export function chooseNothing(view) {
  const before = chosenRows(view);
  view.chosen = null;
  before.forEach((at) => drawRow(view, at));
  view.callbacks.moved();
}

function stopsIn(row) {
  return (row.stops ??= stopsOf(row.text));
}

// The first or the last spot of a row.
function edgeSpot({ rows }, at, which) {
  const [from, to] = stopsIn(rows[at]).at(which) ?? [0, rows[at].text.length];
  return { at, from, to };
}

// The word after or before a spot; it leaves the sentence only if words of several sentences are chosen.
function spotBeside(view, { at, from, to }, step, over) {
  const here = stopsIn(view.rows[at]);
  const next = step > 0 ? here.find((stop) => stop[1] > to) : here.findLast((stop) => stop[0] < from);
  if (next) return { at, from: next[0], to: next[1] };
  if (!over || !view.rows[at + step]) return { at, from, to };
  return edgeSpot(view, at + step, step > 0 ? 0 : -1);
}

export function moveWord(view, step, extend) {
  const { rows, current, chosen } = view;
  if (!rows[current]) return;
  if (!chosen) {
    const first = edgeSpot(view, current, step > 0 ? 0 : -1);
    return chooseWords(view, first, first);
  }
  const next = spotBeside(view, chosen.focus, step, extend);
  chooseWords(view, extend ? chosen.anchor : next, next);
}

export function moveToEdge(view, which, extend) {
  const { rows, current, chosen } = view;
  if (!rows[current]) return;
  const edge = edgeSpot(view, current, which);
  chooseWords(view, extend ? (chosen?.anchor ?? edgeSpot(view, current, which ? 0 : -1)) : edge, edge);
}

export function extendBySentence(view, step) {
  const { rows, current, chosen } = view;
  if (!rows[current]) return;
  const edge = edgeSpot(view, current, step > 0 ? -1 : 0);
  if (!chosen) return chooseWords(view, edgeSpot(view, current, step > 0 ? 0 : -1), edge);
  const whole = step > 0 ? chosen.focus.to >= edge.to : chosen.focus.from <= edge.from;
  const at = whole ? current + step : current;
  if (rows[at]) chooseWords(view, chosen.anchor, edgeSpot(view, at, step > 0 ? -1 : 0));
}

export function chooseSentence(view) {
  const { rows, current } = view;
  if (rows[current]) chooseWords(view, edgeSpot(view, current, 0), edgeSpot(view, current, -1));
}

// The chosen words as a place, or the whole sentence; null if there are none.
export function chosenPlace(view) {
  const { rows, current } = view;
  const range = rows[current] && (chosenRange(view) ?? wholeRow(rows[current], current));
  if (!range) return null;
  const [first, last] = [rows[range.first], rows[range.last]];
  return {
    first: first.n,
    from: pointsBefore(first.text, range.from),
    last: last.n,
    to: pointsBefore(last.text, range.to),
  };
}

function wholeRow({ text }, at) {
  const whole = snapped(text, 0, text.length);
  return whole && { first: at, from: whole[0], last: at, to: whole[1] };
}

// The words at a place, as they are shown.
export function wordsAtPlace({ rows }, { first, from, last, to }) {
  const [start, end] = [first, last].map((n) => rows.findIndex((row) => row.n === n));
  if (start < 0 || end < 0) return "";
  return rows
    .slice(start, end + 1)
    .map(({ text }, step) => {
      const ends = step === end - start ? unitsBefore(text, to) : text.length;
      return text.slice(step ? 0 : unitsBefore(text, from), ends);
    })
    .join(" ");
}
