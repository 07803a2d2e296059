"""Every address of the site, and in which class it is: who may open it, and who may send to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from microcred.platform.admissions.access import ROLES as ADMISSIONS
from microcred.platform.assessment.access import ROLES as ASSESSMENT
from microcred.platform.awards.access import ROLES as AWARDS
from microcred.platform.careers.access import RECRUITING
from microcred.platform.catalogue.access import ROLES as CATALOGUE
from microcred.platform.credentials.access import ROLES as CREDENTIALS
from microcred.platform.enrolments.access import ROLES as ENROLMENTS
from microcred.platform.gateways.access import ROLES as GATEWAYS
from microcred.platform.insights.access import ROLES as INSIGHTS
from microcred.platform.institutions.access import ROLES as INSTITUTIONS
from microcred.platform.network.access import ROLES as NETWORK
from microcred.platform.qualifications.access import ROLES as QUALIFICATIONS

Roles = tuple[str, ...]


@dataclass(frozen=True)
class At:
    """An address of an institution: the roles that open it and those that send to it; empty where nobody can.

    `sent` is a form that does something where the role may: what is sent by the others changes nothing.
    """

    opens: Roles = ()
    sends: Roles = ()
    sent: dict[str, str] = field(default_factory=dict)


def both(allowed: Roles, /, **sent: str) -> At:
    """The same roles open it and send to it."""
    return At(allowed, allowed, sent)


OF_AN_INSTITUTION: dict[str, At] = {
    "institution-home": At(INSTITUTIONS["see"]),
    "institutions:enter": At(INSTITUTIONS["see"]),
    "institutions:leave": both(INSTITUTIONS["see"]),
    "institutions:settings": At(INSTITUTIONS["see"]),
    "institutions:profile": both(INSTITUTIONS["profile"]),
    "institutions:change_logo": At(sends=INSTITUTIONS["profile"], sent={"remove": "1"}),
    "institutions:review": both(INSTITUTIONS["review"]),
    "institutions:members": both(INSTITUTIONS["members"], email="x@people.example", roles="owner"),
    "institutions:member": both(INSTITUTIONS["members"], roles="owner"),
    "institutions:remove_member": At(sends=INSTITUTIONS["members"]),
    "institutions:withdraw": At(sends=INSTITUTIONS["members"]),
    "institutions:keys": At(INSTITUTIONS["see keys"]),
    "institutions:rotate": At(sends=INSTITUTIONS["keys"]),
    "institutions:compromise": both(INSTITUTIONS["keys"], reason="It leaked.", since="2026-01-06T08:00"),
    "network:rights": At(NETWORK["view"]),
    "network:give": both(NETWORK["give"]),
    "network:withdraw": both(NETWORK["withdraw"], reason="The audit was not passed."),
    "network:statements": At(NETWORK["view"], NETWORK["state"]),
    "network:take-back": both(NETWORK["state"], reason="Another body teaches it now."),
    "network:agreements": At(NETWORK["view"]),
    "network:propose": both(NETWORK["agree"]),
    "network:agreement": At(sends=NETWORK["agree"], sent={"what": "accept"}),
    "catalogue:list": At(CATALOGUE["view"]),
    "catalogue:new": both(CATALOGUE["write"]),
    "catalogue:versions": At(CATALOGUE["view"]),
    "catalogue:edit": both(CATALOGUE["write"]),
    "catalogue:texts": both(CATALOGUE["write"]),
    "catalogue:step": At(sends=CATALOGUE["write"], sent={"what": "discard"}),
    "catalogue:own-offerings": At(CATALOGUE["view"]),
    "catalogue:new-offering": both(CATALOGUE["offer"]),
    "catalogue:own-offering": both(CATALOGUE["offer"]),
    "catalogue:offering-step": At(sends=CATALOGUE["offer"], sent={"what": "close"}),
    "awards:register": At(AWARDS["view"]),
    "awards:export": At(AWARDS["view"]),
    "awards:change": At(
        sends=CREDENTIALS["change status"], sent={"what": "revoke", "reason": "A test.", "award": "{award}"}
    ),
    "awards:affected": At(AWARDS["view"], AWARDS["award"]),
    "awards:new": both(CATALOGUE["award"]),
    "awards:sheet": both(CATALOGUE["award"]),
    "awards:batch": At(AWARDS["view"]),
    "awards:columns": At(AWARDS["view"], AWARDS["award"], {"column-0": "name", "column-1": "email"}),
    "awards:check": At(AWARDS["view"]),
    "awards:row": At(sends=AWARDS["award"], sent={"what": "leave-out"}),
    "awards:leave-open": At(sends=AWARDS["award"]),
    "awards:release": At(AWARDS["view"], AWARDS["award"], {"when": "now"}),
    "awards:approve": At(sends=AWARDS["approve"]),
    "awards:progress": At(AWARDS["view"]),
    "awards:undo": At(sends=AWARDS["award"]),
    "awards:discard": At(sends=AWARDS["award"]),
    "awards:revoke-batch": At(sends=CREDENTIALS["change status"], sent={"reason": "A test."}),
    "awards:given-back": At(AWARDS["view"]),
    "awards:slips": At(AWARDS["view"]),
    "awards:sample": At(AWARDS["view"]),
    "awards:award": At(AWARDS["view"]),
    "awards:correct": At(sends=AWARDS["award"], sent={"name": "Another"}),
    "awards:renew": At(sends=AWARDS["award"]),
    "awards:learners": At(AWARDS["view"]),
    "awards:learner": At(AWARDS["view"]),
    "awards:numbers": At(AWARDS["view"]),
    "awards:numbers-export": At(AWARDS["view"]),
    "insights:demand": At(INSIGHTS["view"]),
    "insights:export": At(INSIGHTS["view"]),
    "careers:openings": At(RECRUITING),
    "careers:new-opening": both(RECRUITING),
    "careers:own-opening": At(RECRUITING),
    "careers:close-opening": At(sends=RECRUITING),
    "careers:reopen-opening": At(sends=RECRUITING),
    "careers:answer": At(RECRUITING),
    "qualifications:rules": At(
        QUALIFICATIONS["view"], QUALIFICATIONS["write"], {"kind": "entry", "title": "A rule"}
    ),
    "qualifications:rule": At(
        QUALIFICATIONS["view"], QUALIFICATIONS["write"], {"what": "save", "body": "{{}}"}
    ),
    "qualifications:table": At(sends=QUALIFICATIONS["write"]),
    "qualifications:cohort": At(
        QUALIFICATIONS["view"], QUALIFICATIONS["confirm"], {"progress": "{progress}"}
    ),
    "qualifications:design": both(QUALIFICATIONS["write"]),
    "qualifications:designed": At(QUALIFICATIONS["view"]),
    "qualifications:publish": At(sends=QUALIFICATIONS["write"]),
    "admissions:own": At(
        ADMISSIONS["view"],
        ADMISSIONS["write"],
        {"title": "Another", "level": "6", "description": "Two years.", "days": "20"},
    ),
    "admissions:own-programme": At(
        ADMISSIONS["view"],
        ADMISSIONS["write"],
        {"title": "Another", "level": "6", "description": "Two years.", "days": "20"},
    ),
    "admissions:write-rule": At(sends=ADMISSIONS["write"], sent={"what": "credit"}),
    "admissions:cases": At(ADMISSIONS["view"]),
    "admissions:assign": At(sends=ADMISSIONS["decide"], sent={"to": "nobody"}),
    "admissions:examine": At(ADMISSIONS["view"]),
    "admissions:step": At(sends=ADMISSIONS["decide"], sent={"what": "assign"}),
    "admissions:paper": At(ADMISSIONS["view"]),
    "admissions:credits": At(ADMISSIONS["view"]),
    "admissions:credits-export": At(ADMISSIONS["view"]),
    "admissions:credit": At(ADMISSIONS["view"]),
    "admissions:credit-step": At(
        sends=ADMISSIONS["credit"], sent={"what": "release", "reason": "They left the programme."}
    ),
    "admissions:transfer": At(sends=ADMISSIONS["credit"], sent={"what": "withdraw"}),
    "enrolments:offerings": At(ENROLMENTS["view"]),
    "enrolments:invoices": At(ENROLMENTS["manage"]),
    "enrolments:paid": At(sends=ENROLMENTS["manage"]),
    "enrolments:paid-back": At(sends=ENROLMENTS["manage"]),
    "enrolments:sponsored": both(ENROLMENTS["sponsor"]),
    "enrolments:sponsored-codes": At(ENROLMENTS["sponsor"]),
    "enrolments:enrolled": At(ENROLMENTS["view"]),
    "enrolments:vouchers": both(ENROLMENTS["manage"], count="2"),
    "enrolments:codes": At(ENROLMENTS["manage"]),
    "enrolments:invitations": both(ENROLMENTS["manage"]),
    "enrolments:cohorts": both(ENROLMENTS["manage"], name="Spring"),
    "assessment:queue": At(ASSESSMENT["view"]),
    "assessment:methods": At(ASSESSMENT["view_methods"]),
    "assessment:method": both(ASSESSMENT["set"]),
    "assessment:file": At(ASSESSMENT["view"]),
    "assessment:work": At(ASSESSMENT["view"]),
    "assessment:take": At(sends=ASSESSMENT["mark"]),
    "assessment:mark": At(sends=ASSESSMENT["mark"], sent={"message": "fully", "voice": "fully"}),
    "assessment:conflict": At(sends=ASSESSMENT["mark"], sent={"why": "We are related."}),
    "assessment:decide": At(sends=ASSESSMENT["certify"], sent={"outcome": "passed", "reason": "Good."}),
    "assessment:hear": At(sends=ASSESSMENT["certify"], sent={"outcome": "failed", "reason": "No."}),
    "assessment:cohorts": At(ASSESSMENT["view_cohorts"]),
    "assessment:cohort-new": both(ASSESSMENT["cohort"]),
    "assessment:cohort": At(ASSESSMENT["view_cohorts"]),
    "assessment:cohort-step": At(sends=ASSESSMENT["certify"], sent={"what": "draw"}),
    "assessment:decided": At(ASSESSMENT["view"]),
    "gateways:keys": both(GATEWAYS["api keys"], name="Mine", scopes="awards:read", days="30"),
    "gateways:withdraw": At(sends=GATEWAYS["api keys"]),
}

OPERATOR = [
    "journal:operator",
    "journal:check-log",
    "journal:job-again",
    "frameworks:imports",
    "frameworks:import_run",
    "frameworks:import_progress",
]

DEMO = ["journal:mails", "journal:mail", "journal:mail-html", "accounts:demo", "accounts:demo_sign_in"]

OWN = [
    "accounts:account",
    "accounts:data",
    "accounts:erase",
    "institutions:invitation",
    "institutions:mine",
    "institutions:new",
    "frameworks:suggest",
    "frameworks:courses",
    "frameworks:course_table",
    "frameworks:course_progress",
    "network:registries",
    "network:accreditors",
    "verifier:trust",
    "verifier:trust_issuer",
    "verifier:add_list",
    "verifier:untrust",
    "verifier:believe",
    "verifier:end_collector",
    "verifier:save_policy",
    "verifier:remove_policy",
    "verifier:list",
    "verifier:remove_list",
    "awards:claim",
    "portfolio:home",
    "portfolio:credentials",
    "portfolio:change",
    "portfolio:export",
    "portfolio:add",
    "portfolio:imported",
    "portfolio:imported-file",
    "portfolio:count",
    "portfolio:remove",
    "portfolio:collections",
    "portfolio:new-collection",
    "portfolio:collection",
    "portfolio:remove-collection",
    "portfolio:shares",
    "portfolio:new-share",
    "portfolio:withdraw-share",
    "portfolio:skills",
    "portfolio:declare",
    "portfolio:remove-declared",
    "portfolio:timeline",
    "portfolio:timeline-picture",
    "portfolio:timeline-paper",
    "portfolio:reflect",
    "careers:plan",
    "careers:start",
    "careers:start-skills",
    "careers:start-text",
    "careers:target",
    "careers:target-list",
    "careers:target-text",
    "careers:closest",
    "careers:options",
    "careers:adopt",
    "careers:accept",
    "careers:followed",
    "careers:drop",
    "careers:take-back",
    "careers:work",
    "careers:opening",
    "careers:withdraw",
    "careers:aim",
    "qualifications:begin",
    "qualifications:record",
    "admissions:apply",
    "admissions:applications",
    "admissions:used",
    "admissions:case",
    "admissions:letter",
    "admissions:signed",
    "enrolments:own",
    "enrolments:enrol",
    "enrolments:withdraw",
    "assessment:hand-in",
    "assessment:own-works",
    "assessment:own-work",
    "assessment:reminders",
    "assessment:appeal",
    "assessment:own-file",
]
"""For everybody who is signed in, with what is theirs."""

KEPT = [
    "verifier:run",
    "verifier:progress",
    "verifier:allow",
    "verifier:forget",
    "verifier:people_csv",
    "verifier:credentials_csv",
    "verifier:run_json",
]
"""Runs of the desk: a visitor's by their address alone, a signed-in person's for them alone."""

PUBLIC = [
    "home",
    "web:language",
    "web:style",
    "journal:progress",
    "institutions:institution",
    "institutions:did",
    "institutions:logo",
    "frameworks:skills",
    "frameworks:pick",
    "frameworks:skill",
    "frameworks:occupations",
    "frameworks:occupation",
    "network:map",
    "network:picture",
    "network:right",
    "network:who",
    "network:configuration",
    "network:dids",
    "network:list",
    "network:fetch",
    "network:right_document",
    "network:withdrawal",
    "network:log",
    "network:leaves",
    "network:proof",
    "verifier:verify",
    "verifier:json",
    "verifier:pdf",
    "verifier:bundle",
    "verifier:collector",
    "verifier:elsewhere",
    "verifier:desk",
    "catalogue:find",
    "catalogue:compare",
    "catalogue:offering",
    "catalogue:offering-data",
    "catalogue:achievement",
    "catalogue:achievement-data",
    "catalogue:badge",
    "awards:json",
    "awards:jwt",
    "awards:png",
    "awards:svg",
    "awards:certificate",
    "awards:embed",
    "awards:answer",
    "awards:share",
    "awards:credential",
    "awards:status-list",
    "portfolio:shown-bundle",
    "portfolio:shown",
    "portfolio:shown-item",
    "portfolio:shown-file",
    "qualifications:published",
    "qualifications:all",
    "qualifications:qualification",
    "qualifications:parts",
    "admissions:programmes",
    "admissions:programme",
    "gateways:openapi",
    "gateways:reference",
    "gateways:refusal",
    "gateways:nowhere",
    "gateways:vc-verify",
    "gateways:vc-present",
    "gateways:vc-derive",
    "gateways:api-1:api-root",
    "gateways:api-1:verify",
    "gateways:api-1:verify_address",
]
"""Open to visitors: what one may see is decided by the award, the shared page or the address itself."""

WITH_A_KEY = [
    "gateways:vc-issue",
    "gateways:vc-status",
    "gateways:api-1:institution",
    "gateways:api-1:keys",
    "gateways:api-1:rotate",
    "gateways:api-1:micro_credentials",
    "gateways:api-1:draft",
    "gateways:api-1:micro_credential",
    "gateways:api-1:versions",
    "gateways:api-1:new_version",
    "gateways:api-1:edit",
    "gateways:api-1:discard",
    "gateways:api-1:submit",
    "gateways:api-1:approve",
    "gateways:api-1:send_back",
    "gateways:api-1:publish",
    "gateways:api-1:retire",
    "gateways:api-1:awards",
    "gateways:api-1:award_one",
    "gateways:api-1:revoke",
    "gateways:api-1:suspend",
    "gateways:api-1:reinstate",
    "gateways:api-1:award",
    "gateways:api-1:copy",
    "gateways:api-1:correct",
    "gateways:api-1:renew",
    "gateways:api-1:mail",
    "gateways:api-1:batches",
    "gateways:api-1:start",
    "gateways:api-1:upload",
    "gateways:api-1:batch",
    "gateways:api-1:rows",
    "gateways:api-1:fix",
    "gateways:api-1:leave_out",
    "gateways:api-1:release",
    "gateways:api-1:undo",
    "gateways:api-1:discard",
    "gateways:api-1:learners",
    "gateways:api-1:enrolments",
    "gateways:api-1:invoices",
    "gateways:api-1:paid",
    "gateways:api-1:cohort",
    "gateways:api-1:check",
    "gateways:api-1:send",
    "gateways:api-1:start_files",
    "gateways:api-1:run",
    "gateways:api-1:results",
    "gateways:api-1:table",
    "gateways:api-1:consent",
    "gateways:api-1:delete",
    "gateways:api-1:status",
]
"""For programs: the role and scope of each is tested with the API."""

CLASSES: dict[str, list[str]] = {
    "public": PUBLIC,
    "own": OWN,
    "kept": KEPT,
    "of an institution": list(OF_AN_INSTITUTION),
    "operator": OPERATOR,
    "demo": DEMO,
    "with a key": list(dict.fromkeys(WITH_A_KEY)),
}


def every() -> Iterator[tuple[str, str, list[str]]]:
    """Name, route and parameters of each address, allauth's aside."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[tuple[str, str, list[str]]]:
    for one in resolver.url_patterns:
        here = route + str(one.pattern)
        if isinstance(one, URLResolver):
            if here.startswith("accounts/"):
                continue
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one, here, inner)
        elif isinstance(one, URLPattern):
            yield f"{namespace}{one.name}", here, list(one.pattern.converters)


