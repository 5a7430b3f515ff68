package io.mmp.test.security;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a report, which may be anything, and nothing.
 *
 * @param value as it was read from JSON
 */
record ScannerNode(@Nullable Object value) {

    ScannerNode get(String name) {
        return new ScannerNode(value instanceof Map<?, ?> members ? members.get(name) : null);
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> members && members.containsKey(name);
    }

    List<ScannerNode> elements() {
        return value instanceof List<?> elements
                ? elements.stream().map(ScannerNode::new).toList()
                : List.of();
    }

    /** Return the values of an object. */
    Stream<ScannerNode> values() {
        return value instanceof Map<?, ?> members ? members.values().stream().map(ScannerNode::new) : Stream.of();
    }

    /** Return the text; empty if it is none. */
    String text() {
        return value instanceof String text ? text : "";
    }

    List<String> texts() {
        return elements().stream()
                .map(ScannerNode::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    Optional<Double> number() {
        if (value instanceof BigDecimal number) {
            return Optional.of(number.doubleValue());
        }
        try {
            return text().isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(text()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Return the moment; empty if it is none. A date is its first one. */
    Optional<Instant> instant() {
        if (text().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text()).toInstant());
        } catch (DateTimeParseException e) {
            return date();
        }
    }

    private Optional<Instant> date() {
        try {
            return Optional.of(
                    LocalDate.parse(text()).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
