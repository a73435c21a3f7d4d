"""What comes after an import in the terminal: who looks after the record, who the owners are, which boards there are,
when the next one meets. It asks the same questions as the forms in a chat and hands the answers to them, as the person
who looks after the record; whatever is left for later is said with what is typed for it.

`secretariat import` calls it. It changes nothing by itself: `handlers/setup` does, and `appoint`.
"""

import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.terminal.printing import print_answer, print_line
from bot.terminal.prompting import Stopped, agree, ask, choose, typed_already
from bot.terminal.record import take_post
from bot.terminal.say import TERMINAL
from handlers.cards import Answer, Card, Input, Modal, Text
from handlers.dispatcher import Dispatcher
from handlers.setup.command import CHECK
from handlers.setup.owners import field_of
from handlers.still_open import FORMS, Step, StillOpen, going_on, still_open
from models.people.people import Role, holders_with_addresses, person_with_email
from models.plan.actions import living_plan
from papers.plan.addresses import addresses_in_file, listed
from papers.plan.contents import FoundAddress, PersonRow, PlanFileError
from papers.spacing import folded
from papers.wording import plural

POST = "Board Secretary"
"""What the post of whoever looks after the record is called, unless they say otherwise."""

LATER = "later"
_SOMEBODY = "YOUR-ADDRESS"
_HOW = (
    "Enter takes what stands in brackets, or leaves a question for later; the word “later” leaves those after it, too. "
    "Ctrl-C stops; what was answered is kept."
)
_A_TIME = 100
"""Owners that are handed over in one form."""


