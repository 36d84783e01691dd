"""Elke gebeurtenis van DUO: wat er in haar register verandert, en daarna pas wat zij meldt.

Per code één functie die de stand wijzigt; `gebeur` kiest haar. Kan iets bij deze persoon niet gebeuren (een boete
terwijl de termijn nog loopt), dan zegt `KanNiet` waarom, en verandert er niets.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from core.ontwikkeling.simulator.berichten import (
    PIP,
    Boete,
    Doelgroephistorie,
    Examenresultaat,
    GedeeltelijkeOntheffing,
    GedeeltelijkeVrijstelling,
    GeheleOntheffing,
    GeheleVrijstelling,
    GratisPogingTegoed,
    Inburgeringsplichthistorie,
    Inburgeringstermijnhistorie,
    Ontheffing,
    Oordeel,
    RedenGeenInburgeringsplicht,
    Resultaat,
    TijdelijkeVrijstelling,
    Verlenging,
    Vrijstelling,
)
from core.ontwikkeling.simulator.bevolking import Inwoner
from core.ontwikkeling.simulator.cijfers import cijfers
from core.ontwikkeling.simulator.opslag import GeregistreerdPip, Stand
from core.ontwikkeling.simulator.pipregels import tel_maanden_op, termijn_bij

NODIGE_LBT_SCORE = "55,00"
MAANDEN_VOOR_AOW = 6
VORIGE_GEMEENTE = "1950"
NIEUWE_TERMIJN_MAANDEN = 24
BOETE = 1250
Verandering = Callable[[Stand, Inwoner, dt.date], None]


class KanNiet(Exception):
    """Dit kan bij deze persoon nu niet gebeuren."""


def gebeur(code: str, stand: Stand, inwoner: Inwoner, dag: dt.date) -> None:
    """Verander de stand zoals bij deze gebeurtenis hoort.

    Raises:
        KanNiet: bij deze stand kan dat niet; er is niets veranderd.
    """
    VERANDERINGEN[code](stand, inwoner, dag)


def leeftijd_bij_aow(dag: dt.date) -> dt.date:
    """Een geboortedag waarmee iemand op deze dag binnen zes maanden de AOW-leeftijd bereikt."""
    return tel_maanden_op(dag, MAANDEN_VOOR_AOW - 2 - 12 * cijfers().aow_leeftijd_jaren)


def beeindig(stand: Stand, dag: dt.date, *, reden: RedenGeenInburgeringsplicht) -> None:
    """De plicht is er niet meer, om deze reden; wat er was staat in de historie."""
    if not stand.plicht:
        raise KanNiet("er is geen plicht die kan eindigen")
    stand.plichthistorie.append(
        Inburgeringsplichthistorie(
            indicatorInburgeringsplicht=True,
            begindatum=stand.plicht_begin,
            einddatum=dag,
            wijzigingsdatum=stand.wijziging,
        )
    )
    stand.plicht, stand.plicht_einde, stand.reden, stand.wijziging = False, dag, reden, dag


def _begin_plicht(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    if not stand.plicht:
        stand.plicht_begin, stand.kennisgeving = dag, dag
    stand.plicht, stand.plicht_einde, stand.reden, stand.wijziging = True, None, None, dag
    stand.bsn_bekend = True


def _vestig(stand: Stand, inwoner: Inwoner, dag: dt.date) -> None:
    _begin_plicht(stand, inwoner, dag)
    stand.gevestigd = stand.ingeschreven = dag


def _vestig_met_pip(stand: Stand, inwoner: Inwoner, dag: dt.date) -> None:
    """Uit een andere gemeente, die het PIP al vaststelde en waarna DUO de termijn gaf."""
    _vestig(stand, inwoner, dag)
    dagtekening = dag - dt.timedelta(days=120)
    stand.plicht_begin = stand.kennisgeving = dagtekening - dt.timedelta(days=60)
    pip = PIP(dagtekeningPip=dagtekening, leerroute="B", niveau="B1")
    stand.pips = [GeregistreerdPip(gemeentecode=VORIGE_GEMEENTE, pip=pip)]
    stand.termijn = termijn_bij(dagtekening, vastgesteld=dagtekening)


def _aow_nabij(stand: Stand, inwoner: Inwoner, dag: dt.date) -> None:
    _begin_plicht(stand, inwoner, dag)
    stand.geboren = leeftijd_bij_aow(dag)


def _stel_termijn_vast(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    stand.termijn = termijn_bij(stand.pips[0].pip.dagtekeningPip if stand.pips else dag, vastgesteld=dag)


def _verleng(stand: Stand, dag: dt.date, *, code: str, omschrijving: str) -> None:
    if stand.termijn is None:
        raise KanNiet("er is geen termijn om te verlengen")
    _schuif_termijn(stand, tel_maanden_op(stand.termijn.einddatum, 6), dag, code, omschrijving)


def _schuif_termijn(stand: Stand, einde: dt.date, dag: dt.date, code: str = "", omschrijving: str = "") -> None:
    oud = stand.termijn
    if oud is None:
        raise KanNiet("er is geen termijn")
    stand.termijnhistorie.append(
        Inburgeringstermijnhistorie(einddatum=oud.einddatum, wijzigingsdatum=oud.wijzigingsdatum)
    )
    stand.termijn = msgspec.structs.replace(
        oud,
        einddatum=einde,
        wijzigingsdatum=dag,
        verlengingsgrondcode=code or msgspec.UNSET,
        verlengingsgrondomschrijving=omschrijving or msgspec.UNSET,
    )


def _verleng_zelf(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    _verleng(stand, dag, code="g", omschrijving="Geen tijdig aanbod van de gemeente")


def _verleng_op_verzoek(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    _verleng(stand, dag, code="a", omschrijving="Ziekte, drie maanden of langer")
    _beoordeel_verzoek(stand, dag, toegekend=True)


def _vraag_verlenging(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    stand.verlengingen.append(Verlenging(beoordelingAanvraag="InBehandeling", ontvangstdatum=dag))


def _wijs_verlenging_af(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    _beoordeel_verzoek(stand, dag, toegekend=False)


def _beoordeel_verzoek(stand: Stand, dag: dt.date, *, toegekend: bool) -> None:
    open_ = [v for v in stand.verlengingen if v.beoordelingAanvraag == "InBehandeling"]
    verzoek = open_[0] if open_ else Verlenging(beoordelingAanvraag="InBehandeling", ontvangstdatum=dag)
    stand.verlengingen = [v for v in stand.verlengingen if v is not verzoek]
    stand.verlengingen.append(
        msgspec.structs.replace(
            verzoek, beoordelingAanvraag="Toegekend" if toegekend else "Afgewezen", datumBeoordeling=dag
        )
    )


def _einde(reden: RedenGeenInburgeringsplicht) -> Verandering:
    return lambda stand, _, dag: beeindig(stand, dag, reden=reden)


def _overlijd(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    beeindig(stand, dag, reden="Overlijden")
    stand.overleden = dag


def _geheel_vrij(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    beeindig(stand, dag, reden="Volledige vrijstelling")
    stand.vrijstellingen.append(_gehele_vrijstelling("Toekenning", dag))


def _geheel_ontheven(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    beeindig(stand, dag, reden="Volledige ontheffing")
    stand.ontheffingen.append(Ontheffing(gehele=GeheleOntheffing(oordeel="Toekenning", datumOordeel=dag, grond="MED")))


def _tijdelijk_vrij(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    beeindig(stand, dag, reden="Tijdelijke vrijstelling")
    stand.vrijstellingen.append(_tijdelijke_vrijstelling("Toekenning", dag, einde=tel_maanden_op(dag, 12)))


def _niet_meer_tijdelijk_vrij(stand: Stand, inwoner: Inwoner, dag: dt.date) -> None:
    begin, kennisgeving = stand.plicht_begin, stand.kennisgeving
    _begin_plicht(stand, inwoner, dag)
    stand.plicht_begin, stand.kennisgeving = begin, kennisgeving
    tijdelijk = [v for v in stand.vrijstellingen if v.tijdelijke is not msgspec.UNSET]
    if tijdelijk:
        stand.vrijstellingen = [v for v in stand.vrijstellingen if v is not tijdelijk[-1]]
        stand.vrijstellingen.append(_tijdelijke_vrijstelling("Toekenning", dag, einde=dag))


def _gehele_vrijstelling(oordeel: Oordeel, dag: dt.date) -> Vrijstelling:
    return Vrijstelling(gehele=GeheleVrijstelling(oordeel=oordeel, reden="DIP", datumOordeel=dag))


def _tijdelijke_vrijstelling(oordeel: Oordeel, dag: dt.date, *, einde: dt.date) -> Vrijstelling:
    return Vrijstelling(
        tijdelijke=TijdelijkeVrijstelling(
            oordeel=oordeel, reden="INS", datumOordeel=dag, startdatum=dag, einddatum=einde
        )
    )


def _gedeeltelijke_vrijstelling(oordeel: Oordeel) -> Verandering:
    def verander(stand: Stand, _: Inwoner, dag: dt.date) -> None:
        deel = GedeeltelijkeVrijstelling(
            oordeel=oordeel, reden="GED", datumOordeel=dag, examenonderdeel="LE", examenniveau="B1"
        )
        stand.vrijstellingen.append(Vrijstelling(gedeeltelijke=deel))

    return verander


def _gehele_vrijstelling_afgewezen(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    stand.vrijstellingen.append(_gehele_vrijstelling("Afwijzing", dag))


def _tijdelijke_vrijstelling_afgewezen(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    deel = TijdelijkeVrijstelling(oordeel="Afwijzing", reden="INS", datumOordeel=dag)
    stand.vrijstellingen.append(Vrijstelling(tijdelijke=deel))


def _ontheffing_afgewezen(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    stand.ontheffingen.append(Ontheffing(gehele=GeheleOntheffing(oordeel="Afwijzing", datumOordeel=dag, grond="BIO")))


def _gedeeltelijk_ontheven(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    deel = GedeeltelijkeOntheffing(oordeel="Toekenning", datumOordeel=dag, grond="MED", examenonderdeel="SP")
    stand.ontheffingen.append(Ontheffing(gedeeltelijke=deel))


def _andere_groep(*, asiel: bool) -> Verandering:
    def verander(stand: Stand, inwoner: Inwoner, dag: dt.date) -> None:
        was = inwoner.asiel if stand.asiel is None else stand.asiel
        if was is asiel:
            raise KanNiet("de persoon hoort al bij die groep")
        stand.groephistorie.append(
            Doelgroephistorie(
                indeling="Asielstatushouder" if was else "Gezinsmigrant en overige migrant",
                begindatum=stand.plicht_begin,
                einddatum=dag,
            )
        )
        stand.asiel = asiel

    return verander


def _meld_aan_voor_lbt(stand: Stand, inwoner: Inwoner, _: dt.date) -> None:
    stand.examennummer = stand.examennummer or f"99{inwoner.v_nummer}"


def neem_lbt_af(stand: Stand, inwoner: Inwoner, dag: dt.date) -> None:
    """De toets is afgenomen; de uitslag is die van deze inwoner."""
    _meld_aan_voor_lbt(stand, inwoner, dag)
    stand.lbt.append(
        Resultaat(
            resultaat=inwoner.lbt_uitslag,
            behaaldeScore=inwoner.lbt_score,
            benodigdeScore=NODIGE_LBT_SCORE,
            datumAfname=dag,
        )
    )


def _leg_boete_op(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    """De termijn is voorbij: een boete, en een nieuwe termijn vanaf die dag (art. 24 lid 2)."""
    if stand.termijn is None or stand.termijn.einddatum > dag:
        raise KanNiet("de termijn is nog niet voorbij")
    stand.boetes.append(Boete(bedrag=BOETE, datum=dag))
    _schuif_termijn(stand, tel_maanden_op(dag, NIEUWE_TERMIJN_MAANDEN), dag)


def _doe_examen(stand: Stand, _: Inwoner, dag: dt.date) -> None:
    stand.examens.append(Examenresultaat(examendatum=dag, resultaat="Geslaagd", onderdeel="LE", niveau="B1"))
    stand.gratis_pogingen = [GratisPogingTegoed(onderdeel="LE", gratisPogingenTegoed=1)]


VERANDERINGEN: Mapping[str, Verandering] = MappingProxyType(
    {
        "SS101": _begin_plicht,
        "SS102": _stel_termijn_vast,
        "SS103": _verleng_zelf,
        "SS104": _verleng_op_verzoek,
        "SS106": _einde("Inburgeringsplicht voldaan"),
        "SS107": _geheel_vrij,
        "SS108": _geheel_ontheven,
        "SS109": _tijdelijk_vrij,
        "SS110": _einde("Verblijfsdoel gewijzigd"),
        "SS111": _overlijd,
        "SS112": _vraag_verlenging,
        "SS113": _wijs_verlenging_af,
        "SS114": _gehele_vrijstelling_afgewezen,
        "SS115": _tijdelijke_vrijstelling_afgewezen,
        "SS116": _gedeeltelijke_vrijstelling("Afwijzing"),
        "SS117": _gedeeltelijke_vrijstelling("Toekenning"),
        "SS118": _ontheffing_afgewezen,
        "SS119": _gedeeltelijk_ontheven,
        "SS120": _vestig,
        "SS121": _vestig_met_pip,
        "SS124": _andere_groep(asiel=False),
        "SS125": _andere_groep(asiel=True),
        "SS128": _aow_nabij,
        "SS129": _niet_meer_tijdelijk_vrij,
        "SS130": _niet_meer_tijdelijk_vrij,
        "SS131": neem_lbt_af,
        "SS137": _meld_aan_voor_lbt,
        "SS139": _vestig,
        "SS141": _einde("Inburgeringsplicht voldaan"),
        "SS198": _leg_boete_op,
        "SS199": _doe_examen,
    }
)
