package io.mmp.test.measure;

/**
 * Thrown when the measured work throws; it names the round and has the figures of the rounds before.
 *
 * @since 0.1.0
 */
public final class RoundFailedException extends MeasureException {

    private static final long serialVersionUID = 1;

    private final transient Measurement soFar;

    RoundFailedException(String round, Measurement soFar, Throwable cause) {
        super("%s of '%s' threw %s%nUntil then: %s".formatted(round, soFar.name(), cause, soFar), cause);
        this.soFar = soFar;
    }

    /** Return what the rounds before took; it may have none. */
    public Measurement soFar() {
        return soFar;
    }
}
