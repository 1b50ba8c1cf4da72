"""How a letter quotes the matter it is about."""

import pytest

from archive.petitions.letters import matter

QUOTED = [
    ("关于共墙鉴定费用的信访事项", "关于共墙鉴定费用"),
    ("陈秀兰反映灌溉水渠改道信访件。", "陈秀兰反映灌溉水渠改道"),
    ("东河村道路占地未补偿。", "东河村道路占地未补偿"),
    ("信访事项", "信访事项"),
]


@pytest.mark.parametrize(("title", "quoted"), QUOTED)
def test_the_word_for_a_matter_is_said_once(title, quoted):
    assert matter(title) == quoted
