// The pane of the text: sentence by sentence, with the current one always in view, and the tools and the search above it.

import { inWords } from "../lib/codebook.js";
import { counted } from "../lib/english.js";
import { freshId } from "../lib/ids.js";
import { button, Component, h } from "../lib/view.js";
import { goToOpenSentence, markNothing } from "./article.js";
import { chooseSentence, goToRow, rowOf } from "./choosing.js";
import { beginEntry, beginLike, replacePlace, takePicked } from "./filling.js";
import { chosenIn, countsOf, hitCount, hitsIn, piecesOf } from "./marks.js";
import { pressMouse } from "./mouse.js";
import { endSearch, hitOf, searchFor } from "./search.js";

const STATES = { coded: ["✓", "decided"], nothing: ["–", "nothing here"], "": ["·", "undecided"] };
const prefix = `sb-${freshId().slice(0, 8)}`; // of the sentences' ids

export function textPane(desk) {
  return h("div", { class: "sb-frame", hidden: Boolean(desk.panel) }, textTools(desk), searchBar(desk), h(TextList, { desk, text: desk.text, version: desk.text.version }));
}

function textTools(desk) {
  const begin = (label, kind, keyName, props) => button(label, () => beginEntry(desk, kind), keyName, props);
  const whole = () => moveInText(desk, chooseSentence);
  const toOpen = (step) => () => goToOpenSentence(desk, step);
  return h(
    "div",
    { class: "sb-keys", role: "toolbar", "aria-label": "What to do with the words" },
    begin("Statement", "statement", "↵", { class: "sb-main", title: "Code the chosen words, or the sentence (Enter)" }),
    button("Like the last", () => beginLike(desk), "=", { title: "Code with the values of the last statement (=)" }),
    begin("Fact", "fact", "f"),
    begin("Note", "note", "m"),
    button("Nothing", () => markNothing(desk), "x", { title: "Nothing here, or take it back (x)" }),
    button("Sentence", whole, "w", { title: "Choose the whole sentence (w)", "aria-pressed": String(!desk.text.chosen) }),
    button("Drag codes", () => ((desk.dragCodes = !desk.dragCodes), desk.draw()), "", {
      title: "With the mouse: words dragged over are coded at once, with the values of the last statement",
      "aria-pressed": String(Boolean(desk.dragCodes)),
    }),
    h("span", { class: "sb-gap" }),
    button("‹", toOpen(-1), "", {
      "aria-label": "Sentence before without a decision",
      title: "Sentence before without a decision (Shift+n)",
    }),
    button("Next", toOpen(1), "n", { title: "Next sentence without a decision (n)" }),
  );
}

function searchBar(desk) {
  if (!desk.search) return null;
  const { words } = desk.search;
  const total = hitCount(desk.text);
  const found = total ? (desk.search.number ? `${desk.search.number} of ${total}` : `${total} found`) : "not found";
  return h(
    "div",
    { class: "sb-search", onKeyDown: (event) => onSearchKey(desk, event) },
    h("input", {
      type: "search",
      "aria-label": "Search in this article",
      autocomplete: "off",
      spellcheck: false,
      value: words,
      onInput: (event) => searchFor(desk, event.target.value),
    }),
    button("‹", () => hitOf(desk, -1), "", { "aria-label": "Hit before" }),
    button("›", () => hitOf(desk, 1), "", { "aria-label": "Next hit" }),
    h("span", { class: "sb-quiet", role: "status" }, words.trim() && found),
    button("Close", () => endSearch(desk), "Esc"),
  );
}

