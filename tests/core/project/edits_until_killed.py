"""Edits a project for ever and says each revision aloud; its parent kills it. Arguments: project, seed."""

import random
import sys
from itertools import count
from pathlib import Path

from core.project import Session
from core.review import verbs


def main() -> None:
    chance = random.Random(int(sys.argv[2]))
    session = Session.open(Path(sys.argv[1]))
    for number in count():
        rows = len(session.bitext.beads)
        at = chance.randrange(rows)
        try:
            match chance.choice(["merge", "split", "note", "accept", "undo", "edit", "type"]):
                case "merge" if rows > 3:
                    session.apply(verbs.merge_next(session.bitext, at))
                case "split":
                    session.apply(verbs.split_row(session.bitext, at))
                case "undo":
                    session.undo()
                case "accept":
                    session.apply(verbs.accept(session.bitext, (at,)))
                case "edit" if session.bitext.beads[at].source:
                    id_ = session.bitext.beads[at].source[0]
                    text = f"edit {number} " * chance.randrange(200)
                    session.apply(verbs.edit_text(session.bitext, at, "source", id_, text))
                case "type":
                    for text in ("W", "Why", "Why?", ""):
                        session.amend(verbs.note(session.bitext, at, text), session.revision)
                case _:
                    session.apply(verbs.note(session.bitext, at, f"note {number}"))
        except verbs.NotPossible:
            continue
        sys.stdout.write(f"{session.revision}\n")
        sys.stdout.flush()


main()
