package io.mmp.test.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes rules of a quality check of the standard: of {@code library}, under the names that 3.1 and 3.0 have for its metrics. {@code text}
 * is for people; {@code sql} and {@code custom} are not judged.
 */
final class OdcsQuality {

    private static final List<String> OPERATORS = List.of(
            "mustBe",
            "mustNotBe",
            "mustBeGreaterThan",
            "mustBeGreaterOrEqualTo",
            "mustBeLessThan",
            "mustBeLessOrEqualTo",
            "mustBeBetween",
            "mustNotBeBetween");
    private static final List<String> KEYS = List.of(
            "id",
            "type",
            "metric",
            "rule",
            "name",
            "description",
            "dimension",
            "severity",
            "unit",
            "businessImpact",
            "method",
            "schedule",
            "scheduler",
            "tags",
            "customProperties",
            "authoritativeDefinitions",
            "query",
            "engine",
            "implementation",
            "arguments",
            "validValues");
    private static final List<String> ARGUMENTS = List.of("validValues", "pattern", "missingValues", "properties");

    private final OdcsNode node;
    private final Map<String, OdcsNode> members;
    private final Map<String, OdcsNode> arguments;
    private final List<String> unjudged;
    private final String metric;

    OdcsQuality(OdcsNode node, List<String> unjudged) {
        this.node = node;
        this.unjudged = unjudged;
        List<String> known = new ArrayList<>(KEYS);
        known.addAll(OPERATORS);
        this.members = node.members(known);
        this.arguments =
                members.containsKey("arguments") ? members.get("arguments").members(ARGUMENTS) : Map.of();
        this.metric = switch (text("metric").isEmpty() ? text("rule") : text("metric")) {
            case "nullValues", "nullCheck" -> "nullValues";
            case "duplicateValues", "duplicateCount", "unique", "uniqueCheck" -> "duplicateValues";
            case "invalidValues", "validValues" -> "invalidValues";
            case "missingValues" -> "missingValues";
            case "rowCount" -> "rowCount";
            default -> "";
        };
    }

    private String text(String key) {
        return members.containsKey(key) ? members.get(key).text() : "";
    }

    private boolean isForPeople() {
        return text("type").equals("text");
    }

    private boolean isLibrary() {
        return text("type").isEmpty() || text("type").equals("library");
    }

    List<ColumnRule> columnRules() {
        if (isForPeople()) {
            return List.of();
        }
        List<ColumnRule> rules = isLibrary() ? library() : List.of();
        Optional<Double> share = share();
        if (rules.isEmpty() || share.isEmpty()) {
            return unjudged(List.of());
        }
        return rules.stream()
                .map(rule -> share.get() == 1 ? rule : rule.mostly(share.get()))
                .map(rule -> isWarning() ? rule.asWarning() : rule)
                .toList();
    }

    private List<ColumnRule> library() {
        return switch (metric) {
            case "nullValues" -> List.of(ColumnRule.notNull());
            case "duplicateValues" -> List.of(ColumnRule.unique());
            case "invalidValues" -> valid();
            case "missingValues" -> missing();
            default -> List.of();
        };
    }

    private List<ColumnRule> valid() {
        List<ColumnRule> rules = new ArrayList<>();
        OdcsNode values = arguments.getOrDefault("validValues", members.get("validValues"));
        if (values != null) {
            rules.add(ColumnRule.oneOf(
                    values.elements().stream().map(OdcsNode::value).toList()));
        }
        if (arguments.containsKey("pattern")) {
            rules.add(ColumnRule.matches(arguments.get("pattern").text()));
        }
        return rules;
    }

    private List<ColumnRule> missing() {
        OdcsNode values = arguments.get("missingValues");
        if (values == null) {
            return List.of(ColumnRule.notNull());
        }
        List<ColumnRule> rules = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        for (OdcsNode value : values.elements()) {
            if (value.isNull()) {
                rules.add(ColumnRule.notNull());
            } else {
                keys.add(Keys.of(value.value()));
            }
        }
        if (!keys.isEmpty()) {
            rules.add(ColumnRule.satisfies("is none of %s".formatted(keys), value -> !keys.contains(Keys.of(value))));
        }
        return rules;
    }