DRAFTS = ("catalogue:edit", "catalogue:texts", "catalogue:step")
STANDS_FOR = {
    "frameworks:course_table": "courses",
    "frameworks:course_progress": "courses",
    "frameworks:import_run": "import",
    "frameworks:import_progress": "import",
    "network:right": "right",
    "network:right_document": "right",
    "network:withdrawal": "right",
    "verifier:remove_policy": "policy",
    "verifier:end_collector": "collector",
    "verifier:list": "trust list",
    "verifier:remove_list": "trust list",
    "catalogue:offering": "offering",
    "catalogue:offering-data": "offering",
    "catalogue:achievement": "achievement",
    "catalogue:achievement-data": "achievement",
    "catalogue:badge": "achievement",
    "portfolio:collection": "collection",
    "portfolio:remove-collection": "collection",
    "portfolio:withdraw-share": "share",
    "portfolio:remove-declared": "declared",
    "portfolio:reflect": "award",
    "careers:followed": "plan",
    "careers:drop": "plan",
    "careers:take-back": "plan",
    "portfolio:imported": "imported",
    "portfolio:imported-file": "imported",
    "portfolio:count": "imported",
    "portfolio:remove": "imported",
}
"""What `public_id` is, where the app's name does not say it."""
OTHERWISE = {"awards": "award", "careers": "opening", "portfolio": "share", "institutions": "public_id"}
FIXED: dict[str, str | int] = {
    "position": 2,
    "number": 1,
    "language": "fr",
    "form": "page",
    "code": "fr",
    "digest": "0" * 64,
    "token": "no-such-token",
    "account_id": 1,
    "job": "no-such-job",
    "mail": "no-such-mail",
    "path": "nothing/here",
}


