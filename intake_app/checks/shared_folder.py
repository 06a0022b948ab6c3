"""Whether a folder is shared behind our back: a database in a cloud or on a server gets torn."""

from __future__ import annotations

import re
from pathlib import PurePath

_CLOUDS = re.compile(
    r"(?i)onedrive|dropbox|google ?drive|googledrive|yandex[. ]?disk|яндекс[. ]?диск|icloud"
    r"|com~apple~clouddocs|nextcloud|owncloud|mail\.ru ?cloud|облако mail\.ru|syncthing|mega ?sync"
)
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afpfs", "davfs"})
_ESCAPED_BLANK = "\\040"


def is_in_cloud(folder: PurePath) -> bool:
    """Whether one of the folders on the way is kept in step by another program."""
    return any(_CLOUDS.search(part) for part in folder.parts)


def is_on_server(folder: PurePath, mounts: str = "") -> bool:
    """Whether the folder is on another machine; `mounts` is what the system says of its disks."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    best, kind = 0, ""
    for line in mounts.splitlines():
        _, place, found, *_ = [*line.split(), "", "", ""]
        point = PurePath(place.replace(_ESCAPED_BLANK, " "))
        if place and folder.is_relative_to(point) and len(point.parts) > best:
            best, kind = len(point.parts), found
    return kind in _NETWORK
