"""Een brief opmaken: bevroren gegevens erin, PDF/UA-1 eruit, in een proces dat verder niets kan.

Typst leest in zijn map wat een sjabloon vraagt, rekent zo lang als een sjabloon wil en haalt pakketten van het netwerk.
Daarom draait het nooit in ons eigen proces (`typst_proces.py`), komen gegevens alleen door `sys.inputs` en bevat geen
sjabloon `eval`. Een brief die niet lukt, mislukt helemaal: er komt nooit een halve brief.
"""

import asyncio
import math
import re
import sys
from pathlib import Path

from core.platform.letters.edities import BriefFout, Briefsoort
from core.platform.letters.gegevens import Brief, Verzending, canoniek, met_verzending
from core.platform.letters.lettertype import FONTMAP

__all__ = ["BriefFout", "render", "zet"]

_PROCES = Path(__file__).with_name("typst_proces.py")
_PLAATSEN = re.compile(r"[\w-]+\.typ:\d+:\d+")

# One thread and one malloc arena: more of either reserve address space by the number of cores, and memory is limited by
# address space. Nothing else of our environment, and so no secret, reaches the process.
_OMGEVING = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"}


async def render(
    soort: Briefsoort,
    gegevens: Brief | bytes,
    *,
    versie: str | None = None,
    verzending: Verzending | None = None,
    geheugen_mb: int = 512,
    seconden: float = 10,
) -> bytes:
    """Maak een brief op als PDF/UA-1. Dezelfde gegevens, dagen en versie geven dezelfde bytes.

    `gegevens` is een brief of zijn bevroren canonieke JSON; `versie` is de versie waarmee hij is bevroren, en zonder
    versie geldt de nieuwste editie. `verzending` hoort bij een editie die de dag van verzending noemt, en alleen daar.

    Raises:
        BriefFout: de brief hoort niet bij dit sjabloon, de versie bestaat niet, of het opmaken mislukte, duurde te lang
            of vroeg te veel geheugen.
    """
    if isinstance(gegevens, Brief):
        if gegevens.soort != soort:
            raise BriefFout("De gegevens horen bij een ander sjabloon.")
        gegevens = canoniek(gegevens)
    editie = soort.editie(versie)
    if editie.drukt_verzenddag != (verzending is not None):
        raise BriefFout("De dag van verzending hoort op een brief die haar noemt, en alleen daar.")
    if verzending is not None:
        gegevens = met_verzending(gegevens, verzending)
    return await zet(editie.sjabloon, gegevens, huisstijl=editie.huisstijl, geheugen_mb=geheugen_mb, seconden=seconden)


async def zet(sjabloon: Path, gegevens: bytes, *, huisstijl: Path, geheugen_mb: int, seconden: float) -> bytes:
    """Zet één sjabloon met een huisstijl; `render` kiest welke. Het sjabloon ziet verder alleen zijn eigen map.

    Het proces krijgt half zoveel rekentijd als wachttijd: het mag op een drukke machine wachten, niet rekenen.

    Raises:
        BriefFout: het opmaken mislukte; de melding noemt hoogstens plaatsen in het sjabloon.
    """
    opdracht = [str(sjabloon), str(huisstijl), str(FONTMAP), str(geheugen_mb), str(math.ceil(seconden / 2))]
    proces = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-B", str(_PROCES), *opdracht),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_OMGEVING,
        cwd="/",
    )
    try:
        async with asyncio.timeout(seconden):
            pdf, plaatsen = await proces.communicate(gegevens)
    except TimeoutError:
        raise BriefFout("Het opmaken van de brief duurde te lang en is afgebroken.") from None
    finally:
        if proces.returncode is None:
            proces.kill()
            await proces.wait()
    if proces.returncode == 0:
        return pdf
    raise BriefFout(_melding(proces.returncode, plaatsen.decode(errors="replace")))


def _melding(code: int | None, plaatsen: str) -> str:
    match code:  # the exit codes of typst_proces.py
        case 20:
            return "Het opmaakproces kon zich niet afsluiten van het netwerk; er is niets opgemaakt."
        case 21:
            return "De gegevens van de brief zijn onleesbaar, te groot of zonder dagtekening."
        case 22:
            waar = ", ".join(_PLAATSEN.findall(plaatsen)) or "plaats onbekend"
            return f"Het sjabloon kon deze gegevens niet zetten ({waar})."
        case int() if code < 0:
            return "Het opmaakproces is gestopt: het vroeg te veel rekentijd of geheugen."
        case _:
            return "Het opmaakproces is onverwacht gestopt."
