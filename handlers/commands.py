"""All commands: importing this module fills the registry. A new command is one more line here."""

import handlers.action
import handlers.board.command
import handlers.brag.command
import handlers.importing.command
import handlers.pack.command
import handlers.returns.command
import handlers.secretariat.command
import handlers.update.command
from handlers.registry import registry

__all__ = ["handlers", "registry"]
