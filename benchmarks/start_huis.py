"""What a fresh process of Meedoen does first, with the clock on it: `python -m benchmarks.start_huis`.

The settings come from the environment. Nothing of Meedoen is imported before the clock runs.
"""

import json
import os
import sys
import time
from itertools import pairwise


def main() -> None:
    """One line of JSON: seconds of each part, and how many gemeenten are served."""
    tijden = [time.perf_counter()]
    # The imports are what is measured.
    from core.bootstrap import maak_huis  # noqa: PLC0415
    from core.instellingen.config import lees_config  # noqa: PLC0415

    tijden.append(time.perf_counter())
    config = lees_config({naam: waarde for naam, waarde in os.environ.items() if naam.startswith("MEEDOEN_")})
    tijden.append(time.perf_counter())
    rekentijd = time.process_time()
    huis = maak_huis(config)
    rekentijd = time.process_time() - rekentijd
    tijden.append(time.perf_counter())
    inladen, instellingen, bouwen = (na - voor for voor, na in pairwise(tijden))
    uitkomst = {"inladen": inladen, "instellingen": instellingen, "huis": bouwen, "rekentijd": rekentijd}
    sys.stdout.write(json.dumps(uitkomst | {"gemeenten": len(huis.tenants), "uitval": len(huis.uitval)}) + "\n")


if __name__ == "__main__":
    main()
