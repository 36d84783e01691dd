"""Elke nacht per persoon vergelijken wat DUO heeft met wat hier staat (deel C van de koppeling).

Een bericht van DUO kan zoekraken, en een bron kan anders worden zonder bericht. Wat DUO noemt en hier niet aankwam
wordt alsnog gevolgd, en een mens weet het; hetzelfde als zij ons PIP niet of anders kent, of een ander als
contactpersoon bevestigde dan de behandelaar (DUO laat hem niet lezen). De bronnen leest Meedoen opnieuw; een verschil
daarin nemen die lezingen over (`na_lezen.meld_verschil`). De eerste keer dat een gemeente vergelijkt is de nulmeting:
dan komt alles alleen in de lijst. De contactpersoon kwam er later bij, en heeft zijn eigen eerste keer.
"""

from collections.abc import Collection
from datetime import date

from core.instellingen.legitimatie import Buur
from core.integrations.duo.contract import PipVanGemeente
from core.integrations.duo.fouten import DuoGeenToegang, DuoOnleesbaar
from core.integrations.duo.gebeurtenissen import Hulpbron
from core.integrations.duo.lezen import Onleesbaar
from core.law.buurlezing import (
    KWAM_WONEN,
    is_bekende_komst,
    is_voor_ons,
    komst_gemeld_op,
    kwam_op,
    misschien_weg_op,
    staat_elders,
)
from core.law.gemeenten import noem_gemeente
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.outbox import bus
from core.process.aanmelding import gegevens, na_lezen
from core.process.aanmelding.bewaren import bewaar
from core.process.aanmelding.lezingen import LEES_BRP, alle_lezingen, omschrijf, zet_lezing_klaar
from core.process.aanmelding.rijen import TeVergelijken, Verschil
from core.process.aanmelding.tables import Verschilsoort
from core.process.aanmelding.toegang import geen_toegang, sleutel
from core.process.aanmelding.verschillen import bewaar_vergelijking, lees_vergelijking, noteer, zoek_gemist
from core.process.dossier import personen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import DossierRij, PersoonRij
from core.process.dossier.stil import OPEN
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossier
from core.process.melding.contactpersoon_bij_duo import verschil_in_contactpersoon
from core.process.melding.pip_bij_duo import bevestigd_pip, zelfde_pip
from core.process.taak import Taakbeurt, Taaksoort

VERGELIJK, VERGELIJK_PERSOON = "aanmelding.vergelijk", "aanmelding.vergelijk_persoon"
RUST_SECONDEN = 2
"""Tussen twee personen: elk geeft een tiental vragen, en DUO heeft meer te doen."""
_KANDIDATEN = """
select d.id, d.geopend_op, v.klaargezet_op
from meedoen.dossier d
join meedoen.persoon_nummer n on n.gemeente_id = $1 and n.persoon_id = d.persoon_id and n.soort = 'bsn'
left join meedoen.duo_vergelijking v on v.gemeente_id = $1 and v.dossier_id = d.id
left join meedoen.outbox b on b.gemeente_id = $1 and b.reeks = d.id and b.soort = $4
  and b.status in ('nieuw', 'aangeboden', 'bezig')
where d.gemeente_id = $1 and d.fase = any (string_to_array($2::text, ',')) and b.id is null
  and (v.klaargezet_op is null or v.klaargezet_op < $3)
order by v.klaargezet_op nulls first, d.id limit $5"""
_EERSTE_DAG = "select min(begonnen_op) as dag from meedoen.duo_vergelijking where gemeente_id = $1"
_ZET_KLAAR = """
insert into meedoen.duo_vergelijking (gemeente_id, dossier_id, begonnen_op, nulmeting, klaargezet_op)
values ($1, $2, $4, $3, $4)
on conflict (gemeente_id, dossier_id) do update set klaargezet_op = excluded.klaargezet_op
where duo_vergelijking.klaargezet_op < excluded.klaargezet_op"""
_ONTVANGEN = """
select gebeurtenis, geregistreerd_op from meedoen.duo_ontvangst
where gemeente_id = $1 and dossier_id = $2 and gebeurtenis is not null and status <> 'dubbel'
union all
select gebeurtenis, geregistreerd_op from meedoen.duo_ontvangst
where gemeente_id = $1 and dossier_id = $3 and geregistreerd_op >= $4 and gebeurtenis is not null
  and status <> 'dubbel'"""


