// Hindrances: what stands in the way of deciding, each with what can be done about it.

function drawHindrances(bench) {
  const { notices, told } = bench;
  const focused = notices.contains(document.activeElement) ? document.activeElement.className : "";
  const inputs = [...notices.querySelectorAll("input")];
  const typed = Object.fromEntries(inputs.map((input) => [input.className, input.value]));
  refill(notices, told && hindrancesOf(bench, told));
  for (const input of notices.querySelectorAll("input")) input.value = typed[input.className] ?? "";
  if (focused) notices.querySelector(`.${focused}`)?.focus();
}

function hindrancesOf(bench, told) {
  if (!told.open) return closedPanel(bench, told);
  const waits = told.waits.length > 0 && waitingPanel(told.waits);
  const freeze = told.frozen !== "frozen" && freezePanel(bench, told);
  const stale = told.stale.map((each) => stalePanel(bench, each));
  const empty = !told.units.length && !told.stale.length;
  return [waits, freeze, stale, empty && h("p", { class: "sb-quiet" }, "There is nothing to decide in this article.")];
}

function closedPanel(bench, { article, why: waits }) {
  const words = `${article} is not open: ${waits}. The codings stay apart until both have finished.`;
  const hint = "why it has to be opened early; this is recorded";
  const look = (reason) => actAside(bench, "look", { article, reason });
  return askingPanel(bench, "sa-early", words, "Open all the same", hint, look);
}

function waitingPanel([first, ...others]) {
  return h(
    "div",
    { class: "sa-notice" },
    h("p", {}, `Adjudication waits until the files are in order: ${first}`),
    others.length > 0 && h("p", {}, `${others.length} more like it`),
  );
}

function freezePanel(bench, { frozen }) {
  const words =
    frozen === "edited"
      ? "The codings were edited after they were frozen. Undo the edit, or freeze them anew, before you decide."
      : "The codings are not frozen yet. Reliability is measured on frozen codings: freeze them first, then decide.";
  const { articles } = bench;
  const open = articles.filter((each) => each.waiting.length).length;
  const mind = open ? ` ${open} of ${articles.length} articles with codes are not finished by both.` : "";
  const freeze = (reason) => actAside(bench, "freeze", { reason });
  return askingPanel(bench, "sa-freeze", words + mind, "Freeze the codings", "why they are frozen now", freeze);
}

function stalePanel(bench, { row, wrong }) {
  const { article, sentence_start, actor, issue, variable, decision } = row;
  const value = adjudicatedValue(variable, decision);
  const told = `Decided on ${inWords(actor)}, ${inWords(issue)}: ${ABOUT[variable] ?? variable} ${value}.`;
  const params = { key: { article, sentence_start, actor, issue }, variables: [variable] };
  return h(
    "div",
    { class: "sa-notice" },
    h("p", {}, `${told} But ${wrong}.`),
    button("Take this decision out", () => actAside(bench, "undecide", params)),
  );
}

// A panel with a reason and a button.
function askingPanel(bench, name, words, label, hint, go) {
  const input = h("input", { class: name, type: "text", placeholder: hint, "aria-label": hint, dir: "auto" });
  const tell = () => {
    if (input.value.trim()) return go(input.value);
    input.setAttribute("aria-invalid", "true");
    input.focus();
    bench.say("a reason is needed");
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && (endKey(event), tell()));
  return h("div", { class: "sa-notice" }, h("p", {}, words), h("div", { class: "sa-ask" }, input, button(label, tell)));
}
