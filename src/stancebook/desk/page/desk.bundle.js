// Made by `make desk-page` from the modules beside this file: edit those.
/* Preact: The MIT License (MIT)

Copyright (c) 2015-present Jason Miller

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE. */

// src/stancebook/desk/page/lib/codebook.js
var ROW_OF_DIGITS = 9;
var KIND_NAMES = { statement: "statement", fact: "fact", note: "source note" };
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
function inWords(id) {
  return id.replaceAll("_", " ");
}
function signed(value) {
  return /^-?[0-9]+$/.test(value) ? value.startsWith("-") ? `−${value.slice(1)}` : value === "0" ? "0" : `+${value}` : value;
}
function toneOf(position) {
  return { "-2": "m2", "-1": "m1", 0: "p0", 1: "p1", 2: "p2" }[position] ?? "q";
}
function fieldsOf(kind, book) {
  const { facts } = book;
  const coded = (name) => {
    const variable = book.variables[name] ?? {};
    const options = (variable.values ?? []).map(({ value, meaning, ...more2 }) => ({
      ...more2,
      value,
      label: name === "position" ? signed(value) : /^[0-9]+$/.test(value) && meaning && meaning.length < 16 ? meaning : inWords(value),
      meaning
    }));
    return { name, rule: variable.rule, options, ...shapeOf(variable, options) };
  };
  const ids = (name, list, more2) => {
    const options = list.map(({ id, text }) => ({ value: id, label: inWords(id), meaning: text }));
    return { name, options, required: true, shape: options.length > ROW_OF_DIGITS ? "list" : "row", ...more2 };
  };
  const line = (name, more2) => ({ name, shape: "line", ...more2 });
  const actors = book.actors.map(({ id, name, type, aliases = [], ...more2 }) => ({
    ...more2,
    value: id,
    label: name,
    meaning: [type, aliases.length ? `also ${aliases.join(", ")}` : ""].filter(Boolean).join("; "),
    names: [id, name, ...aliases]
  }));
  const note = { ...coded("note"), name: "note", shape: "line", options: [], required: false };
  const people = (book.speakers ?? []).map((speaker) => ({ value: speaker, label: speaker }));
  if (kind === "statement")
    return [
      { ...coded("actor"), options: actors, shape: "list", required: true, open: true },
      {
        ...coded("issue"),
        options: book.issues.map(({ id, text, ...more2 }) => ({ ...more2, value: id, label: inWords(id), meaning: text })),
        shape: "list",
        required: true,
        open: true
      },
      { ...coded("speaker"), options: people, shape: "free", required: true, start: "-" },
      ...["via", "voice", "position", "confidence"].map((name) => ({ ...coded(name), required: true })),
      { ...coded("condition"), required: true, start: "none", open: true },
      note
    ].filter(
      ({ name, options, shape }) => options.length || !["row", "set"].includes(shape) || !(name in book.variables)
    );
  if (kind === "fact")
    return [
      ids("plan", facts.plans ?? []),
      ids("attribute", facts.attributes ?? []),
      line("value", { rule: "In words; empty if the numbers are enough." }),
      line("value_low", { rule: "The number, or the lower of two; only digits." }),
      line("value_high", { rule: "The higher number; if there is only one number, the same as value_low." }),
      line("unit", { rule: "What is counted: soldiers, per cent, euros." }),
      { name: "subject", shape: "free", options: actors.map(({ value, label, names }) => ({ value, label, names })) },
      ids(
        "status",
        (facts.status ?? []).map((id) => ({ id }))
      ),
      {
        name: "said_by",
        shape: "free",
        options: [{ value: "article", label: "article" }, ...people],
        rule: "Who says so."
      },
      { ...note, rule: note.rule ?? "" }
    ];
  return [
    ids(
      "kind",
      (book.kinds ?? []).map((id) => ({ id }))
    ),
    line("article_b", { shape: "free", options: [], seek: true, rule: "The other article, if two are compared." }),
    line("quote_b", { shape: "words", rule: "The words of the other article, copied exactly." }),
    line("note", { required: true, rule: "What is worth knowing about this source." })
  ];
}
function shapeOf({ type }, options) {
  if (type === "set") return { shape: "set" };
  if (!options.length) return { shape: "line" };
  return { shape: options.length > ROW_OF_DIGITS ? "list" : "row" };
}

// src/stancebook/desk/page/lib/signs.js
var WHITE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
var ASTRAL = /[\ud800-\udfff]/;
var UNSEEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u061c\u200e\u200f\u2028\u2029\ufff9-\ufffb]/u;
var PICTURE = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u;
var JOINED = /(?!\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}|\p{Script=Inherited})[\p{L}\p{M}]/u;
var clusterer = new Intl.Segmenter("en", { granularity: "grapheme" });
var worder = new Intl.Segmenter("en", { granularity: "word" });
function pointsBefore(text, units) {
  if (!ASTRAL.test(text)) return units;
  let points = 0;
  for (let at = 0; at < units; points++) at += text.codePointAt(at) > 65535 ? 2 : 1;
  return points;
}
function unitsBefore(text, points) {
  if (!ASTRAL.test(text)) return Math.min(points, text.length);
  let at = 0;
  for (let count = 0; count < points && at < text.length; count++) at += text.codePointAt(at) > 65535 ? 2 : 1;
  return at;
}
function clustersOf(text) {
  return [...clusterer.segment(text)].map(({ index, segment }) => [index, index + segment.length]);
}
function snapped(text, from, to, clusters = clustersOf(text)) {
  const inside = from < to ? clusters.filter(([start, end]) => end > from && start < to) : [];
  const isWhite = ([start, end]) => [...text.slice(start, end)].every((sign) => WHITE.test(sign));
  while (inside.length && isWhite(inside[0])) inside.shift();
  while (inside.length && isWhite(inside.at(-1))) inside.pop();
  return inside.length ? [inside[0][0], inside.at(-1)[1]] : null;
}
function stopsOf(text) {
  const clusters = clustersOf(text);
  const stops = [];
  let at = 0;
  for (const { index, segment } of worder.segment(text)) {
    while (at < clusters.length && clusters[at][1] <= index) at++;
    let last = at;
    while (last < clusters.length && clusters[last][0] < index + segment.length) last++;
    const stop = snapped(text, index, index + segment.length, clusters.slice(at, last));
    if (stop && (!stops.length || stop[0] >= stops.at(-1)[1])) stops.push(stop);
  }
  return stops;
}
function signPieces(text) {
  if (!UNSEEN.test(text)) return [text];
  const pieces = [];
  let plain = "";
  const flush = () => {
    if (plain) pieces.push(plain);
    plain = "";
  };
  for (const { segment } of clusterer.segment(text)) {
    const whole = PICTURE.test(segment) || segment === "\r\n";
    for (const sign of segment) {
      if (whole || !isUnseen(sign, segment, plain)) plain += sign;
      else {
        flush();
        const code = "U+" + sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
        pieces.push({ code, units: sign.length });
      }
    }
  }
  flush();
  return pieces;
}
function isUnseen(sign, cluster, before) {
  if (!UNSEEN.test(sign)) return false;
  if (/[\u200c\u200d]/.test(sign)) return !JOINED.test([...before].at(-1) ?? "");
  if (/\p{Variation_Selector}/u.test(sign)) return cluster === sign;
  return true;
}

