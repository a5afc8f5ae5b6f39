// Notices: messages that stay above the right pane until the user dismisses them.

import { button, h } from "../lib/view.js";
import { rereadArticle } from "./article.js";
import { say } from "./status.js";

const MOST = 12; // sentences in one notice

// Add a notice: a title, sentences, and `buttons` as [label, run]; without them there is one button to dismiss it.
export function addNotice(desk, title, sentences = [], buttons = [], more = {}) {
  const notice = { title, sentences, buttons, ...more };
  const same = (other) => other.title === title && !other.buttons.length;
  desk.notices = [...desk.notices.filter((other) => !same(other)), notice];
  desk.draw();
}

export function dropNotice(desk, notice) {
  desk.notices = desk.notices.filter((other) => other !== notice);
  desk.draw();
}

export function noticeArea(desk) {
  if (!desk.notices.length) return null;
  return h("div.sb-notices", [desk.notices.map((notice) => shownNotice(desk, notice))]);
}

function shownNotice(desk, notice) {
  const { title, sentences, buttons, calm, draft } = notice;
  const hidden = sentences.length - MOST;
  const lines = [...sentences.slice(0, MOST), ...(hidden > 0 ? [`and ${hidden} more`] : [])];
  const goOn = button("Go on", () => dropNotice(desk, notice), desk.role === "adjudicator" ? "" : "Esc");
  const actions = buttons.map(([label, run]) => button(label, () => (dropNotice(desk, notice), run())));
  const props = { class: calm && "sb-calm", role: "group", "aria-label": title, key: draft ?? title };
  return h("div.sb-notice", props, [
    h("h3", title),
    lines.length > 0 && h("ul", [lines.map((words) => h("li", words))]),
    h("p.sb-buttons", buttons.length ? actions : goOn),
  ]);
}

// Show what others changed, and read the shown article again.
export function changedElsewhere(desk, changes, because = "") {
  const sentences = changes.map((change) => change.text ?? `${change.file}, row ${change.row ?? "?"}`);
  addNotice(desk, "Changed elsewhere", because ? [...sentences, because] : sentences);
  say(desk, "changed elsewhere, see the notice", "changed");
  if (desk.screen === "adjudicating") desk.adjudication?.changed?.(changes);
  else if (desk.screen === "coding" && desk.article) rereadArticle(desk);
}

const TITLES = {
  text: "The text was changed while it was open",
  frozen: "The codings are frozen",
  codebook: "The codebook was changed",
  finished: "This article is finished",
  decided: "Proposals of yours were decided",
  corrected: "What was decided otherwise",
  unreadable: "A file cannot be read",
};

// Show the kernel's own notices, { kind, text }, a notice for each kind. Those of an article go with it.
export function addKernelNotices(desk, notices = [], article = "") {
  if (article) desk.notices = desk.notices.filter((each) => !each.article || each.article === article);
  for (const kind of new Set(notices.map((each) => each.kind))) {
    const texts = notices.filter((each) => each.kind === kind).map(({ text }) => text);
    const calm = ["finished", "frozen", "decided"].includes(kind);
    addNotice(desk, TITLES[kind] ?? kind, texts, [], { article, calm });
  }
}
