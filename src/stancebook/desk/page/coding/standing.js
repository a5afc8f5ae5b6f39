// How far a coder is trained, in words.

import { counted } from "../lib/english.js";

// A share in per cent, rounded down to a tenth, so that nothing below the mark looks as if it had reached it.
export function percent(share) {
  return `${Math.floor(share * 1000 + 1e-6) / 10} %`;
}

// The title and the words about what is left and what comes after; `answered` if feedback is shown.
export function whatComes({ due, passed, done, of, mean, pass, left }, answered) {
  const more = counted(left, answered ? "more sentence" : "sentence");
  if (due === "refresher")
    return { title: "A refresher is due", words: `${more} to code again, each with feedback; then you go on coding.` };
  if (!due) return ended(passed, mean, pass, of);
  const title = answered || done ? "Training" : "Before you code: training";
  if (done < of)
    return {
      title,
      words: `${more}, each with feedback. With a mean score of ${percent(pass)} or more you go on to code.`,
    };
  return {
    title: "Training: not passed yet",
    words: `The mean score is below the pass mark of ${percent(pass)}. The sentences come again, and the latest answer to each counts: ${more} in this round.`,
  };
}

function ended(passed, mean, pass, of) {
  if (!passed || !of) return { title: "No training is due", words: "You can go on coding." };
  return {
    title: "Training passed",
    words: `The mean score is ${percent(mean)}, the pass mark ${percent(pass)}. Coding comes next.`,
  };
}
