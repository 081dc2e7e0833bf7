package dev.caramel.sync.run;

/** Marks failures whose message tells an administrator all: their stack is not logged. */
public interface ToldFailure {}
