"""De controle van het auditlog: elke regel, elk zegel, de keten en de ankers, per gemeente en als een stroom.

Een gemeente wordt in één momentopname gelezen, zodat een zegelaar die doorwerkt niets verstoort. Er wordt gelezen als
meedoen_zegel, die in het log niets kan veranderen.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from core.instellingen.sleutels import Sleutelbos
from core.law.telwoord import tel
from core.platform.audit.anker import Ankers
from core.platform.audit.erkenning import lees_erkenningen
from core.platform.audit.inhoud import GEEN_SLEUTEL, Plek, Regel, Zegelrij, lees_regels, lees_zegels
from core.platform.audit.verslag import Bevinding, Bevindingsoort, Erkend, Gemeenteverslag, Verslag
from core.platform.audit.zegel import BEGIN, Zegel, wortel
from core.platform.audit.zegelaar import tijd_van
from core.platform.db.uow import Databank, Tx
from core.platform.tenancy import Actor, toegang_platform

_MOMENTOPNAME = "set transaction isolation level repeatable read, read only"
_GEMEENTEN = """
select id, cbs_code, naam from meedoen.gemeente where $1::uuid is null or id = $1 order by cbs_code"""
_STAND = "select reeks, tot::text as tot, statement_timestamp() as op from meedoen.audit_stand"


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
        aantal = nr = 0
        heel: Zegelrij | None = None  # het laatste zegel dat klopt
        na_breuk = False
        async for rij in lees_zegels(tx, self._gemeente_id):
            zegel, aantal = rij.zegel, aantal + 1
            gat = self._toets_nummer(zegel.nr, nr + 1)
            nr = zegel.nr
            if gebrek := rij.gebrek(self._sleutels) or _past_niet(rij, heel, na_gat=gat or na_breuk):
                self._vind(Bevindingsoort.ZEGEL_VERANDERD, f"zegel {zegel.nr}", gebrek, rij.hash + rij.mac)
                self._toets_anker(rij)
                na_breuk = True
                continue
            los = await regels.tot((zegel.reeks, zegel.van))
            self._beoordeel_los(los, na_breuk=na_breuk, verklaard=gat)
            self._beoordeel(zegel, await regels.tot((zegel.reeks, zegel.tot)))
            self._toets_anker(rij)
            heel, na_breuk = rij, False
        stand = {r["reeks"]: int(r["tot"]) for r in standen}
        open_ = self._beoordeel_rest(await regels.tot(None), stand, nr, na_breuk=na_breuk)
        for anker, (_, ankerregel) in sorted(self._ankers.items()):
            self._vind(Bevindingsoort.ANKER_WIJKT_AF, f"zegel {anker}", f"geankerd op regel {ankerregel}, maar weg")
        erkend = await self._scheid(tx)
        echt = [r for r in open_ if not r.gebrek]
        return Gemeenteverslag(
            gemeente_id=self._gemeente_id,
            code=code,
            naam=naam,
            regels=regels.gelezen,
            zegels=aantal,
            open=len(open_),
            oudste_open=_leeftijd(echt, standen[0]["op"]) if echt else None,
            bevindingen=tuple(self._bevindingen),
            erkend=erkend,
        )

    async def _scheid(self, tx: Tx) -> tuple[Erkend, ...]:
        """Wat een mens al uitzocht en sindsdien niet veranderde, gaat uit de bevindingen."""
        erkenningen, veranderd = await lees_erkenningen(tx, self._gemeente_id, self._sleutels)
        erkend = tuple(
            Erkend(bevinding=b, reden=e.reden, door=e.door, op=e.erkend_op)
            for b in self._bevindingen
            if (e := erkenningen.get(b.afdruk)) is not None
        )
        self._bevindingen = [b for b in self._bevindingen if b.afdruk not in erkenningen]
        for id_ in veranderd:
            self._vind(Bevindingsoort.ERKENNING_VERANDERD, f"erkenning {id_}", "de inhoud past niet bij de MAC")
        return erkend

    def _toets_nummer(self, nr: int, verwacht: int) -> bool:
        """Of er vóór dit zegel nummers ontbreken."""
        if nr == verwacht:
            return False
        waar = f"zegel {verwacht}" + (f" t/m {nr - 1}" if nr > verwacht + 1 else "")
        self._vind(Bevindingsoort.ZEGEL_ONTBREEKT, waar, "het zegel is er niet")
        return True

    def _beoordeel(self, zegel: Zegel, inhoud: list[Regel]) -> None:
        """Vergelijk de regels met een zegel dat zelf klopt, en zeg wat er gebeurd is."""
        te_veel = len(inhoud) - zegel.aantal
        fout = sum(1 for r in inhoud if r.gebrek)
        self._meld_gebreken(inhoud, Bevindingsoort.INGEVOEGD if te_veel > 0 else Bevindingsoort.VERANDERD)
        waar, nu = f"zegel {zegel.nr}", wortel(r.blad for r in inhoud)
        if te_veel < 0:
            self._vind(
                Bevindingsoort.VERWIJDERD, waar, f"{-te_veel} weg van de {tel(zegel.aantal, 'regel', 'regels')}", nu
            )
        elif te_veel > fout:
            uitleg = f"{te_veel - fout} te veel met een echte MAC: een regel van elders, of een die verwijderd was"
            self._vind(Bevindingsoort.VERPLAATST, waar, uitleg, nu)
        elif not fout and nu != zegel.wortel:
            uitleg = "de regels zijn echt, maar niet die van het zegel of in zijn volgorde"
            self._vind(Bevindingsoort.VERPLAATST, waar, uitleg, nu)

    def _beoordeel_los(self, los: list[Regel], *, na_breuk: bool, verklaard: bool) -> None:
        """Regels tussen twee zegels in. Een zegel dat ontbreekt of niet klopt verklaart de echte regels; een regel met
        een gebrek kan zijn ingevoegd, of veranderd als haar zegel niets meer zegt."""
        for regel in los:
            if na_breuk:
                self._meld_gebreken([regel], Bevindingsoort.VERANDERD)
            elif regel.gebrek:
                uitleg = f"valt buiten elk zegel; {regel.gebrek}"
                self._vind(Bevindingsoort.INGEVOEGD, f"regel {regel.id}", uitleg, regel.afdruk)
            elif not verklaard:
                self._vind(Bevindingsoort.VERPLAATST, f"regel {regel.id}", "valt buiten elk zegel", regel.afdruk)

    def _beoordeel_rest(self, rest: list[Regel], stand: Mapping[int, int], nr: int, *, na_breuk: bool) -> list[Regel]:
        """Na het laatste zegel: vanaf de stand zijn regels nog open, eronder hoorden zij verzegeld te zijn."""
        open_ = [r for r in rest if r.plek[1] >= stand.get(r.plek[0], 0)]
        gemist = [r for r in rest if r.plek[1] < stand.get(r.plek[0], 0)]
        self._beoordeel_los([r for r in gemist if r.gebrek], na_breuk=na_breuk, verklaard=True)
        echt = [r for r in gemist if not r.gebrek]
        if echt and not na_breuk:
            uitleg = f"niet verzegeld en dat had gemoeten: {tel(len(echt), 'regel', 'regels')}"
            self._vind(Bevindingsoort.ZEGEL_ONTBREEKT, f"na zegel {nr}", uitleg, wortel(r.blad for r in echt))
        self._meld_gebreken(open_, Bevindingsoort.VERANDERD)
        return open_

    def _toets_anker(self, rij: Zegelrij) -> None:
        geankerd = self._ankers.pop(rij.zegel.nr, None)
        if geankerd is not None and geankerd[0] != rij.hash:
            uitleg = f"regel {geankerd[1]} van het ankerbestand heeft een andere hash"
            self._vind(Bevindingsoort.ANKER_WIJKT_AF, f"zegel {rij.zegel.nr}", uitleg)

    def _meld_gebreken(self, regels: list[Regel], soort: Bevindingsoort) -> None:
        for regel in regels:
            if regel.gebrek:
                echte_soort = Bevindingsoort.SLEUTEL_ONTBREEKT if regel.gebrek == GEEN_SLEUTEL else soort
                self._vind(echte_soort, f"regel {regel.id}", regel.gebrek, regel.afdruk)

    def _vind(self, soort: Bevindingsoort, waar: str, uitleg: str, gevonden: bytes = b"") -> None:
        self._bevindingen.append(Bevinding(soort=soort, waar=waar, uitleg=uitleg, gevonden=gevonden))


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


def _past_niet(rij: Zegelrij, heel: Zegelrij | None, *, na_gat: bool) -> str:
    """Waarom dit zegel niet op het laatste dat klopt volgt, of leeg; na een gat in de keten is dat niet te zeggen."""
    if heel is None:
        return "is het eerste niet" if not na_gat and rij.zegel.vorige != BEGIN else ""
    if not na_gat and rij.zegel.vorige != heel.hash:
        return "sluit niet aan op het zegel ervoor"
    if (rij.zegel.reeks, rij.zegel.van) < (heel.zegel.reeks, heel.zegel.tot):
        return "overlapt het zegel ervoor"
    return ""


def _leeftijd(regels: list[Regel], op: datetime) -> timedelta:
    return op - min(tijd_van(r.id) for r in regels)
