"""Wat een medewerker leest als DUO een melding niet aanneemt: wat er gebeurde, wat er geprobeerd is, en wat nu kan.

De tekst noemt geen nummer en geen naam; DUO's eigen redenen zijn al van nummers ontdaan (`DuoWeigering`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from core.law.aanschrijven import ZONDER_BSN
from core.law.leerroutes import Alfabetisering, Leerroute
from core.law.loslaten import niet_bij_duo, nog_bij_duo
from core.process.melding.tables import Meldingsoort

HERSTEL = "Herstel de oorzaak en bied de melding daarna opnieuw aan; klopt de inhoud niet, neem dan een nieuw besluit."

ZELF_VRAGEN = (
    "Dit PIP heeft de persoon nooit bereikt, en werkte dus niet (art. 3:40 Awb); er kwam of komt een ander besluit voor"
    " in de plaats. DUO hoort dat als de persoon het kent. Vraag DUO de termijn dan te laten beginnen op de dag na de"
    " dagtekening daarvan (art. 11 lid 2 Wi2021)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Afwijzing:
    """Waarom een melding niet is aangenomen, met DUO's status als die er was, en wat een medewerker nu doet."""

    redenen: tuple[str, ...]
    http_status: int | None
    wat_nu: str


def geweigerd(soort: Meldingsoort, redenen: tuple[str, ...]) -> Afwijzing:
    wat_nu = ZELF_VRAGEN if soort is Meldingsoort.PIP_TERUG else HERSTEL
    return Afwijzing(redenen=redenen, http_status=403, wat_nu=wat_nu)


def geen_toegang(reden: str, *, kan_er_al_zijn: bool) -> Afwijzing:
    onzeker = (
        " Of DUO een eerdere poging heeft verwerkt is niet zeker; bij opnieuw aanbieden kijkt Meedoen dat eerst na."
        if kan_er_al_zijn
        else ""
    )
    return Afwijzing(
        redenen=(reden,),
        http_status=403,
        wat_nu=(
            "Vaak is de persoon verhuisd of aan een andere gemeente gekoppeld; ga dat na. Hoort hij bij deze gemeente,"
            f" vraag DUO dan om toegang en bied de melding daarna opnieuw aan.{onzeker}"
        ),
    )


def na_verhuizing(afwijzing: Afwijzing, soort: Meldingsoort, *, dagtekening: dt.date) -> Afwijzing:
    """Wat een mens doet als DUO van deze gemeente niets over het PIP meer aanneemt, omdat de persoon verhuisde."""
    if afwijzing.http_status not in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        return afwijzing
    wat_nu = niet_bij_duo if soort is Meldingsoort.PIP else nog_bij_duo
    return replace(afwijzing, wat_nu=wat_nu(dagtekening))


def onbekend_bij_duo(redenen: tuple[str, ...] = ()) -> Afwijzing:
    return Afwijzing(
        redenen=("DUO kent deze persoon niet (status 404)", *redenen),
        http_status=404,
        wat_nu="Ga na of het nummer in het dossier klopt en vraag het DUO; bied de melding daarna opnieuw aan.",
    )


def onleesbaar(redenen: tuple[str, ...] = ()) -> Afwijzing:
    return Afwijzing(
        redenen=("DUO kan de melding niet lezen (status 400)", *redenen),
        http_status=400,
        wat_nu=(
            "Dat ligt aan Meedoen en niet aan het dossier. Meld het bij de beheerder en bied de melding na het herstel"
            " opnieuw aan."
        ),
    )


def zonder_bsn() -> Afwijzing:
    return Afwijzing(
        redenen=("er is van deze persoon geen BSN bekend",),
        http_status=None,
        wat_nu=f"{ZONDER_BSN} Bied de melding opnieuw aan als het BSN er is.",
    )


def ongeschikte_contactpersoon(reden: str) -> Afwijzing:
    return Afwijzing(
        redenen=(reden,),
        http_status=None,
        wat_nu="Laat de gegevens van de medewerker herstellen, of deel het dossier aan een ander toe.",
    )


def omschrijving(wat: str, afwijzing: Afwijzing, *, pogingen: int) -> str:
    """De tekst van het werkitem. `pogingen` zijn de keren dat er iets naar DUO ging."""
    redenen = "; ".join(reden.rstrip(".") for reden in afwijzing.redenen)
    gestuurd = "Meedoen heeft haar niet gestuurd." if pogingen == 0 else _gestuurd(pogingen)
    return f"DUO heeft niet aangenomen: {wat}. De reden: {redenen}. {gestuurd} {afwijzing.wat_nu}"


def _gestuurd(pogingen: int) -> str:
    keer = "één keer" if pogingen == 1 else f"{pogingen} keer"
    return f"Meedoen probeerde het {keer} en herhaalt het niet vanzelf."


def wat(soort: Meldingsoort, inhoud: Mapping[str, Any]) -> str:
    """Hoe de melding heet, met wat haar van een andere onderscheidt."""
    if soort is Meldingsoort.PIP:
        return f"het PIP van {dt.date.fromisoformat(inhoud['dagtekeningPip']):%d-%m-%Y}"
    if soort is Meldingsoort.PIP_TERUG:
        return f"dat het PIP van {dt.date.fromisoformat(inhoud['dagtekeningPip']):%d-%m-%Y} vervalt"
    if soort is Meldingsoort.LBT_VERVALT:
        return "dat de leerbaarheidstoets vervalt"
    return "de nieuwe contactpersoon"


_VELDEN = {
    "dagtekeningPip": "dagtekening",
    "leerroute": "leerroute",
    "niveau": "niveau",
    "geschatteIntensiteitB1Route": "geschatte uren van de B1-route",
    "indicatorMagOpleidingAfmaken": "mag zijn opleiding afmaken",
    "indicatorAlfabetiseringsonderwijs": "alfabetiseringsonderwijs",
    "medewerkerId": "contactpersoon",
}


def in_woorden(inhoud: Mapping[str, object], *, namen: Mapping[str, str]) -> list[tuple[str, str]]:
    """Wat er in de melding staat, zoals een medewerker het leest; `namen` zijn die van de medewerkers, op hun id."""
    return [(_VELDEN[veld], _waarde(veld, waarde, namen)) for veld, waarde in inhoud.items() if veld in _VELDEN]


def _waarde(veld: str, waarde: object, namen: Mapping[str, str]) -> str:
    match veld, waarde:
        case "medewerkerId", str():
            return namen.get(waarde, "een medewerker die hier niet meer bekend is")
        case "dagtekeningPip", str():
            return f"{dt.date.fromisoformat(waarde):%d-%m-%Y}"
        case "leerroute", str():
            return Leerroute(waarde).omschrijving
        case "indicatorAlfabetiseringsonderwijs", str():
            return Alfabetisering(waarde).omschrijving
        case _, bool():
            return "ja" if waarde else "nee"
    return str(waarde)
