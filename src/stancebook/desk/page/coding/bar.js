// The bar above the panes: the user, the article and its progress, and the tools.

import { button, h, refill } from "../lib/elements.js";
import { keepingFocus } from "../lib/focus.js";
import { finishArticle, goToNeighbour, stepBack } from "./article.js";
import { beginSearch, openArticleList } from "./panes.js";
import { leaveSession } from "./sessions.js";

export function drawBar(desk) {
  const { bar, screen, article, coding, status, user } = desk;
  const isCoding = screen === "coding";
  const focused = [...bar.querySelectorAll("button")].indexOf(document.activeElement);
  keepingFocus(desk, () => {
    refill(
      bar,
      button(h("b", {}, user), () => leaveSession(desk), "", { title: "Change the user", class: "sb-change-user" }),
      isCoding && article && [whereOf(article), progressOf(desk, coding)],
      isCoding && h("span", { class: "sb-tools" }, barTools(desk)),
      status,
    );
    bar.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  });
}

function whereOf({ article, outlet, headline, dates }) {
  return h(
    "span",
    { class: "sb-where" },
    h("b", {}, [article, outlet].filter(Boolean).join(", ")),
    " ",
    h("span", { dir: "auto", title: headline }, headline),
    dates && h("span", { class: "sb-quiet" }, ` ${[dates].flat().filter(Boolean).join(" – ")}`),
  );
}

function progressOf(desk, { decided, of, finished, both }) {
  const limits = { "aria-valuemin": "0", "aria-valuemax": of, "aria-valuenow": decided };
  const done = h("span", {});
  done.style.width = `${of ? (100 * decided) / of : 100}%`;
  const [label, title] = finished
    ? ["Open again", "The article is finished; open it again (F)"]
    : ["Finish", "The article is finished (F)"];
  return h(
    "span",
    { class: "sb-progress" },
    h("span", { class: "sb-meter", role: "progressbar", "aria-label": "sentences decided", ...limits }, done),
    ` ${decided} of ${of}`,
    finished && h("b", {}, both ? " both finished" : " finished"),
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
    button("Articles", () => openArticleList(desk), "g"),
    button("Help", desk.help.show, "?"),
  ];
}
