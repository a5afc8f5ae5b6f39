// The text as state: its sentences, the current one, and the chosen words. No element of the page is touched here.
//
// A spot is { at, from, to }: a row, and units (UTF-16) in its text. A place, as the kernel has it, is { first, from, last,
// to }: numbers of sentences, and code points in the words of the first and the last one.

import { pointsBefore, snapped, stopsOf, unitsBefore } from "../lib/signs.js";
import { clausesOf } from "./clauses.js";

// rows: { n, text, block, marks, decided, drawn }; lit: the key of the entry in focus; clauses: { list, at, first } while
// clauses are chosen; hits: ranges by row; `version` goes up with each change.
export function newText(sentences = []) {
  const rows = sentences.map((sentence) => ({ ...sentence, marks: [], decided: "", drawn: "" }));
  return { rows, current: 0, chosen: null, lit: "", clauses: null, hits: null, hit: null, version: 0 };
}

export const numberAt = ({ rows, current }) => rows[current]?.n ?? null;
export const rowOf = ({ rows }, n) => rows.findIndex((row) => row.n === n);
export const isNothing = ({ rows, current }) => rows[current]?.decided === "nothing";

export function goToRow(text, at, { keep = false } = {}) {
  text.current = Math.max(0, Math.min(text.rows.length - 1, at));
  if (!keep) [text.chosen, text.clauses] = [null, null];
}

// Go to the next sentence without a decision, or with -1 to the one before; return whether there is one.
export function goToUndecided(text, step) {
  for (let at = text.current + step; text.rows[at]; at += step)
    if (!text.rows[at].decided) return (goToRow(text, at), true);
  return false;
}

// The range between both ends of the chosen words, in rows and units; null if nothing is chosen.
export function chosenRange({ chosen }) {
  if (!chosen) return null;
  const { anchor, focus } = chosen;
  const starts = anchor.at < focus.at || (anchor.at === focus.at && anchor.from <= focus.from) ? anchor : focus;
  const ends = anchor.at > focus.at || (anchor.at === focus.at && anchor.to >= focus.to) ? anchor : focus;
  return { first: starts.at, from: starts.from, last: ends.at, to: ends.to };
}

