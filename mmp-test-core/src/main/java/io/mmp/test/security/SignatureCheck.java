package io.mmp.test.security;

/**
 * What became of the check of a signature.
 *
 * @param reason a sentence with what was found and, unless the signature is valid, the remedy; fit for a log or an answer to whoever deploys
 * @since 0.1.0
 */
public record SignatureCheck(SignatureOutcome outcome, String reason) {

    static SignatureCheck valid(String reason) {
        return new SignatureCheck(SignatureOutcome.VALID, reason);
    }

    /** Tell whether the content was signed with the key. */
    public boolean isValid() {
        return outcome == SignatureOutcome.VALID;
    }

    @Override
    public String toString() {
        return outcome + ": " + reason;
    }
}
