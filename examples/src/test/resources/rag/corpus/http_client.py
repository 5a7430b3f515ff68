"""Calls a web service."""

import urllib.request


def get(url, timeout=5):
    """Send an HTTP GET request and return the body of the response as text."""
    with urllib.request.urlopen(url, timeout=timeout) as response:
        return response.read().decode("utf-8")


def with_retries(call, attempts=3):
    """Call again when the network fails, up to so many attempts."""
    for attempt in range(attempts):
        try:
            return call()
        except OSError:
            if attempt == attempts - 1:
                raise
