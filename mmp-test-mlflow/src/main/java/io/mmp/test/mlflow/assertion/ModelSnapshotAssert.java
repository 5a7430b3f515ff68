package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.Inventory;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelStage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on a registered model with all its versions, and on what happened to it since an earlier snapshot.
 *
 * <pre>{@code
 * ModelSnapshot before = registry.snapshot("fraud");
 * rollouts.promote(2);
 * assertThat(registry.snapshot("fraud"))
 *         .usingChangesSince(before)
 *         .movedAlias("production", 1, 2)
 *         .setTag(2, "approver", "nightly")
 *         .changedNothingElse();
 * }</pre>
 *
 * @since 0.1.0
 */
public class ModelSnapshotAssert extends AbstractMlflowAssert<ModelSnapshotAssert, ModelSnapshot> {

    /** For {@code asInstanceOf} and {@code extracting} of other assertions. */
    public static final InstanceOfAssertFactory<ModelSnapshot, ModelSnapshotAssert> MODEL_SNAPSHOT =
            new InstanceOfAssertFactory<>(ModelSnapshot.class, ModelSnapshotAssert::new);

    private final Set<String> expected = new LinkedHashSet<>();
    private @Nullable ModelSnapshot earlier;

    /** Assert on a snapshot. */
    public ModelSnapshotAssert(@Nullable ModelSnapshot actual) {
        super(actual, ModelSnapshotAssert.class);
    }

    /**
     * Verify that exactly these versions are in a stage, in the order of their numbers; none where none is given.
     *
     * <pre>{@code
     * // a model whose version 2 is in production, and version 1 is archived
     * assertThat(snapshot).hasVersionsIn(ModelStage.PRODUCTION, 2); // passes
     * assertThat(snapshot).hasVersionsIn(ModelStage.PRODUCTION, 1, 2); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or other versions are there
     */
    public ModelSnapshotAssert hasVersionsIn(ModelStage stage, Integer... versions) {
        isNotNull();
        List<Integer> found = actual.versionsIn(stage);
        if (!found.equals(List.of(versions))) {
            failWithMessage(
                    "%nExpecting %s to have the versions %s in %s, but it has %s",
                    actual,
                    Inventory.numbers(List.of(versions)),
                    stage,
                    Inventory.numbersBeside(found, List.of(versions)));
        }
        return myself;
    }

    /** Compare with an earlier snapshot of the model in the assertions that follow. */
    public ModelSnapshotAssert usingChangesSince(ModelSnapshot before) {
        earlier = before;
        expected.clear();
        return myself;
    }

    /**
     * Verify that an alias moved.
     *
     * <pre>{@code
     * // the alias production was moved from version 1 to version 2
     * assertThat(after).usingChangesSince(before).movedAlias("production", 1, 2); // passes
     * assertThat(after).usingChangesSince(before).movedAlias("production", 2, 1); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or the alias did not
     */
    public ModelSnapshotAssert movedAlias(String alias, int from, int to) {
        return changed(RegistryChanges.movedAlias(alias, from, to));
    }

    /**
     * Verify that an alias that was not there was given to a version.
     *
     * <pre>{@code
     * // the alias retired was given to version 1
     * assertThat(after).usingChangesSince(before).gaveAlias("retired", 1); // passes
     * assertThat(after).usingChangesSince(before).gaveAlias("retired", 2); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or the alias was not
     */
    public ModelSnapshotAssert gaveAlias(String alias, int version) {
        return changed(RegistryChanges.gaveAlias(alias, version));
    }

    /**
     * Verify that an alias was taken from a version and is no more.
     *
     * <pre>{@code
     * // the alias staging was deleted, which version 2 had
     * assertThat(after).usingChangesSince(before).tookAlias("staging", 2); // passes
     * assertThat(after).usingChangesSince(before).tookAlias("staging", 1); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or the alias was not
     */
    public ModelSnapshotAssert tookAlias(String alias, int version) {
        return changed(RegistryChanges.tookAlias(alias, version));
    }

