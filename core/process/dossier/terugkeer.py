"""De nieuwe zaak van wie verhuisde en hier weer komt wonen (T20); de eerdere blijft zoals zij was (ADR 0077)."""

from datetime import date
from uuid import UUID

from core.law.fasen import Fase
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id, nieuw_kenmerk
from core.process.dossier import briefadres_overnemen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.tables import Dossier
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossier, werk_bij
from core.process.voorvallen import Overleden, Teruggekeerd, meld

_HUIDIG = """
select v.id from meedoen.dossier d
join meedoen.dossier v on v.gemeente_id = $1 and v.persoon_id = d.persoon_id and v.opgevolgd_op is null
where d.gemeente_id = $1 and d.id = $2"""


async def open_vervolg(tx: Tx, huis: Huis, zaak: Zaak, *, op: date) -> Zaak:
    """Open de zaak van wie terugkwam, op de dag waarop dat was; is zij er al, dan is dat de zaak.

    Zij begint als die van iedereen die hier komt wonen: wat DUO en de BRP nu geven wordt gelezen, en niets loopt door.
    """
    zaak.eis(tx)
    if zaak.rij.opgevolgd_op is not None:
        return await neem_dossier(tx, await huidig(tx, zaak.id))
    eerder, nu, id_ = zaak.rij, await tx.nu(), nieuw_id()
    await werk_bij(tx, zaak, {Dossier.opgevolgd_op: nu})
    await tx.schrijf(
        Dossier.insert(
            Dossier(
                gemeente_id=tx.gemeente_id,
                id=id_,
                persoon_id=eerder.persoon_id,
                kenmerk=nieuw_kenmerk(),
                fase=Fase.VOORTRAJECT_COA,
                eerder_id=eerder.id,
                teruggekeerd_op=op,
                geopend_op=nu,
            )
        )
    )
    await huis.logboek.schrijf(tx, "dossier.openen", "dossier", object_id=id_, dossiers=[id_, eerder.id])
    await werkvoorraad.klopt_niet_meer(tx, Soort.NAVRAGEN, f"{eerder.id}:terug", "hij heeft een nieuwe zaak")
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            "De persoon woonde hier eerder, verhuisde, en woont hier weer. Zijn zaak van toen is dossier"
            f" {eerder.kenmerk}; wat daar gebeurde blijft daar. Vraag hem of een andere gemeente een PIP voor hem"
            " vaststelde dat DUO hier niet geeft, vraag het die gemeente, en leg het vast."
        ),
        grond="art. 15 lid 4 Wi2021",
        sleutel=vraag_bij_terugkeer(id_),
        dossier_id=id_,
    )
    vervolg = await neem_dossier(tx, id_)
    await briefadres_overnemen.volg(tx, vervolg.rij, vraag=True)
    await meld(tx, huis, vervolg, Teruggekeerd(eerder=eerder.id))
    return vervolg


def vraag_bij_terugkeer(dossier_id: UUID) -> str:
    """De sleutel van het werk dat eenmaal vraagt of een andere gemeente een plan voor hem vaststelde."""
    return f"{dossier_id}:teruggekomen"


async def huidig(tx: Tx, dossier_id: UUID) -> UUID:
    """De zaak van nu van dezelfde persoon; meestal deze."""
    rij = await tx.fetchrow(_HUIDIG, tx.gemeente_id, dossier_id)
    return dossier_id if rij is None else UUID(str(rij["id"]))


async def neem_met_vervolg(tx: Tx, dossier_id: UUID) -> tuple[Zaak, Zaak | None]:
    """Houd dit dossier vast, en de zaak van nu als de persoon verhuisde en terugkwam (None als dit die zaak is): wat
    hier verandert, verandert daar mee. De jongste eerst, zoals bij een overlijden."""
    while True:
        nu_id = await huidig(tx, dossier_id)
        nu = await neem_dossier(tx, nu_id)
        if nu.rij.opgevolgd_op is not None:  # he came back once more meanwhile
            continue
        return (nu, None) if nu_id == dossier_id else (await neem_dossier(tx, dossier_id), nu)


async def woont_hier_weer(tx: Tx, dossier_id: UUID) -> bool:
    """Of de persoon van deze eerdere zaak hier weer woont, voor zover hier bekend."""
    nu_id = await huidig(tx, dossier_id)
    return nu_id != dossier_id and (await lees_dossier(tx, nu_id)).fase is not Fase.OVERGEDRAGEN


async def meld_overlijden_eerder(tx: Tx, huis: Huis, zaak: Zaak) -> None:
    """Wat in een eerdere zaak nog liep, zoals de vraag naar een boete, houdt met een overlijden ook op (PG-12)."""
    eerder_id = zaak.rij.eerder_id
    while eerder_id is not None:
        eerder = await neem_dossier(tx, eerder_id)
        await meld(tx, huis, eerder, Overleden())
        eerder_id = eerder.rij.eerder_id
