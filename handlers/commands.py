"""All commands: importing this module fills the registry, with every module of this package."""

from importlib import import_module
from pkgutil import walk_packages

import handlers
from handlers.registry import registry

for module in walk_packages(handlers.__path__, "handlers."):
    import_module(module.name)

__all__ = ["handlers", "registry"]
