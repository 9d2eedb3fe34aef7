"""Fetch the pinned browser libraries from npm, check them, and copy in the few files we serve.

The files are taken as they are published: lit-html's modules import each other by relative paths,
so a browser loads them with no build step and no import map. A new version means a new `version`
and `integrity` below (`npm view NAME@VERSION dist.integrity`), then `make vendor`.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = "VENDOR.json"


@dataclass(frozen=True, slots=True)
class Library:
    """One npm package: the files taken from it, by their path in the package, and their home."""

    name: str
    version: str
    licence: str
    integrity: str
    files: tuple[str, ...]
    strip: str = ""


SERVED = (
    Library(
        "lit-html",
        "3.3.3",
        "BSD-3-Clause",
        "sha512-el8M6jK2o3RXBnrSHX3ZKrsN8zEV63pSExTO1wYJz7QndGYZ8353e2a5PPX+qHe2aGayfnchQmkAojaWAREOIA==",
        (
            "LICENSE",
            "lit-html.js",
            "directive.js",
            "directive-helpers.js",
            "directives/keyed.js",
            "directives/live.js",
            "directives/repeat.js",
            "directives/unsafe-html.js",
        ),
    ),
    Library(
        "socket.io-client",
        "4.8.4",
        "MIT",
        "sha512-7wjKAvVXYOJsbmUgkWbnhPD4bFpkqrUR0++XOjpGFmqDqsqV1CI93VTraeExLxpjxEqrWgFoSRZu1ihjLWfkAA==",
        ("LICENSE", "dist/socket.io.esm.min.js"),
        strip="dist/",
    ),
)

# For the browser tests only: never served, never in the wheel.
TESTED_WITH = (
    Library(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        ("LICENSE", "axe.min.js"),
    ),
)

FOLDERS = {
    ROOT / "static" / "vendor": SERVED,
    ROOT / "tests" / "browser" / "vendor": TESTED_WITH,
}


def sha256(content: bytes) -> str:
    """The hash as VENDOR.json holds it: lower-case hex."""
    return hashlib.sha256(content).hexdigest()


def fetch(library: Library, into: Path) -> Path:
    """Download one package with npm and return its archive.

    Raises ValueError when it is not, byte for byte, the archive that was pinned.
    """
    spec = f"{library.name}@{library.version}"
    command = ["npm", "pack", spec, "--silent", "--pack-destination", str(into)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    archive = into / f"{library.name}-{library.version}.tgz"
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != library.integrity:
        raise ValueError(f"{spec} is not the archive that was pinned: sha512-{digest}")
    return archive


def copy(library: Library, archive: Path, folder: Path) -> dict[str, str]:
    """Write the library's files below `folder`; returns {path in the folder: sha256}.

    Raises ValueError when the package's own licence field is not the one noted here.
    """
    hashes = {}
    with tarfile.open(archive) as package:

        def read(path: str) -> bytes:
            member = package.extractfile(f"package/{path}")
            if member is None:
                raise ValueError(f"{library.name}: {path} is not a file")
            return member.read()

        stated = json.loads(read("package.json"))["license"]
        if stated != library.licence:
            raise ValueError(f"{library.name} is under {stated}, not {library.licence}")
        for path in library.files:
            content = read(path)
            home = PurePosixPath(library.name, path.removeprefix(library.strip))
            target = folder / home
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            hashes[str(home)] = sha256(content)
    return hashes


def main() -> int:
    """Fill both vendor folders and write their manifests; the exit code."""
    for folder, libraries in FOLDERS.items():
        manifest = []
        for library in libraries:
            with tempfile.TemporaryDirectory() as place:
                files = copy(library, fetch(library, Path(place)), folder)
            print(f"{library.name} {library.version}: {len(files)} files")
            manifest.append(
                {
                    "name": library.name,
                    "version": library.version,
                    "licence": library.licence,
                    "integrity": library.integrity,
                    "files": files,
                }
            )
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
