"""A certificate that no one knows, for the outlets with bad TLS."""

import shutil
import ssl
import subprocess
import tempfile
from pathlib import Path


def unknown_certificate(hosts: list[str]) -> ssl.SSLContext | None:
    """What a server needs to speak TLS with a certificate signed by itself; None where `openssl` is missing."""
    program = shutil.which("openssl")
    if program is None or not hosts:
        return None
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = Path(folder) / "key.pem", Path(folder) / "certificate.pem"
        names = ",".join(f"DNS:{host}" for host in hosts)
        made = subprocess.run(
            [
                *(program, "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
                *("-days", "2", "-subj", f"/CN={hosts[0]}", "-addext", f"subjectAltName={names}"),
                *("-keyout", str(key), "-out", str(certificate)),
            ],
            capture_output=True,
            check=False,
        )
        if made.returncode != 0:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context