function onSearchKey(desk, event) {
  if (event.key === "Enter" && event.target.matches("input")) hitOf(desk, event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") endSearch(desk);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// The sentences. Only those that look different are drawn again.
class TextList extends Component {
  shouldComponentUpdate({ version, text }) {
    return version !== this.props.version || text !== this.props.text;
  }

  render({ desk, text }) {
    const { rows, current, hit, lit, clauses } = text;
    return h(
      "div",
      {
        class: "sb-text",
        role: "listbox",
        tabIndex: 0,
        "aria-label": "Sentences of the article",
        "aria-activedescendant": rows.length ? `${prefix}-${rows[current].n}` : undefined,
        "data-pane": "text",
        onMouseDown: (event) => pressMouse(desk, event),
      },
      rows.map((row, at) =>
        h(Sentence, {
          key: row.n,
          row,
          at,
          drawn: row.drawn,
          here: at === current,
          chosen: chosenIn(text, at)?.join() ?? "",
          hits: hitsIn(text, at),
          hit: hit?.at === at ? hit.from : -1,
          lit: row.marks.length ? lit : "",
          clauses: at === current && clauses ? clauses.list : null,
        }),
      ),
      !rows.length && h("p", { class: "sb-quiet" }, "This article has no sentences."),
    );
  }
}

class Sentence extends Component {
  shouldComponentUpdate(next) {
    return ["row", "drawn", "here", "chosen", "hits", "hit", "lit", "clauses"].some((name) => next[name] !== this.props[name]);
  }

  render({ row, at, here, chosen, hits, hit, lit, clauses }) {
    const { n, block, decided } = row;
    const [sign, words] = STATES[decided];
    const range = chosen && chosen.split(",").map(Number);
    const counts = countsOf(row).filter(([, count]) => count);
    return h(
      "div",
      {
        class: `sb-sentence${block ? " sb-block" : ""}${here ? " sb-current" : ""}`,
        role: "option",
        id: `${prefix}-${n}`,
        "data-at": at,
        "data-state": decided || "open",
        "aria-selected": here ? "true" : undefined,
      },
      h("span", { class: "sb-n" }, n),
      h("span", { class: "sb-state", role: "img", "aria-label": words, title: words }, sign),
      h("span", { class: "sb-words", dir: "auto" }, shownWords(row, { chosen: range, hits, here: hit, lit, clauses })),
      h("span", { class: "sb-count" }, counts.map(([kind, count]) => counted(count, inWords(kind))).join(", ")),
    );
  }
}

// The words of a sentence, or of a part of it, with what is marked in them.
export function shownWords(row, looks) {
  return piecesOf(row, looks).map(({ from, to, spans }) => {
    let lines = 0; // each line under the words lies lower than the one before
    return spans.reduceRight((inner, { look, entry, starts, from: start, number }) => {
      const style = entry && entry.kind !== "statement" ? { textUnderlineOffset: `${0.18 + 0.17 * lines++}em` } : undefined;
      const first = start === from;
      return h("span", { class: starts && first ? `${look} sb-starts` : look, style, "data-n": first ? number : undefined }, inner);
    }, row.text.slice(from, to));
  });
}

// Change what is current or chosen in the text, then show it, and use it for the entry in the form.
export function moveInText(desk, change, ...given) {
  const { text, form } = desk;
  if (!desk.article) return undefined;
  const got = change(text, ...given);
  text.version++;
  desk.connection.storage().keepAt({ article: desk.article.article, sentence: text.rows[text.current]?.n });
  if (form?.picking && text.chosen) takePicked(desk);
  else if (form && text.chosen && !form.locked) replacePlace(desk);
  desk.draw();
  revealSentence(desk);
  return got;
}

export function toSentence(desk, n, center = true) {
  const at = rowOf(desk.text, n);
  if (at < 0) return;
  moveInText(desk, goToRow, at);
  if (center) revealSentence(desk, true);
}

export function light(desk, name) {
  if (desk.text.lit === name) return;
  desk.text.lit = name;
  desk.text.version++;
  desk.draw();
}

// Scroll the pane to the current sentence, and the notebook to the pane if that is out of view.
export function revealSentence(desk, center = false) {
  keepInView(desk.root);
  const list = desk.root.querySelector(".sb-text");
  const node = list?.querySelector(".sb-current");
  if (!node || !list.clientHeight) return;
  const [box, frame] = [node.getBoundingClientRect(), list.getBoundingClientRect()];
  const near = box.bottom > frame.top - frame.height && box.top < frame.bottom + frame.height;
  const to = () => node.isConnected && scrollPane(list, node.querySelector(".sb-chosen") ?? node, near && !center ? "nearest" : "center");
  to();
  requestAnimationFrame(to); // the browser only estimates the height of a sentence until it is drawn
}

// Scroll the notebook so that all of the desk is in view; the desk is never higher than the room for it.
export function keepInView(root) {
  const { top, bottom, height } = root.getBoundingClientRect();
  const frame = root.closest(".jp-LinkedOutputView, .jp-WindowedPanel-outer")?.getBoundingClientRect();
  if (frame && height <= frame.height && (top < frame.top || bottom > frame.bottom)) root.scrollIntoView({ block: "nearest" });
}

// Scroll only the pane: to the whole sentence if it fits, else to the words chosen in it.
function scrollPane(list, words, where) {
  const frame = list.getBoundingClientRect();
  const sentence = words.closest(".sb-sentence").getBoundingClientRect();
  const box = sentence.height > frame.height ? words.getBoundingClientRect() : sentence;
  if (where === "center") list.scrollTop += box.top - frame.top - Math.max(0, (frame.height - box.height) / 3);
  else if (box.top < frame.top || box.height > frame.height) list.scrollTop += box.top - frame.top - 6;
  else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom + 6;
}

export function focusText(desk) {
  desk.root.querySelector(".sb-text")?.focus({ preventScroll: true });
}

