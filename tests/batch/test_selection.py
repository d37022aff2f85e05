"""What patterns fit, and how a run is shared out."""

from __future__ import annotations

import pytest

from layout_tool.batch.selection import Selection, fits, parse_shard
from layout_tool.errors import UsageError


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("*.pdf", ["a.pdf", ".pdf"], ["a/b.pdf", "a.txt", "a.pdf "]),
        ("p?.txt", ["p1.txt", "p版.txt"], ["p.txt", "p12.txt", "p/.txt"]),
        ("**/*.txt", ["a.txt", "x/a.txt", "x/y/a.txt"], ["a.pdf"]),
        ("x/**", ["x/a", "x/y/a"], ["x", "y/a"]),
        ("x/**/a", ["x/a", "x/y/z/a"], ["x/ya", "xa"]),
        ("[!0-9]*", ["a1"], ["1a", ""]),
        ("[]a]x", ["]x", "ax"], ["bx"]),
        ("p[^1].txt", ["p^.txt", "p1.txt"], ["p2.txt"]),
        ("a[b", ["a[b"], ["ab"]),
        ("a.b", ["a.b"], ["axb"]),
        ("./sub/*", ["sub/a"], ["a"]),
        ("new\nline*", ["new\nline.txt"], ["newline.txt"]),
    ],
)
def test_patterns(pattern: str, yes: list[str], no: list[str]) -> None:
    assert [path for path in yes if not fits(pattern, path)] == []
    assert [path for path in no if fits(pattern, path)] == []


def test_names_and_paths() -> None:
    chosen = Selection(include=("p*.txt", "extra/*"), exclude=("draft*", "old/1999/*"))
    assert [path for path in ("p1.txt", "x/p1.txt", "extra/z", "x/extra/z", "p1.pdf") if chosen.takes(path)] == [
        "p1.txt",
        "x/p1.txt",
        "extra/z",
    ]
    assert not chosen.enters("x/drafts")
    assert chosen.enters("old/1999")
    assert not chosen.takes("old/1999/p1.txt")
    assert [chosen.takes_named(path) for path in ("drafts/x/p1.txt", "/a/p1.txt", "p1.txt")] == [False, True, True]


@pytest.mark.parametrize("count", [1, 3, 8])
def test_shards_part_a_run_evenly_and_completely(count: int) -> None:
    names = [f"{year}/p{page}" for year in range(1990, 2010) for page in range(40)]
    shards = [{name for name in names if Selection(shard=(turn, count)).holds(name)} for turn in range(1, count + 1)]
    assert sorted(name for shard in shards for name in shard) == sorted(names)
    assert min(map(len, shards)) > 0.7 * len(names) / count


def test_odd_bytes_have_a_shard() -> None:
    assert sum(Selection(shard=(turn, 4)).holds("\udcff\udc80") for turn in range(1, 5)) == 1


@pytest.mark.parametrize("text", ["", "3", "0/8", "9/8", "3/0", "-1/8", "3/8/1", "a/b", "1.5/8"])
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_shard(text)
    assert caught.value.fields["name"] == text
