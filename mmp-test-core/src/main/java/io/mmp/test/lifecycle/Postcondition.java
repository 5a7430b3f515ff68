package io.mmp.test.lifecycle;

/** What must hold of an answer, and how it is called. */
record Postcondition<M, A, R>(String description, Condition<M, A, R> condition) {}
