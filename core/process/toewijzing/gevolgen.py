"""Wat een toewijzing doet bij een voorval: zij eindigt, en de organisatie ziet de persoon vanaf haar volgende opdracht
niet meer (PG-12); of wat zij van hem ziet wordt opnieuw uitgerekend.

Blijkt het PIP niet bekendgemaakt, dan werkt het niet (art. 3:40 Awb), en leest een school de leerroute niet eerder dan
de persoon zelf: een aanbod dat nog niet beantwoord is eindigt. Wie al aanvaard of ingeschreven is houdt zijn school, en
zijn lessen; zij leest alleen niets tot het PIP bekendgemaakt is, en dan vanzelf weer. Een ander oordeel brengt geen
aanbod terug; een mens kiest opnieuw. Zo werkt ook de intrekking van een PIP pas als de persoon haar kent: tot dan leest
zijn school wat zij las.
"""

from dataclasses import dataclass

from core.law import toewijzen
from core.law.besluiten import Besluitsoort
from core.law.recht import Grond
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import intrekken
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.toewijzing import keuze, navraag, projecties, wie_hem_zag
from core.process.toewijzing.opslag import lees_alle
from core.process.toewijzing.tables import Toewijzingsdoel, Toewijzingstatus
from core.process.toewijzing.werksoorten import Soort
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BesluitIngetrokken,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RetourpostBeoordeeld,
    Teruggekeerd,
    Verhuisd,
)


@dataclass(frozen=True, slots=True)
class _Einde:
    """Waarom een open aanbod eindigt, en wat een mens daarmee doet."""

    sleutel: str
    wat: str
    grond: Grond


_NIET_BEKEND = _Einde(
    "aanbod-retour",
    "Het aanbod aan de taalschool is geëindigd: de brief met het PIP ging niet naar het goede adres, en het PIP is"
    " daarom niet bekendgemaakt. Zeg dat tegen de school. Verzend de brief opnieuw; daarna kan er weer een school"
    " worden gekozen.",
    Grond("Awb", "3:40"),
)
_INGETROKKEN = _Einde(
    "aanbod-ingetrokken",
    "Het aanbod aan de taalschool is geëindigd: het PIP is ingetrokken. Zeg dat tegen de school. Is er een nieuw PIP"
    " bekendgemaakt, dan kan er weer een school worden gekozen.",
    toewijzen.LESGEVEN,
)
_VRAAGT_ANDERS = _Einde(
    "aanbod-anders",
    "Het aanbod aan de taalschool is geëindigd: de school las andere uren of een andere leerroute dan er nu gelden."
    " Zeg dat tegen de school, en kies opnieuw.",
    toewijzen.LESGEVEN,
)
_BEEINDIG = """
update meedoen.toewijzing set status = 'beeindigd', ingetrokken_op = statement_timestamp(), beeindigd_op = $3,
  versie = versie + 1, gewijzigd_op = $3, gewijzigd_door = $4, gewijzigd_bij = $5
where gemeente_id = $1 and dossier_id = $2 and status in ('aangeboden', 'aanvaard')"""
_BEEINDIG_AANBOD = """
update meedoen.toewijzing set status = 'beeindigd', ingetrokken_op = statement_timestamp(), beeindigd_op = $3,
  versie = versie + 1, gewijzigd_op = $3, gewijzigd_door = $4, gewijzigd_bij = $5
where gemeente_id = $1 and dossier_id = $2 and doel = 'lesgeven' and status = 'aangeboden'"""


async def beeindig(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden
) -> tuple[str, ...]:
    """Elke lopende toewijzing van dit dossier eindigt, met wat de organisatie van de persoon zag, en het werk daarover
    vervalt (PG-12). Een mens zegt het tegen wie hem zag; is hij overleden, dan komt er geen werk meer bij."""
    einden = (_NIET_BEKEND, _INGETROKKEN, _VRAAGT_ANDERS)
    gesloten = [
        await werkvoorraad.sluit(
            tx,
            Dossierwerk.NAVRAGEN,
            sleutel=f"{zaak.id}:{einde.sleutel}",
            afhandeling=voorval.omschrijving,
            vervallen=True,
        )
        for einde in einden
    ]
    gesloten.append(await keuze.school_na_intrekking_vervalt(tx, zaak, afhandeling=voorval.omschrijving))
    soorten = (Soort.AANBOD_BEANTWOORDEN,)
    gesloten.append(await werkvoorraad.laat_vervallen(tx, zaak.id, soorten, afhandeling=voorval.omschrijving))
    gesloten.append(await wie_hem_zag.laat_zeggen(tx, huis, zaak, voorval))
    gesloten.append(await navraag.vervalt(tx, zaak, afhandeling=voorval.omschrijving))
    werk = ("werkitem.status",) if any(gesloten) else ()
    waarden = (tx.gemeente_id, zaak.id, await tx.nu(), tx.toegang.medewerker_id, tx.oorzaak)
    if not await tx.voer_uit(_BEEINDIG, *waarden):
        return werk
    return ("toewijzing.status", "toewijzing.beeindigd_op", *await projecties.ververs(tx, zaak.id), *werk)


