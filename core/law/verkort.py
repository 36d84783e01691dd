"""De verkorte intake na een verhuizing: art. 15 lid 4 Wi2021 (specificatie §4.1, PG-3, PG-5 en PG-7).

De leerroute ligt vast, dus is er geen leerbaarheidstoets: zij wordt niet aangevraagd, er rust niets op, en haar niet
maken is geen tekort. De wet geeft geen keuze voor een volledige intake: het college wijkt af van art. 14 lid 3, onder a
en b. Wat de persoon over opleiding en werk zelf wil vertellen kan er wel in.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from core.fouten import Gebrek
from core.law import intrekken, ontheffing
from core.law.boetevraag import RedenGeenBoete
from core.law.gebreken import maak_gebrek
from core.law.intake import Elders, PipVanElders, is_verkort
from core.law.kalender import schrijf_dag
from core.law.medewerking import GeenToets, Verzoek, Verzoeksoort
from core.law.oproepen import Oproep, Uitkomst, toets_in_afwezigheid
from core.law.recht import Grond, Recht
from core.law.zaakbeeld import Zaakbeeld

VERKORT = Grond("Wi2021", "15", "4")
_WEG_ELDERS = "Trok die gemeente dat PIP in, dan kunt u dat vastleggen."
_WEET_NIET = (
    "Zijn PIP van deze gemeente is ingetrokken, en de persoon weet dat nog niet (art. 3:40 Awb). Tot dan hoort de"
    " leerbaarheidstoets er niet bij; haar niet maken is geen tekort. Verzend eerst de brief over de intrekking."
)
_EIGEN_WEG = "Klopte dat PIP niet, dan trekt u het in, in het eerdere dossier."


def geen_toets(elders: PipVanElders | None) -> GeenToets | None:
    """Waarom niet meewerken aan de toets hier geen tekort is; None als zij gevraagd mag worden.

    Art. 22 lid 1 gaat uit van een toets die moet (INTERPRETATION). Gaf DUO de leerroute nog niet, dan wacht het verwijt
    daarop: een PIP heeft er altijd een (INTERPRETATION).
    """
    if elders is None:
        return None
    if elders.leerroute is None:
        begin = "De persoon kwam met een PIP; DUO gaf de leerroute daarvan nog niet."
    else:
        begin = f"{elders.van_wie} stelde leerroute {elders.leerroute} al vast; de brede intake is verkort."
    melding = f"{begin} De leerbaarheidstoets hoort er dan niet bij (art. 15 lid 4); haar niet maken is geen tekort."
    return GeenToets(melding=melding, reden=RedenGeenBoete.BUITEN_HET_ARTIKEL)


def geen_toets_toen(verzoek: Verzoek | None, elders: Elders) -> GeenToets | None:
    """Waarom op een toets die eerder gevraagd is niets rust: tot is vastgelegd dat het PIP van elders is ingetrokken,
    lag de leerroute vast, en hoorde de toets er niet bij (PG-3, INTERPRETATION)."""
    if verzoek is None or verzoek.soort is not Verzoeksoort.LEERBAARHEIDSTOETS:
        return None
    if elders.weet_van_eigen_niet:
        return GeenToets(melding=_WEET_NIET, reden=RedenGeenBoete.BUITEN_HET_ARTIKEL)
    elders_op, eigen_op = elders.ingetrokken_op, elders.eigen_ingetrokken_op
    if eigen_op is not None and verzoek.gevraagd_op < eigen_op:
        begin = f"Pas sinds {schrijf_dag(eigen_op)} weet de persoon dat zijn PIP van deze gemeente is ingetrokken."
    elif elders_op is not None and verzoek.gevraagd_op < elders_op:
        begin = f"Pas op {schrijf_dag(elders_op)} is vastgelegd dat het PIP van elders is ingetrokken."
    else:
        return None
    melding = (
        f"{begin} Tot dan hoorde de leerbaarheidstoets er niet bij (art. 15 lid 4); haar niet maken is geen tekort."
        " Vraag de toets op die dag of later opnieuw, en leg vast wat de persoon dan doet."
    )
    return GeenToets(melding=melding, reden=RedenGeenBoete.BUITEN_HET_ARTIKEL)


def zonder_toets(verzoek: Verzoek | None, elders: Elders) -> str:
    """Waarom een oproep niet telt waarna de persoon aan dit verzoek niet meewerkte; leeg als dit haar niet raakt.

    Toen het werd vastgelegd wist niemand van het PIP. Wat nu niet meer kan worden vastgelegd (PG-3), brengt ook geen
    oproep en geen afronding in afwezigheid dichterbij (INTERPRETATION).
    """
    if verzoek is None or verzoek.soort is not Verzoeksoort.LEERBAARHEIDSTOETS:
        return ""
    geen = geen_toets(elders.pip) or geen_toets_toen(verzoek, elders)
    return "" if geen is None else geen.melding


def terug_te_nemen(oproepen: Sequence[Oproep]) -> Oproep | None:
    """De oproep waarvan de uitkomst terug moet; kwam de persoon op een latere, dan rust er niets meer op."""
    staand = [oproep for oproep in oproepen if not oproep.uitkomst.weg]
    for i, oproep in enumerate(staand):
        if oproep.zonder_toets and not any(_kwam(later) for later in staand[i + 1 :]):
            return oproep
    return None


def _kwam(oproep: Oproep) -> bool:
    """Wie aan iets anders niet meewerkte, was er ook."""
    niet_meegewerkt = oproep.uitkomst is Uitkomst.ONVOLDOENDE_MEDEWERKING and not oproep.zonder_toets
    return oproep.uitkomst.gekomen or niet_meegewerkt


def werk_terugnemen(oproep: Oproep) -> str:
    """Wat er met die uitkomst moet gebeuren, voor wie het doet."""
    return (
        f"Bij oproep {oproep.nummer} staat dat de persoon niet meewerkte, omdat hij de toets niet maakte."
        f" {oproep.zonder_toets} Neem die uitkomst terug; dan loopt de intake weer. Kwam er al een oproep, een boete,"
        " een afronding of een PIP na, dan zegt Meedoen wat u daarmee eerst doet."
    )


def toets_aanvragen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """De toets wordt niet aangevraagd als de leerroute vastligt, als er ontheffing van haar is of gevraagd is, of als
    de persoon nog niet weet dat de ontheffing is ingetrokken, of het PIP van voor zijn terugkeer."""
    yield from over_de_toets(zaak, ontheffing.toets_lbt_aanvragen(zaak.ontheffing))
    if zaak.intrekking_ligt_in:
        yield from intrekken.toets_bekend(zaak.intrekking_ligt, eerder=zaak.intrekking_ligt_in)


def ontheffing_vragen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Van een toets die niet gevraagd wordt is geen ontheffing nodig."""
    return over_de_toets(zaak, ontheffing.toets_vragen(zaak.ontheffing))


