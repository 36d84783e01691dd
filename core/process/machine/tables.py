"""De sleutel waarmee een ander systeem zich bewijst. Dat het ergens werkt, en tot wanneer, staat in zijn
lidmaatschap."""

from piccolo.columns import UUID, Text

from core.platform.db.tabel import Tabel


class Machine(Tabel, tablename="machine"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    client_id = UUID()
    eigenaar_id = UUID()
    afdruk = Text()
    sleutel = Text()
