"""Voorbeeldbrieven: volledig ingevuld, zodat elk stuk van elk sjabloon op papier komt. Niemand hierin bestaat."""

from datetime import date

from core.platform.letters.gegevens import Bezwaar, Briefhoofd, Geadresseerde, Ondertekenaar, Verantwoording
from core.process.intake.brief import AfspraakIntake, OproepBrief, Rechtsmiddel
from core.process.pip.brief import (
    Afspraak,
    BijlageBesluit,
    Inburgeringstermijn,
    Intensiteit,
    PipBeschikking,
    Verrekening,
)

BRIEFHOOFD = Briefhoofd(
    gemeentenaam="Gemeente Voorbeeldstad",
    afdeling="Team Inburgering",
    adresregels=("Stadhuisplein 1", "1234 AB Voorbeeldstad"),
    postadres=("Postbus 100", "1234 ZZ Voorbeeldstad"),
    telefoon="14 0000",
    email="inburgering@voorbeeldstad.example.org",
    website="www.voorbeeldstad.example.org",
    kleur="#0b5d4d",
)

BEZWAAR = Bezwaar(
    adres=(
        "Burgemeester en wethouders van Voorbeeldstad",
        "Commissie bezwaarschriften",
        "Postbus 100",
        "1234 ZZ Voorbeeldstad",
    ),
    termijn="zes weken",
    rechtbank="Rechtbank Voorbeeldland",
    digitaal="ga met DigiD naar www.voorbeeldstad.example.org/bezwaar",
    uitleg="Hebt u een gemachtigde? Stuur dan een machtiging mee.",
)

HULP = "Vindt u deze brief moeilijk? Bel ons. Wij regelen een tolk of leggen de brief uit. Dat kost u niets."


def pip(**anders: object) -> PipBeschikking:
    """Een PIP-beschikking waarin elk onderdeel voorkomt."""
    velden: dict[str, object] = {
        "briefhoofd": BRIEFHOOFD,
        "geadresseerde": Geadresseerde(
            naamregel="Mevrouw Ş. Yılmaz-Đorđević",
            adresregels=("Voorbeeldstraat 12 B", "1234 CD Voorbeeldstad"),
        ),
        "kenmerk": "PIP-2026-000123",
        "dagtekening": date(2026, 3, 2),
        "aanhef": "Beste mevrouw Yılmaz-Đorđević",
        "gronden": (
            "art. 15, eerste en tweede lid, Wet inburgering 2021",
            "art. 5.3 Besluit inburgering 2021",
            "art. 3:46 Algemene wet bestuursrecht",
        ),
        "ondertekenaar": Ondertekenaar(naam="A. de Voorbeeld", functie="Klantmanager inburgering"),
        "namens": "burgemeester en wethouders van Voorbeeldstad",
        "hulp": HULP,
        "leerroute": "B1-route",
        "niveau": "B1",
        "intensiteiten": (
            Intensiteit(onderdeel="Taalles", omvang="12 uur per week", grond="art. 15 lid 2 Wi2021"),
            Intensiteit(
                onderdeel="Participatieverklaringstraject (PVT)",
                omvang="12 uur in totaal",
                grond="art. 15 lid 1, onder c, Wi2021",
            ),
            Intensiteit(
                onderdeel="Module Arbeidsmarkt en Participatie (MAP)",
                omvang="40 uur in totaal",
                grond="art. 15 lid 1, onder c, Wi2021",
            ),
        ),
        "voortgangsgesprekken": 4,
        "ondersteuning": (
            "Een vaste klantmanager. U spreekt haar minstens eens in de drie maanden.",
            "Een taalmaatje van de bibliotheek, een keer per week.",
        ),
        "motivering": "In de brede intake hebt u verteld dat u in Nederland als kok wilt werken.\n\n"
        "De leerbaarheidstoets laat zien dat de B1-route haalbaar is. U hebt geen opleiding op mbo- of hbo-niveau op "
        "het oog. Daarom past de onderwijsroute nu niet bij u.",
        "termijn": Inburgeringstermijn(start=date(2026, 3, 3), laatste_dag=date(2029, 3, 2)),
        "termijn_duur": "drie jaar",
        "bezwaar": BEZWAAR,
        "verantwoording": Verantwoording(peildatum=date(2026, 3, 2), regelversie="2026.1-4f1c"),
        "vve": "Uw dochter gaat vier dagdelen per week naar de voorschool.",
        "participatiewet_beschikkingen": (
            BijlageBesluit(onderwerp="Ontzorgen", kenmerk="PW-2026-77", dagtekening=date(2026, 2, 27)),
        ),
        "afspraken": (
            Afspraak(
                onderwerp="Alfabetisering",
                tekst="U begint met lessen in het Latijnse schrift.",
                grond="art. 6.2 lid 1, onder c, Bi2021",
            ),
        ),
        "verrekeningen": (
            Verrekening(
                omschrijving="Taalles tijdens de brede intake",
                uren=36,
                toegekend=True,
                motief="De lessen zijn gevolgd bij een school met een keurmerk.",
                grond="art. 5.5 lid 2 Bi2021",
            ),
            Verrekening(
                omschrijving="Zelfstudie",
                uren=20,
                toegekend=False,
                motief="Zelfstudie is geen les.",
                grond="art. 5.5 lid 2 Bi2021",
            ),
        ),
        "gevolgen": ("Werkt u niet mee aan uw plan? Dan kunnen wij u een boete geven (artikel 23 Wi2021).",),
    }
    return PipBeschikking(**(velden | anders))  # type: ignore[arg-type]  # the fields of a letter differ in type


def oproep(nummer: int = 2, **anders: object) -> OproepBrief:
    """De eerste, tweede of derde oproep; de tweede is de waarschuwing met een bezwaarclausule."""
    velden: dict[str, object] = {
        "briefhoofd": BRIEFHOOFD,
        "geadresseerde": Geadresseerde(
            naamregel="De heer J. Nguyễn", adresregels=("Dorpsweg 3", "1234 EF Voorbeeldstad")
        ),
        "kenmerk": "INT-2026-000456",
        "dagtekening": date(2026, 1, 12),
        "aanhef": "Beste meneer Nguyễn",
        "gronden": ("art. 14, eerste lid, Wet inburgering 2021",),
        "ondertekenaar": Ondertekenaar(naam="A. de Voorbeeld", functie="Klantmanager inburgering"),
        "namens": "burgemeester en wethouders van Voorbeeldstad",
        "hulp": HULP,
        "oproep": nummer,
        "afspraak": AfspraakIntake(
            dag=date(2026, 1, 22),
            tijd="10.00 uur",
            plaats=("Stadhuis, kamer 2.14", "Stadhuisplein 1, Voorbeeldstad"),
            uiterste_dag=date(2026, 1, 30),
        ),
        "gevolgen": ("Komt u niet? Dan ontvangt u van ons een nieuwe brief.",),
        "meenemen": ("uw paspoort of verblijfsdocument", "uw diploma's, als u die hebt"),
    }
    if nummer == 2:
        velden |= {
            "waarschuwing": "Komt u ook nu niet of werkt u niet mee? Dan kunnen wij u een boete geven van 250 euro.",
            "rechtsmiddel": Rechtsmiddel.BEZWAARCLAUSULE,
            "bezwaar": BEZWAAR,
        }
    return OproepBrief(**(velden | anders))  # type: ignore[arg-type]  # the fields of a letter differ in type
