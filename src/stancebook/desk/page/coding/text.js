// The pane of the text: sentence by sentence, with the current one always in view, and the tools above it.

import { inWords } from "../lib/codebook.js";
import { counted } from "../lib/english.js";
import { freshId } from "../lib/ids.js";
import { scrollWithin } from "../lib/parts.js";
import { button, h, Kept } from "../lib/view.js";
import { goToOpenSentence, markNothing } from "./article.js";
import { chooseSentence, chosenRange, goToRow, rowOf } from "./choosing.js";
import { beginEntry, beginLike, replacePlace, takePicked } from "./filling.js";
import { chosenIn, countsOf, hitsIn, piecesOf } from "./marks.js";
import { pressMouse } from "./mouse.js";
import { searchBar } from "./search.js";

const STATES = { coded: ["✓", "decided"], nothing: ["–", "nothing here"], "": ["·", "undecided"] };
const BLOCK = 50; // sentences that are looked through, and laid out by the browser, together
const prefix = `sb-${freshId().slice(0, 8)}`; // of the sentences' ids

export function textPane(desk) {
  const { text, panel } = desk;
  const sentences = h(Sentences, { desk, text, version: text.version });
  return h("div.sb-frame", { hidden: Boolean(panel) }, textTools(desk), searchBar(desk), sentences);
}

function textTools(desk) {
  const { dragCodes, text } = desk;
  const begin = (label, kind, keyName, props) => button(label, () => beginEntry(desk, kind), keyName, props);
  const toOpen = (label, step, keyName, words, keys) => {
    const props = { "aria-label": keyName ? undefined : words, title: `${words} (${keys})` };
    return button(label, () => goToOpenSentence(desk, step), keyName, props);
  };
  return h("div.sb-keys", { role: "toolbar", "aria-label": "What to do with the words" }, [
    begin("Statement", "statement", "↵", { class: "sb-main", title: "Code the chosen words, or the sentence (Enter)" }),
    button("Like the last", () => beginLike(desk), "=", { title: "Code with the values of the last statement (=)" }),
    begin("Fact", "fact", "f"),
    begin("Note", "note", "m"),
    button("Nothing", () => markNothing(desk), "x", { title: "Nothing here, or take it back (x)" }),
    button("Sentence", () => moveInText(desk, chooseSentence), "w", {
      title: "Choose the whole sentence (w)",
      "aria-pressed": String(!text.chosen),
    }),
    button("Drag codes", () => ((desk.dragCodes = !dragCodes), desk.draw()), "", {
      title: "With the mouse: words dragged over are coded at once, with the values of the last statement",
      "aria-pressed": String(dragCodes),
    }),
    h("span.sb-gap"),
    toOpen("‹", -1, "", "Sentence before without a decision", "Shift+n"),
    toOpen("Next", 1, "n", "Next sentence without a decision", "n"),
  ]);
}

// The sentences in blocks. Only what looks different is drawn again: a key in a long article looks through few of them.
class Sentences extends Kept {
  render({ desk, text }) {
    const { rows, current } = text;
    const props = {
      ...{ role: "listbox", tabIndex: 0, "aria-label": "Sentences of the article", "data-pane": "text" },
      "aria-activedescendant": rows.length ? `${prefix}-${rows[current].n}` : undefined,
      onMouseDown: (event) => pressMouse(desk, event),
    };
    const blocks = [];
    for (let from = 0; from < rows.length; from += BLOCK) blocks.push(h(Block, { key: from, ...blockOf(text, from) }));
    return h("div.sb-text", props, blocks, !rows.length && h("p.sb-quiet", "This article has no sentences."));
  }
}

