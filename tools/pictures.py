"""Take README's pictures from the real program: a tour, some of its screens, its papers."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SCREENS = {
    "intake": "returning-client",
    "condition": "condition",
    "batch": "batch",
    "client": "client",
    "orders": "orders",
    "order": "order-card",
    "workshop": "workshop",
    "work": "work",
    "handover": "handover",
    "figures": "figures",
}
GAP = 40
DESK_TOP = (232, 234, 238)


def main() -> None:
    """Overwrite `docs/pictures`."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        tour = Path(folder) / "tour"
        subprocess.run(
            [sys.executable, "-m", "intake_app", "tour", str(tour)], check=True, cwd=ROOT
        )
        for name, screen in SCREENS.items():
            with Image.open(next(tour.glob(f"[0-9][0-9]-{screen}.png"))) as picture:
                _save(picture, name)
        papers = [min((tour / "paper" / role).glob("*.png")) for role in ("receipt", "label")]
        _save(_side_by_side(papers), "papers")


def _side_by_side(files: list[Path]) -> Image.Image:
    """Papers on a desk top, as they came out of the printers."""
    papers = [Image.open(file).convert("RGB") for file in files]
    width = sum(paper.width for paper in papers) + GAP * (len(papers) + 1)
    height = max(paper.height for paper in papers) + 2 * GAP
    desk = Image.new("RGB", (width, height), DESK_TOP)
    left = GAP
    for paper in papers:
        desk.paste(paper, (left, GAP))
        left += paper.width + GAP
    return desk


def _save(picture: Image.Image, name: str) -> None:
    """Few colours stand on these screens; 256 keep the files small."""
    picture.convert("RGB").quantize(256).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