    /**
     * Verify that a version moved from one stage to another.
     *
     * <pre>{@code
     * // version 2 was promoted
     * assertThat(after).usingChangesSince(before).movedStage(2, ModelStage.STAGING, ModelStage.PRODUCTION); // passes
     * assertThat(after).usingChangesSince(before).movedStage(2, ModelStage.NONE, ModelStage.PRODUCTION); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or the version did not
     */
    public ModelSnapshotAssert movedStage(int version, ModelStage from, ModelStage to) {
        return changed(RegistryChanges.movedStage(version, from, to));
    }

    /**
     * Verify that a tag of a version was set to a value that it had not.
     *
     * <pre>{@code
     * // version 2 got the tag approver=nightly
     * assertThat(after).usingChangesSince(before).setTag(2, "approver", "nightly"); // passes
     * assertThat(after).usingChangesSince(before).setTag(1, "approver", "nightly"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or the tag was not
     */
    public ModelSnapshotAssert setTag(int version, String key, String value) {
        return changed(RegistryChanges.setTag(RegistryChanges.version(version), key, value));
    }

    /**
     * Verify that a tag of the model was set to a value that it had not.
     *
     * <pre>{@code
     * // the model got the tag promoted=2
     * assertThat(after).usingChangesSince(before).setModelTag("promoted", "2"); // passes
     * assertThat(after).usingChangesSince(before).setModelTag("promoted", "1"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or the tag was not
     */
    public ModelSnapshotAssert setModelTag(String key, String value) {
        return changed(RegistryChanges.setTag("the model", key, value));
    }

    /**
     * Verify that a tag of a version was removed.
     *
     * <pre>{@code
     * // version 2 had the tag candidate
     * assertThat(after).usingChangesSince(before).removedTag(2, "candidate"); // passes
     * assertThat(after).usingChangesSince(before).removedTag(1, "candidate"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or the tag was not
     */
    public ModelSnapshotAssert removedTag(int version, String key) {
        return changed(RegistryChanges.removedTag(RegistryChanges.version(version), key));
    }

    /**
     * Verify that a version was registered.
     *
     * <pre>{@code
     * // the versions 1 and 2, then 3 as well
     * assertThat(after).usingChangesSince(before).registered(3); // passes
     * assertThat(after).usingChangesSince(before).registered(2); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or the version was not
     */
    public ModelSnapshotAssert registered(int version) {
        return changed(RegistryChanges.registered(version));
    }

    /**
     * Verify that nothing changed but what was verified since {@link #usingChangesSince}.
     *
     * <pre>{@code
     * // the alias production moved, and version 2 got a tag
     * assertThat(after).usingChangesSince(before).movedAlias("production", 1, 2).setTag(2, "ok", "yes").changedNothingElse(); // passes
     * assertThat(after).usingChangesSince(before).movedAlias("production", 1, 2).changedNothingElse(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the snapshot is null, or something else did
     */
    public ModelSnapshotAssert changedNothingElse() {
        isNotNull();
        List<String> unexpected = new ArrayList<>(changes());
        unexpected.removeAll(expected);
        if (!unexpected.isEmpty()) {
            failWithMessage(
                    "%nExpecting nothing else of %s to change, but it did:%n%s", actual, Inventory.lines(unexpected));
        }
        return myself;
    }

    private ModelSnapshotAssert changed(String change) {
        isNotNull();
        Set<String> changes = changes();
        expected.add(change);
        if (!changes.contains(change)) {
            failWithMessage(
                    "%nExpecting of %s that %s, but %s",
                    actual,
                    change,
                    changes.isEmpty()
                            ? "nothing changed"
                            : "what changed is:%n%s".formatted(Inventory.lines(List.copyOf(changes))));
        }
        return myself;
    }

    private Set<String> changes() {
        if (earlier == null) {
            throw new IllegalStateException(
                    "There is nothing to compare with: call usingChangesSince(before) with an earlier snapshot first.");
        }
        return RegistryChanges.between(earlier, actual);
    }
}
