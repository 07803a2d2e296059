"""The frame of each page: who is signed in, for whom they act, and at most five items for their role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from microcred.platform.accounts.models import Account
from microcred.platform.institutions.acting import Acting, acting, layout_parts
from microcred.platform.web.layout import NAV_ITEMS, Layout, NavItem


@dataclass(frozen=True)
class Place:
    """One item: its word, the name of its address, and whether that names the institution."""

    word: Promise
    name: str
    of_institution: bool = False
    within: tuple[str, ...] = ()
    """Pages that stand within it where no other item has them."""


VISITOR = (
    Place(gettext_lazy("Find"), "catalogue:find"),
    Place(gettext_lazy("Check"), "verifier:verify", within=("verifier:desk", "verifier:run")),
    Place(gettext_lazy("What counts here"), "admissions:programmes"),
)
LEARNER = (
    Place(gettext_lazy("Home"), "portfolio:home"),
    Place(gettext_lazy("Credentials"), "portfolio:credentials"),
    Place(gettext_lazy("Skills"), "portfolio:skills"),
    Place(gettext_lazy("Plan"), "careers:plan"),
    Place(gettext_lazy("Find"), "catalogue:find"),
)
LEARNERS_OWN = (
    Place(gettext_lazy("Your enrolments"), "enrolments:own"),
    Place(gettext_lazy("What you handed in"), "assessment:own-works"),
    Place(gettext_lazy("Your qualifications"), "qualifications:all"),
    Place(gettext_lazy("Your applications"), "admissions:applications"),
)
"""At the foot of the learner's pages, since five items stand above."""
LEARNERS_PAGES = frozenset({"portfolio", "careers", "enrolments", "assessment"})
"""Apps whose pages without an institution in their address are the learner's."""
OFFICER = (
    Place(gettext_lazy("Awards"), "awards:register", True),
    Place(gettext_lazy("Micro-credentials"), "catalogue:list", True),
    Place(gettext_lazy("Learners"), "awards:learners", True),
    Place(gettext_lazy("Numbers"), "awards:numbers", True),
    Place(gettext_lazy("Settings"), "institutions:settings", True),
)
ASSESSOR = (
    Place(gettext_lazy("To assess"), "assessment:queue", True),
    Place(gettext_lazy("Cohorts"), "assessment:cohorts", True),
    Place(gettext_lazy("Decided"), "assessment:decided", True),
    Place(gettext_lazy("What we may certify"), "network:rights", True),
)
REGISTRAR = (
    Place(gettext_lazy("Cases"), "admissions:cases", True),
    Place(gettext_lazy("Rules"), "qualifications:rules", True),
    Place(gettext_lazy("Programmes"), "admissions:own", True),
    Place(gettext_lazy("Credits"), "admissions:credits", True),
)
EMPLOYER = (
    Place(gettext_lazy("Check"), "verifier:verify"),
    Place(gettext_lazy("People"), "verifier:desk"),
    Place(gettext_lazy("Openings"), "careers:openings", True),
    Place(gettext_lazy("Sponsored places"), "enrolments:sponsored", True),
    Place(gettext_lazy("Whom we trust"), "verifier:trust"),
)
OPERATOR = (
    Place(gettext_lazy("This installation"), "journal:operator"),
    Place(gettext_lazy("Institutions"), "institutions:mine"),
    Place(gettext_lazy("Accreditors"), "network:accreditors"),
    Place(gettext_lazy("Frameworks"), "frameworks:imports"),
    Place(gettext_lazy("Mail"), "journal:mails"),
)
BY_ROLE: tuple[tuple[frozenset[str], Sequence[Place]], ...] = (
    (frozenset({"registrar"}), REGISTRAR),
    (frozenset({"recruiter"}), EMPLOYER),
    (frozenset({"assessor", "certifier"}), ASSESSOR),
    (frozenset({"owner", "admin", "author", "awarder", "reviewer", "viewer"}), OFFICER),
)
"""The narrower role first: a registrar who is an owner too has the officer's pages under Settings."""


