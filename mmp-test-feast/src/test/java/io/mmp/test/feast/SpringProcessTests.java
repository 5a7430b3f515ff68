package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feast.FeastClient;
import io.mmp.test.feast.process.RealFeast;
import io.mmp.test.feast.store.FeatureStore;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** The Java SDK of a Spring application reads from real Feast, whose own server would not answer it. */
@Tag("e2e")
@EnabledIfFeastProcess
@SpringJUnitConfig(SpringTestCases.Application.class)
@TestPropertySource(properties = "for = SpringProcessTests")
@IsolatedFeast(server = IsolatedFeast.Server.PROCESS)
class SpringProcessTests {

    @RepeatedTest(2)
    void the_application_reads_the_store_of_the_test(FeatureStore feast, @Autowired FeastClient own) {
        assertThat(feast).isInstanceOf(RealFeast.class);
        SpringTestCases.serves(own, feast);
    }
}
