"""The check of the API: by the lists of whoever the key belongs to, or by a policy that they saved."""

from __future__ import annotations

from tests.api.site import College, Program
from tests.api.test_awarding import person
from tests.house import FOUNDED

from microcred.platform.verifier import services


def test_a_saved_policy_is_chosen_by_its_id(alder: College) -> None:
    reader = alder.somebody("owner")
    program = alder.program(reader)
    made = program.post("/awards", person(alder.design())).data["id"]
    copy = program.get(f"/awards/{made}/copies/json").content
    few = services.add_list(actor=reader, name="Few", data=b"did:web:strangers.example", now=FOUNDED)
    saved = services.save_policy(actor=reader, name="Few only", lists=[few.public_id])
    assert program.post("/verify", copy).data["verdict"] == "holds"
    chosen = program.post(f"/verify?policy={saved.public_id}", copy).data
    assert (chosen["verdict"], chosen["policy"]) == ("issuer-unknown", "Few only")
    services.save_policy(actor=reader, name="Few only", lists=[], own_network=True)
    assert program.post(f"/verify?policy={saved.public_id}", copy).data["verdict"] == "holds"


def test_the_policy_of_somebody_else_is_not_there(alder: College) -> None:
    other = alder.somebody("viewer")
    few = services.add_list(actor=other, name="Few", data=b"did:web:strangers.example", now=FOUNDED)
    saved = services.save_policy(actor=other, name="Few only", lists=[few.public_id])
    for program in (alder.program(alder.somebody("owner")), Program()):
        answer = program.post(f"/verify?policy={saved.public_id}", b"{}")
        assert (answer.status_code, answer.data["code"]) == (404, "trust-list.not-found")
