"""Het register van DUO: wat een gemeente mag lezen en melden, en wat DUO daarbij weigert."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from core.ontwikkeling.simulator.berichten import (
    PIP,
    Boete,
    Contactpersoon,
    Contactpersoongegevens,
    Doelgroep,
    Doelgroephistorie,
    Examennummer,
    Examenresultaat,
    Gebeurtenis,
    GedetailleerdeDoelgroep,
    Gemeente,
    GratisPogingTegoed,
    Inburgeringsplicht,
    Inburgeringsplichthistorie,
    Inburgeringstermijn,
    Inburgeringstermijnhistorie,
    Ontheffing,
    Resultaat,
    Verlenging,
    Vrijstelling,
)
from core.ontwikkeling.simulator.bevolking import Inwoner
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente
from core.ontwikkeling.simulator.opslag import GeregistreerdPip, Opslag, Stand
from core.ontwikkeling.simulator.pipregels import Omstandigheden, toets_pip, vul_niveau_aan
from core.ontwikkeling.simulator.verloop import Verloop


class NietBekend(Exception):
    """DUO kent de persoon of het gegeven niet."""


class GeenToegang(Exception):
    """Deze gemeente heeft met deze persoon of contactpersoon niets te maken."""


class Weigering(Exception):
    """DUO neemt de melding om haar inhoud niet aan."""

    def __init__(self, *foutteksten: str) -> None:
        super().__init__(*foutteksten)
        self.foutteksten = foutteksten


class Register:
    """DUO's administratie. Lezen en melden gebeuren binnen een transactie van de opslag."""

    def __init__(self, opslag: Opslag, bevolking: Mapping[str, Inwoner], verloop: Verloop) -> None:
        self._opslag = opslag
        self._bevolking = bevolking
        self._verloop = verloop

    def _zoek(self, gemeente: SimulatorGemeente, bsn: str) -> tuple[Inwoner, Stand]:
        """De persoon, als DUO hem kent en deze gemeente bevoegd is.

        Bevoegd is de gemeente waar hij woont of waaraan het COA hem koppelde, en wie het huidige PIP vaststelde.
        """
        inwoner, stand = self._bevolking.get(bsn), self._opslag.stand(bsn)
        if inwoner is None or stand is None or not stand.bsn_bekend:
            raise NietBekend
        pip_van = stand.pips[-1].gemeentecode if stand.pips else None
        if gemeente.code not in (stand.gemeente or inwoner.gemeentecode, pip_van):
            raise GeenToegang
        return inwoner, stand

    def inburgeringsplicht(self, gemeente: SimulatorGemeente, bsn: str) -> Inburgeringsplicht:
        _, stand = self._zoek(gemeente, bsn)
        return Inburgeringsplicht(
            indicatorInburgeringsplicht=stand.plicht,
            begindatum=stand.plicht_begin,
            einddatum=_of_niets(stand.plicht_einde),
            wijzigingsdatum=stand.wijziging,
            datumKennisgevingInburgeringsplicht=_of_niets(stand.kennisgeving),
            redenGeenInburgeringsplicht=msgspec.UNSET if stand.reden is None else stand.reden,
        )

    def inburgeringsplichthistorie(self, gemeente: SimulatorGemeente, bsn: str) -> list[Inburgeringsplichthistorie]:
        return self._zoek(gemeente, bsn)[1].plichthistorie

    def doelgroep(self, gemeente: SimulatorGemeente, bsn: str) -> Doelgroep:
        inwoner, stand = self._zoek(gemeente, bsn)
        asiel = inwoner.asiel if stand.asiel is None else stand.asiel
        anders: GedetailleerdeDoelgroep = "Asielstatushouder" if asiel else "Overig"
        return Doelgroep(
            indeling="Asielstatushouder" if asiel else "Gezinsmigrant en overige migrant",
            begindatum=stand.plicht_begin,
            gedetailleerdeDoelgroep=inwoner.gedetailleerde_doelgroep if asiel is inwoner.asiel else anders,
        )

    def doelgroephistorie(self, gemeente: SimulatorGemeente, bsn: str) -> list[Doelgroephistorie]:
        nu = self.doelgroep(gemeente, bsn)
        eerder = self._zoek(gemeente, bsn)[1].groephistorie
        return [*eerder, Doelgroephistorie(indeling=nu.indeling, begindatum=nu.begindatum)]

    def termijn(self, gemeente: SimulatorGemeente, bsn: str) -> Inburgeringstermijn:
        _, stand = self._zoek(gemeente, bsn)
        if stand.termijn is None:
            raise NietBekend
        return stand.termijn

    def termijnhistorie(self, gemeente: SimulatorGemeente, bsn: str) -> list[Inburgeringstermijnhistorie]:
        _, stand = self._zoek(gemeente, bsn)
        if stand.termijn is None:
            return []
        termijn = stand.termijn
        nu = Inburgeringstermijnhistorie(einddatum=termijn.einddatum, wijzigingsdatum=termijn.wijzigingsdatum)
        return [*stand.termijnhistorie, nu]

    def examennummer(self, gemeente: SimulatorGemeente, bsn: str, nu: dt.datetime) -> Examennummer:
        """Geef het examennummer; de eerste keer meldt DUO de persoon daarmee aan voor de toets."""
        inwoner, stand = self._zoek(gemeente, bsn)
        if not stand.plicht or stand.lbt_overgeslagen:
            raise NietBekend
        if stand.examennummer is None:
            stand.examennummer = f"99{inwoner.v_nummer}"
            self._opslag.bewaar_stand(bsn, stand)
            self._verloop.meld_aan_voor_lbt(inwoner, nu)
        return Examennummer(examennummer=stand.examennummer)

    def trek_examennummer_in(self, gemeente: SimulatorGemeente, bsn: str) -> None:
        inwoner, stand = self._zoek(gemeente, bsn)
        if stand.examennummer is None:
            raise NietBekend
        stand.examennummer, stand.lbt_overgeslagen = None, True
        self._opslag.bewaar_stand(bsn, stand)
        self._verloop.zeg_lbt_af(inwoner)

    def lbt_resultaten(self, gemeente: SimulatorGemeente, bsn: str) -> list[Resultaat]:
        return self._zoek(gemeente, bsn)[1].lbt

    def vrijstellingen(self, gemeente: SimulatorGemeente, bsn: str) -> list[Vrijstelling]:
        return self._zoek(gemeente, bsn)[1].vrijstellingen

    def ontheffingen(self, gemeente: SimulatorGemeente, bsn: str) -> list[Ontheffing]:
        return self._zoek(gemeente, bsn)[1].ontheffingen

    def verlengingen(self, gemeente: SimulatorGemeente, bsn: str) -> list[Verlenging]:
        return self._zoek(gemeente, bsn)[1].verlengingen

    def boetes(self, gemeente: SimulatorGemeente, bsn: str) -> list[Boete]:
        return self._zoek(gemeente, bsn)[1].boetes

    def examens(self, gemeente: SimulatorGemeente, bsn: str) -> list[Examenresultaat]:
        return self._zoek(gemeente, bsn)[1].examens

    def gratis_pogingen(self, gemeente: SimulatorGemeente, bsn: str) -> list[GratisPogingTegoed]:
        return self._zoek(gemeente, bsn)[1].gratis_pogingen

    def gebeurtenissen(self, gemeente: SimulatorGemeente, bsn: str) -> list[Gebeurtenis]:
        return self._zoek(gemeente, bsn)[1].gebeurtenissen

    def pip(self, gemeente: SimulatorGemeente, bsn: str) -> Gemeente:
        _, stand = self._zoek(gemeente, bsn)
        if not stand.pips:
            raise NietBekend
        huidig = stand.pips[-1]
        return Gemeente(gemeentecode=huidig.gemeentecode, pip=huidig.pip)

    def meld_pip(self, gemeente: SimulatorGemeente, bsn: str, pip: PIP, nu: dt.datetime) -> None:
        """Registreer het PIP; na het eerste stelt DUO de termijn vast."""
        inwoner, stand = self._zoek(gemeente, bsn)
        pip = vul_niveau_aan(pip)
        omstandigheden = Omstandigheden(
            plicht=stand.plicht,
            plicht_begin=stand.plicht_begin,
            gevestigd=stand.gevestigd,
            asiel=inwoner.asiel if stand.asiel is None else stand.asiel,
            eerdere=[p.pip for p in stand.pips],
        )
        if redenen := toets_pip(pip, bij=omstandigheden):
            raise Weigering(*redenen)
        stand.pips.append(GeregistreerdPip(gemeentecode=gemeente.code, pip=pip))
        self._opslag.bewaar_stand(bsn, stand)
        if stand.termijn is None:
            self._verloop.plan_termijn(inwoner, nu)

    def verwijder_pip(self, gemeente: SimulatorGemeente, bsn: str) -> None:
        _, stand = self._zoek(gemeente, bsn)
        if not stand.pips:
            raise NietBekend
        if stand.termijn is not None:
            raise Weigering("De inburgeringstermijn is al vastgesteld; het PIP kan niet meer worden verwijderd.")
        if stand.pips[-1].gemeentecode != gemeente.code:
            raise Weigering("Het huidige PIP is van een andere gemeente.")
        stand.pips.pop()
        self._opslag.bewaar_stand(bsn, stand)

    def maak_contactpersoon(self, gemeente: SimulatorGemeente, gegevens: Contactpersoongegevens) -> Contactpersoon:
        _toets_contactpersoon(gegevens)
        nummer = self._opslag.maak_contactpersoon(gemeente.code, gegevens)
        return Contactpersoon(id=nummer, contactpersoongegevens=gegevens)

    def wijzig_contactpersoon(self, gemeente: SimulatorGemeente, nummer: int, gegevens: Contactpersoongegevens) -> None:
        self._eigen_contactpersoon(gemeente, nummer)
        _toets_contactpersoon(gegevens)
        self._opslag.wijzig_contactpersoon(nummer, gegevens)

    def verwijder_contactpersoon(self, gemeente: SimulatorGemeente, nummer: int) -> None:
        """Verwijder hem, en daarmee al zijn koppelingen."""
        self._eigen_contactpersoon(gemeente, nummer)
        self._opslag.verwijder_contactpersoon(nummer)

    def koppel(self, gemeente: SimulatorGemeente, nummer: int, bsn: str) -> None:
        """Koppel; een eerdere koppeling van de persoon vervalt."""
        self._eigen_contactpersoon(gemeente, nummer)
        self._zoek(gemeente, bsn)
        self._opslag.koppel(bsn, nummer)

    def ontkoppel(self, gemeente: SimulatorGemeente, nummer: int, bsn: str) -> None:
        self._eigen_contactpersoon(gemeente, nummer)
        self._zoek(gemeente, bsn)
        if self._opslag.koppeling(bsn) != nummer:
            raise NietBekend
        self._opslag.ontkoppel(bsn)

    def _eigen_contactpersoon(self, gemeente: SimulatorGemeente, nummer: int) -> None:
        gevonden = self._opslag.contactpersoon(nummer)
        if gevonden is None:
            raise NietBekend
        if gevonden[0] != gemeente.code:
            raise GeenToegang


def _of_niets(datum: dt.date | None) -> dt.date | msgspec.UnsetType:
    return msgspec.UNSET if datum is None else datum


def _toets_contactpersoon(gegevens: Contactpersoongegevens) -> None:
    redenen = []
    if not gegevens.naam.strip():
        redenen.append("De naam van de contactpersoon is leeg.")
    naam, at, domein = gegevens.email.partition("@")
    if not (naam and at and "." in domein):
        redenen.append("Het e-mailadres van de contactpersoon is geen e-mailadres.")
    if redenen:
        raise Weigering(*redenen)
