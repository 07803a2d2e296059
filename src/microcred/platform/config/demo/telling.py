"""What `microcred demo` prints: a page for each role, and how to sign in as it."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from microcred.platform.config.demo.building import Demo
from microcred.platform.config.demo.people import OPERATOR, STAFF
from microcred.platform.institutions.roles import Role


def tell(made: Demo, port: int) -> None:
    """Prints the pages; signing in is opening the link, on this machine only."""
    origin = f"http://127.0.0.1:{port}"
    table = Table("who", "what they do", "sign in and go there", title="The demo network")
    learner = made.learners[0]
    planning, worker = made.learners[2], made.learners[-1]
    rows = [
        (learner.name, "Learner", learner.pk, "/home"),
        (planning.name, "Learner who follows a plan", planning.pk, "/plan"),
        (worker.name, "Worker without a credential", worker.pk, "/plan"),
    ]
    for person in STAFF:
        account = made.staff[person.email]
        key = person.roles[0][0]
        words = ", ".join(str(Role(role).label) for _, role in person.roles)
        rows.append((person.name, words, account.pk, f"/o/{made.institutions[key]}"))
    rows.append((OPERATOR.name, "Operator", made.staff[OPERATOR.email].pk, "/operator"))
    for name, words, number, page in rows:
        table.add_row(name, words, f"{origin}/demo/sign-in/{number}?next={page}")
    table.add_row("Anybody", "Check a credential", f"{origin}/verify")
    table.add_row("Anybody", "Mails that went out", f"{origin}/demo/mail/")
    console = Console(width=150)
    console.print(table)
    console.print(f"Serving {origin}; stop with Ctrl+C. The database is made anew at each start.")
