"""De woorden van een oproep: wat er van de vorige kwam, wat er nu kan volgen, en wat iemand meeneemt (PG-8)."""

from dataclasses import dataclass
from datetime import date

from core.law.boetegrond import nog_een_boete_kan
from core.law.medewerking import Reactie, Verzoek
from core.law.oproepen import Uitkomst, VolgendeOproep
from core.process.besluit.briefdelen import in_dagen

MEENEMEN = ("uw verblijfsdocument", "diploma's en bewijzen van werk, als u die hebt", "deze brief")
MEENEMEN_VERKORT = ("uw verblijfsdocument", "het plan van uw vorige gemeente, als u dat hebt", "deze brief")
MEENEMEN_TERUG = (
    "uw verblijfsdocument",
    "het plan van een gemeente waar u daarna woonde, als u dat hebt",
    "deze brief",
)
_EERDER = {
    Uitkomst.TERMIJN_GEMIST: "U bent niet gekomen.",
    Uitkomst.ONVOLDOENDE_MEDEWERKING: "U kwam, maar u werkte niet genoeg mee.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Eerder:
    """Wat er van de vorige oproep kwam die telde; bij onvoldoende medewerking ook waaraan (PG-3)."""

    uitkomst: Uitkomst
    op: date | None = None
    schreef_aan: str = ""
    """Wie zijn schriftelijke weigering kreeg; leeg is de gemeente."""
    verzoek: Verzoek | None = None
    beboet: bool = False


def wat_er_kwam(eerder: Eerder) -> str:
    """Wat er van de vorige oproep kwam, voor wie een tweede of derde krijgt (art. 3:46 Awb)."""
    delen = [_geweigerd(eerder) if eerder.uitkomst is Uitkomst.KOMST_GEWEIGERD else _EERDER[eerder.uitkomst]]
    if eerder.verzoek is not None:
        delen.append(_gevraagd(eerder.verzoek))
    if eerder.beboet:
        delen.append("U hebt daarvoor een boete gekregen.")
    return " ".join(delen)


def _geweigerd(eerder: Eerder) -> str:
    wanneer = "" if eerder.op is None else f" op {in_dagen(eerder.op)}"
    aan = " ".join(eerder.schreef_aan.split()).rstrip(".")
    wie = f" U schreef dat aan {aan}." if aan else ""
    return f"U liet{wanneer} schriftelijk weten dat u niet komt.{wie}"


def _gevraagd(verzoek: Verzoek) -> str:
    wat = " ".join(verzoek.wat.split()).rstrip(".")
    dag = "" if verzoek.uiterlijk_op is None else in_dagen(verzoek.uiterlijk_op)
    match verzoek.reactie:
        case Reactie.WEIGERDE:
            antwoord = "U wilde dat niet."
        case Reactie.VERTROK:
            antwoord = "U ging weg."
        case Reactie.BLEEF_WEG:
            antwoord = f"U kwam niet op {dag}."
        case Reactie.ANTWOORDDE_NIET:
            antwoord = f"U kon antwoorden tot en met {dag}. U antwoordde niet."
    return f"Op {in_dagen(verzoek.gevraagd_op)} vroegen wij u: “{wat}”. {antwoord}"


def gevolgen(volgende: VolgendeOproep, *, boete: int | None, op: date) -> tuple[str, ...]:
    """Wat er gebeurt als de persoon niet komt of niet meewerkt: alleen wat hier kan volgen, en alles wat moet (PG-8).

    `boete` is het bedrag in hele euro's, of None als die voor deze persoon niet kan volgen. Na de derde oproep kan zij
    dat alleen als de termijn uit de eerste boete op dag `op` loopt (art. 22 lid 3 Wi2021).
    """
    if volgende.nummer == 1:
        return (
            "Komt u niet op of voor de laatste dag, of werkt u niet genoeg mee? Dan krijgt u nog een oproep, met een"
            " waarschuwing.",
        )
    if volgende.nummer == 2:
        zonder_u = (
            "Komt u weer niet, of werkt u weer niet genoeg mee? Dan roepen wij u nog één keer op. Komt u ook dan niet,"
            " of werkt u ook dan niet mee? Dan maken wij uw plan zonder u."
        )
        return (zonder_u,) if boete is None else (zonder_u, _met_boete("ook", boete, "eerste"))
    zonder_u = (
        "Dit is de derde oproep. Komt u weer niet, of werkt u niet mee? Dan ronden wij de brede intake af zonder u."
        " Daarna maken wij uw plan met de gegevens die wij hebben. Dat staat in artikel 14, tweede lid, van de Wet"
        " inburgering 2021."
    )
    if boete is None or not nog_een_boete_kan(volgende, op=op):
        return (zonder_u,)
    return (zonder_u, _met_boete("opnieuw", boete, "derde"))


def _met_boete(hoe: str, boete: int, lid: str) -> str:
    """Zonder verwijt is er geen boete (art. 5:41 Awb)."""
    return (
        f"Kunt u er iets aan doen dat u na deze oproep niet komt of niet meewerkt? Dan krijgt u {hoe} een boete van"
        f" {boete} euro. Dat staat in artikel 22, {lid} lid, van de Wet inburgering 2021. Is er een reden waarom u niet"
        " kunt komen? Laat ons die weten."
    )


_WAARSCHUWING = "Dit is een waarschuwing. U moet komen en meewerken aan de brede intake."
_ZONDER_U = "Komt u na drie oproepen niet, dan ronden wij de intake af en maken wij uw plan zonder u."


def waarschuwing(*, boete: int | None) -> str:
    """De waarschuwing van art. 14 lid 1 Wi2021, met de boete in hele euro's als die hier kan volgen (PG-8).

    Wat niet kan volgen, dreigt zij niet; wat moet volgen, verzwijgt zij niet.
    """
    if boete is None:
        return f"{_WAARSCHUWING} {_ZONDER_U}"
    dreiging = (
        f"Doet u dat niet, en kunt u daar iets aan doen? Dan krijgt u een boete van {boete} euro (artikel 22, eerste"
        " lid, van de Wet inburgering 2021)."
    )
    return f"{_WAARSCHUWING} {dreiging} {_ZONDER_U}"
