#!/usr/bin/env python3
"""Packs a built program as a Python wheel, so that pip, uv and pre-commit install it without a compiler.

    scripts/wheel.py FOLDER VERSION TARGET OUT     FOLDER: the program with its licences
"""

import base64
import hashlib
import os
import pathlib
import sys
import time
import zipfile

# The program is linked statically: any Linux runs it, whatever its C library.
TAGS = {
    "x86_64-unknown-linux-musl": "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
    "aarch64-unknown-linux-musl": "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
}
LICENCES = ["LICENSE-APACHE", "LICENSE-MIT", "THIRD-PARTY.txt"]


def metadata(folder, version):
    """What an index shows of the package."""
    lines = [
        "Metadata-Version: 2.4",
        "Name: phasebook",
        f"Version: {version}",
        "Summary: A static site generator for rollout plans: phases, go/no-go gates, risks, rollback and checklists",
        "License-Expression: MIT OR Apache-2.0",
        *(f"License-File: {name}" for name in LICENCES),
        "Requires-Python: >=3.8",
        "Description-Content-Type: text/markdown",
    ]
    return "\n".join(lines) + "\n\n" + (folder / "README.md").read_text(encoding="utf-8")


def files(folder, version, tag):
    """Names in the wheel with their bytes and modes, all but the record."""
    info = f"phasebook-{version}.dist-info"
    wheel = ["Wheel-Version: 1.0", "Generator: phasebook scripts/wheel.py", "Root-Is-Purelib: false"]
    wheel += [f"Tag: py3-none-{platform}" for platform in tag.split(".")]
    yield f"phasebook-{version}.data/scripts/phasebook", (folder / "phasebook").read_bytes(), 0o755
    yield f"{info}/METADATA", metadata(folder, version).encode(), 0o644
    yield f"{info}/WHEEL", ("\n".join(wheel) + "\n").encode(), 0o644
    for name in LICENCES:
        yield f"{info}/licenses/{name}", (folder / name).read_bytes(), 0o644


def main(folder, version, target, out):
    folder, tag = pathlib.Path(folder), TAGS[target]
    moment = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
    record = f"phasebook-{version}.dist-info/RECORD"
    rows = []
    path = pathlib.Path(out) / f"phasebook-{version}-py3-none-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:

        def add(name, data, mode):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix: modes count.
            entry.external_attr = (0o100000 | mode) << 16
            archive.writestr(entry, data, compresslevel=9)

        for name, data, mode in files(folder, version, tag):
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            rows.append(f"{name},sha256={digest},{len(data)}")
            add(name, data, mode)
        rows.append(f"{record},,")
        add(record, ("\n".join(rows) + "\n").encode(), 0o644)


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[3] not in TAGS:
        sys.exit(__doc__)
    main(*sys.argv[1:])
