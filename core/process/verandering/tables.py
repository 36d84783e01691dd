"""Wat er met een toewijzing gebeurde, als regel voor de organisatie; wie het is leest zij daar waar zij dat mag."""

from enum import StrEnum

from piccolo.columns import UUID, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel


class Verandersoort(StrEnum):
    """Wat er gebeurde. `wacht` is: er is nog niets te lezen, want het PIP is (nog) niet bekend."""

    AANGEBODEN = "aangeboden"
    AANVAARD = "aanvaard"
    WACHT = "wacht"
    GEWEIGERD = "geweigerd"
    BEEINDIGD = "beeindigd"
    GEWIJZIGD = "gewijzigd"


class Verandering(Tabel, tablename="verandering"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    organisatie_id = UUID()
    toewijzing_id = UUID()
    soort = Text(choices=Verandersoort)
    ontstaan_op = Timestamptz()
    nummer = Integer(null=True, default=None)


class Webhookstatus(StrEnum):
    """Hoe het met een webhook staat.

    `aangemeld`: Meedoen vraagt het adres nog of zij mag sturen. `stil`: er gaat niets meer heen, totdat de beheerder
    haar hervat.
    """

    AANGEMELD = "aangemeld"
    ACTIEF = "actief"
    STIL = "stil"
    INGETROKKEN = "ingetrokken"


class Stilreden(StrEnum):
    """Waarom er niets meer heen gaat."""

    GEEN = ""
    GEEN_TOESTEMMING = "geen_toestemming"
    WEG = "weg"
    GEEN_ANTWOORD = "geen_antwoord"


class Webhook(Tabel, tablename="webhook"):
    """Het adres waar een organisatie wil horen wat er met haar toewijzingen gebeurt; `tot` is het laatste nummer dat
    daar aankwam; leeg zolang er nog niets heen mag."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    organisatie_id = UUID()
    naam = Text()
    adres = Text()
    status = Text(choices=Webhookstatus)
    reden = Text(choices=Stilreden)
    tot = Integer(null=True, default=None)
    pogingen = Integer()
    mislukt_sinds = Timestamptz(null=True, default=None)
    wacht_tot = Timestamptz(null=True, default=None)
    aangemeld_op = Timestamptz()
    aangemeld_door = UUID()
    ingetrokken_op = Timestamptz(null=True, default=None)


class Webhooklevering(Tabel, tablename="webhook_levering"):
    """Een regel die naar een webhook ging of wilde; `antwoord` is de laatste status van de server, 0 als er niets
    bruikbaars kwam."""

    gemeente_id = UUID()
    webhook_id = UUID()
    nummer = Integer(primary_key=True)
    organisatie_id = UUID()
    pogingen = Integer()
    antwoord = Integer()
    eerst_op = Timestamptz()
    laatst_op = Timestamptz()
    bezorgd_op = Timestamptz(null=True, default=None)
