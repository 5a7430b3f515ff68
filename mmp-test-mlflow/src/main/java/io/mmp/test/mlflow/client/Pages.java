package io.mmp.test.mlflow.client;

/**
 * How many objects a search asks for at once: few first, as who looks for one reads no more; then ten times as many each time, because a server finds each page by
 * going over all that come before it, but never more than fit into {@link #BYTES}.
 *
 * @param largest what is asked for at most; the servers allow no more
 */
record Pages(int first, int largest) {

    /** What a page is to have at most; its objects take some six times as much memory. Few runs have a kilobyte each, and some have a hundred. */
    static final long BYTES = 4 << 20;

    static final Pages OF_RUNS = new Pages(20, 50_000);
    static final Pages OF_VERSIONS = new Pages(20, 200_000);
    static final Pages OF_MODELS = new Pages(20, 1_000);
    static final Pages OF_EXPERIMENTS = new Pages(1_000, 1_000);
    static final Pages OF_POINTS = new Pages(25_000, 25_000);
    static final Pages OF_LOGGED_MODELS = new Pages(50, 50);

    /**
     * Return the size of the page after one that was read.
     *
     * @param size the size that was asked for
     * @param found the objects that came, in an answer of so many bytes
     */
    int next(int size, int found, long bytes) {
        long fitting = found == 0 ? largest : BYTES * found / Math.max(1, bytes);
        return (int) Math.max(1, Math.min(Math.min(size * 10L, largest), fitting));
    }
}
