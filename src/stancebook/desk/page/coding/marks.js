// How a sentence is drawn: the marks of its entries, the chosen words, the hits of a search, cut into pieces.

import { toneOf } from "../lib/codebook.js";
import { unitsBefore } from "../lib/signs.js";
import { chosenRange } from "./choosing.js";

const MANY = 300; // sentences with hits that are all drawn at once

export const entryKey = ({ kind, number, coder, other }) => `${kind} ${number}${other ? ` ${coder}` : ""}`;

// Set the marks, the decision and the look of each row.
export function markRows(text, coding) {
  const marks = marksOf(text.rows, coding);
  const nothing = new Set(coding.nothing ?? []);
  text.rows.forEach((row, at) => {
    const coded = marks[at].some(({ entry, starts }) => starts && entry.kind === "statement" && !entry.other);
    row.decided = coded ? "coded" : nothing.has(row.n) ? "nothing" : "";
    row.marks = marks[at];
    row.drawn = [row.decided, ...marks[at].map((mark) => `${mark.from} ${mark.to} ${mark.look} ${mark.name}`)].join(
      "|",
    );
  });
}

// The marks of each row, { from, to, entry, name, look, starts }; an entry over several sentences has one in each.
function marksOf(rows, { entries = [], others = [] }) {
  const byNumber = new Map(rows.map((row, at) => [row.n, at]));
  const marks = rows.map(() => []);
  for (const entry of [...entries, ...others.map((each) => ({ ...each, other: true }))]) {
    if (!entry.place || !byNumber.has(entry.place.first)) continue;
    const [first, last] = [entry.place.first, entry.place.last].map((n) => byNumber.get(n) ?? rows.length - 1);
    for (let at = first; at <= last; at++) {
      const { text } = rows[at];
      const from = at === first ? unitsBefore(text, entry.place.from) : 0;
      const to = at === last ? unitsBefore(text, entry.place.to) : text.length;
      marks[at].push({ from, to, entry, name: entryKey(entry), look: markLook(entry), starts: at === first });
    }
  }
  return marks;
}

function markLook({ kind, row, other, wrong }) {
  const tone = kind === "statement" ? ` sb-${toneOf(row.position)}` : "";
  return `sb-mark sb-is-${kind}${tone}${other ? " sb-other" : ""}${wrong?.length ? " sb-wrong" : ""}`;
}

// What is coded in a sentence, counted by kind.
export function countsOf({ marks }) {
  const own = marks.filter(({ entry, starts }) => starts && !entry.other).map(({ entry }) => entry.kind);
  return ["statement", "fact", "note"].map((kind) => [kind, own.filter((other) => other === kind).length]);
}

// The chosen part of a row as [from, to], or null.
export function chosenIn(text, at) {
  const range = chosenRange(text);
  if (!range || at < range.first || at > range.last) return null;
  return [at === range.first ? range.from : 0, at === range.last ? range.to : text.rows[at].text.length];
}

// The hits in a row; if very many rows have hits, only the current hit.
export function hitsIn({ hits, hit }, at) {
  return (hits && (hits.size <= MANY || hit?.at === at) && hits.get(at)) || null;
}

// The pieces of a row's text from one edge to the next: { from, to, spans }, with the spans around it from the outside in.
export function piecesOf({ text, marks }, { chosen, hits, here, lit, clauses } = {}) {
  const spans = [
    ...marks.map(({ look, name, ...mark }) => ({ ...mark, layer: 1, look: lit === name ? `${look} sb-lit` : look })),
    ...(chosen ? [{ from: chosen[0], to: chosen[1], layer: 0, look: "sb-chosen" }] : []),
    ...(hits ?? []).map((hit) => ({ ...hit, layer: 2, look: hit.from === here ? "sb-hit sb-here" : "sb-hit" })),
    ...(clauses ?? []).map(([from, to], at) => ({ from, to, layer: -1, look: "sb-clause", number: at + 1 })),
  ].filter(({ from, to }) => from < to);
  const edges = [...new Set([0, text.length, ...spans.flatMap(({ from, to }) => [from, to])])].sort(
    (one, two) => one - two,
  );
  const order = (one, two) => one.layer - two.layer || two.to - two.from - (one.to - one.from);
  return edges.slice(1).map((to, step) => {
    const from = edges[step];
    return { from, to, spans: spans.filter((span) => span.from <= from && span.to >= to).sort(order) };
  });
}

// The places of some words in the text, in upper or lower case: ranges by row.
export function hitsOf(rows, words) {
  const escaped = words
    .trim()
    .replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
    .replace(/\s+/g, "\\s+");
  const hits = new Map();
  if (!escaped) return hits;
  const pattern = new RegExp(escaped, "giu");
  rows.forEach(({ text }, at) => {
    const here = [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ from: index, to: index + found.length }));
    if (here.length) hits.set(at, here);
  });
  return hits;
}

export function hitCount({ hits }) {
  return [...(hits?.values() ?? [])].reduce((sum, here) => sum + here.length, 0);
}

// Go to the next hit or the one before, at first to the nearest; return its number among all, counted from 1.
export function goToHit(text, step) {
  const { hits, hit: before, current } = text;
  if (!hits?.size) return 0;
  const all = [...hits].flatMap(([at, here]) => here.map((range) => ({ at, ...range })));
  const near = () => {
    const found = step > 0 ? all.findIndex(({ at }) => at >= current) : all.findLastIndex(({ at }) => at <= current);
    return found < 0 ? (step > 0 ? 0 : all.length - 1) : found;
  };
  const after = () => all.findIndex(({ at, from }) => at === before.at && from === before.from) + step;
  const number = before ? (after() + all.length) % all.length : near();
  text.hit = all[number];
  text.current = text.hit.at;
  return number + 1;
}
