"""A mail server for tests: it takes mail, and drops what it has under the same Message-ID."""

import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

# Where a mail is when a watcher is asked: nothing of it taken, taken but not answered, answered.
CONNECTED, TAKEN, ANSWERED = STAGES = ("connected", "taken", "answered")


class MailServer(socketserver.ThreadingTCPServer):
    """`watcher` is called with each stage of each mail, in the thread that serves it."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.lock = threading.Lock()
        self.accepted: Counter[str] = Counter()
        self.mailbox: dict[str, Message] = {}
        self.watcher: Callable[[str], None] = lambda stage: None

    @property
    def address(self) -> str:
        """As EMAIL_URL has it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def take(self, text: bytes) -> None:
        mail = message_from_bytes(text)
        with self.lock:
            self.accepted[mail["Message-ID"]] += 1
            self.mailbox.setdefault(mail["Message-ID"], mail)


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        try:
            self._talk()
        except ConnectionError:
            return

    def _talk(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._data()
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self) -> None:
        self.server.watcher(CONNECTED)
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if line:
            self.server.take(b"".join(lines))
            self.server.watcher(TAKEN)
            self._say("250 taken")
            self.server.watcher(ANSWERED)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """One that answers until the block ends."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
