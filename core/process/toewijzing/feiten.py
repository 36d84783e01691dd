"""Wat er van elke kolom van de toewijzing en van haar projecties bekend is.

De toewijzing is de envelop: een organisatie leest dat er iets voor haar is, niet wie haar aanbood. Van de persoon leest
zij de projectie van haar doel, en die heeft precies de velden die daarvoor nodig zijn.
"""

from core.platform.db.feiten import (
    TECHNISCH,
    TECHNISCH_PARTNER,
    VERHUIST,
    VOOR_PARTNERS,
    ZAAK,
    Bewaarklasse,
    BijSamenvoegen,
    Botsing,
    Erna,
    Feit,
    Gevoeligheid,
    Tabelfeiten,
    feiten,
)
from core.platform.db.tabel import Tabel
from core.platform.tenancy import Doel
from core.process.toewijzing.tables import Begeleide, Leerling, Toewijzing, Toewijzingstatus

ZAAK_PARTNER = Feit(doelen=VOOR_PARTNERS)
ZAAK_SCHOOL = Feit(doelen=frozenset({Doel.LESGEVEN}))


def _projectie(tabel: type[Tabel], doel: Doel, **eigen: str) -> Tabelfeiten:
    """Een projectie: elke kolom is er voor dit ene doel. `eigen` zijn haar eigen velden over de zaak, met GGM-naam."""

    def voor(gevoeligheid: Gevoeligheid, ggm: str = "") -> Feit:
        return Feit(gevoeligheid=gevoeligheid, ggm=ggm, doelen=frozenset({doel}))

    technisch = dict.fromkeys(
        ("gemeente_id", "id", "dossier_id", "organisatie_id", "versie"), voor(Gevoeligheid.TECHNISCH)
    )
    naw = dict.fromkeys(
        ("naam", "geheimhouding", "adres_in_onderzoek", "adresregel1", "adresregel2", "adresregel3"), ""
    )
    zaak = dict.fromkeys(("status", "vanaf", "tot", "ingetrokken_op", "grond", "kenmerk", "eigen_nummer"), "") | eigen
    return Tabelfeiten(
        tabel=tabel,
        bewaarklasse=Bewaarklasse.DOSSIER,
        bij_samenvoegen=VERHUIST,
        kolommen=technisch
        | {naam: voor(Gevoeligheid.PERSOON, ggm) for naam, ggm in naw.items()}
        | {naam: voor(Gevoeligheid.ZAAK, ggm) for naam, ggm in zaak.items()},
    )


FEITEN = (
    feiten(
        Toewijzing,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="toewijzing_een",
                    melding="Beide dossiers zijn aan dezelfde organisatie toegewezen. Trek eerst een toewijzing in.",
                    waar=Toewijzing.status.is_in([Toewijzingstatus.AANGEBODEN, Toewijzingstatus.AANVAARD]),
                    kolommen=(Toewijzing.organisatie_id, Toewijzing.doel),
                ),
            ),
            erna=(Erna(sinds=Toewijzing.aangeboden_op, wat="een toewijzing aan een organisatie"),),
        ),
        gemeente_id=TECHNISCH_PARTNER,
        id=TECHNISCH_PARTNER,
        dossier_id=TECHNISCH_PARTNER,
        organisatie_id=TECHNISCH_PARTNER,
        versie=TECHNISCH_PARTNER,
        gewijzigd_op=TECHNISCH_PARTNER,
        gewijzigd_door=TECHNISCH,
        gewijzigd_bij=TECHNISCH,
        doel=ZAAK_PARTNER,
        dienst=ZAAK_PARTNER,
        grond=ZAAK_PARTNER,
        status=ZAAK_PARTNER,
        vanaf=ZAAK_PARTNER,
        tot=ZAAK_PARTNER,
        ingetrokken_op=ZAAK_PARTNER,
        aangeboden_op=ZAAK,
        beeindigd_op=ZAAK,
        aangeboden_door=ZAAK,
        beantwoord_op=ZAAK,
        inschrijving_bron=ZAAK,
        inschrijving_bekend_op=ZAAK,
        gevraagd_leerroute=ZAAK_SCHOOL,
        gevraagd_uren=ZAAK_SCHOOL,
        gevraagd_start=ZAAK_SCHOOL,
        weigerreden=ZAAK,
        start_op=ZAAK,
        groep=ZAAK,
        locatie=ZAAK,
        contact=ZAAK,
        eigen_nummer=ZAAK,
    ),
    _projectie(
        Leerling,
        Doel.LESGEVEN,
        vervaldatum="",
        leerroute="Leerroute.LeerrouteType",
        intensiteit="",
        termijn_van="Inburgeringstermijn.DatumAanvangInburgeringstermijn",
        termijn_tot="Inburgeringstermijn.DatumEindeInburgeringstermijn",
        termijn_wordt_bijgewerkt="",
    ),
    _projectie(Begeleide, Doel.BEGELEIDING, sinds="", dienst=""),
)
