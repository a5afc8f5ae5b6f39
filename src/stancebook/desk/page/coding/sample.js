// The sample of articles to code: all that fit, or a number of them, drawn with a seed so that it can be repeated.

import { button, h } from "../lib/view.js";
import { say } from "./status.js";

// A panel that draws the sample from the articles that fit the filters; `drawn` is called after a draw.
export function samplePanel(desk, filters, drawn) {
  const { sample } = desk;
  const set = (name) => (event) => (sample[name] = event.target.value);
  const send = async () => {
    const { keyword, outlet } = filters;
    const reply = await desk.ask("draw", { random: sample.number, seed: sample.seed, keyword, outlet });
    sample.result = reply.ok ? `${reply.drawn} drawn into sample.csv` : `not drawn: ${reply.why}`;
    if (!reply.ok) return desk.draw();
    filters.sampled = true;
    say(desk, "saved: the sample");
    return drawn();
  };
  const number = { min: 1, "aria-label": "How many, drawn at random; empty for all", placeholder: "all" };
  return h("details.sb-draw", { key: "draw" }, [
    h("summary", "Draw a sample of what is to be coded"),
    h("p", [
      "From the articles with these words in the text and of this outlet, as filtered above: ",
      h("label", ["number ", h("input", { type: "number", ...number, value: sample.number, onInput: set("number") })]),
      h("label", [
        " seed ",
        h("input", { type: "number", "aria-label": "Seed", value: sample.seed, onInput: set("seed") }),
      ]),
      " ",
      button("Draw", send),
      h("span.sb-quiet", { role: "status" }, ` ${sample.result}`),
    ]),
  ]);
}
