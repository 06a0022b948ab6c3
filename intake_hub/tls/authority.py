"""The shop's certificate authority and the certificate it signs for the hub."""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

CA_YEARS = 20
SERVER_DAYS = 397  # more than that, and some systems distrust it
RENEW_DAYS = 30
_EARLIER = dt.timedelta(days=1)  # a desk's clock may be late
_CA, _CA_KEY, _SERVER = "ca.pem", "ca-key.pem", "server.pem"


@dataclass(frozen=True, slots=True)
class Authority:
    """Files of one folder that only this account may read."""

    folder: Path

    @property
    def server_file(self) -> Path:
        """The hub's certificate, that of the authority and the key, as TLS wants them."""
        return self.folder / _SERVER

    def exists(self) -> bool:
        """Whether it was made."""
        return (self.folder / _CA).exists()

    def make(self, now: dt.datetime) -> None:
        """Make the authority unless it is there; it lasts as long as the shop's PCs will."""
        if self.exists():
            return
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Intake shop authority")])
        ends = now + dt.timedelta(days=365 * CA_YEARS)
        certificate = (
            _builder(name, name, key.public_key(), (now, ends))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(is_authority=True), critical=True)
            .sign(key, hashes.SHA256())
        )
        _make_folder(self.folder)
        _write(self.folder / _CA_KEY, _key_pem(key))
        _write(self.folder / _CA, certificate.public_bytes(serialization.Encoding.PEM))

    def ca_pem(self) -> str:
        """Give the authority's certificate, which anybody may see."""
        return _read(self.folder / _CA).decode()

    def fingerprint(self) -> str:
        """Say what desks know the authority by: SHA-256 of its certificate, in hex."""
        der = self._ca().public_bytes(serialization.Encoding.DER)
        return hashlib.sha256(der).hexdigest()

    def renew(self, addresses: Sequence[str], now: dt.datetime) -> bool:
        """Sign a new certificate if the old one ends soon or lacks an address; say whether so."""
        wanted = set(addresses)
        if self.server_file.exists():
            old = x509.load_pem_x509_certificate(_read(self.server_file))
            left = old.not_valid_after_utc - now
            is_ours = self._has_signed(old)
            if is_ours and left.days >= RENEW_DAYS and wanted <= _names_in(old):
                return False
        self._sign(sorted(wanted), now)
        return True

    def _sign(self, addresses: Sequence[str], now: dt.datetime) -> None:
        authority_key = serialization.load_pem_private_key(_read(self.folder / _CA_KEY), None)
        if not isinstance(authority_key, ec.EllipticCurvePrivateKey):
            raise UnavailableError(Problem.STORE_CORRUPT, _CA_KEY)
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Intake hub")])
        ends = now + dt.timedelta(days=SERVER_DAYS)
        authority = self._ca()
        certificate = (
            _builder(subject, authority.subject, key.public_key(), (now, ends))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(is_authority=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(
                x509.SubjectAlternativeName([_san(one) for one in addresses]), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
                critical=False,
            )
            .sign(authority_key, hashes.SHA256())
        )
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        _write(self.server_file, pem + self.ca_pem().encode() + _key_pem(key))

    def _ca(self) -> x509.Certificate:
        try:
            return x509.load_pem_x509_certificate(self.ca_pem().encode())
        except ValueError as error:
            raise UnavailableError(Problem.STORE_CORRUPT, _CA) from error

    def _has_signed(self, certificate: x509.Certificate) -> bool:
        try:
            certificate.verify_directly_issued_by(self._ca())
        except (InvalidSignature, ValueError, TypeError):
            return False
        return True


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    span: tuple[dt.datetime, dt.datetime],
) -> x509.CertificateBuilder:
    begins, ends = span
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - _EARLIER)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _san(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(address))
    except ValueError:
        return x509.DNSName(address)


def _names_in(certificate: x509.Certificate) -> set[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    ips = {str(one) for one in names.get_values_for_type(x509.IPAddress)}
    return ips | set(names.get_values_for_type(x509.DNSName))


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, error.strerror or "") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, f"{path.name}: {error.strerror}") from error


def _write(path: Path, content: bytes) -> None:
    """Replace a file whole; it is readable to this account alone from its first moment."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, f"{path.name}: {error.strerror}") from error
