"""Where trained numbers lie: `data/weights/` in a checkout, inside the package when installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]
FOLDERS = (PACKAGE / "weights", PACKAGE.parents[1] / "data" / "weights")


def path(file_name: str) -> Path:
    """Return where a file of weights lies.

    Raises:
        FileNotFoundError: It is not installed.
    """
    for folder in FOLDERS:
        if (folder / file_name).is_file():
            return folder / file_name
    raise FileNotFoundError(f"模型文件 {file_name} 不在安装包里，请重新安装 reportlint。")
