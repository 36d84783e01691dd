"""Een voorlopig dossier dat opgaat in dat van dezelfde persoon (C1)."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from core.law.fasen import Fase
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Doel
from core.process.dossier.tables import Samenvoegsoort, Samenvoegstatus
from core.process.dossier.werksoorten import Soort
from core.process.intake.cijferteksten import OMSTANDIGHEDEN
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.proef import Verzoek

TOEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def samenvoeging(tx: Tx, **anders: object) -> UUID:
    """Een voorstel; de twee dossiers noemt wie het maakt. Het college zelf besloot, dus beslissen mag ieder."""
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "soort": str(Samenvoegsoort.SAMENVOEGEN),
        "status": str(Samenvoegstatus.VOORGESTELD),
        "motief": "dezelfde pas",
        "van_fase": str(Fase.PLICHT_GEMELD),
        "met_fase": str(Fase.PLICHT_GEMELD),
        "verplaatst": '{"werkitem": []}',
        "eerder": "{}",
        "vastgelegd_door": tx.medewerker_id,
        "vastgelegd_op": TOEN,
        "toelichting": "",
        "college_nummer": "2026-14",
        "college_datum": TOEN.date(),
    }
    await voeg_in(tx, "samenvoeging", waarden | anders)
    return id_


async def een_voorlopig(wereld: Wereld) -> Verzoek:
    """Van een dossier is alleen het V-nummer bekend, en het andere is van dezelfde persoon."""
    ander, inwoner = await Zaak.nieuw(wereld), wereld.iemand()
    wereld.duo_weet(inwoner, bsn_bekend=False)
    await wereld.meldt("SS101", inwoner, bsn=False, v_nummer=True)
    await wereld.werk_af()
    gezocht = await wereld.km.stuur("/werkvoorraad/zoekopdrachten", {"vNummer": str(inwoner.v_nummer)}, 200)
    zaak = Zaak(wereld, inwoner, UUID(gezocht["treffers"][0]["dossierId"]), wereld.km)
    keuze = {"id": str(uuid4()), "metDossierId": str(ander.id), "motief": "dezelfde pas"}
    return Verzoek(zaak=zaak, pad=zaak.pad("/samenvoegingen"), body=keuze | await _versie(zaak))


async def _versie(zaak: Zaak) -> dict[str, int]:
    return {"versie": (await zaak.lees())["versie"]}


async def _stel_voor(verzoek: Verzoek) -> Verzoek:
    assert isinstance(verzoek.body, dict)
    await verzoek.zaak.km.stuur(verzoek.pad, verzoek.body)
    pad = f"{verzoek.pad}/{verzoek.body['id']}/beslissing"
    beslissing = {"akkoord": True, "toelichting": "pas gezien"} | await _versie(verzoek.zaak)
    return Verzoek(zaak=verzoek.zaak, pad=pad, body=beslissing)


async def een_voorstel(wereld: Wereld) -> Verzoek:
    """De klantmanager stelde het voor; de teamleider beslist."""
    return await _stel_voor(await een_voorlopig(wereld))


async def een_samengevoegd(wereld: Wereld) -> Verzoek:
    """Zij zijn samengevoegd, en blijken twee mensen."""
    return await _samengevoegd(wereld, await een_voorstel(wereld))


async def _samengevoegd(wereld: Wereld, beslissing: Verzoek) -> Verzoek:
    await wereld.mens("teamleider").stuur(beslissing.pad, beslissing.body)
    keuze = {"id": str(uuid4()), "motief": "het zijn twee zussen"} | await _versie(beslissing.zaak)
    pad = beslissing.pad.removesuffix("/beslissing") + "/uiteenhalen"
    return Verzoek(zaak=beslissing.zaak, pad=pad, body=keuze)


async def verhaal(wereld: Wereld) -> None:
    """Voorstellen (ook nog eens hetzelfde), bekijken, uitvoeren, en weer uit elkaar; van alles verhuist er iets."""
    verzoek = await met_werk_en_omstandigheden(wereld)
    beslissing = await _stel_voor(verzoek)
    await wereld.km.stuur(verzoek.pad, verzoek.body)
    await wereld.km.lees(beslissing.pad.removesuffix("/beslissing"))
    uiteen = await _samengevoegd(wereld, beslissing)
    assert isinstance(uiteen.body, dict)
    await wereld.km.stuur(uiteen.pad, uiteen.body)
    terug = verzoek.zaak.pad(f"/samenvoegingen/{uiteen.body['id']}")
    await wereld.km.lees(terug)
    ja = {"akkoord": True, "toelichting": "twee geboorteakten"} | await _versie(verzoek.zaak)
    await wereld.mens("teamleider").stuur(f"{terug}/beslissing", ja)
    nog_een = await een_voorstel(wereld)
    college = {"nummer": "2026-31", "datum": (await wereld.vandaag()).isoformat()}
    assert isinstance(nog_een.body, dict)
    await wereld.mens("teamleider").stuur(nog_een.pad, nog_een.body | {"collegebesluit": college})
    await nog_een.zaak.lees()


async def met_werk_en_omstandigheden(wereld: Wereld) -> Verzoek:
    """In beide dossiers staat hetzelfde werk open, en in het voorlopige staat iets vertrouwelijks."""
    verzoek = await een_voorlopig(wereld)
    assert isinstance(verzoek.body, dict)
    met = UUID(verzoek.body["metDossierId"])
    rij_id = nieuw_id()
    plek = OMSTANDIGHEDEN.plek(wereld.twee.a.id, rij_id)
    cijfer, sleutelversie = wereld.huis.kluis.versleutel(b"slaapt slecht", soort=OMSTANDIGHEDEN.soort, plek=plek)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager(Doel.BREDE_INTAKE)) as tx:
        for id_, wat in ((verzoek.zaak.id, "pas"), (met, "pas"), (verzoek.zaak.id, "adres")):
            werk = {
                "gemeente_id": tx.gemeente_id,
                "id": nieuw_id(),
                "dossier_id": id_,
                "soort": str(Soort.NAVRAGEN),
                "omschrijving": "vraag na",
                "grond": "art. 3 Wi2021",
                "sleutel": f"{Soort.NAVRAGEN}:{id_}:{wat}",
                "ontstaan_op": TOEN,
            }
            await voeg_in(tx, "werkitem", werk)
        waarden = {"gemeente_id": tx.gemeente_id, "id": rij_id, "dossier_id": verzoek.zaak.id, "cijfer": cijfer}
        waarden |= {"sleutelversie": sleutelversie, "vastgelegd_op": TOEN, "vastgelegd_door": tx.medewerker_id}
        await voeg_in(tx, "persoonlijke_omstandigheden", waarden)
    return verzoek
