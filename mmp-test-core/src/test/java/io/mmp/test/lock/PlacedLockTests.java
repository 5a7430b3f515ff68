package io.mmp.test.lock;

import static io.mmp.test.lock.LockedRun.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.lock.PlacedLockTestCases.Composed;
import io.mmp.test.lock.PlacedLockTestCases.EveryKindOfMethod;
import io.mmp.test.lock.PlacedLockTestCases.Inheriting;
import io.mmp.test.lock.PlacedLockTestCases.OnClass;
import io.mmp.test.lock.PlacedLockTestCases.OnMethod;
import io.mmp.test.lock.PlacedLockTestCases.OnNestedClasses;
import io.mmp.test.lock.PlacedLockTestCases.PerClass;
import io.mmp.test.lock.PlacedLockTestCases.ReentrantAndRaised;
import io.mmp.test.lock.PlacedLockTestCases.Several;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.Events;

class PlacedLockTests {

    @TempDir
    Path directory;

    @BeforeEach
    void lookHere() {
        HeldLocks.startIn(directory);
    }

    @Test
    void a_lock_on_a_class_is_held_from_before_all_until_after_all() {
        run(OnClass.class).assertStatistics(stats -> stats.succeeded(2));
        assertThat(seen())
                .containsExactly(
                        "before all: [a]",
                        "constructor: [a]",
                        "before each: [a]",
                        "test: [a]",
                        "after each: [a]",
                        "constructor: [a]",
                        "before each: [a]",
                        "test: [a]",
                        "after each: [a]",
                        "after all: [a]");
        assertThat(HeldLocks.held()).isEmpty();
    }

    @Test
    void a_lock_on_a_method_is_held_from_the_constructor_until_after_each() {
        run(OnMethod.class).assertStatistics(stats -> stats.succeeded(2));
        assertThat(seen())
                .containsExactly(
                        "before all: []",
                        "constructor: [a]",
                        "before each: [a]",
                        "locked: [a]",
                        "after each: [a]",
                        "constructor: []",
                        "before each: []",
                        "free: []",
                        "after each: []",
                        "after all: []");
    }

    @Test
    void every_kind_of_test_method_is_locked() {
        run(EveryKindOfMethod.class).assertStatistics(stats -> stats.succeeded(6));
        assertThat(seen())
                .containsExactlyInAnyOrder(
                        "plain: [a]",
                        "repeated: [a]",
                        "repeated: [a]",
                        "parameterized: [a]",
                        "parameterized: [a]",
                        "dynamic: [a]");
    }

    @Test
    void an_instance_of_a_whole_class_is_made_under_the_lock() {
        run(PerClass.class).assertStatistics(stats -> stats.succeeded(1));
        assertThat(seen()).containsExactly("constructor: [a]", "test: [a]");
    }

    @Test
    void nested_classes_have_their_own_lock_and_that_of_the_class_around_them() {
        run(OnNestedClasses.class).assertStatistics(stats -> stats.succeeded(4));
        assertThat(seen()).containsExactlyInAnyOrder("outer: []", "b: [b]", "c: [c]", "in c: [c]");
    }

    @Test
    void inherited_and_composed_annotations_count() {
        run(Inheriting.class).assertStatistics(stats -> stats.succeeded(1));
        run(Composed.class).assertStatistics(stats -> stats.succeeded(1));
        assertThat(seen()).containsExactly("inherited: [a]", "composed: [b]");
    }

    @Test
    void several_locks_are_held_together() {
        run(Several.class).assertStatistics(stats -> stats.succeeded(2));
        assertThat(seen()).containsExactly("two: [a, c]", "container: [a, b]");
    }

    @Test
    void a_class_takes_the_locks_of_its_methods_and_a_test_takes_none_twice() {
        run(ReentrantAndRaised.class).assertStatistics(stats -> stats.succeeded(2));
        assertThat(seen()).containsExactlyInAnyOrder("same: [a, b]", "in nested: [a, b]");
    }

    private List<String> seen() {
        return HeldLocks.seen();
    }

    private Events run(Class<?>... testCases) {
        return execute(Map.of(), testCases).testEvents();
    }
}
