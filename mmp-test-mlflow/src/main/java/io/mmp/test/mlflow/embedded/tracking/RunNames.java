package io.mmp.test.mlflow.embedded.tracking;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Makes up names for runs that have none, in MLflow's form {@code <adjective>-<noun>-<number>}. */
final class RunNames {

    private static final int MAX_NUMBER = 1000;

    /** Words that MLflow uses too, none so long that a name has more than the twenty characters that MLflow gives it at most. */
    static final List<String> ADJECTIVES = List.of(
            "able",
            "adorable",
            "aged",
            "amazing",
            "amusing",
            "awesome",
            "big",
            "bold",
            "bouncy",
            "brawny",
            "bright",
            "burly",
            "calm",
            "capable",
            "carefree",
            "caring",
            "casual",
            "charming",
            "chill",
            "classy",
            "clean",
            "colorful",
            "dapper",
            "dashing",
            "fearless",
            "flawless",
            "fun",
            "gentle",
            "gifted",
            "handsome",
            "kindly",
            "learned",
            "likeable",
            "loud",
            "luminous",
            "lyrical",
            "masked",
            "nimble",
            "nosy",
            "orderly",
            "painted",
            "peaceful",
            "placid",
            "polite",
            "popular",
            "powerful",
            "rare",
            "salty",
            "sassy",
            "serious",
            "silent",
            "sincere",
            "skillful",
            "smiling",
            "spiffy",
            "stately",
            "suave",
            "stylish",
            "unique",
            "upbeat",
            "useful",
            "valuable",
            "wise",
            "youthful",
            "zealous");

    /** As above. */
    static final List<String> NOUNS = List.of(
            "ant", "ape", "asp", "auk", "bass", "bat", "bear", "bee", "bird", "boar", "bug", "calf", "carp", "cat",
            "chimp", "cod", "colt", "conch", "cow", "crab", "crane", "crow", "cub", "deer", "doe", "dog", "dove",
            "duck", "eel", "elk", "fawn", "finch", "fish", "flea", "foal", "fowl", "fox", "frog", "gnat", "gnu", "goat",
            "goose", "grouse", "gull", "hare", "hawk", "hen", "hog", "horse", "hound", "jay", "kit", "kite", "koi",
            "lamb", "lark", "loon", "lynx", "mare", "midge", "mink", "mole", "moose", "moth", "mouse", "mule", "newt",
            "owl", "ox", "panda", "perch", "pig", "pug", "quail", "ram", "rat", "ray", "robin", "rook", "seal", "shad",
            "shark", "sheep", "shrew", "shrimp", "skunk", "sloth", "slug", "snail", "snake", "snipe", "squid", "stag",
            "steed", "stoat", "stork", "swan", "tern", "toad", "trout", "turtle", "vole", "wasp", "whale", "wolf",
            "worm", "wren", "yak", "zebra");

    private RunNames() {}

    /** Return a name that MLflow could have made up as well. */
    static String next() {
        Random random = ThreadLocalRandom.current();
        return ADJECTIVES.get(random.nextInt(ADJECTIVES.size()))
                + "-" + NOUNS.get(random.nextInt(NOUNS.size()))
                + "-" + random.nextInt(MAX_NUMBER + 1);
    }
}
