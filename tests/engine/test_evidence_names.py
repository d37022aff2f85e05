"""Names of evidence: each has a weight that is used, and a sentence in every language."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.engine import evidence
from layout_tool.engine.cues import OWN_LINE_ROLES
from layout_tool.engine.geometry.glyph_page import propose_glyph_page
from layout_tool.engine.profile import Profile, load_profile
from layout_tool.engine.text_page import propose_text_page
from layout_tool.messages import Language, load
from layout_tool.model.proposal import PageProposal, TextPage
from tests.engine.geometry.test_glyph_page import two_stories

SAMPLES = ("evening-courier.flowed", "trade-paper.flowed", "trade-paper.layout")
TABLE = ("link", "same", "new", "start", "end")
"""Groups of the evidence table: every term asks for its weight on every page, for each kind of dump and of glyphs."""
MODULES = {
    "heading": ("roles", "type_terms"),
    "caption": ("roles", "type_terms"),
    "furniture": ("roles", "furniture_places"),
    "table": ("roles", "table_places"),
    "head": ("heads", "head_scores"),
    "attach": ("attach",),
    "story": ("stories", "solving"),
    "fixed": ("lock_likeness", "kept_reading"),
    "weave": ("unweave", "unweave_cuts", "unweave_links"),
}
"""The modules that name the weights of the other groups."""
CUE = "cue"
NOT_SHOWN = {"story", "weave"}
"""Groups whose weights are sums of a search, not the evidence of a decision."""
OF_THE_PAGE = {"head.prior_by_words", "head.prior_ends_with_head", "head.prior_starts_with_head"}
WITHOUT_WEIGHT = {"link.heads", "furniture.listed"}
"""What heads say of a link has the weight 1; what is listed weighs as much as what stands beside."""


class Asked(Mapping[str, float]):
    """Weights that remember which of them were asked for."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> float:
        self.names.add(name)
        return self._weights[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._weights)

    def __len__(self) -> int:
        return len(self._weights)


def propose(sample: str, profile: Profile) -> PageProposal:
    text = resources.path("samples", f"{sample}.txt").read_text("utf-8")
    return propose_text_page(TextPage(0, 0, text), "s1", 1, profile)


@cache
def names_in(module: str) -> tuple[frozenset[str], frozenset[str]]:
    """The strings of a module of the engine, and the beginnings of those that are put together."""
    tree = ast.parse((Path(evidence.__file__).parent / f"{module}.py").read_text("utf-8"))
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    begun = {
        node.values[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
    }
    return frozenset(strings), frozenset(str(part) for part in begun)


def test_every_term_of_the_table_has_a_weight_and_every_weight_a_term() -> None:
    default = load_profile()
    asked = {group: Asked(weights) for group, weights in default.weights.items()}
    for sample in SAMPLES:
        propose(sample, replace(default, weights=asked))
    propose_glyph_page(two_stories().page(), "s1", 1, replace(default, weights=asked))
    for group in TABLE:
        assert asked[group].names == set(default.weights[group]), group


@pytest.mark.parametrize("group", MODULES)
def test_every_other_weight_is_named_in_its_module(group: str) -> None:
    strings, begun = (frozenset[str]().union(*parts) for parts in zip(*map(names_in, MODULES[group]), strict=True))
    beginnings = tuple(part for part in begun if part.endswith("_"))
    weights = load_profile().weights[group]
    assert [name for name in weights if name not in strings and not name.startswith(beginnings)] == []


def test_every_group_is_known() -> None:
    assert set(load_profile().weights) == {*TABLE, *MODULES, CUE}


def test_every_cue_of_a_line_has_a_weight() -> None:
    assert {role.value for _, role in OWN_LINE_ROLES} == set(load_profile().weights[CUE])


@pytest.mark.parametrize("language", Language)
def test_all_evidence_can_be_said(language: Language) -> None:
    weights = load_profile().weights
    shown = {f"{group}.{term}" for group, terms in weights.items() if group not in {*NOT_SHOWN, CUE} for term in terms}
    shown = (shown - OF_THE_PAGE) | WITHOUT_WEIGHT | {CUE}
    said = {key for key in load(language).sentences if key.startswith("evidence_")}
    assert said == {f"evidence_{name.replace('.', '_')}" for name in shown}


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_decides_a_page_can_be_said(sample: str) -> None:
    names = {term.name for decision in propose(sample, load_profile()).decisions for term in decision.evidence}
    said = {CUE if name.startswith(f"{CUE}.") else name for name in names}
    assert CUE in said
    assert {f"evidence_{name.replace('.', '_')}" for name in said} <= set(load(Language.EN).sentences)
