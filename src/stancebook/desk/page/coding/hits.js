// The hits of a search in the article: all places of the words, in upper or lower case.

import { drawRow, MANY } from "./marks.js";
import { goToRow } from "./text.js";

// Search, and return the number of hits.
export function searchText(view, words) {
  const hits = words.trim() ? hitsOf(view.rows, words.trim()) : new Map();
  const drawn = (some, one) => (some && some.size <= MANY ? [...some.keys()] : one ? [one.at] : []);
  const before = drawn(view.hits, view.hit);
  [view.hits, view.hit] = [hits.size ? hits : null, null];
  for (const at of new Set([...before, ...drawn(view.hits)])) drawRow(view, at);
  return hitCount(view);
}

// The ranges in which the words stand, by row.
function hitsOf(rows, wanted) {
  const escaped = wanted.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
  const pattern = new RegExp(escaped, "giu");
  const hits = new Map();
  rows.forEach(({ text }, at) => {
    const range = (match) => ({ from: match.index, to: match.index + match[0].length });
    const here = [...text.matchAll(pattern)].map(range);
    if (here.length) hits.set(at, here);
  });
  return hits;
}

export function hitCount({ hits }) {
  return [...(hits?.values() ?? [])].reduce((sum, here) => sum + here.length, 0);
}

// Go to the next hit or the one before; return its number among all, counted from 1.
export function goToHit(view, step) {
  const { hits, hit: before, current } = view;
  if (!hits) return 0;
  const all = [...hits].flatMap(([at, here]) => here.map((range) => ({ at, ...range })));
  const number = before
    ? (all.findIndex(({ at, from }) => at === before.at && from === before.from) + step + all.length) % all.length
    : hitNear(all, current, step);
  view.hit = all[number];
  goToRow(view, view.hit.at, { keep: true });
  if (before) drawRow(view, before.at);
  drawRow(view, view.hit.at);
  return number + 1;
}

// The first hit from a row on, or the last one up to it; from the other end if there is none.
function hitNear(all, current, step) {
  const number = step > 0 ? all.findIndex(({ at }) => at >= current) : all.findLastIndex(({ at }) => at <= current);
  return number < 0 ? (step > 0 ? 0 : all.length - 1) : number;
}
