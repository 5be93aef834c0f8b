"""The small language: what it says is what it means, and what it cannot mean is refused when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import StoryError
from game.narrative.expressions import read_condition, read_effect

from .samples import CLOCK, declared, defaults

if TYPE_CHECKING:
    from game.vocabulary.values import Value

FACTS = declared().facts


def holds(source: str, clock: str = CLOCK, **facts: Value) -> bool:
    return read_condition(source, FACTS, "f.md", 3).holds({**defaults(), **facts}, clock)


def after(source: str, **facts: Value) -> dict[str, Value]:
    known = {**defaults(), **facts}
    read_effect(source, FACTS, "f.md", 3).apply(known, CLOCK)
    return known


def refusal(source: str, *, effect: bool = False) -> str:
    with pytest.raises(StoryError) as caught:
        (read_effect if effect else read_condition)(source, FACTS, "f.md", 3)
    assert (caught.value.file, caught.value.line) == ("f.md", 3)
    return caught.value.message


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("camera_running", False),
        ("not camera_running", True),
        ("nerve == 50", True),
        ("nerve != 50", False),
        ("40 < nerve <= 50", True),
        ("40 < nerve < 50", False),
        ("nerve - 10 >= tries + 40", True),
        ("tries > -1", True),
        ("craft == none", True),
        ("kit != craft", True),
        ("craft in (kit, none)", True),
        ("craft not in (kit, ranging)", True),
        ("craft == wish", True),
        ("camera_running == False", True),
        ("camera_running or nerve > 10 and tries == 0", True),
        ("(camera_running or nerve > 10) and tries == 1", False),
        ("clock < 12:09:31", True),
        ("clock <= 12:09", False),
        ("9:00 <= clock < 12:18", True),
    ],
)
def test_a_condition_means_what_it_says(source: str, expected: bool) -> None:
    """Every construct of the language answers as the same words in Python would."""
    assert holds(source) is expected


def test_a_condition_tells_what_it_asks() -> None:
    """The checks can see the facts, numbers and times of a condition."""
    condition = read_condition("nerve > 20 and clock < 00:01 and craft == kit", FACTS, "f.md", 1)
    assert condition.names == {"nerve", "craft"}
    assert condition.numbers == {20}
    assert condition.times == {60}
    assert not condition.joins
    assert read_condition("nerve > tries", FACTS, "f.md", 1).joins


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("nevre > 3", "did you mean 'nerve'"),
        ("unheard_of", "no fact is called 'unheard_of'"),
        ("craft == flying", "'flying' is not a word of craft; its words are none, ranging, kit"),
        ("craft in (kit, flying)", "'flying' is not a word of craft"),
        ("nerve", "compare it"),
        ("craft", "compare it"),
        ("nerve == craft", "cannot be compared"),
        ("camera_running == 1", "cannot be compared"),
        ("nerve and camera_running", "compare it"),
        ("craft > none", "only == and !="),
        ("camera_running < True", "only == and !="),
        ("clock < 43200", "cannot be compared"),
        ("clock < 25:00", "25:00 is not a time of day"),
        ("clock < 12:60", "12:60 is not a time of day"),
        ("nerve < 12:00", "cannot be compared"),
        ("clock + 1 > 12:00", "only whole numbers are added"),
        ("len(craft) > 3", "call"),
        ("nerve.real > 3", "dot"),
        ("nerve[0] > 3", "not possible"),
        ("nerve * 2 > 3", "only + and -"),
        ("nerve > 0.5", "0.5 is not a whole number"),
        ("nerve is 3", "only == != < <= > >="),
        ("nerve = 3", "cannot be read"),
        ("lambda: 1", "not possible"),
        ("[x for x in craft] == kit", "not possible"),
        ("(nerve := 3) > 2", "not possible"),
        ("craft == 'kit'", "no quotes"),
        ("craft == “kit”", "plain letters"),
        ("nerve ≥ 3", "plain letters"),
        ("nerve > 3kg", "glued"),
        ("1 < 2", "never change"),
        ("(nerve > 3) == camera_running", "comparison inside"),
        ("craft in kit", "`in` asks a word fact about a list"),
        ("nerve in (1, 2)", "`in` asks a word fact"),
        ("craft in ()", "`in` asks a word fact"),
        ("nerve > 3 and", "cannot be read"),
        ("", "no condition"),
        ("nerve > " + "1 + " * 90 + "1", "longer than"),
        ("_time_3 == clock", "not possible"),
        ("__import__", "no fact is called"),
    ],
)
def test_what_is_outside_the_language_is_refused_when_it_is_read(source: str, names: str) -> None:
    """An unknown name, a wrong type, a call, an attribute: an error with file, line and what to do."""
    assert names in refusal(source)


def test_word_facts_without_a_common_word_are_not_compared() -> None:
    """A comparison that can never hold is a mistake."""
    facts = declared(
        facts_toml='[facts.a]\ntype = "word"\nwords = ["x"]\ndefault = "x"\nmeaning = "m"\n'
        '[facts.b]\ntype = "word"\nwords = ["y"]\ndefault = "y"\nmeaning = "m"\n'
    ).facts
    with pytest.raises(StoryError, match="no word in common"):
        read_condition("a == b", facts, "f.md", 1)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_of_conditions(source: str) -> None:
    """Whatever stands in a code span, it is a condition or a StoryError."""
    try:
        read_condition(source, FACTS, "f.md", 1)
    except StoryError:
        return


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_of_effects(source: str) -> None:
    """Whatever stands in a code span, it is an effect or a StoryError."""
    try:
        read_effect(source, FACTS, "f.md", 1)
    except StoryError:
        return


def test_the_depth_of_brackets_breaks_nothing() -> None:
    """Python's parser has a limit on brackets; a writer gets a sentence, not a traceback."""
    assert refusal("(" * 149 + "nerve" + ")" * 149)


