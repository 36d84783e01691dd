"""De kolommen van een uitnodiging: wie hier mag komen werken, met welke rol, en tot wanneer hij dat kan aanvaarden."""

from enum import StrEnum

from piccolo.columns import UUID, Text, Timestamptz

from core.platform.db.tabel import Tabel
from core.platform.tenancy import Rol


class Uitnodigingstatus(StrEnum):
    OPEN = "open"
    AANVAARD = "aanvaard"
    INGETROKKEN = "ingetrokken"


class Uitnodiging(Tabel, tablename="uitnodiging"):
    """`afdruk` is die van het geheim in de link; het geheim zelf wordt niet bewaard. `post_id` is de rij in de outbox
    die de link mailt; leeg als wie uitnodigt haar zelf geeft."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    organisatie_id = UUID(null=True, default=None)
    rol = Text(choices=Rol)
    naam = Text()
    functie = Text()
    telefoon = Text()
    email = Text()
    vanaf = Timestamptz(null=True, default=None)
    tot = Timestamptz(null=True, default=None)
    afdruk = Text()
    status = Text(choices=Uitnodigingstatus)
    uitgenodigd_op = Timestamptz()
    uitgenodigd_door = UUID(null=True, default=None)
    uitgenodigd_namens = Text()
    verloopt_op = Timestamptz()
    beantwoord_op = Timestamptz(null=True, default=None)
    aanvaard_door = UUID(null=True, default=None)
    post_id = UUID(null=True, default=None)