async def vergelijk(beurt: Taakbeurt) -> None:
    """Zet elke nacht de personen klaar, elk als een eigen taak: wie faalt houdt niemand op.

    Tweemaal op één dag, ook tegelijk, zet niemand dubbel klaar.
    """
    async with beurt.uow() as tx:
        vandaag = await tx.vandaag()
        eerste = await _eerste_dag(tx) or vandaag
        fasen, hoogste = ",".join(OPEN), beurt.huis.config.duo_per_nacht
        te_doen = await tx.fetch_als(
            TeVergelijken, _KANDIDATEN, tx.gemeente_id, fasen, vandaag, VERGELIJK_PERSOON, hoogste
        )
        for nummer, rij in enumerate(te_doen):
            geopend = rij.geopend_op.astimezone(NEDERLAND).date()
            if await tx.voer_uit(_ZET_KLAAR, tx.gemeente_id, rij.id, geopend <= eerste, vandaag):
                await bus.zet(
                    tx,
                    VERGELIJK_PERSOON,
                    onderwerp_id=rij.id,
                    reeks=rij.id,
                    buur=Buur.DUO,
                    na_seconden=nummer * RUST_SECONDEN,
                )
        await beurt.klaar(tx)


async def vergelijk_persoon(beurt: Taakbeurt) -> None:
    """Vergelijk wat DUO noemt met wat hier aankwam, en haar PIP met het onze; lees daarna de bronnen opnieuw."""
    dossier_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        bsn = await personen.bsn_van(tx, beurt.huis, dossier_id)
        if bsn is None or (await lees_dossier(tx, dossier_id)).fase not in OPEN:
            await beurt.klaar(tx)
            return
    mis: list[Onleesbaar] = []
    duo, nummer = beurt.duo(), bsn.onthul()
    try:
        gebeurd = await duo.lees_gebeurtenissen(nummer, bericht_id=beurt.bericht_id("gebeurd"), onleesbaar=mis) or []
        pip = await duo.lees_pip(nummer, bericht_id=beurt.bericht_id("pip"))
    except DuoGeenToegang as fout:
        await geen_toegang(beurt, fout, Hulpbron.GEBEURTENIS)
        return
    except DuoOnleesbaar as fout:
        mis, gebeurd, pip = list(fout.gebreken), [], None
    async with beurt.uow() as tx:
        zaak = await neem_dossier(tx, dossier_id)
        rij = await lees_vergelijking(tx, dossier_id)
        await na_lezen.meld_onleesbaar(tx, dossier_id, Hulpbron.GEBEURTENIS, mis)
        stil = rij.nulmeting and rij.vergeleken_op is None
        contact_stil = rij.vergeleken_op is not None and rij.contactpersoon_op is None
        contact = await _verschil_in_contactpersoon(tx, zaak)
        verschillen: list[Verschil] = []
        weg: date | None = None
        if not mis:
            ontvangen = await _ontvangen(tx, zaak.rij)
            komst = komst_gemeld_op(ontvangen)
            genoemd = [(g.id, g.datum) for g in gebeurd if not is_bekende_komst(g.id, g.datum, gemeld_op=komst)]
            geopend = zaak.rij.geopend_op.astimezone(NEDERLAND).date()
            gemist = zoek_gemist(genoemd, ontvangen, sinds=geopend)
            kwam = kwam_op(ss120_op=zaak.rij.ss120_op, ss121_op=zaak.rij.ss121_op)
            persoon = await lees_persoon(tx, zaak.rij)
            weg = misschien_weg_op(gemist, brp_gelezen_op=_brp_gelezen_op(persoon))
            elders = staat_elders(persoon.inschrijving_gemeente, hier=beurt.tenant.code)
            hier = [g for g in gebeurd if weg is None or g.datum < weg]
            await bewaar(tx, zaak, Hulpbron.GEBEURTENIS, gegevens.uit_gebeurtenissen(hier))
            kwijt = [_gemist(g) for g in gemist if is_voor_ons(*g, kwam=kwam, weg=weg, elders=elders)]
            bekend = {(v.soort, v.onderwerp) for v in rij.nulverschillen}
            gevonden = [*kwijt, *(await _verschil_in_pip(tx, beurt, zaak, pip) if weg is None else ())]
            gevonden += [] if contact_stil else contact
            verschillen = [v for v in gevonden if (v.soort, v.onderwerp) not in bekend]
            await _maak_werk(tx, beurt, zaak, [] if stil else verschillen)
        await bewaar_vergelijking(tx, dossier_id, verschillen, nulmeting=stil)
        for verschil in contact if contact_stil else ():
            await noteer(tx, dossier_id, verschil, nulmeting=True)
        if weg is not None:  # perhaps he moved: the BRP says it before DUO is read on
            await zet_lezing_klaar(tx, LEES_BRP, dossier_id)
        for soort in alle_lezingen(beurt.huis) if weg is None else ():
            await zet_lezing_klaar(tx, soort, dossier_id, vergelijking=True, nulmeting=stil)
        await werkvoorraad.klopt_niet_meer(
            tx, Soort.DUO_GEEN_TOEGANG, sleutel(dossier_id, Hulpbron.GEBEURTENIS), "DUO geeft weer toegang"
        )
        await beurt.klaar(tx)


def _brp_gelezen_op(persoon: PersoonRij) -> date | None:
    gelezen = persoon.brp_gelezen_op
    return None if gelezen is None else gelezen.astimezone(NEDERLAND).date()


