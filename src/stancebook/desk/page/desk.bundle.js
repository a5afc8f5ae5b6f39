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
    const options = (variable.values ?? []).map(({ value, meaning }) => ({
      value,
      label: name === "position" ? signed(value) : /^[0-9]+$/.test(value) && meaning && meaning.length < 16 ? meaning : inWords(value),
      meaning
    }));
    return { name, rule: variable.rule, options, ...shapeOf(variable, options) };
  };
  const ids = (name, list, more) => {
    const options = list.map(({ id, text }) => ({ value: id, label: inWords(id), meaning: text }));
    return { name, options, required: true, shape: options.length > ROW_OF_DIGITS ? "list" : "row", ...more };
  };
  const line = (name, more) => ({ name, shape: "line", ...more });
  const actors = book.actors.map(({ id, name, type, aliases = [] }) => ({
    value: id,
    label: name,
    meaning: [type, aliases.length ? `also ${aliases.join(", ")}` : ""].filter(Boolean).join("; "),
    names: [id, name, ...aliases]
  }));
  const note = { ...coded("note"), name: "note", shape: "line", options: [], required: false };
  const people = (book.speakers ?? []).map((speaker) => ({ value: speaker, label: speaker }));
  if (kind === "statement")
    return [
      { ...coded("actor"), options: actors, shape: "list", required: true, aliases: true },
      {
        ...coded("issue"),
        options: book.issues.map(({ id, text }) => ({ value: id, label: inWords(id), meaning: text })),
        shape: "list",
        required: true
      },
      { ...coded("speaker"), options: people, shape: "free", required: true, start: "-" },
      ...["via", "voice", "position", "confidence"].map((name) => ({ ...coded(name), required: true })),
      { ...coded("condition"), required: true, start: "none" },
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

// src/stancebook/desk/page/lib/focus.js
function keepingFocus(desk, work) {
  const { root } = desk;
  const focused = document.activeElement;
  const inside = root.contains(focused);
  work();
  const now = document.activeElement;
  if (!inside || now !== root && root.contains(now) && now.checkVisibility()) return;
  if (focused !== root && root.contains(focused) && focused.checkVisibility()) focused.focus({ preventScroll: true });
  else focusMainPart(desk);
}
function focusMainPart({ root, screen, form, articleList, text }) {
  if (screen !== "coding") (root.querySelector(".sb-user") ?? root).focus({ preventScroll: true });
  else if (form.isOpen()) form.focus();
  else if (!articleList.node.hidden) articleList.focus();
  else text.focus();
}
function takeFocus(desk) {
  const active = document.activeElement;
  const near = desk.root.closest(".jp-Notebook")?.contains(active);
  const free = near && !active.matches("input, textarea, [contenteditable='true']");
  if (active && active !== document.body && !free) return;
  desk.root.scrollIntoView({ block: "nearest" });
  focusMainPart(desk);
}
function keepFocusOnTool(desk, event) {
  if (!event.target.closest?.(".sb-keys button, .sb-bar button, .sb-card button")) return;
  event.preventDefault();
  if (!desk.root.contains(document.activeElement)) focusMainPart(desk);
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

// src/stancebook/desk/page/lib/elements.js
function h(tag, props, ...children) {
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
    return h("span", { class: "sb-sign", "data-code": code, "data-units": units, title: code });
  });
}
function refill(node, ...children) {
  node.replaceChildren();
  return fill(node, ...children);
}
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
function key(name) {
  return h("kbd", { "aria-hidden": "true" }, name);
}
function button(label, run, keyName, props = {}) {
  const name = typeof label === "string" ? label : void 0;
  return h(
    "button",
    { type: "button", title: keyName && name ? `${name} (${keyName})` : void 0, ...props, on: { click: run } },
    label,
    keyName && [" ", key(keyName)]
  );
}

// src/stancebook/desk/page/coding/sample.js
function sampleView(ask, filters, drawn) {
  const number = h("input", {
    type: "number",
    min: "1",
    "aria-label": "How many, drawn at random; empty for all",
    placeholder: "all"
  });
  const seed = h("input", { type: "number", value: "1", "aria-label": "Seed" });
  const result = h("span", { class: "sb-quiet", role: "status" });
  const send = async () => {
    const { keyword, outlet } = filters();
    const random = number.value === "" ? "" : Number(number.value);
    const reply = await ask("draw", { random, seed: Number(seed.value), keyword, outlet });
    refill(result, reply.ok ? `${reply.drawn} drawn into sample.csv` : `NOT drawn: ${reply.why}`);
    if (reply.ok) drawn();
  };
  return h(
    "details",
    { class: "sb-draw" },
    h("summary", {}, "Draw a sample of what is to be coded"),
    h(
      "p",
      {},
      "From the articles with these words in the text and of this outlet, as filtered above: ",
      h("label", {}, "number ", number),
      h("label", {}, " seed ", seed),
      " ",
      button("Draw", send),
      " ",
      result
    )
  );
}

// src/stancebook/desk/page/coding/article_list.js
var STATES = ["untouched", "begun", "finished"];
var PAGE = 100;
var ALL_ARTICLES = { find: "", keyword: "", outlet: "", state: "", sampled: false };
function articleListView(ask, callbacks) {
  const field = (name, label, more2 = {}) => {
    const input = h("input", {
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": label,
      placeholder: label,
      on: { input: refreshSoon },
      ...more2
    });
    return [name, input];
  };
  const outlet = h(
    "select",
    { "aria-label": "Outlet", on: { change: () => refresh() } },
    h("option", { value: "" }, "all outlets")
  );
  const state = h(
    "select",
    { "aria-label": "State", on: { change: () => refresh() } },
    h("option", { value: "" }, "all states"),
    STATES.map((each) => h("option", { value: each }, each))
  );
  const sampled = h("input", { type: "checkbox", on: { change: () => refresh() } });
  const inputs = Object.fromEntries([field("find", "Id, outlet or headline"), field("keyword", "Words in the text")]);
  const summary = h("p", { class: "sb-quiet", role: "status" });
  const list = h("div", {
    class: "sb-articles",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Articles",
    on: { keydown: onListKey, scroll: onScroll }
  });
  const draw = sampleView(ask, filters, () => {
    sampled.checked = true;
    callbacks.drawn();
    refresh();
  });
  const node = h(
    "section",
    { class: "sb-article-list", "aria-label": "Articles of the study", on: { keydown: onKey } },
    h(
      "div",
      { class: "sb-panel-head" },
      h("h2", {}, "Articles"),
      h("button", { type: "button", on: { click: () => callbacks.leave() } }, "Back ", h("kbd", {}, "Esc"))
    ),
    h(
      "div",
      { class: "sb-filters" },
      inputs.find,
      inputs.keyword,
      outlet,
      state,
      h("label", { class: "sb-check" }, sampled, "in the sample")
    ),
    summary,
    list,
    draw
  );
  const prefix = `sb-${freshId().slice(0, 8)}`;
  let [rows, total, at, turn, timer, here, asking] = [[], 0, 0, 0, null, "", false];
  function filters() {
    return {
      find: inputs.find.value.trim(),
      keyword: inputs.keyword.value.trim(),
      outlet: outlet.value,
      state: state.value,
      sampled: sampled.checked
    };
  }
  function refreshSoon() {
    clearTimeout(timer);
    timer = setTimeout(refresh, 150);
  }
  async function refresh() {
    const own = ++turn;
    const reply = await ask("articles", { ...filters(), from: 0, most: PAGE });
    if (own !== turn) return;
    if (!reply.ok) return refill(summary, reply.why);
    [rows, total, at] = [reply.rows, reply.total, 0];
    if (outlet.options.length !== (reply.outlets ?? []).length + 1) {
      const chosen = outlet.value;
      refill(
        outlet,
        h("option", { value: "" }, "all outlets"),
        (reply.outlets ?? []).map((each) => h("option", { value: each }, each || "(no outlet)"))
      );
      outlet.value = chosen;
    }
    at = Math.max(0, rows.findIndex(({ article }) => article === here));
    refill(
      summary,
      total === 1 ? "1 article" : `${total.toLocaleString("en")} articles`,
      reply.sample?.n ? `; in the sample ${reply.sample.n}: ${[reply.sample.draws ?? []].flat().join("; ")}` : ""
    );
    list.replaceChildren(...rows.map(item));
    list.scrollTop = 0;
    mark();
  }
  async function more() {
    if (asking || rows.length >= total) return;
    asking = true;
    const own = turn;
    const reply = await ask("articles", { ...filters(), from: rows.length, most: PAGE });
    asking = false;
    if (own !== turn || !reply.ok) return;
    const before = rows.length;
    rows.push(...reply.rows);
    list.append(...reply.rows.map((row, step) => item(row, before + step)));
  }
  function item(row, index) {
    const dates = typeof row.dates === "string" ? row.dates : (row.dates ?? []).filter(Boolean).join(" – ");
    return h(
      "div",
      {
        role: "option",
        id: `${prefix}-${index}`,
        class: `sb-article sb-at-${row.state}`,
        "aria-selected": "false",
        on: { click: () => callbacks.open(row.article), mousedown: (event) => event.preventDefault() }
      },
      h("span", { class: "sb-id" }, row.article),
      h("span", { class: "sb-headline", dir: "auto" }, row.headline || "(no headline)"),
      h("span", { class: "sb-about" }, [row.outlet, dates].filter(Boolean).join(", ")),
      h(
        "span",
        { class: "sb-article-state" },
        row.sampled && h("i", {}, "sample "),
        `${row.state}${row.statements ? `, ${row.statements}` : ""}`
      )
    );
  }
  function mark() {
    list.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
    const element = list.children[at];
    if (!element) return list.removeAttribute("aria-activedescendant");
    element.setAttribute("aria-selected", "true");
    list.setAttribute("aria-activedescendant", element.id);
    const [box, frame] = [element.getBoundingClientRect(), list.getBoundingClientRect()];
    if (box.top < frame.top) list.scrollTop += box.top - frame.top;
    if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom;
  }
  function onScroll() {
    if (list.scrollTop + list.clientHeight > list.scrollHeight - 400) more();
  }
  async function move(step) {
    if (at + step >= rows.length) await more();
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    mark();
  }
  function onListKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in steps) move(steps[event.key]);
    else if (event.key === "Enter" && rows[at]) callbacks.open(rows[at].article);
    else if (event.key === "/") inputs.find.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function onKey(event) {
    if (event.key === "Escape") callbacks.leave();
    else if (event.target === inputs.find || event.target === inputs.keyword) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        list.focus({ preventScroll: true });
        move(event.key === "ArrowDown" ? 0 : -1);
      } else if (event.key === "Enter" && rows[at]) callbacks.open(rows[at].article);
      else return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  async function neighbour(article, step) {
    let from = Math.max(0, rows.findIndex((row) => row.article === article) - 1);
    for (; ; ) {
      const reply = await ask("articles", { ...filters(), from, most: 500 });
      if (!reply.ok) return null;
      const index = reply.rows.findIndex((row) => row.article === article);
      const next = reply.rows[index + step];
      if (index >= 0 && (next || index + step < 0)) return next?.article ?? null;
      if (from + reply.rows.length >= reply.total || !reply.rows.length) return null;
      from += index >= 0 ? index : reply.rows.length;
    }
  }
  return {
    node,
    neighbour,
    async show(article) {
      here = article ?? "";
      await refresh();
    },
    focus: () => inputs.find.focus()
  };
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
  const change = (part, id, value) => {
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
    keepMessage: (message) => change("messages", message.id, message),
    dropMessage: (id) => change("messages", id),
    drafts: () => Object.entries(read().drafts).map(([id, draft]) => ({ id, ...draft })),
    keepDraft: (id, draft) => change("drafts", id, draft),
    dropDraft: (id) => change("drafts", id),
    at: () => read().at,
    keepAt: (at) => {
      read().at = at;
      store();
    }
  };
}

