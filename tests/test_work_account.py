"""Signing in with the department's own accounts (OpenID Connect), against a small provider on this machine."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

pytestmark = pytest.mark.django_db

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def number(value: int) -> str:
    size = (value.bit_length() + 7) // 8
    return base64.urlsafe_b64encode(value.to_bytes(size, "big")).rstrip(b"=").decode()


class Provider(ThreadingHTTPServer):
    """Answers discovery, keys and tokens; `email` is who signs in next."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.email = ""
        self.verified = True

    def claims(self) -> dict:
        return {
            "iss": self.address,
            "aud": "portal",
            "sub": f"sub-{self.email}",
            "email": self.email,
            "email_verified": self.verified,
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
        }

    def answer(self, path: str) -> dict | None:
        public = KEY.public_key().public_numbers()
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/jwks",
            },
            "/jwks": {
                "keys": [
                    {
                        "kty": "RSA",
                        "kid": "one",
                        "use": "sig",
                        "alg": "RS256",
                        "n": number(public.n),
                        "e": number(public.e),
                    }
                ]
            },
            "/token": {
                "access_token": "token",
                "token_type": "Bearer",
                "id_token": jwt.encode(self.claims(), KEY, "RS256", headers={"kid": "one"}),
            },
            "/userinfo": self.claims(),
        }.get(path)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(self.server.answer(urlsplit(self.path).path)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture
def provider(settings):
    server = Provider()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SOCIALACCOUNT_PROVIDERS = provider_settings(server.address)
    yield server
    server.shutdown()
    server.server_close()


def provider_settings(address: str) -> dict:
    app = {
        "provider_id": "staff",
        "name": "your work account",
        "client_id": "portal",
        "secret": "secret",
        "settings": {"server_url": address},
    }
    return {"openid_connect": {"APPS": [app]}}


def sign_in(client: Client):
    """Go to the provider and come back as it sends people back."""
    away = client.post("/sign-in/oidc/staff/login/")
    assert away.status_code == 302
    query = parse_qs(urlsplit(away.url).query)
    back = f"/sign-in/oidc/staff/login/callback/?code=abc&state={query['state'][0]}"
    return client.get(back, follow=True)


def test_a_known_person_signs_in_with_the_work_account(provider, client):
    assert "Sign in with your work account" in client.get("/sign-in/").content.decode()
    provider.email = "yj.worker@example.org"
    page = sign_in(client)
    assert page.status_code == 200
    assert "Amara Nwosu" in page.content.decode()


def test_somebody_without_an_account_is_told_whom_to_ask(provider, client):
    provider.email = "stranger@example.org"
    page = sign_in(client).content.decode()
    assert "You have no account in this portal" in page
    assert client.get("/").status_code == 302


def test_an_address_that_the_provider_has_not_verified_opens_no_account(provider, client):
    provider.email, provider.verified = "yj.worker@example.org", False
    sign_in(client)
    assert client.get("/").status_code == 302


def test_a_provider_that_does_not_answer_gives_a_page_that_helps(settings, client):
    settings.SOCIALACCOUNT_PROVIDERS = provider_settings("http://127.0.0.1:9")
    page = client.post("/sign-in/oidc/staff/login/")
    assert page.status_code == 503
    assert "Try again in a minute" in page.content.decode()


def test_without_a_provider_there_is_no_such_door(client):
    assert "work account" not in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/oidc/staff/login/").status_code == 404
