"""Wat er in de loop van de tijd met de bevolking gebeurt, en wat DUO daarvan meldt.

Elke functie draait binnen een transactie van de opslag: een gebeurtenis en haar melding staan er samen in,
of geen van beide.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from uuid import uuid4
from zoneinfo import ZoneInfo

import msgspec

from core.ontwikkeling.simulator.berichten import Gebeurtenis, Notificatie, RedenGeenInburgeringsplicht
from core.ontwikkeling.simulator.bevolking import IN_AZC, Inwoner, Verhaal
from core.ontwikkeling.simulator.gebeuren import KanNiet, beeindig, gebeur, leeftijd_bij_aow, neem_lbt_af
from core.ontwikkeling.simulator.instellingen import SimulatorInstellingen
from core.ontwikkeling.simulator.opslag import Agendapunt, Opslag, Stand
from core.ontwikkeling.simulator.pipregels import termijn_bij

NEDERLAND = ZoneInfo("Europe/Amsterdam")


class Punt(StrEnum):
    """Wat er op de agenda van de simulator kan staan."""

    HUISVESTING = "huisvesting"
    BSN_TOEGEKEND = "bsn-toegekend"
    LBT_AANGEMELD = "lbt-aangemeld"
    LBT_UITSLAG = "lbt-uitslag"
    TERMIJN = "termijn"
    OVERLIJDEN = "overlijden"
    INTREKKING = "intrekking"


class Bezorging(StrEnum):
    """Hoe DUO meldt wat er gebeurde."""

    OP_VOLGORDE = "op-volgorde"
    ANDERSOM = "andersom"
    GEEN = "geen"  # het gebeurt wel, maar het bericht blijft weg


def burgerlijke_dag(nu: dt.datetime) -> dt.date:
    """De datum in Nederland op dit ogenblik."""
    return nu.astimezone(NEDERLAND).date()


class Verloop:
    """De levensloop van de bevolking."""

    def __init__(self, opslag: Opslag, bevolking: Mapping[str, Inwoner], instellingen: SimulatorInstellingen) -> None:
        self._opslag = opslag
        self._bevolking = bevolking
        self._instellingen = instellingen

    def meld_aan(self, inwoner: Inwoner, nu: dt.datetime) -> None:
        """DUO stelt vast dat iemand inburgeringsplichtig is en stuurt de kennisgeving."""
        vandaag = burgerlijke_dag(nu)
        in_azc = inwoner.verhaal in IN_AZC
        kort_geleden = vandaag - dt.timedelta(days=inwoner.dagen_tot_lbt)
        stand = Stand(
            plicht=True,
            plicht_begin=vandaag,
            kennisgeving=None if inwoner.verhaal is Verhaal.ZONDER_KENNISGEVING else vandaag,
            wijziging=vandaag,
            bsn_bekend=inwoner.verhaal is not Verhaal.EERST_V_NUMMER,
            ingeschreven=kort_geleden,
            gevestigd=None if in_azc else kort_geleden,
        )
        if inwoner.verhaal is Verhaal.AOW_NABIJ:
            stand.geboren = leeftijd_bij_aow(vandaag)
        self._meld(self._eerste_gebeurtenis(inwoner), inwoner, stand, nu)
        if in_azc:
            self._plan(Punt.HUISVESTING, inwoner, nu, inwoner.dagen_tot_huisvesting)
        if inwoner.verhaal is Verhaal.EERST_V_NUMMER:
            self._plan(Punt.BSN_TOEGEKEND, inwoner, nu, inwoner.dagen_tot_bsn)
        if inwoner.verhaal is Verhaal.OVERLEDEN:
            self._plan(Punt.OVERLIJDEN, inwoner, nu, inwoner.dagen_tot_einde)
        if inwoner.verhaal is Verhaal.INGETROKKEN:
            self._plan(Punt.INTREKKING, inwoner, nu, inwoner.dagen_tot_einde)

    def meld_aan_voor_lbt(self, inwoner: Inwoner, nu: dt.datetime) -> None:
        """De gemeente vroeg een examennummer: de toets volgt, en daarna de uitslag."""
        self._plan(Punt.LBT_AANGEMELD, inwoner, nu, 1)
        self._plan(Punt.LBT_UITSLAG, inwoner, nu, inwoner.dagen_tot_lbt)

    def zeg_lbt_af(self, inwoner: Inwoner) -> None:
        self._opslag.schrap(inwoner.bsn, Punt.LBT_AANGEMELD, Punt.LBT_UITSLAG)

    def plan_termijn(self, inwoner: Inwoner, nu: dt.datetime) -> None:
        """DUO stelt na het eerste PIP de termijn vast."""
        self._opslag.schrap(inwoner.bsn, Punt.TERMIJN)
        self._opslag.plan(Punt.TERMIJN, inwoner.bsn, nu + self._instellingen.termijn_na)

    def verwerk(self, nu: dt.datetime) -> int:
        """Laat alles gebeuren wat tot en met nu op de agenda staat; geeft hoeveel dat was."""
        aantal = 0
        while punt := self._opslag.neem_eerste(nu):
            stand = self._opslag.stand(punt.bsn)
            if stand is not None:
                self._gebeur(punt, self._bevolking[punt.bsn], stand, nu)
            aantal += 1
        return aantal

    def _gebeur(self, punt: Agendapunt, inwoner: Inwoner, stand: Stand, nu: dt.datetime) -> None:
        """Verander de stand en meld het; is het punt door een ander ingehaald, dan gebeurt er niets."""
        dag = burgerlijke_dag(punt.op)
        gebeurtenissen: Mapping[str, Callable[[], str | None]] = {
            Punt.HUISVESTING: lambda: self._huisvest(inwoner, stand, dag),
            Punt.BSN_TOEGEKEND: lambda: self._ken_bsn_toe(stand),
            Punt.LBT_AANGEMELD: lambda: "SS137" if stand.examennummer else None,
            Punt.LBT_UITSLAG: lambda: self._neem_lbt_af(inwoner, stand, dag),
            Punt.TERMIJN: lambda: self._stel_termijn_vast(stand, burgerlijke_dag(nu)),
            Punt.OVERLIJDEN: lambda: self._overlijd(inwoner, stand, dag),
            Punt.INTREKKING: lambda: self._trek_plicht_in(inwoner, stand, dag),
        }
        try:
            code = gebeurtenissen[punt.wat]()
        except KanNiet:
            return
        if code is not None:
            self._meld(code, inwoner, stand, nu)

    def _huisvest(self, inwoner: Inwoner, stand: Stand, dag: dt.date) -> str:
        stand.gevestigd = dag
        # Whose azc lies in this gemeente was registered there all along: the BRP date stays the older one.
        if inwoner.verhaal is not Verhaal.AZC_IN_GEMEENTE:
            stand.ingeschreven = dag
        return "SS139"

    def _ken_bsn_toe(self, stand: Stand) -> str:
        stand.bsn_bekend = True
        return "SS101"

    def _neem_lbt_af(self, inwoner: Inwoner, stand: Stand, dag: dt.date) -> str | None:
        if not stand.examennummer:
            return None
        neem_lbt_af(stand, inwoner, dag)
        return "SS131"

    def _stel_termijn_vast(self, stand: Stand, vandaag: dt.date) -> str | None:
        if not stand.pips:  # taken back in the meantime
            return None
        stand.termijn = termijn_bij(stand.pips[0].pip.dagtekeningPip, vastgesteld=vandaag)
        return "SS102"

    def _overlijd(self, inwoner: Inwoner, stand: Stand, dag: dt.date) -> str:
        stand.overleden = dag
        self._beeindig(inwoner, stand, dag, reden="Overlijden")
        return "SS111"

    def _trek_plicht_in(self, inwoner: Inwoner, stand: Stand, dag: dt.date) -> str:
        self._beeindig(inwoner, stand, dag, reden="Verblijfsdoel gewijzigd")
        return "SS110"

    def _beeindig(self, inwoner: Inwoner, stand: Stand, dag: dt.date, *, reden: RedenGeenInburgeringsplicht) -> None:
        beeindig(stand, dag, reden=reden)
        self._opslag.schrap(inwoner.bsn)

    def _eerste_gebeurtenis(self, inwoner: Inwoner) -> str:
        if inwoner.verhaal is Verhaal.AOW_NABIJ:
            return "SS128"
        return "SS101" if inwoner.verhaal in IN_AZC else "SS139"

    def _plan(self, wat: str, inwoner: Inwoner, nu: dt.datetime, dagen: int) -> None:
        self._opslag.plan(wat, inwoner.bsn, nu + dt.timedelta(days=dagen))

    def laat_gebeuren(self, inwoner: Inwoner, codes: Sequence[str], nu: dt.datetime, *, bericht: Bezorging) -> None:
        """Laat dit na elkaar gebeuren, en meld het daarna: op volgorde, andersom of niet.

        Raises:
            KanNiet: iets ervan kan bij deze persoon niet; er is niets veranderd als de transactie teruggaat.
        """
        stand = self._opslag.stand(inwoner.bsn) or nieuwe_stand(burgerlijke_dag(nu))
        for code in codes:
            gebeur(code, stand, inwoner, burgerlijke_dag(nu))
            if not stand.plicht:
                self._opslag.schrap(inwoner.bsn)
            self._onthoud(code, inwoner, stand, nu)
        if bericht is Bezorging.GEEN:
            return
        for code in codes if bericht is Bezorging.OP_VOLGORDE else reversed(codes):
            self._stuur(code, inwoner, stand, nu)

    def verhuis(self, inwoner: Inwoner, naar: str, nu: dt.datetime) -> None:
        """De persoon gaat in een andere gemeente wonen; die is dan bevoegd, en hoort het (SS120 of SS121)."""
        stand = self._opslag.stand(inwoner.bsn) or nieuwe_stand(burgerlijke_dag(nu))
        stand.gemeente = naar
        stand.verhuisd_naar = None if naar == inwoner.gemeentecode else naar  # back where he began
        stand.verhuizingen += 1
        stand.gevestigd = stand.ingeschreven = burgerlijke_dag(nu)
        self._meld("SS121" if stand.pips else "SS120", inwoner, stand, nu)

    def _meld(self, code: str, inwoner: Inwoner, stand: Stand, nu: dt.datetime) -> None:
        self._onthoud(code, inwoner, stand, nu)
        self._stuur(code, inwoner, stand, nu)

    def _onthoud(self, code: str, inwoner: Inwoner, stand: Stand, nu: dt.datetime) -> None:
        """De gebeurtenis komt in DUO's lijst, met de stand van erna; een melding kan wegblijven, dit niet."""
        gebeurtenis = Gebeurtenis(id=code, omschrijving=f"gebeurtenis {code}", datum=burgerlijke_dag(nu))
        stand.gebeurtenissen.append(gebeurtenis)
        self._opslag.bewaar_stand(inwoner.bsn, stand)

    def _stuur(self, code: str, inwoner: Inwoner, stand: Stand, nu: dt.datetime) -> None:
        bericht = Notificatie(
            registratieDatumTijd=nu.astimezone(NEDERLAND),
            gebeurtenisId=code,
            bsn=inwoner.bsn if stand.bsn_bekend else msgspec.UNSET,
            vNummer=inwoner.v_nummer if inwoner.v_nummer_in_bericht or not stand.bsn_bekend else msgspec.UNSET,
        )
        oin = self._instellingen.gemeente(stand.gemeente or inwoner.gemeentecode).oin
        self._opslag.stuur(uuid4(), oin, msgspec.json.encode(bericht))


def nieuwe_stand(vandaag: dt.date) -> Stand:
    """Iemand van wie DUO tot nu toe niets wist: hij woont hier en is inburgeringsplichtig."""
    return Stand(
        plicht=True,
        plicht_begin=vandaag,
        kennisgeving=vandaag,
        wijziging=vandaag,
        bsn_bekend=True,
        ingeschreven=vandaag,
        gevestigd=vandaag,
    )
