"""Werk klaarzetten, afhandelen en laten vervallen.

Elk item heeft een sleutel: zolang er een open item met die sleutel is, komt er geen tweede. Zo blijft herhalen
zonder gevolg, en kan hetzelfde later toch opnieuw ontstaan.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from core.fouten import Conflict, NietGevonden, VoorwaardeNietVervuld
from core.law.handelingen import Handeling, Zaakbeeld
from core.law.streefdag import nagevraagd
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.outbox import bus
from core.process.dossier import correctie
from core.process.dossier.correctie import wijziging
from core.process.dossier.oordeel import oordeel_over
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import WerkitemRij
from core.process.dossier.tables import GEEN_DATUM, Werkitem, Werkstatus
from core.process.dossier.werksoorten import VAN_DE_TEAMLEIDER, Soort
from core.process.dossier.zaak import neem_dossier
from core.process.werksoort import Werksoort

_ZET = """
insert into meedoen.werkitem (gemeente_id, id, dossier_id, termijn_id, soort, omschrijving, grond, vervaldatum,
  sleutel, behandelaar_id, ontstaan_op)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $13, $10)
on conflict (gemeente_id, sleutel) where status = 'open'
do update set termijn_id = excluded.termijn_id, omschrijving = excluded.omschrijving, grond = excluded.grond,
  vervaldatum = case when $14 and werkitem.vervaldatum <> 'infinity' then werkitem.vervaldatum
    else excluded.vervaldatum end, versie = werkitem.versie + 1, gewijzigd_op = excluded.ontstaan_op,
  gewijzigd_door = $11, gewijzigd_bij = $12
where (werkitem.termijn_id, werkitem.omschrijving, werkitem.grond)
  is distinct from (excluded.termijn_id, excluded.omschrijving, excluded.grond)
  or werkitem.vervaldatum <> excluded.vervaldatum and (not $14 or werkitem.vervaldatum = 'infinity')"""
_STAAT_OPEN = "select id from meedoen.werkitem where gemeente_id = $1 and sleutel = $2 and status = 'open'"
_AFGEVINKT = """
select 1 as een from meedoen.werkitem w
where w.gemeente_id = $1 and w.dossier_id = $2 and w.status = 'afgehandeld'
  and w.soort <> all (string_to_array($3::text, ','))
  and not exists (select from meedoen.werkitem o
    where o.gemeente_id = $1 and o.sleutel = w.sleutel and o.status = 'open')
limit 1"""
_BEHANDELAAR = """
select d.behandelaar_id
from meedoen.dossier d
join meedoen.lidmaatschap l on l.gemeente_id = $1 and l.medewerker_id = d.behandelaar_id
where d.gemeente_id = $1 and d.id = $2 and l.organisatie_id is null and l.ingetrokken_op is null
  and l.rol in ('klantmanager', 'teamleider') and (l.tot is null or l.tot > statement_timestamp())
