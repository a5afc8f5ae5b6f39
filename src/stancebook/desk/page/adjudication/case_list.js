// The docket of an adjudicator: the articles with what is left to decide in each, and the units of the one in view.

const MOST = 200; // articles in the list at a time

// Shows what there is to decide: the article asked for, else the one in view, else the first with something left.
async function showDocket(bench, article) {
  recallDrafts(bench);
  const reply = await bench.ask("overview");
  if (reply.ok) takeOverview(bench, reply);
  else bench.trouble = reply.why;
  const { articles, told } = bench;
  const first = articles.find((each) => each.left) ?? articles.find((each) => !each.open) ?? articles[0];
  const next = article ?? told?.article ?? first?.article;
  if (next) await openDisputes(bench, next, { keep: next === told?.article });
  else drawBench(bench);
}

function takeOverview(bench, { articles, left }) {
  Object.assign(bench, { articles, left });
}

// Files of this hand were changed elsewhere: what is in view is read anew, and the draft stays.
async function rereadDocket(bench) {
  const reply = await bench.ask("overview");
  if (reply.ok) takeOverview(bench, reply);
  if (bench.told) await openDisputes(bench, bench.told.article, { keep: true });
}

// Opens an article at the unit in view before, or at the first that is left.
async function openDisputes(bench, article, { keep = false } = {}) {
  const before = keep ? unitName(unitOf(bench)) : null;
  const reply = await bench.ask("disputes", { article });
  if (reply.ok) return takeDisputes(bench, reply, before);
  bench.trouble = reply.why;
  drawBench(bench);
}

function takeDisputes(bench, reply, before) {
  const { articles, told } = bench;
  const known = articles.find((each) => each.article === reply.article);
  if (known) {
    bench.left += reply.left - known.left;
    Object.assign(known, { open: reply.open, left: reply.left, units: reply.units.length });
  }
  bench.told = reply;
  const same = before ? reply.units.findIndex((each) => unitName(each) === before) : -1;
  const anew = before || reply.article !== told?.article;
  const first = Math.max(0, reply.units.findIndex((each) => !each.done));
  bench.at = same >= 0 ? same : anew ? first : Math.min(bench.at, reply.units.length - 1);
  if (same < 0) leaveScope(bench);
  drawBench(bench);
}

const unitOf = ({ told, at }) => told?.units?.[at];
const unitName = (unit) =>
  unit && ["article", "sentence_start", "actor", "issue"].map((name) => unit.key[name]).join(" ");

function goToUnit(bench, place) {
  const { told, pane } = bench;
  if (!told?.units.length) return;
  bench.at = Math.max(0, Math.min(told.units.length - 1, place));
  leaveScope(bench);
  bench.trouble = "";
  pane.scrollTop = 0;
  drawBench(bench);
}

// What leads to another article goes one after the other, so that a second press goes on from where the first leads.
function walking(bench, go) {
  bench.walk = bench.walk.then(go);
  return bench.walk;
}

function goToArticle(bench, article) {
  return walking(bench, () => openDisputes(bench, article));
}

// The next unit that is left to decide, in this article or in one further on; with -1 the one before.
function goToLeft(bench, step) {
  return walking(bench, async () => {
    const units = bench.told?.units ?? [];
    let place = bench.at + step;
    while (units[place]?.done) place += step;
    if (units[place]) goToUnit(bench, place);
    else await goToLeftBeyond(bench, step);
    focusPane(bench);
  });
}

async function goToLeftBeyond(bench, step) {
  const { articles, told, left } = bench;
  const here = articles.findIndex((each) => each.article === told?.article);
  const beyond = [...articles.slice(here + 1), ...articles.slice(0, Math.max(0, here))];
  const other = (step > 0 ? beyond : beyond.reverse()).find((each) => each.left);
  if (!other) {
    bench.say(left ? "" : "all is decided");
    return drawBench(bench);
  }
  await openDisputes(bench, other.article);
  const places = bench.told.units.flatMap((each, place) => (each.done ? [] : [place]));
  if (places.length) goToUnit(bench, places.at(step > 0 ? 0 : -1));
}