// src/stancebook/desk/page/lib/connection.js
var WRITING = new Set(
  "draw save delete nothing finish reopen undo redo alias look decide undecide freeze".split(" ")
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
    post({ id, ask: "ping", user, seen });
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
function showState(desk) {
  const [name, words] = statusOf(desk);
  const { status, root } = desk;
  status.dataset.state = name;
  if (status.textContent !== words) status.textContent = words;
  root.dataset.state = name;
}
function statusOf({ connection, failed, tone, message, screen }) {
  const unsaved = connection.unsaved().length;
  const count = unsaved > 1 ? ` (${unsaved} entries)` : "";
  if (connection.silent() && unsaved) return ["unsaved", `NOT SAVED${count}: ${NO_ANSWER}`];
  if (connection.silent())
    return ["silent", `nothing can be saved now: ${NO_ANSWER.replace("; your entry is kept here", "")}`];
  if (failed) return ["unsaved", `NOT SAVED: ${failed}`];
  if (unsaved) return ["saving", "saving …"];
  return [tone, message || (screen === "start" ? "" : "saved")];
}
function sayDone(desk, words = "", tone = "saved") {
  Object.assign(desk, { message: words, failed: "", tone });
  showState(desk);
}
function sayFailed(desk, words) {
  desk.failed = words;
  showState(desk);
}

// src/stancebook/desk/page/coding/filling.js
var CROSSING = "A statement lies within one sentence; a fact or a source note may run over its end. Choose words of one sentence.";
function beginEntry(desk, kind) {
  const { article, text, cut } = desk;
  if (!article || isFilling(desk)) return;
  if (!text.hasChosen()) text.chooseSentence();
  const place = text.place();
  if (!place) return sayDone(desk, "there are no words in this sentence");
  if (kind === "statement" && place.first !== place.last) return sayDone(desk, CROSSING);
  openForm(desk, { kind, was: null, row: null, place, cut, words: text.wordsAt(place), article: article.article });
}
function editEntry(desk, { kind, row, place }) {
  const { text, article } = desk;
  if (place) text.toSentence(place.first);
  const words = place ? text.wordsAt(place) : row.quote ?? "";
  openForm(desk, { kind, was: row, row, place: null, words, article: article.article });
}
function openForm(desk, entry) {
  desk.form.open(entry, desk.codebook);
  desk.text.light(null);
  showScreen(desk);
  desk.text.reveal();
  desk.form.focus();
}
function closeForm(desk, focus = true) {
  const { form, text, connection } = desk;
  if (form.isOpen()) connection.storage().dropDraft(form.current().id);
  desk.saving = null;
  keepingFocus(desk, () => {
    form.close();
    text.clear();
    showScreen(desk);
    drawEntries(desk);
  });
  if (focus) text.focus();
}
function isFilling(desk) {
  if (!desk.form.isOpen()) return false;
  sayDone(desk, "save this entry or leave it first");
  desk.form.focus();
  return true;
}
function movedInText(desk) {
  const { article, text, form, connection } = desk;
  if (!article) return;
  connection.storage().keepAt({ article: article.article, sentence: text.sentence() });
  if (!form.isOpen()) drawEntries(desk);
  else if (text.hasChosen() && !form.isLocked()) replacePlace(desk);
  desk.wholeButton.setAttribute("aria-pressed", String(!text.hasChosen()));
}
function replacePlace({ text, form, cut }) {
  const place = text.place();
  if (form.kind() === "statement" && place.first !== place.last) return form.say(CROSSING);
  form.say("");
  form.place(place, text.wordsAt(place), cut);
}
async function saveEntry(desk, entry) {
  const { connection, form } = desk;
  const { kind, was, row, place, cut, article } = entry;
  desk.failed = "";
  form.lock("saving");
  const request = connection.ask("save", { article, kind, was, row, place, ...place && { cut } });
  desk.saving = { id: request.id, kind, row };
  keepEntry(desk, entry, { message: request.id });
  showState(desk);
  savedOrNot(desk, await request);
}
function savedOrNot(desk, reply) {
  const { saving, form, codebook, root } = desk;
  if (!saving || !form.isOpen()) return;
  if (reply.kind === "silent") return form.lock("silent");
  if (reply.ok) {
    const { speaker } = saving.row;
    const { speakers } = codebook;
    if (speaker && speaker !== "-" && speakers && !speakers.includes(speaker)) speakers.push(speaker);
    closeForm(desk, root.contains(document.activeElement));
    sayDone(desk, `saved: ${KIND_NAMES[saving.kind]}${reply.coding.undo ? ` (${reply.coding.undo})` : ""}`);
    return takeCoding(desk, reply);
  }
  desk.saving = null;
  showRefusal(desk, reply);
  const changed = `Nothing was written. ${reply.why} Look above at what changed, then save again.`;
  form.refuse(reply.kind === "changed" ? changed : reply.why);
}
function unlockForm(desk) {
  const { saving, connection, form } = desk;
  if (saving) connection.forget(saving.id);
  desk.saving = null;
  form.lock("");
  form.focus();
}
async function addAlias(desk, actor, alias) {
  const reply = await desk.connection.ask("alias", { actor, alias });
  if (!reply.ok) showRefusal(desk, reply);
  else {
    desk.codebook = reply.codebook ?? desk.codebook;
    sayDone(desk, `saved: “${alias}” is an alias of ${actor}`);
  }
  return reply;
}
async function seekArticles({ connection }, words) {
  const reply = await connection.ask("articles", { ...ALL_ARTICLES, find: words, from: 0, most: 12 });
  return (reply.ok ? reply.rows : []).map(({ article, outlet, headline }) => ({
    value: article,
    label: article,
    meaning: [outlet, headline].filter(Boolean).join(", ")
  }));
}

// src/stancebook/desk/page/coding/notices.js
function addNotice(desk, title, sentences, ...buttons) {
  const notice = { title, plain: !buttons.length };
  notice.dismiss = () => keepingFocus(desk, () => {
    desk.notices = desk.notices.filter((other) => other !== notice);
    drawNotices(desk);
  });
  const goOn2 = button("Go on", notice.dismiss, desk.user === "adjudication" ? "" : "Esc");
  const actions = buttons.map(([label, run]) => button(label, () => (notice.dismiss(), run())));
  notice.node = h(
    "div",
    { class: "sb-notice", role: "group", "aria-label": title },
    h("h3", {}, title),
    sentences.length > 0 && h("ul", {}, noticeLines(sentences)),
    h("p", { class: "sb-buttons" }, notice.plain ? goOn2 : actions)
  );
  desk.notices = [...desk.notices.filter((other) => other.title !== title || !other.plain), notice];
  drawNotices(desk);
  return notice;
}
function noticeLines(sentences, most = 12) {
  const more = sentences.length - most;
  return [...sentences.slice(0, most), ...more > 0 ? [`and ${more} more`] : []].map((words) => h("li", {}, words));
}
function drawNotices(desk) {
  const { noticeArea, notices } = desk;
  keepingFocus(desk, () => {
    noticeArea.replaceChildren(...notices.map(({ node }) => node));
    noticeArea.hidden = !notices.length;
  });
}
function changedElsewhere(desk, changes, because = "") {
  const sentences = changes.map((change) => change.text ?? `${change.file}, row ${change.row ?? "?"}`);
  addNotice(desk, "Changed elsewhere", because ? [...sentences, because] : sentences);
  const first = sentences.length ? `: ${sentences[0]}` : "";
  const more = sentences.length > 1 ? ` and ${sentences.length - 1} more` : "";
  sayDone(desk, `changed elsewhere${first}${more}`, "changed");
  if (desk.screen === "adjudicating") desk.adjudication?.changed?.(changes);
  else if (desk.article) rereadArticle(desk);
}

// src/stancebook/desk/page/coding/drafts.js
function keepEntry({ connection }, { id, kind, was, row, place, cut, article, words }, more = {}) {
  connection.storage().keepDraft(id, { kind, was, row, place, cut, article, words, ...more });
}
function offerDrafts(desk) {
  const { screen, connection, form } = desk;
  if (screen !== "coding") return;
  const waiting = new Set(connection.unsaved().map(({ id }) => id));
  for (const draft of connection.storage().drafts()) {
    if (waiting.has(draft.message) || form.isOpen() && form.current().id === draft.id) continue;
    if (!desk.notices.some((notice) => notice.draft === draft.id)) offerDraft(desk, draft);
  }
}
function offerDraft(desk, draft) {
  const filled = Object.values(draft.row ?? {}).filter((cell) => cell && cell !== "-" && cell !== "none");
  const what = `${KIND_NAMES[draft.kind]} in ${draft.article}`;
  addNotice(
    desk,
    "An entry was begun and not saved",
    [`${what}: “${shortened(draft.words ?? "")}” ${filled.join(", ")}`],
    ["Go on with it", () => goOnWith(desk, draft)],
    ["Throw it away", () => desk.connection.storage().dropDraft(draft.id)]
  ).draft = draft.id;
}
async function goOnWith(desk, draft) {
  if (isFilling(desk)) return offerDrafts(desk);
  if (desk.article?.article !== draft.article && !await openArticle(desk, draft.article)) return;
  if (draft.place) desk.text.toSentence(draft.place.first, { center: true });
  openForm(desk, draft);
}
function shortened(words, most = 60) {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}

// src/stancebook/desk/page/coding/cards.js
function entryCard(entry, book, other, buttons, callbacks) {
  const { kind, row, number, wrong = [] } = entry;
  return h(
    "article",
    {
      class: `sb-card sb-is-${kind}${other ? " sb-other" : ""}${wrong.length ? " sb-wrong" : ""}`,
      tabindex: "0",
      "data-key": cardKey(entry),
      "aria-label": `${KIND_NAMES[kind]}, row ${number}`,
      on: { focus: () => callbacks.light(entry), blur: () => callbacks.light(null) }
    },
    h("p", { class: "sb-title" }, cardTitle(kind, row, book)),
    h("p", { class: "sb-cells" }, cardCells(kind, row)),
    h("p", { class: "sb-quote", dir: "auto" }, shownSigns(row.quote ?? "")),
    row.note && h("p", { class: "sb-note", dir: "auto" }, shownSigns(row.note)),
    wrong.map((words) => h("p", { class: "sb-problem" }, words)),
    !other && h("p", { class: "sb-buttons" }, buttons)
  );
}
function cardKey({ kind, number }) {
  return `${kind} ${number}`;
}
function cardTitle(kind, row, book) {
  if (kind === "fact") return [h("b", {}, inWords(row.attribute ?? "")), ` ${amountOf(row)}`];
  if (kind === "note") return [h("b", {}, inWords(row.kind ?? "")), row.source_note ? ` ${row.source_note}` : ""];
  const actor = book.actors.find(({ id }) => id === row.actor)?.name ?? row.actor;
  return [
    h("b", { class: `sb-position sb-${toneOf(row.position)}` }, signed(row.position ?? "")),
    ` ${actor} `,
    h("span", { class: "sb-quiet" }, "on"),
    ` ${inWords(row.issue ?? "")}`
  ];
}
function amountOf({ value, value_low: low, value_high: high, unit }) {
  return [value, low, high && high !== low ? `to ${high}` : "", unit].filter(Boolean).join(" ");
}
function cardCells(kind, row) {
  const names = {
    statement: ["speaker", "via", "voice", "condition", "confidence"],
    fact: ["plan", "subject", "status", "said_by"],
    note: ["article_b", "quote_b"]
  }[kind];
  const filled = names.filter((name) => row[name] && row[name] !== "-" && row[name] !== "none");
  return filled.map((name, at) => [
    at ? " · " : "",
    h("span", { class: "sb-quiet" }, `${inWords(name)} `),
    kind === "statement" && name !== "speaker" ? inWords(row[name]) : row[name]
  ]);
}

// src/stancebook/desk/page/coding/look.js
function lookView(look) {
  const reason = h("input", { type: "text", class: "sb-reason", placeholder: "reason", on: { keydown: onKey } });
  const words = h("p", {});
  const form = h(
    "div",
    { class: "sb-look" },
    words,
    reason,
    button("Open and record", send),
    button("Leave them closed", () => ask(false))
  );
  const opener = button("", () => ask(true), "", { class: "sb-plain" });
  let article = null;
  function ask(wanted) {
    [opener.hidden, form.hidden] = [wanted, !wanted];
    (wanted ? reason : opener).focus();
  }
  function send() {
    if (reason.value.trim()) look(reason.value.trim());
  }
  function onKey(event) {
    if (event.key === "Enter") send();
    else if (event.key === "Escape") ask(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function panel(coding, other) {
    if (coding.article !== article) {
      [article, reason.value, opener.hidden, form.hidden] = [coding.article, "", false, true];
      opener.textContent = `See ${other}'s codes …`;
      reason.setAttribute("aria-label", `Reason to open ${other}'s codes`);
      words.textContent = `You are coding blind. Opening ${other}'s codes of this article before both have finished it is recorded, with your reason, and the article no longer counts as coded blind.`;
    }
    if (coding.both || coding.others?.length || !coding.article) return null;
    return coding.opened ? null : [opener, form];
  }
  return { panel };
}
function lookedNotice({ opened, both }, other) {
  const words = `${other}'s codes of this article were opened before both had finished; that is recorded.`;
  return opened && !both && h("p", { class: "sb-quiet" }, words);
}

// src/stancebook/desk/page/coding/entries.js
function entriesView(callbacks) {
  const node = h("section", { class: "sb-entries", "aria-label": "Entries of the sentence", on: { keydown: onKey } });
  const looking = lookView(callbacks.look);
  let [cards, shown] = [[], {}];
  function show(state) {
    shown = state;
    const { coding, n, user, book } = state;
    const here = (entry) => entry.place && entry.place.first <= n && n <= entry.place.last;
    const own = (coding.entries ?? []).filter(here);
    const others = (coding.others ?? []).filter(here);
    const lost = (coding.entries ?? []).filter((entry) => !entry.place || entry.wrong?.length && !here(entry));
    cards = [];
    const focused = document.activeElement?.closest?.(".sb-card")?.dataset.key;
    const other = user === "coder_a" ? "coder_b" : "coder_a";
    refill(
      node,
      h(
        "h2",
        {},
        n === null ? "No sentence" : `Sentence ${n}`,
        state.nothing && h("span", { class: "sb-quiet" }, " nothing here")
      ),
      own.map((entry) => card(entry, book)),
      !own.length && !state.nothing && h(
        "p",
        { class: "sb-quiet" },
        "No decision yet. ",
        h("kbd", {}, "Enter"),
        " codes it, ",
        h("kbd", {}, "x"),
        " says that there is nothing here."
      ),
      others.length > 0 && [h("h3", {}, `${other}'s entries, read only`), others.map((entry) => card(entry, book, true))],
      lost.length > 0 && [
        h(
          "h3",
          { class: "sb-alarm" },
          lost.length === 1 ? "One row has to be corrected" : `${lost.length} rows have to be corrected`
        ),
        lost.map((entry) => card(entry, book))
      ],
      coding.notes_hidden > 0 && h(
        "p",
        { class: "sb-quiet" },
        `${coding.notes_hidden} source notes of this article are hidden until both coders have finished it.`
      ),
      looking.panel(coding, other),
      lookedNotice(coding, other)
    );
    if (focused) (cards.find((each) => each.dataset.key === focused) ?? cards[0])?.focus({ preventScroll: true });
  }
  function card(entry, book, other = false) {
    const here = entry.place && entry.place.first <= shown.n && shown.n <= entry.place.last;
    const element = entryCard(entry, book, other, other ? [] : cardButtons(entry, here), callbacks);
    element.entry = other ? null : entry;
    cards.push(element);
    return element;
  }
  function cardButtons(entry, here) {
    return [
      button("Edit", () => callbacks.edit(entry), "e"),
      button("Delete", () => callbacks.remove(entry), "Del"),
      entry.place && !here && button(`Go to sentence ${entry.place.first}`, () => callbacks.goTo(entry))
    ];
  }
  function onKey(event) {
    const element = event.target.closest?.(".sb-card");
    if (!element || event.target !== element || event.ctrlKey || event.metaKey || event.altKey || !element.entry)
      return;
    if (event.key === "e" || event.key === "Enter") callbacks.edit(element.entry);
    else if (event.key === "Delete" || event.key === "Backspace") callbacks.remove(element.entry);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return {
    node,
    show,
    focusFirst: () => cards[0] ? (cards[0].focus(), true) : false,
    point(entries) {
      const keys = entries.map(cardKey);
      const pointed = cards.filter((each) => each.entry && keys.includes(each.dataset.key));
      cards.forEach((each) => each.classList.toggle("sb-on", pointed.includes(each)));
      pointed[0]?.scrollIntoView({ block: "nearest" });
    }
  };
}

// src/stancebook/desk/page/coding/fields.js
function rowField(field, id, callbacks) {
  const many = field.shape === "set";
  const boxes = field.options.map(
    ({ value }) => h("input", { type: many ? "checkbox" : "radio", name: id, value, on: { change: () => onPick(value) } })
  );
  const chips = field.options.map(
    ({ value, label, meaning }, at) => h(
      "label",
      { class: "sb-chip", title: meaning },
      boxes[at],
      at < ROW_OF_DIGITS && h("kbd", { "aria-hidden": "true" }, at + 1),
      label
    )
  );
  const strange = h("span", { class: "sb-strange" });
  const node = h(
    "div",
    {
      role: many ? "group" : "radiogroup",
      "aria-labelledby": `${id}-label`,
      class: "sb-row",
      on: { keydown: onKey, focusin: onFocus }
    },
    chips,
    strange
  );
  let extra = [];
  function onFocus(event) {
    callbacks.explain(field.options[boxes.indexOf(event.target)]);
  }
  function onPick(value) {
    extra = [];
    strange.textContent = "";
    if (many) {
      const none = boxes.find((box) => box.value === "none");
      if (value === "none") boxes.forEach((box) => box.checked = box === none);
      else if (none && value !== "none") none.checked = !boxes.some((box) => box.checked && box !== none);
    }
    callbacks.explain(field.options.find((option) => option.value === value));
    callbacks.changed();
  }
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const box = boxes[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && box) {
      event.preventDefault();
      box.checked = many ? !box.checked : true;
      onPick(box.value);
      if (many) box.focus();
      else callbacks.next();
    } else if (event.key === "Enter") {
      event.preventDefault();
      callbacks.next();
    } else if (many && ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
      boxes[(boxes.indexOf(event.target) + step + boxes.length) % boxes.length].focus();
    }
  }
  return {
    node,
    focus: () => (boxes.find((box) => box.checked) ?? boxes[0])?.focus(),
    value: () => [...boxes.filter((box) => box.checked).map((box) => box.value), ...extra].join(" "),
    set(wanted) {
      const values = many ? wanted.split(/\s+/).filter(Boolean) : [wanted];
      boxes.forEach((box) => box.checked = values.includes(box.value));
      extra = values.filter((value) => value && !field.options.some((option) => option.value === value));
      strange.textContent = extra.length ? `“${extra.join(" ")}” is not in the codebook` : "";
    },
    typed: () => ""
  };
}
function lineField(field, id, callbacks) {
  const input = h("textarea", {
    id,
    rows: field.shape === "words" ? "2" : "1",
    spellcheck: "false",
    on: { input: onInput, keydown: onKey, focus: () => callbacks.explain() }
  });
  let [cell, shown] = ["", ""];
  function onInput() {
    fit();
    callbacks.changed();
  }
  function fit() {
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${Math.min(input.scrollHeight + 2, 120)}px`;
  }
  function onKey(event) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey || field.shape === "words") return;
    event.preventDefault();
    callbacks.next();
  }
  return {
    node: input,
    focus: () => input.focus(),
    value: () => input.value === shown ? cell : input.value,
    set(wanted) {
      input.value = cell = wanted;
      shown = input.value;
      fit();
    },
    typed: () => input.value
  };
}

// src/stancebook/desk/page/coding/suggestions.js
function matching(options, typed) {
  const wanted = folded(typed.trim());
  if (!wanted) return options;
  const words = wanted.split(/\s+/);
  const scored = options.map((option, order) => {
    const names = (option.names ?? [option.value, option.label]).map(folded);
    const all = [...names, folded(option.meaning ?? "")].join(" ").replaceAll("_", " ");
    if (names.includes(wanted)) return { option, order, score: 0 };
    if (names.some((name) => name.startsWith(wanted))) return { option, order, score: 1 };
    if (names.some((name) => name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))))
      return { option, order, score: 2 };
    const inNames = words.every((word) => names.some((name) => name.includes(word)));
    if (inNames || words.every((word) => all.includes(word))) return { option, order, score: inNames ? 3 : 4 };
    return { option, order, score: Infinity };
  });
  const fitting = scored.filter(({ score }) => score < Infinity);
  return fitting.sort((one, other) => one.score - other.score || one.order - other.order).map(({ option }) => option);
}
function listField(field, id, callbacks) {
  const free = field.shape === "free";
  const listId = `${id}-list`;
  const input = h("input", {
    id,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    on: { input: onInput, focus: onFocus, blur: onBlur, keydown: onKey, mousedown: onMouse }
  });
  const options = h("div", { role: "listbox", id: listId, "aria-label": inWords(field.name), class: "sb-options" });
  const explanation = h("p", { class: "sb-explanation" });
  const popup = h("div", { class: "sb-popup", hidden: true }, options, explanation);
  const node = h("div", { class: "sb-list" }, input, popup);
  let [value, shown, at, aliasFor, seekTurn, moved] = ["", [], -1, null, 0, false];
  const named = (wanted) => field.options.find((option) => option.value === wanted);
  const wording = (wanted) => free ? wanted : named(wanted)?.label ?? wanted;
  const isOpen = () => !popup.hidden;
  function open(typed) {
    const matches = matching(field.options, typed);
    show(matches, typed);
    if (field.seek) {
      const turn = ++seekTurn;
      callbacks.seek(typed).then((more) => turn === seekTurn && isOpen() && show(more, typed));
    }
  }
  function show(matches, typed) {
    shown = matches.slice(0, 60);
    const exact = matches.some(
      (option) => (option.names ?? [option.value, option.label]).some((name) => folded(name) === folded(typed.trim()))
    );
    if (field.aliases && typed.trim() && !exact && !aliasFor) shown.push({ alias: typed.trim() });
    at = typed.trim() && shown.length && !free ? 0 : -1;
    refill(
      options,
      shown.map((option, index) => {
        const label = option.alias ? [`“${option.alias}” as an alias of …`] : [h("b", {}, option.label), hint(option)];
        return h(
          "div",
          {
            role: "option",
            id: `${listId}-${index}`,
            class: option.alias ? "sb-option sb-new" : "sb-option",
            "aria-selected": "false",
            on: { mousedown: (event) => event.preventDefault(), click: () => take(option) }
          },
          label
        );
      })
    );
    if (!shown.length && !free)
      fill(options, h("div", { role: "option", "aria-disabled": "true", class: "sb-option" }, "nothing fits"));
    const all = free && shown.length === 1 && exact;
    popup.hidden = all || !options.childNodes.length;
    input.setAttribute("aria-expanded", String(!popup.hidden));
    mark();
  }
  function hint({ value: own, label, meaning }) {
    const text = label === own || inWords(own) === label ? meaning : own;
    return text ? h("span", {}, ` ${text}`) : null;
  }
  function mark() {
    [...options.children].forEach((option2, index) => option2.setAttribute("aria-selected", String(index === at)));
    const option = shown[at];
    if (option) {
      input.setAttribute("aria-activedescendant", `${listId}-${at}`);
      const element = options.children[at];
      if (element.offsetTop < options.scrollTop) options.scrollTop = element.offsetTop;
      const low = element.offsetTop + element.offsetHeight - options.clientHeight;
      if (low > options.scrollTop) options.scrollTop = low;
    } else input.removeAttribute("aria-activedescendant");
    explanation.textContent = option ? option.alias ? "choose the actor next" : option.meaning ?? "" : "";
    explanation.hidden = !explanation.textContent;
    callbacks.explain(option && !option.alias ? option : named(value));
  }
  function closeSuggestions() {
    popup.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function take(option) {
    if (option.alias) {
      aliasFor = option.alias;
      input.value = "";
      callbacks.ask(`“${aliasFor}” is another name of which actor? Type it and press Enter; Esc goes back.`);
      input.focus();
      return open("");
    }
    if (aliasFor) return takeAlias(option);
    settle(option.value);
    closeSuggestions();
    callbacks.next();
  }
  async function takeAlias(option) {
    const name = aliasFor;
    const reply = await callbacks.alias(option.value, name);
    if (!reply.ok) return callbacks.ask(reply.why);
    aliasFor = null;
    callbacks.ask("");
    settle(option.value);
    closeSuggestions();
    callbacks.next();
  }
  function settle(wanted) {
    const changed = wanted !== value;
    value = wanted;
    input.value = wording(value);
    input.removeAttribute("aria-invalid");
    moved = false;
    callbacks.explain(named(value));
    if (changed) callbacks.changed();
  }
  function onInput() {
    moved = true;
    if (aliasFor) return open(input.value);
    if (free) value = input.value;
    else value = "";
    input.removeAttribute("aria-invalid");
    open(input.value);
    callbacks.changed();
  }
  function onFocus() {
    callbacks.explain(named(value));
    if (!value && !free) open(input.value);
    else input.select();
  }
  function onMouse() {
    if (document.activeElement === input && isOpen()) return;
    setTimeout(() => document.activeElement === input && !isOpen() && open(free || value ? "" : input.value));
  }
  function onBlur() {
    if (aliasFor) {
      aliasFor = null;
      callbacks.ask("");
    }
    closeSuggestions();
    if (free || !moved) return;
    const typed = folded(input.value.trim());
    const matches = matching(field.options, input.value);
    const exact = matches.find(
      (option) => (option.names ?? [option.value, option.label]).some((name) => folded(name) === typed)
    );
    if (typed && (exact || matches.length === 1)) settle((exact ?? matches[0]).value);
    else if (typed) input.setAttribute("aria-invalid", "true");
  }
  function onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) return open("");
      if (shown.length) at = (at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + shown.length) % shown.length;
      mark();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (isOpen() && shown[at]) take(shown[at]);
      else if (free || value) {
        closeSuggestions();
        callbacks.next();
      }
    } else if (event.key === "Escape" && (aliasFor || isOpen() && (moved || value || free))) {
      event.preventDefault();
      event.stopPropagation();
      if (aliasFor) {
        input.value = aliasFor;
        aliasFor = null;
        callbacks.ask("");
      } else if (!free && value) input.value = wording(value);
      closeSuggestions();
    }
  }
  return {
    node,
    focus: () => input.focus(),
    value: () => value,
    set(wanted) {
      value = wanted;
      input.value = wording(value);
      moved = false;
    },
    typed: () => input.value.trim()
  };
}

// src/stancebook/desk/page/coding/form.js
function formView(callbacks) {
  const node = h("section", { class: "sb-form", "aria-label": "Form", on: { keydown: onKey } });
  let [entry, fields, parts, book, locked, leaving, first] = [null, [], [], null, false, false, ""];
  let [explained, head, help, message, hints, foot, saveButton, leaveButton, quote] = [null];
  function open(given, codebook) {
    [entry, book, locked, leaving, explained] = [{ id: freshId(), ...given }, codebook, false, false, null];
    node.classList.remove("sb-locked");
    fields = fieldsOf(entry.kind, book);
    const id = `sb-${entry.id.slice(0, 8)}`;
    parts = fields.map((field, at) => {
      const make = { list: listField, free: listField, row: rowField, set: rowField }[field.shape] ?? lineField;
      return make(field, `${id}-${field.name}`, {
        changed,
        next: () => (parts[at + 1] ?? { focus: () => saveButton.focus() }).focus(),
        explain: (option) => explain(at, option ?? null),
        ask: (words) => say(words),
        alias: callbacks.alias,
        seek: callbacks.seek
      });
    });
    fields.forEach((field, at) => parts[at].set(entry.row?.[field.name] ?? field.start ?? ""));
    first = JSON.stringify(values());
    draw(id);
    hint();
  }
  function draw(id) {
    quote = h("blockquote", { dir: "auto" });
    head = h("h2", {}, `${entry.was ? "Change" : "New"} ${KIND_NAMES[entry.kind]}`);
    hints = h("div", { class: "sb-hints" });
    message = h("p", { class: "sb-message", role: "alert" });
    help = h("div", { class: "sb-help", "aria-label": "From the codebook", role: "region", tabindex: "0" });
    saveButton = h(
      "button",
      { class: "sb-main", type: "button", on: { click: save } },
      "Save ",
      h("kbd", {}, "Ctrl+↵")
    );
    leaveButton = h("button", { type: "button", on: { click: leave } }, "Leave ", h("kbd", {}, "Esc"));
    foot = h("div", { class: "sb-foot" }, saveButton, leaveButton, h("span", { class: "sb-more" }));
    const shown = fields.map(
      (field, at) => h(
        "div",
        { class: `sb-field sb-field-${field.name}`, on: { focusin: () => explain(at) } },
        ["row", "set"].includes(field.shape) ? h("span", { class: "sb-name", id: `${id}-${field.name}-label` }, inWords(field.name)) : h("label", { class: "sb-name", for: `${id}-${field.name}` }, inWords(field.name)),
        parts[at].node
      )
    );
    refill(node, head, quote, h("div", { class: "sb-fields" }, shown), hints, message, help, foot);
    showQuote();
  }
  function showQuote() {
    refill(quote, shownSigns(entry.words ?? ""));
    if (!entry.words) fill(quote, h("i", {}, "its quote as before; choose words in the text for others"));
  }
  function explain(at, option) {
    if (!entry || !help) return;
    const field = fields[at];
    if (explained !== field) {
      explained = field;
      help.scrollTop = 0;
      refill(
        help,
        h("h3", {}, inWords(field.name)),
        h("p", { class: "sb-meaning", hidden: true }),
        field.rule && h("p", {}, field.rule),
        ["row", "set"].includes(field.shape) && h(
          "dl",
          {},
          field.options.filter(({ meaning }) => meaning).map(({ value, label, meaning }) => [h("dt", { "data-value": value }, label), h("dd", {}, meaning)])
        )
      );
    }
    if (option === void 0) return;
    const line = help.querySelector(".sb-meaning");
    refill(line, option?.meaning && option.meaning !== option.label ? [h("b", {}, option.label), ` ${option.meaning}`] : []);
    line.hidden = !line.firstChild;
  }
  function values() {
    return Object.fromEntries(fields.map((field, at) => [field.name, parts[at].value()]));
  }
  function changed() {
    if (!entry) return;
    leaving = false;
    say("");
    hint();
    callbacks.changed(current());
  }
  function current() {
    return { ...entry, row: values() };
  }
  function hint() {
    if (entry.kind !== "statement") return refill(hints);
    const row = values();
    const fits = (name, wanted) => [wanted].flat().some((value) => (row[name] ?? "") === String(value) || (row[name] ?? "").split(" ").includes(String(value)));
    const broken = (book.refusals ?? []).filter(
      ({ when }) => Object.entries(when).every(([name, wanted]) => fits(name, wanted))
    );
    refill(
      hints,
      broken.map(({ reason }) => h("p", {}, "These do not go together: ", reason))
    );
  }
  function say(words) {
    if (message) message.textContent = words;
  }
  function save() {
    if (locked) return;
    const row = values();
    const wrong = fields.flatMap((field, at) => {
      if (row[field.name] || !field.required) return [];
      const typed = parts[at].typed();
      return [{ at, what: typed ? `${inWords(field.name)} (“${typed}” is not in the codebook)` : inWords(field.name) }];
    });
    if (wrong.length) {
      say(`Still missing: ${wrong.map(({ what }) => what).join(", ")}.`);
      parts[wrong[0].at].focus();
      return;
    }
    callbacks.save(current());
  }
  function isFilled() {
    return entry && JSON.stringify(values()) !== first;
  }
  function leave() {
    if (locked) return;
    if (isFilled() && !leaving) {
      leaving = true;
      say("Not saved. Esc (or Leave) once more throws this entry away; anything else goes on with it.");
      return;
    }
    callbacks.leave();
  }
  function lock(state) {
    locked = Boolean(state);
    node.classList.toggle("sb-locked", locked);
    const more = foot.querySelector(".sb-more");
    const focused = node.contains(document.activeElement);
    refill(
      more,
      state === "silent" && [
        h("button", { type: "button", on: { click: callbacks.resend } }, "Send again"),
        h("button", { type: "button", on: { click: callbacks.unlock } }, "Change it")
      ]
    );
    saveButton.hidden = leaveButton.hidden = state === "silent";
    if (!focused) return;
    if (state === "silent") more.firstChild.focus();
    else saveButton.focus();
  }
  function onKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      save();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    } else if (locked && event.key !== "Tab" && !foot.contains(event.target)) event.preventDefault();
  }
  return {
    node,
    open,
    lock,
    say,
    save,
    isFilled,
    current,
    isOpen: () => Boolean(entry),
    isLocked: () => locked,
    kind: () => entry?.kind,
    focus: () => parts[0]?.focus(),
    refuse(words) {
      const hadFocus = node.contains(document.activeElement);
      lock("");
      say(words);
      if (!hadFocus) return;
      const named = fields.findIndex(({ name }) => new RegExp(`(^|\\W)${name}\\W`).test(words));
      (parts[named] ?? { focus: () => saveButton.focus() }).focus();
    },
    place(place, words, cut) {
      entry = { ...entry, place, words, cut };
      showQuote();
      callbacks.changed(current());
    },
    close() {
      entry = null;
      refill(node);
    }
  };
}

// src/stancebook/desk/page/coding/help.js
var HELP = [
  [
    "In the text",
    [
      ["↑ ↓ or k j", "previous sentence, next sentence"],
      ["n, Shift+n", "next, previous sentence without a decision"],
      ["← →", "choose a word; with Shift more words, also beyond the end of the sentence"],
      ["Shift+↑ ↓, Home, End", "choose whole sentences; the first or the last word"],
      ["w", "choose the whole sentence; Esc chooses nothing"],
      ["Enter or s", "code the chosen words, or the sentence, as a statement"],
      ["f, m", "a fact, a source note"],
      ["x", "nothing here; press again to take it back"],
      ["Tab", "to the entries of the sentence: e or Enter changes an entry, Delete deletes it"]
    ]
  ],
  [
    "Everywhere",
    [
      ["u or Ctrl+Z, r or Ctrl+Y", "undo, redo"],
      ["/", "search in the article: Enter for the next hit, Shift+Enter for the previous one, Esc to go back"],
      ["g, [ and ]", "list of articles; previous and next article"],
      ["F", "the article is finished; press again to reopen it"],
      ["?", "this help"]
    ]
  ],
  [
    "In the form",
    [
      ["type", "a part of a name, an id or a proposition; ↑ ↓ to choose, Enter to take it and go on"],
      ["1 to 9", "choose a value and go on; for conditions, tick values and press Enter"],
      ["Tab, Shift+Tab", "next field, previous field"],
      ["Ctrl+Enter", "save, from anywhere"],
      ["Esc", "leave; press twice if something is filled in"]
    ]
  ],
  [
    "With the mouse",
    [
      ["drag, double click, triple click", "choose words, a word, a sentence; Shift and click to extend"],
      ["buttons", "there is a button for every key"]
    ]
  ]
];
function helpView(onClose) {
  const node = h("div", { class: "sb-helpbox", role: "dialog", "aria-label": "Keys", tabindex: "-1", hidden: true });
  let before = null;
  const hide = () => {
    node.hidden = true;
    onClose(before);
  };
  const show = () => {
    if (!node.hidden) return hide();
    before = document.activeElement;
    const head = h("div", { class: "sb-panel-head" }, h("h2", {}, "Keys"), button("Close", hide, "Esc"));
    refill(node, head, h("div", { class: "sb-helps" }, HELP.map(helpSection)));
    node.hidden = false;
    node.focus();
  };
  return { node, show, hide, isOpen: () => !node.hidden };
}
function helpSection([title, keys]) {
  const items = keys.map(([name, words]) => [h("dt", {}, h("kbd", {}, name)), h("dd", {}, words)]);
  return h("section", {}, h("h3", {}, title), h("dl", {}, items));
}

// src/stancebook/desk/page/coding/search.js
function searchView(text) {
  const finder = h("input", {
    type: "search",
    "aria-label": "Search in this article",
    autocomplete: "off",
    spellcheck: "false",
    on: { input: look, keydown: onKey }
  });
  const result = h("span", { class: "sb-quiet", role: "status" });
  const node = h(
    "div",
    { class: "sb-search", hidden: true },
    finder,
    button("‹", () => hit(-1), "", { "aria-label": "Hit before" }),
    button("›", () => hit(1), "", { "aria-label": "Next hit" }),
    result,
    button("Close", leave, "Esc")
  );
  function look() {
    const total = text.search(finder.value);
    refill(result, finder.value.trim() ? total ? `${total} found` : "not found" : "");
    if (total) hit(1);
  }
  function hit(step) {
    const number = text.nextHit(step);
    if (number) refill(result, `${number} of ${text.hits()}`);
  }
  function onKey(event) {
    if (event.key === "Enter") hit(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function leave() {
    end();
    text.focus();
  }
  function begin() {
    node.hidden = false;
    finder.focus();
    finder.select();
    look();
  }
  function end() {
    node.hidden = true;
    text.search("");
  }
  return { node, begin, end, isOpen: () => !node.hidden };
}

// src/stancebook/desk/page/coding/words.js
function chosenRange({ chosen }) {
  if (!chosen) return null;
  const { anchor, focus } = chosen;
  const starts = anchor.at < focus.at || anchor.at === focus.at && anchor.from <= focus.from ? anchor : focus;
  const ends = anchor.at > focus.at || anchor.at === focus.at && anchor.to >= focus.to ? anchor : focus;
  return { first: starts.at, from: starts.from, last: ends.at, to: ends.to };
}
function chosenRows(view) {
  const range = chosenRange(view);
  return range ? Array.from({ length: range.last - range.first + 1 }, (_, step) => range.first + step) : [];
}
function chooseWords(view, anchor, focus, { follow = true } = {}) {
  const before = chosenRows(view);
  view.chosen = { anchor, focus };
  view.current = focus.at;
  for (const at of /* @__PURE__ */ new Set([...before, ...chosenRows(view)])) drawRow(view, at);
  if (follow) pointAt(view);
  view.callbacks.moved();
}
function chooseNothing(view) {
  const before = chosenRows(view);
  view.chosen = null;
  before.forEach((at) => drawRow(view, at));
  view.callbacks.moved();
}
function stopsIn(row) {
  return row.stops ??= stopsOf(row.text);
}
function edgeSpot({ rows }, at, which) {
  const [from, to] = stopsIn(rows[at]).at(which) ?? [0, rows[at].text.length];
  return { at, from, to };
}
function spotBeside(view, { at, from, to }, step, over) {
  const here = stopsIn(view.rows[at]);
  const next = step > 0 ? here.find((stop) => stop[1] > to) : here.findLast((stop) => stop[0] < from);
  if (next) return { at, from: next[0], to: next[1] };
  if (!over || !view.rows[at + step]) return { at, from, to };
  return edgeSpot(view, at + step, step > 0 ? 0 : -1);
}
function moveWord(view, step, extend) {
  const { rows, current, chosen } = view;
  if (!rows[current]) return;
  if (!chosen) {
    const first = edgeSpot(view, current, step > 0 ? 0 : -1);
    return chooseWords(view, first, first);
  }
  const next = spotBeside(view, chosen.focus, step, extend);
  chooseWords(view, extend ? chosen.anchor : next, next);
}
function moveToEdge(view, which, extend) {
  const { rows, current, chosen } = view;
  if (!rows[current]) return;
  const edge = edgeSpot(view, current, which);
  chooseWords(view, extend ? chosen?.anchor ?? edgeSpot(view, current, which ? 0 : -1) : edge, edge);
}
function extendBySentence(view, step) {
  const { rows, current, chosen } = view;
  if (!rows[current]) return;
  const edge = edgeSpot(view, current, step > 0 ? -1 : 0);
  if (!chosen) return chooseWords(view, edgeSpot(view, current, step > 0 ? 0 : -1), edge);
  const whole = step > 0 ? chosen.focus.to >= edge.to : chosen.focus.from <= edge.from;
  const at = whole ? current + step : current;
  if (rows[at]) chooseWords(view, chosen.anchor, edgeSpot(view, at, step > 0 ? -1 : 0));
}
function chooseSentence(view) {
  const { rows, current } = view;
  if (rows[current]) chooseWords(view, edgeSpot(view, current, 0), edgeSpot(view, current, -1));
}
function chosenPlace(view) {
  const { rows, current } = view;
  const range = rows[current] && (chosenRange(view) ?? wholeRow(rows[current], current));
  if (!range) return null;
  const [first, last] = [rows[range.first], rows[range.last]];
  return {
    first: first.n,
    from: pointsBefore(first.text, range.from),
    last: last.n,
    to: pointsBefore(last.text, range.to)
  };
}
function wholeRow({ text }, at) {
  const whole = snapped(text, 0, text.length);
  return whole && { first: at, from: whole[0], last: at, to: whole[1] };
}
function wordsAtPlace({ rows }, { first, from, last, to }) {
  const [start, end] = [first, last].map((n) => rows.findIndex((row) => row.n === n));
  if (start < 0 || end < 0) return "";
  return rows.slice(start, end + 1).map(({ text }, step) => {
    const ends = step === end - start ? unitsBefore(text, to) : text.length;
    return text.slice(step ? 0 : unitsBefore(text, from), ends);
  }).join(" ");
}

// src/stancebook/desk/page/coding/marks.js
var MANY = 300;
function markRows(view, coding) {
  const { rows } = view;
  const marks = marksOf(rows, coding);
  const nothing = new Set(coding.nothing ?? []);
  rows.forEach((row, at) => {
    row.marks = marks[at];
    row.decided = nothing.has(row.n) ? "nothing" : "";
    if (marks[at].some(({ entry, starts }) => starts && entry.kind === "statement" && !entry.other))
      row.decided = "coded";
    showRowState(row);
    drawRow(view, at);
  });
}
function marksOf(rows, { entries = [], others = [] }) {
  const byNumber = new Map(rows.map((row, at) => [row.n, at]));
  const marks = rows.map(() => []);
  for (const entry of [...entries, ...others.map((entry2) => ({ ...entry2, other: true }))]) {
    if (!entry.place || !byNumber.has(entry.place.first)) continue;
    const [first, last] = [entry.place.first, entry.place.last].map((n) => byNumber.get(n) ?? rows.length - 1);
    for (let at = first; at <= last; at++) {
      const { text } = rows[at];
      const from = at === first ? unitsBefore(text, entry.place.from) : 0;
      const to = at === last ? unitsBefore(text, entry.place.to) : text.length;
      marks[at].push({ from, to, entry, starts: at === first });
    }
  }
  return marks;
}
function showRowState(row) {
  const [sign, words] = { coded: ["✓", "decided"], nothing: ["–", "nothing here"] }[row.decided] ?? ["·", "undecided"];
  if (row.state.textContent !== sign) row.state.textContent = sign;
  if (row.state.getAttribute("aria-label") !== words) {
    row.state.setAttribute("aria-label", words);
    row.state.title = words;
    row.node.dataset.state = row.decided || "open";
  }
  const own = row.marks.filter(({ entry, starts }) => starts && !entry.other).map(({ entry }) => entry.kind);
  const counted = ["statement", "fact", "note"].map((kind) => [kind, own.filter((other) => other === kind).length]);
  const labels = counted.filter(([, count]) => count).map(([kind, count]) => `${count} ${kind}${count > 1 ? "s" : ""}`);
  const text = labels.join(", ");
  if (row.count.textContent !== text) row.count.textContent = text;
}
function drawRow(view, at) {
  const row = view.rows[at];
  if (!row) return;
  const pieces = [...markPieces(view, row), ...chosenPieces(view, at), ...hitPieces(view, at)];
  const drawn = pieces.map(({ from, to, look }) => `${from} ${to} ${look}`).join("|");
  if (drawn === row.drawn) return;
  row.drawn = drawn;
  const cuts = /* @__PURE__ */ new Set([0, row.text.length]);
  for (const { from, to } of pieces) cuts.add(from).add(to);
  const edges = [...cuts].sort((one, other) => one - other);
  const nodes = edges.slice(1).map((to, step) => segmentNodes(row.text, edges[step], to, pieces));
  row.words.replaceChildren(...nodes.flat());
}
function markPieces({ lit }, { marks }) {
  return marks.map(({ from, to, entry, starts }) => ({ from, to, look: markLook(entry, lit), entry, starts }));
}
function chosenPieces(view, at) {
  const range = chosenRange(view);
  if (!range || at < range.first || at > range.last) return [];
  const to = at === range.last ? range.to : view.rows[at].text.length;
  return [{ from: at === range.first ? range.from : 0, to, look: "sb-chosen", layer: 0 }];
}
function hitPieces({ hits, hit }, at) {
  const ranges = hits && (hits.size <= MANY || hit?.at === at) ? hits.get(at) : null;
  const isHere = ({ from }) => hit && hit.at === at && hit.from === from;
  return (ranges ?? []).map((each) => ({ ...each, layer: 2, look: isHere(each) ? "sb-hit sb-here" : "sb-hit" }));
}
function segmentNodes(text, from, to, pieces) {
  const here = pieces.filter((piece) => piece.from <= from && piece.to >= to && piece.from < piece.to);
  here.sort((one, other) => (one.layer ?? 1) - (other.layer ?? 1) || other.to - other.from - (one.to - one.from));
  const inner = shownSigns(text.slice(from, to));
  let lines = 0;
  return here.reduceRight((nodes, { look, entry, starts, from: start }) => {
    const span = h("span", { class: starts && start === from ? `${look} sb-starts` : look }, nodes);
    if (entry && entry.kind !== "statement") span.style.textUnderlineOffset = `${0.18 + 0.17 * lines++}em`;
    return [span];
  }, inner);
}
function markLook(entry, lit) {
  const names = [`sb-mark sb-is-${entry.kind}`];
  if (entry.kind === "statement") names.push(`sb-${toneOf(entry.row.position)}`);
  if (entry.other) names.push("sb-other");
  if (entry.wrong?.length) names.push("sb-wrong");
  if (lit && lit(entry)) names.push("sb-lit");
  return names.join(" ");
}

// src/stancebook/desk/page/coding/hits.js
function searchText(view, words) {
  const hits = words.trim() ? hitsOf(view.rows, words.trim()) : /* @__PURE__ */ new Map();
  const drawn = (some, one) => some && some.size <= MANY ? [...some.keys()] : one ? [one.at] : [];
  const before = drawn(view.hits, view.hit);
  [view.hits, view.hit] = [hits.size ? hits : null, null];
  for (const at of /* @__PURE__ */ new Set([...before, ...drawn(view.hits)])) drawRow(view, at);
  return hitCount(view);
}
function hitsOf(rows, wanted) {
  const escaped = wanted.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
  const pattern = new RegExp(escaped, "giu");
  const hits = /* @__PURE__ */ new Map();
  rows.forEach(({ text }, at) => {
    const range = (match) => ({ from: match.index, to: match.index + match[0].length });
    const here = [...text.matchAll(pattern)].map(range);
    if (here.length) hits.set(at, here);
  });
  return hits;
}
function hitCount({ hits }) {
  return [...hits?.values() ?? []].reduce((sum, here) => sum + here.length, 0);
}
function goToHit(view, step) {
  const { hits, hit: before, current } = view;
  if (!hits) return 0;
  const all = [...hits].flatMap(([at, here]) => here.map((range) => ({ at, ...range })));
  const number = before ? (all.findIndex(({ at, from }) => at === before.at && from === before.from) + step + all.length) % all.length : hitNear(all, current, step);
  view.hit = all[number];
  goToRow(view, view.hit.at, { keep: true });
  if (before) drawRow(view, before.at);
  drawRow(view, view.hit.at);
  return number + 1;
}
function hitNear(all, current, step) {
  const number = step > 0 ? all.findIndex(({ at }) => at >= current) : all.findLastIndex(({ at }) => at <= current);
  return number < 0 ? step > 0 ? 0 : all.length - 1 : number;
}

// src/stancebook/desk/page/coding/mouse.js
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
function boundaryAt(x, y) {
  const spot = document.caretPositionFromPoint?.(x, y);
  if (spot) return [spot.offsetNode, spot.offset];
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : null;
}
function mouseIn(view) {
  let pressed = null;
  const onDown = (event) => {
    if (event.button === 0 && view.rows.length) pressed = { extend: event.shiftKey && view.chosen };
  };
  const onUp = (event) => {
    if (!pressed || event.button !== 0) return;
    const { extend } = pressed;
    pressed = null;
    onRelease(view, event, extend);
  };
  view.list.addEventListener("mousedown", onDown);
  document.addEventListener("mouseup", onUp, true);
  return () => document.removeEventListener("mouseup", onUp, true);
}
function onRelease(view, event, extend) {
  const selection = document.getSelection();
  if (extend) {
    const end = endNear(view, event);
    selection.removeAllRanges();
    if (end) extendChosen(view, end);
    return;
  }
  const ends = selection.rangeCount && !selection.isCollapsed ? selectedEnds(view, selection, event) : null;
  if (!ends) return clickText(view, event);
  selection.removeAllRanges();
  chooseBetween(view, ...ends);
}
function rowAt({ list, rows }, container, offset) {
  const element = container.nodeType === Node.ELEMENT_NODE ? container : container.parentElement;
  const node = element?.closest(".sb-sentence");
  if (node && list.contains(node)) return Number(node.dataset.at);
  if (container === list) return Math.min(offset, rows.length - 1);
  return list.compareDocumentPosition(container) & Node.DOCUMENT_POSITION_PRECEDING ? 0 : rows.length - 1;
}
function endAt(view, [container, offset]) {
  const at = rowAt(view, container, offset);
  const { words, text } = view.rows[at];
  return { at, units: Math.min(unitsUpTo(words, container, offset), text.length) };
}
function endNear(view, event) {
  const { list } = view;
  const frame = list.getBoundingClientRect();
  const x = Math.max(frame.left + 2, Math.min(event.clientX, frame.left + list.clientWidth - 3));
  const y = Math.max(frame.top + 2, Math.min(event.clientY, frame.bottom - 3));
  const boundary = boundaryAt(x, y);
  return boundary && list.contains(boundary[0]) ? endAt(view, boundary) : null;
}
function selectedEnds(view, selection, event) {
  const { list } = view;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(list)) return null;
  const inside = list.contains(range.startContainer) && list.contains(range.endContainer);
  if (inside && (isOver(list, event) || event.detail > 1))
    return [endAt(view, [range.startContainer, range.startOffset]), endAt(view, [range.endContainer, range.endOffset])];
  if (!list.contains(selection.anchorNode)) return null;
  const [from, to] = [endAt(view, [selection.anchorNode, selection.anchorOffset]), endNear(view, event)];
  if (!to) return null;
  return from.at < to.at || from.at === to.at && from.units <= to.units ? [from, to] : [to, from];
}
function isOver(node, { clientX: x, clientY: y }) {
  const { left, right, top, bottom } = node.getBoundingClientRect();
  return x >= left && x <= right && y >= top && y <= bottom;
}
function chooseBetween(view, start, end) {
  const { rows } = view;
  let [first, from, last, to] = [start.at, start.units, end.at, end.units];
  if (from >= rows[first].text.length && first < last) [first, from] = [first + 1, 0];
  if (!to && last > first) [last, to] = [last - 1, rows[last - 1].text.length];
  const head = snapped(rows[first].text, from, first === last ? to : rows[first].text.length);
  const tail = first === last ? head : snapped(rows[last].text, 0, to);
  if (!head || !tail) return goToRow(view, first);
  const ends = [{ at: first, from: head[0], to: head[0] }, { at: last, from: tail[1], to: tail[1] }];
  chooseWords(view, ...ends, { follow: false });
  pointAt(view);
}
function extendChosen(view, { at, units }) {
  const { first, from, last, to } = chosenRange(view);
  const before = at < first || at === first && units < from;
  if (before) chooseBetween(view, { at, units }, { at: last, units: to });
  else chooseBetween(view, { at: first, units: from }, { at, units });
}
function clickText(view, event) {
  const node = event.target instanceof Element ? event.target.closest(".sb-sentence") : null;
  if (!node || !view.list.contains(node)) return;
  goToRow(view, Number(node.dataset.at));
  const end = endNear(view, event);
  if (!end || !event.target.closest(".sb-mark")) return;
  const here = view.rows[end.at].marks.filter(({ from, to }) => from <= end.units && end.units <= to);
  if (here.length) view.callbacks.touched(here.map(({ entry }) => entry));
}

// src/stancebook/desk/page/coding/text.js
function textView(callbacks) {
  const list = h("div", {
    class: "sb-text",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Sentences of the article",
    "data-pane": "text"
  });
  const view = { list, callbacks, rows: [], current: 0, chosen: null, lit: null, hits: null, hit: null };
  const prefix = `sb-${freshId().slice(0, 8)}`;
  const at = (n) => view.rows.findIndex((row) => row.n === n);
  return {
    node: list,
    open: (sentences) => openText(view, sentences, prefix),
    show(coding) {
      markRows(view, coding);
      pointAt(view);
    },
    goTo: (row, options) => goToRow(view, row, options),
    reveal: () => pointAt(view),
    step: (by) => goToRow(view, view.current + by),
    toSentence: (n, options) => goToRow(view, at(n), options),
    nextUndecided: (step) => goToUndecided(view, step),
    place: () => chosenPlace(view),
    wordsAt: (place) => wordsAtPlace(view, place),
    clear: () => chooseNothing(view),
    chooseSentence: () => chooseSentence(view),
    moveWord: (step, extend) => moveWord(view, step, extend),
    moveToEdge: (which, extend) => moveToEdge(view, which, extend),
    extendBySentence: (step) => extendBySentence(view, step),
    search: (words) => searchText(view, words),
    nextHit: (step) => goToHit(view, step),
    hits: () => hitCount(view),
    light: (test) => lightMarks(view, test),
    focus: () => list.focus({ preventScroll: true }),
    sentence: () => view.rows[view.current]?.n ?? null,
    sentences: () => sentencesAt(view),
    isNothing: (n) => view.rows[at(n)]?.decided === "nothing",
    hasChosen: () => Boolean(view.chosen),
    turns: () => view.rows[view.current] && getComputedStyle(view.rows[view.current].words).direction === "rtl",
    close: mouseIn(view)
  };
}
function openText(view, sentences, prefix) {
  Object.assign(view, { current: 0, chosen: null, lit: null, hits: null, hit: null });
  view.rows = sentences.map((sentence, at) => textRow(sentence, at, prefix));
  view.list.replaceChildren(...view.rows.map(({ node }) => node));
  view.list.scrollTop = 0;
  if (!view.rows.length) fill(view.list, h("p", { class: "sb-quiet" }, "This article has no sentences."));
  pointAt(view);
}
function textRow({ n, text, block }, at, prefix) {
  const words = h("span", { class: "sb-words", dir: "auto" }, shownSigns(text));
  const state = h("span", { class: "sb-state", role: "img" });
  const count = h("span", { class: "sb-count" });
  const node = h(
    "div",
    { class: block ? "sb-sentence sb-block" : "sb-sentence", role: "option", id: `${prefix}-${n}`, "data-at": at },
    h("span", { class: "sb-n" }, n),
    state,
    words,
    count
  );
  return { n, text, node, words, state, count, marks: [], drawn: "" };
}
function pointAt({ list, rows, current }, center = false) {
  list.querySelector(".sb-current")?.removeAttribute("aria-selected");
  list.querySelector(".sb-current")?.classList.remove("sb-current");
  const row = rows[current];
  if (!row) return list.removeAttribute("aria-activedescendant");
  row.node.classList.add("sb-current");
  row.node.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", row.node.id);
  reveal(list, row.node, center);
}
function reveal(list, node, center) {
  const [box, frame] = [node.getBoundingClientRect(), list.getBoundingClientRect()];
  if (!frame.height || box.top >= frame.top && box.bottom <= frame.bottom) return;
  const near = box.bottom > frame.top - frame.height && box.top < frame.bottom + frame.height;
  const to = () => scrollPane(list, node, near && !center ? "nearest" : "center");
  to();
  requestAnimationFrame(to);
}
function scrollPane(list, node, where) {
  const [box, frame] = [node.getBoundingClientRect(), list.getBoundingClientRect()];
  if (where === "center") list.scrollTop += box.top - frame.top - Math.max(0, (frame.height - box.height) / 3);
  else if (box.top < frame.top || box.height > frame.height) list.scrollTop += box.top - frame.top - 6;
  else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom + 6;
}
function goToRow(view, at, { center = false, keep = false } = {}) {
  if (!view.rows.length) return;
  const before = chosenRows(view);
  view.current = Math.max(0, Math.min(view.rows.length - 1, at));
  if (!keep) view.chosen = null;
  before.forEach((row) => drawRow(view, row));
  pointAt(view, center);
  view.callbacks.moved();
}
function goToUndecided(view, step) {
  for (let at = view.current + step; view.rows[at]; at += step) {
    if (view.rows[at].decided) continue;
    goToRow(view, at, { center: true });
    return true;
  }
  return false;
}
function sentencesAt(view) {
  const { first, last } = chosenRange(view) ?? { first: view.current, last: view.current };
  return view.rows.slice(first, last + 1).map(({ n }) => n);
}
function lightMarks(view, test) {
  view.lit = test;
  view.rows.forEach((row, at) => row.marks.length && drawRow(view, at));
}

// src/stancebook/desk/page/coding/panes.js
function makePanes(desk) {
  const { connection } = desk;
  const text = textView({
    moved: () => movedInText(desk),
    touched: (entries2) => desk.entries.point(entries2)
  });
  const entries = entriesView({
    edit: (entry) => editEntry(desk, entry),
    remove: (entry) => removeEntry(desk, entry),
    look: (reason) => lookAtOther(desk, reason),
    goTo: (entry) => text.toSentence(entry.place.first, { center: true }),
    light: (entry) => text.light(entry && ((other) => other.kind === entry.kind && other.number === entry.number))
  });
  const form = formView({
    save: (entry) => saveEntry(desk, entry),
    leave: () => closeForm(desk),
    unlock: () => unlockForm(desk),
    resend: connection.sendAgain,
    changed: (entry) => keepEntry(desk, entry),
    alias: (actor, alias) => addAlias(desk, actor, alias),
    seek: (words) => seekArticles(desk, words)
  });
  const articleList = articleListView(connection.ask, {
    open: (id) => openArticle(desk, id),
    leave: () => closeArticleList(desk),
    drawn: () => sayDone(desk, "saved: the sample")
  });
  articleList.node.hidden = true;
  const help = helpView((before) => {
    if (before?.isConnected && desk.root.contains(before)) before.focus();
    else focusMainPart(desk);
  });
  const search = searchView(text);
  const wholeButton = button("Sentence", () => (text.chooseSentence(), text.focus()), "w", {
    title: "Choose the whole sentence (w)"
  });
  const frame = h("div", { class: "sb-frame" }, textTools(desk, wholeButton), search.node, text.node);
  const right = h("div", { class: "sb-right" });
  const panes = h("div", { class: "sb-panes" }, h("div", { class: "sb-left" }, frame, articleList.node), right);
  const bar = h("div", { class: "sb-bar" });
  const noticeArea = h("div", { class: "sb-notices", hidden: true });
  const start = h("div", { class: "sb-start-page" });
  return { text, entries, form, articleList, help, search, wholeButton, frame, right, panes, bar, noticeArea, start };
}
function textTools(desk, wholeButton) {
  const begin = (label, kind, keyName, props) => button(label, () => beginEntry(desk, kind), keyName, props);
  const mayMark = () => desk.article && !isFilling(desk);
  return h(
    "div",
    { class: "sb-keys", role: "toolbar", "aria-label": "What to do with the words" },
    begin("Statement", "statement", "↵", { class: "sb-main", title: "Code the chosen words, or the sentence (Enter)" }),
    begin("Fact", "fact", "f"),
    begin("Note", "note", "m"),
    button("Nothing", () => mayMark() && markNothing(desk), "x", { title: "Nothing here, or take it back (x)" }),
    wholeButton,
    h("span", { class: "sb-gap" }),
    button("‹", () => goToOpenSentence(desk, -1), "", {
      "aria-label": "Sentence before without a decision",
      title: "Sentence before without a decision (Shift+n)"
    }),
    button("Next", () => goToOpenSentence(desk, 1), "n", { title: "Next sentence without a decision (n)" })
  );
}
function showScreen({ root, screen, right, noticeArea, form, entries, panes, bar, help, start, status, adjudication }) {
  root.dataset.screen = screen;
  if (screen === "coding") {
    right.replaceChildren(noticeArea, form.isOpen() ? form.node : entries.node);
    panes.classList.toggle("sb-filling", form.isOpen());
    if (!panes.isConnected) root.replaceChildren(bar, panes, help.node);
  } else root.replaceChildren(...screen === "start" ? [start, status] : [bar, noticeArea, adjudication.node]);
}
function showList({ articleList, frame, panes }, shown) {
  articleList.node.hidden = !shown;
  frame.hidden = shown;
  panes.classList.toggle("sb-listing", shown);
}
function openArticleList(desk) {
  if (isFilling(desk)) return;
  showList(desk, true);
  desk.articleList.show(desk.article?.article);
  desk.articleList.focus();
}
function closeArticleList(desk) {
  if (!desk.article) return;
  showList(desk, false);
  desk.text.focus();
}
function beginSearch(desk) {
  if (!desk.article) return;
  closeArticleList(desk);
  desk.search.begin();
}
function goBack(desk) {
  const { form, articleList, search, text, notices } = desk;
  if (form.isOpen()) return form.focus();
  if (!articleList.node.hidden) return closeArticleList(desk);
  if (search.isOpen()) search.end();
  if (text.hasChosen()) text.clear();
  else notices.findLast(({ plain }) => plain)?.dismiss();
  text.focus();
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
  const edges = [.../* @__PURE__ */ new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return edges.slice(1).map((to, at) => {
    const from = edges[at];
    const here = marks.filter((mark) => mark.from <= from && mark.to >= to);
    return here.reduce(
      (inner, { coder, from: start }) => [
        h("span", { class: `sa-${coder}`, "data-starts": start === from ? coder : void 0 }, inner)
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
  const near = (text) => text && h("span", { class: "sa-near", dir: "auto" }, shownSigns(text));
  refill(
    passage,
    h(
      "p",
      { class: "sa-about" },
      h("span", {}, h("b", {}, `${actor} on ${inWords(on)}`), issue && `: ${issue}`),
      h("span", { class: "sa-kind" }, KIND[unit.kind])
    ),
    h(
      "p",
      { class: "sa-text" },
      near(unit.before),
      " ",
      h("span", { class: "sa-n" }, unit.sentence),
      h("span", { class: "sa-words", dir: "auto" }, adjudicatedWords(unit.text, unit)),
      " ",
      near(unit.after)
    ),
    h("p", { class: "sa-key" }, ["a", "b"].map((coder) => wordsKey(unit, coder)))
  );
}
function wordsKey(unit, coder) {
  const words = h("span", { class: `sa-${coder}`, "data-starts": coder }, `coder_${coder}'s words`);
  return h("span", {}, words, !unit[coder] && ": none");
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
    scope ? button(label, toWhole, "", { class: "sa-scope", title: "Back to the whole (Esc)" }) : h("span", { class: "sa-scope" }, "the whole:"),
    [1, 2, 3, 4, 0].filter((digit) => offered[digit]).map((digit) => choiceButton(view, digit, offered[digit]))
  );
}
function choiceButton(view, digit, label) {
  const props = { type: "button", class: "sa-choice", "aria-disabled": offOf(view), "data-key": digit };
  return h("button", { ...props, on: { click: () => choose(view, digit) } }, h("kbd", {}, digit), ` ${label}`);
}
function drawTable(view, unit) {
  const { values } = draftOf(view);
  const rows = unit.variables.filter(
    ({ variable, differs, decision }) => !(variable in ABOUT) || differs || decision || values[variable] !== void 0
  );
  const inFront = (row) => row.differs ? 0 : 1;
  rows.sort((one, other) => inFront(one) - inFront(other));
  const heads = ["variable", "coder_a", "coder_b", "decision"].map((name) => h("th", { scope: "col" }, name));
  const remarks = ["confidence", "note"].filter((name) => unit.a?.[name] || unit.b?.[name]);
  const body = [rows.map((row) => tableRow(view, row)), remarks.map((name) => remarkRow(view, unit, name))];
  refill(view.table, h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, body)));
}
function tableRow(view, row) {
  const { variable, differs } = row;
  const here = variable === view.scope;
  const go = () => (goToVariable(view, variable), focusPane(view));
  const props = { class: "sa-variable", "aria-pressed": String(here) };
  const names = [differs ? "sa-differs" : "sa-alike", here && "sa-in-focus"].filter(Boolean).join(" ");
  return h(
    "tr",
    { class: names, "data-variable": variable },
    h("th", { scope: "row" }, button(ABOUT[variable] ?? variable, go, "", props)),
    ["a", "b"].map((coder) => codedCell(view, row, coder)),
    decisionCell(view, row)
  );
}
function decisionCell(view, { variable, differs, decision, reason }) {
  const drafted = draftOf(view).values[variable];
  const words = (value) => h("b", { dir: "auto" }, adjudicatedValue(variable, value));
  const quiet = (text) => h("span", { class: "sb-quiet" }, text);
  if (drafted !== void 0 && drafted !== decision)
    return h("td", { class: "sa-decision sa-drafted" }, words(drafted), quiet(" not saved"));
  const why = () => h("span", { class: "sa-why", dir: "auto" }, reason);
  const content = decision ? [words(decision), why()] : differs && quiet("to decide");
  return h("td", { class: "sa-decision" }, content);
}
function codedCell(view, row, coder) {
  const { variable, differs, decision } = row;
  const value = row[coder];
  const words = value === "" && variable !== "presence" ? "" : adjudicatedValue(variable, value);
  if (!differs || variable === "all") return h("td", { dir: "auto" }, words);
  const take = () => (goToVariable(view, variable), choose(view, coder === "a" ? 1 : 2));
  const chosen = draftOf(view).values[variable] ?? decision;
  const absent = variable === "presence" && value === "" && chosen === "absent";
  const look = absent || chosen !== "" && chosen === value ? "sa-take sa-taken" : "sa-take";
  const label = `take coder_${coder}'s: ${variable} ${words || "nothing"}`;
  const props = { class: look, "aria-disabled": offOf(view), "aria-label": label, dir: "auto" };
  return h("td", {}, button(h("span", {}, words || "nothing"), take, "", props));
}
function remarkRow({ codebook }, unit, name) {
  const known = codebook.variables?.confidence?.values ?? [];
  const meaning = (value) => known.find((each) => each.value === value)?.meaning;
  const words = (value) => name === "confidence" && value && meaning(value) ? `${value}, ${meaning(value)}` : value;
  const cells = ["a", "b"].map((coder) => h("td", { dir: "auto" }, words(unit[coder]?.[name] ?? "")));
  return h("tr", { class: "sa-remark" }, h("th", { scope: "row" }, name), cells, h("td"));
}

// src/stancebook/desk/page/adjudication/case_list.js
var MOST = 200;
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
function goToLeft(view, step) {
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
  const places = view.current.units.flatMap((each, place) => each.done ? [] : [place]);
  if (places.length) goToUnit(view, places.at(step > 0 ? 0 : -1));
}
function goBeside(view, step) {
  return queueMove(view, async () => {
    const { articles, current } = view;
    const other = articles[articles.findIndex((each) => each.article === current?.article) + step];
    if (other) await openDisputes(view, other.article);
  });
}
var isFound = ({ find }, { article, outlet, headline }) => `${article} ${outlet} ${headline}`.toLowerCase().includes(find.value.trim().toLowerCase());
function drawCaseList(view) {
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
      on: { click: () => goToArticle(view, each.article).then(() => focusPane(view)) }
    },
    h("b", {}, each.article),
    h("span", { class: "sa-title" }, each.headline || each.outlet || "no headline"),
    h("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign)
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
      on: { click: () => (goToUnit(view, place), focusPane(view)) }
    },
    h("b", {}, each.sentence),
    h("span", { class: "sa-title" }, `${inWords(each.key.actor)}, ${inWords(each.key.issue)}`),
    h("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign)
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
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step && event.key !== "Enter") return;
  endKey(event);
  if (step) goBeside(view, step);
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
    h("h3", {}, ABOUT[name] ?? name),
    picking && h("p", { class: "sa-hint" }, PICK_HINT[name] ?? "Press the number of the value, or click it."),
    rules.map((text) => text && h("p", { dir: "auto" }, text)),
    picking && name === "speaker" ? speakerField(view, unit) : valuesOf(view, name, known?.values ?? [], picking)
  );
}
var firstDue = (unit) => unit.variables.find(({ differs }) => differs)?.variable ?? "position";
function speakerField(view, unit) {
  const value = draftOf(view).values.speaker ?? unit.a?.speaker ?? unit.b?.speaker ?? "";
  const input = h("input", { class: "sa-speaker", type: "text", value, dir: "auto", "aria-label": "Speaker" });
  const take = () => takePicked(view, "speaker", input.value.trim());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    endKey(event);
    take();
  });
  return h("div", { class: "sa-ask" }, input, button("Take it", take));
}
function valuesOf(view, name, values, picking) {
  if (!values.length) return null;
  const row = (each, place) => h("li", {}, (picking ? valueButton : valueWords)(view, name, each, place));
  const list = h("ul", { class: picking ? "sa-values sa-picking" : "sa-values" }, values.map(row));
  const takeSet = () => takePickedSet(view);
  return [list, picking && name === "condition" && button("Take these (Enter)", takeSet, "", { class: "sa-take-set" })];
}
function valueWords(_, name, { value, meaning }) {
  return [h("b", {}, adjudicatedValue(name, value)), h("span", { dir: "auto" }, ` ${meaning}`)];
}
function valueButton(view, name, each, place) {
  const set = name === "condition";
  const ticked = view.editing.members.includes(each.value);
  const standing = draftOf(view).values[name] ?? variableOf(view, name)?.decision;
  const current = !set && standing === each.value ? "true" : void 0;
  const box = set && h("span", { class: "sa-box" }, ticked ? "☑ " : "☐ ");
  const props = { class: "sa-value", "aria-pressed": set ? String(ticked) : void 0, "aria-current": current };
  const label = [key(place + 1), " ", box, valueWords(view, name, each)];
  return button(label, () => pickValue(view, place), "", props);
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
  if (editing.variable !== "condition") return takePicked(view, editing.variable, value);
  const members = new Set(editing.members);
  if (value === "none") members.clear();
  else members.delete("none");
  if (!members.delete(value)) members.add(value);
  editing.members = [...members];
  drawRules(view);
  focusPane(view);
}
function takePickedSet(view) {
  takePicked(view, "condition", [...view.editing.members].sort().join(" "));
}
function takePicked(view, variable, value) {
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
  const { differs, a, b } = variableOf(view, variable);
  if (own.values.presence === "absent") delete own.values.presence;
  if (own.values.all === "upheld") delete own.values.all;
  own.values[variable] = value;
  if (differs || value === (a || b)) return;
  if (kind === "reread" && variableOf(view, "all").decision !== "amended") own.values.all = "amended";
  if (kind === "alone" && variableOf(view, "presence").decision !== "present") own.values.presence = "present";
}

