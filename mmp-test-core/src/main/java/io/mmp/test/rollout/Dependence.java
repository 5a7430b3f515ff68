package io.mmp.test.rollout;

import io.mmp.test.verdict.Difference;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** How much the arms of one split depend on those of another, over the keys of the first. */
record Dependence(TrafficSplit<?> split, TrafficSplit<?> other) {

    /** Judge each pair of arms; of two arms the second says the same as the first. */
    Verdict judge(double tolerance, double confidence) {
        List<String> mine = deciding(split);
        List<String> others = deciding(other);
        double error = (1 - confidence) / (2.0 * mine.size() * others.size());
        List<Verdict> verdicts = new ArrayList<>();
        for (String arm : mine) {
            for (String otherArm : others) {
                Difference difference = share(arm, otherArm, true)
                        .against(share(arm, otherArm, false))
                        .withConfidence(1 - error);
                verdicts.add(difference.isAtMost(tolerance));
                verdicts.add(difference.isAtLeast(-tolerance));
            }
        }
        return Verdict.all(verdicts.get(0), verdicts.subList(1, verdicts.size()).toArray(Verdict[]::new));
    }

    private static List<String> deciding(TrafficSplit<?> split) {
        List<String> arms = List.copyOf(split.arms());
        return arms.size() == 2 ? arms.subList(0, 1) : arms;
    }

    private Proportion share(String arm, String otherArm, boolean inside) {
        long keys = 0;
        long both = 0;
        for (Object key : split.keys()) {
            if (split.armsOfAny(key).contains(arm) == inside) {
                keys++;
                both += other.armsOfAny(key).contains(otherArm) ? 1 : 0;
            }
        }
        String where = inside ? "keys in '%s' of '%s'" : "keys outside '%s' of '%s'";
        return Proportion.of(
                "in '%s' of '%s'".formatted(otherArm, other.name()), both, where.formatted(arm, split.name()), keys);
    }
}
