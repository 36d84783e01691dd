"""De andere bronnen van DUO lezen: elk een taak, die bewaart wat er staat en handelt naar het verschil."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial

from core.integrations.duo.client import DuoClient
from core.integrations.duo.fouten import DuoGeenToegang, DuoOnleesbaar
from core.integrations.duo.gebeurtenissen import Hulpbron
from core.integrations.duo.lezen import Onleesbaar
from core.law.buurlezing import NIET_MEER_TE_LEZEN
from core.platform.db.uow import Tx
from core.process.aanmelding import gegevens, na_lezen
from core.process.aanmelding.bewaren import Verschil, bewaar
from core.process.aanmelding.gegevens import Gegeven
from core.process.aanmelding.lezingen import TAAK_VAN
from core.process.aanmelding.toegang import geen_toegang, sleutel
from core.process.dossier import personen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossier
from core.process.taak import Taakbeurt, Taaksoort
from core.process.voorvallen import FeitenGewijzigd, meld

_Mis = list[Onleesbaar]
_Lees = Callable[[DuoClient, str, Taakbeurt, _Mis], Awaitable[Iterable[Gegeven]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bron:
    """Een bron van DUO: hoe zij heet in "Meedoen kon niet ... bij DUO lezen", en hoe zij gelezen wordt."""

    bron: Hulpbron
    naam: str
    lees: _Lees


async def lees_bron(beurt: Taakbeurt, bron: Bron) -> None:
    """Lees de bron, bewaar het verschil en handel ernaar."""
    dossier_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        bsn = await personen.bsn_van(tx, beurt.huis, dossier_id)
        if bsn is None or (await lees_dossier(tx, dossier_id)).fase in NIET_MEER_TE_LEZEN:
            await beurt.klaar(tx)
            return
    mis: _Mis = []
    gelezen: Iterable[Gegeven] | None = None
    try:
        gelezen = await bron.lees(beurt.duo(), bsn.onthul(), beurt, mis)
    except DuoGeenToegang as fout:
        await geen_toegang(beurt, fout, bron.bron)
        return
    except DuoOnleesbaar as fout:
        mis = list(fout.gebreken)
    async with beurt.uow() as tx:
        zaak = await neem_dossier(tx, dossier_id)
        await na_lezen.meld_onleesbaar(tx, dossier_id, bron.bron, mis)
        if gelezen is not None:
            verschil = await bewaar(tx, zaak, bron.bron, [*gelezen, *gegevens.uit_onleesbaar(mis)])
            await _volg(tx, beurt, zaak, bron.bron, verschil)
        await werkvoorraad.klopt_niet_meer(
            tx, Soort.DUO_GEEN_TOEGANG, sleutel(dossier_id, bron.bron), "DUO geeft weer toegang"
        )
        await beurt.klaar(tx)


async def _volg(tx: Tx, beurt: Taakbeurt, zaak: Zaak, bron: Hulpbron, verschil: Verschil) -> None:
    if verschil:
        await beurt.huis.logboek.schrijf(
            tx, "duo-gegeven.lezen", "dossier", object_id=zaak.id, dossiers=[zaak.id], velden=verschil.soorten
        )
    await na_lezen.weeg_verleend(tx, zaak, verschil)
    if bron is Hulpbron.PIP and verschil:
        await meld(tx, beurt.huis, zaak, FeitenGewijzigd(velden=frozenset({"duo_gegeven.waarde"})))
    if bron is Hulpbron.BOETE:
        zaak = await na_lezen.volg_nieuwe_termijn(tx, beurt.huis, zaak)
    if beurt.bericht.inhoud:
        await na_lezen.meld_verschil(tx, zaak, bron, verschil.regels, lezing=beurt.bericht.inhoud)


async def _examens(duo: DuoClient, bsn: str, beurt: Taakbeurt, mis: _Mis) -> Iterable[Gegeven]:
    uitslagen = await duo.lees_examenresultaten(bsn, bericht_id=beurt.bericht_id("examens"), onleesbaar=mis)
    pogingen = await duo.lees_gratis_pogingen(bsn, bericht_id=beurt.bericht_id("pogingen"), onleesbaar=mis)
    return gegevens.uit_examens(uitslagen or (), pogingen or ())


async def _vrijstellingen(duo: DuoClient, bsn: str, beurt: Taakbeurt, mis: _Mis) -> Iterable[Gegeven]:
    gelezen = await duo.lees_vrijstellingen(bsn, bericht_id=beurt.bericht_id("vrijstellingen"), onleesbaar=mis)
    return gegevens.uit_vrijstellingen(gelezen or ())


async def _ontheffingen(duo: DuoClient, bsn: str, beurt: Taakbeurt, mis: _Mis) -> Iterable[Gegeven]:
    gelezen = await duo.lees_ontheffingen(bsn, bericht_id=beurt.bericht_id("ontheffingen"), onleesbaar=mis)
    return gegevens.uit_ontheffingen(gelezen or ())


async def _verlengingen(duo: DuoClient, bsn: str, beurt: Taakbeurt, mis: _Mis) -> Iterable[Gegeven]:
    gelezen = await duo.lees_verlengingen(bsn, bericht_id=beurt.bericht_id("verlengingen"), onleesbaar=mis)
    return gegevens.uit_verlengingen(gelezen or ())


async def _boetes(duo: DuoClient, bsn: str, beurt: Taakbeurt, mis: _Mis) -> Iterable[Gegeven]:
    """Met een boete erbij ook elk einde dat de termijn had: pas samen zeggen zij of er een nieuwe termijn is."""
    boetes = await duo.lees_boetes(bsn, bericht_id=beurt.bericht_id("boetes"), onleesbaar=mis)
    if not boetes:
        return ()
    eerder = await duo.lees_inburgeringstermijnhistorie(bsn, bericht_id=beurt.bericht_id("termijnhistorie"))
    return gegevens.uit_boetes(boetes, eerder or ())


async def _pip(duo: DuoClient, bsn: str, beurt: Taakbeurt, mis: _Mis) -> Iterable[Gegeven]:
    """Alleen dat van een andere gemeente is nieuws; het eigen PIP staat in het dossier zelf."""
    bekend = await duo.lees_pip(bsn, bericht_id=beurt.bericht_id("pip"), onleesbaar=mis)
    return () if bekend is None or f"GM{bekend.gemeentecode}" == beurt.tenant.code else gegevens.uit_pip(bekend)


BRONNEN = (
    Bron(bron=Hulpbron.EXAMEN, naam="de uitslagen van de examens", lees=_examens),
    Bron(bron=Hulpbron.VRIJSTELLING, naam="de vrijstellingen", lees=_vrijstellingen),
    Bron(bron=Hulpbron.ONTHEFFING, naam="de ontheffingen", lees=_ontheffingen),
    Bron(bron=Hulpbron.VERLENGING, naam="de verzoeken om verlenging", lees=_verlengingen),
    Bron(bron=Hulpbron.BOETE, naam="de boetes", lees=_boetes),
    Bron(bron=Hulpbron.PIP, naam="het PIP", lees=_pip),
)
TAKEN = tuple(
    Taaksoort(soort=TAAK_VAN[bron.bron], wat=f"{bron.naam} bij DUO lezen", doe=partial(lees_bron, bron=bron))
    for bron in BRONNEN
)
