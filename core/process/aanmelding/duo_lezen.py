"""Lezen bij DUO en handelen naar het verschil. Wat niet te lezen is blijft zoals het was, en een mens kijkt ernaar."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from core.fouten import Fout
from core.integrations.duo.contract import Doelgroep, Inburgeringsplicht, Inburgeringstermijn
from core.integrations.duo.contract import RedenGeenInburgeringsplicht as Reden
from core.integrations.duo.fouten import DuoGeenToegang, DuoOnleesbaar
from core.integrations.duo.gebeurtenissen import Hulpbron
from core.integrations.duo.lezen import Onleesbaar
from core.platform.db.uow import Tx
from core.process.aanmelding import na_lezen, vertaling, vreemde
from core.process.aanmelding.lezingen import TAAK_VAN, zet_lezing_klaar
from core.process.aanmelding.toegang import geen_toegang
from core.process.dossier import actions as dossier
from core.process.dossier import personen, termijn_van_duo
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.rijen import DossierRij
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossier
from core.process.taak import Taakbeurt

T = TypeVar("T")
_GEMELD = """
select gebeurtenis, max(dag) as dag from (
  select gebeurtenis, geregistreerd_op as dag from meedoen.duo_ontvangst where gemeente_id = $1 and dossier_id = $2
  union all
  select gebeurtenis, geregistreerd_op from meedoen.duo_ontvangst
  where gemeente_id = $1 and dossier_id = $3 and geregistreerd_op >= $4
  union all
  select waarde, dag from meedoen.duo_gegeven where gemeente_id = $1 and dossier_id = $2 and soort = 'GEBEURTENIS'
) m where gebeurtenis is not null group by gebeurtenis"""


@dataclass(slots=True)
class _Bron:
    """Wat er van één bron niet te lezen was: een deel, of niets."""

    mis: list[Onleesbaar] = field(default_factory=list)
    niets_te_lezen: bool = False

    async def lees(self, vraag: Callable[..., Awaitable[T | None]], bsn: str, bericht_id: UUID) -> T | None:
        try:
            return await vraag(bsn, bericht_id=bericht_id, onleesbaar=self.mis)
        except DuoOnleesbaar as fout:
            self.mis, self.niets_te_lezen = list(fout.gebreken), True
            return None


async def lees_duo(beurt: Taakbeurt) -> None:
    """Lees plicht, doelgroep en termijn bij DUO, en handel naar het verschil."""
    dossier_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        bsn = await personen.bsn_van(tx, beurt.huis, dossier_id)
        if bsn is None or (await lees_dossier(tx, dossier_id)).opgevolgd_op is not None:
            await beurt.klaar(tx)
            return
    duo, nummer = beurt.duo(), bsn.onthul()
    plichtbron, groepbron, termijnbron = _Bron(), _Bron(), _Bron()
    try:
        plicht = await plichtbron.lees(duo.lees_inburgeringsplicht, nummer, beurt.bericht_id("plicht"))
        groep = await groepbron.lees(duo.lees_doelgroep, nummer, beurt.bericht_id("doelgroep"))
        termijn = await termijnbron.lees(duo.lees_inburgeringstermijn, nummer, beurt.bericht_id("termijn"))
    except DuoGeenToegang as fout:
        await geen_toegang(beurt, fout)
        return
    except Fout:
        async with beurt.uow() as tx:  # the BRP does not wait for a neighbour that is down (C10)
            await vreemde.lees_nu_in_de_brp(tx, dossier_id, geeft=False)
        raise
    async with beurt.uow() as tx:
        was_vreemde = await vreemde.is_vreemde(tx, beurt.huis, (await neem_dossier(tx, dossier_id)).rij)
        for bron, gelezen in (
            (Hulpbron.INBURGERINGSPLICHT, plichtbron),
            (Hulpbron.DOELGROEP, groepbron),
            (Hulpbron.INBURGERINGSTERMIJN, termijnbron),
        ):
            await na_lezen.meld_onleesbaar(tx, dossier_id, bron, gelezen.mis)
        if plicht is None and not plichtbron.niets_te_lezen:
            await _geen_plicht(tx, dossier_id)
        else:
            behalve = vertaling.niet_gelezen(
                plicht=None if plichtbron.niets_te_lezen else plichtbron.mis,
                groep=None if groepbron.niets_te_lezen else groepbron.mis,
                termijn=None if termijnbron.niets_te_lezen else termijnbron.mis,
            )
            await _neem_over(tx, beurt, plicht, groep, termijn, behalve)
        await werkvoorraad.klopt_niet_meer(tx, Soort.DUO_GEEN_TOEGANG, str(dossier_id), "DUO geeft weer toegang")
        await vreemde.lees_nu_in_de_brp(tx, dossier_id, geeft=True, was_vreemde=was_vreemde)
        await beurt.klaar(tx)


async def _geen_plicht(tx: Tx, dossier_id: UUID) -> None:
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving="DUO kent voor deze persoon geen inburgeringsplicht. Vraag DUO na of de melding klopt.",
        grond="art. 3 Wi2021",
        sleutel=f"{dossier_id}:geen-plicht",
        dossier_id=dossier_id,
    )


async def _neem_over(
    tx: Tx,
    beurt: Taakbeurt,
    plicht: Inburgeringsplicht | None,
    groep: Doelgroep | None,
    termijn: Inburgeringstermijn | None,
    behalve: frozenset[str],
) -> None:
    dossier_id = beurt.bericht.onderwerp_id
    eerder = await lees_dossier(tx, dossier_id)
    gemeld = await gemeld_op(tx, eerder)
    feiten = vertaling.duo_feiten(plicht, groep, termijn, gemeld)
    aantal = await na_lezen.aantal_nieuwe_termijnen(tx, eerder, nu=feiten.termijn_tot)
    zaak = await dossier.verwerk_duo(tx, beurt.huis, dossier_id, feiten, behalve=behalve, in_nieuwe_termijn=aantal > 0)
    if termijn is not None:
        await termijn_van_duo.neem_over(
            tx,
            beurt.huis,
            zaak,
            start=termijn.startdatum,
            einde_exclusief=termijn.einddatum,
            verlengingsgrond=termijn.verlengingsgrondomschrijving or "",
        )
        await _zoek_boete(tx, zaak, was=eerder.termijn_tot)
    zaak = await na_lezen.volg_nieuwe_termijn(tx, beurt.huis, zaak)
    if "SS141" in gemeld and zaak.rij.reden_geen_plicht == Reden.VOLDAAN:
        await na_lezen.reik_certificaat_uit(tx, zaak)
    await werkvoorraad.klopt_niet_meer(tx, Soort.NAVRAGEN, f"{dossier_id}:geen-plicht", "DUO kent de plicht nu")
    if beurt.bericht.inhoud:
        anders = vertaling.wat_anders_is(eerder, zaak.rij)
        await na_lezen.meld_verschil(tx, zaak, Hulpbron.INBURGERINGSPLICHT, anders, lezing=beurt.bericht.inhoud)


async def _zoek_boete(tx: Tx, zaak: Zaak, *, was: date | None) -> None:
    """Een termijn die voorbij was en nu later eindigt is verlengd, of na een boete een nieuwe (T13): lees de boetes."""
    nu = zaak.rij.termijn_tot
    if was is not None and nu is not None and nu > was and was <= await tx.vandaag():
        await zet_lezing_klaar(tx, TAAK_VAN[Hulpbron.BOETE], zaak.id)


async def gemeld_op(tx: Tx, dossier: DossierRij) -> Mapping[str, date | None]:
    """De dag waarop DUO elke gebeurtenis over dit dossier het laatst meldde, ook als dat bericht hier niet aankwam.

    Van wie terugkwam telt ook wat sinds zijn terugkeer bij de eerdere zaak aankwam. None als die dag niet kon.
    """
    rijen = await tx.fetch(_GEMELD, tx.gemeente_id, dossier.id, dossier.eerder_id, dossier.teruggekeerd_op)
    return {r["gebeurtenis"]: r["dag"] for r in rijen}
