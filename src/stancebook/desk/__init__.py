"""The coding desk: a widget in JupyterLab, the sessions behind it, and the files that it keeps safe.

Begin with `widget.Desk`; `dispatcher.Dispatcher` answers each request of the page.
"""
