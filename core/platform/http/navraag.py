"""Tekst die een ander leest en over iemands gezondheid kan gaan: dat bevestigt een mens eerst (ADR 0063).

De body wordt gelezen voordat de handeling begint (`invoer`); gevraagd wordt er pas aan het eind van haar transactie
(`bezoek`). Zo gaan de gebreken voor, en leest een mens alle waarschuwingen tegelijk.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import msgspec

from core.fouten import Gebrek, NietBevestigd, NoemtNummer
from core.law.gezondheid import noemt_gezondheid, waarschuw_gezondheid
from core.law.telefoon import LENGTE_VNUMMER, MINIMAAL, V_NUMMER_IN_TEKST
from core.law.waarschuwingen import Waarschuwingssoort, eis_bevestigd
from core.platform.audit.logboek import Logboek
from core.platform.db.uow import Tx
from core.platform.http.vrijetekst import vrije_teksten, wat_een_ander_leest
from core.platform.huis import Huis
from core.platform.tenancy import Actor

Bevestigd = Annotated[
    tuple[Waarschuwingssoort, ...],
    msgspec.Meta(
        max_length=len(Waarschuwingssoort),
        description="De waarschuwingen waarmee u doorgaat. Lijkt een tekst voor een brief over iemands gezondheid te"
        " gaan, dan waarschuwt Meedoen (GEZONDHEID_IN_TEKST).",
    ),
]

MEESTE_TEKSTEN = 20
"""In zoveel teksten van een verzoek wordt een V-nummer gezocht; in elke naar zoveel als `noemt_v_nummer` zegt."""


@dataclass(slots=True, kw_only=True)
class Navraag:
    """Wat er in de tekst van een verzoek nog bevestigd moet worden; van elk verzoek een, en leeg tot zijn body gelezen
    is."""

    dossier_id: UUID | None = None
    velden: tuple[str, ...] = ()
    """Waar iets over gezondheid lijkt te staan, met het camelCase pad."""
    bevestigd: tuple[Waarschuwingssoort, ...] = ()
    met_cijfers: tuple[tuple[str, str], ...] = ()
    """De vrije teksten waarin een V-nummer kan staan, met hun pad."""

    def lees(self, gestuurd: msgspec.Struct, waarde: object) -> None:
        """Zoek in een body die klopt; `waarde` is zij zoals zij op de lijn stond."""
        self.velden = tuple(
            pad for pad, tekst in wat_een_ander_leest(type(gestuurd), waarde) if noemt_gezondheid(tekst)
        )
        self.met_cijfers = tuple(
            (pad, tekst)
            for pad, tekst in vrije_teksten(type(gestuurd), waarde)
            if sum(map(str.isdecimal, tekst)) >= LENGTE_VNUMMER
        )
        self.bevestigd = getattr(gestuurd, "bevestigd", ())

    async def eis_zonder_v_nummer(self, tx: Tx, huis: Huis) -> None:
        """Een V-nummer heeft geen toets: alleen wie het zoekt weet of het iemand is. Dat is zoeken op een nummer, en
        alleen de gemeente kan het; een organisatie leest geen nummers (wi2021 13.6).

        Raises:
            NoemtNummer: in een tekst staat het V-nummer van iemand in deze gemeente.
        """
        if tx.toegang.actor is not Actor.GEMEENTE:
            return
        zoek = self.met_cijfers[:MEESTE_TEKSTEN]
        gebreken = [
            Gebrek(veld=pad, melding=V_NUMMER_IN_TEKST, grond=str(MINIMAAL))
            for pad, tekst in zoek
            if await huis.proces.noemt_v_nummer(tx, huis, tekst)
        ]
        if gebreken:
            raise NoemtNummer("Kijk de genoemde velden na; er is niets gewijzigd.", gebreken=tuple(gebreken))

    async def eis(self, tx: Tx, logboek: Logboek) -> None:
        """Wie doorgaat, doet dat met een regel in het auditlog die de velden noemt (art. 5 lid 2 AVG).

        Raises:
            NietBevestigd: er lijkt iets over gezondheid te staan, en dat is niet bevestigd.
        """
        if eis_bevestigd(waarschuw_gezondheid(self.velden), self.bevestigd):
            dossiers = [] if self.dossier_id is None else [self.dossier_id]
            await logboek.schrijf(
                tx, "tekst.bevestigen", "dossier", object_id=self.dossier_id, dossiers=dossiers, velden=self.velden
            )

    def samen_met(self, fout: NietBevestigd) -> NietBevestigd:
        """Dezelfde fout, met wat er over de tekst te bevestigen is: alles tegelijk."""
        ook = [w for w in waarschuw_gezondheid(self.velden) if w not in fout.waarschuwingen]
        return NietBevestigd((*fout.waarschuwingen, *ook))
