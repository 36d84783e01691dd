"""Wat er van elke kolom van een oproep bekend is."""

from core.law.oproepen import Uitkomst
from core.platform.db.feiten import ZAAK, Bewaarklasse, BijSamenvoegen, Botsing, Erna, feiten
from core.process.oproep.tables import Oproep, Oproepgebeurtenis

FEITEN = (
    feiten(
        Oproep,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="oproep_een_open",
                    melding="In beide dossiers staat een oproep open. Trek er eerst een in.",
                    waar=Oproep.uitkomst == Uitkomst.OPEN,
                ),
            ),
            erna=tuple(
                Erna(
                    sinds=kolom,
                    wat=f"een oproep {wat}",
                    eerst=eerst,
                    waar=waar,
                    noemt=("oproep", Oproep.nummer, "van", Oproep.opgesteld_op),
                    ook_wat_verhuisde=kolom is Oproep.gewijzigd_op,
                )
                for kolom, wat in ((Oproep.opgesteld_op, "opgesteld"), (Oproep.gewijzigd_op, "gewijzigd"))
                for waar, eerst in (
                    (Oproep.uitkomst == Uitkomst.OPEN, "Trek haar eerst in."),
                    (
                        Oproep.uitkomst.not_in([Uitkomst.OPEN, *(u for u in Uitkomst if u.weg)]),
                        "Neem eerst haar uitkomst terug, en trek haar daarna in.",
                    ),
                )
            ),
        ),
        technisch="gemeente_id id dossier_id versie gewijzigd_op gewijzigd_door gewijzigd_bij",
        nummer=ZAAK,
        opgesteld_op=ZAAK,
        verzonden_op=ZAAK,
        kortere_termijn=ZAAK,
        voorgenomen_plan=ZAAK,
        reden_niet_afwachten=ZAAK,
        termijn_tot=ZAAK,
        afspraak_op=ZAAK,
        plaats=ZAAK,
        ruimte=ZAAK,
        collega_id=ZAAK,
        bevestigd=ZAAK,
        met_waarschuwing=ZAAK,
        grond=ZAAK,
        uitkomst=ZAAK,
        uitkomst_op=ZAAK,
        toelichting=ZAAK,
        opgeroepen_door=ZAAK,
        ronde=ZAAK,
    ),
    feiten(
        Oproepgebeurtenis,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(hoort_bij=(Oproepgebeurtenis.oproep_id,)),
        technisch="gemeente_id id dossier_id oproep_id vastgelegd_op",
        soort=ZAAK,
        op=ZAAK,
        toelichting=ZAAK,
        uitkomst=ZAAK,
        schreef_aan=ZAAK,
        verzoek=ZAAK,
        boetevraag=ZAAK,
        afspraak=ZAAK,
        bevestigd=ZAAK,
        vastgelegd_door=ZAAK,
    ),
)
