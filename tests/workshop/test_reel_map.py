"""A reel's map: every beat and every choice of it, as a chart, as text, and as values."""

from __future__ import annotations

from game.storage.library import open_book
from game.workshop.reel_map import COLUMNS, reel_mermaid, reel_row, reel_text, scenes_of

from .plants import REAL, SECOND, relay


def test_the_chart_has_every_beat_and_every_way() -> None:
    """Choices by their ids, triggers to the scenes that follow, what lies outside as a round node."""
    chart = reel_mermaid(relay(cold_open=REAL), 1)
    assert 'subgraph box_cold_open["T (cold_open)"]' in chart
    assert 'at_cold_open__here["here"]' in chart
    assert 'at_cold_open__here -->|"up"| at_cold_open__on' in chart
    assert f'at_cold_open__end ==>|"titles"| at_{SECOND}__here' in chart
    assert 'at_end_sayan(["end_sayan"])' in chart
    assert chart.count("subgraph") == chart.count("\n    end\n")


def test_the_text_shows_labels_conditions_and_effects() -> None:
    """Under each beat, with its first words."""
    text = reel_text(relay(cold_open=REAL), 1)
    assert "here  Words of the scene." in text
    assert "  [up] Raise it. -> on\n      nerve += 5" in text
    assert "      if nerve > 50" in text
    assert f"  => titles -> {SECOND}" in text


def test_the_values_are_the_same_ways() -> None:
    """For programs."""
    row = reel_row(relay(cold_open=REAL), 1)
    assert row["reel"] == 1
    assert isinstance(row["scenes"], list)


def test_the_storys_own_maps_keep_within_the_terminal() -> None:
    """No line is wider; every scene of the reel is there, in the order of the mission."""
    book = open_book()
    for reel in range(8):
        text = reel_text(book, reel)
        assert all(len(line) <= COLUMNS for line in text.splitlines())
        scenes = scenes_of(book, reel)
        assert [scene.ident for scene in scenes] == [
            line.rpartition("  ")[2]
            for line, below in zip(text.splitlines(), text.splitlines()[1:], strict=False)
            if below.startswith("===")
        ]


def test_a_reel_without_scenes_says_so() -> None:
    """The relay has no reel 4."""
    assert reel_text(relay(), 4) == "Reel 4 has no scenes.\n"
