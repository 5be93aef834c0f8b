"""Players who look ahead: what they foresee is what comes, and they go after what they want."""

from __future__ import annotations

import pytest

from game.engine.turn import advance, begin
from game.storage.library import open_book
from game.vocabulary.commands import Choose
from game.workshop.foresight import Foresight
from game.workshop.goals import Goals, is_refusal
from game.workshop.players import Player, Policy, as_told
from game.workshop.walk import Walk
from game.workshop.wander import wander

from .plants import REAL, SECOND, relay

ODD = """\
## here

`at 13:00:00` `nerve += 1`

- [again] Once more. `once` `wait 60` -> here
- [up] Raise it. `nerve += 5` -> up
- [out] Go there. -> free_flight/

## up

`if nerve > 56` -> here

=> titles
"""
ELSEWHERE = "## here\n\n`wait 30`\n\n- [back] Back. `nerve -= 3` -> cold_open/up\n"


@pytest.mark.parametrize("story", ["relay", "odd", "own"])
def test_what_is_foreseen_is_what_comes(story: str) -> None:
    """Facts, clock, phase, place, memory and choices, at every choice of some games."""
    book = {"relay": relay(), "odd": relay(cold_open=ODD, free_flight=ELSEWHERE), "own": open_book()}[story]
    foresight, player = Foresight(book), Player(book, Policy.RANDOM)
    for seed in range(12):
        player.sit_down(seed, seed)
        turn = as_told(begin(book, seed), book)
        for step in range(300):
            state = turn.state
            if state.ending or not state.offers:
                break
            offer = player.pick(state, step)
            now = foresight.now(state)
            choice = next(choice for choice in now.choices if choice.ident == offer.ident)
            ahead = foresight.after(now, choice)
            turn = as_told(advance(state, Choose(state.place, offer.ident), book), book)
            came = turn.state
            assert (ahead.facts, ahead.ending) == (came.known(), came.ending)
            if not came.ending:
                assert (ahead.phase, ahead.scene, ahead.beat) == (
                    came.phase,
                    came.place.scene,
                    came.place.beat,
                )
                assert (ahead.clock, tuple(sorted(ahead.once))) == (came.clock, came.once)
                assert {choice.ident for choice in ahead.choices} == {offer.ident for offer in came.offers}


def test_a_goal_seeker_takes_what_leads_to_it() -> None:
    """The gauge is raised; nobody's way is a summary; everybody else draws."""
    seen = wander(relay(cold_open=REAL), Walk(30, 1, Policy.GOAL, goal="raise nerve"))
    assert seen.choices_taken["cold_open/up"] == 30
    seen = wander(relay(cold_open=REAL), Walk(60, 1, Policy.GOAL, goal="refusals"))
    assert seen.choices_taken["cold_open/aside"] == 0
    assert 0 < seen.choices_taken["cold_open/up"] < 60


AHEAD = """\
## here

- [left] Left. -> left
- [right] Right. -> right

## left

- [one] One. -> low
- [two] Two. -> low

## right

- [three] Three. -> high
- [four] Four. -> low

## low

- [on] On. -> out

## high

- [higher] Higher. `nerve += 5` -> out

## out

=> titles
"""


def test_a_goal_seeker_looks_three_choices_ahead() -> None:
    """What is worth something there is gone after from here."""
    seen = wander(relay(cold_open=AHEAD), Walk(30, 1, Policy.GOAL, goal="raise nerve"))
    assert seen.choices_taken["cold_open/right"] == 30
    assert seen.gauges[SECOND, "nerve"] == {55: 30}


def test_a_goal_seeker_sees_no_way_in_a_summary_that_is_yet_to_come() -> None:
    """Nor is a list without it gone past for its sake."""
    short = AHEAD.replace("[one] One. -> low", "[one] In short. `nerve += 9` `aside` -> low")
    seen = wander(relay(cold_open=short), Walk(30, 1, Policy.GOAL, goal="raise nerve"))
    assert seen.choices_taken["cold_open/right"] == 30


def test_a_refusal_counts_once_and_in_its_own_game() -> None:
    """Who refuses all refuses everywhere, in every game, and comes to an end."""
    no = "## here\n\n- [no] No. `wait 1` -> {}\n- [yes] Yes. -> on\n\n## on\n\n=> titles\n"
    no += "\n## back\n\n- [again] Think again. -> here\n"
    seen = wander(relay(cold_open=no.format("on")), Walk(30, 1, Policy.GOAL, goal="refusals"))
    assert seen.choices_taken["cold_open/no"] == 30
    seen = wander(relay(cold_open=no.format("back")), Walk(30, 1, Policy.GOAL, goal="refusals"))
    assert (seen.broken, seen.endings.total()) == (0, 30)


def test_an_emergency_that_is_met_as_a_scene_keeps_what_led_to_it() -> None:
    """All that was shown before hands were on the controllers is still shown."""
    book, player, flights = open_book(), Player(open_book(), Policy.RANDOM), 0
    walk = Walk(12, 1, Policy.RANDOM, (2, 2))
    for seed in range(walk.seed, walk.runs + 1):
        player.sit_down(seed, seed - 1)
        turn = begin(book, seed, walk.start_in(book))
        for step in range(300):
            told = as_told(turn, book)
            assert told.state.flight is None
            assert told.events[: len(turn.events)] == turn.events
            flights += told != turn
            if not told.state.offers or not walk.inside(told.state.reel):
                break
            place = told.state.place
            turn = advance(told.state, Choose(place, player.pick(told.state, step).ident), book)
    assert flights


@pytest.mark.parametrize("ending", ["shortest_shoot", "sayan", "clean_negative"])
def test_an_ending_is_found_by_who_wants_it(ending: str) -> None:
    """The one that is left early, one that the film's last word leads to, and the one without a word."""
    seen = wander(relay(), Walk(10, 1, Policy.GOAL, goal=f"ending {ending}"))
    assert seen.endings[ending] >= 8
    assert seen.goals_reached[f"ending {ending}"] == seen.endings[ending]


def test_a_seed_draws_its_goal_for_ever() -> None:
    """Every kind of goal is drawn, and the same each time."""
    goals = Goals(open_book())
    drawn = [goals.of(seed).name for seed in range(400)]
    assert drawn == [goals.of(seed).name for seed in range(400)]
    kinds = {name.partition(" ")[0] for name in drawn}
    assert kinds == {"raise", "keep", "craft", "ending", "docked", "shots", "refusals"}
    assert set(drawn) <= set(goals.names)


@pytest.mark.parametrize(
    ("label", "refuses"),
    [('"No." Go on.', True), ("Refuse the pen.", True), ("Note the number.", False), ("Do not look.", True)],
)
def test_a_refusal_is_known_by_its_words(label: str, refuses: bool) -> None:
    """As a player would know it."""
    body = f"## here\n\n- [it] {label} -> on\n- [else] Something. -> on\n\n## on\n\n=> titles\n"
    choice = relay(cold_open=body).scene("cold_open").beats["here"].choices[0]
    assert is_refusal(choice) is refuses
