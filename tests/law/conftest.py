import pytest

from core.law.lezen import lees_recht
from core.law.recht import Recht


@pytest.fixture(scope="session")
def recht() -> Recht:
    return lees_recht()
