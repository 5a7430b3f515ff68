package io.mmp.test.feast.parity;

import io.mmp.test.feast.history.FeatureHistory;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import io.mmp.test.text.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what an online store returned with what a source, or an offline store, says is right. */
final class OnlineComparison {

    private final ParityRules rules;
    private final OnlineFeatures online;
    private final List<FeatureSource> sources;
    private final Reference reference;
    private final Tally tally;
    private final BitSet wrong = new BitSet();

    private OnlineComparison(
            ParityRules rules, OnlineFeatures online, List<FeatureSource> sources, Reference reference, Tally tally) {
        this.tally = tally;
        this.rules = rules;
        this.online = online;
        this.sources = sources;
        this.reference = reference;
    }

    static OnlineComparison withSources(
            ParityRules rules, OnlineFeatures online, Instant asOf, List<FeatureSource> sources) {
        return new OnlineComparison(rules, online, sources, new Reference.Sources(asOf), new Tally());
    }

    static OnlineComparison withHistorical(ParityRules rules, OnlineFeatures online, HistoricalFeatures offline) {
        return new OnlineComparison(
                rules,
                online,
                offline.retrieval().sources(),
                OfflineReference.of(offline, online.entityRows()),
                new Tally());
    }

    static OnlineComparison withIngested(
            ParityRules rules, OnlineFeatures online, FeatureSource source, Instant until) {
        return new OnlineComparison(rules, online, List.of(source), new IngestedReference(source, until), new Tally());
    }

    /** Compare some of the entities that are to be compared with a source, and count them in a tally that others are counted in too. */
    static OnlineComparison ofPart(
            ParityRules rules, OnlineFeatures online, Instant asOf, FeatureSource source, Tally tally) {
        return new OnlineComparison(rules, online, List.of(source), new Reference.Sources(asOf), tally);
    }

    ParityReport run() {
        judge(true);
        return tally.report(
                "online features of " + Words.count(online.entityRows().rowCount(), "entity"),
                reference.describe(sources),
                rules.accepted());
    }

    /** Compare, and tell whether there was a value of any entity, on either side. */
    boolean judge() {
        return judge(false);
    }

    /** Return the entities with a wrong value. */
    BitSet wrong() {
        return wrong;
    }

    private boolean judge(boolean isAll) {
        if (online.entityRows().rowCount() == 0) {
            throw new TableException("There is nothing to compare: no entity was asked for online.");
        }
        rules.requireKnown(online.features().keySet());
        reference.countRows(tally, online.entityRows());
        Set<String> rest = new HashSet<>(online.features().keySet());
        boolean isJudged = false;
        for (FeatureSource source : sources) {
            isJudged |= compare(source, rest, isAll);
        }
        if (online.features().isEmpty()) {
            throw new TableException("There is nothing to compare: no feature was read online.");
        }
        if (!rest.isEmpty()) {
            throw new TableException("Online feature '%s' is of none of the sources %s, or not selected there."
                    .formatted(
                            rest.iterator().next(),
                            sources.stream().map(FeatureSource::name).toList()));
        }
        return isJudged;
    }

    private boolean compare(FeatureSource source, Set<String> rest, boolean isAll) {
        EntityHistory entities = new EntityHistory(source, online.entityRows(), reference::asOf);
        requireOverlap(source, entities);
        if (source.features().isEmpty()) {
            throw new TableException("There is nothing to compare: no feature of view '%s' is selected."
                    .formatted(source.view().name()));
        }
        boolean isJudged = false;
        for (String feature : source.features()) {
            String name = source.name() + ":" + feature;
            isJudged |= compare(source, feature, name, entities);
            if (!rest.remove(name)) {
                throw new TableException(
                        "Feature '%s' is in two of the sources. Give each source once.".formatted(name));
            }
        }
        if (isAll && !isJudged) {
            throw new TableException(
                    "Nothing would be compared: in %s nothing has happened to the entities that were asked for, and nothing is served of view '%s'."
                            .formatted(
                                    reference.describe(sources), source.view().name()));
        }
        return isJudged;
    }

    private void requireOverlap(FeatureSource source, EntityHistory entities) {
        for (int entity = 0; entity < online.entityRows().rowCount(); entity++) {
            if (entities.isKnown(entity)) {
                return;
            }
        }
        throw new TableException("Nothing would be compared: no entity that was asked for has a row in view '%s'."
                .formatted(source.view().name()));
    }

    /** Compare a feature, and tell whether there was a value of any entity, on either side. */
    private boolean compare(FeatureSource source, String feature, String name, EntityHistory entities) {
        List<OnlineValue> served = online.features().get(name);
        if (served == null) {
            throw new TableException("Feature '%s' was not read online, only %s; select the features to compare."
                    .formatted(name, online.features().keySet()));
        }
        CellRule rule = rules.ruleFor(name, typeOf(source, feature), ChronoUnit.SECONDS);
        OnlineJudge judge = new OnlineJudge(entities, source.column(feature), rule);
        long compared = 0;
        boolean isJudged = false;
        for (int entity = 0; entity < served.size(); entity++) {
            if (reference.has(entity)) {
                Object right = reference.right(entity, judge, source, feature);
                ServedValue value = new ServedValue(served.get(entity));
                compare(name, entity, right, judge, value);
                compared++;
                isJudged |= right != null
                        || value.entry() == ServedValue.Entry.THERE
                        || entities.last(entity) != FeatureHistory.NONE;
            }
        }
        tally.compared(name, compared);
        return isJudged || compared == 0;
    }

    private void compare(String name, int entity, @Nullable Object right, OnlineJudge judge, ServedValue served) {
        Cause cause = judge.judge(entity, right, served);
        if (cause != null) {
            wrong.set(entity);
            Table entities = online.entityRows();
            tally.add(
                    name,
                    cause,
                    () -> new Mismatch(
                            ParityText.key(entities, entities.columnNames(), entity),
                            name,
                            judge.describe(entity, right),
                            served.toString(),
                            cause));
        }
    }

    private static ValueType typeOf(FeatureSource source, String feature) {
        return source.view().features().stream()
                .filter(field -> field.name().equals(feature))
                .map(Field::type)
                .findFirst()
                .orElseThrow();
    }
}