@pytest.mark.parametrize(
    ("source", "name", "value"),
    [
        ("set camera_running", "camera_running", True),
        ("clear camera_running", "camera_running", False),
        ("craft = kit", "craft", "kit"),
        ("nerve = 7", "nerve", 7),
        ("nerve += 3", "nerve", 53),
        ("nerve -= 3", "nerve", 47),
        ("nerve-=3", "nerve", 47),
        ("nerve += tries", "nerve", 52),
        ("nerve -= tries", "nerve", 48),
        ("nerve = tries", "nerve", 2),
        ("nerve += -60", "nerve", 0),
        ("nerve += 90", "nerve", 100),
        ("tries += 5", "tries", 3),
        ("tries = nerve", "tries", 3),
    ],
)
def test_an_effect_does_what_it_says_and_stays_in_bounds(source: str, name: str, value: Value) -> None:
    """Whole numbers are clamped to their bounds, whatever is added."""
    assert after(source, tries=2, camera_running=value is False)[name] == value


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("set nerve", "set and clear are for yes-or-no facts"),
        ("set carema_running", "did you mean 'camera_running'"),
        ("camera_running = True", "write `set camera_running`"),
        ("craft = flying", "not a word of craft"),
        ("craft += kit", "only = changes it"),
        ("nerve = 101", "holds 0 to 100"),
        ("nerve = kit", "no fact is called 'kit'"),
        ("nerve += craft", "a whole number is wanted"),
        ("nerve = 5.5", "no fact is called"),
        ("nerve == 5", "not an effect"),
        ("nerve =", "not an effect"),
        ("nerve", "not an effect"),
        ("print(1)", "not an effect"),
        ("at 25:00:00", "HH:MM:SS"),
        ("at noon", "HH:MM:SS"),
        ("at 2021-02-30 10:00:00", "HH:MM:SS"),
        ("wait", "whole number of seconds"),
        ("wait 0", "whole number of seconds"),
        ("wait -5", "whole number of seconds"),
        ("if nerve > 3", "condition stands first"),
        ("", "empty"),
    ],
)
def test_a_wrong_effect_is_refused_when_it_is_read(source: str, names: str) -> None:
    """An unknown name or a wrong type never reaches a playthrough."""
    assert names in refusal(source, effect=True)


@pytest.mark.parametrize(
    ("source", "clock"),
    [
        ("at 12:16:05", "2021-10-05 12:16:05"),
        ("at 2021-10-06 01:00:00", "2021-10-06 01:00:00"),
        ("at 12:00:00", CLOCK),
        ("wait 30", "2021-10-05 12:10:00"),
        ("wait 50000", "2021-10-06 02:02:50"),
    ],
)
def test_the_clock_goes_on_and_never_back(source: str, clock: str) -> None:
    """``at`` sets it, ``wait`` moves it, and an ``at`` that has passed leaves it."""
    known = defaults()
    assert read_effect(source, FACTS, "f.md", 1).apply(known, CLOCK) == clock
    assert known == defaults()
