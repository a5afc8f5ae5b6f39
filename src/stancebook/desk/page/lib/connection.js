// The connection to the kernel. Nothing counts as saved before the kernel says so. The browser stores each message that
// writes until it is answered. If no answer comes, the page sends the message again with the same id. Such messages are
// sent one at a time, because each carries the version of the files after the one before.

import { freshId } from "./ids.js";
import { browserStorage } from "./storage.js";

export const WRITING = new Set(
  (
    "answer draw save delete nothing finish reopen undo redo alias propose withdraw memo comment look " +
    "decide undecide decide_fact undecide_fact take_alike drop freeze"
  ).split(" "),
);
const TIME_LIMIT = 5000; // milliseconds until the page reports a missing answer
const PING_INTERVAL = 2000; // milliseconds between two pings
export const NO_ANSWER =
  "no answer from the kernel. If it is busy, wait; if it has died, restart it and run the cell again; " +
  "your entry is kept here";

// Connect one desk. `callbacks` are state() after a change of what is saved, changes(list) of files changed by others,
// late(message, reply) for an answer after the time limit, resumed(reply) after the kernel forgot the session, about() for
// what a ping tells of the page, and told(reply) for the notices that a ping brings.
export function connectToKernel(model, callbacks) {
  const waiting = new Map(); // id -> { message, answer, writes, sent, timer }
  let [user, seen, storage] = ["", "", browserStorage("stancebook-desk")];
  const pinged = new Map(); // id -> { at, seen }
  let [silent, resuming, pinging, ticked] = [false, null, null, Date.now()];

  function ask(verb, params = {}) {
    const message = { id: freshId(), ask: verb, ...(user && { user }), ...params };
    const reply = new Promise((answer) => enter(message, answer));
    reply.id = message.id;
    return reply;
  }

  function enter(message, answer) {
    const writes = WRITING.has(message.ask);
    waiting.set(message.id, { message, answer, writes, sent: 0 });
    if (writes) storage.keepMessage(message);
    push();
  }

  // Send what may be sent now: each message that only reads, and the first of the messages that write.
  function push() {
    let free = true;
    for (const entry of waiting.values()) {
      if (!entry.sent && (!entry.writes || free)) send(entry);
      if (entry.writes) free = false;
    }
    callbacks.state();
  }

  function send(entry) {
    const { message } = entry;
    if (entry.writes && message.seen === undefined) {
      message.seen = seen; // the version that the user saw: it stays the same when the message is sent again
      storage.keepMessage(message);
    }
    entry.sent = Date.now();
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => isLate(entry), TIME_LIMIT);
    post(message);
  }

  function post(message) {
    try {
      model.send(message);
    } catch {
      // a broken connection gives no answer, and isLate reports that
    }
  }

  function isLate(entry) {
    if (!waiting.has(entry.message.id)) return;
    silent = entry.late = true; // a late message counts as unsaved until it is answered, even if other answers come
    if (entry.writes) settle(entry, { ok: false, kind: "silent", why: NO_ANSWER });
    callbacks.state();
  }

  function settle(entry, reply) {
    const { answer } = entry;
    entry.answer = null;
    if (answer) answer(reply);
    return Boolean(answer);
  }

  function receive(reply) {
    if (pinged.has(reply.id)) return receivePong(reply);
    const entry = waiting.get(reply.id);
    if (!entry) return;
    clearTimeout(entry.timer);
    const regained = silent;
    silent = false;
    if (reply.kind === "gone" && entry.message.ask !== "begin" && user) {
      resumeSession();
      return;
    }
    waiting.delete(reply.id);
    storage.dropMessage(reply.id);
    keepVersion(reply);
    if (!settle(entry, reply) && entry.writes) callbacks.late(entry.message, reply);
    if (regained) sendAgain();
    push();
  }

  function keepVersion(reply) {
    const version = reply.version ?? reply.coding?.version;
    if (reply.ok && version !== undefined) seen = version;
  }

  function resumeSession() {
    resuming ??= ask("begin", { user }).then((reply) => {
      resuming = null;
      if (!reply.ok) return;
      callbacks.resumed(reply);
      sendAgain();
    });
  }

  function sendAgain() {
    for (const entry of waiting.values()) {
      clearTimeout(entry.timer);
      entry.sent = 0;
    }
    push();
  }

  // Send one ping at a time, or one at each interval while the kernel is silent. There is no ping while a message that
  // writes waits for its own answer.
  function ping() {
    // the browser slows down a page in the background: that does not mean that the kernel is silent
    const slept = Date.now() - ticked > 3 * PING_INTERVAL;
    ticked = Date.now();
    if (!user) return;
    const [first] = pinged.values();
    if (first && slept) pinged.clear();
    else if (first && !silent && ticked - first.at > TIME_LIMIT) {
      silent = true;
      callbacks.state();
    }
    if (!silent && (pinged.size || [...waiting.values()].some((entry) => entry.writes))) return;
    const id = freshId();
    pinged.set(id, { at: ticked, seen });
    post({ id, ask: "ping", user, seen, ...callbacks.about?.() });
  }

  function receivePong(reply) {
    const current = pinged.get(reply.id).seen === seen;
    const regained = silent;
    pinged.clear();
    silent = false;
    if (reply.kind === "gone") resumeSession();
    else if (regained) sendAgain();
    if (reply.ok && current && reply.changes?.length) {
      seen = reply.version ?? seen;
      callbacks.changes(reply.changes);
    }
    if (reply.ok && reply.notices?.length) callbacks.told?.(reply);
    if (regained) callbacks.state();
  }

  // Begin a user's session, and send again what the last session left without an answer.
  function begin(study, name, version) {
    [user, seen] = [name, version];
    storage = browserStorage(`stancebook-desk:${study}:${name}`);
    for (const message of storage.messages()) waiting.set(message.id, { message, answer: null, writes: true, sent: 0 });
    push();
  }

  function end() {
    [user, seen] = ["", ""];
    pinged.clear();
  }

  const onMessage = (message) => receive(typeof message === "string" ? JSON.parse(message) : message);
  model.on("msg:custom", onMessage);
  pinging = setInterval(ping, PING_INTERVAL);
  return {
    ask,
    begin,
    end,
    sendAgain,
    storage: () => storage,
    seen: () => seen,
    silent: () => silent || [...waiting.values()].some((entry) => entry.writes && entry.late),
    unsaved: () => [...waiting.values()].filter((entry) => entry.writes).map((entry) => entry.message),
    forget(id) {
      const entry = waiting.get(id);
      if (entry) clearTimeout(entry.timer);
      waiting.delete(id);
      storage.dropMessage(id);
      push();
    },
    close() {
      clearInterval(pinging);
      for (const entry of waiting.values()) clearTimeout(entry.timer);
      model.off("msg:custom", onMessage);
    },
  };
}
