package io.mmp.test.lifecycle;

import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells a refusal and an unknown outcome from a fault. */
record Outcomes(Predicate<? super Exception> refusal, Predicate<? super Throwable> unknown) {

    static final Outcomes DEFAULT = new Outcomes(
            thrown -> thrown instanceof RefusedException,
            thrown -> thrown instanceof TimeoutException
                    || thrown instanceof HttpTimeoutException
                    || thrown instanceof SocketTimeoutException);

    Outcomes withRefusal(Predicate<? super Exception> more) {
        return new Outcomes(thrown -> refusal.test(thrown) || more.test(thrown), unknown);
    }

    Outcomes withUnknown(Predicate<? super Throwable> more) {
        return new Outcomes(refusal, thrown -> unknown.test(thrown) || more.test(thrown));
    }

    /** Run a command. */
    <S, M, A> Outcome of(Command<S, M, A, ?> command, S service, @Nullable Object argument) {
        try {
            return Outcome.answered(Judgement.ask(command, service, argument));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(Outcome.Kind.UNKNOWN, null, e);
        } catch (Exception e) {
            return new Outcome(kind(e), null, e);
        } catch (AssertionError e) {
            return new Outcome(Outcome.Kind.BROKEN, null, e);
        }
    }

    private Outcome.Kind kind(Exception thrown) {
        if (refusal.test(thrown)) {
            return Outcome.Kind.REFUSED;
        }
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 100; cause = cause.getCause(), depth++) {
            if (unknown.test(cause)) {
                return Outcome.Kind.UNKNOWN;
            }
        }
        return Outcome.Kind.BROKEN;
    }
}
