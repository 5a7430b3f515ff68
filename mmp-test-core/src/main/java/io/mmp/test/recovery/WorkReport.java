package io.mmp.test.recovery;

import java.util.Map;

/**
 * What became of the work of a client.
 *
 * @param done how many operations returned
 * @param failed how many threw
 * @param errors what they threw, and how often
 * @since 0.1.0
 */
public record WorkReport(long done, long failed, Map<String, Long> errors) {

    static final WorkReport NONE = new WorkReport(0, 0, Map.of());

    /** Keep the errors as they are. */
    public WorkReport {
        errors = Map.copyOf(errors);
    }
}