// The article beside the one in view in the list.
function goBeside(bench, step) {
  return walking(bench, async () => {
    const { articles, told } = bench;
    const other = articles[articles.findIndex((each) => each.article === told?.article) + step];
    if (other) await openDisputes(bench, other.article);
  });
}

const isFound = ({ find }, { article, outlet, headline }) =>
  `${article} ${outlet} ${headline}`.toLowerCase().includes(find.value.trim().toLowerCase());

function drawDocket(bench) {
  const { articles, told, find, list, strip } = bench;
  const shown = articles.filter((each) => isFound(bench, each));
  const here = shown.findIndex((each) => each.article === told?.article);
  const from = Math.max(0, Math.min(here - MOST / 2, shown.length - MOST));
  const none = find.value.trim() ? "None is called so." : "Nothing was coded yet.";
  const rest = shown.length > MOST && `${MOST} of ${shown.length} shown; find the others by name`;
  const remark = shown.length ? rest : none;
  const rows = shown.slice(from, from + MOST).map((each) => articleRow(bench, each));
  refill(list, rows, remark && h("p", { class: "sb-quiet" }, remark));
  const current = list.querySelector("[aria-selected=true]");
  if (current) list.setAttribute("aria-activedescendant", current.id);
  else list.removeAttribute("aria-activedescendant");
  scrollInto(list, current);
  refill(strip, (told?.units ?? []).map((each, place) => unitRow(bench, each, place)));
  strip.hidden = !told?.units?.length;
  scrollInto(strip, strip.querySelector("[aria-selected=true]"));
}

function scrollInto(frame, row) {
  if (!row) return;
  const [box, outer] = [row.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (box.top < outer.top) frame.scrollTop += box.top - outer.top - 4;
  if (box.bottom > outer.bottom) frame.scrollTop += box.bottom - outer.bottom + 4;
}

function articleRow(bench, each) {
  const decided = each.left ? [each.left, `${each.left} left`] : ["✓", "all decided"];
  const [sign, words] = each.open ? decided : ["⋯", "not open"];
  return h(
    "div",
    {
      class: each.left ? "sa-row" : "sa-row sa-pale",
      role: "option",
      id: `${bench.prefix}-${each.article}`,
      "aria-selected": String(each.article === bench.told?.article),
      on: { click: () => goToArticle(bench, each.article).then(() => focusPane(bench)) },
    },
    h("b", {}, each.article),
    h("span", { class: "sa-title" }, each.headline || each.outlet || "no headline"),
    h("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign),
  );
}

function unitRow(bench, each, place) {
  const open = bench.drafts.has(unitName(each)) ? ["✎", "begun, not saved"] : ["·", "to decide"];
  const [sign, words] = each.done ? ["✓", "decided"] : open;
  return h(
    "div",
    {
      class: "sa-row",
      role: "option",
      "aria-selected": String(place === bench.at),
      on: { click: () => (goToUnit(bench, place), focusPane(bench)) },
    },
    h("b", {}, each.sentence),
    h("span", { class: "sa-title" }, `${inWords(each.key.actor)}, ${inWords(each.key.issue)}`),
    h("span", { class: "sa-left", title: words, "aria-label": words, role: "img" }, sign),
  );
}

function onFindKey(bench, event) {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  endKey(event);
  const first = bench.articles.find((each) => isFound(bench, each));
  if (event.key === "ArrowDown" || !first) return bench.list.focus();
  bench.find.value = "";
  goToArticle(bench, first.article).then(() => focusPane(bench));
}

function onDocketKey(bench, event) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step && event.key !== "Enter") return;
  endKey(event);
  if (step) goBeside(bench, step);
  else focusPane(bench);
}
