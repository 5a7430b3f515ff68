package io.mmp.test.lifecycle;

import java.util.List;

/** A broken service, the rule that it breaks, and the shortest sequence that shows it. */
record PlantedDefect(String name, SystemSupplier<RolloutService> service, String rule, List<String> steps) {

    @Override
    public String toString() {
        return name;
    }
}
