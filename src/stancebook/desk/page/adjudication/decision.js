// Deciding: choosing, the reason, and the requests to the kernel that write.

import { chosen, choicesOf, requestOf } from "./choices.js";
import { beginThird } from "./editing.js";
import {
  draftOf,
  forgetDraft,
  goToLeft,
  isReady,
  itemOf,
  openArticle,
  readOverview,
  showCases,
  takeCases,
  takeOverview,
} from "./moves.js";
import { isNoted } from "./words.js";

// Choose a way: a coder's, third, neither, merged or upheld, for the variable in scope or for the whole.
export function choose(view, take) {
  const item = itemOf(view);
  if (!item) return;
  if (!isReady(view)) return view.idle("nothing can be decided now; the notice above says why");
  if (view.busy) return;
  view.trouble = "";
  if (take === "third" || take === "merged") return beginThird(view, item, take);
  draftOf(view, (draft) => chosen(item, view.scope, draft, take));
  view.editing = null;
  if (take === "neither" || take === "upheld") view.scope = "";
  view.redraw();
  view.reason.focus();
}

// Choose by a digit; a digit without a choice says so.
export function chooseDigit(view, digit) {
  const item = itemOf(view);
  const way = item && choicesOf(item, view.scope, draftOf(view), view.names).find(({ key }) => key === digit);
  if (way) choose(view, way.take);
  else view.idle(`${digit} chooses nothing here`);
}

export function typeReason(view, words) {
  const { scope, editing } = view;
  const alone = itemOf(view).is === "statement" && scope && !editing?.whole;
  const changed = ({ reasons }) => (alone ? { reasons: { ...reasons, [scope]: words } } : { reason: words });
  draftOf(view, (draft) => ({ ...draft, ...changed(draft) }));
  view.trouble = "";
  view.redraw();
}

export async function save(view) {
  const item = itemOf(view);
  if (!item || view.busy) return;
  if (!isReady(view)) return view.idle("nothing can be decided now; the notice above says why");
  const { verb, params, decisions, lacks } = requestOf(item, view.scope, draftOf(view), view.reason.value);
  if (lacks === "choice")
    return complain(view, "nothing is chosen yet; take a reading by its number, or a value of the table", "pane");
  if (lacks === "reason") return complain(view, "the decision has no reason; write why", "reason");
  const reply = await write(view, verb, params);
  if (reply.kind === "silent") view.silent = { name: item.name, decisions };
  if (!reply.ok) return view.redraw();
  dropDecided(view, item.name, decisions);
  takeCases(view, reply, item.name);
  view.redraw();
  goOn(view, item.name);
}

function complain(view, words, field) {
  view.trouble = words;
  view.redraw();
  view[field].focus();
}

// Remove from the draft what was saved.
function dropDecided(view, name, decisions) {
  const own = view.drafts.get(name);
  if (!own) return;
  for (const { variable } of decisions) {
    delete own.values[variable];
    delete own.reasons[variable];
  }
  if (!decisions.length || !Object.keys(own.values).length) forgetDraft(view, name);
}

// After a save go to the next open variable of the case, else to the next open case.
function goOn(view, name) {
  const item = itemOf(view);
  if (item?.name !== name || item.done) return goToLeft(view, 1);
  const { values } = draftOf(view);
  const open = item.variables.find(({ differs, decision, variable }) => differs && !decision && !(variable in values));
  view.toVariable(view.scope && open ? open.variable : "");
}

export async function takeBack(view) {
  const { scope, busy } = view;
  const item = itemOf(view);
  const noted = Boolean(item && isNoted(item));
  const some = noted
    ? item.decision
    : item?.variables.some(({ variable, decision }) => decision && (!scope || variable === scope));
  if (!some) return view.idle("nothing is decided here; there is nothing to take back");
  if (busy) return;
  const [verb, params] = noted
    ? ["undecide_fact", { article: item.article, is: item.is, facts: item.facts }]
    : ["undecide", { key: item.key, variables: scope ? [scope] : [] }];
  const reply = await write(view, verb, params);
  if (!reply.ok) return;
  forgetDraft(view, item.name);
  takeCases(view, reply, item.name);
  view.redraw();
  view.focus();
}

// Write something other than a decision on the current case.
export async function act(view, verb, params) {
  const reply = await write(view, verb, params);
  if (!reply.ok) return reply;
  if (verb === "freeze") {
    takeOverview(view, reply);
    await openArticle(view, view.current.article, true);
  } else if (reply.units) takeCases(view, reply, itemOf(view)?.name);
  else await showCases(view);
  if (reply.what) view.say(`${verb === "undo" ? "undone" : "done again"}: ${reply.what}`);
  view.redraw();
  view.focus();
  return reply;
}

// Undo or redo the last act on the article in view.
export function step(view, verb) {
  if (!view.current?.[verb]) return view.idle(`there is nothing to ${verb} on this article`);
  return act(view, verb, { article: view.current.article });
}

// Send a request that writes. If it fails, the draft stays, and the form shows why.
async function write(view, verb, params) {
  view.busy = true;
  view.redraw();
  const reply = await view.ask(verb, params);
  Object.assign(view, { busy: false, trouble: reply.ok ? "" : reply.why });
  if (reply.ok) return reply;
  view.redraw();
  (verb.startsWith("decide") ? view.reason : view.pane)?.focus({ preventScroll: true });
  return reply;
}

// Handle an answer that came after the time limit.
export async function takeLate(view, message, reply) {
  const { silent } = view;
  if (silent) {
    Object.assign(view, { silent: null, trouble: reply.ok ? "" : reply.why });
    if (reply.ok && message.ask.startsWith("decide")) dropDecided(view, silent.name, silent.decisions);
  }
  await reread(view);
}

// After files were changed elsewhere, read again what is shown; the draft stays.
export async function reread(view) {
  await readOverview(view);
  if (view.current) await openArticle(view, view.current.article, true);
}
