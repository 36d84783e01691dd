"""Wat van het huis zelf is, wordt niet bij elk verzoek opnieuw op afval nagekeken.

Een proces bouwt bij het starten honderdduizenden objecten (routes, tabellen, beleid) die tot het einde blijven. Python
zoekt daar telkens kringen in; en het begint daarmee zo vaak, dat het in een klein programma niet opvalt en hier wel.
"""

import gc

DREMPELS = (10_000, 20, 20)
"""Nieuwe objecten, en rondes, voordat de jonge, de middelste en de oude laag aan de beurt zijn (Python: 700, 10, 10).
Een verzoek maakt er enkele duizenden, en vrijwel alle gaan zonder opruimer weg."""


def leg_huis_vast() -> None:
    """Houd alles wat er nu is buiten het zoeken; roep dit aan als het huis staat en er nog niemand binnen is."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*DREMPELS)
