package io.mmp.test.contract;

import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the contract of a column of a property of the standard. */
final class OdcsColumn {

    private static final List<String> PROPERTY = List.of(
            "id",
            "name",
            "primaryKey",
            "primaryKeyPosition",
            "logicalType",
            "logicalTypeOptions",
            "physicalType",
            "physicalName",
            "required",
            "unique",
            "partitioned",
            "partitionKeyPosition",
            "classification",
            "encryptedName",
            "transformSourceObjects",
            "transformLogic",
            "transformDescription",
            "examples",
            "criticalDataElement",
            "relationships",
            "quality",
            "items",
            "properties",
            "description",
            "businessName",
            "authoritativeDefinitions",
            "tags",
            "customProperties");
    private static final List<String> OPTIONS = List.of(
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "required",
            "timezone",
            "defaultTimezone");
    private static final List<String> TYPES =
            List.of("string", "date", "timestamp", "time", "number", "integer", "object", "array", "boolean");

    private final OdcsNode node;
    private final Map<String, OdcsNode> members;
    private final List<String> unjudged;
    private final List<ColumnRule> rules = new ArrayList<>();
    private @Nullable String zone;

    OdcsColumn(OdcsNode node, List<String> unjudged) {
        this.node = node;
        this.members = node.members(PROPERTY);
        this.unjudged = unjudged;
    }

    /** Return the time zone that it names for timestamps without one. */
    @Nullable
    String zone() {
        return zone;
    }

    /**
     * @param key takes the column by its position if it is part of the primary key
     * @param tableRules takes rules that are none of the column alone
     */
    ColumnContract read(Map<Integer, String> key, List<TableRule> tableRules) {
        OdcsNode named = members.getOrDefault("physicalName", members.get("name"));
        if (named == null) {
            node.fault("has no 'name'.");
            return new ColumnContract("?", null, false, List.of());
        }
        String name = named.text();
        OdcsNode logical = members.get("logicalType");
        String type = logical == null ? "" : logical.text();
        if (logical != null && !TYPES.contains(type)) {
            logical.fault("is '%s', but must be one of %s.".formatted(type, TYPES));
        }
        boolean isKey = isTrue("primaryKey");
        if (isTrue("required") || isKey) {
            rules.add(ColumnRule.notNull());
        }
        if (isKey) {
            OdcsNode position = members.get("primaryKeyPosition");
            int place = position == null
                    ? 0
                    : position.number().map(BigDecimal::intValue).orElse(0);
            while (key.containsKey(place)) {
                place++;
            }
            key.put(place, name);
        }
        if (isTrue("unique") || (isKey && !members.containsKey("primaryKeyPosition"))) {
            rules.add(ColumnRule.unique());
        }
        if (type.equals("object") || type.equals("array")) {
            unjudged.add("%s: what is in the %s '%s'".formatted(node.place(), type, name));
        }
        options(type);
        quality();
        relationships(name, tableRules);
        return new ColumnContract(name, valueType(type), type.equals("date"), rules);
    }

    private boolean isTrue(String name) {
        return members.containsKey(name) && members.get(name).isTrue();
    }

    private static @Nullable ValueType valueType(String type) {
        return switch (type) {
            case "string", "time" -> ValueType.STRING;
            case "integer" -> ValueType.INT64;
            case "number" -> ValueType.DECIMAL;
            case "boolean" -> ValueType.BOOL;
            case "date", "timestamp" -> ValueType.UNIX_TIMESTAMP;
            default -> null;
        };
    }

    private void options(String type) {
        if (!members.containsKey("logicalTypeOptions")) {
            return;
        }
        Map<String, OdcsNode> options = members.get("logicalTypeOptions").members(OPTIONS);
        if (options.containsKey("minLength") || options.containsKey("maxLength")) {
            rules.add(ColumnRule.length(
                    size(options.get("minLength"), 0), size(options.get("maxLength"), Integer.MAX_VALUE)));
        }
        boolean isTime = type.equals("date") || type.equals("timestamp");
        options.forEach((name, option) -> {
            switch (name) {
                case "minLength", "maxLength", "timezone" -> {}
                case "pattern" -> rules.add(ColumnRule.matches(option.text()));
                case "minimum" -> range(Bound.atLeast(bound(option, isTime)), null);
                case "exclusiveMinimum" -> range(Bound.above(bound(option, isTime)), null);
                case "maximum" -> range(null, Bound.atMost(bound(option, isTime)));
                case "exclusiveMaximum" -> range(null, Bound.below(bound(option, isTime)));
                case "multipleOf" -> option.number().map(ColumnRule::multipleOf).ifPresent(rules::add);
                case "defaultTimezone" -> zone = option.text();
                default -> unjudged.add("%s: the option '%s'".formatted(option.place(), name));
            }
        });
    }

    private static int size(@Nullable OdcsNode option, int otherwise) {
        return option == null
                ? otherwise
                : option.number().map(BigDecimal::intValue).orElse(otherwise);
    }

    private void range(@Nullable Bound least, @Nullable Bound greatest) {
        rules.add(ColumnRule.of(new CellConstraint.Range(least, greatest)));
    }

    private static Object bound(OdcsNode option, boolean isTime) {
        if (!isTime) {
            return option.number().orElse(BigDecimal.ZERO);
        }
        try {
            return DateText.timestamp(option.text());
        } catch (RuntimeException e) {
            option.fault("is '%s', but must be a date or a timestamp.".formatted(option.text()));
            return Instant.EPOCH;
        }
    }

    private void quality() {
        if (members.containsKey("quality")) {
            for (OdcsNode each : members.get("quality").elements()) {
                OdcsQuality quality = new OdcsQuality(each, unjudged);
                rules.addAll(quality.columnRules());
            }
        }
    }

    private void relationships(String name, List<TableRule> tableRules) {
        if (!members.containsKey("relationships")) {
            return;
        }
        for (OdcsNode each : members.get("relationships").elements()) {
            Map<String, OdcsNode> relationship =
                    each.members(List.of("id", "type", "from", "to", "customProperties", "authoritativeDefinitions"));
            OdcsNode to = relationship.get("to");
            String target = to == null || to.isList() ? "" : to.text();
            if (target.matches("[^./#]+\\.[^./#]+")) {
                int dot = target.indexOf('.');
                tableRules.add(TableRule.references(name, target.substring(0, dot), target.substring(dot + 1)));
            } else {
                unjudged.add("%s: the relationship to '%s'".formatted(each.place(), target));
            }
        }
    }
}
