package io.mmp.test.rollout;

import java.net.http.HttpResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two arms.
 *
 * @param stable the name of the stable arm
 * @param canary the name of the canary
 * @param of tells who gave an answer; null if that was not said yet
 */
record Arms(String stable, String canary, @Nullable Function<HttpResponse<String>, @Nullable String> of) {

    /** Return the arm that gave an answer; null if it is neither. */
    @Nullable
    String armOf(HttpResponse<String> answer) {
        String arm = of == null ? null : of.apply(answer);
        return stable.equals(arm) || canary.equals(arm) ? arm : null;
    }
}
