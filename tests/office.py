"""A throw-away certificate of an office for the tests of seals: made anew each time, worth nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from tests import build

# A common name has at most 64 bytes, which are 21 Thai letters.
OWNER = "OTOP Example Office"
PASSPHRASE = "a passphrase of the tests"


def certificate(folder: Path, *, owner: str = OWNER, passphrase: str = PASSPHRASE) -> tuple[Path, Path]:
    """The paths of the PKCS#12 file and of its certificate as PEM; valid for a year around build.NOW."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, owner)])
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(build.NOW - dt.timedelta(days=180))
        .not_valid_after(build.NOW + dt.timedelta(days=180))
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    number = f"{made.serial_number:x}"
    bundle, pem = folder / f"{number}.p12", folder / f"{number}.pem"
    lock = serialization.BestAvailableEncryption(passphrase.encode())
    bundle.write_bytes(pkcs12.serialize_key_and_certificates(None, key, made, None, lock))
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return bundle, pem
