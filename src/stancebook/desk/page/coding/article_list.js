// The list of the study's articles: filters, the sample, and the way to the next one.

import { freshId, h, refill } from "../lib/elements.js";
import { sampleView } from "./sample.js";

const STATES = ["untouched", "begun", "finished"];
const PAGE = 100; // articles in one request
export const ALL_ARTICLES = { find: "", keyword: "", outlet: "", state: "", sampled: false };

// The list of articles. `callbacks` are open(article), leave() and drawn(); `ask` sends a request.
export function articleListView(ask, callbacks) {
  const field = (name, label, more = {}) => {
    const input = h("input", {
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": label,
      placeholder: label,
      on: { input: refreshSoon },
      ...more,
    });
    return [name, input];
  };
  const outlet = h(
    "select",
    { "aria-label": "Outlet", on: { change: () => refresh() } },
    h("option", { value: "" }, "all outlets"),
  );
  const state = h(
    "select",
    { "aria-label": "State", on: { change: () => refresh() } },
    h("option", { value: "" }, "all states"),
    STATES.map((each) => h("option", { value: each }, each)),
  );
  const sampled = h("input", { type: "checkbox", on: { change: () => refresh() } });
  const inputs = Object.fromEntries([field("find", "Id, outlet or headline"), field("keyword", "Words in the text")]);
  const summary = h("p", { class: "sb-quiet", role: "status" });
  const list = h("div", {
    class: "sb-articles",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Articles",
    on: { keydown: onListKey, scroll: onScroll },
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
      h("button", { type: "button", on: { click: () => callbacks.leave() } }, "Back ", h("kbd", {}, "Esc")),
    ),
    h(
      "div",
      { class: "sb-filters" },
      inputs.find,
      inputs.keyword,
      outlet,
      state,
      h("label", { class: "sb-check" }, sampled, "in the sample"),
    ),
    summary,
    list,
    draw,
  );
  const prefix = `sb-${freshId().slice(0, 8)}`;
  let [rows, total, at, turn, timer, here, asking] = [[], 0, 0, 0, null, "", false];

  function filters() {
    return {
      find: inputs.find.value.trim(),
      keyword: inputs.keyword.value.trim(),
      outlet: outlet.value,
      state: state.value,
      sampled: sampled.checked,
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
        (reply.outlets ?? []).map((each) => h("option", { value: each }, each || "(no outlet)")),
      );
      outlet.value = chosen;
    }
    at = Math.max(0, rows.findIndex(({ article }) => article === here));
    refill(
      summary,
      total === 1 ? "1 article" : `${total.toLocaleString("en")} articles`,
      reply.sample?.n ? `; in the sample ${reply.sample.n}: ${[reply.sample.draws ?? []].flat().join("; ")}` : "",
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
        on: { click: () => callbacks.open(row.article), mousedown: (event) => event.preventDefault() },
      },
      h("span", { class: "sb-id" }, row.article),
      h("span", { class: "sb-headline", dir: "auto" }, row.headline || "(no headline)"),
      h("span", { class: "sb-about" }, [row.outlet, dates].filter(Boolean).join(", ")),
      h(
        "span",
        { class: "sb-article-state" },
        row.sampled && h("i", {}, "sample "),
        `${row.state}${row.statements ? `, ${row.statements}` : ""}`,
      ),
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

  // The article before or after one in the filtered list; null if there is none.
  async function neighbour(article, step) {
    let from = Math.max(0, rows.findIndex((row) => row.article === article) - 1);
    for (;;) {
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
    focus: () => inputs.find.focus(),
  };
}
