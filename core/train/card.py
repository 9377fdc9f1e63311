"""The card that lies beside an encoder."""


def written(*a: object) -> str:
    return "draft\n"
