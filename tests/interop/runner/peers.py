# SPDX-FileCopyrightText: 2026 The Möhür contributors
# SPDX-License-Identifier: Apache-2.0
"""Everybody who can sign with a key of the test PKI: ourselves, EU DSS, pyHanko, signxml, endesive."""

import shutil

from . import product
from .install import Missing


class Peers:
    """Borrows the PKI and the drivers, {"dss": …, "python": …}; a driver that is None raises Missing."""

    def __init__(self, pki, keys, drivers):
        self.pki = pki
        self.keys = keys
        self.drivers = drivers

    def job(self, inputs, output, level="B", key="p256", **more):
        description = self.keys[key]
        return {
            "p12": self.pki.p12(description["name"]),
            "password": self.pki.pin,
            "pss": description.get("pss", False),
            "digest": description.get("digest", "SHA256"),
            "algorithm": description.get("algorithm"),
            "tsa": self.pki.tsa,
            "trust": str(self.pki.trust),
            "online": True,
            "level": level,
            "input": str(inputs[0]),
            "inputs": [str(path) for path in inputs],
            "output": str(output),
            **more,
        }

    def sign(self, by, **order):
        """Writes `output`; raises Missing when the peer is not here, RuntimeError when it refuses."""
        if by == "mohur":
            row = {name: order[name] for name in ("format", "packaging") if name in order}
            said = product.sign(self.pki, order["inputs"], row, order.get("level", "B"), self.keys[order.get("key", "p256")], order["output"])
        else:
            driver = self.drivers["dss" if by == "dss" else "python"]
            if driver is None:
                raise Missing(f"{by} is not installed")
            verb = "sign" if by == "dss" else f"sign-{by}"
            said = driver.ask(verb=verb, **self.job(**order)).get("error")
        if said is not None:
            raise RuntimeError(f"{by}: {said}")

    def many_times(self, times, output, **order):
        """Signs what it signed before, so that a file has several signatures."""
        self.sign(output=output, **order)
        for _ in range(times - 1):
            before = output.with_suffix(".before" + output.suffix)
            shutil.move(output, before)
            self.sign(output=output, **{**order, "inputs": [before]})
