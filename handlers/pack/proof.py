"""`/pack proof`: the published files with their signed list, to be checked by anybody; `/pack key`: what it is signed
with.
"""

from uuid import uuid4

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, DateCell, Element, File, Files, Table, Text
from handlers.outbox import queue_answer
from handlers.pack.command import newest_pack, pack, pack_meant
from handlers.pack.naming import LABELS, title_of
from handlers.pack.proving import prove
from handlers.requests import Request
from models.packs.packs import PackFormat, files_of
from models.packs.signing_keys import keep_key, public_keys
from papers.pack.proof import check_proof, fingerprint_of, new_key

HOW_TO_CHECK = (
    "“secretariat verify pack.zip” checks it on any computer, without our record: which files are as published, which "
    "were changed, added or taken out, and whether the list is signed with this key. Compare the fingerprint with one "
    "that you have from us by another way: a zip alone shows only that all in it was signed by the same key."
)


@pack.verb(
    "proof",
    ("/pack proof", "the published files with their signed list, as a zip that anybody can check"),
    right=Permission.READ,
    writes=True,
    also=("prove", "signature"),
)
def proof(session: Session, request: Request) -> Card:
    """Send the proof of the newest published pack; of a day's board, or of a version of it."""
    found, contents, _ = newest_pack(session, request, pack_meant(session, request), published=True)
    made = prove(session, request.actor, found, contents, files_of(session, found.id, draft=False))
    fingerprint = check_proof(made.content).fingerprint  # of the key of then
    file = File(made.id, made.name, LABELS[PackFormat.PROOF], made.size)
    body: tuple[Element, ...] = (
        Text(f"Signed with a key of ours. Its fingerprint is {fingerprint}."),
        Text(HOW_TO_CHECK),
    )
    key = f"pack {found.id} proof {request.asker.id} {request.now.isoformat()} {request.origin.receipt or uuid4()}"
    sent = Card(f"Proof of the {_lower(title_of(contents))}", (*body, Files((file,))))
    queue_answer(session, request.actor, request.asker.id, key, sent, found.id)
    data = {"file": made.name, "sha256": made.sha256, "fingerprint": fingerprint}
    return Card("On its way", (Text(f"{made.name} comes in a message to you."), *body), data=data)


@pack.verb(
    "key",
    ("/pack key", "the key that published packs are signed with, by its fingerprint"),
    right=Permission.READ,
    bare=True,
)
def key(session: Session, request: Request) -> Card:
    """The organisation's keys, the newest first."""
    return _keys(session, request, "What published packs are signed with")


@pack.verb(
    "key new",
    ("/pack key new", "sign with a new key from now on, because the one before may be known to others"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    bare=True,
)
def renewed(session: Session, request: Request) -> Card:
    """Make a new key. What was signed before stays as it was."""
    keep_key(session, request.actor, *new_key())
    return _keys(session, request, "From now on packs are signed with a new key")


def _keys(session: Session, request: Request, title: str) -> Card:
    keys = public_keys(session, request.asker.organisation_id)
    if not keys:
        said = "There is none yet: it is made when the first pack is published."
        return Card(title, (Text(said),), data={"keys": []})
    rows = tuple(
        (fingerprint_of(public), DateCell(made_at.astimezone(request.zone).date()), "in use" if at == 0 else "before")
        for at, (public, made_at) in enumerate(keys)
    )
    body: list[Element] = [Table("Keys, newest first", ("Fingerprint", "Since", "State"), rows), Text(HOW_TO_CHECK)]
    if request.web_address:
        body.append(Text(f"For everybody, signed in or not: {request.web_address}/key"))
    data = {"keys": [{"fingerprint": fingerprint_of(each), "public": each} for each, _ in keys]}
    return Card(title, tuple(body), data=data)


def _lower(title: str) -> str:
    return f"{title[0].lower()}{title[1:]}"
