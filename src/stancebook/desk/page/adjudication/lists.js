// The lists on the left: the articles with what is left in each, and the cases of the current article.

import { onKeys, scrollWithin } from "../lib/parts.js";
import { button, h } from "../lib/view.js";
import { isBegun } from "./choices.js";
import { goBeside, goToArticle, goToItem } from "./moves.js";
import { itemInWords } from "./words.js";

const MOST = 200; // articles in the list at a time

const isFound = (view, { article, outlet, headline }) =>
  `${article} ${outlet} ${headline}`.toLowerCase().includes(view.find.trim().toLowerCase());

export function listsOf(view) {
  const asides = ["agreement", "comments", "keys"].map((name) => asideButton(view, name));
  const finder = h("input.sa-find", {
    ...{ type: "search", placeholder: "find an article  ( / )", "aria-label": "Find an article", value: view.find },
    onInput: (event) => ((view.find = event.target.value), view.redraw()),
    onKeyDown: onKeys({ Enter: () => goToFound(view), ArrowDown: () => view.list.focus() }),
    ref: (node) => (view.finder = node),
  });
  const cases = view.items.length > 0 && caseList(view);
  return h("nav.sa-nav", { "aria-label": "What is to be decided" }, [
    ...[finder, articleList(view), cases],
    h("div.sa-asides", asides),
  ]);
}

function asideButton(view, name) {
  const props = { "aria-pressed": String(view.beside === name) };
  return button(name, () => view.showAside(name), name === "keys" ? "?" : "", props);
}

function articleList(view) {
  const { articles, current, prefix } = view;
  const found = articles.filter((each) => isFound(view, each));
  const here = found.findIndex((each) => each.article === current?.article);
  const from = Math.max(0, Math.min(here - MOST / 2, found.length - MOST));
  const none = view.find.trim() ? "No article matches." : "Nothing is coded yet.";
  const rest = found.length > MOST && `${MOST} of ${found.length} shown; search for the others`;
  const remark = found.length ? rest : none;
  const props = {
    ...{ role: "listbox", tabindex: "0", "aria-label": "Articles", ref: (node) => (view.list = node) },
    "aria-activedescendant": here >= 0 ? `${prefix}-${current.article}` : undefined,
    onKeyDown: onKeys({ ArrowDown: () => goBeside(view, 1), ArrowUp: () => goBeside(view, -1), Enter: view.focus }),
  };
  const rows = found.slice(from, from + MOST).map((each) => articleRow(view, each));
  return h("div.sa-articles", props, rows, remark && h("p.sb-quiet", remark));
}

function articleRow(view, { article, headline, outlet, left, open, own, waiting }) {
  const names = waiting.map((coder) => view.names[coder]).join(", ");
  const decided = left ? [String(left), `${left} left`] : ["✓", "all decided"];
  const state = open ? decided : ["⋯", `not finished by ${names}`];
  const title = [headline || outlet || "no headline", own && h("i", " (coded by you)")];
  const props = { class: !left && "sa-pale", key: article, id: `${view.prefix}-${article}` };
  const go = () => goToArticle(view, article).then(view.focus);
  return listRow(article, title, state, article === view.current?.article, go, props);
}

function caseList(view) {
  const rows = view.items.map((item, place) => caseRow(view, item, place));
  const go = (step) => goToItem(view, view.at + step);
  const props = {
    ...{ role: "listbox", tabindex: "0", "aria-label": "Cases of this article" },
    "aria-activedescendant": `${view.prefix}-case-${view.at}`,
    onKeyDown: onKeys({ ArrowDown: () => go(1), ArrowUp: () => go(-1), Enter: view.focus }),
  };
  return h("div.sa-units", props, rows);
}

function caseRow(view, item, place) {
  const { name, sentence, done } = item;
  const open = isBegun(view.drafts.get(name)) ? ["✎", "begun, not saved"] : ["·", "to decide"];
  const state = done ? ["✓", "decided"] : open;
  const go = () => (goToItem(view, place), view.focus());
  return listRow(String(sentence ?? ""), itemInWords(item), state, place === view.at, go, {
    key: name,
    id: `${view.prefix}-case-${place}`,
  });
}

const scrollIn = (row) => scrollWithin(row?.parentElement, row, 4);

// A row of a list: its name, its title and its state, a sign with words; the one that is selected is scrolled into view.
function listRow(name, title, [sign, words], selected, onClick, props) {
  const ref = selected ? scrollIn : undefined;
  return h("div.sa-row", { role: "option", "aria-selected": String(selected), ref, onClick, ...props }, [
    h("b", name),
    h("span.sa-title", title),
    h("span.sa-left", { title: words, "aria-label": words, role: "img" }, sign),
  ]);
}

function goToFound(view) {
  const first = view.articles.find((each) => isFound(view, each));
  if (!first) return view.list.focus();
  view.find = "";
  return goToArticle(view, first.article).then(view.focus);
}
