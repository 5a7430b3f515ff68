package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds rows that are not later than all of the parts before theirs. */
final class PartOrder {

    private PartOrder() {}

    static <T, C extends Comparable<? super C>> List<String> offenders(
            Split<T> split, Function<? super T, ? extends @Nullable C> time) {
        List<String> offenders = new ArrayList<>();
        C latest = null;
        String latestIn = "";
        for (Map.Entry<String, List<T>> part : split.parts().entrySet()) {
            C last = null;
            int early = 0;
            C earliest = null;
            for (int i = 0; i < part.getValue().size(); i++) {
                C at = time.apply(part.getValue().get(i));
                if (at == null) {
                    offenders.add("row %s of %s has no time".formatted(i + 1, part.getKey()));
                    continue;
                }
                last = last == null || at.compareTo(last) > 0 ? at : last;
                if (latest != null && at.compareTo(latest) <= 0) {
                    early++;
                    earliest = earliest == null || at.compareTo(earliest) < 0 ? at : earliest;
                }
            }
            if (early > 0) {
                offenders.add("%s of %s not later than %s, the last of %s; the earliest is at %s"
                        .formatted(Words.count(early, "row"), part.getKey(), latest, latestIn, earliest));
            }
            if (last != null && (latest == null || last.compareTo(latest) > 0)) {
                latest = last;
                latestIn = part.getKey();
            }
        }
        return offenders;
    }
}
