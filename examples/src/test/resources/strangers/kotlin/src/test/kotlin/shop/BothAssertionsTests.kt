package shop

import io.mmp.test.mlflow.IsolatedMlflow
import io.mmp.test.mlflow.MlflowAssertions.assertThat
import io.mmp.test.mlflow.MlflowSoftAssertions
import io.mmp.test.mlflow.MlflowTracking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Nested
import org.junit.jupiter.api.Test

/** The assertions of this library and those of AssertJ, imported side by side. */
@IsolatedMlflow
class BothAssertionsTests {

    private lateinit var run: String

    @BeforeEach
    fun train(mlflow: MlflowTracking) {
        run = train(mlflow.client())
    }

    @Test
    fun `are told apart by the type`(mlflow: MlflowTracking) {
        assertThat(run).isNotEmpty()
        assertThat(mlflow.run(run)).isFinished().hasMetric("auc", 0.9)
        assertThat(mlflow.client().getRun(run).data.metricsList).hasSize(1)
        assertThatThrownBy { assertThat(mlflow.run(run)).hasMetric("loss") }.hasMessageContaining("loss")
        MlflowSoftAssertions().apply {
            assertThat(mlflow.run(run)).isFinished().hasMetric("auc")
            assertAll()
        }
    }

    @Nested
    inner class InnerTests {

        @Test
        fun `see the server of the class around them`(mlflow: MlflowTracking) {
            assertThat(mlflow.run(run)).isFinished()
        }
    }
}
