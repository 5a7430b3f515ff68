package io.mmp.test.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Shows a detector the same pairs of tables twice, in different orders. */
record OrderTrial(DetectorTrial trial, DriftInjection injection) {

    static final int PAIRS = 20;

    List<String> faults() {
        trial.sampling().requireRows();
        DriftAlarm[] first = alarms(new SplittableRandom(trial.sampling().seed()));
        DriftAlarm[] second = alarms(new SplittableRandom(trial.sampling().seed() + 1));
        List<String> faults = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            if (!first[pair].equals(second[pair])) {
                faults.add("pair %s, %s: first %s, then %s"
                        .formatted(pair + 1, hasDrift(pair) ? "with drift" : "without", first[pair], second[pair]));
            }
        }
        return faults;
    }

    private static boolean hasDrift(int pair) {
        return pair % 2 == 1;
    }

    private DriftAlarm[] alarms(SplittableRandom random) {
        int[] order = new int[PAIRS];
        Arrays.setAll(order, i -> i);
        Draws.shuffle(order, PAIRS, random);
        DriftAlarm[] alarms = new DriftAlarm[PAIRS];
        for (int pair : order) {
            alarms[pair] = trial.call(trial.sampling().draw(pair + 1, hasDrift(pair) ? injection : null), pair + 1);
        }
        return alarms;
    }
}
