"""Documents to canonical N-Quads and their hash: by the interpreter, or by a template of the same shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from microcred.vc.canonical.cache import Plan, Shapes
from microcred.vc.canonical.marking import Marking
from microcred.vc.canonical.shapes import NoShape, shape_of
from microcred.vc.canonical.template import Filled, Template
from microcred.vc.canonical.words import Words
from microcred.vc.contexts import Contexts, shipped
from microcred.vc.jsonld import to_quads
from microcred.vc.limits import DEFAULT, Limits
from microcred.vc.rdfc import Canonical, Quad, Work, canonicalise
from microcred.vc.rdfc.canonicalise import HASHES


class Canoniser:
    """Canonicalises by one set of contexts; repeated shapes are worked out once. Threads may share it."""

    def __init__(
        self, contexts: Contexts | None = None, *, limits: Limits = DEFAULT, templates: bool = True
    ) -> None:
        """Without `contexts` the shipped ones are used; without `templates` every document is interpreted."""
        self.contexts = contexts or shipped()
        self.limits = limits
        self._words = Words(self.contexts)
        self._shapes = Shapes() if templates else None

    def digest(self, document: dict[str, Any], hash_name: str = "sha256") -> bytes:
        """The hash of the canonical N-Quads of a document without proof.

        `hash_name`, "sha256" or "sha384", is used inside RDFC-1.0 too. Raises what `jsonld.to_quads` raises,
        or `GraphTooCostly`.
        """
        return self._filled(document, hash_name).digest

    def nquads(self, document: dict[str, Any], hash_name: str = "sha256") -> str:
        """The canonical N-Quads themselves; raises as `digest`."""
        return self._filled(document, hash_name).nquads

    def canonical(self, quads: Iterable[Quad], *, for_peers: bool = False) -> Canonical:
        """The canonical form of statements; raises `GraphTooCostly` or `GraphTooCostlyForPeers`."""
        return canonicalise(quads, "sha256", Work(self.limits.steps, for_peers=for_peers))

    @property
    def kept_quads(self) -> int:
        """The size of all that is kept between documents."""
        return self._shapes.weight if self._shapes else 0

    @property
    def for_issue(self) -> IssuingCanoniser:
        """The same for documents about to be signed."""
        return IssuingCanoniser(self)

    def _filled(self, document: dict[str, Any], hash_name: str, *, for_peers: bool = False) -> Filled:
        if self._shapes is None:
            return self._interpreted(document, hash_name, for_peers)[0]
        try:
            key, free = shape_of(document)
        except NoShape:
            return self._interpreted(document, hash_name, for_peers)[0]
        shape = (hash_name, key)
        plan = self._shapes.plan(shape)
        place = plan.key(free) if plan else ()
        template = plan.templates.get(place) if plan else None
        found = template.fill(free) if template else None
        if found is not None:
            return found
        found, quads = self._interpreted(document, hash_name, for_peers)
        is_known = plan is not None and place in plan.templates
        if not is_known and self._shapes.is_due((shape, place)):
            plan, template = self._prepared(document, free, quads, hash_name, plan)
            if template is not None and template.fill(free) not in (None, found):
                template = None
            self._shapes.add(shape, plan, free, template)
        return found

    def _interpreted(
        self, document: dict[str, Any], hash_name: str, for_peers: bool
    ) -> tuple[Filled, list[Quad]]:
        quads = to_quads(document, self.contexts, self.limits)
        nquads = canonicalise(quads, hash_name, Work(self.limits.steps, for_peers=for_peers)).nquads
        return Filled(nquads, HASHES[hash_name](nquads.encode()).digest()), quads

    def _prepared(
        self, document: dict[str, Any], free: list[str], quads: list[Quad], hash_name: str, plan: Plan | None
    ) -> tuple[Plan, Template | None]:
        """The plan for a shape, and the template of a document of it if it has one."""
        marking = Marking(document, free, self._words.of(document))
        if plan is not None:
            marking.fixed.update(plan.fixed)
        template = marking.template(
            quads, lambda marked: to_quads(marked, self.contexts, self.limits), hash_name
        )
        fixed = marking.fixed
        iris = {slot.text for slot in template.slots if slot.scheme} if template else set()
        if plan is not None:
            iris.update(plan.iris)
            if fixed <= set(plan.fixed) and iris <= set(plan.iris):
                return plan, template
        return Plan(sorted(fixed), sorted(iris)), template


class IssuingCanoniser:
    """Refuses what the default limit of other verifiers would refuse; shares all else with a canoniser."""

    def __init__(self, canoniser: Canoniser) -> None:
        self._canoniser = canoniser

    def digest(self, document: dict[str, Any], hash_name: str = "sha256") -> bytes:
        """As `Canoniser.digest`; raises `GraphTooCostlyForPeers`, too."""
        return self._canoniser._filled(document, hash_name, for_peers=True).digest
