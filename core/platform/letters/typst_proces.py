"""Make one PDF in a process that can do nothing else. Run by path, never imported: `python -I typst_proces.py ...`.

Arguments: template, house style, font folder, memory in MB, CPU seconds. The letter's data comes in on stdin as JSON
and reaches the template as `sys.inputs.gegevens`; the PDF goes out on stdout. What this process gives up before it
loads typst or reads a byte of data:

- memory, CPU time, open files; no byte written to any file; no core dump (it would hold the letter);
- the network and new programs: a seccomp filter refuses those system calls. It needs no privilege, so it also works in
  a container where user namespaces are off. Where it cannot be installed, nothing is rendered.

stderr gets places in the template ("oproep.typ:12:3"), never typst's message: that may quote the letter's data.
"""

import ctypes
import json
import os
import platform
import re
import resource
import struct
import sys
from datetime import UTC, datetime

GELUKT, ONBESCHERMD, ONLEESBAAR, SJABLOONFOUT = 0, 20, 21, 22
MEESTE_INVOER = 1_000_000
HOOFD = "main.typ"  # the name typst wants for the file it begins with

# Numbers of: socket, socketpair, connect, execve, execveat, ptrace, io_uring_setup (which can open sockets by itself).
_SYSTEEMAANROEPEN = {
    "x86_64": (0xC000003E, (41, 53, 42, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 199, 203, 221, 281, 117, 425)),
}
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LAAD, _GELIJK, _MINSTENS, _ANTWOORD = 0x20, 0x15, 0x35, 0x06  # BPF: ld word, jump if equal, jump if >=, return
_TOESTAAN, _WEIGEREN, _DODEN = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # allow, fail with EPERM, kill the process
_X32 = 0x40000000  # system calls by the x32 numbering, which would slip past the list


class _Filter(ctypes.Structure):
    _fields_ = [("lengte", ctypes.c_ushort), ("regels", ctypes.c_char_p)]


def begrens(geheugen_mb: int, rekenseconden: int) -> None:
    """Give up memory, CPU time, files and core dumps."""
    for soort, grens in (
        (resource.RLIMIT_AS, geheugen_mb * 1024 * 1024),
        (resource.RLIMIT_CPU, rekenseconden),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(soort, (grens, grens))


def sluit_af() -> None:
    """Give up the network and starting programs, for good. Raises OSError where the kernel cannot promise that."""
    if platform.machine() not in _SYSTEEMAANROEPEN:
        raise OSError("no system call numbers for this kind of machine")
    architectuur, geweigerd = _SYSTEEMAANROEPEN[platform.machine()]
    regels = [
        (_LAAD, 0, 0, 4),  # seccomp_data.arch
        (_GELIJK, 1, 0, architectuur),
        (_ANTWOORD, 0, 0, _DODEN),
        (_LAAD, 0, 0, 0),  # seccomp_data.nr
        (_MINSTENS, len(geweigerd) + 1, 0, _X32),
        *((_GELIJK, len(geweigerd) - plaats, 0, nummer) for plaats, nummer in enumerate(geweigerd)),
        (_ANTWOORD, 0, 0, _TOESTAAN),
        (_ANTWOORD, 0, 0, _WEIGEREN),
    ]
    programma = _Filter(len(regels), b"".join(struct.pack("=HBBI", *regel) for regel in regels))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for aanroep in (
        (_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(programma), 0, 0),
    ):
        if prctl(*aanroep) != 0:
            raise OSError(ctypes.get_errno(), "prctl refused")


def maak(sjabloon: str, huisstijl: str, fonts: str, ruw: bytes) -> bytes:
    """Typeset the letter as PDF/UA-1; the same data give the same bytes, since time comes from the dagtekening."""
    import typst  # noqa: PLC0415  after the limits and the filter: foreign code never runs without them

    gegevens = json.loads(ruw)
    dag = datetime.fromisoformat(gegevens["dagtekening"]).replace(tzinfo=UTC)
    lettertypen = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    compiler = typst.Compiler(  # type: ignore[type-var]  # its stub does not know that `input` may be several files
        # Two files from two folders, handed over as bytes: typst finds the house style by its name, and of the disk it
        # sees no more than the template's own folder.
        input={HOOFD: _lees(sjabloon), os.path.basename(huisstijl): _lees(huisstijl)},
        root=os.path.dirname(sjabloon),
        font_paths=lettertypen,
        sys_inputs={"gegevens": ruw.decode()},
        package_path=os.devnull,
        package_cache_path=os.devnull,
    )
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=dag)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


def _lees(pad: str) -> bytes:
    with open(pad, "rb") as bestand:
        return bestand.read()


def main() -> int:
    sjabloon, huisstijl, fonts, geheugen_mb, rekenseconden = sys.argv[1:]
    try:
        begrens(int(geheugen_mb), int(rekenseconden))
        sluit_af()
    except (OSError, ValueError):
        return ONBESCHERMD
    ruw = sys.stdin.buffer.read(MEESTE_INVOER + 1)
    if len(ruw) > MEESTE_INVOER:
        return ONLEESBAAR
    try:
        pdf = maak(sjabloon, huisstijl, fonts, ruw)
    except (ValueError, KeyError, TypeError):
        return ONLEESBAAR
    except RuntimeError as fout:  # typst.TypstError; its text may quote the data, its places may not
        tekst = getattr(fout, "diagnostic", "").replace(f"/{HOOFD}:", f"/{os.path.basename(sjabloon)}:")
        plaatsen = re.findall(r"[\w-]+\.typ:\d+:\d+", tekst)
        sys.stderr.write("\n".join(dict.fromkeys(plaatsen)))
        return SJABLOONFOUT
    sys.stdout.buffer.write(pdf)
    sys.stdout.buffer.flush()
    return GELUKT


if __name__ == "__main__":
    sys.exit(main())
