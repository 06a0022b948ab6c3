"""Whom a desk believes to be its hub: pinned by a fingerprint, never trusted on first use."""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.refusal import Why

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXPIRED = frozenset({9, 10})  # OpenSSL: not yet valid, expired
_MISNAMED = frozenset({62, 64})  # host name, address
_NO_TLS = frozenset(
    {"WRONG_VERSION_NUMBER", "UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION"}
)
"""Plain HTTP at the other end, or TLS too old to be believed."""

_FINGERPRINT = 64


def read_invitation(hub: str, code: str = "") -> tuple[str, str, str]:
    """Give address, code and fingerprint from what a person typed, pasted or scanned.

    A code may bring the fingerprint along behind a point, and an address both behind a `#`.
    Raises RejectedError(HUB_ADDRESS, HUB_FINGERPRINT).
    """
    address, _, tail = hub.strip().partition("#")
    letters, _, fingerprint = (code.strip() or tail).partition(".")
    fingerprint = "".join(one for one in fingerprint.lower() if one.isalnum())
    refuse_address(address)
    if fingerprint and len(fingerprint) != _FINGERPRINT:
        raise RejectedError(Problem.HUB_FINGERPRINT, "cut short")
    return address.rstrip("/"), letters.strip(), fingerprint


def refuse_address(address: str) -> None:
    """Raise RejectedError: HUB_ADDRESS for no URL, HUB_INSECURE for words over an open line."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError as error:
        raise RejectedError(Problem.HUB_ADDRESS, "no URL") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise RejectedError(Problem.HUB_ADDRESS, address)
    if parts.scheme == "http" and not is_this_pc(host):
        raise RejectedError(Problem.HUB_INSECURE, host)


def is_this_pc(host: str) -> bool:
    """Whether what is said to this host never leaves the PC."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def fits(ca_pem: str, fingerprint: str) -> bool:
    """Whether this is the authority a person was told of."""
    try:
        der = ssl.PEM_cert_to_DER_cert(ca_pem.strip() + "\n")
    except ValueError:
        return False
    return hashlib.sha256(der).hexdigest() == fingerprint


def context_for(address: str, ca_pem: str) -> ssl.SSLContext:
    """TLS 1.2 at least: with a pinned authority nobody else's word counts, else the system's.

    Raises RejectedError(HUB_FINGERPRINT) for a pinned one that is none.
    """
    context: ssl.SSLContext
    if address.startswith("http:") or ca_pem:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if ca_pem:
            _pin(context, ca_pem)
    else:
        import truststore  # noqa: PLC0415 - only hubs on the internet need it

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _pin(context: ssl.SSLContext, ca_pem: str) -> None:
    try:
        context.load_verify_locations(cadata=ca_pem)
    except (ssl.SSLError, ValueError) as error:
        raise RejectedError(Problem.HUB_FINGERPRINT, "no certificate") from error


def unchecked() -> ssl.SSLContext:
    """Only to fetch the authority's public certificate, whose fingerprint is then checked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def why_untrusted(error: BaseException) -> Why | None:
    """Find in a failed connection what was wrong with the certificate; None if nothing was."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            if cause.verify_code in _EXPIRED:
                return Why.EXPIRED
            return Why.MISNAMED if cause.verify_code in _MISNAMED else Why.UNTRUSTED
        if isinstance(cause, ssl.SSLError) and cause.reason in _NO_TLS:
            return Why.UNTRUSTED
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
