package io.mmp.test.readiness;

import io.mmp.test.readiness.ReadinessSpec.Need;
import io.mmp.test.readiness.ReadinessSpec.Requirement;
import io.mmp.test.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares a configuration with a spec, and finds all violations. */
final class ReadinessJudgement {

    private final Configuration configuration;
    private final ReadinessSpec spec;
    private final List<String> violations = new ArrayList<>();
    private int judged;

    private ReadinessJudgement(Configuration configuration, ReadinessSpec spec) {
        this.configuration = configuration;
        this.spec = spec;
    }

    static ReadinessJudgement of(Configuration configuration, ReadinessSpec spec) {
        ReadinessJudgement judgement = new ReadinessJudgement(configuration, spec);
        judgement.violations.addAll(configuration.faults());
        spec.requirements().forEach(judgement::judge);
        if (spec.knowsAll()) {
            judgement.judgeOthers();
        }
        return judgement;
    }

    /** Return a sentence for each violation. */
    List<String> violations() {
        return violations;
    }

    /** Return how many requirements there was something to judge for. */
    int judged() {
        return judged;
    }

    private void judge(Requirement requirement) {
        String key = requirement.key();
        ConfigurationEntry entry = configuration.entries().get(key);
        if (requirement.need() == Need.FORBIDDEN) {
            judged++;
            if (entry != null || configuration.isSection(key)) {
                Place place = entry == null ? configuration.placeFor(key) : entry.place();
                violations.add("%s: '%s' is there, but must not be. Take it out.".formatted(place, key));
            }
        } else if (entry != null && entry.value() != null) {
            judged++;
            requirement
                    .rule()
                    .problem(key, entry.value())
                    .ifPresent(problem ->
                            violations.add(sentence(entry.place(), key, problem, requirement.rule(), entry.note())));
        } else if (entry != null && requirement.need() == Need.REQUIRED) {
            judged++;
            violations.add(sentence(entry.place(), key, "has no value", requirement.rule(), entry.note()));
        } else if (entry == null) {
            missing(requirement);
        }
    }

    private void missing(Requirement requirement) {
        String key = requirement.key();
        boolean isRequired = requirement.need() == Need.REQUIRED;
        if (configuration.isSection(key)) {
            if (isRequired) {
                judged++;
                violations.add(
                        sentence(configuration.placeFor(key + "."), key, "is no single value", requirement.rule(), ""));
            }
            return;
        }
        Set<String> asked = spec.keys();
        List<String> others = configuration.entries().keySet().stream()
                .filter(each -> !asked.contains(each))
                .toList();
        Optional<String> meant = isRequired ? NearestKey.of(key, others) : NearestKey.slip(key, others);
        if (isRequired) {
            judged++;
            violations.add("%s: '%s' is missing, but must be %s. %s"
                    .formatted(
                            configuration.placeFor(key),
                            key,
                            requirement.rule(),
                            meant.map(this::didYouMean)
                                    .orElse(requirement.rule().remedy())));
        } else if (meant.isPresent() && !spec.knowsAll()) {
            judged++;
            violations.add(
                    "%s: '%s' is read by nobody. Did you mean '%s'?".formatted(place(meant.get()), meant.get(), key));
        }
    }

    private void judgeOthers() {
        Set<String> asked = spec.keys();
        configuration.entries().forEach((key, entry) -> {
            judged++;
            if (!asked.contains(key)) {
                violations.add("%s: '%s' is unknown.%s".formatted(entry.place(), key, Nearest.hint(key, asked)));
            }
        });
    }

    private String didYouMean(String other) {
        Place place = place(other);
        return place.line() == 0
                ? "Did you mean '%s'?".formatted(other)
                : "It has '%s' in line %s, column %s: did you mean that?"
                        .formatted(other, place.line(), place.column());
    }

    private Place place(String key) {
        ConfigurationEntry entry = configuration.entries().get(key);
        return entry == null ? configuration.placeFor(key) : entry.place();
    }

    private static String sentence(Place place, String key, String problem, SettingRule rule, String note) {
        return "%s: '%s' %s, but must be %s. %s%s"
                .formatted(place, key, problem, rule, note.isEmpty() ? "" : note + " ", rule.remedy());
    }
}
