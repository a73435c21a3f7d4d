"""The proof of a pack: what it says of files that were left alone, and of those that somebody has been at."""

import io
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from papers.pack import proof
from papers.pack.proof import MANIFEST, SIGNATURE, Manifest, NoProof, check_proof, fingerprint_of, listed, write_proof

PRIVATE, PUBLIC = "11" * 32, "d04ab232742bb4ab3a1368bd4615e4e6d0224ab71a016baf8520a332c9778737"
"""The secret and its public key as RFC 8032 computes it, so another program would say the same."""
THEIRS, _ = proof.new_key()

FILES = {"board-pack.pdf": b"%PDF-1.7 " * 300, "board-pack.html": b"<!doctype html><title>Pack</title>"}
OF = Manifest(
    "Example Council",
    "Board pack for 7 June 2023, version 1",
    "2023-06-07",
    1,
    0,
    "2023-05-30T09:00:00+00:00",
    tuple(listed(name, content) for name, content in FILES.items()),
)
GOOD = write_proof(OF, FILES, PRIVATE)

Entries = list[tuple[str, bytes]]


def entries(content: bytes = GOOD) -> Entries:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(each.filename, archive.read(each)) for each in archive.infolist()]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def zipped(files: Entries, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def changed(**files: bytes | None) -> bytes:
    """The zip with these files instead, None taken out; by the endings of their names."""
    kept = []
    for name, content in entries():
        given = next((each for each in files if name.endswith(each)), None)
        if given is None:
            kept.append((name, content))
        elif (instead := files[given]) is not None:
            kept.append((name, instead))
    return zipped(kept)


def test_left_alone_it_holds_and_anybody_can_check_the_signature() -> None:
    assert write_proof(OF, FILES, PRIVATE) == GOOD
    found = check_proof(GOOD, fingerprint_of(PUBLIC).upper().replace(" ", ":"))
    assert (found.holds, found.signed, found.as_made, found.as_published) == (True, True, True, tuple(FILES))
    assert found.manifest == OF
    assert found.fingerprint == fingerprint_of(PUBLIC)
    of = dict(entries())
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(PUBLIC)).verify(of[SIGNATURE], of[MANIFEST])
    assert json.loads(of[MANIFEST])["files"][0]["sha256"] == sha256(FILES["board-pack.pdf"]).hexdigest()
    again = check_proof(zipped(entries()))
    assert (again.holds, again.as_made) == (True, False)


def test_what_was_changed_taken_out_and_added_is_named() -> None:
    for other in (FILES["board-pack.pdf"] + b" ", b"%PDF", b"", FILES["board-pack.pdf"][:-1] + b"!"):
        found = check_proof(changed(pdf=other))
        assert (found.holds, found.signed, found.changed) == (False, True, ("board-pack.pdf",))
        assert found.as_published == ("board-pack.html",)
    gone = check_proof(changed(pdf=None))
    assert (gone.holds, gone.missing, gone.changed) == (False, ("board-pack.pdf",), ())
    more = check_proof(zipped([*entries(), ("erratum.pdf", b"%PDF"), ("\x1b[2Jx", b"")]))
    assert (more.holds, more.added[0]) == (False, "erratum.pdf")
    assert "\x1b" not in "".join((*more.added, *more.wrong))


def edited(change: Callable[[dict[str, object]], object]) -> bytes:
    of = json.loads(dict(entries())[MANIFEST])
    change(of)
    return json.dumps(of, indent=2).encode()


