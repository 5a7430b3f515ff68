package io.mmp.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

class SpringGatewaysTests {

    private boolean isClosed;

    /** A gateway that notes its end. */
    private final class Noted implements AutoCloseable {

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void a_gateway_lives_as_long_as_its_context_which_tells_where_it_is() {
        Noted gateway = new Noted();
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            SpringGateways.add(
                    context, gateway, 1, "test", Map.of("product.uri", "http://a", "PRODUCT_URI", "http://b"));
            context.refresh();

            assertThat(context.getBeansOfType(Noted.class)).containsOnlyKeys(Noted.class.getName());
            assertThat(context.getBean(Noted.class)).isSameAs(gateway);
            assertThat(context.getEnvironment().getProperty("product.uri")).isEqualTo("http://a");
            assertThat(context.getEnvironment().getProperty("product_uri")).isEqualTo("http://b");
            assertThat(isClosed).isFalse();
        }
        assertThat(isClosed).isTrue();
    }
}
