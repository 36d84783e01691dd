"""Van wat DUO en de BRP zeggen naar de feiten van het dossier: zuivere vertaling, zonder database."""

from datetime import date

from core.integrations.brp.contract import (
    Adres,
    BrpDatum,
    Datum,
    JaarDatum,
    JaarMaandDatum,
)
from core.integrations.brp.contract import Persoon as BrpPersoon
from core.integrations.duo.contract import Doelgroep as DuoDoelgroep
from core.integrations.duo.contract import (
    Doelgroepindeling,
    Inburgeringsplicht,
    Inburgeringstermijn,
)
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.process.dossier import actions as dossier

NIET_INGEZETENEN = "1999"
"""De code waaronder de BRP wie in het buitenland woont inschrijft; dat is geen gemeente."""
VERTROKKEN = "E"
"""De reden waarom de BRP iemand niet meer bijhoudt: emigratie."""
LET_OP_AOW = "Bereikt de AOW-leeftijd binnen zes maanden: er is geen volledig traject te verwachten (SS128)."


def duo_feiten(
    plicht: Inburgeringsplicht,
    groep: DuoDoelgroep | None,
    termijn: Inburgeringstermijn | None,
    gemeld: dict[str, date | None],
) -> dossier.DuoFeiten:
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
        termijn_van=None if termijn is None else termijn.startdatum,
        termijn_tot=None if termijn is None else termijn.einddatum,
        let_op=LET_OP_AOW if "SS128" in gemeld else "",
    )


def brp_feiten(persoon: BrpPersoon, *, gemeentecode: str) -> dossier.BrpFeiten:
    naam, plaats = persoon.naam, persoon.verblijfplaats
    adres = plaats.verblijfadres if isinstance(plaats, Adres) else None
    hier = persoon.gemeente_van_inschrijving
    ingeschreven = _volledig(persoon.datum_inschrijving_in_gemeente)
    opschorting = persoon.opschorting_bijhouding
    vertrokken = opschorting is not None and opschorting.reden is not None and opschorting.reden.code == VERTROKKEN
    in_deze_gemeente = hier is not None and f"GM{hier.code}" == gemeentecode
    huisnummer = ""
    if adres is not None and adres.huisnummer is not None:
        huisnummer = f"{adres.huisnummer}{adres.huisletter}{adres.huisnummertoevoeging}"
    return dossier.BrpFeiten(
        voornamen=naam.voornamen if naam else "",
        voorvoegsel=naam.voorvoegsel if naam else "",
        geslachtsnaam=naam.geslachtsnaam if naam else "",
        geboortedatum=_deels(persoon.geboorte.datum if persoon.geboorte else None),
        straat=(adres.officiele_straatnaam or adres.korte_straatnaam) if adres else "",
        huisnummer=huisnummer,
        postcode=adres.postcode if adres else "",
        plaats=adres.woonplaats if adres else "",
        geheimhouding=persoon.geheimhouding_persoonsgegevens,
        overleden_op=_volledig(persoon.overlijden.datum if persoon.overlijden else None),
        inschrijving_op=ingeschreven,
        vestiging_op=ingeschreven if in_deze_gemeente else None,
        gemeentecode=None if hier is None or hier.code == NIET_INGEZETENEN else f"GM{hier.code}",
        uitgeschreven=vertrokken or (hier is not None and hier.code == NIET_INGEZETENEN),
        uitgeschreven_op=_volledig(opschorting.datum) if vertrokken and opschorting is not None else None,
    )


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
