package io.mmp.test.security;

/**
 * What a signature was found to be.
 *
 * @since 0.1.0
 */
public enum SignatureOutcome {
    /** The content was signed with the key. */
    VALID,
    /** There is no signature. */
    UNSIGNED,
    /** What stands where the signature should is none, such as no base64. */
    UNREADABLE,
    /** The signature is not one of this content by this key; which of the two is wrong it cannot tell. */
    NO_FIT,
    /** The content was changed after it was signed: a digest says so. */
    CHANGED,
    /** The signature says itself that another key made it. */
    OTHER_KEY,
    /** The signature is right, but was made for another model or version. */
    REPLAYED
}
