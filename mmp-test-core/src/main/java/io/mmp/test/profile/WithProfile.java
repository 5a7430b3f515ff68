package io.mmp.test.profile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Give tests the settings of a profile as a parameter.
 *
 * <pre>{@code
 * @WithProfile(settings = Settings.class)
 * class TrainingTests {
 *
 *     @Test
 *     void trains_all_rows(Settings settings) {      // of the profile that APP_ENV names
 *     }
 *
 *     @Test
 *     @WithProfile(value = "dev", set = "rows = 10")
 *     void trains_ten_rows(Settings settings) {      // of dev, with ten rows
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters are the record that {@link #settings()} names, and {@link Profile}. On a method, a class, and the classes around it and
 * above it the annotations add up: what is nearer to the test replaces what is further away, element by element, and key by key in {@link
 * #set()}.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(WithProfileExtension.class)
public @interface WithProfile {

    /**
     * Return the name of the profile; without, it is that of the configuration parameter or system property {@code mmp.profile}, or else of
     * the environment variable {@code APP_ENV}, or else {@code local}.
     */
    String value() default "";

    /** Return the record that the settings are bound to; without, the one of an annotation further away. */
    Class<? extends Record> settings() default Record.class;

    /** Return settings to replace, each as {@code key = value}; they count more than files and system properties. */
    String[] set() default {};
}
