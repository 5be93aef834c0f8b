"""Finds what a save names in the story's present edition: renames first, then the nearest place that stands.

Law: an id never changes its meaning silently. A rename is followed only where ``renamed.toml`` says so; a
place that is gone is reported as lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.declarations import fits
from game.vocabulary.events import PlaceLost
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.narrative.book import Declarations
    from game.narrative.shelf import Book
    from game.vocabulary.values import Value


def resolve_place(book: Book, place: Place) -> tuple[Place | None, PlaceLost | None]:
    """Return where a place is now.

    A place without a beat is its scene's first. A beat that is gone gives its scene's first and says so; a
    scene that is gone gives None.
    """
    declared = book.declarations
    scene_id, beat_id = _renamed(place.scene, place.beat, declared.renamed_beats, declared.renamed_scenes)
    if not book.has(scene_id):
        return None, None
    scene = book.scene(scene_id)
    if beat_id in scene.beats:
        return Place(scene_id, beat_id), None
    entry = Place(scene_id, scene.entry)
    return entry, PlaceLost(str(place), str(entry), "beat") if beat_id else None


def resolve_choice(book: Book, key: str) -> str:
    """Return what the key of a choice, ``scene/choice``, is called now."""
    declared = book.declarations
    scene, _, choice = key.partition("/")
    return "/".join(_renamed(scene, choice, declared.renamed_choices, declared.renamed_scenes))


def adopt_facts(declarations: Declarations, known: Mapping[str, Value]) -> dict[str, Value]:
    """Return saved facts as this edition declares them.

    A renamed fact keeps its value under its new name. A fact that is new, or whose old value it may no longer
    hold, takes its default; one that is gone is left out.
    """
    held: dict[str, Value] = {}
    for name, value in known.items():
        for _ in range(len(declarations.renamed_facts)):
            name = declarations.renamed_facts.get(name, name)
        held[name] = value
    return {
        fact.name: held[fact.name] if fact.name in held and fits(fact, held[fact.name]) else fact.default
        for fact in declarations.facts.values()
    }


def _renamed(scene: str, ident: str, within: Mapping[str, str], scenes: Mapping[str, str]) -> tuple[str, str]:
    # every table is free of circles, so each line is followed at most once
    for _ in range(len(within) + len(scenes)):
        now = within.get(f"{scene}/{ident}")
        if now is not None:
            scene, _, ident = now.partition("/")
        elif scene in scenes:
            scene = scenes[scene]
        else:
            break
    return scene, ident
