// The panes: the text or the list of articles on the left, the entries or the form on the right, tools above the text.

import { button, h } from "../lib/elements.js";
import { focusMainPart } from "../lib/focus.js";
import { goToOpenSentence, lookAtOther, markNothing, openArticle, removeEntry } from "./article.js";
import { articleListView } from "./article_list.js";
import { keepEntry } from "./drafts.js";
import { entriesView } from "./entries.js";
import {
  addAlias,
  beginEntry,
  closeForm,
  editEntry,
  isFilling,
  movedInText,
  saveEntry,
  seekArticles,
  unlockForm,
} from "./filling.js";
import { formView } from "./form.js";
import { helpView } from "./help.js";
import { searchView } from "./search.js";
import { sayDone } from "./status.js";
import { textView } from "./text.js";

// Make all parts of a desk and connect their callbacks; this is done once.
export function makePanes(desk) {
  const { connection } = desk;
  const text = textView({
    moved: () => movedInText(desk),
    touched: (entries) => desk.entries.point(entries),
  });
  const entries = entriesView({
    edit: (entry) => editEntry(desk, entry),
    remove: (entry) => removeEntry(desk, entry),
    look: (reason) => lookAtOther(desk, reason),
    goTo: (entry) => text.toSentence(entry.place.first, { center: true }),
    light: (entry) => text.light(entry && ((other) => other.kind === entry.kind && other.number === entry.number)),
  });
  const form = formView({
    save: (entry) => saveEntry(desk, entry),
    leave: () => closeForm(desk),
    unlock: () => unlockForm(desk),
    resend: connection.sendAgain,
    changed: (entry) => keepEntry(desk, entry),
    alias: (actor, alias) => addAlias(desk, actor, alias),
    seek: (words) => seekArticles(desk, words),
  });
  const articleList = articleListView(connection.ask, {
    open: (id) => openArticle(desk, id),
    leave: () => closeArticleList(desk),
    drawn: () => sayDone(desk, "saved: the sample"),
  });
  articleList.node.hidden = true;
  const help = helpView((before) => {
    if (before?.isConnected && desk.root.contains(before)) before.focus();
    else focusMainPart(desk);
  });
  const search = searchView(text);
  const wholeButton = button("Sentence", () => (text.chooseSentence(), text.focus()), "w", {
    title: "Choose the whole sentence (w)",
  });
  const frame = h("div", { class: "sb-frame" }, textTools(desk, wholeButton), search.node, text.node);
  const right = h("div", { class: "sb-right" });
  const panes = h("div", { class: "sb-panes" }, h("div", { class: "sb-left" }, frame, articleList.node), right);
  const bar = h("div", { class: "sb-bar" });
  const noticeArea = h("div", { class: "sb-notices", hidden: true });
  const start = h("div", { class: "sb-start-page" });
  return { text, entries, form, articleList, help, search, wholeButton, frame, right, panes, bar, noticeArea, start };
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
      title: "Sentence before without a decision (Shift+n)",
    }),
    button("Next", () => goToOpenSentence(desk, 1), "n", { title: "Next sentence without a decision (n)" }),
  );
}

// Show the parts of the current screen.
export function showScreen({ root, screen, right, noticeArea, form, entries, panes, bar, help, start, status, adjudication }) {
  root.dataset.screen = screen;
  if (screen === "coding") {
    right.replaceChildren(noticeArea, form.isOpen() ? form.node : entries.node);
    panes.classList.toggle("sb-filling", form.isOpen());
    if (!panes.isConnected) root.replaceChildren(bar, panes, help.node);
  } else root.replaceChildren(...(screen === "start" ? [start, status] : [bar, noticeArea, adjudication.node]));
}

// Show the list of articles in place of the text, or the text again.
export function showList({ articleList, frame, panes }, shown) {
  articleList.node.hidden = !shown;
  frame.hidden = shown;
  panes.classList.toggle("sb-listing", shown);
}

export function openArticleList(desk) {
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

export function beginSearch(desk) {
  if (!desk.article) return;
  closeArticleList(desk);
  desk.search.begin();
}

// One step back towards the text: close the list, the search, the selection or a notice.
export function goBack(desk) {
  const { form, articleList, search, text, notices } = desk;
  if (form.isOpen()) return form.focus();
  if (!articleList.node.hidden) return closeArticleList(desk);
  if (search.isOpen()) search.end();
  if (text.hasChosen()) text.clear();
  else notices.findLast(({ plain }) => plain)?.dismiss();
  text.focus();
}
