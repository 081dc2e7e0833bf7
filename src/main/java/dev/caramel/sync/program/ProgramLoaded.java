package dev.caramel.sync.program;

/**
 * Published as an application event when the file of a maintenance program has been loaded or
 * swapped on this node.
 *
 * @param id program id
 */
public record ProgramLoaded(String id) {}