    List<TableRule> tableRules() {
        if (isForPeople()) {
            return List.of();
        }
        List<TableRule> rules = new ArrayList<>();
        if (isLibrary() && metric.equals("rowCount")) {
            rowCount().ifPresent(rules::add);
        } else if (isLibrary() && metric.equals("duplicateValues") && arguments.containsKey("properties")) {
            share().map(share -> {
                        TableRule rule = TableRule.unique(arguments.get("properties").elements().stream()
                                .map(OdcsNode::text)
                                .toArray(String[]::new));
                        return share == 1 ? rule : rule.mostly(share);
                    })
                    .ifPresent(rules::add);
        }
        return rules.isEmpty()
                ? unjudged(rules)
                : rules.stream()
                        .map(rule -> isWarning() ? rule.asWarning() : rule)
                        .toList();
    }

    private Optional<TableRule> rowCount() {
        if (members.containsKey("mustBeBetween")) {
            List<OdcsNode> ends = members.get("mustBeBetween").elements();
            return ends.size() == 2
                    ? Optional.of(TableRule.rowCountBetween(whole(ends.get(0)), whole(ends.get(1))))
                    : Optional.empty();
        }
        return Optional.ofNullable(operator("mustBe").map(TableRule::rowCountIs).orElse(null))
                .or(() -> operator("mustBeGreaterThan").map(count -> TableRule.rowCountAtLeast(count + 1)))
                .or(() -> operator("mustBeGreaterOrEqualTo").map(TableRule::rowCountAtLeast))
                .or(() -> operator("mustBeLessThan").map(count -> TableRule.rowCountBetween(0, count - 1)))
                .or(() -> operator("mustBeLessOrEqualTo").map(count -> TableRule.rowCountBetween(0, count)));
    }

    private Optional<Long> operator(String name) {
        return Optional.ofNullable(members.get(name)).map(OdcsQuality::whole);
    }

    private static long whole(OdcsNode node) {
        return node.number().map(BigDecimal::longValue).orElse(0L);
    }

    /** Return the share of values that must conform, or nothing where the operator cannot be judged. */
    private Optional<Double> share() {
        List<String> operators = OPERATORS.stream().filter(members::containsKey).toList();
        if (operators.isEmpty()) {
            return Optional.of(1.0);
        }
        OdcsNode limit = members.get(operators.get(0));
        if (limit == null || operators.size() > 1 || limit.isList()) {
            return Optional.empty();
        }
        double number = limit.number().map(BigDecimal::doubleValue).orElse(0.0);
        boolean isPercent = text("unit").equals("percent");
        return switch (operators.get(0)) {
            case "mustBe" -> number == 0 ? Optional.of(1.0) : Optional.empty();
            case "mustBeLessThan" -> !isPercent && number == 1 ? Optional.of(1.0) : Optional.empty();
            case "mustBeLessOrEqualTo" ->
                number == 0
                        ? Optional.of(1.0)
                        : isPercent && number > 0 && number < 100 ? Optional.of(1 - number / 100) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean isWarning() {
        return text("severity").equals("warning") || text("severity").equals("info");
    }

    private <T> List<T> unjudged(List<T> none) {
        String name = text("name").isEmpty() ? text("description") : text("name");
        String what = text("type").isEmpty() ? "library" : text("type");
        String which = text("metric").isEmpty() ? text("rule") : text("metric");
        unjudged.add("%s: the quality check%s of type %s%s"
                .formatted(
                        node.place(),
                        name.isEmpty() ? "" : " '" + name + "'",
                        what,
                        which.isEmpty() ? "" : " by " + which));
        return none;
    }
}
