// The search in the article: a field above the text.

import { focusText, moveInText } from "./text.js";
import { goToHit, hitsOf } from "./marks.js";

export function beginSearch(desk) {
  if (!desk.article) return;
  desk.panel = null;
  desk.search ??= { words: desk.lastSearch ?? "", number: 0 };
  desk.draw();
  const field = desk.root.querySelector(".sb-search input");
  field.focus();
  field.select();
  searchFor(desk, desk.search.words);
}

export function searchFor(desk, words) {
  desk.search = { words, number: 0 };
  desk.lastSearch = words;
  Object.assign(desk.text, { hits: hitsOf(desk.text.rows, words), hit: null });
  hitOf(desk, 1);
}

export function hitOf(desk, step) {
  desk.search.number = moveInText(desk, goToHit, step);
  desk.draw();
}

export function endSearch(desk) {
  if (!desk.search) return;
  desk.search = null;
  moveInText(desk, (text) => Object.assign(text, { hits: null, hit: null }));
  focusText(desk);
}
