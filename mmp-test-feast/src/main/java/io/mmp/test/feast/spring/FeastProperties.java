package io.mmp.test.feast.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the properties by which an application learns of its feature server, where they are not those that every Spring test with
 * {@link io.mmp.test.feast.IsolatedFeast} gets: {@code feast.host} and {@code feast.port}, {@code FEAST_HOST} and {@code FEAST_PORT}.
 *
 * <pre>{@code
 * @SpringBootTest
 * @IsolatedFeast
 * @FeastProperties(host = "ranking.features.host", port = "ranking.features.port")
 * class RankingTests {}
 * }</pre>
 *
 * <p>May be used as a meta-annotation, and holds for nested classes unless they have one of their own.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface FeastProperties {

    /** The names of properties that get the host too, such as {@code ranking.features.host}. */
    String[] host() default {};

    /** The names of properties that get the port too, such as {@code ranking.features.port}. */
    String[] port() default {};

    /** The names of properties that get host and port as a target of gRPC, such as {@code 127.0.0.1:34567}. */
    String[] target() default {};
}