def _gemist(gemeld: tuple[str, date]) -> Verschil:
    code, dag = gemeld
    ook = (
        " Verhuisde hij naar een andere gemeente, dan was het bericht voor haar: laat de BRP opnieuw lezen."
        if code in KWAM_WONEN
        else ""
    )
    return Verschil(
        soort=Verschilsoort.GEMIST,
        onderwerp=f"{code}:{dag.isoformat()}",
        code=code,
        wat=(
            f"DUO noemt van {dag:%d-%m-%Y}: {omschrijf(code)}. Dat bericht kwam hier niet aan. Meedoen leest nu wat"
            " erbij hoort. Ga na of er doordat het laat is iets te herstellen is, en vraag de beheerder waarom het niet"
            f" aankwam.{ook}"
        ),
    )


async def _verschil_in_pip(tx: Tx, beurt: Taakbeurt, zaak: Zaak, bekend: PipVanGemeente | None) -> list[Verschil]:
    """Ons PIP dat DUO bevestigde, en dat zij nu niet of anders kent."""
    gestuurd = await bevestigd_pip(tx, zaak.id)
    if gestuurd is None:
        return []
    if bekend is None:
        wat = "DUO bevestigde het PIP van deze gemeente, en kent het nu niet."
    elif f"GM{bekend.gemeentecode}" != beurt.tenant.code:
        daar = noem_gemeente(f"GM{bekend.gemeentecode}")
        wat = f"DUO bevestigde het PIP van deze gemeente, en noemt nu een PIP van {daar}."
    elif zelfde_pip(bekend.pip, gestuurd):
        return []
    else:
        wat = "DUO bevestigde het PIP van deze gemeente, en heeft nu een ander dan wij meldden."
    wat_nu = "Vraag DUO wat er veranderde; zonder het juiste PIP klopt haar termijn niet."
    return [Verschil(soort=Verschilsoort.PIP, onderwerp="pip", wat=f"{wat} {wat_nu}")]


async def _verschil_in_contactpersoon(tx: Tx, zaak: Zaak) -> list[Verschil]:
    """DUO bevestigde een ander dan wie dit dossier nu behandelt."""
    ander = await verschil_in_contactpersoon(tx, zaak.rij)
    if ander is None:
        return []
    onderwerp = f"{ander.behandelaar_id}:{ander.bij_duo}"
    return [Verschil(soort=Verschilsoort.CONTACTPERSOON, onderwerp=onderwerp, wat=ander.wat)]


async def _maak_werk(tx: Tx, beurt: Taakbeurt, zaak: Zaak, verschillen: Collection[Verschil]) -> None:
    """Eén stuk werk per persoon en verschil; is het er niet meer, dan sluit dat. Wat een mens deed komt niet terug."""
    for verschil in verschillen:
        sleutel_ = f"{zaak.id}:{verschil.soort}:{verschil.onderwerp}"
        if await werkvoorraad.is_afgehandeld(tx, Soort.NAVRAGEN, sleutel=sleutel_, omschrijving=verschil.wat):
            continue
        nieuw = await werkvoorraad.zet_klaar(
            tx,
            Soort.NAVRAGEN,
            omschrijving=verschil.wat,
            grond="art. 34 Wi2021",
            sleutel=sleutel_,
            dossier_id=zaak.id,
        )
        for soort in beurt.huis.proces.gebeurtenissen.get(verschil.code, ()) if nieuw else ():
            await zet_lezing_klaar(tx, soort, zaak.id)
    for soort_ in (Verschilsoort.GEMIST, Verschilsoort.PIP, Verschilsoort.CONTACTPERSOON):
        await werkvoorraad.sluit_behalve(
            tx,
            Soort.NAVRAGEN,
            begin=f"{zaak.id}:{soort_}:",
            behalve=[f"{zaak.id}:{v.soort}:{v.onderwerp}" for v in verschillen],
            afhandeling="DUO en dit dossier verschillen hierin niet meer",
        )


async def _eerste_dag(tx: Tx) -> date | None:
    """De dag van de nulmeting: wat DUO daarvoor meldde is geschiedenis."""
    rij = await tx.fetchrow(_EERSTE_DAG, tx.gemeente_id)
    return None if rij is None else rij["dag"]


async def _ontvangen(tx: Tx, dossier: DossierRij) -> list[tuple[str, date | None]]:
    """Wat over deze zaak aankwam; van wie terugkwam ook wat sindsdien bij de eerdere aankwam."""
    rijen = await tx.fetch(_ONTVANGEN, tx.gemeente_id, dossier.id, dossier.eerder_id, dossier.teruggekeerd_op)
    return [(rij["gebeurtenis"], rij["geregistreerd_op"]) for rij in rijen]


TAKEN = (
    Taaksoort(
        soort=VERGELIJK, wat="de dossiers klaarzetten die met DUO vergeleken worden", doe=vergelijk, elke_dag=True
    ),
    Taaksoort(soort=VERGELIJK_PERSOON, wat="een dossier met DUO vergelijken", doe=vergelijk_persoon),
)
