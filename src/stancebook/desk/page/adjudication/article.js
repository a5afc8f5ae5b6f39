// The whole article beside a decision, the sentence of the case in view, with the words that each coder marked.

import { h, Kept } from "../lib/view.js";
import { itemOf } from "./moves.js";
import { markedPieces } from "./words.js";

const MARGIN = 60; // pixels above the sentence of the case, where there is room

export function articleOf(view) {
  const item = itemOf(view);
  const props = { "aria-label": "The article", role: "region", tabindex: "0", ref: (node) => (view.text = node) };
  const sentences = (view.current?.sentences ?? []).map(({ n, text, block }) =>
    h(Sentence, { key: n, n, text, block, item: item && isIn(item, n) ? item : null, current: n === item?.sentence }),
  );
  return h("div.sa-text", props, sentences);
}

const isIn = (item, n) =>
  n === item.sentence ||
  Object.values(item.codings).some((coding) => coding?.place?.first <= n && n <= coding.place.last);

// A sentence; it is drawn anew only if it belongs to the case, or did.
class Sentence extends Kept {
  render({ n, text, block, item, current }) {
    const words = item ? markedPieces(text, n, item.codings).map(pieceOf) : text;
    return h("span.sa-sentence", { class: [block && "sa-block", current && "sa-current"], "data-n": n }, [
      h("span.sa-n", { "aria-hidden": "true" }, String(n)),
      h("span.sa-words", { dir: "auto" }, words),
      " ",
    ]);
  }
}

function pieceOf({ text, coders, starts }) {
  const startOf = (coder) => (starts.includes(coder) ? coder : undefined);
  const marked = (inner, coder) => h("span.sa-mark", { "data-coder": coder, "data-starts": startOf(coder) }, inner);
  return coders.reduceRight(marked, text);
}

// Scroll the article, and nothing else, so that the sentence of the case is in view.
export function scrollToCase({ text }) {
  const row = text?.querySelector(".sa-current");
  if (!row) return;
  const [box, outer] = [row.getBoundingClientRect(), text.getBoundingClientRect()];
  const margin = Math.max(4, Math.min(MARGIN, (outer.height - box.height) / 2));
  if (box.top < outer.top + 4 || box.bottom > outer.bottom - 4) text.scrollTop += box.top - outer.top - margin;
}
