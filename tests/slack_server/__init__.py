"""A small strict Slack for tests: Web API, Socket Mode and signed HTTP over real sockets.

It refuses what Slack refuses (tokens, scopes, membership, triggers, limits of Block Kit) so that a bot which gets on
with it gets on with Slack. Start with `SlackServer`.
"""

from tests.slack_server.server import Seen, SlackServer
from tests.slack_server.workspace import Message, View

__all__ = ["Message", "Seen", "SlackServer", "View"]
