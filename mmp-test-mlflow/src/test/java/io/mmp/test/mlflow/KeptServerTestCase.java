package io.mmp.test.mlflow;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test that fails, for a JVM of its own that prints each report entry on a line of its own. */
@IsolatedMlflow
class KeptServerTestCase {

    public static void main(String[] args) {
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(KeptServerTestCase.class))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                                entry.getKeyValuePairs()
                                        .forEach((key, value) ->
                                                System.out.println(key + "=" + value.replace("\n", "\\n")));
                            }
                        });
    }

    @Test
    void fails(MlflowTracking mlflow) {
        mlflow.client().createRun();
        fail("its own reason");
    }
}
