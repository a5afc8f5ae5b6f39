"""A browser's tab that notes everything that goes wrong in it."""


def watched(tab, trouble, *own):
    """A tab of which all that goes wrong is noted: messages, errors, dialogs, requests but for files (or `own` alone)."""
    ours = lambda url: url in own if own else url.startswith("file:")
    tab.on("console", lambda message: trouble.append(message.text))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("dialog", lambda dialog: trouble.append(dialog.message))
    tab.on("request", lambda request: None if ours(request.url) else trouble.append(request.url))
    return tab
