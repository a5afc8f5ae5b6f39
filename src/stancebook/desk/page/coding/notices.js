// Notices: messages that stay above the right pane until the user dismisses them.

import { button, h } from "../lib/elements.js";
import { keepingFocus } from "../lib/focus.js";
import { rereadArticle } from "./article.js";
import { sayDone } from "./status.js";

// Add a notice with these sentences. `buttons` are [label, run]; without them there is one button to dismiss the notice.
export function addNotice(desk, title, sentences, ...buttons) {
  const notice = { title, plain: !buttons.length };
  notice.dismiss = () =>
    keepingFocus(desk, () => {
      desk.notices = desk.notices.filter((other) => other !== notice);
      drawNotices(desk);
    });
  const goOn = button("Go on", notice.dismiss, desk.user === "adjudication" ? "" : "Esc");
  const actions = buttons.map(([label, run]) => button(label, () => (notice.dismiss(), run())));
  notice.node = h(
    "div",
    { class: "sb-notice", role: "group", "aria-label": title },
    h("h3", {}, title),
    sentences.length > 0 && h("ul", {}, noticeLines(sentences)),
    h("p", { class: "sb-buttons" }, notice.plain ? goOn : actions),
  );
  desk.notices = [...desk.notices.filter((other) => other.title !== title || !other.plain), notice];
  drawNotices(desk);
  return notice;
}

function noticeLines(sentences, most = 12) {
  const more = sentences.length - most;
  return [...sentences.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].map((words) => h("li", {}, words));
}

export function drawNotices(desk) {
  const { noticeArea, notices } = desk;
  keepingFocus(desk, () => {
    noticeArea.replaceChildren(...notices.map(({ node }) => node));
    noticeArea.hidden = !notices.length;
  });
}

// Show what others changed, and read the shown article again.
export function changedElsewhere(desk, changes, because = "") {
  const sentences = changes.map((change) => change.text ?? `${change.file}, row ${change.row ?? "?"}`);
  addNotice(desk, "Changed elsewhere", because ? [...sentences, because] : sentences);
  const first = sentences.length ? `: ${sentences[0]}` : "";
  const more = sentences.length > 1 ? ` and ${sentences.length - 1} more` : "";
  sayDone(desk, `changed elsewhere${first}${more}`, "changed");
  if (desk.screen === "adjudicating") desk.adjudication?.changed?.(changes);
  else if (desk.article) rereadArticle(desk);
}
