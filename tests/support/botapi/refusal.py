"""How the Bot API says no."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An answer that is not ok: its code, its description, and perhaps `parameters`."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        """Take the HTTP status, the description without its prefix, and response parameters."""
        prefix = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
                  409: "Conflict", 413: "Request Entity Too Large", 429: "Too Many Requests",
                  500: "Internal Server Error", 502: "Bad Gateway"}[code]  # fmt: skip
        self.code = code
        self.description = f"{prefix}: {description}" if description else prefix
        self.parameters = parameters
        super().__init__(self.description)

    def as_json(self) -> dict[str, Any]:
        """Return the body Telegram sends with it."""
        body: dict[str, Any] = {
            "ok": False, "error_code": self.code, "description": self.description
        }  # fmt: skip
        return body | {"parameters": self.parameters} if self.parameters else body
