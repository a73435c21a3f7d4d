"""What an organisation has told about the layouts of its trackers, so that nobody is asked for the same one twice.

A layout is known again by its headings. What is told of it are the names of sheets, what columns hold by their
headings, how the row of the headings is known again, and what words in its ratings mean; the log has no word of a file,
only what its columns were said to hold, and how much else was said.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models.record.columns import Numbered, json_column
from models.record.events import Actor, Change, record


class KnownLayout(Numbered, table=True):
    """One layout, by the hash of its headings, and what was told of it last."""

    __tablename__ = "known_layout"
    __table_args__ = (UniqueConstraint("organisation_id", "layout"),)

    organisation_id: int = Field(foreign_key="organisation.id")
    layout: str
    told: dict[str, Any] = Field(sa_type=json_column())


def known_layouts(session: Session, organisation_id: int) -> dict[str, dict[str, Any]]:
    """What was told of each layout, by how it is known again."""
    mine = select(KnownLayout).where(KnownLayout.organisation_id == organisation_id).order_by(col(KnownLayout.id))
    return {each.layout: each.told for each in session.exec(mine)}


def remember_layout(session: Session, actor: Actor, layout: str, told: Mapping[str, Any]) -> bool:
    """Keep what was told of a layout for the next file; False where that is known already."""
    mine = select(KnownLayout).where(KnownLayout.organisation_id == actor.organisation_id, KnownLayout.layout == layout)
    known = session.exec(mine).first()
    before = known.told if known else None
    if before == told:
        return False
    if known is None:
        known = KnownLayout(organisation_id=actor.organisation_id, layout=layout, told=dict(told))
    known.told = dict(told)
    session.add(known)
    record(session, actor, Change("layout.told", f"layout {layout[:12]}", _counted(before), _counted(told)))
    return True


def _counted(told: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not told:
        return None
    more = {name: len(told[name]) for name in ("headings", "words") if told.get(name)}
    return {"columns": sorted(told["columns"].values()), "sheets": len(told["sheets"]), **more}
