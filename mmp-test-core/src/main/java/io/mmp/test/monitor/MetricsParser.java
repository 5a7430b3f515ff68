package io.mmp.test.monitor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads metrics line by line, and puts the samples into families. */
final class MetricsParser {

    private static final Pattern BLANKS = Pattern.compile("[ \\t]*+");
    private static final String EOF = "# EOF";

    private final Dialect dialect;
    private final String source;
    private final SampleReader reader;
    private final Map<String, FamilyLines> families = new LinkedHashMap<>();
    private final Map<String, Integer> series = new HashMap<>();
    private @Nullable FamilyLines current;

    private MetricsParser(Dialect dialect, String source) {
        this.dialect = dialect;
        this.source = source;
        this.reader = new SampleReader(dialect);
    }

    /**
     * Read a whole text.
     *
     * @param source names it in messages, such as {@code The metrics}
     */
    static List<MetricFamily> parse(String text, Dialect dialect, String source) {
        return new MetricsParser(dialect, source).parse(List.of(text.split("\n", -1)));
    }

    private List<MetricFamily> parse(List<String> lines) {
        int count = dialect == Dialect.PROMETHEUS ? linesBeforeEnd(lines) : linesBeforeEof(lines);
        for (int i = 0; i < count; i++) {
            line(new Cursor(source, lines.get(i), i + 1));
        }
        List<MetricFamily> read =
                families.values().stream().map(FamilyLines::family).toList();
        FamilyRules rules = new FamilyRules(dialect, source, lines);
        read.forEach(rules::check);
        return read;
    }

    private int linesBeforeEnd(List<String> lines) {
        int last = lines.size() - 1;
        String rest = lines.get(last);
        if (!rest.isEmpty()) {
            throw Cursor.wrong(source, last + 1, rest.length() + 1, "the last line must end with a line feed", rest);
        }
        return last;
    }

    private int linesBeforeEof(List<String> lines) {
        int eof = lines.indexOf(EOF);
        int last = lines.get(lines.size() - 1).isEmpty() ? lines.size() - 2 : lines.size() - 1;
        if (eof < 0) {
            String rest = lines.get(Math.max(last, 0));
            throw Cursor.wrong(
                    source,
                    Math.max(last, 0) + 1,
                    rest.length() + 1,
                    "OpenMetrics ends with a line '# EOF', which is missing: the text may have been cut off",
                    rest);
        }
        if (eof < last) {
            throw Cursor.wrong(source, eof + 2, 1, "nothing may follow '# EOF'", lines.get(eof + 1));
        }
        return eof;
    }

    private void line(Cursor line) {
        if (dialect == Dialect.PROMETHEUS) {
            line.take(BLANKS);
            if (line.isAtEnd()) {
                return;
            }
        } else if (line.isAtEnd()) {
            throw line.wrong("OpenMetrics has no empty lines");
        }
        if (!line.isAt("#")) {
            sample(line);
        } else if (dialect == Dialect.PROMETHEUS) {
            comment(line);
        } else {
            declaration(line);
        }
    }

    private void comment(Cursor line) {
        line.require("#");
        line.take(BLANKS);
        for (String what : List.of("HELP", "TYPE")) {
            if (line.isAt(what + " ") || line.isAt(what + "\t")) {
                line.require(what);
                line.take(BLANKS);
                declare(what, line);
                return;
            }
        }
    }

    private void declaration(Cursor line) {
        for (String what : List.of("HELP", "TYPE", "UNIT")) {
            if (line.take("# " + what + " ")) {
                declare(what, line);
                return;
            }
        }
        throw line.wrong("OpenMetrics has no other comments than # HELP, # TYPE, # UNIT and the last line, # EOF");
    }

