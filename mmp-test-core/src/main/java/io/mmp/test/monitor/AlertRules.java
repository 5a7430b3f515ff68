package io.mmp.test.monitor;

import static java.util.stream.Collectors.joining;

import io.mmp.test.monitor.AlertRule.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/**
 * The rules of rule files: groups as Prometheus reads them, or in a {@code PrometheusRule} of Kubernetes.
 *
 * @since 0.1.0
 */
public final class AlertRules implements AssertProvider<AlertRulesAssert> {

    private final List<Path> files;
    private final List<AlertRule> rules;

    private AlertRules(List<Path> files, List<AlertRule> rules) {
        this.files = files;
        this.rules = rules;
    }

    /**
     * Read rule files.
     *
     * @throws MonitorException if one does not exist, is not YAML, or has a rule that is neither an alert nor recorded
     */
    public static AlertRules read(Path... files) {
        List<AlertRule> rules = new ArrayList<>();
        for (Path file : files) {
            YamlValue root = YamlValue.read(file);
            YamlValue document =
                    root.text("kind").filter("PrometheusRule"::equals).isPresent() ? root.require("spec") : root;
            document.require("groups");
            for (YamlValue group : document.elements("groups")) {
                String name = group.require("name").text();
                group.elements("rules").forEach(rule -> rules.add(rule(file, name, rule)));
            }
        }
        return new AlertRules(List.copyOf(Arrays.asList(files)), List.copyOf(rules));
    }

    private static AlertRule rule(Path file, String group, YamlValue rule) {
        Optional<String> alert = rule.text("alert");
        Optional<String> recorded = rule.text("record");
        if (alert.isPresent() == recorded.isPresent()) {
            throw rule.wrong("must have either 'alert' or 'record'");
        }
        return new AlertRule(
                file,
                rule.line(),
                group,
                alert.isPresent() ? Kind.ALERT : Kind.RECORD,
                alert.or(() -> recorded).orElseThrow(),
                rule.require("expr").text(),
                rule.member("for").map(PromDuration::read).orElse(Duration.ZERO),
                rule.texts("labels"),
                rule.texts("annotations"));
    }

    /** Return the files. */
    public List<Path> files() {
        return files;
    }

    /** Return all rules in the order of the files. */
    public List<AlertRule> rules() {
        return rules;
    }

    /** Start assertions on them. */
    @Override
    public AlertRulesAssert assertThat() {
        return new AlertRulesAssert(this);
    }

    /** Return the names of the files. */
    @Override
    public String toString() {
        return files.stream().map(Path::toString).collect(joining(", "));
    }
}
