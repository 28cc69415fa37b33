"""Folders and archives, friendly and hostile: every file ends as an input with a reason."""

from __future__ import annotations

import gzip
import io
import os
import random
import struct
import subprocess
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import BuildError, OtherInput, ReadError
from builder.inputs import (
    MAX_BYTES,
    RATIO_MATTERS_FROM,
    File,
    Member,
    members,
    printable_name,
    scan,
)

XML = b"<ownershipDocument/>"


def put(folder: Path, name: str, data: bytes = XML) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def held(folder: Path, file: File) -> list[Member]:
    """What a file holds that is no data set."""
    return [member for member in members(folder, file) if isinstance(member, Member)]


def all_members(folder: Path) -> list[Member]:
    return [member for file in scan(folder) for member in held(folder, file)]


def only(folder: Path) -> Member:
    (member,) = all_members(folder)
    return member


def rejected(member: Member) -> str:
    assert isinstance(member.problem, ReadError)
    return str(member.problem)


def other(member: Member) -> str:
    assert isinstance(member.problem, OtherInput)
    return str(member.problem)


def summary(folder: Path) -> list[tuple[str, str]]:
    """Each input with what became of it."""
    return [
        (m.path, "data" if m.problem is None else type(m.problem).__name__)
        for m in all_members(folder)
    ]


# Folders


def test_every_file_at_any_depth_is_listed_in_order(tmp_path: Path) -> None:
    for name in ("b.xml", "a/z.txt", "a/b/c.nc", "a.xml", "readme"):
        put(tmp_path, name)
    assert [file.path for file in scan(tmp_path)] == [
        "a.xml", "a/b/c.nc", "a/z.txt", "b.xml", "readme",
    ]  # fmt: skip


def test_a_file_has_its_size_and_time(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", b"12345")
    os.utime(path, ns=(7, 1_700_000_000_123_456_789))
    assert scan(tmp_path) == [File("a.xml", 5, 1_700_000_000_123_456_789)]


@pytest.mark.parametrize(
    "name",
    ["a.xml", "a.txt", "a.nc", "a.htm", "a.html", "a.md", "a.hdr.sgml", "A.XML", ".xml", "a.b.Txt"],
)
def test_a_file_with_the_ending_of_a_filing_is_read(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, b"data")
    assert only(tmp_path) == (name, b"data", None)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("form.pdf", "a .pdf file"),
        ("x.idx", "a .idx file"),
        ("README", "a file without an ending"),
        (".hidden", "a file without an ending"),
        ("a.tar", "a .tar file"),
        ("a.xml.bak", "a .bak file"),
    ],
)
def test_any_other_file_is_not_opened(tmp_path: Path, name: str, reason: str) -> None:
    put(tmp_path, name)
    assert other(only(tmp_path)) == reason


@pytest.mark.parametrize("name", ["missing", "file.xml"])
def test_a_content_folder_that_is_none_stops_the_build(tmp_path: Path, name: str) -> None:
    put(tmp_path, "file.xml")
    with pytest.raises(BuildError):
        scan(tmp_path / name)


def test_a_folder_named_like_a_filing_is_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "x.xml/y.xml")
    assert summary(tmp_path) == [("x.xml/y.xml", "data")]


def test_an_empty_folder_holds_no_input(tmp_path: Path) -> None:
    (tmp_path / "x.xml").mkdir()
    assert all_members(tmp_path) == []


def test_folders_may_be_nested_deeper_than_python_recurses(tmp_path: Path) -> None:
    depth = 1500
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("x.xml", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    found = scan(tmp_path)
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)  # deeper than pytest can tidy up
    assert found[0].path == "d/" * depth + "x.xml"


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link.xml").symlink_to("/etc/passwd")
    assert other(only(tmp_path)) == "a symbolic link, which is not followed"


def test_a_link_in_circles_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    assert summary(tmp_path) == [("loop", "OtherInput")]


def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    assert all_members(tmp_path) == []


def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    (member,) = held(tmp_path, File("pipe.xml", 5, 0))
    assert other(member) == "no regular file"


