package io.mmp.test.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A system whose permissions are judged: who may ask it, what can be asked, and how its state is read.
 *
 * <p>{@link HttpPermissions} makes one of an HTTP service. By code, such as a client of Kubernetes:
 *
 * <pre>{@code
 * PermissionProbe cluster = PermissionProbe.of("cluster", "viewer", "deployer")
 *         .withReading("list services", user -> status(() -> clientOf(user).list()))
 *         .withChanging("create service", user -> status(() -> clientOf(user).create(service())))
 *         .withState(() -> administrator.list().toString());
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class PermissionProbe implements AssertProvider<PermissionProbeAssert> {

    private final String name;
    private final Set<String> subjects;
    private final Set<String> strangers;
    private final Map<String, PermissionAction> actions;
    private final @Nullable Callable<String> state;
    private final Runnable preparation;

    private PermissionProbe(
            String name,
            Set<String> subjects,
            Set<String> strangers,
            Map<String, PermissionAction> actions,
            @Nullable Callable<String> state,
            Runnable preparation) {
        this.name = name;
        this.subjects = subjects;
        this.strangers = strangers;
        this.actions = actions;
        this.state = state;
        this.preparation = preparation;
    }

    /**
     * Name a system and those who are known to it.
     *
     * @throws PermissionException if nobody is named, or one twice
     */
    public static PermissionProbe of(String name, String... subjects) {
        return new PermissionProbe(name, distinct(Set.of(), subjects), Set.of(), Map.of(), null, () -> {});
    }

    /**
     * Return a copy that is tried too by those whom the system must not know, such as {@code no token} and {@code expired token}: each action must be answered 401, unless the matrix says otherwise of them.
     *
     * @throws PermissionException if one is there already
     */
    public PermissionProbe withStrangers(String... more) {
        Set<String> all = new LinkedHashSet<>(strangers);
        all.addAll(distinct(subjects, more));
        return new PermissionProbe(name, subjects, all, actions, state, preparation);
    }

    /**
     * Return a copy with an action that changes nothing, whoever does it: a read, or a question such as Kubernetes' {@code SelfSubjectAccessReview}.
     *
     * @throws PermissionException if an action of this name is there already
     */
    public PermissionProbe withReading(String action, PermissionAttempt attempt) {
        return with(new PermissionAction(action, false, attempt, List.of()));
    }

    /**
     * Return a copy with an action that changes the state when it is allowed.
     *
     * @throws PermissionException if an action of this name is there already
     */
    public PermissionProbe withChanging(String action, PermissionAttempt attempt) {
        return with(new PermissionAction(action, true, attempt, List.of()));
    }

    PermissionProbe with(PermissionAction action) {
        Map<String, PermissionAction> more = new LinkedHashMap<>(actions);
        if (more.put(action.name(), action) != null) {
            throw new PermissionException("The action '%s' of %s is there twice.".formatted(action.name(), this));
        }
        return new PermissionProbe(name, subjects, strangers, more, state, preparation);
    }

    /**
     * Return a copy whose state is read so, as somebody who sees all of it: before and after each attempt. It must be the same when it is read twice: leave clocks and counters of requests out of it.
     */
    public PermissionProbe withState(Callable<String> newState) {
        return new PermissionProbe(name, subjects, strangers, actions, newState, preparation);
    }

    /** Return a copy that does this before each attempt, as an administrator: such as making again what another attempt may have deleted. */
    public PermissionProbe withPreparation(Runnable newPreparation) {
        return new PermissionProbe(name, subjects, strangers, actions, state, newPreparation);
    }

    private static Set<String> distinct(Set<String> before, String... names) {
        if (names.length == 0) {
            throw new PermissionException("Nobody is named who may try something.");
        }
        Set<String> all = new LinkedHashSet<>();
        for (String subject : names) {
            if (before.contains(subject) || !all.add(subject)) {
                throw new PermissionException("The subject '%s' is there twice.".formatted(subject));
            }
        }
        return all;
    }

    Set<String> subjects() {
        return subjects;
    }

    Set<String> strangers() {
        return strangers;
    }

    List<PermissionAction> actions() {
        return new ArrayList<>(actions.values());
    }

    boolean hasState() {
        return state != null;
    }

    void prepare() {
        preparation.run();
    }

    /** Return the state; empty text if none was given. */
    String readState() {
        try {
            return state == null ? "" : state.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PermissionException("Interrupted while the state of %s was read.".formatted(this), e);
        } catch (PermissionException e) {
            throw e;
        } catch (Exception e) {
            throw new PermissionException("The state of %s cannot be read (%s).".formatted(this, e), e);
        }
    }

    /** Start assertions. */
    @Override
    public PermissionProbeAssert assertThat() {
        return new PermissionProbeAssert(this);
    }

    /** Return the name. */
    @Override
    public String toString() {
        return "'" + name + "'";
    }
}
