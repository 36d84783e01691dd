"""Hoe de brief over het PIP zegt wanneer iemand klaar is met zijn leerroute.

Bij de zelfredzaamheidsroute staat dat bij haar lessen, haar uren en haar eindgesprek."""

from collections.abc import Iterable

from core.law.afronden import B1_EXAMEN, ONDERWIJS, Vereiste, in_plaats_van_het_taalschakeltraject, nodig
from core.law.leerroutes import Leerroute, Niveau
from core.law.recht import Grond

_BEGIN = "Dit moet u allemaal doen om klaar te zijn met inburgeren:"
_EINDE = (
    "Dan krijgt u een diploma van DUO. Heeft DUO beslist dat u een examen niet hoeft te doen? Dan hebt u dat examen"
    " niet nodig."
)


def wanneer_klaar(leerroute: Leerroute, niveau: Niveau | None) -> tuple[str, str, Grond] | None:
    """Een kop, de tekst en de grond; None bij de zelfredzaamheidsroute."""
    kop = "Wanneer bent u klaar?"
    if leerroute is Leerroute.B:
        return kop, f"{_lijst(nodig(leerroute), niveau)}\n\n{_EINDE}", B1_EXAMEN
    if leerroute is Leerroute.O:
        anders = in_plaats_van_het_taalschakeltraject()
        toch = (
            "Zolang u het taalschakeltraject volgt, en als u het hebt gehaald, hoeft u de MAP niet te doen.\n\n"
            "Haalt u het taalschakeltraject niet? Het telt ook als u"
            f" {' en '.join(_stuk(v, niveau) for v in Vereiste if v in anders)}."
        )
        return kop, f"{_lijst(nodig(leerroute), niveau)}\n\n{toch}\n\n{_EINDE}", ONDERWIJS
    return None


def _lijst(vereist: Iterable[Vereiste], niveau: Niveau | None) -> str:
    return "\n".join((_BEGIN, *(f"– U {_stuk(v, niveau, hoofdzin=True)}." for v in Vereiste if v in vereist)))


def _stuk(vereiste: Vereiste, niveau: Niveau | None, *, hoofdzin: bool = False) -> str:
    wat, werkwoord = {
        Vereiste.TAALEXAMENS: (
            f"de examens lezen, luisteren, schrijven en spreken op taalniveau {niveau} of hoger",
            "haalt",
        ),
        Vereiste.KNM: ("het examen Kennis van de Nederlandse Maatschappij (KNM)", "haalt"),
        Vereiste.TAALSCHAKELTRAJECT: ("het taalschakeltraject: dat is de opleiding in deze route", "haalt"),
        Vereiste.PVT: ("het PVT", "doet"),
        Vereiste.MAP: ("de MAP", "doet"),
    }[vereiste]
    return f"{werkwoord} {wat}" if hoofdzin else f"{wat} {werkwoord}"
