from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from tests.api.site import College, Program, college

from microcred.platform.gateways.models import Answer
from microcred.platform.gateways.services import forget_answers


def body(design: str, name: str = "Ada Lind") -> dict[str, Any]:
    return {"micro_credential": design, "name": name}


def test_the_same_request_gets_the_same_answer_and_does_nothing_again(alder: College) -> None:
    program, design = alder.program(), alder.design()
    first = program.post("/awards", body(design), http_idempotency_key="one")
    again = program.post("/awards", body(design), http_idempotency_key="one")
    assert (again.status_code, again.data) == (201, first.data)
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert len(program.get("/awards").data["items"]) == 1


def test_another_request_with_the_same_key_is_refused(alder: College) -> None:
    program, design = alder.program(), alder.design()
    program.post("/awards", body(design), http_idempotency_key="one")
    other = program.post("/awards", body(design, "Bo Ek"), http_idempotency_key="one")
    assert (other.status_code, other.data["code"]) == (422, "api.idempotency-reused")
    assert len(program.get("/awards").data["items"]) == 1


def test_a_key_of_another_institution_is_another_key(alder: College, birch: College) -> None:
    for one in (alder, birch):
        answer = one.program().post("/awards", body(one.design()), http_idempotency_key="one")
        assert answer.status_code == 201
        assert "Idempotent-Replayed" not in answer


def test_a_refusal_is_not_remembered(alder: College) -> None:
    program, design = alder.program(), alder.design()
    wrong = {**body(design), "email": "nowhere"}
    assert program.post("/awards", wrong, http_idempotency_key="one").status_code == 422
    assert Answer.objects.count() == 0
    assert program.post("/awards", body(design), http_idempotency_key="one").status_code == 201


def test_after_a_day_the_key_is_new_again(alder: College) -> None:
    program, design = alder.program(), alder.design()
    program.post("/awards", body(design), http_idempotency_key="one")
    Answer.objects.update(made_at=datetime.now(UTC) - timedelta(hours=25))
    assert program.post("/awards", body(design, "Bo Ek"), http_idempotency_key="one").status_code == 201
    assert forget_answers(now=datetime.now(UTC)) == 0
    assert forget_answers(now=datetime.now(UTC) + timedelta(hours=25)) == 1


@pytest.mark.parametrize("key", ["x" * 256, "ä"], ids=["long", "not ascii"])
def test_a_key_that_cannot_be_one_is_refused(alder: College, key: str) -> None:
    answer = alder.program().post("/awards", body(alder.design()), http_idempotency_key=key)
    assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_of_many_at_once_one_awards_and_all_hear_the_same() -> None:
    alder = college("Alder College")
    design, key, heard = alder.design(), alder.key(), []
    together, shared = threading.Barrier(4), connections["default"]

    def send() -> None:
        connections["default"] = shared.copy()
        try:
            together.wait()
            answer = Program(key).post("/awards", body(design), http_idempotency_key="one")
            heard.append((answer.status_code, answer.data.get("id")))
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert len(heard) == 4
    assert len(set(heard)) == 1
    assert heard[0][0] == 201
    assert len(alder.program().get("/awards").data["items"]) == 1
