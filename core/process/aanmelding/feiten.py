"""Wat er van elke kolom bekend is van wat DUO stuurt. Het bericht zelf draagt BSN en V-nummer en is versleuteld."""

from core.platform.db.feiten import NUMMER, VERHUIST, ZAAK, Bewaarklasse, BijSamenvoegen, Botsing, Erna, feiten
from core.process.aanmelding.tables import (
    DuoGegeven,
    DuoGeweigerd,
    DuoOntvangst,
    DuoVergelijking,
    EldersIngetrokken,
    EldersPlan,
)

FEITEN = (
    feiten(
        DuoOntvangst,
        Bewaarklasse.BERICHT,
        bij_samenvoegen=BijSamenvoegen(
            erna=(Erna(sinds=DuoOntvangst.ontvangen_op, wat="een melding van DUO"),),
        ),
        technisch="gemeente_id id bericht_id ontvangen_op sleutelversie indexversie status dossier_id verwerkt_op",
        cijfer=NUMMER,
        kenmerk=NUMMER,  # een blinde index over het nummer en de gebeurtenis
        gebeurtenis=ZAAK,
        geregistreerd_op=ZAAK,
    ),
    feiten(
        DuoGegeven,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=VERHUIST,
        technisch="gemeente_id id dossier_id gelezen_op vervallen_op",
        bron=ZAAK,
        soort=ZAAK,
        dag=ZAAK,
        besloten_op=ZAAK,
        vanaf=ZAAK,
        tot=ZAAK,
        waarde=ZAAK,
        onderdeel=ZAAK,
        niveau=ZAAK,
        reden=ZAAK,
        aantal=ZAAK,
    ),
    feiten(
        EldersIngetrokken,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="elders_ingetrokken_een",
                    melding=(
                        "In beide dossiers staat dat hetzelfde PIP van elders is ingetrokken. Neem dat in een van beide"
                        " eerst terug."
                    ),
                    waar=EldersIngetrokken.teruggenomen_op.is_null(),
                    kolommen=(EldersIngetrokken.gemeente, EldersIngetrokken.pip_van),
                ),
            ),
            erna=(
                Erna(
                    sinds=EldersIngetrokken.vastgelegd_op,
                    wat="vastgelegd dat een PIP van elders is ingetrokken",
                    waar=EldersIngetrokken.teruggenomen_op.is_null(),
                ),
            ),
        ),
        technisch="gemeente_id id dossier_id vastgelegd_op teruggenomen_op",
        gemeente=ZAAK,
        pip_van=ZAAK,
        besluit_van=ZAAK,
        kenmerk=ZAAK,
        bron=ZAAK,
        toelichting=ZAAK,
        vastgelegd_door=ZAAK,
    ),
    feiten(
        EldersPlan,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="elders_plan_een",
                    melding="In beide dossiers staat hetzelfde PIP van elders. Neem het in een van beide eerst terug.",
                    waar=EldersPlan.teruggenomen_op.is_null(),
                    kolommen=(EldersPlan.gemeente, EldersPlan.pip_van),
                ),
            ),
            erna=(
                Erna(
                    sinds=EldersPlan.vastgelegd_op,
                    wat="vastgelegd dat er een PIP van elders is",
                    waar=EldersPlan.teruggenomen_op.is_null(),
                ),
            ),
        ),
        technisch="gemeente_id id dossier_id vastgelegd_op teruggenomen_op",
        gemeente=ZAAK,
        pip_van=ZAAK,
        leerroute=ZAAK,
        bron=ZAAK,
        toelichting=ZAAK,
        vastgelegd_door=ZAAK,
    ),
    feiten(
        DuoVergelijking,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(blijft="elke nacht wordt een dossier opnieuw met DUO vergeleken"),
        technisch="gemeente_id dossier_id begonnen_op klaargezet_op vergeleken_op contactpersoon_op",
        nulmeting=ZAAK,
        nulverschillen=ZAAK,
        verschillen=ZAAK,
    ),
    feiten(
        DuoGeweigerd,
        Bewaarklasse.BERICHT,
        van_gemeente=False,
        technisch="dag reden bron doel aantal omvang eerste_op laatste_op",
    ),
)
