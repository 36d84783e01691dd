"""Meedoen mailt de link van een uitnodiging, bij een echte mailserver (ADR 0091)."""

import dataclasses
from collections.abc import AsyncIterator, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from core.instellingen.config import Config
from core.integrations.mail import Mailserver
from core.platform.tenancy import Rol
from core.process.leden import post
from core.process.leden.rijen import TeMailen
from tests.process.wereld import Wereld
from tests.voorbeelden.beheer import lidmaatschap
from tests.voorbeelden.leden import LATER, aanvaard, een_uitnodiging, nodig_uit
from tests.voorbeelden.mailserver import AFZENDER, Postbus, mailserver

ADRES = "g.nodigde@example.org"
UIT = "https://meedoen.example.org/inloggen/uitnodiging/"


@pytest_asyncio.fixture(loop_scope="session")
async def bus(wereld: Wereld, tmp_path: Path) -> AsyncIterator[Postbus]:
    """De mailserver; de API en de worker van deze wereld mailen erheen."""
    config = wereld.huis.config
    async with mailserver(tmp_path) as postbus:
        anders = {"smtp": postbus.server.adres, "publiek_adres": "https://meedoen.example.org"}
        gewoon = {naam: getattr(config, naam) for naam in anders}
        _zet(config, anders)
        mailt_bij(wereld, postbus.server)
        yield postbus
        _zet(config, gewoon)


def _zet(config: Config, waarden: Mapping[str, str]) -> None:
    """Frozen, and shared by all that the standing world is made of; every test puts it back."""
    for naam, waarde in waarden.items():
        object.__setattr__(config, naam, waarde)


def mailt_bij(wereld: Wereld, server: Mailserver | None) -> None:
    wereld.buren = dataclasses.replace(wereld.buren, mail=server)


async def opnieuw_aan_de_beurt(wereld: Wereld) -> None:
    """Het wachten tussen twee pogingen is om, en de pacht ook."""
    nu = "statement_timestamp() - interval '1 second'"
    await wereld.alziend.execute(f"update outbox set niet_voor = {nu}, bezig_tot = {nu} where soort = 'leden.mail'")
    await wereld.werk_af()


def link_in(bericht: EmailMessage) -> str:
    [link] = [regel for regel in bericht.get_content().splitlines() if regel.startswith("http")]
    return str(link)


async def hoe_het_staat(wereld: Wereld, wie: str = "beheerder") -> tuple[bool, bool, str | None]:
    [uitnodiging] = await wereld.mens(wie).lees("/uitnodigingen")
    bezorgd, niet = uitnodiging["bezorgdOp"], uitnodiging["nietBezorgdOp"]
    return bezorgd is not None, niet is not None, uitnodiging["nietBezorgdReden"]


async def test_de_genodigde_krijgt_de_link_en_wie_uitnodigt_niet(
    wereld: Wereld, bus: Postbus, capfd: pytest.CaptureFixture[str]
) -> None:
    antwoord = await nodig_uit(wereld)
    assert antwoord["link"] is None
    assert antwoord["uitleg"].startswith("Meedoen mailt de link")
    assert await hoe_het_staat(wereld) == (False, False, None)
    await wereld.werk_af()
    [bericht] = bus.berichten
    assert bus.aan == [ADRES]
    assert (bericht["To"], bericht["From"]) == (ADRES, f"Meedoen <{AFZENDER}>")
    assert bericht.get_content_type() == "text/plain"
    tekst = bericht.get_content()
    assert "gemeente Stichtse Vecht, als klantmanager" in tekst
    assert "U bent uitgenodigd door" in tekst
    assert "Gerda" not in tekst
    assert link_in(bericht).startswith(UIT)
    assert await hoe_het_staat(wereld) == (True, False, None)
    geschreven = "".join(capfd.readouterr())
    assert ADRES not in geschreven
    assert link_in(bericht).rpartition("/")[2] not in geschreven
    await aanvaard(wereld, {"link": link_in(bericht)}, "genodigd")
    assert await wereld.mens("beheerder").lees("/uitnodigingen") == []


async def test_wie_voor_een_organisatie_uitnodigt_laat_ook_mailen(wereld: Wereld, bus: Postbus) -> None:
    await nodig_uit(wereld, "taalschool_beheerder", rol="taalschool_medewerker")
    await wereld.werk_af()
    [bericht] = bus.berichten
    assert "voor gemeente Stichtse Vecht, als taalschool medewerker" in bericht.get_content()
    assert await hoe_het_staat(wereld, "taalschool_beheerder") == (True, False, None)
    assert await wereld.mens("beheerder").lees("/uitnodigingen") == []