def test_a_file_that_vanished_is_rejected(tmp_path: Path) -> None:
    (member,) = held(tmp_path, File("gone.xml", 5, 0))
    assert rejected(member) == "file: expected a readable file, found No such file or directory"


@pytest.fixture
def forbid(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Make a call of ``os`` fail for paths with a certain ending, whoever runs the tests."""

    def arrange(call: str, ending: str) -> None:
        real = getattr(os, call)

        def refuse(path: object, *args: object, **kwargs: object) -> object:
            if str(path).endswith(ending):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *args, **kwargs)

        monkeypatch.setattr(os, call, refuse)

    return arrange


def test_a_file_that_may_not_be_read_is_rejected(
    tmp_path: Path, forbid: Callable[[str, str], None]
) -> None:
    put(tmp_path, "secret.xml")
    forbid("open", "secret.xml")
    assert rejected(only(tmp_path)) == "file: expected a readable file, found Permission denied"


def test_a_folder_that_may_not_be_listed_is_one_rejected_input(
    tmp_path: Path, forbid: Callable[[str, str], None]
) -> None:
    put(tmp_path, "open/a.xml")
    put(tmp_path, "shut/b.xml")
    forbid("scandir", "shut")
    assert summary(tmp_path) == [("open/a.xml", "data"), ("shut/", "ReadError")]


def test_a_content_folder_that_may_not_be_listed_stops_the_build(
    tmp_path: Path, forbid: Callable[[str, str], None]
) -> None:
    forbid("scandir", tmp_path.name)
    with pytest.raises(BuildError, match="Permission denied"):
        scan(tmp_path)


def test_a_huge_file_is_rejected_without_being_opened(
    tmp_path: Path, forbid: Callable[[str, str], None]
) -> None:
    with (tmp_path / "huge.xml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    forbid("open", "huge.xml")
    assert rejected(only(tmp_path)) == (
        "file: expected a filing of at most 67,108,864 bytes, found 209,715,200 bytes"
    )


def test_a_file_that_grew_is_read_no_further_than_allowed(tmp_path: Path) -> None:
    with (tmp_path / "huge.xml").open("wb") as file:
        file.truncate(MAX_BYTES + 10)
    (member,) = held(tmp_path, File("huge.xml", 5, 0))
    assert "at most" in rejected(member)


def test_the_sample_is_left_out_when_there_are_filings(tmp_path: Path) -> None:
    put(tmp_path, "sample/a.xml")
    put(tmp_path, "filings/b.xml")
    assert summary(tmp_path) == [("filings/b.xml", "data"), ("sample/a.xml", "OtherInput")]


def test_the_sample_is_read_when_there_is_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, "sample/a.xml")
    (tmp_path / "filings").mkdir()
    assert summary(tmp_path) == [("sample/a.xml", "data")]


# Names


def odd_names(folder: Path, *names: bytes) -> None:
    for name in names:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(name)


def test_a_name_that_is_not_utf8_is_printable(tmp_path: Path) -> None:
    odd_names(tmp_path, b"caf\xe9.xml")
    assert scan(tmp_path)[0].path == r"caf\xe9.xml"


@pytest.mark.parametrize(
    "name", [b"caf\xe9.xml", b"a\\xe9.xml", b"a\nb.xml", b"\\\\.xml", b"\x7f.xml"]
)
def test_a_file_with_an_odd_name_is_read(tmp_path: Path, name: bytes) -> None:
    odd_names(tmp_path, name)
    assert only(tmp_path).data == name


def test_names_that_look_alike_stay_apart(tmp_path: Path) -> None:
    odd_names(tmp_path, b"\xe9.xml", b"\\xe9.xml", b"\xc3\xa9.xml")
    assert sorted(member.data or b"" for member in all_members(tmp_path)) == [
        b"\\xe9.xml", b"\xc3\xa9.xml", b"\xe9.xml",
    ]  # fmt: skip


def test_a_folder_with_an_odd_name_is_entered(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    put(folder, "a.xml", b"inside")
    assert only(tmp_path).data == b"inside"


@given(st.binary(min_size=1, max_size=20), st.binary(min_size=1, max_size=20))
def test_different_names_print_differently(one: bytes, two: bytes) -> None:
    same = os.fsdecode(one) == os.fsdecode(two)
    assert (printable_name(os.fsdecode(one)) == printable_name(os.fsdecode(two))) == same


@given(st.binary(max_size=20))
def test_a_printable_name_can_be_printed(name: bytes) -> None:
    shown = printable_name(os.fsdecode(name))
    assert shown.encode("utf-8").decode("utf-8") == shown


# Archives


def zip_bytes(entries: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def tar_bytes(entries: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in entries:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


ARCHIVES = pytest.mark.parametrize(
    ("name", "pack"), [("a.zip", zip_bytes), ("a.tar.gz", tar_bytes), ("A.TGZ", tar_bytes)]
)
Pack = Callable[[list[tuple[str, bytes]]], bytes]


@ARCHIVES
def test_members_of_an_archive_are_inputs(tmp_path: Path, name: str, pack: Pack) -> None:
    put(tmp_path, name, pack([("one.xml", b"1"), ("dir/two.txt", b"2")]))
    assert all_members(tmp_path) == [
        (f"{name}/one.xml", b"1", None), (f"{name}/dir/two.txt", b"2", None),
    ]  # fmt: skip


@ARCHIVES
def test_other_members_are_named(tmp_path: Path, name: str, pack: Pack) -> None:
    put(tmp_path, name, pack([("index.pdf", b"1")]))
    assert other(only(tmp_path)) == "a .pdf file"


@ARCHIVES
def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path, name: str, pack: Pack) -> None:
    put(tmp_path, name, pack([("inner.zip", zip_bytes([("a.xml", XML)]))]))
    assert other(only(tmp_path)) == "an archive inside an archive, which is not opened"


@ARCHIVES
@pytest.mark.parametrize(
    "inner", ["../a.xml", "/etc/a.xml", "x/../../a.xml", "C:\\a.xml", "..\\a.xml"]
)
def test_a_name_that_leads_outside_is_rejected(
    tmp_path: Path, name: str, pack: Pack, inner: str
) -> None:
    put(tmp_path, name, pack([(inner, XML)]))
    assert "which leads outside" in rejected(only(tmp_path))


@ARCHIVES
def test_nothing_is_unpacked_to_disk(tmp_path: Path, name: str, pack: Pack) -> None:
    put(tmp_path / "in", name, pack([("../a.xml", XML), ("b.xml", XML)]))
    all_members(tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["in", name]


@ARCHIVES
def test_two_members_of_one_name_both_come_out(tmp_path: Path, name: str, pack: Pack) -> None:
    with warnings.catch_warnings(action="ignore"):  # zipfile has an opinion on this
        data = pack([("a.xml", b"1"), ("a.xml", b"2")])
    put(tmp_path, name, data)
    assert [member.data for member in all_members(tmp_path)] == [b"1", b"2"]


@ARCHIVES
def test_an_empty_archive_holds_no_input(tmp_path: Path, name: str, pack: Pack) -> None:
    put(tmp_path, name, pack([]))
    assert all_members(tmp_path) == []


@ARCHIVES
def test_names_of_members_are_printable(tmp_path: Path, name: str, pack: Pack) -> None:
    put(tmp_path, name, pack([("a\tb.xml", XML)]))
    assert only(tmp_path).path == rf"{name}/a\x09b.xml"


def test_a_name_in_a_tar_that_is_not_utf8_is_printable(tmp_path: Path) -> None:
    put(tmp_path, "a.tar.gz", tar_bytes([(os.fsdecode(b"caf\xe9.xml"), XML)]))
    assert only(tmp_path).path == r"a.tar.gz/caf\xe9.xml"


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tgz"])
@pytest.mark.parametrize("data", [b"", b"garbage", b"PK\x03\x04", b"\x1f\x8b", b"\x00" * 5000])
def test_an_archive_that_cannot_be_opened_is_one_rejected_input(
    tmp_path: Path, name: str, data: bytes
) -> None:
    put(tmp_path, name, data)
    assert "an archive that can be read to its end" in rejected(only(tmp_path))


def test_a_truncated_tar_gives_what_it_holds_and_is_rejected(tmp_path: Path) -> None:
    noise = random.Random(0).randbytes(200_000)
    data = tar_bytes([("a.xml", b"1"), ("b.xml", noise), ("c.xml", noise)])
    put(tmp_path, "a.tar.gz", data[: len(data) * 2 // 3])
    assert summary(tmp_path) == [
        ("a.tar.gz/a.xml", "data"), ("a.tar.gz/b.xml", "data"), ("a.tar.gz", "ReadError"),
    ]  # fmt: skip


def test_a_truncated_zip_is_rejected(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", zip_bytes([("a.xml", random.Random(0).randbytes(1000))])[:-30])
    assert summary(tmp_path) == [("a.zip", "ReadError")]


def test_a_damaged_member_spares_the_others(tmp_path: Path) -> None:
    data = bytearray(zip_bytes([("a.xml", b"A" * 50), ("b.xml", b"B" * 50)]))
    data[data.index(b"AAAA")] = 0
    put(tmp_path, "a.zip", bytes(data))
    assert summary(tmp_path) == [("a.zip/a.xml", "ReadError"), ("a.zip/b.xml", "data")]


def test_a_locked_member_is_rejected(tmp_path: Path) -> None:
    data = bytearray(zip_bytes([("a.xml", XML)]))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    put(tmp_path, "a.zip", bytes(data))
    assert "encrypted" in rejected(only(tmp_path))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_member_packed_by_an_unusual_method_is_rejected(tmp_path: Path, method: int) -> None:
    put(tmp_path, "a.zip", zip_bytes([("a.xml", XML)], compression=method))
    assert f"compression method {method}" in rejected(only(tmp_path))


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.xml")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert other(only(tmp_path)) == "a link in an archive, which is not followed"


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE])
def test_a_link_in_a_tar_is_not_followed(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("link.xml")
    info.type, info.linkname = kind, "/etc/passwd"
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.addfile(info)
    assert other(only(tmp_path)) == "a link in an archive, which is not followed"


@pytest.mark.parametrize("kind", [tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_what_is_no_file_in_a_tar_is_no_input(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("x.xml")
    info.type = kind
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.addfile(info)
    assert all_members(tmp_path) == []


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    data = bytearray(zip_bytes([("x", XML)]))
    lengths = data.index(b"PK\x01\x02") + 28  # of the name, and of the extra field behind it
    data[lengths : lengths + 4] = struct.pack("<HH", 0, 1)
    put(tmp_path, "a.zip", bytes(data))
    assert other(only(tmp_path)) == "a file without an ending"


@pytest.mark.parametrize("seed", range(20))
@ARCHIVES
def test_a_broken_archive_is_read_or_refused(
    tmp_path: Path, name: str, pack: Pack, seed: int
) -> None:
    chance = random.Random(seed)
    whole = pack([(f"{number}.xml", XML * number) for number in range(1, 5)])
    for _ in range(20):
        data = bytearray(whole if name == "a.zip" else gzip.decompress(whole))
        for _ in range(chance.randint(1, 5)):
            start = chance.randrange(len(data))
            data[start : start + chance.choice([0, 1, 1, 9])] = chance.randbytes(
                chance.choice([0, 1, 1, 9])
            )
        put(tmp_path, name, bytes(data) if name == "a.zip" else gzip.compress(data))
        assert {path.partition("/")[0] for path, _ in summary(tmp_path)} <= {name}


# Bombs


def test_a_member_that_unpacks_a_thousandfold_is_a_bomb(tmp_path: Path) -> None:
    bomb = zip_bytes([("a.xml", b"\0" * 20_000_000)], compression=zipfile.ZIP_DEFLATED)
    put(tmp_path, "a.zip", bomb)
    assert "no bomb" in rejected(only(tmp_path))


def test_a_member_that_is_too_large_is_rejected_by_its_size(tmp_path: Path) -> None:
    bomb = zip_bytes([("a.xml", b"\0" * (MAX_BYTES + 1))], compression=zipfile.ZIP_DEFLATED)
    put(tmp_path, "a.zip", bomb)
    assert "at most" in rejected(only(tmp_path))


def test_many_small_members_that_unpack_to_too_much_are_a_bomb(tmp_path: Path) -> None:
    entries = [(f"{n}.xml", b"\0" * 1_000_000) for n in range(8)]
    put(tmp_path, "a.zip", zip_bytes(entries, compression=zipfile.ZIP_DEFLATED))
    found = [kind for _, kind in summary(tmp_path)]
    assert found == ["data"] * 4 + ["ReadError"] * 4


def test_a_tar_that_unpacks_to_too_much_is_left_where_it_shows(tmp_path: Path) -> None:
    put(tmp_path, "a.tar.gz", tar_bytes([(f"{n}.xml", b"\0" * 1_000_000) for n in range(8)]))
    found = [kind for _, kind in summary(tmp_path)]
    assert found == ["data"] * 4 + ["ReadError"]


def test_a_member_that_lies_about_its_size_is_rejected(tmp_path: Path) -> None:
    data = bytearray(zip_bytes([("a.xml", b"x" * 1000)], compression=zipfile.ZIP_DEFLATED))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + place
        data[at : at + 4] = struct.pack("<I", 10)
    put(tmp_path, "a.zip", bytes(data))
    assert isinstance(only(tmp_path).problem, ReadError)


def long_name_bomb(size: int) -> bytes:
    """A tar whose first header announces a name of ``size`` bytes."""
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, size
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as packed:
        packed.write(info.tobuf(tarfile.GNU_FORMAT))
        for _ in range(size // 1_000_000):
            packed.write(b"a" * 1_000_000)
    return out.getvalue()


def test_a_header_that_asks_for_memory_gets_little(tmp_path: Path) -> None:
    put(tmp_path, "a.tar.gz", long_name_bomb(20_000_000))
    assert "headers larger than any archive needs" in rejected(only(tmp_path))


def test_an_honest_archive_may_be_larger_than_the_first_allowance(tmp_path: Path) -> None:
    noise = [(f"{n}.xml", random.Random(0).randbytes(RATIO_MATTERS_FROM // 4)) for n in range(9)]
    put(tmp_path, "a.tar.gz", tar_bytes(noise))
    assert [kind for _, kind in summary(tmp_path)] == ["data"] * 9


def test_hostile_archives_fill_no_memory(
    tmp_path: Path, peak_megabytes: Callable[[str], int]
) -> None:
    put(tmp_path, "a.tar.gz", long_name_bomb(300_000_000))
    zeros = b"\0" * 60_000_000
    put(tmp_path, "b.zip", zip_bytes([("1.xml", zeros), ("2.xml", zeros)], zipfile.ZIP_DEFLATED))
    with (tmp_path / "c.xml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    code = f"""
    from pathlib import Path
    from builder.inputs import members, scan
    folder = Path({str(tmp_path)!r})
    for file in scan(folder):
        for member in members(folder, file):
            assert member.problem is not None
    """
    assert peak_megabytes(code) < 100


# Data sets


def test_a_table_that_became_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    for name in ("SUBMISSION.tsv", "FOOTNOTES.tsv"):
        put(tmp_path, name, b"ACCESSION_NUMBER")
    (file,) = (file for file in scan(tmp_path, partial=True) if not file.left_out)
    (tmp_path / "SUBMISSION.tsv").unlink()
    os.mkfifo(tmp_path / "SUBMISSION.tsv")
    (member,) = members(tmp_path, file)
    assert isinstance(member, Member)
    assert "no regular file" in rejected(member)


def test_a_name_with_a_control_character_beyond_ascii_is_shown_without_it(tmp_path: Path) -> None:
    put(tmp_path, "a\x9bb.xml", b"data")
    assert only(tmp_path) == (r"a\xc2\x9bb.xml", b"data", None)