export function choose(text, anchor, focus = anchor) {
  Object.assign(text, { chosen: { anchor, focus }, current: focus.at, clauses: null });
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
function spotBeside(text, { at, from, to }, step, over) {
  const here = stopsIn(text.rows[at]);
  const next = step > 0 ? here.find((stop) => stop[1] > to) : here.findLast((stop) => stop[0] < from);
  if (next) return { at, from: next[0], to: next[1] };
  if (!over || !text.rows[at + step]) return { at, from, to };
  return edgeSpot(text, at + step, step > 0 ? 0 : -1);
}

export function moveWord(text, step, extend) {
  const { rows, current, chosen } = text;
  if (!rows[current]) return;
  if (!chosen) return choose(text, edgeSpot(text, current, step > 0 ? 0 : -1));
  const next = spotBeside(text, chosen.focus, step, extend);
  choose(text, extend ? chosen.anchor : next, next);
}

export function moveToEdge(text, which, extend) {
  const { rows, current, chosen } = text;
  if (!rows[current]) return;
  const edge = edgeSpot(text, current, which);
  choose(text, extend ? (chosen?.anchor ?? edgeSpot(text, current, which ? 0 : -1)) : edge, edge);
}

export function extendBySentence(text, step) {
  const { rows, current, chosen } = text;
  if (!rows[current]) return;
  const edge = edgeSpot(text, current, step > 0 ? -1 : 0);
  if (!chosen) return choose(text, edgeSpot(text, current, step > 0 ? 0 : -1), edge);
  const whole = step > 0 ? chosen.focus.to >= edge.to : chosen.focus.from <= edge.from;
  const at = whole ? current + step : current;
  if (rows[at]) choose(text, chosen.anchor, edgeSpot(text, at, step > 0 ? -1 : 0));
}

export function chooseSentence(text) {
  const { rows, current } = text;
  if (rows[current]) choose(text, edgeSpot(text, current, 0), edgeSpot(text, current, -1));
}

// Choose the next clause of the sentence; with `extend` as well as those chosen before. The clauses get numbers.
export function chooseClause(text, extend) {
  const { rows, current, clauses } = text;
  if (!rows[current]) return;
  const list = clauses?.list ?? clausesOf(rows[current].text);
  const last = clauses ? clauses.last : -1;
  const next = extend ? Math.min(list.length - 1, last + 1) : (last + 1) % list.length;
  spanClauses(text, list, extend && clauses ? clauses.first : next, next);
}

// Choose a clause by its number, and with a second number all up to there; return whether there is such a clause.
export function chooseClauseNumber(text, number) {
  const { list, first, last, typed } = text.clauses;
  if (!list[number]) return false;
  if (typed && first === last) spanClauses(text, list, Math.min(first, number), Math.max(first, number));
  else spanClauses(text, list, number, number, true);
  return true;
}

function spanClauses(text, list, first, last, typed = false) {
  if (!list.length) return;
  const { current: at } = text;
  const spot = ([from, to]) => ({ at, from, to });
  choose(text, spot(list[first]), spot(list[last]));
  text.clauses = { list, first, last, typed };
}

// The chosen words as a place, or the whole sentence; null if there are none.
export function chosenPlace(text) {
  const { rows, current } = text;
  const range = rows[current] && (chosenRange(text) ?? wholeRow(rows[current], current));
  if (!range) return null;
  const [first, last] = [rows[range.first], rows[range.last]];
  const [from, to] = [pointsBefore(first.text, range.from), pointsBefore(last.text, range.to)];
  return { first: first.n, from, last: last.n, to };
}

function wholeRow({ text }, at) {
  const whole = snapped(text, 0, text.length);
  return whole && { first: at, from: whole[0], last: at, to: whole[1] };
}

// Choose the words at a place; return whether it is in this text.
export function choosePlace(text, { first, from, last, to }) {
  const [start, end] = [rowOf(text, first), rowOf(text, last)];
  if (start < 0 || end < 0) return false;
  const [head, tail] = [unitsBefore(text.rows[start].text, from), unitsBefore(text.rows[end].text, to)];
  choose(text, { at: start, from: head, to: head }, { at: end, from: tail, to: tail });
  return true;
}

// The words at a place, as they are shown.
export function wordsAt(text, { first, from, last, to }) {
  const [start, end] = [rowOf(text, first), rowOf(text, last)];
  if (start < 0 || end < 0) return "";
  const words = text.rows.slice(start, end + 1).map((row, step) => {
    const ends = step === end - start ? unitsBefore(row.text, to) : row.text.length;
    return row.text.slice(step ? 0 : unitsBefore(row.text, from), ends);
  });
  return words.join(" ");
}

// The numbers of the chosen sentences, or of the current one.
export function chosenSentences(text) {
  const { first, last } = chosenRange(text) ?? { first: text.current, last: text.current };
  return text.rows.slice(first, last + 1).map(({ n }) => n);
}

// Choose the words between two ends, { at, units }, in order: whole words, or with `exact` whole characters.
export function chooseBetween(text, start, end, exact = false) {
  const { rows } = text;
  let [first, from, last, to] = [start.at, start.units, end.at, end.units];
  if (from >= rows[first].text.length && first < last) [first, from] = [first + 1, 0];
  if (!to && last > first) [last, to] = [last - 1, rows[last - 1].text.length];
  const head = widened(rows[first], from, first === last ? to : rows[first].text.length, exact);
  const tail = first === last ? head : widened(rows[last], 0, to, exact);
  if (!head || !tail) return goToRow(text, first);
  choose(text, { at: first, from: head[0], to: head[0] }, { at: last, from: tail[1], to: tail[1] });
}

function widened(row, from, to, exact) {
  const range = snapped(row.text, from, to);
  if (!range || exact) return range;
  const touched = stopsIn(row).filter(([start, end]) => end > range[0] && start < range[1]);
  return touched.length ? [touched[0][0], touched.at(-1)[1]] : range;
}

export function extendTo(text, { at, units }, exact) {
  const { first, from, last, to } = chosenRange(text);
  const before = at < first || (at === first && units < from);
  if (before) chooseBetween(text, { at, units }, { at: last, units: to }, exact);
  else chooseBetween(text, { at: first, units: from }, { at, units }, exact);
}
