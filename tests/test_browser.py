"""Windows of the browser that serve several tests: nothing of one test is left for the next."""

import pytest

from browser import Windows

KEEP = (
    "localStorage.setItem('left', '1'); sessionStorage.setItem('left', '1'); document.cookie = 'left=1'; name = 'left'"
)
KEPT = "[localStorage.length, sessionStorage.length, document.cookie, name, history.length]"
ALLOWED = "navigator.permissions.query({ name: 'clipboard-read' }).then(({ state }) => state)"


@pytest.mark.slow
def test_an_emptied_window_is_as_a_new_one(browser, tmp_path):
    (tmp_path / "page.html").write_text("<!doctype html><title>A page</title>", encoding="utf-8")
    windows, address = Windows(browser), (tmp_path / "page.html").as_uri()

    def opened(**look):
        window = windows.open(**look)
        tab = window.new_page()
        tab.goto(address)
        return window, tab

    first, tab = opened(color_scheme="dark")
    new = tab.evaluate(KEPT)
    first.grant_permissions(["clipboard-read"])
    tab.evaluate(KEEP)
    assert tab.evaluate(KEPT)[:2] == [1, 1] and tab.evaluate(ALLOWED) == "granted"
    other, beside = opened(color_scheme="dark")
    assert other is not first and beside.evaluate(KEPT) == new
    windows.empty()
    again, tab = opened(color_scheme="dark")
    assert again in (first, other) and tab.evaluate(KEPT) == new and tab.evaluate(ALLOWED) != "granted"
    assert opened(color_scheme="light")[0] not in (first, other)
    windows.empty()
    ahead = windows.with_clock().new_page()
    ahead.goto(address)
    before = ahead.evaluate("Date.now()")
    ahead.clock.run_for(3_600_000)
    assert ahead.evaluate("Date.now()") - before >= 3_600_000
    windows.empty()
    assert abs(opened()[1].evaluate("Date.now()") - before) < 600_000
    windows.empty()
