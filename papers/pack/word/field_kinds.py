"""What a field of a Word template is: a class of fields that belong together, a list, or a plain value.

`fields` has those of a pack, `filling` their values; `check` reads from here what a template may ask for.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, get_args, get_origin, get_type_hints


class TemplateFields:
    """Fields that belong together. `named` is what a loop calls one of them: `{% for action in area.actions %}`."""

    __slots__ = ()
    named: ClassVar = ""


@cache
def kinds(kind: type) -> Mapping[str, Any]:
    """What each field of one of the classes above is: a class above, a `Sequence` of something, or a plain type."""
    return {name: hint for name, hint in get_type_hints(kind).items() if name != "named"}


def element(kind: Any) -> Any:
    """What a list is a list of; None for what is not a list."""
    return get_args(kind)[0] if get_origin(kind) is Sequence else None


def is_fields(kind: Any) -> bool:
    """Whether it is a class of fields, and not a list, a text or something unknown."""
    return isinstance(kind, type) and issubclass(kind, TemplateFields)


def described(kind: type[TemplateFields], but_not: type[TemplateFields]) -> Iterator[tuple[str, str]]:
    """Every field of the class and of those in it, with what it is; what is in a list is named as in its loop.

    Fields that are a `but_not` are named, and not what is in them.
    """
    for name, hint in get_type_hints(kind, include_extras=True).items():
        if name == "named":
            continue
        bare, what = get_args(hint)
        full = f"{kind.named}.{name}" if kind.named else name
        inner = element(bare)
        has_fields = is_fields(inner)
        yield full, f"{what}: {{% for {inner.named} in {full} %}}" if has_fields else what
        if has_fields or (is_fields(bare) and bare is not but_not):
            yield from described(inner or bare, but_not)
