// The rules beside a unit: the codebook on the variable in focus, and its values to choose among for a third version.

const AGAIN = "Read the sentence again as if it were new. Uphold what both have, or amend what is wrong in it.";
const PICK_HINT = {
  speaker: "Write the speaker, then press Enter.",
  condition: "Press the numbers of all that apply, then Enter.",
};

function drawRules(bench) {
  const { aside, helping, editing, scope, codebook } = bench;
  const unit = unitOf(bench);
  if (helping) return drawBenchKeys(aside);
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
    picking && name === "speaker" ? speakerField(bench, unit) : valuesOf(bench, name, known?.values ?? [], picking),
  );
}

const firstDue = (unit) => unit.variables.find(({ differs }) => differs)?.variable ?? "position";

function speakerField(bench, unit) {
  const value = draftOf(bench).values.speaker ?? unit.a?.speaker ?? unit.b?.speaker ?? "";
  const input = h("input", { class: "sa-speaker", type: "text", value, dir: "auto", "aria-label": "Speaker" });
  const take = () => takePicked(bench, "speaker", input.value.trim());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    endKey(event);
    take();
  });
  return h("div", { class: "sa-ask" }, input, button("Take it", take));
}

function valuesOf(bench, name, values, picking) {
  if (!values.length) return null;
  const row = (each, place) => h("li", {}, (picking ? valueButton : valueWords)(bench, name, each, place));
  const list = h("ul", { class: picking ? "sa-values sa-picking" : "sa-values" }, values.map(row));
  const takeSet = () => takePickedSet(bench);
  return [list, picking && name === "condition" && button("Take these (Enter)", takeSet, "", { class: "sa-take-set" })];
}

function valueWords(_, name, { value, meaning }) {
  return [h("b", {}, adjudicatedValue(name, value)), h("span", { dir: "auto" }, ` ${meaning}`)];
}

function valueButton(bench, name, each, place) {
  const set = name === "condition";
  const ticked = bench.editing.members.includes(each.value);
  const standing = draftOf(bench).values[name] ?? variableOf(bench, name)?.decision;
  const current = !set && standing === each.value ? "true" : undefined;
  const box = set && h("span", { class: "sa-box" }, ticked ? "☑ " : "☐ ");
  const props = { class: "sa-value", "aria-pressed": set ? String(ticked) : undefined, "aria-current": current };
  const label = [key(place + 1), " ", box, valueWords(bench, name, each)];
  return button(label, () => pickValue(bench, place), "", props);
}

// A third version: of the variable in focus, or of each that differs in turn.
function beginThird(bench, unit) {
  const { scope } = bench;
  const open = unit.variables.filter(({ differs, variable }) => differs && !(variable in ABOUT));
  const due = open.map(({ variable }) => variable);
  const queue = scope ? [scope] : due.length ? due : ["position"];
  editVariable(bench, queue[0], queue.slice(1), !scope && due.length > 0);
}

function editVariable(bench, variable, rest, whole) {
  const unit = unitOf(bench);
  const standing = draftOf(bench).values[variable] ?? variableOf(bench, variable)?.decision;
  const members = (standing || unit.a?.[variable] || unit.b?.[variable] || "").split(" ").filter(Boolean);
  Object.assign(bench, { scope: variable, editing: { variable, rest, members, whole } });
  drawUnit(bench);
  bench.pane.scrollTop = 0;
  if (variable === "speaker") bench.aside.querySelector("input").focus();
  else focusPane(bench);
}

function pickValue(bench, place) {
  const { editing, codebook } = bench;
  const value = codebook.variables?.[editing.variable]?.values?.[place]?.value;
  if (value === undefined) return;
  if (editing.variable !== "condition") return takePicked(bench, editing.variable, value);
  const members = new Set(editing.members);
  if (value === "none") members.clear();
  else members.delete("none");
  if (!members.delete(value)) members.add(value);
  editing.members = [...members];
  drawRules(bench);
  focusPane(bench);
}

function takePickedSet(bench) {
  takePicked(bench, "condition", [...bench.editing.members].sort().join(" "));
}

function takePicked(bench, variable, value) {
  if (!value) {
    const empty = "the speaker is empty; write - where nobody is named";
    bench.trouble = variable === "speaker" ? empty : "choose at least one, or none";
    return drawDecision(bench, unitOf(bench));
  }
  const { rest, whole } = bench.editing;
  bench.trouble = "";
  draftOf(bench, (own) => putThird(bench, own, variable, value));
  drawDocket(bench);
  if (rest.length) return editVariable(bench, rest[0], rest.slice(1), whole);
  Object.assign(bench, { editing: null, scope: whole ? "" : bench.scope });
  drawUnit(bench);
  bench.reason.focus();
}

// Puts a value into a draft, and what it means for the unit as a whole.
function putThird(bench, own, variable, value) {
  const { kind } = unitOf(bench);
  const { differs, a, b } = variableOf(bench, variable);
  if (own.values.presence === "absent") delete own.values.presence;
  if (own.values.all === "upheld") delete own.values.all;
  own.values[variable] = value;
  if (differs || value === (a || b)) return;
  if (kind === "reread" && variableOf(bench, "all").decision !== "amended") own.values.all = "amended";
  if (kind === "alone" && variableOf(bench, "presence").decision !== "present") own.values.presence = "present";
}
