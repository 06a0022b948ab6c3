class ListPortInfo:
    device: str
    description: str
    vid: int | None

def comports(include_links: bool = False) -> list[ListPortInfo]: ...
