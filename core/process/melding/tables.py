"""De kolommen van wat wij aan DUO melden."""

from enum import StrEnum

from piccolo.columns import JSONB, UUID, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel


class Meldingsoort(StrEnum):
    PIP = "U01"
    PIP_TERUG = "U02"  # dat besluit bereikte niemand, en een ander kwam ervoor in de plaats (PG-6)
    CONTACTPERSOON = "U03"
    LBT_VERVALT = "U05"  # de leerbaarheidstoets wordt overgeslagen (art. 14 lid 6 Wi2021)

    @property
    def over_het_pip(self) -> bool:
        return self in (Meldingsoort.PIP, Meldingsoort.PIP_TERUG)


class Meldingstatus(StrEnum):
    TE_VERZENDEN = "te_verzenden"
    VERZONDEN = "verzonden"
    BEVESTIGD = "bevestigd"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"  # gaat niet meer naar DUO


class DuoMelding(Tabel, tablename="duo_melding"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    besluit_id = UUID(null=True, default=None)
    soort = Text(choices=Meldingsoort)
    inhoud = JSONB()
    inhoud_hash = Text()
    status = Text(choices=Meldingstatus, default=Meldingstatus.TE_VERZENDEN)
    http_status = Integer(null=True, default=None)
    foutteksten = JSONB(default="[]")
    pogingen = Integer()
    ontstaan_op = Timestamptz()
    verzonden_op = Timestamptz(null=True, default=None)
    bevestigd_op = Timestamptz(null=True, default=None)
    vervangen_door = UUID(null=True, default=None)


class DuoContactpersoon(Tabel, tablename="duo_contactpersoon"):
    gemeente_id = UUID()
    medewerker_id = UUID(primary_key=True)
    duo_id = Integer()
    inhoud_hash = Text()
