package io.mmp.test.mlflow.client;

/**
 * Names a dataset that a run used as input, and the digest of its content.
 *
 * @since 0.1.0
 */
public record RunDataset(String name, String digest) {

    static RunDataset of(Json input) {
        Json dataset = input.object("dataset");
        return new RunDataset(dataset.text("name"), dataset.text("digest"));
    }

    @Override
    public String toString() {
        return name + "@" + digest;
    }
}