    private void declare(String what, Cursor line) {
        int start = line.position();
        String name = line.require(SampleReader.NAME, "the name of a metric");
        if (!line.isAtEnd() && !line.isAt(" ") && !line.isAt("\t")) {
            throw line.expected("a space after the name of the metric");
        }
        FamilyLines family = turnTo(name, line, start);
        if (family.hasSamples() && (dialect == Dialect.OPENMETRICS || what.equals("TYPE"))) {
            throw line.wrongAt(start, "the %s of '%s' must stand before its samples".formatted(what, name));
        }
        if (dialect == Dialect.PROMETHEUS) {
            line.take(BLANKS);
        } else {
            line.require(" ");
        }
        int place = line.position();
        String text = what.equals("HELP") ? help(line) : line.isAtEnd() ? "" : line.rest();
        if (what.equals("TYPE")) {
            family.setType(type(text, line, place));
        }
        if (what.equals("UNIT") && !text.isEmpty() && !name.endsWith("_" + text)) {
            throw line.wrongAt(
                    place, "the unit of '%s' is '%s', so that its name must end in _%s".formatted(name, text, text));
        }
        if (family.tell(what, text, line.number()) != null) {
            throw line.wrongAt(start, "the %s of '%s' is here twice".formatted(what, name));
        }
    }

    private MetricType type(String text, Cursor line, int place) {
        String word = dialect == Dialect.PROMETHEUS ? text.replaceAll("[ \\t]+$", "") : text;
        MetricType type = dialect.types().get(word);
        if (type == null) {
            throw line.wrongAt(
                    place,
                    "the type is %s, but must be one of %s"
                            .formatted(
                                    word.isEmpty() ? "missing" : "'" + word.replace("\r", "\\r") + "'",
                                    String.join(", ", dialect.types().keySet())));
        }
        return type;
    }

    private String help(Cursor line) {
        StringBuilder help = new StringBuilder();
        while (!line.isAtEnd()) {
            char character = line.next();
            help.append(
                    character == '\\'
                            ? SampleReader.escaped(line, dialect == Dialect.OPENMETRICS ? "\"" : "", dialect)
                            : String.valueOf(character));
        }
        return help.toString();
    }

    private void sample(Cursor line) {
        int start = line.position();
        Sample sample = reader.read(line);
        FamilyLines family = current != null && current.owns(sample.name()) ? current : ownerOf(sample, line, start);
        String key = Labels.series(sample.name(), new TreeMap<>(sample.labels())) + " " + sample.timestamp();
        Integer earlier = series.putIfAbsent(key, line.number());
        if (earlier != null) {
            throw line.wrongAt(
                    start,
                    "the series %s is here twice, first in line %s"
                            .formatted(Labels.series(sample.name(), sample.labels()), earlier));
        }
        family.add(sample);
        current = family;
    }

    private FamilyLines ownerOf(Sample sample, Cursor line, int start) {
        FamilyLines named = families.get(sample.name());
        if (named != null && !named.owns(sample.name())) {
            throw line.wrongAt(
                    start,
                    "'%s' is a %s, whose samples are named %s"
                            .formatted(sample.name(), named.type(), String.join(", ", named.sampleNames())));
        }
        for (FamilyLines family : families.values()) {
            if (family.owns(sample.name())) {
                throw apart(family, line, start);
            }
        }
        return turnTo(sample.name(), line, start);
    }

    /** Go on with the metric of this name, which must be the one of the last line, or a new one. */
    private FamilyLines turnTo(String name, Cursor line, int start) {
        FamilyLines last = current;
        if (last != null && last.name().equals(name)) {
            return last;
        }
        FamilyLines known = families.get(name);
        if (known != null) {
            throw apart(known, line, start);
        }
        FamilyLines family = new FamilyLines(dialect, name);
        families.put(name, family);
        current = family;
        return family;
    }

    private static MonitorException apart(FamilyLines family, Cursor line, int start) {
        return line.wrongAt(
                start,
                "the lines of the %s '%s' must stand together, but others are between this one and line %s"
                        .formatted(family.type(), family.name(), family.lastLine()));
    }
}
