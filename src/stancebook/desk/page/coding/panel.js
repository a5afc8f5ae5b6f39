// The lists in the place of the text: the study's articles, one's own entries, passages of all texts, memos, progress.

import { counted } from "../lib/english.js";
import { freshId } from "../lib/ids.js";
import { button, Component, h } from "../lib/view.js";
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
  corrected: { label: "Decided otherwise", letter: "", none: {}, filters: () => null, item: correctedItem, take: goToPassage },
};
const OTHERS = { memos: { label: "Memos", letter: "M", body: memoFields }, progress: { label: "Progress", letter: "p", body: progressNumbers } };
export const PANELS = { ...LISTS, ...OTHERS };

const stateOf = (desk, name) => (desk.lists[name] ??= { filters: { ...LISTS[name].none }, rows: [], total: 0, at: 0, turn: 0 });

export function openPanel(desk, name) {
  if (isFilling(desk)) return;
  if (!desk.article && name === "memos") return;
  desk.panel = name;
  desk.draw();
  focusPanel(desk);
  if (LISTS[name]) refresh(desk, name);
  else PANELS[name].load?.(desk);
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

export async function refresh(desk, name) {
  const state = stateOf(desk, name);
  const turn = ++state.turn;
  const reply = name === "search" && !state.filters.words.trim() ? { ok: true, rows: [] } : await desk.ask(name, { ...given(state), from: 0, most: PAGE });
  if (turn !== state.turn) return;
  const rows = reply.ok ? reply.rows : [];
  const at = Math.max(0, rows.findIndex((row) => LISTS[name].same?.(desk, row)));
  Object.assign(state, { ...reply, why: reply.ok ? "" : reply.why, rows, at, total: reply.total ?? rows.length });
  desk.draw();
  const list = desk.root.querySelector(".sb-articles");
  if (list) list.scrollTop = 0;
  showCurrent(desk);
}

// The filters that are set; the list of articles names all of them.
function given({ filters }) {
  return "find" in filters ? filters : Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
}

async function more(desk, name) {
  const state = stateOf(desk, name);
  if (state.asking || (state.rows.length >= state.total && !state.more)) return;
  state.asking = true;
  const { turn } = state;
  const reply = await desk.ask(name, { ...given(state), from: state.rows.length, most: PAGE });
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

function showCurrent(desk) {
  const list = desk.root.querySelector(".sb-articles");
  const element = list?.querySelector("[aria-selected=true]");
  if (!element) return;
  const [box, frame] = [element.getBoundingClientRect(), list.getBoundingClientRect()];
  if (box.top < frame.top) list.scrollTop += box.top - frame.top;
  if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom;
}

function take(desk, name) {
  const { rows, at } = stateOf(desk, name);
  if (rows[at]) LISTS[name].take(desk, rows[at]);
}

export function panel(desk) {
  const name = desk.panel;
  if (!name) return null;
  const list = LISTS[name];
  const tab = ([each, { label, letter }]) =>
    button(label, () => openPanel(desk, each), letter, { "aria-pressed": String(each === name), key: each });
  const tabs = Object.entries(PANELS).filter(([each]) => each === name || each !== "corrected" || (desk.coding && isOpenToAll(desk.coding)));
  return h(
    "section",
    { class: "sb-panel sb-article-list", tabIndex: -1, "aria-label": PANELS[name].label, onKeyDown: (event) => onPanelKey(desk, name, event) },
    h("div", { class: "sb-panel-head" }, h("h2", {}, PANELS[name].label), h("span", { class: "sb-tabs" }, tabs.map(tab)), button("Back", () => closePanel(desk), "Esc")),
    list ? listBody(desk, name, list) : OTHERS[name].body(desk),
  );
}

function listBody(desk, name, { filters, item }) {
  const state = stateOf(desk, name);
  const { rows, at } = state;
  const nearEnd = ({ target }) => target.scrollTop + target.clientHeight > target.scrollHeight - 400 && more(desk, name);
  const props = {
    class: "sb-articles",
    role: "listbox",
    tabIndex: 0,
    "aria-label": LISTS[name].label,
    "aria-activedescendant": rows.length ? `${prefix}-${at}` : undefined,
    onScroll: nearEnd,
  };
  const shown = rows.map((row, index) => h(Row, { key: index, desk, name, row, item, index, here: index === at }));
  return [
    h("div", { class: "sb-filters", key: name }, filters(desk, state)),
    h("p", { class: "sb-quiet", role: "status" }, state.why || summary(name, state)),
    rows.length > 0 && h("div", props, shown),
    name === "articles" && samplePanel(desk, state.filters, () => refresh(desk, name)),
  ];
}

function summary(name, { total, rows, sample, articles, more: unread, filters }) {
  if (name === "search") return filters.words.trim() ? `${counted(rows.length, "passage")}${unread ? " and more" : ""} in ${counted(articles ?? 0, "article")}` : "";
  if (name !== "articles") return counted(total, name === "corrected" ? "value" : "entry");
  const draws = sample?.n ? `; in the sample ${sample.n}: ${[sample.draws ?? []].flat().join("; ")}` : "";
  return counted(total, "article") + draws;
}

// A row of a list; only those that changed are drawn again.
class Row extends Component {
  shouldComponentUpdate({ row, here }) {
    return row !== this.props.row || here !== this.props.here;
  }

  render({ desk, name, row, item, index, here }) {
    const { class: look, parts } = item(row, desk);
    return h(
      "div",
      {
        role: "option",
        id: `${prefix}-${index}`,
        class: `sb-article ${look}`,
        "aria-selected": String(here),
        onMouseDown: (event) => event.preventDefault(),
        onClick: () => LISTS[name].take(desk, row),
      },
      parts,
    );
  }
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };

function onPanelKey(desk, name, event) {
  const run = panelAction(desk, name, event);
  if (!run) return;
  event.preventDefault();
  event.stopPropagation();
  run();
}

function panelAction(desk, name, { key: pressed, target, ctrlKey, metaKey, altKey, currentTarget }) {
  if (ctrlKey || metaKey || altKey) return null;
  if (pressed === "Escape") return () => closePanel(desk);
  if (!LISTS[name] || target.matches("button, select, summary, [type=checkbox], [type=number]")) return null;
  const typing = target.matches("input");
  if (pressed === "Enter") return () => take(desk, name);
  if (pressed === "/" && !typing) return () => currentTarget.querySelector("input")?.focus();
  const step = STEPS[pressed];
  if (!step || (typing && !pressed.startsWith("Arrow"))) return null;
  const list = currentTarget.querySelector(".sb-articles");
  if (!typing) return () => move(desk, name, step);
  return () => (list?.focus({ preventScroll: true }), move(desk, name, step > 0 ? 0 : -1));
}

// The article before or after one in the filtered list; null if there is none.
export async function neighbour(desk, article, step) {
  const state = stateOf(desk, "articles");
  let from = Math.max(0, state.rows.findIndex((row) => row.article === article) - 1);
  for (;;) {
    const reply = await desk.ask("articles", { ...state.filters, from, most: 500 });
    if (!reply.ok) return null;
    const index = reply.rows.findIndex((row) => row.article === article);
    const next = reply.rows[index + step];
    if (index >= 0 && (next || index + step < 0)) return next?.article ?? null;
    if (from + reply.rows.length >= reply.total || !reply.rows.length) return null;
    from += index >= 0 ? index : reply.rows.length;
  }
}

