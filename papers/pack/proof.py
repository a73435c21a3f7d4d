"""The proof of a published pack: its files with a signed list of them, as one zip that anybody can check alone.

The list is the bytes of `manifest.json`, and `manifest.sig` their Ed25519 signature (RFC 8032), so that other programs
can check it too. The same files, list and key give the same bytes. Checking reads nothing but the zip and writes
nothing: whoever made it may wish harm.
"""

import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
_OURS = (MANIFEST, SIGNATURE)
_WHAT = "Secretariat: the files of a published board pack, 1"
_ALGORITHM = "Ed25519"

LARGEST = 256 * 1024 * 1024
"""Bytes of a zip, and of all that is unpacked of one: the largest pack that was made has a tenth of it."""

_LARGEST_LIST = 256 * 1024
_MOST_NAMES = 100
_ENTRY, _MOST_ENTRIES = b"PK\x01\x02", 2_000
"""What every name in a zip begins with, and how many there may be with those of the documents, which are zips too."""

_NO_ZIP = "It is no zip file that can be read, or it is damaged."
_UNREADABLE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)
_PIECE = 1024 * 1024
_MADE_AT = (1980, 1, 1, 0, 0, 0)
_HASH, _KEY = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Listed:
    """A file as the list has it: its name, its size in bytes, and the SHA-256 of its content in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is signed: which pack it is, in words and numbers, when it was signed (ISO 8601, UTC), and its files."""

    organisation: str
    title: str
    meeting: str
    version: int
    corrections: int
    signed_at: str
    files: tuple[Listed, ...]


class NoProof(Exception):
    """A file that cannot be checked as the proof of a pack; the text says why, for people."""


@dataclass(frozen=True)
class Checked:
    """What the check of a zip found. Names are as they stand in it, made harmless to print.

    `manifest` is None where the list cannot be read; `fingerprint` is then empty. `signed`: the signature is that of
    the list, by the key that the list names. `other_key`: the key is not the one that was asked for. `wrong` are other
    things that no published pack has, in sentences. `as_made`: the whole zip is byte for byte as it was given out.
    """

    manifest: Manifest | None
    fingerprint: str
    signed: bool
    other_key: bool
    as_published: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    wrong: tuple[str, ...]
    as_made: bool

    @property
    def holds(self) -> bool:
        """Whether everything is as it was published, as far as the zip and the key that was asked for can tell."""
        lacking = (self.changed, self.missing, self.added, self.wrong)
        return self.signed and not self.other_key and not any(lacking)


