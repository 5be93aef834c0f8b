"""Twigs that nobody shot: a playthrough's tree, as small or as tangled as a test wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from game.storage.moments import Twig

if TYPE_CHECKING:
    from collections.abc import Sequence

SCENES = ("road", "switch", "glass")
PEOPLE = ("actor", "commander", "rookie")


def twig(
    ident: int,
    parent: int | None,
    *,
    scene: str = "road",
    beat: str = "first",
    choice: str = "",
    echo: str = "",
    ordered: bool = False,
    offers: Sequence[str] = (),
    speakers: Sequence[str] = (),
    ending: str = "",
    flight: str = "",
    tick: int = 0,
    take: int = 1,
    clock: str = "2021-10-05 12:11:40",
) -> Twig:
    """Return a twig of which only what matters is said."""
    return Twig(
        ident=ident,
        parent=parent,
        take=take,
        made_at="2026-03-01T10:20:30+00:00",
        caption=echo or f"moment {ident}",
        reel=1,
        scene=scene,
        beat=beat,
        clock=clock,
        ending=ending,
        choice=choice,
        ordered=ordered,
        echo=echo,
        offers=tuple((offer, f"The way called {offer}.") for offer in offers),
        speakers=tuple(speakers),
        words=10,
        flight=flight,
        tick=tick,
    )


@st.composite
def films(draw: st.DrawFn) -> list[Twig]:
    """Draw a playthrough: any tree, played by choices, by orders, or by time alone."""
    made: list[Twig] = []
    for ident in range(draw(st.integers(1, 24))):
        if ident == 0:
            made.append(twig(0, None, offers=("a", "b"), speakers=draw(st.permutations(PEOPLE))[:1]))
            continue
        before = made[draw(st.integers(0, ident - 1))]
        flown = draw(st.booleans()) and draw(st.booleans())
        how = draw(st.sampled_from(("choice", "order", "time")))
        chosen = draw(st.sampled_from(("a", "b", "c")))
        made.append(
            twig(
                ident,
                before.ident,
                scene=draw(st.sampled_from((before.scene, before.scene, *SCENES))),
                beat=draw(st.sampled_from(("first", "second"))),
                choice=f"{before.scene}/{before.beat}/{chosen}" if how == "choice" else "",
                echo=f"You chose {chosen}." if how == "choice" else "",
                ordered=how == "order",
                offers=draw(st.lists(st.sampled_from(("a", "b", "c")), unique=True)),
                speakers=draw(st.lists(st.sampled_from(PEOPLE), unique=True)),
                ending=draw(st.sampled_from(("", "", "", "cut", "upright"))),
                flight="docking" if flown else "",
                tick=before.tick + 20 if flown and before.flight else 0,
            )
        )
    return made