async def test_een_server_die_later_wel_wil_krijgt_haar_later(
    wereld: Wereld, bus: Postbus, capfd: pytest.CaptureFixture[str]
) -> None:
    bus.op_adres = [f"450 4.7.1 <{ADRES}>: Recipient address rejected: Greylisted"]
    bus.op_bericht = ["451 4.3.0 later"]
    await nodig_uit(wereld)
    for _ in range(2):
        await wereld.werk_af()
        assert bus.berichten == []
        assert await hoe_het_staat(wereld) == (False, False, None)
        await opnieuw_aan_de_beurt(wereld)
    assert len(bus.berichten) == 1
    assert await hoe_het_staat(wereld) == (True, False, None)
    geschreven = "".join(capfd.readouterr())
    assert '"fout": "Onbereikbaar"' in geschreven
    assert ADRES not in geschreven


@pytest.mark.parametrize("reden", ["adres_geweigerd", "bericht_geweigerd"])
async def test_wat_voorgoed_geweigerd_is_leest_wie_uitnodigde(wereld: Wereld, bus: Postbus, reden: str) -> None:
    antwoord = [f"550 5.1.1 <{ADRES}>: geheime tekst van de server"]
    bus.op_adres, bus.op_bericht = (antwoord, []) if reden == "adres_geweigerd" else ([], antwoord)
    await nodig_uit(wereld)
    await wereld.werk_af()
    assert await hoe_het_staat(wereld) == (False, True, reden)
    await opnieuw_aan_de_beurt(wereld)
    assert bus.berichten == []
    [rij] = await wereld.rijen("outbox", soort="leden.mail")
    assert (rij["status"], rij["fout"], rij["pogingen"]) == ("mislukt", reden, 1)


@pytest.mark.parametrize("waarom", ["weg", "wachtwoord", "certificaat", "geen STARTTLS"])
async def test_wat_aan_ons_of_de_server_ligt_wordt_opnieuw_geprobeerd(
    wereld: Wereld, bus: Postbus, waarom: str
) -> None:
    anders = {
        "weg": dataclasses.replace(bus.server, adres="smtp://127.0.0.1:9"),
        "wachtwoord": bus.met(wachtwoord="een ander wachtwoord"),
        "certificaat": bus.met(ca=""),
        "geen STARTTLS": bus.met(schema="smtp-open"),
    }[waarom]
    mailt_bij(wereld, anders)
    await nodig_uit(wereld)
    await wereld.werk_af()
    [rij] = await wereld.rijen("outbox", soort="leden.mail")
    assert (rij["status"], rij["fout"]) == ("nieuw", "Onbereikbaar")
    assert bus.berichten == []
    mailt_bij(wereld, bus.server)
    await opnieuw_aan_de_beurt(wereld)
    assert len(bus.berichten) == 1


async def test_een_worker_zonder_mailserver_laat_haar_liggen(wereld: Wereld, bus: Postbus) -> None:
    mailt_bij(wereld, None)
    await nodig_uit(wereld)
    await wereld.werk_af()
    assert await hoe_het_staat(wereld) == (False, False, None)
    mailt_bij(wereld, bus.server)
    await opnieuw_aan_de_beurt(wereld)
    assert await hoe_het_staat(wereld) == (True, False, None)


async def test_wat_is_ingetrokken_wordt_niet_gemaild(wereld: Wereld, bus: Postbus) -> None:
    id_ = str(uuid4())
    await nodig_uit(wereld, id=id_)
    await wereld.mens("beheerder").stuur(f"/uitnodigingen/{id_}/intrekking")
    await wereld.werk_af()
    assert bus.berichten == []
    [rij] = await wereld.rijen("outbox", soort="leden.mail")
    assert rij["status"] == "klaar"


