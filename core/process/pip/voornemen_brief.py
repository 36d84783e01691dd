"""De brief met het voornemen van een PIP: welk plan, waarop het rust, en hoe de persoon kan antwoorden (PG-10)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar

from msgspec import Meta

from core.law.contact import Onderwerp
from core.law.leerroutes import Leerroute
from core.law.pip import PipGegevens, niveau_voor_duo
from core.law.recht import Grond
from core.law.voornemen import VOORNEMEN
from core.law.zroute import Zroute
from core.platform.db.uow import Tx
from core.platform.elektronische_weg import Bericht
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Alinea, Regel
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Alineas, Brief, MinstensEenAlinea
from core.process.besluit.briefdelen import Briefdelen, digitale_weg, in_velden, lees_briefdelen
from core.process.dossier.rijen import DossierRij
from core.process.pip import voornemens
from core.process.pip.afwezig import Afwezigheid, eerdere_antwoorden, niet_gewacht, oproepregel
from core.process.pip.brief import (
    VELDEN,
    Afspraak,
    Intensiteit,
    Verrekening,
    afspraken_van,
    intensiteiten,
    verrekeningen_van,
    z_route_van,
)
from core.process.pip.klaar import wanneer_klaar
from core.process.pip.rijen import VoornemenRij

PIP_VOORNEMEN = Briefsoort(
    naam="pip_voornemen",
    wat="het voornemen van het PIP",
    onderwerp=Onderwerp.TRAJECT,
    map_=Path(__file__).with_name("brief"),
    edities={"v1": "v2", "v2": "v3", "v3": "v4", "v4": "v5", "v5": "v5", "v6": "v6", "v7": "v6"},
    na_haar_dag="Anders: trek het voornemen in, en stel een nieuw op met een latere dag.",
)
_GRONDEN = (Grond("Wi2021", "14", "2"), VOORNEMEN, Grond("Awb", "4:9"))


class Voornemenbrief(Brief, frozen=True, kw_only=True):
    """Welk plan het college wil maken als de intake in afwezigheid is voltooid: alles wat in het besluit komt, zodat
    hij er iets van kan vinden (art. 4:8 en 4:9 Awb, art. 5.3 lid 4 Bi2021)."""

    soort: ClassVar[Briefsoort] = PIP_VOORNEMEN

    opgeroepen: Alinea
    bronnen: MinstensEenAlinea
    leerroute: Regel
    niveau: Regel | None
    intensiteiten: Annotated[tuple[Intensiteit, ...], Meta(min_length=1, max_length=20)]
    ondersteuning: Alinea
    motivering: Alinea
    uiterlijk_op: date
    eerder: Alineas = ()  # wat hij over een eerder plan zei, en hoe dat gewogen is (art. 3:46 en 4:8 Awb)
    leerroute_uitleg: Alinea | None = None
    voortgangsgesprekken: Annotated[int, Meta(ge=1, le=100)] | None = None
    vve: Alinea | None = None
    afspraken: Annotated[tuple[Afspraak, ...], Meta(max_length=20)] = ()
    verrekeningen: Annotated[tuple[Verrekening, ...], Meta(max_length=20)] = ()
    eigen_woorden: Alinea | None = None
    sterke_punten: Alinea | None = None
    wensen: Alinea | None = None
    digitaal: Regel | None = None  # de elektronische weg voor een zienswijze (art. 2:13 Awb)


async def voornemenbrief(
    tx: Tx, huis: Huis, dossier: DossierRij, pip: PipGegevens, *, afwezigheid: Afwezigheid, uiterlijk_op: date
) -> Voornemenbrief:
    """De bevroren gegevens van het voornemen; wat niet op papier kan, houdt het tegen."""
    delen = await lees_briefdelen(tx, huis, dossier, PIP_VOORNEMEN.onderwerp)
    vandaag = await tx.vandaag()
    with in_velden(VELDEN):
        return stel_voornemen_op(
            delen,
            pip,
            dagtekening=vandaag,
            afwezigheid=afwezigheid,
            uiterlijk_op=uiterlijk_op,
            eerder=await voornemens.eerder_beantwoord(tx, dossier.id),
            digitaal=digitale_weg(huis.tenant(tx.gemeente_id), Bericht.ZIENSWIJZE, op=vandaag),
            z_route=await z_route_van(tx, huis, dossier, pip, op=vandaag),
        )


def stel_voornemen_op(
    delen: Briefdelen,
    pip: PipGegevens,
    *,
    dagtekening: date,
    afwezigheid: Afwezigheid,
    uiterlijk_op: date,
    digitaal: str | None,
    eerder: Sequence[VoornemenRij] = (),
    z_route: Zroute | None = None,
) -> Voornemenbrief:
    """De tekst van dit voornemen; `eerder` zijn de plannen die niet meer gelden, waarop hij antwoordde, en `z_route` is
    wat er in de zelfredzaamheidsroute gevraagd wordt."""
    leerroute = pip.leerroute or Leerroute.B
    niveau = niveau_voor_duo(leerroute, pip.niveau)
    return Voornemenbrief(
        **delen.op(dagtekening, gronden=_GRONDEN),
        opgeroepen=oproepregel(afwezigheid, antwoordde=bool(eerder)) + niet_gewacht(afwezigheid),
        eerder=eerdere_antwoorden(eerder),
        bronnen=afwezigheid.bronnen,
        leerroute=leerroute.omschrijving,
        leerroute_uitleg=leerroute.uitleg,
        niveau=None if niveau is None else str(niveau),
        intensiteiten=intensiteiten(pip, leerroute, z_route),
        ondersteuning=pip.ondersteuning,
        voortgangsgesprekken=pip.aantal_voortgangsgesprekken or None,
        vve=pip.vve_afspraken or None,
        afspraken=afspraken_van(pip, z_route, wanneer_klaar(leerroute, niveau)),
        verrekeningen=verrekeningen_van(pip, leerroute),
        eigen_woorden=pip.eigen_woorden.strip() or None,
        sterke_punten=pip.sterke_punten.strip() or None,
        wensen=pip.wensen.strip() or None,
        motivering=pip.motivering,
        uiterlijk_op=uiterlijk_op,
        digitaal=digitaal,
    )
