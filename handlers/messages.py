"""Free text: a direct message, or a reply in a thread. Decides which command it is, and nothing else."""

from handlers.grammar import ref_of
from handlers.registry import registry


def understand(text: str, about: tuple[str, ...]) -> tuple[str, str]:
    """The command and its words for a message. `about` are the refs that the thread it replies to is about.

    A message that names a command is that command, with or without the slash. One that starts with a ref, or any reply
    in a thread about actions, is an update. Anything else asks for help.
    """
    text = text.strip()
    first, _, rest = text.partition(" ")
    name = "/" + first.lstrip("/").casefold()
    if name in registry.commands and (text.startswith("/") or not about):
        return name, rest.strip()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(ref_of(line.split()[0]) for line in lines):
        return "/update", "\n".join(lines)
    if about:
        return "/update", f"{about[0]} {text}" if len(about) == 1 else text
    return "/secretariat", "help"
