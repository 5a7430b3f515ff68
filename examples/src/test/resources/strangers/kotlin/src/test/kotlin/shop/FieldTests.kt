package shop

import io.mmp.test.mlflow.MlflowAssertions.assertThat
import io.mmp.test.mlflow.MlflowExtension
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.RegisterExtension

class FieldTests {

    companion object {
        @JvmField
        @RegisterExtension
        val mlflow: MlflowExtension = MlflowExtension.newInstance().build()
    }

    @Test
    fun `a field of the companion is for the class`() {
        assertThat(mlflow.run(train(mlflow.client()))).isFinished()
    }
}

class InstanceFieldTests {

    @JvmField
    @RegisterExtension
    val mlflow: MlflowExtension = MlflowExtension.newInstance().build()

    @Test
    fun `a field of the class is for each test`() {
        assertThat(mlflow.run(train(mlflow.client()))).isFinished()
    }
}
