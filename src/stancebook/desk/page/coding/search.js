// The search in the article: a field above the text. `text` is the text's pane.

import { button, h, refill } from "../lib/elements.js";

export function searchView(text) {
  const finder = h("input", {
    type: "search",
    "aria-label": "Search in this article",
    autocomplete: "off",
    spellcheck: "false",
    on: { input: look, keydown: onKey },
  });
  const result = h("span", { class: "sb-quiet", role: "status" });
  const node = h(
    "div",
    { class: "sb-search", hidden: true },
    finder,
    button("‹", () => hit(-1), "", { "aria-label": "Hit before" }),
    button("›", () => hit(1), "", { "aria-label": "Next hit" }),
    result,
    button("Close", leave, "Esc"),
  );

  function look() {
    const total = text.search(finder.value);
    refill(result, finder.value.trim() ? (total ? `${total} found` : "not found") : "");
    if (total) hit(1);
  }

  function hit(step) {
    const number = text.nextHit(step);
    if (number) refill(result, `${number} of ${text.hits()}`);
  }

  function onKey(event) {
    if (event.key === "Enter") hit(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function leave() {
    end();
    text.focus();
  }

  function begin() {
    node.hidden = false;
    finder.focus();
    finder.select();
    look();
  }

  function end() {
    node.hidden = true;
    text.search("");
  }

  return { node, begin, end, isOpen: () => !node.hidden };
}
