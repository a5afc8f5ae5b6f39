// What is in view: the articles, the current one with its cases, and the moves between them.

import { emptyDraft } from "./choices.js";

const DRAFTED = "adjudication "; // the prefix of a case's name in browser storage

export const itemOf = ({ items, at }) => items[at];
export const isReady = ({ current, silent }) =>
  Boolean(current?.open && current.frozen === "frozen" && !current.waits.length && !silent);

// A case's name: what stays the same when files change.
const nameOf = ({ key, facts }, article) =>
  facts
    ? [article, ...Object.values(facts)].filter(Boolean).join(" ")
    : ["article", "sentence_start", "actor", "issue"].map((part) => key[part]).join(" ");

function itemsOf({ units, facts, notes = [], article, known }) {
  const named = (is) => (each) => ({ ...each, is, article, known: known?.[is] ?? [], name: nameOf(each, article) });
  return [...units.map(named("statement")), ...facts.map(named("fact")), ...notes.map(named("note"))];
}

// The draft of the current case; `change`, if given, returns the one to keep.
export function draftOf(view, change) {
  const name = itemOf(view)?.name;
  const own = view.drafts.get(name) ?? emptyDraft();
  if (!change || !name) return own;
  const next = change(own);
  view.drafts.set(name, next);
  view.storage().keepDraft(DRAFTED + name, next);
  return next;
}

export function forgetDraft({ drafts, storage }, name) {
  drafts.delete(name);
  storage().dropDraft(DRAFTED + name);
}

export function recallDrafts({ drafts, storage }) {
  for (const { id, ...own } of storage().drafts())
    if (id.startsWith(DRAFTED) && own.values) drafts.set(id.slice(DRAFTED.length), { ...emptyDraft(), ...own });
}

// Show the cases of an article, else of the current one, else of the first with something left.
export async function showCases(view, article) {
  await readOverview(view);
  const { articles, current } = view;
  const first = articles.find((each) => each.left) ?? articles.find((each) => !each.open) ?? articles[0];
  const next = article ?? current?.article ?? first?.article;
  if (next) await openArticle(view, next, next === current?.article);
  else view.redraw();
}

export async function readOverview(view) {
  const reply = await view.ask("overview");
  if (reply.ok) takeOverview(view, reply);
  else view.trouble = reply.why;
}

export const takeOverview = (view, { articles, left, next, unfinished, names }) =>
  Object.assign(view, { articles, left, next, unfinished, names });

// Open an article at the case shown before, or at the first open one.
export async function openArticle(view, article, keep = false) {
  const reply = await view.ask("disputes", { article });
  if (!reply.ok) view.trouble = reply.why;
  else takeCases(view, reply, keep && itemOf(view)?.name);
  view.redraw();
}

export function takeCases(view, reply, before) {
  const { articles, current } = view;
  const same = reply.article === current?.article;
  const items = itemsOf(reply);
  const known = articles.find((each) => each.article === reply.article);
  if (known) {
    view.left += reply.left - known.left;
    Object.assign(known, { open: reply.open, left: reply.left, units: items.length });
    if (view.next && reply.left) view.next = "";
  }
  Object.assign(view, { current: { ...(same && { sentences: current.sentences }), ...reply }, items });
  const place = items.findIndex(({ name }) => name === before);
  const first = Math.max(
    0,
    items.findIndex(({ done }) => !done),
  );
  view.at = place >= 0 ? place : same ? Math.min(view.at, Math.max(0, items.length - 1)) : first;
  if (place < 0) leaveScope(view);
}

export const leaveScope = (view) => Object.assign(view, { scope: "", editing: null });

export function goToItem(view, place) {
  if (!view.items.length) return;
  view.at = Math.max(0, Math.min(view.items.length - 1, place));
  leaveScope(view);
  view.trouble = "";
  view.redraw();
}

// Run moves to other articles one after the other, so that a second key press starts from where the first one ended.
const queued = (view, go) => (view.moves = view.moves.then(go));

export const goToArticle = (view, article) => queued(view, () => openArticle(view, article));

// Go to the next or the previous article in the list.
export const goBeside = (view, step) =>
  queued(view, async () => {
    const { articles, current } = view;
    const other = articles[articles.findIndex((each) => each.article === current?.article) + step];
    if (other) await openArticle(view, other.article);
    else view.idle(step > 0 ? "this is the last article" : "this is the first article");
  });

// Go to the next open case, in this article or a later one; with -1 to the one before.
export const goToLeft = (view, step) =>
  queued(view, async () => {
    let place = view.at + step;
    while (view.items[place]?.done) place += step;
    if (view.items[place]) goToItem(view, place);
    else await goToLeftBeyond(view, step);
    view.focus();
  });

async function goToLeftBeyond(view, step) {
  const { articles, current } = view;
  const here = articles.findIndex((each) => each.article === current?.article);
  const beyond = [...articles.slice(here + 1), ...articles.slice(0, Math.max(0, here))];
  const other = (step > 0 ? beyond : beyond.reverse()).find((each) => each.left);
  if (!other) {
    if (!view.left) await readOverview(view);
    view.say(view.left ? "nothing else is left" : view.next);
    return view.redraw();
  }
  await openArticle(view, other.article);
  const places = view.items.flatMap((each, place) => (each.done ? [] : [place]));
  if (places.length) goToItem(view, places.at(step > 0 ? 0 : -1));
}
