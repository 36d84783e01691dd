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
from core.platform.db.feiten import PERSOON, TECHNISCH_SCHOOL, ZAAK, Bewaarklasse, Feit, Gevoeligheid, feiten

FEITEN = (
    feiten(
        Gemeente,
        Bewaarklasse.PLATFORM,
        van_gemeente=False,
        id=TECHNISCH_SCHOOL,
        cbs_code=TECHNISCH_SCHOOL,
        naam=TECHNISCH_SCHOOL,
        oin=TECHNISCH_SCHOOL,
    ),
    feiten(
        Organisatie,
        Bewaarklasse.PLATFORM,
        van_gemeente=False,
        id=TECHNISCH_SCHOOL,
        soort=TECHNISCH_SCHOOL,
        naam=TECHNISCH_SCHOOL,
        instellingsnummer=TECHNISCH_SCHOOL,
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
    # De taalschool ziet alleen het eigen lidmaatschap van wie er aangemeld is.
    feiten(
        Lidmaatschap,
        Bewaarklasse.PLATFORM,
        gemeente_id=TECHNISCH_SCHOOL,
        id=TECHNISCH_SCHOOL,
        medewerker_id=TECHNISCH_SCHOOL,
        organisatie_id=TECHNISCH_SCHOOL,
        rol=TECHNISCH_SCHOOL,
        vanaf=TECHNISCH_SCHOOL,
        tot=TECHNISCH_SCHOOL,
        ingetrokken_op=TECHNISCH_SCHOOL,
    ),
    feiten(Klokstand, Bewaarklasse.PLATFORM, van_gemeente=False, een=TECHNISCH_SCHOOL, verschuiving=TECHNISCH_SCHOOL),
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
