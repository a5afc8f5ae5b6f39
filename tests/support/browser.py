"""Windows of a browser that are used again, and a tab that collects everything that goes wrong in it."""

from collections import defaultdict


class Windows:
    """The windows of a browser. To open one takes a second of processor time: an emptied one serves the next test.

    Each keeps an empty page, because the browser ends the process of a window without pages.
    """

    def __init__(self, browser):
        self._browser, self._in_use, self._clocks, self._free = browser, [], [], defaultdict(list)

    def open(self, **look):
        """Return a window with this look in which nothing is stored, and no page of which was visited."""
        free = self._free[repr(sorted(look.items()))]
        window = free.pop() if free else self._browser.new_context(**look)
        if not window.pages:
            window.new_page()
        self._in_use.append((free, window))
        return window

    def with_clock(self, **look):
        """Return a window whose pages have a clock that can be put forward; no other test can have it."""
        window = self._browser.new_context(**look)
        window.clock.install()  # it goes by itself
        self._clocks.append(window)
        return window

    def empty(self):
        """Close all pages, and forget what they stored and were allowed."""
        while self._in_use:
            free, window = self._in_use.pop()
            blank, *pages = window.pages
            stored = window.new_cdp_session(blank)
            for page in pages:
                page.close()
            stored.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
            stored.detach()
            window.clear_cookies()
            window.clear_permissions()
            free.append(window)
        while self._clocks:
            self._clocks.pop().close()


def watched(tab, trouble, *own):
    """Add a tab's messages, errors, dialogs and requests to `trouble`, without requests of files or, if given, of `own`."""

    def ours(url):
        return url in own if own else url.startswith("file:")

    tab.on("console", lambda message: trouble.append(message.text))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("dialog", lambda dialog: trouble.append(dialog.message))
    tab.on("request", lambda request: None if ours(request.url) else trouble.append(request.url))
    return tab
