"""Wat er van elke kolom van het platform bekend is."""

from core.platform.beheer.tables import (
    Collega,
    Gemeente,
    Klokstand,
    Lidmaatschap,
    Medewerker,
    Organisatie,
    SchemaMigratie,
    SleutelVernietiging,
)
from core.platform.db.feiten import (
    PERSOON,
    TECHNISCH,
    TECHNISCH_PARTNER,
    ZAAK,
    Bewaarklasse,
    Feit,
    Gevoeligheid,
    feiten,
)

FEITEN = (
    feiten(
        Gemeente,
        Bewaarklasse.PLATFORM,
        van_gemeente=False,
        id=TECHNISCH_PARTNER,
        cbs_code=TECHNISCH_PARTNER,
        naam=TECHNISCH_PARTNER,
        oin=TECHNISCH_PARTNER,
    ),
    feiten(
        Organisatie,
        Bewaarklasse.PLATFORM,
        van_gemeente=False,
        id=TECHNISCH_PARTNER,
        soort=TECHNISCH_PARTNER,
        naam=TECHNISCH_PARTNER,
        nummer=TECHNISCH_PARTNER,
    ),
    feiten(Medewerker, Bewaarklasse.PLATFORM, van_gemeente=False, technisch="id", uitgever=PERSOON, onderwerp=PERSOON),
    # Medewerkers zijn ook personen: wie bij een andere gemeente of een partner werkt ziet hen niet.
    feiten(
        Collega,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id medewerker_id",
        naam=Feit(gevoeligheid=Gevoeligheid.PERSOON, ggm="PIP.NaamContactPersoon"),
        functie=PERSOON,
        email=Feit(gevoeligheid=Gevoeligheid.PERSOON, ggm="PIP.EmailContactPersoon"),
        telefoon=PERSOON,
    ),
    # Een organisatie ziet alleen het eigen lidmaatschap van wie er aangemeld is.
    feiten(
        Lidmaatschap,
        Bewaarklasse.PLATFORM,
        gemeente_id=TECHNISCH_PARTNER,
        id=TECHNISCH_PARTNER,
        medewerker_id=TECHNISCH_PARTNER,
        organisatie_id=TECHNISCH_PARTNER,
        rol=TECHNISCH_PARTNER,
        naam=PERSOON,
        email=PERSOON,
        uitnodiging_id=TECHNISCH,
        vanaf=TECHNISCH_PARTNER,
        tot=TECHNISCH_PARTNER,
        ingetrokken_op=TECHNISCH_PARTNER,
        beeindigd_door=TECHNISCH,
        beeindigd_namens=PERSOON,
        nagezien_op=TECHNISCH,
        nagezien_door=TECHNISCH,
    ),
    feiten(Klokstand, Bewaarklasse.PLATFORM, van_gemeente=False, een=TECHNISCH_PARTNER, verschuiving=TECHNISCH_PARTNER),
    feiten(SchemaMigratie, Bewaarklasse.PLATFORM, van_gemeente=False, technisch="nummer naam hash toegepast_op"),
    feiten(
        SleutelVernietiging,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id aantal begonnen_op voltooid_op",
        opdrachtgever=PERSOON,
        grond=ZAAK,
        uitgevoerd_door=PERSOON,
    ),
)
