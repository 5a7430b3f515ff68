package io.mmp.test.engine;

import io.mmp.test.table.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table in an engine.
 *
 * @param name its name, as the engine spells it
 * @param sqlType the engine's own name of its type, in lower case, such as {@code timestamp with time zone}
 * @param type the type of its cells, {@link ValueType#NULL} if it cannot be read
 * @param unread why it cannot be read, or null
 * @since 0.1.0
 */
public record EngineColumn(
        String name,
        String sqlType,
        ValueType type,
        @Nullable String unread) {}
