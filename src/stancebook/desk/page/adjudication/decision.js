// The decision on a unit: the draft of it, the form with its reason, and what is asked of the kernel. What is chosen
// and not yet saved is a draft: values by variable, a reason for all of them, and reasons of their own.

const DRAFTED = "adjudication "; // before the name of the unit, as the browser keeps it

// The draft of the unit in view; one that is asked for to be changed comes to be.
function draftOf(bench, change) {
  const name = unitName(unitOf(bench));
  const own = bench.drafts.get(name) ?? { values: {}, reasons: {}, reason: "" };
  if (!change || !name) return own;
  change(own);
  bench.drafts.set(name, own);
  bench.kept().keepDraft(DRAFTED + name, own);
  return own;
}

function forgetDraft({ drafts, kept }, name) {
  drafts.delete(name);
  kept().dropDraft(DRAFTED + name);
}

function recallDrafts({ drafts, kept }) {
  for (const { id, ...own } of kept().drafts())
    if (id.startsWith(DRAFTED) && own.values) drafts.set(id.slice(DRAFTED.length), own);
}

// What was saved leaves the draft.
function dropDecided(bench, name, decisions) {
  const own = bench.drafts.get(name);
  if (!own) return;
  for (const { variable } of decisions) {
    delete own.values[variable];
    delete own.reasons[variable];
  }
  if (!Object.keys(own.values).length) forgetDraft(bench, name);
}

const variableOf = (bench, name) => unitOf(bench)?.variables.find(({ variable }) => variable === name);
const isReady = ({ told, silent }) => Boolean(told?.open && told.frozen === "frozen" && !told.waits.length && !silent);
// The cell of aria-disabled: never `disabled`, which lets the focus fall.
const offOf = (bench) => (isReady(bench) && !bench.busy ? undefined : "true");

// Takes what a digit offers into the draft: of the variable in focus, or of the whole.
function choose(bench, digit) {
  const unit = unitOf(bench);
  if (!unit || !isReady(bench) || bench.busy || !offersOf(bench, unit)[digit]) return;
  bench.trouble = "";
  if (digit === 3) return beginThird(bench, unit);
  bench.editing = null;
  const whole = digit === 4 || digit === 0 || !bench.scope;
  const values = takenValues(bench, unit, digit);
  draftOf(bench, (own) => {
    own.values = whole ? values : { ...own.values, ...values };
    for (const { variable, differs, decision, a, b } of unit.variables)
      if (!differs && !decision && own.values[variable] === (a || b)) delete own.values[variable]; // as it is
  });
  if (whole) bench.scope = "";
  drawDocket(bench);
  drawUnit(bench);
  bench.reason.focus();
}

// The values that a digit gives: upheld, neither, or those of one coder.
function takenValues(bench, unit, digit) {
  if (digit === 0) return { all: "upheld" };
  if (digit === 4) return { presence: "absent", ...(unit.kind === "reread" && { all: "amended" }) };
  const coder = digit === 1 ? "a" : "b";
  const concerned = ({ variable, differs, decision }) => variable !== "all" && (differs || decision);
  const rows = bench.scope ? [variableOf(bench, bench.scope)] : unit.variables.filter(concerned);
  return Object.fromEntries(rows.map((row) => [row.variable, takenValue(unit, row, coder)]));
}

// Of a statement that one coder alone has, its value in both columns.
function takenValue(unit, row, coder) {
  if (row.variable === "presence") return row[coder] || "absent";
  return unit.kind === "alone" ? row.a || row.b : row[coder];
}

function drawDecision(bench, unit) {
  const { scope, editing, reason, because, save, back, alarm, trouble } = bench;
  const own = draftOf(bench);
  const saved = unit.variables.filter(({ decision }) => decision);
  const whole = new Set(saved.map((row) => row.reason)).size === 1 ? saved[0].reason : "";
  const alone = scope && !editing?.whole;
  const words = alone ? (own.reasons[scope] ?? variableOf(bench, scope)?.reason ?? "") : own.reason || whole;
  if (reason.value !== words) reason.value = words;
  because.textContent = alone ? `Why, on ${ABOUT[scope] ?? scope}` : "Why";
  reason.readOnly = !isReady(bench);
  save.setAttribute("aria-disabled", offOf(bench) ?? "false");
  keepingBench(bench, () => (back.hidden = !(scope ? variableOf(bench, scope)?.decision : saved.length)));
  alarm.textContent = trouble;
  alarm.hidden = !trouble;
}

function onReason(bench) {
  const { scope, editing, reason, trouble } = bench;
  draftOf(bench, (own) => {
    if (scope && !editing?.whole) own.reasons[scope] = reason.value;
    else own.reason = reason.value;
  });
  if (!trouble) return;
  bench.trouble = "";
  drawDecision(bench, unitOf(bench));
}

