"""Alles wat bij het starten één keer gebouwd wordt: van instellingen naar huis.

Het enige bestand, met api, worker en cli, dat elk onderdeel bij naam kent.
"""

import logging
from collections.abc import Iterable, Mapping
from uuid import UUID

from core.instellingen.config import Config, OnjuisteInstellingen
from core.instellingen.sleutels import Zouten
from core.instellingen.tabel import Kloksoort, Omgeving
from core.law.lezen import lees_recht
from core.platform.access.bevoegdheden import Bevoegdheden
from core.platform.audit.logboek import Logboek
from core.platform.clock import Klok
from core.platform.crypto.kluis import Kluis
from core.platform.db.uow import Databank
from core.platform.http.inloggen.deur import TERUG, Inlogdeur
from core.platform.http.inloggen.machinedeur import Machinedeur
from core.platform.huis import Huis, Proceskaart
from core.platform.ingangen import verzamel
from core.platform.inloggen.machinetokens import Machinetokens
from core.platform.inloggen.poort import Poort
from core.platform.inloggen.sessies import Sessies, nu_hier
from core.platform.platformbestand import lees_platform
from core.platform.pluginhost.host import Pluginstand, Uitval, bouw_plugins
from core.platform.pluginhost.vinden import Vindplaats, lees_toegelaten
from core.platform.tenancy import Actor
from core.platform.tenants import lees_tenants
from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vragen import Uitgaand
from core.process.stap import Stap
from core.process.stappen import STAPPEN
from core.process.taak import Taaksoort
from core.process.voorvallen import VOORVALLEN

CONTROLLERS = tuple(controller for stap in STAPPEN for controller in stap.controllers)
TAGS = tuple(tag for stap in STAPPEN for tag in stap.tags)
PADEN: Mapping[str, str] = {naam: uitleg for stap in STAPPEN for naam, uitleg in stap.paden.items()}
WERKSOORTEN = tuple(soort for stap in STAPPEN for soort in stap.werk)
CIJFERKOLOMMEN = tuple(kolom for stap in STAPPEN for kolom in stap.cijferkolommen)
"""Alles wat versleuteld in de database staat; een kolom die hier niet staat, wordt niet overgezet (test)."""
TAKEN: Mapping[str, Taaksoort] = {taak.soort: taak for stap in STAPPEN for taak in stap.taken}
"""Welke taak bij welke soort outboxrij hoort. Een soort zonder taak mislukt en wordt een werkitem."""
DAGELIJKS = tuple(taak.soort for taak in TAKEN.values() if taak.elke_dag)
"""Welke taken elke gemeente elke dag krijgt (`outbox.dagelijks`)."""


def maak_proceskaart(stappen: Iterable[Stap] = STAPPEN) -> Proceskaart:
    """Wat de stappen van elkaar moeten weten; meer stappen mogen bij dezelfde gebeurtenis van DUO iets klaarzetten."""
    stappen = tuple(stappen)
    gebeurtenissen: dict[str, tuple[str, ...]] = {}
    for stap in stappen:
        for code, taken in stap.gebeurtenissen.items():
            gebeurtenissen[code] = (*gebeurtenissen.get(code, ()), *taken)
    return Proceskaart(
        gebeurtenissen=gebeurtenissen,
        brieven={soort.naam: soort for stap in stappen for soort in stap.brieven},
        werk={str(soort): soort.zelf_sluitend for stap in stappen for soort in stap.werk},
        werk_over={str(soort): soort.over for stap in stappen for soort in stap.werk if soort.over},
        blijft_bij_verhuizen=frozenset(
            str(soort) for stap in stappen for soort in stap.werk if soort.blijft_bij_verhuizen
        ),
        trajectwerk=frozenset(str(soort) for stap in stappen for soort in stap.werk if not soort.gaat_door),
        bij={v: tuple((stap.naam, stap.bij[v]) for stap in stappen if v in stap.bij) for v in VOORVALLEN},
        geen_leerbaarheidstoets=next(s.geen_leerbaarheidstoets for s in stappen if s.geen_leerbaarheidstoets),
        voorgelegd_op=next(s.voorgelegd_op for s in stappen if s.voorgelegd_op),
        heel_beeld=next(s.heel_beeld for s in stappen if s.heel_beeld),
        kijkt_verzonden_brieven_na=next(s.kijkt_verzonden_brieven_na for s in stappen if s.kijkt_verzonden_brieven_na),
        volgt_verbetering=next(s.volgt_verbetering for s in stappen if s.volgt_verbetering),
        over_wat_er_niet_meer_is=next(s.over_wat_er_niet_meer_is for s in stappen if s.over_wat_er_niet_meer_is),
        let_op=tuple(s.let_op for s in stappen if s.let_op),
        waarschuwt_bij_verzenden=tuple(s.waarschuwt_bij_verzenden for s in stappen if s.waarschuwt_bij_verzenden),
        noemt_v_nummer=next(s.noemt_v_nummer for s in stappen if s.noemt_v_nummer),
        waarschuwt_bij_toedelen=tuple(s.waarschuwt_bij_toedelen for s in stappen if s.waarschuwt_bij_toedelen),
        oorzaken={v.naam(): v.omschrijving for v in VOORVALLEN},
        van_een_dossier=tuple(f for stap in stappen for f in stap.feiten if f.bij_samenvoegen is not None),
    )


