"""De controle van het auditlog: elke regel, elk zegel, de keten en de ankers, per gemeente en als een stroom.

Een gemeente wordt in één momentopname gelezen, zodat een zegelaar die doorwerkt niets verstoort. Er wordt gelezen als
meedoen_zegel, die in het log niets kan veranderen.
"""

import hmac
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.anker import Ankers
from core.platform.audit.inhoud import GEEN_SLEUTEL, Plek, Regel, Zegelrij, lees_regels, lees_zegels
from core.platform.audit.verslag import Bevinding, Bevindingsoort, Gemeenteverslag, Verslag
from core.platform.audit.zegel import BEGIN, Zegel, wortel, zegel_mac
from core.platform.audit.zegelaar import tijd_van
from core.platform.db.uow import Databank, Tx
from core.platform.tenancy import Actor, toegang_platform

_MOMENTOPNAME = "set transaction isolation level repeatable read, read only"
_GEMEENTEN = """
select id, cbs_code, naam from meedoen.gemeente where $1::uuid is null or id = $1 order by cbs_code"""
_STAND = "select reeks, tot::text as tot, clock_timestamp() as op from meedoen.audit_stand"


async def verifieer(
    databank: Databank, sleutels: Sleutelbos, ankers: Ankers, *, gemeente_id: UUID | None = None
) -> Verslag:
    """Controleer alles, of één gemeente, tegen de zegels en de ankers.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    toegang = toegang_platform(Actor.ZEGEL, oorsprong="verify")
    async with databank.uow(toegang) as tx:
        gemeenten = await tx.fetch(_GEMEENTEN, gemeente_id)
    verslagen = []
    for gemeente in gemeenten:
        async with databank.uow(toegang) as tx:
            await tx.fetch(_MOMENTOPNAME)
            proef = _Proef(gemeente["id"], sleutels, ankers.punten.get(gemeente["id"], {}))
            verslagen.append(await proef.draai(tx, code=gemeente["cbs_code"], naam=gemeente["naam"]))
    onbekend = set() if gemeente_id else ankers.punten.keys() - {g["id"] for g in gemeenten}
    return Verslag(
        gemeenten=tuple(verslagen),
        ankers=ankers.regels,
        laatste_anker=ankers.laatste,
        ankerbevindingen=tuple(_gebreken_van(ankers, onbekend)),
    )


def _gebreken_van(ankers: Ankers, onbekend: set[UUID]) -> Iterator[Bevinding]:
    for nummer, uitleg in ankers.gebreken:
        yield Bevinding(soort=Bevindingsoort.ANKER_WIJKT_AF, waar=f"regel {nummer}", uitleg=uitleg)
    for id_ in onbekend:
        eerste = min(nummer for _, nummer in ankers.punten[id_].values())
        uitleg = "noemt een gemeente die de database niet kent"
        yield Bevinding(soort=Bevindingsoort.ANKER_WIJKT_AF, waar=f"regel {eerste}", uitleg=uitleg)


class _Proef:
    """De controle van één gemeente, in één transactie."""

    def __init__(self, gemeente_id: UUID, sleutels: Sleutelbos, ankers: Mapping[int, tuple[bytes, int]]) -> None:
        self._gemeente_id = gemeente_id
        self._sleutels = sleutels
        self._ankers = dict(ankers)
        self._bevindingen: list[Bevinding] = []

    async def draai(self, tx: Tx, *, code: str, naam: str) -> Gemeenteverslag:
        standen = await tx.fetch(_STAND)
        regels = _Regelstroom(lees_regels(tx, self._gemeente_id, self._sleutels))
        aantal = 0
        vorig: Zegelrij | None = None
        vorig_heel = True
        async for rij in lees_zegels(tx, self._gemeente_id):
            zegel = rij.zegel
            verwacht = vorig.zegel.nr + 1 if vorig else 1
            if zegel.nr != verwacht:
                waar = f"zegel {verwacht}" + (f" t/m {zegel.nr - 1}" if zegel.nr > verwacht + 1 else "")
                self._vind(Bevindingsoort.ZEGEL_ONTBREEKT, waar, "het zegel is er niet")
            self._beoordeel_los(await regels.tot((zegel.reeks, zegel.van)), verklaard=zegel.nr != verwacht)
            inhoud = await regels.tot((zegel.reeks, zegel.tot))
            gebrek = self._gebrek_van(rij) or (_past_niet(rij, vorig) if vorig_heel else "")
            if gebrek:
                self._vind(Bevindingsoort.ZEGEL_VERANDERD, f"zegel {zegel.nr}", gebrek)
                self._meld_gebreken(inhoud, Bevindingsoort.VERANDERD)
            else:
                self._beoordeel(zegel, inhoud)
            self._toets_anker(rij)
            vorig, vorig_heel = rij, not gebrek
            aantal += 1
        stand = {r["reeks"]: int(r["tot"]) for r in standen}
        open_ = self._beoordeel_rest(await regels.tot(None), stand, vorig.zegel.nr if vorig else 0)
        for nr, (_, ankerregel) in sorted(self._ankers.items()):
            self._vind(Bevindingsoort.ANKER_WIJKT_AF, f"zegel {nr}", f"geankerd op regel {ankerregel}, maar het is weg")
        return Gemeenteverslag(
            code=code,
            naam=naam,
            regels=regels.gelezen,
            zegels=aantal,
            open=len(open_),
            oudste_open=_leeftijd(open_, standen[0]["op"]) if open_ else None,
            bevindingen=tuple(self._bevindingen),
        )

    def _beoordeel(self, zegel: Zegel, inhoud: list[Regel]) -> None:
        """Vergelijk de regels met een zegel dat zelf klopt, en zeg wat er gebeurd is."""
        te_veel = len(inhoud) - zegel.aantal
        fout = sum(1 for r in inhoud if r.gebrek)
        self._meld_gebreken(inhoud, Bevindingsoort.INGEVOEGD if te_veel > 0 else Bevindingsoort.VERANDERD)
        waar = f"zegel {zegel.nr}"
        if te_veel < 0:
            self._vind(Bevindingsoort.VERWIJDERD, waar, f"{-te_veel} van de {zegel.aantal} regels weg")
        elif te_veel > fout:
            uitleg = f"{te_veel - fout} te veel met een echte MAC: een regel van elders, of een die verwijderd was"
            self._vind(Bevindingsoort.VERPLAATST, waar, uitleg)
        elif not fout and wortel(r.blad for r in inhoud) != zegel.wortel:
            self._vind(
                Bevindingsoort.VERPLAATST, waar, "de regels zijn echt, maar niet die van het zegel of in zijn volgorde"
            )

    def _beoordeel_los(self, los: list[Regel], *, verklaard: bool) -> None:
        """Regels tussen twee zegels in; ontbreekt daar een zegel, dan verklaart dat de echte regels."""
        for regel in los:
            if regel.gebrek:
                self._vind(Bevindingsoort.INGEVOEGD, f"regel {regel.id}", f"valt buiten elk zegel; {regel.gebrek}")
            elif not verklaard:
                self._vind(Bevindingsoort.VERPLAATST, f"regel {regel.id}", "valt buiten elk zegel")

    def _beoordeel_rest(self, rest: list[Regel], stand: Mapping[int, int], nr: int) -> list[Regel]:
        """Na het laatste zegel: vanaf de stand zijn regels nog open, eronder hoorden zij verzegeld te zijn."""
        open_ = [r for r in rest if r.plek[1] >= stand.get(r.plek[0], 0)]
        gemist = [r for r in rest if r.plek[1] < stand.get(r.plek[0], 0)]
        self._beoordeel_los([r for r in gemist if r.gebrek], verklaard=True)
        if echt := sum(1 for r in gemist if not r.gebrek):
            self._vind(Bevindingsoort.ZEGEL_ONTBREEKT, f"na zegel {nr}", f"{echt} regels hadden verzegeld moeten zijn")
        self._meld_gebreken(open_, Bevindingsoort.VERANDERD)
        return open_

    def _gebrek_van(self, rij: Zegelrij) -> str:
        if rij.zegel.hash() != rij.hash:
            return "de hash past niet bij het zegel"
        if rij.sleutelversie not in self._sleutels.versies:
            return "gezet met een sleutelversie die er niet is"
        mac = zegel_mac(self._sleutels, rij.hash, gemeente_id=self._gemeente_id, versie=rij.sleutelversie)
        return "" if hmac.compare_digest(mac, rij.mac) else "de hash klopt, maar is zonder de sleutel gezet"

    def _toets_anker(self, rij: Zegelrij) -> None:
        geankerd = self._ankers.pop(rij.zegel.nr, None)
        if geankerd is not None and geankerd[0] != rij.hash:
            uitleg = f"regel {geankerd[1]} van het ankerbestand heeft een andere hash"
            self._vind(Bevindingsoort.ANKER_WIJKT_AF, f"zegel {rij.zegel.nr}", uitleg)

    def _meld_gebreken(self, regels: list[Regel], soort: Bevindingsoort) -> None:
        for regel in regels:
            if regel.gebrek:
                echte_soort = Bevindingsoort.SLEUTEL_ONTBREEKT if regel.gebrek == GEEN_SLEUTEL else soort
                self._vind(echte_soort, f"regel {regel.id}", regel.gebrek)

    def _vind(self, soort: Bevindingsoort, waar: str, uitleg: str) -> None:
        self._bevindingen.append(Bevinding(soort=soort, waar=waar, uitleg=uitleg))


class _Regelstroom:
    """De regels op volgorde, tot een plek tegelijk."""

    def __init__(self, bron: AsyncIterator[Regel]) -> None:
        self._bron = bron
        self._volgende: Regel | None = None
        self.gelezen = 0

    async def tot(self, grens: Plek | None) -> list[Regel]:
        """De regels vóór `grens` die nog niet gegeven zijn; None is alles."""
        gevonden = []
        while (regel := self._volgende or await self._lees()) is not None:
            if grens is not None and regel.plek >= grens:
                self._volgende = regel
                break
            self._volgende = None
            gevonden.append(regel)
        return gevonden

    async def _lees(self) -> Regel | None:
        regel = await anext(self._bron, None)
        self.gelezen += regel is not None
        return regel


def _past_niet(rij: Zegelrij, vorig: Zegelrij | None) -> str:
    """Waarom dit zegel niet op het vorige volgt, of leeg; na een gat in de nummers is dat niet te zeggen."""
    if vorig is None:
        return "is het eerste niet" if rij.zegel.nr == 1 and rij.zegel.vorige != BEGIN else ""
    if rij.zegel.nr == vorig.zegel.nr + 1 and rij.zegel.vorige != vorig.hash:
        return "sluit niet aan op het zegel ervoor"
    if (rij.zegel.reeks, rij.zegel.van) < (vorig.zegel.reeks, vorig.zegel.tot):
        return "overlapt het zegel ervoor"
    return ""


def _leeftijd(regels: list[Regel], op: datetime) -> timedelta:
    return op - min(tijd_van(r.id) for r in regels)
