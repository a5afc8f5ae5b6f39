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
  if (!/^-?[0-9]+$/.test(value) || value === "0") return value;
  return value.startsWith("-") ? `−${value.slice(1)}` : `+${value}`;
}
function toneOf(position) {
  return { "-2": "m2", "-1": "m1", 0: "p0", 1: "p1", 2: "p2" }[position] ?? "q";
}
function fieldsOf(kind, book) {
  const { facts, kinds, variables } = book;
  const coded = (name, more2) => ({ name, required: true, ...fromVariable(name, variables[name] ?? {}), ...more2 });
  const ids = (name, list = []) => ({ name, required: true, options: list.map(optionOf), shape: shapeOf(list) });
  const line = (name, rule, more2) => ({ name, rule, shape: "line", ...more2 });
  const actors = book.actors.map(actorOption);
  const people = (book.speakers ?? []).map((speaker) => ({ value: speaker, label: speaker }));
  if (kind === "statement")
    return [
      coded("actor", { options: actors, shape: "list", open: true }),
      coded("issue", { options: book.issues.map(optionOf), shape: "list", open: true }),
      coded("speaker", { options: people, shape: "free", start: "-" }),
      ...["via", "voice", "position", "confidence"].map((name) => coded(name)),
      coded("condition", { start: "none", open: true }),
      line("note", variables.note?.rule, { options: [] })
    ].filter(({ name, options, shape }) => options.length || !["row", "set"].includes(shape) || !variables[name]);
  if (kind === "fact")
    return [
      ids("plan", facts.plans),
      ids("attribute", facts.attributes),
      line("value", "In words; empty if the numbers are enough."),
      line("value_low", "The number, or the lower of two; only digits."),
      line("value_high", "The higher number; if there is only one number, the same as value_low."),
      line("unit", "What is counted: soldiers, per cent, euros."),
      { name: "subject", shape: "free", options: actors.map(({ value, label, names }) => ({ value, label, names })) },
      ids("status", facts.status),
      line("said_by", "Who says so.", { shape: "free", options: [optionOf("article"), ...people] }),
      line("note", variables.note?.rule)
    ];
  return [
    ids("kind", kinds),
    line("article_b", "The other article, if two are compared.", { shape: "free", options: [], seek: true }),
    line("quote_b", "The words of the other article, copied exactly.", { shape: "words" }),
    line("note", "What is worth knowing about this source.", { required: true })
  ];
}
function optionOf(entry) {
  const { id, text, ...more2 } = typeof entry === "string" ? { id: entry } : entry;
  return { ...more2, value: id, label: inWords(id), meaning: text };
}
function actorOption({ id, name, type, aliases = [], ...more2 }) {
  const meaning = [type, aliases.length && `also ${aliases.join(", ")}`].filter(Boolean).join("; ");
  return { ...more2, value: id, label: name, meaning, names: [id, name, ...aliases] };
}
function fromVariable(name, { rule, type, values = [] }) {
  const options = values.map((each) => ({ ...each, label: labelOf(name, each) }));
  return { rule, options, shape: type === "set" ? "set" : values.length ? shapeOf(values) : "line" };
}
var shapeOf = ({ length }) => length > ROW_OF_DIGITS ? "list" : "row";
function labelOf(name, { value, meaning }) {
  if (name === "position") return signed(value);
  return /^[0-9]+$/.test(value) && meaning && meaning.length < 16 ? meaning : inWords(value);
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
  const names = texts.flatMap(
    (text) => [...text.matchAll(NAME)].map(([name]) => name.replace(/\s+/g, " ").replace(/[’']s$/, ""))
  );
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
function goToUndecided(text, step3) {
  for (let at = text.current + step3; text.rows[at]; at += step3)
    if (!text.rows[at].decided) return goToRow(text, at), true;
  return false;
}
function chosenRange({ chosen: chosen2 }) {
  if (!chosen2) return null;
  const { anchor, focus } = chosen2;
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
function spotBeside(text, { at, from, to }, step3, over) {
  const here = stopsIn(text.rows[at]);
  const next = step3 > 0 ? here.find((stop) => stop[1] > to) : here.findLast((stop) => stop[0] < from);
  if (next) return { at, from: next[0], to: next[1] };
  if (!over || !text.rows[at + step3]) return { at, from, to };
  return edgeSpot(text, at + step3, step3 > 0 ? 0 : -1);
}
function moveWord(text, step3, extend) {
  const { rows, current, chosen: chosen2 } = text;
  if (!rows[current]) return;
  if (!chosen2) return choose(text, edgeSpot(text, current, step3 > 0 ? 0 : -1));
  const next = spotBeside(text, chosen2.focus, step3, extend);
  choose(text, extend ? chosen2.anchor : next, next);
}
function moveToEdge(text, which, extend) {
  const { rows, current, chosen: chosen2 } = text;
  if (!rows[current]) return;
  const edge = edgeSpot(text, current, which);
  choose(text, extend ? chosen2?.anchor ?? edgeSpot(text, current, which ? 0 : -1) : edge, edge);
}
function extendBySentence(text, step3) {
  const { rows, current, chosen: chosen2 } = text;
  if (!rows[current]) return;
  const edge = edgeSpot(text, current, step3 > 0 ? -1 : 0);
  if (!chosen2) return choose(text, edgeSpot(text, current, step3 > 0 ? 0 : -1), edge);
  const whole = step3 > 0 ? chosen2.focus.to >= edge.to : chosen2.focus.from <= edge.from;
  const at = whole ? current + step3 : current;
  if (rows[at]) choose(text, chosen2.anchor, edgeSpot(text, at, step3 > 0 ? -1 : 0));
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
  const { list, first, last, typed: typed2 } = text.clauses;
  if (!list[number]) return false;
  if (typed2 && first === last) spanClauses(text, list, Math.min(first, number), Math.max(first, number));
  else spanClauses(text, list, number, number, true);
  return true;
}
function spanClauses(text, list, first, last, typed2 = false) {
  if (!list.length) return;
  const { current: at } = text;
  const spot = ([from, to]) => ({ at, from, to });
  choose(text, spot(list[first]), spot(list[last]));
  text.clauses = { list, first, last, typed: typed2 };
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
  const words = text.rows.slice(start, end + 1).map((row, step3) => {
    const ends = step3 === end - start ? unitsBefore(row.text, to) : row.text.length;
    return row.text.slice(step3 ? 0 : unitsBefore(row.text, from), ends);
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
  const nouns = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${(number ?? 0).toLocaleString("en")} ${number === 1 ? noun : nouns}`;
}
function listed(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0] ?? "";
}
function shortened(words, most = 60) {
  const signs = [...words];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : words;
}
function duration(exact) {
  const minutes = Math.round(exact);
  if (minutes < 60) return counted(minutes, "minute");
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
function browserStorage(key2) {
  let [memory, full] = [{ messages: {}, drafts: {}, at: null }, false];
  const read = () => {
    if (full) return memory;
    try {
      memory = { messages: {}, drafts: {}, at: null, ...JSON.parse(localStorage.getItem(key2) ?? "{}") };
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
      localStorage.setItem(key2, JSON.stringify(memory));
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
  "answer draw save delete nothing finish reopen undo redo alias propose withdraw memo comment look decide undecide decide_fact undecide_fact take_alike drop freeze".split(" ")
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
    const reply = new Promise((answer) => enter2(message, answer));
    reply.id = message.id;
    return reply;
  }
  function enter2(message, answer) {
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
function statusOf({ connection, failed, tone, message, screen, refused: refused2 }) {
  const unsaved = connection.unsaved().length;
  if (connection.silent() && unsaved)
    return ["unsaved", `NOT SAVED${unsaved > 1 ? ` (${unsaved} entries)` : ""}: ${NO_ANSWER}`];
  if (connection.silent())
    return ["silent", `nothing can be saved now: ${NO_ANSWER.replace("; your entry is kept here", "")}`];
  if (failed) return [refused2 ? "unsaved" : "failed", refused2 ? `NOT SAVED: ${failed}` : failed];
  if (unsaved) return ["saving", "saving …"];
  return [tone, message || (screen === "start" ? "" : "saved")];
}
function say(desk, words = "", tone = "saved") {
  Object.assign(desk, { message: words, failed: "", refused: false, tone });
  desk.draw();
}
function sayFailed(desk, words, refused2 = false) {
  Object.assign(desk, { failed: words, refused: refused2 });
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
  var s2, h3, v2, w2, d2, _2, g2 = u2.__k || y, k2 = t2.length;
  for (l2 = q(r2, t2, g2, l2, k2), s2 = 0; s2 < k2; s2++) null != (v2 = r2.__k[s2]) && (h3 = ~v2.__i && g2[v2.__i] || p, v2.__i = s2, _2 = z(n2, v2, h3, i2, f2, o2, e2, l2, c2, a2), w2 = v2.__e, (h3.ref != v2.ref || 8 & h3.__u) && (h3.ref && G(h3.ref, null, v2, h3), v2.ref && a2.push(v2.ref, v2.__c || w2, v2)), d2 = d2 || w2, 4 & v2.__u ? (l2 = A(v2, l2, n2, !h3.__v), h3.__e && (h3.__e = null)) : "function" == typeof v2.type && void 0 !== _2 ? l2 = _2 : w2 && (l2 = w2.nextSibling), v2.__u &= -21);
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
  var s2, p2, v2, d2, k2, b, m2, M, C2, j2, L2, H2, q2, A2, O, P2, T2, N2, V2 = r2.type;
  if (r2.constructor !== h) return null;
  128 & u2.__u && (c2 = 32 & u2.__u, s2 = u2.__c.__z) && (r2.__u |= c2, p2 = o2 = [], 8 == s2.nodeType ? l2 = B(s2, o2) : o2.push(s2), l2 = o2[0] || l2), (s2 = n.__b) && s2(r2);
  n: if ("function" == typeof V2) {
    v2 = e2.length;
    try {
      if (M = r2.props, C2 = (s2 = V2.prototype) && s2.render, j2 = (s2 = V2.contextType) && i2[s2.__c], L2 = s2 ? j2 ? j2.props.value : s2.__ : i2, (d2 = u2.__c) ? (r2.__c = d2, 2 & d2.__g && (d2.__g |= 1)) : (C2 ? r2.__c = d2 = new V2(M, L2) : (r2.__c = d2 = new x(M, L2), d2.constructor = V2, d2.render = K), j2 && j2.sub(d2), d2.state || (d2.state = {}), d2.__n = i2, d2.__g |= 8, d2.__h = [], d2.__k = []), C2 && (d2.__s || (d2.__s = d2.state), V2.getDerivedStateFromProps && (d2.__s == d2.state && (d2.__s = _({}, d2.__s)), _(d2.__s, V2.getDerivedStateFromProps(M, d2.__s)))), k2 = d2.props, b = d2.state, d2.__v = r2, u2.__c) {
        if (M !== k2 && C2 && !V2.getDerivedStateFromProps && d2.componentWillReceiveProps && d2.componentWillReceiveProps(M, L2), r2.__v == u2.__v && !(8 & d2.__g) || !(4 & d2.__g) && d2.shouldComponentUpdate && false === d2.shouldComponentUpdate(M, d2.__s, L2)) {
          r2.__v != u2.__v && (d2.props = M, d2.state = d2.__s, d2.__g &= -9), r2.__e = u2.__e, r2.__k = u2.__k, r2.__k.some(function(n2) {
            n2 && (n2.__ = r2);
          }), y.push.apply(d2.__h, d2.__k), d2.__k = [], d2.__h.length && e2.push(d2), l2 = S(u2);
          break n;
        }
        d2.componentWillUpdate && d2.componentWillUpdate(M, d2.__s, L2), C2 && d2.componentDidUpdate && d2.__h.push(function() {
          d2.componentDidUpdate(k2, b, m2);
        });
      } else C2 && !V2.getDerivedStateFromProps && d2.componentWillMount && d2.componentWillMount(), C2 && d2.componentDidMount && d2.__h.push(d2.componentDidMount);
      d2.context = L2, d2.props = M, d2.__P = t2, d2.__g &= -5, H2 = n.__r, q2 = C2 ? 25 : 0;
      do {
        d2.__g &= -9, H2 && H2(r2), s2 = d2.render(d2.props, d2.state = d2.__s, d2.context);
      } while (8 & d2.__g && ++q2 < 25);
      C2 && (y.push.apply(d2.__h, d2.__k), d2.__k = []), d2.state = d2.__s, d2.getChildContext && (i2 = _({}, i2, d2.getChildContext())), C2 && u2.__c && d2.getSnapshotBeforeUpdate && (m2 = d2.getSnapshotBeforeUpdate(k2, b)), A2 = s2 && s2.type === $ && null == s2.key ? s2.props.children : s2, M.__P && (s2 = l2, f2 = (t2 = M.__P).namespaceURI, c2 = o2 = null, u2.props && u2.props.__P != t2 && (u2.__k.some(function(n2) {
        n2 && J(n2, n2);
      }), u2.__k = null), l2 = u2.__k ? S(u2, 0) : null), l2 = I(t2, w(A2) ? A2 : [A2], r2, u2, i2, f2, o2, e2, l2, c2, a2), M.__P && (r2.__e = null, l2 = s2), r2.__u &= -161, p2 && p2.some(g), d2.__h.length && e2.push(d2), 1 & d2.__g && (d2.__g &= -4);
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
  var s2, h3, y2, _2, k2, b, m2, M, $2 = u2.props || p, x2 = r2.props, C2 = r2.type;
  if ("svg" == C2 ? f2 = "http://www.w3.org/2000/svg" : "math" == C2 ? f2 = "http://www.w3.org/1998/Math/MathML" : f2 || (f2 = "http://www.w3.org/1999/xhtml"), o2) {
    for (s2 = 0; s2 < o2.length; s2++) if ((k2 = o2[s2]) && (C2 ? k2.localName == C2 : 3 == k2.nodeType)) {
      t2 = k2, o2[s2] = null;
      break;
    }
  }
  if (!t2) {
    if (M = a2.ownerDocument || document, !C2) return M.createTextNode(x2);
    t2 = M.createElementNS(f2, C2, x2.is ? x2 : a2), l2 && (n.__m && n.__m(r2, o2), l2 = false), o2 = null;
  }
  if (C2) {
    if (a2 = "template" == C2 && t2.content || t2, o2 = "textarea" == C2 && null != x2.defaultValue ? null : o2 && d.call(a2.childNodes), !l2 && o2) for ($2 = {}, s2 = 0; s2 < t2.attributes.length; s2++) $2[(k2 = t2.attributes[s2]).name] = k2.value;
    for (s2 in $2) k2 = $2[s2], "dangerouslySetInnerHTML" == s2 ? y2 = k2 : "children" == s2 || s2 in x2 || "value" == s2 && "defaultValue" in x2 || "checked" == s2 && "defaultChecked" in x2 || N(t2, s2, null, k2, f2);
    for (s2 in x2) k2 = x2[s2], "children" == s2 ? _2 = k2 : "dangerouslySetInnerHTML" == s2 ? h3 = k2 : "value" == s2 ? b = k2 : "checked" == s2 ? m2 = k2 : l2 && "function" != typeof k2 || $2[s2] === k2 || N(t2, s2, k2, $2[s2], f2);
    h3 ? (l2 || y2 && (h3.__html == y2.__html || h3.__html == t2.innerHTML) || (t2.innerHTML = h3.__html), r2.__k = []) : (y2 && (t2.textContent = ""), ("foreignObject" == C2 || "http://www.w3.org/1998/Math/MathML" == f2 && v.test(C2)) && (f2 = "http://www.w3.org/1999/xhtml"), I(a2, w(_2) ? _2 : [_2], r2, u2, i2, f2, o2, e2, o2 ? o2[0] : u2.__k && S(u2, 0), l2, c2), o2 && o2.some(g)), l2 && "textarea" != C2 || (s2 = "value", "progress" == C2 && null == b ? t2.removeAttribute(s2) : null == b || b === t2[s2] && ("progress" != C2 || b) || N(t2, s2, b, $2[s2], f2), s2 = "checked", null != m2 && m2 != t2[s2] && N(t2, s2, m2, $2[s2], f2));
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
var Kept = class extends x {
  shouldComponentUpdate(next) {
    return Object.keys(next).some((name) => next[name] !== this.props[name]);
  }
};
function h2(name, ...parts) {
  const [tag, ...classes] = typeof name === "string" ? name.split(".") : [name];
  const { class: more2, ...own } = parts[0]?.constructor === Object ? parts.shift() : {};
  const look = [...classes, more2].flat().filter(Boolean).join(" ");
  return k(tag, look ? { class: look, ...own } : own, ...parts.map(shown));
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
function button(label, run, keyName2, props) {
  const title = keyName2 && typeof label === "string" ? `${label} (${keyName2})` : void 0;
  return h2("button", { type: "button", title, ...props, onClick: run }, label, keyName2 && [" ", key(keyName2)]);
}

// src/stancebook/desk/page/lib/parts.js
function usedUp(event) {
  event.preventDefault();
  event.stopPropagation();
}
var hasModifier = ({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;
var keyName = ({ key: key2, ctrlKey, metaKey }) => ctrlKey || metaKey ? `Ctrl+${key2}` : key2;
var onKeys = (actions) => (event) => {
  const run = !event.isComposing && actions[keyName(event)];
  if (!run) return;
  usedUp(event);
  run(event);
};
var onOwnKeys = (actions) => (event) => {
  if (event.target === event.currentTarget && !event.altKey) onKeys(actions)(event);
};
var termList = (rows, props = {}) => h2("dl", props, [rows.map(([term, words]) => [h2("dt", term), h2("dd", words)])]);
function meter(label, done, of) {
  const limits = { "aria-valuemin": 0, "aria-valuemax": of, "aria-valuenow": done };
  const width = `${of ? 100 * done / of : 100}%`;
  return h2("span.sb-meter", { role: "progressbar", "aria-label": label, ...limits }, h2("span", { style: { width } }));
}
function reasonField(name, hint2, ways, none = () => {
}) {
  const send = (field2, run) => {
    if (field2.value.trim()) return run(field2.value.trim());
    field2.setAttribute("aria-invalid", "true");
    field2.focus();
    return none();
  };
  const onKeyDown = onKeys({ Enter: ({ target }) => send(target, ways[0][1]) });
  const label = { placeholder: hint2, "aria-label": hint2, dir: "auto" };
  const fieldBeside = ({ currentTarget }) => currentTarget.parentElement.querySelector("input");
  return h2("div.sb-ask", [
    h2("input", { class: name, type: "text", ...label, onKeyDown }),
    ways.map(([words, run]) => button(words, (event) => send(fieldBeside(event), run), "", { key: words }))
  ]);
}
function scrollWithin(frame, node, margin = 0) {
  if (!frame || !node) return;
  const [box, outer] = [node.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (box.top < outer.top || box.height > outer.height) frame.scrollTop += box.top - outer.top - margin;
  else if (box.bottom > outer.bottom) frame.scrollTop += box.bottom - outer.bottom + margin;
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
    row.drawn = [row.decided, ...marks[at].map((mark) => `${mark.from} ${mark.to} ${mark.look} ${mark.name}`)].join(
      "|"
    );
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
function piecesOf({ text, marks }, { chosen: chosen2, hits, here, lit, clauses } = {}) {
  const spans = [
    ...marks.map(({ look, name, ...mark }) => ({ ...mark, layer: 1, look: lit === name ? `${look} sb-lit` : look })),
    ...chosen2 ? [{ from: chosen2[0], to: chosen2[1], layer: 0, look: "sb-chosen" }] : [],
    ...(hits ?? []).map((hit) => ({ ...hit, layer: 2, look: hit.from === here ? "sb-hit sb-here" : "sb-hit" })),
    ...(clauses ?? []).map(([from, to], at) => ({ from, to, layer: -1, look: "sb-clause", number: at + 1 }))
  ].filter(({ from, to }) => from < to);
  const edges = [.../* @__PURE__ */ new Set([0, text.length, ...spans.flatMap(({ from, to }) => [from, to])])].sort(
    (one, two) => one - two
  );
  const order = (one, two) => one.layer - two.layer || two.to - two.from - (one.to - one.from);
  return edges.slice(1).map((to, step3) => {
    const from = edges[step3];
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
function goToHit(text, step3) {
  const { hits, hit: before, current } = text;
  if (!hits?.size) return 0;
  const all = [...hits].flatMap(([at, here]) => here.map((range) => ({ at, ...range })));
  const near = () => {
    const found = step3 > 0 ? all.findIndex(({ at }) => at >= current) : all.findLastIndex(({ at }) => at <= current);
    return found < 0 ? step3 > 0 ? 0 : all.length - 1 : found;
  };
  const after = () => all.findIndex(({ at, from }) => at === before.at && from === before.from) + step3;
  const number = before ? (after() + all.length) % all.length : near();
  text.hit = all[number];
  text.current = text.hit.at;
  return number + 1;
}

// src/stancebook/desk/page/coding/entries.js
var BLIND = "You are coding blind. Opening the codes of others on this article before all have finished it is recorded, with your reason, and the article no longer counts as coded blind.";
var isAt = ({ place }, n2) => place && place.first <= n2 && n2 <= place.last;
function entriesPane(desk) {
  return h2("section.sb-entries", { "aria-label": "Entries of the sentence" }, desk.coding && entriesHere(desk));
}
function entriesHere(desk) {
  const { coding, text } = desk;
  const { finished, entries = [], others = [] } = coding;
  const n2 = numberAt(text);
  const own = ownAt(desk);
  const read = others.filter((entry) => isAt(entry, n2));
  const lost = entries.filter((entry) => !entry.place || entry.wrong?.length && !isAt(entry, n2));
  const wrong = lost.length === 1 ? "One row has to be corrected" : `${lost.length} rows have to be corrected`;
  const cards = (title, list) => list.length > 0 && [title, list.map((entry) => entryCard(desk, entry))];
  return [
    h2("h2", n2 === null ? "No sentence" : `Sentence ${n2}`, isNothing(text) && h2("span.sb-quiet", " nothing here")),
    finished && h2("p.sb-closed", `This article is finished${waitsFor(coding)}. `, key("F"), " opens it again."),
    own.map((entry, at) => entryCard(desk, entry, at + 1)),
    !own.length && !isNothing(text) && !finished && firstSteps(),
    cards(
      h2("h3", "Entries of others, read only"),
      read.map((entry) => ({ ...entry, other: true }))
    ),
    commentsOn(desk, n2),
    cards(h2("h3.sb-alarm", wrong), lost),
    lookPanel(desk)
  ];
}
var nameOf = ({ names }, id) => names[id] ?? id;
var isOpenToAll = ({ waiting }) => waiting?.length === 0;
function waitsFor({ waiting }) {
  if (!waiting?.length) return "";
  return `; the codes of others open when ${listed(waiting)} ${waiting.length > 1 ? "have" : "has"} finished it`;
}
var firstSteps = () => h2("p.sb-quiet", "No decision yet. ", key("Enter"), " codes it, ", key("x"), " says that there is nothing here.");
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
  const { kind, row, other, coder, wrong = [], flags = [] } = entry;
  const name = entryKey(entry);
  const problems = [...wrong, ...flags.map(({ text, why }) => why ? `${text}: ${why}` : text)];
  const props = {
    class: [other && "sb-other", wrong.length && "sb-wrong", desk.pointed?.includes(name) && "sb-on"],
    key: name,
    "data-key": name,
    "aria-label": `${KIND_NAMES[kind]}, row ${entry.number}`,
    onFocus: () => light(desk, name),
    onBlur: () => light(desk, "")
  };
  const more2 = [
    h2("p.sb-quote", { dir: "auto" }, row.quote),
    row.note && h2("p.sb-note", { dir: "auto" }, row.note),
    problems.map((words) => h2("p.sb-problem", words))
  ];
  if (other)
    return card(desk, kind, row, props, {
      after: h2("span.sb-quiet", ` ${coder ? nameOf(desk, coder) : "the study"}`),
      more: more2
    });
  const go = entry.place && !isAt(entry, numberAt(desk.text)) && entry.place.first;
  const beyond = go && button(`Go to sentence ${go}`, () => toSentence(desk, go));
  const acts = { edit: () => editEntry(desk, entry), remove: () => removeEntry(desk, entry), beyond };
  return card(desk, kind, row, props, { number, more: more2, acts });
}
function card(desk, kind, row, props, { number, after, more: more2, acts }) {
  const { edit, remove, beyond } = acts ?? {};
  const onKeyDown = acts && onOwnKeys({ e: edit, Enter: edit, Delete: remove, Backspace: remove });
  return h2("article.sb-card", { tabIndex: 0, onKeyDown, ...props, class: [`sb-is-${kind}`, props.class].flat() }, [
    h2("p", number && number < 10 && [key(number), " "], cardTitle(kind, row, desk.codebook), after),
    h2("p.sb-cells", cardCells(kind, row)),
    more2,
    acts && h2("p.sb-buttons", button("Edit", edit, "e"), button("Delete", remove, "Del"), beyond)
  ]);
}
function cardTitle(kind, row, book) {
  if (kind === "fact") return [h2("b", inWords(row.attribute ?? "")), ` ${amountOf(row)}`];
  if (kind === "note") return [h2("b", inWords(row.kind ?? "")), row.source_note ? ` ${row.source_note}` : ""];
  const actor = book.actors.find(({ id }) => id === row.actor)?.name ?? row.actor;
  const position = h2("b.sb-position", { class: `sb-${toneOf(row.position)}` }, signed(row.position ?? ""));
  return [position, ` ${actor} `, h2("span.sb-quiet", "on"), ` ${inWords(row.issue ?? "")}`];
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
    h2("span.sb-quiet", `${inWords(name)} `),
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
  if (!here.length && !isOpenToAll(coding)) return null;
  const onSubmit = async (event) => {
    const form2 = event.target;
    event.preventDefault();
    const text = form2.elements.words.value.trim();
    if (text && (await desk.write("comment", { sentence: n2, text }, "the comment")).ok) form2.reset();
  };
  const field2 = h2("input", { type: "text", name: "words", "aria-label": "A comment" });
  return [
    h2("h3", "Comments on this sentence"),
    here.map(({ by, at, text }) => h2("p.sb-comment", { key: at + by }, h2("b", nameOf(desk, by)), ` ${text}`)),
    h2("form.sb-check", { onSubmit }, field2, h2("button", here.length ? "Answer" : "Comment"))
  ];
}
function lookPanel(desk) {
  const { coding, looking } = desk;
  if (isOpenToAll(coding) || !coding.article) return null;
  if (coding.opened)
    return h2(
      "p.sb-quiet",
      "The codes of others on this article were opened before all had finished; that is recorded."
    );
  if (coding.others?.length) return null;
  const begin = () => (setLooking(desk, coding.article), desk.root.querySelector(".sb-reason").focus());
  const end = () => (setLooking(desk, ""), focusText(desk));
  if (looking !== coding.article)
    return button("See the codes of others …", begin, "", { class: "sb-plain", key: "look" });
  return h2("div.sb-look", { key: "looking", onKeyDown: onKeys({ Escape: end }) }, [
    h2("p", BLIND),
    reasonField("sb-reason", "reason to open the codes of others", [
      ["Open and record", (reason) => lookAtOther(desk, reason)]
    ]),
    button("Leave them closed", end)
  ]);
}
function setLooking(desk, article) {
  desk.looking = article;
  desk.draw();
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
  else if (list.contains(container)) at = Number(sentenceAfter(container, offset)?.dataset.at ?? last);
  const words = list.querySelector(`[data-at="${at}"] .sb-words`);
  return { at, units: Math.min(unitsUpTo(words, container, offset), text.rows[at].text.length) };
}
function sentenceAfter(container, offset) {
  const next = container.childNodes[offset];
  return next?.matches(".sb-sentence") ? next : next?.querySelector(".sb-sentence");
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
  pointAtEntries(
    desk,
    touched.map(({ name }) => name)
  );
}

// src/stancebook/desk/page/coding/search.js
function beginSearch(desk) {
  if (!desk.article) return;
  desk.panel = null;
  desk.search ??= { words: desk.lastSearch ?? "", number: 0 };
  desk.draw();
  const field2 = desk.root.querySelector(".sb-search input");
  field2.focus();
  field2.select();
  searchFor(desk, desk.search.words);
}
function searchFor(desk, words) {
  desk.search = { words, number: 0 };
  desk.lastSearch = words;
  Object.assign(desk.text, { hits: hitsOf(desk.text.rows, words), hit: null });
  hitOf(desk, 1);
}
function hitOf(desk, step3) {
  desk.search.number = moveInText(desk, goToHit, step3);
  desk.draw();
}
function endSearch(desk) {
  if (!desk.search) return;
  desk.search = null;
  moveInText(desk, (text) => Object.assign(text, { hits: null, hit: null }));
  focusText(desk);
}
function searchBar(desk) {
  if (!desk.search) return null;
  const { words, number } = desk.search;
  const total = hitCount(desk.text);
  const found = total ? number ? `${number} of ${total}` : `${total} found` : "not found";
  const toHit = ({ target, shiftKey }) => target.matches("input") ? hitOf(desk, shiftKey ? -1 : 1) : target.click();
  return h2("div.sb-search", { onKeyDown: onKeys({ Enter: toHit, Escape: () => endSearch(desk) }) }, [
    h2("input", {
      ...{ type: "search", "aria-label": "Search in this article", autocomplete: "off", spellcheck: false },
      value: words,
      onInput: (event) => searchFor(desk, event.target.value)
    }),
    button("‹", () => hitOf(desk, -1), "", { "aria-label": "Hit before" }),
    button("›", () => hitOf(desk, 1), "", { "aria-label": "Next hit" }),
    h2("span.sb-quiet", { role: "status" }, words.trim() && found),
    button("Close", () => endSearch(desk), "Esc")
  ]);
}

// src/stancebook/desk/page/coding/text.js
var STATES = { coded: ["✓", "decided"], nothing: ["–", "nothing here"], "": ["·", "undecided"] };
var BLOCK = 50;
var prefix = `sb-${freshId().slice(0, 8)}`;
function textPane(desk) {
  const { text, panel: panel2 } = desk;
  const sentences = h2(Sentences, { desk, text, version: text.version });
  return h2("div.sb-frame", { hidden: Boolean(panel2) }, textTools(desk), searchBar(desk), sentences);
}
function textTools(desk) {
  const { dragCodes, text } = desk;
  const begin = (label, kind, keyName2, props) => button(label, () => beginEntry(desk, kind), keyName2, props);
  const toOpen = (label, step3, keyName2, words, keys) => {
    const props = { "aria-label": keyName2 ? void 0 : words, title: `${words} (${keys})` };
    return button(label, () => goToOpenSentence(desk, step3), keyName2, props);
  };
  return h2("div.sb-keys", { role: "toolbar", "aria-label": "What to do with the words" }, [
    begin("Statement", "statement", "↵", { class: "sb-main", title: "Code the chosen words, or the sentence (Enter)" }),
    button("Like the last", () => beginLike(desk), "=", { title: "Code with the values of the last statement (=)" }),
    begin("Fact", "fact", "f"),
    begin("Note", "note", "m"),
    button("Nothing", () => markNothing(desk), "x", { title: "Nothing here, or take it back (x)" }),
    button("Sentence", () => moveInText(desk, chooseSentence), "w", {
      title: "Choose the whole sentence (w)",
      "aria-pressed": String(!text.chosen)
    }),
    button("Drag codes", () => (desk.dragCodes = !dragCodes, desk.draw()), "", {
      title: "With the mouse: words dragged over are coded at once, with the values of the last statement",
      "aria-pressed": String(dragCodes)
    }),
    h2("span.sb-gap"),
    toOpen("‹", -1, "", "Sentence before without a decision", "Shift+n"),
    toOpen("Next", 1, "n", "Next sentence without a decision", "n")
  ]);
}
var Sentences = class extends Kept {
  render({ desk, text }) {
    const { rows, current } = text;
    const props = {
      ...{ role: "listbox", tabIndex: 0, "aria-label": "Sentences of the article", "data-pane": "text" },
      "aria-activedescendant": rows.length ? `${prefix}-${rows[current].n}` : void 0,
      onMouseDown: (event) => pressMouse(desk, event)
    };
    const blocks = [];
    for (let from = 0; from < rows.length; from += BLOCK) blocks.push(h2(Block, { key: from, ...blockOf(text, from) }));
    return h2("div.sb-text", props, blocks, !rows.length && h2("p.sb-quiet", "This article has no sentences."));
  }
};
function blockOf(text, from) {
  const { current, hits, hit, lit, clauses } = text;
  const rows = text.rows.slice(from, from + BLOCK);
  const isHere = (at) => from <= at && at < from + BLOCK;
  const range = chosenRange(text);
  return {
    ...{ text, from, hits },
    drawn: rows.map(({ drawn }) => drawn).join(),
    here: isHere(current) && current,
    chosen: range && range.first < from + BLOCK && from <= range.last && Object.values(range).join(),
    hit: hit && isHere(hit.at) && hit,
    lit: rows.some(({ marks }) => marks.length) && lit,
    clauses: isHere(current) && clauses
  };
}
var Block = class extends Kept {
  render({ text, from }) {
    const { rows, current, hit, lit, clauses } = text;
    const sentences = rows.slice(from, from + BLOCK).map((row, place) => {
      const at = from + place;
      const here = at === current;
      return h2(Sentence, {
        ...{ key: row.n, row, at, here, drawn: row.drawn, hits: hitsIn(text, at) },
        chosen: chosenIn(text, at)?.join() ?? "",
        hit: hit?.at === at ? hit.from : -1,
        lit: row.marks.length ? lit : "",
        clauses: here && clauses ? clauses.list : null
      });
    });
    return h2("div.sb-part", { role: "presentation" }, sentences);
  }
};
var Sentence = class extends Kept {
  render({ row, at, here, chosen: chosen2, hits, hit, lit, clauses }) {
    const { n: n2, block, decided } = row;
    const [sign, words] = STATES[decided];
    const looks = { chosen: chosen2 && chosen2.split(",").map(Number), hits, here: hit, lit, clauses };
    const counts = countsOf(row).filter(([, count]) => count);
    const props = {
      ...{ role: "option", id: `${prefix}-${n2}`, "data-at": at, "data-state": decided || "open" },
      class: [block && "sb-block", here && "sb-current"],
      "aria-selected": here ? "true" : void 0
    };
    return h2("div.sb-sentence", props, [
      h2("span.sb-n", n2),
      h2("span.sb-state", { role: "img", "aria-label": words, title: words }, sign),
      h2("span.sb-words", { dir: "auto" }, shownWords(row, looks)),
      h2("span.sb-count", counts.map(([kind, count]) => counted(count, inWords(kind))).join(", "))
    ]);
  }
};
function shownWords(row, looks) {
  return piecesOf(row, looks).map(({ from, to, spans }) => {
    let lines = 0;
    const offsetOf = ({ entry }) => entry && entry.kind !== "statement" && `${0.18 + 0.17 * lines++}em`;
    const wrapped = (inner, span) => {
      const first = span.from === from;
      const style = { textUnderlineOffset: offsetOf(span) || void 0 };
      const look = [span.look, span.starts && first && "sb-starts"];
      return h2("span", { class: look, style, "data-n": first ? span.number : void 0 }, inner);
    };
    return spans.reduceRight(wrapped, row.text.slice(from, to));
  });
}
function moveInText(desk, change2, ...given) {
  const { text, form: form2 } = desk;
  if (!desk.article) return void 0;
  const got = change2(text, ...given);
  text.version++;
  desk.connection.storage().keepAt({ article: desk.article.article, sentence: text.rows[text.current]?.n });
  if (form2?.picking && text.chosen) takePicked(desk);
  else if (form2 && text.chosen && !form2.locked) replacePlace(desk);
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
  keepInView(desk.root);
  const list = desk.root.querySelector(".sb-text");
  const node = list?.querySelector(".sb-current");
  if (!node || !list.clientHeight) return;
  const [box, frame] = [node.getBoundingClientRect(), list.getBoundingClientRect()];
  const near = box.bottom > frame.top - frame.height && box.top < frame.bottom + frame.height;
  const shown2 = () => node.querySelector(".sb-chosen") ?? node;
  const to = () => node.isConnected && scrollPane(list, shown2(), near && !center ? "nearest" : "center");
  to();
  requestAnimationFrame(to);
}
function keepInView(root) {
  const { top, bottom, height } = root.getBoundingClientRect();
  const frame = root.closest(".jp-LinkedOutputView, .jp-WindowedPanel-outer")?.getBoundingClientRect();
  if (frame && height <= frame.height && (top < frame.top || bottom > frame.bottom))
    root.scrollIntoView({ block: "nearest" });
}
function scrollPane(list, words, where) {
  const node = words.closest(".sb-sentence");
  const shown2 = node.offsetHeight > list.offsetHeight ? words : node;
  if (where === "nearest") return scrollWithin(list, shown2, 6);
  const [box, frame] = [shown2.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollTop += box.top - frame.top - Math.max(0, (frame.height - box.height) / 3);
}
function focusText(desk) {
  desk.root.querySelector(".sb-text")?.focus({ preventScroll: true });
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
  return h2("div.sb-notices", [desk.notices.map((notice) => shownNotice(desk, notice))]);
}
function shownNotice(desk, notice) {
  const { title, sentences, buttons, calm, draft } = notice;
  const hidden = sentences.length - MOST;
  const lines = [...sentences.slice(0, MOST), ...hidden > 0 ? [`and ${hidden} more`] : []];
  const goOn3 = button("Go on", () => dropNotice(desk, notice), desk.role === "adjudicator" ? "" : "Esc");
  const actions = buttons.map(([label, run]) => button(label, () => (dropNotice(desk, notice), run())));
  const props = { class: calm && "sb-calm", role: "group", "aria-label": title, key: draft ?? title };
  return h2("div.sb-notice", props, [
    h2("h3", title),
    lines.length > 0 && h2("ul", [lines.map((words) => h2("li", words))]),
    h2("p.sb-buttons", buttons.length ? actions : goOn3)
  ]);
}
function changedElsewhere(desk, changes, because = "") {
  const sentences = changes.map((change2) => change2.text ?? `${change2.file}, row ${change2.row ?? "?"}`);
  addNotice(desk, "Changed elsewhere", because ? [...sentences, because] : sentences);
  say(desk, "changed elsewhere, see the notice", "changed");
  if (desk.screen === "adjudicating") desk.adjudication?.changed?.(changes);
  else if (desk.screen === "coding" && desk.article) rereadArticle(desk);
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
    const calm = ["finished", "frozen", "decided"].includes(kind);
    addNotice(desk, TITLES[kind] ?? kind, texts, [], { article, calm });
  }
}

// src/stancebook/desk/page/coding/standing.js
function percent(share) {
  return `${Math.floor(share * 1e3 + 1e-6) / 10} %`;
}
function whatComes({ due, passed, done, of, mean, pass, left }, answered) {
  const more2 = counted(left, answered ? "more sentence" : "sentence");
  if (due === "refresher")
    return { title: "A refresher is due", words: `${more2} to code again, each with feedback; then you go on coding.` };
  if (!due) return ended(passed, mean, pass, of);
  const title = answered || done ? "Training" : "Before you code: training";
  if (done < of)
    return {
      title,
      words: `${more2}, each with feedback. With a mean score of ${percent(pass)} or more you go on to code.`
    };
  return {
    title: "Training: not passed yet",
    words: `The mean score is below the pass mark of ${percent(pass)}. The sentences come again, and the latest answer to each counts: ${more2} in this round.`
  };
}
function ended(passed, mean, pass, of) {
  if (!passed || !of) return { title: "No training is due", words: "You can go on coding." };
  return {
    title: "Training passed",
    words: `The mean score is ${percent(mean)}, the pass mark ${percent(pass)}. Coding comes next.`
  };
}

// src/stancebook/desk/page/adjudication/words.js
var ABOUT = { presence: "statement", all: "the whole reading", fact: "what holds it" };
var KIND = {
  statement: {
    differs: "The coders differ",
    alone: "Not all coders have it",
    reread: "All agree; drawn to be read again",
    amended: "All agree; amended all the same"
  },
  fact: { differs: "A fact: the coders differ", alone: "A fact: not all have it", alike: "A fact: all have it alike" },
  note: {
    differs: "A source note: the coders differ",
    alone: "A source note: not all have it",
    alike: "A source note: all have it, of the same kind"
  }
};
var PRESENCE = { present: "found", absent: "no statement", "": "nothing found" };
function valueInWords(variable, value) {
  if (variable === "presence") return PRESENCE[value] ?? value;
  if (variable === "all" && value === "present") return "found";
  if (variable === "condition") return value.split(" ").filter(Boolean).map(inWords).join(", ");
  if (variable === "position") return signed(value);
  return ["via", "voice", "plan", "attribute", "status", "kind"].includes(variable) ? inWords(value) : value;
}
var isNoted = ({ is }) => is === "fact" || is === "note";
var notedInWords = (row) => "kind" in row ? inWords(row.kind) : factInWords(row);
var factInWords = (row) => [row.attribute, row.value || [.../* @__PURE__ */ new Set([row.value_low, row.value_high])].filter(Boolean).join("–"), row.unit].filter(Boolean).map(inWords).join(" ");
var itemInWords = (item2) => isNoted(item2) ? `${KIND_NAMES[item2.is]}: ${notedInWords(Object.values(item2.codings).find(Boolean))}` : `${inWords(item2.key.actor)}, ${inWords(item2.key.issue)}`;
function markedPieces(text, number, codings) {
  const marks = Object.values(codings).flatMap((coding, at) => {
    const { first, from, last, to } = coding?.place ?? { first: 1, last: 0 };
    if (number < first || number > last) return [];
    const start = number === first ? unitsBefore(text, from) : 0;
    return [
      {
        coder: at + 1,
        from: start,
        to: number === last ? unitsBefore(text, to) : text.length,
        first: number === first
      }
    ];
  });
  const edges = [.../* @__PURE__ */ new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])])].sort((a2, b) => a2 - b);
  return edges.slice(1).map((to, at) => {
    const here = marks.filter((mark) => mark.from <= edges[at] && mark.to >= to);
    const starts = here.filter((mark) => mark.first && mark.from === edges[at]).map(({ coder }) => coder);
    return { text: text.slice(edges[at], to), coders: here.map(({ coder }) => coder), starts };
  });
}

// src/stancebook/desk/page/adjudication/choices.js
var noDraft = { values: {}, reasons: {}, reason: "" };
var emptyDraft = () => structuredClone(noDraft);
var codersOf = (item2) => Object.keys(item2.codings);
var variableOf = (item2, name) => item2.variables.find(({ variable }) => variable === name);
var isAlike = (item2) => ["reread", "amended", "alike"].includes(item2.kind);
var asCoded = ({ cells }) => Object.values(cells).find((cell) => cell && cell !== "unread") ?? "";
function choicesOf(item2, scope, draft, names) {
  const coders = codersOf(item2);
  const row = scope && variableOf(item2, scope);
  const alike = scope ? !row?.differs || scope === "all" : isAlike(item2);
  const ways = coders.map((coder, at) => ({ key: at + 1, take: coder, label: labelOf2(item2, coder, row, names) }));
  if (alike) {
    const amended = (scope ? [row].filter(Boolean) : item2.variables).some(
      ({ variable, differs, decision }) => !differs && (decision || draft.values[variable] !== void 0)
    );
    const label = item2.kind === "alike" ? "take it" : amended && (scope || item2.kind !== "reread") ? "as coded" : "";
    ways.splice(0, ways.length, { key: 1, take: coders.find((coder) => item2.codings[coder]), label });
  }
  const [third, neither, merged] = [1, 2, 3].map((more2) => coders.length + more2);
  ways.push({ key: third, take: "third", label: scope in ABOUT ? "" : "another version" });
  if (isNoted(item2)) {
    if (!scope) ways.push({ key: neither, take: "neither", label: "leave it out" });
    const other = item2.known.length ? `another ${KIND_NAMES[item2.is]} holds it` : "";
    if (!scope) ways.push({ key: merged, take: "merged", label: other });
  } else {
    ways.push({ key: neither, take: "neither", label: "no statement" });
    ways.push({ key: 0, take: "upheld", label: item2.kind === "reread" && (!scope || scope === "all") ? "upheld" : "" });
  }
  return ways.filter(({ label }) => label);
}
function labelOf2(item2, coder, row, names) {
  const has = item2.codings[coder];
  if (isNoted(item2)) return has ? `${names[coder]}’s` : "";
  if (item2.kind !== "alone" || row && row.variable !== "presence") return has ? `${names[coder]}’s` : "";
  return `${names[coder]}: ${has ? "keep" : "leave out"}`;
}
function chosen(item2, scope, draft, take3) {
  const next = { ...draft, values: { ...draft.values } };
  if (isNoted(item2)) return chosenFact(item2, scope, next, take3);
  const whole = !scope || take3 === "upheld" || take3 === "neither";
  const values = takenValues(item2, scope, take3);
  next.values = whole ? values : { ...next.values, ...values };
  for (const row of item2.variables) {
    const same = next.values[row.variable] === asCoded(row);
    if (!row.differs && !row.decision && same) delete next.values[row.variable];
  }
  return next;
}
function takenValues(item2, scope, take3) {
  if (take3 === "upheld") return { all: "upheld" };
  if (take3 === "neither") return { presence: "absent", ...item2.kind === "reread" && { all: "amended" } };
  if (!item2.codings[take3]) return { presence: "absent" };
  const concerned = ({ variable, differs, decision }) => variable !== "all" && (differs || decision);
  const rows = scope ? [variableOf(item2, scope)] : item2.variables.filter(concerned);
  return Object.fromEntries(rows.map(({ variable, cells }) => [variable, cells[take3]]));
}
function chosenFact(item2, scope, draft, take3) {
  if (take3 === "neither") return { ...draft, verdict: "left_out", values: {}, of: void 0 };
  if (!scope) return { ...draft, verdict: "kept", of: take3, values: {} };
  return withValue(item2, draft, scope, item2.codings[take3][scope]);
}
function withValue(item2, draft, variable, value) {
  const next = { ...draft, values: { ...draft.values, [variable]: value } };
  if (variable === "fact") return { ...draft, verdict: "merged", fact: value, values: {}, of: void 0 };
  if (isNoted(item2)) {
    const of = draft.of ?? codersOf(item2).find((coder) => item2.codings[coder]);
    if (item2.codings[of][variable] === value) delete next.values[variable];
    return { ...next, verdict: "kept", of };
  }
  if (next.values.presence === "absent") delete next.values.presence;
  if (next.values.all === "upheld") delete next.values.all;
  const row = variableOf(item2, variable);
  if (row.differs || value === asCoded(row)) return next;
  if (item2.kind === "reread" && variableOf(item2, "all").decision !== "amended") next.values.all = "amended";
  if (item2.kind === "alone" && variableOf(item2, "presence").decision !== "present") next.values.presence = "present";
  return next;
}
function standing(item2, draft, variable) {
  if (!isNoted(item2)) return draft.values[variable] ?? variableOf(item2, variable)?.decision ?? "";
  if (draft.verdict && draft.verdict !== "kept") return "";
  if (draft.of) return draft.values[variable] ?? item2.codings[draft.of][variable];
  return item2.result?.[variable] ?? "";
}
var isBegun = (draft) => Boolean(draft && (draft.verdict || Object.keys(draft.values).length));
function requestOf(item2, scope, draft, typed2) {
  return isNoted(item2) ? factRequest(item2, draft, typed2) : statementRequest(item2, scope, draft, typed2);
}
function factRequest(item2, draft, typed2) {
  const decided = item2.decision === "amended" ? "kept" : item2.decision;
  const { verdict = decided, of, values: row, fact = item2.fact } = draft;
  const reason = (draft.reason || typed2 || item2.reason).trim();
  const params = { article: item2.article, is: item2.is, facts: item2.facts, decision: verdict, of, row, fact, reason };
  const compared = Object.keys(row).some((name) => variableOf(item2, name).compared);
  const bare = item2.kind === "alike" && !compared && verdict === "kept";
  return { verb: "decide_fact", params, decisions: [], lacks: !verdict ? "choice" : reason || bare ? "" : "reason" };
}
function statementRequest(item2, scope, draft, typed2) {
  const inScope = (name) => !scope || name === scope || !variableOf(item2, scope)?.differs;
  const names = Object.keys(draft.values).filter(inScope);
  const earlier = ({ variable, decision }) => decision && (!scope || variable === scope);
  const bare = names.length ? [] : item2.variables.filter(earlier);
  const why = (name) => draft.reasons[name]?.trim() || draft.reason.trim() || typed2.trim() || variableOf(item2, name).reason;
  const decisions = [
    ...names.map((name) => ({ variable: name, decision: draft.values[name], reason: why(name) })),
    ...bare.map(({ variable, decision }) => ({ variable, decision, reason: why(variable) }))
  ];
  const shown2 = Object.fromEntries(item2.variables.map(({ variable, cells }) => [variable, cells]));
  const lacks = !decisions.length ? "choice" : decisions.some(({ reason }) => !reason) ? "reason" : "";
  return { verb: "decide", params: { key: item2.key, decisions, shown: shown2 }, decisions, lacks };
}

// src/stancebook/desk/page/adjudication/moves.js
var DRAFTED = "adjudication ";
var itemOf = ({ items, at }) => items[at];
var isReady = ({ current, silent }) => Boolean(current?.open && current.frozen === "frozen" && !current.waits.length && !silent);
var nameOf2 = ({ key: key2, facts }, article) => facts ? [article, ...Object.values(facts)].filter(Boolean).join(" ") : ["article", "sentence_start", "actor", "issue"].map((part) => key2[part]).join(" ");
function itemsOf({ units, facts, notes = [], article, known }) {
  const named2 = (is) => (each) => ({ ...each, is, article, known: known?.[is] ?? [], name: nameOf2(each, article) });
  return [...units.map(named2("statement")), ...facts.map(named2("fact")), ...notes.map(named2("note"))];
}
function draftOf(view, change2) {
  const name = itemOf(view)?.name;
  const own = view.drafts.get(name) ?? emptyDraft();
  if (!change2 || !name) return own;
  const next = change2(own);
  view.drafts.set(name, next);
  view.storage().keepDraft(DRAFTED + name, next);
  return next;
}
function forgetDraft({ drafts, storage }, name) {
  drafts.delete(name);
  storage().dropDraft(DRAFTED + name);
}
function recallDrafts({ drafts, storage }) {
  for (const { id, ...own } of storage().drafts())
    if (id.startsWith(DRAFTED) && own.values) drafts.set(id.slice(DRAFTED.length), { ...emptyDraft(), ...own });
}
async function showCases(view, article) {
  await readOverview(view);
  const { articles, current } = view;
  const first = articles.find((each) => each.left) ?? articles.find((each) => !each.open) ?? articles[0];
  const next = article ?? current?.article ?? first?.article;
  if (next) await openArticle(view, next, next === current?.article);
  else view.redraw();
}
async function readOverview(view) {
  const reply = await view.ask("overview");
  if (reply.ok) takeOverview(view, reply);
  else view.trouble = reply.why;
}
var takeOverview = (view, { articles, left, next, unfinished, names }) => Object.assign(view, { articles, left, next, unfinished, names });
async function openArticle(view, article, keep = false) {
  const reply = await view.ask("disputes", { article });
  if (!reply.ok) view.trouble = reply.why;
  else takeCases(view, reply, keep && itemOf(view)?.name);
  view.redraw();
}
function takeCases(view, reply, before) {
  const { articles, current } = view;
  const same = reply.article === current?.article;
  const items = itemsOf(reply);
  const known = articles.find((each) => each.article === reply.article);
  if (known) {
    view.left += reply.left - known.left;
    Object.assign(known, { open: reply.open, left: reply.left, units: items.length });
    if (view.next && reply.left) view.next = "";
  }
  Object.assign(view, { current: { ...same && { sentences: current.sentences }, ...reply }, items });
  const place = items.findIndex(({ name }) => name === before);
  const first = Math.max(
    0,
    items.findIndex(({ done }) => !done)
  );
  view.at = place >= 0 ? place : same ? Math.min(view.at, Math.max(0, items.length - 1)) : first;
  if (place < 0) leaveScope(view);
}
var leaveScope = (view) => Object.assign(view, { scope: "", editing: null });
function goToItem(view, place) {
  if (!view.items.length) return;
  view.at = Math.max(0, Math.min(view.items.length - 1, place));
  leaveScope(view);
  view.trouble = "";
  view.redraw();
}
var queued = (view, go) => view.moves = view.moves.then(go);
var goToArticle = (view, article) => queued(view, () => openArticle(view, article));
var goBeside = (view, step3) => queued(view, async () => {
  const { articles, current } = view;
  const other = articles[articles.findIndex((each) => each.article === current?.article) + step3];
  if (other) await openArticle(view, other.article);
  else view.idle(step3 > 0 ? "this is the last article" : "this is the first article");
});
var goToLeft = (view, step3) => queued(view, async () => {
  let place = view.at + step3;
  while (view.items[place]?.done) place += step3;
  if (view.items[place]) goToItem(view, place);
  else await goToLeftBeyond(view, step3);
  view.focus();
});
async function goToLeftBeyond(view, step3) {
  const { articles, current } = view;
  const here = articles.findIndex((each) => each.article === current?.article);
  const beyond = [...articles.slice(here + 1), ...articles.slice(0, Math.max(0, here))];
  const other = (step3 > 0 ? beyond : beyond.reverse()).find((each) => each.left);
  if (!other) {
    if (!view.left) await readOverview(view);
    view.say(view.left ? "nothing else is left" : view.next);
    return view.redraw();
  }
  await openArticle(view, other.article);
  const places = view.items.flatMap((each, place) => each.done ? [] : [place]);
  if (places.length) goToItem(view, places.at(step3 > 0 ? 0 : -1));
}

// src/stancebook/desk/page/adjudication/article.js
var MARGIN = 60;
function articleOf(view) {
  const item2 = itemOf(view);
  const props = { "aria-label": "The article", role: "region", tabindex: "0", ref: (node) => view.text = node };
  const sentences = (view.current?.sentences ?? []).map(
    ({ n: n2, text, block }) => h2(Sentence2, { key: n2, n: n2, text, block, item: item2 && isIn(item2, n2) ? item2 : null, current: n2 === item2?.sentence })
  );
  return h2("div.sa-text", props, sentences);
}
var isIn = (item2, n2) => n2 === item2.sentence || Object.values(item2.codings).some((coding) => coding?.place?.first <= n2 && n2 <= coding.place.last);
var Sentence2 = class extends Kept {
  render({ n: n2, text, block, item: item2, current }) {
    const words = item2 ? markedPieces(text, n2, item2.codings).map(pieceOf) : text;
    return h2("span.sa-sentence", { class: [block && "sa-block", current && "sa-current"], "data-n": n2 }, [
      h2("span.sa-n", { "aria-hidden": "true" }, String(n2)),
      h2("span.sa-words", { dir: "auto" }, words),
      " "
    ]);
  }
};
function pieceOf({ text, coders, starts }) {
  const startOf = (coder) => starts.includes(coder) ? coder : void 0;
  const marked = (inner, coder) => h2("span.sa-mark", { "data-coder": coder, "data-starts": startOf(coder) }, inner);
  return coders.reduceRight(marked, text);
}
function scrollToCase({ text }) {
  const row = text?.querySelector(".sa-current");
  if (!row) return;
  const [box, outer] = [row.getBoundingClientRect(), text.getBoundingClientRect()];
  const margin = Math.max(4, Math.min(MARGIN, (outer.height - box.height) / 2));
  if (box.top < outer.top + 4 || box.bottom > outer.bottom - 4) text.scrollTop += box.top - outer.top - margin;
}

// src/stancebook/desk/page/adjudication/editing.js
var AGAIN = "Read the sentence again as if it were new. Uphold what all have, or amend what is wrong in it.";
function beginThird(view, item2, take3) {
  const due = item2.variables.filter(({ differs, variable }) => differs && !(variable in ABOUT)).map(({ variable }) => variable);
  const first = [{ fact: "value", note: "note" }[item2.is] ?? "position"];
  const queue = take3 === "merged" ? ["fact"] : view.scope ? [view.scope] : due.length ? due : first;
  editVariable(view, item2, queue, !view.scope && take3 !== "merged");
}
function editVariable(view, item2, [variable, ...rest], whole) {
  const members = (standing(item2, draftOf(view), variable) || codedAs(item2, variable)).split(" ").filter(Boolean);
  Object.assign(view, { scope: variable, beside: "", editing: { variable, rest, members, whole } });
  view.redraw();
  if (valuesOf(view, variable).length) view.focus();
  else {
    const input = view.aside.querySelector("input");
    input.focus();
    input.select();
  }
}
var codedAs = ({ codings }, name) => Object.values(codings).find((coding) => coding?.[name])?.[name] ?? "";
function valuesOf({ codebook, items, at }, variable) {
  const { facts = {}, kinds, variables = {} } = codebook;
  const ids = (list) => (list ?? []).map((each) => ({ value: each.id ?? each, meaning: each.text ?? "" }));
  if (variable === "fact")
    return items[at].known.map((row) => ({
      value: row.fact ?? row.source_note,
      meaning: `${notedInWords(row)}: ${row.quote}`
    }));
  const lists = { plan: facts.plans, attribute: facts.attributes, status: facts.status, kind: kinds };
  return variable in lists && isNoted(items[at]) ? ids(lists[variable]) : variables[variable]?.values ?? [];
}
function pickDigit(view, place) {
  const { variable } = view.editing;
  const value = valuesOf(view, variable)[place]?.value;
  if (value === void 0) return view.idle(`there is no value ${place + 1}`);
  if (variable !== "condition") return take(view, value);
  const members = new Set(view.editing.members);
  if (value === "none") members.clear();
  else members.delete("none");
  if (!members.delete(value)) members.add(value);
  view.editing.members = [...members];
  view.redraw();
  view.focus();
}
var takeSet = (view) => take(view, [...view.editing.members].sort().join(" "));
function take(view, value) {
  const item2 = itemOf(view);
  const { variable, rest, whole } = view.editing;
  if (!value && (variable === "speaker" || variable === "condition")) {
    view.trouble = variable === "speaker" ? "the speaker is empty; write - where nobody is named" : "choose at least one, or none";
    return view.redraw();
  }
  view.trouble = "";
  draftOf(view, (draft) => withValue(item2, draft, variable, value));
  if (rest.length) return editVariable(view, item2, rest, whole);
  Object.assign(view, { editing: null, scope: whole || variable === "fact" ? "" : view.scope });
  view.redraw();
  view.reason.focus();
}
var firstOf = (item2) => isNoted(item2) ? item2.variables[0].variable : "position";
function rulesOf(view) {
  const { editing, scope, codebook } = view;
  const item2 = itemOf(view);
  if (!item2) return null;
  const name = editing?.variable ?? (scope || item2.variables.find(({ differs }) => differs)?.variable || firstOf(item2));
  const { unit, include, exclude } = codebook;
  const rules = { presence: [unit, include, exclude], all: [AGAIN] }[name] ?? [
    !isNoted(item2) && codebook.variables?.[name]?.rule
  ];
  const values = valuesOf(view, name);
  const hint2 = values.length ? "Press the number of the value, or click it." : "Write it, then press Enter.";
  return [
    h2("h3", ABOUT[name] ?? inWords(name)),
    editing && h2("p.sa-hint", name === "condition" ? "Press the numbers of all that apply, then Enter." : hint2),
    rules.filter(Boolean).map((text) => h2("p", { dir: "auto", key: text }, text)),
    editing && !values.length ? field(view, item2, name) : valueList(view, item2, name, values)
  ];
}
function field(view, item2, name) {
  const send = () => take(view, view.aside.querySelector("input").value.trim());
  const value = standing(item2, draftOf(view), name) || codedAs(item2, name);
  const props = { class: "sa-speaker", type: "text", defaultValue: value, dir: "auto", "aria-label": inWords(name) };
  const input = h2("input", { ...props, onKeyDown: onKeys({ Enter: send }) });
  return h2("div.sb-ask", { key: `${item2.name} ${name}` }, input, button("Take it", send));
}
function valueList(view, item2, name, values) {
  const { editing } = view;
  const row = (each, place) => editing ? valueButton(view, item2, name, each, place) : valueWords(name, each);
  const shown2 = values.map((each, place) => h2("li", { key: each.value }, row(each, place)));
  const ends = editing && name === "condition";
  return [
    h2("ul.sa-values", { class: editing && "sa-picking", key: name }, shown2),
    ends && button("Take these (Enter)", () => takeSet(view), "", { class: "sa-take-set" })
  ];
}
var valueWords = (name, { value, meaning }) => [
  h2("b", valueInWords(name, value)),
  h2("span", { dir: "auto" }, ` ${meaning}`)
];
function valueButton(view, item2, name, each, place) {
  const set = name === "condition";
  const ticked = view.editing.members.includes(each.value);
  const current = !set && standing(item2, draftOf(view), name) === each.value ? "true" : void 0;
  const props = { class: "sa-value", "aria-pressed": set ? String(ticked) : void 0, "aria-current": current };
  const box = set && h2("span", ticked ? "☑ " : "☐ ");
  const words = h2("span", place < 9 && key(String(place + 1)), " ", box, valueWords(name, each));
  return button(words, () => pickDigit(view, place), "", props);
}

// src/stancebook/desk/page/adjudication/decision.js
function choose2(view, take3) {
  const item2 = itemOf(view);
  if (!item2) return;
  if (!isReady(view)) return view.idle("nothing can be decided now; the notice above says why");
  if (view.busy) return;
  view.trouble = "";
  if (take3 === "third" || take3 === "merged") return beginThird(view, item2, take3);
  draftOf(view, (draft) => chosen(item2, view.scope, draft, take3));
  view.editing = null;
  if (take3 === "neither" || take3 === "upheld") view.scope = "";
  view.redraw();
  view.reason.focus();
}
function chooseDigit(view, digit) {
  const item2 = itemOf(view);
  const way = item2 && choicesOf(item2, view.scope, draftOf(view), view.names).find(({ key: key2 }) => key2 === digit);
  if (way) choose2(view, way.take);
  else view.idle(`${digit} chooses nothing here`);
}
function typeReason(view, words) {
  const { scope, editing } = view;
  const alone = itemOf(view).is === "statement" && scope && !editing?.whole;
  const changed = ({ reasons }) => alone ? { reasons: { ...reasons, [scope]: words } } : { reason: words };
  draftOf(view, (draft) => ({ ...draft, ...changed(draft) }));
  view.trouble = "";
  view.redraw();
}
async function save(view) {
  const item2 = itemOf(view);
  if (!item2 || view.busy) return;
  if (!isReady(view)) return view.idle("nothing can be decided now; the notice above says why");
  const { verb, params, decisions, lacks } = requestOf(item2, view.scope, draftOf(view), view.reason.value);
  if (lacks === "choice")
    return complain(view, "nothing is chosen yet; take a reading by its number, or a value of the table", "pane");
  if (lacks === "reason") return complain(view, "the decision has no reason; write why", "reason");
  const reply = await write(view, verb, params);
  if (reply.kind === "silent") view.silent = { name: item2.name, decisions };
  if (!reply.ok) return view.redraw();
  dropDecided(view, item2.name, decisions);
  takeCases(view, reply, item2.name);
  view.redraw();
  goOn(view, item2.name);
}
function complain(view, words, field2) {
  view.trouble = words;
  view.redraw();
  view[field2].focus();
}
function dropDecided(view, name, decisions) {
  const own = view.drafts.get(name);
  if (!own) return;
  for (const { variable } of decisions) {
    delete own.values[variable];
    delete own.reasons[variable];
  }
  if (!decisions.length || !Object.keys(own.values).length) forgetDraft(view, name);
}
function goOn(view, name) {
  const item2 = itemOf(view);
  if (item2?.name !== name || item2.done) return goToLeft(view, 1);
  const { values } = draftOf(view);
  const open = item2.variables.find(({ differs, decision, variable }) => differs && !decision && !(variable in values));
  view.toVariable(view.scope && open ? open.variable : "");
}
async function takeBack(view) {
  const { scope, busy } = view;
  const item2 = itemOf(view);
  const noted = Boolean(item2 && isNoted(item2));
  const some = noted ? item2.decision : item2?.variables.some(({ variable, decision }) => decision && (!scope || variable === scope));
  if (!some) return view.idle("nothing is decided here; there is nothing to take back");
  if (busy) return;
  const [verb, params] = noted ? ["undecide_fact", { article: item2.article, is: item2.is, facts: item2.facts }] : ["undecide", { key: item2.key, variables: scope ? [scope] : [] }];
  const reply = await write(view, verb, params);
  if (!reply.ok) return;
  forgetDraft(view, item2.name);
  takeCases(view, reply, item2.name);
  view.redraw();
  view.focus();
}
async function act(view, verb, params) {
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
function step(view, verb) {
  if (!view.current?.[verb]) return view.idle(`there is nothing to ${verb} on this article`);
  return act(view, verb, { article: view.current.article });
}
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
async function takeLate(view, message, reply) {
  const { silent } = view;
  if (silent) {
    Object.assign(view, { silent: null, trouble: reply.ok ? "" : reply.why });
    if (reply.ok && message.ask.startsWith("decide")) dropDecided(view, silent.name, silent.decisions);
  }
  await reread(view);
}
async function reread(view) {
  await readOverview(view);
  if (view.current) await openArticle(view, view.current.article, true);
}

// src/stancebook/desk/page/adjudication/aside.js
var KEYS = [
  ["1, 2 …", "take what a coder has; another version; none: the numbers on the buttons"],
  ["0", "uphold an agreement that is read again"],
  ["left, right", "one variable at a time; back to the whole case"],
  ["Enter", "write the reason; letters go there too"],
  ["Ctrl+Enter", "save, and go on"],
  ["up, down", "previous, next case"],
  ["Page down, Page up", "next, previous case without a decision"],
  ["Shift+down, Shift+up", "next, previous article"],
  ["Delete", "take a decision back"],
  ["Ctrl+Z, Ctrl+Y", "undo, redo on this article"],
  ["/", "find an article"],
  ["Esc", "back"],
  ["?", "these keys"]
];
var SO_FAR = "Of the articles that are open, before any decision: pairs of coders with the same value. Chance is not taken off.";
function asideOf(view) {
  const parts = { keys: keysOf, agreement: agreementOf, comments: commentsOf };
  const props = { tabindex: "0", "aria-label": "Beside the case", ref: (node) => view.aside = node };
  return h2("aside.sa-rules", props, (parts[view.beside] ?? rulesOf)(view));
}
function keysOf() {
  const rows = KEYS.map(([names, words]) => [h2("kbd", names), words]);
  return [h2("h3", "Keys"), termList(rows, { class: "sa-keys" })];
}
function summed(rows, labelOf3) {
  const sums = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const label = labelOf3(row);
    const sum = sums.get(label) ?? { label, same: 0, of: 0 };
    sums.set(label, { label, same: sum.same + row.same, of: sum.of + row.of });
  }
  return [...sums.values()];
}
function agreementOf({ agreement, names }) {
  const cells = ({ same, of }) => [`${same} of ${of}`, `${Math.round(100 * same / of)} %`].map((cell) => h2("td", cell));
  const line = (sum) => h2("tr", { key: sum.label }, h2("th", { scope: "row" }, sum.label), cells(sum));
  const table2 = (labelOf3) => h2("table", h2("tbody", summed(agreement, labelOf3).map(line)));
  const byVariable = ({ variable }) => ABOUT[variable] ?? inWords(variable);
  const byPair = ({ pair }) => pair.map((coder) => names[coder]).join(" and ");
  return [
    h2("h3", "Agreement so far"),
    h2("p", SO_FAR),
    agreement.length ? [table2(byVariable), table2(byPair)] : h2("p", "There is nothing to compare yet.")
  ];
}
function commentsOf(view) {
  const { current, names } = view;
  const item2 = itemOf(view);
  const sentence = item2?.sentence;
  const own = (current?.comments ?? []).filter((each) => each.sentence === sentence);
  const send = async () => {
    const field2 = view.aside.querySelector("textarea");
    const reply = await act(view, "comment", { article: current.article, sentence, text: field2.value });
    if (reply.ok) field2.value = "";
    view.aside.querySelector("textarea")?.focus();
  };
  const onKeyDown = onKeys({ "Ctrl+Enter": send });
  return [
    h2("h3", sentence ? `Comments on sentence ${sentence}` : "Comments"),
    own.map(({ by, at, text }) => h2("p", { key: at + by, dir: "auto" }, h2("b", `${names[by] ?? by}: `), text)),
    own.length === 0 && h2("p", "None yet. Coders read them once the article is open to them."),
    sentence && [
      h2("textarea.sa-comment", { rows: "3", "aria-label": "A comment", dir: "auto", key: item2.name, onKeyDown }),
      button("Send (Ctrl+Enter)", send)
    ]
  ];
}

// src/stancebook/desk/page/adjudication/blockers.js
var EDITED = "The codings were edited after they were frozen. Undo the edit, or freeze them anew, before you decide.";
var UNFROZEN = "The codings are not frozen yet. Reliability is measured on frozen codings: freeze them first, then decide.";
var FIRST = " Taken together, they have the words of the first coder who made them.";
var FILES = { fact: "facts.csv", note: "source_notes.csv" };
function blockersOf(view) {
  const { current, next, items } = view;
  if (!current) return null;
  if (!current.open) return closedPanel(view, current);
  const empty = !items.length && !current.stale.length && !next;
  return [
    current.waits.length > 0 && waitingPanel(current.waits),
    ["none", "edited"].includes(current.frozen) && freezePanel(view, current),
    current.stale.map((each, at) => stalePanel(view, each, at)),
    ["fact", "note"].map((is) => alikePanel(view, is)),
    next && h2("div.sa-notice.sa-next", { key: "next" }, h2("p", next)),
    empty && h2("p.sb-quiet", { key: "empty" }, "There is nothing to decide in this article.")
  ];
}
function closedPanel(view, { article, why }) {
  const words = `${article} is not open: ${why}. The codings stay apart until all have finished.`;
  const look = (reason) => act(view, "look", { article, reason });
  const ways = [["Open all the same", look]];
  return askingPanel(view, "sa-early", words, "why it has to be opened early; this is recorded", ways);
}
function waitingPanel([first, ...others]) {
  const words = `Adjudication waits until the files are in order: ${first}`;
  return h2(
    "div.sa-notice",
    { key: "waits" },
    h2("p", words),
    others.length > 0 && h2("p", `${others.length} more like it`)
  );
}
function freezePanel(view, { frozen }) {
  const words = frozen === "edited" ? EDITED : UNFROZEN;
  const { unfinished } = view;
  const mind = unfinished && ` Not all is finished: ${unfinished}.`;
  const freeze = (reason) => act(view, "freeze", { reason, early: Boolean(unfinished) });
  const label = unfinished ? "Freeze all the same" : "Freeze the codings";
  return askingPanel(view, "sa-freeze", words + mind, "why they are frozen now", [[label, freeze]]);
}
function stalePanel(view, { file, row, wrong }, at) {
  const what = row.variable ? `${inWords(row.actor)}, ${inWords(row.issue)}: ${ABOUT[row.variable] ?? row.variable}` : row.kind ? `a source note, ${inWords(row.kind)}:` : `a fact, ${inWords(row.attribute)}:`;
  const decided = `Decided on ${what} ${valueInWords(row.variable, row.decision)}.`;
  const out = () => act(view, "drop", { article: row.article, file, row });
  return h2("div.sa-notice", { key: `stale ${at}` }, [
    h2("p", `${decided} But ${wrong}.`),
    button("Take this decision out", out)
  ]);
}
function alikePanel(view, is) {
  const { current, items } = view;
  const count = items.filter((item2) => item2.is === is && item2.kind === "alike" && !item2.done).length;
  if (count < 2 || current.frozen !== "frozen" || current.waits.length) return null;
  const take3 = () => act(view, "take_alike", { article: current.article, is });
  return h2("div.sa-notice", { key: `alike ${is}` }, [
    h2(
      "p",
      `${count} ${KIND_NAMES[is]}s are alike for all coders, and are not in ${FILES[is]} yet.`,
      is === "note" && FIRST
    ),
    button(`Take all ${count}`, take3)
  ]);
}
function askingPanel(view, name, words, hint2, ways) {
  const field2 = reasonField(name, hint2, ways, () => view.idle("a reason is needed"));
  return h2("div.sa-notice", { key: name }, h2("p", words), field2);
}

// src/stancebook/desk/page/adjudication/case.js
function caseOf(view) {
  const item2 = itemOf(view);
  if (!item2) return null;
  return h2("div.sa-body", about(view, item2), choices(view, item2), table(view, item2), form(view, item2));
}
function about(view, item2) {
  const { codebook, names } = view;
  const actor = codebook.actors?.find(({ id }) => id === item2.key?.actor)?.name ?? item2.key?.actor;
  const issue = codebook.issues?.find(({ id }) => id === item2.key?.issue)?.text;
  const noted = isNoted(item2) && notedInWords(Object.values(item2.codings).find(Boolean));
  const words = noted || `${actor} on ${inWords(item2.key.issue)}`;
  const marks = codersOf(item2).map((coder, at) => {
    const mark = h2("span.sa-mark", { "data-coder": at + 1, "data-starts": at + 1 }, `${names[coder]}’s words`);
    return h2("span", { key: coder }, mark, !item2.codings[coder] && ": none");
  });
  return [
    h2("p.sa-about", [
      h2("span", h2("b", words), issue && `: ${issue}`),
      h2("span.sa-kind", [KIND[item2.is][item2.kind], view.current.own && h2("b", " · you coded this yourself")])
    ]),
    h2("p.sa-key", marks)
  ];
}
var offOf = (view) => isReady(view) && !view.busy ? void 0 : "true";
function choices(view, item2) {
  const { scope } = view;
  const label = h2("span", `${ABOUT[scope] ?? inWords(scope)} ✕`);
  const ways = choicesOf(item2, scope, draftOf(view), view.names);
  const wayButton = ({ key: key2, label: words, take: take3 }) => {
    const props = { key: key2, class: "sa-choice", "aria-disabled": offOf(view), "data-key": key2 };
    return button([h2("kbd", String(key2)), ` ${words}`], () => choose2(view, take3), "", props);
  };
  const back = { class: "sa-scope", title: "Back to the whole (Esc)" };
  return h2("div.sa-choices", { role: "group", "aria-label": "Whose reading" }, [
    scope ? button(label, () => view.toVariable(""), "", back) : h2("span.sa-scope", "the whole:"),
    ways.map(wayButton)
  ]);
}
function shownVariables(item2, draft) {
  const isTold = ({ variable, cells }) => !(variable in ABOUT) && Object.values(cells).some(Boolean);
  const isChosen = ({ variable }) => draft.values[variable] !== void 0;
  const rows = item2.variables.filter((row) => row.differs || row.decision || isChosen(row) || isTold(row));
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}
function table(view, item2) {
  const coders = codersOf(item2);
  const rows = shownVariables(item2, draftOf(view));
  const heads = ["variable", ...coders.map((coder) => view.names[coder]), "decision"];
  const remarks = ["confidence", "note", "quote"].filter((name) => coders.some((coder) => item2.codings[coder]?.[name]));
  const own = remarks.filter((name) => name === "quote" ? isNoted(item2) : !variableOf(item2, name));
  const head = h2("tr", [heads.map((name) => h2("th", { scope: "col", key: name }, name))]);
  const body = [rows.map((row) => tableRow(view, item2, row)), own.map((name) => remarkRow(view, item2, name))];
  return h2("div.sa-table", h2("table", { "data-coders": coders.length }, h2("thead", head), h2("tbody", body)));
}
function tableRow(view, item2, row) {
  const { variable, differs } = row;
  const here = variable === view.scope;
  const props = { class: "sa-variable", "aria-pressed": String(here) };
  const name = button(ABOUT[variable] ?? inWords(variable), () => view.toVariable(variable), "", props);
  const look = [differs ? "sa-differs" : "sa-alike", here && "sa-in-focus"];
  return h2("tr", { class: look, "data-variable": variable, key: variable }, [
    h2("th", { scope: "row" }, name),
    codersOf(item2).map((coder) => codedCell(view, item2, row, coder)),
    decisionCell(view, item2, row)
  ]);
}
function codedCell(view, item2, { variable, differs, cells }, coder) {
  const value = cells[coder];
  const words = value === "" && variable !== "presence" ? "" : valueInWords(variable, value);
  const missing = !item2.codings[coder] && variable !== "presence";
  if (!differs || missing || variable === "all") return h2("td", { dir: "auto", key: coder }, words);
  const now = standing(item2, draftOf(view), variable);
  const taken = variable === "presence" ? now === (value || "absent") : now !== "" && now === value;
  const label = `take ${view.names[coder]}’s: ${inWords(variable)} ${words || "nothing"}`;
  const take3 = () => (view.toVariable(variable), choose2(view, coder));
  const look = ["sa-take", taken && "sa-taken"];
  const props = { class: look, "aria-disabled": offOf(view), "aria-label": label, dir: "auto" };
  return h2("td", { key: coder }, button(h2("span", words || "nothing"), take3, "", props));
}
function decisionCell(view, item2, row) {
  const { variable, differs } = row;
  const draft = draftOf(view);
  const value = standing(item2, draft, variable);
  const decided = isNoted(item2) ? item2.result?.[variable] ?? "" : row.decision;
  const words = h2("b", { dir: "auto" }, valueInWords(variable, value));
  const drafted = isNoted(item2) ? Boolean(draft.verdict) && value !== decided : value !== decided;
  if (drafted) return h2("td.sa-decision.sa-drafted", [value && words, h2("span.sb-quiet", value && " not saved")]);
  if (!value) return h2("td.sa-decision", differs && !item2.done && h2("span.sb-quiet", "to decide"));
  return h2("td.sa-decision", [words, row.reason && h2("span.sa-why", { dir: "auto" }, row.reason)]);
}
function remarkRow({ codebook }, item2, name) {
  const known = codebook.variables?.confidence?.values ?? [];
  const meaning = (value) => known.find((each) => each.value === value)?.meaning;
  const words = (value) => name === "confidence" && value && meaning(value) ? `${value}, ${meaning(value)}` : value;
  const cell = (coder) => h2("td", { dir: "auto", key: coder }, words(item2.codings[coder]?.[name] ?? ""));
  return h2("tr.sa-remark", { key: name }, h2("th", { scope: "row" }, name), codersOf(item2).map(cell), h2("td"));
}
function verdictOf(view, item2) {
  if (!isNoted(item2)) return null;
  const { verdict, of, fact } = draftOf(view);
  const said = { left_out: "left out", merged: `held by ${fact ?? item2.fact}` };
  const chosen2 = said[verdict] ?? (of && `as ${view.names[of]} has it`) ?? (verdict && "taken");
  const decided = item2.decision && (said[item2.decision] ?? `${item2.decision}, as ${item2.fact}`);
  return h2("span.sa-verdict", chosen2 ? `${chosen2}, not saved` : decided ?? "");
}
function form(view, item2) {
  const { scope, trouble, prefix: prefix3, current } = view;
  const id = `${prefix3}-reason`;
  const alone = item2.is === "statement" && scope;
  const isDecided = ({ variable, decision }) => decision && (!scope || variable === scope);
  const decided = isNoted(item2) ? item2.decision : item2.variables.some(isDecided);
  const reasons = (current.reasons ?? []).slice(0, 9);
  const again = (words, at) => button(words, () => (typeReason(view, words), view.reason.focus()), "", { key: words, "data-at": at, dir: "auto" });
  const saves = { class: "sa-save", "aria-disabled": offOf(view) ?? "false" };
  return h2("div.sa-form", [
    h2("div.sa-acts", [
      h2("label.sa-because", { for: id }, alone ? `Why, on ${ABOUT[scope] ?? inWords(scope)}` : "Why"),
      verdictOf(view, item2),
      decided && button("Take the decision back", () => takeBack(view), "", { class: "sa-back" }),
      button("Save and go on (Ctrl+Enter)", () => save(view), "", saves)
    ]),
    h2("p.sa-alarm", { role: "alert", hidden: !trouble }, trouble),
    h2("textarea.sa-reason", {
      ...{ id, rows: "2", dir: "auto", readOnly: !isReady(view), value: reasonOf(view, item2) },
      ref: (node) => view.reason = node,
      onInput: (event) => typeReason(view, event.target.value)
    }),
    reasons.length > 0 && h2("details.sa-reasons", h2("summary", "reasons given before"), reasons.map(again))
  ]);
}
function reasonOf(view, item2 = itemOf(view)) {
  const own = draftOf(view);
  if (isNoted(item2)) return own.reason || item2.reason;
  const { scope, editing } = view;
  if (scope && !editing?.whole) return own.reasons[scope] ?? variableOf(item2, scope)?.reason ?? "";
  const saved = [...new Set(item2.variables.filter(({ decision }) => decision).map(({ reason }) => reason))];
  return own.reason || (saved.length === 1 ? saved[0] : "");
}

// src/stancebook/desk/page/adjudication/lists.js
var MOST2 = 200;
var isFound = (view, { article, outlet, headline }) => `${article} ${outlet} ${headline}`.toLowerCase().includes(view.find.trim().toLowerCase());
function listsOf(view) {
  const asides = ["agreement", "comments", "keys"].map((name) => asideButton(view, name));
  const finder = h2("input.sa-find", {
    ...{ type: "search", placeholder: "find an article  ( / )", "aria-label": "Find an article", value: view.find },
    onInput: (event) => (view.find = event.target.value, view.redraw()),
    onKeyDown: onKeys({ Enter: () => goToFound(view), ArrowDown: () => view.list.focus() }),
    ref: (node) => view.finder = node
  });
  const cases = view.items.length > 0 && caseList(view);
  return h2("nav.sa-nav", { "aria-label": "What is to be decided" }, [
    ...[finder, articleList(view), cases],
    h2("div.sa-asides", asides)
  ]);
}
function asideButton(view, name) {
  const props = { "aria-pressed": String(view.beside === name) };
  return button(name, () => view.showAside(name), name === "keys" ? "?" : "", props);
}
function articleList(view) {
  const { articles, current, prefix: prefix3 } = view;
  const found = articles.filter((each) => isFound(view, each));
  const here = found.findIndex((each) => each.article === current?.article);
  const from = Math.max(0, Math.min(here - MOST2 / 2, found.length - MOST2));
  const none = view.find.trim() ? "No article matches." : "Nothing is coded yet.";
  const rest = found.length > MOST2 && `${MOST2} of ${found.length} shown; search for the others`;
  const remark = found.length ? rest : none;
  const props = {
    ...{ role: "listbox", tabindex: "0", "aria-label": "Articles", ref: (node) => view.list = node },
    "aria-activedescendant": here >= 0 ? `${prefix3}-${current.article}` : void 0,
    onKeyDown: onKeys({ ArrowDown: () => goBeside(view, 1), ArrowUp: () => goBeside(view, -1), Enter: view.focus })
  };
  const rows = found.slice(from, from + MOST2).map((each) => articleRow(view, each));
  return h2("div.sa-articles", props, rows, remark && h2("p.sb-quiet", remark));
}
function articleRow(view, { article, headline, outlet, left, open, own, waiting }) {
  const names = waiting.map((coder) => view.names[coder]).join(", ");
  const decided = left ? [String(left), `${left} left`] : ["✓", "all decided"];
  const state = open ? decided : ["⋯", `not finished by ${names}`];
  const title = [headline || outlet || "no headline", own && h2("i", " (coded by you)")];
  const props = { class: !left && "sa-pale", key: article, id: `${view.prefix}-${article}` };
  const go = () => goToArticle(view, article).then(view.focus);
  return listRow(article, title, state, article === view.current?.article, go, props);
}
function caseList(view) {
  const rows = view.items.map((item2, place) => caseRow(view, item2, place));
  const go = (step3) => goToItem(view, view.at + step3);
  const props = {
    ...{ role: "listbox", tabindex: "0", "aria-label": "Cases of this article" },
    "aria-activedescendant": `${view.prefix}-case-${view.at}`,
    onKeyDown: onKeys({ ArrowDown: () => go(1), ArrowUp: () => go(-1), Enter: view.focus })
  };
  return h2("div.sa-units", props, rows);
}
function caseRow(view, item2, place) {
  const { name, sentence, done } = item2;
  const open = isBegun(view.drafts.get(name)) ? ["✎", "begun, not saved"] : ["·", "to decide"];
  const state = done ? ["✓", "decided"] : open;
  const go = () => (goToItem(view, place), view.focus());
  return listRow(String(sentence ?? ""), itemInWords(item2), state, place === view.at, go, {
    key: name,
    id: `${view.prefix}-case-${place}`
  });
}
var scrollIn = (row) => scrollWithin(row?.parentElement, row, 4);
function listRow(name, title, [sign, words], selected, onClick, props) {
  const ref = selected ? scrollIn : void 0;
  return h2("div.sa-row", { role: "option", "aria-selected": String(selected), ref, onClick, ...props }, [
    h2("b", name),
    h2("span.sa-title", title),
    h2("span.sa-left", { title: words, "aria-label": words, role: "img" }, sign)
  ]);
}
function goToFound(view) {
  const first = view.articles.find((each) => isFound(view, each));
  if (!first) return view.list.focus();
  view.find = "";
  return goToArticle(view, first.article).then(view.focus);
}

// src/stancebook/desk/page/adjudication/adjudication.js
function adjudicationView({ ask, say: say2, idle: idle2, storage, codebook }) {
  const node = document.createElement("div");
  node.className = "sa";
  const view = {
    ...{ ask, say: say2, idle: idle2, storage, codebook, node },
    prefix: `sa-${Math.random().toString(36).slice(2, 8)}`,
    // of the elements' ids: a page may hold two desks
    drafts: /* @__PURE__ */ new Map(),
    names: {},
    // of coders and adjudicators
    articles: [],
    find: "",
    // the words that articles are searched by
    left: 0,
    // in the study
    next: "",
    // what comes next where nothing is left
    unfinished: "",
    current: null,
    // the article in view
    items: [],
    // its cases
    at: 0,
    // the case in view
    scope: "",
    // the variable in focus, or "" for the whole
    editing: null,
    // the version being made: { variable, rest, members, whole }
    beside: "",
    // keys, agreement or comments, in place of the codebook
    agreement: [],
    trouble: "",
    busy: false,
    // something is being written
    silent: null,
    // what the kernel has not answered
    moves: Promise.resolve(),
    focus: () => view.pane?.focus({ preventScroll: true }),
    toVariable: (name) => toVariable(view, name),
    showAside: (name) => showAside(view, name),
    redraw: () => redraw(view)
  };
  const settle2 = () => view.focus();
  node.addEventListener("keydown", (event) => onAdjudicationKey(view, event) && usedUp(event));
  recallDrafts(view);
  view.redraw();
  return {
    node,
    async show(article) {
      view.parent = node.parentElement;
      view.parent.addEventListener("focus", settle2);
      await showCases(view, article);
      if ([document.body, view.parent].includes(document.activeElement)) settle2();
    },
    changed: () => reread(view),
    late: (message, reply) => takeLate(view, message, reply),
    close: () => view.parent?.removeEventListener("focus", settle2),
    focus: settle2
  };
}
function redraw(view) {
  const hadFocus = view.node.contains(document.activeElement);
  const before = view.shown;
  draw([listsOf(view), paneOf(view), asideOf(view)], view.node);
  const now = document.activeElement;
  if (hadFocus && !(view.node.contains(now) && now.checkVisibility())) view.focus();
  view.shown = itemOf(view)?.name;
  if (view.shown !== before) scrollToCase(view);
}
function paneOf(view) {
  const props = { tabindex: "0", "aria-label": "The case to decide on", "data-pane": "text" };
  return h2("section.sa-unit", { ...props, ref: (node) => view.pane = node }, [
    headOf(view),
    h2("div.sa-notices", blockersOf(view)),
    view.current?.open && articleOf(view),
    caseOf(view)
  ]);
}
function headOf(view) {
  const { current, trouble, articles, items, at, left } = view;
  if (!current) {
    const words = trouble || view.next || "Nothing is coded yet.";
    return h2("div.sa-head", h2("p", { class: trouble ? "sb-alarm" : "sb-quiet" }, words));
  }
  const source = articles.find((each) => each.article === current.article);
  const about2 = [source?.headline, source?.outlet].filter(Boolean);
  const here = items.length ? `${at + 1} of ${items.length}, ${current.left} left here` : "";
  const tool = (label, keyName2, run, words) => button(label, run, keyName2, { title: words || void 0, "aria-disabled": words ? void 0 : "true" });
  return h2("div.sa-head", [
    h2("div.sa-which", [h2("b", current.article), about2.map((words) => ` · ${words}`)]),
    h2("div.sa-progress", [here, `${left} left in the study`].filter(Boolean).join(" · ")),
    h2("div.sa-tools", { role: "toolbar", "aria-label": "Tools" }, [
      tool("next undecided", "Page down", () => goToLeft(view, 1), left && "Next case without a decision"),
      tool("undo", "Ctrl+Z", () => step(view, "undo"), current.undo && `Undo: ${current.undo}`),
      tool("redo", "Ctrl+Y", () => step(view, "redo"), current.redo && `Redo: ${current.redo}`)
    ])
  ]);
}
function toVariable(view, name) {
  Object.assign(view, { scope: name, editing: null, trouble: "", beside: "" });
  view.redraw();
  view.focus();
}
function stepVariable(view, by) {
  const item2 = itemOf(view);
  if (!item2) return;
  const stops = ["", ...shownVariables(item2, draftOf(view)).map(({ variable }) => variable)];
  toVariable(view, stops[(stops.indexOf(view.scope) + by + stops.length) % stops.length]);
}
async function showAside(view, name) {
  view.beside = view.beside === name ? "" : name;
  view.editing = null;
  if (view.beside === "agreement") {
    const reply = await view.ask("agreement");
    view.agreement = reply.ok ? reply.rows : [];
  }
  view.redraw();
  const field2 = view.beside === "comments" && view.aside.querySelector("textarea");
  (field2 || (view.beside ? view.aside : view.pane)).focus({ preventScroll: true });
}
var ACTIONS = {
  ArrowUp: (view) => goToItem(view, view.at - 1),
  ArrowDown: (view) => goToItem(view, view.at + 1),
  ArrowLeft: (view) => stepVariable(view, -1),
  ArrowRight: (view) => stepVariable(view, 1),
  PageDown: (view) => goToLeft(view, 1),
  PageUp: (view) => goToLeft(view, -1),
  Delete: takeBack,
  Backspace: takeBack,
  "/": ({ finder }) => finder.focus(),
  "?": (view) => view.showAside("keys"),
  Enter: (view) => view.reason?.focus()
};
function onAdjudicationKey(view, event) {
  const { key: key2, target, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (key2 === "Enter" && control) return save(view), true;
  if (key2 === "Escape") return leaveOne(view), true;
  if (target.matches("input, textarea, select")) return false;
  if (control && key2.toLowerCase() === "z") return step(view, shiftKey ? "redo" : "undo"), true;
  if (control && key2.toLowerCase() === "y") return step(view, "redo"), true;
  if (control || event.altKey || ["Tab", "Shift"].includes(key2)) return false;
  if (target.closest("button, summary") && (key2 === "Enter" || key2 === " ")) return false;
  if (target.closest(".sa-text") && /^(Arrow(Up|Down)|Page|Home|End)/.test(key2)) return false;
  if (shiftKey && (key2 === "ArrowDown" || key2 === "ArrowUp"))
    return goBeside(view, key2 === "ArrowDown" ? 1 : -1).then(view.focus), true;
  if (view.editing?.variable === "condition" && key2 === "Enter") return takeSet(view), true;
  if (/^[0-9]$/.test(key2))
    return view.editing && key2 !== "0" ? pickDigit(view, Number(key2) - 1) : chooseDigit(view, Number(key2)), true;
  if (Object.hasOwn(ACTIONS, key2)) return ACTIONS[key2](view), true;
  return typed(view, key2);
}
function typed(view, key2) {
  if ([...key2].length > 1) return false;
  if (!itemOf(view) || !isReady(view)) return view.idle(`“${key2}” does nothing here; ? shows the keys`), true;
  typeReason(view, reasonOf(view) + key2);
  view.reason.focus();
  view.reason.setSelectionRange(view.reason.value.length, view.reason.value.length);
  return true;
}
function leaveOne(view) {
  const active = document.activeElement;
  if (view.editing) view.editing = null;
  else if (view.beside) view.beside = "";
  else if (active === view.pane) leaveScope(view);
  if (active === view.finder) view.find = "";
  view.trouble = "";
  view.redraw();
  view.focus();
}

// src/stancebook/desk/page/coding/filters.js
var STATES2 = ["untouched", "begun", "finished"];
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
  return h2("label.sb-check", { key: name }, [
    h2("input", { type: "checkbox", checked: state.filters[name], onChange }),
    label
  ]);
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
  const scale = (variables.confidence?.values ?? []).map(({ value, meaning = "" }) => [value, `${value} ${meaning}`]);
  const kinds = Object.entries({ statement: "statements", fact: "facts" });
  return [
    search(desk, state, "note", "Words in the note"),
    select(desk, state, "kind", "Kind", kinds),
    select(desk, state, "actor", "Actor", [["", "all actors"], ...actors.map(({ id, name }) => [id, name])]),
    select(desk, state, "issue", "Issue", [["", "all issues"], ...issues.map(({ id }) => [id, inWords(id)])]),
    select(desk, state, "confidence", "Confidence", [["", "any confidence"], ...scale]),
    check(desk, state, "flagged", "to look at again")
  ];
}

// src/stancebook/desk/page/coding/list_rows.js
function item(look, id, head, about2, state) {
  const parts = [
    h2("span.sb-id", id),
    h2("span.sb-headline", { dir: "auto" }, head),
    h2("span.sb-about", about2),
    h2("span.sb-article-state", state)
  ];
  return { class: look, parts };
}
function articleItem({ article, headline, outlet, dates, sampled, state, statements }) {
  const about2 = [outlet, dates].filter(Boolean).join(", ");
  const words = `${state}${statements ? `, ${counted(statements, "statement")}` : ""}`;
  return item(`sb-at-${state}`, article, headline || "(no headline)", about2, [sampled && h2("i", "sample "), words]);
}
function entryItem({ article, sentence, kind, row, headline }, { codebook }) {
  const note = [row.quote, row.note && `(${row.note})`].filter(Boolean).join(" ");
  const about2 = row.confidence ? `confidence ${row.confidence}` : headline;
  return item("", `${article} ${sentence ?? ""}`, cardTitle(kind ?? "statement", row, codebook), note, about2);
}
function passageItem({ article, headline, sentence, before, hit, after }) {
  return item("sb-passage", article, [before, h2("mark", hit), after], headline, `sentence ${sentence}`);
}
function correctedItem({ article, sentence, actor, issue, variable, own, decision, reason, by, ...noted }) {
  const what = actor ? `${inWords(actor)}, ${inWords(issue)}: ${variable}` : inWords(noted.attribute ?? noted.kind);
  const words = `${what} ${own || "nothing"} → ${decision}`;
  return item("", `${article} ${sentence ?? ""}`, words, reason, by);
}

// src/stancebook/desk/page/coding/records.js
function memoFields(desk) {
  const { codebook, article } = desk;
  const { actors, issues, variables } = codebook;
  const code = (on, about2, name = inWords(about2)) => ({ on, about: about2, name, key: `${on} ${about2}` });
  const codes = [
    ...actors.map(({ id, name }) => code("actor", id, name)),
    ...issues.map(({ id }) => code("issue", id)),
    ...(variables.condition?.values ?? []).map(({ value }) => code("condition", value))
  ];
  const chosen2 = codes.find(({ key: name }) => desk.memoOn === name);
  const written = codes.filter(({ on, about: about2 }) => memoOn(desk, on, about2));
  const option = ({ on, name, key: value }) => h2("option", { value, key: value }, `${on}: ${name}`);
  const choose3 = ({ target }) => (desk.memoOn = target.value, desk.draw());
  const choice = { "aria-label": "Code", value: desk.memoOn, onChange: choose3 };
  const shown2 = ({ on, about: about2, name, key: key2 }) => h2("li", { key: key2 }, h2("b", name), ` ${memoOn(desk, on, about2)}`);
  return h2("div.sb-memos", [
    memo(desk, code("article", article.article, `article ${article.article}`)),
    h2("label.sb-check", "a code ", h2("select", choice, h2("option", { value: "" }, "choose one"), codes.map(option))),
    chosen2 && memo(desk, chosen2),
    written.length > 0 && h2("h3", `${counted(written.length, "code")} with a memo`),
    h2("ul", [written.map(shown2)])
  ]);
}
function memoOn({ memos }, on, about2) {
  return memos.find((each) => each.on === on && each.about === about2)?.text ?? "";
}
function memo(desk, { on, about: about2, name, key: each }) {
  const send = (event) => {
    event.preventDefault();
    desk.write("memo", { on, about: about2, text: event.target.elements.text.value.trim() }, `the memo on ${name}`);
  };
  const onKeyDown = onKeys({ "Ctrl+Enter": (event) => event.currentTarget.requestSubmit() });
  const field2 = h2("textarea", { name: "text", rows: 4, defaultValue: memoOn(desk, on, about2) });
  return h2("form.sb-memo", { key: each, onSubmit: send, onKeyDown }, [
    h2("label", h2("b", `Memo on ${name}`), field2),
    h2("button", "Keep it ", key("Ctrl+↵"))
  ]);
}
async function loadProgress(desk) {
  const reply = await desk.ask("progress");
  desk.progress = reply.ok ? reply : { why: reply.why };
  desk.draw();
}
function progressNumbers(desk) {
  const { progress } = desk;
  if (!progress) return h2("p.sb-quiet", "Counting …");
  if (progress.why) return h2("p.sb-alarm", progress.why);
  const { articles, finished, statements, minutes, left } = progress;
  const rows = [
    ["articles finished", `${finished} of ${articles}`],
    ["statements", statements],
    ["worked so far", duration(minutes ?? 0)],
    ["time left", left?.text ?? "not known before an article is finished"]
  ];
  return h2("div.sb-numbers", [
    h2("progress", { max: articles || 1, value: finished, "aria-label": "articles finished" }),
    termList(rows),
    desk.article && button("To the next sentence without a decision", () => desk.goOn(), "n")
  ]);
}

// src/stancebook/desk/page/coding/sample.js
function samplePanel(desk, filters, drawn) {
  const { sample } = desk;
  const set = (name) => (event) => sample[name] = event.target.value;
  const send = async () => {
    const { keyword, outlet } = filters;
    const reply = await desk.ask("draw", { random: sample.number, seed: sample.seed, keyword, outlet });
    sample.result = reply.ok ? `${reply.drawn} drawn into sample.csv` : `not drawn: ${reply.why}`;
    if (!reply.ok) return desk.draw();
    filters.sampled = true;
    say(desk, "saved: the sample");
    return drawn();
  };
  const number = { min: 1, "aria-label": "How many, drawn at random; empty for all", placeholder: "all" };
  return h2("details.sb-draw", { key: "draw" }, [
    h2("summary", "Draw a sample of what is to be coded"),
    h2("p", [
      "From the articles with these words in the text and of this outlet, as filtered above: ",
      h2("label", ["number ", h2("input", { type: "number", ...number, value: sample.number, onInput: set("number") })]),
      h2("label", [
        " seed ",
        h2("input", { type: "number", "aria-label": "Seed", value: sample.seed, onInput: set("seed") })
      ]),
      " ",
      button("Draw", send),
      h2("span.sb-quiet", { role: "status" }, ` ${sample.result}`)
    ])
  ]);
}

// src/stancebook/desk/page/coding/panel.js
var PAGE = 100;
var prefix2 = `sb-${freshId().slice(0, 8)}`;
var ALL_ARTICLES = { find: "", keyword: "", outlet: "", state: "", sampled: false };
var LISTS = {
  articles: {
    label: "Articles",
    letter: "g",
    none: ALL_ARTICLES,
    filters: articleFilters,
    item: articleItem,
    take: (desk, row) => openArticle2(desk, row.article),
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
  corrected: { label: "Decided otherwise", none: {}, filters: () => null, item: correctedItem, take: goToPassage }
};
var OTHERS = {
  memos: { label: "Memos", letter: "M", body: memoFields },
  progress: { label: "Progress", letter: "p", body: progressNumbers }
};
var PANELS = { ...LISTS, ...OTHERS };
var stateOf = (desk, name) => desk.lists[name] ??= { filters: { ...LISTS[name].none }, rows: [], total: 0, at: 0, turn: 0 };
var listIn = ({ root }) => root.querySelector(".sb-articles");
function openPanel(desk, name) {
  if (isFilling(desk) || !desk.article && name === "memos") return;
  desk.panel = name;
  desk.draw();
  focusPanel(desk);
  if (LISTS[name]) refresh(desk, name);
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
function askRows(desk, name, from) {
  const { filters } = stateOf(desk, name);
  if (name === "search" && !filters.words.trim()) return { ok: true, rows: [] };
  const given = Object.entries(filters).filter(([, value]) => value || name === "articles");
  return desk.ask(name, { ...Object.fromEntries(given), from, most: PAGE });
}
async function refresh(desk, name) {
  const state = stateOf(desk, name);
  const turn = ++state.turn;
  const reply = await askRows(desk, name, 0);
  if (turn !== state.turn) return;
  const rows = reply.ok ? reply.rows : [];
  const at = rows.findIndex((row) => LISTS[name].same?.(desk, row));
  const more2 = { rows, at: Math.max(0, at), total: reply.total ?? rows.length, why: reply.ok ? "" : reply.why };
  Object.assign(state, reply, more2);
  desk.draw();
  if (listIn(desk)) listIn(desk).scrollTop = 0;
  showCurrent(desk);
}
async function more(desk, name) {
  const state = stateOf(desk, name);
  if (state.asking || state.rows.length >= state.total && !state.more) return;
  state.asking = true;
  const { turn } = state;
  const reply = await askRows(desk, name, state.rows.length);
  state.asking = false;
  if (turn !== state.turn || !reply.ok) return;
  Object.assign(state, { rows: [...state.rows, ...reply.rows], more: reply.more && reply.rows.length > 0 });
  desk.draw();
}
async function move(desk, name, step3) {
  const state = stateOf(desk, name);
  if (state.at + step3 >= state.rows.length) await more(desk, name);
  state.at = Math.max(0, Math.min(state.rows.length - 1, state.at + step3));
  desk.draw();
  showCurrent(desk);
}
var showCurrent = (desk) => scrollWithin(listIn(desk), listIn(desk)?.querySelector("[aria-selected=true]"));
function panel(desk) {
  const name = desk.panel;
  if (!name) return null;
  const { label, body } = PANELS[name];
  const tab = ([each, { label: words, letter }]) => button(words, () => openPanel(desk, each), letter, { "aria-pressed": String(each === name), key: each });
  const isThere = ([each]) => each === name || each !== "corrected" || desk.coding && isOpenToAll(desk.coding);
  const onKeyDown = (event) => onPanelKey(desk, name, event);
  return h2("section.sb-panel.sb-article-list", { tabIndex: -1, "aria-label": label, onKeyDown }, [
    h2("div.sb-panel-head", [
      h2("h2", label),
      h2("span.sb-tabs", Object.entries(PANELS).filter(isThere).map(tab)),
      button("Back", () => closePanel(desk), "Esc")
    ]),
    body ? body(desk) : listBody(desk, name)
  ]);
}
function listBody(desk, name) {
  const { filters, item: item2, label } = LISTS[name];
  const state = stateOf(desk, name);
  const { rows, at, why } = state;
  const nearEnd = ({ target }) => target.scrollTop + target.clientHeight > target.scrollHeight - 400;
  const props = {
    ...{ role: "listbox", tabIndex: 0, "aria-label": label, "aria-activedescendant": `${prefix2}-${at}` },
    onScroll: (event) => nearEnd(event) && more(desk, name)
  };
  const shown2 = rows.map((row, index) => h2(Row, { key: index, desk, name, row, item: item2, index, here: index === at }));
  return [
    h2("div.sb-filters", { key: name }, filters(desk, state)),
    h2("p.sb-quiet", { role: "status" }, why || summary(name, state)),
    rows.length > 0 && h2("div.sb-articles", props, shown2),
    name === "articles" && samplePanel(desk, state.filters, () => refresh(desk, name))
  ];
}
function summary(name, { total, rows, sample, articles, more: unread, filters }) {
  const draws = sample?.n ? `; in the sample ${sample.n}: ${[sample.draws ?? []].flat().join("; ")}` : "";
  if (name === "articles") return counted(total, "article") + draws;
  if (name !== "search") return counted(total, name === "corrected" ? "value" : "entry");
  if (!filters.words.trim()) return "";
  return `${counted(rows.length, "passage")}${unread ? " and more" : ""} in ${counted(articles ?? 0, "article")}`;
}
var Row = class extends Kept {
  render({ desk, name, row, item: item2, index, here }) {
    const { class: look, parts } = item2(row, desk);
    const props = {
      ...{ role: "option", id: `${prefix2}-${index}`, class: look, "aria-selected": String(here) },
      onMouseDown: (event) => event.preventDefault(),
      onClick: () => LISTS[name].take(desk, row)
    };
    return h2("div.sb-article", props, parts);
  }
};
var STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };
function onPanelKey(desk, name, event) {
  const run = !hasModifier(event) && panelAction(desk, name, event);
  if (!run) return;
  usedUp(event);
  run();
}
function panelAction(desk, name, { key: key2, target, currentTarget }) {
  if (key2 === "Escape") return () => closePanel(desk);
  if (!LISTS[name] || target.matches("button, select, summary, [type=checkbox], [type=number]")) return null;
  const typing = target.matches("input");
  const { rows, at } = stateOf(desk, name);
  if (key2 === "Enter") return () => rows[at] && LISTS[name].take(desk, rows[at]);
  if (key2 === "/" && !typing) return () => currentTarget.querySelector("input")?.focus();
  const step3 = STEPS[key2];
  if (!step3 || typing && !key2.startsWith("Arrow")) return null;
  if (!typing) return () => move(desk, name, step3);
  return () => (listIn(desk)?.focus({ preventScroll: true }), move(desk, name, step3 > 0 ? 0 : -1));
}
async function neighbour(desk, article, step3) {
  const state = stateOf(desk, "articles");
  const isIt = (row) => row.article === article;
  let from = Math.max(0, state.rows.findIndex(isIt) - 1);
  for (; ; ) {
    const reply = await desk.ask("articles", { ...state.filters, from, most: 500 });
    if (!reply.ok) return null;
    const index = reply.rows.findIndex(isIt);
    const next = reply.rows[index + step3];
    if (index >= 0 && (next || index + step3 < 0)) return next?.article ?? null;
    if (from + reply.rows.length >= reply.total || !reply.rows.length) return null;
    from += index >= 0 ? index : reply.rows.length;
  }
}

// src/stancebook/desk/page/coding/state.js
function newDesk() {
  return {
    screen: "start",
    // or training, coding, adjudicating
    study: null,
    users: null,
    starts: 0,
    // how often a session was requested
    ...newSession(),
    dragCodes: false,
    // whether words dragged over with the mouse are coded at once
    sample: { number: "", seed: "1", result: "" },
    helping: null,
    // the element that had the focus before the help
    tone: "saved",
    refused: false,
    // whether an entry is not on disk because of what `failed` says
    moves: Promise.resolve(),
    drawing: ""
    // done once the page is drawn, again if it has to be drawn once more
  };
}
function newSession() {
  return {
    ...{ user: "", name: "", role: "", codebook: null, adjudication: null },
    names: {},
    // of everybody in the study, by id
    ...newCoding(),
    standing: null,
    // how far the coder is trained
    trainee: null,
    // the sentence to train on, and the answer to it
    kept: null,
    // the form that waits for the end of the training
    memos: [],
    // { on, about, text }
    memoOn: "",
    // the code whose memo is shown
    notices: [],
    message: "",
    failed: ""
  };
}
function newCoding() {
  return {
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
    looking: ""
    // the article for which a reason to see the codes of others is asked
  };
}

// src/stancebook/desk/page/coding/start.js
var TASKS = {
  coder: "codes, blind to the others",
  adjudicator: "decides where the coders differ",
  validator: "codes the sample that checks the study"
};
var DUE = { training: "training comes first", refresher: "a refresher is due" };
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
  if (!users) return h2("div.sb-start-page", h2("p.sb-quiet", "Asking the kernel …"));
  return h2("div.sb-start-page", [
    h2("h1", { dir: "auto" }, study?.title),
    study?.question && h2("p", { dir: "auto" }, study.question),
    h2("h2", "Who are you?"),
    h2("div.sb-users", [users.map((progress, at) => userButton(desk, progress, at))])
  ]);
}
function userButton(desk, progress, at) {
  const { user, name, articles, finished, statements, decisions, training } = progress;
  const decides = roleOf(progress) === "adjudicator";
  const done = `${finished} of ${counted(articles, "article")} finished, ${counted(statements, "statement")}`;
  return h2("button.sb-user", { type: "button", key: user, onClick: () => beginSession(desk, user) }, [
    at < 9 && key(at + 1),
    h2("b", name ?? user),
    h2("span", TASKS[roleOf(progress)]),
    h2("span", decides ? counted(decisions ?? statements, "decision") : done),
    training && h2("span.sb-due", DUE[training])
  ]);
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
  const { user, name = user, names = {}, codebook, frozen, book, memos = [], training: standing2 } = reply;
  Object.assign(desk, { user, name, names, role: roleOf(reply), codebook, frozen, book, memos, standing: standing2 });
  if (!again) desk.notices = [];
  addSessionNotices(desk, reply, again);
  if (again && desk.screen === "training") return openTraining(desk);
  if (again) return desk.article ? rereadArticle(desk) : void 0;
  if (desk.role === "adjudicator") return adjudicate(desk);
  return desk.standing?.due ? openTraining(desk) : beginCoding(desk);
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
  Object.assign(desk, newCoding(), { screen: "coding" });
  desk.draw();
  offerDrafts(desk);
  const at = desk.connection.storage().at();
  const first = at?.article ?? await firstToCode(desk);
  if (!first || !await openArticle2(desk, first, at?.sentence)) openPanel(desk, "articles");
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
  Object.assign(desk, newSession());
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
  const tell2 = { say: (words) => say(desk, words), idle: (words) => sayIdle(desk, words) };
  desk.adjudication = adjudicationView({ ask, ...tell2, storage: connection.storage, codebook: desk.codebook });
  const hadFocus = root.contains(document.activeElement) || document.activeElement === document.body;
  desk.draw();
  desk.adjudication.show();
  if (hadFocus) desk.adjudication.focus();
}

// src/stancebook/desk/page/coding/training.js
var CODED = ["actor", "issue", "via", "voice", "position", "condition"];
var DUE2 = {
  training: ["Training is due", "You can code once the training is passed.", "Go to the training"],
  refresher: ["A refresher is due", "You can go on coding after it.", "Take it now"]
};
var newExercise = (exercise) => ({ exercise, rows: [], sent: false, answered: null, next: null });
async function openTraining(desk) {
  if (desk.trainee?.sent || desk.trainee?.answered) return enter(desk);
  const reply = await desk.ask("exercise");
  if (!reply.ok) return sayFailed(desk, reply.why);
  desk.standing = reply.training;
  desk.notices = desk.notices.filter((each) => !each.training);
  if (!reply.exercise) return desk.screen === "training" ? leaveTraining(desk) : sayIdle(desk, "no training is due");
  if (!isShown(desk.trainee, reply.exercise)) desk.trainee = newExercise(reply.exercise);
  return enter(desk);
}
function enter(desk) {
  if (desk.screen !== "training") Object.assign(desk, { kept: desk.form, form: null, panel: null, screen: "training" });
  show(desk);
}
function show(desk, words = "") {
  say(desk, words);
  focusTraining(desk);
}
function isShown(trainee, { article, sentence_start: start }) {
  return trainee?.exercise.article === article && trainee.exercise.sentence_start === start;
}
async function leaveTraining(desk) {
  if (isFilling(desk)) return void 0;
  if (!desk.article) return beginCoding(desk);
  Object.assign(desk, { screen: "coding", form: desk.kept, kept: null });
  say(desk);
  desk.focusMain();
  return rereadArticle(desk);
}
function tellOfTraining(desk, due) {
  const [title, words, label] = DUE2[due];
  desk.notices = desk.notices.filter((each) => !each.training);
  addNotice(desk, title, [words], [[label, () => openTraining(desk)]], { calm: true, training: true });
}
async function lookForRefresher(desk) {
  if (!desk.standing?.of) return;
  const reply = await desk.ask("exercise");
  if (!reply.ok) return;
  desk.standing = reply.training;
  if (desk.standing.due) tellOfTraining(desk, desk.standing.due);
}
function focusTraining(desk) {
  if (desk.form) focusForm(desk);
  else desk.root.querySelector(desk.trainee?.answered ? ".sb-answer .sb-main" : ".sb-answer")?.focus();
}
function beginStatement(desk, at = -1) {
  const { trainee, codebook } = desk;
  if (trainee.sent || trainee.answered || isFilling(desk)) return;
  const row = trainee.rows[at];
  const ends = { verb: "Take", save: () => takeStatement(desk, at), close: () => closeStatement(desk) };
  desk.form = newForm({ kind: "statement", names: CODED, row, was: row ?? null, ...ends }, codebook);
  desk.draw();
  focusForm(desk);
}
function takeStatement(desk, at) {
  const { form: form2, trainee } = desk;
  const row = Object.fromEntries(CODED.map((name) => [name, form2.row[name] ?? ""]));
  trainee.rows = at < 0 ? [...trainee.rows, row] : trainee.rows.with(at, row);
  closeStatement(desk);
}
function closeStatement(desk) {
  desk.form = null;
  show(desk);
}
function removeStatement(desk, at) {
  if (desk.trainee.sent) return;
  desk.trainee.rows = desk.trainee.rows.toSpliced(at, 1);
  show(desk);
}
async function sendAnswer(desk, nothing) {
  const { trainee } = desk;
  const { exercise, rows, sent } = trainee;
  if (sent || isFilling(desk)) return void 0;
  if (nothing && rows.length) return sayIdle(desk, "there is a statement; take it out first");
  if (!nothing && !rows.length)
    return sayIdle(desk, "nothing is coded yet: Enter begins a statement, x says that the sentence holds nothing");
  trainee.sent = true;
  const of = { article: exercise.article, sentence_start: exercise.sentence_start };
  say(desk);
  return takeAnswer(desk, await desk.connection.ask("answer", { of, rows }));
}
function takeAnswer(desk, reply) {
  const { trainee } = desk;
  if (reply.kind === "silent") return desk.draw();
  trainee.sent = false;
  if (!reply.ok) return refused(desk, reply);
  Object.assign(trainee, { answered: reply.answered, next: reply.exercise });
  desk.standing = reply.training;
  say(desk, `on record: ${percent(reply.answered.score)}`);
  return desk.screen === "training" && focusTraining(desk);
}
function takeLateAnswer(desk, reply) {
  if (desk.trainee?.sent) return takeAnswer(desk, reply);
  if (!reply.ok) return showRefusal(desk, reply, true);
  const { score, lines, feedback: feedback2 } = reply.answered;
  desk.standing = reply.training;
  addNotice(desk, `An answer in training is on record: ${percent(score)}`, [...lines, feedback2].filter(Boolean));
  return desk.screen === "training" && openTraining(desk);
}
async function refused(desk, reply) {
  if (desk.screen === "training") await openTraining(desk);
  showRefusal(desk, reply, true);
}
function goOn2(desk) {
  const { next } = desk.trainee;
  desk.trainee = next && newExercise(next);
  return next ? show(desk) : leaveTraining(desk);
}
function trainingAction(desk, name) {
  const { trainee, form: form2 } = desk;
  const idle2 = (words) => [...name].length === 1 && name !== " " ? () => sayIdle(desk, words) : null;
  if (trainee.answered) return ["Enter", "Ctrl+Enter", "n"].includes(name) ? () => goOn2(desk) : idle2("Enter goes on");
  if (name === "Ctrl+Enter") return () => sendAnswer(desk, false);
  if (form2) return name === "Enter" ? () => focusForm(desk) : idle2("save this statement or leave it first");
  if (name === "Enter" || name === "s") return () => beginStatement(desk);
  if (name === "x") return () => sendAnswer(desk, true);
  if (name === "Escape")
    return () => desk.notices.filter(({ buttons }) => !buttons.length).forEach((each) => dropNotice(desk, each));
  if (name === "?") return () => desk.showHelp();
  if (name === "g") return () => leaveTraining(desk);
  if (/^[1-9]$/.test(name) && trainee.rows[name - 1]) return () => beginStatement(desk, name - 1);
  return idle2(`${name} does nothing here; ? shows the keys`);
}
function exercisePane(desk) {
  const { standing: standing2, trainee } = desk;
  const { before, sentence, after } = trainee.exercise;
  const { done, of, mean, pass } = standing2;
  const told = whatComes(standing2, Boolean(trainee.answered));
  const score = mean === null ? "" : `, mean score ${percent(mean)}`;
  return h2("section.sb-exercise", { "aria-label": "The sentence", tabIndex: 0 }, [
    h2("h1", told.title),
    h2("p", told.words),
    h2("p.sb-quiet", [
      meter("sentences answered", done, of),
      ` ${done} of ${counted(of, "sentence")} answered${score}, pass mark ${percent(pass)}`
    ]),
    h2("p.sb-passage-text", { dir: "auto" }, [
      h2("span.sb-quiet", before),
      " ",
      h2("strong", sentence),
      " ",
      h2("span.sb-quiet", after)
    ])
  ]);
}
function answerPane(desk) {
  const { rows, sent, answered } = desk.trainee;
  if (answered) return feedback(desk);
  const some = rows.length > 0;
  const hint2 = "Code the sentence in bold; the sentences around it only help to understand it.";
  return h2("section.sb-entries.sb-answer", { "aria-label": "Your answer", tabIndex: 0 }, [
    h2("h2", "Your answer"),
    !some && h2("p.sb-quiet", hint2),
    rows.map((row, at) => statementCard(desk, row, at)),
    sent && h2("p.sb-quiet", "waiting for what was decided …"),
    h2("p.sb-buttons", [
      button(some ? "Another statement" : "Statement", () => beginStatement(desk), "↵", { class: !some && "sb-main" }),
      some && button("Answer", () => sendAnswer(desk, false), "Ctrl+↵", { class: "sb-main" }),
      !some && button("Nothing here", () => sendAnswer(desk, true), "x"),
      button("To the texts", () => leaveTraining(desk), "g", { title: "Read the texts; the training waits (g)" })
    ])
  ]);
}
function statementCard(desk, row, at) {
  const props = { key: `${row.actor} ${row.issue} ${at}`, "aria-label": `Statement ${at + 1}` };
  const acts = { edit: () => beginStatement(desk, at), remove: () => removeStatement(desk, at) };
  return card(desk, "statement", row, props, { number: at + 1, acts });
}
function feedback(desk) {
  const { rows, answered, next } = desk.trainee;
  const { score, decided, lines, feedback: why } = answered;
  const shown2 = (row, at) => card(desk, "statement", row, { key: at, tabIndex: void 0 }, {});
  const nothing = h2("p.sb-quiet", "Nothing: the sentence holds no statement.");
  const cards = (title, list) => [h2("h3", title), list.length ? list.map(shown2) : nothing];
  const label = next ? "Next sentence" : desk.article ? "Back to coding" : "Begin to code";
  const wrong = lines.map((words) => h2("li.sb-problem", { key: words }, words));
  return h2("section.sb-entries.sb-answer.sb-feedback", { "aria-label": "Feedback", tabIndex: 0 }, [
    h2("h2", `Score of this answer: ${percent(score)}`),
    h2(
      "p",
      button(label, () => goOn2(desk), "↵", { class: "sb-main" })
    ),
    lines.length ? h2("ul.sb-lines", wrong) : h2("p", "As it was decided."),
    cards("What was decided", decided),
    why && h2("p.sb-why", { dir: "auto" }, why),
    lines.length > 0 && cards("Your answer", rows)
  ]);
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
function editEntry(desk, { kind, row, place, flags = [] }) {
  if (!isOpen(desk)) return;
  if (place) toSentence(desk, place.first, false);
  const words = place ? wordsAt(desk.text, place) : row.quote ?? "";
  const today = Object.fromEntries(flags.map(({ column, now }) => [column, now]));
  openForm(desk, { kind, was: row, row: { ...row, ...today }, place: null, words, article: desk.article.article });
}
function formFields({ kind, names }, book) {
  const fields = fieldsOf(kind, book);
  if (!names) return fields;
  return fields.filter(({ name }) => names.includes(name)).map((field2) => ({ ...field2, open: false, required: true }));
}
function newForm(given, book) {
  const fields = formFields(given, book);
  const row = Object.fromEntries(fields.map(({ name, start }) => [name, given.row?.[name] ?? start ?? ""]));
  const ends = { verb: "Save", save: sendEntry, close: closeForm };
  return { id: freshId(), ...ends, ...given, fields, row, first: JSON.stringify(row), lists: {}, message: "" };
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
  const next = fields[fields.findIndex((field2) => field2.name === name) + 1];
  if (next) focusField(desk, next.name);
  else desk.root.querySelector(".sb-foot .sb-main").focus();
}
function setCell(desk, name, value) {
  const { form: form2 } = desk;
  form2.row = { ...form2.row, [name]: value };
  Object.assign(form2, { leaving: false, message: "" });
  if (form2.article) keepEntry(desk, form2);
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
  const { text, form: form2, cut } = desk;
  const place = chosenPlace(text);
  if (form2.kind === "statement" && place.first !== place.last) return void (form2.message = CROSSING);
  Object.assign(form2, { place, cut, words: wordsAt(text, place), message: "" });
  desk.lastPlace = place;
  keepEntry(desk, form2);
}
function pickInText(desk, name) {
  desk.form.picking = name;
  tell(desk, `Choose the ${name} in the text: double-click a word, or drag over several. Esc goes back.`);
}
function takePicked(desk) {
  const { text, form: form2 } = desk;
  const [name, words] = [form2.picking, wordsAt(text, chosenPlace(text))];
  form2.picking = "";
  text.chosen = null;
  if (form2.place) choosePlace(text, form2.place);
  setCell(desk, name, words.replace(/\s+/g, " "));
  desk.draw();
  focusNext(desk, name);
}
function saveEntry(desk) {
  const { form: form2 } = desk;
  if (form2.locked) return void 0;
  const missing = form2.fields.filter(({ name, required }) => required && !form2.row[name]);
  if (!missing.length) return form2.save(desk);
  const named2 = missing.map(({ name }) => {
    const typed2 = form2.lists[name]?.typed?.trim();
    return typed2 ? `${name} (“${typed2}” is not in the codebook)` : inWords(name);
  });
  tell(desk, `Still missing: ${named2.join(", ")}.`);
  return focusField(desk, missing[0].name);
}
async function sendEntry(desk) {
  const { form: form2 } = desk;
  const { kind, was, row, place, cut } = form2;
  form2.locked = "saving";
  desk.root.querySelector(".sb-foot .sb-main").focus();
  const request = desk.ask("save", { article: form2.article, kind, was, row, place, ...place && { cut } });
  desk.saving = { id: request.id, form: form2, kind, row, place };
  keepEntry(desk, form2, { message: request.id });
  say(desk);
  savedOrNot(desk, await request);
}
function savedOrNot(desk, reply) {
  const { saving, root } = desk;
  if (!saving) return void 0;
  const { form: form2, ...entry } = saving;
  const isShown2 = desk.form === form2;
  if (reply.kind === "silent") return lockSilent(desk, form2);
  if (reply.training) tellOfTraining(desk, reply.training);
  if (reply.ok) {
    addSpeaker(desk.codebook, entry.row);
    desk.last = { ...desk.last, [entry.kind]: { ...entry, article: form2.article } };
    if (isShown2) closeForm(desk, root.contains(document.activeElement));
    else forgetKept(desk);
    takeCoding(desk, reply);
    return say(desk, `saved: ${KIND_NAMES[entry.kind]}${reply.coding.undo ? ` (${reply.coding.undo})` : ""}`);
  }
  desk.saving = null;
  const changed = `Nothing was written. ${reply.why} Look above at what changed, then save again.`;
  Object.assign(form2, { locked: "", message: reply.kind === "changed" ? changed : reply.why });
  const hadFocus = isShown2 && root.querySelector(".sb-form").contains(document.activeElement);
  showRefusal(desk, reply, true);
  const named2 = form2.fields.find(({ name }) => new RegExp(`(^|\\W)${name}\\W`).test(form2.message));
  return hadFocus && named2 && focusField(desk, named2.name);
}
function addSpeaker({ speakers }, { speaker }) {
  if (speaker && speaker !== "-" && speakers && !speakers.includes(speaker)) speakers.push(speaker);
}
function forgetKept(desk) {
  desk.connection.storage().dropDraft(desk.saving.form.id);
  Object.assign(desk, { kept: null, saving: null });
}
function lockSilent(desk, form2) {
  form2.locked = "silent";
  const inside = desk.root.contains(document.activeElement);
  desk.draw();
  if (inside && desk.form === form2) desk.root.querySelector(".sb-foot button").focus();
}
function unlockForm(desk) {
  if (desk.saving) desk.connection.forget(desk.saving.id);
  desk.saving = null;
  desk.form.locked = "";
  desk.draw();
  focusForm(desk);
}
function leaveForm(desk) {
  const { form: form2 } = desk;
  if (form2.locked) return void 0;
  if (!isFilled(form2) || form2.leaving) return form2.close(desk);
  form2.leaving = true;
  return tell(desk, "Not saved. Esc (or Leave) once more throws this entry away; anything else goes on with it.");
}
function takeCodebook(desk, { codebook, memos }) {
  desk.memos = memos ?? desk.memos;
  if (!codebook) return;
  desk.codebook = codebook;
  if (desk.form) desk.form.fields = formFields(desk.form, codebook);
}

// src/stancebook/desk/page/coding/drafts.js
function keepEntry({ connection }, { id, kind, was, row, place, cut, article, words }, more2 = {}) {
  connection.storage().keepDraft(id, { kind, was, row, place, cut, article, words, ...more2 });
}
function offerDrafts(desk) {
  const { screen, connection, form: form2, notices } = desk;
  if (screen !== "coding") return;
  const waiting = new Set(connection.unsaved().map(({ id }) => id));
  const isKnown = ({ id, message }) => waiting.has(message) || form2?.id === id || notices.some(({ draft }) => draft === id);
  const lost = connection.storage().drafts().filter((draft) => draft.kind && !isKnown(draft));
  for (const draft of lost) offerDraft(desk, draft);
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
  if (desk.article?.article !== draft.article && !await openArticle2(desk, draft.article)) return;
  if (draft.place) toSentence(desk, draft.place.first);
  openForm(desk, draft);
}

// src/stancebook/desk/page/coding/article.js
async function openArticle2(desk, id, sentence) {
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
  addKernelNotices(
    desk,
    (notices ?? []).filter(({ kind }) => kind !== "finished"),
    article.article
  );
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
  if (coding.article !== desk.article?.article) return openArticle2(desk, coding.article);
  desk.coding = coding;
  markRows(desk.text, coding);
  desk.text.version++;
  desk.draw();
}
async function askToWrite(desk, verb, params, done) {
  const reply = await desk.ask(verb, params);
  if (reply.training) tellOfTraining(desk, reply.training);
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
function takeLate2(desk, message, reply) {
  const { saving, screen, adjudication, connection } = desk;
  if (saving && saving.id === message.id) return savedOrNot(desk, reply);
  if (message.ask === "answer") return takeLateAnswer(desk, reply);
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
  if (!open.length)
    return askToWrite(desk, "finish", { cut: desk.cut }, "the article is finished").then(
      ({ ok }) => ok && lookForRefresher(desk)
    );
  moveInText(desk, goToRow, rowOf(desk.text, open[0].n));
  focusText(desk);
  const have = open.length === 1 ? "sentence has" : "sentences have";
  return sayFailed(desk, `not finished: ${open.length} ${have} no decision yet; this is the first`);
}
async function lookAtOther(desk, reason) {
  const reply = await askToWrite(desk, "look", { reason }, "opened, and recorded");
  if (reply.ok) focusText(desk);
}
function goToOpenSentence(desk, step3) {
  if (!desk.article) return;
  const found = moveInText(desk, goToUndecided, step3);
  if (!found) sayIdle(desk, `no sentence without a decision ${step3 > 0 ? "after" : "before"} this one`);
  revealSentence(desk, found);
  focusText(desk);
}
async function goToUncertain(desk, step3) {
  if (!desk.article || isFilling(desk)) return;
  const scale = (desk.codebook.variables?.confidence?.values ?? []).map(({ value }) => value);
  const where = { article: desk.article.article, sentence: numberAt(desk.text), back: step3 < 0 };
  const reply = await desk.ask("next", { confidence: scale.slice(0, -1).join(" "), ...where });
  if (!reply.ok) return sayFailed(desk, reply.why);
  if (!reply.hit) return sayIdle(desk, "no statement of yours is uncertain");
  await goToPassage(desk, reply.hit);
}
async function goToPassage(desk, { article, sentence }) {
  if (isFilling(desk)) return false;
  if (desk.article?.article !== article) return openArticle2(desk, article, sentence);
  desk.panel = null;
  moveInText(desk, goToRow, Math.max(0, rowOf(desk.text, sentence)));
  revealSentence(desk, true);
  focusText(desk);
  return true;
}
function goToNeighbour(desk, step3) {
  desk.moves = desk.moves.then(async () => {
    if (!desk.article || isFilling(desk)) return;
    const next = await neighbour(desk, desk.article.article, step3);
    if (next) await openArticle2(desk, next);
    else sayIdle(desk, `this is the ${step3 > 0 ? "last" : "first"} article of the list`);
  });
}

// src/stancebook/desk/page/coding/proposing.js
function propose(desk, { name }, words) {
  const proposal = { kind: name, name: words, definition: "", type: "", trouble: "" };
  Object.assign(desk.form, { message: "", proposal });
  delete desk.form.lists[name];
  desk.draw();
  desk.root.querySelector(`.sb-proposal ${words ? "textarea" : "input"}`).focus();
}
function proposalFields(desk) {
  const { codebook, form: form2 } = desk;
  const { kind, trouble, known, ...cells } = form2.proposal;
  const change2 = (name, value) => Object.assign(form2.proposal, { [name]: value, trouble: "", known: "" });
  const field2 = (name, tag, more2) => {
    const onInput2 = ({ target }) => (change2(name, target.value), desk.draw());
    return h2("label", { key: name }, name, h2(tag, { ...more2, value: cells[name], onInput: onInput2 }));
  };
  const types = codebook.types ?? [...new Set(codebook.actors.map(({ type }) => type))];
  return h2("div.sb-fields.sb-proposal", { role: "group", "aria-label": `Propose a new ${kind}` }, [
    h2("h3", `Propose a new ${kind}`),
    h2("p.sb-quiet", "You can use it at once. Whoever owns the codebook accepts it, renames it or rejects it."),
    field2("name", "input", { type: "text" }),
    kind === "actor" && field2("type", "input", { type: "text", list: `${form2.id}-types` }),
    kind === "actor" && h2("datalist", { id: `${form2.id}-types` }, [types.map((type) => h2("option", { value: type }))]),
    field2("definition", "textarea", { rows: 2 }),
    trouble && h2("p.sb-problem", { role: "alert", key: "trouble" }, trouble),
    h2("p.sb-buttons", [
      button(`Propose this ${kind}`, () => sendProposal(desk), "Ctrl+↵", { class: "sb-main" }),
      known && button(`Use ${known}`, () => useProposed(desk, known)),
      button("Back", () => leaveProposal(desk), "Esc")
    ])
  ]);
}
function leaveProposal(desk) {
  const { kind } = desk.form.proposal;
  desk.form.proposal = null;
  desk.draw();
  desk.root.querySelector(`.sb-field-${kind} input`).focus();
}
function nextOfProposal(input) {
  const fields = [...input.closest(".sb-proposal").querySelectorAll("input, textarea")];
  fields[fields.indexOf(input) + 1]?.focus();
}
async function sendAlias(desk, actor, alias) {
  const reply = await desk.ask("alias", { actor, alias });
  if (!reply.ok) return tell(desk, reply.why), reply;
  takeCodebook(desk, reply);
  say(desk, `saved: “${alias}” is another name of ${actor}; u takes it back`);
  return reply;
}
async function sendProposal(desk) {
  const { form: form2 } = desk;
  const { kind, name, definition, type } = form2.proposal;
  const wanted = { name, definition, ...kind === "actor" && { type } };
  const missing = Object.keys(wanted).filter((part) => !wanted[part].trim());
  if (missing.length) {
    form2.proposal.trouble = `Still missing: ${missing.map((part) => `a ${part}`).join(", ")}.`;
    return desk.draw();
  }
  const reply = await desk.ask("propose", { kind, ...wanted });
  if (desk.form !== form2 || !form2.proposal) return void 0;
  if (!reply.ok) {
    Object.assign(form2.proposal, { trouble: reply.why, known: reply.known });
    return desk.draw();
  }
  takeCodebook(desk, reply);
  return useProposed(desk, reply.proposed);
}
function useProposed(desk, id) {
  const { form: form2 } = desk;
  const { kind, name } = form2.proposal;
  const cell = form2.row[kind].split(" ").filter((each) => each && each !== "none");
  setCell(desk, kind, kind === "condition" ? [...cell, id].join(" ") : id);
  Object.assign(form2, { proposal: null });
  delete form2.lists[kind];
  say(desk, `saved: “${name}” is proposed as a new ${kind}`);
  if (kind === "condition") focusField(desk, kind);
  else focusNext(desk, kind);
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
function rowField(desk, field2, id) {
  const { name, shape, options, open } = field2;
  const many = shape === "set";
  const cell = desk.form.row[name];
  const values = many ? cell.split(/\s+/).filter(Boolean) : [cell];
  const strange = values.filter((value) => value && !options.some((option) => option.value === value));
  const chip = ({ value, label, meaning, proposed }, at) => {
    const own = { type: many ? "checkbox" : "radio", name: id, value, checked: values.includes(value) };
    const listen = { onChange: () => pick(desk, field2, value), onFocus: () => explain(desk, field2, value) };
    const box = h2("input", { ...own, ...listen });
    const digit = at < ROW_OF_DIGITS && key(at + 1);
    return h2("label.sb-chip", { title: meaning, key: value }, box, digit, label, proposed && h2("i", " proposed"));
  };
  const more2 = { class: "sb-add", title: `Propose a new ${name}` };
  const onKeyDown = (event) => onRowKey(desk, field2, event);
  return h2("div.sb-row", { role: many ? "group" : "radiogroup", "aria-labelledby": `${id}-label`, onKeyDown }, [
    options.map(chip),
    open && button("new …", () => propose(desk, field2, ""), "", more2),
    strange.length > 0 && h2("span.sb-strange", `“${strange.join(" ")}” is not in the codebook`)
  ]);
}
function explain(desk, { name, options }, value) {
  const option = options?.find((each) => each.value === value) ?? null;
  Object.assign(desk.form, { field: name, option });
  desk.draw();
}
function pick(desk, field2, value) {
  setCell(desk, field2.name, field2.shape === "set" ? toggled(field2, desk.form.row[field2.name], value) : value);
  explain(desk, field2, value);
}
function onRowKey(desk, field2, event) {
  const run = !hasModifier(event) && rowAction(desk, field2, event);
  if (!run) return;
  event.preventDefault();
  run();
}
function rowAction(desk, field2, event) {
  const { options, shape, name } = field2;
  const many = shape === "set";
  const boxes = [...event.currentTarget.querySelectorAll("input")];
  const digit = /^[1-9]$/.test(event.key) && options[event.key - 1];
  if (event.target.matches("button")) return null;
  if (digit && many) return () => (pick(desk, field2, digit.value), boxes[event.key - 1].focus());
  if (digit) return () => (pick(desk, field2, digit.value), focusNext(desk, name));
  if (event.key === "Enter") return () => focusNext(desk, name);
  if (event.key === "=") return () => takeOver(desk, name);
  const step3 = many && ARROWS[event.key];
  if (step3) return () => boxes[(boxes.indexOf(event.target) + step3 + boxes.length) % boxes.length].focus();
  if (event.key.length > 1 || event.key === " ") return null;
  if (options.length > ROW_OF_DIGITS && /\p{L}/u.test(event.key))
    return () => seekLetters(desk, field2, event.key, boxes);
  return () => tell(
    desk,
    `${event.key} does nothing here: 1 to ${Math.min(options.length, ROW_OF_DIGITS)} choose, = takes over the last`
  );
}
function seekLetters(desk, { options, name }, letter, boxes) {
  const { letters: letters2, at } = desk.form.typing ?? {};
  const typed2 = (Date.now() - at < 1500 ? letters2 : "") + letter.toLowerCase();
  desk.form.typing = { letters: typed2, at: Date.now() };
  const found = options.findIndex(({ label }) => label.toLowerCase().startsWith(typed2));
  if (found >= 0) boxes[found].focus();
  else tell(desk, `no ${name} begins with “${typed2}”`);
}
function lineField(desk, field2, id) {
  const words = field2.shape === "words";
  const onKeyDown = (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey || words || event.isComposing) return;
    event.preventDefault();
    focusNext(desk, field2.name);
  };
  return h2("textarea", {
    id,
    rows: words ? 2 : 1,
    spellcheck: false,
    value: desk.form.row[field2.name].replace(/\r\n?/g, "\n"),
    onInput: (event) => (setCell(desk, field2.name, event.target.value), desk.draw()),
    onFocus: () => explain(desk, field2, null),
    onKeyDown
  });
}

// src/stancebook/desk/page/coding/options.js
function matching(options, typed2) {
  const wanted = folded(typed2.trim());
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
var isNamed = (option, typed2) => namesOf(option).some((name) => folded(name) === folded(typed2.trim()));
function recentFirst(options, recent = []) {
  const order = new Map(recent.map((value, at) => [value, at - recent.length]));
  return [...options].sort((one, other) => (order.get(one.value) ?? 0) - (order.get(other.value) ?? 0));
}

// src/stancebook/desk/page/coding/suggestions.js
var MOST3 = 100;
function optionsOf(desk, field2) {
  const recent = desk.coding?.recent?.[field2.name] ?? [];
  if (field2.name !== "speaker") return recentFirst(field2.options, recent);
  const { rows, current } = desk.text;
  const near = namesIn(
    rows.slice(Math.max(0, current - 3), current + 2).map(({ text }) => text).reverse()
  );
  const meaningOf = (value) => value === "-" ? "nobody is named" : near.includes(value) ? "named in the text" : "";
  const values = /* @__PURE__ */ new Set(["-", ...recent, ...near, ...field2.options.map(({ value }) => value)]);
  return [...values].map((value) => ({ value, label: value, meaning: meaningOf(value) }));
}
function shownOptions(desk, field2, state) {
  const typed2 = (state.typed ?? "").trim();
  const matches = matching(state.found ?? optionsOf(desk, field2), typed2);
  const most = state.most ?? MOST3;
  const shown2 = matches.slice(0, most);
  if (matches.length > most) shown2.push({ more: matches.length - most });
  if (field2.name === "speaker" && !typed2) shown2.push({ pick: true });
  if (!field2.open || !typed2 || state.alias || matches.some((option) => isNamed(option, typed2))) return shown2;
  shown2.push({ propose: typed2 });
  if (field2.name === "actor") shown2.push({ alias: typed2 });
  return shown2;
}
var takesDigits = ({ seek: seek2, options }, { typed: typed2 }) => !seek2 && !typed2 && !options.some((option) => namesOf(option).some((name) => /^[0-9]/.test(name)));
var named = (field2, value) => field2.options.find((option) => option.value === value);
var isFree = ({ shape }) => shape === "free";
var stateOf2 = ({ form: form2 }, { name }) => form2.lists[name] ??= { open: false, at: -1 };
function listField(desk, field2, id) {
  const state = stateOf2(desk, field2);
  const value = desk.form.row[field2.name];
  const shown2 = state.open ? shownOptions(desk, field2, state) : [];
  const nothing = state.open && !shown2.length && !isFree(field2);
  const settled = isFree(field2) && shown2.length === 1 && shown2[0].value && isNamed(shown2[0], state.typed ?? "");
  const open = (shown2.length > 0 || nothing) && !settled;
  const chosen2 = shown2[state.at];
  const input = h2("input", {
    ...{ id, type: "text", role: "combobox", autocomplete: "off", spellcheck: false, "aria-autocomplete": "list" },
    "aria-expanded": String(open),
    "aria-controls": `${id}-list`,
    "aria-activedescendant": open && chosen2 ? `${id}-list-${state.at}` : void 0,
    "aria-invalid": state.wrong ? "true" : void 0,
    value: state.typed ?? (isFree(field2) ? value : named(field2, value)?.label ?? value),
    onInput: (event) => onInput(desk, field2, event.target.value),
    onFocus: (event) => onFocus(desk, field2, event.target),
    onBlur: () => onBlur(desk, field2),
    onKeyDown: (event) => onListKey(desk, field2, event),
    onMouseDown: () => onMouse(desk, field2)
  });
  const list = h2("div.sb-options", { role: "listbox", id: `${id}-list`, "aria-label": inWords(field2.name) }, [
    shown2.map((option, at) => shownOption(desk, field2, option, at, `${id}-list-${at}`)),
    nothing && h2("div.sb-option", { role: "option", "aria-disabled": "true" }, "nothing fits")
  ]);
  const means = chosen2 && h2("p.sb-explanation", explanation(chosen2));
  return h2("div.sb-list", input, h2("div.sb-popup", { hidden: !open }, list, means), quickPicks(desk, field2));
}
function quickPicks(desk, field2) {
  const now = desk.form.row[field2.name];
  const others = optionsOf(desk, field2).filter(({ value }) => value !== "-" && value !== now);
  const pick2 = ({ value, label }) => button(label, () => settle(desk, field2, value), "", { key: value, tabIndex: -1, title: label });
  return others.length > 0 && h2("div.sb-quick", [others.slice(0, 4).map(pick2)]);
}
function shownOption(desk, field2, option, at, id) {
  const state = stateOf2(desk, field2);
  const props = {
    ...{ role: "option", id, class: !option.value && "sb-new", key: option.value ?? Object.keys(option)[0] },
    "aria-selected": String(at === state.at),
    onMouseDown: (event) => event.preventDefault(),
    onClick: () => take2(desk, field2, option)
  };
  if (!option.value) return h2("div.sb-option", props, specialLabel(field2, option));
  return h2("div.sb-option", props, [
    at < 9 && takesDigits(field2, state) && [key(at + 1), " "],
    h2("b", option.label),
    hint(option),
    option.proposed && h2("i", " proposed")
  ]);
}
function specialLabel({ name }, { more: more2, propose: propose2, alias }) {
  if (more2) return `${more2} more: type a part of the name, or click here`;
  if (propose2) return `propose “${propose2}” as a new ${name} …`;
  return alias ? `“${alias}” is another name of …` : "choose the name in the text …";
}
function hint({ value, label, meaning }) {
  const text = label === value || inWords(value) === label ? meaning : value;
  return text ? h2("span", ` ${text}`) : null;
}
function explanation({ value, meaning, propose: propose2, alias, more: more2 }) {
  if (value) return meaning;
  if (propose2) return "It can be used at once; whoever owns the codebook decides on it.";
  if (alias) return "Choose the actor next.";
  return more2 ? "Go on with the arrow to see them." : "Then drag over it, or double-click it.";
}
function change(desk, field2, values) {
  const state = Object.assign(stateOf2(desk, field2), values);
  const option = state.open ? shownOptions(desk, field2, state)[state.at] : null;
  desk.form.option = option?.value ? option : named(field2, desk.form.row[field2.name]) ?? null;
  desk.draw();
  desk.root.querySelector(".sb-option[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}
function openList(desk, field2, typed2) {
  const state = { typed: typed2, open: true, wrong: false, most: MOST3 };
  const some = shownOptions(desk, field2, { ...stateOf2(desk, field2), ...state })[0]?.value !== void 0;
  change(desk, field2, { ...state, at: typed2?.trim() && some && !isFree(field2) ? 0 : -1 });
  if (field2.seek) seek(desk, field2, typed2 ?? "");
}
var closeList = (desk, field2) => change(desk, field2, { open: false, at: -1 });
async function seek(desk, field2, typed2) {
  const state = stateOf2(desk, field2);
  const turn = state.turn = (state.turn ?? 0) + 1;
  const wanted = { find: typed2, keyword: "", outlet: "", state: "", sampled: false };
  const reply = await desk.ask("articles", { ...wanted, from: 0, most: 12 });
  if (!desk.form || stateOf2(desk, field2).turn !== turn || !reply.ok) return;
  const found = reply.rows.map(({ article, outlet = "", headline = "" }) => {
    const meaning = [outlet, headline].filter(Boolean).join(", ");
    return { value: article, label: article, meaning, names: [article, outlet, headline] };
  });
  change(desk, field2, { found });
}
function take2(desk, field2, option) {
  const state = stateOf2(desk, field2);
  if (option.more) return change(desk, field2, { most: (state.most ?? MOST3) + MOST3 });
  if (option.pick) return closeList(desk, field2), pickInText(desk, field2.name);
  if (option.propose) return propose(desk, field2, option.propose);
  if (option.alias) return askWhose(desk, field2, option.alias);
  if (state.alias) return takeAlias(desk, field2, option.value);
  return settle(desk, field2, option.value);
}
function askWhose(desk, field2, alias) {
  tell(desk, `“${alias}” is another name of which actor? Type it and press Enter; Esc goes back.`);
  Object.assign(stateOf2(desk, field2), { alias });
  openList(desk, field2, "");
  focusField(desk, field2.name);
}
async function takeAlias(desk, field2, value) {
  const reply = await sendAlias(desk, value, stateOf2(desk, field2).alias);
  if (reply.ok && desk.form) settle(desk, field2, value);
}
function settle(desk, field2, value) {
  setCell(desk, field2.name, value);
  desk.form.lists[field2.name] = { open: false, at: -1 };
  desk.draw();
  focusNext(desk, field2.name);
}
function onInput(desk, field2, typed2) {
  if (!stateOf2(desk, field2).alias) setCell(desk, field2.name, isFree(field2) ? typed2 : "");
  openList(desk, field2, typed2);
}
function onFocus(desk, field2, input) {
  desk.form.field = field2.name;
  if (!desk.form.row[field2.name] && !isFree(field2)) return openList(desk, field2, stateOf2(desk, field2).typed);
  change(desk, field2, {});
  return input.select();
}
function onMouse(desk, field2) {
  setTimeout(() => {
    const inside = document.activeElement?.closest(`.sb-field-${field2.name}`);
    if (desk.form && inside && !stateOf2(desk, field2).open) openList(desk, field2, void 0);
  });
}
function onBlur(desk, field2) {
  if (!desk.form) return;
  const state = stateOf2(desk, field2);
  if (state.alias) desk.form.message = "";
  const typed2 = state.typed?.trim() ?? "";
  Object.assign(state, { open: false, at: -1, alias: void 0 });
  if (isFree(field2) || !typed2 || desk.form.row[field2.name]) delete state.typed;
  else takeTyped(desk, field2, state, typed2);
  desk.draw();
}
function takeTyped(desk, field2, state, typed2) {
  const matches = matching(optionsOf(desk, field2), typed2);
  const found = matches.find((option) => isNamed(option, typed2)) ?? (matches.length === 1 && matches[0]);
  if (!found) return void (state.wrong = true);
  setCell(desk, field2.name, found.value);
  delete state.typed;
}
function onListKey(desk, field2, event) {
  if (event.isComposing || hasModifier(event)) return;
  const state = stateOf2(desk, field2);
  const shown2 = state.open ? shownOptions(desk, field2, state) : [];
  const run = listAction(desk, field2, event.key, state, shown2);
  if (!run) return;
  event.preventDefault();
  if (event.key === "Escape") event.stopPropagation();
  run();
}
function listAction(desk, field2, name, state, shown2) {
  const value = desk.form.row[field2.name];
  if (name === "ArrowDown" || name === "ArrowUp") {
    if (!state.open) return () => openList(desk, field2, void 0);
    const step3 = name === "ArrowDown" ? 1 : state.at < 0 ? 0 : -1;
    return () => moveIn(desk, field2, shown2, step3);
  }
  if (name === "Enter") {
    if (shown2[state.at]) return () => take2(desk, field2, shown2[state.at]);
    if (isFree(field2) || value) return () => (closeList(desk, field2), focusNext(desk, field2.name));
    return () => tell(desk, isMissing(field2, state.typed?.trim()));
  }
  if (name === "=" && !state.typed && !state.alias) return () => takeOver(desk, field2.name);
  if (/^[1-9]$/.test(name) && state.open && takesDigits(field2, state) && shown2[name - 1]?.value)
    return () => take2(desk, field2, shown2[name - 1]);
  const leaves = state.alias || state.open && (state.typed || value || isFree(field2));
  return name === "Escape" && leaves ? () => leaveList(desk, field2) : null;
}
function isMissing({ name, open }, typed2) {
  if (!typed2) return `type a part of the ${inWords(name)}, or choose with ↓`;
  return `“${typed2}” is not in the codebook${open ? "; ↓ and then Enter proposes it" : ""}`;
}
function moveIn(desk, field2, shown2, step3) {
  const state = stateOf2(desk, field2);
  if (!shown2.length) return;
  if (shown2[state.at + step3]?.more && step3 > 0) state.most = (state.most ?? MOST3) + MOST3;
  change(desk, field2, { at: (state.at + step3 + shown2.length) % shown2.length });
}
function leaveList(desk, field2) {
  const { alias, typed: typed2 } = stateOf2(desk, field2);
  if (alias) tell(desk, "");
  const kept = desk.form.row[field2.name] && !isFree(field2) ? void 0 : typed2;
  change(desk, field2, { alias: void 0, typed: alias ?? kept, open: false, at: -1 });
}

// src/stancebook/desk/page/coding/form.js
var FIELDS = { list: listField, free: listField, row: rowField, set: rowField };
var isRow = ({ shape }) => shape === "row" || shape === "set";
function formPane(desk) {
  const { kind, was, words, fields, proposal, message, locked } = desk.form;
  const onKeyDown = (event) => onFormKey(desk, event);
  return h2("section.sb-form", { class: locked && "sb-locked", "aria-label": "Form", onKeyDown }, [
    h2("h2", `${was ? "Change" : "New"} ${KIND_NAMES[kind]}`),
    h2("div.sb-foot", locked === "silent" ? waysWithoutAnswer(desk) : waysToEnd(desk)),
    words !== void 0 && quotation(desk.form),
    proposal ? proposalFields(desk) : h2("div.sb-fields", [fields.map((field2) => fieldRow(desk, field2))]),
    h2("div.sb-hints", [brokenRules(desk).map((reason) => h2("p", `These do not go together: ${reason}`))]),
    h2("p.sb-message", { role: "alert" }, message),
    fieldHelp(desk)
  ]);
}
var waysToEnd = (desk) => [
  button(desk.form.verb, () => saveEntry(desk), "Ctrl+↵", { key: "save", class: "sb-main" }),
  button("Leave", () => leaveForm(desk), "Esc", { key: "leave" })
];
var waysWithoutAnswer = (desk) => [
  button("Send again", desk.connection.sendAgain, "", { key: "again" }),
  button("Change it", () => unlockForm(desk), "", { key: "change" })
];
function quotation({ words, place, was }) {
  const rest = !words && h2("i", "its quote as before; choose words in the text for others");
  return h2("blockquote", { dir: "auto", title: was && !place ? "its words as before" : void 0 }, words, rest);
}
function fieldRow(desk, field2) {
  const { name, shape } = field2;
  const id = `sb-${desk.form.id.slice(0, 8)}-${name}`;
  const labels = isRow(field2) ? ["span.sb-name", { id: `${id}-label` }] : ["label.sb-name", { for: id }];
  const shown2 = (FIELDS[shape] ?? lineField)(desk, field2, id);
  return h2("div.sb-field", { class: `sb-field-${name}`, key: name }, h2(...labels, inWords(name)), shown2);
}
function brokenRules({ form: { kind, row }, codebook }) {
  if (kind !== "statement") return [];
  const has = (name, value) => row[name] === String(value) || (row[name] ?? "").split(" ").includes(String(value));
  const holds = ([name, wanted]) => [wanted].flat().some((value) => has(name, value));
  return (codebook.refusals ?? []).filter(({ when }) => Object.entries(when).every(holds)).map(({ reason }) => reason);
}
function fieldHelp(desk) {
  const { fields, field: name, option } = desk.form;
  const field2 = fields.find((each) => each.name === name) ?? fields[0];
  const means = option && [option.meaning, option.definition].find((words) => words && words !== option.label);
  const memo2 = option && memoOn(desk, field2.name, option.value);
  const listed2 = isRow(field2) ? field2.options.filter(({ meaning }) => meaning) : [];
  const rows = listed2.map(({ label, meaning }) => [label, meaning]);
  return h2("div.sb-help", { "aria-label": "From the codebook", role: "region", tabIndex: 0, key: field2.name }, [
    h2("h3", inWords(field2.name)),
    means && h2("p.sb-meaning", h2("b", option.label), ` ${means}`),
    memo2 && h2("p.sb-meaning", h2("b", "Your memo"), ` ${memo2}`),
    field2.rule && h2("p", field2.rule),
    rows.length > 0 && termList(rows)
  ]);
}
function onFormKey(desk, event) {
  const { proposal, locked } = desk.form;
  const { target } = event;
  const name = keyName(event);
  if (name === "Ctrl+Enter") proposal ? sendProposal(desk) : saveEntry(desk);
  else if (event.key === "Escape") escape(desk);
  else if (name === "Enter" && proposal && target.closest(".sb-proposal") && target.matches("input"))
    nextOfProposal(target);
  else if (locked && name !== "Tab" && !target.closest(".sb-foot")) return event.preventDefault();
  else return;
  usedUp(event);
}
function escape(desk) {
  const { picking, proposal } = desk.form;
  if (picking) {
    desk.form.picking = "";
    tell(desk, "");
  } else if (proposal) leaveProposal(desk);
  else leaveForm(desk);
}

// src/stancebook/desk/page/coding/keys.js
var step2 = (desk, by) => moveInText(desk, (text) => goToRow(text, text.current + by));
var clause = (desk, extend) => {
  moveInText(desk, chooseClause, extend);
  say(desk, "clauses: c the next, C one more; a number chooses one, a second number all up to there", "idle");
};
var keysWith = (values, run) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, (desk) => run(desk, value)]));
var letters = Object.entries(PANELS).map(([name, { letter }]) => [letter, name]);
var TEXT_KEYS = {
  ...keysWith({ ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10 }, step2),
  ...keysWith({ c: false, C: true }, clause),
  ...keysWith({ n: 1, N: -1 }, goToOpenSentence),
  ...keysWith({ q: 1, Q: -1 }, goToUncertain),
  ...keysWith({ Enter: "statement", s: "statement", f: "fact", m: "note" }, beginEntry),
  ...keysWith({ u: "undo", r: "redo" }, stepBack),
  ...keysWith({ "[": -1, "]": 1 }, goToNeighbour),
  ...keysWith(Object.fromEntries(letters.filter(([letter]) => letter)), openPanel),
  ...{ "=": beginLike, "/": beginSearch, v: chooseAgain, x: markNothing, F: finishArticle, t: openTraining },
  w: (desk) => moveInText(desk, chooseSentence),
  e: (desk) => editNumber(desk, 1),
  "?": (desk) => desk.showHelp()
};
var WITHOUT_ARTICLE = /* @__PURE__ */ new Set(["g", "l", "S", "p", "t", "?"]);
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
  if (desk.root.contains(target)) target.dataset.lmSuppressShortcuts = "true";
  const cell = desk.root.closest(".jp-Cell");
  if (desk.root.contains(target) || event.key === "Tab" || event.isComposing || !desk.root.checkVisibility()) return;
  if (target.closest?.("input, textarea, select, [contenteditable=true], .lm-Menu, .lm-MenuBar, [role=dialog]")) return;
  const current = cell?.matches(".jp-mod-active, .jp-mod-selected") && cell.closest(".jp-Notebook")?.contains(target);
  if (!current && target !== document.body) return;
  if (hasModifier(event) && event.key !== "Enter" || /^(Control|Shift|Alt|Meta|F\d+)$/.test(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  desk.focusMain();
  sayIdle(desk, "the keys are back at the desk: press again");
}
function onDeskKey(desk, event) {
  event.stopPropagation();
  if (event.defaultPrevented || event.isComposing) return;
  const run = actionOf(desk, event);
  if (!run) return;
  event.preventDefault();
  run();
}
function actionOf(desk, event) {
  const { screen, helping, root } = desk;
  const { target, key: key2 } = event;
  if (screen === "start") return startAction(desk, key2);
  if (screen === "adjudicating") return null;
  if (helping) return ["Escape", "?"].includes(key2) ? desk.hideHelp : null;
  if (isTyping(target) || root.querySelector(".sb-form")?.contains(target)) return null;
  if (target.closest?.("button, summary") && ["Enter", " "].includes(keyName(event))) return null;
  const graph = event.getModifierState?.("AltGraph");
  if (event.altKey && !graph && !/^[[\]/?]$/.test(key2)) return null;
  if (screen === "training") return trainingAction(desk, keyName(event));
  return (event.ctrlKey || event.metaKey) && !graph ? commandOf(desk, event) : textAction(desk, event);
}
function startAction({ root }, key2) {
  const choice = /^[1-9]$/.test(key2) && root.querySelectorAll(".sb-user")[Number(key2) - 1];
  return choice ? () => choice.click() : null;
}
function textAction(desk, event) {
  const { form: form2, text, article } = desk;
  const name = latinName(event);
  if (name === "Escape") return () => goBack(desk);
  if (desk.panel && !WITHOUT_ARTICLE.has(name) && name !== "M")
    return idle(desk, event, "the list has the keys: Esc goes back to the text");
  const choosing = article && choosingKey(desk, event);
  if (choosing) return choosing;
  if (form2 && name === "Enter") return () => focusForm(desk);
  if (/^[1-9]$/.test(name) && text.clauses) return () => clauseNumber(desk, name);
  if (form2 && !BESIDE_A_FORM.has(name)) return event.key.length > 1 ? null : () => isFilling(desk);
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
function commandOf(desk, { key: key2, shiftKey }) {
  const name = key2.toLowerCase();
  if (name === "z") return () => stepBack(desk, shiftKey ? "redo" : "undo");
  if (name === "y") return () => stepBack(desk, "redo");
  if (name !== "enter") return null;
  return () => desk.form ? saveEntry(desk) : sayIdle(desk, "Ctrl+Enter saves a form; none is open");
}
function choosingKey(desk, { key: name, shiftKey }) {
  const by = (...change2) => moveInText.bind(null, desk, ...change2);
  if (shiftKey && /^Arrow(Up|Down)$/.test(name)) return by(extendBySentence, name === "ArrowDown" ? 1 : -1);
  if (name === "Home" || name === "End") return by(moveToEdge, name === "Home" ? 0 : -1, shiftKey);
  if (!/^Arrow(Left|Right)$/.test(name)) return null;
  return by(moveWord, name === "ArrowRight" !== isRightToLeft(desk) ? 1 : -1, shiftKey);
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
function goBack(desk) {
  const { form: form2, panel: panel2, search: search2, text, notices } = desk;
  if (form2) return form2.picking ? escape(desk) : focusForm(desk);
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

// src/stancebook/desk/page/coding/bar.js
function bar(desk) {
  const { screen, article, name } = desk;
  const coding = screen === "coding";
  return h2("div.sb-bar", [
    button(h2("b", name), () => leaveSession(desk), "", { title: "Change the user", class: "sb-change-user" }),
    coding && article && [whereOf(article), progressOf(desk)],
    coding && h2("span.sb-tools", barTools(desk)),
    statusLine(desk)
  ]);
}
function statusLine(desk) {
  const [name, words] = statusOf(desk);
  return h2("span.sb-status", { role: "status", "data-state": name, title: words }, words);
}
function whereOf({ article, outlet, headline, dates }) {
  return h2("span.sb-where", [
    h2("b", [article, outlet].filter(Boolean).join(", ")),
    h2("span.sb-title-here", { dir: "auto", title: headline }, " ", headline),
    dates && h2("span.sb-quiet.sb-title-here", ` ${dates}`)
  ]);
}
function progressOf(desk) {
  const { decided, of, finished } = desk.coding;
  const label = finished ? "Open again" : "Finish";
  const title = `The article is finished${finished ? "; open it again" : ""} (F)`;
  return h2("span.sb-progress", [
    meter("sentences decided", decided, of),
    ` ${decided} of ${of}`,
    finished && h2("b", isOpenToAll(desk.coding) ? " finished by all" : " finished"),
    " ",
    button(label, () => finishArticle(desk), "F", { title })
  ]);
}
function barTools(desk) {
  const { article, coding, standing: standing2 } = desk;
  const due = standing2?.due;
  const lists = "Articles, own entries, passages, memos, progress (g)";
  const stepping = (label, verb, keyName2) => button(label, () => stepBack(desk, verb), keyName2, {
    "aria-disabled": coding[verb] ? void 0 : "true",
    title: coding[verb] ? `${label}: ${coding[verb]} (${keyName2})` : `nothing to ${verb}`
  });
  const beside = (label, step3, keyName2, title) => button(label, () => goToNeighbour(desk, step3), keyName2, { "aria-label": title, title: `${title} (${keyName2})` });
  return [
    article && [
      beside("‹", -1, "[", "Article before"),
      beside("›", 1, "]", "Article after"),
      stepping("Undo", "undo", "u"),
      stepping("Redo", "redo", "r"),
      button("Search", () => beginSearch(desk), "/")
    ],
    due && button(due === "refresher" ? "Refresher" : "Training", () => openTraining(desk), "t", { class: "sb-main" }),
    button("Lists", () => openPanel(desk, "articles"), "g", { title: lists }),
    button("Help", () => desk.showHelp(), "?")
  ];
}

// src/stancebook/desk/page/coding/help.js
var HELP = {
  "In the text": [
    ["↑ ↓ or k j", "previous sentence, next sentence"],
    ["n, Shift+n", "next, previous sentence without a decision"],
    ["q, Shift+q", "next, previous statement of yours that is not certain, in all articles"],
    [
      "c, Shift+c",
      "choose a clause, then the next one; with Shift one more. A number chooses a clause, a second number all up to there"
    ],
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
  "In training": [
    ["Enter, x", "code a statement; the sentence holds nothing"],
    ["1 to 9, e", "change the statement with this number; the one in focus"],
    ["Ctrl+Enter", "answer; then Enter for the next sentence"],
    ["g, t", "to the texts; back to the training"]
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
    [
      "drag, double click, triple click",
      "choose words, a word, a sentence; Shift and click to extend; Alt or Ctrl and drag for single letters"
    ],
    ["buttons", "there is a button for every key"]
  ]
};
function helpBox(desk) {
  if (!desk.helping) return null;
  const named2 = (keys) => keys.map(([name, words]) => [key(name), words]);
  const section = ([title, keys]) => h2("section", h2("h3", title), termList(named2(keys)));
  return h2("div.sb-helpbox", { role: "dialog", "aria-label": "Keys", tabIndex: -1 }, [
    h2("div.sb-panel-head", [h2("h2", "Keys"), button("Close", () => desk.hideHelp(), "Esc")]),
    h2("div.sb-helps", Object.entries(HELP).map(section))
  ]);
}

// src/stancebook/desk/page/coding/page.js
function page(desk) {
  const { screen, adjudication } = desk;
  if (screen === "start") return [startPage(desk), statusLine(desk)];
  if (screen === "adjudicating") return [bar(desk), noticeArea(desk), h2(Placed, { node: adjudication.node })];
  const training = screen === "training";
  const left = training ? exercisePane(desk) : [textPane(desk), panel(desk)];
  return [bar(desk), panes(desk, left, training ? answerPane : entriesPane), helpBox(desk)];
}
var Placed = class extends Kept {
  render({ node }) {
    return h2("div.sb-adjudication", { ref: (place) => place?.append(node) });
  }
};
function panes(desk, left, entries) {
  const { form: form2, panel: listing } = desk;
  return h2("div.sb-panes", { class: [form2 && "sb-filling", listing && "sb-listing"] }, [
    h2("div.sb-left", left),
    h2("div.sb-right", noticeArea(desk), form2 ? formPane(desk) : entries(desk))
  ]);
}

// src/stancebook/desk/page/desk.js
function render({ model, el }) {
  const desk = newDesk();
  const root = Object.assign(document.createElement("div"), { className: "sb-desk", tabIndex: -1 });
  root.dataset.lmSuppressShortcuts = "true";
  Object.assign(desk, { root, ...deskActions(desk) });
  desk.connection = connectToKernel(model, {
    state: () => desk.connection && desk.status !== statusOf(desk).join() && desk.draw(),
    changes: (changes) => changedElsewhere(desk, changes),
    late: (message, reply) => takeLate2(desk, message, reply),
    resumed: (reply) => enterSession(desk, reply, true),
    about: () => ({ article: desk.article?.article, cut: desk.cut, frozen: desk.frozen, book: desk.book }),
    told: (reply) => takeNews(desk, reply)
  });
  const onUnload = (event) => (desk.connection.unsaved().length || desk.form && isFilled(desk.form)) && event.preventDefault();
  const onRelease = (event) => releaseMouse(desk, event);
  window.addEventListener("beforeunload", onUnload);
  document.addEventListener("mouseup", onRelease, true);
  root.addEventListener("mousedown", (event) => keepFocusOnTool(desk, event));
  root.addEventListener("focusin", () => requestAnimationFrame(() => keepInView(root)));
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
    // A field that is taken out loses its focus and asks to draw again: that waits until this drawing is done.
    draw() {
      const { root } = desk;
      if (desk.drawing) return void (desk.drawing = "again");
      const inside = root.contains(document.activeElement);
      while (desk.drawing !== "done") {
        desk.drawing = "done";
        const [name, words] = statusOf(desk);
        desk.status = `${name},${words}`;
        Object.assign(root.dataset, { screen: desk.screen, state: name });
        draw(page(desk), root);
      }
      desk.drawing = "";
      return inside && !root.contains(document.activeElement) && desk.focusMain();
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
  if (desk.article && !desk.form && desk.screen === "coding" && reply.notices.some(({ kind }) => kind === "text"))
    rereadArticle(desk);
}
function focusMainPart(desk) {
  const { root, screen, form: form2, panel: panel2, adjudication } = desk;
  if (screen === "adjudicating") adjudication.focus();
  else if (screen === "start") (root.querySelector(".sb-user") ?? root).focus({ preventScroll: true });
  else if (screen === "training") focusTraining(desk);
  else if (form2) focusForm(desk);
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
  let [frame, ended2] = [null, false];
  const fit = () => {
    root.style.setProperty(
      "--room",
      `${frame === document.documentElement ? window.innerHeight : frame.clientHeight}px`
    );
    fitted();
  };
  const observer = new ResizeObserver(() => requestAnimationFrame(fit));
  const begin = () => {
    if (ended2) return;
    if (!root.isConnected) return void requestAnimationFrame(begin);
    frame = frameOf(root);
    if (frame === document.documentElement) window.addEventListener("resize", fit);
    else observer.observe(frame);
    fit();
  };
  begin();
  return () => {
    ended2 = true;
    window.removeEventListener("resize", fit);
    observer.disconnect();
  };
}
function frameOf(root) {
  const known = root.closest(".jp-LinkedOutputView, .jp-WindowedPanel-outer");
  if (known) return known;
  let frame = root.parentElement;
  while (frame && !(/auto|scroll/.test(getComputedStyle(frame).overflowY) && frame.clientHeight > 120))
    frame = frame.parentElement;
  return frame && frame !== document.body ? frame : document.documentElement;
}
var desk_default = { render };
export {
  desk_default as default
};
