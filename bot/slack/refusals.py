"""Why Slack refused a call. Called wherever a refusal decides what is done next.

A failing Slack, or whatever stands before it, may answer without JSON, and then its client gives no word for the
refusal, or not even an answer of its own kind: nobody but this module looks into `SlackApiError.response`.
"""

from typing import Any

from slack_sdk.errors import SlackApiError


def word_of(refusal: SlackApiError) -> str:
    """Slack's word for it, `channel_not_found`; `status 500` when the answer has none."""
    data = getattr(refusal.response, "data", None)
    word = data.get("error") if isinstance(data, dict) else None
    return str(word or f"status {status_of(refusal)}")


def status_of(refusal: SlackApiError) -> int:
    """The HTTP status of the answer."""
    response: Any = refusal.response  # what cannot be parsed at all is left as aiohttp's own response
    return int(response.status_code if hasattr(response, "status_code") else response.status)
