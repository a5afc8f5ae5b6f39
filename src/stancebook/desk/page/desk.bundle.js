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
function focusMainPart({ root, screen, form: form2, articleList: articleList2, text }) {
  if (screen !== "coding") (root.querySelector(".sb-user") ?? root).focus({ preventScroll: true });
  else if (form2.isOpen()) form2.focus();
  else if (!articleList2.node.hidden) articleList2.focus();
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
  const field2 = (name, label, more2 = {}) => {
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
  const inputs = Object.fromEntries([field2("find", "Id, outlet or headline"), field2("keyword", "Words in the text")]);
  const summary = h("p", { class: "sb-quiet", role: "status" });
  const list = h("div", {
    class: "sb-articles",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Articles",
    on: { keydown: onListKey2, scroll: onScroll }
  });
  const draw2 = sampleView(ask, filters, () => {
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
    draw2
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
      const chosen2 = outlet.value;
      refill(
        outlet,
        h("option", { value: "" }, "all outlets"),
        (reply.outlets ?? []).map((each) => h("option", { value: each }, each || "(no outlet)"))
      );
      outlet.value = chosen2;
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
    list.append(...reply.rows.map((row, step2) => item(row, before + step2)));
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
  async function move(step2) {
    if (at + step2 >= rows.length) await more();
    at = Math.max(0, Math.min(rows.length - 1, at + step2));
    mark();
  }
  function onListKey2(event) {
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
  async function neighbour(article, step2) {
    let from = Math.max(0, rows.findIndex((row) => row.article === article) - 1);
    for (; ; ) {
      const reply = await ask("articles", { ...filters(), from, most: 500 });
      if (!reply.ok) return null;
      const index = reply.rows.findIndex((row) => row.article === article);
      const next = reply.rows[index + step2];
      if (index >= 0 && (next || index + step2 < 0)) return next?.article ?? null;
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
  const change = (part, id, value) => {
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
  "draw save delete nothing finish reopen undo redo alias look comment decide undecide decide_fact undecide_fact take_alike drop freeze".split(" ")
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
  const { form: form2, text, connection } = desk;
  if (form2.isOpen()) connection.storage().dropDraft(form2.current().id);
  desk.saving = null;
  keepingFocus(desk, () => {
    form2.close();
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
  const { article, text, form: form2, connection } = desk;
  if (!article) return;
  connection.storage().keepAt({ article: article.article, sentence: text.sentence() });
  if (!form2.isOpen()) drawEntries(desk);
  else if (text.hasChosen() && !form2.isLocked()) replacePlace(desk);
  desk.wholeButton.setAttribute("aria-pressed", String(!text.hasChosen()));
}
function replacePlace({ text, form: form2, cut }) {
  const place = text.place();
  if (form2.kind() === "statement" && place.first !== place.last) return form2.say(CROSSING);
  form2.say("");
  form2.place(place, text.wordsAt(place), cut);
}
async function saveEntry(desk, entry) {
  const { connection, form: form2 } = desk;
  const { kind, was, row, place, cut, article } = entry;
  desk.failed = "";
  form2.lock("saving");
  const request = connection.ask("save", { article, kind, was, row, place, ...place && { cut } });
  desk.saving = { id: request.id, kind, row };
  keepEntry(desk, entry, { message: request.id });
  showState(desk);
  savedOrNot(desk, await request);
}
function savedOrNot(desk, reply) {
  const { saving, form: form2, codebook, root } = desk;
  if (!saving || !form2.isOpen()) return;
  if (reply.kind === "silent") return form2.lock("silent");
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
  form2.refuse(reply.kind === "changed" ? changed : reply.why);
}
function unlockForm(desk) {
  const { saving, connection, form: form2 } = desk;
  if (saving) connection.forget(saving.id);
  desk.saving = null;
  form2.lock("");
  form2.focus();
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
  const { screen, connection, form: form2 } = desk;
  if (screen !== "coding") return;
  const waiting = new Set(connection.unsaved().map(({ id }) => id));
  for (const draft of connection.storage().drafts()) {
    if (waiting.has(draft.message) || form2.isOpen() && form2.current().id === draft.id) continue;
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
  const form2 = h(
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
    [opener.hidden, form2.hidden] = [wanted, !wanted];
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
      [article, reason.value, opener.hidden, form2.hidden] = [coding.article, "", false, true];
      opener.textContent = `See ${other}'s codes …`;
      reason.setAttribute("aria-label", `Reason to open ${other}'s codes`);
      words.textContent = `You are coding blind. Opening ${other}'s codes of this article before both have finished it is recorded, with your reason, and the article no longer counts as coded blind.`;
    }
    if (coding.both || coding.others?.length || !coding.article) return null;
    return coding.opened ? null : [opener, form2];
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
  let [cards, shown2] = [[], {}];
  function show(state) {
    shown2 = state;
    const { coding, n: n2, user, book } = state;
    const here = (entry) => entry.place && entry.place.first <= n2 && n2 <= entry.place.last;
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
        n2 === null ? "No sentence" : `Sentence ${n2}`,
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
    const here = entry.place && entry.place.first <= shown2.n && shown2.n <= entry.place.last;
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
function rowField(field2, id, callbacks) {
  const many = field2.shape === "set";
  const boxes = field2.options.map(
    ({ value }) => h("input", { type: many ? "checkbox" : "radio", name: id, value, on: { change: () => onPick(value) } })
  );
  const chips = field2.options.map(
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
    callbacks.explain(field2.options[boxes.indexOf(event.target)]);
  }
  function onPick(value) {
    extra = [];
    strange.textContent = "";
    if (many) {
      const none = boxes.find((box) => box.value === "none");
      if (value === "none") boxes.forEach((box) => box.checked = box === none);
      else if (none && value !== "none") none.checked = !boxes.some((box) => box.checked && box !== none);
    }
    callbacks.explain(field2.options.find((option) => option.value === value));
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
      const step2 = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
      boxes[(boxes.indexOf(event.target) + step2 + boxes.length) % boxes.length].focus();
    }
  }
  return {
    node,
    focus: () => (boxes.find((box) => box.checked) ?? boxes[0])?.focus(),
    value: () => [...boxes.filter((box) => box.checked).map((box) => box.value), ...extra].join(" "),
    set(wanted) {
      const values = many ? wanted.split(/\s+/).filter(Boolean) : [wanted];
      boxes.forEach((box) => box.checked = values.includes(box.value));
      extra = values.filter((value) => value && !field2.options.some((option) => option.value === value));
      strange.textContent = extra.length ? `“${extra.join(" ")}” is not in the codebook` : "";
    },
    typed: () => ""
  };
}
function lineField(field2, id, callbacks) {
  const input = h("textarea", {
    id,
    rows: field2.shape === "words" ? "2" : "1",
    spellcheck: "false",
    on: { input: onInput, keydown: onKey, focus: () => callbacks.explain() }
  });
  let [cell, shown2] = ["", ""];
  function onInput() {
    fit();
    callbacks.changed();
  }
  function fit() {
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${Math.min(input.scrollHeight + 2, 120)}px`;
  }
  function onKey(event) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey || field2.shape === "words") return;
    event.preventDefault();
    callbacks.next();
  }
  return {
    node: input,
    focus: () => input.focus(),
    value: () => input.value === shown2 ? cell : input.value,
    set(wanted) {
      input.value = cell = wanted;
      shown2 = input.value;
      fit();
    },
    typed: () => input.value
  };
}

// src/stancebook/desk/page/coding/suggestions.js
function matching(options, typed2) {
  const wanted = folded(typed2.trim());
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
function listField(field2, id, callbacks) {
  const free = field2.shape === "free";
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
  const options = h("div", { role: "listbox", id: listId, "aria-label": inWords(field2.name), class: "sb-options" });
  const explanation = h("p", { class: "sb-explanation" });
  const popup = h("div", { class: "sb-popup", hidden: true }, options, explanation);
  const node = h("div", { class: "sb-list" }, input, popup);
  let [value, shown2, at, aliasFor, seekTurn, moved] = ["", [], -1, null, 0, false];
  const named = (wanted) => field2.options.find((option) => option.value === wanted);
  const wording = (wanted) => free ? wanted : named(wanted)?.label ?? wanted;
  const isOpen = () => !popup.hidden;
  function open(typed2) {
    const matches = matching(field2.options, typed2);
    show(matches, typed2);
    if (field2.seek) {
      const turn = ++seekTurn;
      callbacks.seek(typed2).then((more) => turn === seekTurn && isOpen() && show(more, typed2));
    }
  }
  function show(matches, typed2) {
    shown2 = matches.slice(0, 60);
    const exact = matches.some(
      (option) => (option.names ?? [option.value, option.label]).some((name) => folded(name) === folded(typed2.trim()))
    );
    if (field2.aliases && typed2.trim() && !exact && !aliasFor) shown2.push({ alias: typed2.trim() });
    at = typed2.trim() && shown2.length && !free ? 0 : -1;
    refill(
      options,
      shown2.map((option, index) => {
        const label = option.alias ? [`“${option.alias}” as an alias of …`] : [h("b", {}, option.label), hint(option)];
        return h(
          "div",
          {
            role: "option",
            id: `${listId}-${index}`,
            class: option.alias ? "sb-option sb-new" : "sb-option",
            "aria-selected": "false",
            on: { mousedown: (event) => event.preventDefault(), click: () => take2(option) }
          },
          label
        );
      })
    );
    if (!shown2.length && !free)
      fill(options, h("div", { role: "option", "aria-disabled": "true", class: "sb-option" }, "nothing fits"));
    const all = free && shown2.length === 1 && exact;
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
    const option = shown2[at];
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
  function take2(option) {
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
    const typed2 = folded(input.value.trim());
    const matches = matching(field2.options, input.value);
    const exact = matches.find(
      (option) => (option.names ?? [option.value, option.label]).some((name) => folded(name) === typed2)
    );
    if (typed2 && (exact || matches.length === 1)) settle((exact ?? matches[0]).value);
    else if (typed2) input.setAttribute("aria-invalid", "true");
  }
  function onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) return open("");
      if (shown2.length) at = (at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + shown2.length) % shown2.length;
      mark();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (isOpen() && shown2[at]) take2(shown2[at]);
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
    parts = fields.map((field2, at) => {
      const make = { list: listField, free: listField, row: rowField, set: rowField }[field2.shape] ?? lineField;
      return make(field2, `${id}-${field2.name}`, {
        changed,
        next: () => (parts[at + 1] ?? { focus: () => saveButton.focus() }).focus(),
        explain: (option) => explain(at, option ?? null),
        ask: (words) => say(words),
        alias: callbacks.alias,
        seek: callbacks.seek
      });
    });
    fields.forEach((field2, at) => parts[at].set(entry.row?.[field2.name] ?? field2.start ?? ""));
    first = JSON.stringify(values());
    draw2(id);
    hint();
  }
  function draw2(id) {
    quote = h("blockquote", { dir: "auto" });
    head = h("h2", {}, `${entry.was ? "Change" : "New"} ${KIND_NAMES[entry.kind]}`);
    hints = h("div", { class: "sb-hints" });
    message = h("p", { class: "sb-message", role: "alert" });
    help = h("div", { class: "sb-help", "aria-label": "From the codebook", role: "region", tabindex: "0" });
    saveButton = h(
      "button",
      { class: "sb-main", type: "button", on: { click: save2 } },
      "Save ",
      h("kbd", {}, "Ctrl+↵")
    );
    leaveButton = h("button", { type: "button", on: { click: leave } }, "Leave ", h("kbd", {}, "Esc"));
    foot = h("div", { class: "sb-foot" }, saveButton, leaveButton, h("span", { class: "sb-more" }));
    const shown2 = fields.map(
      (field2, at) => h(
        "div",
        { class: `sb-field sb-field-${field2.name}`, on: { focusin: () => explain(at) } },
        ["row", "set"].includes(field2.shape) ? h("span", { class: "sb-name", id: `${id}-${field2.name}-label` }, inWords(field2.name)) : h("label", { class: "sb-name", for: `${id}-${field2.name}` }, inWords(field2.name)),
        parts[at].node
      )
    );
    refill(node, head, quote, h("div", { class: "sb-fields" }, shown2), hints, message, help, foot);
    showQuote();
  }
  function showQuote() {
    refill(quote, shownSigns(entry.words ?? ""));
    if (!entry.words) fill(quote, h("i", {}, "its quote as before; choose words in the text for others"));
  }
  function explain(at, option) {
    if (!entry || !help) return;
    const field2 = fields[at];
    if (explained !== field2) {
      explained = field2;
      help.scrollTop = 0;
      refill(
        help,
        h("h3", {}, inWords(field2.name)),
        h("p", { class: "sb-meaning", hidden: true }),
        field2.rule && h("p", {}, field2.rule),
        ["row", "set"].includes(field2.shape) && h(
          "dl",
          {},
          field2.options.filter(({ meaning }) => meaning).map(({ value, label, meaning }) => [h("dt", { "data-value": value }, label), h("dd", {}, meaning)])
        )
      );
    }
    if (option === void 0) return;
    const line = help.querySelector(".sb-meaning");
    refill(line, option?.meaning && option.meaning !== option.label ? [h("b", {}, option.label), ` ${option.meaning}`] : []);
    line.hidden = !line.firstChild;
  }
  function values() {
    return Object.fromEntries(fields.map((field2, at) => [field2.name, parts[at].value()]));
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
  function save2() {
    if (locked) return;
    const row = values();
    const wrong = fields.flatMap((field2, at) => {
      if (row[field2.name] || !field2.required) return [];
      const typed2 = parts[at].typed();
      return [{ at, what: typed2 ? `${inWords(field2.name)} (“${typed2}” is not in the codebook)` : inWords(field2.name) }];
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
      save2();
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
    save: save2,
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
  function hit(step2) {
    const number = text.nextHit(step2);
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
function chosenRange({ chosen: chosen2 }) {
  if (!chosen2) return null;
  const { anchor, focus } = chosen2;
  const starts = anchor.at < focus.at || anchor.at === focus.at && anchor.from <= focus.from ? anchor : focus;
  const ends = anchor.at > focus.at || anchor.at === focus.at && anchor.to >= focus.to ? anchor : focus;
  return { first: starts.at, from: starts.from, last: ends.at, to: ends.to };
}
function chosenRows(view) {
  const range = chosenRange(view);
  return range ? Array.from({ length: range.last - range.first + 1 }, (_2, step2) => range.first + step2) : [];
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
function spotBeside(view, { at, from, to }, step2, over) {
  const here = stopsIn(view.rows[at]);
  const next = step2 > 0 ? here.find((stop) => stop[1] > to) : here.findLast((stop) => stop[0] < from);
  if (next) return { at, from: next[0], to: next[1] };
  if (!over || !view.rows[at + step2]) return { at, from, to };
  return edgeSpot(view, at + step2, step2 > 0 ? 0 : -1);
}
function moveWord(view, step2, extend) {
  const { rows, current, chosen: chosen2 } = view;
  if (!rows[current]) return;
  if (!chosen2) {
    const first = edgeSpot(view, current, step2 > 0 ? 0 : -1);
    return chooseWords(view, first, first);
  }
  const next = spotBeside(view, chosen2.focus, step2, extend);
  chooseWords(view, extend ? chosen2.anchor : next, next);
}
function moveToEdge(view, which, extend) {
  const { rows, current, chosen: chosen2 } = view;
  if (!rows[current]) return;
  const edge = edgeSpot(view, current, which);
  chooseWords(view, extend ? chosen2?.anchor ?? edgeSpot(view, current, which ? 0 : -1) : edge, edge);
}
function extendBySentence(view, step2) {
  const { rows, current, chosen: chosen2 } = view;
  if (!rows[current]) return;
  const edge = edgeSpot(view, current, step2 > 0 ? -1 : 0);
  if (!chosen2) return chooseWords(view, edgeSpot(view, current, step2 > 0 ? 0 : -1), edge);
  const whole = step2 > 0 ? chosen2.focus.to >= edge.to : chosen2.focus.from <= edge.from;
  const at = whole ? current + step2 : current;
  if (rows[at]) chooseWords(view, chosen2.anchor, edgeSpot(view, at, step2 > 0 ? -1 : 0));
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
  const [start, end] = [first, last].map((n2) => rows.findIndex((row) => row.n === n2));
  if (start < 0 || end < 0) return "";
  return rows.slice(start, end + 1).map(({ text }, step2) => {
    const ends = step2 === end - start ? unitsBefore(text, to) : text.length;
    return text.slice(step2 ? 0 : unitsBefore(text, from), ends);
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
    const [first, last] = [entry.place.first, entry.place.last].map((n2) => byNumber.get(n2) ?? rows.length - 1);
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
  const nodes = edges.slice(1).map((to, step2) => segmentNodes(row.text, edges[step2], to, pieces));
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
function goToHit(view, step2) {
  const { hits, hit: before, current } = view;
  if (!hits) return 0;
  const all = [...hits].flatMap(([at, here]) => here.map((range) => ({ at, ...range })));
  const number = before ? (all.findIndex(({ at, from }) => at === before.at && from === before.from) + step2 + all.length) % all.length : hitNear(all, current, step2);
  view.hit = all[number];
  goToRow(view, view.hit.at, { keep: true });
  if (before) drawRow(view, before.at);
  drawRow(view, view.hit.at);
  return number + 1;
}
function hitNear(all, current, step2) {
  const number = step2 > 0 ? all.findIndex(({ at }) => at >= current) : all.findLastIndex(({ at }) => at <= current);
  return number < 0 ? step2 > 0 ? 0 : all.length - 1 : number;
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
function boundaryAt(x2, y2) {
  const spot = document.caretPositionFromPoint?.(x2, y2);
  if (spot) return [spot.offsetNode, spot.offset];
  const range = document.caretRangeFromPoint?.(x2, y2);
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
  const x2 = Math.max(frame.left + 2, Math.min(event.clientX, frame.left + list.clientWidth - 3));
  const y2 = Math.max(frame.top + 2, Math.min(event.clientY, frame.bottom - 3));
  const boundary = boundaryAt(x2, y2);
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
function isOver(node, { clientX: x2, clientY: y2 }) {
  const { left, right, top, bottom } = node.getBoundingClientRect();
  return x2 >= left && x2 <= right && y2 >= top && y2 <= bottom;
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
  const at = (n2) => view.rows.findIndex((row) => row.n === n2);
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
    toSentence: (n2, options) => goToRow(view, at(n2), options),
    nextUndecided: (step2) => goToUndecided(view, step2),
    place: () => chosenPlace(view),
    wordsAt: (place) => wordsAtPlace(view, place),
    clear: () => chooseNothing(view),
    chooseSentence: () => chooseSentence(view),
    moveWord: (step2, extend) => moveWord(view, step2, extend),
    moveToEdge: (which, extend) => moveToEdge(view, which, extend),
    extendBySentence: (step2) => extendBySentence(view, step2),
    search: (words) => searchText(view, words),
    nextHit: (step2) => goToHit(view, step2),
    hits: () => hitCount(view),
    light: (test) => lightMarks(view, test),
    focus: () => list.focus({ preventScroll: true }),
    sentence: () => view.rows[view.current]?.n ?? null,
    sentences: () => sentencesAt(view),
    isNothing: (n2) => view.rows[at(n2)]?.decided === "nothing",
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
function textRow({ n: n2, text, block }, at, prefix) {
  const words = h("span", { class: "sb-words", dir: "auto" }, shownSigns(text));
  const state = h("span", { class: "sb-state", role: "img" });
  const count = h("span", { class: "sb-count" });
  const node = h(
    "div",
    { class: block ? "sb-sentence sb-block" : "sb-sentence", role: "option", id: `${prefix}-${n2}`, "data-at": at },
    h("span", { class: "sb-n" }, n2),
    state,
    words,
    count
  );
  return { n: n2, text, node, words, state, count, marks: [], drawn: "" };
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
function goToUndecided(view, step2) {
  for (let at = view.current + step2; view.rows[at]; at += step2) {
    if (view.rows[at].decided) continue;
    goToRow(view, at, { center: true });
    return true;
  }
  return false;
}
function sentencesAt(view) {
  const { first, last } = chosenRange(view) ?? { first: view.current, last: view.current };
  return view.rows.slice(first, last + 1).map(({ n: n2 }) => n2);
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
  const form2 = formView({
    save: (entry) => saveEntry(desk, entry),
    leave: () => closeForm(desk),
    unlock: () => unlockForm(desk),
    resend: connection.sendAgain,
    changed: (entry) => keepEntry(desk, entry),
    alias: (actor, alias) => addAlias(desk, actor, alias),
    seek: (words) => seekArticles(desk, words)
  });
  const articleList2 = articleListView(connection.ask, {
    open: (id) => openArticle(desk, id),
    leave: () => closeArticleList(desk),
    drawn: () => sayDone(desk, "saved: the sample")
  });
  articleList2.node.hidden = true;
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
  const panes = h("div", { class: "sb-panes" }, h("div", { class: "sb-left" }, frame, articleList2.node), right);
  const bar = h("div", { class: "sb-bar" });
  const noticeArea = h("div", { class: "sb-notices", hidden: true });
  const start = h("div", { class: "sb-start-page" });
  return { text, entries, form: form2, articleList: articleList2, help, search, wholeButton, frame, right, panes, bar, noticeArea, start };
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
function showScreen({ root, screen, right, noticeArea, form: form2, entries, panes, bar, help, start, status, adjudication }) {
  root.dataset.screen = screen;
  if (screen === "coding") {
    right.replaceChildren(noticeArea, form2.isOpen() ? form2.node : entries.node);
    panes.classList.toggle("sb-filling", form2.isOpen());
    if (!panes.isConnected) root.replaceChildren(bar, panes, help.node);
  } else root.replaceChildren(...screen === "start" ? [start, status] : [bar, noticeArea, adjudication.node]);
}
function showList({ articleList: articleList2, frame, panes }, shown2) {
  articleList2.node.hidden = !shown2;
  frame.hidden = shown2;
  panes.classList.toggle("sb-listing", shown2);
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
  const { form: form2, articleList: articleList2, search, text, notices } = desk;
  if (form2.isOpen()) return form2.focus();
  if (!articleList2.node.hidden) return closeArticleList(desk);
  if (search.isOpen()) search.end();
  if (text.hasChosen()) text.clear();
  else notices.findLast(({ plain }) => plain)?.dismiss();
  text.focus();
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
var h2 = /* @__PURE__ */ Symbol.for("pv");
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
  var e2 = { type: r2, props: u2, key: i2, ref: f2, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: h2, __v: o2 || ++t, __i: -1, __u: 0 };
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
  e2 && ((r2 = _({ constructor: h2 }, u2)).__v = u2.__v + 1, n.vnode && n.vnode(r2), z(e2, r2, u2, t2.__n, e2.namespaceURI, 32 & u2.__u ? [i2] : null, f2, i2 || S(u2), 32 & u2.__u, o2), r2.__v = u2.__v, r2.__.__k[r2.__i] = r2, E(f2, r2, o2), u2.__ = u2.__e = null, r2.__e != i2 && j(r2));
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
  for (f2 = 0; f2 < i2; f2++) null != (o2 = t2[f2]) && "boolean" != typeof o2 && "function" != typeof o2 ? ("object" != typeof o2 || o2.constructor === String ? o2 = k2[f2] = m(null, o2) : w(o2) ? o2 = k2[f2] = m($, { children: o2 }) : o2.constructor === h2 && o2.__b ? o2 = k2[f2] = m(o2.type, o2.props, o2.key, o2.ref, o2.__v) : k2[f2] = o2, l2 = f2 + _2, o2.__ = n2, o2.__b = n2.__b + 1, e2 = null, ~(c2 = o2.__i = P(o2, r2, l2, d2)) && (d2--, (e2 = r2[c2]) && (e2.__u |= 2)), e2 && e2.__v ? (o2.__u |= 16, c2 == l2 - 1 ? _2-- : c2 == l2 + 1 ? _2++ : c2 != l2 && (c2 > l2 ? _2-- : _2++, g2 = 1)) : (~c2 || (i2 > v2 ? _2-- : i2 < v2 && _2++), "function" != typeof o2.type && (o2.__u |= 4))) : k2[f2] = null;
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
  if (r2.constructor !== h2) return null;
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
  return null != n2 && n2.constructor === h2;
}, x.prototype.setState = function(n2, t2) {
  var r2 = this.__s;
  r2 && r2 != this.state || (r2 = this.__s = _({}, this.state)), "function" == typeof n2 && (n2 = n2(_({}, r2), this.props)), n2 && (_(r2, n2), this.__v && (t2 && this.__k.push(t2), L(this)));
}, x.prototype.forceUpdate = function(n2) {
  this.__v && (this.__g |= 4, n2 && this.__h.push(n2), L(this));
}, x.prototype.render = $, u = [], f = 0, o = function(n2, t2) {
  return n2.__v.__b - t2.__v.__b;
}, e = /* @__PURE__ */ Symbol(), l = /(PointerCapture)$|Capture$/i, c = 0, a = {}, s = 0;

// src/stancebook/desk/page/lib/view.js
function h3(tag, props, ...children) {
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
function key2(name) {
  return h3("kbd", { "aria-hidden": "true" }, name);
}
function button2(label, run, keyName, props) {
  const title = keyName && typeof label === "string" ? `${label} (${keyName})` : void 0;
  return h3("button", { type: "button", title, ...props, onClick: run }, label, keyName && [" ", key2(keyName)]);
}

// src/stancebook/desk/page/adjudication/words.js
var ABOUT = { presence: "statement", all: "the whole reading", fact: "the fact that holds it" };
var KIND = {
  statement: {
    differs: "The coders differ",
    alone: "Not all coders have it",
    reread: "All agree; drawn to be read again",
    amended: "All agree; amended all the same"
  },
  fact: { differs: "A fact: the coders differ", alone: "A fact: not all have it", alike: "A fact: all have it alike" }
};
var PRESENCE = { present: "found", absent: "no statement", "": "nothing found" };
function valueInWords(variable, value) {
  if (variable === "presence") return PRESENCE[value] ?? value;
  if (variable === "all" && value === "present") return "found";
  if (variable === "condition") return value.split(" ").filter(Boolean).map(inWords).join(", ");
  if (variable === "position") return signed(value);
  return ["via", "voice", "plan", "attribute", "status"].includes(variable) ? inWords(value) : value;
}
var factInWords = (row) => [row.attribute, row.value || [.../* @__PURE__ */ new Set([row.value_low, row.value_high])].filter(Boolean).join("–"), row.unit].filter(Boolean).map(inWords).join(" ");
var itemInWords = (item) => item.is === "fact" ? `fact: ${factInWords(Object.values(item.codings).find(Boolean))}` : `${inWords(item.key.actor)}, ${inWords(item.key.issue)}`;
function markedPieces(text, number, codings) {
  const marks = Object.values(codings).flatMap((coding, at) => {
    const { first, from, last, to } = coding?.place ?? { first: 1, last: 0 };
    if (number < first || number > last) return [];
    const start = number === first ? unitsBefore(text, from) : 0;
    return [{ coder: at + 1, from: start, to: number === last ? unitsBefore(text, to) : text.length, first: number === first }];
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
var codersOf = (item) => Object.keys(item.codings);
var variableOf = (item, name) => item.variables.find(({ variable }) => variable === name);
var isAlike = (item) => ["reread", "amended", "alike"].includes(item.kind);
var asCoded = ({ cells }) => Object.values(cells).find((cell) => cell && cell !== "unread") ?? "";
function choicesOf(item, scope, draft, names) {
  const coders = codersOf(item);
  const row = scope && variableOf(item, scope);
  const alike = scope ? !row?.differs || scope === "all" : isAlike(item);
  const ways = coders.map((coder, at) => ({ key: at + 1, take: coder, label: labelOf(item, coder, row, names) }));
  if (alike) {
    const amended = (scope ? [row] : item.variables).some(
      ({ variable, differs, decision }) => !differs && (decision || draft.values[variable] !== void 0)
    );
    const label = item.kind === "alike" ? "take it" : amended && (scope || item.kind !== "reread") ? "as coded" : "";
    ways.splice(0, ways.length, { key: 1, take: coders.find((coder) => item.codings[coder]), label });
  }
  const [third, neither, merged] = [1, 2, 3].map((more) => coders.length + more);
  ways.push({ key: third, take: "third", label: scope in ABOUT ? "" : "another version" });
  if (item.is === "fact") {
    if (!scope) ways.push({ key: neither, take: "neither", label: "leave it out" });
    if (!scope) ways.push({ key: merged, take: "merged", label: item.known.length ? "another fact holds it" : "" });
  } else {
    ways.push({ key: neither, take: "neither", label: "no statement" });
    ways.push({ key: 0, take: "upheld", label: item.kind === "reread" && (!scope || scope === "all") ? "upheld" : "" });
  }
  return ways.filter(({ label }) => label);
}
function labelOf(item, coder, row, names) {
  const has = item.codings[coder];
  if (item.is === "fact") return has ? `${names[coder]}’s` : "";
  if (item.kind !== "alone" || row && row.variable !== "presence") return has ? `${names[coder]}’s` : "";
  return `${names[coder]}: ${has ? "keep" : "leave out"}`;
}
function chosen(item, scope, draft, take2) {
  const next = { ...draft, values: { ...draft.values } };
  if (item.is === "fact") return chosenFact(item, scope, next, take2);
  const whole = !scope || take2 === "upheld" || take2 === "neither";
  const values = takenValues(item, scope, take2);
  next.values = whole ? values : { ...next.values, ...values };
  for (const row of item.variables) {
    const same = next.values[row.variable] === asCoded(row);
    if (!row.differs && !row.decision && same) delete next.values[row.variable];
  }
  return next;
}
function takenValues(item, scope, take2) {
  if (take2 === "upheld") return { all: "upheld" };
  if (take2 === "neither") return { presence: "absent", ...item.kind === "reread" && { all: "amended" } };
  if (!item.codings[take2]) return { presence: "absent" };
  const concerned = ({ variable, differs, decision }) => variable !== "all" && (differs || decision);
  const rows = scope ? [variableOf(item, scope)] : item.variables.filter(concerned);
  return Object.fromEntries(rows.map(({ variable, cells }) => [variable, cells[take2]]));
}
function chosenFact(item, scope, draft, take2) {
  if (take2 === "neither") return { ...draft, verdict: "left_out", values: {}, of: void 0 };
  if (!scope) return { ...draft, verdict: "kept", of: take2, values: {} };
  return withValue(item, draft, scope, item.codings[take2][scope]);
}
function withValue(item, draft, variable, value) {
  const next = { ...draft, values: { ...draft.values, [variable]: value } };
  if (variable === "fact") return { ...draft, verdict: "merged", fact: value, values: {}, of: void 0 };
  if (item.is === "fact") {
    const of = draft.of ?? codersOf(item).find((coder) => item.codings[coder]);
    if (item.codings[of][variable] === value) delete next.values[variable];
    return { ...next, verdict: "kept", of };
  }
  if (next.values.presence === "absent") delete next.values.presence;
  if (next.values.all === "upheld") delete next.values.all;
  const row = variableOf(item, variable);
  if (row.differs || value === asCoded(row)) return next;
  if (item.kind === "reread" && variableOf(item, "all").decision !== "amended") next.values.all = "amended";
  if (item.kind === "alone" && variableOf(item, "presence").decision !== "present") next.values.presence = "present";
  return next;
}
function standing(item, draft, variable) {
  if (item.is !== "fact") return draft.values[variable] ?? variableOf(item, variable)?.decision ?? "";
  if (draft.verdict && draft.verdict !== "kept") return "";
  if (draft.of) return draft.values[variable] ?? item.codings[draft.of][variable];
  return item.result?.[variable] ?? "";
}
var isBegun = (draft) => Boolean(draft && (draft.verdict || Object.keys(draft.values).length));
function requestOf(item, scope, draft, typed2) {
  return item.is === "fact" ? factRequest(item, draft, typed2) : statementRequest(item, scope, draft, typed2);
}
function factRequest(item, draft, typed2) {
  const decided = item.decision === "amended" ? "kept" : item.decision;
  const { verdict = decided, of, values: row, fact = item.fact } = draft;
  const reason = (draft.reason || typed2 || item.reason).trim();
  const params = { article: item.article, facts: item.facts, decision: verdict, of, row, fact, reason };
  const bare = item.kind === "alike" && !Object.keys(row).length && verdict === "kept";
  return { verb: "decide_fact", params, decisions: [], lacks: !verdict ? "choice" : reason || bare ? "" : "reason" };
}
function statementRequest(item, scope, draft, typed2) {
  const inScope = (name) => !scope || name === scope || !variableOf(item, scope)?.differs;
  const names = Object.keys(draft.values).filter(inScope);
  const earlier = ({ variable, decision }) => decision && (!scope || variable === scope);
  const bare = names.length ? [] : item.variables.filter(earlier);
  const why = (name) => draft.reasons[name]?.trim() || draft.reason.trim() || typed2.trim() || variableOf(item, name).reason;
  const decisions = [
    ...names.map((name) => ({ variable: name, decision: draft.values[name], reason: why(name) })),
    ...bare.map(({ variable, decision }) => ({ variable, decision, reason: why(variable) }))
  ];
  const shown2 = Object.fromEntries(item.variables.map(({ variable, cells }) => [variable, cells]));
  const lacks = !decisions.length ? "choice" : decisions.some(({ reason }) => !reason) ? "reason" : "";
  return { verb: "decide", params: { key: item.key, decisions, shown: shown2 }, decisions, lacks };
}

// src/stancebook/desk/page/adjudication/moves.js
var DRAFTED = "adjudication ";
var itemOf = ({ items, at }) => items[at];
var isReady = ({ current, silent }) => Boolean(current?.open && current.frozen === "frozen" && !current.waits.length && !silent);
var nameOf = (is, { key: key3, facts }, article) => is === "fact" ? [article, ...Object.values(facts)].filter(Boolean).join(" ") : ["article", "sentence_start", "actor", "issue"].map((part) => key3[part]).join(" ");
function itemsOf({ units, facts, article, known }) {
  const named = (is) => (each) => ({ ...each, is, article, known: known ?? [], name: nameOf(is, each, article) });
  return [...units.map(named("statement")), ...facts.map(named("fact"))];
}
function draftOf(view, change) {
  const name = itemOf(view)?.name;
  const own = view.drafts.get(name) ?? emptyDraft();
  if (!change || !name) return own;
  const next = change(own);
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
  if (next) await openArticle2(view, next, next === current?.article);
  else view.redraw();
}
async function readOverview(view) {
  const reply = await view.ask("overview");
  if (reply.ok) takeOverview(view, reply);
  else view.trouble = reply.why;
}
var takeOverview = (view, { articles, left, next, unfinished, names }) => Object.assign(view, { articles, left, next, unfinished, names });
async function openArticle2(view, article, keep = false) {
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
  const first = Math.max(0, items.findIndex(({ done }) => !done));
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
var goToArticle = (view, article) => queued(view, () => openArticle2(view, article));
var goBeside = (view, step2) => queued(view, async () => {
  const { articles, current } = view;
  const other = articles[articles.findIndex((each) => each.article === current?.article) + step2];
  if (other) await openArticle2(view, other.article);
  else view.say(step2 > 0 ? "this is the last article" : "this is the first article");
});
var goToLeft = (view, step2) => queued(view, async () => {
  let place = view.at + step2;
  while (view.items[place]?.done) place += step2;
  if (view.items[place]) goToItem(view, place);
  else await goToLeftBeyond(view, step2);
  view.focus();
});
async function goToLeftBeyond(view, step2) {
  const { articles, current } = view;
  const here = articles.findIndex((each) => each.article === current?.article);
  const beyond = [...articles.slice(here + 1), ...articles.slice(0, Math.max(0, here))];
  const other = (step2 > 0 ? beyond : beyond.reverse()).find((each) => each.left);
  if (!other) {
    if (!view.left) await readOverview(view);
    view.say(view.left ? "nothing else is left" : view.next);
    return view.redraw();
  }
  await openArticle2(view, other.article);
  const places = view.items.flatMap((each, place) => each.done ? [] : [place]);
  if (places.length) goToItem(view, places.at(step2 > 0 ? 0 : -1));
}

// src/stancebook/desk/page/adjudication/article.js
var MARGIN = 60;
function articleOf(view) {
  const item = itemOf(view);
  const props = { class: "sa-text", "aria-label": "The article", role: "region", tabindex: "0" };
  return h3(
    "div",
    { ...props, ref: (node) => view.text = node },
    (view.current?.sentences ?? []).map(
      ({ n: n2, text, block }) => h3(Sentence, { key: n2, n: n2, text, block, item: item && isIn(item, n2) ? item : null, current: n2 === item?.sentence })
    )
  );
}
var isIn = (item, n2) => n2 === item.sentence || Object.values(item.codings).some((coding) => coding?.place?.first <= n2 && n2 <= coding.place.last);
var Sentence = class extends x {
  shouldComponentUpdate({ text, item, current }) {
    return text !== this.props.text || item !== this.props.item || current !== this.props.current;
  }
  render({ n: n2, text, block, item, current }) {
    const words = item ? markedPieces(text, n2, item.codings).map(pieceOf) : text;
    const name = ["sa-sentence", block && "sa-block", current && "sa-current"].filter(Boolean).join(" ");
    return h3(
      "span",
      { class: name, "data-n": n2 },
      h3("span", { class: "sa-n", "aria-hidden": "true" }, String(n2)),
      h3("span", { class: "sa-words", dir: "auto" }, words),
      " "
    );
  }
};
function pieceOf({ text, coders, starts }) {
  return coders.reduceRight(
    (inner, coder) => h3("span", { class: "sa-mark", "data-coder": coder, "data-starts": starts.includes(coder) ? coder : void 0 }, inner),
    text
  );
}
function scrollToCase({ text }) {
  const row = text?.querySelector(".sa-current");
  if (!row) return;
  const [box, outer] = [row.getBoundingClientRect(), text.getBoundingClientRect()];
  if (box.top < outer.top + 8 || box.bottom > outer.bottom - 8) text.scrollTop += box.top - outer.top - MARGIN;
}

// src/stancebook/desk/page/adjudication/editing.js
var AGAIN = "Read the sentence again as if it were new. Uphold what all have, or amend what is wrong in it.";
function beginThird(view, item, take2) {
  const due = item.variables.filter(({ differs, variable }) => differs && !(variable in ABOUT)).map(({ variable }) => variable);
  const first = item.is === "fact" ? ["value"] : ["position"];
  const queue = take2 === "merged" ? ["fact"] : view.scope ? [view.scope] : due.length ? due : first;
  editVariable(view, item, queue, !view.scope && take2 !== "merged");
}
function editVariable(view, item, [variable, ...rest], whole) {
  const coded = codersOf(item).map((coder) => item.codings[coder]?.[variable]).find(Boolean);
  const members = (standing(item, draftOf(view), variable) || coded || "").split(" ").filter(Boolean);
  Object.assign(view, { scope: variable, beside: "", editing: { variable, rest, members, whole } });
  view.redraw();
  if (valuesOf(view, variable).length) view.focus();
  else {
    const input = view.aside.querySelector("input");
    input.focus();
    input.select();
  }
}
function valuesOf({ codebook, items, at }, variable) {
  const { facts = {}, variables = {} } = codebook;
  const ids = (list) => (list ?? []).map((each) => ({ value: each.id ?? each, meaning: each.text ?? "" }));
  if (variable === "fact")
    return items[at].known.map((row) => ({ value: row.fact, meaning: `${factInWords(row)}: ${row.quote}` }));
  const lists = { plan: facts.plans, attribute: facts.attributes, status: facts.status };
  return variable in lists && items[at]?.is === "fact" ? ids(lists[variable]) : variables[variable]?.values ?? [];
}
function pickDigit(view, place) {
  const { variable } = view.editing;
  const value = valuesOf(view, variable)[place]?.value;
  if (value === void 0) return view.say(`there is no value ${place + 1}`);
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
  const item = itemOf(view);
  const { variable, rest, whole } = view.editing;
  if (!value && (variable === "speaker" || variable === "condition")) {
    view.trouble = variable === "speaker" ? "the speaker is empty; write - where nobody is named" : "choose at least one, or none";
    return view.redraw();
  }
  view.trouble = "";
  draftOf(view, (draft) => withValue(item, draft, variable, value));
  if (rest.length) return editVariable(view, item, rest, whole);
  Object.assign(view, { editing: null, scope: whole || variable === "fact" ? "" : view.scope });
  view.redraw();
  view.reason.focus();
}
function rulesOf(view) {
  const { editing, scope, codebook } = view;
  const item = itemOf(view);
  if (!item) return null;
  const name = editing?.variable ?? (scope || item.variables.find(({ differs }) => differs)?.variable || "position");
  const { unit, include, exclude } = codebook;
  const rules = { presence: [unit, include, exclude], all: [AGAIN] }[name] ?? [codebook.variables?.[name]?.rule];
  const values = valuesOf(view, name);
  const hint = values.length ? "Press the number of the value, or click it." : "Write it, then press Enter.";
  return [
    h3("h3", {}, ABOUT[name] ?? inWords(name)),
    editing && h3("p", { class: "sa-hint" }, name === "condition" ? "Press the numbers of all that apply, then Enter." : hint),
    rules.filter(Boolean).map((text) => h3("p", { dir: "auto", key: text }, text)),
    editing && !values.length ? field(view, item, name) : valueList(view, item, name, values)
  ];
}
function field(view, item, name) {
  const coded = codersOf(item).map((coder) => item.codings[coder]?.[name]).find(Boolean);
  const send = () => take(view, view.aside.querySelector("input").value.trim());
  const onKeyDown = (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    view.ended(event);
    send();
  };
  const value = standing(item, draftOf(view), name) || coded || "";
  const props = { class: "sa-speaker", type: "text", defaultValue: value, dir: "auto", "aria-label": inWords(name) };
  return h3("div", { class: "sa-ask", key: `${item.name} ${name}` }, h3("input", { ...props, onKeyDown }), button2("Take it", send));
}
function valueList(view, item, name, values) {
  const { editing } = view;
  const row = (each, place) => editing ? valueButton(view, item, name, each, place) : valueWords(name, each);
  return [
    h3(
      "ul",
      { class: editing ? "sa-values sa-picking" : "sa-values", key: name },
      values.map((each, place) => h3("li", { key: each.value }, row(each, place)))
    ),
    editing && name === "condition" && button2("Take these (Enter)", () => takeSet(view), "", { class: "sa-take-set" })
  ];
}
var valueWords = (name, { value, meaning }) => [h3("b", {}, valueInWords(name, value)), h3("span", { dir: "auto" }, ` ${meaning}`)];
function valueButton(view, item, name, each, place) {
  const set = name === "condition";
  const ticked = view.editing.members.includes(each.value);
  const current = !set && standing(item, draftOf(view), name) === each.value ? "true" : void 0;
  const props = { class: "sa-value", "aria-pressed": set ? String(ticked) : void 0, "aria-current": current };
  const box = set && h3("span", { class: "sa-box" }, ticked ? "☑ " : "☐ ");
  const words = h3("span", {}, place < 9 && key2(String(place + 1)), " ", box, valueWords(name, each));
  return button2(words, () => pickDigit(view, place), "", props);
}

// src/stancebook/desk/page/adjudication/decision.js
function choose(view, take2) {
  const item = itemOf(view);
  if (!item) return;
  if (!isReady(view)) return view.say("nothing can be decided now; the notice above says why");
  if (view.busy) return;
  view.trouble = "";
  if (take2 === "third" || take2 === "merged") return beginThird(view, item, take2);
  draftOf(view, (draft) => chosen(item, view.scope, draft, take2));
  view.editing = null;
  if (take2 === "neither" || take2 === "upheld") view.scope = "";
  view.redraw();
  view.reason.focus();
}
function chooseDigit(view, digit) {
  const item = itemOf(view);
  const way = item && choicesOf(item, view.scope, draftOf(view), view.names).find(({ key: key3 }) => key3 === digit);
  if (way) choose(view, way.take);
  else view.say(`${digit} chooses nothing here`);
}
function typeReason(view, words) {
  const { scope, editing } = view;
  const alone = itemOf(view).is === "statement" && scope && !editing?.whole;
  draftOf(view, (draft) => alone ? { ...draft, reasons: { ...draft.reasons, [scope]: words } } : { ...draft, reason: words });
  view.trouble = "";
  view.redraw();
}
async function save(view) {
  const item = itemOf(view);
  if (!item || view.busy) return;
  if (!isReady(view)) return view.say("nothing can be decided now; the notice above says why");
  const { verb, params, decisions, lacks } = requestOf(item, view.scope, draftOf(view), view.reason.value);
  if (lacks === "choice") return complain(view, "nothing is chosen yet; take a reading by its number, or a value of the table", "pane");
  if (lacks === "reason") return complain(view, "the decision has no reason; write why", "reason");
  const reply = await write(view, verb, params);
  if (reply.kind === "silent") view.silent = { name: item.name, decisions };
  if (!reply.ok) return view.redraw();
  dropDecided(view, item.name, decisions);
  takeCases(view, reply, item.name);
  view.redraw();
  goOn(view, item.name);
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
  const item = itemOf(view);
  if (item?.name !== name || item.done) return goToLeft(view, 1);
  const { values } = draftOf(view);
  const open = item.variables.find(({ differs, decision, variable }) => differs && !decision && !(variable in values));
  view.toVariable(view.scope && open ? open.variable : "");
}
async function takeBack(view) {
  const { scope, busy } = view;
  const item = itemOf(view);
  const isFact = item?.is === "fact";
  const some = isFact ? item.decision : item?.variables.some(({ variable, decision }) => decision && (!scope || variable === scope));
  if (!some) return view.say("nothing is decided here; there is nothing to take back");
  if (busy) return;
  const [verb, params] = isFact ? ["undecide_fact", { article: item.article, facts: item.facts }] : ["undecide", { key: item.key, variables: scope ? [scope] : [] }];
  const reply = await write(view, verb, params);
  if (!reply.ok) return;
  forgetDraft(view, item.name);
  takeCases(view, reply, item.name);
  view.redraw();
  view.focus();
}
async function act(view, verb, params) {
  const reply = await write(view, verb, params);
  if (!reply.ok) return reply;
  if (verb === "freeze") {
    takeOverview(view, reply);
    await openArticle2(view, view.current.article, true);
  } else if (reply.units) takeCases(view, reply, itemOf(view)?.name);
  else await showCases(view);
  if (reply.what) view.say(`${verb === "undo" ? "undone" : "done again"}: ${reply.what}`);
  view.redraw();
  view.focus();
  return reply;
}
function step(view, verb) {
  if (!view.current?.[verb]) return view.say(`there is nothing to ${verb} on this article`);
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
  if (view.current) await openArticle2(view, view.current.article, true);
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
function asideOf(view) {
  const parts = { keys: keysOf, agreement: agreementOf, comments: commentsOf };
  return h3(
    "aside",
    { class: "sa-rules", tabindex: "0", "aria-label": "Beside the case", ref: (node) => view.aside = node },
    (parts[view.beside] ?? rulesOf)(view)
  );
}
function keysOf() {
  const rows = KEYS.map(([names, words]) => [h3("dt", {}, h3("kbd", {}, names)), h3("dd", {}, words)]);
  return [h3("h3", {}, "Keys"), h3("dl", { class: "sa-keys" }, rows)];
}
function summed(rows, labelOf2) {
  const sums = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const label = labelOf2(row);
    const sum = sums.get(label) ?? { label, same: 0, of: 0 };
    sums.set(label, { label, same: sum.same + row.same, of: sum.of + row.of });
  }
  return [...sums.values()];
}
function agreementOf({ agreement, names }) {
  const line = ({ label, same, of }) => h3("tr", { key: label }, h3("th", { scope: "row" }, label), h3("td", {}, `${same} of ${of}`), h3("td", {}, `${Math.round(100 * same / of)} %`));
  const table2 = (rows) => h3("table", {}, h3("tbody", {}, rows.map(line)));
  const byVariable = summed(agreement, ({ variable }) => ABOUT[variable] ?? inWords(variable));
  const byPair = summed(agreement, ({ pair }) => pair.map((coder) => names[coder]).join(" and "));
  return [
    h3("h3", {}, "Agreement so far"),
    h3("p", {}, "Of the articles that are open, before any decision: pairs of coders with the same value. Chance is not taken off."),
    agreement.length ? [table2(byVariable), table2(byPair)] : h3("p", {}, "There is nothing to compare yet.")
  ];
}
function commentsOf(view) {
  const { current, names } = view;
  const item = itemOf(view);
  const sentence = item?.sentence;
  const own = (current?.comments ?? []).filter((each) => each.sentence === sentence);
  const send = async () => {
    const field2 = view.aside.querySelector("textarea");
    const reply = await act(view, "comment", { article: current.article, sentence, text: field2.value });
    if (reply.ok) field2.value = "";
    view.aside.querySelector("textarea")?.focus();
  };
  const onKeyDown = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    view.ended(event);
    send();
  };
  return [
    h3("h3", {}, sentence ? `Comments on sentence ${sentence}` : "Comments"),
    own.map(({ by, at, text }) => h3("p", { key: at + by, dir: "auto" }, h3("b", {}, `${names[by] ?? by}: `), text)),
    own.length === 0 && h3("p", {}, "None yet. Coders read them once the article is open to them."),
    sentence && [
      h3("textarea", { class: "sa-comment", rows: "3", "aria-label": "A comment", dir: "auto", key: item.name, onKeyDown }),
      button2("Send (Ctrl+Enter)", send, "", { class: "sa-send" })
    ]
  ];
}

// src/stancebook/desk/page/adjudication/blockers.js
function blockersOf(view) {
  const { current, next, items } = view;
  if (!current) return null;
  if (!current.open) return closedPanel(view, current);
  const empty = !items.length && !current.stale.length && !next;
  return [
    current.waits.length > 0 && waitingPanel(current.waits),
    current.frozen !== "frozen" && freezePanel(view, current),
    current.stale.map((each, at) => stalePanel(view, each, at)),
    alikePanel(view),
    next && h3("div", { class: "sa-notice sa-next", key: "next" }, h3("p", {}, next)),
    empty && h3("p", { class: "sb-quiet", key: "empty" }, "There is nothing to decide in this article.")
  ];
}
function closedPanel(view, { article, why }) {
  const words = `${article} is not open: ${why}. The codings stay apart until all have finished.`;
  const look = (reason) => act(view, "look", { article, reason });
  return askingPanel(view, "sa-early", words, "why it has to be opened early; this is recorded", [["Open all the same", look]]);
}
function waitingPanel([first, ...others]) {
  return h3(
    "div",
    { class: "sa-notice", key: "waits" },
    h3("p", {}, `Adjudication waits until the files are in order: ${first}`),
    others.length > 0 && h3("p", {}, `${others.length} more like it`)
  );
}
function freezePanel(view, { frozen }) {
  const words = frozen === "edited" ? "The codings were edited after they were frozen. Undo the edit, or freeze them anew, before you decide." : "The codings are not frozen yet. Reliability is measured on frozen codings: freeze them first, then decide.";
  const { unfinished } = view;
  const mind = unfinished && ` Not all is finished: ${unfinished}.`;
  const freeze = (reason) => act(view, "freeze", { reason, early: Boolean(unfinished) });
  const label = unfinished ? "Freeze all the same" : "Freeze the codings";
  return askingPanel(view, "sa-freeze", words + mind, "why they are frozen now", [[label, freeze]]);
}
function stalePanel(view, { file, row, wrong }, at) {
  const what = row.variable ? `${inWords(row.actor)}, ${inWords(row.issue)}: ${ABOUT[row.variable] ?? row.variable}` : `a fact, ${inWords(row.attribute)}:`;
  const decided = `Decided on ${what} ${valueInWords(row.variable, row.decision)}.`;
  const out = () => act(view, "drop", { article: row.article, file, row });
  return h3(
    "div",
    { class: "sa-notice", key: `stale ${at}` },
    h3("p", {}, `${decided} But ${wrong}.`),
    button2("Take this decision out", out)
  );
}
function alikePanel(view) {
  const { current, items } = view;
  const count = items.filter(({ kind }) => kind === "alike").length;
  if (count < 2 || current.frozen !== "frozen" || current.waits.length) return null;
  const take2 = () => act(view, "take_alike", { article: current.article });
  return h3(
    "div",
    { class: "sa-notice", key: "alike" },
    h3("p", {}, `${count} facts are alike for all coders, and are not in facts.csv yet.`),
    button2(`Take all ${count}`, take2)
  );
}
function askingPanel(view, name, words, hint, ways) {
  const send = (go) => {
    const input = view.pane.querySelector(`.${name}`);
    if (input.value.trim()) return go(input.value);
    input.setAttribute("aria-invalid", "true");
    input.focus();
    view.say("a reason is needed");
  };
  const onKeyDown = (event) => event.key === "Enter" && (view.ended(event), send(ways[0][1]));
  const props = { class: name, type: "text", placeholder: hint, "aria-label": hint, dir: "auto", onKeyDown };
  return h3(
    "div",
    { class: "sa-notice", key: name },
    h3("p", {}, words),
    h3("div", { class: "sa-ask" }, h3("input", props), ways.map(([label, go]) => button2(label, () => send(go), "", { key: label })))
  );
}

// src/stancebook/desk/page/adjudication/case.js
function caseOf(view) {
  const item = itemOf(view);
  if (!item) return null;
  return [h3("div", { class: "sa-body" }, about(view, item), choices(view, item), table(view, item)), form(view, item)];
}
function about(view, item) {
  const { codebook, names } = view;
  const actor = codebook.actors?.find(({ id }) => id === item.key?.actor)?.name ?? item.key?.actor;
  const issue = codebook.issues?.find(({ id }) => id === item.key?.issue)?.text;
  const words = item.is === "fact" ? factInWords(Object.values(item.codings).find(Boolean)) : `${actor} on ${inWords(item.key.issue)}`;
  const marks = codersOf(item).map((coder, at) => {
    const mark = h3("span", { class: "sa-mark", "data-coder": at + 1, "data-starts": at + 1 }, `${names[coder]}’s words`);
    return h3("span", { key: coder }, mark, !item.codings[coder] && ": none");
  });
  return [
    h3(
      "p",
      { class: "sa-about" },
      h3("span", {}, h3("b", {}, words), issue && `: ${issue}`),
      h3("span", { class: "sa-kind" }, KIND[item.is][item.kind])
    ),
    view.current.own && h3("p", { class: "sa-own" }, "You coded this article yourself; your decisions on it are marked so."),
    h3("p", { class: "sa-key" }, marks)
  ];
}
var offOf = (view) => isReady(view) && !view.busy ? void 0 : "true";
function choices(view, item) {
  const { scope } = view;
  const label = h3("span", {}, `${ABOUT[scope] ?? inWords(scope)} ✕`);
  const ways = choicesOf(item, scope, draftOf(view), view.names);
  const wayButton = ({ key: key3, label: words, take: take2 }) => h3(
    "button",
    { type: "button", key: key3, class: "sa-choice", "aria-disabled": offOf(view), "data-key": key3, onClick: () => choose(view, take2) },
    h3("kbd", {}, String(key3)),
    ` ${words}`
  );
  return h3(
    "div",
    { class: "sa-choices", role: "group", "aria-label": "Whose reading" },
    scope ? button2(label, () => view.toVariable(""), "", { class: "sa-scope", title: "Back to the whole (Esc)" }) : h3("span", { class: "sa-scope" }, "the whole:"),
    ways.map(wayButton)
  );
}
function shownVariables(item, draft) {
  const matters = ({ variable, differs, decision, cells }) => differs || decision || draft.values[variable] !== void 0 || !(variable in ABOUT) && Object.values(cells).some(Boolean);
  const rows = item.variables.filter(matters);
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}
function table(view, item) {
  const coders = codersOf(item);
  const rows = shownVariables(item, draftOf(view));
  const heads = ["variable", ...coders.map((coder) => view.names[coder]), "decision"];
  const remarks = ["confidence", "note", "quote"].filter((name) => coders.some((coder) => item.codings[coder]?.[name]));
  const own = item.is === "fact" ? remarks : remarks.filter((name) => name !== "quote");
  return h3(
    "div",
    { class: "sa-table" },
    h3(
      "table",
      { "data-coders": coders.length },
      h3("thead", {}, h3("tr", {}, heads.map((name) => h3("th", { scope: "col", key: name }, name)))),
      h3("tbody", {}, rows.map((row) => tableRow(view, item, row)), own.map((name) => remarkRow(view, item, name)))
    )
  );
}
function tableRow(view, item, row) {
  const { variable, differs } = row;
  const here = variable === view.scope;
  const names = [differs ? "sa-differs" : "sa-alike", here && "sa-in-focus"].filter(Boolean).join(" ");
  const props = { class: "sa-variable", "aria-pressed": String(here) };
  return h3(
    "tr",
    { class: names, "data-variable": variable, key: variable },
    h3("th", { scope: "row" }, button2(ABOUT[variable] ?? inWords(variable), () => view.toVariable(variable), "", props)),
    codersOf(item).map((coder) => codedCell(view, item, row, coder)),
    decisionCell(view, item, row)
  );
}
function codedCell(view, item, { variable, differs, cells }, coder) {
  const value = cells[coder];
  const words = value === "" && variable !== "presence" ? "" : valueInWords(variable, value);
  const missing = !item.codings[coder] && variable !== "presence";
  if (!differs || missing || variable === "all") return h3("td", { dir: "auto", key: coder }, words);
  const now = standing(item, draftOf(view), variable);
  const taken = variable === "presence" ? now === (value || "absent") : now !== "" && now === value;
  const label = `take ${view.names[coder]}’s: ${inWords(variable)} ${words || "nothing"}`;
  const take2 = () => (view.toVariable(variable), choose(view, coder));
  const props = { class: taken ? "sa-take sa-taken" : "sa-take", "aria-disabled": offOf(view), "aria-label": label, dir: "auto" };
  return h3("td", { key: coder }, button2(h3("span", {}, words || "nothing"), take2, "", props));
}
function decisionCell(view, item, row) {
  const { variable, differs } = row;
  const draft = draftOf(view);
  const value = standing(item, draft, variable);
  const decided = item.is === "fact" ? item.result?.[variable] ?? "" : row.decision;
  const words = h3("b", { dir: "auto" }, valueInWords(variable, value));
  const drafted = item.is === "fact" ? Boolean(draft.verdict) && value !== decided : value !== decided;
  if (drafted) return h3("td", { class: "sa-decision sa-drafted" }, value && words, h3("span", { class: "sb-quiet" }, value && " not saved"));
  if (!value) return h3("td", { class: "sa-decision" }, differs && !item.done && h3("span", { class: "sb-quiet" }, "to decide"));
  return h3("td", { class: "sa-decision" }, words, row.reason && h3("span", { class: "sa-why", dir: "auto" }, row.reason));
}
function remarkRow({ codebook }, item, name) {
  const known = codebook.variables?.confidence?.values ?? [];
  const meaning = (value) => known.find((each) => each.value === value)?.meaning;
  const words = (value) => name === "confidence" && value && meaning(value) ? `${value}, ${meaning(value)}` : value;
  const cells = codersOf(item).map((coder) => h3("td", { dir: "auto", key: coder }, words(item.codings[coder]?.[name] ?? "")));
  return h3("tr", { class: "sa-remark", key: name }, h3("th", { scope: "row" }, name), cells, h3("td", {}));
}
function verdictOf(view, item) {
  if (item.is !== "fact") return null;
  const { verdict, of, fact } = draftOf(view);
  const said = { left_out: "left out", merged: `held by ${fact ?? item.fact}` };
  const chosen2 = said[verdict] ?? (of && `as ${view.names[of]} has it`) ?? (verdict && "taken");
  const decided = item.decision && (said[item.decision] ?? `${item.decision}, as ${item.fact}`);
  return h3("p", { class: "sa-verdict" }, chosen2 ? `${chosen2}, not saved` : decided ?? "");
}
function form(view, item) {
  const { scope, trouble, prefix, current } = view;
  const id = `${prefix}-reason`;
  const alone = item.is === "statement" && scope;
  const decided = item.is === "fact" ? item.decision : item.variables.some(({ variable, decision }) => decision && (!scope || variable === scope));
  const reasons = (current.reasons ?? []).slice(0, 9);
  return h3(
    "div",
    { class: "sa-form" },
    verdictOf(view, item),
    h3("label", { class: "sa-because", for: id }, alone ? `Why, on ${ABOUT[scope] ?? inWords(scope)}` : "Why"),
    h3("textarea", {
      ...{ id, class: "sa-reason", rows: "2", dir: "auto", readOnly: !isReady(view), value: reasonOf(view, item) },
      ref: (node) => view.reason = node,
      onInput: (event) => typeReason(view, event.target.value)
    }),
    reasons.length > 0 && h3(
      "details",
      { class: "sa-reasons" },
      h3("summary", {}, "reasons given before"),
      reasons.map(
        (words, at) => button2(words, () => (typeReason(view, words), view.reason.focus()), "", { key: words, "data-at": at, dir: "auto" })
      )
    ),
    h3("p", { class: "sa-alarm", role: "alert", hidden: !trouble }, trouble),
    h3(
      "div",
      { class: "sa-acts" },
      button2("Save and go on (Ctrl+Enter)", () => save(view), "", { class: "sa-save", "aria-disabled": offOf(view) ?? "false" }),
      decided && button2("Take the decision back", () => takeBack(view), "", { class: "sa-back" })
    )
  );
}
function reasonOf(view, item = itemOf(view)) {
  const own = draftOf(view);
  if (item.is === "fact") return own.reason || item.reason;
  const { scope, editing } = view;
  if (scope && !editing?.whole) return own.reasons[scope] ?? variableOf(item, scope)?.reason ?? "";
  const saved = [...new Set(item.variables.filter(({ decision }) => decision).map(({ reason }) => reason))];
  return own.reason || (saved.length === 1 ? saved[0] : "");
}

// src/stancebook/desk/page/adjudication/lists.js
var MOST = 200;
var isFound = (view, { article, outlet, headline }) => `${article} ${outlet} ${headline}`.toLowerCase().includes(view.find.trim().toLowerCase());
function listsOf(view) {
  const onInput = (event) => (view.find = event.target.value, view.redraw());
  const finds = { type: "search", class: "sa-find", placeholder: "find an article  ( / )", "aria-label": "Find an article" };
  return h3(
    "nav",
    { class: "sa-nav", "aria-label": "What is to be decided" },
    h3("input", { ...finds, value: view.find, onInput, onKeyDown: (event) => onFindKey(view, event), ref: (node) => view.finder = node }),
    articleList(view),
    view.items.length > 0 && caseList(view),
    h3(
      "div",
      { class: "sa-asides" },
      ["agreement", "comments", "keys"].map((name) => asideButton(view, name))
    )
  );
}
var asideButton = (view, name) => button2(name, () => view.showAside(name), name === "keys" ? "?" : "", { "aria-pressed": String(view.beside === name) });
function articleList(view) {
  const { articles, current, prefix } = view;
  const found = articles.filter((each) => isFound(view, each));
  const here = found.findIndex((each) => each.article === current?.article);
  const from = Math.max(0, Math.min(here - MOST / 2, found.length - MOST));
  const none = view.find.trim() ? "No article matches." : "Nothing is coded yet.";
  const rest = found.length > MOST && `${MOST} of ${found.length} shown; search for the others`;
  const remark = found.length ? rest : none;
  const props = { class: "sa-articles", role: "listbox", tabindex: "0", "aria-label": "Articles" };
  const active = here >= 0 ? `${prefix}-${current.article}` : void 0;
  return h3(
    "div",
    { ...props, "aria-activedescendant": active, onKeyDown: (event) => onListKey(view, event), ref: (node) => view.list = node },
    found.slice(from, from + MOST).map((each) => articleRow(view, each)),
    remark && h3("p", { class: "sb-quiet" }, remark)
  );
}
function articleRow(view, { article, headline, outlet, left, open, own, waiting }) {
  const names = waiting.map((coder) => view.names[coder]).join(", ");
  const decided = left ? [left, `${left} left`] : ["✓", "all decided"];
  const [sign, words] = open ? decided : ["⋯", `not finished by ${names}`];
  const selected = article === view.current?.article;
  return h3(
    "div",
    {
      class: left ? "sa-row" : "sa-row sa-pale",
      role: "option",
      key: article,
      id: `${view.prefix}-${article}`,
      "aria-selected": String(selected),
      ref: selected ? scrollIn : void 0,
      onClick: () => goToArticle(view, article).then(view.focus)
    },
    h3("b", {}, article),
    h3("span", { class: "sa-title" }, headline || outlet || "no headline", own && h3("i", {}, " (coded by you)")),
    h3("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, String(sign))
  );
}
function caseList(view) {
  return h3(
    "div",
    { class: "sa-units", role: "listbox", "aria-label": "Cases of this article" },
    view.items.map((item, place) => caseRow(view, item, place))
  );
}
function caseRow(view, item, place) {
  const open = isBegun(view.drafts.get(item.name)) ? ["✎", "begun, not saved"] : ["·", "to decide"];
  const [sign, words] = item.done ? ["✓", "decided"] : open;
  return h3(
    "div",
    {
      class: "sa-row",
      role: "option",
      key: item.name,
      "aria-selected": String(place === view.at),
      ref: place === view.at ? scrollIn : void 0,
      onClick: () => (goToItem(view, place), view.focus())
    },
    h3("b", {}, String(item.sentence ?? "")),
    h3("span", { class: "sa-title" }, itemInWords(item)),
    h3("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign)
  );
}
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
  const step2 = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step2 && event.key !== "Enter") return;
  view.ended(event);
  if (step2) goBeside(view, step2);
  else view.focus();
}

// src/stancebook/desk/page/adjudication/adjudication.js
function adjudicationView({ ask, say, storage, codebook }) {
  const node = document.createElement("div");
  node.className = "sa";
  const view = {
    ...{ ask, say, storage, codebook, node },
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
    ended: (event) => (event.preventDefault(), event.stopPropagation()),
    focus: () => view.pane?.focus({ preventScroll: true }),
    toVariable: (name) => toVariable(view, name),
    showAside: (name) => showAside(view, name),
    redraw: () => redraw(view)
  };
  const settle = () => view.focus();
  const onKey = (event) => onAdjudicationKey(view, event) && view.ended(event);
  node.addEventListener("keydown", onKey);
  recallDrafts(view);
  view.redraw();
  return {
    node,
    async show(article) {
      view.parent = node.parentElement;
      view.parent.addEventListener("focus", settle);
      await showCases(view, article);
      if ([document.body, view.parent].includes(document.activeElement)) settle();
    },
    changed: () => reread(view),
    late: (message, reply) => takeLate(view, message, reply),
    close: () => view.parent?.removeEventListener("focus", settle),
    focus: settle
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
  const props = { class: "sa-unit", tabindex: "0", "aria-label": "The case to decide on", "data-pane": "text" };
  return h3(
    "section",
    { ...props, ref: (node) => view.pane = node },
    headOf(view),
    h3("div", { class: "sa-notices" }, blockersOf(view)),
    view.current?.open && articleOf(view),
    caseOf(view)
  );
}
function headOf(view) {
  const { current, trouble, articles, items, at, left } = view;
  if (!current) {
    const words = trouble || view.next || "Nothing is coded yet.";
    return h3("div", { class: "sa-head" }, h3("p", { class: trouble ? "sb-alarm" : "sb-quiet" }, words));
  }
  const source = articles.find((each) => each.article === current.article);
  const about2 = [source?.headline, source?.outlet].filter(Boolean);
  const here = items.length ? `${at + 1} of ${items.length}, ${current.left} left here` : "";
  const tool = (label, keyName, run, words) => button2(label, run, keyName, { title: words || void 0, "aria-disabled": words ? void 0 : "true" });
  return h3(
    "div",
    { class: "sa-head" },
    h3("div", { class: "sa-which" }, h3("b", {}, current.article), about2.map((words) => ` · ${words}`)),
    h3("div", { class: "sa-progress" }, [here, `${left} left in the study`].filter(Boolean).join(" · ")),
    h3(
      "div",
      { class: "sa-tools", role: "toolbar", "aria-label": "Tools" },
      tool("next undecided", "Page down", () => goToLeft(view, 1), left && "Next case without a decision"),
      tool("undo", "Ctrl+Z", () => step(view, "undo"), current.undo && `Undo: ${current.undo}`),
      tool("redo", "Ctrl+Y", () => step(view, "redo"), current.redo && `Redo: ${current.redo}`)
    )
  );
}
function toVariable(view, name) {
  Object.assign(view, { scope: name, editing: null, trouble: "", beside: "" });
  view.redraw();
  view.focus();
}
function stepVariable(view, by) {
  const item = itemOf(view);
  if (!item) return;
  const stops = ["", ...shownVariables(item, draftOf(view)).map(({ variable }) => variable)];
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
  const { key: key3, target, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (key3 === "Enter" && control) return save(view), true;
  if (key3 === "Escape") return leaveOne(view), true;
  if (target.matches("input, textarea, select")) return false;
  if (control && key3.toLowerCase() === "z") return step(view, shiftKey ? "redo" : "undo"), true;
  if (control && key3.toLowerCase() === "y") return step(view, "redo"), true;
  if (control || event.altKey || ["Tab", "Shift"].includes(key3)) return false;
  if (target.closest("button, summary") && (key3 === "Enter" || key3 === " ")) return false;
  if (target.closest(".sa-text") && /^(Arrow(Up|Down)|Page|Home|End)/.test(key3)) return false;
  if (shiftKey && (key3 === "ArrowDown" || key3 === "ArrowUp")) return goBeside(view, key3 === "ArrowDown" ? 1 : -1).then(view.focus), true;
  if (view.editing?.variable === "condition" && key3 === "Enter") return takeSet(view), true;
  if (/^[0-9]$/.test(key3)) return view.editing && key3 !== "0" ? pickDigit(view, Number(key3) - 1) : chooseDigit(view, Number(key3)), true;
  if (Object.hasOwn(ACTIONS, key3)) return ACTIONS[key3](view), true;
  return typed(view, key3);
}
function typed(view, key3) {
  if ([...key3].length > 1) return false;
  if (!itemOf(view) || !isReady(view)) return view.say(`“${key3}” does nothing here; ? shows the keys`), true;
  typeReason(view, reasonOf(view) + key3);
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
  const beside = (label, step2, keyName, title) => button(label, () => goToNeighbour(desk, step2), keyName, { "aria-label": title, title: `${title} (${keyName})` });
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
  const n2 = text.sentence();
  const nothing = n2 !== null && text.isNothing(n2);
  keepingFocus(desk, () => desk.entries.show({ coding, n: n2, user, book, nothing }));
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
function takeLate2(desk, message, reply) {
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
function goToOpenSentence(desk, step2) {
  const where = step2 > 0 ? "after" : "before";
  if (!desk.text.nextUndecided(step2)) sayDone(desk, `no sentence without a decision ${where} this one`);
  desk.text.focus();
}
function goToNeighbour(desk, step2) {
  desk.moves = desk.moves.then(async () => {
    if (!desk.article || isFilling(desk)) return;
    const next = await desk.articleList.neighbour(desk.article.article, step2);
    if (next) await openArticle(desk, next);
    else sayDone(desk, `this is the ${step2 > 0 ? "last" : "first"} article of the list`);
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
  const { screen, help, form: form2 } = desk;
  if (screen === "start") return onStartKey(desk, event);
  if (screen !== "coding") return;
  if (help.isOpen()) {
    if (event.key === "Escape" || event.key === "?") takeKey(event, help.hide);
  } else if (!isTyping(event.target) && !form2.node.contains(event.target)) onTextKey(desk, event);
}
function onStartKey({ root }, event) {
  const choice = /^[1-9]$/.test(event.key) && root.querySelectorAll(".sb-user")[Number(event.key) - 1];
  if (choice) takeKey(event, () => choice.click());
}
function onTextKey(desk, event) {
  const { form: form2, articleList: articleList2, help, text, article } = desk;
  const graph = event.getModifierState?.("AltGraph");
  if ((event.ctrlKey || event.metaKey) && !graph) return onCommand(desk, event);
  if (event.altKey && !graph && !/^[[\]/?]$/.test(event.key)) return;
  const onButton = event.target.closest?.("button, summary");
  if (onButton && (event.key === "Enter" || event.key === " ")) return;
  if (event.key === "Escape") return takeKey(event, () => goBack(desk));
  if (!articleList2.node.hidden) return event.key === "?" && takeKey(event, help.show);
  const choosing = choosingKey(text, event);
  if (choosing) return takeKey(event, choosing);
  const name = latinName(event);
  if (form2.isOpen() && event.key === "Enter") return takeKey(event, () => form2.focus());
  if (form2.isOpen() && !BESIDE_A_FORM.has(name)) return;
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
    late: (message, reply) => takeLate2(desk, message, reply),
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
function hasUnsaved({ connection, form: form2 }) {
  return connection.unsaved().length > 0 || form2.isOpen() && form2.isFilled();
}
var desk_default = { render };
export {
  desk_default as default
};
