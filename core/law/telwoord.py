"""Een aantal met zijn woord: één oproep, drie oproepen."""


def tel(aantal: int, enkel: str, meer: str) -> str:
    """`tel(1, "oproep", "oproepen")` is `1 oproep`."""
    return f"{aantal} {enkel if aantal == 1 else meer}"