@pytest.mark.parametrize("waardoor", ["verlopen", "wie uitnodigde is weg"])
async def test_een_link_die_niet_meer_werkt_wordt_niet_gemaild(wereld: Wereld, bus: Postbus, waardoor: str) -> None:
    await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, wereld.twee.a.teamleider, rol=Rol.BEHEERDER, naam="Nog een")
    await nodig_uit(wereld)
    if waardoor == "verlopen":
        await wereld.alziend.execute("update uitnodiging set verloopt_op = statement_timestamp() - interval '1 minute'")
    else:
        await wereld.alziend.execute(
            "update lidmaatschap set ingetrokken_op = statement_timestamp() where medewerker_id = $1",
            wereld.twee.a.beheerder,
        )
    await wereld.werk_af()
    assert bus.berichten == []
    assert await hoe_het_staat(wereld, "teamleider") == (False, True, "geldt_niet_meer")


async def test_wie_omvalt_tussen_versturen_en_merken_mailt_dezelfde_link_nog_eens(
    wereld: Wereld, bus: Postbus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """De mail is weg, en de pacht is van een ander voordat dat vaststaat."""
    await nodig_uit(wereld)
    gewoon = bus.handle_DATA

    async def een_ander_nam_haar(*wat: Any) -> str:
        await wereld.alziend.execute("update outbox set pogingen = pogingen + 1 where soort = 'leden.mail'")
        return await gewoon(*wat)

    monkeypatch.setattr(bus, "handle_DATA", een_ander_nam_haar)
    await wereld.werk_af()
    monkeypatch.undo()
    assert await hoe_het_staat(wereld) == (False, False, None)
    await opnieuw_aan_de_beurt(wereld)
    eerste, tweede = bus.berichten
    assert link_in(eerste) == link_in(tweede)
    assert eerste["Message-ID"] == tweede["Message-ID"]
    await opnieuw_aan_de_beurt(wereld)
    assert len(bus.berichten) == 2
    await aanvaard(wereld, {"link": link_in(eerste)}, "genodigd")


async def test_hetzelfde_verzoek_nog_eens_mailt_niet_nog_eens(wereld: Wereld, bus: Postbus) -> None:
    nieuw = een_uitnodiging()
    await wereld.mens("beheerder").stuur("/uitnodigingen", nieuw, 201)
    await wereld.mens("beheerder").stuur("/uitnodigingen", nieuw, 409)
    await wereld.werk_af()
    assert len(bus.berichten) == 1


async def test_een_naam_wordt_geen_kop_en_geen_alinea(wereld: Wereld, bus: Postbus) -> None:
    naam = "Jan\r\nBcc: ander@example.org\r\n\r\nhttps://kwaad.example.org\u2028Reply-To: x@example.org\x00"
    await wereld.alziend.execute(
        "update collega set naam = $1 where medewerker_id = $2", naam.replace("\x00", ""), wereld.twee.a.beheerder
    )
    vijandig = een_uitnodiging(naam="Gerda\r\nBcc: ander@example.org")
    await wereld.mens("beheerder").stuur("/uitnodigingen", vijandig, 400)
    await nodig_uit(wereld)
    await wereld.werk_af()
    [bericht] = bus.berichten
    assert bus.aan == [ADRES]
    assert {"bcc", "reply-to", "cc"}.isdisjoint(kop.lower() for kop in bericht)
    assert link_in(bericht).startswith(UIT)
    assert "ander@example.org" not in [regel.strip() for regel in bericht.get_content().splitlines()]


@pytest.mark.parametrize(
    "email",
    ["a@example.org\r\nBcc: b@example.org", "a@example.org,b@example.org", '"a b"@example.org', "a@[127.0.0.1]"],
)
async def test_wat_geen_enkel_adres_is_wordt_niet_genodigd(wereld: Wereld, bus: Postbus, email: str) -> None:
    await wereld.mens("beheerder").stuur("/uitnodigingen", een_uitnodiging(email=email), 400)
    assert await wereld.rijen("outbox", soort="leden.mail") == []


def test_een_adres_met_een_ander_schrift_gaat_in_gewone_letters() -> None:
    rij = TeMailen(
        id=UUID(int=1),
        organisatie_id=None,
        rol=Rol.KLANTMANAGER,
        email="g.nodigde@münchen.example.org",
        afdruk="",
        verloopt_op=LATER,
        door="\u202eG. van\tDam" + "x" * 200,
        open=True,
        geldt=True,
    )
    bericht = post.maak_bericht(rij, plek="p", link="l", afzender=AFZENDER, kenmerk=UUID(int=2), nu=LATER)
    assert str(bericht["To"]) == "g.nodigde@xn--mnchen-3ya.example.org"
    regels = bericht.get_content().splitlines()
    assert "U bent uitgenodigd door G. van Dam" + "x" * 90 + "." in regels
