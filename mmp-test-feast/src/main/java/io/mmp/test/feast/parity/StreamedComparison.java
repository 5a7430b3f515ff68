package io.mmp.test.feast.parity;

import static java.util.stream.Collectors.joining;

import io.mmp.test.engine.EngineException;
import io.mmp.test.feast.history.LatestRows;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Cells;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares an online store with a table in an engine, range by range of the keys. Values that are wrong are judged again with all rows of
 * their entities, so that the judge knows as much as of a table that is here.
 */
final class StreamedComparison {

    /** Of so many entities all rows are fetched at once. */
    private static final int EXPLAINED = 250;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** How it is done: in ranges of so many entities, with a file for what is done, and somebody who is told. */
    record Settings(ParityRules rules, int range, @Nullable Checkpoint checkpoint, Consumer<String> progress) {}

    private final LatestRows rows;
    private final AskedStore store;
    private final Settings settings;
    private final Instant asOf;
    private final boolean isIngestion;
    private StreamProgress done = new StreamProgress(new Tally());
    private long told = System.nanoTime();

    StreamedComparison(LatestRows rows, OnlineLookup online, Settings settings, Instant asOf, boolean isIngestion) {
        this.rows = rows;
        this.settings = settings;
        this.asOf = asOf;
        this.isIngestion = isIngestion;
        this.store = AskedStore.of(online, rows.shape(), this::whereItStopped);
    }

    ParityReport run() {
        String state = rows.state();
        Checkpoint checkpoint = settings.checkpoint();
        if (checkpoint != null) {
            checkpoint.load(identity(state), rows.shape()).ifPresent(progress -> done = progress);
        }
        if (isIngestion && done.last == null) {
            countRows();
        }
        try {
            Optional<List<Object>> end = rows.end(done.last, settings.range());
            while (end.isPresent()) {
                compare(end.get());
                if (checkpoint != null) {
                    checkpoint.save(identity(state), done);
                }
                tell();
                end = rows.end(done.last, settings.range());
            }
            requireSame(state);
            requireJudged();
        } catch (EngineException e) {
            throw new EngineException(e.getMessage() + " " + whereItStopped(), e);
        }
        ParityReport report = report();
        if (checkpoint != null) {
            checkpoint.remove();
        }
        return report;
    }

    private void compare(List<Object> last) {
        AskedStore.inParts(source(rows.latest(done.last, last, asOf)), this::judge);
        done.last = last;
    }

    private FeatureSource source(FeatureSource read) {
        FeatureView view = read.view();
        return isIngestion ? read.withView(view.withTtl(Duration.ZERO)) : read;
    }

    private FeatureSource shaped(FeatureSource part) {
        FeatureSource shaped = part.select(rows.shape().features().toArray(String[]::new));
        for (Map.Entry<String, String> key : rows.shape().joinKeyMap().entrySet()) {
            shaped = shaped.withJoinKey(key.getKey(), key.getValue());
        }
        return shaped;
    }

    private void judge(FeatureSource part) {
        FeatureSource latest = shaped(part);
        Table entities = rows.entities(latest);
        OnlineFeatures served = store.ask(entities);
        Tally found = new Tally();
        OnlineComparison first = OnlineComparison.ofPart(settings.rules(), served, asOf, latest, found);
        done.isJudged |= first.judge();
        BitSet wrong = first.wrong();
        if (wrong.isEmpty()) {
            done.tally.add(found);
        } else {
            for (String feature : store.features()) {
                done.tally.compared(feature, entities.rowCount() - wrong.cardinality());
            }
            int[] all = wrong.stream().toArray();
            for (int i = 0; i < all.length; i += EXPLAINED) {
                explain(AskedStore.answerFor(served, Arrays.copyOfRange(all, i, Math.min(all.length, i + EXPLAINED))));
            }
        }
        done.entities += entities.rowCount();
    }

    private void explain(OnlineFeatures served) {
        int count = served.entityRows().rowCount();
        Optional<FeatureSource> history = rows.history(served.entityRows(), asOf);
        if (history.isEmpty()) {
            explain(AskedStore.answerFor(served, IntStream.range(0, count / 2).toArray()));
            explain(AskedStore.answerFor(
                    served, IntStream.range(count / 2, count).toArray()));
            return;
        }
        OnlineComparison.ofPart(settings.rules(), served, asOf, source(history.get()), done.tally)
                .judge();
    }

    private String whereItStopped() {
        String where = done.last == null ? "No range was compared before" : "Compared before: up to " + lastKey();
        return settings.checkpoint() == null
                ? where + "; with usingCheckpoint(file) another run would go on from there."
                : where + ". Run it again: it goes on from there, by %s.".formatted(settings.checkpoint());
    }

    private String lastKey() {
        List<Object> key = done.last == null ? List.of() : done.last;
        List<String> names = rows.shape().view().joinKeys().stream()
                .map(rows.shape()::entityColumn)
                .toList();
        return IntStream.range(0, key.size())
                .mapToObj(i -> names.get(i) + "=" + Cells.print(key.get(i)))
                .collect(joining(", "));
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - told >= SECOND) {
            told = now;
            settings.progress()
                    .accept("%s of %s compared, up to %s: %s wrong."
                            .formatted(
                                    Words.count(done.entities, "entity"),
                                    rows.source().table(),
                                    lastKey(),
                                    report().wrong()));
        }
    }

    private void requireSame(String state) {
        String now = rows.state();
        if (!now.equals(state)) {
            throw new EngineException(
                    "%s changed while it was compared (%s before, %s now): compare a snapshot of it that stands still, such as a version of it with Engine.query."
                            .formatted(rows.source().table(), state, now));
        }
    }

    private Map<String, String> identity(String state) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("comparison", isIngestion ? "ingestion" : "parity");
        identity.put("engine", rows.source().table().engine().toString());
        identity.put("table", rows.source().table().toString());
        identity.put("view", rows.source().toString());
        identity.put("as of", asOf.toString());
        identity.put("rules", settings.rules().toString());
        // Other features or another table have other rows, too: what the user did is told first.
        identity.put("rows", state);
        return identity;
    }

    private ParityReport report() {
        return done.tally.report(
                "online features of " + Words.count(done.entities, "entity"),
                isIngestion
                        ? IngestedReference.describe(rows.shape(), asOf)
                        : new Reference.Sources(asOf).describe(List.of(rows.shape())),
                settings.rules().accepted());
    }

    private void requireJudged() {
        if (done.entities == 0) {
            throw new TableException("There is nothing to compare: no row of %s has a key."
                    .formatted(rows.source().table()));
        }
        if (!done.isJudged) {
            throw new TableException(
                    "Nothing would be compared: until %s nothing has happened in %s, and nothing is served of view '%s'."
                            .formatted(
                                    asOf,
                                    rows.source().table(),
                                    rows.shape().view().name()));
        }
    }

    private void countRows() {
        long lost = rows.countOfNobody(asOf);
        done.tally.compared(FeatureParity.ROWS, rows.countOfIngested(asOf) + lost);
        if (lost > 0) {
            Table keys = rows.ofNobody(asOf);
            for (long row = 0; row < lost; row++) {
                done.tally.addRow(
                        Cause.MISSING_ROW, keys, keys.columnNames(), (int) Math.min(row, keys.rowCount() - 1));
            }
        }
    }
}