def address(name: str, parameters: list[str], ids: dict[str, str | int]) -> str:
    """The address with the ids of a world."""
    return reverse(name, kwargs={one: _value(name, one, ids) for one in parameters})


def _value(name: str, parameter: str, ids: dict[str, str | int]) -> str | int:
    app = name.partition(":")[0]
    if parameter == "achievement" and name in DRAFTS:
        return ids["draft"]
    if parameter == "key" and app == "gateways":
        return ids["api key"]
    if name == "enrolments:codes" and parameter == "batch":
        return ids["vouchers"]
    if name == "enrolments:sponsored-codes" and parameter == "batch":
        return ids["sponsored"]
    if name == "awards:sample" and parameter == "number":
        return 2  # the first row below the headers
    if parameter == "item":
        return ids["award"]
    if name in ("frameworks:skill", "frameworks:occupation"):
        return ids[name.partition(":")[2]]
    if parameter in ("micro_credential", "credential"):
        return ids["achievement" if parameter == "micro_credential" else "award"]
    if parameter == "public_id":
        if name in KEPT:
            return ids["run"]
        return ids[STANDS_FOR.get(name) or OTHERWISE.get(app, "public_id")]
    return FIXED[parameter] if parameter in FIXED else ids[parameter]


PERSONAL = ("public_id", "case", "enrolment", "work", "file")
"""Parameters of own addresses that name something of one person's."""


def names_somebodys(name: str, parameters: list[str]) -> bool:
    """Whether an own address names something of one person's; openings are everybody's to answer."""
    return name not in ("careers:opening", "careers:aim") and any(one in PERSONAL for one in parameters)
