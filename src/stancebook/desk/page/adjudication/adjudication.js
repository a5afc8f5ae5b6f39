// Adjudication: both coders' codings of a unit side by side, what is decided on it, and why; one unit is in view.
// `bench` is what its parts share: the line, the parts of the page, made once, and what is in view.

const ADJUDICATION_KEYS = [
  ["1, 2", "take coder_a's, coder_b's"],
  ["3", "a third version: then the number of a value"],
  ["4", "neither: no statement"],
  ["0", "uphold an agreement read again"],
  ["left, right", "one variable by itself; back to the whole"],
  ["Enter", "write the reason"],
  ["Ctrl+Enter", "save, and go on"],
  ["up, down (k, j)", "previous, next unit"],
  ["n, shift+n", "next, previous one left to decide"],
  ["[ and ]", "previous, next article"],
  ["Delete", "take a decision back"],
  ["u, r", "undo, redo"],
  ["/, g", "find an article, go to the list"],
  ["Esc", "back"],
  ["?", "these keys"],
];

function adjudicationView({ ask, say, kept, codebook }) {
  const bench = {
    ...{ ask, say, kept, codebook },
    prefix: `sa-${freshId().slice(0, 8)}`, // of ids: a page may hold two desks
    drafts: new Map(),
    articles: [],
    left: 0, // in the study
    told: null, // the article in view and its units
    at: 0, // the unit in view
    scope: "", // the variable in focus, or "" for the whole
    editing: null, // the third version being made
    trouble: "",
    helping: false,
    busy: false, // something is being written
    silent: null, // what the kernel has not answered
    walk: Promise.resolve(),
  };
  Object.assign(bench, benchParts(bench));
  const settle = () => focusPane(bench);
  return {
    node: bench.node,
    async show(article) {
      bench.ground = bench.node.parentElement; // the desk around gives its focus on
      bench.ground.addEventListener("focus", settle);
      await showDocket(bench, article);
      if ([document.body, bench.ground].includes(document.activeElement)) settle();
    },
    changed: () => rereadDocket(bench),
    late: (message, reply) => takeLateDecision(bench, message, reply),
    close: () => bench.ground?.removeEventListener("focus", settle),
    focus: settle,
  };
}

// The parts, made once: what is drawn anew stands inside of them, and the focus never falls.
function benchParts(bench) {
  const find = h("input", {
    type: "search",
    class: "sa-find",
    placeholder: "find an article  ( / )",
    "aria-label": "Find an article",
    on: { input: () => drawDocket(bench), keydown: (event) => onFindKey(bench, event) },
  });
  const list = h("div", {
    class: "sa-articles",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Articles",
    on: { keydown: (event) => onDocketKey(bench, event) },
  });
  const strip = h("div", { class: "sa-units", role: "listbox", "aria-label": "Units of this article" });
  const unit = unitParts(bench);
  const aside = h("aside", { class: "sa-rules", tabindex: "0", "aria-label": "The codebook on the variable" });
  const node = h(
    "div",
    { class: "sa", on: { keydown: (event) => onBenchKey(bench, event) && endKey(event) } },
    h("nav", { class: "sa-nav", "aria-label": "What is to be decided" }, find, list, strip),
    unit.pane,
    aside,
  );
  return { ...unit, find, list, strip, aside, node };
}

function unitParts(bench) {
  const head = h("div", { class: "sa-head" });
  const notices = h("div", { class: "sa-notices" });
  const passage = h("div", { class: "sa-passage" });
  const choices = h("div", { class: "sa-choices", role: "group", "aria-label": "Whose reading" });
  const table = h("div", { class: "sa-table" });
  const { node: form, ...parts } = decisionParts(bench);
  const body = h("div", { class: "sa-body" }, passage, choices, table, form);
  const props = { class: "sa-unit", tabindex: "0", "aria-label": "The unit to decide on", "data-pane": "text" };
  const pane = h("section", props, head, notices, body);
  return { ...parts, head, notices, passage, choices, table, body, pane };
}

function decisionParts(bench) {
  const id = `${bench.prefix}-reason`;
  const because = h("label", { class: "sa-because", for: id });
  const heard = { input: () => onReason(bench) };
  const reason = h("textarea", { id, class: "sa-reason", rows: "2", dir: "auto", on: heard });
  const alarm = h("p", { class: "sa-alarm", role: "alert" });
  const save = button("Save and go on (Ctrl+Enter)", () => storeDecision(bench), "", { class: "sa-save" });
  const back = button("Take the decision back", () => takeBack(bench), "", { class: "sa-back" });
  const node = h("div", { class: "sa-form" }, because, reason, alarm, h("div", { class: "sa-acts" }, save, back));
  return { node, because, reason, alarm, save, back };
}

function drawBench(bench) {
  keepingBench(bench, () => {
    drawDocket(bench);
    drawBenchHead(bench);
    drawHindrances(bench);
    drawUnit(bench);
  });
}

// Whatever is drawn anew, the focus stays in the view: outside of it keys would mean other things.
function keepingBench(bench, work) {
  const had = bench.node.contains(document.activeElement);
  work();
  const now = document.activeElement;
  if (had && !(bench.node.contains(now) && now.checkVisibility())) focusPane(bench);
}

function focusPane({ pane }) {
  pane.focus({ preventScroll: true });
}

