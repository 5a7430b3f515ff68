package io.mmp.test.condition;

import java.util.List;

/**
 * The GPUs of a machine.
 *
 * @param found what was found, or why nothing was
 * @param memoryMib the memory of each; 0 where it is not known
 */
record Gpus(String found, List<Long> memoryMib) {}
