package io.mmp.test.rollout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whom each key was served by, step by step. */
record Routing(List<StepResult> steps, String canary) {

    /**
     * What was found.
     *
     * @param judged how many keys could be judged
     * @param offenders who did what none should
     * @param remedy why nothing was judged, if so
     */
    record Judgement(int judged, List<String> offenders, String remedy) {}

    static Routing of(RolloutResult result) {
        return new Routing(result.steps(), result.arms().canary());
    }

    /** Return the keys that two arms served in one step. */
    Judgement unsticky() {
        Set<String> judged = new HashSet<>();
        List<String> offenders = new ArrayList<>();
        for (StepResult step : steps) {
            Map<String, List<String>> arms = step.armsByKey();
            arms.forEach((key, seen) -> {
                if (seen.size() > 1) {
                    judged.add(key);
                }
                Set<String> distinct = new HashSet<>(seen);
                if (distinct.size() > 1) {
                    offenders.add(
                            "key '%s' at %s: %s".formatted(key, step.step().name(), String.join(", ", seen)));
                }
            });
        }
        return new Judgement(
                judged.size(),
                offenders,
                "no key was served twice in a step. Send more requests, or give fewer keys by withKeys");
    }

    /** Return the keys that were served by the canary, and not any more when its share was as large or larger. */
    Judgement leavers() {
        Map<String, StepResult> inCanary = new HashMap<>();
        Map<String, Boolean> seen = new HashMap<>();
        Set<String> judged = new HashSet<>();
        List<String> offenders = new ArrayList<>();
        for (StepResult step : steps) {
            Map<String, List<String>> arms = step.armsByKey();
            arms.forEach((key, served) -> {
                if (seen.putIfAbsent(key, true) != null) {
                    judged.add(key);
                }
                StepResult before = inCanary.get(key);
                if (before != null
                        && before.step().share() <= step.step().share()
                        && served.stream().anyMatch(arm -> !arm.equals(canary))) {
                    offenders.add("key '%s' was in the canary at %s, and not at %s"
                            .formatted(key, before.step().name(), step.step().name()));
                }
            });
            arms.forEach((key, served) -> {
                if (served.contains(canary)) {
                    inCanary.put(key, step);
                } else {
                    inCanary.remove(key);
                }
            });
        }
        return new Judgement(
                judged.size(),
                offenders,
                "no key was served in two steps. Give fewer keys by withKeys, so that they come again");
    }
}
