// The lists on the left: the articles with what is left in each, and the cases of the current article.

import { button, h } from "../lib/view.js";
import { isBegun } from "./choices.js";
import { goBeside, goToArticle, goToItem } from "./moves.js";
import { itemInWords } from "./words.js";

const MOST = 200; // articles in the list at a time

const isFound = (view, { article, outlet, headline }) =>
  `${article} ${outlet} ${headline}`.toLowerCase().includes(view.find.trim().toLowerCase());

export function listsOf(view) {
  const onInput = (event) => ((view.find = event.target.value), view.redraw());
  const finds = { type: "search", class: "sa-find", placeholder: "find an article  ( / )", "aria-label": "Find an article" };
  return h(
    "nav",
    { class: "sa-nav", "aria-label": "What is to be decided" },
    h("input", { ...finds, value: view.find, onInput, onKeyDown: (event) => onFindKey(view, event), ref: (node) => (view.finder = node) }),
    articleList(view),
    view.items.length > 0 && caseList(view),
    h(
      "div",
      { class: "sa-asides" },
      ["agreement", "comments", "keys"].map((name) => asideButton(view, name)),
    ),
  );
}

const asideButton = (view, name) =>
  button(name, () => view.showAside(name), name === "keys" ? "?" : "", { "aria-pressed": String(view.beside === name) });

function articleList(view) {
  const { articles, current, prefix } = view;
  const found = articles.filter((each) => isFound(view, each));
  const here = found.findIndex((each) => each.article === current?.article);
  const from = Math.max(0, Math.min(here - MOST / 2, found.length - MOST));
  const none = view.find.trim() ? "No article matches." : "Nothing is coded yet.";
  const rest = found.length > MOST && `${MOST} of ${found.length} shown; search for the others`;
  const remark = found.length ? rest : none;
  const props = { class: "sa-articles", role: "listbox", tabindex: "0", "aria-label": "Articles" };
  const active = here >= 0 ? `${prefix}-${current.article}` : undefined;
  return h(
    "div",
    { ...props, "aria-activedescendant": active, onKeyDown: (event) => onListKey(view, event), ref: (node) => (view.list = node) },
    found.slice(from, from + MOST).map((each) => articleRow(view, each)),
    remark && h("p", { class: "sb-quiet" }, remark),
  );
}

function articleRow(view, { article, headline, outlet, left, open, own, waiting }) {
  const names = waiting.map((coder) => view.names[coder]).join(", ");
  const decided = left ? [left, `${left} left`] : ["✓", "all decided"];
  const [sign, words] = open ? decided : ["⋯", `not finished by ${names}`];
  const selected = article === view.current?.article;
  return h(
    "div",
    {
      class: left ? "sa-row" : "sa-row sa-pale",
      role: "option",
      key: article,
      id: `${view.prefix}-${article}`,
      "aria-selected": String(selected),
      ref: selected ? scrollIn : undefined,
      onClick: () => goToArticle(view, article).then(view.focus),
    },
    h("b", {}, article),
    h("span", { class: "sa-title" }, headline || outlet || "no headline", own && h("i", {}, " (coded by you)")),
    h("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, String(sign)),
  );
}

function caseList(view) {
  return h(
    "div",
    { class: "sa-units", role: "listbox", "aria-label": "Cases of this article" },
    view.items.map((item, place) => caseRow(view, item, place)),
  );
}

function caseRow(view, item, place) {
  const open = isBegun(view.drafts.get(item.name)) ? ["✎", "begun, not saved"] : ["·", "to decide"];
  const [sign, words] = item.done ? ["✓", "decided"] : open;
  return h(
    "div",
    {
      class: "sa-row",
      role: "option",
      key: item.name,
      "aria-selected": String(place === view.at),
      ref: place === view.at ? scrollIn : undefined,
      onClick: () => (goToItem(view, place), view.focus()),
    },
    h("b", {}, String(item.sentence ?? "")),
    h("span", { class: "sa-title" }, itemInWords(item)),
    h("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign),
  );
}

// Scroll the list of a row, and nothing else, so that the row is in view.
function scrollIn(row) {
  const frame = row?.parentElement;
  if (!frame) return;
  const [box, outer] = [row.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (box.top < outer.top) frame.scrollTop += box.top - outer.top - 4;
  if (box.bottom > outer.bottom) frame.scrollTop += box.bottom - outer.bottom + 4;
}

function onFindKey(view, event) {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  view.ended(event);
  const first = view.articles.find((each) => isFound(view, each));
  if (event.key === "ArrowDown" || !first) return view.list.focus();
  view.find = "";
  goToArticle(view, first.article).then(view.focus);
}

function onListKey(view, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step && event.key !== "Enter") return;
  view.ended(event);
  if (step) goBeside(view, step);
  else view.focus();
}