limit 1"""
"""Wie hier niet meer werkt krijgt geen nieuw werk: het staat dan bij niemand, en bij de teamleider (C7)."""
WEER_GEPLAND = "er staat weer iets gepland"


async def zet_klaar(
    tx: Tx,
    soort: Werksoort,
    *,
    omschrijving: str,
    grond: str,
    sleutel: str,
    dossier_id: UUID | None = None,
    termijn_id: UUID | None = None,
    vervaldatum: date | None = None,
) -> bool:
    """Zet werk klaar, of werk het open item met dezelfde sleutel bij; False als het er al zo stond. Navragen zonder dag
    krijgt er een naar eigen norm als het begint, en houdt die."""
    return await _zet(
        tx,
        soort,
        omschrijving=omschrijving,
        grond=grond,
        sleutel=f"{soort}:{sleutel}",
        dossier_id=dossier_id,
        termijn_id=termijn_id,
        vervaldatum=vervaldatum or GEEN_DATUM,
    )


async def _zet(
    tx: Tx,
    soort: str,
    *,
    omschrijving: str,
    grond: str,
    sleutel: str,
    dossier_id: UUID | None,
    termijn_id: UUID | None,
    vervaldatum: date,
) -> bool:
    eigen_norm = soort == Soort.NAVRAGEN and vervaldatum == GEEN_DATUM
    if eigen_norm and tx.recht is not None:
        vervaldatum = nagevraagd(await tx.vandaag(), recht=tx.recht)
    van_niemand = dossier_id is None or soort in VAN_DE_TEAMLEIDER
    dossier = None if van_niemand else await tx.fetchrow(_BEHANDELAAR, tx.gemeente_id, dossier_id)
    geraakt = await tx.voer_uit(
        _ZET,
        tx.gemeente_id,
        nieuw_id(),
        dossier_id,
        termijn_id,
        str(soort),
        omschrijving,
        grond,
        vervaldatum,
        sleutel,
        await tx.nu(),
        tx.toegang.medewerker_id,
        tx.oorzaak,
        None if dossier is None else dossier["behandelaar_id"],
        eigen_norm,
    )
    if geraakt and dossier_id is not None and soort != Soort.NIETS_GEPLAND:
        await sluit(tx, Soort.NIETS_GEPLAND, sleutel=str(dossier_id), afhandeling=WEER_GEPLAND, vervallen=True)
    return geraakt == 1


async def sluit(tx: Tx, soort: Werksoort, *, sleutel: str, afhandeling: str, vervallen: bool = False) -> bool:
    """Sluit het open item met deze sleutel, omdat het werk gedaan is of niet meer hoeft; False als er geen was."""
    return await sluit_elk(tx, soort, (sleutel,), afhandeling=afhandeling, vervallen=vervallen)


async def sluit_elk(
    tx: Tx, soort: Werksoort, sleutels: Collection[str], *, afhandeling: str, vervallen: bool = False
) -> bool:
    """Als `sluit`, voor elk van deze sleutels in één opdracht; False als er van geen een open item was."""
    if not sleutels:
        return False
    status = Werkstatus.VERVALLEN if vervallen else Werkstatus.AFGEHANDELD
    gesloten = await tx.schrijf(
        Werkitem.update(await _gesloten(tx, status, afhandeling))
        .where(
            (Werkitem.gemeente_id == tx.gemeente_id)
            & Werkitem.sleutel.is_in([f"{soort}:{sleutel}" for sleutel in sleutels])
            & (Werkitem.status == Werkstatus.OPEN)
        )
        .returning(Werkitem.id)
    )
    return bool(gesloten)


async def zet_over(tx: Tx, van: UUID, naar: UUID) -> None:
    """Open werk van een dossier dat opgaat in een ander krijgt daar zijn sleutel; wat daar al openstaat vervalt."""
    gesloten = await _gesloten(tx, Werkstatus.VERVALLEN, "staat ook in het dossier waarmee is samengevoegd")
    items = await tx.lees_als(
        WerkitemRij,
        WerkitemRij.select().where(
            (Werkitem.gemeente_id == tx.gemeente_id)
            & (Werkitem.dossier_id == van)
            & (Werkitem.status == Werkstatus.OPEN)
        ),
    )
    for item in items:
        sleutel = item.sleutel.replace(str(van), str(naar))
        staat_al = sleutel != item.sleutel and await tx.fetchrow(_STAAT_OPEN, tx.gemeente_id, sleutel) is not None
        waarden = gesloten if staat_al else {Werkitem.sleutel: sleutel, **await nieuwe_versie(tx, Werkitem)}
        await tx.schrijf(
            Werkitem.update(waarden).where((Werkitem.gemeente_id == tx.gemeente_id) & (Werkitem.id == item.id))
        )


async def zet_terug(tx: Tx, ids: Iterable[str], *, van: UUID, naar: UUID) -> None:
    """Open werk dat met `zet_over` meeverhuisde krijgt de sleutel van zijn eigen dossier weer."""
    items = await tx.lees_als(
        WerkitemRij,
        WerkitemRij.select().where(
            (Werkitem.gemeente_id == tx.gemeente_id)
            & (Werkitem.dossier_id == van)
            & (Werkitem.status == Werkstatus.OPEN)
        ),
    )
    terug = frozenset(ids)
    for item in items:
        sleutel = item.sleutel.replace(str(van), str(naar))
        if str(item.id) in terug and sleutel != item.sleutel:
            waarden = {Werkitem.sleutel: sleutel, **await nieuwe_versie(tx, Werkitem)}
            await tx.schrijf(
                Werkitem.update(waarden).where((Werkitem.gemeente_id == tx.gemeente_id) & (Werkitem.id == item.id))
            )


async def laat_vervallen(tx: Tx, dossier_id: UUID, soorten: Iterable[str], *, afhandeling: str) -> bool:
    """Al het open werk van deze soorten bij een dossier vervalt; False als er geen was."""
    vervallen = await tx.schrijf(
        Werkitem.update(await _gesloten(tx, Werkstatus.VERVALLEN, afhandeling))
        .where(
            (Werkitem.gemeente_id == tx.gemeente_id)
            & (Werkitem.dossier_id == dossier_id)
            & Werkitem.soort.is_in(sorted(soorten))
            & (Werkitem.status == Werkstatus.OPEN)
        )
        .returning(Werkitem.id)
    )
    return bool(vervallen)


async def _gesloten(tx: Tx, status: Werkstatus, afhandeling: str) -> dict[Any, Any]:
    return {
        Werkitem.status: status,
        Werkitem.afgehandeld_op: await tx.nu(),
        Werkitem.afgehandeld_door: tx.toegang.medewerker_id,
        Werkitem.afhandeling: afhandeling,
        **await nieuwe_versie(tx, Werkitem),
    }


async def sluit_behalve(
    tx: Tx, soort: Werksoort, *, begin: str, behalve: Collection[str] = (), afhandeling: str
) -> bool:
    """Laat open items vervallen waarvan de sleutel zo begint, behalve de genoemde: wat niet meer speelt verdwijnt."""
    staand = await tx.fetch(
        "select sleutel from meedoen.werkitem where gemeente_id = $1 and status = 'open' and sleutel ^@ $2",
        tx.gemeente_id,
        f"{soort}:{begin}",
    )
    over = {rij["sleutel"].removeprefix(f"{soort}:") for rij in staand} - set(behalve)
    await sluit_elk(tx, soort, sorted(over), afhandeling=afhandeling, vervallen=True)
    return bool(over)


async def klopt_niet_meer(tx: Tx, soort: Werksoort, sleutel: str, afhandeling: str) -> None:
    """Werk dat een feit noemt sluit als het feit er niet meer is."""
    await sluit(tx, soort, sleutel=sleutel, afhandeling=afhandeling, vervallen=True)


async def staat_open(tx: Tx, soort: Werksoort, sleutel: str) -> bool:
    """Of er open werk met deze sleutel is."""
    rij = await tx.fetchrow(
        "select 1 from meedoen.werkitem where gemeente_id = $1 and sleutel = $2 and status = 'open'",
        tx.gemeente_id,
        f"{soort}:{sleutel}",
    )
    return rij is not None


async def is_afgehandeld(tx: Tx, soort: Werksoort, *, sleutel: str, omschrijving: str) -> bool:
    """Of een mens precies dit al deed; wat alleen verviel telt niet."""
    rij = await tx.fetchrow(
        "select 1 from meedoen.werkitem where gemeente_id = $1 and sleutel = $2 and omschrijving = $3"
        " and status = 'afgehandeld' limit 1",
        tx.gemeente_id,
        f"{soort}:{sleutel}",
        omschrijving,
    )
    return rij is not None


async def lees(tx: Tx, werkitem_id: UUID) -> WerkitemRij:
    """Een werkitem als rij, ook als het al gesloten is.

    Raises:
        NietGevonden: het bestaat niet.
    """
    waar = (Werkitem.gemeente_id == tx.gemeente_id) & (Werkitem.id == werkitem_id)
    rij = await tx.lees_een_als(WerkitemRij, WerkitemRij.select().where(waar))
    if rij is None:
        raise NietGevonden("Dit werkitem bestaat niet.")
    return rij


async def stand(tx: Tx, huis: Huis, werkitem_id: UUID) -> Stand:
    """Hoe het werkitem er nu bij staat, voor wie met een oudere versie kwam."""
    rij = await lees(tx, werkitem_id)
    dossiers = [rij.dossier_id] if rij.dossier_id else []
    await huis.logboek.schrijf(tx, "werkitem.lezen", "werkitem", object_id=werkitem_id, dossiers=dossiers)
    klaar = "" if rij.status is Werkstatus.OPEN else f"Dit werk is al {rij.status}."
    return stand_van(rij, velden={"afhandeling": rij.afhandeling}, klaar=klaar)


async def handel_af(tx: Tx, huis: Huis, werkitem_id: UUID, *, versie: int, afhandeling: str) -> None:
    """Een mens vinkt werk af en zegt wat er gedaan is.

    Raises:
        NietGevonden: het item bestaat niet.
        VersieConflict: het is intussen gewijzigd of afgehandeld.
        Conflict: het was al afgehandeld.
        VoorwaardeNietVervuld: dit werk verdwijnt alleen door het te doen.
    """
    rij = await lees(tx, werkitem_id)
    eis_versie(versie, rij.versie)
    if rij.status is not Werkstatus.OPEN:
        raise Conflict("Dit werkitem is al afgehandeld.")
    if huis.proces.is_zelf_sluitend(rij.soort):
        raise VoorwaardeNietVervuld("Dit werk sluit vanzelf als het gedaan is; het kan niet worden afgevinkt.")
    if rij.soort == Soort.COLLEGEBESLUIT_NAGAAN:
        raise VoorwaardeNietVervuld(
            "Dit werk vinkt u niet zo af. Een andere teamleider dan wie het opgaf legt vast of het besluit er is,"
            " en wat hij zag."
        )
    await vink_af(tx, werkitem_id, versie=versie, afhandeling=afhandeling)
    dossiers = [rij.dossier_id] if rij.dossier_id else []
    await huis.logboek.schrijf(
        tx,
        "werkitem.afhandelen",
        "werkitem",
        object_id=werkitem_id,
        dossiers=dossiers,
        velden=["afhandeling", "status"],
    )


async def is_er_afgevinkt(tx: Tx, huis: Huis, dossier_id: UUID) -> bool:
    """Of er in dit dossier werk is dat een mens afvinkte en dat nu niet openstaat: dat kan weer open."""
    vanzelf = ",".join(soort for soort, zelf_sluitend in huis.proces.werk.items() if zelf_sluitend)
    return await tx.fetchrow(_AFGEVINKT, tx.gemeente_id, dossier_id, vanzelf) is not None


async def heropen(tx: Tx, huis: Huis, werkitem_id: UUID, *, versie: int, motief: str) -> UUID:
    """Werk dat bij vergissing is afgevinkt staat weer open; geeft het id waaronder. Wat er afgevinkt was, blijft staan.

    Raises:
        NietGevonden: het item bestaat niet.
        VersieConflict: het is intussen gewijzigd.
        Conflict: het staat (weer) open.
        OnjuisteFase, VoorwaardeNietVervuld: het sloot niet door afvinken, of de zaak is voorbij.
    """
    rij = await lees(tx, werkitem_id)
    zaak = None if rij.dossier_id is None else await neem_dossier(tx, rij.dossier_id)
    eis_versie(versie, rij.versie)
    if await tx.fetchrow(_STAAT_OPEN, tx.gemeente_id, rij.sleutel) is not None:
        raise Conflict("Dit werk staat al open.")
    if rij.status is Werkstatus.VERVALLEN:
        raise VoorwaardeNietVervuld(
            f"Dit werk is niet afgevinkt maar vervallen ({rij.afhandeling}). Het komt vanzelf terug als het weer"
            " speelt."
        )
    if huis.proces.is_zelf_sluitend(rij.soort):
        raise VoorwaardeNietVervuld(
            "Dit werk sloot doordat het gedaan is. Klopt dat niet, neem dan die handeling terug."
        )
    if zaak is not None and rij.soort in huis.proces.trajectwerk:
        beeld = Zaakbeeld(fase=zaak.rij.fase, overleden=(await lees_persoon(tx, zaak.rij)).overleden)
        (await oordeel_over(tx, huis, zaak.rij, Handeling.WERK_HEROPENEN, beeld)).eis()
    await _zet(
        tx,
        rij.soort,
        omschrijving=rij.omschrijving,
        grond=rij.grond,
        sleutel=rij.sleutel,
        dossier_id=rij.dossier_id,
        termijn_id=rij.termijn_id,
        vervaldatum=rij.vervaldatum,
    )
    weer = await tx.fetch(_STAAT_OPEN, tx.gemeente_id, rij.sleutel)
    id_: UUID = weer[0]["id"]
    await correctie.leg_vast(
        tx,
        huis,
        "werkitem.heropenen",
        "werkitem",
        object_id=werkitem_id,
        dossier_id=rij.dossier_id,
        wijzigingen=[
            wijziging("status", rij.status, Werkstatus.OPEN),
            wijziging("afhandeling", rij.afhandeling, None),
            wijziging("id", rij.id, id_),
        ],
        motief=motief,
    )
    return id_


async def doe_taak_opnieuw(tx: Tx, huis: Huis, werkitem_id: UUID, *, versie: int) -> None:
    """Een mislukte taak nog eens laten doen; het werkitem sluit, en komt terug als zij weer mislukt.

    Raises:
        NietGevonden: het item bestaat niet.
        VersieConflict: het is intussen gewijzigd of afgehandeld.
        Conflict: het was al afgehandeld.
        VoorwaardeNietVervuld: dit werk is geen mislukte taak.
    """
    rij = await lees(tx, werkitem_id)
    eis_versie(versie, rij.versie)
    if rij.status is not Werkstatus.OPEN:
        raise Conflict("Dit werkitem is al afgehandeld.")
    if rij.soort != Soort.TAAK_MISLUKT:
        raise VoorwaardeNietVervuld("Alleen een mislukte taak kan opnieuw worden gedaan.")
    await bus.herstel(tx, UUID(rij.sleutel.removeprefix(f"{Soort.TAAK_MISLUKT}:")))
    await vink_af(tx, werkitem_id, versie=versie, afhandeling="opnieuw laten doen")
    await huis.logboek.schrijf(tx, "werkitem.nieuwe-poging", "werkitem", object_id=werkitem_id, velden=["status"])


async def vink_af(tx: Tx, werkitem_id: UUID, *, versie: int, afhandeling: str) -> None:
    """Sluit dit open werkitem met wat er gedaan is; of het mag, is dan al gevraagd."""
    await tx.schrijf_een(
        Werkitem.update(await _gesloten(tx, Werkstatus.AFGEHANDELD, afhandeling))
        .where(
            (Werkitem.gemeente_id == tx.gemeente_id)
            & (Werkitem.id == werkitem_id)
            & (Werkitem.versie == versie)
            & (Werkitem.status == Werkstatus.OPEN)
        )
        .returning(Werkitem.id)
    )