def new_key() -> tuple[str, str]:
    """A new pair of keys in hexadecimal: the private one, which is a secret, and the public one."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw().hex(), key.public_key().public_bytes_raw().hex()


def fingerprint_of(public: str) -> str:
    """What a public key (hexadecimal) is compared by: the first half of its SHA-256, in groups of four."""
    digest = sha256(bytes.fromhex(public)).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


def write_proof(manifest: Manifest, contents: Mapping[str, bytes], private: str) -> bytes:
    """The zip: the list of these files, its signature by a private key (hexadecimal), and the files by their names."""
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    about = asdict(manifest)
    files = about.pop("files")
    listed = {
        "what": _WHAT,
        **about,
        "key": {"algorithm": _ALGORITHM, "public": key.public_key().public_bytes_raw().hex()},
        "files": files,
    }
    text = (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode()
    return _zipped({MANIFEST: text, SIGNATURE: key.sign(text), **contents})


def listed(name: str, content: bytes) -> Listed:
    """A file as the list has it."""
    return Listed(name, len(content), sha256(content).hexdigest())


def check_proof(content: bytes, fingerprint: str = "") -> Checked:
    """Check a zip, and whether its key has this fingerprint, where one is given. Raises `NoProof`."""
    if len(content) > LARGEST:
        raise NoProof(f"It is larger than {LARGEST // 1024 // 1024} MB: no pack is.")
    if not content.startswith(b"PK"):
        raise NoProof(_NO_ZIP)
    if content.count(_ENTRY) > _MOST_ENTRIES:  # each would take memory as soon as the zip is opened
        raise NoProof("There are too many files in it: it is no pack.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _check(archive, content, fingerprint)
    except _UNREADABLE as broken:
        raise NoProof(_NO_ZIP) from broken


def _check(archive: zipfile.ZipFile, content: bytes, fingerprint: str) -> Checked:
    entries = archive.infolist()
    if len(entries) > _MOST_NAMES:
        raise NoProof(f"There are {len(entries)} files in it: a pack has no more than {_MOST_NAMES}.")
    if MANIFEST not in archive.namelist():
        raise NoProof(f"There is no {MANIFEST} in it, so it is not the proof of a pack.")
    wrong = [*_odd_names(entries), *_repeated(entries)]
    text = _read(archive, MANIFEST, _LARGEST_LIST)
    signature = _read(archive, SIGNATURE, 64) if SIGNATURE in archive.namelist() else None
    if text is None:
        wrong.append(f"{MANIFEST} cannot be read.")
    manifest, public = _manifest_in(text or b"", wrong)
    if signature is None:
        wrong.append(f"There is no signature ({SIGNATURE}) that can be read.")
    signed = bool(public and signature and text) and _is_signed(public, signature or b"", text or b"")
    of_key = fingerprint_of(public) if public else ""
    asked = _hexadecimal(fingerprint)
    files = manifest.files if manifest else ()
    found = {each.name: _hash_of(archive, each) for each in files}
    names = {each.name for each in files}
    last_of = {each.filename: each for each in entries}
    others = [name for name in last_of if name not in names and name not in _OURS]
    as_published = tuple(each.name for each in files if found[each.name] == each.sha256)
    as_made = False
    if manifest and text and signature and len(as_published) == len(files) and not wrong and not others:
        as_made = _zipped({each.name: archive.read(each.name) for each in _in_order(entries)}) == content
    return Checked(
        manifest=manifest,
        fingerprint=of_key,
        signed=signed,
        other_key=bool(asked) and asked != _hexadecimal(of_key),
        as_published=as_published,
        changed=tuple(each.name for each in files if found[each.name] not in (None, each.sha256)),
        missing=tuple(each.name for each in files if found[each.name] is None),
        added=tuple(_shown(each) for each in others),
        wrong=tuple(wrong),
        as_made=as_made,
    )


def _in_order(entries: Sequence[zipfile.ZipInfo]) -> list[Listed]:
    return [Listed(each.filename, each.file_size, "") for each in entries]


def _hexadecimal(fingerprint: str) -> str:
    return re.sub(r"[\s:-]", "", fingerprint).casefold()


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    """A zip of these, in their order and without times; nothing is packed tighter, so every program makes the same."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _MADE_AT)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """What is in an entry; None of one that is larger than it may be, and of one that cannot be read."""
    try:
        with archive.open(name) as entry:
            content = entry.read(most + 1)
    except _UNREADABLE:
        return None
    return content if len(content) <= most else None


def _hash_of(archive: zipfile.ZipFile, listed: Listed) -> str | None:
    """The hash of the file with that name; "" of one that cannot be read or is longer than it was; None without one.

    No more is unpacked than the list says there is.
    """
    if listed.name not in archive.namelist():
        return None
    digest, left = sha256(), listed.size
    try:
        with archive.open(listed.name) as entry:
            while piece := entry.read(min(_PIECE, left + 1)):
                if (left := left - len(piece)) < 0:
                    return ""
                digest.update(piece)
    except _UNREADABLE:
        return ""
    return digest.hexdigest()


def _odd_names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """A sentence for each name that leads out of a folder, or that programs may read in more than one way."""
    odd = [each.orig_filename for each in entries if each.orig_filename != each.filename or _is_odd(each.filename)]
    return [f"The name “{_shown(each)}” is none that a pack has: do not unpack this file." for each in odd]


def _is_odd(name: str) -> bool:
    return name != name.strip(" .") or name in ("", "..") or re.search(r"[/\\:\x00-\x1f\x7f]", name) is not None


def _repeated(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """A sentence for each name that is there more than once, as programs see it that make no difference of letters."""
    folded = Counter(unicodedata.normalize("NFKC", each.filename).casefold() for each in entries)
    return [
        f"“{_shown(name)}” is in it {count} times: programs differ in which they show."
        for name, count in folded.items()
        if count > 1
    ]


def _shown(name: str) -> str:
    """A name to print, whatever is in it: without what a terminal would obey, and not endless."""
    harmless = "".join(each if each.isprintable() else "?" for each in name)
    return harmless if len(harmless) <= 120 else f"{harmless[:119]}…"


def _is_signed(public: str, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _manifest_in(text: bytes, wrong: list[str]) -> tuple[Manifest | None, str]:
    """The list and its public key; neither where it is none that a pack has, which is added to what is `wrong`."""
    try:
        found = json.loads(text.decode(), object_pairs_hook=_once)
        files = tuple(
            Listed(_text(each["name"]), _number(each["size"]), _matching(_HASH, each["sha256"]))
            for each in found["files"]
        )
        if found["what"] != _WHAT or found["key"]["algorithm"] != _ALGORITHM or not files:
            raise ValueError
        names = [unicodedata.normalize("NFKC", each.name).casefold() for each in files]
        if len(set(names)) < len(names) or any(_is_odd(each.name) or each.name in _OURS for each in files):
            raise ValueError
        if sum(each.size for each in files) > LARGEST:
            raise ValueError
        manifest = Manifest(
            organisation=_text(found["organisation"]),
            title=_text(found["title"]),
            meeting=_text(found["meeting"]),
            version=_number(found["version"]),
            corrections=_number(found["corrections"]),
            signed_at=_text(found["signed_at"]),
            files=files,
        )
        return manifest, _matching(_KEY, found["key"]["public"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        wrong.append(f"{MANIFEST} is no list that Secretariat has made, so no file can be held against it.")
        return None, ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Each name once: programs differ in which of two they take."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 500:
        raise ValueError
    return _shown(value)


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise ValueError
    return value


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError
    return value