// src/stancebook/desk/page/adjudication/decision.js
var DRAFTED = "adjudication ";
function draftOf(view, change) {
  const name = unitName(unitOf(view));
  const own = view.drafts.get(name) ?? { values: {}, reasons: {}, reason: "" };
  if (!change || !name) return own;
  change(own);
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
function choose(view, digit) {
  const unit = unitOf(view);
  if (!unit || !isReady(view) || view.busy || !offersOf(view, unit)[digit]) return;
  view.trouble = "";
  if (digit === 3) return beginThird(view, unit);
  view.editing = null;
  const whole = digit === 4 || digit === 0 || !view.scope;
  const values = takenValues(view, unit, digit);
  draftOf(view, (own) => {
    own.values = whole ? values : { ...own.values, ...values };
    for (const { variable, differs, decision, a, b } of unit.variables)
      if (!differs && !decision && own.values[variable] === (a || b)) delete own.values[variable];
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
  const given = (name) => own.reasons[name]?.trim() || own.reason.trim() || reason.value.trim();
  const why = (name) => given(name) || variableOf(view, name).reason;
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
  const shown = Object.fromEntries(unit.variables.map(({ variable, a, b }) => [variable, [a, b]]));
  const reply = await writeAside(view, "decide", { key: unit.key, decisions, shown });
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
  return [waits, freeze, stale, empty && h("p", { class: "sb-quiet" }, "There is nothing to decide in this article.")];
}
function closedPanel(view, { article, why: waits }) {
  const words = `${article} is not open: ${waits}. The codings stay apart until both have finished.`;
  const hint = "why it has to be opened early; this is recorded";
  const look = (reason) => actAside(view, "look", { article, reason });
  return askingPanel(view, "sa-early", words, "Open all the same", hint, look);
}
function waitingPanel([first, ...others]) {
  return h(
    "div",
    { class: "sa-notice" },
    h("p", {}, `Adjudication waits until the files are in order: ${first}`),
    others.length > 0 && h("p", {}, `${others.length} more like it`)
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
  return h(
    "div",
    { class: "sa-notice" },
    h("p", {}, `${decided} But ${wrong}.`),
    button("Take this decision out", () => actAside(view, "undecide", params))
  );
}
function askingPanel(view, name, words, label, hint, go) {
  const input = h("input", { class: name, type: "text", placeholder: hint, "aria-label": hint, dir: "auto" });
  const send = () => {
    if (input.value.trim()) return go(input.value);
    input.setAttribute("aria-invalid", "true");
    input.focus();
    view.say("a reason is needed");
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && (endKey(event), send()));
  return h("div", { class: "sa-notice" }, h("p", {}, words), h("div", { class: "sa-ask" }, input, button(label, send)));
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
function adjudicationView({ ask, say, storage, codebook }) {
  const view = {
    ...{ ask, say, storage, codebook },
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
  const settle = () => focusPane(view);
  return {
    node: view.node,
    async show(article) {
      view.parent = view.node.parentElement;
      view.parent.addEventListener("focus", settle);
      await showCases(view, article);
      if ([document.body, view.parent].includes(document.activeElement)) settle();
    },
    changed: () => rereadCases(view),
    late: (message, reply) => takeLateDecision(view, message, reply),
    close: () => view.parent?.removeEventListener("focus", settle),
    focus: settle
  };
}
function adjudicationParts(view) {
  const find = h("input", {
    type: "search",
    class: "sa-find",
    placeholder: "find an article  ( / )",
    "aria-label": "Find an article",
    on: { input: () => drawCaseList(view), keydown: (event) => onFindKey(view, event) }
  });
  const list = h("div", {
    class: "sa-articles",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Articles",
    on: { keydown: (event) => onCaseListKey(view, event) }
  });
  const strip = h("div", { class: "sa-units", role: "listbox", "aria-label": "Units of this article" });
  const unit = unitParts(view);
  const aside = h("aside", { class: "sa-rules", tabindex: "0", "aria-label": "The codebook on the variable" });
  const node = h(
    "div",
    { class: "sa", on: { keydown: (event) => onAdjudicationKey(view, event) && endKey(event) } },
    h("nav", { class: "sa-nav", "aria-label": "What is to be decided" }, find, list, strip),
    unit.pane,
    aside
  );
  return { ...unit, find, list, strip, aside, node };
}
function unitParts(view) {
  const head = h("div", { class: "sa-head" });
  const notices = h("div", { class: "sa-notices" });
  const passage = h("div", { class: "sa-passage" });
  const choices = h("div", { class: "sa-choices", role: "group", "aria-label": "Whose reading" });
  const table = h("div", { class: "sa-table" });
  const { node: form, ...parts } = decisionParts(view);
  const body = h("div", { class: "sa-body" }, passage, choices, table, form);
  const props = { class: "sa-unit", tabindex: "0", "aria-label": "The unit to decide on", "data-pane": "text" };
  const pane = h("section", props, head, notices, body);
  return { ...parts, head, notices, passage, choices, table, body, pane };
}
function decisionParts(view) {
  const id = `${view.prefix}-reason`;
  const because = h("label", { class: "sa-because", for: id });
  const on = { input: () => onReason(view) };
  const reason = h("textarea", { id, class: "sa-reason", rows: "2", dir: "auto", on });
  const alarm = h("p", { class: "sa-alarm", role: "alert" });
  const save = button("Save and go on (Ctrl+Enter)", () => storeDecision(view), "", { class: "sa-save" });
  const back = button("Take the decision back", () => takeBack(view), "", { class: "sa-back" });
  const node = h("div", { class: "sa-form" }, because, reason, alarm, h("div", { class: "sa-acts" }, save, back));
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
    return refill(head, h("p", { class: trouble ? "sb-alarm" : "sb-quiet" }, words));
  }
  const source = articles.find((each) => each.article === current.article);
  const about = [source?.headline, source?.outlet].filter(Boolean);
  const count = current.units.length;
  const here = count ? `${at + 1} of ${count}, ${current.left} left here` : "";
  const next = () => goToLeft(view, 1);
  refill(
    head,
    h("div", { class: "sa-which" }, h("b", {}, current.article), about.map((words) => ` · ${words}`)),
    h("div", { class: "sa-progress" }, [here, `${left} left in the study`].filter(Boolean).join(" · ")),
    h(
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
  return button(label, () => title && run(), keyName, { title: title || void 0, "aria-disabled": off });
}
function toggleAdjudicationKeys(view) {
  view.helping = !view.helping;
  drawRules(view);
  (view.helping ? view.aside : view.pane).focus({ preventScroll: true });
}
function drawAdjudicationKeys(aside) {
  const keys = ADJUDICATION_KEYS.map(([names, words]) => [h("dt", {}, h("kbd", {}, names)), h("dd", {}, words)]);
  refill(aside, h("h3", {}, "Keys"), h("dl", { class: "sa-keys" }, keys));
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
function stepVariable(view, step) {
  const rows = [...view.table.querySelectorAll("tr[data-variable]")].map((row) => row.dataset.variable);
  const stops = ["", ...rows];
  goToVariable(view, stops[(stops.indexOf(view.scope) + step + stops.length) % stops.length]);
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
  ...Object.fromEntries([0, 1, 2, 3, 4].map((digit) => [digit, (view) => choose(view, digit)]))
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

// src/stancebook/desk/page/coding/sessions.js
var USER_TASKS = {
  coder_a: "codes, blind to coder_b",
  coder_b: "codes, blind to coder_a",
  adjudication: "decides where the two differ"
};
async function showStart(desk) {
  desk.screen = "start";
  keepingFocus(desk, () => {
    refill(desk.start, h("p", { class: "sb-quiet" }, "Asking the kernel …"));
    showScreen(desk);
  });
  const reply = await desk.connection.ask("start");
  if (!reply.ok) return sayFailed(desk, reply.why);
  desk.study = reply.study;
  keepingFocus(
    desk,
    () => refill(
      desk.start,
      h("h1", { dir: "auto" }, reply.study?.title ?? ""),
      reply.study?.question && h("p", { dir: "auto" }, reply.study.question),
      h("h2", {}, "Who are you?"),
      h("div", { class: "sb-users" }, (reply.users ?? []).map((progress, at) => userButton(desk, progress, at)))
    )
  );
}
function userButton(desk, { user, articles, finished, statements }, at) {
  const done = user === "adjudication" ? countOf(statements, "decision") : `${finished} of ${articles} articles finished, ${countOf(statements, "statement")}`;
  return h(
    "button",
    { type: "button", class: "sb-user", on: { click: () => beginSession(desk, user) } },
    key(String(at + 1)),
    h("b", {}, user),
    h("span", {}, USER_TASKS[user] ?? ""),
    h("span", {}, done)
  );
}
function countOf(number, noun) {
  return `${number ?? 0} ${noun}${number === 1 ? "" : "s"}`;
}
async function beginSession(desk, user) {
  const turn = ++desk.starts;
  sayDone(desk, "opening …");
  const reply = await desk.connection.ask("begin", { user });
  if (turn !== desk.starts) return;
  if (!reply.ok) return sayFailed(desk, reply.why);
  sayDone(desk);
  desk.connection.begin(desk.study?.id ?? "", user, reply.version);
  enterSession(desk, reply, false);
}
function enterSession(desk, reply, again) {
  Object.assign(desk, { user: reply.user, codebook: reply.codebook });
  if (!again) desk.notices = [];
  addSessionNotices(desk, reply, again);
  if (again) return desk.article ? rereadArticle(desk) : void 0;
  if (reply.user === "adjudication") return adjudicate(desk);
  return beginCoding(desk);
}
function addSessionNotices(desk, { outside, wrong, frozen, user }, again) {
  const edits = (outside ?? []).map((change) => change.text ?? change.file);
  if (edits.length) addNotice(desk, "Edited outside of the desk since it was last open", edits);
  const title = wrong?.length === 1 ? "A row has to be corrected" : "Rows have to be corrected";
  if (wrong?.length) addNotice(desk, title, wrong);
  if (frozen !== "frozen" || again || user === "adjudication") return;
  const anew = ["If you change them, they have to be frozen again, with a reason, and adjudicated again."];
  addNotice(desk, "These codings are frozen", anew).node.classList.add("sb-calm");
}
async function beginCoding(desk) {
  Object.assign(desk, { screen: "coding", article: null, coding: null });
  keepingFocus(desk, () => {
    showList(desk, false);
    desk.text.open([]);
    showScreen(desk);
    drawNotices(desk);
    drawBar(desk);
  });
  offerDrafts(desk);
  const at = desk.connection.storage().at();
  const first = at?.article ?? await firstToCode(desk);
  if (!first || !await openArticle(desk, first, at?.sentence)) openArticleList(desk);
}
async function firstToCode({ connection }) {
  for (const wanted of [{ state: "begun" }, { state: "untouched", sampled: true }, { state: "untouched" }]) {
    const reply = await connection.ask("articles", { ...ALL_ARTICLES, ...wanted, from: 0, most: 1 });
    if (reply.ok && reply.rows.length) return reply.rows[0].article;
  }
  return null;
}
function leaveSession(desk) {
  if (desk.connection.unsaved().length)
    return sayFailed(desk, desk.failed || "wait until everything is saved before you change the user");
  if (isFilling(desk)) return;
  desk.adjudication?.close?.();
  desk.connection.end();
  Object.assign(desk, { adjudication: null, article: null, notices: [] });
  sayDone(desk);
  showStart(desk);
}
function adjudicate(desk) {
  const { root, connection } = desk;
  const ask = async (verb, params) => {
    const reply = await connection.ask(verb, params);
    if (!reply.ok) showRefusal(desk, reply);
    else if (WRITING.has(verb)) sayDone(desk);
    return reply;
  };
  const say = (words) => sayDone(desk, words);
  desk.screen = "adjudicating";
  desk.adjudication = adjudicationView({ ask, say, storage: connection.storage, codebook: desk.codebook });
  keepingFocus(desk, () => showScreen(desk));
  drawNotices(desk);
  drawBar(desk);
  const hadFocus = root.contains(document.activeElement) || document.activeElement === document.body;
  desk.adjudication.show();
  if (hadFocus) desk.adjudication.focus();
}

// src/stancebook/desk/page/coding/bar.js
function drawBar(desk) {
  const { bar, screen, article, coding, status, user } = desk;
  const isCoding = screen === "coding";
  const focused = [...bar.querySelectorAll("button")].indexOf(document.activeElement);
  keepingFocus(desk, () => {
    refill(
      bar,
      button(h("b", {}, user), () => leaveSession(desk), "", { title: "Change the user", class: "sb-change-user" }),
      isCoding && article && [whereOf(article), progressOf(desk, coding)],
      isCoding && h("span", { class: "sb-tools" }, barTools(desk)),
      status
    );
    bar.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  });
}
function whereOf({ article, outlet, headline, dates }) {
  return h(
    "span",
    { class: "sb-where" },
    h("b", {}, [article, outlet].filter(Boolean).join(", ")),
    " ",
    h("span", { dir: "auto", title: headline }, headline),
    dates && h("span", { class: "sb-quiet" }, ` ${[dates].flat().filter(Boolean).join(" – ")}`)
  );
}
function progressOf(desk, { decided, of, finished, both }) {
  const limits = { "aria-valuemin": "0", "aria-valuemax": of, "aria-valuenow": decided };
  const done = h("span", {});
  done.style.width = `${of ? 100 * decided / of : 100}%`;
  const [label, title] = finished ? ["Open again", "The article is finished; open it again (F)"] : ["Finish", "The article is finished (F)"];
  return h(
    "span",
    { class: "sb-progress" },
    h("span", { class: "sb-meter", role: "progressbar", "aria-label": "sentences decided", ...limits }, done),
    ` ${decided} of ${of}`,
    finished && h("b", {}, both ? " both finished" : " finished"),
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
  const beside = (label, step, keyName, title) => button(label, () => goToNeighbour(desk, step), keyName, { "aria-label": title, title: `${title} (${keyName})` });
  return [
    article && [
      beside("‹", -1, "[", "Article before"),
      beside("›", 1, "]", "Article after"),
      stepping("Undo", "undo", "u"),
      stepping("Redo", "redo", "r"),
      button("Search", () => beginSearch(desk), "/")
    ],
    button("Articles", () => openArticleList(desk), "g"),
    button("Help", desk.help.show, "?")
  ];
}

// src/stancebook/desk/page/coding/article.js
async function openArticle(desk, id, sentence) {
  const reply = await desk.connection.ask("open", { article: id });
  if (!reply.ok) {
    sayFailed(desk, reply.why);
    return false;
  }
  keepingFocus(desk, () => {
    showList(desk, false);
    if (desk.form.isOpen() && desk.article?.article !== id) closeForm(desk);
    desk.search.end();
    showArticle(desk, reply, sentence);
    if (desk.root.contains(document.activeElement) || document.activeElement === document.body) focusMainPart(desk);
  });
  return true;
}
function showArticle(desk, { article, coding, sentences, cut }, sentence) {
  Object.assign(desk, { article, coding, cut });
  desk.text.open(sentences);
  desk.text.show(coding);
  drawBar(desk);
  if (sentence) desk.text.toSentence(sentence, { center: true });
  else desk.text.goTo(0);
  drawEntries(desk);
}
async function rereadArticle(desk) {
  const reply = await desk.connection.ask("open", { article: desk.article.article });
  if (!reply.ok || reply.article.article !== desk.article?.article) return;
  if (reply.cut === desk.cut) takeCoding(desk, reply);
  else keepingFocus(desk, () => showArticle(desk, reply, desk.text.sentence()));
}
function takeCoding(desk, { coding }) {
  if (coding.article !== desk.article?.article) return openArticle(desk, coding.article);
  keepingFocus(desk, () => {
    desk.coding = coding;
    desk.text.show(coding);
    drawEntries(desk);
    drawBar(desk);
  });
}
function drawEntries(desk) {
  const { text, coding, user, codebook: book } = desk;
  if (!coding) return;
  const n = text.sentence();
  const nothing = n !== null && text.isNothing(n);
  keepingFocus(desk, () => desk.entries.show({ coding, n, user, book, nothing }));
}
async function askToWrite(desk, verb, params, done) {
  const reply = await desk.connection.ask(verb, { article: desk.article.article, ...params });
  if (reply.ok) sayDone(desk, done && `saved: ${done}`);
  else showRefusal(desk, reply);
  if (reply.ok && reply.coding) takeCoding(desk, reply);
  return reply;
}
function showRefusal(desk, { kind, why, changes }) {
  if (kind === "silent") return showState(desk);
  if (kind === "changed") changedElsewhere(desk, changes ?? [], "Nothing was written: look, and do it again.");
  else if (kind === "refused" && desk.screen === "coding" && desk.article) rereadArticle(desk);
  sayFailed(desk, why ?? "the desk did not say why");
}
function takeLate(desk, message, reply) {
  const { saving, screen, adjudication, connection } = desk;
  if (saving && saving.id === message.id) return savedOrNot(desk, reply);
  if (reply.ok) {
    const storage = connection.storage();
    for (const draft of storage.drafts()) if (draft.message === message.id) storage.dropDraft(draft.id);
    sayDone(desk, "saved: what had waited for the kernel");
    if (screen !== "adjudicating" && desk.article) rereadArticle(desk);
  } else {
    showRefusal(desk, reply);
    offerDrafts(desk);
  }
  if (screen === "adjudicating") adjudication?.late?.(message, reply);
}
function removeEntry(desk, { kind, row }) {
  askToWrite(desk, "delete", { kind, was: row }, `${KIND_NAMES[kind]} taken out; u brings it back`);
}
function markNothing(desk) {
  const { text, cut } = desk;
  const sentences = text.sentences();
  const undo = sentences.every(text.isNothing);
  const one = sentences.length === 1;
  const done = undo ? "taken back" : one ? `nothing in sentence ${sentences[0]}` : "nothing in these sentences";
  askToWrite(desk, "nothing", { sentences, cut, ...undo && { undo: true } }, done);
}
async function stepBack(desk, verb) {
  if (!desk.article || isFilling(desk)) return;
  const what = desk.coding?.[verb];
  if (!what) return sayDone(desk, `nothing to ${verb}`);
  await askToWrite(desk, verb, {}, `${verb === "undo" ? "undid" : "did again"} ${what}`);
}
function finishArticle(desk) {
  if (isFilling(desk)) return;
  if (desk.coding.finished) askToWrite(desk, "reopen", {}, "the article is open again");
  else askToWrite(desk, "finish", { cut: desk.cut }, "the article is finished");
}
async function lookAtOther(desk, reason) {
  const reply = await askToWrite(desk, "look", { reason }, "opened, and recorded");
  if (reply.ok) desk.text.focus();
}
function goToOpenSentence(desk, step) {
  const where = step > 0 ? "after" : "before";
  if (!desk.text.nextUndecided(step)) sayDone(desk, `no sentence without a decision ${where} this one`);
  desk.text.focus();
}
function goToNeighbour(desk, step) {
  desk.moves = desk.moves.then(async () => {
    if (!desk.article || isFilling(desk)) return;
    const next = await desk.articleList.neighbour(desk.article.article, step);
    if (next) await openArticle(desk, next);
    else sayDone(desk, `this is the ${step > 0 ? "last" : "first"} article of the list`);
  });
}

// src/stancebook/desk/page/coding/keys.js
var TEXT_KEYS = {
  ArrowDown: ({ text }) => text.step(1),
  ArrowUp: ({ text }) => text.step(-1),
  j: ({ text }) => text.step(1),
  k: ({ text }) => text.step(-1),
  PageDown: ({ text }) => text.step(10),
  PageUp: ({ text }) => text.step(-10),
  w: ({ text }) => text.chooseSentence(),
  n: (desk) => goToOpenSentence(desk, 1),
  N: (desk) => goToOpenSentence(desk, -1),
  Enter: (desk) => beginEntry(desk, "statement"),
  s: (desk) => beginEntry(desk, "statement"),
  f: (desk) => beginEntry(desk, "fact"),
  m: (desk) => beginEntry(desk, "note"),
  x: (desk) => markNothing(desk),
  e: (desk) => desk.entries.focusFirst() || sayDone(desk, "there is nothing to change in this sentence"),
  u: (desk) => stepBack(desk, "undo"),
  r: (desk) => stepBack(desk, "redo"),
  F: (desk) => finishArticle(desk),
  g: (desk) => openArticleList(desk),
  "/": (desk) => beginSearch(desk),
  "?": (desk) => desk.help.show(),
  "[": (desk) => goToNeighbour(desk, -1),
  "]": (desk) => goToNeighbour(desk, 1)
};
var WITHOUT_ARTICLE = /* @__PURE__ */ new Set(["g", "?"]);
var BESIDE_A_FORM = /* @__PURE__ */ new Set(["ArrowDown", "ArrowUp", "j", "k", "w", "/", "PageDown", "PageUp", "?"]);
var SCROLLS = /* @__PURE__ */ new Set([" ", "PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);
function listenToKeys(desk) {
  const { root } = desk;
  root.addEventListener("keydown", (event) => onDeskKey(desk, event));
  root.addEventListener("keydown", (event) => keepStill(root, event));
  for (const name of ["keyup", "keypress"]) root.addEventListener(name, (event) => event.stopPropagation());
}
function onDeskKey(desk, event) {
  event.stopPropagation();
  if (event.defaultPrevented || event.isComposing) return;
  const { screen, help, form } = desk;
  if (screen === "start") return onStartKey(desk, event);
  if (screen !== "coding") return;
  if (help.isOpen()) {
    if (event.key === "Escape" || event.key === "?") takeKey(event, help.hide);
  } else if (!isTyping(event.target) && !form.node.contains(event.target)) onTextKey(desk, event);
}
function onStartKey({ root }, event) {
  const choice = /^[1-9]$/.test(event.key) && root.querySelectorAll(".sb-user")[Number(event.key) - 1];
  if (choice) takeKey(event, () => choice.click());
}
function onTextKey(desk, event) {
  const { form, articleList, help, text, article } = desk;
  const graph = event.getModifierState?.("AltGraph");
  if ((event.ctrlKey || event.metaKey) && !graph) return onCommand(desk, event);
  if (event.altKey && !graph && !/^[[\]/?]$/.test(event.key)) return;
  const onButton = event.target.closest?.("button, summary");
  if (onButton && (event.key === "Enter" || event.key === " ")) return;
  if (event.key === "Escape") return takeKey(event, () => goBack(desk));
  if (!articleList.node.hidden) return event.key === "?" && takeKey(event, help.show);
  const choosing = choosingKey(text, event);
  if (choosing) return takeKey(event, choosing);
  const name = latinName(event);
  if (form.isOpen() && event.key === "Enter") return takeKey(event, () => form.focus());
  if (form.isOpen() && !BESIDE_A_FORM.has(name)) return;
  const run = TEXT_KEYS[name];
  if (run && (article || WITHOUT_ARTICLE.has(name))) takeKey(event, () => run(desk));
}
function onCommand(desk, event) {
  const name = event.key.toLowerCase();
  if (event.key === "Enter" && desk.form.isOpen()) takeKey(event, () => desk.form.save());
  else if (name === "z") takeKey(event, () => stepBack(desk, event.shiftKey ? "redo" : "undo"));
  else if (name === "y") takeKey(event, () => stepBack(desk, "redo"));
}
function choosingKey(text, { key: name, shiftKey }) {
  if (shiftKey && (name === "ArrowUp" || name === "ArrowDown"))
    return () => text.extendBySentence(name === "ArrowDown" ? 1 : -1);
  if (name === "ArrowLeft" || name === "ArrowRight")
    return () => text.moveWord(name === "ArrowRight" !== Boolean(text.turns()) ? 1 : -1, shiftKey);
  if (name === "Home" || name === "End") return () => text.moveToEdge(name === "Home" ? 0 : -1, shiftKey);
  return null;
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
function keepStill(root, event) {
  if (event.defaultPrevented || !SCROLLS.has(event.key)) return;
  if (event.target.matches("input, select, textarea") || event.target.closest("button, summary, label")) return;
  let pane = event.target;
  while (pane !== root && !(pane.scrollHeight > pane.clientHeight && getComputedStyle(pane).overflowY === "auto"))
    pane = pane.parentElement;
  if (pane === root) event.preventDefault();
}

// src/stancebook/desk/page/desk.js
function render({ model, el }) {
  const desk = {
    root: h("div", { class: "sb-desk", "data-lm-suppress-shortcuts": "true", tabindex: "-1" }),
    status: h("span", { class: "sb-status", role: "status" }),
    screen: "start",
    // or coding, or adjudicating
    study: null,
    user: "",
    codebook: null,
    starts: 0,
    // how often a session was requested
    article: null,
    coding: null,
    // the entries and marks on the article
    cut: void 0,
    // how the kernel has cut the article into sentences
    saving: null,
    // the entry that waits for its answer
    adjudication: null,
    notices: [],
    message: "",
    tone: "saved",
    failed: "",
    moves: Promise.resolve()
  };
  desk.connection = connectToKernel(model, {
    state: () => showState(desk),
    changes: (changes) => changedElsewhere(desk, changes),
    late: (message, reply) => takeLate(desk, message, reply),
    resumed: (reply) => enterSession(desk, reply, true)
  });
  Object.assign(desk, makePanes(desk));
  const onUnload = (event) => hasUnsaved(desk) && event.preventDefault();
  window.addEventListener("beforeunload", onUnload);
  listenToKeys(desk);
  desk.root.addEventListener("mousedown", (event) => keepFocusOnTool(desk, event));
  el.append(desk.root);
  showState(desk);
  showStart(desk).then(() => takeFocus(desk));
  return () => {
    window.removeEventListener("beforeunload", onUnload);
    desk.adjudication?.close?.();
    desk.text.close();
    desk.connection.close();
    desk.root.remove();
  };
}
function hasUnsaved({ connection, form }) {
  return connection.unsaved().length > 0 || form.isOpen() && form.isFilled();
}
var desk_default = { render };
export {
  desk_default as default
};
