package io.mmp.test.mlflow.client;

/**
 * How many objects a search asks for at once: few first, as who looks for one reads no more; then ten times as many each time, because a server finds each page by
 * going over all that come before it.
 *
 * @param largest what is asked for at most; a page of it is in memory at once
 */
record Pages(int first, int largest) {

    /** Few runs have a kilobyte each, and some have a hundred. */
    static final Pages OF_RUNS = new Pages(20, 2_000);

    static final Pages OF_VERSIONS = new Pages(20, 2_000);

    /** The server allows no more. */
    static final Pages OF_MODELS = new Pages(20, 1_000);

    static final Pages OF_EXPERIMENTS = new Pages(1_000, 1_000);
    static final Pages OF_POINTS = new Pages(25_000, 25_000);

    /** The server allows no more. */
    static final Pages OF_LOGGED_MODELS = new Pages(50, 50);

    /** Return the size of a page; the first one has the number 0. */
    int size(int number) {
        long size = first;
        for (int i = 0; i < number && size < largest; i++) {
            size *= 10;
        }
        return (int) Math.min(size, largest);
    }
}
