"""`meedoen productie toets`: elk onderdeel ziet wat er mis is, zegt wat eraan te doen is, en noemt geen geheim."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.cli import main
from core.instellingen.config import lees_config, lees_wat_deugt
from core.instellingen.legitimatie import Buur
from core.instellingen.tabel import INSTELLINGEN, Proces
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.audit.anker import Ankerbestand, Ankerpunt
from core.platform.ids import nieuw_id
from core.platform.tenants import lees_tenants
from core.process.mandaat import opdrachten
from core.productie.bevinding import Bevinding, Ernst, Uitslag
from core.productie.installatie import Installatie
from core.productie.toets import INSTELLINGEN_NAAM, ONDERDELEN, toets
from tests.integrations.tlsbuur import BRP_KENT_NIEMAND, DUO_KENT_NIEMAND, tlsbuur
from tests.voorbeelden.beheer import gemeente
from tests.voorbeelden.certificaten import DAG, Ca
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.legitimatie import vul, zet_paar
from tests.voorbeelden.omgeving import IN_PRODUCTIE, omgeving

BUITENGESLOTEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
NU = datetime.now(UTC)
CA = Ca()


@dataclass(slots=True)
class Opstelling:
    """Een omgeving op echte servers, met één gemeente die in productie mag zijn."""

    waarden: dict[str, str]
    map: Path
    eigenaar: Any
    back_up: Path

    def zet(self, **anders: str) -> None:
        self.waarden |= {f"MEEDOEN_{naam.upper()}": waarde for naam, waarde in anders.items()}

    async def toets(self, *, proces: Proces | None = None) -> Uitslag:
        return await toets(self.waarden, nu=datetime.now(UTC), proces=proces, back_up=self.back_up)

    async def van(self, onderdeel: str, *, nu: datetime | None = None) -> list[Bevinding]:
        """Alleen dit onderdeel, zonder de rest te doen."""
        config, _ = lees_wat_deugt(self.waarden)
        installatie = Installatie(config=config, nu=nu or datetime.now(UTC), back_up=self.back_up)
        return [bevinding async for bevinding in ONDERDELEN[onderdeel][0](installatie)]


@pytest.fixture
async def opstelling(
    cluster: Cluster, database: str, valkey: EmbeddedValkey, eigenaar: Any, tmp_path: Path
) -> Opstelling:
    back_up = tmp_path / "back-up"
    back_up.touch()
    tenants = tmp_path / "tenants"
    tenants.mkdir()
    for pad in IN_PRODUCTIE.glob("*.yaml"):
        (tenants / pad.name).write_text(pad.read_text(encoding="utf-8"), encoding="utf-8")
    waarden = omgeving(
        cluster.dsns(database), valkey=valkey.url, tenants=str(tenants), audit_anker=str(tmp_path / "anker.jsonl")
    )
    return Opstelling(waarden, tmp_path, eigenaar, back_up)


def _teksten(bevindingen: list[Bevinding], ernst: Ernst = Ernst.HOUDT_TEGEN) -> str:
    return "\n".join(b.wat for b in bevindingen if b.ernst is ernst)


async def test_zonder_een_enkele_instelling_noemt_hij_ze_allemaal_en_gaat_er_niets_kapot() -> None:
    uitslag = await toets({}, nu=NU)
    gevonden = "\n".join(b.wat for b in uitslag.bevindingen if b.onderdeel == INSTELLINGEN_NAAM)
    assert [i.variabele for i in INSTELLINGEN if i.standaard is None and i.variabele not in gevonden] == []
    assert uitslag.nagekeken == (INSTELLINGEN_NAAM, *ONDERDELEN)
    assert not uitslag.in_orde


async def test_hij_toetst_alsof_het_al_productie_is_en_zegt_dat_het_dat_nog_niet_is(opstelling: Opstelling) -> None:
    gevonden = _teksten([b for b in (await opstelling.toets()).bevindingen if b.onderdeel == INSTELLINGEN_NAAM])
    assert "MEEDOEN_OMGEVING is test" in gevonden
    assert "MEEDOEN_KLOK: een beweegbare klok mag niet in productie" in gevonden


async def test_elke_bevinding_zegt_wat_u_doet_en_noemt_geen_geheim(opstelling: Opstelling) -> None:
    opstelling.zet(duo_legitimatie=str(opstelling.map), brp_legitimatie=str(opstelling.map))
    uitslag = await opstelling.toets()
    assert len(uitslag.bevindingen) > 15
    assert all(b.wat and b.stap for b in uitslag.bevindingen)
    geheimen = {i.variabele for i in INSTELLINGEN if i.geheim} & set(opstelling.waarden)
    delen = [deel for naam in geheimen for deel in opstelling.waarden[naam].replace("@", ":").split(":")]
    lang = {deel for deel in delen if len(deel) > 12}
    assert len(lang) > 10
    tekst = uitslag.als_tekst() + uitslag.als_json()
    assert [deel for deel in lang if deel in tekst] == []


async def test_met_de_geheimen_van_een_proces_slaat_hij_over_wat_een_ander_weet(opstelling: Opstelling) -> None:
    namen = {i.variabele for i in INSTELLINGEN if Proces.ZEGEL in i.voor}
    opstelling.waarden = {naam: waarde for naam, waarde in opstelling.waarden.items() if naam in namen}
    uitslag = await opstelling.toets(proces=Proces.ZEGEL)
    assert "database" in uitslag.overgeslagen
    assert "auditlog" in uitslag.nagekeken
    assert not set(uitslag.overgeslagen) & set(uitslag.nagekeken)
    assert "NIET NAGEKEKEN  database" in uitslag.als_tekst()


# What each part must see, on a set-up in which it is otherwise as it was.


async def _geen_tls(opstelling: Opstelling) -> None:
    """De database van de tests heeft geen TLS."""


async def _onbereikbaar(opstelling: Opstelling) -> None:
    opstelling.zet(db_relay="postgresql://meedoen_relay:wachtwoord@127.0.0.1:9/meedoen")


async def _oud_schema(opstelling: Opstelling) -> None:
    await opstelling.eigenaar.execute(
        "delete from schema_migratie where nummer = (select max(nummer) from schema_migratie)"
    )


async def _valkey_weg(opstelling: Opstelling) -> None:
    opstelling.zet(valkey="redis://127.0.0.1:9")


async def _geen_gemeente(opstelling: Opstelling) -> None:
    for pad in (opstelling.map / "tenants").iterdir():
        pad.unlink()


async def _kapot_bestand(opstelling: Opstelling) -> None:
    (opstelling.map / "tenants" / "x.yaml").write_text("code: 1", encoding="utf-8")


async def _niets(opstelling: Opstelling) -> None:
    """Zoals de opstelling begint: niet geladen, nergens in te loggen, geen anker."""


async def _geladen(opstelling: Opstelling) -> None:
    for tenant in lees_tenants(opstelling.map / "tenants").values():
        await gemeente(opstelling.eigenaar, tenant)


async def _losse_dienst(opstelling: Opstelling) -> None:
    pad = opstelling.map / "platform.yaml"
    pad.write_text(
        "ingangen:\n  - naam: Ergens\n    inlogdienst: {uitgever: 'https://127.0.0.1:9/x', client: meedoen}\n",
        encoding="utf-8",
    )
    opstelling.zet(platform=str(pad))


async def _kapot_platform(opstelling: Opstelling) -> None:
    pad = opstelling.map / "platform.yaml"
    pad.write_text("ingangen: 3", encoding="utf-8")
    opstelling.zet(platform=str(pad))


async def _lege_map(opstelling: Opstelling) -> None:
    opstelling.zet(duo_adres="https://127.0.0.1:9/v1", duo_legitimatie=str(opstelling.map))


async def _verlopen_ca(opstelling: Opstelling) -> None:
    verlopen = CA.geef_uit(van=-2 * DAG, tot=-DAG)
    opstelling.zet(valkey_ca=verlopen.certificaat)


async def _geknoeid(opstelling: Opstelling) -> None:
    (opstelling.map / "anker.jsonl").write_text("{}\n", encoding="utf-8")


async def _oude_back_up(opstelling: Opstelling) -> None:
    lang = (NU - timedelta(days=3)).timestamp()
    os.utime(opstelling.back_up, (lang, lang))


async def _geen_back_up(opstelling: Opstelling) -> None:
    opstelling.back_up.unlink()


async def _mailserver_weg(opstelling: Opstelling) -> None:
    opstelling.zet(smtp="smtps://127.0.0.1:9", smtp_afzender="meedoen@example.org")


BREUKEN: Mapping[str, Mapping[str, Callable[[Opstelling], Any]]] = {
    "database": {
        "de verbinding is niet versleuteld": _geen_tls,
        "als meedoen_relay is zij niet te bereiken": _onbereikbaar,
        "het schema is van migratie": _oud_schema,
    },
    "valkey": {"Valkey antwoordt niet (ConnectionError)": _valkey_weg},
    "gemeenten": {
        "geen enkel bestand": _geen_gemeente,
        "x.yaml": _kapot_bestand,
        "Voorbeeldstad staat niet in de database": _niets,
        "niemand mag namens het college een besluit nemen": _geladen,
        "Voorbeeldstad heeft geen beheerder": _geladen,
    },
    "inloggen": {
        "wie bij Voorbeeldstad werkt kan nergens inloggen": _niets,
        "MEEDOEN_PUBLIEK_ADRES is leeg": _niets,
        "https://127.0.0.1:9/x: er is geen niveau afgesproken": _losse_dienst,
        "platform.yaml": _kapot_platform,
    },
    "mail": {"De mailserver neemt nu niets aan (SMTPConnectError)": _mailserver_weg},
    "buren": {"Voorbeeldstad bij DUO: ca.crt: ontbreekt": _lege_map, "bij DUO: de verbinding lukt niet": _niets},
    "certificaten": {"MEEDOEN_VALKEY_CA: een certificaat is verlopen": _verlopen_ca},
    "auditlog": {"er is nog geen anker": _niets, "regel 1 van het ankerbestand": _geknoeid},
    "back-up": {"de laatste back-up lukte op": _oude_back_up, "het bestand van --back-up is er niet": _geen_back_up},
}
GEVALLEN = [(onderdeel, tekst) for onderdeel, breuken in BREUKEN.items() for tekst in breuken]


def test_van_elk_onderdeel_staat_hier_wat_het_moet_zien() -> None:
    assert set(BREUKEN) == set(ONDERDELEN)


@pytest.mark.parametrize(("onderdeel", "tekst"), GEVALLEN)
async def test_elk_onderdeel_ziet_wat_er_mis_is(opstelling: Opstelling, onderdeel: str, tekst: str) -> None:
    await BREUKEN[onderdeel][tekst](opstelling)
    assert tekst in _teksten(await opstelling.van(onderdeel))


async def test_wat_er_bij_een_onderdeel_mis_is_houdt_het_andere_niet_op(opstelling: Opstelling) -> None:
    for breek in (_onbereikbaar, _valkey_weg, _kapot_bestand, _kapot_platform, _lege_map, _geknoeid, _geen_back_up):
        await breek(opstelling)
    uitslag = await opstelling.toets()
    gevonden = {b.onderdeel for b in uitslag.bevindingen if b.ernst is Ernst.HOUDT_TEGEN}
    assert gevonden >= {"database", "valkey", "gemeenten", "inloggen", "auditlog", "back-up"}


async def test_een_inlogdienst_die_niet_antwoordt_wordt_met_haar_uitgever_genoemd(opstelling: Opstelling) -> None:
    await _losse_dienst(opstelling)
    wat = [b.wat for b in await opstelling.van("inloggen")]
    assert len([tekst for tekst in wat if tekst.startswith("https://127.0.0.1:9/x: ")]) == 2


async def test_een_voorbeeld_in_het_mandaatregister_houdt_tegen(opstelling: Opstelling) -> None:
    await _geladen(opstelling)
    pad = opstelling.map / "tenants" / "voorbeeldstad.yaml"
    regel = (
        'mandaten:\n  - {besluiten: [B04], functie: teamleider, nummer: "2025/1", datum: 2025-01-01,'
        " vanaf: 2025-01-01, status: illustratief}\n"
    )
    pad.write_text(pad.read_text(encoding="utf-8") + regel, encoding="utf-8")
    await opdrachten.laad(lees_config(opstelling.waarden), lees_tenants(pad.parent).values(), door="een jurist")
    gevonden = await opstelling.van("gemeenten")
    assert "Voorbeeldstad: in het mandaatregister staan voorbeelden (1)" in _teksten(gevonden)
    anders = _teksten(gevonden, Ernst.LET_OP)
    assert "(B03)" in anders
    assert "(B04)" not in anders


@pytest.mark.parametrize(
    ("antwoord", "certificaat", "verwacht"),
    [
        (DUO_KENT_NIEMAND, CA, ""),
        (BUITENGESLOTEN, CA, "de buur laat ons niet binnen (403)"),
        (DUO_KENT_NIEMAND, Ca("Andere CA"), "de verbinding lukt niet (CERTIFICATE_VERIFY_FAILED)"),
    ],
    ids=["binnen", "buiten", "een ander"],
)
async def test_bij_elke_buur_wordt_echt_aangeklopt(
    opstelling: Opstelling, tmp_path: Path, antwoord: bytes, certificaat: Ca, verwacht: str
) -> None:
    for buur in Buur:
        vul(tmp_path / buur, buur, ["GM9999"], CA)
    zet_paar(tmp_path / Buur.DUO, "tls", CA.geef_uit(tot=90 * DAG))
    async with (
        tlsbuur(certificaat.voor_server(), antwoord, tmp_path, ca_van_clients=CA.certificaat) as duo,
        tlsbuur(CA.voor_server(), BRP_KENT_NIEMAND, tmp_path, ca_van_clients=None) as brp,
    ):
        opstelling.zet(
            duo_adres=duo.adres,
            brp_adres=brp.adres,
            **{f"{buur}_legitimatie": str(tmp_path / buur) for buur in Buur},
        )
        gevonden = await opstelling.van("buren")
    assert [b.wat.removeprefix("Voorbeeldstad bij DUO: ") for b in gevonden] == ([_heel(verwacht)] if verwacht else [])
    assert [vraag.koppen["x-api-key"] for vraag in brp.vragen] == ["sleutel-van-GM9999"]


def _heel(verwacht: str) -> str:
    return f"de verbinding lukt, maar {verwacht}" if verwacht.startswith("de buur") else verwacht


async def test_een_certificaat_dat_bijna_verloopt_is_om_op_te_letten(opstelling: Opstelling) -> None:
    opstelling.zet(valkey_ca=CA.geef_uit(tot=20 * DAG).certificaat)
    [bijna] = await opstelling.van("certificaten")
    assert (bijna.ernst, bijna.wat.split(" (")[0]) == (
        Ernst.LET_OP,
        "MEEDOEN_VALKEY_CA: een certificaat verloopt over 19 dagen",
    )
    assert await opstelling.van("certificaten", nu=datetime.now(UTC) - 60 * DAG) == []


async def test_een_anker_van_nu_is_goed_en_een_van_gisteren_om_op_te_letten(opstelling: Opstelling) -> None:
    config, nu = lees_config(opstelling.waarden), datetime.now(UTC)
    punt = Ankerpunt(gemeente_id=nieuw_id(), nr=1, hash=b"\x01" * 32, op=nu)
    Ankerbestand(config.audit_anker, config.sleutel_audit).voeg_toe([punt])
    assert await opstelling.van("auditlog", nu=nu) == []
    [oud] = await opstelling.van("auditlog", nu=nu + timedelta(days=1))
    assert oud.ernst is Ernst.LET_OP


def test_de_opdracht_geeft_een_afsluitcode_en_json_voor_een_pijplijn(
    cluster: Cluster,
    database: str,
    valkey: EmbeddedValkey,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for naam, waarde in omgeving(cluster.dsns(database), valkey=valkey.url).items():
        monkeypatch.setenv(naam, waarde)
    assert main(["productie", "toets", "--json"]) == 1
    uit = json.loads(capsys.readouterr().out)
    assert uit["inOrde"] is False
    assert {b["ernst"] for b in uit["bevindingen"]} <= {str(ernst) for ernst in Ernst}
    assert main(["productie", "toets"]) == 1
    assert "Dit houdt haar van productie" in capsys.readouterr().out
