package io.mmp.test.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Guesses why two trainings differ: from what was recorded of them, the most telling first. */
final class LikelyReason {

    private static final Set<String> THREADS = Set.of(
            "num_threads",
            "num_thread",
            "nthread",
            "nthreads",
            "n_jobs",
            "thread_count",
            "n_threads",
            "threads",
            "omp_num_threads",
            "num_workers");

    /** What stands for no seed in Python, JSON and YAML. */
    private static final Set<String> UNSET = Set.of("none", "null", "", "nan", "random");

    /** A date with a time of day, a UUID, or an identifier of 32 hexadecimal digits as MLflow's runs have it; with its quotes. */
    private static final Pattern OF_ONE_SAVE = Pattern.compile(
            "\"?(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d\\S*|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|(?:[a-z]-)?\\p{XDigit}{32})\"?");

    private LikelyReason() {}

    static String of(TrainedModel first, TrainedModel other, List<ModelDifference> differences) {
        if (first.data().isPresent() && other.data().isPresent()) {
            var data = first.data().get().difference(other.data().get());
            if (data.isPresent()) {
                return "the data: " + data.get();
            }
        }
        Map<String, String> libraries = changed(first.libraries(), other.libraries());
        if (!libraries.isEmpty()) {
            return "the version of a library: " + shown(libraries);
        }
        for (ModelDifference difference : differences) {
            if (difference.key().endsWith("version") || difference.section().equals("version")) {
                return "the version of the library: " + difference;
            }
        }
        Map<String, String> parameters = changed(parameters(first), parameters(other));
        if (!parameters.isEmpty()) {
            return kind(parameters.keySet()) + ": " + shown(parameters);
        }
        return differences.isEmpty() || !differences.stream().allMatch(LikelyReason::isOfOneSave)
                ? ofEqualSettings(first, differences)
                : "what is new at each save, and not the training: %s; leave it out by ModelDigest.withoutKeys"
                        .formatted(Lines.some(
                                differences.stream().map(ModelDifference::key).toList()));
    }

    /** Tell whether it is a time or an identifier that is made anew for each file. */
    private static boolean isOfOneSave(ModelDifference difference) {
        String here = difference.here();
        String there = difference.there();
        return here != null
                && there != null
                && OF_ONE_SAVE.matcher(here).matches()
                && OF_ONE_SAVE.matcher(there).matches();
    }

    private static String ofEqualSettings(TrainedModel model, List<ModelDifference> differences) {
        if (differences.isEmpty()) {
            return "the evaluation: the models are the same; look for other data, or another order, where the metrics are computed";
        }
        Map<String, String> parameters = parameters(model);
        String several = parameters.entrySet().stream()
                .filter(parameter ->
                        isThreads(parameter.getKey()) && !parameter.getValue().equals("1"))
                .map(parameter -> "%s is %s".formatted(parameter.getKey(), parameter.getValue()))
                .findFirst()
                .orElse("");
        if (!several.isEmpty()) {
            return "threads: %s, and sums of floating-point numbers depend on their order; try 1".formatted(several);
        }
        List<String> unset = parameters.entrySet().stream()
                .filter(parameter -> isSeed(parameter.getKey()))
                .filter(parameter -> UNSET.contains(parameter.getValue().toLowerCase(Locale.ROOT)))
                .map(parameter -> "%s is '%s'".formatted(parameter.getKey(), parameter.getValue()))
                .toList();
        if (!unset.isEmpty()) {
            return "the seed: %s, so that each training draws its own".formatted(Lines.some(unset));
        }
        if (parameters.keySet().stream().noneMatch(LikelyReason::isSeed)) {
            return "the seed: none is among the parameters";
        }
        return model.data().isPresent()
                ? "something random that the seed does not reach, such as a shuffle before the training, or a time"
                : "the data, of which no digest was recorded (withData), or something random that the seed does not reach";
    }

    /** Return the parameters that were recorded, and those that the model holds. */
    private static Map<String, String> parameters(TrainedModel trained) {
        Map<String, String> parameters = new LinkedHashMap<>(trained.model().parameters());
        parameters.putAll(trained.parameters());
        return parameters;
    }

    private static Map<String, String> changed(Map<String, String> here, Map<String, String> there) {
        Map<String, String> changed = new LinkedHashMap<>();
        here.forEach((name, value) -> {
            String other = there.getOrDefault(name, "nothing");
            if (!value.equals(other)) {
                changed.put(name, "%s here, %s there".formatted(value, other));
            }
        });
        there.forEach((name, value) -> {
            if (!here.containsKey(name)) {
                changed.put(name, "nothing here, %s there".formatted(value));
            }
        });
        return changed;
    }

    private static String shown(Map<String, String> changed) {
        return Lines.some(changed.entrySet().stream()
                .map(entry -> "%s is %s".formatted(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static String kind(Set<String> names) {
        if (names.stream().anyMatch(LikelyReason::isSeed)) {
            return "the seed";
        }
        return names.stream().allMatch(LikelyReason::isThreads) ? "threads" : "the parameters";
    }

    private static boolean isThreads(String name) {
        return THREADS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isSeed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("seed") || lower.endsWith("random_state");
    }
}
