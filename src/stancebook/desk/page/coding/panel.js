// The lists in the place of the text: the study's articles, one's own entries, passages of all texts, memos, progress.

import { counted } from "../lib/english.js";
import { freshId } from "../lib/ids.js";
import { hasModifier, scrollWithin, usedUp } from "../lib/parts.js";
import { button, h, Kept } from "../lib/view.js";
import { goToPassage, openArticle } from "./article.js";
import { choosePlace } from "./choosing.js";
import { isOpenToAll } from "./entries.js";
import { isFilling } from "./filling.js";
import { articleFilters, entryFilters, search } from "./filters.js";
import { articleItem, correctedItem, entryItem, passageItem } from "./list_rows.js";
import { memoFields, progressNumbers } from "./records.js";
import { samplePanel } from "./sample.js";
import { focusText, moveInText } from "./text.js";

const PAGE = 100; // rows in one request
const prefix = `sb-${freshId().slice(0, 8)}`;
export const ALL_ARTICLES = { find: "", keyword: "", outlet: "", state: "", sampled: false };

// Each list: its name and key, the request, its filters, a row's elements, and what happens when a row is taken.
const LISTS = {
  articles: {
    label: "Articles",
    letter: "g",
    none: ALL_ARTICLES,
    filters: articleFilters,
    item: articleItem,
    take: (desk, row) => openArticle(desk, row.article),
    same: (desk, row) => row.article === desk.article?.article,
  },
  statements: {
    label: "My entries",
    letter: "l",
    none: { kind: "statement", actor: "", issue: "", confidence: "", note: "", flagged: false },
    filters: entryFilters,
    item: entryItem,
    take: goToPassage,
  },
  search: {
    label: "All texts",
    letter: "S",
    none: { words: "" },
    filters: (desk, state) => search(desk, state, "words", "Words in all texts"),
    item: passageItem,
    take: async (desk, row) => (await goToPassage(desk, row)) && row.place && moveInText(desk, choosePlace, row.place),
  },
  corrected: { label: "Decided otherwise", none: {}, filters: () => null, item: correctedItem, take: goToPassage },
};
const OTHERS = {
  memos: { label: "Memos", letter: "M", body: memoFields },
  progress: { label: "Progress", letter: "p", body: progressNumbers },
};
export const PANELS = { ...LISTS, ...OTHERS };

const stateOf = (desk, name) =>
  (desk.lists[name] ??= { filters: { ...LISTS[name].none }, rows: [], total: 0, at: 0, turn: 0 });
const listIn = ({ root }) => root.querySelector(".sb-articles");

export function openPanel(desk, name) {
  if (isFilling(desk) || (!desk.article && name === "memos")) return;
  desk.panel = name;
  desk.draw();
  focusPanel(desk);
  if (LISTS[name]) refresh(desk, name);
  if (name === "progress") desk.loadProgress();
}

export function focusPanel({ root }) {
  const box = root.querySelector(".sb-panel");
  (box.querySelector(".sb-filters input, textarea") ?? box).focus({ preventScroll: true });
}

export function closePanel(desk) {
  if (!desk.article) return;
  desk.panel = null;
  desk.draw();
  focusText(desk);
}

// Ask for rows of a list; the list of articles names all of its filters.
function askRows(desk, name, from) {
  const { filters } = stateOf(desk, name);
  if (name === "search" && !filters.words.trim()) return { ok: true, rows: [] };
  const given = Object.entries(filters).filter(([, value]) => value || name === "articles");
  return desk.ask(name, { ...Object.fromEntries(given), from, most: PAGE });
}

export async function refresh(desk, name) {
  const state = stateOf(desk, name);
  const turn = ++state.turn;
  const reply = await askRows(desk, name, 0);
  if (turn !== state.turn) return;
  const rows = reply.ok ? reply.rows : [];
  const at = rows.findIndex((row) => LISTS[name].same?.(desk, row));
  const more = { rows, at: Math.max(0, at), total: reply.total ?? rows.length, why: reply.ok ? "" : reply.why };
  Object.assign(state, reply, more);
  desk.draw();
  if (listIn(desk)) listIn(desk).scrollTop = 0;
  showCurrent(desk);
}

async function more(desk, name) {
  const state = stateOf(desk, name);
  if (state.asking || (state.rows.length >= state.total && !state.more)) return;
  state.asking = true;
  const { turn } = state;
  const reply = await askRows(desk, name, state.rows.length);
  state.asking = false;
  if (turn !== state.turn || !reply.ok) return;
  Object.assign(state, { rows: [...state.rows, ...reply.rows], more: reply.more && reply.rows.length > 0 });
  desk.draw();
}

