"""What stands in for each kind of content: enough to tell the kind, and nothing of it.

Each blank holds what python-telegram-bot insists on to read the field; a test reads them all.
A kind that is not here arrives as a message without content, and is answered as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BLANK = "-"
"""What stands where Telegram's handle of a file stood."""
_FILE = {"file_id": BLANK, "file_unique_id": "-"}
_SIZE = {"width": 0, "height": 0}
_NOBODY = {"id": 0, "is_bot": False, "first_name": ""}

STUBS: Mapping[str, Any] = {
    "animation": {**_FILE, **_SIZE, "duration": 0},
    "audio": {**_FILE, "duration": 0},
    "photo": [{**_FILE, **_SIZE}],
    "sticker": {
        **_FILE, **_SIZE, "type": "regular", "is_animated": False, "is_video": False,
    },
    "video": {**_FILE, **_SIZE, "duration": 0},
    "video_note": {**_FILE, "length": 0, "duration": 0},
    "voice": {**_FILE, "duration": 0},
    "document": _FILE,
    "story": {"chat": {"id": 0, "type": "private"}, "id": 0},
    "contact": {"phone_number": "-", "first_name": ""},
    "dice": {"emoji": "🎲", "value": 1},
    "game": {"title": "", "description": "", "photo": []},
    "poll": {
        "id": "-", "question": "", "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
        "allows_revoting": False, "members_only": False,
    },
    "venue": {"location": {"longitude": 0, "latitude": 0}, "title": "", "address": ""},
    "location": {"longitude": 0, "latitude": 0},
    "users_shared": {"request_id": 0, "users": []},
    "chat_shared": {"request_id": 0, "chat_id": 0},
    "pinned_message": {"message_id": 0, "date": 0, "chat": {"id": 0, "type": "private"}},
    "message_auto_delete_timer_changed": {"message_auto_delete_time": 0},
    "web_app_data": {"data": "", "button_text": ""},
    "proximity_alert_triggered": {"traveler": _NOBODY, "watcher": _NOBODY, "distance": 0},
}  # fmt: skip
"""By field of a message, the first that matches: an animation also has a document, a venue a
location."""
