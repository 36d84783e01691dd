"""Of het BSN en het V-nummer in één bericht van DUO over dezelfde persoon gaan (T26, art. 5 lid 1, onder d AVG).

Niets wordt op naam bij elkaar gebracht: alleen op hetzelfde BSN of V-nummer, of door een mens. INTERPRETATIE: art. 34
lid 6 Wi2021 kent de voorlopige melding op een V-nummer, en zwijgt over nummers die elkaar tegenspreken. Het BSN gaat
dan voor, want daarmee leest Meedoen bij DUO en in de BRP; hoort het V-nummer bij een ander, dan telt niets.
"""

from enum import StrEnum


class Nummeroordeel(StrEnum):
    KLOPT = "KLOPT"
    ANDER_V_NUMMER = "ANDER_V_NUMMER"
    """Van het BSN is hier een ander V-nummer bekend, en dit V-nummer kent niemand: volg het BSN, en een mens vraagt
    het na."""
    TWEE_DOSSIERS = "TWEE_DOSSIERS"
    """Het ene dossier heeft alleen dit BSN, het andere alleen dit V-nummer: een mens voegt ze samen."""
    TEGENSTRIJDIG = "TEGENSTRIJDIG"
    """Het V-nummer hoort bij een ander dan het BSN: niets telt, tot een mens zegt wie DUO bedoelt."""


def weeg_nummers(*, ander_bij_bsn: bool | None, ander_bij_vnummer: bool | None, zelfde: bool) -> Nummeroordeel:
    """Wat een bericht met een BSN en een V-nummer zegt over wie het gaat.

    `ander_bij_bsn` is of het dossier met dit BSN een ander V-nummer heeft, `ander_bij_vnummer` of het dossier met dit
    V-nummer een ander BSN heeft; None als zo'n dossier er niet is. `zelfde` als het één dossier is.
    """
    if zelfde:
        return Nummeroordeel.KLOPT
    match ander_bij_bsn, ander_bij_vnummer:
        case (None | False, None) | (None, False):
            return Nummeroordeel.KLOPT
        case True, None:
            return Nummeroordeel.ANDER_V_NUMMER
        case False, False:
            return Nummeroordeel.TWEE_DOSSIERS
    return Nummeroordeel.TEGENSTRIJDIG
