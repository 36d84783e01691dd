"""Van wat DUO en de BRP zeggen naar de feiten van het dossier: zuivere vertaling, zonder database."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from core.integrations.brp.contract import (
    Aanschrijfwijze,
    Adres,
    Adressering,
    BrpDatum,
    Datum,
    JaarDatum,
    JaarMaandDatum,
    Locatie,
    Naam,
    OpschortingBijhouding,
    Verblijfplaats,
    VerblijfplaatsBuitenland,
    VerblijfplaatsOnbekend,
    Waarde,
)
from core.integrations.brp.contract import Persoon as BrpPersoon
from core.integrations.brp.lezen import Gelezen
from core.integrations.duo.contract import Doelgroep as DuoDoelgroep
from core.integrations.duo.contract import (
    Doelgroepindeling,
    Inburgeringsplicht,
    Inburgeringstermijn,
)
from core.integrations.duo.lezen import Onleesbaar as DuoOnleesbaar
from core.law.aanschrijven import NIET_INGEZETENEN, Adressoort
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.process.dossier import actions as dossier
from core.process.dossier.brp import BrpFeiten
from core.process.dossier.namen import zonder_punt
from core.process.dossier.rijen import DossierRij, Onleesbaar

LET_OP_AOW = "Bereikt de AOW-leeftijd binnen zes maanden: er is geen volledig traject te verwachten (SS128)."
_GEHEIM = "geheimhoudingPersoonsgegevens"
_OVERLIJDEN = "O"
_VERTROKKEN = "E"
_IS_CODE = re.compile(r"[0-9]{4}", re.ASCII)


_VAN_DE_PLICHT = {
    "begindatum": "plicht_vanaf",
    "einddatum": "plicht_tot",
    "redenGeenInburgeringsplicht": "reden_geen_plicht",
    "datumKennisgevingInburgeringsplicht": "kennisgeving_op",
}
_VAN_DE_GROEP = {"indeling": "doelgroep", "gedetailleerdeDoelgroep": "fijne_doelgroep"}
_VAN_DE_TERMIJN = {"startdatum": "termijn_van", "einddatum": "termijn_tot"}
VELDEN = (*_VAN_DE_PLICHT.values(), *_VAN_DE_GROEP.values(), *_VAN_DE_TERMIJN.values(), "fase")
"""De kolommen van het dossier die van DUO komen, en de fase die eruit volgt."""


def wat_anders_is(eerder: DossierRij, nu: DossierRij) -> list[str]:
    """Wat er in die kolommen anders werd, met wat er stond en wat er nu staat."""
    return [
        f"{naam.replace('_', ' ')} was {_leesbaar(getattr(eerder, naam))}, nu {_leesbaar(getattr(nu, naam))}"
        for naam in VELDEN
        if getattr(eerder, naam) != getattr(nu, naam)
    ]


def _leesbaar(waarde: object) -> str:
    if isinstance(waarde, date):
        return f"{waarde:%d-%m-%Y}"
    return "leeg" if waarde is None else str(waarde)


def niet_gelezen(
    *,
    plicht: Iterable[DuoOnleesbaar] | None,
    groep: Iterable[DuoOnleesbaar] | None,
    termijn: Iterable[DuoOnleesbaar] | None,
) -> frozenset[str]:
    """De kolommen waarvoor DUO iets gaf wat niet te lezen is (None: het hele gegeven): zij blijven zoals zij waren."""
    delen = ((plicht, _VAN_DE_PLICHT), (groep, _VAN_DE_GROEP), (termijn, _VAN_DE_TERMIJN))
    return frozenset(
        kolom
        for mis, kolommen in delen
        for veld, kolom in kolommen.items()
        if mis is None or any(g.veld == veld for g in mis)
    )


def duo_feiten(
    plicht: Inburgeringsplicht | None,
    groep: DuoDoelgroep | None,
    termijn: Inburgeringstermijn | None,
    gemeld: Mapping[str, date | None],
) -> dossier.DuoFeiten:
    """Wat DUO zegt als feiten van het dossier; zonder leesbare plicht tellen haar velden niet (`niet_gelezen`)."""
    plicht = plicht or Inburgeringsplicht(indicator_inburgeringsplicht=True)
    asiel = None if groep is None or groep.indeling is None else groep.indeling is Doelgroepindeling.ASIELSTATUSHOUDER
    fijn = None if groep is None else groep.gedetailleerde_doelgroep
    reden = plicht.reden_geen_inburgeringsplicht
    zonder_plicht = None if plicht.indicator_inburgeringsplicht else (str(reden) if reden else "Overig")
    return dossier.DuoFeiten(
        plicht_vanaf=plicht.begindatum,
        plicht_tot=plicht.einddatum,
        reden_geen_plicht=zonder_plicht,
        kennisgeving_op=plicht.datum_kennisgeving_inburgeringsplicht,
        doelgroep=None if asiel is None else (Doelgroep.ASIEL if asiel else Doelgroep.GEZIN_EN_OVERIG),
        fijne_doelgroep=None if fijn is None else GedetailleerdeDoelgroep(fijn),
        ss139_op=gemeld.get("SS139"),
        ss120_op=gemeld.get("SS120"),
        ss121_op=gemeld.get("SS121"),
        termijn_van=None if termijn is None else termijn.startdatum,
        termijn_tot=None if termijn is None else termijn.einddatum,
        let_op=LET_OP_AOW if "SS128" in gemeld else "",
    )


def brp_feiten(gelezen: Gelezen, *, gemeentecode: str) -> BrpFeiten:
    """Wat de BRP over iemand zegt. Naam, aanhef en adresregels worden overgenomen zoals zij ze samenstelt."""
    persoon = gelezen.persoon
    naam, brief = persoon.naam or Naam(), persoon.adressering or Adressering()
    aanschrijfwijze = brief.aanschrijfwijze or Aanschrijfwijze()
    hier = persoon.gemeente_van_inschrijving or Waarde()
    ingeschreven = _volledig(persoon.datum_inschrijving_in_gemeente)
    opschorting = persoon.opschorting_bijhouding or OpschortingBijhouding()
    vertrokken = opschorting.reden is not None and opschorting.reden.code == _VERTROKKEN
    gemeente = f"GM{hier.code}" if _IS_CODE.fullmatch(hier.code) else ""
    onleesbaar = tuple(Onleesbaar(veld=o.veld, tekst=o.tekst) for o in gelezen.onleesbaar)
    return BrpFeiten(
        voornamen=zonder_punt(naam.voornamen),
        voorvoegsel=naam.voorvoegsel,
        geslachtsnaam=zonder_punt(naam.geslachtsnaam),
        naam=zonder_punt(naam.volledige_naam) or _uit_delen(naam),
        aanschrijfnaam=zonder_punt(aanschrijfwijze.naam),
        aanhef=zonder_punt(brief.aanhef),
        geboortedatum=_deels(persoon.geboorte.datum if persoon.geboorte else None),
        adressoort=_adressoort(persoon.verblijfplaats, brief),
        adresregel1=brief.adresregel1,
        adresregel2=brief.adresregel2,
        adresregel3=brief.adresregel3,
        adres_vanaf=_deels(persoon.verblijfplaats.datum_van if persoon.verblijfplaats else None),
        inschrijving_gemeente=gemeente,
        inschrijving_gemeentenaam=hier.omschrijving,
        opschorting=_opschorting(persoon),
        # Wie niet te lezen is, wordt als geheim behandeld: het omgekeerde is niet te herstellen.
        geheimhouding=persoon.geheimhouding_persoonsgegevens or any(o.veld == _GEHEIM for o in onleesbaar),
        overleden=_is_overleden(persoon),
        overlijdensdatum=_deels(persoon.overlijden.datum if persoon.overlijden else None),
        inschrijving_op=ingeschreven,
        vestiging_op=ingeschreven if gemeente == gemeentecode else None,
        uitgeschreven=vertrokken or gemeente == NIET_INGEZETENEN,
        uitgeschreven_op=_volledig(opschorting.datum) if vertrokken else None,
        in_onderzoek=persoon.velden_in_onderzoek(),
        onleesbaar=onleesbaar,
    )


def _uit_delen(naam: Naam) -> str:
    """Alleen als de BRP de volledige naam niet geeft: de delen die zij wel geeft, op haar volgorde."""
    return " ".join(deel for deel in (naam.voornamen, naam.voorvoegsel, naam.geslachtsnaam) if deel not in ("", "."))


def _adressoort(plaats: Verblijfplaats | None, brief: Adressering) -> Adressoort:
    match plaats:
        case Adres() | Locatie() if (
            plaats.indicatie_vastgesteld_verblijft_niet_op_adres or brief.indicatie_vastgesteld_verblijft_niet_op_adres
        ):
            return Adressoort.VERLATEN
        case Adres():
            return Adressoort.ADRES
        case Locatie():
            return Adressoort.LOCATIE
        case VerblijfplaatsBuitenland():
            return Adressoort.BUITENLAND
        case VerblijfplaatsOnbekend():
            return Adressoort.ONBEKEND
    return Adressoort.GEEN


def _is_overleden(persoon: BrpPersoon) -> bool:
    """Ook zonder datum: de BRP zegt het met een overlijden, of met de reden waarom zij hem niet meer bijhoudt."""
    opschorting = persoon.opschorting_bijhouding
    reden = opschorting.reden.code if opschorting and opschorting.reden else ""
    return persoon.overlijden is not None or reden == _OVERLIJDEN


def _opschorting(persoon: BrpPersoon) -> str:
    """Waarom de BRP hem niet meer bijhoudt; leeg als zij dat wel doet."""
    if persoon.opschorting_bijhouding is None:
        return ""
    reden = persoon.opschorting_bijhouding.reden or Waarde()
    return reden.omschrijving or reden.code or "zonder reden"


def _deels(datum: BrpDatum | None) -> str:
    """Een datum zoals zij bekend is: jaar, jaar-maand of volledig; leeg als er niets bekend is."""
    match datum:
        case Datum():
            return datum.datum.isoformat()
        case JaarMaandDatum():
            return f"{datum.jaar:04}-{datum.maand:02}"
        case JaarDatum():
            return f"{datum.jaar:04}"
        case _:
            return ""


def _volledig(datum: BrpDatum | None) -> date | None:
    return datum.datum if isinstance(datum, Datum) else None
