package dev.caramel.list;

/** A segment was set: what waited for it may go on. */
public record SegmentSet(String list, String segment) {}
