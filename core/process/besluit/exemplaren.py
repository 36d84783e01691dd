"""Van een bevroren brief de exemplaren voor wie haar nu krijgt: de brief zelf, en haar afschriften (§18.4).

Wat erin staat blijft, met de dagtekening en de editie van toen; alleen aan wie zij gaat is van nu.
"""

from dataclasses import replace
from uuid import UUID

from core.law.adresboek import Bestemming, Rol, Weg
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import bevroren
from core.process.besluit.adresboek import Adresboek
from core.process.besluit.rijen import BriefRij


def zonder_afschrift_naar(adresboek: Adresboek, rol: Rol, adresregels: tuple[str, ...]) -> Adresboek:
    """Hetzelfde adresboek, zonder het afschrift dat daarheen zou gaan: van dat adres kwam de brief net terug."""
    over = tuple(
        ander
        for ander in adresboek.adressering.afschriften
        if (ander.rol, adresboek.geadresseerde(ander).adresregels) != (rol, adresregels)
    )
    return replace(adresboek, adressering=replace(adresboek.adressering, afschriften=over))


async def bewaar(tx: Tx, huis: Huis, brief: BriefRij, adresboek: Adresboek, *, opnieuw_na: UUID | None) -> UUID:
    """Bewaar deze brief voor wie haar nu krijgt, met haar afschriften; geeft het id van de nieuwe brief."""
    gegevens = bevroren.lees(tx, huis, brief)

    async def exemplaar(bestemming: Bestemming, afschrift_van: UUID | None = None) -> UUID:
        aan = adresboek.velden(bestemming, afschrift=afschrift_van is not None)
        return await bevroren.bewaar(
            tx,
            huis,
            bevroren.anders_gericht(gegevens, aan),
            dossier_id=brief.dossier_id,
            onderwerp_id=brief.onderwerp_id,
            afschrift_van=afschrift_van,
            opnieuw_na=opnieuw_na if afschrift_van is None else None,
            aan=bestemming.rol,
            voorgestelde_weg=adresboek.adressering.weg if afschrift_van is None else Weg.POST,
            adressering=adresboek.adressering.reden,
            sjabloon=brief.sjabloon,
            sjabloon_versie=brief.sjabloon_versie,
        )

    nieuw = await exemplaar(adresboek.adressering.aan)
    for bestemming in adresboek.adressering.afschriften:
        await exemplaar(bestemming, nieuw)
    return nieuw