async function move(desk, name, step) {
  const state = stateOf(desk, name);
  if (state.at + step >= state.rows.length) await more(desk, name);
  state.at = Math.max(0, Math.min(state.rows.length - 1, state.at + step));
  desk.draw();
  showCurrent(desk);
}

const showCurrent = (desk) => scrollWithin(listIn(desk), listIn(desk)?.querySelector("[aria-selected=true]"));

export function panel(desk) {
  const name = desk.panel;
  if (!name) return null;
  const { label, body } = PANELS[name];
  const tab = ([each, { label: words, letter }]) =>
    button(words, () => openPanel(desk, each), letter, { "aria-pressed": String(each === name), key: each });
  const isThere = ([each]) => each === name || each !== "corrected" || (desk.coding && isOpenToAll(desk.coding));
  const onKeyDown = (event) => onPanelKey(desk, name, event);
  return h("section.sb-panel.sb-article-list", { tabIndex: -1, "aria-label": label, onKeyDown }, [
    h("div.sb-panel-head", [
      h("h2", label),
      h("span.sb-tabs", Object.entries(PANELS).filter(isThere).map(tab)),
      button("Back", () => closePanel(desk), "Esc"),
    ]),
    body ? body(desk) : listBody(desk, name),
  ]);
}

function listBody(desk, name) {
  const { filters, item, label } = LISTS[name];
  const state = stateOf(desk, name);
  const { rows, at, why } = state;
  const nearEnd = ({ target }) => target.scrollTop + target.clientHeight > target.scrollHeight - 400;
  const props = {
    ...{ role: "listbox", tabIndex: 0, "aria-label": label, "aria-activedescendant": `${prefix}-${at}` },
    onScroll: (event) => nearEnd(event) && more(desk, name),
  };
  const shown = rows.map((row, index) => h(Row, { key: index, desk, name, row, item, index, here: index === at }));
  return [
    h("div.sb-filters", { key: name }, filters(desk, state)),
    h("p.sb-quiet", { role: "status" }, why || summary(name, state)),
    rows.length > 0 && h("div.sb-articles", props, shown),
    name === "articles" && samplePanel(desk, state.filters, () => refresh(desk, name)),
  ];
}

function summary(name, { total, rows, sample, articles, more: unread, filters }) {
  const draws = sample?.n ? `; in the sample ${sample.n}: ${[sample.draws ?? []].flat().join("; ")}` : "";
  if (name === "articles") return counted(total, "article") + draws;
  if (name !== "search") return counted(total, name === "corrected" ? "value" : "entry");
  if (!filters.words.trim()) return "";
  return `${counted(rows.length, "passage")}${unread ? " and more" : ""} in ${counted(articles ?? 0, "article")}`;
}

class Row extends Kept {
  render({ desk, name, row, item, index, here }) {
    const { class: look, parts } = item(row, desk);
    const props = {
      ...{ role: "option", id: `${prefix}-${index}`, class: look, "aria-selected": String(here) },
      onMouseDown: (event) => event.preventDefault(),
      onClick: () => LISTS[name].take(desk, row),
    };
    return h("div.sb-article", props, parts);
  }
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };

function onPanelKey(desk, name, event) {
  const run = !hasModifier(event) && panelAction(desk, name, event);
  if (!run) return;
  usedUp(event);
  run();
}

function panelAction(desk, name, { key, target, currentTarget }) {
  if (key === "Escape") return () => closePanel(desk);
  if (!LISTS[name] || target.matches("button, select, summary, [type=checkbox], [type=number]")) return null;
  const typing = target.matches("input");
  const { rows, at } = stateOf(desk, name);
  if (key === "Enter") return () => rows[at] && LISTS[name].take(desk, rows[at]);
  if (key === "/" && !typing) return () => currentTarget.querySelector("input")?.focus();
  const step = STEPS[key];
  if (!step || (typing && !key.startsWith("Arrow"))) return null;
  if (!typing) return () => move(desk, name, step);
  return () => (listIn(desk)?.focus({ preventScroll: true }), move(desk, name, step > 0 ? 0 : -1));
}

// The article before or after one in the filtered list; null if there is none.
export async function neighbour(desk, article, step) {
  const state = stateOf(desk, "articles");
  const isIt = (row) => row.article === article;
  let from = Math.max(0, state.rows.findIndex(isIt) - 1);
  for (;;) {
    const reply = await desk.ask("articles", { ...state.filters, from, most: 500 });
    if (!reply.ok) return null;
    const index = reply.rows.findIndex(isIt);
    const next = reply.rows[index + step];
    if (index >= 0 && (next || index + step < 0)) return next?.article ?? null;
    if (from + reply.rows.length >= reply.total || !reply.rows.length) return null;
    from += index >= 0 ? index : reply.rows.length;
  }
}
