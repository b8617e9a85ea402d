"""A person without a browser: signs in and fills in forms over HTTP, as curl would."""

import http.cookiejar
import re
import urllib.parse
import urllib.request

PASSWORD = "portal-demo"


class Visitor:
    """Somebody of the sample, signed in at `address`."""

    def __init__(self, address: str, username: str):
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        keeper = urllib.request.HTTPCookieProcessor(self.jar)
        self.opener = urllib.request.build_opener(keeper)
        self.post("/sign-in/", login=username, password=PASSWORD)

    @property
    def cookie(self) -> str:
        """The Cookie header that makes a request this person's."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def get(self, path: str) -> tuple[str, str]:
        """The path a page came from after redirects, and its text. Raises HTTPError."""
        return self._open(path, None)

    def post(self, path: str, **fields: str) -> tuple[str, str]:
        """Send the form that stands on the page at `path` to that page, hidden fields included."""
        _, page = self.get(path)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        return self._open(path, urllib.parse.urlencode(hidden | fields).encode())

    def _open(self, path: str, data: bytes | None) -> tuple[str, str]:
        with self.opener.open(urllib.parse.urljoin(self.address, path), data, timeout=30) as answer:
            return urllib.parse.urlsplit(answer.url).path, answer.read().decode()
