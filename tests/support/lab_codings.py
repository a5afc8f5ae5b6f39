"""What two coders enter about the toy study in a real JupyterLab, and by which keys and clicks."""

BY_KEYBOARD = [
    dict(speaker="-", actor="arland", via="self", voice="indirect", issue="bridge", position="1", condition="half_paid", confidence="2"),
    dict(speaker="Bo Lind", actor="arland", via="self", voice="direct", issue="bridge", position="2", condition="none", confidence="3"),
    dict(speaker="-", actor="borduria", via="self", voice="indirect", issue="toll", position="-2", condition="none", confidence="3", note="The first of two."),
]  # fmt: skip
BY_MOUSE = [
    dict(speaker="-", actor="borduria", via="article", voice="narration", issue="own_workers", position="1", condition="none", confidence="2"),
    dict(speaker="Eva Nörd", actor="borduria", via="self", voice="indirect", issue="own_workers", position="1", condition="if_asked", confidence="3"),
    dict(speaker="Eva Nörd", actor="borduria", via="self", voice="direct", issue="toll", position="-2", condition="none", confidence="3"),
]  # fmt: skip
FEAR = dict(
    speaker="-",
    actor="cordovia",
    via="article",
    voice="narration",
    issue="bridge",
    position="-1",
    condition="none",
    confidence="2",
)


def code_by_keyboard_and_mouse(seat):
    """Codes the first article by keyboard, the second by mouse, and finds nothing in the third."""
    seat.decided(0, 6)
    seat.codes(**BY_KEYBOARD[0])
    seat.decided(1, 6)
    seat.at(2)
    seat.words(2, 5)
    assert seat.chosen() == "We will build the bridge"
    seat.codes(**BY_KEYBOARD[1])
    seat.decided(2, 6)
    seat.at(4)
    seat.codes(**BY_KEYBOARD[2])
    seat.decided(3, 6)
    for number, sentence in enumerate((3, 5, 6), 4):
        seat.at(sentence)
        seat.press("x")
        seat.decided(number, 6)
    seat.press("F")
    seat.sees("finished")
    seat.clicks("Article after")
    seat.decided(0, 5)
    for number, (row, ends) in enumerate(
        zip(BY_MOUSE, (("Borduria", "workers"), ("Borduria", "asks"), ("would", "toll"))), 1
    ):
        seat.drags(number, *ends)
        seat.clicks("Statement")
        seat.points(**row)
        seat.clicks("Save")
        seat.decided(number, 5)
    for sentence in (4, 5):
        seat.sentence(sentence).click()
        seat.clicks("Nothing")
        seat.decided(sentence, 5)
    seat.clicks("Finish")
    seat.sees("finished")


def finish_the_third(seat):
    """Finds nothing in any sentence of the third article, by keyboard."""
    seat.press("]")
    seat.decided(0, 3)
    for number in range(1, 4):
        seat.at(number)
        seat.press("x")
        seat.decided(number, 3)
    seat.press("F")
    seat.says("finished")


def code_otherwise(seat):
    """Codes as coder_b, by keyboard: one statement otherwise, one not at all, one that the other has not."""
    seat.decided(0, 6)
    for sentence, row in ((1, BY_KEYBOARD[0] | {"condition": "none"}), (2, BY_KEYBOARD[1]), (4, BY_KEYBOARD[2])):
        seat.at(sentence)
        seat.codes(**row)
        seat.says("saved")
    for sentence in (3, 5, 6):
        seat.at(sentence)
        seat.press("x")
    seat.decided(6, 6)
    seat.press("F")
    seat.says("finished")
    seat.press("]")
    seat.decided(0, 5)
    for number, (sentence, row) in enumerate(((1, BY_MOUSE[0]), (2, BY_MOUSE[1]), (4, FEAR)), 1):
        seat.at(sentence)
        seat.codes(**row)
        seat.decided(number, 5)
    for number, sentence in enumerate((3, 5), 4):
        seat.at(sentence)
        seat.press("x")
        seat.decided(number, 5)
    seat.press("F")
    seat.says("finished")
