"""Free text: a direct message, or a reply in a thread. Decides which command it is, and nothing else."""

import re
from dataclasses import dataclass

from handlers.grammar import ref_of
from handlers.registry import registry

_ALL_NO_CHANGE = re.compile(r"(?:all|the rest|everything else)[\s:,]+(?:no change|unchanged)[\s.!]*", re.IGNORECASE)
"""“No change” for all that is owed, as a reply or a message."""


@dataclass(frozen=True)
class Understood:
    """The command and its words. `implied` is the ref that the message did not name, but the thread it is in.

    `lost` says that the message is no command, and help is all there is to say.
    """

    command: str
    text: str
    implied: str | None = None
    lost: bool = False


def understand(text: str, about: tuple[str, ...], addressed: bool) -> Understood | None:
    """What a message asks for. `about` are the refs that the thread it replies to is about.

    A message that names a command is that command, with or without the slash. One that starts with a ref is an update,
    and so is a reply in a thread about one action. When the bot is `addressed`, other words with a slash are a command
    that there is none of, and anything else gets help; when it is not, they are other people's talk: None.
    """
    text = text.strip()
    first, _, rest = text.partition(" ")
    name = "/" + first.lstrip("/").casefold()
    if name in registry.commands and (text.startswith("/") or not about):
        return Understood(name, rest.strip())
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if _ALL_NO_CHANGE.fullmatch(text) and (about or addressed):
        return Understood("/return", "no change")
    if any(ref_of(line.split()[0]) for line in lines):
        return Understood("/update", "\n".join(lines))
    if len(about) == 1:
        return Understood("/update", f"{about[0]} {text}", implied=about[0])
    if not addressed:
        return None
    if about:
        return Understood("/update", text)
    return Understood(name, rest.strip()) if text.startswith("/") else Understood("/secretariat", "help", lost=True)
