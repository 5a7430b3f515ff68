"""A model server as teams have them: an ASGI application, here without a framework."""

import json


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    body = {"status": "ok"} if scope["path"] == "/health" else {"fraud": 0.97}
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})