WITHIN = {
    "catalogue:list": ("catalogue:own-offerings", "catalogue:new-offering", "catalogue:own-offering"),
    "catalogue:find": ("catalogue:achievement",),
    "awards:numbers": ("insights:demand",),
}
"""Pages that stand within an item though their address does not say so."""
APPS_WITHIN = {"catalogue:list": "enrolments"}
"""The same for all pages of an app that are an institution's."""


def layout(request: HttpRequest) -> Layout:
    """The layout of a page that sets none itself."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return Layout(nav=_items(VISITOR, request), sign_in_url=reverse("account_login"))
    found = acting(request)
    places, parts = _places(request, account, found), layout_parts(request)
    if places in (LEARNER, OPERATOR):
        parts = {}
    return Layout(
        nav=_items(places, request, found.institution.public_id if found else ""),
        home_url=_home(places),
        account=str(account) or _("Your account"),
        account_url=reverse("accounts:account"),
        sign_out_url=reverse("account_logout"),
        footer=_ways(found, places, request),
        **parts,
    )


def _places(request: HttpRequest, account: Account, found: Acting | None) -> Sequence[Place]:
    """The learner's items on the learner's pages, those of the role on the institution's."""
    match = request.resolver_match
    if match is not None and "institution" not in match.kwargs:
        named = any(one.name == match.view_name for one in LEARNERS_OWN)
        if named or match.namespace in LEARNERS_PAGES:
            return LEARNER
    if found is None:
        return OPERATOR if account.is_staff else LEARNER
    roles = set(found.institution.roles)
    for own in _named_first(request):
        if own:
            return own
    return next((places for wanted, places in BY_ROLE if roles & wanted and _there(places)), OFFICER)


def _named_first(request: HttpRequest) -> Iterator[Sequence[Place] | None]:
    """On a page that stands in one role's items, those items, whatever other roles the person has."""
    match = request.resolver_match
    name = match.view_name if match else ""
    for places in (OFFICER, REGISTRAR, ASSESSOR):
        yield places if any(one.name == name for one in places) else None


def _there(places: Sequence[Place]) -> bool:
    """Whether any of the items has an address here."""
    return any(_address(one, "x") for one in places)


def _home(places: Sequence[Place]) -> str:
    return (_address(LEARNER[0], "") or "/") if places is LEARNER else "/"


def _ways(found: Acting | None, places: Sequence[Place], request: HttpRequest) -> list[NavItem]:
    """What else is one's own, and the way between one's own credentials and one's institution."""
    if places is LEARNER:
        ways = [
            NavItem(str(one.word), at, _current(one, at, request))
            for one in LEARNERS_OWN
            if (at := _address(one, ""))
        ]
        if found is not None:
            entered = reverse("institutions:enter", args=[found.institution.public_id])
            ways.append(NavItem(found.institution.name, entered))
        return ways
    if found is None:
        return []
    own = _address(LEARNER[0], "")
    return [NavItem(_("Your own credentials"), own)] if own else []


def _items(places: Sequence[Place], request: HttpRequest, institution: str = "") -> list[NavItem]:
    found = []
    for one in places[:NAV_ITEMS]:
        address = _address(one, institution)
        if address:
            found.append(NavItem(str(one.word), address, _current(one, address, request)))
    return found


def _current(place: Place, address: str, request: HttpRequest) -> bool:
    """Whether the page stands in this item, by its address or by `WITHIN`."""
    match = request.resolver_match
    if match is not None:
        of_app = place.of_institution and match.namespace == APPS_WITHIN.get(place.name)
        if of_app or match.view_name in (*WITHIN.get(place.name, ()), *place.within):
            return True
    return request.path == address or (address != "/" and request.path.startswith(f"{address.rstrip('/')}/"))


def _address(place: Place, institution: str) -> str:
    """The address of an item, or empty where it is not there."""
    try:
        return reverse(place.name, args=[institution] if place.of_institution else [])
    except NoReverseMatch:
        return ""
