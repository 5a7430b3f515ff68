package io.mmp.test.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/** Knows the variables of Grafana in an expression. */
final class GrafanaVariables {

    private GrafanaVariables() {}

    /** Tell whether a text has a variable in it. */
    static boolean areIn(String text) {
        return PromqlLexer.VARIABLE.matcher(text).find();
    }

    /** Return the names of the variables that neither the dashboard nor Grafana itself has. */
    static List<String> unknown(String expression, Set<String> known) {
        List<String> unknown = new ArrayList<>();
        Matcher matcher = PromqlLexer.VARIABLE.matcher(expression);
        while (matcher.find()) {
            String name = matcher.group(1) != null
                    ? matcher.group(1)
                    : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            // $1 is a group of label_replace; what begins with __ is Grafana's own.
            if (!known.contains(name) && !name.startsWith("__") && !name.matches("\\d+") && !unknown.contains(name)) {
                unknown.add(name);
            }
        }
        return unknown;
    }
}
