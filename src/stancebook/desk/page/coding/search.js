// The search in the article: a field above the text.

import { onKeys } from "../lib/parts.js";
import { button, h } from "../lib/view.js";
import { goToHit, hitCount, hitsOf } from "./marks.js";
import { focusText, moveInText } from "./text.js";

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

function searchFor(desk, words) {
  desk.search = { words, number: 0 };
  desk.lastSearch = words;
  Object.assign(desk.text, { hits: hitsOf(desk.text.rows, words), hit: null });
  hitOf(desk, 1);
}

function hitOf(desk, step) {
  desk.search.number = moveInText(desk, goToHit, step);
  desk.draw();
}

export function endSearch(desk) {
  if (!desk.search) return;
  desk.search = null;
  moveInText(desk, (text) => Object.assign(text, { hits: null, hit: null }));
  focusText(desk);
}

export function searchBar(desk) {
  if (!desk.search) return null;
  const { words, number } = desk.search;
  const total = hitCount(desk.text);
  const found = total ? (number ? `${number} of ${total}` : `${total} found`) : "not found";
  const toHit = ({ target, shiftKey }) => (target.matches("input") ? hitOf(desk, shiftKey ? -1 : 1) : target.click());
  return h("div.sb-search", { onKeyDown: onKeys({ Enter: toHit, Escape: () => endSearch(desk) }) }, [
    h("input", {
      ...{ type: "search", "aria-label": "Search in this article", autocomplete: "off", spellcheck: false },
      value: words,
      onInput: (event) => searchFor(desk, event.target.value),
    }),
    button("‹", () => hitOf(desk, -1), "", { "aria-label": "Hit before" }),
    button("›", () => hitOf(desk, 1), "", { "aria-label": "Next hit" }),
    h("span.sb-quiet", { role: "status" }, words.trim() && found),
    button("Close", () => endSearch(desk), "Esc"),
  ]);
}
