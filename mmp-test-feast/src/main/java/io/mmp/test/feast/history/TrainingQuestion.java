package io.mmp.test.feast.history;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.table.TableException;
import io.mmp.test.verdict.Proportion;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an assertion asks about a training set, judged where its tables are.
 *
 * @param set the training set
 * @param expectation what is expected of it
 * @param cause the only cause of wrong values that is looked for, or null for all that can be wrong
 * @param visibility what the rows may see
 * @param sources the sources to judge, at least one
 * @param oneEntityIn of so many entities one is judged
 * @param allowedShare the share of the entities that may have a wrong row, if a sample of them is judged
 * @param files where the rows go that show a failure
 */
record TrainingQuestion(
        TrainingSet set,
        String expectation,
        @Nullable FaultCause cause,
        Visibility visibility,
        List<EngineSource> sources,
        int oneEntityIn,
        double allowedShare,
        CounterexampleFiles files) {

    /**
     * Return what is wrong, or nothing.
     *
     * @throws TableException if nothing would be judged, or less than is asked, or not exactly
     * @throws io.mmp.test.verdict.VerdictError if a sample of the entities shows too many wrong ones, or too little
     */
    Optional<String> failure() {
        if (isSample() && cause != null) {
            throw new TableException(
                    "A sample of the entities is judged by isPointInTimeCorrect alone: single causes are told of rows, not of entities.");
        }
        if (set.table().rows().isPresent()) {
            return lostColumns(EngineTable::columns)
                    .or(() -> failure(
                            source -> new LocalCheck(set, source, visibility),
                            isOfRows() ? RowFindings.here(set, sources, visibility) : RowFindings.NONE));
        }
        try (EngineSession session = EngineSession.open(set.table().engine())) {
            return lostColumns(session::columns)
                    .or(() -> failure(
                            source -> new EngineCheck(session, set, source, visibility, oneEntityIn),
                            isOfRows() ? RowFindings.in(session, set, sources, visibility) : RowFindings.NONE));
        }
    }

    private boolean isOfRows() {
        return cause == null;
    }

    /** Say which columns of the entity rows are lost: without one, rows that differ in it could be told apart no more. */
    private Optional<String> lostColumns(Function<EngineTable, List<EngineColumn>> columnsOf) {
        EngineTable asked = set.entityRows().filter(table -> isOfRows()).orElse(null);
        if (asked == null) {
            return Optional.empty();
        }
        List<String> there =
                columnsOf.apply(set.table()).stream().map(EngineColumn::name).toList();
        List<String> names =
                columnsOf.apply(asked).stream().map(EngineColumn::name).toList();
        List<String> missing = without(set.askedColumns(sources), names);
        if (!missing.isEmpty()) {
            throw new TableException(
                    "The entity rows %s have no %s, by which the features of training set %s were joined, only %s."
                            .formatted(asked, missing, set.table(), names));
        }
        List<String> lost = without(names, there);
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%nExpecting training set %s to have all columns of the entity rows %s, but %s are not there, only %s."
                                .formatted(set.table(), asked, lost, there));
    }

    /** Engines fold the letters of names, each in its way. */
    private static List<String> without(List<String> names, List<String> others) {
        return names.stream()
                .filter(name -> others.stream().noneMatch(name::equalsIgnoreCase))
                .toList();
    }

    private Optional<String> failure(Function<EngineSource, TrainingCheck> check, RowFindings rows) {
        List<TrainingCheck> checks = sources.stream().map(check).toList();
        long judged = checks.get(0).judged();
        if (judged == 0 && rows.count() == 0) {
            throw new TableException("There is nothing to judge: training set %s has no row%s."
                    .formatted(set.table(), isSample() ? " of a sampled entity" : ""));
        }
        List<EngineFindings> findings = checks.stream().map(TrainingCheck::find).toList();
        EngineReport report = new EngineReport(expectation, set, judged, findings, rows, files);
        if (isSample() && rows.count() == 0) {
            if (isSampleWrong(checks, findings)) {
                return Optional.of(report.ofAll());
            }
        } else if (wrong(findings) + rows.count() > 0) {
            return Optional.of(cause == null ? report.ofAll() : report.of(cause));
        }
        requireTold(findings);
        checks.forEach(one -> requireKnown(one, judged));
        return Optional.empty();
    }

    private boolean isSample() {
        return oneEntityIn > 1;
    }

    private long wrong(List<EngineFindings> findings) {
        return findings.stream()
                .mapToLong(found -> cause == null ? found.wrong() : found.countOf(cause))
                .sum();
    }

    private void requireTold(List<EngineFindings> findings) {
        long untold = cause == null
                ? 0
                : findings.stream().mapToLong(EngineFindings::unjudged).sum();
        if (untold > 0) {
            throw new TableException(
                    "The engine finds %s rows of training set %s wrong for a cause that it cannot tell; of those that were judged here none is a %s. isPointInTimeCorrect shows them."
                            .formatted(untold, set.table(), cause));
        }
    }

    private void requireKnown(TrainingCheck check, long judged) {
        if (!check.knowsAny()) {
            throw new TableException(
                    "There is nothing to judge: none of %s rows has a key that is in the rows of view '%s'."
                            .formatted(judged, check.source().shape().name()));
        }
    }

    /** Judge a sample by a verdict; of tables of this JVM all entities are judged, and nothing is left to chance. */
    private boolean isSampleWrong(List<TrainingCheck> checks, List<EngineFindings> findings) {
        boolean isWrong = false;
        for (int i = 0; i < checks.size(); i++) {
            long wrong = findings.get(i).wrongEntities();
            long judged = checks.get(i).judgedEntities();
            if (checks.get(i) instanceof LocalCheck) {
                isWrong |= wrong > allowedShare * judged;
            } else {
                Proportion.of(
                                "entities of "
                                        + findings.get(i).source().shape().name() + " with a wrong row",
                                wrong,
                                "sampled entities",
                                judged)
                        .isAtMost(allowedShare)
                        .orFail();
            }
        }
        return isWrong;
    }
}
