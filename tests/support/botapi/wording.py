"""Texts as Telegram takes them: parsed, stripped, counted in UTF-16 units, entities found."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from support.botapi.refusal import Refusal

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
_FOUND = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<!\w)@\w{4,32}\b")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("url", re.compile(r"\bhttps?://[^\s<>\"]+|\b(?:\w+\.)+(?:com|org|net|uk)\b(?:/\S*)?")),
)


def units(text: str) -> int:
    """Return how long `text` is as Telegram counts: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def read(
    text: str, parse_mode: str | None, entities: Any, limit: int = TEXT_LIMIT
) -> tuple[str, list[dict[str, Any]]]:
    """Return the text a person sees and its entities; raise Refusal where Telegram refuses."""
    if parse_mode and parse_mode.lower() != "html":
        if parse_mode.lower() in ("markdown", "markdownv2"):
            raise NotImplementedError(f"parse_mode {parse_mode} is not emulated")
        raise Refusal(400, "unsupported parse_mode")
    marked: list[dict[str, Any]] = []
    if parse_mode:
        text, marked = _html(text)
    elif entities is not None:
        marked = _given(text, entities)
    text = text.strip() if not marked else text.rstrip()
    if not text and limit == TEXT_LIMIT:
        raise Refusal(400, "message text is empty")
    if units(text) > limit:
        raise Refusal(400, "message is too long" if limit == TEXT_LIMIT
                      else "message caption is too long")  # fmt: skip
    return text, marked + find(text)


def find(text: str) -> list[dict[str, Any]]:
    """Return the entities Telegram finds by itself in `text`."""
    found = [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
        for kind, pattern in _FOUND
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: entity["offset"])


def _given(text: str, entities: Any) -> list[dict[str, Any]]:
    if not isinstance(entities, list) or any(not isinstance(e, dict) for e in entities):
        raise Refusal(400, "can't parse entities: expected an Array of MessageEntity")
    for entity in entities:
        start, length = entity.get("offset"), entity.get("length")
        if not isinstance(start, int) or not isinstance(length, int) or "type" not in entity:
            raise Refusal(400, "can't parse entities: type, offset and length are required")
        if start < 0 or length < 1 or start + length > units(text):
            raise Refusal(400, "entity beyond the end of the message text")
    return entities


def _html(text: str) -> tuple[str, list[dict[str, Any]]]:
    parser = _Html()
    parser.feed(text)
    parser.close()
    if parser.open:
        raise Refusal(400, f"can't parse entities: Can't find end tag for {parser.open[-1][0]}")
    return "".join(parser.plain), parser.found


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.plain: list[str] = []
        self.open: list[tuple[str, int, dict[str, Any]]] = []
        self.found: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in _TAGS or (tag == "span" and values.get("class") != "tg-spoiler"):
            raise Refusal(400, f'can\'t parse entities: Unsupported start tag "{tag}"')
        more = {"url": values.get("href")} if tag == "a" else {}
        self.open.append((tag, units("".join(self.plain)), {"type": _TAGS[tag], **more}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise Refusal(400, f'can\'t parse entities: Unexpected end tag "{tag}"')
        _, start, entity = self.open.pop()
        length = units("".join(self.plain)) - start
        self.found.append(entity | {"offset": start, "length": length})

    def handle_data(self, data: str) -> None:
        self.plain.append(data)
