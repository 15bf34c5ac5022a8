"""What the page's controls do: each act by its name, from what the page sent to a change of the session.

Everything a page sends is checked here: it is another program's word. An act raises WinsetError where it cannot be
done; the text says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from winset.case.yaml.nodes import Path
from winset.errors import ArgumentError
from winset.workbench.beginning import identifier
from winset.workbench.session import Session
from winset.workbench.versions import changes, reviewing

Message = Mapping[str, Any]
Act = Callable[[Session, Message], str | None]
MOST_TYPED = 2_000_000  # characters of a case's text


def do(session: Session, message: Message) -> str | None:
    """Do what a message asks; what there is to say about it. Raises ArgumentError for an unknown act."""
    name = message.get("act")
    if not isinstance(name, str) or name not in ACTS:
        raise ArgumentError("the page asked for something unknown: load it again")
    return ACTS[name](session, message)


def text_in(message: Message, key: str, most: int = 500) -> str:
    """A text of a message, or of the form it came from; empty where it has none."""
    fields = message.get("fields")
    value = message.get(key, fields.get(key) if isinstance(fields, dict) else None)
    if isinstance(value, list):
        value = value[0] if value else ""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most:
        raise ArgumentError(f"{key} is not a text of at most {most} characters")
    return value


def number_in(message: Message, key: str) -> int:
    """A whole number of a message."""
    value = message.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ArgumentError(f"{key} is not a number")
    return value


def _edit(session: Session, label: str, text: str, further: bool = False) -> str:
    session.desk.do(label, {session.desk.file: text}, further)
    return label


def _line_id(path: Path) -> str:
    """What a line is called, as the case calls it."""
    if path[0] == "rules":
        return f"rule {int(path[1]) + 1}"
    return f"{path[1]} {int(path[-1]) + 1}" if isinstance(path[-1], int) else f"{path[1]} {path[-1]}"


# --- Lines ---


def _move(session: Session, message: Message) -> str:
    path, by = changes.checked_path(message.get("path")), number_in(message, "by")
    return _edit(
        session,
        f"{_line_id(path)} moved {'up' if by < 0 else 'down'}",
        changes.moved(session.desk.text, path, by),
    )


def _out(session: Session, message: Message) -> str:
    path = changes.checked_path(message.get("path"))
    session.look.open_line = None
    return _edit(session, f"{_line_id(path)} taken out", changes.taken_out(session.desk.text, path))


def _back(session: Session, message: Message) -> str:
    path = changes.checked_path(message.get("path"))
    kept = session.desk.kept.get(session.desk.file, "")
    return _edit(session, f"{_line_id(path)} put back", changes.put_back(session.desk.text, kept, path))


def _likelihood(session: Session, message: Message) -> str:
    path, value = changes.checked_path(message.get("path")), text_in(message, "value")
    if not value.isdigit():
        raise ArgumentError("a likelihood is a number of percent")
    text = changes.likelihood_set(session.desk.text, path, int(value))
    _edit(session, f"likelihood of {_line_id(path)}", text, further=True)
    return f"{_line_id(path)}: {value}%"


def _formula(session: Session, message: Message) -> str:
    path = changes.checked_path(message.get("path"))
    return _edit(
        session,
        f"formula of {_line_id(path)}",
        changes.formula_set(session.desk.text, path, text_in(message, "formula")),
    )


def _add(session: Session, message: Message) -> str:
    path = message.get("path")
    whole: Path = ("rules",) if path == ["rules"] else changes.checked_path(path)
    return _edit(
        session, "line added", changes.line_added(session.desk.text, whole, text_in(message, "formula"))
    )


def _text(session: Session, message: Message) -> None:
    session.desk.do(
        "typing in the text", {session.desk.file: text_in(message, "value", MOST_TYPED)}, further=True
    )


# --- Claims ---


def _claim_of(session: Session, message: Message) -> tuple[str, str, str]:
    """The ledger file, its text, and the id of the claim meant."""
    report, _, claim = text_in(message, "claim").partition("#")
    file = session.desk.ledgers.get(report)
    if file is None or file not in session.desk.version.texts:
        raise ArgumentError(f'there is no ledger of "{report}"')
    return file, session.desk.version.texts[file], claim


def _review(session: Session, message: Message) -> str:
    file, text, claim = _claim_of(session, message)
    word = text_in(message, "review")
    session.desk.do(f"claim {claim} {word}", {file: reviewing.reviewed(text, claim, word)})
    return f"Claim {claim}: {word}"


def _correct(session: Session, message: Message) -> str:
    file, text, claim = _claim_of(session, message)
    field, value = text_in(message, "field"), text_in(message, "value")
    if field not in (*reviewing.FIELDS, "source"):
        raise ArgumentError("this cannot be corrected")
    session.desk.do(f"{field} of claim {claim}", {file: reviewing.corrected(text, claim, field, value)})
    return f"Claim {claim}: {field} is {value}"


def _respan(session: Session, message: Message) -> str:
    file, text, claim = _claim_of(session, message)
    start, end = number_in(message, "start"), number_in(message, "end")
    session.desk.do(
        f"words of claim {claim}", {file: reviewing.respanned(text, claim, session.report_text, start, end)}
    )
    return f"Claim {claim} has the words selected"


def _withdraw(session: Session, message: Message) -> str:
    claim = text_in(message, "claim")
    text, fallen = changes.claim_withdrawn(session.desk.text, claim)
    _edit(session, f"claim {claim} withdrawn", text)
    return f"Without {claim}: {', '.join(map(_line_id, fallen)) or 'no line'} fell; lines with other grounds stay"


# --- Versions ---


def _undo(session: Session, _: Message) -> str:
    done = session.desk.undo()
    return f"Undone: {done}" if done else "There is nothing to undo"


def _redo(session: Session, _: Message) -> str:
    done = session.desk.redo()
    return f"Done again: {done}" if done else "There is nothing to redo"


def _drop(session: Session, _: Message) -> str:
    return "All changes dropped; undo brings them back" if session.desk.drop() else "There is nothing to drop"


def _name(session: Session, message: Message) -> str:
    name = text_in(message, "name")
    session.desk.name(name)
    session.look.dialog = None
    return f"This version is now called {name}"


def _recall(session: Session, message: Message) -> str:
    session.desk.recall(text_in(message, "name"))
    session.look.dialog = None
    return "The named version is shown"


def _step(session: Session, message: Message) -> str:
    at = number_in(message, "at")
    if not 0 <= at < len(session.desk.trail):
        raise ArgumentError("there is no such step")
    session.desk.at = at
    return f"Back at: {session.desk.version.label}"


def _compare(session: Session, message: Message) -> None:
    name = text_in(message, "name")
    if name not in session.desk.named:
        raise ArgumentError("there is no such version")
    session.look.data = {"difference": session.desk.difference(name), "compared": f"Compared with “{name}”"}


def _keep(session: Session, _: Message) -> str:
    files = session.desk.keep()
    session.look.clash = ()
    return f"Kept: {', '.join(files)} written" if files else "There is nothing to keep"


def _settle(session: Session, message: Message) -> str:
    mine = message.get("mine") is True
    session.desk.settle(mine)
    session.look.clash = ()
    return (
        "Your lines stand; keep them to write the file"
        if mine
        else "The file's lines are taken; yours are among the versions"
    )


# --- What is looked at ---


def _tab(session: Session, message: Message) -> None:
    pane, tab = text_in(message, "pane"), text_in(message, "tab")
    known = {
        "evidence": ("report", "claims"),
        "case": ("begin", "lines", "board", "text"),
        "consequences": ("holds", "moves", "agreement", "change"),
    }
    if tab not in known.get(pane, ()):
        raise ArgumentError("there is no such part")
    setattr(session.look, pane, tab)


def _look(session: Session, message: Message) -> None:
    _tab(session, {"pane": "consequences", "tab": text_in(message, "tab")})


def _report(session: Session, message: Message) -> None:
    value = text_in(message, "value")
    if value in session.reports:
        session.look.report, session.look.claim = value, None


def _claim(session: Session, message: Message) -> None:
    session.look.claim = text_in(message, "claim") or None
    report = (session.look.claim or "").partition("#")[0]
    if report in session.reports:
        session.look.report = report


def _line(session: Session, message: Message) -> None:
    line = text_in(message, "line")
    session.look.open_line = None if session.look.open_line == line else line


def _filter(session: Session, message: Message) -> None:
    field = text_in(message, "field")
    if field not in ("status", "source", "review", "words"):
        raise ArgumentError("there is no such filter")
    setattr(session.look.filters, field, text_in(message, "value"))


def _outcome(session: Session, message: Message) -> str:
    answers = session.answers
    if answers is None:
        raise ArgumentError("the case cannot be read yet")
    index = answers.built.index_of(text_in(message, "id")) if "id" in message else number_in(message, "index")
    if not 0 <= index < answers.built.game.outcomes:
        raise ArgumentError("there is no such outcome")
    session.look.levels = answers.built.levels(index)
    session.look.why = None
    return f"Outcome {session.label(index)}: {session.strength_words(index)}"


def _level(session: Session, message: Message) -> str:
    session.look.levels = {**session.levels, text_in(message, "option"): text_in(message, "level")}
    session.look.why = None
    index = session.looked
    return (
        "This outcome cannot be: it breaks a rule"
        if index is None
        else f"Outcome {session.label(index)}: {session.strength_words(index)}"
    )


def _today(session: Session, _: Message) -> None:
    session.look.levels = session.look.why = None


def _status_quo(session: Session, _: Message) -> str:
    case = session.case
    if case is None or session.looked is None:
        raise ArgumentError("only an outcome that can be is a status quo")
    first = {option.id: option.levels[0] for option in case.options}
    levels = {option: level for option, level in session.levels.items() if first.get(option) != level}
    return _edit(session, "status quo set", changes.status_quo_set(session.desk.text, levels))


def _why(session: Session, message: Message) -> None:
    session.look.why = (number_in(message, "party"), text_in(message, "concept"))


def _graph(session: Session, message: Message) -> None:
    session.around = message.get("around") is True


def _agreement(session: Session, _: Message) -> None:
    session.wants_agreement = True


def _goto(session: Session, message: Message) -> None:
    session.look.case = "text"
    session.look.data = {"goto": number_in(message, "line")}


def _dialog(session: Session, message: Message) -> None:
    session.look.dialog, session.look.data = text_in(message, "name"), {}


def _close(session: Session, _: Message) -> None:
    session.look.dialog = None


def _help(session: Session, _: Message) -> None:
    session.look.dialog = "help"


def _new(session: Session, _: Message) -> None:
    session.look.dialog, session.look.data = "new", {}


def _tour(session: Session, message: Message) -> None:
    session.look.dialog, session.look.step = "tour", number_in(message, "step")


# --- A case begun from a report ---


def _party(session: Session, message: Message) -> str:
    name = text_in(message, "name", 100).strip()
    if not name:
        raise ArgumentError("write the party's name first")
    key = identifier(name, {*session.party_ids, *session.option_ids})
    return _edit(session, f"party {name}", changes.entry_added(session.desk.text, ("parties", key), name))


def _option(session: Session, message: Message) -> str:
    name, party, claim = (
        text_in(message, "name", 200).strip(),
        text_in(message, "party"),
        text_in(message, "claim"),
    )
    if not name or party not in session.party_ids:
        raise ArgumentError("say who can do what first")
    key = identifier(name, {*session.party_ids, *session.option_ids})
    value: object = {"name": name, "evidence": [claim]} if claim else name
    return _edit(
        session,
        f"option {key} of {party}",
        changes.entry_added(session.desk.text, ("options", party, key), value),
    )


def _wish(session: Session, message: Message) -> str:
    party, option, wants = text_in(message, "party"), text_in(message, "option"), message.get("wants") is True
    if party not in session.party_ids or option not in session.option_ids:
        raise ArgumentError("accept the party and the option first")
    formula = option if wants else f"not {option}"
    return _edit(
        session,
        f"{party} {'wants' if wants else 'is against'} {option}",
        changes.line_added(session.desk.text, ("preferences", party, "statements"), formula),
    )


def _prefer(session: Session, message: Message) -> str:
    party, formula = text_in(message, "party"), text_in(message, "formula")
    pair = session.open_pair(party)
    if pair is None or formula not in pair[2:]:
        raise ArgumentError("this comparison was made already")
    one, other = pair[2:]
    place = session.statements_of(party).index(one)
    session.compared |= {(party, one, other), (party, other, one)}
    if formula == one:
        return f"{one} matters more than {other}, as it stands"
    path: Path = ("preferences", party, "statements", place)
    return _edit(
        session, f"{other} matters more to {party} than {one}", changes.moved(session.desk.text, path, 1)
    )


# --- Trying what was found ---


def _try(session: Session, message: Message) -> str:
    rows = session.look.asked.get(text_in(message, "kind"), {}).get("rows", [])
    place = number_in(message, "row")
    if not 0 <= place < len(rows) or not rows[place].get("try"):
        raise ArgumentError("this answer belongs to another version: ask again")
    row = rows[place]
    text = changes.tried(session.desk.text, row["try"])
    return _edit(session, f"tried: {row['try_words']}"[:120], text)


ACTS: Mapping[str, Act] = {
    "move": _move, "out": _out, "back": _back, "likelihood": _likelihood, "formula": _formula, "add": _add, "text": _text,
    "review": _review, "correct": _correct, "respan": _respan, "withdraw": _withdraw,
    "undo": _undo, "redo": _redo, "drop": _drop, "name": _name, "recall": _recall, "step": _step, "compare": _compare,
    "keep": _keep, "settle": _settle,
    "tab": _tab, "look": _look, "report": _report, "claim": _claim, "line": _line, "filter": _filter, "outcome": _outcome,
    "level": _level, "today": _today, "status_quo": _status_quo, "why": _why, "graph": _graph, "agreement": _agreement,
    "goto": _goto, "dialog": _dialog, "close": _close, "help": _help, "new": _new, "tour": _tour,
    "party": _party, "option": _option, "wish": _wish, "prefer": _prefer, "try": _try,
}  # fmt: skip
"""Every act that the page can ask for and that is done at once; those that take long are in `winset.workbench.tab`."""
