// The line to the kernel. Nothing counts as saved before the kernel says so. A message that writes is kept in the browser
// until it is answered, and sent again with the same id if no answer comes. Such messages go one at a time, because each
// carries the version of the files that the one before has made.

const WRITING = new Set(
  "draw save delete nothing finish reopen undo redo alias look decide undecide freeze".split(" "),
);
const PATIENCE = 5000; // milliseconds until a missing answer is told
const PULSE = 2000; // milliseconds between two pings
const SILENCE =
  "no answer from the kernel. If it is busy, wait; if it has died, restart it and run the cell again; " +
  "your entry is kept here";

// The line of one desk. `told` has callbacks: state() after a change of what is saved, changes(list) of files changed by
// others, late(message, reply) for an answer after the time limit, resumed(reply) after the kernel forgot the session.
function deskLine(model, told) {
  const waiting = new Map(); // id -> { message, answer, writes, sent, timer }
  let [user, seen, kept] = ["", "", keptInBrowser("stancebook-desk")];
  const pinged = new Map(); // id -> { at, seen }
  let [silent, resuming, pulse, ticked] = [false, null, null, Date.now()];

  function ask(verb, params = {}) {
    const message = { id: freshId(), ask: verb, ...(user && { hand: user }), ...params };
    const reply = new Promise((answer) => enter(message, answer));
    reply.id = message.id;
    return reply;
  }

  function enter(message, answer) {
    const writes = WRITING.has(message.ask);
    waiting.set(message.id, { message, answer, writes, sent: 0 });
    if (writes) kept.keepMessage(message);
    push();
  }

  // Send what may go now: each question at once, but only the first of the messages that write.
  function push() {
    let free = true;
    for (const entry of waiting.values()) {
      if (!entry.sent && (!entry.writes || free)) send(entry);
      if (entry.writes) free = false;
    }
    told.state();
  }

  function send(entry) {
    const { message } = entry;
    if (entry.writes && message.seen === undefined) {
      message.seen = seen; // the version it was made upon: it stays when the message is sent again
      kept.keepMessage(message);
    }
    entry.sent = Date.now();
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => isLate(entry), PATIENCE);
    post(message);
  }

  function post(message) {
    try {
      model.send(message);
    } catch {
      // a broken line gives no answer, and isLate reports that
    }
  }

  function isLate(entry) {
    if (!waiting.has(entry.message.id)) return;
    silent = entry.late = true; // what is late counts as unsaved until it is answered, whatever else is heard
    if (entry.writes) settle(entry, { ok: false, kind: "silent", why: SILENCE });
    told.state();
  }

  function settle(entry, reply) {
    const { answer } = entry;
    entry.answer = null;
    if (answer) answer(reply);
    return Boolean(answer);
  }

  function hear(reply) {
    if (pinged.has(reply.id)) return hearPong(reply);
    const entry = waiting.get(reply.id);
    if (!entry) return;
    clearTimeout(entry.timer);
    const regained = silent;
    silent = false;
    if (reply.kind === "gone" && entry.message.ask !== "sit" && user) {
      resumeSession();
      return;
    }
    waiting.delete(reply.id);
    kept.dropMessage(reply.id);
    note(reply);
    if (!settle(entry, reply) && entry.writes) told.late(entry.message, reply);
    if (regained) sendAgain();
    push();
  }

  function note(reply) {
    const version = reply.version ?? reply.sheet?.version;
    if (reply.ok && version !== undefined) seen = version;
  }

  function resumeSession() {
    resuming ??= ask("sit", { hand: user }).then((reply) => {
      resuming = null;
      if (!reply.ok) return;
      told.resumed(reply);
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

  // The pulse: one ping at a time, or at each beat while the kernel is silent. There is no ping while a message that
  // writes waits for its own answer.
  function beat() {
    const slept = Date.now() - ticked > 3 * PULSE; // a page in the background beats slowly, and that is no silence
    ticked = Date.now();
    if (!user) return;
    const [first] = pinged.values();
    if (first && slept) pinged.clear();
    else if (first && !silent && ticked - first.at > PATIENCE) {
      silent = true;
      told.state();
    }
    if (!silent && (pinged.size || [...waiting.values()].some((entry) => entry.writes))) return;
    const id = freshId();
    pinged.set(id, { at: ticked, seen });
    post({ id, ask: "ping", hand: user, seen });
  }

  function hearPong(reply) {
    const current = pinged.get(reply.id).seen === seen;
    const regained = silent;
    pinged.clear();
    silent = false;
    if (reply.kind === "gone") resumeSession();
    else if (regained) sendAgain();
    if (reply.ok && current && reply.changes?.length) {
      seen = reply.version ?? seen;
      told.changes(reply.changes);
    }
    if (regained) told.state();
  }

  // Begin a user's session, and send again what the last session left without an answer.
  function begin(study, name, version) {
    [user, seen] = [name, version];
    kept = keptInBrowser(`stancebook-desk:${study}:${name}`);
    for (const message of kept.messages()) waiting.set(message.id, { message, answer: null, writes: true, sent: 0 });
    push();
  }

  function end() {
    [user, seen] = ["", ""];
    pinged.clear();
  }

  const onMessage = (message) => hear(typeof message === "string" ? JSON.parse(message) : message);
  model.on("msg:custom", onMessage);
  pulse = setInterval(beat, PULSE);
  return {
    ask,
    begin,
    end,
    sendAgain,
    kept: () => kept,
    seen: () => seen,
    silent: () => silent || [...waiting.values()].some((entry) => entry.writes && entry.late),
    unsaved: () => [...waiting.values()].filter((entry) => entry.writes).map((entry) => entry.message),
    forget(id) {
      const entry = waiting.get(id);
      if (entry) clearTimeout(entry.timer);
      waiting.delete(id);
      kept.dropMessage(id);
      push();
    },
    close() {
      clearInterval(pulse);
      for (const entry of waiting.values()) clearTimeout(entry.timer);
      model.off("msg:custom", onMessage);
    },
  };
}
