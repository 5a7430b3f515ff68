package io.mmp.test.feast.online;

import io.mmp.test.table.ValueType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cell of what an online store returned.
 *
 * @param type the type in which the value arrived, which need not be the declared one; {@link ValueType#NULL} if there is no value
 * @param value the value, in the form that {@link ValueType} describes, or null; a timestamp is {@link Instant#MIN}
 *     where Feast wrote the least 64-bit integer, as it does for null
 * @param status what the store claims
 * @param eventTimestamp the event timestamp of the row that the value is from, or null if none was given; Feast writes 1970 for none
 */
public record OnlineValue(
        ValueType type,
        @Nullable Object value,
        FeatureStatus status,
        @Nullable Instant eventTimestamp) {}
