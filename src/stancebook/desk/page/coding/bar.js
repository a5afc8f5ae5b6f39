// The bar above the panes: the user, the article and its progress, the tools, and the status.

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
  return h(
    "div",
    { class: "sb-bar" },
    button(h("b", {}, name), () => leaveSession(desk), "", { title: "Change the user", class: "sb-change-user" }),
    coding && article && [whereOf(article), progressOf(desk)],
    coding && h("span", { class: "sb-tools" }, barTools(desk)),
    statusLine(desk),
  );
}

export function statusLine(desk) {
  const [name, words] = statusOf(desk);
  return h("span", { class: "sb-status", role: "status", "data-state": name, title: words }, words);
}

function whereOf({ article, outlet, headline, dates }) {
  const days = [dates ?? []].flat().filter(Boolean).join(" – ");
  return h(
    "span",
    { class: "sb-where" },
    h("b", {}, [article, outlet].filter(Boolean).join(", ")),
    h("span", { class: "sb-title-here", dir: "auto", title: headline }, " ", headline),
    days && h("span", { class: "sb-quiet sb-title-here" }, ` ${days}`),
  );
}

function progressOf(desk) {
  const { decided, of, finished } = desk.coding;
  const limits = { "aria-valuemin": 0, "aria-valuemax": of, "aria-valuenow": decided };
  const width = `${of ? (100 * decided) / of : 100}%`;
  const [label, title] = finished
    ? ["Open again", "The article is finished; open it again (F)"]
    : ["Finish", "The article is finished (F)"];
  return h(
    "span",
    { class: "sb-progress" },
    h("span", { class: "sb-meter", role: "progressbar", "aria-label": "sentences decided", ...limits }, h("span", { style: { width } })),
    ` ${decided} of ${of}`,
    finished && h("b", {}, isOpenToAll(desk.coding) ? " finished by all" : " finished"),
    " ",
    button(label, () => finishArticle(desk), "F", { title }),
  );
}

function barTools(desk) {
  const { article, coding } = desk;
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
    desk.standing?.due && button(desk.standing.due === "refresher" ? "Refresher" : "Training", () => openTraining(desk), "t", { class: "sb-main" }),
    button("Lists", () => openPanel(desk, "articles"), "g", { title: "Articles, own entries, passages, memos, progress (g)" }),
    button("Help", () => desk.showHelp(), "?"),
  ];
}
