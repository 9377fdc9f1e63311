"""Every story comes out on the Session."""

from pathlib import Path

import pytest

from tests.stories.on_session import OnSession
from tests.stories.story import STORIES, play


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_story_comes_out_on_the_session(story: Path, tmp_path: Path) -> None:
    hand = OnSession(tmp_path)
    try:
        play(story, hand)
    finally:
        hand.close()


def test_a_story_that_expects_the_wrong_thing_fails_and_names_its_line(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("given en de\n  One. | Eins.\nexpect rows 2\n", encoding="utf-8")
    hand = OnSession(tmp_path)
    with pytest.raises(AssertionError, match=r"wrong\.txt, line 3"):
        play(wrong, hand)
    hand.close()
