"""The picker answers while one types; suggestions name the words that led to them."""

import pytest

from microcred.skills.errors import TextEmpty, TextOfAnotherLanguage, TextTooLong
from microcred.skills.model import Skill, SkillFramework
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.picker import Picker
from microcred.skills.search.suggest import LONGEST_TEXT, Suggester, diverse, shipped_weights
from microcred.skills.search.words import folded, stem, stems, tokens

SKILLS = [
    Skill(
        "1", {"en": "negotiate compromises", "fr": "négocier des compromis"}, {"en": ("find common ground",)}
    ),
    Skill("2", {"en": "negotiate price"}, {}, {"en": "Agree on what a product costs."}),
    Skill(
        "3",
        {"en": "work in teams"},
        {"en": ("teamwork", "cooperate in a group")},
        {"en": "Work with others."},
    ),
    Skill("4", {"en": "C#"}, {"en": ("C sharp",)}),
    Skill("5", {"en": "C++"}),
    Skill("6", {"en": "Java (computer programming)"}, {"en": ("Java",)}),
    Skill("7", {"en": "JavaScript"}),
    Skill("8", {"en": "develop software prototype"}, {"en": ("prototype development",)}),
    Skill("9", {"en": "negotiate the old way"}, retired=True),
    Skill("10", {"en": "manage budgets"}, {"en": ("budget management",)}, {"en": "Plan and watch spending."}),
]
FRAMEWORK = SkillFramework("F", "1", "", skills={skill.address: skill for skill in SKILLS})


@pytest.fixture(scope="module")
def picker() -> Picker:
    return Picker([FRAMEWORK])


@pytest.mark.parametrize(
    ("typed", "skills"),
    [
        ("neg", ["2", "1"]),
        ("NEG price", ["2"]),
        ("negocier", ["1"]),
        ("comm gro", ["1"]),
        ("teamw", ["3"]),
        ("costs", ["2"]),
        ("c#", ["4"]),
        ("java", ["6", "7"]),
        ("zzz", []),
        ("", []),
        ("  ,  ", []),
    ],
)
def test_the_picker_finds_by_beginnings_of_words_in_any_language(picker, typed, skills):
    assert [found.skill for found in picker.find(typed)] == skills


def test_a_hit_says_what_was_hit_and_is_labelled_in_the_asked_language(picker):
    (found,) = picker.find("common ground", language="fr")
    assert (found.label, found.hit, found.language, found.where) == (
        "négocier des compromis",
        "find common ground",
        "en",
        "alternative label",
    )


def test_the_picker_gives_no_more_than_asked(picker):
    assert len(picker.find("n", most=1)) == 1


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(LabelIndex(FRAMEWORK))


@pytest.mark.parametrize(
    ("text", "skill", "word"),
    [
        ("You are good at working in teams and keep calm.", "3", "working in teams"),
        ("Experience with Java and databases", "6", "Java"),
        ("You will be managing the budget of a small unit.", "10", "managing the budget"),
        ("developing prototypes of software", "8", "developing prototypes of software"),
    ],
)
def test_a_suggestion_names_the_words_that_led_to_it(suggester, text, skill, word):
    best = suggester.suggest(text)[0]
    assert best.skill == skill
    assert all(part in text for part in best.words)
    assert set(word.split()) & set(" ".join(best.words).split())


def test_retired_skills_are_not_suggested(suggester):
    assert "9" not in {found.skill for found in suggester.ranked("negotiate the old way")}


def test_a_text_with_nothing_known_suggests_nothing(suggester):
    assert suggester.suggest("Zyx wvu tsr") == []


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", TextEmpty),
        ("\n \x0c 12 34", TextEmpty),
        ("a" * (LONGEST_TEXT + 1), TextTooLong),
        ("Wir suchen eine erfahrene Fachkraft mit guten Kenntnissen " * 10, TextOfAnotherLanguage),
    ],
    ids=["nothing", "a picture", "two hundred pages", "another language"],
)
def test_what_cannot_be_read_is_a_clear_sentence(suggester, text, error):
    with pytest.raises(error) as raised:
        suggester.suggest(text)
    assert raised.value.sentence and raised.value.remedy


def test_suggestions_that_rest_on_the_same_words_give_way():
    import numpy as np

    scores = np.array([3.0, 2.9, 2.6], np.float32)
    assert diverse(scores, [(0,), (0,), (5,)], 3) == [0, 2, 1]
    assert diverse(scores, [(0,), (1,), (5,)], 2) == [0, 1]


def test_the_shipped_weights_are_small():
    from importlib import resources

    assert len(resources.files("microcred.skills.data").joinpath("suggesting.npz").read_bytes()) < 2_000_000
    assert shipped_weights() is shipped_weights()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("developing", "developed"),
        ("teams", "team"),
        ("organise", "organization"),
        ("policies", "policy"),
        ("planning", "plan"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


def test_words_keep_their_places_and_masks_are_left_out():
    text = "At <ORGANIZATION> you write C++ and .NET"
    assert [text[token.start : token.end] for token in tokens(text)] == ["write", "C++", ".NET"]
    assert stems("the of and") == []
    assert folded("Café  AU lait") == "cafe au lait"
