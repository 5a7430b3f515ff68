package io.mmp.test.load;

import java.util.List;
import java.util.SplittableRandom;

/** Chooses tasks by their weights: each block of as many requests as the weights sum up to has each task exactly as often as its weight, in a random order. */
final class TaskOrder {

    private final int[] block;
    private final SplittableRandom random;
    private int next;

    TaskOrder(List<Task> tasks, long seed) {
        block = new int[tasks.stream().mapToInt(Task::weight).sum()];
        int position = 0;
        for (int task = 0; task < tasks.size(); task++) {
            for (int i = 0; i < tasks.get(task).weight(); i++) {
                block[position++] = task;
            }
        }
        random = new SplittableRandom(seed);
    }

    int next() {
        if (next == 0) {
            shuffle();
        }
        int task = block[next];
        next = (next + 1) % block.length;
        return task;
    }

    private void shuffle() {
        for (int i = block.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = block[i];
            block[i] = block[j];
            block[j] = swapped;
        }
    }
}
