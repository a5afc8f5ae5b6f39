// How a sentence is drawn: the marks of its entries, the chosen words and the hits of a search.

import { toneOf } from "../lib/codebook.js";
import { h, shownSigns } from "../lib/elements.js";
import { unitsBefore } from "../lib/signs.js";
import { chosenRange } from "./words.js";

export const MANY = 300; // sentences with hits that are all drawn at once

// Set the marks, ticks and counts of the sentences.
export function markRows(view, coding) {
  const { rows } = view;
  const marks = marksOf(rows, coding);
  const nothing = new Set(coding.nothing ?? []);
  rows.forEach((row, at) => {
    row.marks = marks[at];
    row.decided = nothing.has(row.n) ? "nothing" : "";
    if (marks[at].some(({ entry, starts }) => starts && entry.kind === "statement" && !entry.other))
      row.decided = "coded";
    showRowState(row);
    drawRow(view, at);
  });
}

// The marks of each row, { from, to, entry, starts }; an entry over several sentences has one in each.
function marksOf(rows, { entries = [], others = [] }) {
  const byNumber = new Map(rows.map((row, at) => [row.n, at]));
  const marks = rows.map(() => []);
  for (const entry of [...entries, ...others.map((entry) => ({ ...entry, other: true }))]) {
    if (!entry.place || !byNumber.has(entry.place.first)) continue;
    const [first, last] = [entry.place.first, entry.place.last].map((n) => byNumber.get(n) ?? rows.length - 1);
    for (let at = first; at <= last; at++) {
      const { text } = rows[at];
      const from = at === first ? unitsBefore(text, entry.place.from) : 0;
      const to = at === last ? unitsBefore(text, entry.place.to) : text.length;
      marks[at].push({ from, to, entry, starts: at === first });
    }
  }
  return marks;
}

// Show beside a sentence whether it is decided, and how much is coded in it.
function showRowState(row) {
  const [sign, words] = { coded: ["✓", "decided"], nothing: ["–", "nothing here"] }[row.decided] ?? ["·", "undecided"];
  if (row.state.textContent !== sign) row.state.textContent = sign;
  if (row.state.getAttribute("aria-label") !== words) {
    row.state.setAttribute("aria-label", words);
    row.state.title = words;
    row.node.dataset.state = row.decided || "open";
  }
  const own = row.marks.filter(({ entry, starts }) => starts && !entry.other).map(({ entry }) => entry.kind);
  const counted = ["statement", "fact", "note"].map((kind) => [kind, own.filter((other) => other === kind).length]);
  const labels = counted.filter(([, count]) => count).map(([kind, count]) => `${count} ${kind}${count > 1 ? "s" : ""}`);
  const text = labels.join(", ");
  if (row.count.textContent !== text) row.count.textContent = text;
}

// Draw the words of a sentence anew if anything on them has changed.
export function drawRow(view, at) {
  const row = view.rows[at];
  if (!row) return;
  const pieces = [...markPieces(view, row), ...chosenPieces(view, at), ...hitPieces(view, at)];
  const drawn = pieces.map(({ from, to, look }) => `${from} ${to} ${look}`).join("|");
  if (drawn === row.drawn) return;
  row.drawn = drawn;
  const cuts = new Set([0, row.text.length]);
  for (const { from, to } of pieces) cuts.add(from).add(to);
  const edges = [...cuts].sort((one, other) => one - other);
  const nodes = edges.slice(1).map((to, step) => segmentNodes(row.text, edges[step], to, pieces));
  row.words.replaceChildren(...nodes.flat());
}

function markPieces({ lit }, { marks }) {
  return marks.map(({ from, to, entry, starts }) => ({ from, to, look: markLook(entry, lit), entry, starts }));
}

function chosenPieces(view, at) {
  const range = chosenRange(view);
  if (!range || at < range.first || at > range.last) return [];
  const to = at === range.last ? range.to : view.rows[at].text.length;
  return [{ from: at === range.first ? range.from : 0, to, look: "sb-chosen", layer: 0 }];
}

// The hits in a sentence; if very many sentences have hits, only the current hit.
function hitPieces({ hits, hit }, at) {
  const ranges = hits && (hits.size <= MANY || hit?.at === at) ? hits.get(at) : null;
  const isHere = ({ from }) => hit && hit.at === at && hit.from === from;
  return (ranges ?? []).map((each) => ({ ...each, layer: 2, look: isHere(each) ? "sb-hit sb-here" : "sb-hit" }));
}

// A range of a text, with the looks of all pieces that contain it.
function segmentNodes(text, from, to, pieces) {
  const here = pieces.filter((piece) => piece.from <= from && piece.to >= to && piece.from < piece.to);
  here.sort((one, other) => (one.layer ?? 1) - (other.layer ?? 1) || other.to - other.from - (one.to - one.from));
  const inner = shownSigns(text.slice(from, to));
  let lines = 0; // each line under the words lies lower than the one before
  return here.reduceRight((nodes, { look, entry, starts, from: start }) => {
    const span = h("span", { class: starts && start === from ? `${look} sb-starts` : look }, nodes);
    if (entry && entry.kind !== "statement") span.style.textUnderlineOffset = `${0.18 + 0.17 * lines++}em`;
    return [span];
  }, inner);
}

function markLook(entry, lit) {
  const names = [`sb-mark sb-is-${entry.kind}`];
  if (entry.kind === "statement") names.push(`sb-${toneOf(entry.row.position)}`);
  if (entry.other) names.push("sb-other");
  if (entry.wrong?.length) names.push("sb-wrong");
  if (lit && lit(entry)) names.push("sb-lit");
  return names.join(" ");
}