async def ververs(tx: Tx, huis: Huis, zaak: Zaak, voorval: FeitenGewijzigd | PipVastgesteld) -> tuple[str, ...]:
    """De organisaties zien de gegevens zoals zij nu zijn."""
    return await projecties.ververs(tx, zaak.id)


async def zoek_een_school(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitBekendgemaakt | Hervat | GroepGewijzigd
) -> tuple[str, ...]:
    """Wie zijn PIP kent en geen school heeft, krijgt er een; wie dat doet hangt van de groep af (art. 16 Wi2021). Heeft
    hij er al een, dan leest die hem vanaf de bekendmaking. Vraagt een open aanbod iets anders dan er nu in het PIP
    staat, dan eindigt het. Weet hij nu dat zijn PIP is ingetrokken, dan leest zijn school niets meer."""
    velden = await _volg_het_pip(tx, huis, zaak)
    if not isinstance(voorval, BesluitBekendgemaakt):
        return velden
    if await intrekken.trok_in(tx, voorval.besluit_id) is not Besluitsoort.PIP:
        return velden
    return await _vraag_na_intrekking(tx, huis, zaak, velden)


async def loopt_weer(tx: Tx, huis: Huis, zaak: Zaak, voorval: Hervat) -> tuple[str, ...]:
    """Een school wordt gezocht als dat hoort, en wie hem zag voor zijn plicht rustte wordt nagevraagd."""
    velden = await zoek_een_school(tx, huis, zaak, voorval)
    gevraagd = await wie_hem_zag.vraag_na(tx, huis, zaak, voorval)
    return tuple(dict.fromkeys((*velden, *(("werkitem.status",) if gevraagd else ()))))


async def vraag_bij_terugkeer(tx: Tx, huis: Huis, zaak: Zaak, voorval: Teruggekeerd) -> tuple[str, ...]:
    """Zijn school en begeleider van voor zijn verhuizing zien hem niet; een mens vraagt of hij daar weer komt."""
    return ("werkitem.status",) if await wie_hem_zag.vraag_na(tx, huis, zaak, voorval) else ()


async def volg_retourpost(tx: Tx, huis: Huis, zaak: Zaak, voorval: RetourpostBeoordeeld) -> tuple[str, ...]:
    """Is het PIP niet (meer) bekendgemaakt, dan eindigt een open aanbod aan een school, en leest de school van wie al
    aanvaard is niets tot het dat weer is; het werk volgt."""
    return await _volg_het_pip(tx, huis, zaak)


async def volg_intrekking(tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitIngetrokken) -> tuple[str, ...]:
    """Een open aanbod eindigt: het college vraagt een school niet om wat het zelf introk. De school van wie al leerling
    is leest hem tot hij van de intrekking weet, want tot dan werkt zij niet (art. 3:40 Awb)."""
    if voorval.soort is not Besluitsoort.PIP:
        return ()
    velden = await _volg_het_pip(tx, huis, zaak, zonder_pip=_INGETROKKEN)
    return await _vraag_na_intrekking(tx, huis, zaak, velden)


async def _vraag_na_intrekking(tx: Tx, huis: Huis, zaak: Zaak, velden: tuple[str, ...]) -> tuple[str, ...]:
    """Zonder PIP dat werkt leest zijn school niets; of hij daar blijft, vraagt een mens na."""
    nieuw = await keuze.vraag_school_na_intrekking(tx, huis, zaak)
    return (*velden, "werkitem.status") if nieuw and "werkitem.status" not in velden else velden


async def _volg_het_pip(tx: Tx, huis: Huis, zaak: Zaak, *, zonder_pip: _Einde = _NIET_BEKEND) -> tuple[str, ...]:
    eindigt: tuple[str, ...] = ()
    waarom = await _waarom_het_aanbod_eindigt(tx, huis, zaak, zonder_pip)
    waarden = (tx.gemeente_id, zaak.id, await tx.nu(), tx.toegang.medewerker_id, tx.oorzaak)
    if waarom is not None and await tx.voer_uit(_BEEINDIG_AANBOD, *waarden):
        await werkvoorraad.zet_klaar(
            tx,
            Dossierwerk.NAVRAGEN,
            omschrijving=waarom.wat,
            grond=str(waarom.grond),
            sleutel=f"{zaak.id}:{waarom.sleutel}",
            dossier_id=zaak.id,
        )
        eindigt = ("toewijzing.status", "toewijzing.beeindigd_op")
    velden = (*eindigt, *await projecties.ververs(tx, zaak.id))
    werk = await keuze.houd_bij(tx, huis, zaak)
    return (*velden, *(("werkitem.status",) if eindigt or werk else ()))


async def _waarom_het_aanbod_eindigt(tx: Tx, huis: Huis, zaak: Zaak, zonder_pip: _Einde) -> _Einde | None:
    stand = await keuze.lees_stand(tx, huis, zaak)
    if stand.pip_van is None:
        return zonder_pip
    aanbod = [
        rij
        for rij in await lees_alle(tx, zaak.id)
        if rij.doel is Toewijzingsdoel.LESGEVEN and rij.status is Toewijzingstatus.AANGEBODEN
    ]
    klopt = all(toewijzen.vraagt_nog_hetzelfde(rij.gevraagd_leerroute, rij.gevraagd_uren, stand) for rij in aanbod)
    return None if klopt else _VRAAGT_ANDERS
