"""Personen, dossiers, termijnen en werk. Een fabriek maakt zelf wat zij nodig heeft als het niet is gegeven."""

import os
from datetime import date
from uuid import UUID

from core.law.fasen import Fase
from core.law.termijn import Termijnsoort
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id, nieuw_kenmerk
from core.platform.tenancy import Actor
from core.process.dossier.aantal import tel_dossiers
from core.process.dossier.namen import zoeknaam
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zoeken import leg_sleutels_vast
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden import briefadressen, caseload, dossierverhaal, samenvoegen
from tests.voorbeelden.bereik import BEWERKT, HERVERSLEUTELT, LOPEND, SCHRIJFT_BIJ, Bereik
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.nummers import proefbsn, proefvnummer
from tests.voorbeelden.outbox import outbox
from tests.voorbeelden.personen import TOEN, eerder_adres, eerdere_naam, persoon, persoon_zoek
from tests.voorbeelden.proef import Akker, Cijferproef, Kanarie, Proef, Versie, Verzoek, Zwijgt


async def vindbaar(tx: Tx, geslachtsnaam: str, voornamen: str = "", voorvoegsel: str = "") -> UUID:
    """Iemand met een dossier, en vindbaar op deze naam."""
    naam = {"voornamen": voornamen, "voorvoegsel": voorvoegsel, "geslachtsnaam": geslachtsnaam}
    voluit = " ".join(deel for deel in (voornamen, voorvoegsel, geslachtsnaam) if deel)
    id_ = await persoon(tx, **naam, naam=voluit, naam_zoek=zoeknaam(geslachtsnaam, voornamen))
    await dossier(tx, persoon_id=id_)
    await leg_sleutels_vast(tx, id_, **naam)
    return id_


async def persoon_nummer(tx: Tx, *, persoon_id: UUID | None = None, **anders: object) -> UUID:
    """Een nummer met een cijfertekst die bij geen sleutel hoort; een echt nummer legt `personen.py` vast."""
    persoon_id = persoon_id or await persoon(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "persoon_id": persoon_id,
        "soort": "vnummer",
        "cijfer": os.urandom(43),
        "sleutelversie": 1,
        "indexversie": 1,
        "bidx": os.urandom(16),
    }
    await voeg_in(tx, "persoon_nummer", waarden | anders)
    return persoon_id


async def dossier(tx: Tx, *, persoon_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "persoon_id": persoon_id or await persoon(tx),
        "kenmerk": nieuw_kenmerk(),
        "fase": str(Fase.PLICHT_GEMELD),
        "let_op": "komt met de bus",
        "geopend_op": TOEN,
    }
    await voeg_in(tx, "dossier", waarden | anders)
    return id_


async def termijn(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": str(Termijnsoort.PIP_A),
        "start": date(2026, 3, 2),
        "start_gebeurtenis": "kennisgeving",
        "ruw_einde": date(2026, 5, 11),
        "einde": date(2026, 5, 11),
        "atw": True,
        "grond": "art. 15 Wi2021",
        "uitleg": '["tien weken na de kennisgeving"]',
        "besluit_bekend": True,
        "bron": "recht",
        "status": "lopend",
        "recht_versie": "proef",
        "bepaald_op": TOEN,
    }
    await voeg_in(tx, "termijn", waarden | anders)
    return id_


async def termijnverschuiving(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_, dossier_id = nieuw_id(), dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "termijn_id": await termijn(tx, dossier_id=dossier_id),
        "vorige_id": await termijn(tx, dossier_id=dossier_id, start_gebeurtenis="eerder"),
        "soort": str(Termijnsoort.PIP_A),
        "van_dag": date(2026, 5, 11),
        "naar_dag": date(2026, 5, 12),
        "tijdig_tot": date(2026, 5, 12),
        "van_status": "te_laat",
        "naar_status": "gehaald",
        "reden": "een Besluit stelde 11 mei gelijk",
        "recht_versie": "proef",
        "verschoven_op": TOEN,
    }
    await voeg_in(tx, "termijnverschuiving", waarden | anders)
    return id_


