"""`secretariat verify pack.zip`: what was published, held against its signed list. It needs no database and no
settings.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typer

from bot.terminal.printing import print_answer, print_json
from handlers.cards import Card, Element, Listing, Text
from papers.pack.proof import LARGEST, Checked, NoProof, check_proof
from papers.wording import joined, moment


def verify_pack(file: Path, others: Sequence[Path], fingerprint: str, as_json: bool) -> None:
    """Print what is as it was published and what is not, and whether `others` are among it; ends with 1 where anything
    is not, with 2 where a file cannot be read or checked.
    """
    try:
        with file.open("rb") as opened:
            found = check_proof(opened.read(LARGEST + 1), fingerprint)
        beside = [(each.name, _listed_as(each, found)) for each in others]
    except NoProof as reason:
        typer.echo(f"{file.name}: {reason}", err=True)
        raise typer.Exit(2) from reason
    except OSError as wrong:
        typer.echo(f"{wrong.filename or file} cannot be read: {wrong.strerror}.", err=True)
        raise typer.Exit(2) from wrong
    if as_json:
        print_json(_data(found) | ({"beside": dict(beside)} if beside else {}))
    else:
        print_answer(_card(file.name, found, fingerprint, beside))
    if not found.holds or not all(listed for _, listed in beside):
        raise typer.Exit(1)


def _listed_as(file: Path, found: Checked) -> str:
    """The name under which the list has what is in a file; empty where it has none like it."""
    with file.open("rb") as opened:
        its = file_digest(opened, "sha256").hexdigest()
    files = found.manifest.files if found.manifest and found.signed else ()
    return next((each.name for each in files if each.sha256 == its), "")


def _card(name: str, found: Checked, fingerprint: str, beside: Sequence[tuple[str, str]]) -> Card:
    of = found.manifest
    body: list[Element] = []
    if of:
        signed = f"{'Signed' if found.signed else 'Said to be signed'} on {_moment(of.signed_at)}"
        body.append(Text(f"{of.title}. {of.organisation}. {signed}.", "strong"))
    body.append(Text(_signature_said(found, fingerprint)))
    for label, names in (
        ("As published", found.as_published),
        ("Changed since", found.changed),
        ("Missing", found.missing),
        ("Not from us: in the zip, and not on the list", found.added),
        ("Also wrong", found.wrong),
    ):
        if names:
            body += [Text(f"{label}: {len(names)}", "heading"), Listing(tuple(names))]
    for each, as_listed in beside:
        is_it = f"is {as_listed}, as the list has it" if as_listed else "is none of the files on the list"
        body.append(Text(f"{each} {is_it}."))
    if found.as_made:
        body.append(Text("The zip itself is byte for byte as it was given out."))
    elif found.holds:
        body.append(Text("The zip was packed anew since it was given out; the files in it are those that were."))
    title = f"{name}: {'everything is as it was signed' if found.holds else 'not as it was published'}"
    if found.holds and (strange := [each for each, as_listed in beside if not as_listed]):
        title += f", but {joined(strange)} {'is' if len(strange) == 1 else 'are'} not from it"
    return Card(title, tuple(body))


def _moment(written: str) -> str:
    """A moment in words, in UTC; as it is written where it is none."""
    try:
        return f"{moment(datetime.fromisoformat(written), ZoneInfo('UTC'))} UTC"
    except ValueError:
        return written


def _signature_said(found: Checked, fingerprint: str) -> str:
    if not found.fingerprint:
        return "Without a list that can be read nothing can be said of the files."
    if not found.signed:
        return (
            "The signature does not hold: the list was changed, or was never signed. What it says of the files proves "
            "nothing."
        )
    key = f"by the key with the fingerprint {found.fingerprint}"
    if found.other_key:
        return f"The signature is good, but {key}. That is not the one that you asked for: it is somebody else’s."
    if fingerprint:
        return f"The signature is good, {key}, which is the one that you asked for."
    return (
        f"The signature is good, {key}. Compare that with the fingerprint that the organisation gives out (its page "
        "/key, “/pack key” in its chat, or by telephone): anybody can sign with a key of their own."
    )


def _data(found: Checked) -> dict[str, Any]:
    of = found.manifest
    parts: dict[str, Sequence[str]] = {
        "as_published": found.as_published,
        "changed": found.changed,
        "missing": found.missing,
        "added": found.added,
        "wrong": found.wrong,
    }
    return {
        "holds": found.holds,
        "signature": found.signed,
        "fingerprint": found.fingerprint,
        "other_key": found.other_key,
        "as_made": found.as_made,
        "pack": {"title": of.title, "organisation": of.organisation, "signed_at": of.signed_at} if of else None,
        **{name: list(names) for name, names in parts.items()},
    }
