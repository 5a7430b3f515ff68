package io.mmp.test.monitor;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ServerSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real Alertmanager that sends alerts to a webhook, such as {@link io.mmp.test.webhook.WebhookReceiver}, on the loopback.
 *
 * <p>A value: the {@code with} methods return changed copies. Groups are sent at once and again after an hour, resolved alerts are not sent,
 * unless told otherwise.
 *
 * @since 0.1.0
 */
public final class AlertmanagerServer {

    private final URI webhook;
    private final Duration repeat;
    private final Resolved resolved;

    /** Whether an alert that has ended is sent again. */
    public enum Resolved {
        /** It is sent, with the status {@code resolved}. */
        SENT,
        /** It is not. */
        NOT_SENT
    }

    private AlertmanagerServer(URI webhook, Duration repeat, Resolved resolved) {
        this.webhook = webhook;
        this.repeat = repeat;
        this.resolved = resolved;
    }

    /** Send alerts to a webhook. */
    public static AlertmanagerServer notifying(URI webhook) {
        return new AlertmanagerServer(webhook, Duration.ofHours(1), Resolved.NOT_SENT);
    }

    /** Return a copy that sends an alert that still fires again after this long; after an hour without. */
    public AlertmanagerServer withRepeatInterval(Duration interval) {
        return new AlertmanagerServer(webhook, interval, resolved);
    }

    /** Return a copy that sends alerts that have ended, or does not; it does not without. */
    public AlertmanagerServer withResolved(Resolved newResolved) {
        return new AlertmanagerServer(webhook, repeat, newResolved);
    }

    /**
     * Write its configuration into a directory, and describe how to start it.
     *
     * @throws MonitorException if no Alertmanager is installed
     */
    public ServerSpec spec(Path directory) {
        Map<String, Object> config = Map.of(
                "route",
                Map.of(
                        "receiver", "webhook",
                        "group_by", List.of("..."),
                        "group_wait", "0s",
                        "group_interval", "1s",
                        "repeat_interval", PromDuration.write(repeat)),
                "receivers",
                List.of(Map.of(
                        "name",
                        "webhook",
                        "webhook_configs",
                        List.of(Map.of("url", webhook.toString(), "send_resolved", resolved == Resolved.SENT)))));
        return specOf(PrometheusServer.write(directory.resolve("alertmanager.yml"), config));
    }

    /**
     * Describe how to start one with a configuration of yours. Its data goes to the directory that it runs in, which is removed in the end.
     *
     * @throws MonitorException if no Alertmanager is installed
     */
    public static ServerSpec specOf(Path config) {
        return ServerSpec.of(
                        "alertmanager",
                        PrometheusProgram.ALERTMANAGER.require().toString(),
                        "--config.file=" + config.toAbsolutePath(),
                        "--storage.path=data",
                        "--web.listen-address=127.0.0.1:{port}",
                        "--cluster.listen-address=")
                .withHealth(HealthCheck.http("/-/ready"));
    }
}
