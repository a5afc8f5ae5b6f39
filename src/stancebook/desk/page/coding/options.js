// Which options of a field fit what is typed, and in which order.

import { folded } from "../lib/codebook.js";

// The options that fit what is typed, best first: each word of it is in an id, a name, an alias or a proposition.
export function matching(options, typed) {
  const wanted = folded(typed.trim());
  if (!wanted) return options;
  const words = wanted.split(/\s+/);
  const scored = options.map((option, order) => ({ option, order, score: scoreOf(option, wanted, words) }));
  const fitting = scored.filter(({ score }) => score < Infinity);
  return fitting.sort((one, other) => one.score - other.score || one.order - other.order).map(({ option }) => option);
}

function scoreOf(option, wanted, words) {
  const names = namesOf(option).map(folded);
  const all = [...names, folded(option.meaning ?? "")].join(" ").replaceAll("_", " ");
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  if (names.some((name) => name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)))) return 2;
  if (words.every((word) => names.some((name) => name.includes(word)))) return 3;
  return words.every((word) => all.includes(word)) ? 4 : Infinity;
}

export const namesOf = (option) => option.names ?? [option.value, option.label];
export const isNamed = (option, typed) => namesOf(option).some((name) => folded(name) === folded(typed.trim()));

// The options in the order of the list: those used last first, then in the order of the codebook.
export function recentFirst(options, recent = []) {
  const order = new Map(recent.map((value, at) => [value, at - recent.length]));
  return [...options].sort((one, other) => (order.get(one.value) ?? 0) - (order.get(other.value) ?? 0));
}