def test_an_edited_list_is_not_signed_and_another_key_is_another_fingerprint() -> None:
    forged = FILES | {"board-pack.pdf": b"%PDF forged"}
    files = tuple(listed(name, content) for name, content in forged.items())
    text = edited(lambda of: of.update(files=[each.__dict__ for each in files]))
    found = check_proof(changed(json=text, pdf=forged["board-pack.pdf"]))
    assert (found.holds, found.signed, found.changed) == (False, False, ())
    unsigned = check_proof(changed(sig=None))
    assert (unsigned.holds, unsigned.signed) == (False, False)
    theirs = write_proof(replace(OF, files=files), forged, THEIRS)
    taken_in = check_proof(theirs)
    assert taken_in.holds, "a signature with its key beside it says no more than that"
    assert taken_in.fingerprint != fingerprint_of(PUBLIC)
    asked = check_proof(theirs, fingerprint_of(PUBLIC))
    assert (asked.holds, asked.signed, asked.other_key) == (False, True, True)
    ours = json.loads(dict(entries())[MANIFEST])["key"]
    with_our_key = dict(entries(theirs))
    lied = json.loads(with_our_key[MANIFEST]) | {"key": ours}
    assert not check_proof(zipped([*(with_our_key | {MANIFEST: json.dumps(lied).encode()}).items()])).signed


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_lead_elsewhere_or_are_there_twice_are_refused() -> None:
    for name in ("../board-pack.pdf", "/etc/passwd", "a\\b", "C:x", "..", "board-pack.pdf ", "folder/"):
        found = check_proof(zipped([*entries(), (name, b"x")]))
        assert not found.holds
        assert any("do not unpack" in each for each in found.wrong), name
    for name in ("board-pack.pdf", "Board-Pack.PDF", MANIFEST):
        twice = check_proof(zipped([(name, b"other"), *entries()]))
        assert any("2 times" in each for each in twice.wrong), name
        assert not twice.holds
    signed_so = replace(OF, files=(listed("../x", b"x"),))
    assert check_proof(write_proof(signed_so, {"../x": b"x"}, PRIVATE)).manifest is None
    listed_twice = write_proof(replace(OF, files=(OF.files[0], OF.files[0])), FILES, PRIVATE)
    assert not check_proof(listed_twice).holds


def test_a_bomb_is_not_unpacked_and_what_is_no_proof_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    class Counting:
        def __init__(self) -> None:
            self.real = zlib_decompressobj(-15)

        def decompress(self, data: bytes, most: int = 0) -> bytes:
            nonlocal read
            out: bytes = self.real.decompress(data, most)
            read += len(out)
            return out

        def __getattr__(self, name: str) -> object:
            return getattr(self.real, name)

    zlib_decompressobj = zlib.decompressobj
    bomb = changed(pdf=bytes(8 * 1024 * 1024))
    monkeypatch.setattr(zipfile, "_get_decompressor", lambda _how: Counting())
    assert check_proof(bomb).changed == ("board-pack.pdf",)
    assert read < 1_000_000
    monkeypatch.undo()
    assert check_proof(changed(json=b" " * 10_000_000)).manifest is None
    many = zipped([(f"{each}", b"") for each in range(3_000)])
    for broken in (b"", b"no zip", GOOD[:-40], GOOD[:50], b"x" + GOOD, zipped([("a.txt", b"")]), many):
        with pytest.raises(NoProof):
            check_proof(broken)
    with pytest.raises(NoProof, match="larger"):
        check_proof(bytes(proof.LARGEST + 1))


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed_without_that_being_seen(at: int, by: int) -> None:
    """Or it is one of the zip’s own, such as a date: then the files are as they were, and the zip is not."""
    other = bytearray(GOOD)
    other[at] ^= by
    try:
        found = check_proof(bytes(other), fingerprint_of(PUBLIC))
    except NoProof:
        return
    assert not found.as_made
    if found.holds:
        assert dict(entries(bytes(other))) == dict(entries())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda of: st.lists(of) | st.dictionaries(st.sampled_from(["what", "files", "key", "name"]), of),
    )
)
def test_no_list_of_whatever_kind_ends_in_an_error(value: object) -> None:
    found = check_proof(changed(json=json.dumps(value).encode()))
    assert (found.manifest, found.signed, found.holds) == (None, False, False)