async def werkitem(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": str(Soort.PIP_VASTSTELLEN),
        "omschrijving": "Stel het PIP vast",
        "grond": "art. 15 Wi2021",
        "sleutel": f"{Soort.PIP_VASTSTELLEN}:{id_}",
        "ontstaan_op": TOEN,
    }
    await voeg_in(tx, "werkitem", waarden | anders)
    return id_


async def briefadres(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "adresregel1": "Opvanglaan 12",
        "adresregel2": "9561 ZZ  TER APEL",
        "grond": "hij verblijft bij zijn zus",
        "sinds": date(2026, 3, 1),
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "briefadres", waarden | anders)
    return id_


async def correctie(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "object": "werkitem",
        "object_id": nieuw_id(),
        "wijzigingen": '[{"veld": "afhandeling", "oud": "gebeld", "nieuw": null}]',
        "motief": "het ging over zijn broer",
        "vastgelegd_door": tx.medewerker_id,
        "vastgelegd_op": TOEN,
    }
    await voeg_in(tx, "correctie", waarden | anders)
    return id_


async def _samenvoeging(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    met = {"dossier_id": dossier_id or await dossier(tx), "met_dossier_id": await dossier(tx)}
    return await samenvoegen.samenvoeging(tx, **met | anders)


async def _verhaal(wereld: Wereld) -> None:
    await dossierverhaal.zoek_en_werk_af(wereld)
    await dossierverhaal.de_termijn_van_duo(wereld)
    await briefadressen.de_brp_twijfelt(wereld)
    await dossierverhaal.het_recht_wijzigt(wereld)
    await caseload.er_valt_iets_stil(wereld)
    await samenvoegen.verhaal(wereld)
    nagaan = await dossierverhaal.ga_na(wereld)
    await wereld.mens("teamleider").stuur(nagaan.pad, nagaan.body)
    await dossierverhaal.als_een_taak_breekt(wereld)
    await dossierverhaal.komt_terug(wereld)
    await tel_dossiers(wereld.huis.databank, wereld.huis.tenants.values())


async def _zaai(akker: Akker) -> dict[str, str]:
    wereld = akker.wereld
    id_ = (
        await wereld.km.bewaar(akker.intake.pad("/briefadressen"), await briefadressen.een_briefadres(akker.intake))
    )["id"]
    await (await Zaak.nieuw(wereld, asiel=False)).roep_op()
    await wereld.meldt("SS122", akker.intake.inwoner)
    await wereld.werk_af()
    [werk] = (await wereld.km.lees("/werkvoorraad?soort=DUO_GEBEURTENIS"))["werk"]
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        voorstel = await samenvoegen.samenvoeging(tx, dossier_id=akker.intake.id, met_dossier_id=akker.traject.id)
    return {
        "werkitem_id": werk["id"],
        "metDossierId": str(akker.traject.id),
        "briefadres_id": id_,
        "samenvoeging_id": str(voorstel),
    }


async def _een_ander_dossier(wereld: Wereld) -> UUID:
    rij = await wereld.alziend.fetchrow("select id from dossier where gemeente_id = $1 limit 1", wereld.twee.b.id)
    return UUID(str(rij["id"]))


async def _opnieuw(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        taak = await outbox(tx, reeks=zaak.id)
        id_ = await werkitem(tx, dossier_id=zaak.id, soort="TAAK_MISLUKT", sleutel=f"TAAK_MISLUKT:{taak}")
    await wereld.alziend.execute("update outbox set status = 'mislukt', klaar_op = now() where id = $1", taak)
    return Verzoek(zaak=zaak, pad=f"/werkitems/{id_}/nieuwe-poging", body={"versie": 1})


_VAN_HET_DOSSIER = Versie(tabel="dossier", parameter="dossier_id")
_VAN_HET_WERK = Versie(tabel="werkitem", parameter="werkitem_id")


def _bsn(volgnummer: int) -> bytes:
    return proefbsn(volgnummer).onthul().encode()


def _vnummer(volgnummer: int) -> bytes:
    return proefvnummer(volgnummer).onthul().encode()


PROEF = Proef(
    fabrieken={
        "briefadres": briefadres,
        "correctie": correctie,
        "dossier": dossier,
        "eerder_adres": eerder_adres,
        "eerdere_naam": eerdere_naam,
        "persoon": persoon,
        "persoon_nummer": persoon_nummer,
        "persoon_zoek": persoon_zoek,
        "samenvoeging": _samenvoeging,
        "termijn": termijn,
        "termijnverschuiving": termijnverschuiving,
        "werkitem": werkitem,
    },
    bereik={
        (Actor.GEMEENTE, "persoon"): BEWERKT,
        (Actor.GEMEENTE, "persoon_nummer"): BEWERKT,
        (Actor.GEMEENTE, "eerdere_naam"): SCHRIJFT_BIJ,
        (Actor.GEMEENTE, "eerder_adres"): SCHRIJFT_BIJ,
        (Actor.GEMEENTE, "persoon_zoek"): BEWERKT,
        (Actor.GEMEENTE, "briefadres"): Bereik(
            leest=None,
            voegt_in=None,
            wijzigt=None,
            waarvoor="vastleggen en intrekken; wat ingetrokken is verandert niet",
        ),
        (Actor.GEMEENTE, "dossier"): Bereik(
            leest=None,
            voegt_in=None,
            wijzigt=None,
            naar=None,
            waarvoor="welke fase op welke volgt, weet het recht",
            niet_te_houden={
                "gekozen_door": "het dossier verandert later door anderen; de auditregel van de keuze zegt wie koos"
            },
        ),
        (Actor.GEMEENTE, "termijn"): Bereik(
            leest=None,
            voegt_in=LOPEND,
            wijzigt=(*LOPEND, "gemist", "gehaald", "te_laat"),
            naar=("gehaald", "te_laat", "gemist", "vervallen"),
            waarvoor="een termijn die eindigde loopt nooit weer; klopte haar einde niet of verschoof een Besluit haar,"
            " dan vervalt zij",
        ),
        (Actor.GEMEENTE, "termijnverschuiving"): Bereik(
            leest=None, voegt_in=None, waarvoor="wat verschoof, met waarom; er komt alleen bij"
        ),
        (Actor.GEMEENTE, "correctie"): SCHRIJFT_BIJ,
        (Actor.GEMEENTE, "samenvoeging"): Bereik(
            leest=None,
            voegt_in=("voorgesteld",),
            wijzigt=("voorgesteld",),
            naar=("uitgevoerd", "afgewezen"),
            waarvoor="voorstellen, en daarna beslissen; daarna ligt het vast",
        ),
        (Actor.GEMEENTE, "werkitem"): Bereik(
            leest=None,
            voegt_in=("open",),
            wijzigt=("open",),
            naar=("open", "afgehandeld", "vervallen"),
            waarvoor="bijwerken en sluiten; gesloten werk verandert niet",
        ),
        (Actor.SLEUTELS, "persoon_nummer"): HERVERSLEUTELT,
    },
    nooit_gefilterd={
        "persoon": {"in_onderzoek": "jsonb", "onleesbaar": "jsonb"},
        "persoon_nummer": {"cijfer": "bytea", "bidx": "bytea"},
        "correctie": {"wijzigingen": "jsonb"},
        "samenvoeging": {"verplaatst": "jsonb", "eerder": "jsonb"},
        "termijn": {"uitleg": "jsonb"},
    },
    cijfers={
        f"persoon_nummer.cijfer/{soort}": Cijferproef(
            rauw="select persoon_id as id, cijfer, bidx as index from persoon_nummer"
            f" where gemeente_id = $1 and soort = '{soort}' order by 1",
            inhoud=inhoud,
        )
        for soort, inhoud in (("bsn", _bsn), ("vnummer", _vnummer))
    },
    verhaal=_verhaal,
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset(
            {
                "Afhandeling.afhandeling",
                "Bevinding.bevinding",
                "BriefadresIn.grond",
                "Heropening.motief",
                "Samenvoegbeslissing.toelichting",
                "Samenvoegvoorstel.motief",
                "Uiteenhaalvoorstel.motief",
                "Vervolg.wat",
            }
        ),
        Zwijgt.ZOEKT: frozenset({"Zoekopdracht.cursor", "Zoekopdracht.kenmerk", "Zoekopdracht.naamBegintMet"}),
    },
    handelingen={
        "POST /dossiers/{dossier_id}/samenvoegingen": samenvoegen.een_voorlopig,
        "POST /dossiers/{dossier_id}/samenvoegingen/{samenvoeging_id}/beslissing": samenvoegen.een_voorstel,
        "POST /dossiers/{dossier_id}/samenvoegingen/{samenvoeging_id}/uiteenhalen": samenvoegen.een_samengevoegd,
        "POST /dossiers/{dossier_id}/vervolg": caseload.plan,
        "PUT /dossiers/{dossier_id}/briefadressen": briefadressen.leg_vast,
        "POST /dossiers/{dossier_id}/briefadressen/overname": briefadressen.neem_over,
        "DELETE /dossiers/{dossier_id}/briefadressen/{briefadres_id}": briefadressen.trek_in,
        "POST /werkitems/{werkitem_id}/afhandeling": dossierverhaal.vink_af,
        "POST /werkitems/{werkitem_id}/collegebesluit": dossierverhaal.ga_na,
        "POST /werkitems/{werkitem_id}/heropening": dossierverhaal.heropen,
        "POST /werkitems/{werkitem_id}/nieuwe-poging": _opnieuw,
    },
    parameters={
        "dossier_id": "dossier",
        "werkitem_id": "werkitem",
        "briefadres_id": "briefadres",
        "samenvoeging_id": "samenvoeging",
    },
    zaai=_zaai,
    versies={
        "samenvoegingen": _VAN_HET_DOSSIER,
        "samenvoegingen/{samenvoeging_id}/beslissing": _VAN_HET_DOSSIER,
        "samenvoegingen/{samenvoeging_id}/uiteenhalen": _VAN_HET_DOSSIER,
        "briefadressen": _VAN_HET_DOSSIER,
        "werkitems/{werkitem_id}/afhandeling": _VAN_HET_WERK,
        "werkitems/{werkitem_id}/collegebesluit": _VAN_HET_WERK,
        "werkitems/{werkitem_id}/heropening": _VAN_HET_WERK,
        "werkitems/{werkitem_id}/nieuwe-poging": _VAN_HET_WERK,
    },
    ids_van_een_ander={"metDossierId": _een_ander_dossier},
    weegt={
        "werkvoorraadLijst": ("400",),
        "werkvoorraadZoek": ("400",),
        "verschuivingLijst": ("400",),
        "dossierlijstLijst": ("400",),
        "dossierlijstNietsGepland": ("400",),
        "dossierlijstPlanVervolg": ("400", "409"),
        "samenvoegBeslis": ("400", "404", "409"),
        "briefadresLegVast": ("400", "409"),
        "briefadresNeemOver": ("400", "409"),
    },
    kanarie=Kanarie(
        loop=dossierverhaal.loop,
        afgeleid=frozenset({"persoon.naam_zoek", "persoon_zoek"}),
        versleuteld={
            "persoon_nummer.bidx": "een code",
            "persoon_nummer.cijfer": "het BSN en het V-nummer zijn zelf een merk",
        },
    ),
)