def verzoek_intrekken(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Wie een verzoek heeft kan het altijd intrekken; is er geen, dan legt niemand er een vast."""
    gebreken = ontheffing.toets_beslissen(zaak.ontheffing)
    return gebreken if ontheffing.loopt(zaak.ontheffing) else over_de_toets(zaak, gebreken)


def over_de_toets(zaak: Zaakbeeld, gebreken: Iterator[Gebrek]) -> Iterator[Gebrek]:
    """Deze gebreken van een handeling over de toets. In een verkorte intake is er maar een: zij wordt niet gevraagd, en
    er wordt niet over beslist. Weigeren zou de persoon laten komen, verlenen zegt niets, en een verzoek dat al liep
    vervalt (INTERPRETATION)."""
    elders = zaak.pip_van_elders
    if elders is None or not is_verkort(elders):
        yield from gebreken
        return
    melding = (
        f"{elders.van_wie} stelde leerroute {elders.leerroute} al vast, en die neemt u over. De brede intake is"
        " daarom verkort: zonder leerbaarheidstoets, en zonder opleiding en werk. Ontheffing van de toets is dan niet"
        f" nodig. {_EIGEN_WEG if elders.eigen else _WEG_ELDERS}"
    )
    yield maak_gebrek("verkorteIntake", melding, VERKORT)


def afronden(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """PG-9. Op een verzoek om ontheffing is eerst beslist. De verkorte intake rust daar niet op (PG-5): zij wacht niet
    op een verzoek, en niet op een besluit."""
    yield from bekend(zaak)
    if not is_verkort(zaak.pip_van_elders):
        yield from ontheffing.toets_beslist(zaak.ontheffing)


def afronden_in_afwezigheid(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from toets_in_afwezigheid(zaak.oproepen, peildatum=peildatum, recht=recht)
    yield from afronden(zaak, peildatum, dag, recht)


def bekend(zaak: Zaakbeeld) -> Iterator[Gebrek]:
    """PG-5: het besluit over de toets is bekend voordat er iets op rust; op de verkorte intake en haar PIP rust het
    niet."""
    if not is_verkort(zaak.pip_van_elders):
        yield from ontheffing.toets_bekend(zaak.ontheffing)
