package io.mmp.test.contract;

/**
 * Says what becomes of a test whose rows break a rule.
 *
 * @since 0.1.0
 */
public enum Severity {
    /** It fails. */
    CRITICAL,
    /** It goes on: the rule is in the result, in the log and in the report. */
    WARNING
}
