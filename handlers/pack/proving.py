"""The proof of what is published: the files with a list of them, signed with the organisation's key.

Made when a pack is published, in the same transaction; of one that was published before there were proofs, when
somebody asks for it.
"""

from collections.abc import Sequence

from sqlmodel import Session

from handlers.pack.naming import file_name, subject_of, title_of
from models.packs.packs import Pack, PackFile, PackFormat, keep_proof, proof_of
from models.packs.signing_keys import own_key
from models.record.events import Actor, Change, record
from models.record.organisation import Organisation
from papers.pack.contents import PackContents
from papers.pack.proof import Manifest, fingerprint_of, listed, new_key, write_proof


def prove(session: Session, actor: Actor, pack: Pack, contents: PackContents, files: Sequence[PackFile]) -> PackFile:
    """Make and keep the proof of these published files; it is given as it is where there is one. The log has its hash
    and the key's fingerprint.
    """
    if known := proof_of(session, pack.id):
        return known
    key = own_key(session, actor, new_key)
    manifest = Manifest(
        organisation=session.get_one(Organisation, actor.organisation_id).name,
        title=title_of(contents),
        meeting=contents.meeting.isoformat(),
        version=contents.version,
        corrections=len(contents.corrections),
        signed_at=actor.at.isoformat(timespec="seconds"),
        files=tuple(listed(each.name, each.content) for each in files),
    )
    zipped = write_proof(manifest, {each.name: each.content for each in files}, key.private)
    made = keep_proof(session, pack.id, file_name(contents, PackFormat.PROOF), zipped)
    after = {made.name: made.sha256, "key": fingerprint_of(key.public)}
    record(session, actor, Change("pack.proved", subject_of(contents), None, after))
    return made
