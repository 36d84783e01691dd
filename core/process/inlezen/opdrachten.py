"""Wat `meedoen inlezen` doet: een lijst nakijken, haar laten inlezen, zeggen hoe ver het is, en vergelijken.

Wie de lijst aanlevert leest niets van iemand: in elk antwoord staan rijen en kenmerken, en nooit een naam of nummer.
"""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from core.fouten import VoorwaardeNietVervuld
from core.law.telwoord import tel
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenancy import Doel, toegang_taak
from core.platform.tenants import Tenant
from core.process.collega import KIES_EEN_COLLEGA, zoek_collega
from core.process.inlezen import blad, lijst, naast, opslag
from core.process.inlezen.lijst import Fout, Ingelezen, Lijst
from core.process.inlezen.rijen import Standregel
from core.process.inlezen.tables import Leesstatus

_WAT = {
    Leesstatus.WACHT: "wordt nog gelezen.",
    Leesstatus.GEOPEND: "er is een dossier geopend.",
    Leesstatus.ZONDER_BSN: "er is een voorlopig dossier geopend; zonder BSN is er bij DUO niets te lezen.",
    Leesstatus.AL_BEKEND: "was hier al bekend; er is niets veranderd. Wat de lijst meer weet, legt u zelf vast.",
    Leesstatus.GEEN_TOEGANG: (
        "DUO geeft uw gemeente hem niet. Ga na of hij is verhuisd of onder de Wi 2013 valt; hoort hij hier, vraag DUO"
        " dan om toegang en zet hem op een nieuwe lijst."
    ),
    Leesstatus.ONBEKEND: "DUO kent voor hem geen inburgeringsplicht. Kijk het nummer na; klopt het, vraag het DUO.",
    Leesstatus.OUDE_WET: "was al voor 2022 plichtig, en valt onder de Wi 2013 (art. 54 lid 1 Wi2021): niet ingelezen.",
    Leesstatus.PLICHT_VOORBIJ: "zijn plicht is volgens DUO voorbij: niet ingelezen. Klopt dat niet, vraag het DUO.",
    Leesstatus.OVERLEDEN: "is volgens DUO overleden: niet ingelezen.",
}
_MISLUKT = "lukte niet; zie de werkvoorraad. Laat de taak daar opnieuw doen."


def kijk_na(pad: Path, *, vandaag: date, scheiding: str, werkblad: str) -> Lijst:
    """De lijst, met elke fout op haar rij.

    Raises:
        OngeldigeInvoer: het bestand of de kop is niet te lezen.
    """
    return lijst.lees(blad.lees(pad, scheiding=scheiding, blad=werkblad), vandaag=vandaag)


def verslag(personen: Sequence[Ingelezen], fouten: Sequence[Fout]) -> str:
    """Hoeveel er staan en wat er te verbeteren is, zonder een nummer of naam."""
    regels = [str(fout) for fout in sorted(fouten, key=lambda fout: fout.rij)]
    staan = tel(len(personen), "persoon", "personen")
    if fouten:
        met = tel(len({fout.rij for fout in fouten}), "rij", "rijen")
        regels.append(f"{staan}; in {met} is iets te verbeteren. Er is niets ingelezen.")
    else:
        zonder = sum(persoon.bsn is None for persoon in personen)
        regels.append(f"{staan}, zonder fouten; {zonder} zonder BSN." if zonder else f"{staan}, zonder fouten.")
    return "\n".join(regels)


async def begin(huis: Huis, tenant: Tenant, personen: Sequence[Ingelezen], *, door: str) -> Sequence[Fout]:
    """Zet iedereen op de lijst klaar om gelezen te worden, of niemand; geeft wat er dan te verbeteren is.

    Raises:
        VoorwaardeNietVervuld: er wordt al een lijst van deze gemeente gelezen.
    """
    async with _in_gemeente(huis, tenant) as tx:
        if nog := await opslag.hoeveel_nog(tx):
            wachten = tel(nog, "persoon wacht", "personen wachten")
            raise VoorwaardeNietVervuld(
                f"{tenant.naam} wordt al ingelezen: {wachten} nog. Dat gaat vanzelf verder; zie"
                " `meedoen inlezen stand`."
            )
        fouten = [
            Fout(rij=p.rij, kolom="behandelaar", wat="Met dit adres werkt hier niemand.", doe=KIES_EEN_COLLEGA)
            for p in personen
            if p.behandelaar and await zoek_collega(tx, p.behandelaar) is None
        ]
        if not fouten:
            id_ = await opslag.bewaar(tx, huis.kluis, personen, namens=door)
            await huis.logboek.schrijf(tx, "inlezing.beginnen", "inlezing", object_id=id_)
        return fouten


async def vergelijk(huis: Huis, tenant: Tenant, personen: Sequence[Ingelezen]) -> Sequence[str]:
    """Waarin de lijst van Meedoen verschilt; leeg als dat nergens in is."""
    async with _in_gemeente(huis, tenant) as tx:
        return await naast.vergelijk(tx, huis, personen)


async def stand(huis: Huis, tenant: Tenant) -> str:
    """Hoe ver de laatste lijst is, en wat er gebeurde met wie geen nieuw dossier kreeg."""
    async with _in_gemeente(huis, tenant) as tx:
        regels = await opslag.lees_stand(tx)
    if not regels:
        return f"{tenant.naam}: er is nog geen lijst ingelezen."
    anders = [_regel(regel) for regel in regels if regel.status is not Leesstatus.GEOPEND]
    return "\n".join([_samenvatting(tenant, regels), *anders])


def _samenvatting(tenant: Tenant, regels: Sequence[Standregel]) -> str:
    gelezen = sum(r.status is not Leesstatus.WACHT for r in regels)
    per_status = Counter(str(r.status).replace("_", " ") for r in regels)
    aantallen = ", ".join(f"{wat}: {aantal}" for wat, aantal in sorted(per_status.items()))
    return f"{tenant.naam}: {gelezen} van {tel(len(regels), 'persoon', 'personen')} gelezen ({aantallen})."


def _regel(regel: Standregel) -> str:
    wat = _MISLUKT if regel.status is Leesstatus.WACHT and regel.mislukt else _WAT[regel.status]
    return f"rij {regel.rij}{f', {regel.kenmerk}' if regel.kenmerk else ''}: {wat}"


@asynccontextmanager
async def _in_gemeente(huis: Huis, tenant: Tenant) -> AsyncIterator[Tx]:
    toegang = toegang_taak(tenant.id, doel=Doel.UITWISSELING_DUO, oorsprong="meedoen inlezen")
    async with huis.databank.uow(toegang) as tx:
        yield tx
