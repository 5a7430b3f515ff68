package io.mmp.test.lifecycle;

import java.util.List;
import java.util.Map;

/** Rollout services, each with one defect. */
final class PlantedDefects {

    private PlantedDefects() {}

    static List<PlantedDefect> all() {
        return List.of(
                new PlantedDefect(
                        "a rollback forgets to retire",
                        () -> new MemoryRollouts() {
                            @Override
                            void retireForRollback() {}
                        },
                        RolloutLifecycle.ONE_PRODUCTION,
                        List.of("register() -> 1", "promote(1)", "register() -> 2", "promote(2)", "rollback()")),
                new PlantedDefect(
                        "a promotion forgets to retire",
                        () -> new MemoryRollouts() {
                            @Override
                            void retire() {}
                        },
                        RolloutLifecycle.ONE_PRODUCTION,
                        List.of("register() -> 1", "register() -> 2", "promote(1)", "promote(2)")),
                new PlantedDefect(
                        "an emergency rollback restores the oldest",
                        () -> new MemoryRollouts() {
                            @Override
                            int lastRetired() {
                                return retired.get(0);
                            }
                        },
                        RolloutLifecycle.PHASES,
                        List.of(
                                "register() -> 1",
                                "promote(1)",
                                "register() -> 2",
                                "promote(2)",
                                "register() -> 3",
                                "promote(3)",
                                "rollback()")),
                new PlantedDefect(
                        "a refused promotion changes the history",
                        () -> new MemoryRollouts() {
                            @Override
                            public void promote(int version) {
                                history.add("asked to promote " + version);
                                super.promote(version);
                            }
                        },
                        "a refused promote changes nothing",
                        List.of("promote(1) refused: 1 cannot be promoted")),
                new PlantedDefect(
                        "an abort rewrites the history",
                        () -> new MemoryRollouts() {
                            @Override
                            public void abort() {
                                super.abort();
                                history.remove(history.size() - 2);
                            }
                        },
                        RolloutLifecycle.APPEND_ONLY,
                        List.of("register() -> 1", "promote(1)", "register() -> 2", "startCanary(2)", "abort()")),
                new PlantedDefect(
                        "a rollback is missing in the history",
                        () -> new MemoryRollouts() {
                            @Override
                            public void rollbackTo(int version) {
                                super.rollbackTo(version);
                                history.remove(history.size() - 1);
                            }
                        },
                        RolloutLifecycle.TOLD,
                        List.of("register() -> 1", "promote(1)", "register() -> 2", "promote(2)", "rollback()")),
                new PlantedDefect(
                        "a version predicts otherwise after a rollback",
                        () -> new MemoryRollouts() {
                            private double drift;

                            @Override
                            public void rollbackTo(int version) {
                                super.rollbackTo(version);
                                drift = 0x1p-53;
                            }

                            @Override
                            List<Double> predictions() {
                                return super.predictions().stream()
                                        .map(score -> score * (1 - drift))
                                        .toList();
                            }
                        },
                        RolloutLifecycle.SAME_PREDICTIONS,
                        List.of("register() -> 1", "promote(1)", "register() -> 2", "promote(2)", "rollback()")),
                new PlantedDefect(
                        "a rollback to a version in staging is accepted",
                        () -> new MemoryRollouts() {
                            @Override
                            public void rollbackTo(int version) {
                                if (phases.get(version) == RolloutPhase.STAGING) {
                                    retired.add(version);
                                }
                                super.rollbackTo(version);
                            }
                        },
                        "rollbackTo must be refused here",
                        List.of("register() -> 1", "rollbackTo(1)")),
                new PlantedDefect(
                        "candidates are listed oldest first",
                        () -> new MemoryRollouts() {
                            @Override
                            public List<Integer> candidates() {
                                return List.copyOf(retired);
                            }
                        },
                        "candidates must answer what the model answers",
                        List.of(
                                "register() -> 1",
                                "register() -> 2",
                                "register() -> 3",
                                "promote(1)",
                                "promote(3)",
                                "promote(2)",
                                "candidates() -> [1, 3]")),
                new PlantedDefect(
                        "an abort retires the canary",
                        () -> new MemoryRollouts() {
                            @Override
                            public void abort() {
                                int canary = phases.entrySet().stream()
                                        .filter(entry -> entry.getValue() == RolloutPhase.CANARY)
                                        .mapToInt(Map.Entry::getKey)
                                        .findFirst()
                                        .orElse(0);
                                super.abort();
                                phases.put(canary, RolloutPhase.RETIRED);
                                retired.add(canary);
                            }
                        },
                        RolloutLifecycle.PHASES,
                        List.of("register() -> 1", "promote(1)", "register() -> 2", "startCanary(2)", "abort()")));
    }
}