// What would be saved: the draft's values, with their reasons; where only the reason is new, what was decided before.
function decisionsOf(bench) {
  const { scope, reason } = bench;
  const own = draftOf(bench);
  const inScope = (name) => !scope || name === scope || !variableOf(bench, scope)?.differs;
  const names = Object.keys(own.values).filter(inScope);
  const standing = ({ variable, decision }) => decision && (!scope || variable === scope);
  const bare = names.length ? [] : unitOf(bench).variables.filter(standing);
  const given = (name) => own.reasons[name]?.trim() || own.reason.trim() || reason.value.trim();
  const why = (name) => given(name) || variableOf(bench, name).reason;
  return [
    ...names.map((name) => ({ variable: name, decision: own.values[name], reason: why(name) })),
    ...bare.map(({ variable, decision }) => ({ variable, decision, reason: why(variable) })),
  ];
}

async function storeDecision(bench) {
  const unit = unitOf(bench);
  if (!unit || !isReady(bench) || bench.busy) return;
  const decisions = decisionsOf(bench);
  if (!decisions.length)
    return complain(bench, "nothing is chosen yet; take a reading with 1 to 4, or a value of the table", bench.pane);
  if (decisions.some((one) => !one.reason))
    return complain(bench, "the decision has no reason; write why", bench.reason);
  const name = unitName(unit);
  const shown = Object.fromEntries(unit.variables.map(({ variable, a, b }) => [variable, [a, b]]));
  const reply = await writeAside(bench, "decide", { key: unit.key, decisions, shown });
  if (reply.kind === "silent") bench.silent = { name, decisions };
  if (!reply.ok) return drawUnit(bench);
  dropDecided(bench, name, decisions);
  takeDisputes(bench, reply, name);
  goOn(bench, name);
}

function complain(bench, words, field) {
  bench.trouble = words;
  drawDecision(bench, unitOf(bench));
  field.focus();
}

// After a save: the next variable of the unit that is left, else the next unit that is.
function goOn(bench, name) {
  const unit = unitOf(bench);
  if (!unit || unitName(unit) !== name || unit.done) return goToLeft(bench, 1);
  const { values } = draftOf(bench);
  const open = unit.variables.find(({ differs, decision, variable }) => differs && !decision && !(variable in values));
  bench.scope = bench.scope && open ? open.variable : "";
  drawUnit(bench);
  focusPane(bench);
}

async function takeBack(bench) {
  const { scope, busy } = bench;
  const unit = unitOf(bench);
  const some = unit?.variables.some(({ variable, decision }) => decision && (!scope || variable === scope));
  if (!some || busy) return;
  const reply = await writeAside(bench, "undecide", { key: unit.key, variables: scope ? [scope] : [] });
  if (!reply.ok) return;
  forgetDraft(bench, unitName(unit));
  takeDisputes(bench, reply, unitName(unit));
  focusPane(bench);
}

// Something written that is not a decision on the unit in view.
async function actAside(bench, verb, params) {
  const reply = await writeAside(bench, verb, params);
  if (!reply.ok) return;
  if (verb === "freeze") {
    takeOverview(bench, reply);
    await openDisputes(bench, bench.told.article, { keep: true });
  } else if (reply.units)
    takeDisputes(bench, reply, reply.article === bench.told?.article ? unitName(unitOf(bench)) : null);
  else await showDocket(bench);
  if (reply.what) bench.say(`${verb === "undo" ? "undone" : "done again"}: ${reply.what}`);
  focusPane(bench);
}

// Undo or redo, of what was done last in any article.
function stepAside(bench, verb) {
  return actAside(bench, verb, { article: bench.told?.article });
}

// Asks for something to be written; what was not stays in the draft, with the reason at the form.
async function writeAside(bench, verb, params) {
  bench.busy = true;
  drawUnit(bench);
  const reply = await bench.ask(verb, params);
  bench.busy = false;
  bench.trouble = reply.ok ? "" : reply.why;
  if (reply.ok) return reply;
  drawBench(bench);
  if (!bench.body.hidden) (verb === "decide" ? bench.reason : bench.pane).focus({ preventScroll: true });
  return reply;
}

// An answer that comes after the desk had given it up.
async function takeLateDecision(bench, message, reply) {
  const { silent } = bench;
  if (silent) {
    Object.assign(bench, { silent: null, trouble: reply.ok ? "" : reply.why });
    if (reply.ok && message.ask === "decide") dropDecided(bench, silent.name, silent.decisions);
  }
  await rereadDocket(bench);
}
