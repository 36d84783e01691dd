"""Wat er van elke kolom van persoon, nummers, dossier, termijn en werkvoorraad bekend is.

`taalschool=True` is wat een taalschool van haar leerling leest: NAW, leerroute, intensiteit en termijn (art. 9.2
lid 3 Bi2021), en de sleutels om die bij elkaar te vinden.
"""

from core.platform.db.feiten import (
    NUMMER,
    PERSOON,
    TECHNISCH,
    TECHNISCH_SCHOOL,
    ZAAK,
    Bewaarklasse,
    Feit,
    Gevoeligheid,
    feiten,
)
from core.process.dossier.tables import Dossier, Persoon, PersoonNummer, PersoonZoek, Termijn, Werkitem


def _persoon(ggm: str = "", *, taalschool: bool = False) -> Feit:
    return Feit(gevoeligheid=Gevoeligheid.PERSOON, ggm=ggm, taalschool=taalschool)


FEITEN = (
    feiten(
        Persoon,
        Bewaarklasse.DOSSIER,
        technisch="brp_gelezen_op versie",
        gemeente_id=TECHNISCH_SCHOOL,
        id=TECHNISCH_SCHOOL,
        voornamen=_persoon("NatuurlijkPersoon.voornamen", taalschool=True),
        voorvoegsel=_persoon("NatuurlijkPersoon.voorvoegselGeslachtsnaam", taalschool=True),
        geslachtsnaam=_persoon("NatuurlijkPersoon.geslachtsnaam", taalschool=True),
        naam_zoek=PERSOON,
        geboortedatum=_persoon("NatuurlijkPersoon.datumGeboorte"),
        straat=_persoon(taalschool=True),
        huisnummer=_persoon(taalschool=True),
        postcode=_persoon(taalschool=True),
        plaats=_persoon(taalschool=True),
        geheimhouding=_persoon(taalschool=True),
        overleden_op=_persoon("NatuurlijkPersoon.datumOverlijden"),
        inschrijving_op=PERSOON,
    ),
    feiten(
        PersoonZoek,
        Bewaarklasse.DOSSIER,
        technisch="gemeente_id persoon_id soort nr",
        sleutel=PERSOON,
        naam=PERSOON,
    ),
    # De blinde index is met de indexsleutel na te rekenen, en dus even gevoelig als het nummer.
    feiten(
        PersoonNummer,
        Bewaarklasse.DOSSIER,
        technisch="gemeente_id persoon_id soort sleutelversie indexversie",
        cijfer=Feit(gevoeligheid=Gevoeligheid.NUMMER, ggm="Vreemdeling.v-nummer"),
        bidx=NUMMER,
    ),
    feiten(
        Dossier,
        Bewaarklasse.DOSSIER,
        technisch="geopend_op versie gewijzigd_op gewijzigd_door gewijzigd_bij",
        gemeente_id=TECHNISCH_SCHOOL,
        id=TECHNISCH_SCHOOL,
        persoon_id=TECHNISCH_SCHOOL,
        kenmerk=Feit(taalschool=True),
        fase=ZAAK,
        doelgroep=Feit(ggm="Inburgeraar.Doelgroep"),
        fijne_doelgroep=Feit(ggm="Inburgeraar.Gedetailleerde Doelgroep"),
        leerroute=Feit(ggm="Leerroute.LeerrouteType", taalschool=True),
        intensiteit=Feit(taalschool=True),
        derde_partij=ZAAK,
        derde_wat=ZAAK,
        derde_onmisbaar=ZAAK,
        derde_gevraagd_op=ZAAK,
        derde_ontvangen_op=ZAAK,
        behandelaar_id=ZAAK,
        plicht_vanaf=Feit(ggm="Inburgeringsplicht.DatumStart"),
        plicht_tot=Feit(ggm="Inburgeringsplicht.DatumEind"),
        reden_geen_plicht=Feit(ggm="Inburgeringsplicht.RedenGeenInburgeringsplicht"),
        kennisgeving_op=ZAAK,
        ss139_op=ZAAK,
        vestiging_op=ZAAK,
        ss120_op=ZAAK,
        gekozen_regel=ZAAK,
        gekozen_motief=ZAAK,
        gekozen_door=ZAAK,
        termijn_van=Feit(ggm="Inburgeringstermijn.DatumAanvangInburgeringstermijn", taalschool=True),
        termijn_tot=Feit(ggm="Inburgeringstermijn.DatumEindeInburgeringstermijn", taalschool=True),
        let_op=ZAAK,
    ),
    feiten(
        Termijn,
        Bewaarklasse.DOSSIER,
        technisch="gemeente_id id dossier_id recht_versie bepaald_op",
        soort=ZAAK,
        start=ZAAK,
        start_gebeurtenis=ZAAK,
        oorzaak_id=TECHNISCH,
        ruw_einde=ZAAK,
        einde=ZAAK,
        atw=ZAAK,
        grond=ZAAK,
        uitleg=ZAAK,
        besluit_bekend=ZAAK,
        bron=ZAAK,
        status=ZAAK,
    ),
    feiten(
        Werkitem,
        Bewaarklasse.DOSSIER,
        technisch="gemeente_id id dossier_id termijn_id sleutel ontstaan_op versie gewijzigd_op gewijzigd_door"
        " gewijzigd_bij",
        soort=ZAAK,
        omschrijving=ZAAK,
        grond=ZAAK,
        vervaldatum=ZAAK,
        status=ZAAK,
        behandelaar_id=ZAAK,
        afgehandeld_op=ZAAK,
        afgehandeld_door=ZAAK,
        afhandeling=ZAAK,
    ),
)
