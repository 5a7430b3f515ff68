package io.mmp.test.readiness;

import io.mmp.test.load.InvalidRequests;
import io.mmp.test.security.SecretSearch;
import java.net.http.HttpRequest;
import org.assertj.core.api.AssertProvider;

/**
 * A service that has to reject invalid requests, and goes on answering valid ones.
 *
 * <p>Here, since what an answer gives away is known here; {@link InvalidRequests} of {@code io.mmp.test.load} makes the requests.
 *
 * @since 0.1.0
 */
public final class InvalidRequestsCheck implements AssertProvider<InvalidRequestsCheckAssert> {

    private final HttpRequest valid;
    private final InvalidRequests invalid;

    private InvalidRequestsCheck(HttpRequest valid, InvalidRequests invalid) {
        this.valid = valid;
        this.invalid = invalid;
    }

    /** Take a request that the service accepts, and the invalid ones that are made of it. */
    public static InvalidRequestsCheck of(HttpRequest valid, InvalidRequests invalid) {
        return new InvalidRequestsCheck(valid, invalid);
    }

    HttpRequest valid() {
        return valid;
    }

    InvalidRequests invalid() {
        return invalid;
    }

    /** Start assertions. */
    @Override
    public InvalidRequestsCheckAssert assertThat() {
        return new InvalidRequestsCheckAssert(this);
    }

    /** Return the method and the address. */
    @Override
    public String toString() {
        return valid.method() + " " + SecretSearch.mask(valid.uri().toString());
    }
}
