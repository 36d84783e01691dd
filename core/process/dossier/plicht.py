"""De fase volgt wat DUO over de plicht zegt, en de BRP over het verblijf (T2, T14, T15, T17, T19, T21, T22, T25).

Bestaat een overgang niet, dan verandert de fase niet en kijkt een mens ernaar: er gaat niets verloren. Elke functie
geeft de zaak zoals zij nu is, en wat er te melden is.
"""

from core.fouten import OnjuisteFase
from core.integrations.duo.contract import RedenGeenInburgeringsplicht as Reden
from core.law.fasen import AFGESLOTEN, PLICHT_LOOPT, Aanleiding, Fase
from core.platform.db.uow import Tx
from core.process.dossier import onderbreking
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.rijen import DossierRij
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, ga_naar
from core.process.voorvallen import FeitenGewijzigd, Geschorst, Hervat, Overleden, PlichtGeeindigd, Verhuisd, Voorval


async def volg_plicht(
    tx: Tx, zaak: Zaak, reden: str | None, *, eerder: DossierRij, in_nieuwe_termijn: bool = False
) -> tuple[Zaak, list[Voorval]]:
    """Wat DUO nu zegt: waarom er geen plicht (meer) is, of dat zij loopt; `eerder` is hoe het dossier stond."""
    overgang = _zonder_reden(zaak, eerder, in_nieuwe_termijn) if reden is None else _met_reden(reden)
    voorvallen: list[Voorval] = []
    if reden == Reden.OVERLIJDEN and eerder.reden_geen_plicht != reden:
        voorvallen.append(Overleden())
    if overgang is None or zaak.rij.fase is overgang[0]:
        await _vraag_niet_meer_na(tx, zaak)
        return zaak, voorvallen
    naar, aanleiding = overgang
    was = zaak.rij.fase
    try:
        zaak = await ga_naar(tx, zaak, naar, aanleiding=aanleiding)
    except OnjuisteFase as fout:
        melding = f"DUO meldt een andere stand van de plicht dan dit dossier. {fout.melding}"
        await _vraag_na(tx, zaak, melding, sleutel=f"fase:{naar}")
        return zaak, voorvallen
    await _vraag_niet_meer_na(tx, zaak)
    if was is Fase.ONDERBROKEN:
        await onderbreking.is_voorbij(tx, zaak, hervat=aanleiding is Aanleiding.TERUGGEKEERD)
    match aanleiding:
        case Aanleiding.PLICHT_VOLDAAN | Aanleiding.PLICHT_GEEINDIGD:
            voorvallen.append(PlichtGeeindigd())
        case Aanleiding.TIJDELIJK_VRIJGESTELD:
            voorvallen.append(Geschorst())
        case Aanleiding.VRIJSTELLING_INGETROKKEN | Aanleiding.TERUGGEKEERD | Aanleiding.EINDE_HERSTELD:
            voorvallen.append(Hervat())
    return zaak, voorvallen


async def stel_nieuwe_termijn(tx: Tx, zaak: Zaak) -> tuple[Zaak, list[Voorval]]:
    """DUO stelde na een boete een nieuwe termijn (T13); zonder vastgesteld PIP kijkt een mens."""
    if zaak.rij.fase is Fase.NIEUWE_TERMIJN or zaak.rij.fase not in PLICHT_LOOPT:
        await werkvoorraad.klopt_niet_meer(tx, Soort.NAVRAGEN, f"{zaak.id}:nieuwe-termijn", "de zaak staat er nu in")
        return zaak, []
    try:
        zaak = await ga_naar(tx, zaak, Fase.NIEUWE_TERMIJN, aanleiding=Aanleiding.NIEUWE_TERMIJN_GESTELD)
    except OnjuisteFase as fout:
        melding = f"DUO legde een boete op en stelde een nieuwe termijn (art. 24 lid 2 Wi2021). {fout.melding}"
        await _vraag_na(tx, zaak, melding, sleutel="nieuwe-termijn")
        return zaak, []
    await werkvoorraad.klopt_niet_meer(tx, Soort.NAVRAGEN, f"{zaak.id}:nieuwe-termijn", "de zaak staat er nu in")
    return zaak, [FeitenGewijzigd(velden=frozenset({"dossier.fase"}))]


async def draag_over(tx: Tx, zaak: Zaak, naar: str) -> tuple[Zaak, list[Voorval]]:
    """De persoon stond hier ingeschreven en staat nu in een andere gemeente; haar college is bevoegd (T19)."""
    if zaak.rij.fase in AFGESLOTEN:
        return zaak, []
    try:
        zaak = await ga_naar(tx, zaak, Fase.OVERGEDRAGEN, aanleiding=Aanleiding.VERHUISD_UIT_GEMEENTE)
    except OnjuisteFase as fout:
        melding = f"De persoon staat volgens de BRP ingeschreven in {naar}. {fout.melding}"
        await _vraag_na(tx, zaak, melding, sleutel="verhuisd")
        return zaak, []
    return zaak, [Verhuisd(naar=naar)]


def _zonder_reden(zaak: Zaak, eerder: DossierRij, in_nieuwe_termijn: bool) -> tuple[Fase, Aanleiding] | None:
    """Waar de zaak heen gaat als de plicht loopt.

    Na een vrijstelling gaat zij terug naar het traject of de nieuwe termijn als er een PIP is (SS130), anders naar het
    begin (SS129). Een einde wordt alleen hersteld als DUO het zelf gemeld had: niet na samenvoegen. Na een onderbreking
    loopt zij weer als hij hier ook weer ingeschreven staat (T17).
    """
    met_pip = Fase.NIEUWE_TERMIJN if in_nieuwe_termijn else Fase.TRAJECT_ACTIEF
    terug = Fase.PLICHT_GEMELD if zaak.rij.leerroute is None else met_pip
    match zaak.rij.fase:
        case Fase.VOORTRAJECT_COA:
            return Fase.PLICHT_GEMELD, Aanleiding.PLICHT_VASTGESTELD
        case Fase.TIJDELIJK_VRIJGESTELD:
            return terug, Aanleiding.VRIJSTELLING_INGETROKKEN
        case Fase.ONDERBROKEN if zaak.rij.vestiging_op is not None:
            return terug, Aanleiding.TERUGGEKEERD
        case Fase.BEEINDIGD if eerder.reden_geen_plicht is not None:
            return Fase.PLICHT_GEMELD, Aanleiding.EINDE_HERSTELD
    return None


def _met_reden(reden: str) -> tuple[Fase, Aanleiding]:
    match reden:
        case Reden.VOLDAAN:
            return Fase.VOLDAAN, Aanleiding.PLICHT_VOLDAAN
        case Reden.TIJDELIJKE_VRIJSTELLING:
            return Fase.TIJDELIJK_VRIJGESTELD, Aanleiding.TIJDELIJK_VRIJGESTELD
    return Fase.BEEINDIGD, Aanleiding.PLICHT_GEEINDIGD


async def _vraag_na(tx: Tx, zaak: Zaak, melding: str, *, sleutel: str) -> None:
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=melding,
        grond="art. 3 Wi2021",
        sleutel=f"{zaak.id}:{sleutel}",
        dossier_id=zaak.id,
    )


async def _vraag_niet_meer_na(tx: Tx, zaak: Zaak) -> None:
    """DUO en het dossier zijn het eens; wie dat nog moest uitzoeken, hoeft niet meer."""
    await werkvoorraad.sluit_behalve(
        tx, Soort.NAVRAGEN, begin=f"{zaak.id}:fase:", afhandeling="DUO en het dossier zeggen nu hetzelfde"
    )
