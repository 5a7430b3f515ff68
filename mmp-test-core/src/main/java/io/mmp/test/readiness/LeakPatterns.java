package io.mmp.test.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Knows what stack traces, paths, SQL and internal hosts look like. Each pattern has a bound, so that long lines cost no more than their length. */
final class LeakPatterns {

    record Named(LeakKind kind, String name, Pattern pattern) {}

    private static final List<Named> ALL = List.of(
            trace(
                    "a frame of Java",
                    "\\bat (?:[\\w.$@-]{1,200}/)*(?:[\\w$]{1,100}\\.){1,30}[\\w$<>]{1,200}\\((?:[\\w$.-]{1,200}\\.(?:java|kt|scala|groovy|clj)(?::\\d{1,7})?|Native Method|Unknown Source)\\)"),
            trace(
                    "a frame of .NET",
                    "\\bat (?:[A-Za-z_][\\w`+<>]{0,100}\\.){1,30}[\\w`<>.]{1,100}\\([^()\\r\\n]{0,300}\\)(?: in [^\\r\\n]{1,400}?:line \\d{1,7}|(?=\\s{0,8}(?:\\\\r)?(?:\\\\n)?\\s{0,8}at (?:[A-Z]\\w*\\.)))"),
            trace("a heading of .NET", "--- End of (?:inner exception )?stack trace"),
            trace("a heading of Python", "Traceback \\(most recent call last\\)"),
            trace("a frame of Python", "File \\\\?\"[^\"\\r\\n]{1,400}\", line \\d{1,7}, in [\\w<>]{1,100}"),
            trace(
                    "a frame of JavaScript",
                    "\\bat (?:async )?(?:[^()\\r\\n]{1,120}? \\()?(?:file://|node:|webpack|https?://|/|[A-Za-z]:[\\\\/])[^()\\s]{0,300}:\\d{1,7}:\\d{1,7}\\)?"),
            trace("a heading of Go", "\\bgoroutine \\d{1,10} \\[[a-z][\\w ,.-]{0,60}]:|\\bpanic: runtime error"),
            trace("a frame of Go", "\\b[\\w-]{1,100}\\.go:\\d{1,7} \\+0x[0-9a-f]{1,16}"),
            trace("a frame of Ruby", "\\b[\\w-]{1,100}\\.rb:\\d{1,7}:in [`']"),
            trace(
                    "a heading of PHP",
                    "\\bStack trace:\\s{0,4}(?:\\\\n)?\\s{0,4}#0 |PHP Fatal error:|Fatal error: Uncaught"),
            trace("a heading of Rust", "\\bthread '[^'\\r\\n]{1,60}' (?:\\(\\d{1,10}\\) )?panicked at"),
            trace("a heading of Java", "\\bException in thread \\\\?\"[^\"\\r\\n]{1,100}\""),
            trace(
                    "the name of an exception",
                    "\\b(?:[a-z][a-z0-9_]{0,60}\\.){1,12}[A-Z][\\w$]{0,100}(?:Exception|Error|Throwable)\\b(?!\\.)|\\b(?:System|Microsoft)\\.(?:[A-Z]\\w{0,60}\\.){0,8}[A-Z]\\w{0,100}Exception\\b"),
            path(
                    "a path",
                    "(?<![\\w.:/~%}-])/(?:home|Users|root|tmp|var|etc|opt|usr|srv|mnt|proc|sys|boot|private|nix|workspace|workspaces|builds)/[^\\s\"'<>|:;,()\\[\\]{}\\\\]{1,400}"),
            path(
                    "a path of a source",
                    "(?<![\\w.:/~%}-])/(?:[\\w.@+-]{1,100}/){1,30}[\\w.@+-]{1,100}\\.(?:py|pyc|java|kt|scala|class|jar|go|rs|rb|cs|csproj|so|pem)\\b"),
            path(
                    "a path of Windows",
                    "(?<![\\w])[A-Za-z]:\\\\{1,2}(?:[\\w .$@()+~-]{1,100}\\\\{1,2}){0,30}[\\w.$@()+~-]{1,100}"),
            path("a path as a URI", "\\bfile:/{1,3}[^\\s\"'<>]{2,400}"),
            path("a home directory", "(?<![\\w./-])~/[\\w.-]{1,100}/[^\\s\"'<>]{1,300}"),
            sql(
                    "a statement",
                    "\\b(?:SELECT|select)\\s{1,8}(?:(?:DISTINCT|distinct)\\s{1,8})?(?:\\*|[\\w.\"`()*]{1,100}(?:\\s{0,4},\\s{0,4}[\\w.\"`()*]{1,100}){0,60})\\s{1,8}(?:FROM\\s{1,8}[\\w.\"`]{1,100}|from\\s{1,8}[\\w.\"`]{1,100}\\s{1,8}(?:where|join|inner|left|order\\s{1,4}by|group\\s{1,4}by|limit|as)\\b)"),
            sql(
                    "a statement",
                    "\\b(?i:insert)\\s{1,8}(?i:into)\\s{1,8}[\\w.\"`\\[\\]]{1,100}\\s{0,8}(?:\\([^()]{1,2000}\\)\\s{0,8})?(?i:values|select)\\b"),
            sql(
                    "a statement",
                    "\\b(?i:update)\\s{1,8}[\\w.\"`\\[\\]]{1,100}\\s{1,8}(?i:set)\\s{1,8}[\\w.\"`\\[\\]]{1,100}\\s{0,8}="),
            sql(
                    "a statement",
                    "\\bDELETE\\s{1,8}FROM\\s{1,8}[\\w.\"`]{1,100}|\\bdelete\\s{1,8}from\\s{1,8}[\\w.\"`]{1,100}\\s{1,8}where\\b"),
            sql(
                    "a statement",
                    "\\b(?:CREATE|ALTER|DROP|TRUNCATE)\\s{1,8}(?:TABLE|INDEX|DATABASE|SCHEMA)\\s{1,8}[\\w.\"`]{1,100}"),
            sql(
                    "a word of a database",
                    "\\bSQLSTATE\\b|\\bORA-\\d{5}\\b|You have an error in your SQL syntax|\\bsyntax error at or near\\b|\\b(?:relation|column) \\\\?\"[\\w.]{1,100}\\\\?\" does not exist|\\bduplicate key value violates unique constraint\\b|\\bviolates (?:foreign key|not-null|check) constraint\\b|\\b(?:UNIQUE|NOT NULL|FOREIGN KEY|CHECK) constraint failed\\b|\\bno such (?:table|column): [\\w.]{1,100}|\\bUnclosed quotation mark after the character string\\b"),
            host(
                    "a private address",
                    "(?<![\\d.])(?:10\\.(?:OCT)\\.(?:OCT)\\.(?:OCT)|127\\.(?:OCT)\\.(?:OCT)\\.(?:OCT)|192\\.168\\.(?:OCT)\\.(?:OCT)|172\\.(?:1[6-9]|2\\d|3[01])\\.(?:OCT)\\.(?:OCT)|169\\.254\\.(?:OCT)\\.(?:OCT))(?![\\d]|\\.\\d)(?::\\d{1,5})?"
                            .replace("OCT", "25[0-5]|2[0-4]\\d|1?\\d?\\d")),
            host(
                    "a private name",
                    "(?i)(?<![\\w.@/-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}(?:internal|local|localdomain|lan|corp|intranet|svc|cluster\\.local)(?::\\d{1,5})?(?![\\w-]|\\.\\w|\\()"),
            host(
                    "a private name",
                    "(?i)(?<=://)(?:[^\\s/@\"'<>]{1,200}@)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}(?:internal|local|localdomain|lan|corp|intranet|svc)(?::\\d{1,5})?(?![\\w-]|\\.\\w)"),
            host("this machine", "(?i)(?<![\\w.-])localhost:\\d{1,5}\\b"));

    private LeakPatterns() {}

    /** Return all patterns, with those of this machine. */
    static List<Named> all() {
        List<Named> all = new ArrayList<>(ALL);
        for (String property : List.of("user.home", "user.dir", "java.io.tmpdir", "java.home")) {
            String value = System.getProperty(property, "");
            // What is shorter may well be a path of a URL.
            if (value.length() >= 6) {
                all.add(new Named(
                        LeakKind.PATH, "a path of this machine", Pattern.compile(Pattern.quote(value) + "(?![\\w-])")));
            }
        }
        return all;
    }

    private static Named trace(String name, String pattern) {
        return new Named(LeakKind.STACK_TRACE, name, Pattern.compile(pattern));
    }

    private static Named path(String name, String pattern) {
        return new Named(LeakKind.PATH, name, Pattern.compile(pattern));
    }

    private static Named sql(String name, String pattern) {
        return new Named(LeakKind.SQL, name, Pattern.compile(pattern));
    }

    private static Named host(String name, String pattern) {
        return new Named(LeakKind.INTERNAL_HOST, name, Pattern.compile(pattern));
    }
}
