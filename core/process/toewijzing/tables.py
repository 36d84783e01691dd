"""De kolommen van de toewijzing, en van wat een organisatie van een toegewezen persoon ziet."""

from enum import StrEnum

from piccolo.columns import UUID, Boolean, Date, Integer, Text, Timestamptz

from core.law.leerroutes import Leerroute
from core.law.toewijzen import Inschrijvingsbron, Weigerreden
from core.platform.db.tabel import Tabel
from core.process.dossier.tables import GEEN_DATUM


class Toewijzingsdoel(StrEnum):
    LESGEVEN = "lesgeven"
    BEGELEIDING = "begeleiding"


class Toewijzingstatus(StrEnum):
    AANGEBODEN = "aangeboden"
    AANVAARD = "aanvaard"
    GEWEIGERD = "geweigerd"
    BEEINDIGD = "beeindigd"


class Leerlingstatus(StrEnum):
    """De stand van een toewijzing zoals haar school haar leest; in `wacht` leest zij niets."""

    AANGEBODEN = "aangeboden"
    AANVAARD = "aanvaard"
    WACHT = "wacht"
    GEWEIGERD = "geweigerd"
    BEEINDIGD = "beeindigd"


class Toewijzing(Tabel, tablename="toewijzing"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    organisatie_id = UUID()
    doel = Text(choices=Toewijzingsdoel, default=Toewijzingsdoel.LESGEVEN)
    dienst = Text()
    grond = Text()
    status = Text(choices=Toewijzingstatus, default=Toewijzingstatus.AANGEBODEN)
    vanaf = Timestamptz()
    tot = Timestamptz(null=True, default=None)
    ingetrokken_op = Timestamptz(null=True, default=None)
    aangeboden_op = Timestamptz()
    beeindigd_op = Timestamptz(null=True, default=None)
    aangeboden_door = UUID()
    beantwoord_op = Timestamptz(null=True, default=None)
    inschrijving_bron = Text(choices=Inschrijvingsbron, null=True, default=None)
    inschrijving_bekend_op = Date(null=True, default=None)
    gevraagd_leerroute = Text(choices=Leerroute, null=True, default=None)
    gevraagd_uren = Integer(null=True, default=None)
    gevraagd_start = Date(null=True, default=None)
    weigerreden = Text(choices=Weigerreden, null=True, default=None)
    start_op = Date(null=True, default=None)
    groep = Text()
    locatie = Text()
    contact = Text()
    eigen_nummer = Text()
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)


class Leerling(Tabel, tablename="leerling"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    organisatie_id = UUID()
    status = Text(choices=Leerlingstatus)
    vanaf = Timestamptz()
    tot = Timestamptz(null=True, default=None)
    ingetrokken_op = Timestamptz(null=True, default=None)
    versie = Integer()
    vervaldatum = Date(default=GEEN_DATUM)
    grond = Text()
    kenmerk = Text()
    eigen_nummer = Text()
    naam = Text()
    geheimhouding = Boolean()
    adres_in_onderzoek = Boolean()
    adresregel1 = Text(null=True, default=None)
    adresregel2 = Text(null=True, default=None)
    adresregel3 = Text(null=True, default=None)
    leerroute = Text(choices=Leerroute, null=True, default=None)
    intensiteit = Integer(null=True, default=None)
    termijn_van = Date(null=True, default=None)
    termijn_tot = Date(null=True, default=None)
    termijn_wordt_bijgewerkt = Boolean()


class Begeleide(Tabel, tablename="begeleide"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    organisatie_id = UUID()
    status = Text(choices=Toewijzingstatus)
    vanaf = Timestamptz()
    tot = Timestamptz(null=True, default=None)
    ingetrokken_op = Timestamptz(null=True, default=None)
    versie = Integer()
    sinds = Date()
    grond = Text()
    dienst = Text()
    kenmerk = Text()
    eigen_nummer = Text()
    naam = Text()
    geheimhouding = Boolean()
    adres_in_onderzoek = Boolean()
    adresregel1 = Text(null=True, default=None)
    adresregel2 = Text(null=True, default=None)
    adresregel3 = Text(null=True, default=None)
