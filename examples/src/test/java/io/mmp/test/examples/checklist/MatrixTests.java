package io.mmp.test.examples.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Keeps the rows of the matrix controlled: over the compiled tests, since no run has them all. */
class MatrixTests {

    @Test
    void each_row_that_a_test_proves_has_a_test_that_shows_what_is_rejected() {
        assertThat(uncontrolled(tests())).isEmpty();
    }

    @Test
    void a_row_without_a_control_is_seen() {
        assertThat(uncontrolled(List.of(ControlledTestCase.class, UncontrolledTestCase.class)))
                .containsExactly("T12 is proved by UncontrolledTestCase, but no test has @NegativeControl(\"T12\")");
    }

    @Test
    void tests_name_rows_that_there_are() {
        assertThat(strays(tests())).isEmpty();
    }

    @Test
    void a_row_that_there_is_not_is_seen() {
        assertThat(strays(List.of(ControlledTestCase.class, UncontrolledTestCase.class)))
                .containsExactly("T99");
    }

    private static List<String> uncontrolled(Collection<Class<?>> types) {
        Set<String> controlled = named(types, NegativeControl.class, NegativeControl::value);
        return types.stream()
                .flatMap(type -> named(List.of(type), ChecklistItem.class, ChecklistItem::value).stream()
                        .filter(MatrixTests::isOfTheMatrix)
                        .filter(row -> !controlled.contains(row))
                        .map(row -> "%s is proved by %s, but no test has @NegativeControl(\"%s\")"
                                .formatted(row, type.getSimpleName(), row)))
                .toList();
    }

    private static Set<String> strays(Collection<Class<?>> types) {
        Set<String> rows = named(types, ChecklistItem.class, ChecklistItem::value);
        rows.addAll(named(types, NegativeControl.class, NegativeControl::value));
        rows.removeIf(row -> !isOfTheMatrix(row));
        Checklist.parse(Kind.MATRIX.text(), Kind.MATRIX.controls(), List.of())
                .items()
                .forEach(item -> rows.remove(item.id()));
        return rows;
    }

    private static boolean isOfTheMatrix(String row) {
        return Kind.MATRIX.has(row);
    }

    /** Return the rows that classes or their methods name. */
    private static <A extends Annotation> Set<String> named(
            Collection<Class<?>> types, Class<A> annotation, Function<A, String[]> rows) {
        Set<String> named = new TreeSet<>();
        for (Class<?> type : types) {
            Stream.concat(Stream.of(type), Stream.of(type.getDeclaredMethods()))
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, annotation).stream())
                    .forEach(found -> named.addAll(List.of(rows.apply(found))));
        }
        return named;
    }

    private static Collection<Class<?>> tests() {
        return ReflectionSupport.findAllClassesInPackage(
                "io.mmp.test.examples", type -> !type.getName().contains("TestCase"), name -> true);
    }

    static class ControlledTestCase {

        @Test
        @ChecklistItem({"T07", "40.3"})
        void answers() {}

        @Test
        @NegativeControl("T07")
        void sees_a_slow_service() {}
    }

    @ChecklistItem("T12")
    static class UncontrolledTestCase {

        @Test
        @NegativeControl("T99")
        void strays() {}
    }
}
