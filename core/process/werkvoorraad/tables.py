"""De kolommen van de werkvoorraad."""

from datetime import date

from piccolo.columns import UUID, Date, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel

GEEN_DATUM = date.max
"""In de database `infinity`: er is geen uiterste dag. Een lege waarde zou bij het bladeren wegvallen."""


class Werkitem(Tabel, tablename="werkitem"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID(null=True, default=None)
    termijn_id = UUID(null=True, default=None)
    soort = Text()
    omschrijving = Text()
    grond = Text()
    vervaldatum = Date(default=GEEN_DATUM)
    status = Text(default="open")
    sleutel = Text()
    behandelaar_id = UUID(null=True, default=None)
    ontstaan_op = Timestamptz()
    afgehandeld_op = Timestamptz(null=True, default=None)
    afgehandeld_door = UUID(null=True, default=None)
    afhandeling = Text()
    versie = Integer(default=1)
