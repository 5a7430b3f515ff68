package io.mmp.test.security;

import io.mmp.test.security.PermissionAction.Detour;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP service whose permissions are judged: who may ask it, and with which requests.
 *
 * <pre>{@code
 * HttpPermissions registry = HttpPermissions.at(uri)
 *         .withBearer("viewer", viewerToken)
 *         .withBearer("editor", editorToken)
 *         .withExpiredBearer(oldToken)
 *         .withReading("list models", "/models")
 *         .withChanging("create model", "POST", "/models", "{\"name\": \"m-{unique}\"}")
 *         .withStateAs("editor", "/models");
 * assertThat(registry).grantsExactly(matrix).hasNoWayAround(matrix);
 * }</pre>
 *
 * <p>Each action is tried too with {@value #NOBODY}, with {@value #FORGED} (those of the first subject, altered) and, if they are given, with {@value #EXPIRED}: it must be answered 401, unless the matrix says of these subjects otherwise.
 *
 * <p>Paths, bodies and headers may have names in braces: <code>{unique}</code> is another number in each attempt, others come from {@link #withPreparation}. Redirects are not followed. A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class HttpPermissions implements AssertProvider<PermissionProbeAssert> {

    /** Names in a matrix those who say nothing of who they are. */
    public static final String NOBODY = "no credentials";

    /** Names in a matrix those whose credentials have the right form alone. */
    public static final String FORGED = "wrong credentials";

    /** Names in a matrix those whose credentials were right once. */
    public static final String EXPIRED = "expired credentials";

    private final URI uri;
    private final Map<String, HttpCredentials> subjects;
    private final @Nullable HttpCredentials expired;
    private final Map<String, HttpAction> reading;
    private final Map<String, HttpAction> changing;
    private final @Nullable State state;
    private final Supplier<Map<String, String>> preparation;

    /** How the state is read: by code, or by a GET as a subject. */
    private record State(@Nullable Callable<String> code, String subject, String path) {}

    private HttpPermissions(
            URI uri,
            Map<String, HttpCredentials> subjects,
            @Nullable HttpCredentials expired,
            Map<String, HttpAction> reading,
            Map<String, HttpAction> changing,
            @Nullable State state,
            Supplier<Map<String, String>> preparation) {
        this.uri = uri;
        this.subjects = subjects;
        this.expired = expired;
        this.reading = reading;
        this.changing = changing;
        this.state = state;
        this.preparation = preparation;
    }

    /**
     * Judge the service at an address, such as {@code http://127.0.0.1:8080}, whose path does not count.
     *
     * @throws PermissionException if it has no host
     */
    public static HttpPermissions at(URI uri) {
        if (uri.getHost() == null) {
            throw new PermissionException(
                    "Permissions are judged at an address such as http://127.0.0.1:8080, but not at '%s'."
                            .formatted(uri));
        }
        return new HttpPermissions(uri, Map.of(), null, Map.of(), Map.of(), null, Map::of);
    }

    /** Return a copy with a subject who is known by a token, sent as {@code Authorization: Bearer}. */
    public HttpPermissions withBearer(String subject, String token) {
        return withHeader(subject, "Authorization", "Bearer " + token);
    }

    /** Return a copy with a subject who is known by a name and a password, sent as {@code Authorization: Basic}. */
    public HttpPermissions withBasic(String subject, String user, String password) {
        return with(subject, HttpCredentials.basic(user, password));
    }

    /** Return a copy with a subject who is known by a header, such as {@code X-Api-Key} or {@code Cookie}. */
    public HttpPermissions withHeader(String subject, String header, String value) {
        return with(subject, new HttpCredentials(header, value));
    }

    private HttpPermissions with(String subject, HttpCredentials credentials) {
        if (credentials.value().isBlank() || List.of(NOBODY, FORGED, EXPIRED).contains(subject)) {
            throw new PermissionException(
                    "A subject has credentials and a name of its own, but '%s' has not.".formatted(subject));
        }
        Map<String, HttpCredentials> more = new LinkedHashMap<>(subjects);
        if (more.put(subject, credentials) != null) {
            throw new PermissionException("The subject '%s' is there twice.".formatted(subject));
        }
        return new HttpPermissions(uri, more, expired, reading, changing, state, preparation);
    }

    /** Return a copy that tries a token that was right once, too. */
    public HttpPermissions withExpiredBearer(String token) {
        return withExpiredHeader("Authorization", "Bearer " + token);
    }

    /** Return a copy that tries a header that was right once, too. */
    public HttpPermissions withExpiredHeader(String header, String value) {
        return new HttpPermissions(
                uri, subjects, new HttpCredentials(header, value), reading, changing, state, preparation);
    }

    /** Return a copy with an action that is a GET of a path and changes nothing. */
    public HttpPermissions withReading(String action, String path) {
        return withReading(action, "GET", path, "");
    }

    /** Return a copy with an action that changes nothing, such as a POST that searches; the body is JSON, empty for none. */
    public HttpPermissions withReading(String action, String method, String path, String body) {
        Map<String, HttpAction> more = added(reading, action, method, path, body);
        return new HttpPermissions(uri, subjects, expired, more, changing, state, preparation);
    }

    /** Return a copy with an action that changes the state when it is allowed; the body is JSON, empty for none. */
    public HttpPermissions withChanging(String action, String method, String path, String body) {
        Map<String, HttpAction> more = added(changing, action, method, path, body);
        return new HttpPermissions(uri, subjects, expired, reading, more, state, preparation);
    }

    private Map<String, HttpAction> added(
            Map<String, HttpAction> before, String action, String method, String path, String body) {
        if (!path.startsWith("/")) {
            throw new PermissionException("The path of '%s' must begin with '/', but is '%s'.".formatted(action, path));
        }
        if (reading.containsKey(action) || changing.containsKey(action)) {
            throw new PermissionException("The action '%s' is there twice.".formatted(action));
        }
        Map<String, HttpAction> more = new LinkedHashMap<>(before);
        more.put(action, new HttpAction(method, path, body, Map.of()));
        return more;
    }

    /** Return a copy whose state is the body of a GET as a subject who sees all of it, before and after each attempt. */
    public HttpPermissions withStateAs(String subject, String path) {
        return with(new State(null, subject, path));
    }

    /** Return a copy whose state is read by code, such as from the service's database. It must be the same when it is read twice. */
    public HttpPermissions withState(Callable<String> newState) {
        return with(new State(newState, "", ""));
    }

    private HttpPermissions with(State newState) {
        return new HttpPermissions(uri, subjects, expired, reading, changing, newState, preparation);
    }

    /** Return a copy that does this before each attempt, such as making what the attempt may delete, and takes the values for names in braces from it. */
    public HttpPermissions withPreparation(Supplier<Map<String, String>> newPreparation) {
        return new HttpPermissions(uri, subjects, expired, reading, changing, state, newPreparation);
    }

    /** Return it as a system to be judged. */
    public PermissionProbe toProbe() {
        HttpAttempts attempts = new HttpAttempts(uri, credentials(), preparation);
        PermissionProbe probe = PermissionProbe.of(
                        uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()),
                        subjects.keySet().toArray(String[]::new))
                .withStrangers(strangers().toArray(String[]::new))
                .withPreparation(attempts::prepare);
        for (Map.Entry<String, HttpAction> action : reading.entrySet()) {
            probe = probe.with(action(action.getKey(), action.getValue(), false, attempts));
        }
        for (Map.Entry<String, HttpAction> action : changing.entrySet()) {
            probe = probe.with(action(action.getKey(), action.getValue(), true, attempts));
        }
        State read = state;
        if (read == null) {
            return probe;
        }
        Callable<String> code = read.code();
        return probe.withState(code == null ? () -> attempts.read(requireSubject(read.subject()), read.path()) : code);
    }

    private String requireSubject(String subject) {
        if (!subjects.containsKey(subject)) {
            throw new PermissionException("The state is read as '%s', but the subjects are '%s'."
                    .formatted(subject, String.join("', '", subjects.keySet())));
        }
        return subject;
    }

    private PermissionAction action(String name, HttpAction action, boolean changes, HttpAttempts attempts) {
        List<Detour> detours = new ArrayList<>();
        action.detours().forEach((odd, other) -> {
            HttpAction control = other.control();
            // What is an action of its own is judged as that.
            if (!reading.containsValue(other.action()) && !changing.containsValue(other.action())) {
                detours.add(new Detour(
                        odd,
                        subject -> attempts.attempt(subject, other.action()),
                        control == null ? null : subject -> attempts.attempt(subject, control)));
            }
        });
        return new PermissionAction(name, changes, subject -> attempts.attempt(subject, action), detours);
    }

    private List<String> strangers() {
        List<String> strangers = new ArrayList<>(List.of(NOBODY, FORGED));
        if (expired != null) {
            strangers.add(EXPIRED);
        }
        return strangers;
    }

    private Map<String, HttpCredentials> credentials() {
        Map<String, HttpCredentials> all = new LinkedHashMap<>(subjects);
        subjects.values().stream().findFirst().ifPresent(first -> all.put(FORGED, first.forged()));
        Optional.ofNullable(expired).ifPresent(old -> all.put(EXPIRED, old));
        return all;
    }

    /** Start assertions. */
    @Override
    public PermissionProbeAssert assertThat() {
        return toProbe().assertThat();
    }

    /** Return the address. */
    @Override
    public String toString() {
        return toProbe().toString();
    }
}
