package io.mmp.test.readiness;

/**
 * What a text can give away.
 *
 * @since 0.1.0
 */
public enum LeakKind {
    /** Frames, exceptions' class names and headings of stack traces, as Java, Python, JavaScript, Go, .NET, Ruby, PHP and Rust print them. */
    STACK_TRACE("a stack trace"),
    /** Absolute paths, of this machine or another. */
    PATH("a path"),
    /** Keys, tokens and passwords. */
    SECRET("a secret"),
    /** Statements of SQL, and what databases say of them. */
    SQL("SQL"),
    /** Addresses and names of hosts that are nobody's outside. */
    INTERNAL_HOST("an internal host");

    private final String words;

    LeakKind(String words) {
        this.words = words;
    }

    /** Return what it is, in words. */
    @Override
    public String toString() {
        return words;
    }
}
