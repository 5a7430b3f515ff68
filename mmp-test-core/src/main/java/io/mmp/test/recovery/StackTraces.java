package io.mmp.test.recovery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds stack traces in the bodies of answers, also in JSON and HTML, where their lines are not at the start of lines. */
final class StackTraces {

    private static final Pattern TRACE = Pattern.compile(String.join(
            "|",
            "(?:\\b|\\\\t)at [\\w$./@-]+\\.(?:[\\w$]+|<init>|<clinit>|&lt;init&gt;)\\((?:[\\w$]+\\.\\w+(?::\\d+)?|Native Method|Unknown Source)\\)", // JVM
            "Traceback \\(most recent call last\\)", // Python
            "File \\\\?\"[^\"\\n]+\\\\?\", line \\d+", // Python, a frame
            "\\bgoroutine \\d+ \\[", // Go
            "\\bat [^\\n(]{0,200}\\((?:file:///|node:|/)[^\\s)]+:\\d+:\\d+\\)", // Node.js
            "\\bat [\\w.<>`]+\\([^)\\n]{0,200}\\) in [^\\n]{1,200}:line \\d+", // .NET
            "thread '[^'\\n]{0,100}' panicked at", // Rust
            "#\\d+ /[^\\s(]+\\(\\d+\\): ")); // PHP

    private StackTraces() {}

    /** Return where the first begins. */
    static Optional<String> find(String body) {
        Matcher matcher = TRACE.matcher(body);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
