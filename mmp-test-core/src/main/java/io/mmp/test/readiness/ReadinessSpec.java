package io.mmp.test.readiness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the configuration of a deployment must be.
 *
 * <pre>{@code
 * ReadinessSpec.requiring("LOG_LEVEL", SettingRule.oneOf("INFO", "WARN"))
 *         .withRequired("METRICS_ENABLED", SettingRule.isTrue())
 *         .withRequired("DB_PASSWORD", SettingRule.secret())
 *         .withOptional("REQUEST_TIMEOUT", SettingRule.duration(Duration.ofSeconds(1), Duration.ofSeconds(60)));
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class ReadinessSpec {

    private final List<Requirement> requirements;
    private final boolean knowsAll;

    /** What is asked of one key. */
    enum Need {
        REQUIRED,
        OPTIONAL,
        FORBIDDEN
    }

    record Requirement(String key, SettingRule rule, Need need) {}

    private ReadinessSpec(List<Requirement> requirements, boolean knowsAll) {
        this.requirements = List.copyOf(requirements);
        this.knowsAll = knowsAll;
    }

    /** Start with nothing, which no configuration meets before something is asked. */
    public static ReadinessSpec empty() {
        return new ReadinessSpec(List.of(), false);
    }

    /** Start with a setting that must be there. */
    public static ReadinessSpec requiring(String key, SettingRule rule) {
        return empty().withRequired(key, rule);
    }

    /** Return a copy with a setting that must be there. */
    public ReadinessSpec withRequired(String key, SettingRule rule) {
        return with(key, rule, Need.REQUIRED);
    }

    /** Return a copy with a setting that may be there, and must then be so. */
    public ReadinessSpec withOptional(String key, SettingRule rule) {
        return with(key, rule, Need.OPTIONAL);
    }

    /** Return a copy with a setting that must not be there, such as {@code DEBUG_PORT}. */
    public ReadinessSpec withForbidden(String key) {
        return with(key, SettingRule.present(), Need.FORBIDDEN);
    }

    /** Return a copy that asks for the health check of a service of Docker Compose, which is not switched off. */
    public ReadinessSpec withHealthcheck(String service, Duration interval, Duration timeout, int retries) {
        String key = "services." + service + ".healthcheck.";
        return withRequired(key + "interval", SettingRule.duration(interval))
                .withRequired(key + "timeout", SettingRule.duration(timeout))
                .withRequired(key + "retries", SettingRule.number(retries))
                .withOptional(key + "disable", SettingRule.isFalse())
                .withOptional(key + "test", SettingRule.command())
                .withOptional(key + "test[0]", SettingRule.command());
    }

    /** Return a copy by which a key that it does not name is a violation. */
    public ReadinessSpec withNoOtherKeys() {
        return new ReadinessSpec(requirements, true);
    }

    private ReadinessSpec with(String key, SettingRule rule, Need need) {
        if (key.isBlank()) {
            throw new ReadinessException("A key must not be blank.");
        }
        if (keys().contains(key)) {
            throw new ReadinessException("'%s' is required twice. Keep one.".formatted(key));
        }
        List<Requirement> more = new ArrayList<>(requirements);
        more.add(new Requirement(key, rule, need));
        return new ReadinessSpec(more, knowsAll);
    }

    List<Requirement> requirements() {
        return requirements;
    }

    boolean knowsAll() {
        return knowsAll;
    }

    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        requirements.forEach(requirement -> keys.add(requirement.key()));
        return keys;
    }
}