def maak_huis(config: Config, *, actoren: frozenset[Actor] = frozenset(Actor)) -> Huis:
    """Bouw het huis. De databank is nog dicht: `await huis.databank.open()` bij het starten.

    `actoren` zijn de databaserollen die dit proces gebruikt; een rol die het niet nodig heeft, krijgt het niet.

    Raises:
        OnjuistRecht, OnjuistBeleid, OnjuisteTenants: een bestand deugt niet; de boodschap noemt alle gebreken. Een
            plugin die niet deugt, of een zout dat ontbreekt, stopt alleen die gemeente (`Huis.uitval`).
    """
    recht = lees_recht()
    stand = bouw_plugins(
        lees_tenants(config.tenants),
        recht,
        Vindplaats(toegelaten=lees_toegelaten(config.tenants)),
        voorbeelden=config.omgeving is not Omgeving.PRODUCTIE,
    )
    stand = alleen_met_zout(stand, config.sleutel_zout)
    return Huis(
        config=config,
        databank=maak_databank(config, actoren=actoren),
        kluis=Kluis(config.sleutel_versleuteling, config.sleutel_index, config.sleutel_zout),
        logboek=Logboek(config.sleutel_audit),
        bevoegdheden=Bevoegdheden(),
        recht=recht,
        tenants=stand.tenants,
        plugins=stand.plugins,
        uitval=stand.uitval,
        proces=maak_proceskaart(),
    )


def maak_inlogdeur(huis: Huis, sessies: Sessies) -> Inlogdeur | None:
    """De deur voor wie in een browser werkt; None als er nergens een inlogdienst is afgesproken.

    Raises:
        OnjuistPlatform, TegenstrijdigeAfspraken: een afspraak deugt niet.
        OnjuisteInstellingen: er is er een afgesproken, en een instelling die zij nodig heeft ontbreekt.
    """
    config = huis.config
    tenants = (*huis.tenants.values(), *(uitval.tenant for uitval in huis.uitval.values()))
    platform = lees_platform(config.platform or None)
    ingangen = verzamel(tenants, platform)
    if not ingangen.diensten:
        return None
    if not config.publiek_adres:
        raise OnjuisteInstellingen(("MEEDOEN_PUBLIEK_ADRES: ontbreekt, terwijl er een inlogdienst is afgesproken",))
    uitgaand = Uitgaand(Uitgaandregels.van(config.uitgaand_toegestaan or ()), eigen_ca=config.uitgaand_ca)
    poort = Poort(
        ingangen.diensten.values(),
        sessies=sessies,
        sleutel=config.sleutel_inloggen[0],
        terug=config.publiek_adres + TERUG,
        vraag=uitgaand.haal,
        nu=nu_hier,
    )
    return Inlogdeur(
        ingangen=ingangen,
        poort=poort,
        sessies=sessies,
        herkomst=config.publiek_adres,
        sleutels=config.sleutel_inloggen,
        sluit=uitgaand.sluit,
        proef=platform.niet_voor_echte_mensen,
    )


def maak_machinedeur(huis: Huis, tokens: Machinetokens) -> Machinedeur | None:
    """De deur voor andere systemen; None als niet genoemd is hoe Meedoen van buiten heet."""
    if not huis.config.publiek_adres:
        return None
    return Machinedeur(wij=huis.config.publiek_adres, tokens=tokens, nu=nu_hier)


def alleen_met_zout(stand: Pluginstand, zouten: Zouten) -> Pluginstand:
    """Zonder de gemeenten die geen zout hebben: van hen is niets te lezen, en er mag niets bij."""
    zonder = {id_: tenant for id_, tenant in stand.tenants.items() if id_ not in zouten.van}
    uitval = dict(stand.uitval)
    for id_, tenant in zonder.items():
        uitval[id_] = Uitval(tenant=tenant, oorzaak="haar zout ontbreekt", problemen=(_wat_te_doen(id_, zouten),))
        logging.getLogger("meedoen.sleutels").error("%s", uitval[id_])
    return Pluginstand(
        tenants={id_: t for id_, t in stand.tenants.items() if id_ not in zonder},
        plugins={id_: p for id_, p in stand.plugins.items() if id_ not in zonder},
        uitval=uitval,
    )


def _wat_te_doen(gemeente_id: UUID, zouten: Zouten) -> str:
    if gemeente_id in zouten.vernietigd:
        return "haar sleutels zijn vernietigd; haal haar tenantbestand weg"
    return "voer `meedoen sleutels zout` uit, of zet MEEDOEN_SLEUTEL_ZOUT terug uit een kopie"


def maak_databank(config: Config, *, actoren: frozenset[Actor]) -> Databank:
    """Alleen de verbindingen van `actoren`; dicht.

    Raises:
        AttributeError: een rol waarvan dit proces de DSN niet krijgt.
    """
    return Databank(
        {actor: getattr(config, f"db_{actor}") for actor in sorted(actoren)},
        klok=Klok(soort=config.klok),
        verbindingen=config.db_verbindingen,
        knopen=config.knopen or (),
    )


def beweegbaar(config: Config) -> bool:
    """Of de klok met `meedoen klok` verzet mag worden."""
    return config.klok is Kloksoort.BEWEEGBAAR
