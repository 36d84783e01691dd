"""De persoon van een dossier, en hoe een brief hem bereikt: naar het adres uit de BRP, of naar een briefadres."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.fouten import Gebrek
from core.law.aanschrijven import Persoonsbeeld, toets_aanschrijven
from core.platform.db.uow import Tx
from core.process.dossier.rijen import BriefadresRij, DossierRij, PersoonRij
from core.process.dossier.tables import Briefadres, Persoon


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanschrijving:
    """De persoon, en het briefadres als een mens er een vastlegde."""

    persoon: PersoonRij
    briefadres: BriefadresRij | None

    @property
    def gebreken(self) -> tuple[Gebrek, ...]:
        """Alles wat een brief aan hem tegenhoudt."""
        return toets_aanschrijven(self.beeld, met_briefadres=self.briefadres is not None)

    @property
    def naam(self) -> str:
        """Zoals de BRP hem aanschrijft; kan zij dat niet (een onbekende achternaam), dan zijn volledige naam."""
        return self.persoon.aanschrijfnaam or self.persoon.naam

    @property
    def adresregels(self) -> tuple[str, ...]:
        return self.persoon.adresregels if self.briefadres is None else self.briefadres.adresregels

    @property
    def beeld(self) -> Persoonsbeeld:
        """De persoon zoals de wet hem leest."""
        p = self.persoon
        return Persoonsbeeld(
            gelezen=p.brp_gelezen_op is not None,
            overleden=p.overleden,
            naam=self.naam,
            adressoort=p.adressoort,
            adresregels=p.adresregels,
            gemeente=p.inschrijving_gemeente,
            gemeentenaam=p.inschrijving_gemeentenaam,
            opschorting=p.opschorting,
            in_onderzoek=p.in_onderzoek,
            onleesbaar=tuple(o.veld for o in p.onleesbaar),
        )


async def overleden_of_elders(tx: Tx, dossiers: Sequence[DossierRij], *, hier: str) -> dict[UUID, PersoonRij]:
    """Per dossier de persoon, als hij overleden is of niet in deze gemeente staat ingeschreven."""
    if not dossiers:
        return {}
    gevonden = await tx.lees_als(
        PersoonRij,
        PersoonRij.select().where(
            (Persoon.gemeente_id == tx.gemeente_id)
            & Persoon.id.is_in([dossier.persoon_id for dossier in dossiers])
            & (Persoon.overleden.eq(True) | Persoon.inschrijving_gemeente.not_in(["", hier]))
        ),
    )
    per_id = {persoon.id: persoon for persoon in gevonden}
    return {dossier.id: per_id[dossier.persoon_id] for dossier in dossiers if dossier.persoon_id in per_id}


async def lees_persoon(tx: Tx, dossier: DossierRij) -> PersoonRij:
    """De persoon van dit dossier als rij; een dossier heeft altijd een persoon."""
    rij = await tx.lees_een_als(
        PersoonRij,
        PersoonRij.select().where((Persoon.gemeente_id == tx.gemeente_id) & (Persoon.id == dossier.persoon_id)),
    )
    if rij is None:
        raise LookupError("een dossier heeft altijd een persoon")
    return rij


async def lees_aanschrijving(tx: Tx, dossier: DossierRij) -> Aanschrijving:
    """De persoon van dit dossier, met het adres waar brieven nu heen gaan."""
    briefadres = await tx.lees_een_als(
        BriefadresRij,
        BriefadresRij.select().where(
            (Briefadres.gemeente_id == tx.gemeente_id)
            & (Briefadres.dossier_id == dossier.id)
            & Briefadres.ingetrokken_op.is_null()
        ),
    )
    return Aanschrijving(persoon=await lees_persoon(tx, dossier), briefadres=briefadres)
