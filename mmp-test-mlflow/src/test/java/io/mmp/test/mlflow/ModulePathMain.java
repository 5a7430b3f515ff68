package io.mmp.test.mlflow;

import io.mmp.test.mlflow.client.MlflowRegistry;

/** Starts the embedded server and asks it something, in a JVM on a true module path. */
public final class ModulePathMain {

    private ModulePathMain() {}

    public static void main(String[] args) {
        try (TrackingServer server = TrackingServer.embedded()) {
            System.out.println(ModulePathMain.class.getModule() + " has "
                    + MlflowRegistry.at(server.uri()).searchModels("").count() + " models");
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