class LeadingOn:
    """Leads whoever sits at the terminal on from a file that was imported, by its name and the addresses in it."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        organisation: str | None,
        name: str,
        found: Sequence[FoundAddress],
        quiet: bool = False,
    ) -> None:
        """`organisation` is the name of the one that is meant, where the command line had to say; `quiet` says that
        nothing is printed here, for a script.
        """
        self._quiet = quiet
        self._dispatcher, self._organisation, self._name, self._found = dispatcher, organisation, name, found
        self._person: int | None = None
        self._email = ""

    def is_known(self, email: str) -> bool:
        """Whether somebody in the record has this address, who is then the one who asks; while the record has nobody
        who looks after it they are appointed, with the post `POST`.
        """
        if not self.left().kept:
            self._appoint(email, POST, POST)
        with self._dispatcher.database.read() as session:
            person = person_with_email(session, self._dispatcher.organisation.id, email)
        if person is None:
            return False
        self._person, self._email = person.id, person.email
        return True

    def ask(self) -> None:
        """Ask everything that is open, one step after another, until there is nothing more or somebody stops."""
        try:
            if self._person is None and not self._has_said_who():
                return
            print_line(f"\n{_HOW}", "muted")
            for step in Step:
                if step in (left := self.left()).steps:
                    print_line(f"\n{left.said(step)}", "strong")
                    self._owners(left.owners) if step is Step.OWNERS else self._form(step)
        except Stopped:
            print_line("Stopped here. What was answered until now is kept.")

    def left(self) -> StillOpen:
        """What is open now."""
        with self._dispatcher.database.read() as session:
            own = self._dispatcher.organisation.read(session)
            plan = living_plan(session, own.id) if own else None
            assert own is not None
            assert plan is not None, "a plan was imported"
            today = self._dispatcher.clock().astimezone(ZoneInfo(own.zone)).date()
            return still_open(session, plan, today)

    def in_words(self) -> list[str]:
        """What is open now, a line each, with what is typed in the terminal for it."""
        left = self.left()
        who, in_it = self._who_and_where()
        lines = []
        if not left.kept:
            lines.append("Nobody looks after this record yet.")
            lines.append(f'  secretariat appoint {who} --post "{POST}" --role secretariat{in_it}')
        for step in left.steps:
            said = (f"secretariat say {shlex.quote(line)} --as {who}{in_it}" for line in left.commands(step))
            lines += [left.said(step), *(f"  {line}" for line in said)]
        return lines

    def how_asked(self, file: Path) -> list[str]:
        """What to type so that what is open now is asked, a question after another; nothing where nothing is open."""
        if not self.left().steps:
            return []
        who, in_it = self._who_and_where()
        asked = f"  secretariat import {shlex.quote(str(file))} --as {who}{in_it}"
        return ["To be asked for these, one after another:", asked]

    def first_steps(self) -> list[str]:
        """What to try now that the plan is there."""
        who, in_it = self._who_and_where()
        return [] if who == _SOMEBODY else ["Try it:", f'  secretariat say "/brag" --as {who}{in_it}']

    def _who_and_where(self) -> tuple[str, str]:
        """The address of whoever looks after the record, or what stands for it; and the option that names its place."""
        in_it = f" --organisation {shlex.quote(self._organisation)}" if self._organisation else ""
        return self._email or self._secretary() or _SOMEBODY, in_it

    def _secretary(self) -> str:
        with self._dispatcher.database.read() as session:
            own = self._dispatcher.organisation.read(session)
            assert own is not None
            today = self._dispatcher.clock().astimezone(ZoneInfo(own.zone)).date()
            holders = holders_with_addresses(session, own.id, Role.SECRETARIAT, today)
        return holders[0][1] if holders else ""

    def _has_said_who(self) -> bool:
        """Whether somebody has said who they are: the first of a record looks after it from then on."""
        secretary = self._secretary()
        if secretary:
            print_line("\nWho are you? What follows is for whoever looks after this record.")
        else:
            print_line("\nWho are you? You look after this record from now on, as its secretariat.")
        left = False
        while True:
            email = ask("Your e-mail address", secretary)
            given = listed(email)
            if email.casefold() == LATER or (left and not email):
                return False
            if not email:
                print_line(
                    "What follows is recorded in your name: without an address the owners, the boards and the next "
                    "meeting are left for later, too. Enter once more leaves them all."
                )
                left = True
            elif given is None:
                print_line(f"“{email}” is no e-mail address.")
            elif secretary:
                if self.is_known(given.address):
                    return True
                print_line(f"Nobody here has the e-mail address {given.address}.")
            else:
                post = ask("Your post", POST)
                self._appoint(given.address, post, given.name or ask("Your name", post))
                return self.is_known(given.address)

    def _appoint(self, email: str, post: str, name: str) -> None:
        with self._dispatcher.database.write() as session:
            own = self._dispatcher.organisation.id
            assert own is not None
            row = PersonRow("", post, Role.SECRETARIAT, None, name, email)
            said = take_post(session, own, self._dispatcher.clock(), row)
        if not self._quiet:
            print_line(said)

    def _owners(self, owners: Mapping[str, int]) -> None:
        """Ask for the address of each owner; hand over what was given, also when somebody stops."""
        print_line(
            "Type an e-mail address for each; or paste a list, a line each, such as “Workforce SRO, w@example.org”; or "
            "name a spreadsheet that has them."
        )
        given: dict[str, str] = {}
        try:
            self._ask_owners(owners, given)
        finally:
            names = list(given)
            for at in range(0, len(names), _A_TIME):
                values = {field_of(owner): given[owner] for owner in names[at : at + _A_TIME]}
                self._hand_over(Step.OWNERS, self._submit("secretariat.setup_owners.submit", "", values))
        if not given:
            print_line("Left for later.")

    def _ask_owners(self, owners: Mapping[str, int], given: dict[str, str]) -> None:
        """Put into `given` whom somebody names, until each owner was asked for or the rest is left for later."""
        given |= self._agreed(self._name, [each for each in self._found if each.owner in owners])
        for owner, count in owners.items():
            while owner not in given:
                typed = ask(f"{owner} ({plural(count, 'action')})")
                if typed.casefold() == LATER:
                    return
                if not typed:
                    break
                lines = [typed, *typed_already()]
                open_ = [each for each in owners if each not in given]
                given |= self._said_of(owner, typed, open_) if len(lines) == 1 else _in_list(lines, open_)

    def _said_of(self, owner: str, typed: str, open_: Collection[str]) -> dict[str, str]:
        """Whose address was typed where an owner's was asked for: theirs, that of another one, or those in a file."""
        if line := listed(typed):
            return _in_list([typed], open_) if line.name else {owner: line.address}
        if (path := Path(typed).expanduser()).is_file():
            try:
                found = self._agreed(path.name, addresses_in_file(path.read_bytes(), path.name, open_))
            except (OSError, PlanFileError) as wrong:
                print_line(f"{path} cannot be read: {wrong}")
                return {}
            if not found:
                print_line(f"Nothing was taken from {path.name}.")
            return found
        print_line(f"“{typed}” is no e-mail address, and no file.")
        return {}

    def _agreed(self, name: str, found: Sequence[FoundAddress]) -> dict[str, str]:
        """The addresses that a file has beside the names of owners, where whoever is asked agrees."""
        if not found:
            return {}
        print_line(f"{name} has {plural(len(found), 'address', 'addresses')} of them:")
        for each in found:
            print_line(f"  {each.owner}: {each.address}, on the sheet “{each.sheet}”")
        return {each.owner: each.address for each in found} if agree("Take them?") else {}

    def _form(self, step: Step) -> None:
        """Ask a form's questions one by one, and again those whose answers were wrong."""
        form = self._pressed(FORMS[step].verb)
        if isinstance(form, Card):
            print_answer(form)
            return
        for element in form.body:
            if isinstance(element, Text) and element.style != "muted":
                print_line(element.text)
        values = {each.name: "" for each in form.inputs}
        stopped = not self._fills(form, form.inputs, values)
        while any(values.values()):
            answer = self._submit(form.verb, form.state, values)
            if isinstance(answer, Card):
                self._hand_over(step, answer)
                break
            wrong = [replace(each, value="") for each in answer.inputs if each.error]
            for each in wrong:
                print_line(each.error)
            values |= {each.name: "" for each in wrong}
            stopped = stopped or not self._fills(form, wrong, values)
            if any(each.required and not values[each.name] for each in wrong):
                print_line("Left for later.")
                break
        else:
            print_line("Left for later.")
        if stopped:
            raise Stopped

    def _fills(self, form: Modal, inputs: Sequence[Input], values: dict[str, str]) -> bool:
        """Put into `values` what is typed for each of a form's questions, until somebody leaves the rest, or one that
        is needed, for later; False when they stop. An answer that cannot be is refused at once, and asked again.
        """
        questions = list(inputs)
        try:
            while questions:
                each = questions[0]
                question = f"{each.label} ({each.hint.rstrip('.')})" if each.hint else each.label
                if each.options:
                    labels = [label for _, label in each.options]
                    default = next((at for at, (value, _) in enumerate(each.options) if value == each.value), None)
                    chosen = choose(question, labels, default, LATER)
                    typed = each.options[chosen][0] if chosen is not None else ""
                else:
                    typed = ask(question, each.value)
                if (typed.casefold() == LATER and not each.options) or (each.required and not typed):
                    break
                wrong = self._wrong(form, each.name, values | {each.name: typed}) if typed else ""
                if wrong:
                    print_line(wrong)
                    continue
                values[each.name] = typed
                del questions[0]
        except Stopped:
            return False
        return True

    def _wrong(self, form: Modal, name: str, values: Mapping[str, str]) -> str:
        """What is wrong with the answer to the question `name`, by the form itself; nothing is written."""
        checked = self._submit(form.verb, CHECK, values)
        return (
            next((each.error for each in checked.inputs if each.name == name), "") if isinstance(checked, Modal) else ""
        )

    def _hand_over(self, step: Step, answer: Answer) -> None:
        """Print what a form has done; what it would ask next is asked here anyway."""
        if isinstance(answer, Modal):
            for each in (each for each in answer.inputs if each.error):
                print_line(f"{each.label}: {each.error}")
            return
        after = len(going_on(self.left(), step))
        print_answer(replace(answer, body=answer.body[: len(answer.body) - after]))

    def _pressed(self, verb: str) -> Answer:
        reply = self._dispatcher.press(self._person, verb, "", TERMINAL)
        assert reply is not None, "a press without a receipt is always answered"
        return reply.answer

    def _submit(self, verb: str, state: str, values: Mapping[str, str]) -> Answer:
        reply = self._dispatcher.submit(self._person, verb, state, values, TERMINAL)
        assert reply is not None, "a form without a receipt is always answered"
        return reply.answer


def _in_list(lines: Sequence[str], open_: Collection[str]) -> dict[str, str]:
    """The addresses of owners that a list has, by name; the lines that are of nobody who is open are said."""
    by_name = {folded(each): each for each in open_}
    found = {}
    for line in lines:
        said = listed(line)
        owner = by_name.get(folded(said.name)) if said else None
        if said and owner:
            found[owner] = said.address
        elif said and said.name:
            print_line(f"No owner who is open is called “{said.name}”: {said.address} is left out.")
        elif line.strip():
            print_line(f"“{line}” is left out: it has no name with an e-mail address.")
    return found
