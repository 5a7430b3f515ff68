package io.mmp.test.mlflow.embedded;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Makes up names for runs that have none, in MLflow's form {@code <adjective>-<noun>-<number>}. */
final class RunNames {

    private static final int MAX_LENGTH = 20;
    private static final int MAX_NUMBER = 1000;

    private static final List<String> ADJECTIVES = List.of(
            "agile", "amber", "brave", "brisk", "calm", "clever", "cosmic", "crisp", "eager", "fair", "fresh", "gentle",
            "golden", "happy", "honest", "jolly", "keen", "kind", "lively", "lucky", "mellow", "merry", "mighty",
            "neat", "nimble", "polite", "proud", "quick", "quiet", "rapid", "ready", "sharp", "shiny", "silent",
            "smooth", "steady", "sunny", "swift", "tidy", "vivid", "warm", "wise", "witty", "young");

    private static final List<String> NOUNS = List.of(
            "ant", "bear", "beaver", "bison", "camel", "cat", "crane", "crow", "deer", "dove", "eagle", "elk", "falcon",
            "finch", "fox", "frog", "goose", "hare", "hawk", "heron", "horse", "ibis", "jay", "koala", "lark", "lion",
            "lynx", "mole", "moose", "newt", "otter", "owl", "panda", "puma", "raven", "robin", "seal", "shark",
            "sloth", "swan", "tiger", "toad", "trout", "whale", "wolf", "wren", "yak", "zebra");

    private RunNames() {}

    /** Return a name of at most twenty characters. */
    static String next() {
        Random random = ThreadLocalRandom.current();
        String name = "%s-%s-%s"
                .formatted(
                        ADJECTIVES.get(random.nextInt(ADJECTIVES.size())),
                        NOUNS.get(random.nextInt(NOUNS.size())),
                        random.nextInt(MAX_NUMBER + 1));
        return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH);
    }
}
