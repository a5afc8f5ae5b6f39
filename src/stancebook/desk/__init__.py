"""The coding desk: a widget in JupyterLab, the sessions of its users, and the files that it keeps safe.

Begin with `widget.Desk`. It shows the page, and `dispatcher.Dispatcher` answers each request of the page.
"""
