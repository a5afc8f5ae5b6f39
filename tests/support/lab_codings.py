"""The entries of two coders on the toy study in a real JupyterLab, with their keys and clicks."""

BY_KEYBOARD = [
    {"speaker": "-", "actor": "arland", "via": "self", "voice": "indirect", "issue": "bridge", "position": "1", "condition": "half_paid", "confidence": "2"},
    {"speaker": "Bo Lind", "actor": "arland", "via": "self", "voice": "direct", "issue": "bridge", "position": "2", "condition": "none", "confidence": "3"},
    {"speaker": "-", "actor": "borduria", "via": "self", "voice": "indirect", "issue": "toll", "position": "-2", "condition": "none", "confidence": "3", "note": "The first of two."},
]  # fmt: skip
BY_MOUSE = [
    {"speaker": "-", "actor": "borduria", "via": "article", "voice": "narration", "issue": "own_workers", "position": "1", "condition": "none", "confidence": "2"},
    {"speaker": "Eva Nörd", "actor": "borduria", "via": "self", "voice": "indirect", "issue": "own_workers", "position": "1", "condition": "if_asked", "confidence": "3"},
    {"speaker": "Eva Nörd", "actor": "borduria", "via": "self", "voice": "direct", "issue": "toll", "position": "-2", "condition": "none", "confidence": "3"},
]  # fmt: skip
FEAR = BY_MOUSE[0] | {"actor": "cordovia", "issue": "bridge", "position": "-1"}


def code_by_keyboard_and_mouse(page):
    """Code the first article by keyboard and the second by mouse."""
    page.decided(0, 6)
    page.codes(**BY_KEYBOARD[0])
    page.decided(1, 6)
    page.at(2)
    page.words(2, 5)
    assert page.chosen() == "We will build the bridge"
    page.codes(**BY_KEYBOARD[1])
    page.decided(2, 6)
    page.at(4)
    page.codes(**BY_KEYBOARD[2])
    page.decided(3, 6)
    for number, sentence in enumerate((3, 5, 6), 4):
        page.at(sentence)
        page.press("x")
        page.decided(number, 6)
    page.press("F")
    page.sees("finished")
    page.clicks("Article after")
    page.decided(0, 5)
    for number, (row, ends) in enumerate(
        zip(BY_MOUSE, (("Borduria", "workers"), ("Borduria", "asks"), ("would", "toll")), strict=True), 1
    ):
        page.drags(number, *ends)
        page.clicks("Statement")
        page.points(**row)
        page.clicks("Save")
        page.decided(number, 5)
    for sentence in (4, 5):
        page.sentence(sentence).click()
        page.clicks("Nothing")
        page.decided(sentence, 5)
    page.clicks("Finish")
    page.sees("finished")


def finish_the_third(page):
    """Mark every sentence of the third article as holding nothing, by keyboard."""
    page.press("]")
    page.decided(0, 3)
    for number in range(1, 4):
        page.at(number)
        page.press("x")
        page.decided(number, 3)
    page.press("F")
    page.says("finished")


def code_otherwise(page):
    """Code as coder_b, by keyboard: one statement differs, one is missing, one is new."""
    page.decided(0, 6)
    for sentence, row in ((1, BY_KEYBOARD[0] | {"condition": "none"}), (2, BY_KEYBOARD[1]), (4, BY_KEYBOARD[2])):
        page.at(sentence)
        page.codes(**row)
        page.says("saved")
    for sentence in (3, 5, 6):
        page.at(sentence)
        page.press("x")
    page.decided(6, 6)
    page.press("F")
    page.says("finished")
    page.press("]")
    page.decided(0, 5)
    for number, (sentence, row) in enumerate(((1, BY_MOUSE[0]), (2, BY_MOUSE[1]), (4, FEAR)), 1):
        page.at(sentence)
        page.codes(**row)
        page.decided(number, 5)
    for number, sentence in enumerate((3, 5), 4):
        page.at(sentence)
        page.press("x")
        page.decided(number, 5)
    page.press("F")
    page.says("finished")