// src/stancebook/desk/page/coding/clauses.js
var PARTS = /^[,;:()[\]{}–—―…!?.،؛؟、。，；：«»‹›“”„‟"]+$/u;
function clausesOf(text) {
  const clauses = [];
  let open = null;
  for (const [from, to] of stopsOf(text)) {
    const stop = text.slice(from, to);
    if (stop === ".") continue;
    if (PARTS.test(stop)) open = null;
    else if (open) open[1] = to;
    else clauses.push(open = [from, to]);
  }
  return clauses.filter(([from, to]) => /[\p{L}\p{N}]/u.test(text.slice(from, to)));
}
var NAME = /\p{Lu}[\p{L}\p{M}’'.-]*(?:\s+(?:(?:al|bin|da|de|del|den|der|di|du|van|von)\s+)*\p{Lu}[\p{L}\p{M}’'-]*)+/gu;
function namesIn(texts) {
  const names = texts.flatMap((text) => [...text.matchAll(NAME)].map(([name]) => name.replace(/\s+/g, " ").replace(/[’']s$/, "")));
  return [...new Set(names)];
}

// src/stancebook/desk/page/coding/choosing.js
function newText(sentences = []) {
  const rows = sentences.map((sentence) => ({ ...sentence, marks: [], decided: "", drawn: "" }));
  return { rows, current: 0, chosen: null, lit: "", clauses: null, hits: null, hit: null, version: 0 };
}
var numberAt = ({ rows, current }) => rows[current]?.n ?? null;
var rowOf = ({ rows }, n2) => rows.findIndex((row) => row.n === n2);
var isNothing = ({ rows, current }) => rows[current]?.decided === "nothing";
function goToRow(text, at, { keep = false } = {}) {
  text.current = Math.max(0, Math.min(text.rows.length - 1, at));
  if (!keep) [text.chosen, text.clauses] = [null, null];
}
function goToUndecided(text, step2) {
  for (let at = text.current + step2; text.rows[at]; at += step2)
    if (!text.rows[at].decided) return goToRow(text, at), true;
  return false;
}
function chosenRange({ chosen }) {
  if (!chosen) return null;
  const { anchor, focus } = chosen;
  const starts = anchor.at < focus.at || anchor.at === focus.at && anchor.from <= focus.from ? anchor : focus;
  const ends = anchor.at > focus.at || anchor.at === focus.at && anchor.to >= focus.to ? anchor : focus;
  return { first: starts.at, from: starts.from, last: ends.at, to: ends.to };
}
function choose(text, anchor, focus = anchor) {
  Object.assign(text, { chosen: { anchor, focus }, current: focus.at, clauses: null });
}
function stopsIn(row) {
  return row.stops ??= stopsOf(row.text);
}
function edgeSpot({ rows }, at, which) {
  const [from, to] = stopsIn(rows[at]).at(which) ?? [0, rows[at].text.length];
  return { at, from, to };
}
function spotBeside(text, { at, from, to }, step2, over) {
  const here = stopsIn(text.rows[at]);
  const next = step2 > 0 ? here.find((stop) => stop[1] > to) : here.findLast((stop) => stop[0] < from);
  if (next) return { at, from: next[0], to: next[1] };
  if (!over || !text.rows[at + step2]) return { at, from, to };
  return edgeSpot(text, at + step2, step2 > 0 ? 0 : -1);
}
function moveWord(text, step2, extend) {
  const { rows, current, chosen } = text;
  if (!rows[current]) return;
  if (!chosen) return choose(text, edgeSpot(text, current, step2 > 0 ? 0 : -1));
  const next = spotBeside(text, chosen.focus, step2, extend);
  choose(text, extend ? chosen.anchor : next, next);
}
function moveToEdge(text, which, extend) {
  const { rows, current, chosen } = text;
  if (!rows[current]) return;
  const edge = edgeSpot(text, current, which);
  choose(text, extend ? chosen?.anchor ?? edgeSpot(text, current, which ? 0 : -1) : edge, edge);
}
function extendBySentence(text, step2) {
  const { rows, current, chosen } = text;
  if (!rows[current]) return;
  const edge = edgeSpot(text, current, step2 > 0 ? -1 : 0);
  if (!chosen) return choose(text, edgeSpot(text, current, step2 > 0 ? 0 : -1), edge);
  const whole = step2 > 0 ? chosen.focus.to >= edge.to : chosen.focus.from <= edge.from;
  const at = whole ? current + step2 : current;
  if (rows[at]) choose(text, chosen.anchor, edgeSpot(text, at, step2 > 0 ? -1 : 0));
}
function chooseSentence(text) {
  const { rows, current } = text;
  if (rows[current]) choose(text, edgeSpot(text, current, 0), edgeSpot(text, current, -1));
}
function chooseClause(text, extend) {
  const { rows, current, clauses } = text;
  if (!rows[current]) return;
  const list = clauses?.list ?? clausesOf(rows[current].text);
  const last = clauses ? clauses.last : -1;
  const next = extend ? Math.min(list.length - 1, last + 1) : (last + 1) % list.length;
  spanClauses(text, list, extend && clauses ? clauses.first : next, next);
}
function chooseClauseNumber(text, number) {
  const { list, first, last, typed } = text.clauses;
  if (!list[number]) return false;
  if (typed && first === last) spanClauses(text, list, Math.min(first, number), Math.max(first, number));
  else spanClauses(text, list, number, number, true);
  return true;
}
function spanClauses(text, list, first, last, typed = false) {
  if (!list.length) return;
  const { current: at } = text;
  const spot = ([from, to]) => ({ at, from, to });
  choose(text, spot(list[first]), spot(list[last]));
  text.clauses = { list, first, last, typed };
}
function chosenPlace(text) {
  const { rows, current } = text;
  const range = rows[current] && (chosenRange(text) ?? wholeRow(rows[current], current));
  if (!range) return null;
  const [first, last] = [rows[range.first], rows[range.last]];
  const [from, to] = [pointsBefore(first.text, range.from), pointsBefore(last.text, range.to)];
  return { first: first.n, from, last: last.n, to };
}
function wholeRow({ text }, at) {
  const whole = snapped(text, 0, text.length);
  return whole && { first: at, from: whole[0], last: at, to: whole[1] };
}
function choosePlace(text, { first, from, last, to }) {
  const [start, end] = [rowOf(text, first), rowOf(text, last)];
  if (start < 0 || end < 0) return false;
  const [head, tail] = [unitsBefore(text.rows[start].text, from), unitsBefore(text.rows[end].text, to)];
  choose(text, { at: start, from: head, to: head }, { at: end, from: tail, to: tail });
  return true;
}
function wordsAt(text, { first, from, last, to }) {
  const [start, end] = [rowOf(text, first), rowOf(text, last)];
  if (start < 0 || end < 0) return "";
  const words = text.rows.slice(start, end + 1).map((row, step2) => {
    const ends = step2 === end - start ? unitsBefore(row.text, to) : row.text.length;
    return row.text.slice(step2 ? 0 : unitsBefore(row.text, from), ends);
  });
  return words.join(" ");
}
function chosenSentences(text) {
  const { first, last } = chosenRange(text) ?? { first: text.current, last: text.current };
  return text.rows.slice(first, last + 1).map(({ n: n2 }) => n2);
}
function chooseBetween(text, start, end, exact = false) {
  const { rows } = text;
  let [first, from, last, to] = [start.at, start.units, end.at, end.units];
  if (from >= rows[first].text.length && first < last) [first, from] = [first + 1, 0];
  if (!to && last > first) [last, to] = [last - 1, rows[last - 1].text.length];
  const head = widened(rows[first], from, first === last ? to : rows[first].text.length, exact);
  const tail = first === last ? head : widened(rows[last], 0, to, exact);
  if (!head || !tail) return goToRow(text, first);
  choose(text, { at: first, from: head[0], to: head[0] }, { at: last, from: tail[1], to: tail[1] });
}
function widened(row, from, to, exact) {
  const range = snapped(row.text, from, to);
  if (!range || exact) return range;
  const touched = stopsIn(row).filter(([start, end]) => end > range[0] && start < range[1]);
  return touched.length ? [touched[0][0], touched.at(-1)[1]] : range;
}
function extendTo(text, { at, units }, exact) {
  const { first, from, last, to } = chosenRange(text);
  const before = at < first || at === first && units < from;
  if (before) chooseBetween(text, { at, units }, { at: last, units: to }, exact);
  else chooseBetween(text, { at: first, units: from }, { at, units }, exact);
}

// src/stancebook/desk/page/lib/english.js
function counted(number, noun) {
  return `${(number ?? 0).toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
function shortened(words, most = 60) {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
function duration(minutes) {
  if (minutes < 60) return counted(Math.round(minutes), "minute");
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60 / 5) * 5];
  if (rest === 60) return counted(hours + 1, "hour");
  return counted(hours, "hour") + (rest ? ` ${rest} minutes` : "");
}

// src/stancebook/desk/page/lib/ids.js
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// src/stancebook/desk/page/lib/storage.js
function browserStorage(key3) {
  let [memory, full] = [{ messages: {}, drafts: {}, at: null }, false];
  const read = () => {
    if (full) return memory;
    try {
      memory = { messages: {}, drafts: {}, at: null, ...JSON.parse(localStorage.getItem(key3) ?? "{}") };
    } catch {
    }
    return memory;
  };
  const change2 = (part, id, value) => {
    read();
    if (value === void 0) delete memory[part][id];
    else memory[part][id] = value;
    store();
  };
  const store = () => {
    try {
      localStorage.setItem(key3, JSON.stringify(memory));
    } catch {
      full = true;
    }
  };
  return {
    messages: () => Object.values(read().messages),
    keepMessage: (message) => change2("messages", message.id, message),
    dropMessage: (id) => change2("messages", id),
    drafts: () => Object.entries(read().drafts).map(([id, draft]) => ({ id, ...draft })),
    keepDraft: (id, draft) => change2("drafts", id, draft),
    dropDraft: (id) => change2("drafts", id),
    at: () => read().at,
    keepAt: (at) => {
      read().at = at;
      store();
    }
  };
}

// src/stancebook/desk/page/lib/connection.js
var WRITING = new Set(
  "draw save delete nothing finish reopen undo redo alias propose withdraw memo comment keep look decide undecide freeze".split(" ")
);
var TIME_LIMIT = 5e3;
var PING_INTERVAL = 2e3;
var NO_ANSWER = "no answer from the kernel. If it is busy, wait; if it has died, restart it and run the cell again; your entry is kept here";
function connectToKernel(model, callbacks) {
  const waiting = /* @__PURE__ */ new Map();
  let [user, seen, storage] = ["", "", browserStorage("stancebook-desk")];
  const pinged = /* @__PURE__ */ new Map();
  let [silent, resuming, pinging, ticked] = [false, null, null, Date.now()];
  function ask(verb, params = {}) {
    const message = { id: freshId(), ask: verb, ...user && { user }, ...params };
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
    if (entry.writes && message.seen === void 0) {
      message.seen = seen;
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
    }
  }
  function isLate(entry) {
    if (!waiting.has(entry.message.id)) return;
    silent = entry.late = true;
    if (entry.writes) settle2(entry, { ok: false, kind: "silent", why: NO_ANSWER });
    callbacks.state();
  }
  function settle2(entry, reply) {
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
    if (!settle2(entry, reply) && entry.writes) callbacks.late(entry.message, reply);
    if (regained) sendAgain();
    push();
  }
  function keepVersion(reply) {
    const version = reply.version ?? reply.coding?.version;
    if (reply.ok && version !== void 0) seen = version;
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
  function ping() {
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
    }
  };
}

// src/stancebook/desk/page/coding/status.js
function statusOf({ connection, failed, tone, message, screen, refused }) {
  const unsaved = connection.unsaved().length;
  if (connection.silent() && unsaved)
    return ["unsaved", `NOT SAVED${unsaved > 1 ? ` (${unsaved} entries)` : ""}: ${NO_ANSWER}`];
  if (connection.silent())
    return ["silent", `nothing can be saved now: ${NO_ANSWER.replace("; your entry is kept here", "")}`];
  if (failed) return [refused ? "unsaved" : "failed", refused ? `NOT SAVED: ${failed}` : failed];
  if (unsaved) return ["saving", "saving …"];
  return [tone, message || (screen === "start" ? "" : "saved")];
}
function say(desk, words = "", tone = "saved") {
  Object.assign(desk, { message: words, failed: "", refused: false, tone });
  desk.draw();
}
function sayFailed(desk, words, refused = false) {
  Object.assign(desk, { failed: words, refused });
  desk.draw();
}
function sayIdle(desk, words) {
  say(desk, words, "idle");
}

// node_modules/preact/dist/preact.mjs
var n;
var t;
var r;
var u;
var i;
var f;
var o;
var e;
var l;
var c;
var a;
var s;
var h = /* @__PURE__ */ Symbol.for("pv");
var p = {};
var y = [];
var v = /^m(i|n|o|s|text|space)$/;
var w = Array.isArray;
var d = y.slice;
var _ = Object.assign;
function g(n2) {
  n2 && n2.parentNode && n2.remove();
}
function k(n2, t2, r2) {
  var u2, i2, f2, o2 = {}, e2 = arguments.length;
  for (f2 in t2) "key" == f2 ? u2 = t2[f2] : "ref" == f2 && "function" != typeof n2 ? i2 = t2[f2] : o2[f2] = t2[f2];
  return e2 > 2 && (o2.children = e2 > 3 ? d.call(arguments, 2) : r2), m(n2, o2, u2, i2, null);
}
function m(r2, u2, i2, f2, o2) {
  var e2 = { type: r2, props: u2, key: i2, ref: f2, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: h, __v: o2 || ++t, __i: -1, __u: 0 };
  return !o2 && n.vnode && n.vnode(e2), e2;
}
function $(n2) {
  return n2.children;
}
function x(n2, t2) {
  this.props = n2, this.context = t2, this.__g = 0;
}
function S(n2, t2) {
  if (null == t2) return n2.__ && S(n2.__, n2.__i + 1);
  for (var r2; t2 < n2.__k.length; t2++) if ((r2 = n2.__k[t2]) && r2.__e) return r2.__e;
  return "function" != typeof n2.type || n2.props.__P ? null : S(n2);
}
function C(t2) {
  var r2, u2 = t2.__v, i2 = u2.__e, f2 = [], o2 = [], e2 = t2.__P;
  e2 && ((r2 = _({ constructor: h }, u2)).__v = u2.__v + 1, n.vnode && n.vnode(r2), z(e2, r2, u2, t2.__n, e2.namespaceURI, 32 & u2.__u ? [i2] : null, f2, i2 || S(u2), 32 & u2.__u, o2), r2.__v = u2.__v, r2.__.__k[r2.__i] = r2, E(f2, r2, o2), u2.__ = u2.__e = null, r2.__e != i2 && j(r2));
}
function j(n2) {
  if ((n2 = n2.__) && n2.__c && !n2.props.__P) return n2.__e = null, n2.__k.some(function(t2) {
    return t2 && (n2.__e = t2.__e);
  }), j(n2);
}
function L(t2) {
  (8 & t2.__g || (t2.__g |= 8, u.push(t2), f++)) && i == n.debounceRendering || ((i = n.debounceRendering) || queueMicrotask)(H);
}
function H() {
  try {
    for (var n2, t2 = 1; u.length; ) u.length > t2 && u.sort(o), n2 = u.shift(), t2 = u.length, 8 & n2.__g && C(n2);
  } finally {
    (f = u.length) && (i || queueMicrotask)(H);
  }
}
function I(n2, t2, r2, u2, i2, f2, o2, e2, l2, c2, a2) {
  var s2, h4, v2, w2, d2, _2, g2 = u2.__k || y, k2 = t2.length;
  for (l2 = q(r2, t2, g2, l2, k2), s2 = 0; s2 < k2; s2++) null != (v2 = r2.__k[s2]) && (h4 = ~v2.__i && g2[v2.__i] || p, v2.__i = s2, _2 = z(n2, v2, h4, i2, f2, o2, e2, l2, c2, a2), w2 = v2.__e, (h4.ref != v2.ref || 8 & h4.__u) && (h4.ref && G(h4.ref, null, v2, h4), v2.ref && a2.push(v2.ref, v2.__c || w2, v2)), d2 = d2 || w2, 4 & v2.__u ? (l2 = A(v2, l2, n2, !h4.__v), h4.__e && (h4.__e = null)) : "function" == typeof v2.type && void 0 !== _2 ? l2 = _2 : w2 && (l2 = w2.nextSibling), v2.__u &= -21);
  return r2.__e = d2, l2;
}
function q(n2, t2, r2, u2, i2) {
  var f2, o2, e2, l2, c2, a2, s2, p2, y2, v2 = r2.length, d2 = v2, _2 = 0, g2 = 0, k2 = n2.__k = Array(i2);
  for (f2 = 0; f2 < i2; f2++) null != (o2 = t2[f2]) && "boolean" != typeof o2 && "function" != typeof o2 ? ("object" != typeof o2 || o2.constructor === String ? o2 = k2[f2] = m(null, o2) : w(o2) ? o2 = k2[f2] = m($, { children: o2 }) : o2.constructor === h && o2.__b ? o2 = k2[f2] = m(o2.type, o2.props, o2.key, o2.ref, o2.__v) : k2[f2] = o2, l2 = f2 + _2, o2.__ = n2, o2.__b = n2.__b + 1, e2 = null, ~(c2 = o2.__i = P(o2, r2, l2, d2)) && (d2--, (e2 = r2[c2]) && (e2.__u |= 2)), e2 && e2.__v ? (o2.__u |= 16, c2 == l2 - 1 ? _2-- : c2 == l2 + 1 ? _2++ : c2 != l2 && (c2 > l2 ? _2-- : _2++, g2 = 1)) : (~c2 || (i2 > v2 ? _2-- : i2 < v2 && _2++), "function" != typeof o2.type && (o2.__u |= 4))) : k2[f2] = null;
  if (g2) {
    for (a2 = [], s2 = [], f2 = 0; f2 < i2; f2++) if ((o2 = k2[f2]) && 16 & o2.__u) {
      for (_2 = 0, p2 = a2.length; _2 < p2; ) a2[y2 = _2 + p2 >> 1] < o2.__i ? _2 = y2 + 1 : p2 = y2;
      a2[_2] = o2.__i, s2[f2] = _2 + 1;
    }
    for (_2 = a2.length; f2--; ) s2[f2] && (s2[f2] == _2 ? _2-- : k2[f2].__u |= 4);
  }
  if (d2) for (f2 = 0; f2 < v2; f2++) !(e2 = r2[f2]) || 2 & e2.__u || (e2.__e == u2 && (u2 = S(e2)), J(e2, e2));
  return u2;
}
function A(n2, t2, r2, u2) {
  var i2, f2, o2, e2;
  if ("function" == typeof n2.type) {
    if (n2.props.__P) return t2;
    if (i2 = n2.__k) for (f2 = 0; f2 < i2.length; f2++) i2[f2] && (i2[f2].__ = n2, t2 = A(i2[f2], t2, r2, false));
    return t2;
  }
  for (t2 && !t2.parentNode && (t2 = S(n2)) && !t2.parentNode && (t2 = null), o2 = n2.__e, e2 = t2; e2 && 8 == e2.nodeType; ) e2 = e2.nextSibling;
  for (o2 != e2 && (!u2 && r2.moveBefore && o2.parentNode ? r2.moveBefore(o2, t2) : r2.insertBefore(o2, t2 || null)), t2 = o2; (t2 = t2 && t2.nextSibling) && 8 == t2.nodeType && !t2.data.startsWith("$s"); ) ;
  return t2;
}
function P(n2, t2, r2, u2) {
  var i2, f2 = n2.key, o2 = n2.type, e2 = t2[r2], l2 = e2 && !(2 & e2.__u);
  if (null === e2 && null == f2 || l2 && f2 == e2.key && o2 == e2.type) return r2;
  if (u2 > (l2 ? 1 : 0)) {
    for (i2 = r2 - 1; i2 >= 0; i2--) if ((e2 = t2[i2]) && !(2 & e2.__u) && f2 == e2.key && o2 == e2.type) return i2;
    for (i2 = r2 + 1; i2 < t2.length; i2++) if ((e2 = t2[i2]) && !(2 & e2.__u) && f2 == e2.key && o2 == e2.type) return i2;
  }
  return -1;
}
function T(n2, t2, r2) {
  null == r2 && (r2 = ""), "-" == t2[0] ? n2.setProperty(t2, r2) : n2[t2] = r2;
}
function N(n2, t2, r2, u2, i2) {
  var f2, o2;
  if ("style" == t2) if ("string" == typeof r2) n2.style.cssText = r2;
  else {
    if ("string" == typeof u2 && (n2.style.cssText = u2 = ""), u2) for (t2 in u2) r2 && t2 in r2 || T(n2.style, t2);
    if (r2) for (t2 in r2) u2 && r2[t2] == u2[t2] || T(n2.style, t2, r2[t2]);
  }
  else if ("o" == t2[0] && "n" == t2[1]) "function" != typeof r2 && (r2 = null), "function" != typeof u2 && (u2 = null), (n2.__e || (n2.__e = {}))[t2] = r2, r2 && u2 || (o2 = a[t2] || (a[t2] = V(t2)), (n2.__a || (n2.__a = {}))[t2] = c, f2 = t2 != (t2 = t2.replace(l, "$1")), (t2 = t2.slice(2))[0] < "a" && (t2 = t2.toLowerCase()), r2 ? n2.addEventListener(t2, o2, f2) : n2.removeEventListener(t2, o2, f2));
  else {
    if ("http://www.w3.org/2000/svg" == i2) t2 = t2.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
    else if ("width" != t2 && "height" != t2 && "href" != t2 && "list" != t2 && "form" != t2 && "tabIndex" != t2 && "download" != t2 && "rowSpan" != t2 && "colSpan" != t2 && "role" != t2 && "popover" != t2 && t2 in n2) try {
      return void (n2[t2] = null == r2 ? "" : r2);
    } catch (n3) {
    }
    if ("function" == typeof r2) return;
    null == r2 || false === r2 && "-" != t2[4] ? n2.removeAttribute(t2) : n2.setAttribute(t2, "popover" == t2 && 1 == r2 ? "" : r2);
  }
}
function V(t2) {
  return function(r2) {
    var u2 = this.__e;
    if (u2) {
      if (u2 = u2[t2], null == r2[e]) r2[e] = c++;
      else if (r2[e] < this.__a[t2]) return;
      return u2(n.event ? n.event(r2) : r2);
    }
  };
}
function z(t2, r2, u2, i2, f2, o2, e2, l2, c2, a2) {
  var s2, p2, v2, d2, k2, b, m2, M2, C2, j2, L2, H2, q2, A2, O, P2, T2, N2, V2 = r2.type;
  if (r2.constructor !== h) return null;
  128 & u2.__u && (c2 = 32 & u2.__u, s2 = u2.__c.__z) && (r2.__u |= c2, p2 = o2 = [], 8 == s2.nodeType ? l2 = B(s2, o2) : o2.push(s2), l2 = o2[0] || l2), (s2 = n.__b) && s2(r2);
  n: if ("function" == typeof V2) {
    v2 = e2.length;
    try {
      if (M2 = r2.props, C2 = (s2 = V2.prototype) && s2.render, j2 = (s2 = V2.contextType) && i2[s2.__c], L2 = s2 ? j2 ? j2.props.value : s2.__ : i2, (d2 = u2.__c) ? (r2.__c = d2, 2 & d2.__g && (d2.__g |= 1)) : (C2 ? r2.__c = d2 = new V2(M2, L2) : (r2.__c = d2 = new x(M2, L2), d2.constructor = V2, d2.render = K), j2 && j2.sub(d2), d2.state || (d2.state = {}), d2.__n = i2, d2.__g |= 8, d2.__h = [], d2.__k = []), C2 && (d2.__s || (d2.__s = d2.state), V2.getDerivedStateFromProps && (d2.__s == d2.state && (d2.__s = _({}, d2.__s)), _(d2.__s, V2.getDerivedStateFromProps(M2, d2.__s)))), k2 = d2.props, b = d2.state, d2.__v = r2, u2.__c) {
        if (M2 !== k2 && C2 && !V2.getDerivedStateFromProps && d2.componentWillReceiveProps && d2.componentWillReceiveProps(M2, L2), r2.__v == u2.__v && !(8 & d2.__g) || !(4 & d2.__g) && d2.shouldComponentUpdate && false === d2.shouldComponentUpdate(M2, d2.__s, L2)) {
          r2.__v != u2.__v && (d2.props = M2, d2.state = d2.__s, d2.__g &= -9), r2.__e = u2.__e, r2.__k = u2.__k, r2.__k.some(function(n2) {
            n2 && (n2.__ = r2);
          }), y.push.apply(d2.__h, d2.__k), d2.__k = [], d2.__h.length && e2.push(d2), l2 = S(u2);
          break n;
        }
        d2.componentWillUpdate && d2.componentWillUpdate(M2, d2.__s, L2), C2 && d2.componentDidUpdate && d2.__h.push(function() {
          d2.componentDidUpdate(k2, b, m2);
        });
      } else C2 && !V2.getDerivedStateFromProps && d2.componentWillMount && d2.componentWillMount(), C2 && d2.componentDidMount && d2.__h.push(d2.componentDidMount);
      d2.context = L2, d2.props = M2, d2.__P = t2, d2.__g &= -5, H2 = n.__r, q2 = C2 ? 25 : 0;
      do {
        d2.__g &= -9, H2 && H2(r2), s2 = d2.render(d2.props, d2.state = d2.__s, d2.context);
      } while (8 & d2.__g && ++q2 < 25);
      C2 && (y.push.apply(d2.__h, d2.__k), d2.__k = []), d2.state = d2.__s, d2.getChildContext && (i2 = _({}, i2, d2.getChildContext())), C2 && u2.__c && d2.getSnapshotBeforeUpdate && (m2 = d2.getSnapshotBeforeUpdate(k2, b)), A2 = s2 && s2.type === $ && null == s2.key ? s2.props.children : s2, M2.__P && (s2 = l2, f2 = (t2 = M2.__P).namespaceURI, c2 = o2 = null, u2.props && u2.props.__P != t2 && (u2.__k.some(function(n2) {
        n2 && J(n2, n2);
      }), u2.__k = null), l2 = u2.__k ? S(u2, 0) : null), l2 = I(t2, w(A2) ? A2 : [A2], r2, u2, i2, f2, o2, e2, l2, c2, a2), M2.__P && (r2.__e = null, l2 = s2), r2.__u &= -161, p2 && p2.some(g), d2.__h.length && e2.push(d2), 1 & d2.__g && (d2.__g &= -4);
    } catch (t3) {
      if (e2.length = v2, r2.__v = null, c2 || o2) if (t3 && t3.then) {
        if (r2.__u |= 128 | c2, o2) {
          for (~(T2 = o2.indexOf(l2 || void 0)) || (T2 = o2.length); (N2 = o2[T2 - 1]) && 8 == N2.nodeType; ) T2--;
          for (; T2 < o2.length; T2++) if (N2 = o2[T2]) if (o2[T2] = null, O) {
            if (N2 == P2) break;
          } else {
            if (8 != N2.nodeType) break;
            N2.data.startsWith("$s") && (P2 = B(O = N2));
          }
        }
        if (!O) {
          for (; l2 && 8 == l2.nodeType && l2.nextSibling; ) l2 = l2.nextSibling;
          O = l2;
        }
        (s2 = B(O = r2.__c.__z || (r2.__c.__z = O))) ? (r2.__e = O, l2 = s2) : r2.__e = l2, l2 = l2 && l2.nextSibling;
      } else o2 && o2.some(g);
      else r2.__e = u2.__e;
      r2.__k || (r2.__k = u2.__k || []), t3 && t3.then || D(r2), n.__e(t3, r2, u2);
    }
  } else l2 = r2.__e = F(u2.__e, r2, u2, i2, f2, o2, e2, c2, a2, t2);
  return (s2 = n.diffed) && s2(r2), l2;
}
function B(n2, t2) {
  if (n2 && 8 == n2.nodeType && n2.data.startsWith("$s")) for (var r2 = 1; n2 = n2.nextSibling; ) {
    if (8 == n2.nodeType) {
      if (n2.data.startsWith("$s")) r2++;
      else if (n2.data.startsWith("/$s") && !--r2) return n2;
    }
    t2 && t2.push(n2);
  }
}
function D(n2) {
  n2 && (n2.__c && (n2.__c.__g |= 4), n2.__k && n2.__k.some(D));
}
function E(t2, r2, u2) {
  for (var i2 = 0; i2 < u2.length; ) G(u2[i2++], u2[i2++], u2[i2++]);
  n.__c && n.__c(r2, t2), t2.some(function(r3) {
    try {
      t2 = r3.__h, r3.__h = [], t2.some(function(n2) {
        n2.call(r3);
      });
    } catch (t3) {
      n.__e(t3, r3.__v);
    }
  });
}
function F(t2, r2, u2, i2, f2, o2, e2, l2, c2, a2) {
  var s2, h4, y2, _2, k2, b, m2, M2, $2 = u2.props || p, x2 = r2.props, C2 = r2.type;
  if ("svg" == C2 ? f2 = "http://www.w3.org/2000/svg" : "math" == C2 ? f2 = "http://www.w3.org/1998/Math/MathML" : f2 || (f2 = "http://www.w3.org/1999/xhtml"), o2) {
    for (s2 = 0; s2 < o2.length; s2++) if ((k2 = o2[s2]) && (C2 ? k2.localName == C2 : 3 == k2.nodeType)) {
      t2 = k2, o2[s2] = null;
      break;
    }
  }
  if (!t2) {
    if (M2 = a2.ownerDocument || document, !C2) return M2.createTextNode(x2);
    t2 = M2.createElementNS(f2, C2, x2.is ? x2 : a2), l2 && (n.__m && n.__m(r2, o2), l2 = false), o2 = null;
  }
  if (C2) {
    if (a2 = "template" == C2 && t2.content || t2, o2 = "textarea" == C2 && null != x2.defaultValue ? null : o2 && d.call(a2.childNodes), !l2 && o2) for ($2 = {}, s2 = 0; s2 < t2.attributes.length; s2++) $2[(k2 = t2.attributes[s2]).name] = k2.value;
    for (s2 in $2) k2 = $2[s2], "dangerouslySetInnerHTML" == s2 ? y2 = k2 : "children" == s2 || s2 in x2 || "value" == s2 && "defaultValue" in x2 || "checked" == s2 && "defaultChecked" in x2 || N(t2, s2, null, k2, f2);
    for (s2 in x2) k2 = x2[s2], "children" == s2 ? _2 = k2 : "dangerouslySetInnerHTML" == s2 ? h4 = k2 : "value" == s2 ? b = k2 : "checked" == s2 ? m2 = k2 : l2 && "function" != typeof k2 || $2[s2] === k2 || N(t2, s2, k2, $2[s2], f2);
    h4 ? (l2 || y2 && (h4.__html == y2.__html || h4.__html == t2.innerHTML) || (t2.innerHTML = h4.__html), r2.__k = []) : (y2 && (t2.textContent = ""), ("foreignObject" == C2 || "http://www.w3.org/1998/Math/MathML" == f2 && v.test(C2)) && (f2 = "http://www.w3.org/1999/xhtml"), I(a2, w(_2) ? _2 : [_2], r2, u2, i2, f2, o2, e2, o2 ? o2[0] : u2.__k && S(u2, 0), l2, c2), o2 && o2.some(g)), l2 && "textarea" != C2 || (s2 = "value", "progress" == C2 && null == b ? t2.removeAttribute(s2) : null == b || b === t2[s2] && ("progress" != C2 || b) || N(t2, s2, b, $2[s2], f2), s2 = "checked", null != m2 && m2 != t2[s2] && N(t2, s2, m2, $2[s2], f2));
  } else $2 === x2 || l2 && t2.data == x2 || (t2.data = x2);
  return t2;
}
function G(t2, r2, u2, i2) {
  try {
    "function" == typeof t2 ? r2 ? r2.__x = t2(r2) || 1 : i2 && (i2 = i2.__c || i2.__e) && (r2 = i2.__x) && (i2.__x = null, "function" == typeof r2 ? r2() : t2(null)) : t2.current = r2;
  } catch (t3) {
    n.__e(t3, u2);
  }
}
function J(t2, r2, u2) {
  var i2, f2, o2, e2;
  if (n.unmount && n.unmount(t2), !(i2 = t2.ref) || i2.current && i2.current != t2.__e || G(i2, null, r2, t2), i2 = t2.__c) {
    if (i2.componentWillUnmount) try {
      i2.componentWillUnmount();
    } catch (t3) {
      n.__e(t3, r2);
    }
    i2.__P = i2.__n = null;
  }
  if (i2 = t2.__k) for (e2 = 0; e2 < i2.length; e2++) i2[e2] && J(i2[e2], r2, "function" != typeof t2.type || u2 && !t2.props.__P);
  !u2 && (i2 = t2.__c) && (i2 = i2.__z) && (f2 = B(i2, o2 = [])) && (i2 == t2.__e && o2.some(g), g(f2), g(i2)), u2 || g(t2.__e), t2.__e = t2.__c = t2.__ = null;
}
function K(n2, t2, r2) {
  return this.constructor(n2, r2);
}
function Q(t2, r2) {
  var u2, i2, f2, o2;
  n.__ && n.__(t2, r2), 9 == r2.nodeType && (r2 = r2.documentElement), i2 = (u2 = t2 && 32 & t2.__u) ? null : r2.__k, r2.__k = m($, { children: [t2] }), f2 = [], o2 = [], z(r2, r2.__k, i2 || p, p, r2.namespaceURI, i2 ? null : r2.firstChild ? d.call(r2.childNodes) : null, f2, i2 ? i2.__e : r2.firstChild, u2, o2), E(f2, r2.__k, o2), r2.__k.props.children = null;
}
n = { __e: function(n2, t2, r2, u2) {
  for (var i2, o2, e2; t2 = t2.__; ) if ((i2 = t2.__c) && !(1 & i2.__g)) {
    i2.__g |= 4;
    try {
      if ((e2 = (o2 = i2.constructor) && o2.getDerivedStateFromError) && i2.setState(o2.getDerivedStateFromError(n2)), i2.componentDidCatch && (i2.componentDidCatch(n2, u2 || {}), e2 = 1), e2 && 8 & i2.__g) return void (i2.__g |= 2);
    } catch (t3) {
      n2 = t3;
    }
  }
  throw f = 0, n2;
} }, t = 0, r = function(n2) {
  return null != n2 && n2.constructor === h;
}, x.prototype.setState = function(n2, t2) {
  var r2 = this.__s;
  r2 && r2 != this.state || (r2 = this.__s = _({}, this.state)), "function" == typeof n2 && (n2 = n2(_({}, r2), this.props)), n2 && (_(r2, n2), this.__v && (t2 && this.__k.push(t2), L(this)));
}, x.prototype.forceUpdate = function(n2) {
  this.__v && (this.__g |= 4, n2 && this.__h.push(n2), L(this));
}, x.prototype.render = $, u = [], f = 0, o = function(n2, t2) {
  return n2.__v.__b - t2.__v.__b;
}, e = /* @__PURE__ */ Symbol(), l = /(PointerCapture)$|Capture$/i, c = 0, a = {}, s = 0;

// src/stancebook/desk/page/lib/view.js
function h2(tag, props, ...children) {
  return k(tag, props, ...children.map(shown));
}
function shown(child) {
  if (Array.isArray(child)) return child.map(shown);
  return typeof child === "string" ? signPieces(child).map(shownPiece) : child;
}
function shownPiece(piece) {
  if (typeof piece === "string") return piece;
  const { code, units } = piece;
  return k("span", { class: "sb-sign", "data-code": code, "data-units": units, title: code });
}
function draw(shownNow, node) {
  Q(shownNow, node);
}
function key(name) {
  return h2("kbd", { "aria-hidden": "true" }, name);
}
function button(label, run, keyName, props) {
  const title = keyName && typeof label === "string" ? `${label} (${keyName})` : void 0;
  return h2("button", { type: "button", title, ...props, onClick: run }, label, keyName && [" ", key(keyName)]);
}

// src/stancebook/desk/page/coding/marks.js
var MANY = 300;
var entryKey = ({ kind, number, coder, other }) => `${kind} ${number}${other ? ` ${coder}` : ""}`;
function markRows(text, coding) {
  const marks = marksOf(text.rows, coding);
  const nothing = new Set(coding.nothing ?? []);
  text.rows.forEach((row, at) => {
    const coded = marks[at].some(({ entry, starts }) => starts && entry.kind === "statement" && !entry.other);
    row.decided = coded ? "coded" : nothing.has(row.n) ? "nothing" : "";
    row.marks = marks[at];
    row.drawn = [row.decided, ...marks[at].map((mark) => `${mark.from} ${mark.to} ${mark.look} ${mark.name}`)].join("|");
  });
}
function marksOf(rows, { entries = [], others = [] }) {
  const byNumber = new Map(rows.map((row, at) => [row.n, at]));
  const marks = rows.map(() => []);
  for (const entry of [...entries, ...others.map((each) => ({ ...each, other: true }))]) {
    if (!entry.place || !byNumber.has(entry.place.first)) continue;
    const [first, last] = [entry.place.first, entry.place.last].map((n2) => byNumber.get(n2) ?? rows.length - 1);
    for (let at = first; at <= last; at++) {
      const { text } = rows[at];
      const from = at === first ? unitsBefore(text, entry.place.from) : 0;
      const to = at === last ? unitsBefore(text, entry.place.to) : text.length;
      marks[at].push({ from, to, entry, name: entryKey(entry), look: markLook(entry), starts: at === first });
    }
  }
  return marks;
}
function markLook({ kind, row, other, wrong }) {
  const tone = kind === "statement" ? ` sb-${toneOf(row.position)}` : "";
  return `sb-mark sb-is-${kind}${tone}${other ? " sb-other" : ""}${wrong?.length ? " sb-wrong" : ""}`;
}
function countsOf({ marks }) {
  const own = marks.filter(({ entry, starts }) => starts && !entry.other).map(({ entry }) => entry.kind);
  return ["statement", "fact", "note"].map((kind) => [kind, own.filter((other) => other === kind).length]);
}
function chosenIn(text, at) {
  const range = chosenRange(text);
  if (!range || at < range.first || at > range.last) return null;
  return [at === range.first ? range.from : 0, at === range.last ? range.to : text.rows[at].text.length];
}
function hitsIn({ hits, hit }, at) {
  return hits && (hits.size <= MANY || hit?.at === at) && hits.get(at) || null;
}
function piecesOf({ text, marks }, { chosen, hits, here, lit, clauses } = {}) {
  const spans = [
    ...marks.map(({ look, name, ...mark }) => ({ ...mark, layer: 1, look: lit === name ? `${look} sb-lit` : look })),
    ...chosen ? [{ from: chosen[0], to: chosen[1], layer: 0, look: "sb-chosen" }] : [],
    ...(hits ?? []).map((hit) => ({ ...hit, layer: 2, look: hit.from === here ? "sb-hit sb-here" : "sb-hit" })),
    ...(clauses ?? []).map(([from, to], at) => ({ from, to, layer: -1, look: "sb-clause", number: at + 1 }))
  ].filter(({ from, to }) => from < to);
  const edges = [.../* @__PURE__ */ new Set([0, text.length, ...spans.flatMap(({ from, to }) => [from, to])])].sort((one, two) => one - two);
  const order = (one, two) => one.layer - two.layer || two.to - two.from - (one.to - one.from);
  return edges.slice(1).map((to, step2) => {
    const from = edges[step2];
    return { from, to, spans: spans.filter((span) => span.from <= from && span.to >= to).sort(order) };
  });
}
function hitsOf(rows, words) {
  const escaped = words.trim().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
  const hits = /* @__PURE__ */ new Map();
  if (!escaped) return hits;
  const pattern = new RegExp(escaped, "giu");
  rows.forEach(({ text }, at) => {
    const here = [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ from: index, to: index + found.length }));
    if (here.length) hits.set(at, here);
  });
  return hits;
}
function hitCount({ hits }) {
  return [...hits?.values() ?? []].reduce((sum, here) => sum + here.length, 0);
}
function goToHit(text, step2) {
  const { hits, hit: before, current } = text;
  if (!hits?.size) return 0;
  const all = [...hits].flatMap(([at, here]) => here.map((range) => ({ at, ...range })));
  const near = () => {
    const found = step2 > 0 ? all.findIndex(({ at }) => at >= current) : all.findLastIndex(({ at }) => at <= current);
    return found < 0 ? step2 > 0 ? 0 : all.length - 1 : found;
  };
  const after = () => all.findIndex(({ at, from }) => at === before.at && from === before.from) + step2;
  const number = before ? (after() + all.length) % all.length : near();
  text.hit = all[number];
  text.current = text.hit.at;
  return number + 1;
}

// src/stancebook/desk/page/coding/entries.js
var isAt = ({ place }, n2) => place && place.first <= n2 && n2 <= place.last;
var isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
function entriesPane(desk) {
  const { coding, text } = desk;
  if (!coding) return h2("section", { class: "sb-entries", "aria-label": "Entries of the sentence" });
  const n2 = numberAt(text);
  const own = ownAt(desk);
  const others = (coding.others ?? []).filter((entry) => isAt(entry, n2));
  const lost = (coding.entries ?? []).filter((entry) => !entry.place || entry.wrong?.length && !isAt(entry, n2));
  return h2(
    "section",
    { class: "sb-entries", "aria-label": "Entries of the sentence" },
    h2("h2", {}, n2 === null ? "No sentence" : `Sentence ${n2}`, isNothing(text) && h2("span", { class: "sb-quiet" }, " nothing here")),
    coding.finished && h2("p", { class: "sb-closed" }, "This article is finished. ", key("F"), " opens it again."),
    own.map((entry, at) => entryCard(desk, entry, at + 1)),
    !own.length && !isNothing(text) && !coding.finished && firstSteps(),
    others.length > 0 && [h2("h3", {}, "Entries of others, read only"), others.map((entry) => entryCard(desk, { ...entry, other: true }))],
    commentsOn(desk, n2),
    lost.length > 0 && [
      h2("h3", { class: "sb-alarm" }, lost.length === 1 ? "One row has to be corrected" : `${lost.length} rows have to be corrected`),
      lost.map((entry) => entryCard(desk, entry))
    ],
    coding.notes_hidden > 0 && h2("p", { class: "sb-quiet" }, `${counted(coding.notes_hidden, "source note")} of this article: hidden until all coders have finished it.`),
    lookPanel(desk)
  );
}
function firstSteps() {
  return h2("p", { class: "sb-quiet" }, "No decision yet. ", key("Enter"), " codes it, ", key("x"), " says that there is nothing here.");
}
function ownAt({ coding, text }) {
  const n2 = numberAt(text);
  const start = ({ place }) => place.first < n2 ? -1 : place.from;
  return (coding?.entries ?? []).filter((entry) => isAt(entry, n2)).sort((one, other) => start(one) - start(other));
}
function editNumber(desk, number) {
  const own = ownAt(desk);
  const entry = own[number - 1];
  if (entry) return editEntry(desk, entry);
  if (!own.length) return sayIdle(desk, "there is nothing to change in this sentence");
  return sayIdle(desk, own.length === 1 ? "this sentence has one entry" : `this sentence has ${own.length} entries`);
}
function entryCard(desk, entry, number) {
  const { kind, row, other, wrong = [], flags = [] } = entry;
  const name = entryKey(entry);
  return h2(
    "article",
    {
      class: `sb-card sb-is-${kind}${other ? " sb-other" : ""}${wrong.length ? " sb-wrong" : ""}${desk.pointed?.includes(name) ? " sb-on" : ""}`,
      tabIndex: 0,
      key: name,
      "data-key": name,
      "aria-label": `${KIND_NAMES[kind]}, row ${entry.number}`,
      onFocus: () => light(desk, name),
      onBlur: () => light(desk, ""),
      onKeyDown: (event) => onCardKey(desk, entry, event)
    },
    h2("p", { class: "sb-title" }, number && number < 10 && [key(number), " "], cardTitle(kind, row, desk.codebook), other && h2("span", { class: "sb-quiet" }, ` ${entry.coder ?? ""}`)),
    h2("p", { class: "sb-cells" }, cardCells(kind, row)),
    h2("p", { class: "sb-quote", dir: "auto" }, row.quote),
    row.note && h2("p", { class: "sb-note", dir: "auto" }, row.note),
    [...wrong, ...flags].map((words) => h2("p", { class: "sb-problem" }, words)),
    !other && h2("p", { class: "sb-buttons" }, cardButtons(desk, entry))
  );
}
function cardButtons(desk, entry) {
  const here = isAt(entry, numberAt(desk.text));
  return [
    button("Edit", () => editEntry(desk, entry), "e"),
    button("Delete", () => removeEntry(desk, entry), "Del"),
    entry.flags?.length > 0 && button("Right as it is", () => keepFlagged(desk, entry)),
    entry.place && !here && button(`Go to sentence ${entry.place.first}`, () => toSentence(desk, entry.place.first))
  ];
}
function onCardKey(desk, entry, event) {
  if (event.target !== event.currentTarget || !isPlain(event) || entry.other) return;
  if (event.key === "e" || event.key === "Enter") editEntry(desk, entry);
  else if (event.key === "Delete" || event.key === "Backspace") removeEntry(desk, entry);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
function cardTitle(kind, row, book) {
  if (kind === "fact") return [h2("b", {}, inWords(row.attribute ?? "")), ` ${amountOf(row)}`];
  if (kind === "note") return [h2("b", {}, inWords(row.kind ?? "")), row.source_note ? ` ${row.source_note}` : ""];
  const actor = book.actors.find(({ id }) => id === row.actor)?.name ?? row.actor;
  const position = h2("b", { class: `sb-position sb-${toneOf(row.position)}` }, signed(row.position ?? ""));
  return [position, ` ${actor} `, h2("span", { class: "sb-quiet" }, "on"), ` ${inWords(row.issue ?? "")}`];
}
function amountOf({ value, value_low: low, value_high: high, unit }) {
  return [value, low, high && high !== low ? `to ${high}` : "", unit].filter(Boolean).join(" ");
}
var CELLS = {
  statement: ["speaker", "via", "voice", "condition", "confidence"],
  fact: ["plan", "subject", "status", "said_by"],
  note: ["article_b", "quote_b"]
};
function cardCells(kind, row) {
  const filled = CELLS[kind].filter((name) => row[name] && row[name] !== "-" && row[name] !== "none");
  return filled.map((name, at) => [
    at ? " · " : "",
    h2("span", { class: "sb-quiet" }, `${inWords(name)} `),
    kind === "statement" && name !== "speaker" ? inWords(row[name]) : row[name]
  ]);
}
function pointAtEntries(desk, names) {
  desk.pointed = names;
  desk.draw();
  desk.root.querySelector(".sb-card.sb-on")?.scrollIntoView({ block: "nearest" });
}
function commentsOn(desk, n2) {
  const { coding } = desk;
  const here = (coding.comments ?? []).filter(({ sentence }) => sentence === n2);
  if (!here.length && !coding.both) return null;
  const send = (event) => {
    event.preventDefault();
    const text = event.target.elements.words.value.trim();
    if (text) desk.write("comment", { sentence: n2, text }, "the comment").then(({ ok }) => ok && event.target.reset());
  };
  return [
    h2("h3", {}, "Comments on this sentence"),
    here.map(({ by, at, text }) => h2("p", { class: "sb-comment", key: at + by }, h2("b", {}, by), ` ${text}`)),
    h2(
      "form",
      { class: "sb-check", onSubmit: send },
      h2("input", { type: "text", name: "words", "aria-label": "A comment" }),
      h2("button", {}, here.length ? "Answer" : "Comment")
    )
  ];
}
function lookPanel(desk) {
  const { coding, looking } = desk;
  if (coding.both || !coding.article) return null;
  if (coding.opened)
    return h2("p", { class: "sb-quiet" }, "The codes of others on this article were opened before all had finished; that is recorded.");
  if (coding.others?.length) return null;
  if (!looking || looking.article !== coding.article)
    return button("See the codes of others …", () => beginLook(desk, coding.article), "", { class: "sb-plain", key: "look" });
  return h2(
    "div",
    { class: "sb-look", key: "looking" },
    h2(
      "p",
      {},
      "You are coding blind. Opening the codes of others on this article before all have finished it is recorded, with your reason, and the article no longer counts as coded blind."
    ),
    h2("input", {
      type: "text",
      class: "sb-reason",
      placeholder: "reason",
      "aria-label": "Reason to open the codes of others",
      value: looking.reason,
      onInput: (event) => looking.reason = event.target.value,
      onKeyDown: (event) => onLookKey(desk, event)
    }),
    button("Open and record", () => sendLook(desk)),
    button("Leave them closed", () => endLook(desk))
  );
}
function beginLook(desk, article) {
  desk.looking = { article, reason: "" };
  desk.draw();
  desk.root.querySelector(".sb-reason").focus();
}
function sendLook(desk) {
  if (desk.looking.reason.trim()) lookAtOther(desk, desk.looking.reason.trim());
}
function endLook(desk) {
  desk.looking = null;
  desk.draw();
  focusText(desk);
}
function onLookKey(desk, event) {
  if (event.key === "Enter") sendLook(desk);
  else if (event.key === "Escape") endLook(desk);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// src/stancebook/desk/page/coding/mouse.js
function pressMouse(desk, event) {
  if (event.button === 0 && desk.text.rows.length) desk.pressed = { extend: event.shiftKey && desk.text.chosen };
}
function releaseMouse(desk, event) {
  if (!desk.pressed || event.button !== 0) return;
  const { extend } = desk.pressed;
  desk.pressed = null;
  const list = desk.root.querySelector(".sb-text");
  const selection = document.getSelection();
  const exact = event.altKey || event.ctrlKey || event.metaKey;
  if (extend) {
    const end = endNear(desk, list, event);
    selection.removeAllRanges();
    return end && moveInText(desk, extendTo, end, exact);
  }
  const ends = selection.rangeCount && !selection.isCollapsed ? selectedEnds(desk, list, selection, event) : null;
  if (!ends) return clickText(desk, list, event);
  selection.removeAllRanges();
  moveInText(desk, chooseBetween, ...ends, exact);
  if (!desk.dragCodes || desk.form || !desk.text.chosen || event.detail > 1) return;
  if (lastOf(desk, "statement")) beginLike(desk);
  else beginEntry(desk, "statement");
}
function unitsUpTo(words, container, offset) {
  const range = document.createRange();
  range.selectNodeContents(words);
  const side = range.comparePoint(container, offset);
  if (side) return side < 0 ? 0 : Infinity;
  if (container.classList?.contains("sb-sign")) range.setEndBefore(container);
  else range.setEnd(container, offset);
  const copy = range.cloneContents();
  const signs = [...copy.querySelectorAll(".sb-sign")].reduce((sum, sign) => sum + Number(sign.dataset.units), 0);
  return copy.textContent.length + signs;
}
function boundaryAt(x2, y2) {
  const spot = document.caretPositionFromPoint?.(x2, y2);
  if (spot) return [spot.offsetNode, spot.offset];
  const range = document.caretRangeFromPoint?.(x2, y2);
  return range ? [range.startContainer, range.startOffset] : null;
}
function endAt({ text }, list, [container, offset]) {
  const element = container.nodeType === Node.ELEMENT_NODE ? container : container.parentElement;
  const node = element?.closest(".sb-sentence");
  const last = text.rows.length - 1;
  let at = list.compareDocumentPosition(container) & Node.DOCUMENT_POSITION_PRECEDING ? 0 : last;
  if (node && list.contains(node)) at = Number(node.dataset.at);
  else if (container === list) at = Math.min(offset, last);
  const words = list.children[at].querySelector(".sb-words");
  return { at, units: Math.min(unitsUpTo(words, container, offset), text.rows[at].text.length) };
}
function endNear(desk, list, event) {
  const frame = list.getBoundingClientRect();
  const x2 = Math.max(frame.left + 2, Math.min(event.clientX, frame.left + list.clientWidth - 3));
  const y2 = Math.max(frame.top + 2, Math.min(event.clientY, frame.bottom - 3));
  const boundary = boundaryAt(x2, y2);
  return boundary && list.contains(boundary[0]) ? endAt(desk, list, boundary) : null;
}
function selectedEnds(desk, list, selection, event) {
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(list)) return null;
  const inside = list.contains(range.startContainer) && list.contains(range.endContainer);
  const ends = [range.startContainer, range.startOffset, range.endContainer, range.endOffset];
  if (inside && (isOver(list, event) || event.detail > 1))
    return [endAt(desk, list, ends.slice(0, 2)), endAt(desk, list, ends.slice(2))];
  if (!list.contains(selection.anchorNode)) return null;
  const [from, to] = [endAt(desk, list, [selection.anchorNode, selection.anchorOffset]), endNear(desk, list, event)];
  if (!to) return null;
  return from.at < to.at || from.at === to.at && from.units <= to.units ? [from, to] : [to, from];
}
function isOver(node, { clientX: x2, clientY: y2 }) {
  const { left, right, top, bottom } = node.getBoundingClientRect();
  return x2 >= left && x2 <= right && y2 >= top && y2 <= bottom;
}
function clickText(desk, list, event) {
  const node = event.target instanceof Element ? event.target.closest(".sb-sentence") : null;
  if (!node || !list.contains(node)) return;
  const at = Number(node.dataset.at);
  const end = event.target.closest(".sb-mark") && endNear(desk, list, event);
  moveInText(desk, goToRow, at);
  if (!end) return;
  const touched = desk.text.rows[end.at].marks.filter(({ from, to }) => from <= end.units && end.units <= to);
  pointAtEntries(desk, touched.map(({ name }) => name));
}

// src/stancebook/desk/page/coding/search.js
function beginSearch(desk) {
  if (!desk.article) return;
  desk.panel = null;
  desk.search ??= { words: desk.lastSearch ?? "", number: 0 };
  desk.draw();
  const field = desk.root.querySelector(".sb-search input");
  field.focus();
  field.select();
  searchFor(desk, desk.search.words);
}
function searchFor(desk, words) {
  desk.search = { words, number: 0 };
  desk.lastSearch = words;
  Object.assign(desk.text, { hits: hitsOf(desk.text.rows, words), hit: null });
  hitOf(desk, 1);
}
function hitOf(desk, step2) {
  desk.search.number = moveInText(desk, goToHit, step2);
  desk.draw();
}
function endSearch(desk) {
  if (!desk.search) return;
  desk.search = null;
  moveInText(desk, (text) => Object.assign(text, { hits: null, hit: null }));
  focusText(desk);
}

// src/stancebook/desk/page/coding/text.js
var STATES = { coded: ["✓", "decided"], nothing: ["–", "nothing here"], "": ["·", "undecided"] };
var prefix = `sb-${freshId().slice(0, 8)}`;
function textPane(desk) {
  return h2("div", { class: "sb-frame", hidden: Boolean(desk.panel) }, textTools(desk), searchBar(desk), h2(TextList, { desk, version: desk.text.version }));
}
function textTools(desk) {
  const begin = (label, kind, keyName, props) => button(label, () => beginEntry(desk, kind), keyName, props);
  const whole = () => moveInText(desk, chooseSentence);
  const toOpen = (step2) => () => goToOpenSentence(desk, step2);
  return h2(
    "div",
    { class: "sb-keys", role: "toolbar", "aria-label": "What to do with the words" },
    begin("Statement", "statement", "↵", { class: "sb-main", title: "Code the chosen words, or the sentence (Enter)" }),
    button("Like the last", () => beginLike(desk), "=", { title: "Code with the values of the last statement (=)" }),
    begin("Fact", "fact", "f"),
    begin("Note", "note", "m"),
    button("Nothing", () => markNothing(desk), "x", { title: "Nothing here, or take it back (x)" }),
    button("Sentence", whole, "w", { title: "Choose the whole sentence (w)", "aria-pressed": String(!desk.text.chosen) }),
    button("Drag codes", () => (desk.dragCodes = !desk.dragCodes, desk.draw()), "", {
      title: "With the mouse: words dragged over are coded at once, with the values of the last statement",
      "aria-pressed": String(Boolean(desk.dragCodes))
    }),
    h2("span", { class: "sb-gap" }),
    button("‹", toOpen(-1), "", {
      "aria-label": "Sentence before without a decision",
      title: "Sentence before without a decision (Shift+n)"
    }),
    button("Next", toOpen(1), "n", { title: "Next sentence without a decision (n)" })
  );
}
function searchBar(desk) {
  if (!desk.search) return null;
  const { words } = desk.search;
  const total = hitCount(desk.text);
  const found = total ? desk.search.number ? `${desk.search.number} of ${total}` : `${total} found` : "not found";
  return h2(
    "div",
    { class: "sb-search", onKeyDown: (event) => onSearchKey(desk, event) },
    h2("input", {
      type: "search",
      "aria-label": "Search in this article",
      autocomplete: "off",
      spellcheck: false,
      value: words,
      onInput: (event) => searchFor(desk, event.target.value)
    }),
    button("‹", () => hitOf(desk, -1), "", { "aria-label": "Hit before" }),
    button("›", () => hitOf(desk, 1), "", { "aria-label": "Next hit" }),
    h2("span", { class: "sb-quiet", role: "status" }, words.trim() && found),
    button("Close", () => endSearch(desk), "Esc")
  );
}
function onSearchKey(desk, event) {
  if (event.key === "Enter" && event.target.matches("input")) hitOf(desk, event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") endSearch(desk);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
var TextList = class extends x {
  shouldComponentUpdate({ version, desk }) {
    return version !== this.props.version || desk !== this.props.desk;
  }
  render({ desk }) {
    const { text } = desk;
    const { rows, current, hit, lit, clauses } = text;
    return h2(
      "div",
      {
        class: "sb-text",
        role: "listbox",
        tabIndex: 0,
        "aria-label": "Sentences of the article",
        "aria-activedescendant": rows.length ? `${prefix}-${rows[current].n}` : void 0,
        "data-pane": "text",
        onMouseDown: (event) => pressMouse(desk, event)
      },
      rows.map(
        (row, at) => h2(Sentence, {
          key: row.n,
          row,
          at,
          drawn: row.drawn,
          here: at === current,
          chosen: chosenIn(text, at)?.join() ?? "",
          hits: hitsIn(text, at),
          hit: hit?.at === at ? hit.from : -1,
          lit: row.marks.length ? lit : "",
          clauses: at === current && clauses ? clauses.list : null
        })
      ),
      !rows.length && h2("p", { class: "sb-quiet" }, "This article has no sentences.")
    );
  }
};
var Sentence = class extends x {
  shouldComponentUpdate(next) {
    return ["row", "drawn", "here", "chosen", "hits", "hit", "lit", "clauses"].some((name) => next[name] !== this.props[name]);
  }
  render({ row, at, here, chosen, hits, hit, lit, clauses }) {
    const { n: n2, block, decided } = row;
    const [sign, words] = STATES[decided];
    const range = chosen && chosen.split(",").map(Number);
    const counts = countsOf(row).filter(([, count]) => count);
    return h2(
      "div",
      {
        class: `sb-sentence${block ? " sb-block" : ""}${here ? " sb-current" : ""}`,
        role: "option",
        id: `${prefix}-${n2}`,
        "data-at": at,
        "data-state": decided || "open",
        "aria-selected": here ? "true" : void 0
      },
      h2("span", { class: "sb-n" }, n2),
      h2("span", { class: "sb-state", role: "img", "aria-label": words, title: words }, sign),
      h2("span", { class: "sb-words", dir: "auto" }, shownWords(row, { chosen: range, hits, here: hit, lit, clauses })),
      h2("span", { class: "sb-count" }, counts.map(([kind, count]) => counted(count, inWords(kind))).join(", "))
    );
  }
};
function shownWords(row, looks) {
  return piecesOf(row, looks).map(({ from, to, spans }) => {
    let lines = 0;
    return spans.reduceRight((inner, { look, entry, starts, from: start, number }) => {
      const style = entry && entry.kind !== "statement" ? { textUnderlineOffset: `${0.18 + 0.17 * lines++}em` } : void 0;
      const first = start === from;
      return h2("span", { class: starts && first ? `${look} sb-starts` : look, style, "data-n": first ? number : void 0 }, inner);
    }, row.text.slice(from, to));
  });
}
function moveInText(desk, change2, ...given2) {
  const { text, form } = desk;
  if (!desk.article) return void 0;
  const got = change2(text, ...given2);
  text.version++;
  desk.connection.storage().keepAt({ article: desk.article.article, sentence: text.rows[text.current]?.n });
  if (form?.picking && text.chosen) takePicked(desk);
  else if (form && text.chosen && !form.locked) replacePlace(desk);
  desk.draw();
  revealSentence(desk);
  return got;
}
function toSentence(desk, n2, center = true) {
  const at = rowOf(desk.text, n2);
  if (at < 0) return;
  moveInText(desk, goToRow, at);
  if (center) revealSentence(desk, true);
}
function light(desk, name) {
  if (desk.text.lit === name) return;
  desk.text.lit = name;
  desk.text.version++;
  desk.draw();
}
function revealSentence(desk, center = false) {
  const list = desk.root.querySelector(".sb-text");
  const node = list?.querySelector(".sb-current");
  if (!node || !list.clientHeight) return;
  const [box, frame] = [node.getBoundingClientRect(), list.getBoundingClientRect()];
  const near = box.bottom > frame.top - frame.height && box.top < frame.bottom + frame.height;
  const to = () => node.isConnected && scrollPane(list, node.querySelector(".sb-chosen") ?? node, near && !center ? "nearest" : "center");
  to();
  requestAnimationFrame(to);
}
function scrollPane(list, words, where) {
  const frame = list.getBoundingClientRect();
  const sentence = words.closest(".sb-sentence").getBoundingClientRect();
  const box = sentence.height > frame.height ? words.getBoundingClientRect() : sentence;
  if (where === "center") list.scrollTop += box.top - frame.top - Math.max(0, (frame.height - box.height) / 3);
  else if (box.top < frame.top || box.height > frame.height) list.scrollTop += box.top - frame.top - 6;
  else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom + 6;
}
function focusText(desk) {
  desk.root.querySelector(".sb-text")?.focus({ preventScroll: true });
}

// src/stancebook/desk/page/coding/filling.js
var CROSSING = "A statement lies within one sentence; a fact or a source note may run over its end. Choose words of one sentence.";
function beginEntry(desk, kind, row = null) {
  const { article, text, cut } = desk;
  if (!article || isFilling(desk) || !isOpen(desk)) return;
  if (!text.chosen) moveInText(desk, chooseSentence);
  const place = chosenPlace(text);
  if (!place) return sayIdle(desk, "there are no words in this sentence");
  if (kind === "statement" && place.first !== place.last) return sayIdle(desk, CROSSING);
  desk.lastPlace = place;
  openForm(desk, { kind, was: null, row, place, cut, words: wordsAt(text, place), article: article.article });
}
function lastOf(desk, kind) {
  return desk.coding?.last?.[kind] ?? desk.last?.[kind] ?? null;
}
function beginLike(desk) {
  const last = lastOf(desk, "statement");
  if (!last) return sayIdle(desk, "there is no statement yet whose values could be taken over");
  if (!desk.text.chosen) chooseLastPlace(desk, last.place);
  beginEntry(desk, "statement", { ...last.row, note: "" });
}
function chooseLastPlace(desk, place) {
  if (place?.first !== numberAt(desk.text) || place.last !== place.first) return false;
  return moveInText(desk, choosePlace, place);
}
function chooseAgain(desk) {
  const place = desk.lastPlace ?? lastOf(desk, "statement")?.place;
  if (!chooseLastPlace(desk, place)) sayIdle(desk, "no words were chosen before in this sentence");
}
function editEntry(desk, { kind, row, place }) {
  if (!isOpen(desk)) return;
  if (place) toSentence(desk, place.first, false);
  const words = place ? wordsAt(desk.text, place) : row.quote ?? "";
  openForm(desk, { kind, was: row, row, place: null, words, article: desk.article.article });
}
function newForm(given2, book) {
  const fields = fieldsOf(given2.kind, book);
  const row = Object.fromEntries(fields.map(({ name, start }) => [name, given2.row?.[name] ?? start ?? ""]));
  const state = { locked: "", leaving: false, message: "", field: "", option: null, lists: {}, proposal: null, picking: "" };
  return { id: freshId(), ...given2, ...state, fields, row, first: JSON.stringify(row) };
}
function openForm(desk, entry) {
  desk.form = newForm(entry, desk.codebook);
  desk.panel = null;
  Object.assign(desk.text, { lit: "", clauses: null, version: desk.text.version + 1 });
  desk.draw();
  focusField(desk, desk.form.fields[0].name);
  revealSentence(desk);
}
function closeForm(desk, focus = true) {
  if (desk.form) desk.connection.storage().dropDraft(desk.form.id);
  Object.assign(desk, { form: null, saving: null });
  moveInText(desk, (text) => Object.assign(text, { chosen: null, clauses: null }));
  if (focus) focusText(desk);
}
var isFilled = ({ row, first, proposal }) => JSON.stringify(row) !== first || Boolean(proposal);
function isFilling(desk) {
  if (!desk.form) return false;
  say(desk, "save this entry or leave it first", "idle");
  focusForm(desk);
  return true;
}
function focusForm(desk) {
  const { proposal, fields, locked } = desk.form;
  if (proposal) desk.root.querySelector(".sb-proposal input").focus();
  else if (locked) desk.root.querySelector(".sb-foot button").focus();
  else focusField(desk, fields[0].name);
}
function focusField(desk, name) {
  const node = desk.root.querySelector(`.sb-field-${name}`);
  (node?.querySelector(":checked") ?? node?.querySelector("input, textarea"))?.focus();
}
function focusNext(desk, name) {
  const { fields } = desk.form;
  const next = fields[fields.findIndex((field) => field.name === name) + 1];
  if (next) focusField(desk, next.name);
  else desk.root.querySelector(".sb-foot .sb-main").focus();
}
function setCell(desk, name, value) {
  const { form } = desk;
  form.row = { ...form.row, [name]: value };
  Object.assign(form, { leaving: false, message: "" });
  keepEntry(desk, form);
}
function takeOver(desk, name) {
  const value = lastOf(desk, desk.form.kind)?.row?.[name];
  if (value === void 0) return tell(desk, `there is no ${name} yet to take over`), false;
  setCell(desk, name, value);
  delete desk.form.lists[name];
  desk.draw();
  focusNext(desk, name);
  return true;
}
function tell(desk, words) {
  desk.form.message = words;
  desk.draw();
}
function replacePlace(desk) {
  const { text, form, cut } = desk;
  const place = chosenPlace(text);
  if (form.kind === "statement" && place.first !== place.last) return void (form.message = CROSSING);
  Object.assign(form, { place, cut, words: wordsAt(text, place), message: "" });
  desk.lastPlace = place;
  keepEntry(desk, form);
}
function pickInText(desk, name) {
  desk.form.picking = name;
  tell(desk, `Choose the ${name} in the text: double-click a word, or drag over several. Esc goes back.`);
}
function takePicked(desk) {
  const { text, form } = desk;
  const [name, words] = [form.picking, wordsAt(text, chosenPlace(text))];
  form.picking = "";
  text.chosen = null;
  if (form.place) choosePlace(text, form.place);
  setCell(desk, name, words.replace(/\s+/g, " "));
  desk.draw();
  focusNext(desk, name);
}
function saveEntry(desk) {
  const { form } = desk;
  if (form.locked) return void 0;
  const missing = form.fields.filter(({ name, required }) => required && !form.row[name]);
  if (!missing.length) return sendEntry(desk);
  const named2 = missing.map(({ name }) => {
    const typed = form.lists[name]?.typed?.trim();
    return typed ? `${name} (“${typed}” is not in the codebook)` : name.replaceAll("_", " ");
  });
  tell(desk, `Still missing: ${named2.join(", ")}.`);
  return focusField(desk, missing[0].name);
}
async function sendEntry(desk) {
  const { form } = desk;
  const { kind, was, row, place, cut } = form;
  form.locked = "saving";
  desk.root.querySelector(".sb-foot .sb-main").focus();
  const request = desk.ask("save", { article: form.article, kind, was, row, place, ...place && { cut } });
  desk.saving = { id: request.id, kind, row, place };
  keepEntry(desk, form, { message: request.id });
  say(desk);
  savedOrNot(desk, await request);
}
function savedOrNot(desk, reply) {
  const { saving, form, codebook, root } = desk;
  if (!saving || !form) return void 0;
  if (reply.kind === "silent") return lockSilent(desk);
  if (reply.ok) {
    const { speaker } = saving.row;
    if (speaker && speaker !== "-" && codebook.speakers && !codebook.speakers.includes(speaker)) codebook.speakers.push(speaker);
    desk.last = { ...desk.last, [saving.kind]: { ...saving, article: form.article } };
    const inside = root.contains(document.activeElement);
    closeForm(desk, inside);
    takeCoding(desk, reply);
    return say(desk, `saved: ${KIND_NAMES[saving.kind]}${reply.coding.undo ? ` (${reply.coding.undo})` : ""}`);
  }
  desk.saving = null;
  form.locked = "";
  const changed = `Nothing was written. ${reply.why} Look above at what changed, then save again.`;
  form.message = reply.kind === "changed" ? changed : reply.why;
  const hadFocus = root.querySelector(".sb-form").contains(document.activeElement);
  showRefusal(desk, reply, true);
  const named2 = form.fields.find(({ name }) => new RegExp(`(^|\\W)${name}\\W`).test(form.message));
  if (hadFocus && named2) focusField(desk, named2.name);
  return void 0;
}
function lockSilent(desk) {
  desk.form.locked = "silent";
  const inside = desk.root.contains(document.activeElement);
  desk.draw();
  if (inside) desk.root.querySelector(".sb-foot button").focus();
}
function unlockForm(desk) {
  if (desk.saving) desk.connection.forget(desk.saving.id);
  desk.saving = null;
  desk.form.locked = "";
  desk.draw();
  focusForm(desk);
}
function leaveForm(desk) {
  const { form } = desk;
  if (form.locked) return void 0;
  if (!isFilled(form) || form.leaving) return closeForm(desk);
  form.leaving = true;
  return tell(desk, "Not saved. Esc (or Leave) once more throws this entry away; anything else goes on with it.");
}
function takeCodebook(desk, { codebook, memos }) {
  desk.memos = memos ?? desk.memos;
  if (!codebook) return;
  desk.codebook = codebook;
  if (desk.form) desk.form.fields = fieldsOf(desk.form.kind, codebook);
}
async function sendAlias(desk, actor, alias) {
  const reply = await desk.ask("alias", { actor, alias });
  if (!reply.ok) return tell(desk, reply.why), reply;
  takeCodebook(desk, reply);
  say(desk, `saved: “${alias}” is another name of ${actor}; u takes it back`);
  return reply;
}
async function sendProposal(desk) {
  const { form } = desk;
  const { kind, name, definition, type } = form.proposal;
  const missing = [!name.trim() && "a name", !definition.trim() && "a definition", kind === "actor" && !type.trim() && "a type"];
  if (missing.some(Boolean)) {
    form.proposal.trouble = `Still missing: ${missing.filter(Boolean).join(", ")}.`;
    return desk.draw();
  }
  const reply = await desk.ask("propose", { kind, name, definition, ...kind === "actor" && { type } });
  if (desk.form !== form || !form.proposal) return void 0;
  if (!reply.ok) {
    Object.assign(form.proposal, { trouble: reply.why, known: reply.known });
    return desk.draw();
  }
  takeCodebook(desk, reply);
  return useProposed(desk, reply.proposed);
}
function useProposed(desk, id) {
  const { form } = desk;
  const { kind, name } = form.proposal;
  const cell = form.row[kind].split(" ").filter((each) => each && each !== "none");
  setCell(desk, kind, kind === "condition" ? [...cell, id].join(" ") : id);
  Object.assign(form, { proposal: null });
  delete form.lists[kind];
  say(desk, `saved: “${name}” is proposed as a new ${kind}`);
  if (kind === "condition") focusField(desk, kind);
  else focusNext(desk, kind);
}

// src/stancebook/desk/page/coding/notices.js
var MOST = 12;
function addNotice(desk, title, sentences = [], buttons = [], more2 = {}) {
  const notice = { title, sentences, buttons, ...more2 };
  const same = (other) => other.title === title && !other.buttons.length;
  desk.notices = [...desk.notices.filter((other) => !same(other)), notice];
  desk.draw();
}
function dropNotice(desk, notice) {
  desk.notices = desk.notices.filter((other) => other !== notice);
  desk.draw();
}
function noticeArea(desk) {
  if (!desk.notices.length) return null;
  return h2("div", { class: "sb-notices" }, desk.notices.map((notice) => shownNotice(desk, notice)));
}
function shownNotice(desk, notice) {
  const { title, sentences, buttons, calm, draft } = notice;
  const hidden = sentences.length - MOST;
  const lines = [...sentences.slice(0, MOST), ...hidden > 0 ? [`and ${hidden} more`] : []];
  const goOn2 = button("Go on", () => dropNotice(desk, notice), desk.role === "adjudicator" ? "" : "Esc");
  const actions = buttons.map(([label, run]) => button(label, () => (dropNotice(desk, notice), run())));
  return h2(
    "div",
    { class: `sb-notice${calm ? " sb-calm" : ""}`, role: "group", "aria-label": title, key: draft ?? title },
    h2("h3", {}, title),
    lines.length > 0 && h2("ul", {}, lines.map((words) => h2("li", {}, words))),
    h2("p", { class: "sb-buttons" }, buttons.length ? actions : goOn2)
  );
}
function changedElsewhere(desk, changes, because = "") {
  const sentences = changes.map((change2) => change2.text ?? `${change2.file}, row ${change2.row ?? "?"}`);
  addNotice(desk, "Changed elsewhere", because ? [...sentences, because] : sentences);
  say(desk, "changed elsewhere, see the notice", "changed");
  if (desk.screen === "adjudicating") desk.adjudication?.changed?.(changes);
  else if (desk.article) rereadArticle(desk);
}
var TITLES = {
  text: "The text was changed while it was open",
  frozen: "The codings are frozen",
  codebook: "The codebook was changed",
  finished: "This article is finished",
  decided: "Proposals of yours were decided",
  corrected: "What was decided otherwise",
  unreadable: "A file cannot be read"
};
function addKernelNotices(desk, notices = [], article = "") {
  if (article) desk.notices = desk.notices.filter((each) => !each.article || each.article === article);
  for (const kind of new Set(notices.map((each) => each.kind))) {
    const texts = notices.filter((each) => each.kind === kind).map(({ text }) => text);
    addNotice(desk, TITLES[kind] ?? kind, texts, [], { article, calm: ["finished", "frozen", "decided"].includes(kind) });
  }
}

// src/stancebook/desk/page/coding/drafts.js
function keepEntry({ connection }, { id, kind, was, row, place, cut, article, words }, more2 = {}) {
  connection.storage().keepDraft(id, { kind, was, row, place, cut, article, words, ...more2 });
}
function offerDrafts(desk) {
  const { screen, connection, form, notices } = desk;
  if (screen !== "coding") return;
  const waiting = new Set(connection.unsaved().map(({ id }) => id));
  for (const draft of connection.storage().drafts())
    if (draft.kind && !waiting.has(draft.message) && form?.id !== draft.id && !notices.some((each) => each.draft === draft.id))
      offerDraft(desk, draft);
}
function offerDraft(desk, draft) {
  const filled = Object.values(draft.row ?? {}).filter((cell) => cell && cell !== "-" && cell !== "none");
  const what = `${KIND_NAMES[draft.kind]} in ${draft.article}: “${shortened(draft.words ?? "")}” ${filled.join(", ")}`;
  const buttons = [
    ["Go on with it", () => goOnWith(desk, draft)],
    ["Throw it away", () => desk.connection.storage().dropDraft(draft.id)]
  ];
  addNotice(desk, "An entry was begun and not saved", [what], buttons, { draft: draft.id });
}
async function goOnWith(desk, draft) {
  if (isFilling(desk)) return offerDrafts(desk);
  if (desk.article?.article !== draft.article && !await openArticle(desk, draft.article)) return;
  if (draft.place) toSentence(desk, draft.place.first);
  openForm(desk, draft);
}

// src/stancebook/desk/page/coding/records.js
function memoFields(desk) {
  const { codebook, article } = desk;
  const { actors, issues, variables } = codebook;
  const code = (on) => (about, name = inWords(about)) => ({ on, about, name, key: `${on} ${about}` });
  const codes = [
    ...actors.map(({ id, name }) => code("actor")(id, name)),
    ...issues.map(({ id }) => code("issue")(id)),
    ...(variables.condition?.values ?? []).map(({ value }) => code("condition")(value))
  ];
  const chosen = codes.find(({ key: name }) => desk.memoOn === name);
  const written = codes.filter(({ on, about }) => memoOn(desk, on, about));
  const option = ({ on, name, key: value }) => h2("option", { value, key: value }, `${on}: ${name}`);
  return h2(
    "div",
    { class: "sb-memos" },
    memo(desk, code("article")(article.article, `article ${article.article}`)),
    h2(
      "label",
      { class: "sb-check" },
      "a code ",
      h2("select", { "aria-label": "Code", value: desk.memoOn, onChange: (event) => (desk.memoOn = event.target.value, desk.draw()) }, [
        h2("option", { value: "" }, "choose one"),
        codes.map(option)
      ])
    ),
    chosen && memo(desk, chosen),
    written.length > 0 && h2("h3", {}, `${counted(written.length, "code")} with a memo`),
    h2("ul", {}, written.map(({ on, about, name, key: each }) => h2("li", { key: each }, h2("b", {}, name), ` ${memoOn(desk, on, about)}`)))
  );
}
function memoOn({ memos }, on, about) {
  return memos.find((each) => each.on === on && each.about === about)?.text ?? "";
}
function memo(desk, { on, about, name, key: each }) {
  const send = (event) => {
    event.preventDefault();
    desk.write("memo", { on, about, text: event.target.elements.text.value.trim() }, `the memo on ${name}`);
  };
  const onKeyDown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  };
  return h2(
    "form",
    { class: "sb-memo", key: each, onSubmit: send, onKeyDown },
    h2("label", {}, h2("b", {}, `Memo on ${name}`), h2("textarea", { name: "text", rows: 4, defaultValue: memoOn(desk, on, about) })),
    h2("button", {}, "Keep it ", key("Ctrl+↵"))
  );
}
async function loadProgress(desk) {
  const reply = await desk.ask("progress");
  desk.progress = reply.ok ? reply : { why: reply.why };
  desk.draw();
}
function progressNumbers(desk) {
  const { progress } = desk;
  if (!progress) return h2("p", { class: "sb-quiet" }, "Counting …");
  if (progress.why) return h2("p", { class: "sb-alarm" }, progress.why);
  const { articles, finished, statements, minutes, left } = progress;
  const rows = [
    ["articles finished", `${finished} of ${articles}`],
    ["statements", statements],
    ["worked so far", duration(minutes ?? 0)],
    ["time left", left?.text ?? "not known before an article is finished"]
  ];
  return h2(
    "div",
    { class: "sb-numbers" },
    h2("progress", { max: articles || 1, value: finished, "aria-label": "articles finished" }),
    h2("dl", {}, rows.map(([name, words]) => [h2("dt", {}, name), h2("dd", {}, words)])),
    desk.article && button("To the next sentence without a decision", () => desk.goOn(), "n")
  );
}

// src/stancebook/desk/page/coding/sample.js
function samplePanel(desk, filters, drawn) {
  const { sample } = desk;
  const set = (name) => (event) => sample[name] = event.target.value;
  const send = async () => {
    const { keyword, outlet } = filters;
    const random = sample.number === "" ? "" : Number(sample.number);
    const reply = await desk.ask("draw", { random, seed: Number(sample.seed), keyword, outlet });
    sample.result = reply.ok ? `${reply.drawn} drawn into sample.csv` : `not drawn: ${reply.why}`;
    if (!reply.ok) return desk.draw();
    filters.sampled = true;
    say(desk, "saved: the sample");
    return drawn();
  };
  const number = { min: 1, "aria-label": "How many, drawn at random; empty for all", placeholder: "all" };
  return h2(
    "details",
    { class: "sb-draw", key: "draw" },
    h2("summary", {}, "Draw a sample of what is to be coded"),
    h2(
      "p",
      {},
      "From the articles with these words in the text and of this outlet, as filtered above: ",
      h2("label", {}, "number ", h2("input", { type: "number", ...number, value: sample.number, onInput: set("number") })),
      h2("label", {}, " seed ", h2("input", { type: "number", "aria-label": "Seed", value: sample.seed, onInput: set("seed") })),
      " ",
      button("Draw", send),
      h2("span", { class: "sb-quiet", role: "status" }, ` ${sample.result}`)
    )
  );
}

// src/stancebook/desk/page/coding/panel.js
var PAGE = 100;
var STATES2 = ["untouched", "begun", "finished"];
var prefix2 = `sb-${freshId().slice(0, 8)}`;
var ALL_ARTICLES = { find: "", keyword: "", outlet: "", state: "", sampled: false };
var LISTS = {
  articles: {
    label: "Articles",
    letter: "g",
    none: ALL_ARTICLES,
    filters: articleFilters,
    item: articleItem,
    take: (desk, row) => openArticle(desk, row.article),
    same: (desk, row) => row.article === desk.article?.article
  },
  statements: {
    label: "My entries",
    letter: "l",
    none: { kind: "statement", actor: "", issue: "", confidence: "", note: "", flagged: false },
    filters: entryFilters,
    item: entryItem,
    take: goToPassage
  },
  search: {
    label: "All texts",
    letter: "S",
    none: { words: "" },
    filters: (desk, state) => search(desk, state, "words", "Words in all texts"),
    item: passageItem,
    take: async (desk, row) => await goToPassage(desk, row) && row.place && moveInText(desk, choosePlace, row.place)
  },
  corrected: { label: "Decided otherwise", letter: "", none: {}, filters: () => null, item: correctedItem, take: goToPassage }
};
var OTHERS = { memos: { label: "Memos", letter: "M", body: memoFields }, progress: { label: "Progress", letter: "p", body: progressNumbers } };
var PANELS = { ...LISTS, ...OTHERS };
var stateOf = (desk, name) => desk.lists[name] ??= { filters: { ...LISTS[name].none }, rows: [], total: 0, at: 0, turn: 0 };
function openPanel(desk, name) {
  if (isFilling(desk)) return;
  if (!desk.article && name === "memos") return;
  desk.panel = name;
  desk.draw();
  focusPanel(desk);
  if (LISTS[name]) refresh(desk, name);
  else PANELS[name].load?.(desk);
  if (name === "progress") desk.loadProgress();
}
function focusPanel({ root }) {
  const box = root.querySelector(".sb-panel");
  (box.querySelector(".sb-filters input, textarea") ?? box).focus({ preventScroll: true });
}
function closePanel(desk) {
  if (!desk.article) return;
  desk.panel = null;
  desk.draw();
  focusText(desk);
}
async function refresh(desk, name) {
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
function given({ filters }) {
  return "find" in filters ? filters : Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
}
async function more(desk, name) {
  const state = stateOf(desk, name);
  if (state.asking || state.rows.length >= state.total && !state.more) return;
  state.asking = true;
  const { turn } = state;
  const reply = await desk.ask(name, { ...given(state), from: state.rows.length, most: PAGE });
  state.asking = false;
  if (turn !== state.turn || !reply.ok) return;
  Object.assign(state, { rows: [...state.rows, ...reply.rows], more: reply.more && reply.rows.length > 0 });
  desk.draw();
}
async function move(desk, name, step2) {
  const state = stateOf(desk, name);
  if (state.at + step2 >= state.rows.length) await more(desk, name);
  state.at = Math.max(0, Math.min(state.rows.length - 1, state.at + step2));
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
function panel(desk) {
  const name = desk.panel;
  if (!name) return null;
  const list = LISTS[name];
  const tab = ([each, { label, letter }]) => button(label, () => openPanel(desk, each), letter, { "aria-pressed": String(each === name), key: each });
  const tabs = Object.entries(PANELS).filter(([each]) => each === name || each !== "corrected" || desk.coding?.both);
  return h2(
    "section",
    { class: "sb-panel sb-article-list", tabIndex: -1, "aria-label": PANELS[name].label, onKeyDown: (event) => onPanelKey(desk, name, event) },
    h2("div", { class: "sb-panel-head" }, h2("h2", {}, PANELS[name].label), h2("span", { class: "sb-tabs" }, tabs.map(tab)), button("Back", () => closePanel(desk), "Esc")),
    list ? listBody(desk, name, list) : OTHERS[name].body(desk)
  );
}
function listBody(desk, name, { filters, item: item2 }) {
  const state = stateOf(desk, name);
  const { rows, at } = state;
  const nearEnd = ({ target }) => target.scrollTop + target.clientHeight > target.scrollHeight - 400 && more(desk, name);
  const props = {
    class: "sb-articles",
    role: "listbox",
    tabIndex: 0,
    "aria-label": LISTS[name].label,
    "aria-activedescendant": rows.length ? `${prefix2}-${at}` : void 0,
    onScroll: nearEnd
  };
  const shown2 = rows.map((row, index) => h2(Row, { key: index, desk, name, row, item: item2, index, here: index === at }));
  return [
    h2("div", { class: "sb-filters", key: name }, filters(desk, state)),
    h2("p", { class: "sb-quiet", role: "status" }, state.why || summary(name, state)),
    rows.length > 0 && h2("div", props, shown2),
    name === "articles" && samplePanel(desk, state.filters, () => refresh(desk, name))
  ];
}
function summary(name, { total, rows, sample, articles, more: unread, filters }) {
  if (name === "search") return filters.words.trim() ? `${counted(rows.length, "passage")}${unread ? " and more" : ""} in ${counted(articles ?? 0, "article")}` : "";
  if (name !== "articles") return counted(total, name === "corrected" ? "value" : "entry").replace("entrys", "entries");
  const draws = sample?.n ? `; in the sample ${sample.n}: ${[sample.draws ?? []].flat().join("; ")}` : "";
  return counted(total, "article") + draws;
}
var Row = class extends x {
  shouldComponentUpdate({ row, here }) {
    return row !== this.props.row || here !== this.props.here;
  }
  render({ desk, name, row, item: item2, index, here }) {
    const { class: look, parts } = item2(row, desk);
    return h2(
      "div",
      {
        role: "option",
        id: `${prefix2}-${index}`,
        class: `sb-article ${look}`,
        "aria-selected": String(here),
        onMouseDown: (event) => event.preventDefault(),
        onClick: () => LISTS[name].take(desk, row)
      },
      parts
    );
  }
};
function item(look, id, head, about, state) {
  const parts = [
    h2("span", { class: "sb-id" }, id),
    h2("span", { class: "sb-headline", dir: "auto" }, head),
    h2("span", { class: "sb-about" }, about),
    h2("span", { class: "sb-article-state" }, state)
  ];
  return { class: look, parts };
}
function articleItem({ article, headline, outlet, dates, sampled, state, statements }) {
  const days = typeof dates === "string" ? dates : (dates ?? []).filter(Boolean).join(" – ");
  const about = [outlet, days].filter(Boolean).join(", ");
  const words = `${state}${statements ? `, ${counted(statements, "statement")}` : ""}`;
  return item(`sb-at-${state}`, article, headline || "(no headline)", about, [sampled && h2("i", {}, "sample "), words]);
}
function entryItem({ article, sentence, kind, row, headline }, { codebook }) {
  const note = [row.quote, row.note && `(${row.note})`].filter(Boolean).join(" ");
  return item("", `${article} ${sentence ?? ""}`, cardTitle(kind ?? "statement", row, codebook), note, row.confidence ? `confidence ${row.confidence}` : headline);
}
function passageItem({ article, headline, sentence, before, hit, after }) {
  return item("sb-passage", article, [before, h2("mark", {}, hit), after], headline, `sentence ${sentence}`);
}
function correctedItem({ article, sentence, actor, issue, variable, own, decision, reason, by }) {
  const words = `${inWords(actor)}, ${inWords(issue)}: ${variable} ${own || "nothing"} → ${decision}`;
  return item("", `${article} ${sentence ?? ""}`, words, reason, by);
}
function setFilter(desk, state, name, value) {
  state.filters = { ...state.filters, [name]: value };
  desk.draw();
  clearTimeout(state.timer);
  state.timer = setTimeout(() => refresh(desk, desk.panel ?? "articles"), typeof value === "string" ? 150 : 0);
}
function search(desk, state, name, label) {
  return h2("input", {
    key: name,
    type: "search",
    autocomplete: "off",
    spellcheck: false,
    "aria-label": label,
    placeholder: label,
    value: state.filters[name],
    onInput: (event) => setFilter(desk, state, name, event.target.value)
  });
}
function select(desk, state, name, label, options) {
  const choice = ([value, words]) => h2("option", { value, key: value, selected: value === state.filters[name] }, words);
  const onChange = (event) => setFilter(desk, state, name, event.target.value);
  return h2("select", { key: name, "aria-label": label, value: state.filters[name], onChange }, options.map(choice));
}
function check(desk, state, name, label) {
  const onChange = (event) => setFilter(desk, state, name, event.target.checked);
  return h2("label", { class: "sb-check", key: name }, h2("input", { type: "checkbox", checked: state.filters[name], onChange }), label);
}
function articleFilters(desk, state) {
  const outlets = (state.outlets ?? []).map((outlet) => [outlet, outlet || "(no outlet)"]);
  return [
    search(desk, state, "find", "Id, outlet or headline"),
    search(desk, state, "keyword", "Words in the text"),
    select(desk, state, "outlet", "Outlet", [["", "all outlets"], ...outlets]),
    select(desk, state, "state", "State", [["", "all states"], ...STATES2.map((each) => [each, each])]),
    check(desk, state, "sampled", "in the sample")
  ];
}
function entryFilters(desk, state) {
  const { actors, issues, variables } = desk.codebook;
  const confidence = (variables.confidence?.values ?? []).map(({ value, meaning }) => [value, `${value} ${meaning ?? ""}`]);
  return [
    search(desk, state, "note", "Words in the note"),
    select(desk, state, "kind", "Kind", [["statement", "statements"], ["fact", "facts"]]),
    select(desk, state, "actor", "Actor", [["", "all actors"], ...actors.map(({ id, name }) => [id, name])]),
    select(desk, state, "issue", "Issue", [["", "all issues"], ...issues.map(({ id }) => [id, inWords(id)])]),
    select(desk, state, "confidence", "Confidence", [["", "any confidence"], ...confidence]),
    check(desk, state, "flagged", "to look at again")
  ];
}
var STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };
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
  const step2 = STEPS[pressed];
  if (!step2 || typing && !pressed.startsWith("Arrow")) return null;
  const list = currentTarget.querySelector(".sb-articles");
  if (!typing) return () => move(desk, name, step2);
  return () => (list?.focus({ preventScroll: true }), move(desk, name, step2 > 0 ? 0 : -1));
}
async function neighbour(desk, article, step2) {
  const state = stateOf(desk, "articles");
  let from = Math.max(0, state.rows.findIndex((row) => row.article === article) - 1);
  for (; ; ) {
    const reply = await desk.ask("articles", { ...state.filters, from, most: 500 });
    if (!reply.ok) return null;
    const index = reply.rows.findIndex((row) => row.article === article);
    const next = reply.rows[index + step2];
    if (index >= 0 && (next || index + step2 < 0)) return next?.article ?? null;
    if (from + reply.rows.length >= reply.total || !reply.rows.length) return null;
    from += index >= 0 ? index : reply.rows.length;
  }
}

// src/stancebook/desk/page/coding/article.js
async function openArticle(desk, id, sentence) {
  const reply = await desk.ask("open", { article: id });
  if (!reply.ok) return sayFailed(desk, reply.why), false;
  if (desk.form && desk.article?.article !== id) closeForm(desk, false);
  Object.assign(desk, { panel: null, search: null });
  showArticle(desk, reply, sentence);
  const active = document.activeElement;
  if (desk.root.contains(active) || active === document.body) desk.focusMain();
  return true;
}
function showArticle(desk, { article, coding, sentences, cut, notices }, sentence) {
  Object.assign(desk, { article, coding, cut, text: newText(sentences) });
  markRows(desk.text, coding);
  addKernelNotices(desk, (notices ?? []).filter(({ kind }) => kind !== "finished"), article.article);
  const at = sentence ? rowOf(desk.text, sentence) : 0;
  moveInText(desk, goToRow, Math.max(0, at));
  revealSentence(desk, at > 0);
}
async function rereadArticle(desk) {
  const reply = await desk.ask("open", { article: desk.article.article });
  if (!reply.ok || reply.article.article !== desk.article?.article) return;
  if (reply.cut === desk.cut) takeCoding(desk, reply);
  else showArticle(desk, reply, numberAt(desk.text));
}
function takeCoding(desk, { coding }) {
  if (coding.article !== desk.article?.article) return openArticle(desk, coding.article);
  desk.coding = coding;
  markRows(desk.text, coding);
  desk.text.version++;
  desk.draw();
}
async function askToWrite(desk, verb, params, done) {
  const reply = await desk.ask(verb, params);
  if (!reply.ok) return showRefusal(desk, reply), reply;
  takeCodebook(desk, reply);
  if (reply.coding) await takeCoding(desk, reply);
  say(desk, done && `saved: ${done}`);
  return reply;
}
function showRefusal(desk, { kind, why, changes }, unsaved = false) {
  if (kind === "silent") return desk.draw();
  if (kind === "changed") changedElsewhere(desk, changes ?? [], "Nothing was written: look, and do it again.");
  else if (kind === "refused" && desk.screen === "coding" && desk.article) rereadArticle(desk);
  sayFailed(desk, why ?? "the desk did not say why", unsaved);
}
function takeLate(desk, message, reply) {
  const { saving, screen, adjudication, connection } = desk;
  if (saving && saving.id === message.id) return savedOrNot(desk, reply);
  if (reply.ok) {
    const storage = connection.storage();
    for (const draft of storage.drafts()) if (draft.message === message.id) storage.dropDraft(draft.id);
    say(desk, "saved: what had waited for the kernel");
    if (screen !== "adjudicating" && desk.article) rereadArticle(desk);
  } else {
    showRefusal(desk, reply, true);
    offerDrafts(desk);
  }
  if (screen === "adjudicating") adjudication?.late?.(message, reply);
}
function isOpen(desk) {
  if (!desk.article) return false;
  if (desk.coding.finished) sayFailed(desk, `${desk.article.article} is finished; F opens it again`);
  return !desk.coding.finished;
}
function removeEntry(desk, { kind, row }) {
  if (!isOpen(desk)) return;
  focusText(desk);
  askToWrite(desk, "delete", { kind, was: row }, `${KIND_NAMES[kind]} taken out; u brings it back`);
}
function keepFlagged(desk, { kind, row }) {
  askToWrite(desk, "keep", { kind, was: row }, "right as it is");
}
function markNothing(desk) {
  if (!desk.article || isFilling(desk) || !isOpen(desk)) return;
  const { text, cut } = desk;
  const sentences = chosenSentences(text);
  const coded = text.rows.find(({ n: n2, decided }) => sentences.includes(n2) && decided === "coded");
  if (coded) return sayFailed(desk, `sentence ${coded.n} holds a statement; delete that first`);
  const undo = sentences.every((n2) => text.rows[rowOf(text, n2)].decided === "nothing");
  const where = sentences.length === 1 ? `sentence ${sentences[0]}` : `${sentences.length} sentences`;
  const done = undo ? `${where}: taken back` : `nothing in ${where}`;
  askToWrite(desk, "nothing", { sentences, cut, ...undo && { undo: true } }, done);
}
async function stepBack(desk, verb) {
  if (!desk.article || isFilling(desk)) return;
  const what = desk.coding[verb];
  if (!what) return sayIdle(desk, `nothing to ${verb} in this article`);
  await askToWrite(desk, verb, {}, `${verb === "undo" ? "undid" : "did again"} ${what}`);
}
function finishArticle(desk) {
  if (!desk.article || isFilling(desk)) return void 0;
  if (desk.coding.finished) return askToWrite(desk, "reopen", {}, "the article is open again");
  const open = desk.text.rows.filter(({ decided }) => !decided);
  if (!open.length) return askToWrite(desk, "finish", { cut: desk.cut }, "the article is finished");
  moveInText(desk, goToRow, rowOf(desk.text, open[0].n));
  focusText(desk);
  const have = open.length === 1 ? "sentence has" : "sentences have";
  return sayFailed(desk, `not finished: ${open.length} ${have} no decision yet; this is the first`);
}
async function lookAtOther(desk, reason) {
  const reply = await askToWrite(desk, "look", { reason }, "opened, and recorded");
  if (reply.ok) focusText(desk);
}
function goToOpenSentence(desk, step2) {
  if (!desk.article) return;
  const found = moveInText(desk, goToUndecided, step2);
  if (!found) sayIdle(desk, `no sentence without a decision ${step2 > 0 ? "after" : "before"} this one`);
  revealSentence(desk, found);
  focusText(desk);
}
async function goToUncertain(desk, step2) {
  if (!desk.article || isFilling(desk)) return;
  const scale = (desk.codebook.variables?.confidence?.values ?? []).map(({ value }) => value);
  const where = { article: desk.article.article, sentence: numberAt(desk.text), back: step2 < 0 };
  const reply = await desk.ask("next", { confidence: scale.slice(0, -1).join(" "), ...where });
  if (!reply.ok) return sayFailed(desk, reply.why);
  if (!reply.hit) return sayIdle(desk, "no statement of yours is uncertain");
  await goToPassage(desk, reply.hit);
}
async function goToPassage(desk, { article, sentence }) {
  if (isFilling(desk)) return false;
  if (desk.article?.article !== article) return openArticle(desk, article, sentence);
  desk.panel = null;
  moveInText(desk, goToRow, Math.max(0, rowOf(desk.text, sentence)));
  revealSentence(desk, true);
  focusText(desk);
  return true;
}
function goToNeighbour(desk, step2) {
  desk.moves = desk.moves.then(async () => {
    if (!desk.article || isFilling(desk)) return;
    const next = await neighbour(desk, desk.article.article, step2);
    if (next) await openArticle(desk, next);
    else sayIdle(desk, `this is the ${step2 > 0 ? "last" : "first"} article of the list`);
  });
}

// src/stancebook/desk/page/coding/suggestions.js
var MOST2 = 100;
function matching(options, typed) {
  const wanted = folded(typed.trim());
  if (!wanted) return options;
  const words = wanted.split(/\s+/);
  const scored = options.map((option, order) => ({ option, order, score: scoreOf(option, wanted, words) }));
  const fitting = scored.filter(({ score }) => score < Infinity);
  return fitting.sort((one, other) => one.score - other.score || one.order - other.order).map(({ option }) => option);
}
function scoreOf(option, wanted, words) {
  const names = namesOf(option).map(folded);
  const all = [...names, folded(option.meaning ?? "")].join(" ").replaceAll("_", " ");
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  if (names.some((name) => name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)))) return 2;
  if (words.every((word) => names.some((name) => name.includes(word)))) return 3;
  return words.every((word) => all.includes(word)) ? 4 : Infinity;
}
var namesOf = (option) => option.names ?? [option.value, option.label];
var isNamed = (option, typed) => namesOf(option).some((name) => folded(name) === folded(typed.trim()));
function recentFirst(options, recent = []) {
  const order = new Map(recent.map((value, at) => [value, at - recent.length]));
  return [...options].sort((one, other) => (order.get(one.value) ?? 0) - (order.get(other.value) ?? 0));
}
function optionsOf(desk, field) {
  const recent = desk.coding?.recent?.[field.name] ?? [];
  if (field.name !== "speaker") return recentFirst(field.options, recent);
  const { rows, current } = desk.text;
  const near = namesIn(rows.slice(Math.max(0, current - 3), current + 2).map(({ text }) => text).reverse());
  const known = field.options.map(({ value }) => value);
  const values = [.../* @__PURE__ */ new Set(["-", ...recent, ...near, ...known])];
  return values.map((value) => ({ value, label: value, meaning: value === "-" ? "nobody is named" : near.includes(value) ? "named in the text" : "" }));
}
function shownOptions(desk, field, state) {
  const typed = state.typed ?? "";
  const options = state.found ?? optionsOf(desk, field);
  const matches = matching(options, typed);
  const most = state.most ?? MOST2;
  const shown2 = matches.slice(0, most);
  if (matches.length > most) shown2.push({ more: matches.length - most });
  if (field.name === "speaker" && !typed.trim()) shown2.push({ pick: true });
  if (!field.open || !typed.trim() || state.alias || matches.some((option) => isNamed(option, typed))) return shown2;
  if (typed.trim()) shown2.push({ propose: typed.trim() });
  if (field.name === "actor") shown2.push({ alias: typed.trim() });
  return shown2;
}
var takesDigits = ({ seek: seek2, options }, { typed }) => !seek2 && !typed && !options.some((option) => namesOf(option).some((name) => /^[0-9]/.test(name)));
var named = (field, value) => field.options.find((option) => option.value === value);
var isFree = ({ shape }) => shape === "free";
var wording = (field, value) => isFree(field) ? value : named(field, value)?.label ?? value;
var stateOf2 = ({ form }, { name }) => form.lists[name] ??= { open: false, at: -1 };
function listField(desk, field, id) {
  const state = stateOf2(desk, field);
  const shown2 = state.open ? shownOptions(desk, field, state) : [];
  const value = desk.form.row[field.name];
  const nothing = !shown2.length && !isFree(field);
  const open = state.open && (shown2.length > 0 || nothing) && !(isFree(field) && shown2.length === 1 && shown2[0].value && isNamed(shown2[0], state.typed ?? ""));
  const chosen = shown2[state.at];
  return h2(
    "div",
    { class: "sb-list" },
    h2("input", {
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: false,
      "aria-autocomplete": "list",
      "aria-expanded": String(open),
      "aria-controls": `${id}-list`,
      "aria-activedescendant": open && chosen ? `${id}-list-${state.at}` : void 0,
      "aria-invalid": state.wrong ? "true" : void 0,
      value: state.typed ?? wording(field, value),
      onInput: (event) => onInput(desk, field, event.target.value),
      onFocus: (event) => onFocus(desk, field, event.target),
      onBlur: () => onBlur(desk, field),
      onKeyDown: (event) => onListKey(desk, field, event),
      onMouseDown: () => onMouse(desk, field)
    }),
    h2(
      "div",
      { class: "sb-popup", hidden: !open },
      h2("div", { role: "listbox", id: `${id}-list`, "aria-label": inWords(field.name), class: "sb-options" }, [
        shown2.map((option, at) => shownOption(desk, field, option, at, `${id}-list-${at}`)),
        nothing && h2("div", { role: "option", "aria-disabled": "true", class: "sb-option" }, "nothing fits")
      ]),
      chosen && h2("p", { class: "sb-explanation" }, explanation(chosen))
    ),
    quickPicks(desk, field)
  );
}
function quickPicks(desk, field) {
  const others = optionsOf(desk, field).filter(({ value }) => value !== "-" && value !== desk.form.row[field.name]).slice(0, 4);
  const pick2 = ({ value, label }) => h2("button", { type: "button", key: value, tabIndex: -1, title: label, onClick: () => settle(desk, field, value) }, label);
  return others.length > 0 && h2("div", { class: "sb-quick" }, others.map(pick2));
}
function shownOption(desk, field, option, at, id) {
  const state = stateOf2(desk, field);
  const special = !option.value;
  const number = at < 9 && !special && takesDigits(field, state) && key(at + 1);
  return h2(
    "div",
    {
      role: "option",
      id,
      key: special ? Object.keys(option)[0] : option.value,
      class: special ? "sb-option sb-new" : "sb-option",
      "aria-selected": String(at === state.at),
      onMouseDown: (event) => event.preventDefault(),
      onClick: () => take2(desk, field, option)
    },
    number,
    number && " ",
    special ? specialLabel(field, option) : [h2("b", {}, option.label), hint(option), option.proposed && h2("i", {}, " proposed")]
  );
}
function specialLabel({ name }, { more: more2, propose: propose2, alias }) {
  if (more2) return `${counted(more2, "more")}`.replace(/s$/, "") + ": type a part of the name, or click here";
  if (propose2) return `propose “${propose2}” as a new ${name} …`;
  if (alias) return `“${alias}” is another name of …`;
  return "choose the name in the text …";
}
function hint({ value, label, meaning }) {
  const text = label === value || inWords(value) === label ? meaning : value;
  return text ? h2("span", {}, ` ${text}`) : null;
}
function explanation({ value, meaning, propose: propose2, alias, more: more2 }) {
  if (value) return meaning;
  if (propose2) return "It can be used at once; whoever owns the codebook decides on it.";
  if (alias) return "Choose the actor next.";
  return more2 ? "Go on with the arrow to see them." : "Then drag over it, or double-click it.";
}
function change(desk, field, values) {
  Object.assign(stateOf2(desk, field), values);
  const state = stateOf2(desk, field);
  const option = state.open ? shownOptions(desk, field, state)[state.at] : null;
  desk.form.option = option?.value ? option : named(field, desk.form.row[field.name]) ?? null;
  desk.draw();
  desk.root.querySelector(".sb-option[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}
function openList(desk, field, typed) {
  const state = { typed, open: true, wrong: false, most: MOST2 };
  const some = shownOptions(desk, field, { ...stateOf2(desk, field), ...state })[0]?.value !== void 0;
  change(desk, field, { ...state, at: typed?.trim() && some && !isFree(field) ? 0 : -1 });
  if (field.seek) seek(desk, field, typed ?? "");
}
async function seek(desk, field, typed) {
  const turn = (stateOf2(desk, field).turn ?? 0) + 1;
  stateOf2(desk, field).turn = turn;
  const reply = await desk.ask("articles", { find: typed, keyword: "", outlet: "", state: "", sampled: false, from: 0, most: 12 });
  if (!desk.form || stateOf2(desk, field).turn !== turn || !reply.ok) return;
  const found = reply.rows.map(({ article, outlet, headline }) => {
    const meaning = [outlet, headline].filter(Boolean).join(", ");
    return { value: article, label: article, meaning, names: [article, outlet ?? "", headline ?? ""] };
  });
  change(desk, field, { found });
}
function take2(desk, field, option) {
  const state = stateOf2(desk, field);
  if (option.more) return change(desk, field, { most: (state.most ?? MOST2) + MOST2 });
  if (option.pick) return closeList(desk, field), pickInText(desk, field.name);
  if (option.propose) return propose(desk, field, option.propose);
  if (option.alias) return askWhose(desk, field, option.alias);
  if (state.alias) return takeAlias(desk, field, option.value);
  return settle(desk, field, option.value);
}
function propose(desk, { name }, words) {
  desk.form.proposal = { kind: name, name: words, definition: "", type: "", trouble: "" };
  delete desk.form.lists[name];
  desk.draw();
  desk.root.querySelector(`.sb-proposal ${words ? "textarea" : "input"}`).focus();
}
function askWhose(desk, field, alias) {
  tell(desk, `“${alias}” is another name of which actor? Type it and press Enter; Esc goes back.`);
  Object.assign(stateOf2(desk, field), { alias });
  openList(desk, field, "");
  focusField(desk, field.name);
}
async function takeAlias(desk, field, value) {
  const { alias } = stateOf2(desk, field);
  const reply = await sendAlias(desk, value, alias);
  if (reply.ok && desk.form) settle(desk, field, value);
}
function settle(desk, field, value) {
  setCell(desk, field.name, value);
  desk.form.lists[field.name] = { open: false, at: -1 };
  desk.draw();
  focusNext(desk, field.name);
}
function closeList(desk, field) {
  change(desk, field, { open: false, at: -1 });
}
function onInput(desk, field, typed) {
  if (!stateOf2(desk, field).alias) setCell(desk, field.name, isFree(field) ? typed : "");
  openList(desk, field, typed);
}
function onFocus(desk, field, input) {
  desk.form.field = field.name;
  if (!desk.form.row[field.name] && !isFree(field)) openList(desk, field, stateOf2(desk, field).typed);
  else {
    change(desk, field, {});
    input.select();
  }
}
function onMouse(desk, field) {
  setTimeout(() => {
    const open = stateOf2(desk, field).open;
    if (desk.form && !open && document.activeElement?.closest(`.sb-field-${field.name}`)) openList(desk, field, void 0);
  });
}
function onBlur(desk, field) {
  if (!desk.form) return;
  const state = stateOf2(desk, field);
  if (state.alias) desk.form.message = "";
  const typed = state.typed?.trim() ?? "";
  Object.assign(state, { open: false, at: -1, alias: void 0 });
  if (isFree(field) || !typed || desk.form.row[field.name]) delete state.typed;
  else {
    const matches = matching(optionsOf(desk, field), typed);
    const found = matches.find((option) => isNamed(option, typed)) ?? (matches.length === 1 ? matches[0] : null);
    if (found) {
      setCell(desk, field.name, found.value);
      delete state.typed;
    } else state.wrong = true;
  }
  desk.draw();
}
function onListKey(desk, field, event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const state = stateOf2(desk, field);
  const shown2 = state.open ? shownOptions(desk, field, state) : [];
  const run = listAction(desk, field, event.key, state, shown2);
  if (!run) return;
  event.preventDefault();
  if (event.key === "Escape") event.stopPropagation();
  run();
}
function listAction(desk, field, name, state, shown2) {
  const value = desk.form.row[field.name];
  const untouched = state.typed === void 0 || state.typed === "";
  if (name === "ArrowDown" || name === "ArrowUp") {
    if (!state.open) return () => openList(desk, field, void 0);
    const step2 = name === "ArrowDown" ? 1 : state.at < 0 ? 0 : -1;
    return () => moveIn(desk, field, shown2, step2);
  }
  if (name === "Enter") {
    if (shown2[state.at]) return () => take2(desk, field, shown2[state.at]);
    if (isFree(field) || value) return () => (closeList(desk, field), focusNext(desk, field.name));
    const typed = state.typed?.trim();
    const new_ = field.open && typed ? "; ↓ and then Enter proposes it" : "";
    return () => tell(desk, typed ? `“${typed}” is not in the codebook${new_}` : `type a part of the ${inWords(field.name)}, or choose with ↓`);
  }
  if (name === "=" && untouched && !state.alias) return () => takeOver(desk, field.name);
  if (/^[1-9]$/.test(name) && state.open && takesDigits(field, state) && shown2[name - 1]?.value)
    return () => take2(desk, field, shown2[name - 1]);
  if (name === "Escape" && (state.alias || state.open && (state.typed || value || isFree(field)))) return () => leaveList(desk, field);
  return null;
}
function moveIn(desk, field, shown2, step2) {
  const state = stateOf2(desk, field);
  if (!shown2.length) return;
  if (shown2[state.at + step2]?.more && step2 > 0) Object.assign(state, { most: (state.most ?? MOST2) + MOST2 });
  change(desk, field, { at: (state.at + step2 + shown2.length) % shown2.length });
}
function leaveList(desk, field) {
  const { alias, typed } = stateOf2(desk, field);
  if (alias) tell(desk, "");
  const value = desk.form.row[field.name];
  change(desk, field, { alias: void 0, typed: alias ?? (value && !isFree(field) ? void 0 : typed), open: false, at: -1 });
}

// src/stancebook/desk/page/coding/fields.js
var ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
function toggled({ options }, cell, value) {
  const known = options.map((option) => option.value);
  if (value === "none") return "none";
  const ticked = new Set(cell.split(/\s+/).filter((each) => known.includes(each) && each !== "none"));
  if (!ticked.delete(value)) ticked.add(value);
  return known.filter((each) => ticked.has(each)).join(" ") || (known.includes("none") ? "none" : "");
}
function rowField(desk, field, id) {
  const many = field.shape === "set";
  const cell = desk.form.row[field.name];
  const values = many ? cell.split(/\s+/).filter(Boolean) : [cell];
  const strange = values.filter((value) => value && !field.options.some((option) => option.value === value));
  const chip = ({ value, label, meaning, proposed }, at) => h2(
    "label",
    { class: "sb-chip", title: meaning, key: value },
    h2("input", {
      type: many ? "checkbox" : "radio",
      name: id,
      value,
      checked: values.includes(value),
      onChange: () => pick(desk, field, value),
      onFocus: () => explain(desk, field, value)
    }),
    at < ROW_OF_DIGITS && key(at + 1),
    label,
    proposed && h2("i", {}, " proposed")
  );
  const props = {
    role: many ? "group" : "radiogroup",
    "aria-labelledby": `${id}-label`,
    class: "sb-row",
    onKeyDown: (event) => onRowKey(desk, field, event)
  };
  return h2(
    "div",
    props,
    field.options.map(chip),
    field.open && h2("button", { type: "button", class: "sb-add", title: `Propose a new ${field.name}`, onClick: () => propose(desk, field, "") }, "new …"),
    strange.length > 0 && h2("span", { class: "sb-strange" }, `“${strange.join(" ")}” is not in the codebook`)
  );
}
function explain(desk, field, value) {
  Object.assign(desk.form, { field: field.name, option: field.options?.find((option) => option.value === value) ?? null });
  desk.draw();
}
function pick(desk, field, value) {
  setCell(desk, field.name, field.shape === "set" ? toggled(field, desk.form.row[field.name], value) : value);
  explain(desk, field, value);
}
function onRowKey(desk, field, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const run = rowAction(desk, field, event);
  if (!run) return;
  event.preventDefault();
  run();
}
function rowAction(desk, field, event) {
  const { options, shape, name } = field;
  const many = shape === "set";
  const boxes = [...event.currentTarget.querySelectorAll("input")];
  const digit = /^[1-9]$/.test(event.key) && options[event.key - 1];
  if (event.target.matches("button")) return null;
  if (digit && many) return () => (pick(desk, field, digit.value), boxes[event.key - 1].focus());
  if (digit) return () => (pick(desk, field, digit.value), focusNext(desk, name));
  if (event.key === "Enter") return () => focusNext(desk, name);
  if (event.key === "=") return () => takeOver(desk, name);
  const step2 = many && ARROWS[event.key];
  if (step2) return () => boxes[(boxes.indexOf(event.target) + step2 + boxes.length) % boxes.length].focus();
  if (event.key.length > 1 || event.key === " ") return null;
  if (options.length > ROW_OF_DIGITS && /\p{L}/u.test(event.key)) return () => seekLetters(desk, field, event.key, boxes);
  return () => tell(desk, `${event.key} does nothing here: 1 to ${Math.min(options.length, ROW_OF_DIGITS)} choose, = takes over the last`);
}
function seekLetters(desk, { options, name }, letter, boxes) {
  const { letters, at } = desk.form.typing ?? {};
  const typed = (Date.now() - at < 1500 ? letters : "") + letter.toLowerCase();
  desk.form.typing = { letters: typed, at: Date.now() };
  const found = options.findIndex(({ label }) => label.toLowerCase().startsWith(typed));
  if (found >= 0) boxes[found].focus();
  else tell(desk, `no ${name} begins with “${typed}”`);
}
function lineField(desk, field, id) {
  const words = field.shape === "words";
  const onKeyDown = (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey || words || event.isComposing) return;
    event.preventDefault();
    focusNext(desk, field.name);
  };
  return h2("textarea", {
    id,
    rows: words ? 2 : 1,
    spellcheck: false,
    value: desk.form.row[field.name].replace(/\r\n?/g, "\n"),
    onInput: (event) => (setCell(desk, field.name, event.target.value), desk.draw()),
    onFocus: () => explain(desk, field, null),
    onKeyDown
  });
}

// src/stancebook/desk/page/coding/form.js
var FIELDS = { list: listField, free: listField, row: rowField, set: rowField };
var isRow = ({ shape }) => shape === "row" || shape === "set";
function formPane(desk) {
  const { form } = desk;
  const { kind, was, proposal, message, locked } = form;
  return h2(
    "section",
    { class: `sb-form${locked ? " sb-locked" : ""}`, "aria-label": "Form", onKeyDown: (event) => onFormKey(desk, event) },
    h2("h2", {}, `${was ? "Change" : "New"} ${KIND_NAMES[kind]}`),
    footer(desk),
    quotation(form),
    proposal ? proposalFields(desk) : h2("div", { class: "sb-fields" }, form.fields.map((field) => fieldRow(desk, field))),
    h2("div", { class: "sb-hints" }, brokenRules(desk).map((reason) => h2("p", {}, "These do not go together: ", reason))),
    h2("p", { class: "sb-message", role: "alert" }, message),
    fieldHelp(desk)
  );
}
function footer(desk) {
  const { locked } = desk.form;
  const silent = locked === "silent";
  const save = () => saveEntry(desk);
  return h2(
    "div",
    { class: "sb-foot" },
    !silent && h2("button", { key: "save", class: "sb-main", type: "button", onClick: save }, "Save ", key("Ctrl+↵")),
    !silent && h2("button", { key: "leave", type: "button", onClick: () => leaveForm(desk) }, "Leave ", key("Esc")),
    silent && h2("button", { key: "again", type: "button", onClick: desk.connection.sendAgain }, "Send again"),
    silent && h2("button", { key: "change", type: "button", onClick: () => unlockForm(desk) }, "Change it")
  );
}
function quotation({ words, place, was }) {
  const rest = !words ? "its quote as before; choose words in the text for others" : "";
  return h2("blockquote", { dir: "auto", title: was && !place ? "its words as before" : void 0 }, words, rest && h2("i", {}, rest));
}
function fieldRow(desk, field) {
  const { name } = field;
  const id = `sb-${desk.form.id.slice(0, 8)}-${name}`;
  const label = isRow(field) ? h2("span", { class: "sb-name", id: `${id}-label` }, inWords(name)) : h2("label", { class: "sb-name", for: id }, inWords(name));
  return h2("div", { class: `sb-field sb-field-${name}`, key: name }, label, (FIELDS[field.shape] ?? lineField)(desk, field, id));
}
function brokenRules({ form: { kind, row }, codebook }) {
  if (kind !== "statement") return [];
  const has = (name, value) => (row[name] ?? "") === String(value) || (row[name] ?? "").split(" ").includes(String(value));
  const holds = ([name, wanted]) => [wanted].flat().some((value) => has(name, value));
  return (codebook.refusals ?? []).filter(({ when }) => Object.entries(when).every(holds)).map(({ reason }) => reason);
}
function fieldHelp(desk) {
  const { fields, field: name, option } = desk.form;
  const field = fields.find((each) => each.name === name) ?? fields[0];
  const means = option && [option.meaning, option.definition].find((words) => words && words !== option.label);
  const memo2 = option && memoOn(desk, field.name, option.value);
  const listed = isRow(field) ? field.options.filter(({ meaning }) => meaning) : [];
  return h2(
    "div",
    { class: "sb-help", "aria-label": "From the codebook", role: "region", tabIndex: 0, key: field.name },
    h2("h3", {}, inWords(field.name)),
    means && h2("p", { class: "sb-meaning" }, h2("b", {}, option.label), ` ${means}`),
    memo2 && h2("p", { class: "sb-meaning" }, h2("b", {}, "Your memo"), ` ${memo2}`),
    field.rule && h2("p", {}, field.rule),
    listed.length > 0 && h2("dl", {}, listed.map(({ label, meaning }) => [h2("dt", {}, label), h2("dd", {}, meaning)]))
  );
}
function proposalFields(desk) {
  const { proposal } = desk.form;
  const { kind, trouble, known } = proposal;
  const field = (name, tag, more2) => h2("label", { key: name }, name, h2(tag, {
    ...more2,
    value: proposal[name],
    onInput: (event) => (Object.assign(proposal, { [name]: event.target.value, trouble: "", known: "" }), desk.draw())
  }));
  const types = desk.codebook.types ?? [...new Set(desk.codebook.actors.map(({ type }) => type))];
  return h2(
    "div",
    { class: "sb-fields sb-proposal", role: "group", "aria-label": `Propose a new ${kind}` },
    h2("h3", {}, `Propose a new ${kind}`),
    h2("p", { class: "sb-quiet" }, "You can use it at once. Whoever owns the codebook accepts it, renames it or rejects it."),
    field("name", "input", { type: "text" }),
    kind === "actor" && field("type", "input", { type: "text", list: "sb-types" }),
    kind === "actor" && h2("datalist", { id: "sb-types" }, types.map((type) => h2("option", { value: type }))),
    field("definition", "textarea", { rows: 2 }),
    h2("p", { class: "sb-problem", role: "alert" }, trouble),
    h2(
      "p",
      { class: "sb-buttons" },
      h2("button", { type: "button", class: "sb-main", onClick: () => sendProposal(desk) }, `Propose this ${kind} `, key("Ctrl+↵")),
      known && h2("button", { type: "button", onClick: () => useProposed(desk, known) }, `Use ${known}`),
      h2("button", { type: "button", onClick: () => leaveProposal(desk) }, "Back ", key("Esc"))
    )
  );
}
function leaveProposal(desk) {
  const { kind } = desk.form.proposal;
  desk.form.proposal = null;
  desk.draw();
  desk.root.querySelector(`.sb-field-${kind} input`).focus();
}
function onFormKey(desk, event) {
  const { form } = desk;
  const { proposal, locked } = form;
  const save = (event.ctrlKey || event.metaKey) && event.key === "Enter";
  if (save) proposal ? sendProposal(desk) : saveEntry(desk);
  else if (event.key === "Escape") escape(desk);
  else if (event.key === "Enter" && !event.defaultPrevented && proposal && event.target.matches("input")) nextOfProposal(event.target);
  else if (locked && event.key !== "Tab" && !event.target.closest(".sb-foot")) return event.preventDefault();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
function nextOfProposal(input) {
  const fields = [...input.closest(".sb-proposal").querySelectorAll("input, textarea")];
  fields[fields.indexOf(input) + 1]?.focus();
}
function escape(desk) {
  const { form } = desk;
  if (form.picking) {
    form.picking = "";
    tell(desk, "");
  } else if (form.proposal) leaveProposal(desk);
  else leaveForm(desk);
}

// src/stancebook/desk/page/coding/keys.js
var step = (by) => (desk) => moveInText(desk, (text) => goToRow(text, text.current + by));
var clause = (extend) => (desk) => {
  moveInText(desk, chooseClause, extend);
  say(desk, "clauses: c the next, C one more; a number chooses one, a second number all up to there", "idle");
};
var TEXT_KEYS = {
  ArrowDown: step(1),
  ArrowUp: step(-1),
  j: step(1),
  k: step(-1),
  PageDown: step(10),
  PageUp: step(-10),
  w: (desk) => moveInText(desk, chooseSentence),
  c: clause(false),
  C: clause(true),
  v: chooseAgain,
  n: (desk) => goToOpenSentence(desk, 1),
  N: (desk) => goToOpenSentence(desk, -1),
  q: (desk) => goToUncertain(desk, 1),
  Q: (desk) => goToUncertain(desk, -1),
  Enter: (desk) => beginEntry(desk, "statement"),
  s: (desk) => beginEntry(desk, "statement"),
  "=": beginLike,
  f: (desk) => beginEntry(desk, "fact"),
  m: (desk) => beginEntry(desk, "note"),
  x: markNothing,
  e: (desk) => editNumber(desk, 1),
  u: (desk) => stepBack(desk, "undo"),
  r: (desk) => stepBack(desk, "redo"),
  F: finishArticle,
  "/": beginSearch,
  "?": (desk) => desk.showHelp(),
  "[": (desk) => goToNeighbour(desk, -1),
  "]": (desk) => goToNeighbour(desk, 1)
};
for (const [name, { letter }] of Object.entries(PANELS)) if (letter) TEXT_KEYS[letter] = (desk) => openPanel(desk, name);
var WITHOUT_ARTICLE = /* @__PURE__ */ new Set(["g", "l", "S", "p", "?"]);
var BESIDE_A_FORM = /* @__PURE__ */ new Set(["ArrowDown", "ArrowUp", "j", "k", "w", "c", "C", "v", "/", "PageDown", "PageUp", "?"]);
var SCROLLS = /* @__PURE__ */ new Set([" ", "PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);
function listenToKeys(desk) {
  const { root } = desk;
  root.addEventListener("keydown", (event) => onDeskKey(desk, event));
  root.addEventListener("keydown", (event) => keepStill(root, event));
  for (const name of ["keyup", "keypress"]) root.addEventListener(name, (event) => event.stopPropagation());
  const beside = (event) => onKeyBeside(desk, event);
  window.addEventListener("keydown", beside, true);
  return () => window.removeEventListener("keydown", beside, true);
}
function onKeyBeside(desk, event) {
  const { target } = event;
  const cell = desk.root.closest(".jp-Cell");
  if (desk.root.contains(target) || event.key === "Tab" || event.isComposing || !desk.root.checkVisibility()) return;
  if (target.closest?.("input, textarea, select, [contenteditable=true], .lm-Menu, .lm-MenuBar, [role=dialog]")) return;
  const current = cell?.matches(".jp-mod-active, .jp-mod-selected") && cell.closest(".jp-Notebook")?.contains(target);
  if (!current && target !== document.body) return;
  const chord = (event.ctrlKey || event.metaKey || event.altKey) && event.key !== "Enter";
  if (chord || /^(Control|Shift|Alt|Meta|F\d+)$/.test(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  desk.focusMain();
  sayIdle(desk, "the keys are back at the desk: press again");
}
function onDeskKey(desk, event) {
  event.stopPropagation();
  if (event.defaultPrevented || event.isComposing) return;
  const { screen, root } = desk;
  if (screen === "start") return onStartKey(desk, event);
  if (screen !== "coding") return;
  if (desk.helping) {
    if (event.key === "Escape" || event.key === "?") takeKey(event, () => desk.hideHelp());
  } else if (!isTyping(event.target) && !root.querySelector(".sb-form")?.contains(event.target)) onTextKey(desk, event);
}
function onStartKey({ root }, event) {
  const choice = /^[1-9]$/.test(event.key) && root.querySelectorAll(".sb-user")[Number(event.key) - 1];
  if (choice) takeKey(event, () => choice.click());
}
function onTextKey(desk, event) {
  const graph = event.getModifierState?.("AltGraph");
  if ((event.ctrlKey || event.metaKey) && !graph) return onCommand(desk, event);
  if (event.altKey && !graph && !/^[[\]/?]$/.test(event.key)) return;
  const onButton = event.target.closest?.("button, summary");
  if (onButton && (event.key === "Enter" || event.key === " ")) return;
  const run = textAction(desk, event);
  if (run) takeKey(event, run);
}
function textAction(desk, event) {
  const { form, text, article } = desk;
  const name = latinName(event);
  if (name === "Escape") return () => goBack(desk);
  if (desk.panel && !WITHOUT_ARTICLE.has(name) && name !== "M") return idle(desk, event, "the list has the keys: Esc goes back to the text");
  const choosing = article && choosingKey(desk, event);
  if (choosing) return choosing;
  if (form && name === "Enter") return () => focusForm(desk);
  if (/^[1-9]$/.test(name) && text.clauses) return () => clauseNumber(desk, name);
  if (form && !BESIDE_A_FORM.has(name)) return event.key.length > 1 ? null : () => isFilling(desk);
  if (/^[1-9]$/.test(name) && article) return () => editNumber(desk, Number(name));
  const run = TEXT_KEYS[name];
  if (run && (article || WITHOUT_ARTICLE.has(name))) return () => run(desk);
  return idle(desk, event, `${event.key} does nothing here; ? shows the keys`);
}
function idle(desk, { key: name }, words) {
  return [...name].length === 1 && name !== " " ? () => sayIdle(desk, words) : null;
}
function clauseNumber(desk, name) {
  const found = moveInText(desk, chooseClauseNumber, Number(name) - 1);
  if (!found) sayIdle(desk, `this sentence has no clause ${name}`);
}
function onCommand(desk, event) {
  const name = event.key.toLowerCase();
  if (event.key === "Enter" && desk.form) takeKey(event, () => saveEntry(desk));
  else if (name === "z") takeKey(event, () => stepBack(desk, event.shiftKey ? "redo" : "undo"));
  else if (name === "y") takeKey(event, () => stepBack(desk, "redo"));
  else if (event.key === "Enter") takeKey(event, () => sayIdle(desk, "Ctrl+Enter saves a form; none is open"));
}
function choosingKey(desk, { key: name, shiftKey }) {
  const by = (change2, ...given2) => () => moveInText(desk, change2, ...given2);
  if (shiftKey && (name === "ArrowUp" || name === "ArrowDown")) return by(extendBySentence, name === "ArrowDown" ? 1 : -1);
  if (name === "ArrowLeft" || name === "ArrowRight") return by(moveWord, name === "ArrowRight" !== isRightToLeft(desk) ? 1 : -1, shiftKey);
  if (name === "Home" || name === "End") return by(moveToEdge, name === "Home" ? 0 : -1, shiftKey);
  return null;
}
function isRightToLeft({ root }) {
  const words = root.querySelector(".sb-current .sb-words");
  return Boolean(words) && getComputedStyle(words).direction === "rtl";
}
function latinName({ key: name, code, shiftKey }) {
  const letter = /^[^\x00-\x7f]$/u.test(name) && /^Key([A-Z])$/.exec(code)?.[1];
  return letter ? shiftKey ? letter : letter.toLowerCase() : name;
}
function isTyping(target) {
  return target.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");
}
function takeKey(event, run) {
  event.preventDefault();
  run();
}
function goBack(desk) {
  const { form, panel: panel2, search: search2, text, notices } = desk;
  if (form) return form.picking ? escape(desk) : focusForm(desk);
  if (panel2) return closePanel(desk);
  const plain = notices.findLast(({ buttons }) => !buttons.length);
  if (search2) endSearch(desk);
  if (text.chosen) moveInText(desk, (each) => Object.assign(each, { chosen: null, clauses: null }));
  else if (plain) dropNotice(desk, plain);
  return focusText(desk);
}
function keepStill(root, event) {
  if (event.defaultPrevented || !SCROLLS.has(event.key)) return;
  if (event.target.matches("input, select, textarea") || event.target.closest("button, summary, label")) return;
  let pane = event.target;
  while (pane !== root && !(pane.scrollHeight > pane.clientHeight && getComputedStyle(pane).overflowY === "auto"))
    pane = pane.parentElement;
  if (pane === root) event.preventDefault();
}

// src/stancebook/desk/page/lib/elements.js
function h3(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === void 0 || value === null || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "class") node.className = value;
    else if (name === "text") fill(node, value);
    else if (name === "value" || name === "checked") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  fill(node, ...children);
  return node;
}
function fill(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === void 0 || child === null || child === false) continue;
    node.append(...child instanceof Node ? [child] : shownSigns(String(child)));
  }
  return node;
}
function shownSigns(text) {
  return signPieces(text).map((piece) => {
    if (typeof piece === "string") return document.createTextNode(piece);
    const { code, units } = piece;
    return h3("span", { class: "sb-sign", "data-code": code, "data-units": units, title: code });
  });
}
function refill(node, ...children) {
  node.replaceChildren();
  return fill(node, ...children);
}
function key2(name) {
  return h3("kbd", { "aria-hidden": "true" }, name);
}
function button2(label, run, keyName, props = {}) {
  const name = typeof label === "string" ? label : void 0;
  return h3(
    "button",
    { type: "button", title: keyName && name ? `${name} (${keyName})` : void 0, ...props, on: { click: run } },
    label,
    keyName && [" ", key2(keyName)]
  );
}

// src/stancebook/desk/page/adjudication/readings.js
var ABOUT = { presence: "statement", all: "both readings" };
var PRESENCE_WORDS = { present: "found", absent: "no statement", "": "nothing found" };
var REREAD_WORDS = { present: "found" };
var KIND = {
  differs: "The coders differ",
  alone: "One coder alone has it",
  reread: "Both agree; drawn to be read again",
  amended: "Both agree; amended all the same"
};
function adjudicatedValue(variable, value) {
  if (variable === "presence") return PRESENCE_WORDS[value] ?? value;
  if (variable === "all") return REREAD_WORDS[value] ?? value;
  if (variable === "condition") return value.split(" ").filter(Boolean).map(inWords).join(", ");
  if (variable === "position") return signed(value);
  return variable === "speaker" ? value : inWords(value);
}
function adjudicatedWords(text, unit) {
  const marks = ["b", "a"].flatMap((coder) => {
    const place = unit[coder]?.place;
    if (!place) return [];
    const from = place.first < unit.sentence ? 0 : unitsBefore(text, place.from);
    return [{ coder, from, to: place.last > unit.sentence ? text.length : unitsBefore(text, place.to) }];
  });
  const edges = [.../* @__PURE__ */ new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])])].sort((a2, b) => a2 - b);
  return edges.slice(1).map((to, at) => {
    const from = edges[at];
    const here = marks.filter((mark) => mark.from <= from && mark.to >= to);
    return here.reduce(
      (inner, { coder, from: start }) => [
        h3("span", { class: `sa-${coder}`, "data-starts": start === from ? coder : void 0 }, inner)
      ],
      shownSigns(text.slice(from, to))
    );
  });
}

// src/stancebook/desk/page/adjudication/case.js
function drawPassage({ passage, codebook }, unit) {
  const { actor: by, issue: on } = unit.key;
  const actor = codebook.actors?.find(({ id }) => id === by)?.name ?? by;
  const issue = codebook.issues?.find(({ id }) => id === on)?.text ?? "";
  const near = (text) => text && h3("span", { class: "sa-near", dir: "auto" }, shownSigns(text));
  refill(
    passage,
    h3(
      "p",
      { class: "sa-about" },
      h3("span", {}, h3("b", {}, `${actor} on ${inWords(on)}`), issue && `: ${issue}`),
      h3("span", { class: "sa-kind" }, KIND[unit.kind])
    ),
    h3(
      "p",
      { class: "sa-text" },
      near(unit.before),
      " ",
      h3("span", { class: "sa-n" }, unit.sentence),
      h3("span", { class: "sa-words", dir: "auto" }, adjudicatedWords(unit.text, unit)),
      " ",
      near(unit.after)
    ),
    h3("p", { class: "sa-key" }, ["a", "b"].map((coder) => wordsKey(unit, coder)))
  );
}
function wordsKey(unit, coder) {
  const words = h3("span", { class: `sa-${coder}`, "data-starts": coder }, `coder_${coder}'s words`);
  return h3("span", {}, words, !unit[coder] && ": none");
}
function offersOf(view, unit) {
  const { scope } = view;
  const whole = !scope;
  const row = variableOf(view, scope);
  const takes = (coder) => {
    if (unit.kind !== "alone") return `coder_${coder}'s`;
    return `coder_${coder}: ${unit[coder] ? "keep" : "leave out"}`;
  };
  const alike = whole ? ["reread", "amended"].includes(unit.kind) : !row?.differs || scope === "all";
  const { values } = draftOf(view);
  const amended = (whole ? unit.variables : [row]).some(
    ({ variable, differs, decision }) => !differs && (decision || values[variable] !== void 0)
  );
  const reread = unit.kind === "reread";
  return {
    1: alike ? amended && !(whole && reread) ? "as coded" : null : takes("a"),
    2: alike ? null : takes("b"),
    3: scope === "presence" || scope === "all" ? null : "a third version",
    4: "neither",
    0: reread && (whole || scope === "all") ? "upheld" : null
  };
}
function drawChoices(view, unit) {
  const { scope, choices } = view;
  const offered = offersOf(view, unit);
  const toWhole = () => (goToVariable(view, ""), focusPane(view));
  const label = `${ABOUT[scope] ?? scope} ✕`;
  refill(
    choices,
    scope ? button2(label, toWhole, "", { class: "sa-scope", title: "Back to the whole (Esc)" }) : h3("span", { class: "sa-scope" }, "the whole:"),
    [1, 2, 3, 4, 0].filter((digit) => offered[digit]).map((digit) => choiceButton(view, digit, offered[digit]))
  );
}
function choiceButton(view, digit, label) {
  const props = { type: "button", class: "sa-choice", "aria-disabled": offOf(view), "data-key": digit };
  return h3("button", { ...props, on: { click: () => choose2(view, digit) } }, h3("kbd", {}, digit), ` ${label}`);
}
function drawTable(view, unit) {
  const { values } = draftOf(view);
  const rows = unit.variables.filter(
    ({ variable, differs, decision }) => !(variable in ABOUT) || differs || decision || values[variable] !== void 0
  );
  const inFront = (row) => row.differs ? 0 : 1;
  rows.sort((one, other) => inFront(one) - inFront(other));
  const heads = ["variable", "coder_a", "coder_b", "decision"].map((name) => h3("th", { scope: "col" }, name));
  const remarks = ["confidence", "note"].filter((name) => unit.a?.[name] || unit.b?.[name]);
  const body = [rows.map((row) => tableRow(view, row)), remarks.map((name) => remarkRow(view, unit, name))];
  refill(view.table, h3("table", {}, h3("thead", {}, h3("tr", {}, heads)), h3("tbody", {}, body)));
}
function tableRow(view, row) {
  const { variable, differs } = row;
  const here = variable === view.scope;
  const go = () => (goToVariable(view, variable), focusPane(view));
  const props = { class: "sa-variable", "aria-pressed": String(here) };
  const names = [differs ? "sa-differs" : "sa-alike", here && "sa-in-focus"].filter(Boolean).join(" ");
  return h3(
    "tr",
    { class: names, "data-variable": variable },
    h3("th", { scope: "row" }, button2(ABOUT[variable] ?? variable, go, "", props)),
    ["a", "b"].map((coder) => codedCell(view, row, coder)),
    decisionCell(view, row)
  );
}
function decisionCell(view, { variable, differs, decision, reason }) {
  const drafted = draftOf(view).values[variable];
  const words = (value) => h3("b", { dir: "auto" }, adjudicatedValue(variable, value));
  const quiet = (text) => h3("span", { class: "sb-quiet" }, text);
  if (drafted !== void 0 && drafted !== decision)
    return h3("td", { class: "sa-decision sa-drafted" }, words(drafted), quiet(" not saved"));
  const why = () => h3("span", { class: "sa-why", dir: "auto" }, reason);
  const content = decision ? [words(decision), why()] : differs && quiet("to decide");
  return h3("td", { class: "sa-decision" }, content);
}
function codedCell(view, row, coder) {
  const { variable, differs, decision } = row;
  const value = row[coder];
  const words = value === "" && variable !== "presence" ? "" : adjudicatedValue(variable, value);
  if (!differs || variable === "all") return h3("td", { dir: "auto" }, words);
  const take3 = () => (goToVariable(view, variable), choose2(view, coder === "a" ? 1 : 2));
  const chosen = draftOf(view).values[variable] ?? decision;
  const absent = variable === "presence" && value === "" && chosen === "absent";
  const look = absent || chosen !== "" && chosen === value ? "sa-take sa-taken" : "sa-take";
  const label = `take coder_${coder}'s: ${variable} ${words || "nothing"}`;
  const props = { class: look, "aria-disabled": offOf(view), "aria-label": label, dir: "auto" };
  return h3("td", {}, button2(h3("span", {}, words || "nothing"), take3, "", props));
}
function remarkRow({ codebook }, unit, name) {
  const known = codebook.variables?.confidence?.values ?? [];
  const meaning = (value) => known.find((each) => each.value === value)?.meaning;
  const words = (value) => name === "confidence" && value && meaning(value) ? `${value}, ${meaning(value)}` : value;
  const cells = ["a", "b"].map((coder) => h3("td", { dir: "auto" }, words(unit[coder]?.[name] ?? "")));
  return h3("tr", { class: "sa-remark" }, h3("th", { scope: "row" }, name), cells, h3("td"));
}

// src/stancebook/desk/page/adjudication/case_list.js
var MOST3 = 200;
async function showCases(view, article) {
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
function takeOverview(view, { articles, left }) {
  Object.assign(view, { articles, left });
}
async function rereadCases(view) {
  const reply = await view.ask("overview");
  if (reply.ok) takeOverview(view, reply);
  if (view.current) await openDisputes(view, view.current.article, { keep: true });
}
async function openDisputes(view, article, { keep = false } = {}) {
  const before = keep ? unitName(unitOf(view)) : null;
  const reply = await view.ask("disputes", { article });
  if (reply.ok) return takeDisputes(view, reply, before);
  view.trouble = reply.why;
  drawAdjudication(view);
}
function takeDisputes(view, reply, before) {
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
var unitOf = ({ current, at }) => current?.units?.[at];
var unitName = (unit) => unit && ["article", "sentence_start", "actor", "issue"].map((name) => unit.key[name]).join(" ");
function goToUnit(view, place) {
  const { current, pane } = view;
  if (!current?.units.length) return;
  view.at = Math.max(0, Math.min(current.units.length - 1, place));
  leaveScope(view);
  view.trouble = "";
  pane.scrollTop = 0;
  drawAdjudication(view);
}
function queueMove(view, go) {
  view.moves = view.moves.then(go);
  return view.moves;
}
function goToArticle(view, article) {
  return queueMove(view, () => openDisputes(view, article));
}
function goToLeft(view, step2) {
  return queueMove(view, async () => {
    const units = view.current?.units ?? [];
    let place = view.at + step2;
    while (units[place]?.done) place += step2;
    if (units[place]) goToUnit(view, place);
    else await goToLeftBeyond(view, step2);
    focusPane(view);
  });
}
async function goToLeftBeyond(view, step2) {
  const { articles, current, left } = view;
  const here = articles.findIndex((each) => each.article === current?.article);
  const beyond = [...articles.slice(here + 1), ...articles.slice(0, Math.max(0, here))];
  const other = (step2 > 0 ? beyond : beyond.reverse()).find((each) => each.left);
  if (!other) {
    view.say(left ? "" : "all is decided");
    return drawAdjudication(view);
  }
  await openDisputes(view, other.article);
  const places = view.current.units.flatMap((each, place) => each.done ? [] : [place]);
  if (places.length) goToUnit(view, places.at(step2 > 0 ? 0 : -1));
}
function goBeside(view, step2) {
  return queueMove(view, async () => {
    const { articles, current } = view;
    const other = articles[articles.findIndex((each) => each.article === current?.article) + step2];
    if (other) await openDisputes(view, other.article);
  });
}
var isFound = ({ find }, { article, outlet, headline }) => `${article} ${outlet} ${headline}`.toLowerCase().includes(find.value.trim().toLowerCase());
function drawCaseList(view) {
  const { articles, current, find, list, strip } = view;
  const shown2 = articles.filter((each) => isFound(view, each));
  const here = shown2.findIndex((each) => each.article === current?.article);
  const from = Math.max(0, Math.min(here - MOST3 / 2, shown2.length - MOST3));
  const none = find.value.trim() ? "No article matches." : "Nothing is coded yet.";
  const rest = shown2.length > MOST3 && `${MOST3} of ${shown2.length} shown; search for the others`;
  const remark = shown2.length ? rest : none;
  const rows = shown2.slice(from, from + MOST3).map((each) => articleRow(view, each));
  refill(list, rows, remark && h3("p", { class: "sb-quiet" }, remark));
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
  return h3(
    "div",
    {
      class: each.left ? "sa-row" : "sa-row sa-pale",
      role: "option",
      id: `${view.prefix}-${each.article}`,
      "aria-selected": String(each.article === view.current?.article),
      on: { click: () => goToArticle(view, each.article).then(() => focusPane(view)) }
    },
    h3("b", {}, each.article),
    h3("span", { class: "sa-title" }, each.headline || each.outlet || "no headline"),
    h3("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign)
  );
}
function unitRow(view, each, place) {
  const open = view.drafts.has(unitName(each)) ? ["✎", "begun, not saved"] : ["·", "to decide"];
  const [sign, words] = each.done ? ["✓", "decided"] : open;
  return h3(
    "div",
    {
      class: "sa-row",
      role: "option",
      "aria-selected": String(place === view.at),
      on: { click: () => (goToUnit(view, place), focusPane(view)) }
    },
    h3("b", {}, each.sentence),
    h3("span", { class: "sa-title" }, `${inWords(each.key.actor)}, ${inWords(each.key.issue)}`),
    h3("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign)
  );
}
function onFindKey(view, event) {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  endKey(event);
  const first = view.articles.find((each) => isFound(view, each));
  if (event.key === "ArrowDown" || !first) return view.list.focus();
  view.find.value = "";
  goToArticle(view, first.article).then(() => focusPane(view));
}
function onCaseListKey(view, event) {
  const step2 = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step2 && event.key !== "Enter") return;
  endKey(event);
  if (step2) goBeside(view, step2);
  else focusPane(view);
}

// src/stancebook/desk/page/adjudication/rules.js
var AGAIN = "Read the sentence again as if it were new. Uphold what both have, or amend what is wrong in it.";
var PICK_HINT = {
  speaker: "Write the speaker, then press Enter.",
  condition: "Press the numbers of all that apply, then Enter."
};
function drawRules(view) {
  const { aside, helping, editing, scope, codebook } = view;
  const unit = unitOf(view);
  if (helping) return drawAdjudicationKeys(aside);
  if (!unit) return refill(aside);
  const name = editing?.variable ?? (scope || firstDue(unit));
  const known = codebook.variables?.[name];
  const { unit: rule, include, exclude } = codebook;
  const rules = { presence: [rule, include, exclude], all: [AGAIN] }[name] ?? [known?.rule];
  const picking = editing && editing.variable === name;
  refill(
    aside,
    h3("h3", {}, ABOUT[name] ?? name),
    picking && h3("p", { class: "sa-hint" }, PICK_HINT[name] ?? "Press the number of the value, or click it."),
    rules.map((text) => text && h3("p", { dir: "auto" }, text)),
    picking && name === "speaker" ? speakerField(view, unit) : valuesOf(view, name, known?.values ?? [], picking)
  );
}
var firstDue = (unit) => unit.variables.find(({ differs }) => differs)?.variable ?? "position";
function speakerField(view, unit) {
  const value = draftOf(view).values.speaker ?? unit.a?.speaker ?? unit.b?.speaker ?? "";
  const input = h3("input", { class: "sa-speaker", type: "text", value, dir: "auto", "aria-label": "Speaker" });
  const take3 = () => takePicked2(view, "speaker", input.value.trim());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    endKey(event);
    take3();
  });
  return h3("div", { class: "sa-ask" }, input, button2("Take it", take3));
}
function valuesOf(view, name, values, picking) {
  if (!values.length) return null;
  const row = (each, place) => h3("li", {}, (picking ? valueButton : valueWords)(view, name, each, place));
  const list = h3("ul", { class: picking ? "sa-values sa-picking" : "sa-values" }, values.map(row));
  const takeSet = () => takePickedSet(view);
  return [list, picking && name === "condition" && button2("Take these (Enter)", takeSet, "", { class: "sa-take-set" })];
}
function valueWords(_2, name, { value, meaning }) {
  return [h3("b", {}, adjudicatedValue(name, value)), h3("span", { dir: "auto" }, ` ${meaning}`)];
}
function valueButton(view, name, each, place) {
  const set = name === "condition";
  const ticked = view.editing.members.includes(each.value);
  const standing = draftOf(view).values[name] ?? variableOf(view, name)?.decision;
  const current = !set && standing === each.value ? "true" : void 0;
  const box = set && h3("span", { class: "sa-box" }, ticked ? "☑ " : "☐ ");
  const props = { class: "sa-value", "aria-pressed": set ? String(ticked) : void 0, "aria-current": current };
  const label = [key2(place + 1), " ", box, valueWords(view, name, each)];
  return button2(label, () => pickValue(view, place), "", props);
}
function beginThird(view, unit) {
  const { scope } = view;
  const open = unit.variables.filter(({ differs, variable }) => differs && !(variable in ABOUT));
  const due = open.map(({ variable }) => variable);
  const queue = scope ? [scope] : due.length ? due : ["position"];
  editVariable(view, queue[0], queue.slice(1), !scope && due.length > 0);
}
function editVariable(view, variable, rest, whole) {
  const unit = unitOf(view);
  const standing = draftOf(view).values[variable] ?? variableOf(view, variable)?.decision;
  const members = (standing || unit.a?.[variable] || unit.b?.[variable] || "").split(" ").filter(Boolean);
  Object.assign(view, { scope: variable, editing: { variable, rest, members, whole } });
  drawUnit(view);
  view.pane.scrollTop = 0;
  if (variable === "speaker") view.aside.querySelector("input").focus();
  else focusPane(view);
}
function pickValue(view, place) {
  const { editing, codebook } = view;
  const value = codebook.variables?.[editing.variable]?.values?.[place]?.value;
  if (value === void 0) return;
  if (editing.variable !== "condition") return takePicked2(view, editing.variable, value);
  const members = new Set(editing.members);
  if (value === "none") members.clear();
  else members.delete("none");
  if (!members.delete(value)) members.add(value);
  editing.members = [...members];
  drawRules(view);
  focusPane(view);
}
function takePickedSet(view) {
  takePicked2(view, "condition", [...view.editing.members].sort().join(" "));
}
function takePicked2(view, variable, value) {
  if (!value) {
    const empty = "the speaker is empty; write - where nobody is named";
    view.trouble = variable === "speaker" ? empty : "choose at least one, or none";
    return drawDecision(view, unitOf(view));
  }
  const { rest, whole } = view.editing;
  view.trouble = "";
  draftOf(view, (own) => putThird(view, own, variable, value));
  drawCaseList(view);
  if (rest.length) return editVariable(view, rest[0], rest.slice(1), whole);
  Object.assign(view, { editing: null, scope: whole ? "" : view.scope });
  drawUnit(view);
  view.reason.focus();
}
function putThird(view, own, variable, value) {
  const { kind } = unitOf(view);
  const { differs, a: a2, b } = variableOf(view, variable);
  if (own.values.presence === "absent") delete own.values.presence;
  if (own.values.all === "upheld") delete own.values.all;
  own.values[variable] = value;
  if (differs || value === (a2 || b)) return;
  if (kind === "reread" && variableOf(view, "all").decision !== "amended") own.values.all = "amended";
  if (kind === "alone" && variableOf(view, "presence").decision !== "present") own.values.presence = "present";
}

// src/stancebook/desk/page/adjudication/decision.js
var DRAFTED = "adjudication ";
function draftOf(view, change2) {
  const name = unitName(unitOf(view));
  const own = view.drafts.get(name) ?? { values: {}, reasons: {}, reason: "" };
  if (!change2 || !name) return own;
  change2(own);
  view.drafts.set(name, own);
  view.storage().keepDraft(DRAFTED + name, own);
  return own;
}
function forgetDraft({ drafts, storage }, name) {
  drafts.delete(name);
  storage().dropDraft(DRAFTED + name);
}
function recallDrafts({ drafts, storage }) {
  for (const { id, ...own } of storage().drafts())
    if (id.startsWith(DRAFTED) && own.values) drafts.set(id.slice(DRAFTED.length), own);
}
function dropDecided(view, name, decisions) {
  const own = view.drafts.get(name);
  if (!own) return;
  for (const { variable } of decisions) {
    delete own.values[variable];
    delete own.reasons[variable];
  }
  if (!Object.keys(own.values).length) forgetDraft(view, name);
}
var variableOf = (view, name) => unitOf(view)?.variables.find(({ variable }) => variable === name);
var isReady = ({ current, silent }) => Boolean(current?.open && current.frozen === "frozen" && !current.waits.length && !silent);
var offOf = (view) => isReady(view) && !view.busy ? void 0 : "true";
function choose2(view, digit) {
  const unit = unitOf(view);
  if (!unit || !isReady(view) || view.busy || !offersOf(view, unit)[digit]) return;
  view.trouble = "";
  if (digit === 3) return beginThird(view, unit);
  view.editing = null;
  const whole = digit === 4 || digit === 0 || !view.scope;
  const values = takenValues(view, unit, digit);
  draftOf(view, (own) => {
    own.values = whole ? values : { ...own.values, ...values };
    for (const { variable, differs, decision, a: a2, b } of unit.variables)
      if (!differs && !decision && own.values[variable] === (a2 || b)) delete own.values[variable];
  });
  if (whole) view.scope = "";
  drawCaseList(view);
  drawUnit(view);
  view.reason.focus();
}
function takenValues(view, unit, digit) {
  if (digit === 0) return { all: "upheld" };
  if (digit === 4) return { presence: "absent", ...unit.kind === "reread" && { all: "amended" } };
  const coder = digit === 1 ? "a" : "b";
  const concerned = ({ variable, differs, decision }) => variable !== "all" && (differs || decision);
  const rows = view.scope ? [variableOf(view, view.scope)] : unit.variables.filter(concerned);
  return Object.fromEntries(rows.map((row) => [row.variable, takenValue(unit, row, coder)]));
}
function takenValue(unit, row, coder) {
  if (row.variable === "presence") return row[coder] || "absent";
  return unit.kind === "alone" ? row.a || row.b : row[coder];
}
function drawDecision(view, unit) {
  const { scope, editing, reason, because, save, back, alarm, trouble } = view;
  const own = draftOf(view);
  const saved = unit.variables.filter(({ decision }) => decision);
  const whole = new Set(saved.map((row) => row.reason)).size === 1 ? saved[0].reason : "";
  const alone = scope && !editing?.whole;
  const words = alone ? own.reasons[scope] ?? variableOf(view, scope)?.reason ?? "" : own.reason || whole;
  if (reason.value !== words) reason.value = words;
  because.textContent = alone ? `Why, on ${ABOUT[scope] ?? scope}` : "Why";
  reason.readOnly = !isReady(view);
  save.setAttribute("aria-disabled", offOf(view) ?? "false");
  keepingAdjudicationFocus(view, () => back.hidden = !(scope ? variableOf(view, scope)?.decision : saved.length));
  alarm.textContent = trouble;
  alarm.hidden = !trouble;
}
function onReason(view) {
  const { scope, editing, reason, trouble } = view;
  draftOf(view, (own) => {
    if (scope && !editing?.whole) own.reasons[scope] = reason.value;
    else own.reason = reason.value;
  });
  if (!trouble) return;
  view.trouble = "";
  drawDecision(view, unitOf(view));
}
function decisionsOf(view) {
  const { scope, reason } = view;
  const own = draftOf(view);
  const inScope = (name) => !scope || name === scope || !variableOf(view, scope)?.differs;
  const names = Object.keys(own.values).filter(inScope);
  const standing = ({ variable, decision }) => decision && (!scope || variable === scope);
  const bare = names.length ? [] : unitOf(view).variables.filter(standing);
  const given2 = (name) => own.reasons[name]?.trim() || own.reason.trim() || reason.value.trim();
  const why = (name) => given2(name) || variableOf(view, name).reason;
  return [
    ...names.map((name) => ({ variable: name, decision: own.values[name], reason: why(name) })),
    ...bare.map(({ variable, decision }) => ({ variable, decision, reason: why(variable) }))
  ];
}
async function storeDecision(view) {
  const unit = unitOf(view);
  if (!unit || !isReady(view) || view.busy) return;
  const decisions = decisionsOf(view);
  if (!decisions.length)
    return complain(view, "nothing is chosen yet; take a reading with 1 to 4, or a value of the table", view.pane);
  if (decisions.some((one) => !one.reason))
    return complain(view, "the decision has no reason; write why", view.reason);
  const name = unitName(unit);
  const shown2 = Object.fromEntries(unit.variables.map(({ variable, a: a2, b }) => [variable, [a2, b]]));
  const reply = await writeAside(view, "decide", { key: unit.key, decisions, shown: shown2 });
  if (reply.kind === "silent") view.silent = { name, decisions };
  if (!reply.ok) return drawUnit(view);
  dropDecided(view, name, decisions);
  takeDisputes(view, reply, name);
  goOn(view, name);
}
function complain(view, words, field) {
  view.trouble = words;
  drawDecision(view, unitOf(view));
  field.focus();
}
function goOn(view, name) {
  const unit = unitOf(view);
  if (!unit || unitName(unit) !== name || unit.done) return goToLeft(view, 1);
  const { values } = draftOf(view);
  const open = unit.variables.find(({ differs, decision, variable }) => differs && !decision && !(variable in values));
  view.scope = view.scope && open ? open.variable : "";
  drawUnit(view);
  focusPane(view);
}
async function takeBack(view) {
  const { scope, busy } = view;
  const unit = unitOf(view);
  const some = unit?.variables.some(({ variable, decision }) => decision && (!scope || variable === scope));
  if (!some || busy) return;
  const reply = await writeAside(view, "undecide", { key: unit.key, variables: scope ? [scope] : [] });
  if (!reply.ok) return;
  forgetDraft(view, unitName(unit));
  takeDisputes(view, reply, unitName(unit));
  focusPane(view);
}
async function actAside(view, verb, params) {
  const reply = await writeAside(view, verb, params);
  if (!reply.ok) return;
  if (verb === "freeze") {
    takeOverview(view, reply);
    await openDisputes(view, view.current.article, { keep: true });
  } else if (reply.units)
    takeDisputes(view, reply, reply.article === view.current?.article ? unitName(unitOf(view)) : null);
  else await showCases(view);
  if (reply.what) view.say(`${verb === "undo" ? "undone" : "done again"}: ${reply.what}`);
  focusPane(view);
}
function stepAside(view, verb) {
  return actAside(view, verb, { article: view.current?.article });
}
async function writeAside(view, verb, params) {
  view.busy = true;
  drawUnit(view);
  const reply = await view.ask(verb, params);
  view.busy = false;
  view.trouble = reply.ok ? "" : reply.why;
  if (reply.ok) return reply;
  drawAdjudication(view);
  if (!view.body.hidden) (verb === "decide" ? view.reason : view.pane).focus({ preventScroll: true });
  return reply;
}
async function takeLateDecision(view, message, reply) {
  const { silent } = view;
  if (silent) {
    Object.assign(view, { silent: null, trouble: reply.ok ? "" : reply.why });
    if (reply.ok && message.ask === "decide") dropDecided(view, silent.name, silent.decisions);
  }
  await rereadCases(view);
}

// src/stancebook/desk/page/adjudication/blockers.js
function drawBlockers(view) {
  const { notices, current } = view;
  const focused = notices.contains(document.activeElement) ? document.activeElement.className : "";
  const inputs = [...notices.querySelectorAll("input")];
  const typed = Object.fromEntries(inputs.map((input) => [input.className, input.value]));
  refill(notices, current && blockersOf(view, current));
  for (const input of notices.querySelectorAll("input")) input.value = typed[input.className] ?? "";
  if (focused) notices.querySelector(`.${focused}`)?.focus();
}
function blockersOf(view, current) {
  if (!current.open) return closedPanel(view, current);
  const waits = current.waits.length > 0 && waitingPanel(current.waits);
  const freeze = current.frozen !== "frozen" && freezePanel(view, current);
  const stale = current.stale.map((each) => stalePanel(view, each));
  const empty = !current.units.length && !current.stale.length;
  return [waits, freeze, stale, empty && h3("p", { class: "sb-quiet" }, "There is nothing to decide in this article.")];
}
function closedPanel(view, { article, why: waits }) {
  const words = `${article} is not open: ${waits}. The codings stay apart until both have finished.`;
  const hint2 = "why it has to be opened early; this is recorded";
  const look = (reason) => actAside(view, "look", { article, reason });
  return askingPanel(view, "sa-early", words, "Open all the same", hint2, look);
}
function waitingPanel([first, ...others]) {
  return h3(
    "div",
    { class: "sa-notice" },
    h3("p", {}, `Adjudication waits until the files are in order: ${first}`),
    others.length > 0 && h3("p", {}, `${others.length} more like it`)
  );
}
function freezePanel(view, { frozen }) {
  const words = frozen === "edited" ? "The codings were edited after they were frozen. Undo the edit, or freeze them anew, before you decide." : "The codings are not frozen yet. Reliability is measured on frozen codings: freeze them first, then decide.";
  const { articles } = view;
  const open = articles.filter((each) => each.waiting.length).length;
  const mind = open ? ` ${open} of ${articles.length} articles with codes are not finished by both.` : "";
  const freeze = (reason) => actAside(view, "freeze", { reason });
  return askingPanel(view, "sa-freeze", words + mind, "Freeze the codings", "why they are frozen now", freeze);
}
function stalePanel(view, { row, wrong }) {
  const { article, sentence_start, actor, issue, variable, decision } = row;
  const value = adjudicatedValue(variable, decision);
  const decided = `Decided on ${inWords(actor)}, ${inWords(issue)}: ${ABOUT[variable] ?? variable} ${value}.`;
  const params = { key: { article, sentence_start, actor, issue }, variables: [variable] };
  return h3(
    "div",
    { class: "sa-notice" },
    h3("p", {}, `${decided} But ${wrong}.`),
    button2("Take this decision out", () => actAside(view, "undecide", params))
  );
}
function askingPanel(view, name, words, label, hint2, go) {
  const input = h3("input", { class: name, type: "text", placeholder: hint2, "aria-label": hint2, dir: "auto" });
  const send = () => {
    if (input.value.trim()) return go(input.value);
    input.setAttribute("aria-invalid", "true");
    input.focus();
    view.say("a reason is needed");
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && (endKey(event), send()));
  return h3("div", { class: "sa-notice" }, h3("p", {}, words), h3("div", { class: "sa-ask" }, input, button2(label, send)));
}

// src/stancebook/desk/page/adjudication/adjudication.js
var ADJUDICATION_KEYS = [
  ["1, 2", "take coder_a's, coder_b's"],
  ["3", "a third version: then the number of a value"],
  ["4", "neither: no statement"],
  ["0", "uphold an agreement that is read again"],
  ["left, right", "one variable at a time; back to the whole case"],
  ["Enter", "write the reason"],
  ["Ctrl+Enter", "save, and go on"],
  ["up, down (k, j)", "previous, next unit"],
  ["n, shift+n", "next, previous unit without a decision"],
  ["[ and ]", "previous, next article"],
  ["Delete", "take a decision back"],
  ["u, r", "undo, redo"],
  ["/, g", "find an article, go to the list"],
  ["Esc", "back"],
  ["?", "these keys"]
];
function adjudicationView({ ask, say: say2, storage, codebook }) {
  const view = {
    ...{ ask, say: say2, storage, codebook },
    prefix: `sa-${freshId().slice(0, 8)}`,
    // of the elements' ids: a page may hold two desks
    drafts: /* @__PURE__ */ new Map(),
    articles: [],
    left: 0,
    // in the study
    current: null,
    // the article in view and its units
    at: 0,
    // the unit in view
    scope: "",
    // the variable in focus, or "" for the whole
    editing: null,
    // the third version being made
    trouble: "",
    helping: false,
    busy: false,
    // something is being written
    silent: null,
    // what the kernel has not answered
    moves: Promise.resolve()
  };
  Object.assign(view, adjudicationParts(view));
  const settle2 = () => focusPane(view);
  return {
    node: view.node,
    async show(article) {
      view.parent = view.node.parentElement;
      view.parent.addEventListener("focus", settle2);
      await showCases(view, article);
      if ([document.body, view.parent].includes(document.activeElement)) settle2();
    },
    changed: () => rereadCases(view),
    late: (message, reply) => takeLateDecision(view, message, reply),
    close: () => view.parent?.removeEventListener("focus", settle2),
    focus: settle2
  };
}
function adjudicationParts(view) {
  const find = h3("input", {
    type: "search",
    class: "sa-find",
    placeholder: "find an article  ( / )",
    "aria-label": "Find an article",
    on: { input: () => drawCaseList(view), keydown: (event) => onFindKey(view, event) }
  });
  const list = h3("div", {
    class: "sa-articles",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Articles",
    on: { keydown: (event) => onCaseListKey(view, event) }
  });
  const strip = h3("div", { class: "sa-units", role: "listbox", "aria-label": "Units of this article" });
  const unit = unitParts(view);
  const aside = h3("aside", { class: "sa-rules", tabindex: "0", "aria-label": "The codebook on the variable" });
  const node = h3(
    "div",
    { class: "sa", on: { keydown: (event) => onAdjudicationKey(view, event) && endKey(event) } },
    h3("nav", { class: "sa-nav", "aria-label": "What is to be decided" }, find, list, strip),
    unit.pane,
    aside
  );
  return { ...unit, find, list, strip, aside, node };
}
function unitParts(view) {
  const head = h3("div", { class: "sa-head" });
  const notices = h3("div", { class: "sa-notices" });
  const passage = h3("div", { class: "sa-passage" });
  const choices = h3("div", { class: "sa-choices", role: "group", "aria-label": "Whose reading" });
  const table = h3("div", { class: "sa-table" });
  const { node: form, ...parts } = decisionParts(view);
  const body = h3("div", { class: "sa-body" }, passage, choices, table, form);
  const props = { class: "sa-unit", tabindex: "0", "aria-label": "The unit to decide on", "data-pane": "text" };
  const pane = h3("section", props, head, notices, body);
  return { ...parts, head, notices, passage, choices, table, body, pane };
}
function decisionParts(view) {
  const id = `${view.prefix}-reason`;
  const because = h3("label", { class: "sa-because", for: id });
  const on = { input: () => onReason(view) };
  const reason = h3("textarea", { id, class: "sa-reason", rows: "2", dir: "auto", on });
  const alarm = h3("p", { class: "sa-alarm", role: "alert" });
  const save = button2("Save and go on (Ctrl+Enter)", () => storeDecision(view), "", { class: "sa-save" });
  const back = button2("Take the decision back", () => takeBack(view), "", { class: "sa-back" });
  const node = h3("div", { class: "sa-form" }, because, reason, alarm, h3("div", { class: "sa-acts" }, save, back));
  return { node, because, reason, alarm, save, back };
}
function drawAdjudication(view) {
  keepingAdjudicationFocus(view, () => {
    drawCaseList(view);
    drawAdjudicationHead(view);
    drawBlockers(view);
    drawUnit(view);
  });
}
function keepingAdjudicationFocus(view, work) {
  const hadFocus = view.node.contains(document.activeElement);
  work();
  const now = document.activeElement;
  if (hadFocus && !(view.node.contains(now) && now.checkVisibility())) focusPane(view);
}
function focusPane({ pane }) {
  pane.focus({ preventScroll: true });
}
function drawAdjudicationHead(view) {
  const { head, current, trouble, articles, at, left } = view;
  if (!current) {
    const words = trouble || "Nothing is coded yet.";
    return refill(head, h3("p", { class: trouble ? "sb-alarm" : "sb-quiet" }, words));
  }
  const source = articles.find((each) => each.article === current.article);
  const about = [source?.headline, source?.outlet].filter(Boolean);
  const count = current.units.length;
  const here = count ? `${at + 1} of ${count}, ${current.left} left here` : "";
  const next = () => goToLeft(view, 1);
  refill(
    head,
    h3("div", { class: "sa-which" }, h3("b", {}, current.article), about.map((words) => ` · ${words}`)),
    h3("div", { class: "sa-progress" }, [here, `${left} left in the study`].filter(Boolean).join(" · ")),
    h3(
      "div",
      { class: "sa-tools", role: "toolbar", "aria-label": "Tools" },
      adjudicationTool("next undecided", "n", next, left ? "Next unit without a decision" : ""),
      adjudicationTool("undo", "u", () => stepAside(view, "undo"), current.undo && `Undo: ${current.undo}`),
      adjudicationTool("redo", "r", () => stepAside(view, "redo"), current.redo && `Redo: ${current.redo}`),
      adjudicationTool("keys", "?", () => toggleAdjudicationKeys(view), "All keys")
    )
  );
}
function adjudicationTool(label, keyName, run, title) {
  const off = title ? void 0 : "true";
  return button2(label, () => title && run(), keyName, { title: title || void 0, "aria-disabled": off });
}
function toggleAdjudicationKeys(view) {
  view.helping = !view.helping;
  drawRules(view);
  (view.helping ? view.aside : view.pane).focus({ preventScroll: true });
}
function drawAdjudicationKeys(aside) {
  const keys = ADJUDICATION_KEYS.map(([names, words]) => [h3("dt", {}, h3("kbd", {}, names)), h3("dd", {}, words)]);
  refill(aside, h3("h3", {}, "Keys"), h3("dl", { class: "sa-keys" }, keys));
}
function drawUnit(view) {
  const unit = unitOf(view);
  keepingAdjudicationFocus(view, () => {
    view.body.hidden = !unit;
    drawRules(view);
    if (!unit) return;
    drawPassage(view, unit);
    drawChoices(view, unit);
    drawTable(view, unit);
    drawDecision(view, unit);
  });
}
function leaveScope(view) {
  Object.assign(view, { scope: "", editing: null });
}
function goToVariable(view, name) {
  Object.assign(view, { scope: name, editing: null, trouble: "" });
  drawUnit(view);
}
function stepVariable(view, step2) {
  const rows = [...view.table.querySelectorAll("tr[data-variable]")].map((row) => row.dataset.variable);
  const stops = ["", ...rows];
  goToVariable(view, stops[(stops.indexOf(view.scope) + step2 + stops.length) % stops.length]);
}
var ADJUDICATION_ACTIONS = {
  ArrowUp: (view) => goToUnit(view, view.at - 1),
  k: (view) => goToUnit(view, view.at - 1),
  ArrowDown: (view) => goToUnit(view, view.at + 1),
  j: (view) => goToUnit(view, view.at + 1),
  ArrowLeft: (view) => stepVariable(view, -1),
  ArrowRight: (view) => stepVariable(view, 1),
  n: (view) => goToLeft(view, 1),
  N: (view) => goToLeft(view, -1),
  "[": (view) => goBeside(view, -1).then(() => focusPane(view)),
  "]": (view) => goBeside(view, 1).then(() => focusPane(view)),
  Delete: (view) => takeBack(view),
  Backspace: (view) => takeBack(view),
  u: (view) => stepAside(view, "undo"),
  r: (view) => stepAside(view, "redo"),
  "/": ({ find }) => find.focus(),
  g: ({ list }) => list.focus(),
  "?": (view) => toggleAdjudicationKeys(view),
  Enter: ({ reason }) => reason.focus(),
  ...Object.fromEntries([0, 1, 2, 3, 4].map((digit) => [digit, (view) => choose2(view, digit)]))
};
function onAdjudicationKey(view, event) {
  const { key: name, target } = event;
  const control = event.ctrlKey || event.metaKey;
  if (name === "Enter" && control) return storeDecision(view), true;
  if (name === "Escape") return leaveOne(view), true;
  if (target.matches("input, textarea, select")) return false;
  if (control && name.toLowerCase() === "z") return stepAside(view, event.shiftKey ? "redo" : "undo"), true;
  if (control && name.toLowerCase() === "y") return stepAside(view, "redo"), true;
  if (control || event.altKey) return false;
  if (target.closest("button") && (name === "Enter" || name === " ")) return false;
  const run = pickingKey(view, name) ?? (Object.hasOwn(ADJUDICATION_ACTIONS, name) ? ADJUDICATION_ACTIONS[name] : null);
  run?.(view);
  return Boolean(run);
}
function pickingKey({ editing }, name) {
  if (editing && /^[1-9]$/.test(name)) return (view) => pickValue(view, Number(name) - 1);
  return editing?.variable === "condition" && name === "Enter" ? takePickedSet : null;
}
function endKey(event) {
  event.preventDefault();
  event.stopPropagation();
}
function leaveOne(view) {
  const { helping, editing, pane, find } = view;
  const active = document.activeElement;
  if (helping) view.helping = false;
  else if (editing) view.editing = null;
  else if (active === pane) view.scope = "";
  if (active === find) find.value = "";
  drawAdjudication(view);
  focusPane(view);
}

// src/stancebook/desk/page/coding/start.js
var TASKS = {
  coder: "codes, blind to the others",
  adjudicator: "decides where the coders differ",
  validator: "codes the sample that checks the study"
};
var roleOf = ({ role, user }) => role ?? (user === "adjudication" ? "adjudicator" : "coder");
async function showStart(desk) {
  Object.assign(desk, { screen: "start", users: null });
  desk.draw();
  const reply = await desk.connection.ask("start");
  if (!reply.ok) return sayFailed(desk, reply.why);
  Object.assign(desk, { study: reply.study, users: reply.users ?? [] });
  desk.draw();
  if (document.activeElement === desk.root) desk.focusMain();
}
function startPage(desk) {
  const { study, users } = desk;
  if (!users) return h2("div", { class: "sb-start-page" }, h2("p", { class: "sb-quiet" }, "Asking the kernel …"));
  return h2(
    "div",
    { class: "sb-start-page" },
    h2("h1", { dir: "auto" }, study?.title),
    study?.question && h2("p", { dir: "auto" }, study.question),
    h2("h2", {}, "Who are you?"),
    h2("div", { class: "sb-users" }, users.map((progress, at) => userButton(desk, progress, at)))
  );
}
function userButton(desk, progress, at) {
  const { user, name, articles, finished, statements, decisions } = progress;
  const decides = roleOf(progress) === "adjudicator";
  const done = `${finished} of ${counted(articles, "article")} finished, ${counted(statements, "statement")}`;
  return h2(
    "button",
    { type: "button", class: "sb-user", key: user, onClick: () => beginSession(desk, user) },
    at < 9 && key(at + 1),
    h2("b", {}, name ?? user),
    h2("span", {}, TASKS[roleOf(progress)]),
    h2("span", {}, decides ? counted(decisions ?? statements, "decision") : done)
  );
}
async function beginSession(desk, user) {
  const turn = ++desk.starts;
  say(desk, "opening …");
  const reply = await desk.connection.ask("begin", { user });
  if (turn !== desk.starts) return;
  if (!reply.ok) return sayFailed(desk, reply.why);
  say(desk);
  desk.connection.begin(desk.study?.id ?? "", user, reply.version);
  enterSession(desk, reply, false);
}
function enterSession(desk, reply, again) {
  const { user, codebook, frozen, book } = reply;
  Object.assign(desk, { user, name: reply.name ?? user, role: roleOf(reply), codebook, frozen, book, memos: reply.memos ?? [] });
  if (!again) desk.notices = [];
  addSessionNotices(desk, reply, again);
  if (again) return desk.article ? rereadArticle(desk) : void 0;
  return desk.role === "adjudicator" ? adjudicate(desk) : beginCoding(desk);
}
function addSessionNotices(desk, { outside, wrong, frozen }, again) {
  const edits = (outside ?? []).map((change2) => change2.text ?? change2.file);
  if (edits.length) addNotice(desk, "Edited outside of the desk since it was last open", edits);
  const title = wrong?.length === 1 ? "A row has to be corrected" : "Rows have to be corrected";
  if (wrong?.length) addNotice(desk, title, wrong);
  if (frozen !== "frozen" || again || desk.role === "adjudicator") return;
  const anew = "If you change them, they have to be frozen again, with a reason, and adjudicated again.";
  addNotice(desk, "These codings are frozen", [anew], [], { calm: true });
}
async function beginCoding(desk) {
  const fresh = { screen: "coding", article: null, coding: null, text: newText(), panel: null, search: null, form: null, last: {}, lists: {} };
  Object.assign(desk, fresh);
  desk.draw();
  offerDrafts(desk);
  const at = desk.connection.storage().at();
  const first = at?.article ?? await firstToCode(desk);
  if (!first || !await openArticle(desk, first, at?.sentence)) openPanel(desk, "articles");
}
async function firstToCode(desk) {
  for (const wanted of [{ state: "begun" }, { state: "untouched", sampled: true }, { state: "untouched" }]) {
    const reply = await desk.ask("articles", { ...ALL_ARTICLES, ...wanted, from: 0, most: 1 });
    if (reply.ok && reply.rows.length) return reply.rows[0].article;
  }
  return null;
}
function leaveSession(desk) {
  if (desk.connection.unsaved().length)
    return sayFailed(desk, desk.failed || "wait until everything is saved before you change the user");
  if (isFilling(desk)) return void 0;
  desk.adjudication?.close?.();
  desk.connection.end();
  Object.assign(desk, { adjudication: null, article: null, panel: null, notices: [], message: "", failed: "" });
  return showStart(desk);
}
function adjudicate(desk) {
  const { root, connection } = desk;
  const ask = async (verb, params) => {
    const reply = await connection.ask(verb, params);
    if (!reply.ok) showRefusal(desk, reply);
    else if (WRITING.has(verb)) say(desk);
    return reply;
  };
  desk.screen = "adjudicating";
  desk.adjudication = adjudicationView({ ask, say: (words) => say(desk, words), storage: connection.storage, codebook: desk.codebook });
  const hadFocus = root.contains(document.activeElement) || document.activeElement === document.body;
  desk.draw();
  desk.adjudication.show();
  if (hadFocus) desk.adjudication.focus();
}

// src/stancebook/desk/page/coding/bar.js
function bar(desk) {
  const { screen, article, name } = desk;
  const coding = screen === "coding";
  return h2(
    "div",
    { class: "sb-bar" },
    button(h2("b", {}, name), () => leaveSession(desk), "", { title: "Change the user", class: "sb-change-user" }),
    coding && article && [whereOf(article), progressOf(desk)],
    coding && h2("span", { class: "sb-tools" }, barTools(desk)),
    statusLine(desk)
  );
}
function statusLine(desk) {
  const [name, words] = statusOf(desk);
  return h2("span", { class: "sb-status", role: "status", "data-state": name, title: words }, words);
}
function whereOf({ article, outlet, headline, dates }) {
  const days = [dates ?? []].flat().filter(Boolean).join(" – ");
  return h2(
    "span",
    { class: "sb-where" },
    h2("b", {}, [article, outlet].filter(Boolean).join(", ")),
    h2("span", { class: "sb-title-here", dir: "auto", title: headline }, " ", headline),
    days && h2("span", { class: "sb-quiet sb-title-here" }, ` ${days}`)
  );
}
function progressOf(desk) {
  const { decided, of, finished, both } = desk.coding;
  const limits = { "aria-valuemin": 0, "aria-valuemax": of, "aria-valuenow": decided };
  const width = `${of ? 100 * decided / of : 100}%`;
  const [label, title] = finished ? ["Open again", "The article is finished; open it again (F)"] : ["Finish", "The article is finished (F)"];
  return h2(
    "span",
    { class: "sb-progress" },
    h2("span", { class: "sb-meter", role: "progressbar", "aria-label": "sentences decided", ...limits }, h2("span", { style: { width } })),
    ` ${decided} of ${of}`,
    finished && h2("b", {}, both ? " all finished" : " finished"),
    " ",
    button(label, () => finishArticle(desk), "F", { title })
  );
}
function barTools(desk) {
  const { article, coding } = desk;
  const stepping = (label, verb, keyName) => button(label, () => stepBack(desk, verb), keyName, {
    "aria-disabled": coding[verb] ? void 0 : "true",
    title: coding[verb] ? `${label}: ${coding[verb]} (${keyName})` : `nothing to ${verb}`
  });
  const beside = (label, step2, keyName, title) => button(label, () => goToNeighbour(desk, step2), keyName, { "aria-label": title, title: `${title} (${keyName})` });
  return [
    article && [
      beside("‹", -1, "[", "Article before"),
      beside("›", 1, "]", "Article after"),
      stepping("Undo", "undo", "u"),
      stepping("Redo", "redo", "r"),
      button("Search", () => beginSearch(desk), "/")
    ],
    button("Lists", () => openPanel(desk, "articles"), "g", { title: "Articles, own entries, passages, memos, progress (g)" }),
    button("Help", () => desk.showHelp(), "?")
  ];
}

// src/stancebook/desk/page/coding/help.js
var HELP = {
  "In the text": [
    ["↑ ↓ or k j", "previous sentence, next sentence"],
    ["n, Shift+n", "next, previous sentence without a decision"],
    ["q, Shift+q", "next, previous statement of yours that is not certain, in all articles"],
    ["c, Shift+c", "choose a clause, then the next one; with Shift one more. A number chooses a clause, a second number all up to there"],
    ["← →", "choose a word; with Shift more words, also beyond the end of the sentence"],
    ["Shift+↑ ↓, Home, End", "choose whole sentences; the first or the last word"],
    ["w, v", "choose the whole sentence; the words chosen last. Esc chooses nothing"],
    ["Enter or s", "code the chosen words, or the sentence, as a statement"],
    ["=", "the same with the values of the last statement, and its words if none are chosen"],
    ["f, m", "a fact, a source note"],
    ["x", "nothing here; press again to take it back"],
    ["1 to 9, e", "change the entry with this number; the first one"],
    ["Tab", "to the entries of the sentence: e or Enter changes an entry, Delete deletes it"]
  ],
  Everywhere: [
    ["u or Ctrl+Z, r or Ctrl+Y", "undo, redo on this article"],
    ["/", "search in the article: Enter for the next hit, Shift+Enter for the previous one, Esc to go back"],
    ["g, [ and ]", "list of articles; previous and next article"],
    ["l, Shift+s", "list of your entries; search in all texts"],
    ["Shift+m, p", "memos; progress"],
    ["Shift+f", "the article is finished; press again to reopen it"],
    ["?", "this help"]
  ],
  "In the form": [
    ["type", "a part of a name, an id or a proposition; ↑ ↓ to choose, Enter to take it and go on"],
    ["1 to 9", "take the value with this number and go on; for conditions, tick values and press Enter"],
    ["=", "take over the value of the last entry and go on"],
    ["letters", "in a long row of conditions, go to the one that begins so; Space ticks it"],
    ["Tab, Shift+Tab", "next field, previous field"],
    ["Ctrl+Enter", "save, from anywhere"],
    ["Esc", "leave; press twice if something is filled in"]
  ],
  "With the mouse": [
    ["drag, double click, triple click", "choose words, a word, a sentence; Shift and click to extend; Alt or Ctrl and drag for single letters"],
    ["buttons", "there is a button for every key"]
  ]
};
function helpBox(desk) {
  if (!desk.helping) return null;
  const section = ([title, keys]) => h2("section", {}, h2("h3", {}, title), h2("dl", {}, keys.map(([name, words]) => [h2("dt", {}, key(name)), h2("dd", {}, words)])));
  return h2(
    "div",
    { class: "sb-helpbox", role: "dialog", "aria-label": "Keys", tabIndex: -1 },
    h2("div", { class: "sb-panel-head" }, h2("h2", {}, "Keys"), button("Close", () => desk.hideHelp(), "Esc")),
    h2("div", { class: "sb-helps" }, Object.entries(HELP).map(section))
  );
}

// src/stancebook/desk/page/coding/page.js
function page(desk) {
  const { screen, adjudication } = desk;
  if (screen === "start") return [startPage(desk), statusLine(desk)];
  if (screen === "coding") return [bar(desk), panes(desk), helpBox(desk)];
  return [bar(desk), noticeArea(desk), h2("div", { class: "sb-adjudication", ref: (place) => place?.append(adjudication.node) })];
}
function panes(desk) {
  const state = `${desk.form ? " sb-filling" : ""}${desk.panel ? " sb-listing" : ""}`;
  return h2(
    "div",
    { class: `sb-panes${state}` },
    h2("div", { class: "sb-left" }, textPane(desk), panel(desk)),
    h2("div", { class: "sb-right" }, noticeArea(desk), desk.form ? formPane(desk) : entriesPane(desk))
  );
}

// src/stancebook/desk/page/desk.js
function newDesk() {
  return {
    screen: "start",
    // or coding, or adjudicating
    study: null,
    users: null,
    user: "",
    name: "",
    role: "",
    codebook: null,
    starts: 0,
    // how often a session was requested
    article: null,
    coding: null,
    // the entries and marks on the article
    cut: void 0,
    // how the kernel has cut the article into sentences
    text: newText(),
    panel: null,
    // the list in the place of the text
    lists: {},
    search: null,
    form: null,
    saving: null,
    // the entry that waits for its answer
    last: {},
    // the entry of each kind that was saved last
    lastPlace: null,
    // the words chosen last
    dragCodes: false,
    // whether words dragged over with the mouse are coded at once
    looking: null,
    memos: [],
    // { on, about, text }
    memoOn: "",
    // the code whose memo is shown
    sample: { number: "", seed: "1", result: "" },
    adjudication: null,
    notices: [],
    helping: null,
    // the element that had the focus before the help
    message: "",
    tone: "saved",
    failed: "",
    refused: false,
    // whether an entry is not on disk because of that
    moves: Promise.resolve()
  };
}
function render({ model, el }) {
  const desk = newDesk();
  const root = Object.assign(document.createElement("div"), { className: "sb-desk", tabIndex: -1 });
  root.dataset.lmSuppressShortcuts = "true";
  Object.assign(desk, { root, ...deskActions(desk) });
  desk.connection = connectToKernel(model, {
    state: () => desk.connection && desk.status !== statusOf(desk).join() && desk.draw(),
    changes: (changes) => changedElsewhere(desk, changes),
    late: (message, reply) => takeLate(desk, message, reply),
    resumed: (reply) => enterSession(desk, reply, true),
    about: () => ({ article: desk.article?.article, cut: desk.cut, frozen: desk.frozen, book: desk.book }),
    told: (reply) => takeNews(desk, reply)
  });
  const onUnload = (event) => (desk.connection.unsaved().length || desk.form && isFilled(desk.form)) && event.preventDefault();
  const onRelease = (event) => releaseMouse(desk, event);
  window.addEventListener("beforeunload", onUnload);
  document.addEventListener("mouseup", onRelease, true);
  root.addEventListener("mousedown", (event) => keepFocusOnTool(desk, event));
  const forgetKeys = listenToKeys(desk);
  el.append(root);
  const forgetRoom = fitRoom(root, () => revealSentence(desk));
  showStart(desk).then(() => takeFocus(desk));
  return () => {
    window.removeEventListener("beforeunload", onUnload);
    document.removeEventListener("mouseup", onRelease, true);
    forgetKeys();
    forgetRoom();
    desk.adjudication?.close?.();
    desk.connection.close();
    root.remove();
  };
}
function deskActions(desk) {
  return {
    draw() {
      const { root } = desk;
      const inside = root.contains(document.activeElement);
      const [name, ...words] = statusOf(desk);
      desk.status = [name, ...words].join();
      Object.assign(root.dataset, { screen: desk.screen, state: name });
      draw(page(desk), root);
      if (inside && !root.contains(document.activeElement)) desk.focusMain();
    },
    // Ask the kernel, with the article that is open.
    ask: (verb, params) => desk.connection.ask(verb, { article: desk.article?.article, ...params }),
    write: (verb, params, done) => askToWrite(desk, verb, params, done),
    focusMain: () => focusMainPart(desk),
    loadProgress: () => loadProgress(desk),
    goOn: () => (desk.panel = null, goToOpenSentence(desk, 1)),
    showHelp() {
      if (desk.helping) return desk.hideHelp();
      desk.helping = document.activeElement;
      desk.draw();
      return desk.root.querySelector(".sb-helpbox").focus();
    },
    hideHelp() {
      const before = desk.helping;
      desk.helping = null;
      if (before.isConnected && desk.root.contains(before)) before.focus();
      desk.draw();
    }
  };
}
function takeNews(desk, reply) {
  takeCodebook(desk, reply);
  Object.assign(desk, { frozen: reply.frozen ?? desk.frozen, book: reply.book ?? desk.book });
  addKernelNotices(desk, reply.notices, desk.article?.article);
  if (desk.article && !desk.form && reply.notices.some(({ kind }) => kind === "text")) rereadArticle(desk);
}
function focusMainPart(desk) {
  const { root, screen, form, panel: panel2, adjudication } = desk;
  if (screen === "adjudicating") adjudication.focus();
  else if (screen === "start") (root.querySelector(".sb-user") ?? root).focus({ preventScroll: true });
  else if (form) focusForm(desk);
  else if (panel2) focusPanel(desk);
  else focusText(desk);
}
function takeFocus(desk) {
  const active = document.activeElement;
  const near = desk.root.closest(".jp-Notebook")?.contains(active);
  const free = near && !active.matches("input, textarea, [contenteditable='true']");
  if (active && active !== document.body && !free) return;
  desk.root.scrollIntoView({ block: "nearest" });
  desk.focusMain();
}
function keepFocusOnTool(desk, event) {
  if (!event.target.closest?.(".sb-keys button, .sb-bar button, .sb-card button")) return;
  event.preventDefault();
  if (!desk.root.contains(document.activeElement)) desk.focusMain();
}
function fitRoom(root, fitted) {
  let frame = null;
  const fit = () => {
    if (!frame) {
      frame = frameOf(root);
      observer.unobserve(root);
      observer.observe(frame);
    }
    root.style.setProperty("--room", `${frame === document.documentElement ? window.innerHeight : frame.clientHeight}px`);
    fitted();
  };
  const observer = new ResizeObserver(() => requestAnimationFrame(fit));
  observer.observe(root);
  return () => observer.disconnect();
}
function frameOf(root) {
  const known = root.closest(".jp-LinkedOutputView, .jp-WindowedPanel-outer");
  if (known) return known;
  let frame = root.parentElement;
  while (frame && !(/auto|scroll/.test(getComputedStyle(frame).overflowY) && frame.clientHeight > 120)) frame = frame.parentElement;
  return frame && frame !== document.body ? frame : document.documentElement;
}
var desk_default = { render };
export {
  desk_default as default
};
