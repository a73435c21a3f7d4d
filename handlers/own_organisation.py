"""The organisation to which the doors of a process belong: whom they look for, and whose messages they bring."""

from sqlmodel import Session

from models.record.database import Database
from models.record.organisation import Organisation, the_organisation


class OwnOrganisation:
    """That of one dispatcher. Its methods may be called from any thread."""

    def __init__(self, database: Database, organisation_id: int | None) -> None:
        """Without an id it is the only one of the record, looked up when first needed: there may be none yet."""
        self._database, self._id = database, organisation_id

    @property
    def id(self) -> int | None:
        """Its id; None while the record has none. Raises `WhichOrganisation` when none was said and there are
        several.
        """
        if self._id is None:
            with self._database.read() as session:
                organisation = the_organisation(session)
            self._id = organisation.id if organisation else None
        return self._id

    def read(self, session: Session) -> Organisation | None:
        """As it stands in the record; None as `id`."""
        organisation_id = self.id
        return None if organisation_id is None else session.get_one(Organisation, organisation_id)

    def has(self, organisation_id: int) -> bool:
        """Whether somebody, or something, of this organisation is one of its own."""
        return organisation_id == self.id
