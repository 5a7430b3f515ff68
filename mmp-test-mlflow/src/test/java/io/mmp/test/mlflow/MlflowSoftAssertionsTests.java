package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mmp.test.mlflow.assertion.RunAssert;
import io.mmp.test.mlflow.client.Lineage;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.mlflow.client.RegisteredModel;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AutoCloseableSoftAssertions;
import org.assertj.core.api.BDDSoftAssertions;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.assertj.core.error.AssertJMultipleFailuresError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;
import org.mlflow.api.proto.Service.Run;

/** All failures are collected, beyond each navigation too. */
class MlflowSoftAssertionsTests {

    private static final ModelVersion VERSION = new ModelVersion(
            "fraud", 3, "", "", "r", ModelVersionStatus.READY, "", ModelStage.NONE, List.of(), Map.of());
    private static final RegisteredModel MODEL = new RegisteredModel("fraud", "", Map.of(), Map.of());

    @RegisterExtension
    static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();

    private LoggedRun run;
    private Run proto;

    @BeforeEach
    void log() {
        String id = MLFLOW.client().createRun(MLFLOW.experimentId()).getRunId();
        MLFLOW.client().logMetric(id, "loss", 0.5, 1, 0);
        MLFLOW.client().logMetric(id, "loss", 0.7, 2, 1);
        run = MLFLOW.run(id);
        proto = MLFLOW.client().getRun(id);
    }

    @Test
    void each_assertion_is_soft() {
        assertThat(failures(() -> MlflowSoftAssertions.assertSoftly(softly -> {
                    softly.assertThat(run).isFinished().hasParam("a").hasMetric("loss", 0.7);
                    softly.assertThat(run.data()).hasParam("b");
                    softly.assertThat(proto).hasParam("c");
                    softly.assertThat(run.history("loss")).hasLength(3).hasSteps(0);
                    softly.assertThat(VERSION).hasTag("d").hasAlias("e");
                    softly.assertThat(MODEL).hasTag("f");
                    softly.assertThat(new Lineage(VERSION, null, List.of(), null))
                            .hasApprover("jane");
                    softly.assertThat("AssertJ's").isEqualTo("own");
                })))
                .extracting(failure -> String.valueOf(failure.getMessage())
                        .strip()
                        .lines()
                        .findFirst()
                        .orElse(""))
                .containsExactly(
                        "Expecting " + run + " to have status 'FINISHED', but it is 'RUNNING'",
                        "Expecting " + run + " to have param 'a', but it has no params",
                        "Expecting " + run + " to have param 'b', but it has no params",
                        "Expecting " + run + " to have param 'c', but it has no params",
                        "Expecting metric 'loss' of " + run + " to have 3 values, but it has 2",
                        "Expecting metric 'loss' of " + run + " to have 1 step: 0, but it has 2 steps: 0, 1",
                        "Expecting model version 'fraud/3' to have tag 'd', but it has no tags",
                        "Expecting model version 'fraud/3' to have alias 'e', but it has no aliases",
                        "Expecting registered model 'fraud' to have tag 'f', but it has no tags",
                        "Expecting lineage of model version 'fraud/3' to have approver 'jane', but it is: no git commit, no dataset, not approved",
                        "expected: \"own\"");
    }

    @Test
    void what_holds_collects_nothing() {
        MlflowSoftAssertions.assertSoftly(softly -> {
            softly.assertThat(run)
                    .hasMetric("loss")
                    .history("loss")
                    .isIncreasing()
                    .hasLength(2);
            softly.assertThat((Object) run).asInstanceOf(RunAssert.LOGGED_RUN).hasMetric("loss");
        });
    }

    @Test
    void a_navigation_stays_soft_and_keeps_its_description() {
        assertThat(failures(() -> MlflowSoftAssertions.assertSoftly(softly -> {
                    softly.assertThat(run)
                            .as("A")
                            .history("loss")
                            .isDecreasing()
                            .hasLength(5);
                    softly.assertThat(run)
                            .as("B")
                            .history("none")
                            .isDecreasing()
                            .isFinite();
                    softly.assertThat(run).as("C").artifact("none").hasText("x");
                    softly.assertThat((LoggedRun) null).as("D").history("loss").isFinite();
                })))
                .extracting(failure -> String.valueOf(failure.getMessage())
                        .strip()
                        .lines()
                        .limit(2)
                        .toList())
                .extracting(lines -> String.join("", lines))
                .containsExactly(
                        "[A] Expecting metric 'loss' of " + run + " to be decreasing, but 1 of 2 values are not:",
                        "[A] Expecting metric 'loss' of " + run + " to have 5 values, but it has 2",
                        "[B] Expecting " + run + " to have metric 'none', but it has 1 metric: loss=0.7",
                        "[B] Expecting metric 'none' of " + run + " to be decreasing, but it has no values",
                        "[B] Expecting metric 'none' of " + run + " to be finite, but it has no values",
                        "[C] Expecting " + run + " to have artifact 'none', but it has no artifacts",
                        "[C] Expecting actual not to be null",
                        "[D] Expecting actual not to be null",
                        "[D] Expecting actual not to be null");
    }

    @Test
    void assertjs_own_soft_assertions_take_a_proxy() {
        assertThat(failures(
                        () -> SoftAssertions.assertSoftly(softly -> softly.proxy(RunAssert.class, LoggedRun.class, run)
                                .isFinished()
                                .hasParam("a"))))
                .hasSize(2);
        assertThat(failures(() -> {
                    try (AutoCloseableSoftAssertions softly = new AutoCloseableSoftAssertions()) {
                        softly.proxy(RunAssert.class, LoggedRun.class, run)
                                .isFinished()
                                .history("loss")
                                .hasLength(5);
                    }
                }))
                .hasSize(2);
    }

    @Test
    void closing_fails_with_all() {
        assertThat(failures(() -> {
                    try (MlflowSoftAssertions softly = new MlflowSoftAssertions()) {
                        softly.assertThat(run).isFinished().hasParam("a");
                    }
                }))
                .hasSize(2);
    }

    @Test
    void soft_assertions_of_users_can_have_them_too() {
        Softly softly = new Softly();
        softly.assertThat(run).isFinished().hasParam("a");
        softly.then("AssertJ's").isEqualTo("own");
        assertThat(failures(softly::assertAll)).hasSize(3);
    }

    @Test
    void they_are_injected() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(InjectedTestCase.class))
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(1).failed(1));
    }

    private static List<Throwable> failures(ThrowingCallable assertions) {
        @Nullable
        AssertJMultipleFailuresError failure = catchThrowableOfType(AssertJMultipleFailuresError.class, assertions);
        assertThat(failure).isNotNull();
        return failure == null ? List.of() : failure.getFailures();
    }

    private static final class Softly extends BDDSoftAssertions implements MlflowSoftAssertionsProvider {}

    @ExtendWith(SoftAssertionsExtension.class)
    static class InjectedTestCase {

        @InjectSoftAssertions
        private MlflowSoftAssertions softly;

        @Test
        void fails() {
            softly.assertThat(MODEL).hasTag("a").hasTag("b");
        }
    }
}
