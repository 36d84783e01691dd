"""Wat elke voorbeeldbrief heeft; de rest staat in de proef van haar stap. Niemand hierin bestaat."""

from datetime import date
from typing import TypeVar

from core.law.groepen import GedetailleerdeDoelgroep
from core.law.lezen import lees_recht
from core.platform.elektronische_weg import Bericht, ElektronischeWeg
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Brief, Briefhoofd, Geadresseerde, Ondertekenaar, Verzending
from core.platform.letters.render import render
from core.platform.tenants import Briefhoofd as Tenanthoofd
from core.platform.tenants import Tenant
from core.process.besluit.briefdelen import Briefdelen, bezwaarclausule

B = TypeVar("B", bound=Brief)

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

HULP = "Vindt u deze brief moeilijk? Bel ons. Wij regelen een tolk of leggen de brief uit. Dat kost u niets."


def brief(soort: type[B], **velden: object) -> B:
    """Een brief van deze soort: de delen die elke brief heeft staan er al in, de andere zijn `velden`."""
    gedeeld: dict[str, object] = {
        "briefhoofd": BRIEFHOOFD,
        "geadresseerde": Geadresseerde(
            naamregel="Mevrouw Ş. Yılmaz-Đorđević",
            adresregels=("Voorbeeldstraat 12 B", "1234 CD Voorbeeldstad"),
        ),
        "kenmerk": "PIP-2026-000123",
        "dagtekening": date(2026, 3, 2),
        "aanhef": "Beste mevrouw Yılmaz-Đorđević",
        "gronden": ("art. 3:46 Algemene wet bestuursrecht",),
        "ondertekenaar": Ondertekenaar(naam="A. de Voorbeeld", functie="Klantmanager inburgering"),
        "namens": "burgemeester en wethouders van Voorbeeldstad",
        "hulp": HULP,
    }
    return soort(**(gedeeld | velden))  # type: ignore[arg-type]  # the fields of a letter differ in type


DELEN = Briefdelen(
    briefhoofd=BRIEFHOOFD,
    geadresseerde=Geadresseerde(
        naamregel="Mevrouw Ş. Yılmaz-Đorđević", adresregels=("Voorbeeldstraat 12 B", "1234 CD Voorbeeldstad")
    ),
    kenmerk="INB-4K7W2M9P",
    aanhef="Beste mevrouw Yılmaz-Đorđević",
    ondertekenaar=Ondertekenaar(naam="A. de Voorbeeld", functie="klantmanager inburgering"),
    namens="burgemeester en wethouders van Voorbeeldstad",
    hulp=HULP,
)
"""Van wie, aan wie en door wie; de tekst van een voorbeeld stelt de stap zelf op, zoals in het echt."""

DAGTEKENING = date(2026, 3, 2)
RECHT = lees_recht()
TENANT = Tenant(
    code="GM9999",
    naam="Voorbeeldstad",
    oin="00000099000000999000",
    briefhoofd=Tenanthoofd(
        afdeling=BRIEFHOOFD.afdeling,
        adresregels=BRIEFHOOFD.adresregels,
        postadres=BRIEFHOOFD.postadres,
        telefoon=BRIEFHOOFD.telefoon,
        email=BRIEFHOOFD.email,
        website=BRIEFHOOFD.website,
        kleur=BRIEFHOOFD.kleur,
        bezwaaradres=("Postbus 100", "1234 ZZ Voorbeeldstad"),
        rechtbank="Rechtbank Voorbeeldland",
        hulp=HULP,
    ),
    elektronische_wegen=(
        ElektronischeWeg(
            soorten=tuple(Bericht),
            adres="www.voorbeeldstad.example.org/bericht",
            vanaf=date(2026, 1, 1),
            besluit="2025-118",
            besloten_op=date(2025, 12, 2),
            status="seed",
        ),
    ),
)
BEZWAAR = bezwaarclausule(TENANT, RECHT, op=DAGTEKENING)
GROEPEN = {
    "asiel": GedetailleerdeDoelgroep.ASIELSTATUSHOUDER,
    "gezinsmigrant": GedetailleerdeDoelgroep.GEZINSVORMER,
    "overig": GedetailleerdeDoelgroep.GEESTELIJK_BEDIENAAR,
}
"""Bij elke groep van art. 13 lid 1 Wi2021 iemand: voor de eerste staat de boetepoort dicht, voor de andere open."""

VERZENDING = Verzending(dag=date(2026, 3, 3), bezwaar_tot=date(2026, 4, 14))
"""De dagen die bij het opmaken op een voorbeeldbrief komen."""


async def maak_op_met(brief: Brief, verzending: Verzending) -> bytes:
    """De brief in haar nieuwste editie, met deze dagen."""
    return await render(brief.soort, brief, verzending=verzending)


async def maak_op(soort: Briefsoort, brief: Brief | bytes, *, versie: str | None = None) -> bytes:
    """De brief zoals zij weggaat; een editie die de dag van verzending niet noemt, krijgt haar niet."""
    verzending = VERZENDING if soort.editie(versie).drukt_verzenddag else None
    return await render(soort, brief, versie=versie, verzending=verzending)
