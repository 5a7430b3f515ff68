package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.Iterator;

/**
 * Reads LightGBM's text format.
 *
 * <p>{@code tree_sizes} is left out: it counts the bytes of the trees that follow.
 *
 * @see <a href="https://github.com/microsoft/LightGBM/blob/v4.3.0/src/boosting/gbdt_model_text.cpp">the code that writes it</a>
 */
final class LightGbmText {

    private final Sections sections;
    private final Iterator<String> lines;
    private int trees;
    private boolean ended;

    private LightGbmText(Sections sections, String text) {
        this.sections = sections;
        this.lines = text.lines().iterator();
    }

    static void read(Sections sections, String text) {
        LightGbmText model = new LightGbmText(sections, text);
        model.all();
        if (!model.ended) {
            throw new TrainingException(
                    "it is cut short: 'end of trees' is missing after %s".formatted(Words.count(model.trees, "tree")));
        }
    }

    private void all() {
        String prefix = "";
        String section = "header";
        while (lines.hasNext()) {
            String line = lines.next().stripTrailing();
            if (line.startsWith("Tree=")) {
                section = "trees";
                prefix = "tree %s ".formatted(line.substring("Tree=".length()));
                trees++;
            } else if (line.equals("end of trees")) {
                ended = true;
            } else if (line.equals("feature_importances:")) {
                section = "feature_importances";
                prefix = "";
            } else if (line.equals("parameters:")) {
                parameters();
            } else if (line.startsWith("pandas_categorical:")) {
                sections.text("pandas_categorical", "pandas_categorical", after(line, ':'));
            } else if (line.indexOf('=') > 0) {
                entry(section, prefix, line);
            } else if (!line.isEmpty()) {
                sections.text(section, prefix + line, "");
            }
        }
    }

    private void entry(String section, String prefix, String line) {
        // A name of a feature may hold '=': its importance stands after the last one.
        int equals = section.equals("feature_importances") ? line.lastIndexOf('=') : line.indexOf('=');
        String key = line.substring(0, equals);
        if (!key.equals("tree_sizes")) {
            sections.text(section, prefix + key, line.substring(equals + 1));
        }
    }

    private void parameters() {
        while (lines.hasNext()) {
            String line = lines.next().stripTrailing();
            if (line.equals("end of parameters")) {
                return;
            }
            if (line.startsWith("[") && line.endsWith("]") && line.indexOf(':') > 0) {
                sections.text(
                        "parameters",
                        line.substring(1, line.indexOf(':')),
                        after(line.substring(0, line.length() - 1), ':'));
            } else if (!line.isEmpty()) {
                sections.text("parameters", line, "");
            }
        }
        throw new TrainingException("it is cut short: 'end of parameters' is missing");
    }

    private static String after(String line, char separator) {
        return line.substring(line.indexOf(separator) + 1).strip();
    }
}
