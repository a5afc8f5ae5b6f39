"""A server on this machine that sends a report with a strict Content-Security-Policy."""

import re
import subprocess
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from project import PROJECT

BESIDE = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'"  # nothing inline at all
LISTEN = """window.blocked = [];
addEventListener("securitypolicyviolation", (event) => blocked.push(`${event.effectiveDirective} ${event.sample}`));"""


def with_hashes(folder):
    """The same policy with the hashes of a folder's pages, found by the command that docs/archive.md gives."""
    [command] = re.findall("^grep .*", (PROJECT / "docs" / "archive.md").read_text(encoding="utf-8"), re.MULTILINE)
    found = subprocess.run(command.replace(" report ", " . "), shell=True, cwd=folder, capture_output=True, text=True)
    policy = BESIDE
    for directive, _, hash in (line.partition(" ") for line in found.stdout.splitlines()):
        policy = policy.replace(f"{directive} 'self'", f"{directive} 'self' {hash}")
    return policy


@contextmanager
def served(folder, policy):
    """The address of a folder on a server that sends this policy with each file."""

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self):
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def listening(tab):
    """A tab whose pages note in `blocked` what a policy forbids them."""
    tab.add_init_script(LISTEN)
    return tab
