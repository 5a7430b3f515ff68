package io.mmp.test.examples.fraud;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Scores how easily a row is told from the others: trees that split at random isolate what is odd in few steps (Liu, Ting and Zhou, 2008).
 *
 * @param trees the trees, each a list of nodes of which the first is the root
 * @param sampleSize how many rows each tree saw
 */
record IsolationForest(List<List<Node>> trees, int sampleSize) {

    private static final String HEADER = "tree,feature,threshold,left,right,size,sample";

    /**
     * A node.
     *
     * @param feature what it splits by; -1 if it is a leaf
     * @param threshold what is below goes left
     * @param left the index of the node to the left
     * @param right the index of the node to the right
     * @param size how many rows of the sample came here
     */
    record Node(int feature, double threshold, int left, int right, int size) {}

    static IsolationForest train(double[][] rows, int trees, int sampleSize, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = Math.min(sampleSize, rows.length);
        int depth = (int) Math.ceil(Math.log(size) / Math.log(2));
        List<List<Node>> grown = new ArrayList<>();
        for (int tree = 0; tree < trees; tree++) {
            double[][] sample = new double[size][];
            for (int i = 0; i < size; i++) {
                sample[i] = rows[random.nextInt(rows.length)];
            }
            List<Node> nodes = new ArrayList<>();
            grow(nodes, sample, depth, random);
            grown.add(List.copyOf(nodes));
        }
        return new IsolationForest(List.copyOf(grown), size);
    }

    private static int grow(List<Node> nodes, double[][] rows, int depth, SplittableRandom random) {
        int index = nodes.size();
        nodes.add(new Node(-1, 0, 0, 0, rows.length));
        int feature = depth == 0 || rows.length < 2 ? -1 : splittable(rows, random);
        if (feature >= 0) {
            double least =
                    Arrays.stream(rows).mapToDouble(row -> row[feature]).min().orElseThrow();
            double most =
                    Arrays.stream(rows).mapToDouble(row -> row[feature]).max().orElseThrow();
            double threshold = least + (most - least) * (1 - random.nextDouble());
            double[][] below =
                    Arrays.stream(rows).filter(row -> row[feature] < threshold).toArray(double[][]::new);
            double[][] above =
                    Arrays.stream(rows).filter(row -> row[feature] >= threshold).toArray(double[][]::new);
            int left = grow(nodes, below, depth - 1, random);
            int right = grow(nodes, above, depth - 1, random);
            nodes.set(index, new Node(feature, threshold, left, right, rows.length));
        }
        return index;
    }

    /** Return a feature in which the rows differ, at random; -1 if there is none. */
    private static int splittable(double[][] rows, SplittableRandom random) {
        int[] features = IntStream.range(0, rows[0].length)
                .filter(feature -> Arrays.stream(rows).anyMatch(row -> row[feature] != rows[0][feature]))
                .toArray();
        return features.length == 0 ? -1 : features[random.nextInt(features.length)];
    }

    /** Return how odd a row is, from 0 to 1; about 0.5 and below is normal. */
    double score(double... row) {
        double steps =
                trees.stream().mapToDouble(tree -> steps(tree, row)).average().orElseThrow();
        return Math.pow(2, -steps / expectedSteps(sampleSize));
    }

    private static double steps(List<Node> tree, double[] row) {
        Node node = tree.get(0);
        int steps = 0;
        while (node.feature() >= 0) {
            node = tree.get(row[node.feature()] < node.threshold() ? node.left() : node.right());
            steps++;
        }
        return steps + expectedSteps(node.size());
    }

    /** Return how many steps it takes on average to find one of so many rows in a binary search tree. */
    private static double expectedSteps(int size) {
        return size < 2 ? 0 : size == 2 ? 1 : 2 * (Math.log(size - 1) + 0.5772156649015329) - 2.0 * (size - 1) / size;
    }

    /** Write it as CSV, a node a line. */
    String text() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int tree = 0; tree < trees.size(); tree++) {
            for (Node node : trees.get(tree)) {
                text.append("%s,%s,%s,%s,%s,%s,%s\n"
                        .formatted(
                                tree,
                                node.feature(),
                                node.threshold(),
                                node.left(),
                                node.right(),
                                node.size(),
                                sampleSize));
            }
        }
        return text.toString();
    }

    static IsolationForest parse(String text) {
        List<List<Node>> trees = new ArrayList<>();
        int sampleSize = 0;
        for (String line : text.lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            if (Integer.parseInt(cells[0]) == trees.size()) {
                trees.add(new ArrayList<>());
            }
            trees.get(trees.size() - 1)
                    .add(new Node(
                            Integer.parseInt(cells[1]),
                            Double.parseDouble(cells[2]),
                            Integer.parseInt(cells[3]),
                            Integer.parseInt(cells[4]),
                            Integer.parseInt(cells[5])));
            sampleSize = Integer.parseInt(cells[6]);
        }
        return new IsolationForest(trees, sampleSize);
    }
}
