"""A browser's tab that collects everything that goes wrong in it."""


def watched(tab, trouble, *own):
    """Add a tab's messages, errors, dialogs and requests to `trouble`, without requests of files or, if given, of `own`."""

    def ours(url):
        return url in own if own else url.startswith("file:")

    tab.on("console", lambda message: trouble.append(message.text))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("dialog", lambda dialog: trouble.append(dialog.message))
    tab.on("request", lambda request: None if ours(request.url) else trouble.append(request.url))
    return tab