function drawBenchHead(bench) {
  const { head, told, trouble, articles, at, left } = bench;
  if (!told) {
    const words = trouble || "Nothing was coded yet.";
    return refill(head, h("p", { class: trouble ? "sb-alarm" : "sb-quiet" }, words));
  }
  const source = articles.find((each) => each.article === told.article);
  const about = [source?.headline, source?.outlet].filter(Boolean);
  const count = told.units.length;
  const here = count ? `${at + 1} of ${count}, ${told.left} left here` : "";
  const next = () => goToLeft(bench, 1);
  refill(
    head,
    h("div", { class: "sa-which" }, h("b", {}, told.article), about.map((words) => ` · ${words}`)),
    h("div", { class: "sa-progress" }, [here, `${left} left in the study`].filter(Boolean).join(" · ")),
    h(
      "div",
      { class: "sa-tools", role: "toolbar", "aria-label": "Tools" },
      benchTool("next left", "n", next, left ? "Next unit that is left to decide" : ""),
      benchTool("undo", "u", () => stepAside(bench, "undo"), told.undo && `Undo: ${told.undo}`),
      benchTool("redo", "r", () => stepAside(bench, "redo"), told.redo && `Redo: ${told.redo}`),
      benchTool("keys", "?", () => toggleBenchKeys(bench), "All keys"),
    ),
  );
}

// A button with its key; without a title it does nothing now.
function benchTool(label, keyName, run, title) {
  const off = title ? undefined : "true";
  return button(label, () => title && run(), keyName, { title: title || undefined, "aria-disabled": off });
}

function toggleBenchKeys(bench) {
  bench.helping = !bench.helping;
  drawRules(bench);
  (bench.helping ? bench.aside : bench.pane).focus({ preventScroll: true });
}

function drawBenchKeys(aside) {
  const keys = ADJUDICATION_KEYS.map(([names, words]) => [h("dt", {}, h("kbd", {}, names)), h("dd", {}, words)]);
  refill(aside, h("h3", {}, "Keys"), h("dl", { class: "sa-keys" }, keys));
}

function drawUnit(bench) {
  const unit = unitOf(bench);
  keepingBench(bench, () => {
    bench.body.hidden = !unit;
    drawRules(bench);
    if (!unit) return;
    drawPassage(bench, unit);
    drawChoices(bench, unit);
    drawTable(bench, unit);
    drawDecision(bench, unit);
  });
}

function leaveScope(bench) {
  Object.assign(bench, { scope: "", editing: null });
}

function goToVariable(bench, name) {
  Object.assign(bench, { scope: name, editing: null, trouble: "" });
  drawUnit(bench);
}

function stepVariable(bench, step) {
  const rows = [...bench.table.querySelectorAll("tr[data-variable]")].map((row) => row.dataset.variable);
  const stops = ["", ...rows];
  goToVariable(bench, stops[(stops.indexOf(bench.scope) + step + stops.length) % stops.length]);
}

const BENCH_KEYS = {
  ArrowUp: (bench) => goToUnit(bench, bench.at - 1),
  k: (bench) => goToUnit(bench, bench.at - 1),
  ArrowDown: (bench) => goToUnit(bench, bench.at + 1),
  j: (bench) => goToUnit(bench, bench.at + 1),
  ArrowLeft: (bench) => stepVariable(bench, -1),
  ArrowRight: (bench) => stepVariable(bench, 1),
  n: (bench) => goToLeft(bench, 1),
  N: (bench) => goToLeft(bench, -1),
  "[": (bench) => goBeside(bench, -1).then(() => focusPane(bench)),
  "]": (bench) => goBeside(bench, 1).then(() => focusPane(bench)),
  Delete: (bench) => takeBack(bench),
  Backspace: (bench) => takeBack(bench),
  u: (bench) => stepAside(bench, "undo"),
  r: (bench) => stepAside(bench, "redo"),
  "/": ({ find }) => find.focus(),
  g: ({ list }) => list.focus(),
  "?": (bench) => toggleBenchKeys(bench),
  Enter: ({ reason }) => reason.focus(),
  ...Object.fromEntries([0, 1, 2, 3, 4].map((digit) => [digit, (bench) => choose(bench, digit)])),
};

// Whether a key meant something here.
function onBenchKey(bench, event) {
  const { key: name, target } = event;
  const control = event.ctrlKey || event.metaKey;
  if (name === "Enter" && control) return storeDecision(bench), true;
  if (name === "Escape") return leaveOne(bench), true;
  if (target.matches("input, textarea, select")) return false;
  if (control && name.toLowerCase() === "z") return stepAside(bench, event.shiftKey ? "redo" : "undo"), true;
  if (control && name.toLowerCase() === "y") return stepAside(bench, "redo"), true;
  if (control || event.altKey) return false;
  if (target.closest("button") && (name === "Enter" || name === " ")) return false;
  const run = pickingKey(bench, name) ?? (Object.hasOwn(BENCH_KEYS, name) ? BENCH_KEYS[name] : null);
  run?.(bench);
  return Boolean(run);
}

// What a key does while a third version is made.
function pickingKey({ editing }, name) {
  if (editing && /^[1-9]$/.test(name)) return (bench) => pickValue(bench, Number(name) - 1);
  return editing?.variable === "condition" && name === "Enter" ? takePickedSet : null;
}

function endKey(event) {
  event.preventDefault();
  event.stopPropagation();
}

// One step back: out of a third version, of a field, of a variable.
function leaveOne(bench) {
  const { helping, editing, pane, find } = bench;
  const active = document.activeElement;
  if (helping) bench.helping = false;
  else if (editing) bench.editing = null;
  else if (active === pane) bench.scope = "";
  if (active === find) find.value = "";
  drawBench(bench);
  focusPane(bench);
}
