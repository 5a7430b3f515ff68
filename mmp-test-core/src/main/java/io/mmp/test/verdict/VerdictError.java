package io.mmp.test.verdict;

/**
 * Thrown when a claim failed, or was not settled.
 *
 * @since 0.1.0
 */
public final class VerdictError extends AssertionError {

    private static final long serialVersionUID = 1;

    private final transient Verdict verdict;

    VerdictError(Verdict verdict) {
        super(
                verdict.conclusion() == Verdict.Conclusion.INCONCLUSIVE
                        ? "Inconclusive: " + verdict.sentence()
                        : verdict.sentence());
        this.verdict = verdict;
    }

    /** Return what was thrown for. */
    public Verdict verdict() {
        return verdict;
    }
}
