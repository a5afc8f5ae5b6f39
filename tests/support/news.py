"""Invented news texts of about 5 kB, with what such texts have around them: bylines, datelines, buttons, notices."""

from itertools import accumulate
from random import Random

COMMON = [
    "of",
    "and",
    "to",
    "in",
    "a",
    "that",
    "for",
    "on",
    "with",
    "as",
    "was",
    "at",
    "by",
    "from",
    "it",
    "is",
    "were",
    "his",
    "an",
    "the",
]
AROUND = ["Share this story", "Advertisement", "Read also: Ten works to see", "Photo: {} / Reuters", "Getty Images"]
END = "© 2025 The Courier. All rights reserved."


class News:
    """Texts by a seed: the same ones each time."""

    def __init__(self, seed=2025):
        self.random = random = Random(seed)
        self.words = [
            "".join(random.choice("bdfgklmnprst") + random.choice("aeiou") for _ in range(number % 4 + 1))
            for number in range(6_000)
        ]
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(6_000)))

    def name(self):
        """Return a name."""
        return f"{self.random.choice(self.words).title()} {self.random.choice(self.words).title()}"

    def sentence(self):
        """Return a sentence, one in five of them a quotation."""
        random = self.random
        words = random.choices(self.words, cum_weights=self.weights, k=random.randint(8, 30))
        words[::3] = random.choices(COMMON, k=len(words[::3]))
        words[4:5] = [self.name()] if random.random() < 0.3 else words[4:5]
        said = " ".join(words).capitalize()
        return f"“{said},” said {self.name()}." if random.random() < 0.2 else f"{said}."

    def text(self, characters=5_000):
        """Return a text of about so many characters."""
        random = self.random
        lines = [" ".join(random.choices(self.words, k=7)).capitalize(), f"By {self.name()}", ""]
        lines += [f"ARLAND (Reuters) - {self.sentence()}", ""]
        size = 0
        while size < characters - 250:
            paragraph = " ".join(self.sentence() for _ in range(random.randint(1, 4)))
            lines += [paragraph, ""]
            size += len(paragraph) + 1
            lines += [random.choice(AROUND).format(self.name()), ""] if random.random() < 0.08 else []
        return "\n".join([*lines, END, ""])

    def write(self, folder, texts):
        """Write so many texts into a new folder; return the paths."""
        folder.mkdir()
        paths = [folder / f"{number:06}.txt" for number in range(texts)]
        for path in paths:
            path.write_bytes(self.text().encode())
        return paths
