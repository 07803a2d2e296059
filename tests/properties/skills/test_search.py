"""Whatever is typed or pasted, search answers, and what it names stands in the text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from microcred.skills.model import Skill, SkillFramework
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.picker import Picker
from microcred.skills.search.suggest import Suggester, sentences
from microcred.skills.search.words import tokens

LABELS = [
    "work in teams",
    "Java",
    "C#",
    "negotiate price",
    "manage budgets",
    "weld pipes",
    "care for cattle",
    "speak",
]
FRAMEWORK = SkillFramework("F", "1", "", skills={label: Skill(label, {"en": label}) for label in LABELS})
PICKER, SUGGESTER = Picker([FRAMEWORK]), Suggester(LabelIndex(FRAMEWORK))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_the_picker_never_fails(typed):
    assert len(PICKER.find(typed, most=3)) <= 3


@settings(deadline=None)
@given(st.sampled_from(LABELS), st.integers(1, 20))
def test_every_beginning_of_a_label_finds_it(label, length):
    assert label in {found.skill for found in PICKER.find(label[:length], most=len(LABELS))}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*LABELS, "and", "experience,", "…", "<ORG>", "日本"]), max_size=12))
def test_the_words_of_a_suggestion_stand_in_the_sentence(parts):
    sentence = " ".join(parts)
    for found in SUGGESTER.ranked(sentence):
        assert all(word in sentence for word in found.words)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_tokens_lie_in_the_text_in_order(text):
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(sentence.strip() for sentence in sentences(text))