// A block of sentences, from a row on, with what is seen of it: values that are equal where it looks the same.
function blockOf(text, from) {
  const { current, hits, hit, lit, clauses } = text;
  const rows = text.rows.slice(from, from + BLOCK);
  const isHere = (at) => from <= at && at < from + BLOCK;
  const range = chosenRange(text);
  return {
    ...{ text, from, hits },
    drawn: rows.map(({ drawn }) => drawn).join(),
    here: isHere(current) && current,
    chosen: range && range.first < from + BLOCK && from <= range.last && Object.values(range).join(),
    hit: hit && isHere(hit.at) && hit,
    lit: rows.some(({ marks }) => marks.length) && lit,
    clauses: isHere(current) && clauses,
  };
}

class Block extends Kept {
  render({ text, from }) {
    const { rows, current, hit, lit, clauses } = text;
    const sentences = rows.slice(from, from + BLOCK).map((row, place) => {
      const at = from + place;
      const here = at === current;
      return h(Sentence, {
        ...{ key: row.n, row, at, here, drawn: row.drawn, hits: hitsIn(text, at) },
        chosen: chosenIn(text, at)?.join() ?? "",
        hit: hit?.at === at ? hit.from : -1,
        lit: row.marks.length ? lit : "",
        clauses: here && clauses ? clauses.list : null,
      });
    });
    return h("div.sb-part", { role: "presentation" }, sentences);
  }
}

class Sentence extends Kept {
  render({ row, at, here, chosen, hits, hit, lit, clauses }) {
    const { n, block, decided } = row;
    const [sign, words] = STATES[decided];
    const looks = { chosen: chosen && chosen.split(",").map(Number), hits, here: hit, lit, clauses };
    const counts = countsOf(row).filter(([, count]) => count);
    const props = {
      ...{ role: "option", id: `${prefix}-${n}`, "data-at": at, "data-state": decided || "open" },
      class: [block && "sb-block", here && "sb-current"],
      "aria-selected": here ? "true" : undefined,
    };
    return h("div.sb-sentence", props, [
      h("span.sb-n", n),
      h("span.sb-state", { role: "img", "aria-label": words, title: words }, sign),
      h("span.sb-words", { dir: "auto" }, shownWords(row, looks)),
      h("span.sb-count", counts.map(([kind, count]) => counted(count, inWords(kind))).join(", ")),
    ]);
  }
}

// The words of a sentence with what is marked in them; each line under the words lies lower than the one before.
function shownWords(row, looks) {
  return piecesOf(row, looks).map(({ from, to, spans }) => {
    let lines = 0;
    const offsetOf = ({ entry }) => entry && entry.kind !== "statement" && `${0.18 + 0.17 * lines++}em`;
    const wrapped = (inner, span) => {
      const first = span.from === from;
      const style = { textUnderlineOffset: offsetOf(span) || undefined };
      const look = [span.look, span.starts && first && "sb-starts"];
      return h("span", { class: look, style, "data-n": first ? span.number : undefined }, inner);
    };
    return spans.reduceRight(wrapped, row.text.slice(from, to));
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
  const shown = () => node.querySelector(".sb-chosen") ?? node;
  const to = () => node.isConnected && scrollPane(list, shown(), near && !center ? "nearest" : "center");
  to();
  requestAnimationFrame(to); // the browser only estimates the height of a sentence until it is drawn
}

// Scroll the notebook so that all of the desk is in view; the desk is never higher than the room for it.
export function keepInView(root) {
  const { top, bottom, height } = root.getBoundingClientRect();
  const frame = root.closest(".jp-LinkedOutputView, .jp-WindowedPanel-outer")?.getBoundingClientRect();
  if (frame && height <= frame.height && (top < frame.top || bottom > frame.bottom))
    root.scrollIntoView({ block: "nearest" });
}

// Scroll only the pane: to the whole sentence if it fits, else to the words chosen in it.
function scrollPane(list, words, where) {
  const node = words.closest(".sb-sentence");
  const shown = node.offsetHeight > list.offsetHeight ? words : node;
  if (where === "nearest") return scrollWithin(list, shown, 6);
  const [box, frame] = [shown.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollTop += box.top - frame.top - Math.max(0, (frame.height - box.height) / 3);
}

export function focusText(desk) {
  desk.root.querySelector(".sb-text")?.focus({ preventScroll: true });
}
