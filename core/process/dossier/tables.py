"""De kolommen van persoon, nummers, dossier, termijn en werkvoorraad."""

from datetime import date
from enum import StrEnum

from piccolo.columns import JSONB, UUID, Boolean, Bytea, Date, Integer, Text, Timestamptz

from core.law.aanschrijven import Adressoort
from core.law.fasen import Fase
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.law.leerroutes import Leerroute
from core.law.pip_termijnen import PipRegel
from core.law.termijn import Termijnsoort
from core.platform.db.tabel import Tabel

GEEN_DATUM = date.max
"""In de database `infinity`: er is geen uiterste dag. Een lege waarde zou bij het bladeren wegvallen."""


class Nummersoort(StrEnum):
    BSN = "bsn"
    VNUMMER = "vnummer"


class Termijnbron(StrEnum):
    RECHT = "recht"  # wij rekenden haar uit
    DUO = "duo"  # DUO stelde haar vast
    COLLEGE = "college"  # de gemeente stelde haar


class Termijnstatus(StrEnum):
    LOPEND = "lopend"
    ANDERE_LEZING = "andere_lezing"  # staat ernaast zolang een mens nog kiest (B25)
    GEHAALD = "gehaald"  # de handeling van de termijn kwam op of voor de laatste dag (PG-11)
    TE_LAAT = "te_laat"  # zij kwam, maar daarna
    GEMIST = "gemist"  # zij kwam niet
    VERVALLEN = "vervallen"


class Werkstatus(StrEnum):
    OPEN = "open"
    AFGEHANDELD = "afgehandeld"
    VERVALLEN = "vervallen"


class Persoon(Tabel, tablename="persoon"):
    """Wie iemand is. Naam, aanhef en adresregels stelt de BRP samen; de andere namen zijn om op te zoeken."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    voornamen = Text()
    voorvoegsel = Text()
    geslachtsnaam = Text()
    naam_zoek = Text()
    geboortedatum = Text()
    naam = Text()
    aanschrijfnaam = Text()
    aanhef = Text()
    adressoort = Text(choices=Adressoort, default=Adressoort.GEEN)
    adresregel1 = Text()
    adresregel2 = Text()
    adresregel3 = Text()
    adres_vanaf = Text()
    inschrijving_gemeente = Text()
    inschrijving_gemeentenaam = Text()
    opschorting = Text()
    in_onderzoek = JSONB(default="[]")
    onleesbaar = JSONB(default="[]")
    geheimhouding = Boolean()
    overleden = Boolean()
    overlijdensdatum = Text()
    inschrijving_op = Date(null=True, default=None)
    brp_gelezen_op = Timestamptz(null=True, default=None)
    naam_gelezen_op = Timestamptz(null=True, default=None)
    adres_gelezen_op = Timestamptz(null=True, default=None)
    versie = Integer(default=1)


class EerdereNaam(Tabel, tablename="eerdere_naam"):
    """Een naam die de BRP door een andere verving; hier komt alleen iets bij."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    persoon_id = UUID()
    voornamen = Text()
    voorvoegsel = Text()
    geslachtsnaam = Text()
    naam = Text()
    aanschrijfnaam = Text()
    gelezen_op = Timestamptz(null=True, default=None)
    vervangen_op = Timestamptz()


class EerderAdres(Tabel, tablename="eerder_adres"):
    """Een adres dat de BRP door een ander verving; hier komt alleen iets bij."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    persoon_id = UUID()
    adressoort = Text(choices=Adressoort)
    adresregel1 = Text()
    adresregel2 = Text()
    adresregel3 = Text()
    geheimhouding = Boolean()
    vanaf = Text()
    tot = Text()
    gelezen_op = Timestamptz(null=True, default=None)
    vervangen_op = Timestamptz()


class PersoonZoek(Tabel, tablename="persoon_zoek"):
    gemeente_id = UUID()
    persoon_id = UUID(primary_key=True)
    soort = Integer()
    nr = Integer()
    sleutel = Text()
    naam = Text()
    eerder = Boolean()


class PersoonNummer(Tabel, tablename="persoon_nummer"):
    gemeente_id = UUID()
    persoon_id = UUID(primary_key=True)
    soort = Text(choices=Nummersoort)
    cijfer = Bytea()
    sleutelversie = Integer()
    bidx = Bytea()
    indexversie = Integer()


class Dossier(Tabel, tablename="dossier"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    persoon_id = UUID()
    kenmerk = Text()
    fase = Text(choices=Fase)
    doelgroep = Text(null=True, default=None, choices=Doelgroep)
    fijne_doelgroep = Text(null=True, default=None, choices=GedetailleerdeDoelgroep)
    leerroute = Text(null=True, default=None, choices=Leerroute)
    intensiteit = Integer(null=True, default=None)
    derde_partij = Text()
    derde_wat = Text()
    derde_onmisbaar = Text()
    derde_gevraagd_op = Date(null=True, default=None)
    derde_ontvangen_op = Date(null=True, default=None)
    behandelaar_id = UUID(null=True, default=None)
    plicht_vanaf = Date(null=True, default=None)
    plicht_tot = Date(null=True, default=None)
    reden_geen_plicht = Text(null=True, default=None)
    kennisgeving_op = Date(null=True, default=None)
    ss139_op = Date(null=True, default=None)
    vestiging_op = Date(null=True, default=None)
    ss120_op = Date(null=True, default=None)
    ss121_op = Date(null=True, default=None)
    gekozen_regel = Text(null=True, default=None, choices=PipRegel)
    gekozen_motief = Text()
    gekozen_door = UUID(null=True, default=None)
    termijn_van = Date(null=True, default=None)
    termijn_tot = Date(null=True, default=None)
    termijn_oude_van = Date(null=True, default=None)
    let_op = Text()
    oproepronde = Integer(default=1)
    eerder_id = UUID(null=True, default=None)
    teruggekeerd_op = Date(null=True, default=None)
    opgevolgd_op = Timestamptz(null=True, default=None)
    plan_bekend = Boolean()
    ingelezen_op = Date(null=True, default=None)
    eigen_pip_op = Date(null=True, default=None)
    geopend_op = Timestamptz()
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)


class Briefadres(Tabel, tablename="briefadres"):
    """Een adres voor brieven dat een mens vastlegde; zonder `ingetrokken_op` geldt het nu."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    adresregel1 = Text()
    adresregel2 = Text()
    adresregel3 = Text()
    grond = Text()
    sinds = Date()
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    ingetrokken_op = Timestamptz(null=True, default=None)
    ingetrokken_door = UUID(null=True, default=None)
    overgenomen_van = UUID(null=True, default=None)
    overname_id = UUID(null=True, default=None)


