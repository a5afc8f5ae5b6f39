// What a coder keeps beside the entries: memos on articles and codes, and the progress.

import { inWords } from "../lib/codebook.js";
import { counted, duration } from "../lib/english.js";
import { onKeys, termList } from "../lib/parts.js";
import { button, h, key } from "../lib/view.js";

// Memos: one on the article, and one on each code that the coder chooses.
export function memoFields(desk) {
  const { codebook, article } = desk;
  const { actors, issues, variables } = codebook;
  const code = (on, about, name = inWords(about)) => ({ on, about, name, key: `${on} ${about}` });
  const codes = [
    ...actors.map(({ id, name }) => code("actor", id, name)),
    ...issues.map(({ id }) => code("issue", id)),
    ...(variables.condition?.values ?? []).map(({ value }) => code("condition", value)),
  ];
  const chosen = codes.find(({ key: name }) => desk.memoOn === name);
  const written = codes.filter(({ on, about }) => memoOn(desk, on, about));
  const option = ({ on, name, key: value }) => h("option", { value, key: value }, `${on}: ${name}`);
  const choose = ({ target }) => ((desk.memoOn = target.value), desk.draw());
  const choice = { "aria-label": "Code", value: desk.memoOn, onChange: choose };
  const shown = ({ on, about, name, key }) => h("li", { key }, h("b", name), ` ${memoOn(desk, on, about)}`);
  return h("div.sb-memos", [
    memo(desk, code("article", article.article, `article ${article.article}`)),
    h("label.sb-check", "a code ", h("select", choice, h("option", { value: "" }, "choose one"), codes.map(option))),
    chosen && memo(desk, chosen),
    written.length > 0 && h("h3", `${counted(written.length, "code")} with a memo`),
    h("ul", [written.map(shown)]),
  ]);
}

export function memoOn({ memos }, on, about) {
  return memos.find((each) => each.on === on && each.about === about)?.text ?? "";
}

function memo(desk, { on, about, name, key: each }) {
  const send = (event) => {
    event.preventDefault();
    desk.write("memo", { on, about, text: event.target.elements.text.value.trim() }, `the memo on ${name}`);
  };
  const onKeyDown = onKeys({ "Ctrl+Enter": (event) => event.currentTarget.requestSubmit() });
  const field = h("textarea", { name: "text", rows: 4, defaultValue: memoOn(desk, on, about) });
  return h("form.sb-memo", { key: each, onSubmit: send, onKeyDown }, [
    h("label", h("b", `Memo on ${name}`), field),
    h("button", "Keep it ", key("Ctrl+↵")),
  ]);
}

export async function loadProgress(desk) {
  const reply = await desk.ask("progress");
  desk.progress = reply.ok ? reply : { why: reply.why };
  desk.draw();
}

export function progressNumbers(desk) {
  const { progress } = desk;
  if (!progress) return h("p.sb-quiet", "Counting …");
  if (progress.why) return h("p.sb-alarm", progress.why);
  const { articles, finished, statements, minutes, left } = progress;
  const rows = [
    ["articles finished", `${finished} of ${articles}`],
    ["statements", statements],
    ["worked so far", duration(minutes ?? 0)],
    ["time left", left?.text ?? "not known before an article is finished"],
  ];
  return h("div.sb-numbers", [
    h("progress", { max: articles || 1, value: finished, "aria-label": "articles finished" }),
    termList(rows),
    desk.article && button("To the next sentence without a decision", () => desk.goOn(), "n"),
  ]);
}
