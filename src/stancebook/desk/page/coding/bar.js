// The bar above the panes: the user, the article and its progress, the tools, and the status.

import { meter } from "../lib/parts.js";
import { button, h } from "../lib/view.js";
import { finishArticle, goToNeighbour, stepBack } from "./article.js";
import { isOpenToAll } from "./entries.js";
import { openPanel } from "./panel.js";
import { beginSearch } from "./search.js";
import { leaveSession } from "./start.js";
import { statusOf } from "./status.js";
import { openTraining } from "./training.js";

export function bar(desk) {
  const { screen, article, name } = desk;
  const coding = screen === "coding";
  return h("div.sb-bar", [
    button(h("b", name), () => leaveSession(desk), "", { title: "Change the user", class: "sb-change-user" }),
    coding && article && [whereOf(article), progressOf(desk)],
    coding && h("span.sb-tools", barTools(desk)),
    statusLine(desk),
  ]);
}

export function statusLine(desk) {
  const [name, words] = statusOf(desk);
  return h("span.sb-status", { role: "status", "data-state": name, title: words }, words);
}

function whereOf({ article, outlet, headline, dates }) {
  return h("span.sb-where", [
    h("b", [article, outlet].filter(Boolean).join(", ")),
    h("span.sb-title-here", { dir: "auto", title: headline }, " ", headline),
    dates && h("span.sb-quiet.sb-title-here", ` ${dates}`),
  ]);
}

function progressOf(desk) {
  const { decided, of, finished } = desk.coding;
  const label = finished ? "Open again" : "Finish";
  const title = `The article is finished${finished ? "; open it again" : ""} (F)`;
  return h("span.sb-progress", [
    meter("sentences decided", decided, of),
    ` ${decided} of ${of}`,
    finished && h("b", isOpenToAll(desk.coding) ? " finished by all" : " finished"),
    " ",
    button(label, () => finishArticle(desk), "F", { title }),
  ]);
}

function barTools(desk) {
  const { article, coding, standing } = desk;
  const due = standing?.due;
  const lists = "Articles, own entries, passages, memos, progress (g)";
  const stepping = (label, verb, keyName) =>
    button(label, () => stepBack(desk, verb), keyName, {
      "aria-disabled": coding[verb] ? undefined : "true",
      title: coding[verb] ? `${label}: ${coding[verb]} (${keyName})` : `nothing to ${verb}`,
    });
  const beside = (label, step, keyName, title) =>
    button(label, () => goToNeighbour(desk, step), keyName, { "aria-label": title, title: `${title} (${keyName})` });
  return [
    article && [
      beside("‹", -1, "[", "Article before"),
      beside("›", 1, "]", "Article after"),
      stepping("Undo", "undo", "u"),
      stepping("Redo", "redo", "r"),
      button("Search", () => beginSearch(desk), "/"),
    ],
    due && button(due === "refresher" ? "Refresher" : "Training", () => openTraining(desk), "t", { class: "sb-main" }),
    button("Lists", () => openPanel(desk, "articles"), "g", { title: lists }),
    button("Help", () => desk.showHelp(), "?"),
  ];
}
