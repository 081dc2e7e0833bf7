package dev.caramel.sync.program;

/**
 * Published as an application event when the file of a maintenance program was deleted and its
 * route removed on this node.
 *
 * @param id program id
 */
public record ProgramUnloaded(String id) {}
