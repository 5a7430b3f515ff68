"""Keeps passwords safe."""

import hashlib
import hmac
import os


def hash_password(password):
    """Return a salted hash of a password, made with scrypt."""
    salt = os.urandom(16)
    return salt + hashlib.scrypt(password.encode(), salt=salt, n=16384, r=8, p=1)


def is_password(password, stored):
    """Tell whether a password is the one that was hashed, in constant time."""
    return hmac.compare_digest(stored[16:], hashlib.scrypt(password.encode(), salt=stored[:16], n=16384, r=8, p=1))
