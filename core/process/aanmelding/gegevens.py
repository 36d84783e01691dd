"""Wat DUO over iemand besliste, van haar koppelvlak naar onze gegevens: zuiver, zonder database.

Van een ontheffing gaat de grond niet mee: die kan over gezondheid gaan, en niemand hier heeft haar nodig.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from core.integrations.duo.beslissingen import (
    Boete,
    Examenresultaat,
    Gebeurtenis,
    GratisPogingTegoed,
    Ontheffing,
    Oordeel,
    Verlenging,
    Vrijstelling,
)
from core.integrations.duo.contract import Inburgeringstermijnhistorie, PipVanGemeente
from core.integrations.duo.lezen import Onleesbaar
from core.process.aanmelding.tables import Gegevensoort as Soort


class Gegeven(msgspec.Struct, frozen=True, kw_only=True):
    """Eén gegeven; twee met dezelfde inhoud zijn hetzelfde."""

    soort: Soort
    dag: date | None = None
    besloten_op: date | None = None
    vanaf: date | None = None
    tot: date | None = None
    waarde: str = ""
    onderdeel: str = ""
    niveau: str = ""
    reden: str = ""
    aantal: int | None = None

    @property
    def verleend(self) -> bool:
        """Of DUO hiermee een deel van de eisen wegnam: dat raakt het PIP."""
        deels = self.soort in (Soort.GEDEELTELIJKE_VRIJSTELLING, Soort.GEDEELTELIJKE_ONTHEFFING)
        return deels and self.waarde == Oordeel.TOEKENNING

    @property
    def in_woorden(self) -> str:
        """Wat het is, voor wie het naast DUO legt; zonder de reden, die persoonlijk kan zijn."""
        dagen = [f"{dag:%d-%m-%Y}" for dag in (self.dag, self.besloten_op, self.vanaf, self.tot) if dag is not None]
        rest = [self.onderdeel, self.niveau, self.waarde, "" if self.aantal is None else str(self.aantal)]
        return " ".join([self.soort.replace("_", " ").lower(), *dagen, *(deel for deel in rest if deel)])


def uit_examens(uitslagen: Iterable[Examenresultaat], pogingen: Iterable[GratisPogingTegoed]) -> Iterator[Gegeven]:
    for u in uitslagen:
        yield Gegeven(
            soort=Soort.EXAMEN,
            dag=u.examendatum,
            waarde=u.resultaat,
            onderdeel=u.onderdeel,
            niveau=u.niveau or "",
            reden=u.reden_geen_resultaat or "",
        )
    for p in pogingen:
        yield Gegeven(soort=Soort.GRATIS_POGING, onderdeel=p.onderdeel, aantal=p.gratis_pogingen_tegoed)


def uit_vrijstellingen(beslissingen: Iterable[Vrijstelling]) -> Iterator[Gegeven]:
    for b in beslissingen:
        if (g := b.gehele) is not None:
            yield Gegeven(soort=Soort.GEHELE_VRIJSTELLING, dag=g.datum_oordeel, waarde=g.oordeel, reden=g.reden)
        if (t := b.tijdelijke) is not None:
            yield Gegeven(
                soort=Soort.TIJDELIJKE_VRIJSTELLING,
                dag=t.datum_oordeel,
                waarde=t.oordeel,
                reden=t.reden,
                vanaf=t.startdatum,
                tot=t.einddatum,
            )
        if (d := b.gedeeltelijke) is not None:
            yield Gegeven(
                soort=Soort.GEDEELTELIJKE_VRIJSTELLING,
                dag=d.datum_oordeel,
                waarde=d.oordeel,
                reden=d.reden,
                onderdeel=d.examenonderdeel or "",
                niveau=d.examenniveau or "",
            )


def uit_ontheffingen(beslissingen: Iterable[Ontheffing]) -> Iterator[Gegeven]:
    for b in beslissingen:
        if (g := b.gehele) is not None:
            yield Gegeven(soort=Soort.GEHELE_ONTHEFFING, dag=g.datum_oordeel, waarde=g.oordeel)
        if (d := b.gedeeltelijke) is not None:
            yield Gegeven(
                soort=Soort.GEDEELTELIJKE_ONTHEFFING,
                dag=d.datum_oordeel,
                waarde=d.oordeel,
                onderdeel=d.examenonderdeel or "",
                aantal=d.uren_belastbaarheid_participatieactiviteit,
            )


def uit_verlengingen(verzoeken: Iterable[Verlenging]) -> Iterator[Gegeven]:
    for v in verzoeken:
        yield Gegeven(
            soort=Soort.VERLENGING,
            dag=v.ontvangstdatum,
            besloten_op=v.datum_beoordeling,
            waarde=v.beoordeling_aanvraag,
        )


def uit_boetes(boetes: Iterable[Boete], termijnen: Iterable[Inburgeringstermijnhistorie]) -> Iterator[Gegeven]:
    """De boetes, met elk einde dat de termijn had: samen zeggen zij of er een nieuwe termijn is."""
    for b in boetes:
        yield Gegeven(soort=Soort.BOETE, dag=b.datum, aantal=b.bedrag)
    for t in termijnen:
        if t.einddatum is not None:
            yield Gegeven(soort=Soort.TERMIJNEINDE, dag=t.einddatum)


def uit_pip(bekend: PipVanGemeente) -> Iterator[Gegeven]:
    yield Gegeven(
        soort=Soort.PIP,
        dag=bekend.pip.dagtekening_pip,
        waarde=bekend.pip.leerroute,
        niveau=bekend.pip.niveau or "",
        reden=f"GM{bekend.gemeentecode}",
    )


def uit_gebeurtenissen(gebeurd: Iterable[Gebeurtenis]) -> Iterator[Gegeven]:
    for g in gebeurd:
        yield Gegeven(soort=Soort.GEBEURTENIS, dag=g.datum, waarde=g.id)


def uit_onleesbaar(gebreken: Iterable[Onleesbaar]) -> Iterator[Gegeven]:
    for g in gebreken:
        yield Gegeven(soort=Soort.ONLEESBAAR, onderdeel=g.veld, reden=g.tekst)
