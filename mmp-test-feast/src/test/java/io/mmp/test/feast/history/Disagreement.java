package io.mmp.test.feast.history;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explains each way in which an offline store of Feast 0.67.0 answers otherwise than our join. */
enum Disagreement {

    /** Rows of one entity with one event timestamp and one created timestamp: Feast takes any of them, our join the last. */
    TIE,

    /** Dask: entity rows that are asked for twice, or whose entity has rows, but none that counts, are not returned. */
    ROW_DROPPED,

    /** PostgreSQL: an entity row is returned once for each of the rows that tie. */
    ROW_MULTIPLIED,

    /** Dask: NaN is returned as null. */
    NAN_LOST,

    /** Dask: integers in a column with a null are returned as floating-point numbers, which rounds beyond 2^53. */
    INTEGER_ROUNDED,

    /** Dask: the row of an entity that has no event timestamp is right at any time. */
    UNDATED_ROW_TAKEN,

    /** Dask: a null key is found, too, among null keys. */
    NULL_KEYS_MATCH,

    /** PostgreSQL: a TTL counts in whole seconds. */
    TTL_TRUNCATED,

    /** PostgreSQL: in a view with created timestamps a row without one is not found. */
    UNCREATED_ROW_LOST,

    /** PostgreSQL: the values are those of another entity, whose keys read the same when they are written one after the other. */
    KEYS_COLLIDE,

    /** PostgreSQL: a text key that is null in all entity rows is refused with a syntax error. */
    NULL_KEYS_REFUSED;

    /** List the ways of a store. */
    static Set<Disagreement> of(OfflineStore store) {
        return switch (store) {
            case DUCKDB -> EnumSet.of(TIE);
            case DASK -> EnumSet.of(TIE, ROW_DROPPED, NAN_LOST, INTEGER_ROUNDED, UNDATED_ROW_TAKEN, NULL_KEYS_MATCH);
            case POSTGRES ->
                EnumSet.of(ROW_MULTIPLIED, TTL_TRUNCATED, UNCREATED_ROW_LOST, KEYS_COLLIDE, NULL_KEYS_REFUSED);
        };
    }

    /** Explain an answer with these faults, or with none although it is not ours. */
    static Optional<Set<Disagreement>> of(OfflineStore store, List<Fault> faults) {
        Set<Disagreement> ways = EnumSet.noneOf(Disagreement.class);
        for (Fault fault : faults) {
            Set<Disagreement> explained = fault instanceof ValueFault value ? of(store, value) : of((RowFault) fault);
            if (explained.isEmpty()) {
                return Optional.empty();
            }
            ways.addAll(explained);
        }
        // The check accepts each of the rows that tie, so that nothing is left to be wrong.
        return Optional.of(ways.isEmpty() ? EnumSet.of(TIE) : ways);
    }

    /** Explain why Feast refuses a question. */
    static Optional<Set<Disagreement>> of(String error) {
        return error.startsWith("SyntaxError: syntax error at or near \"null\"")
                ? Optional.of(EnumSet.of(NULL_KEYS_REFUSED))
                : Optional.empty();
    }

    private static Set<Disagreement> of(RowFault fault) {
        return EnumSet.of(fault.cause() == FaultCause.DROPPED ? ROW_DROPPED : ROW_MULTIPLIED);
    }

    private static Set<Disagreement> of(OfflineStore store, ValueFault fault) {
        FaultyRow row = new FaultyRow(fault);
        Set<Disagreement> ways = EnumSet.noneOf(Disagreement.class);
        for (String feature : fault.features()) {
            Optional<Disagreement> way = of(store).stream()
                    .filter(candidate -> candidate.explains(row, feature))
                    .findFirst();
            if (way.isEmpty()) {
                return EnumSet.noneOf(Disagreement.class);
            }
            ways.add(way.get());
        }
        return ways;
    }

    private boolean explains(FaultyRow row, String feature) {
        return switch (this) {
            case NAN_LOST -> row.isNullForNaN(feature);
            case INTEGER_ROUNDED -> row.isRounded(feature);
            case UNDATED_ROW_TAKEN -> row.hasUndatedRival();
            case NULL_KEYS_MATCH -> row.hasNullKey();
            case TTL_TRUNCATED -> row.isBeyondTruncatedTtl();
            case UNCREATED_ROW_LOST -> row.hasNoCreatedTimestamp();
            case KEYS_COLLIDE -> row.hasNamesake();
            case TIE, ROW_DROPPED, ROW_MULTIPLIED, NULL_KEYS_REFUSED -> false;
        };
    }
}
