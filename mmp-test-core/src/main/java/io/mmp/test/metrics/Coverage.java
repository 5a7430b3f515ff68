package io.mmp.test.metrics;

import io.mmp.test.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many lines of the code tests execute, as JaCoCo counts them.
 *
 * @param covered lines of which at least one instruction was executed
 * @param missed lines of which none was
 * @since 0.1.0
 */
public record Coverage(long covered, long missed) {

    /** Return the covered part of all lines, from 0 to 1; 0 if there are none. */
    public double rate() {
        return covered + missed == 0 ? 0 : (double) covered / (covered + missed);
    }

    Coverage plus(Coverage other) {
        return new Coverage(covered + other.covered, missed + other.missed);
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("coveredLines", covered);
        tree.put("missedLines", missed);
        tree.put("rate", rate());
        return tree;
    }

    static Coverage fromTree(Tree tree) {
        return new Coverage(tree.count("coveredLines"), tree.count("missedLines"));
    }

    /** Return such as {@code 81 of 100 lines (81.0 %)}. */
    @Override
    public String toString() {
        return "%s of %s (%s)".formatted(covered, Words.count(covered + missed, "line"), Text.percent(rate()));
    }
}
