package io.mmp.test.mlflow.benchmark;

import io.mmp.test.mlflow.process.MlflowInstallation;
import io.mmp.test.mlflow.process.MlflowInstallationException;

/** The real server, which benchmarks compare with. */
final class RealMlflow {

    private RealMlflow() {}

    /** Tell whether it is installed or could be; print in one line why it is not measured where not. */
    static boolean isInstalled() {
        try {
            MlflowInstallation.ensure();
            return true;
        } catch (MlflowInstallationException e) {
            System.out.printf(
                    "Real MLflow: not measured. %s%n",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return false;
        }
    }
}
