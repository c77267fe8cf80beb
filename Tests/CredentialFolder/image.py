#!/usr/bin/env python3
"""Copies DIR/files under meaningless names, and puts them into an image that removes them again: image.py DIR"""
import hashlib, io, json, pathlib, shutil, sys, tarfile


def layer(entries):
    """A layer of (name, bytes)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in entries:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def main():
    folder = pathlib.Path(sys.argv[1])
    renamed = folder / "renamed"
    renamed.mkdir(exist_ok=True)
    rows = [line.split("\t") for line in (folder / "expected.tsv").read_text().splitlines()]
    with open(folder / "expected.tsv", "w") as table:
        for index, (path, lines, flags) in enumerate(rows):
            name = ["a%03d", "data%03d.bin", "notes%03d.txt"][index % 3] % index
            shutil.copy(folder / "files" / path, renamed / name)
            table.write(f"{path}\t{lines}\t{flags}\t{name}\n")
    files = sorted(path for path, _, _ in rows)
    first = layer([("srv/" + path, (folder / "files" / path).read_bytes()) for path in files])
    second = layer([(".wh.srv", b"")])
    digests = [hashlib.sha256(blob).hexdigest() for blob in (first, second)]
    config = json.dumps({
        "architecture": "amd64", "os": "linux", "config": {},
        "history": [{"created_by": "COPY files /srv"}, {"created_by": "RUN rm -r /srv"}],
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest for digest in digests]},
    }).encode()
    name = hashlib.sha256(config).hexdigest() + ".json"
    layers = [digest + "/layer.tar" for digest in digests]
    manifest = json.dumps([{"Config": name, "RepoTags": ["credentials:1"], "Layers": layers}]).encode()
    with open(folder / "image.tar", "wb") as out:
        out.write(layer([(layers[0], first), (layers[1], second), (name, config), ("manifest.json", manifest)]))


main()