class Correctie(Tabel, tablename="correctie"):
    """Wat een mens terugnam van wat was vastgelegd, met het motief; hier komt alleen iets bij."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID(null=True, default=None)
    object = Text()
    object_id = UUID()
    wijzigingen = JSONB()
    motief = Text()
    vastgelegd_door = UUID()
    vastgelegd_op = Timestamptz()


class Samenvoegsoort(StrEnum):
    SAMENVOEGEN = "samenvoegen"
    UITEENHALEN = "uiteenhalen"  # een samenvoeging klopte niet: het waren twee mensen


class Samenvoegstatus(StrEnum):
    VOORGESTELD = "voorgesteld"
    UITGEVOERD = "uitgevoerd"
    AFGEWEZEN = "afgewezen"


class Samenvoeging(Tabel, tablename="samenvoeging"):
    """Een voorlopig dossier gaat op in een ander, of komt er weer uit: wie het voorstelde, wie besliste, en waarom.

    Van wat is uitgevoerd staat er welke rijen verhuisden, en wat er `eerder` in de dossiers stond dat toen anders werd.
    """

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    met_dossier_id = UUID()
    soort = Text(choices=Samenvoegsoort)
    status = Text(choices=Samenvoegstatus, default=Samenvoegstatus.VOORGESTELD)
    van_samenvoeging = UUID(null=True, default=None)
    motief = Text()
    van_fase = Text(choices=Fase)
    met_fase = Text(choices=Fase)
    verplaatst = JSONB(default="{}")
    eerder = JSONB(default="{}")
    vastgelegd_door = UUID()
    vastgelegd_op = Timestamptz()
    besloten_door = UUID(null=True, default=None)
    besloten_op = Timestamptz(null=True, default=None)
    toelichting = Text(default="")
    college_nummer = Text(default="")
    college_datum = Date(null=True, default=None)


class Termijn(Tabel, tablename="termijn"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    soort = Text(choices=Termijnsoort)
    start = Date()
    start_gebeurtenis = Text()
    oorzaak_id = UUID(null=True, default=None)
    ruw_einde = Date()
    einde = Date()
    atw = Boolean()
    grond = Text()
    uitleg = JSONB()
    besluit_bekend = Boolean()
    bron = Text(choices=Termijnbron)
    status = Text(choices=Termijnstatus)
    handeling_op = Date(null=True, default=None)
    gedrukt_einde = Date(null=True, default=None)
    recht_versie = Text()
    bepaald_op = Timestamptz()


class Termijnverschuiving(Tabel, tablename="termijnverschuiving"):
    """Een termijn die verschoof toen het recht wijzigde; `termijn_id` is de nieuwe rij, `vorige_id` de oude."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    termijn_id = UUID()
    vorige_id = UUID()
    soort = Text(choices=Termijnsoort)
    van_dag = Date()
    naar_dag = Date()
    tijdig_tot = Date()
    van_status = Text(choices=Termijnstatus)
    naar_status = Text(choices=Termijnstatus)
    reden = Text()
    recht_versie = Text()
    verschoven_op = Timestamptz()


class Werkitem(Tabel, tablename="werkitem"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID(null=True, default=None)
    termijn_id = UUID(null=True, default=None)
    soort = Text()  # a Werksoort; every step names its own, so the list is that of STAPPEN
    omschrijving = Text()
    grond = Text()
    vervaldatum = Date(default=GEEN_DATUM)
    status = Text(choices=Werkstatus, default=Werkstatus.OPEN)
    sleutel = Text()
    behandelaar_id = UUID(null=True, default=None)
    ontstaan_op = Timestamptz()
    afgehandeld_op = Timestamptz(null=True, default=None)
    afgehandeld_door = UUID(null=True, default=None)
    afhandeling = Text()
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)
