// The case list of the adjudicator: the articles with the number of open cases, and the cases of the current article.

import { inWords } from "../lib/codebook.js";
import { h, refill } from "../lib/elements.js";
import { drawAdjudication, endKey, focusPane, leaveScope } from "./adjudication.js";
import { recallDrafts } from "./decision.js";

const MOST = 200; // articles in the list at a time

// Show the cases of the requested article, else of the current one, else of the first with something left.
export async function showCases(view, article) {
  recallDrafts(view);
  const reply = await view.ask("overview");
  if (reply.ok) takeOverview(view, reply);
  else view.trouble = reply.why;
  const { articles, current } = view;
  const first = articles.find((each) => each.left) ?? articles.find((each) => !each.open) ?? articles[0];
  const next = article ?? current?.article ?? first?.article;
  if (next) await openDisputes(view, next, { keep: next === current?.article });
  else drawAdjudication(view);
}

export function takeOverview(view, { articles, left }) {
  Object.assign(view, { articles, left });
}

// After files were changed elsewhere, read again what is shown; the draft stays.
export async function rereadCases(view) {
  const reply = await view.ask("overview");
  if (reply.ok) takeOverview(view, reply);
  if (view.current) await openDisputes(view, view.current.article, { keep: true });
}

// Open an article at the case shown before, or at the first open one.
export async function openDisputes(view, article, { keep = false } = {}) {
  const before = keep ? unitName(unitOf(view)) : null;
  const reply = await view.ask("disputes", { article });
  if (reply.ok) return takeDisputes(view, reply, before);
  view.trouble = reply.why;
  drawAdjudication(view);
}

export function takeDisputes(view, reply, before) {
  const { articles, current } = view;
  const known = articles.find((each) => each.article === reply.article);
  if (known) {
    view.left += reply.left - known.left;
    Object.assign(known, { open: reply.open, left: reply.left, units: reply.units.length });
  }
  view.current = reply;
  const same = before ? reply.units.findIndex((each) => unitName(each) === before) : -1;
  const anew = before || reply.article !== current?.article;
  const first = Math.max(0, reply.units.findIndex((each) => !each.done));
  view.at = same >= 0 ? same : anew ? first : Math.min(view.at, reply.units.length - 1);
  if (same < 0) leaveScope(view);
  drawAdjudication(view);
}

export const unitOf = ({ current, at }) => current?.units?.[at];
export const unitName = (unit) =>
  unit && ["article", "sentence_start", "actor", "issue"].map((name) => unit.key[name]).join(" ");

export function goToUnit(view, place) {
  const { current, pane } = view;
  if (!current?.units.length) return;
  view.at = Math.max(0, Math.min(current.units.length - 1, place));
  leaveScope(view);
  view.trouble = "";
  pane.scrollTop = 0;
  drawAdjudication(view);
}

// Run moves to other articles one after the other, so that a second key press starts from where the first one ended.
function queueMove(view, go) {
  view.moves = view.moves.then(go);
  return view.moves;
}

function goToArticle(view, article) {
  return queueMove(view, () => openDisputes(view, article));
}

// Go to the next open case, in this article or a later one; with -1 to the one before.
export function goToLeft(view, step) {
  return queueMove(view, async () => {
    const units = view.current?.units ?? [];
    let place = view.at + step;
    while (units[place]?.done) place += step;
    if (units[place]) goToUnit(view, place);
    else await goToLeftBeyond(view, step);
    focusPane(view);
  });
}

async function goToLeftBeyond(view, step) {
  const { articles, current, left } = view;
  const here = articles.findIndex((each) => each.article === current?.article);
  const beyond = [...articles.slice(here + 1), ...articles.slice(0, Math.max(0, here))];
  const other = (step > 0 ? beyond : beyond.reverse()).find((each) => each.left);
  if (!other) {
    view.say(left ? "" : "all is decided");
    return drawAdjudication(view);
  }
  await openDisputes(view, other.article);
  const places = view.current.units.flatMap((each, place) => (each.done ? [] : [place]));
  if (places.length) goToUnit(view, places.at(step > 0 ? 0 : -1));
}

// Go to the next or the previous article in the list.
export function goBeside(view, step) {
  return queueMove(view, async () => {
    const { articles, current } = view;
    const other = articles[articles.findIndex((each) => each.article === current?.article) + step];
    if (other) await openDisputes(view, other.article);
  });
}

const isFound = ({ find }, { article, outlet, headline }) =>
  `${article} ${outlet} ${headline}`.toLowerCase().includes(find.value.trim().toLowerCase());

export function drawCaseList(view) {
  const { articles, current, find, list, strip } = view;
  const shown = articles.filter((each) => isFound(view, each));
  const here = shown.findIndex((each) => each.article === current?.article);
  const from = Math.max(0, Math.min(here - MOST / 2, shown.length - MOST));
  const none = find.value.trim() ? "No article matches." : "Nothing is coded yet.";
  const rest = shown.length > MOST && `${MOST} of ${shown.length} shown; search for the others`;
  const remark = shown.length ? rest : none;
  const rows = shown.slice(from, from + MOST).map((each) => articleRow(view, each));
  refill(list, rows, remark && h("p", { class: "sb-quiet" }, remark));
  const selected = list.querySelector("[aria-selected=true]");
  if (selected) list.setAttribute("aria-activedescendant", selected.id);
  else list.removeAttribute("aria-activedescendant");
  scrollInto(list, selected);
  refill(strip, (current?.units ?? []).map((each, place) => unitRow(view, each, place)));
  strip.hidden = !current?.units?.length;
  scrollInto(strip, strip.querySelector("[aria-selected=true]"));
}

function scrollInto(frame, row) {
  if (!row) return;
  const [box, outer] = [row.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (box.top < outer.top) frame.scrollTop += box.top - outer.top - 4;
  if (box.bottom > outer.bottom) frame.scrollTop += box.bottom - outer.bottom + 4;
}

function articleRow(view, each) {
  const decided = each.left ? [each.left, `${each.left} left`] : ["✓", "all decided"];
  const [sign, words] = each.open ? decided : ["⋯", "not open"];
  return h(
    "div",
    {
      class: each.left ? "sa-row" : "sa-row sa-pale",
      role: "option",
      id: `${view.prefix}-${each.article}`,
      "aria-selected": String(each.article === view.current?.article),
      on: { click: () => goToArticle(view, each.article).then(() => focusPane(view)) },
    },
    h("b", {}, each.article),
    h("span", { class: "sa-title" }, each.headline || each.outlet || "no headline"),
    h("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign),
  );
}

function unitRow(view, each, place) {
  const open = view.drafts.has(unitName(each)) ? ["✎", "begun, not saved"] : ["·", "to decide"];
  const [sign, words] = each.done ? ["✓", "decided"] : open;
  return h(
    "div",
    {
      class: "sa-row",
      role: "option",
      "aria-selected": String(place === view.at),
      on: { click: () => (goToUnit(view, place), focusPane(view)) },
    },
    h("b", {}, each.sentence),
    h("span", { class: "sa-title" }, `${inWords(each.key.actor)}, ${inWords(each.key.issue)}`),
    h("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign),
  );
}

export function onFindKey(view, event) {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  endKey(event);
  const first = view.articles.find((each) => isFound(view, each));
  if (event.key === "ArrowDown" || !first) return view.list.focus();
  view.find.value = "";
  goToArticle(view, first.article).then(() => focusPane(view));
}

export function onCaseListKey(view, event) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step && event.key !== "Enter") return;
  endKey(event);
  if (step) goBeside(view, step);
  else focusPane(view);
}
